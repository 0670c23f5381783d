//! Which method an indicator is scored by: rule-set pattern, then the form's own standard, then its sign.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::criterion::Criterion;
use super::method::{Method, Sense};
use super::methods::on_forms;
use super::ruleset::{Pattern, ReverseVariant, RuleSet, TargetIs};
use crate::base::may_hold;
use crate::model::{Comparator, Content, Figure, Filing, Indicator, Quantity, Statement};

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

/// Whether `text`, white space left aside, contains one of the words.
pub(super) fn contains_any(text: &str, list: &[Box<str>]) -> bool {
    let plain = if holds_white_space(text) {
        Cow::Owned(text.split_whitespace().collect())
    } else {
        Cow::Borrowed(text)
    };
    list.iter().any(|word| holds(&plain, word))
}

/// Whether `word` occurs in a short text: at each place first by its last byte, which of a letter of Chinese tells most.
fn holds(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let mut places = text.windows(word.len().max(1));
    word.is_empty() || places.any(|place| place.last() == word.last() && place == word)
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

/// The method that the form itself names 评分方法, such as 反向比例.
pub(super) fn by_name(indicator: &Indicator) -> Option<Method> {
    let text = indicator.criterion.as_ref()?.value.trim();
    let mut named = on_forms();
    named
        .find(|(_, name)| *name == text)
        .map(|(method, _)| method.clone())
}

fn fits(pattern: &Pattern, indicator: &Indicator, filing: &Filing) -> bool {
    let target = indicator.target.as_ref().map(|t| &t.value);
    let named = pattern.names.is_empty() || contains_any(&indicator.name, &pattern.names);
    let grouped = pattern.groups.is_empty() || in_group(indicator, &pattern.groups);
    let compared =
        pattern.comparator.is_none() || target.is_some_and(|t| t.comparator == pattern.comparator);
    let equal = pattern
        .target
        .is_none_or(|what| target.is_some_and(|t| equals(what, &t.content, filing)));
    named && grouped && compared && equal
}

/// Whether a target is the initial or adjusted budget of the form's total row, in whatever measure.
fn equals(what: TargetIs, content: &Content, filing: &Filing) -> bool {
    let (Content::Quantity(target), Some(funding)) = (content, &filing.funding) else {
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

/// Equal as printed, where the form or the target does not say 元 or 万元.
fn as_printed(target: &Quantity, budget: &Figure) -> bool {
    let printed = target.value.checked_div(target.scale.factor());
    !target.percent && printed == Some(budget.value)
}

/// The method of the form's own 评分方法 or 评分标准, where its wording is recognised.
pub(super) fn by_criterion(indicator: &Indicator, target: &Quantity) -> Option<Method> {
    if let Some(named) = by_name(indicator) {
        return Some(named);
    }
    let text = indicator.criterion.as_ref()?;
    Criterion::parse(&text.value)?.method(target)
}

/// The method by sign and content.
pub(super) fn by_sign(sense: Sense, target: (Decimal, Decimal), rules: &RuleSet) -> Method {
    if target.0 != target.1 {
        return Method::WithinRange;
    }
    if target.0.is_zero() {
        return Method::TargetZero;
    }
    match (sense, rules.reverse.variant) {
        (Sense::Down, ReverseVariant::Deduction) => Method::ReverseDeduction,
        (Sense::Down, ReverseVariant::Ratio) => Method::ReverseRatio,
        (Sense::Up | Sense::Over | Sense::Exact, _) => Method::Proportional,
    }
}

#[cfg(test)]
mod tests {
    use super::{holds, holds_white_space};

    #[test]
    fn words_are_found_as_parts_of_texts() {
        for text in ["", "甲", "公用经费控制率", "培训班次", "aab", "次次"] {
            for word in [
                "",
                "甲",
                "控制率",
                "公用",
                "次",
                "班次",
                "ab",
                "aabb",
                "率控",
            ] {
                assert_eq!(holds(text, word), text.contains(word), "{text} {word}");
            }
        }
    }

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
