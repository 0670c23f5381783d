//! 执行进度 on a monitoring form: the warning that the total row deserves, while it is being filled in.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, ConditionalFormatText, ConditionalFormatTextRule, Format};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::funds::{ADJUSTED, EXECUTED};
use super::pen::{Area, Look, Pen, Value, address};
use super::shape::SCORE;
use super::{FundRow, Order};
use crate::base::number::{Rate, Rounding, RoundingMode};
use crate::model::Warning;
use crate::rules::{MidyearRule, RuleSet};

/// Header of the column; the reader knows it and does not use it.
pub(super) const HEADER: &str = "预警\n（相对序时进度）";

/// The month and the bounds in force; those of the built-in rules where the rule set has none.
pub(super) fn rule(rules: &RuleSet) -> Option<MidyearRule> {
    let own = rules.midyear;
    own.or_else(|| RuleSet::load(None).ok().and_then(|rules| rules.midyear))
}

/// The cell of the total row: `黄` and below it `72.00%`.
pub(super) fn write(
    pen: &mut Pen<'_>,
    order: &Order<'_>,
    row: u32,
    known: &FundRow,
) -> Result<(), XlsxError> {
    let Some(rule) = rule(order.rules) else {
        return pen.label(Area::cell(row, SCORE), "—");
    };
    let (adjusted, executed) = (address(row, ADJUSTED.0), address(row, EXECUTED.0));
    let month = rule.month;
    let relative = format!("ROUND({executed}*12/({adjusted}*{month}),4)");
    let [red, yellow, green] = Warning::ALL.map(|w| w.title().zh);
    let (low, high) = (rule.red.normalize(), rule.yellow.normalize());
    let formula = format!(
        r#"IF(COUNT({adjusted},{executed})<2,"",IF({adjusted}>0,IF({relative}<{low},"{red}",IF({relative}<{high},"{yellow}","{green}"))&CHAR(10)&TEXT({relative},"0.00%"),""))"#
    );
    let said = said(known, &rule);
    pen.formula(
        Area::cell(row, SCORE),
        Look::ComputedWord,
        &formula,
        &Value::from(said.as_deref()),
    )
}

/// What the formula comes to.
fn said(known: &FundRow, rule: &MidyearRule) -> Option<String> {
    let adjusted = known.adjusted.filter(|a| *a > Decimal::ZERO)?;
    let year = known.executed?.checked_mul(Decimal::from(12))?;
    let due = adjusted.checked_mul(Decimal::from(rule.month))?;
    let relative = Rate::new(year, due)?.rounded(RuleSet::FOUR_PLACES)?;
    let warning = rule.warning(relative).title().zh;
    let percent = relative.checked_mul(Decimal::ONE_HUNDRED)?;
    let percent = Rounding::new(2, RoundingMode::HalfUp).apply(percent);
    Some(format!("{warning}\n{percent:.2}%"))
}

/// Red, yellow and green grounds; the word stays.
pub(super) fn colours(sheet: &mut Worksheet, row: u32) -> Result<(), XlsxError> {
    for (warning, (back, letters)) in Warning::ALL.into_iter().zip([
        (0xF8_CF_CC, 0x9C_1C_14),
        (0xFF_EB_B0, 0x7A_56_00),
        (0xC6_E9_CF, 0x0B_5D_2A),
    ]) {
        let word = warning.title().zh.to_owned();
        let format = Format::new()
            .set_background_color(Color::RGB(back))
            .set_font_color(Color::RGB(letters));
        let rule = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::BeginsWith(word))
            .set_format(format);
        sheet.add_conditional_format(row, SCORE, row, SCORE, &rule)?;
    }
    Ok(())
}
