//! 项目支出绩效自评表 of 财预〔2020〕10号.

use super::money::{self, Amount};
use super::table::{self, Column, Levels};
use super::{closing, goals, heading};
use crate::forms::data::Form;
use crate::forms::sheet::{Content, Paper, Sheet, Style};

const WIDTHS: [f64; 9] = [7.0, 12.0, 13.0, 26.0, 14.0, 14.0, 8.0, 10.0, 20.0];

const MONEY: [money::Column; 6] = [
    money::Column("年初预算数", (3, 3), Amount::Initial),
    money::Column("全年预算数\n（A）", (4, 4), Amount::Adjusted),
    money::Column("全年执行数\n（B）", (5, 5), Amount::Executed),
    money::Column("分值", (6, 6), Amount::Points),
    money::Column("执行率\n（B/A）", (7, 7), Amount::Rate),
    money::Column("得分", (8, 8), Amount::Score),
];

const COLUMNS: [Column; 6] = [
    Column("三级指标", (3, 3), Style::Text, |i| &i.name),
    Column("年度\n指标值", (4, 4), Style::Value, |i| &i.target),
    Column("实际\n完成值", (5, 5), Style::Value, |i| &i.actual),
    Column("分值", (6, 6), Style::Value, |i| &i.points),
    Column("得分", (7, 7), Style::Value, |i| &i.score),
    Column(
        "偏差原因分析\n及改进措施",
        (8, 8),
        Style::Text,
        |i| &i.reason,
    ),
];

const LEVELS: Option<Levels> = Some(Levels(1, 2));

/// The form as one sheet.
pub(super) fn sheet(form: &Form, year: i32) -> Sheet {
    let mut sheet = Sheet::new("项目自评表", &WIDTHS, Paper::Portrait);
    let title = "项目支出绩效自评表";
    let row = heading(&mut sheet, "附件2", title, &format!("（ {year} 年度）"));
    head(&mut sheet, row, form);
    let row = funds(&mut sheet, row + 2, form);
    let row = goals(&mut sheet, row, form, (0, 0), [(1, 4), (5, 8)]);
    table::headers(&mut sheet, row, &COLUMNS, LEVELS);
    let next = table::rows(&mut sheet, row + 1, &COLUMNS, LEVELS, &form.indicators);
    table::side(&mut sheet, (row, next - 1));
    sheet.label(next, (0, 5), "总分");
    sheet.put(next, (6, 6), form.total_points.plain(), Style::Value);
    sheet.put(next, (7, 7), form.total.plain(), Style::Value);
    sheet.put(next, (8, 8), Content::Blank, Style::Text);
    closing(&mut sheet, next + 1, form, &[(0, 8)]);
    sheet
}

/// 项目名称, 主管部门 and 实施单位 in two rows.
pub(super) fn head(sheet: &mut Sheet, row: u32, form: &Form) {
    sheet.label(row, (0, 2), "项目名称");
    sheet.put(row, (3, 8), Content::text(&form.project), Style::Value);
    sheet.label(row + 1, (0, 2), "主管部门");
    let department = Content::text(&form.department);
    sheet.put(row + 1, (3, 4), department, Style::Value);
    sheet.label(row + 1, (5, 5), "实施单位");
    sheet.put(row + 1, (6, 8), Content::text(&form.unit), Style::Value);
}

fn funds(sheet: &mut Sheet, row: u32, form: &Form) -> u32 {
    sheet.put(row, (1, 2), Content::Blank, Style::Label);
    money::headers(sheet, row, &MONEY);
    let next = money::rows(sheet, row + 1, (1, 2), &MONEY, &form.funds);
    let label = format!("项目\n资金\n（{}）", form.measure);
    sheet.block((row, next - 1), (0, 0), Content::text(label), Style::Label);
    next
}
