//! From a rule file as written to a rule set that holds: every problem is found in one pass.

mod midyear;
mod reweight;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;
use toml::Spanned;

use super::method::{Measured, Method, Step};
use super::problems::Problems;
use super::raw::{Figure, RawBand, RawGrade, RawMethod, RawPattern, RawReverse, RawRules, RawStep};
use super::ruleset::{
    Band, ExecutionRule, GradeBand, Pattern, Reverse, RuleSet, RuleStamp, ScoreRounding, Title,
};
use crate::finding::{Code, Severity};
use value::{above_zero, bounded, figure, phrases, places, share_of, word, words, year};

/// The rule set, if nothing is wrong; `None` after a problem without which it cannot be built.
pub(super) fn rules(raw: RawRules, sha256: &str, problems: &mut Problems<'_>) -> Option<RuleSet> {
    let title = Title {
        zh: words(&raw.title.zh, problems),
        en: words(&raw.title.en, problems),
    };
    let id = id(&raw.id, problems);
    let basis = basis(&raw.basis, problems);
    let total_points = above_zero(&raw.total, problems);
    let plausible = above_zero(&raw.plausible_budget_yuan, problems);
    let rounding = ScoreRounding {
        rate: raw.rounding.rate.as_ref().and_then(|r| places(r, problems)),
        score: places(&raw.rounding.score, problems).unwrap_or(RuleSet::FOUR_PLACES),
    };
    let year = raw.year.as_ref().and_then(|y| year(y, problems));
    let execution = ExecutionRule {
        points: share_of(&raw.execution.points, total_points, problems),
        method: method(&raw.execution.method, problems),
    };
    not_for_execution(&raw.execution.method, problems);
    let zero_budget = word(&raw.execution.zero_budget, problems);
    let over = bounded(
        &raw.over_fulfilled.from,
        (Decimal::ONE, Decimal::ONE_THOUSAND),
        problems,
    );
    let rule_set = RuleSet {
        stamp: RuleStamp {
            id,
            title: title.zh.clone(),
            basis,
            sha256: sha256.into(),
            workbook: None,
        },
        title,
        year,
        rounding,
        total_points: total_points?,
        grades: grades(&raw.grade, problems),
        execution,
        zero_budget: zero_budget?,
        reverse: reverse(&raw.reverse, problems)?,
        bands: bands(&raw.band, problems),
        over_fulfilled_from: over?,
        over_fulfilled_deductions: ascending(&raw.over_fulfilled.deduction, problems),
        nothing_incurred: phrases(&raw.nothing_incurred.phrases, problems),
        reweight: raw
            .reweight
            .as_ref()
            .map(|r| reweight::weights(r, total_points, problems)),
        midyear: raw
            .midyear
            .as_ref()
            .and_then(|m| midyear::midyear(m, problems)),
        patterns: raw
            .indicator
            .iter()
            .filter_map(|p| pattern(p, problems))
            .collect(),
        plausible_budget_yuan: plausible?,
        severities: severities(&raw.severity, problems),
    };
    Some(rule_set)
}

fn id(text: &Spanned<String>, problems: &mut Problems<'_>) -> Box<str> {
    let id = words(text, problems);
    if id.contains(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')) {
        problems.say(
            text.span(),
            "id 只能用小写字母、数字和连字符",
            "id takes lower-case letters, digits and hyphens only",
        );
    }
    id
}

fn basis(list: &Spanned<Vec<Spanned<String>>>, problems: &mut Problems<'_>) -> Vec<Box<str>> {
    if list.get_ref().is_empty() {
        problems.say(
            list.span(),
            "至少写明一份依据文件",
            "name at least one document the rules implement",
        );
    }
    phrases(list.get_ref(), problems)
}

/// Bands from the best down, the last from 0, every name once.
fn grades(raw: &Spanned<Vec<RawGrade>>, problems: &mut Problems<'_>) -> Vec<GradeBand> {
    let mut names = BTreeSet::new();
    let mut bound: Option<Decimal> = None;
    let mut bands = Vec::new();
    for grade in raw.get_ref() {
        for name in std::iter::once(&grade.name).chain(&grade.aliases) {
            if !names.insert(words(name, problems)) {
                problems.say(name.span(), "等级名称重复", "grade name used twice");
            }
        }
        let Some(from) = figure(&grade.from, problems) else {
            continue;
        };
        if bound.is_some_and(|above| from >= above) {
            problems.say(
                grade.from.span(),
                "等级下限须从高到低递减",
                "grade bounds must decrease from the best down",
            );
        }
        bound = Some(from);
        bands.push(GradeBand {
            name: Arc::from(grade.name.get_ref().trim()),
            aliases: grade
                .aliases
                .iter()
                .map(|a| a.get_ref().trim().into())
                .collect(),
            from,
        });
    }
    if bound != Some(Decimal::ZERO) {
        let span = raw.get_ref().last().map_or(raw.span(), |g| g.from.span());
        problems.say(
            span,
            "最后一档的下限应为 0",
            "the last grade must begin at 0",
        );
    }
    bands
}

fn reverse(raw: &RawReverse, problems: &mut Problems<'_>) -> Option<Reverse> {
    let groups = phrases(&raw.groups, problems);
    let names = phrases(&raw.names, problems);
    let except = phrases(&raw.except, problems);
    Some(Reverse {
        variant: word(&raw.variant, problems)?,
        groups,
        names,
        except,
    })
}

/// Qualitative bands from 100 down to 0 without a gap, every phrase in one band only.
fn bands(raw: &Spanned<Vec<RawBand>>, problems: &mut Problems<'_>) -> Vec<Band> {
    let mut upper = Decimal::ONE_HUNDRED;
    let mut seen = BTreeSet::new();
    let mut bands = Vec::new();
    for band in raw.get_ref() {
        let percent = (Decimal::ZERO, Decimal::ONE_HUNDRED);
        let to = bounded(&band.to, percent, problems);
        let from = bounded(&band.from, percent, problems);
        if to.is_some_and(|to| to != upper) {
            problems.say(
                band.to.span(),
                &format!("各档须从 100 起首尾相接，此处应为 {upper}"),
                &format!("bands must join from 100 down; {upper} expected here"),
            );
        }
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        if from >= to {
            problems.say(band.from.span(), "下限须小于上限", "from must be below to");
        }
        for phrase in &band.phrases {
            if !seen.insert(words(phrase, problems)) {
                problems.say(phrase.span(), "同一说法出现在两档", "phrase claimed twice");
            }
        }
        upper = from;
        bands.push(Band {
            from,
            to,
            phrases: phrases(&band.phrases, problems),
        });
    }
    if !upper.is_zero() {
        problems.say(raw.span(), "最后一档须到 0", "the last band must reach 0");
    }
    bands
}

/// Steps by rising bound, shares within 0–1.
fn ascending(raw: &[RawStep], problems: &mut Problems<'_>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for step in raw {
        let share = bounded(&step.share, (Decimal::ZERO, Decimal::ONE), problems);
        let from = bounded(&step.from, (Decimal::ZERO, Decimal::ONE_THOUSAND), problems);
        let (Some(from), Some(share)) = (from, share) else {
            continue;
        };
        if steps.last().is_some_and(|before| from <= before.from) {
            problems.say(step.from.span(), "各档的 from 须递增", "from must increase");
        }
        steps.push(Step { from, share });
    }
    steps
}

fn method(raw: &Spanned<RawMethod>, problems: &mut Problems<'_>) -> Method {
    match raw.get_ref() {
        RawMethod::Proportional {} => Method::Proportional,
        RawMethod::ReverseDeduction {} => Method::ReverseDeduction,
        RawMethod::ReverseRatio {} => Method::ReverseRatio,
        RawMethod::BudgetUtilisation {} => Method::BudgetUtilisation,
        RawMethod::DeductPerUnit { unit, deduct } => Method::DeductPerUnit {
            unit: above_zero(unit, problems).unwrap_or(Decimal::ONE),
            deduct: above_zero(deduct, problems).unwrap_or(Decimal::ONE),
        },
        RawMethod::Steps { of, steps } => {
            if steps.get_ref().is_empty() {
                problems.say(steps.span(), "至少要有一档", "at least one step is needed");
            }
            Method::Steps {
                of: of
                    .as_ref()
                    .and_then(|w| word(w, problems))
                    .unwrap_or(Measured::Completion),
                steps: ascending(steps.get_ref(), problems),
            }
        }
        RawMethod::PassLine { from } => Method::PassLine {
            from: pass_line(from, problems),
        },
        RawMethod::AllOrNothing {} => Method::AllOrNothing,
        RawMethod::Qualitative {} => Method::Qualitative,
        RawMethod::NothingIncurred {} => Method::NothingIncurred,
    }
}

fn pass_line(from: &Spanned<Figure>, problems: &mut Problems<'_>) -> Decimal {
    let value = bounded(from, (Decimal::ZERO, Decimal::ONE), problems).unwrap_or_default();
    if value == Decimal::ONE {
        problems.say(
            from.span(),
            "及格线须小于 1",
            "the pass line must be below 1",
        );
    }
    value
}

/// Execution is a rate: methods that need a target of their own cannot score it.
fn not_for_execution(raw: &Spanned<RawMethod>, problems: &mut Problems<'_>) {
    let fits = matches!(
        raw.get_ref(),
        RawMethod::Proportional {} | RawMethod::Steps { .. } | RawMethod::PassLine { .. }
    );
    if !fits {
        problems.say(
            raw.span(),
            "预算执行只能用 proportional、steps 或 pass-line",
            "execution takes proportional, steps or pass-line only",
        );
    }
}

fn pattern(raw: &Spanned<RawPattern>, problems: &mut Problems<'_>) -> Option<Pattern> {
    let typed = raw.get_ref();
    let names = phrases(&typed.names, problems);
    let groups = phrases(&typed.groups, problems);
    let comparator = typed.comparator.as_ref().map(|w| word(w, problems));
    let target = typed.target.as_ref().map(|w| word(w, problems));
    if names.is_empty() && groups.is_empty() && comparator.is_none() && target.is_none() {
        problems.say(
            raw.span(),
            "至少写一个条件（names、groups、comparator、target）",
            "give at least one condition (names, groups, comparator, target)",
        );
    }
    let method = method(&typed.method, problems);
    Some(Pattern {
        names,
        groups,
        comparator: option(comparator)?,
        target: option(target)?,
        method,
    })
}

/// A key that is absent is fine, one that is wrong is not.
fn option<T>(key: Option<Option<T>>) -> Option<Option<T>> {
    match key {
        None => Some(None),
        Some(None) => None,
        Some(value) => Some(value),
    }
}

fn severities(
    raw: &BTreeMap<Spanned<String>, Spanned<String>>,
    problems: &mut Problems<'_>,
) -> BTreeMap<&'static Code, Severity> {
    let mut severities = BTreeMap::new();
    for (key, value) in raw {
        let severity = word(value, problems);
        match Code::named(key.get_ref()) {
            Some(code) => severities.extend(severity.map(|s| (code, s))),
            None => problems.say(
                key.span(),
                &format!("没有代码为“{}”的问题", key.get_ref()),
                &format!("no finding has the code `{}`", key.get_ref()),
            ),
        }
    }
    severities
}
