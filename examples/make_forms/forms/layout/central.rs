//! 部门（单位）整体支出绩效自评表 of the central form, as filed in Xinjiang.

use super::money::{self, Amount};
use super::table::{self, Column, Levels};
use super::{closing, goals, heading};
use crate::forms::data::Form;
use crate::forms::sheet::{Content, Paper, Sheet, Style, address};

const WIDTHS: [f64; 11] = [7.0, 7.0, 26.0, 14.0, 12.0, 12.0, 10.0, 9.0, 9.0, 14.0, 14.0];

const MONEY: [money::Column; 7] = [
    money::Column("年初预算数", (3, 3), Amount::Initial),
    money::Column("全年预算数\n（A）", (4, 4), Amount::Adjusted),
    money::Column("全年执行数\n（B）", (5, 5), Amount::Executed),
    money::Column("分值", (6, 6), Amount::Points),
    money::Column("执行率\n（B/A）", (7, 7), Amount::Rate),
    money::Column("得分", (8, 8), Amount::Score),
    money::Column("备注", (9, 10), Amount::Remark),
];

const COLUMNS: [Column; 8] = [
    Column("三级指标", (2, 2), Style::Text, |i| &i.name),
    Column("年度指标值", (3, 3), Style::Value, |i| &i.target),
    Column(
        "年中监控\n实际完成\n值",
        (4, 4),
        Style::Value,
        |i| &i.midyear,
    ),
    Column("实际完成\n值", (5, 5), Style::Value, |i| &i.actual),
    Column("指标完成\n率", (6, 6), Style::Value, |i| &i.completion),
    Column("分值", (7, 7), Style::Value, |i| &i.points),
    Column("得分", (8, 8), Style::Value, |i| &i.score),
    Column(
        "偏差原因分析\n及改进措施",
        (9, 10),
        Style::Text,
        |i| &i.reason,
    ),
];

const LEVELS: Option<Levels> = Some(Levels(0, 1));

/// The form as one sheet.
pub(super) fn sheet(form: &Form, year: i32) -> Sheet {
    let mut sheet = Sheet::new("自评表", &WIDTHS, Paper::Portrait);
    let title = "部门（单位）整体支出绩效自评表";
    let row = heading(&mut sheet, "附件1", title, &format!("（{year}年度）"));
    sheet.label(row, (0, 1), "部门（单位）名称");
    sheet.put(row, (2, 10), Content::text(&form.unit), Style::Value);
    let execution = row + 2;
    let row = funds(&mut sheet, row + 1, form);
    let row = goals(&mut sheet, row, form, (0, 1), [(2, 5), (6, 10)]);
    table::headers(&mut sheet, row, &COLUMNS, LEVELS);
    let first = row + 1;
    let row = table::rows(&mut sheet, first, &COLUMNS, LEVELS, &form.indicators);
    totals(&mut sheet, row, form, (first, row - 1), execution);
    closing(&mut sheet, row + 2, form, &[(0, 2), (3, 5), (6, 10)]);
    sheet
}

fn funds(sheet: &mut Sheet, row: u32, form: &Form) -> u32 {
    let next = money::rows(sheet, row + 1, (2, 2), &MONEY, &form.funds);
    let label = format!("年度预算执行\n情况（{}）", form.measure);
    sheet.block((row, next - 1), (0, 1), Content::text(label), Style::Label);
    sheet.put(row, (2, 2), Content::Blank, Style::Label);
    money::headers(sheet, row, &MONEY);
    next
}

fn totals(sheet: &mut Sheet, row: u32, form: &Form, rows: (u32, u32), execution: u32) {
    sheet.label(row, (0, 6), "总 分");
    let weight = address(execution, 6);
    let points = table::points(form, rows, 7, Some(&weight));
    sheet.put(row, (7, 7), points, Style::Value);
    let earned = address(execution, 8);
    let score = table::score(form, rows, 8, Some(&earned));
    sheet.put(row, (8, 8), score, Style::Value);
    sheet.put(row, (9, 10), Content::Blank, Style::Text);
    sheet.label(row + 1, (0, 6), "评价等级");
    sheet.put(row + 1, (7, 8), form.grade.plain(), Style::Value);
    sheet.put(row + 1, (9, 10), Content::Blank, Style::Text);
}
