//! Cells that hold the wrong kind of content: signs of errors, dates for numbers, formulas that give 0.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::code::{Code, FactName, Wording};
use super::fact::Kind;
use super::{Fact, Field, Problem, Severity};
use crate::base::lang::Text;

/// 单元格内容的类型不对
pub static VALUE_TYPE: Code = Code {
    name: "value-type",
    severity: Severity::Error,
    title: Text::new("单元格内容的类型不对", "wrong kind of cell content"),
    says: &[
        Wording::case(
            "undated",
            "单元格用了日期或时间格式，存的是 {found}，不是这些年份的日期，已按数 {found} 读取。请改正单元格格式。",
            "The cell has a date or time format: {found} is stored, which is no day of these years; it was read as the number {found}. Please correct the cell's format.",
        ),
        Wording::case(
            "zero",
            "指标值是公式，存的结果是 {found}，已按 {found} 读取。请核对公式；指标值不是 0 的，请用 WPS 或 Excel 打开、保存一次，或直接填写数值。",
            "The target is a formula whose stored result is {found}, which was read. Please check the formula; if the target is not 0, open and save the file once in WPS or Excel, or type the value.",
        ),
        Wording::case(
            "zero-actual",
            "实际完成值是公式，存的结果是 {found}，已按 {found} 读取，得满分。请核对公式；实际完成值不是 0 的，请用 WPS 或 Excel 打开、保存一次，或直接填写数值。",
            "The actual value is a formula whose stored result is {found}, which was read and earns all points. Please check the formula; if the value is not 0, open and save the file once in WPS or Excel, or type it.",
        ),
        Wording::case(
            "zero-midyear",
            "年中完成值是公式，存的结果是 {found}，已按 {found} 读取。请核对公式；年中完成值不是 0 的，请用 WPS 或 Excel 打开、保存一次，或直接填写数值。",
            "The mid-year value is a formula whose stored result is {found}, which was read. Please check the formula; if the value is not 0, open and save the file once in WPS or Excel, or type it.",
        ),
        Wording::case(
            "midyear-date",
            "年中完成值是日期“{found}”，指标值却是数，无法比较，未采用。请改正单元格格式，填写数值。",
            "The mid-year value is the date \"{found}\", but the target is a figure; it was not used. Please correct the cell's format and type the value.",
        ),
        Wording::case(
            "zero-amount",
            "年初预算数是公式，存的结果是 {found}，已按 {found} 读取。请核对公式；年初预算不是 0 的，请用 WPS 或 Excel 打开、保存一次，或直接填写数值。",
            "The initial budget is a formula whose stored result is {found}, which was read. Please check the formula; if the budget is not 0, open and save the file once in WPS or Excel, or type the value.",
        ),
        Wording::case(
            "rate",
            "“{indicator}”是比率，{field}却是日期“{found}”，不能按比率复算。请核对，改填百分数。",
            "\"{indicator}\" is a rate, but its {field} is the date \"{found}\", which cannot be scored as a rate. Please check it and type a percentage.",
        ),
        Wording::case(
            "partly",
            "“{indicator}”的指标值是日期“{found}”，实际完成值却是“{taken}”，无法比较。请核对指标值是否被误改。",
            "The target of \"{indicator}\" is the date \"{found}\", its actual value {taken}; they cannot be compared. Please check whether the target was changed by mistake.",
        ),
        Wording::case(
            "name",
            "{field}处填的是“{found}”，不像名称，已照此读取。请核对是否填错了位置。",
            "\"{found}\" stands for the {field}, which is hardly a name; it was read all the same. Please check whether it belongs elsewhere.",
        ),
        Wording::new(
            "单元格是“{found}”，不是可用的{field}，未采用。请填写数值或文字。",
            "The cell holds \"{found}\", which is no usable {field}; it was not used. Please type the value.",
        ),
        Wording::case(
            "date",
            "单元格用了日期格式，存的是 {found}，显示为 {taken}，与评价年度相差太远，已按数 {found} 读取。请改正单元格格式。",
            "The cell has a date format: {found} is stored and {taken} is shown, far from the form's year; it was read as the number {found}. Please correct the cell's format.",
        ),
    ],
    what: Text::new(
        "数值栏里是 TRUE、〃、#REF! 之类，数字误用了日期格式，比率写成了日期，名称处填了日期或数字，或指标值是结果为 0 的公式。",
        "A value cell holds TRUE, 〃, #REF! or the like, a number under a date format, a date for a rate or a name, or a formula for the target that gives 0.",
    ),
    why: Text::new(
        "这些内容不是数，当作文字会按定性指标放过。",
        "These are no values; taken for words they would pass as a qualitative answer.",
    ),
    example: Text::new("实际完成值显示为 #REF!。", "The actual value shows #REF!."),
    facts: &[
        FactName::new("found", Kind::Text),
        FactName::maybe("field", Kind::Field),
        FactName::maybe("taken", Kind::Text),
        FactName::maybe("indicator", Kind::Text),
    ],
    ..Code::USUAL
};

/// A cell that is no value of `field`.
#[must_use]
pub fn value_type(typed: impl Into<EcoString>, field: Field) -> Problem {
    VALUE_TYPE.with([("found", Fact::text(typed)), ("field", field.into())])
}

/// A date or a number where a name is due.
#[must_use]
pub fn no_name(typed: impl Into<EcoString>, field: Field) -> Problem {
    VALUE_TYPE.case(
        "name",
        [("found", Fact::text(typed)), ("field", field.into())],
    )
}

/// The number `stored` under a date format that shows it as `shown`.
#[must_use]
pub fn date(stored: Decimal, shown: impl Into<EcoString>) -> Problem {
    let found = Fact::text(stored.to_string());
    VALUE_TYPE.case("date", [("found", found), ("taken", Fact::text(shown))])
}

/// A target by a formula whose stored result is 0.
#[must_use]
pub fn zero_formula(shown: impl AsRef<str>) -> Problem {
    VALUE_TYPE.case("zero", [("found", Fact::text(shown.as_ref()))])
}

/// An actual value by a formula whose stored result is 0, where less is better.
#[must_use]
pub fn zero_actual(shown: impl AsRef<str>) -> Problem {
    VALUE_TYPE.case("zero-actual", [("found", Fact::text(shown.as_ref()))])
}

/// A mid-year value by a formula whose stored result is 0.
#[must_use]
pub fn zero_midyear(shown: impl AsRef<str>) -> Problem {
    VALUE_TYPE.case("zero-midyear", [("found", Fact::text(shown.as_ref()))])
}

/// A day for a mid-year value of what is counted.
#[must_use]
pub fn midyear_date(shown: impl AsRef<str>) -> Problem {
    VALUE_TYPE.case("midyear-date", [("found", Fact::text(shown.as_ref()))])
}

/// An initial budget by a formula whose stored result is 0.
#[must_use]
pub fn zero_amount(shown: EcoString) -> Problem {
    VALUE_TYPE.case("zero-amount", [("found", Fact::Text(shown))])
}

/// A number under a format for dates or times that is no day of these years.
#[must_use]
pub fn undated(stored: &EcoString) -> Problem {
    VALUE_TYPE.case("undated", [("found", Fact::Text(stored.clone()))])
}
