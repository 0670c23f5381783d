//! Which method an indicator is scored by, in the order of [`PRECEDENCE`].

use std::borrow::Cow;

use super::case::{Case, Sense};
use super::earned::Merit;
use super::method::{Method, on_forms};
use super::ruleset::{Pattern, RuleSet, TargetIs};
use super::standard::{Subject, Verdict, speaks, verdict};
use crate::base::lang::Text;
use crate::base::{holds_any, may_hold};
use crate::model::{
    Comparator, Content, Figure, Filing, Indicator, MethodKind, Objection, Quantity, Statement,
};

/// Which side of the target is good, by its sign or — where none was typed — by group and name.
#[must_use]
pub fn sense(indicator: &Indicator, target: &Statement, rules: &RuleSet) -> Sense {
    match target.comparator {
        Some(Comparator::AtLeast) => Sense::Up,
        Some(Comparator::MoreThan) => Sense::Over,
        Some(Comparator::AtMost | Comparator::LessThan) => Sense::Down,
        Some(Comparator::Equal) => Sense::Exact,
        None if is_reverse(indicator, rules) => Sense::Down,
        // A bare 0 (0起) is a target to stay at, not to exceed.
        None if is_zero(&target.content) => Sense::Exact,
        None => Sense::Up,
    }
}

fn is_zero(content: &Content) -> bool {
    matches!(content, Content::Quantity(q) if q.value.is_zero())
}

fn is_reverse(indicator: &Indicator, rules: &RuleSet) -> bool {
    let named = |list: &[Box<str>]| contains_any(&indicator.name, list);
    let reverse = &rules.reverse;
    !named(&reverse.except) && (named(&reverse.names) || in_group(indicator, &reverse.groups))
}

/// Whether `text`, without its white space, contains one of the words.
pub(super) fn contains_any(text: &str, list: &[Box<str>]) -> bool {
    let plain = if holds_white_space(text) {
        Cow::Owned(text.split_whitespace().collect())
    } else {
        Cow::Borrowed(text)
    };
    holds_any(&plain, list)
}

fn holds_white_space(text: &str) -> bool {
    // A quick look first, which most names pass: white space beyond ASCII begins with one of these bytes.
    let may_be = |byte: u8, next: u8| {
        (byte <= b' ') | matches!(byte, 0xC2 | 0xE1 | 0xE2) | ((byte == 0xE3) & (next == 0x80))
    };
    may_hold(text, may_be) && text.contains(char::is_whitespace)
}

fn in_group(indicator: &Indicator, groups: &[Box<str>]) -> bool {
    [&indicator.level1, &indicator.level2]
        .into_iter()
        .flatten()
        .any(|level| contains_any(level, groups))
}

/// Position of the rule set's pattern that is meant for this indicator.
#[must_use]
pub fn pattern_of(indicator: &Indicator, filing: &Filing, rules: &RuleSet) -> Option<usize> {
    let mut patterns = rules.patterns.iter();
    patterns.position(|pattern| fits(pattern, indicator, filing))
}

/// The method the rule set names for this indicator.
pub(super) fn by_pattern<'a>(
    indicator: &Indicator,
    filing: &Filing,
    rules: &'a RuleSet,
) -> Option<&'a Method> {
    let index = pattern_of(indicator, filing, rules)?;
    rules.patterns.get(index).map(|pattern| &pattern.method)
}

/// 评分方法 that a form may name, by their Chinese names.
pub fn method_names() -> impl Iterator<Item = &'static str> {
    on_forms().map(|(_, name)| name)
}

/// Whether a text names a method, or speaks of scores like a standard.
#[must_use]
pub fn states_method(text: &str) -> bool {
    method_names().any(|name| name == text.trim()) || speaks(text)
}

/// Kind of target, as far as methods depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// A figure, and less is better.
    Lower,
    /// A figure, and more is better.
    Higher,
    /// Words.
    Worded,
}

/// Names of the methods that a form may name beside a target; 预算使用率, which asks for an amount, comes last.
#[must_use]
pub fn methods_beside(aim: Aim) -> Vec<&'static str> {
    let fit = on_forms().filter(|(method, _)| suits(method, aim));
    let (spent, others): (Vec<_>, Vec<_>) =
        fit.partition(|(m, _)| **m == Method::BudgetUtilisation);
    others
        .into_iter()
        .chain(spent)
        .map(|(_, name)| name)
        .collect()
}

/// Whether a method agrees with what a target is.
const fn suits(method: &Method, aim: Aim) -> bool {
    match method {
        Method::Qualitative => matches!(aim, Aim::Worded),
        Method::Proportional => matches!(aim, Aim::Higher),
        Method::ReverseDeduction | Method::ReverseRatio => matches!(aim, Aim::Lower),
        _ => !matches!(aim, Aim::Worded),
    }
}

/// The criteria for the method of an indicator, in order of precedence.
pub(super) const PRECEDENCE: [Text; 4] = [
    Text::new(
        "规则中按名称、类别等指定的方法（也先于“无发生额”）",
        "the method that the rules name for its name or group (which also goes before 'nothing incurred')",
    ),
    Text::new(
        "批复的方法：--indicators 所给指标文件中的，或按批复的目标申报表、指标文件写在自评表锁定的“评分方法”一栏的",
        "the approved method: of the file named by --indicators, or locked on the form as the goals or that file have it",
    ),
    Text::new(
        "表上所写的评分方法或评分标准，与比较符和数值种类不矛盾的才用",
        "the method or scoring standard that the form states, where it agrees with sign and kind",
    ),
    Text::new("比较符和指标值", "sign and target"),
];

/// The result of a form's own method or standard for two figures.
pub(super) enum StatedMethod {
    /// None is stated.
    Nothing,
    /// A method.
    Method(Method),
    /// A standard that is no method of the rules.
    Worth(MethodKind, Merit),
    /// Not used, and why.
    Refused(Objection),
}

/// The method or standard stated by the form, checked against sign and kind.
pub(super) fn stated(
    indicator: &Indicator,
    (case, target): (&Case, &Quantity),
    (filing, rules): (&Filing, &RuleSet),
) -> StatedMethod {
    let Some(text) = indicator.criterion.as_ref().map(|c| c.value.trim()) else {
        return StatedMethod::Nothing;
    };
    if let Some((method, _)) = on_forms().find(|(_, name)| *name == text) {
        return match agrees(method, case, (target, filing)) {
            true => StatedMethod::Method(method.clone().facing(case)),
            false => StatedMethod::Refused(Objection::Contradicts),
        };
    }
    let points = indicator.points.as_ref().map(|p| p.value);
    let subject = Subject {
        name: &indicator.name,
        case,
        target,
        points,
    };
    match verdict(text, subject) {
        Verdict::Contradicts | Verdict::Unread if is_kept_low(indicator, rules) => {
            kept_low(text, subject)
        }
        verdict => judged(verdict),
    }
}

/// Whether a target without a sign is of something that is kept low: 三公经费控制率 100%.
fn is_kept_low(indicator: &Indicator, rules: &RuleSet) -> bool {
    let unsigned = indicator.target.as_ref();
    let unsigned = unsigned.is_some_and(|target| target.value.comparator.is_none());
    unsigned && holds_any(&indicator.name, &rules.reverse.kept_low)
}

/// The method of a standard, read as one by which less is better, as the name of the indicator says.
fn kept_low(text: &str, subject: Subject<'_>) -> StatedMethod {
    let case = Case {
        sense: Sense::Down,
        ..*subject.case
    };
    let low = Subject {
        case: &case,
        ..subject
    };
    match verdict(text, low) {
        Verdict::By(method) => match method.merit(&case) {
            Some(merit) => StatedMethod::Worth(method.kind(), merit),
            None => StatedMethod::Refused(Objection::Unread),
        },
        verdict => judged(verdict),
    }
}

fn judged(verdict: Verdict) -> StatedMethod {
    match verdict {
        Verdict::Silent => StatedMethod::Nothing,
        Verdict::Unread => StatedMethod::Refused(Objection::Unread),
        Verdict::Contradicts => StatedMethod::Refused(Objection::Contradicts),
        Verdict::By(method) => StatedMethod::Method(method),
        Verdict::Worth(kind, merit) => StatedMethod::Worth(kind, merit),
    }
}

/// Whether the form names 定性.
pub(super) fn is_judged(indicator: &Indicator) -> bool {
    let text = indicator.criterion.as_ref().map(|c| c.value.trim());
    let mut named = on_forms();
    named.any(|(method, name)| *method == Method::Qualitative && Some(name) == text)
}

/// Whether a method that a form names agrees with the side that is good, and with what the figures are.
fn agrees(method: &Method, case: &Case, (target, filing): (&Quantity, &Filing)) -> bool {
    let aim = match case.lower_is_better() {
        true => Aim::Lower,
        false => Aim::Higher,
    };
    let spent = || case.execution.is_some() && is_budget(target, filing);
    suits(method, aim) && (*method != Method::BudgetUtilisation || spent())
}

/// Whether a target is the initial or the adjusted budget of the form.
fn is_budget(target: &Quantity, filing: &Filing) -> bool {
    let budgets = [TargetIs::InitialBudget, TargetIs::AdjustedBudget];
    budgets.iter().any(|what| equals(*what, target, filing))
}

/// Whether 预算使用率 can be asked of a target: an amount, or a budget of the form.
pub(super) fn is_amount(target: &Quantity, filing: &Filing) -> bool {
    target.is_money() || is_budget(target, filing)
}

fn fits(pattern: &Pattern, indicator: &Indicator, filing: &Filing) -> bool {
    let target = indicator.target.as_ref().map(|t| &t.value);
    let named = pattern.names.is_empty() || contains_any(&indicator.name, &pattern.names);
    let grouped = pattern.groups.is_empty() || in_group(indicator, &pattern.groups);
    let compared =
        pattern.comparator.is_none() || target.is_some_and(|t| t.comparator == pattern.comparator);
    let equal = pattern.target.is_none_or(|what| {
        target.is_some_and(|t| match &t.content {
            Content::Quantity(target) => equals(what, target, filing),
            _ => false,
        })
    });
    named && grouped && compared && equal
}

/// Whether a target is the initial or adjusted budget of the form's total row, in whatever measure.
fn equals(what: TargetIs, target: &Quantity, filing: &Filing) -> bool {
    let Some(funding) = &filing.funding else {
        return false;
    };
    let budget = match what {
        TargetIs::InitialBudget => funding.initial.as_ref(),
        TargetIs::AdjustedBudget => funding.adjusted.as_ref(),
    };
    budget.is_some_and(|budget| {
        let yuan = funding
            .measure
            .and_then(|m| budget.value.checked_mul(m.yuan()));
        yuan == Some(target.value) || as_printed(target, budget)
    })
}

/// Equal as printed, where the form or the target does not state 元 or 万元.
fn as_printed(target: &Quantity, budget: &Figure) -> bool {
    let printed = target.value.checked_div(target.scale.factor());
    !target.percent && printed == Some(budget.value)
}

/// The method by sign and target.
pub(super) fn by_sign(case: &Case) -> Method {
    match case.target {
        (low, high) if low != high => Method::WithinRange,
        _ => Method::Proportional.facing(case),
    }
}

#[cfg(test)]
mod tests {
    use super::holds_white_space;

    #[test]
    fn white_space_is_found_wherever_it_stands() {
        for c in ('\0'..=char::MAX).filter(|c| c.is_whitespace()) {
            for text in [format!("{c}"), format!("甲{c}乙"), format!("a{c}")] {
                assert!(holds_white_space(&text), "{c:?}");
            }
        }
        assert!(!holds_white_space("“三公”经费、控制率（%）"));
    }
}
