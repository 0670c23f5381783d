"""Fills in a blank form the way a person does: finds the labels, types beside and below them."""

import sys

import openpyxl

template, out, *formulas = sys.argv[1:]
book = openpyxl.load_workbook(template)
sheet = book["自评表"]


def find(text):
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.split("\n")[0].strip("　 ") == text:
                return cell
    raise SystemExit(f"no label {text}")


def beside(text, value):
    label = find(text)
    merged = [m for m in sheet.merged_cells.ranges if label.coordinate in m]
    last = merged[0].max_col if merged else label.column
    sheet.cell(label.row, last + 1).value = value


beside("部门（单位）名称", "示范区水利局")
beside("部门预算编码", "301001")
amounts = {
    "年度资金总额": (433.69, 485.82, 436.51),
    "其中：基本支出": (367.78, 416.21, 415.17),
    "项目支出": (65.91, 69.61, 21.34),
}
columns = [find(t).column for t in ("年初预算数", "全年预算数", "全年执行数")]
for label, row in amounts.items():
    for column, amount in zip(columns, row):
        sheet.cell(find(label).row, column).value = amount
goals = find("预期目标")
sheet.cell(goals.row + 1, goals.column).value = "完成年度任务"
header = find("三级指标").row
names = ["三级指标", "指标性质", "年度指标值", "度量单位", "年中监控实际完成值", "实际完成值", "评分方法", "分值", "定性评分", "偏差原因分析"]
at = {name: find(name).column for name in names}
rows = [
    ("培训费下降率", "≥", "5", "%", None, "无发生额", None, 8, None, "该指标无发生额"),
    ("预算经费", "≤", 433.69, "万元", 288.9, 436.51, None, 12, None, "人员经费调整"),
    ("项目支出预算执行率", "=", "100", "%", "51.54", "30.66", None, 10, None, "经费未及时使用"),
    ("普查数据准确率", "≥", "95", "%", "95", "100", None, 10, None, None),
    ("巡查时间", None, "2024年12月31日前", None, None, "2024年11月30日", None, 10, None, None),
    ("注册企业数量", "≥", 52, "家", 26, 54, None, 15, None, None),
    ("河道管护水平", None, "进一步提升", None, None, "达成年度指标", None, 15, 14, "仍有乱占乱建"),
    ("事故起数", "≤", "4", "起", "1", "5", "反向比例", 10, None, "汛期两起"),
]
for number, row in enumerate(rows, start=header + 1):
    for name, value in zip(names, row):
        if value is not None:
            sheet.cell(number, at[name]).value = value
book.save(out)
