//! 项目清单: the projects of a unit with their money, which add to 项目支出 on the form.

use rust_xlsxwriter::{DataValidation, DataValidationRule, Worksheet, XlsxError};

use super::pen::{Area, Look, Pen, Purpose, Value, address, column};
use super::scoring::shown;
use super::{Order, funds, main_sheet};
use crate::base::lang::Text;
use crate::form::labels::FundColumn;
use crate::rules::RuleSet;

/// Name of the sheet.
pub(super) const SHEET: &str = "项目清单";
/// Rows for projects.
const ROWS: (u32, u32) = (3, 32);
/// Row of the sums.
const SUM: u32 = ROWS.1 + 1;

const NUMBER: u16 = 0;
const NAME: u16 = 1;
const FROM: u16 = 2;
const INITIAL: u16 = 3;
const ADJUSTED: u16 = 4;
const EXECUTED: u16 = 5;
const RATE: u16 = 6;
const RESULT: u16 = 7;

/// The sums of this sheet by the columns of the form that they belong to.
pub(super) fn sums() -> [((u16, u16), String); 3] {
    let sum = |col| format!("'{SHEET}'!{}", super::pen::fixed(SUM, col));
    [
        (funds::INITIAL, sum(INITIAL)),
        (funds::ADJUSTED, sum(ADJUSTED)),
        (funds::EXECUTED, sum(EXECUTED)),
    ]
}

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, order: &Order<'_>) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    sheet.set_formula_result_default("");
    for (col, width) in (0..).zip([6.0, 40.0, 14.0, 14.0, 14.0, 14.0, 10.0, 30.0]) {
        sheet.set_column_width(col, width)?;
    }
    main_sheet::page(sheet, order.lang)
        .set_landscape()
        .set_repeat_rows(2, 2)?
        .set_freeze_panes(3, 0)?;
    main_sheet::protect(sheet);
    let mut pen = Pen::new(sheet, Purpose::Filling);
    let title = Value::text("部门（单位）项目支出清单");
    pen.put(Area::row(0, (0, RESULT)), Look::Title, &title)?;
    pen.height(0, 34)?;
    let hint = Text::new(
        "逐个填写本年度的项目；合计数应与“自评表”中的项目支出一致。金额单位：万元。",
        "One line a project; the sums should equal 项目支出 on the form. Amounts in 万元.",
    );
    let hint = Value::text(hint.get(order.lang));
    pen.put(Area::row(1, (0, RESULT)), Look::Note, &hint)?;
    headers(&mut pen, order)?;
    for row in ROWS.0..=ROWS.1 {
        line(&mut pen, row)?;
    }
    total(&mut pen)?;
    checks(pen.sheet, order)
}

fn headers(pen: &mut Pen<'_>, order: &Order<'_>) -> Result<(), XlsxError> {
    let label = |role| {
        let wordings = &order.labels.fund_columns;
        wordings.canonical(role).unwrap_or_default()
    };
    let headers = [
        (NUMBER, "序号"),
        (NAME, "项目"),
        (FROM, "资金性质"),
        (INITIAL, label(FundColumn::Initial)),
        (ADJUSTED, label(FundColumn::Adjusted)),
        (EXECUTED, label(FundColumn::Executed)),
        (RATE, label(FundColumn::Rate)),
        (RESULT, "实施内容和完成情况"),
    ];
    pen.height(2, 24)?;
    headers
        .into_iter()
        .try_for_each(|(col, text)| pen.label(Area::cell(2, col), text))
}

fn line(pen: &mut Pen<'_>, row: u32) -> Result<(), XlsxError> {
    pen.label(Area::cell(row, NUMBER), &(row - ROWS.0 + 1).to_string())?;
    for (col, look) in [
        (NAME, Look::Words),
        (FROM, Look::Word),
        (INITIAL, Look::Amount),
        (ADJUSTED, Look::Amount),
        (EXECUTED, Look::Amount),
        (RESULT, Look::Words),
    ] {
        pen.put(Area::cell(row, col), look, &Value::Blank)?;
    }
    rate(pen, row)
}

fn rate(pen: &mut Pen<'_>, row: u32) -> Result<(), XlsxError> {
    let (adjusted, executed) = (address(row, ADJUSTED), address(row, EXECUTED));
    let formula = format!(
        r#"IF(COUNT({adjusted},{executed})<2,"",IF({adjusted}>0,{},""))"#,
        shown(&format!("{executed}/{adjusted}"), RuleSet::FOUR_PLACES)
    );
    pen.formula(
        Area::cell(row, RATE),
        Look::ComputedRate,
        &formula,
        &Value::Blank,
    )
}

fn total(pen: &mut Pen<'_>) -> Result<(), XlsxError> {
    pen.label(Area::row(SUM, (NUMBER, FROM)), "合计")?;
    for col in [INITIAL, ADJUSTED, EXECUTED] {
        let rows = column(ROWS, col);
        let formula = format!(r#"IF(COUNT({rows})=0,"",ROUND(SUM({rows}),6))"#);
        pen.formula(
            Area::cell(SUM, col),
            Look::ComputedAmount,
            &formula,
            &Value::Blank,
        )?;
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
    sheet.add_data_validation(ROWS.0, INITIAL, ROWS.1, EXECUTED, &amounts)?;
    Ok(())
}
