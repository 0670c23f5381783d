"""Makes 使用说明.docx, one page with pictures: make.py PROGRAM

Needs Chromium, LibreOffice, poppler-utils, and from PyPI playwright and python-docx; the file is checked in.
"""

import datetime
import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = Path(sys.argv[1]).resolve()

STEPS = [
    (
        "打开",
        "解压到任意文件夹，双击 ziping（图标是一张打勾的表）。不用安装，不用管理员权限，不联网。"
        "Windows 提示“已保护你的电脑”时，点“更多信息”→“仍要运行”。黑色窗口是程序本身，用完前不要关；"
        "浏览器里随即打开“自评工作台”。没有打开的，把黑色窗口里 http 开头的那一行复制到浏览器的地址栏。麒麟、统信先双击运行 install.sh（不用管理员），以后从开始菜单打开“自评”。",
    ),
    (
        "选文件夹",
        "单位报来的表（xlsx、xls、ods、wps 表格、压缩包）放进一个文件夹，可以再按乡镇、部门分文件夹。"
        "在“浏览”里逐层点到它，或把路径粘到“路径”一格，按“开始汇总”。也可以直接把文件夹拖到程序图标上。",
    ),
    (
        "看结果",
        "“报送”看谁没报、哪些文件没能读；“审核”看每个单位的错误和警告，点单元格地址看原表的那一格；“排名”看得分和名次。"
        "报来的表只读，不会改动。",
    ),
    (
        "写出工作簿",
        "按“写出汇总工作簿”，结果写在所选文件夹的旁边，用 WPS 或 Excel 打开：第一页“结论”可以直接打印，"
        "“审核发现”按单位列出要退回修改的内容。单位改好再报，放进同一个文件夹，重新汇总即可。",
    ),
    ("结束", "按页面上的“结束工作台”，再在黑色窗口里按回车键。空白自评表和规则在“模板”文件夹，练习用“示例”文件夹，详细说明见“使用说明.html”。"),
]


# Centimetres on the page.
HEIGHTS = {"choose.png": 3.1, "results.png": 6.8, "conclusion.png": 6.8}


def pictures(folder):
    """The page on which a folder is chosen, the results, and the first page of the workbook."""
    environment = {**os.environ, "XDG_DATA_HOME": str(folder / "data"), "BROWSER": "true"}
    order = [PROGRAM, "desk", ROOT / "examples/2023"]
    desk = subprocess.Popen(order, stderr=subprocess.PIPE, env=environment, text=True)
    address = re.search(r"http\S+", desk.stderr.readline()).group()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 900, "height": 560}, device_scale_factor=1.5)
        page.goto(address)
        page.wait_for_selector("#folders button")
        page.fill("#path", r"D:\2023年自评表")
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=folder / "choose.png", clip={"x": 0, "y": 0, "width": 900, "height": 190})
        page.fill("#path", str(ROOT / "examples/2023"))
        page.click("#begin")
        page.wait_for_selector("#ranking", state="attached", timeout=60_000)
        page.wait_for_timeout(500)
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=folder / "results.png", clip={"x": 0, "y": 0, "width": 900, "height": 560})
        browser.close()
    desk.terminate()
    workbook = folder / "汇总.xlsx"
    subprocess.run([PROGRAM, "score", ROOT / "examples/2023", "-o", workbook, "--quiet"], check=True)
    profile = f"-env:UserInstallation=file://{folder}/office"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, workbook], check=True)
    first = ["-f", "1", "-l", "1", "-r", "70", "-png", "-singlefile"]
    subprocess.run(["pdftoppm", *first, folder / "汇总.pdf", folder / "conclusion"], check=True)


def written(run, size, bold=False, colour=None):
    run.font.size, run.font.bold = Pt(size), bold
    run.font.name = "宋体"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def document(folder):
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.5)
    paper.core_properties.title = "自评 使用说明"
    paper.core_properties.author = "ziping"
    paper.core_properties.created = paper.core_properties.modified = datetime.datetime(2000, 1, 1)

    def paragraph(after=3):
        made = paper.add_paragraph()
        made.paragraph_format.space_after, made.paragraph_format.space_before = Pt(after), Pt(0)
        made.paragraph_format.line_spacing = 1.15
        return made

    title = paragraph(6)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    written(title.add_run("自评 使用说明"), 20, bold=True)
    shown = {"选文件夹": ["choose.png"], "写出工作簿": ["results.png", "conclusion.png"]}
    for number, (name, words) in enumerate(STEPS, 1):
        step = paragraph()
        written(step.add_run(f"{number}　{name}　"), 12, bold=True, colour="1F4E79")
        written(step.add_run(words), 10.5)
        if name in shown:
            row = paragraph(5)
            row.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for picture in shown[name]:
                row.add_run().add_picture(str(folder / picture), height=Cm(HEIGHTS[picture]))
                row.add_run(" ")
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


def same_every_time(package):
    """The package without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


with tempfile.TemporaryDirectory() as temporary:
    pictures(Path(temporary))
    target = ROOT / "packaging/guide/使用说明.docx"
    target.write_bytes(same_every_time(document(Path(temporary))))
