//! 部门（单位）整体支出绩效自评表, Fujian: funds by formula, a scoring standard for each indicator.

use super::money::{self, Amount};
use super::table::{self, Column, Levels};
use crate::forms::data::Form;
use crate::forms::sheet::{Content, Paper, Sheet, Style};

const WIDTHS: [f64; 9] = [9.0, 10.0, 28.0, 14.0, 14.0, 24.0, 13.0, 13.0, 22.0];

const MONEY: [money::Column; 7] = [
    money::Column(
        "年初部门预算安排金额\n（含历年结余结转）①",
        (2, 2),
        Amount::Initial,
    ),
    money::Column("年中调整金额\n②", (3, 3), Amount::Change),
    money::Column("小计\n③=①+②", (4, 4), Amount::Adjusted),
    money::Column("年度拨付金额\n④", (5, 5), Amount::Executed),
    money::Column("支出实现率（%）\n⑤=④/③", (6, 6), Amount::RateInPercent),
    money::Column("本年度结余金额\n⑥=③-④", (7, 7), Amount::Balance),
    money::Column("资金结余率（%）\n⑦=⑥/③", (8, 8), Amount::BalanceRate),
];

const COLUMNS: [Column; 7] = [
    Column("三级指标", (2, 2), Style::Text, |i| &i.name),
    Column("绩效目标值", (3, 3), Style::Value, |i| &i.target),
    Column("实际完成值", (4, 4), Style::Value, |i| &i.actual),
    Column("评分标准", (5, 5), Style::Text, |i| &i.criterion),
    Column("指标分值", (6, 6), Style::Value, |i| &i.points),
    Column("自评得分", (7, 7), Style::Value, |i| &i.score),
    Column("未完成原因", (8, 8), Style::Text, |i| &i.reason),
];

const LEVELS: Option<Levels> = Some(Levels(0, 1));

/// The form as one sheet.
pub(super) fn sheet(form: &Form, year: i32) -> Sheet {
    let mut sheet = Sheet::new("部门整体支出绩效自评表", &WIDTHS, Paper::Landscape);
    let title = format!("{year}年度部门（单位）整体支出绩效自评表");
    sheet.put(0, (0, 8), Content::text(title), Style::Title);
    sheet.label(1, (0, 1), "部门（单位）名称");
    sheet.put(1, (2, 4), Content::text(&form.unit), Style::Value);
    sheet.label(1, (5, 6), "部门预算编码");
    sheet.put(1, (7, 8), form.code.plain(), Style::Value);
    let measure = &form.measure;
    section(
        &mut sheet,
        2,
        &format!("一、财政资金安排和使用情况（单位：{measure}）"),
    );
    sheet.label(3, (0, 1), "资金结构");
    money::headers(&mut sheet, 3, &MONEY);
    let row = money::rows(&mut sheet, 4, (0, 1), &MONEY, &form.funds);
    section(&mut sheet, row, "二、绩效目标完成情况");
    table::headers(&mut sheet, row + 1, &COLUMNS, LEVELS);
    let first = row + 2;
    let next = table::rows(&mut sheet, first, &COLUMNS, LEVELS, &form.indicators);
    let rows = (first, next - 1);
    sheet.label(next, (0, 5), "合 计");
    sheet.put(
        next,
        (6, 6),
        table::points(form, rows, 6, None),
        Style::Value,
    );
    sheet.put(
        next,
        (7, 7),
        table::score(form, rows, 7, None),
        Style::Value,
    );
    sheet.put(next, (8, 8), form.grade.plain(), Style::Value);
    sheet
}

fn section(sheet: &mut Sheet, row: u32, text: &str) {
    sheet.put(row, (0, 8), Content::text(text), Style::Text);
}
