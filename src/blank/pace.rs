//! 执行进度 on a monitoring form: the warning that the total row deserves, while it is being filled in.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, ConditionalFormatText, ConditionalFormatTextRule, Format};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::FundRow;
use super::layout::Layout;
use super::pen::{Area, Pen, address};
use crate::base::number::{Rate, Rounding, RoundingMode};
use crate::form::labels::FundColumn;
use crate::form::spec::FormField;
use crate::form::spec::col::{ADJUSTED, EXECUTED, SCORE};
use crate::model::Warning;
use crate::rules::{MidyearRule, RuleSet};

/// The month and the bounds in force; those of the built-in rules where the rule set has none.
pub(super) fn rule(rules: &RuleSet) -> Option<MidyearRule> {
    let own = rules.midyear;
    own.or_else(|| RuleSet::load(None).ok().and_then(|rules| rules.midyear))
}

impl Layout<'_> {
    /// The cell of the total row: `黄` and below it `72.00%`.
    pub(super) fn warning(
        &self,
        pen: &mut Pen<'_>,
        (row, field): (u32, &FormField<FundColumn>),
        known: &FundRow,
    ) -> Result<(), XlsxError> {
        let Some(rule) = rule(self.order.rules) else {
            return pen.label(Area::row(row, field.cols), "—");
        };
        let (adjusted, executed) = (address(row, ADJUSTED), address(row, EXECUTED));
        let month = rule.month;
        let relative = format!("ROUND({executed}*12/({adjusted}*{month}),4)");
        let [red, yellow, green] = Warning::ALL.map(|w| w.title().zh);
        let (low, high) = (rule.red.normalize(), rule.yellow.normalize());
        let formula = format!(
            r#"IF(COUNT({adjusted},{executed})<2,"",IF({adjusted}>0,IF({relative}<{low},"{red}",IF({relative}<{high},"{yellow}","{green}"))&CHAR(10)&TEXT({relative},"0.00%"),""))"#
        );
        self.computed(pen, (row, field), &formula, result(known, &rule))
    }
}

/// The result of the formula.
fn result(known: &FundRow, rule: &MidyearRule) -> Option<String> {
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
