"""Types into a form of a stage the way a person does: only where the sheet's protection lets one, and says what is locked."""

import sys

import openpyxl

template, out, stage = sys.argv[1:]
book = openpyxl.load_workbook(template)
sheet = book["自评表"]


def find(text):
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.split("\n")[0].strip("　 ") == text:
                return cell
    raise SystemExit(f"no label {text}")


def locked(cell):
    return cell.protection.locked


def put(cell, value):
    if locked(cell):
        raise SystemExit(f"{cell.coordinate} is locked")
    cell.value = value


def fixed(cell):
    if not locked(cell):
        raise SystemExit(f"{cell.coordinate} with {cell.value!r} is open")
    if cell.value is None:
        raise SystemExit(f"{cell.coordinate} is blank")


if not sheet.protection.sheet:
    raise SystemExit("the sheet is not protected")
total = find("年度资金总额").row
fixed(sheet.cell(total, find("年初预算数").column))
put(sheet.cell(total, find("全年预算数").column), 520)
executed = {"midyear": ("1-7月执行数", 290), "self": ("全年执行数", 510)}[stage]
put(sheet.cell(total, find(executed[0]).column), executed[1])
header = find("三级指标").row
column = {cell.value: cell.column for cell in sheet[header] if cell.value}
rows = {
    "业务培训人次": ("700", "1268"),
    "检查问题整改率": ("96", "97.5"),
    "群众办事便利程度": ("有所提升", "达成年度指标"),
    "服务对象满意度": (None, "93"),
}
seen = 0
for row in range(header + 1, sheet.max_row):
    name = sheet.cell(row, column["三级指标"])
    if name.value not in rows:
        continue
    seen += 1
    midyear, actual = rows[name.value]
    for label in ("一级指标", "三级指标", "年度指标值", "分值"):
        fixed(sheet.cell(row, column[label]))
    cell = sheet.cell(row, column["年中监控实际完成值"])
    if stage == "midyear":
        if midyear:
            put(cell, midyear)
        put(sheet.cell(row, column["全年预计完成情况"]), sheet.cell(row, column["年度指标值"]).value)
        if not locked(sheet.cell(row, column["得分"])):
            raise SystemExit("the score is open at mid-year")
        continue
    if midyear:
        fixed(cell)
    put(sheet.cell(row, column["实际完成值"]), actual)
    if name.value == "群众办事便利程度":
        put(sheet.cell(row, column["定性评分"]), 18)
        put(sheet.cell(row, column["偏差原因分析"]), "部分事项仍需现场办理")
if seen != len(rows):
    raise SystemExit(f"{seen} indicators")
book.save(out)
