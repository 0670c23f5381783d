//! Targets 年度指标值 and actual values 实际完成值: the one grammar for the texts in these cells.
//!
//! A text is unified (look-alike signs, full-width digits, spaces), split into words, signs, dates and numbers, and
//! judged: exactly one number is a quantity, two joined by a dash are a range, none is a date or words, everything else
//! is unreadable. Nothing is guessed: a text with two possible readings is [`Content::Unreadable`].

mod amount;
mod date;
mod measure;
mod plain;
mod sentence;
mod sign;

use std::cell::RefCell;

use crate::base::memo::{Memo, remembered};
use crate::model::{Comparator, Content, Quantity, Scale, Statement};
pub use crate::model::{Reconciled, ScaleAssumption, reconcile};
use crate::workbook::Value;
use measure::MeasureColumn;

/// A text with several statements, or without a certain one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct UnclearText;

thread_local! {
    /// Statements of texts, cached.
    static STATEMENTS: RefCell<Memo<Statement>> = const { RefCell::new(Memo::new()) };
}

/// The statement in a typed target or actual value.
#[must_use]
pub fn parse(text: &str) -> Statement {
    let plain = plain::plain(text);
    let numbered = plain::without_numbering(&plain);
    if plain::is_blank(numbered) {
        return Content::Blank.into();
    }
    sentence::understand(
        numbered.trim_end_matches(['。', '、', ';', ',']),
        text.trim(),
    )
}

/// The statement in a cell: by its format first, then by its text.
#[must_use]
pub fn of_cell(value: &Value) -> Statement {
    match value {
        Value::Number(figure) => Content::Quantity(Quantity::bare(*figure)).into(),
        Value::Percent(fraction, _) => Content::Quantity(Quantity::of_fraction(*fraction)).into(),
        Value::Date(date) => Content::Date(*date).into(),
        Value::Text(text) => remembered(&STATEMENTS, text, |text| match is_no_text(text.trim()) {
            true => Content::Unreadable(text.trim().into()).into(),
            false => parse(text),
        }),
        Value::Bool(_) => Content::Unreadable(value.text().into()).into(),
    }
}

/// Whether a value is no target and no actual value: TRUE, an error value pasted as text, a ditto mark, or a reference
/// to another place.
#[must_use]
pub fn is_no_value(value: &Value) -> bool {
    match value {
        Value::Bool(_) => true,
        Value::Text(text) => is_no_text(text.trim()),
        _ => false,
    }
}

fn is_no_text(text: &str) -> bool {
    // #REF!, #N/A, #GETTING_DATA, ####, Err:502
    let code = |rest: &str| {
        let letter = |c: char| c.is_ascii_uppercase() || "#/_!?！？0".contains(c);
        rest.len() > 1 && rest.chars().all(letter)
    };
    let number = |rest: &str| rest.len() == 3 && rest.bytes().all(|b| b.is_ascii_digit());
    text.strip_prefix('#').is_some_and(code)
        || text.strip_prefix("Err:").is_some_and(number)
        || matches!(
            text,
            "〃" | "″" | "\"" | "“" | "”" | "同上" | "同左" | "TRUE" | "FALSE"
        )
        || is_elsewhere(text)
}

/// Longest text that only refers to another place.
const LONGEST_REFERENCE: usize = 12;

/// Whether a text refers to another place: 见附件, 详见说明, 附后.
fn is_elsewhere(text: &str) -> bool {
    let refers = ["详见", "参见", "请见", "见", "另附", "后附", "附"];
    let places = [
        "附件", "附表", "附后", "报告", "说明", "备注", "材料", "台账", "清单",
    ];
    let Some(place) = refers.iter().find_map(|word| text.strip_prefix(word)) else {
        return false;
    };
    let short = text.chars().nth(LONGEST_REFERENCE).is_none();
    let whole = ["附后", "另附", "后附", "附"].contains(&text);
    whole || short && text.contains('见') && places.iter().any(|word| place.contains(word))
}

/// Whether a text is a unit of measure and nothing else: 户, %, 万元.
#[must_use]
pub fn is_measure(text: &str) -> bool {
    text.chars().nth(LONGEST_MEASURE).is_none() && measure::is_one(&plain::plain(text))
}

/// Most letters of a unit of measure alone: 元/人·月.
const LONGEST_MEASURE: usize = 8;

/// Whether a text is a sign 计算符号, or a word for one such as 大于等于 or 反向.
#[must_use]
pub fn is_sign(text: &str) -> bool {
    sign::of_column(&plain::plain(text)).is_some()
}

/// A target with sign 指标性质 and measure 度量单位 in columns of their own, and its text as a person would write it
/// (`≧735人次`).
///
/// A bare number under `%` is in percent (0.9 → 0.9%); a cell shown as a percentage keeps its fraction (1 shown as 100%
/// → 100%). 万 and 亿 in the measure are multiplied.
#[must_use]
pub fn composed(sign: Option<&str>, value: &Value, measure: Option<&str>) -> (Statement, String) {
    let column = measure.map(plain::plain).filter(|m| !plain::is_blank(m));
    if let (Value::Number(month), Some(column)) = (value, column.as_deref())
        && is_deadline(column)
    {
        let day = Value::Text(format!("{}{column}", month.normalize()).into());
        return composed(
            sign.filter(|sign| sign::of_column(&plain::plain(sign)) != Some(Comparator::Equal)),
            &day,
            None,
        );
    }
    let typed_sign = sign.map(plain::plain).unwrap_or_default();
    let text = written(
        sign,
        &typed_sign,
        value,
        measure.filter(|_| column.is_some()),
    );
    let mut statement = of_cell(value);
    if let Some(column) = column {
        apply(
            &mut statement.content,
            &MeasureColumn::new(&column),
            &value.text(),
        );
    }
    let countable = !matches!(statement.content, Content::Text(_) | Content::Blank);
    match (sign::of_column(&typed_sign), statement.comparator) {
        (Some(column), Some(own)) if countable => match sign::agreed(&[column, own]) {
            Ok(agreed) => statement.comparator = agreed,
            Err(UnclearText) => {
                return (Content::Unreadable(text.as_str().into()).into(), text);
            }
        },
        (Some(column), None) if countable => statement.comparator = Some(column),
        _ => {}
    }
    (statement, text)
}

/// Whether the measure is a deadline, 月底前, 月末: the number before it is a month, not a quantity.
fn is_deadline(measure: &str) -> bool {
    let rest = measure.strip_prefix('月');
    rest.is_some_and(|rest| {
        matches!(
            rest,
            "底" | "末" | "前" | "底前" | "末前" | "底之前" | "底以前" | "以前"
        )
    })
}

/// Sign, value and measure as one text; words and blanks without the others.
fn written(sign: Option<&str>, plain_sign: &str, value: &Value, measure: Option<&str>) -> String {
    let value_text = value.text();
    let statement = of_cell(value);
    if matches!(
        statement.content,
        Content::Text(_) | Content::Blank | Content::Date(_)
    ) || value_text.is_empty()
    {
        return match (&statement.content, sign::of_column(plain_sign)) {
            (Content::Date(_), Some(_)) => {
                format!("{}{value_text}", sign.unwrap_or_default().trim())
            }
            _ => value_text.into_owned(),
        };
    }
    let is_sign = sign::of_column(plain_sign).is_some() && statement.comparator.is_none();
    let worded = plain_sign.starts_with(['正', '反', '逆', '负']);
    let mut text = String::new();
    if is_sign && !worded {
        text.push_str(sign.unwrap_or_default().trim());
    }
    text.push_str(&value_text);
    let measure = measure.unwrap_or_default().trim();
    if !has_measure(&statement.content) {
        text.push_str(measure);
    }
    text
}

fn has_measure(content: &Content) -> bool {
    let stated = |q: &Quantity| q.percent || q.measure.is_some();
    match content {
        Content::Quantity(quantity) => stated(quantity),
        Content::Range(ends) => stated(&ends.1),
        _ => false,
    }
}

/// Gives bare numbers the measure of the column; a number with a measure keeps its own.
fn apply(content: &mut Content, column: &MeasureColumn, typed: &str) {
    let scaled = match content {
        Content::Quantity(q) => with_column(q, column).map(Content::Quantity),
        Content::Range(ends) => with_column(&ends.0, column)
            .zip(with_column(&ends.1, column))
            .map(|ends| Content::Range(Box::new(ends))),
        _ => return,
    };
    *content = scaled.unwrap_or_else(|| Content::Unreadable(typed.into()));
}

fn with_column(quantity: &Quantity, column: &MeasureColumn) -> Option<Quantity> {
    if quantity.percent || quantity.measure.is_some() {
        return Some(quantity.clone());
    }
    let scale = if quantity.scale == Scale::One {
        column.scale
    } else {
        // 5万 under 万元 is 5万元, not 5万万元.
        Scale::One
    };
    let amount = amount::Amount {
        figure: quantity.value,
        scale,
        factor: column.factor,
        base: column.base,
        measure: column.measure.clone(),
        behind: None,
    };
    let scaled = amount.quantity()?;
    Some(Quantity {
        scale: if quantity.scale == Scale::One {
            scaled.scale
        } else {
            quantity.scale
        },
        ..scaled
    })
}
