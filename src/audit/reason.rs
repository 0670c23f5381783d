//! Checks on reasons 偏差原因 and measures 改进措施, and on leftovers of a template.

use ecow::EcoString;

use super::likeness::{ComparableText, Likeness};
use super::row::IndicatorRow;
use super::{Case, Check, EVERY, MOST_NAMES, SELF, listed};
use crate::base::{WordStarts, holds_any, is_letter_or_digit};
use crate::finding::reason::{MEASURE_MISSING, PLACEHOLDER_LEFT, REASON_COPIED, REASON_MISSING};
use crate::finding::{Fact, Field, Problem};
use crate::model::{CellRef, Explanation, HeadingTopic, Indicator};
use crate::rules::AuditBounds;

/// A deviation has a reason where the form has a cell for it.
pub(super) const MISSING: Check = Check {
    codes: &[&REASON_MISSING],
    stages: SELF,
    run: |case, problems| {
        problems.extend(execution(case));
        for (row, explanation) in case.explained() {
            let Some(place) = explanation.filter(|e| e.asked != HeadingTopic::Remark) else {
                continue;
            };
            if !row.is_exempt() && !place.is_given() {
                problems.extend(deviation(case, row).map(|problem| problem.at(place.cell)));
            }
        }
    },
};

/// The problem that execution is low and has no reason.
fn execution(case: &Case<'_>) -> Option<(Problem, Option<CellRef>)> {
    let place = case.annex.execution.as_ref()?;
    let (bound, rate) = (
        case.rules.audit.explained_below,
        case.evaluation.execution.rate?,
    );
    let given = match place.asked {
        // A blank column for remarks requires nothing; a remark on the adjustment is no reason.
        HeadingTopic::Remark => !place.is_given() || names_cause(&place.reason),
        HeadingTopic::Reason | HeadingTopic::ReasonAndMeasures => place.is_given(),
    };
    let facts = [("expected", Fact::Rate(bound)), ("found", Fact::Rate(rate))];
    let short = rate < bound && !given;
    short.then(|| REASON_MISSING.case("execution", facts).at(place.cell))
}

/// Whether a remark can be the reason for low execution.
fn names_cause(remark: &str) -> bool {
    let adjusts = holds_any(remark, &["调整", "调增", "调减", "追加"]);
    let causes = [
        "因", "由于", "未", "结余", "结转", "节约", "支出", "支付", "执行",
    ];
    !adjusts || holds_any(remark, &causes)
}

/// The problem that an indicator has a deviation without a reason.
fn deviation(case: &Case<'_>, row: IndicatorRow<'_>) -> Option<Problem> {
    let name = ("indicator", Fact::text(row.indicator.name.clone()));
    let lost = row.loss().filter(|(filed, _)| !case.shared(filed));
    if let Some((filed, points)) = lost {
        let score = ("score", Fact::Points(filed.value));
        let facts = [name, score, ("points", Fact::Points(points))];
        return Some(REASON_MISSING.case("score", facts));
    }
    if row.misses() {
        return Some(REASON_MISSING.case("completion", [name]));
    }
    let bound = case.rules.over_fulfilled.from;
    let found = row.result.surplus_rate().filter(|rate| *rate >= bound)?;
    let (expected, found) = (Fact::Rate(bound), Fact::Rate(found));
    Some(REASON_MISSING.case("above", [name, ("expected", expected), ("found", found)]))
}

/// A missed target has measures beside its reason where the form has a place for both.
pub(super) const MEASURES: Check = Check {
    codes: &[&MEASURE_MISSING],
    stages: SELF,
    run: |case, problems| {
        for (row, explanation) in case.explained() {
            let Some(given) = explanation.filter(|e| e.is_given()) else {
                continue;
            };
            let amiss = row.misses() || row.loss().is_some();
            if amiss && !row.is_exempt() && lacks_measures(given, &case.rules.audit) {
                let name = Fact::text(row.indicator.name.clone());
                problems.push(MEASURE_MISSING.with([("indicator", name)]).at(given.cell));
            }
        }
    },
};

fn lacks_measures(given: &Explanation, bounds: &AuditBounds) -> bool {
    let named = |text: &str| holds_any(text, &bounds.measures) || takes_steps(text, bounds);
    match &given.measures {
        Some(own) => own.is_empty() && !named(&given.reason),
        None => given.asked == HeadingTopic::ReasonAndMeasures && !named(&given.reason),
    }
}

/// Whether a text describes measures: a part of a sentence that begins with a step, or a further sentence, that does
/// not describe what went wrong: 完善手续, but not 沟通不畅.
fn takes_steps(text: &str, bounds: &AuditBounds) -> bool {
    let begins = |part: &str| {
        let done = part.strip_prefix(['已', '要', '应', '需', '并', '再']);
        let part = done.unwrap_or(part);
        bounds.steps.iter().any(|word| part.starts_with(&**word))
    };
    let amiss = WordStarts::of(AMISS);
    let sound = |part: &str| part.contains(is_letter_or_digit) && !amiss.any(part, AMISS);
    let mut sentences = text.split(['；', ';']).skip(1);
    parts(text).any(|part| begins(part) && sound(part)) || sentences.any(sound)
}

/// Parts of a sentence: the text between punctuation marks.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_letter_or_digit(c))
}

/// Words for what went wrong.
const AMISS: &[&str] = &[
    "不", "未", "没", "无", "难", "缓", "慢", "滞后", "晚", "迟", "延", "停", "缺", "少", "因",
    "受", "由于", "导致", "造成", "影响", "取消", "下降", "偏低", "变动", "变更", "流标", "外出",
    "耗时",
];

/// No two indicators of a form have the same reason.
pub(super) const COPIED: Check = Check {
    codes: &[&REASON_COPIED],
    stages: SELF,
    run: |case, problems| {
        let likeness = Likeness::of(case.rules.audit.likeness);
        let mut open: Vec<_> = compared(case).collect();
        while !open.is_empty() {
            let (cell, first, name) = open.remove(0);
            let like = |other: &ComparableText| other.is_like(&first, likeness);
            let (same, others): (Vec<_>, Vec<_>) =
                open.into_iter().partition(|(_, other, _)| like(other));
            open = others;
            let again = same.iter().filter(|(at, ..)| *at != cell).count();
            if again > 0 {
                let names = std::iter::once(name).chain(same.into_iter().map(|(.., name)| name));
                problems.push(copied(&names.collect::<Vec<_>>()).at(cell));
            }
        }
    },
};

/// The reasons that are compared with each other, without leftovers of a template.
fn compared<'a>(case: &Case<'a>) -> impl Iterator<Item = (CellRef, ComparableText, &'a str)> {
    let unit = case.filing.unit.name.as_ref();
    let unit = unit.map_or("", |name| name.value.as_str());
    let shortest = case.rules.audit.copied_from;
    let placeholders = Placeholders::of(&case.rules.audit);
    case.explained().filter_map(move |(row, explanation)| {
        let given = explanation.filter(|e| e.is_given())?;
        if placeholders.is_left_in(&given.reason) {
            return None;
        }
        if row.is_exempt() || row.is_full() && says_nothing_amiss(&given.reason) {
            return None;
        }
        let wording = ComparableText::of(&given.reason, &[unit], shortest)?;
        Some((given.cell, wording, row.indicator.name.as_str()))
    })
}

/// Whether a text explains nothing: 已按计划完成.
fn says_nothing_amiss(text: &str) -> bool {
    let says = |words: &[&str]| holds_any(text, words);
    says(&["完成", "达标", "达到", "无偏差", "正常"]) && !says(&["未", "超", "不足", "滞后"])
}

fn copied(names: &[&str]) -> Problem {
    let count = Fact::Count(u64::try_from(names.len()).unwrap_or(u64::MAX));
    REASON_COPIED.with([
        ("count", count),
        ("indicators", Fact::text(listed(names, MOST_NAMES, "…"))),
    ])
}

/// No placeholder of a template is left.
pub(super) const PLACEHOLDERS: Check = Check {
    codes: &[&PLACEHOLDER_LEFT],
    stages: EVERY,
    run: |case, problems| {
        let filing = case.filing;
        let placeholders = Placeholders::of(&case.rules.audit);
        let left = |text: &str| placeholders.is_left_in(text);
        for indicator in &filing.indicators {
            for (field, typed, cell) in values(indicator) {
                if left(typed) {
                    let found = ("found", Fact::text(typed.clone()));
                    let facts_of = [("field", Fact::from(field)), found];
                    problems.push(PLACEHOLDER_LEFT.case("value", facts_of).at(cell));
                }
            }
        }
        for (text, cell) in texts(case).filter(|(text, _)| left(text)) {
            let found = [("found", Fact::text(text.clone()))];
            problems.push(PLACEHOLDER_LEFT.case("text", found).at(cell));
        }
    },
};

/// Placeholders of a template, to be replaced by the unit's own text.
pub(crate) struct Placeholders<'r> {
    bounds: &'r AuditBounds,
    begins: WordStarts,
}

impl<'r> Placeholders<'r> {
    pub(crate) fn of(bounds: &'r AuditBounds) -> Self {
        Self {
            bounds,
            begins: WordStarts::of(&bounds.placeholders).or(WordStarts::of(&bounds.samples)),
        }
    }

    /// Whether one of them is left in a text.
    pub(crate) fn is_left_in(&self, text: &str) -> bool {
        let stands = |words: &[Box<str>], counts: fn(PlaceholderContext<'_>) -> bool| {
            words.iter().any(|p| is_left(text, p, counts))
        };
        let (left, examples) = (&*self.bounds.placeholders, &*self.bounds.samples);
        self.begins.any_of(text, [left, examples])
            && (stands(left, is_no_word) || stands(examples, is_alone))
    }
}

fn values(indicator: &Indicator) -> impl Iterator<Item = (Field, &EcoString, CellRef)> {
    let target = indicator
        .target
        .as_ref()
        .map(|t| (Field::Target, &t.typed, t.cell));
    let actual = indicator
        .actual
        .as_ref()
        .map(|a| (Field::Actual, &a.typed, a.cell));
    target.into_iter().chain(actual)
}

/// Names and texts of a form.
fn texts<'a>(case: &Case<'a>) -> impl Iterator<Item = (&'a EcoString, CellRef)> {
    let filing = case.filing;
    let name = filing.unit.name.as_ref();
    let heads = [name, filing.project.as_deref(), filing.goal.as_ref()]
        .into_iter()
        .flatten();
    let names = filing.indicators.iter().map(|i| (&i.name, i.cell));
    let reasons = case.annex.indicators.iter().flatten();
    let reasons = reasons.chain(&case.annex.execution);
    let heads = heads.map(|text| (&text.value, text.cell));
    heads
        .chain(names)
        .chain(reasons.map(|e| (&e.reason, e.cell)))
}

/// The text before a placeholder, the placeholder, and the text behind it.
type PlaceholderContext<'t> = [&'t str; 3];

/// Whether a placeholder occurs in `text` in a context that counts.
fn is_left(text: &str, placeholder: &str, counts: fn(PlaceholderContext<'_>) -> bool) -> bool {
    let mut places = text.match_indices(placeholder);
    places.any(|(at, _)| {
        let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
        let behind = rest.get(placeholder.len()..).unwrap_or_default();
        counts([before, placeholder, behind])
    })
}

/// Whether a placeholder is no part of a word, as XX is between letters of its case.
fn is_no_word([before, placeholder, behind]: PlaceholderContext<'_>) -> bool {
    let large = placeholder.contains(|c: char| c.is_ascii_uppercase());
    let letter = |c: char| c.is_ascii_alphabetic() && !"xX".contains(c);
    let beside = [before.chars().last(), behind.chars().next()];
    let word = beside
        .into_iter()
        .flatten()
        .any(|c| letter(c) && c.is_ascii_uppercase() == large);
    !(word && placeholder.contains(|c: char| c.is_ascii_alphabetic()))
}

/// Whether 示例 is at the beginning or in brackets, with no letter behind it.
fn is_alone([before, _, behind]: PlaceholderContext<'_>) -> bool {
    let opens = before.is_empty() || before.ends_with(['(', '（', '【', '“']);
    opens && !behind.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{is_alone, is_left, is_no_word, names_cause};

    #[test]
    fn what_is_left_of_a_pattern() {
        for (text, placeholder, left) in [
            ("≥**人", "**", true),
            ("建设XX个", "XX", true),
            ("XXX项目", "XX", true),
            ("EXXON", "XX", false),
            ("exxon", "xx", false),
            ("≥XXkm", "XX", true),
            ("≥**km", "**", true),
        ] {
            assert_eq!(is_left(text, placeholder, is_no_word), left, "{text}");
        }
        for (text, left) in [
            ("示例：100人", true),
            ("建成示例点5个", false),
            ("示例区教育局", false),
            ("（示例）", true),
        ] {
            assert_eq!(is_left(text, "示例", is_alone), left, "{text}");
        }
    }

    #[test]
    fn a_remark_on_the_adjustment_is_no_reason() {
        assert!(!names_cause("年中调增52.13万元，预算调整率12.02%"));
        assert!(names_cause("年中调增资金未及时下达"));
        assert!(names_cause("项目推迟"));
    }
}
