//! 部门整体支出绩效自评表 with the target in three columns, as Yunnan publishes it.

use super::money::{self, Amount};
use super::table::{self, Column, Levels};
use super::{goals, heading};
use crate::forms::data::Form;
use crate::forms::sheet::{Content, Paper, Sheet, Style};

const WIDTHS: [f64; 10] = [11.0, 13.0, 24.0, 10.0, 12.0, 10.0, 14.0, 9.0, 10.0, 22.0];

const MONEY: [money::Column; 6] = [
    money::Column("年初预算数", (2, 2), Amount::Initial),
    money::Column("全年预算数", (3, 4), Amount::Adjusted),
    money::Column("全年执行数", (5, 6), Amount::Executed),
    money::Column("分值", (7, 7), Amount::Points),
    money::Column("执行率", (8, 8), Amount::Rate),
    money::Column("得分", (9, 9), Amount::Score),
];

const COLUMNS: [Column; 8] = [
    Column("三级指标", (2, 2), Style::Text, |i| &i.name),
    Column("指标性质", (3, 3), Style::Value, |i| &i.sign),
    Column("指标值", (4, 4), Style::Value, |i| &i.target),
    Column("度量单位", (5, 5), Style::Value, |i| &i.measure),
    Column("实际完成值", (6, 6), Style::Value, |i| &i.actual),
    Column("分值", (7, 7), Style::Value, |i| &i.points),
    Column("得分", (8, 8), Style::Value, |i| &i.score),
    Column(
        "偏差原因分析\n及改进措施",
        (9, 9),
        Style::Text,
        |i| &i.reason,
    ),
];

/// The form as one sheet.
pub(super) fn sheet(form: &Form, year: i32) -> Sheet {
    let mut sheet = Sheet::new("Sheet1", &WIDTHS, Paper::Portrait);
    let title = "部门整体支出绩效自评表";
    let row = heading(&mut sheet, "公开15表", title, &format!("（ {year} 年度）"));
    sheet.label(row, (0, 1), "部门名称");
    sheet.put(row, (2, 9), Content::text(&form.unit), Style::Value);
    let row = funds(&mut sheet, row + 1, form);
    let row = goals(&mut sheet, row, form, (0, 0), [(1, 4), (5, 9)]);
    headers(&mut sheet, row);
    let first = row + 2;
    let levels = Some(Levels(0, 1));
    let next = table::rows(&mut sheet, first, &COLUMNS, levels, &form.indicators);
    totals(&mut sheet, next, form);
    sheet
}

fn funds(sheet: &mut Sheet, row: u32, form: &Form) -> u32 {
    sheet.put(row, (1, 1), Content::Blank, Style::Label);
    money::headers(sheet, row, &MONEY);
    let next = money::rows(sheet, row + 1, (1, 1), &MONEY, &form.funds);
    let label = format!("部门预算\n资金\n（{}）", form.measure);
    sheet.block((row, next - 1), (0, 0), Content::text(label), Style::Label);
    next
}

/// Two rows: 绩效指标 and 年度指标值 above their parts, the other headers over both.
fn headers(sheet: &mut Sheet, row: u32) {
    sheet.label(row, (0, 2), "绩效指标");
    sheet.label(row, (3, 5), "年度指标值");
    sheet.label(row + 1, (0, 0), "一级指标");
    sheet.label(row + 1, (1, 1), "二级指标");
    for Column(header, cols, ..) in &COLUMNS {
        if cols.0 < 6 {
            sheet.label(row + 1, *cols, header);
        } else {
            let text = Content::text(*header);
            sheet.block((row, row + 1), *cols, text, Style::Label);
        }
    }
}

/// 其他需要说明事项 with total, score and grade beside it.
fn totals(sheet: &mut Sheet, row: u32, form: &Form) {
    sheet.label(row, (0, 1), "其他需要说明事项");
    sheet.put(row, (2, 5), Content::text("无"), Style::Value);
    sheet.label(row, (6, 6), "总分");
    sheet.put(row, (7, 7), form.total_points.plain(), Style::Value);
    sheet.put(row, (8, 8), form.total.plain(), Style::Value);
    sheet.put(row, (9, 9), form.grade.plain(), Style::Value);
}
