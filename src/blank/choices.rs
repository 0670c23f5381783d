//! Help while typing: drop-downs, hints and plain messages for what cannot be right.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle as Answer, DataValidationRule, Formula, Worksheet,
    XlsxError,
};

use super::Order;
use super::layout::{GUIDE, Plan};
use super::pen::address;
use super::shape::Step;
use crate::base::lang::Text;
use crate::base::number::to_cell;
use crate::form::spec::col::MEASURE;
use crate::form::spec::{self, Duty, EntryRule, FUNDS, FormField, Hint, INDICATORS};
use crate::model::{MethodKind, column_letters};
use crate::rules::{Aim, RuleSet};

/// The hint on a value that cannot be right.
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

/// The lists of the fields that are open at the stage, in these rows.
fn open<R: Copy + 'static>(
    sheet: &mut Worksheet,
    order: &Order<'_>,
    fields: impl Iterator<Item = &'static FormField<R>>,
    (first, last): (u32, u32),
) -> Result<(), XlsxError> {
    for field in fields.filter(|field| field.duty(order.stage) == Duty::Open) {
        let (left, right) = field.cols;
        let hint = field.hint_at(order.stage);
        if let Some(rule) = hint.and_then(|hint| rule(order, hint, (first, left))) {
            sheet.add_data_validation(first, left, last, right, &rule?)?;
        }
    }
    Ok(())
}

/// What may be typed, with a hint before and a message afterwards; `typed` is the first cell it is for.
fn rule(
    order: &Order<'_>,
    hint: Hint,
    typed: (u32, u16),
) -> Option<Result<DataValidation, XlsxError>> {
    let (typing, lang) = (hint.typing?, order.lang);
    let rule = DataValidation::new();
    let list = |rule: DataValidation, words: fn(&_) -> Vec<&str>| {
        rule.allow_list_strings(&words(order.rules))
    };
    let (rule, message) = match typing.entry {
        EntryRule::Any => (Ok(rule.allow_any_value()), NO_CHOICE),
        EntryRule::Offered(words) => {
            let rule = rule.set_error_style(Answer::Information);
            (list(rule.show_error_message(false), words), NO_CHOICE)
        }
        EntryRule::Listed(words) => (list(rule, words), NO_CHOICE),
        EntryRule::OfferedBeside(words) => {
            let rule = rule.set_error_style(Answer::Information);
            let rule = rule.show_error_message(false);
            let list = Formula::new(beside(order, words, typed));
            (Ok(rule.allow_list_formula(list)), NO_CHOICE)
        }
        EntryRule::ListedBeside(words) => {
            let list = Formula::new(beside(order, words, typed));
            (Ok(rule.allow_list_formula(list)), NO_CHOICE)
        }
        EntryRule::Figure => {
            let typed = address(typed.0, typed.1);
            let rule = rule.allow_custom(Formula::new(figure(&typed)));
            (Ok(rule.set_error_style(Answer::Warning)), NO_FIGURE)
        }
        EntryRule::Points => {
            let most = to_cell(order.rules.total_points);
            let points = DataValidationRule::Between(0.0, most);
            (Ok(rule.allow_decimal_number(points)), NO_NUMBER)
        }
        EntryRule::Amount => {
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

/// The words that are offered, by the kind of target of the row.
type Words = fn(&RuleSet, Aim) -> Vec<&str>;

/// The kinds of targets that lists depend on.
const AIMS: [Aim; 3] = [Aim::Lower, Aim::Higher, Aim::Worded];

/// First column of the lists, hidden on the sheet of instructions.
const LISTS: u16 = 20;

/// The lists that depend on the target, each with its column on the sheet of instructions and that of the field.
fn lists<'o>(order: &'o Order<'_>) -> impl Iterator<Item = (u16, u16, Vec<&'o str>)> {
    let fields = spec::at(&INDICATORS, order.stage);
    let typing = fields.filter_map(|field| Some((field, field.hint_at(order.stage)?.typing?)));
    let words = typing.filter_map(|(field, typing)| match typing.entry {
        EntryRule::OfferedBeside(words) | EntryRule::ListedBeside(words) => {
            Some((field.cols.0, words))
        }
        _ => None,
    });
    let lists = words.flat_map(|(col, words)| AIMS.map(|aim| (col, words(order.rules, aim))));
    (LISTS..)
        .zip(lists)
        .map(|(at, (col, list))| (at, col, list))
}

/// Puts the lists onto the sheet of instructions.
pub(super) fn put_lists(sheet: &mut Worksheet, order: &Order<'_>) -> Result<(), XlsxError> {
    for (at, _, list) in lists(order) {
        for (row, word) in (0..).zip(list) {
            sheet.write_string(row, at, word)?;
        }
        sheet.set_column_hidden(at)?;
    }
    Ok(())
}

/// The list for the row of `typed`, by the kind of its target; 预算使用率 only beside an amount.
fn beside(order: &Order<'_>, words: Words, (row, col): (u32, u16)) -> String {
    let step = |step: Step| address(row, step.col());
    let (target, sense, measure) = (step(Step::Target), step(Step::Sense), address(row, MEASURE));
    let mut own = lists(order).filter(|(_, of, _)| *of == col);
    let [lower, higher, worded] = AIMS.map(|aim| {
        let list = words(order.rules, aim);
        let at = own.next().map(|(at, ..)| column_letters(usize::from(at)));
        let at = at.unwrap_or_default();
        let reach = |last: usize| format!("'{}'!${at}$1:${at}${last}", GUIDE);
        match list.split_last() {
            Some((last, others)) if *last == MethodKind::BudgetUtilisation.title().zh => {
                let (all, rest) = (reach(list.len()), reach(others.len()));
                format!(r#"IF(RIGHT({measure},1)="元",{all},{rest})"#)
            }
            _ => reach(list.len()),
        }
    });
    let less = format!(r#"OR({sense}="≤",AND({sense}="=",{target}=0))"#);
    format!("IF(ISNUMBER({target}),IF({less},{lower},{higher}),{worded})")
}

/// A figure or words, but nothing between the two.
fn figure(typed: &str) -> String {
    format!(
        r#"OR(ISNUMBER(IFERROR(VALUE(SUBSTITUTE({typed}&"","%","")),"")),ISERROR(FIND(LEFT({typed}&"x",1),"0123456789.≥≤≧≦＞＜><=＝")),ISNUMBER(FIND("年",{typed}&"")))"#
    )
}
