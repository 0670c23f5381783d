"""Ranks, sums and rates of the CSV files worked out anew with pandas: ranks.py FOLDER."""

import sys
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas

folder = Path(sys.argv[1])
compared = 0


def read(name):
    return pandas.read_csv(folder / f"{name}.csv", dtype=str, encoding="utf-8-sig", keep_default_na=False)


def figures(column):
    return column.map(lambda text: Decimal(text) if text else None)


def same(what, ours, theirs):
    global compared
    compared += len(ours)
    wrong = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    if wrong:
        sys.exit(f"{what}: {wrong[:3]}")


def ranks(points):
    return points.astype(float).rank(method="min", ascending=False).astype("Int64")


def whole(column):
    return column.map(lambda text: int(text) if text else pandas.NA).astype("Int64")


def rate(executed, adjusted, shown):
    exact = executed / adjusted
    step = Decimal("0.0001")
    return shown if shown in {exact.quantize(step, ROUND_HALF_EVEN), exact.quantize(step, ROUND_HALF_UP)} else exact


sheets = [name for name in ("排名", "项目") if (folder / f"{name}.csv").exists()]
for sheet in sheets:
    table = read(sheet)
    table = table[table["名次"].str.isdigit()]
    total = figures(table["复算总分"])
    same(f"{sheet} 名次", ranks(total), whole(table["名次"]))
    same(f"{sheet} 组内名次", total.astype(float).groupby(table["分组"]).rank(method="min", ascending=False).astype("Int64"), whole(table["组内名次"]))
    filed = figures(table["自评总分"])
    same(f"{sheet} 自评名次", ranks(filed[filed.notna()]), whole(table["自评名次"])[filed.notna()])
    parts = [column for column in table if column.endswith("得分") and column != "不可核实得分"]
    sums = table[parts].map(lambda text: Decimal(text or 0)).sum(axis=1)
    same(f"{sheet} 复算总分", sums, total)
    stated = table[(table["执行数"] != "") & (table["调整后预算"] != "")]
    executed, adjusted, shown = (figures(stated[name]) for name in ("执行数", "调整后预算", "执行率"))
    same(f"{sheet} 执行率", [rate(*row) for row in zip(executed, adjusted, shown, strict=True)], shown)

detail = read("指标明细")
detail["得分"] = figures(detail["复算得分"]).map(lambda score: score or Decimal(0))
keys = [name for name in ("来源文件", "工作表", "项目") if name in detail]
by_form = detail.groupby(keys)["得分"].sum()
by_file = by_form.groupby("来源文件").apply(set)
for sheet in sheets:
    table = read(sheet)
    table = table[table["名次"].str.isdigit()]
    same(f"{sheet} 明细", [Decimal(t) in by_file[f] for t, f in zip(table["复算总分"], table["来源文件"], strict=True)], [True] * len(table))

print(f"{compared} figures agree")
if compared < 50:
    sys.exit("too few figures")
