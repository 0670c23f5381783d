"""Makes 使用说明.docx, one page with pictures: make.py PROGRAM

Needs Chromium, LibreOffice, poppler-utils, ImageMagick, and from PyPI playwright and python-docx; the file is checked in.
"""

import datetime
import io
import os
import re
import shutil
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
        "浏览器里随即打开“自评工作台”。没有打开的，把黑色窗口里 http 开头的那一行复制到浏览器的地址栏。"
        "麒麟、统信先双击运行 install.sh（不用管理员），以后从开始菜单打开“自评”。",
    ),
    (
        "选文件夹",
        "单位报来的表（xlsx、xls、ods、wps 表格、压缩包）放进一个文件夹，可以再按乡镇、部门分文件夹。"
        "把它的路径粘到“存放自评表的文件夹”一格再按“查看”，或在下面逐层点到它；也可以直接把文件夹拖到程序图标上。"
        "表上的年度，旁边放着的名单、规则、上年数据，列在“核对找到的年度和设置”下，不对的可以改。按“开始汇总”。",
    ),
    (
        "审核",
        "“报送”看谁没报、哪些文件没能读；“审核”看每个单位的错误和警告，点单元格地址看报来的那一格；"
        "逐条按“处理”选退回、核实无误（写明理由）或更正，最后按“保存处理意见”。报来的表只读，不会改动。",
    ),
    (
        "排名和文书",
        "“排名”看得分、等级和名次。点开“写出文书”，按“写出汇总工作簿”，结果写在所选文件夹的旁边，用 WPS 或 Excel 打开："
        "第一页“结论”可以直接打印；通报、退回单、催报也在这里。单位改好再报，放进同一个文件夹，重新汇总即可。",
    ),
    (
        "结束",
        "按页面上的“结束工作台”，再在黑色窗口里按回车键。空白自评表和规则在“模板”文件夹，练习用“示例”文件夹，"
        "详细说明见“使用说明.html”。",
    ),
]
# Pictures side by side below a step, with their common width in centimetres.
SHOWN = {
    "选文件夹": (["choose", "filed"], 16.6),
    "审核": (["audit", "form"], 16.6),
    "排名和文书": (["papers", "conclusion"], 12.5),
}
# A window that is narrow enough to be read where it is printed.
WINDOW = {"width": 720, "height": 405}


def look(page, folder, name):
    page.wait_for_timeout(300)
    page.evaluate("document.activeElement.blur()")
    page.screenshot(path=folder / f"{name}.png")


def views(page, folder, forms):
    """What is seen on the way from the folder to the papers."""
    page.wait_for_selector("#folders button")
    page.fill("#path", r"D:\2023年自评表")
    # As on Windows.
    page.evaluate("document.querySelectorAll('#folders button').forEach((b, at) => { b.textContent = 'CD'[at] + ':\\\\' })")
    look(page, folder, "choose")
    page.fill("#path", str(forms))
    page.press("#path", "Enter")
    page.wait_for_selector("#year option:has-text('2023')", state="attached")
    page.click("#begin")
    page.wait_for_selector("#ranking", state="attached", timeout=60_000)
    look(page, folder, "filed")
    page.click("nav a[href='#audit']")
    # The shadow of the bar above does not lie over what is looked at.
    page.evaluate("document.querySelector('#audit .unit-findings').scrollIntoView({block: 'start'}); scrollBy(0, -40)")
    look(page, folder, "audit")
    page.click("#audit .finding a[href^='#u']")
    look(page, folder, "form")
    page.evaluate("location.hash = 'ranking'")
    page.evaluate("scrollTo(0, 0)")
    page.click(".papers summary")
    look(page, folder, "papers")


def pictures(folder):
    """The page on the way through the job, and the first page of the workbook."""
    forms = folder / "2023年自评表"
    shutil.copytree(ROOT / "examples/2023", forms)
    shutil.copy(ROOT / "examples/名单.xlsx", folder)
    environment = {**os.environ, "XDG_DATA_HOME": str(folder / "data"), "BROWSER": "true"}
    desk = subprocess.Popen([PROGRAM, "desk"], stderr=subprocess.PIPE, env=environment, text=True)
    address = re.search(r"http\S+", desk.stderr.readline()).group()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport=WINDOW, device_scale_factor=1.8)
        page.goto(address)
        views(page, folder, forms)
        browser.close()
    desk.terminate()
    workbook = folder / "汇总.xlsx"
    subprocess.run([PROGRAM, "score", forms, "-o", workbook, "--quiet"], check=True)
    profile = f"-env:UserInstallation=file://{folder}/office"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, workbook], check=True)
    first = ["-f", "1", "-l", "1", "-r", "110", "-png", "-singlefile"]
    subprocess.run(["pdftoppm", *first, folder / "汇总.pdf", folder / "conclusion"], check=True)


def written(run, size, bold=False, colour=None):
    run.font.size, run.font.bold = Pt(size), bold
    run.font.name = "宋体"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def side_by_side(pictures):
    """Pictures in one row, each with a thin line around it, in few colours."""
    frames = ["-bordercolor", "#9AA7B4", "-border", "2", "-bordercolor", "white", "-border", "8x0"]
    row = ["-gravity", "center", "+append", "-colors", "96", "-strip", "-define", "png:exclude-chunks=date,time"]
    return io.BytesIO(subprocess.check_output(["convert", *pictures, *frames, *row, "png:-"]))


def document(folder):
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.4)
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
    for number, (name, words) in enumerate(STEPS, 1):
        step = paragraph()
        written(step.add_run(f"{number}　{name}　"), 12, bold=True, colour="1F4E79")
        written(step.add_run(words), 10.5)
        if name in SHOWN:
            row = paragraph(4)
            row.alignment = WD_ALIGN_PARAGRAPH.CENTER
            names, width = SHOWN[name]
            pictures = side_by_side([folder / f"{picture}.png" for picture in names])
            row.add_run().add_picture(pictures, width=Cm(width))
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
