//! One indicator recomputed: the values of its cells, the method, the score, and its basis.

use rust_decimal::Decimal;

use super::case::{Case, ReverseVariant, Sense};
use super::choice::{self, StatedMethod};
use super::earned::{Merit, PointsEarned, ScoreRounding, StepMeasure, kept};
use super::method::Method;
use super::reading::{Reading, is_numeric, read, statement_in};
use super::ruleset::{RuleSet, UnknownActual};
use super::standard::graded;
use crate::base::number::Rate;
use crate::model::{
    Basis, Content, Filing, Funding, Indicator, IndicatorResult, MethodKind, Objection, Quantity,
    Unscored,
};

/// The indicator under the rules, within its form.
pub(super) fn evaluate(
    indicator: &Indicator,
    filing: &Filing,
    rules: &RuleSet,
    execution: Option<Rate>,
) -> IndicatorResult {
    let reading = read(indicator, filing, rules, execution);
    let MethodResult {
        kind: method,
        merit,
        objection,
    } = judge(indicator, filing, rules, &reading);
    let completion = completion(merit, &reading);
    let completion = completion.and_then(|rate| rate.rounded(RuleSet::FOUR_PLACES));
    let (score, basis) = settle(indicator, rules, (merit, objection), rules.rounding);
    let printed = indicator.completion.as_ref().map(|f| f.value);
    let sign = indicator.target.as_ref().and_then(|t| t.value.comparator);
    IndicatorResult {
        method,
        upward: method.is_upward(sign),
        completion_rate: completion.or(printed),
        completion,
        score,
        basis,
        band: band(indicator, rules).map(Box::new),
        assumed: match reading {
            Reading::Figures(_, _, assumed) => assumed.map(Box::new),
            _ => None,
        },
        objection,
    }
}

/// 指标完成率 by the method in force; where a standard is not read, by sign and target.
fn completion(merit: Result<Merit, Unscored>, reading: &Reading) -> Option<Rate> {
    match (merit, reading) {
        (Ok(merit), _) => merit.completion,
        (Err(Unscored::StandardUnread), Reading::Figures(case, ..)) => case.completion(),
        _ => None,
    }
}

/// The method that applies to an indicator, and its result before any rounding.
#[must_use]
pub fn merit(
    indicator: &Indicator,
    filing: &Filing,
    rules: &RuleSet,
) -> (MethodKind, Option<Merit>) {
    let execution = filing.funding.as_ref().and_then(Funding::execution_rate);
    let reading = read(indicator, filing, rules, execution);
    let judged = judge(indicator, filing, rules, &reading);
    (judged.kind, judged.merit.ok())
}

/// The score under each of some roundings, and what it rests on.
pub(super) fn scores(
    indicator: &Indicator,
    filing: &Filing,
    rules: &RuleSet,
    roundings: &[ScoreRounding],
) -> Vec<(Option<Decimal>, Basis)> {
    let execution = filing.funding.as_ref().and_then(Funding::execution_rate);
    let reading = read(indicator, filing, rules, execution);
    let judged = judge(indicator, filing, rules, &reading);
    let score = |rounding: &ScoreRounding| {
        settle(
            indicator,
            rules,
            (judged.merit, judged.objection),
            *rounding,
        )
    };
    roundings.iter().map(score).collect()
}

const FULL: Merit = Merit {
    completion: Some(Rate::of(Decimal::ONE)),
    earned: PointsEarned::Share(Rate::of(Decimal::ONE)),
};

/// The method of an indicator with its result.
struct MethodResult {
    kind: MethodKind,
    merit: Result<Merit, Unscored>,
    /// Why what the form states is not used.
    objection: Option<Objection>,
}

impl MethodResult {
    const fn new(kind: MethodKind, merit: Result<Merit, Unscored>) -> Self {
        Self {
            kind,
            merit,
            objection: None,
        }
    }
}

/// The method that applies and its result for the reading.
fn judge(
    indicator: &Indicator,
    filing: &Filing,
    rules: &RuleSet,
    reading: &Reading,
) -> MethodResult {
    let pattern = choice::by_pattern(indicator, filing, rules);
    let by_words = || MethodResult::new(MethodKind::Qualitative, Err(Unscored::Qualitative));
    if pattern == Some(&Method::Qualitative) {
        return by_words();
    }
    let idle = pattern.is_none() && nothing_incurred(indicator, rules, reading);
    if idle || pattern == Some(&Method::NothingIncurred) {
        return MethodResult::new(MethodKind::NothingIncurred, Ok(idle_merit(reading)));
    }
    match reading {
        Reading::Figures(case, target, _) => {
            by_figures((indicator, filing), rules, (case, target), pattern)
        }
        // 定性 does not replace a missing actual value.
        Reading::Open(Unscored::NoActual) => open(indicator, rules, Unscored::NoActual),
        _ if pattern.is_none() && choice::is_judged(indicator) => by_words(),
        Reading::InTime => MethodResult::new(MethodKind::Deadline, Ok(FULL)),
        Reading::Open(reason) => open(indicator, rules, *reason),
    }
}

/// What cannot be recomputed; a blank or worded actual value with a numeric target and points is reported.
fn open(indicator: &Indicator, rules: &RuleSet, reason: Unscored) -> MethodResult {
    let points = indicator
        .points
        .as_ref()
        .is_some_and(|p| p.value > Decimal::ZERO);
    let filed = indicator.points.is_none() && indicator.reported.is_some();
    let numeric = is_numeric(indicator) && indicator.actual.is_some();
    let unknown = numeric && points;
    let (kind, objection) = match reason {
        Unscored::NoActual if unknown => (by_target(indicator, rules), Some(Objection::Missing)),
        Unscored::Worded if unknown || numeric && filed && is_dated(indicator) => {
            (MethodKind::Qualitative, Some(Objection::Worded))
        }
        _ => (kind_of(reason, indicator), None),
    };
    MethodResult {
        objection,
        ..MethodResult::new(kind, Err(reason))
    }
}

/// Whether a day stands where a figure should.
fn is_dated(indicator: &Indicator) -> bool {
    let actual = statement_in(indicator.actual.as_ref()).map(|a| &a.content);
    matches!(actual, Some(Content::Date(_)))
}

/// The method of a target without a comparable actual value.
fn by_target(indicator: &Indicator, rules: &RuleSet) -> MethodKind {
    let target = statement_in(indicator.target.as_ref());
    let content = target.map(|t| &t.content);
    if let Some(Content::Range(_)) = content {
        return MethodKind::WithinRange;
    }
    match target.map(|t| choice::sense(indicator, t, rules)) {
        Some(Sense::Down) if rules.reverse.variant == ReverseVariant::Ratio => {
            MethodKind::ReverseRatio
        }
        Some(Sense::Down) => MethodKind::ReverseDeduction,
        _ => MethodKind::Proportional,
    }
}

/// By the rules' pattern, what the form states, or sign and target: the first that can be used.
fn by_figures(
    (indicator, filing): (&Indicator, &Filing),
    rules: &RuleSet,
    (case, target): (&Case, &Quantity),
    pattern: Option<&Method>,
) -> MethodResult {
    let by = |method: Method| {
        let merit = method.merit(case);
        let merit = merit.map(|m| tempered(m, &method, case, rules));
        MethodResult::new(method.kind(), merit.ok_or(Unscored::OutOfRange))
    };
    let usable = |method: &Method| match method {
        Method::BudgetUtilisation => case.execution.is_some() && choice::is_amount(target, filing),
        // Bounds are fractions: 0.6 is passed by any number of things.
        Method::Steps { of, .. } => *of == StepMeasure::Completion || target.percent,
        _ => true,
    };
    if let Some(method) = pattern.filter(|method| usable(method)) {
        return by(method.clone().facing(case));
    }
    match choice::stated(indicator, (case, target), (filing, rules)) {
        StatedMethod::Method(method) => by(method),
        StatedMethod::Worth(kind, merit) => MethodResult::new(kind, Ok(merit)),
        StatedMethod::Refused(Objection::Unread) => MethodResult {
            objection: Some(Objection::Unread),
            ..MethodResult::new(MethodKind::Qualitative, Err(Unscored::StandardUnread))
        },
        refused => MethodResult {
            objection: match refused {
                StatedMethod::Refused(objection) => Some(objection),
                // The method of the rules does not apply to this target.
                _ => pattern
                    .filter(|m| **m != Method::BudgetUtilisation || case.execution.is_some())
                    .map(|_| Objection::Contradicts),
            },
            ..by(choice::by_sign(case))
        },
    }
}

/// How an indicator would be scored that cannot be: by the date, or by judgement.
fn kind_of(reason: Unscored, indicator: &Indicator) -> MethodKind {
    let dated = statement_in(indicator.target.as_ref())
        .is_some_and(|t| matches!(t.content, Content::Date(_)));
    if reason == Unscored::DateOpen || dated {
        MethodKind::Deadline
    } else {
        MethodKind::Qualitative
    }
}

/// Full marks; the ratio stays visible where there are figures.
fn idle_merit(reading: &Reading) -> Merit {
    let seen = match reading {
        Reading::Figures(case, ..) => Method::NothingIncurred.merit(case),
        _ => None,
    };
    seen.unwrap_or(Merit {
        completion: None,
        ..FULL
    })
}

/// Whether the form states 无发生额 and its figures do not contradict that: a missed target with spending does.
fn nothing_incurred(indicator: &Indicator, rules: &RuleSet, reading: &Reading) -> bool {
    let counted = is_numeric(indicator);
    let consistent = match reading {
        Reading::Figures(case, ..) => case.actual.is_zero() || case.met(),
        Reading::Open(
            Unscored::NoActual | Unscored::NotApplicable | Unscored::Worded | Unscored::Unreadable,
        ) => counted,
        _ => false,
    };
    let reason = indicator.reason.as_ref().map(|r| &*r.value);
    let actual = indicator.actual.as_ref().map(|a| &*a.typed);
    let mut texts = [reason, actual].into_iter().flatten();
    consistent && texts.any(|text| choice::contains_any(text, &rules.nothing_incurred.phrases))
}

/// The share kept far above target, where the rule set deducts for it.
fn tempered(merit: Merit, method: &Method, case: &Case, rules: &RuleSet) -> Merit {
    let applies = *method == Method::Proportional && case.sense != Sense::Down;
    let completion = merit.completion.and_then(Rate::value);
    let kept = completion.filter(|_| applies).and_then(|rate| {
        let steps = rules.over_fulfilled.deduction.iter().rev();
        steps.into_iter().find(|s| rate >= s.from)
    });
    match kept {
        Some(step) => Merit {
            earned: PointsEarned::Share(Rate::of(step.share)),
            ..merit
        },
        None => merit,
    }
}

/// The score and what it rests on: recomputed, kept as filed, or none.
fn settle(
    indicator: &Indicator,
    rules: &RuleSet,
    (merit, objection): (Result<Merit, Unscored>, Option<Objection>),
    rounding: ScoreRounding,
) -> (Option<Decimal>, Basis) {
    let Some(points) = indicator.points.as_ref().map(|p| p.value) else {
        return without_points(indicator, rules, merit.err());
    };
    if points.is_sign_negative() && !points.is_zero() {
        return (None, Basis::None(Unscored::OutOfRange));
    }
    let score = merit.and_then(|m| m.earned.score(points, rounding).ok_or(Unscored::OutOfRange));
    match score {
        Ok(score) => (Some(score), Basis::Recomputed),
        Err(reason) => match unknown(indicator, rules, (reason, objection)) {
            UnknownActual::Zero => (Some(Decimal::ZERO), Basis::Recomputed),
            UnknownActual::Kept => kept(&indicator.reported, points, reason),
            UnknownActual::NotRanked => (None, Basis::None(reason)),
        },
    }
}

/// The score under the rules for an actual value that is no figure; a form without such a column has no total.
fn unknown(
    indicator: &Indicator,
    rules: &RuleSet,
    (reason, objection): (Unscored, Option<Objection>),
) -> UnknownActual {
    match objection {
        Some(Objection::Missing) => rules.actual.missing,
        Some(Objection::Worded) => rules.actual.worded,
        _ if reason == Unscored::NoActual
            && indicator.actual.is_none()
            && is_numeric(indicator) =>
        {
            UnknownActual::NotRanked
        }
        _ if reason == Unscored::Unreadable && is_uncalculated(indicator) => {
            UnknownActual::NotRanked
        }
        _ => UnknownActual::Kept,
    }
}

/// Whether the actual value is a formula without a result.
fn is_uncalculated(indicator: &Indicator) -> bool {
    let actual = indicator.actual.as_ref();
    actual.is_some_and(|actual| actual.value.content == Content::Uncalculated)
}

/// A row without a weight: its filed score counts; a row with neither does not.
fn without_points(
    indicator: &Indicator,
    rules: &RuleSet,
    reason: Option<Unscored>,
) -> (Option<Decimal>, Basis) {
    if indicator.reported.is_none() {
        return (None, Basis::None(Unscored::NoPoints));
    }
    let reason = match reason {
        Some(Unscored::MeasuresDiffer) => Unscored::MeasuresDiffer,
        _ => Unscored::NoPoints,
    };
    match kept(&indicator.reported, rules.total_points, reason) {
        (None, _) => (None, Basis::None(Unscored::OutOfRange)),
        filed => filed,
    }
}

/// The band that the words of the actual value name, in points: by the form's own standard, else by the rules, where the
/// longest wording wins.
fn band(indicator: &Indicator, rules: &RuleSet) -> Option<(Decimal, Decimal)> {
    let Content::Text(words) = &statement_in(indicator.actual.as_ref())?.content else {
        return None;
    };
    let points = indicator.points.as_ref()?.value;
    let standard = indicator.criterion.as_ref().map(|c| &*c.value);
    if let Some(own) = standard.and_then(|text| graded(text, words, points)) {
        return Some((own, own));
    }
    let (band, _) = rules
        .bands
        .iter()
        .flat_map(|b| b.phrases.iter().map(move |p| (b, p)))
        .filter(|(_, phrase)| words.contains(&***phrase))
        .max_by_key(|(_, phrase)| phrase.len())?;
    let bound = |percent: Decimal| {
        let share = points
            .checked_mul(percent)?
            .checked_div(Decimal::ONE_HUNDRED)?;
        Some(rules.rounding.score.apply(share))
    };
    bound(band.from).zip(bound(band.to))
}
