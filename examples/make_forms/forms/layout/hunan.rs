//! 部门整体支出绩效自评表, Hunan: amounts by source and by use written into the labels.

use super::money::{self, Amount};
use super::table::{self, Column, Levels};
use super::{closing, goals, heading};
use crate::forms::data::Form;
use crate::forms::sheet::{Content, Paper, Sheet, Style};

const WIDTHS: [f64; 9] = [6.0, 11.0, 13.0, 22.0, 15.0, 15.0, 8.0, 9.0, 22.0];

const MONEY: [money::Column; 6] = [
    money::Column("年初预算数", (3, 3), Amount::Initial),
    money::Column("全年预算数", (4, 4), Amount::Adjusted),
    money::Column("全年执行数", (5, 5), Amount::Executed),
    money::Column("分值", (6, 6), Amount::Points),
    money::Column("执行率", (7, 7), Amount::Rate),
    money::Column("得分", (8, 8), Amount::Score),
];

const COLUMNS: [Column; 6] = [
    Column("三级指标", (3, 3), Style::Text, |i| &i.name),
    Column("年度指标值", (4, 4), Style::Value, |i| &i.target),
    Column("实际完成值", (5, 5), Style::Value, |i| &i.actual),
    Column("分值", (6, 6), Style::Value, |i| &i.points),
    Column("得分", (7, 7), Style::Value, |i| &i.score),
    Column(
        "偏差原因\n分析及\n改进措施",
        (8, 8),
        Style::Text,
        |i| &i.reason,
    ),
];

const LEVELS: Option<Levels> = Some(Levels(1, 2));

/// The form as one sheet.
pub(super) fn sheet(form: &Form, year: i32) -> Sheet {
    let mut sheet = Sheet::new("附件3", &WIDTHS, Paper::Portrait);
    let title = "部门整体支出绩效自评表";
    let row = heading(&mut sheet, "附件3", title, &format!("（{year}年度）"));
    sheet.label(row, (0, 1), "预算单位\n名称");
    sheet.put(row, (2, 8), Content::text(&form.unit), Style::Value);
    let row = funds(&mut sheet, row + 1, form);
    let row = goals(&mut sheet, row, form, (0, 1), [(2, 4), (5, 8)]);
    table::headers(&mut sheet, row, &COLUMNS, LEVELS);
    let next = table::rows(&mut sheet, row + 1, &COLUMNS, LEVELS, &form.indicators);
    table::side(&mut sheet, (row, next - 1));
    sheet.label(next, (0, 5), "总分");
    sheet.put(next, (6, 6), form.total_points.plain(), Style::Value);
    sheet.put(next, (7, 7), form.total.plain(), Style::Value);
    sheet.put(next, (8, 8), form.grade.plain(), Style::Value);
    closing(&mut sheet, next + 1, form, &[(0, 8)]);
    sheet
}

fn funds(sheet: &mut Sheet, row: u32, form: &Form) -> u32 {
    sheet.put(row, (2, 2), Content::Blank, Style::Label);
    money::headers(sheet, row, &MONEY);
    let mut next = money::rows(sheet, row + 1, (2, 2), &MONEY, &form.funds);
    for [source, usage] in &form.halves {
        sheet.put(next, (2, 4), Content::text(source), Style::Text);
        sheet.put(next, (5, 8), Content::text(usage), Style::Text);
        next += 1;
    }
    let label = format!("年度预算申请\n（{}）", form.measure);
    sheet.block((row, next - 1), (0, 1), Content::text(label), Style::Label);
    next
}
