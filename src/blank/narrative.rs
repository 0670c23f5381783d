//! 报告文字: the words of the written report that figures cannot give.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::access::Access;
use super::pen::{Area, Look, Pen, Purpose};
use super::{Order, Value, layout};
use crate::base::lang::Text;
use crate::form::spec::{CellFormat, NARRATIVE, NARRATIVE_SHEET};

/// What belongs into each part, and the height of its cell.
const PARTS: [(Text, u32); NARRATIVE.len()] = [
    (
        Text::new(
            "“三定”规定的主要职责，逐条填写。",
            "The duties of the unit, one by one.",
        ),
        96,
    ),
    (
        Text::new(
            "内设机构、下属单位，编制数和实有人数。",
            "Departments, subordinate bodies, posts and staff.",
        ),
        72,
    ),
    (
        Text::new(
            "本年度的重点工作任务及完成情况。",
            "The key tasks of the year and how far they were done.",
        ),
        96,
    ),
    (
        Text::new(
            "基本支出、项目支出的主要用途。",
            "What the money was spent on.",
        ),
        72,
    ),
    (
        Text::new(
            "管理制度是否健全、执行是否有效，资金使用是否合规。",
            "Rules of management, whether they are kept, and whether spending complied.",
        ),
        72,
    ),
    (
        Text::new(
            "招投标、调整、验收、资产管理等情况。",
            "Tenders, changes, acceptance, assets.",
        ),
        72,
    ),
    (
        Text::new(
            "逐条填写问题和原因，与自评表中的偏差原因一致。",
            "Problems and their causes, in line with the reasons on the form.",
        ),
        96,
    ),
    (
        Text::new(
            "对应每个问题的改进措施、责任人和时限。",
            "What will be done about each problem, by whom and when.",
        ),
        96,
    ),
];

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, order: &Order<'_>) -> Result<(), XlsxError> {
    sheet.set_name(NARRATIVE_SHEET)?;
    sheet.set_column_width(0, 26)?;
    sheet.set_column_width(1, 92)?;
    layout::page(sheet, order.lang);
    let mut pen = Pen::new(sheet, Purpose::Filling);
    let title = "部门（单位）整体支出绩效自评报告文字部分";
    pen.put(Area::row(0, (0, 1)), Look::Title, title)?;
    pen.height(0, 34)?;
    let hint = Text::new(
        "在右栏填写文字，用于编写自评报告；数字取自“自评表”，这里不必重复。换行用 Alt+Enter。",
        "Words for the written report; its figures come from the form and need not be repeated. Alt+Enter begins a new line.",
    );
    pen.put(Area::row(1, (0, 1)), Look::Note, hint.get(order.lang))?;
    pen.height(1, 22)?;
    for (row, (heading, (about, height))) in (2..).zip(NARRATIVE.into_iter().zip(PARTS)) {
        let label = format!("{heading}\n{}", about.get(order.lang));
        pen.label(Area::cell(row, 0), &label)?;
        let words = Area::cell(row, 1);
        pen.field(words, Access::Open, CellFormat::Prose, &Value::Blank)?;
        pen.height(row, height)?;
    }
    Ok(())
}
