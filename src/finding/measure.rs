//! 金额单位: whether amounts are in 元 or 万元, and whether that can be right.

use rust_decimal::Decimal;

use super::cause::Cause;
use super::code::{Code, FactName, Wording};
use super::fact::Kind;
use super::layout::MEASURE_MIXED;
use super::{Fact, Problem, Severity};
use crate::base::lang::Text;
use crate::base::number::{Rounding, RoundingMode};
use crate::model::Measure;

/// 金额单位不明
pub static MEASURE_UNCLEAR: Code = Code {
    name: "measure-unclear",
    severity: Severity::Warning,
    title: Text::new("金额单位不明", "unit of money unclear"),
    says: &[
        Wording::case(
            "large",
            "资金总额写为 {found}，作为一个单位的全年资金偏大，可能是按元填写的。请核对金额和金额单位；确为此数的，不必改。",
            "The total is given as {found}, much for all a unit spends in a year; it may have been typed in 元. Please check amount and unit; if the amount is right, leave it.",
        ),
        Wording::case(
            "unusual",
            "本表金额以{taken}为单位，资金总额是 {found}。请确认金额单位；确为此数的，不必改。",
            "Amounts of this form are in {taken}, its total is {found}. Please confirm the unit of money; if it is right, leave it.",
        )
        .graded(Severity::Info),
        Wording::new(
            "没有写明金额单位是元还是万元。请在资金表头注明，如“年度资金（万元）”。",
            "The form does not say whether amounts are in 元 or 万元. Please state it in the heading of the amounts.",
        ),
    ],
    what: Text::new(
        "表上没有写金额单位是元还是万元，或者金额大到像是按元填写的。",
        "The form does not say whether amounts are in 元 or 万元, or an amount is so large that 元 may be meant.",
    ),
    why: Text::new(
        "单位差一万倍，不写明就不能与其他单位合计。",
        "The two are 10 000 apart; without it amounts cannot be added to those of others.",
    ),
    example: Text::new(
        "表头只写“项目资金”，没有“（万元）”。",
        "The heading says 项目资金 without （万元）.",
    ),
    facts: &[
        FactName::maybe("found", Kind::Money),
        FactName::maybe("taken", Kind::Text),
    ],
    ..Code::USUAL
};

/// 金额单位可疑
pub static MEASURE_SUSPECT: Code = Code {
    name: "measure-suspect",
    severity: Severity::Error,
    title: Text::new("金额单位可疑", "unit of money implausible"),
    says: &[
        Wording::case(
            "small",
            "资金总额写为 {found}，作为一个单位的全年资金数额过小，单位可能写错（例如实为万元）。请核对金额和金额单位。",
            "The total is given as {found}, implausibly small for all a unit spends in a year; the unit of money may be wrong (such as 万元 meant). Please check amount and unit.",
        ),
        Wording::case(
            "fine",
            "资金总额写为 {found}，以元为单位却写到分以下，单位可能写错（例如实为万元）。请核对金额和金额单位。",
            "The total is given as {found}, in 元 yet finer than a cent; the unit of money may be wrong (such as 万元 meant). Please check amount and unit.",
        ),
        Wording::case(
            "mixed",
            "同一行的 {found} 与 {other} 相差约一万倍，其中一个可能是按元、另一个按万元填写的。请核对并统一单位。",
            "{found} and {other} in one row are some ten thousand times apart; one may be in 元, the other in 万元. Please check, and use one unit.",
        ),
        Wording::case(
            "named",
            "表上的金额 {found}，另一处写的是 {other}，数字相同而单位不同，其中一处的金额单位写错了。请核对并改正。",
            "The amount {found} is given elsewhere on the form as {other}: one number with two units of money, one of them wrong. Please check and correct it.",
        ),
        Wording::case(
            "listed",
            "预算数写为 {found}，单位名单上是 {other}，相差约一万倍，金额单位可能写错（元、万元）。请核对金额和金额单位。",
            "The budget is given as {found}, the roster has {other}: some ten thousand times apart; the unit of money may be wrong (元, 万元). Please check amount and unit.",
        ),
        Wording::case(
            "heads",
            "预算数写为 {found}，按单位名单上的 {count} 人计算，人均 {other}，金额单位可能写错（元、万元）。请核对金额、金额单位和人数。",
            "The budget is given as {found}, with {count} staff on the roster {other} each; the unit of money may be wrong (元, 万元). Please check amount, unit and staff.",
        ),
        Wording::case(
            "staff",
            "预算数写为 {found}，按表上填的 {count} 人计算，人均 {other}，金额单位可能写错（元、万元）。请核对金额、金额单位和人数。",
            "The budget is given as {found}, with the {count} staff on the form {other} each; the unit of money may be wrong (元, 万元). Please check amount, unit and staff.",
        ),
        Wording::case(
            "previous",
            "预算数写为 {found}，上年是 {other}，相差约一万倍，其中一年的金额单位可能写错（元、万元）。请核对金额和金额单位。",
            "The budget is given as {found}, the year before as {other}: some ten thousand times apart; the unit of money of one year may be wrong (元, 万元). Please check amount and unit.",
        ),
        Wording::new(
            "资金总额写为 {found}，数额过大，单位可能写错（例如实为元）。请核对金额和金额单位。",
            "The total is given as {found}, which is implausibly large; the unit of money may be wrong (such as 元 meant). Please check amount and unit.",
        ),
    ],
    what: Text::new(
        "按所写的单位，资金总额大得或小得不合情理。",
        "In the stated unit the total is implausibly large or small.",
    ),
    why: Text::new(
        "多为按元填写而表头是万元，会使全区合计放大一万倍。",
        "Amounts were mostly typed in 元 under a heading in 万元, which swells every sum 10 000 times.",
    ),
    example: Text::new(
        "表头为万元，总额填 2751417.82，即 275 亿元。",
        "The heading says 万元, the total 2751417.82: 27.5 billion yuan.",
    ),
    facts: &[
        FactName::new("found", Kind::Money),
        FactName::maybe("other", Kind::Money),
        FactName::maybe("count", Kind::Text),
    ],
    follows: &[Cause::in_row(&MEASURE_MIXED)],
    ..Code::USUAL
};

/// What a unit spends in a year for each of its staff, in 元: between 一千 and 二亿, transfers included.
const LEAST: Decimal = Decimal::from_parts(1_000, 0, 0, false, 0);
const MOST: Decimal = Decimal::from_parts(200_000_000, 0, 0, false, 0);

/// Whole 元.
const WHOLE: Rounding = Rounding::new(0, RoundingMode::HalfUp);

/// A budget out of all proportion to the staff 在职人数 of its unit; `source`, a case of the wording, is where these were
/// read.
#[must_use]
pub fn for_staff(
    source: &'static str,
    (budget, measure): (Decimal, Measure),
    heads: Decimal,
) -> Option<Problem> {
    let each = budget.checked_mul(measure.yuan())?.checked_div(heads)?;
    let usual = each.is_zero() || (LEAST..=MOST).contains(&each);
    let facts = [
        ("found", Fact::Money(budget, measure)),
        ("count", Fact::text(heads.normalize().to_string())),
        ("other", Fact::Money(WHOLE.apply(each), Measure::Yuan)),
    ];
    (!usual).then(|| MEASURE_SUSPECT.case(source, facts))
}

/// Two totals of one row that differ by a factor of about ten thousand.
#[must_use]
pub fn measure_mixed(found: Fact, other: Fact) -> Problem {
    MEASURE_SUSPECT.case("mixed", [("found", found), ("other", other)])
}

/// Whether two amounts differ by a factor of about ten thousand, as 元 and 万元 are.
#[must_use]
pub fn is_apart(one: Decimal, other: Decimal) -> bool {
    let (small, large) = (one.min(other), one.max(other));
    let times = large.checked_div(small).filter(|_| small > Decimal::ZERO);
    times.is_some_and(|times| (Decimal::from(5_000)..=Decimal::from(20_000)).contains(&times))
}
