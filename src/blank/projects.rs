//! 项目清单: the projects of a unit with their money, which add to 项目支出 on the form.

use rust_xlsxwriter::{DataValidation, DataValidationRule, Worksheet, XlsxError};

use super::access::Access;
use super::pen::{Area, Look, Pen, Purpose, address, column, fixed};
use super::scoring::{rate_of, shown};
use super::{Order, Value, layout};
use crate::base::lang::Text;
use crate::form::labels::FundColumn;
use crate::form::spec::CellFormat;
use crate::rules::RuleSet;

/// Name of the sheet.
const SHEET: &str = "项目清单";
/// Rows for projects.
const ROWS: (u32, u32) = (3, 32);
/// Row of the sums.
const SUM: u32 = ROWS.1 + 1;

/// The columns: width, and what is typed.
const COLUMNS: [(u16, Option<CellFormat>); 8] = [
    (6, None),
    (40, Some(CellFormat::Words)),
    (14, Some(CellFormat::Word)),
    (14, Some(CellFormat::Amount)),
    (14, Some(CellFormat::Amount)),
    (14, Some(CellFormat::Amount)),
    (10, None),
    (30, Some(CellFormat::Words)),
];
const FROM: u16 = 2;
const RATE: u16 = 6;
const RESULT: u16 = 7;

/// The columns of amounts by those of the form that their sums belong to.
const AMOUNTS: [(FundColumn, u16); 3] = [
    (FundColumn::Initial, 3),
    (FundColumn::Adjusted, 4),
    (FundColumn::Executed, 5),
];

/// The sum of this sheet that belongs to a column of the form, and how many amounts it is of.
pub(super) fn sum(role: FundColumn) -> Option<[String; 2]> {
    let (_, col) = AMOUNTS.into_iter().find(|(own, _)| *own == role)?;
    let here = |cells: String| format!("'{SHEET}'!{cells}");
    Some([here(fixed(SUM, col)), here(column(ROWS, col))])
}

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, order: &Order<'_>) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    sheet.set_formula_result_default("");
    for (col, (width, _)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(col, f64::from(width))?;
    }
    layout::page(sheet, order.lang)
        .set_repeat_rows(2, 2)?
        .set_freeze_panes(3, 0)?;
    let mut pen = Pen::new(sheet, Purpose::Filling);
    let title = "部门（单位）项目支出清单";
    pen.put(Area::row(0, (0, RESULT)), Look::Title, title)?;
    pen.height(0, 34)?;
    let hint = Text::new(
        "逐个填写本年度的项目；合计数应与“自评表”中的项目支出一致。金额单位：万元。",
        "One line a project; the sums should equal 项目支出 on the form. Amounts in 万元.",
    );
    pen.put(Area::row(1, (0, RESULT)), Look::Note, hint.get(order.lang))?;
    headers(&mut pen, order)?;
    for row in ROWS.0..=ROWS.1 {
        line(&mut pen, row)?;
    }
    total(&mut pen)?;
    checks(pen.sheet, order)
}

fn headers(pen: &mut Pen<'_>, order: &Order<'_>) -> Result<(), XlsxError> {
    use FundColumn::{Adjusted, Executed, Initial, Rate};
    let label = |role| {
        let wordings = &order.labels.fund_columns;
        wordings.canonical(role).unwrap_or_default()
    };
    let [initial, adjusted, executed, rate] = [Initial, Adjusted, Executed, Rate].map(label);
    let own = ["序号", "项目", "资金性质"].into_iter();
    let headers = own.chain([initial, adjusted, executed, rate, "实施内容和完成情况"]);
    pen.height(2, 24)?;
    (0..)
        .zip(headers)
        .try_for_each(|(col, text)| pen.label(Area::cell(2, col), text))
}

fn line(pen: &mut Pen<'_>, row: u32) -> Result<(), XlsxError> {
    pen.label(Area::cell(row, 0), &(row - ROWS.0 + 1).to_string())?;
    for (col, (_, typed)) in (0..).zip(COLUMNS) {
        if let Some(content) = typed {
            pen.field(Area::cell(row, col), Access::Open, content, &Value::Blank)?;
        }
    }
    rate(pen, row)
}

fn rate(pen: &mut Pen<'_>, row: u32) -> Result<(), XlsxError> {
    let [_, adjusted, executed] = AMOUNTS.map(|(_, col)| address(row, col));
    let formula = rate_of(&adjusted, &executed, |rate| {
        shown(rate, RuleSet::FOUR_PLACES)
    });
    let area = Area::cell(row, RATE);
    pen.computed(area, CellFormat::Rate, &formula, Value::Blank)
}

fn total(pen: &mut Pen<'_>) -> Result<(), XlsxError> {
    pen.label(Area::row(SUM, (0, FROM)), "合计")?;
    for (_, col) in AMOUNTS {
        let rows = column(ROWS, col);
        let formula = format!(r#"IF(COUNT({rows})=0,"",ROUND(SUM({rows}),6))"#);
        let area = Area::cell(SUM, col);
        pen.computed(area, CellFormat::Amount, &formula, Value::Blank)?;
    }
    pen.label(Area::cell(SUM, RESULT), "")?;
    rate(pen, SUM)
}

fn checks(sheet: &mut Worksheet, order: &Order<'_>) -> Result<(), XlsxError> {
    let from = DataValidation::new()
        .allow_list_strings(&["转移支付", "本级财力", "政府性基金", "单位资金"])?
        .show_error_message(false);
    sheet.add_data_validation(ROWS.0, FROM, ROWS.1, FROM, &from)?;
    let message = Text::new(
        "这里只能填 0 或大于 0 的数字，单位万元。",
        "Only numbers from 0 on, in 万元.",
    );
    let amounts = DataValidation::new()
        .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
        .set_error_message(message.get(order.lang))?;
    let [(_, first), _, (_, last)] = AMOUNTS;
    sheet.add_data_validation(ROWS.0, first, ROWS.1, last, &amounts)?;
    Ok(())
}
