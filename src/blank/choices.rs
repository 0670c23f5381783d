//! Help while typing: drop-downs, hints and plain messages for what cannot be right.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle as Answer, DataValidationRule, Formula, Worksheet,
    XlsxError,
};

use super::Order;
use super::layout::Plan;
use super::pen::address;
use crate::base::lang::Text;
use crate::base::number::to_cell;
use crate::form::spec::{self, Duty, Entry, FUNDS, FormField, Hint, INDICATORS};

/// What is said about a value that cannot be right.
const NO_NUMBER: Text = Text::new(
    "这里只能填 0 或大于 0 的数字，不要带单位和文字。",
    "Only numbers from 0 on, without units and words.",
);
const NO_FIGURE: Text = Text::new(
    "这里看起来是数字但不能计算。请只填数字，把符号、%、单位填在各自的栏里。确定是文字说明的，可以选“是”保留。",
    "This looks like a figure but cannot be computed. Type the number alone; sign, % and unit have columns of their own. Keep it only if it is meant as words.",
);
const NO_CHOICE: Text = Text::new(
    "请从列表中选择，或留空。",
    "Choose from the list, or leave it blank.",
);

/// Adds all drop-downs, hints and checks of the form's sheet.
pub(super) fn add(sheet: &mut Worksheet, order: &Order<'_>, plan: &Plan) -> Result<(), XlsxError> {
    open(
        sheet,
        order,
        spec::at(&INDICATORS, order.stage),
        plan.reach(),
    )?;
    open(sheet, order, spec::at(&FUNDS, order.stage), plan.amounts())
}

/// Those of the fields that are open at the stage, in these rows.
fn open<R: Copy + 'static>(
    sheet: &mut Worksheet,
    order: &Order<'_>,
    fields: impl Iterator<Item = &'static FormField<R>>,
    (first, last): (u32, u32),
) -> Result<(), XlsxError> {
    for field in fields.filter(|field| field.duty(order.stage) == Duty::Open) {
        let (left, right) = field.cols;
        let hint = field.hint_at(order.stage);
        if let Some(rule) = hint.and_then(|hint| rule(order, hint, &address(first, left))) {
            sheet.add_data_validation(first, left, last, right, &rule?)?;
        }
    }
    Ok(())
}

/// What may be typed, with a hint before and a message afterwards; `typed` is the first cell it is for.
fn rule(order: &Order<'_>, hint: Hint, typed: &str) -> Option<Result<DataValidation, XlsxError>> {
    let (typing, lang) = (hint.typing?, order.lang);
    let rule = DataValidation::new();
    let list = |rule: DataValidation, words: fn(&_) -> Vec<&str>| {
        rule.allow_list_strings(&words(order.rules))
    };
    let (rule, message) = match typing.entry {
        Entry::Any => (Ok(rule.allow_any_value()), NO_CHOICE),
        Entry::Offered(words) => {
            let rule = rule.set_error_style(Answer::Information);
            (list(rule.show_error_message(false), words), NO_CHOICE)
        }
        Entry::Listed(words) => (list(rule, words), NO_CHOICE),
        Entry::Figure => {
            let rule = rule.allow_custom(Formula::new(figure(typed)));
            (Ok(rule.set_error_style(Answer::Warning)), NO_FIGURE)
        }
        Entry::Points => {
            let most = to_cell(order.rules.total_points);
            let points = DataValidationRule::Between(0.0, most);
            (Ok(rule.allow_decimal_number(points)), NO_NUMBER)
        }
        Entry::Amount => {
            let amount = DataValidationRule::GreaterThanOrEqualTo(0.0);
            (Ok(rule.allow_decimal_number(amount)), NO_NUMBER)
        }
    };
    let title = typing.title.get(lang);
    Some(rule.and_then(|rule| {
        rule.set_input_title(title)?
            .set_input_message(hint.text.get(lang))?
            .set_error_title(title)?
            .set_error_message(message.get(lang))
    }))
}

/// A figure or words, but nothing between the two.
fn figure(typed: &str) -> String {
    format!(
        r#"OR(ISNUMBER(IFERROR(VALUE(SUBSTITUTE({typed}&"","%","")),"")),ISERROR(FIND(LEFT({typed}&"x",1),"0123456789.≥≤≧≦＞＜><=＝")),ISNUMBER(FIND("年",{typed}&"")))"#
    )
}
