//! 部门整体绩效自评表, Chongqing: total at the top, initial and adjusted targets, no levels.

use super::money::{self, Amount};
use super::table::{self, Column};
use crate::forms::data::Form;
use crate::forms::sheet::{Content, Paper, Sheet, Style};

const WIDTHS: [f64; 12] = [
    7.0, 30.0, 9.0, 8.0, 12.0, 12.0, 12.0, 10.0, 10.0, 10.0, 9.0, 24.0,
];

const MONEY: [money::Column; 6] = [
    money::Column("年初预算数", (2, 3), Amount::Initial),
    money::Column("全年（调整）预算数", (4, 5), Amount::Adjusted),
    money::Column("全年执行数", (6, 6), Amount::Executed),
    money::Column("执行率\n（%）", (7, 8), Amount::RateInPercent),
    money::Column("执行率\n权重", (9, 10), Amount::Points),
    money::Column("执行率得分（分）", (11, 11), Amount::Score),
];

const COLUMNS: [Column; 11] = [
    Column("指标名称", (1, 1), Style::Text, |i| &i.name),
    Column("计量\n单位", (2, 2), Style::Value, |i| &i.measure),
    Column("指标\n性质", (3, 3), Style::Value, |i| &i.sign),
    Column("年初\n指标值", (4, 4), Style::Value, |i| &i.target),
    Column("调整\n指标值", (5, 5), Style::Value, |i| {
        &i.adjusted_target
    }),
    Column("全年\n完成值", (6, 6), Style::Value, |i| &i.actual),
    Column("得分系数\n（%）", (7, 7), Style::Value, |i| {
        &i.completion
    }),
    Column("指标权重\n（分）", (8, 8), Style::Value, |i| {
        &i.points
    }),
    Column("指标得分\n（分）", (9, 9), Style::Value, |i| {
        &i.score
    }),
    Column("是否核心\n指标", (10, 10), Style::Value, |i| &i.core),
    Column("说明", (11, 11), Style::Text, |i| &i.reason),
];

/// The form as one sheet.
pub(super) fn sheet(form: &Form, year: i32) -> Sheet {
    let mut sheet = Sheet::new("部门整体绩效自评表", &WIDTHS, Paper::Landscape);
    let title = format!("{year}年度部门整体绩效自评表");
    sheet.put(0, (0, 11), Content::text(title), Style::Title);
    head(&mut sheet, 1, form);
    let row = funds(&mut sheet, 3, form);
    let row = aims(&mut sheet, row, form);
    table::headers(&mut sheet, row, &COLUMNS, None);
    let next = table::rows(&mut sheet, row + 1, &COLUMNS, None, &form.indicators);
    table::side(&mut sheet, (row, next - 1));
    sheet
}

fn head(sheet: &mut Sheet, row: u32, form: &Form) {
    sheet.label(row, (0, 0), "主管部门");
    sheet.put(row, (1, 3), Content::text(&form.unit), Style::Value);
    sheet.label(row, (4, 4), "财政处室");
    sheet.put(row, (5, 7), Content::text("农业农村科"), Style::Value);
    sheet.label(row, (8, 10), "自评总分（分）");
    sheet.put(row, (11, 11), form.total.plain(), Style::Value);
    let mut contact = form.closing.iter();
    sheet.label(row + 1, (0, 0), "部门联系人");
    let person = Content::text(contact.next().map_or("", String::as_str));
    sheet.put(row + 1, (1, 3), person, Style::Value);
    sheet.label(row + 1, (4, 4), "联系电话");
    let number = Content::text(contact.next().map_or("", String::as_str));
    sheet.put(row + 1, (5, 11), number, Style::Value);
}

fn funds(sheet: &mut Sheet, row: u32, form: &Form) -> u32 {
    sheet.put(row, (1, 1), Content::Blank, Style::Label);
    money::headers(sheet, row, &MONEY);
    let next = money::rows(sheet, row + 1, (1, 1), &MONEY, &form.funds);
    let label = format!("部门预算\n（{}）", form.measure);
    sheet.block((row, next - 1), (0, 0), Content::text(label), Style::Label);
    next
}

/// Initial goal, adjusted goal, what came of it.
fn aims(sheet: &mut Sheet, row: u32, form: &Form) -> u32 {
    let label = Content::text("当年绩效\n目标");
    sheet.block((row, row + 1), (0, 0), label, Style::Label);
    for (cols, head, text) in [
        ((1, 3), "年初绩效目标", &form.goal),
        ((4, 7), "全年（调整）绩效目标", &form.goal),
        ((8, 11), "全年目标实际完成情况", &form.achieved),
    ] {
        sheet.label(row, cols, head);
        sheet.put(row + 1, cols, Content::text(text), Style::Text);
    }
    row + 2
}
