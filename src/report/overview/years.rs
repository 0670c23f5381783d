//! 与上年相比: what the overview says about the year before.

use rust_decimal::Decimal;

use super::facts::{Base, Fact, Share};
use crate::base::lang::{Text, worded};
use crate::compare::{Averages, Comparison, Link, averages};
use crate::model::Kind;
use crate::report::Scope;
use crate::report::change;
use crate::report::context::Context;
use crate::report::formula::{quoted, rounds_to};

/// The facts at the left; none without a year before.
pub(super) fn facts(context: &Context) -> Vec<Fact> {
    let Some(comparison) = context.comparison else {
        return Vec::new();
    };
    let kind = kind(comparison);
    let before = averages(comparison.before(kind));
    let now = averages(comparison.now(kind));
    let mut facts = vec![Fact::new("【与上年相比】", "[Year before]", None)];
    facts.extend(centres(context, &before, &now));
    facts.push(
        Fact::new("总体执行率（上年）", "Execution before", None)
            .rated(before.execution_rate, None),
    );
    facts.push(
        Fact::new("　变动（百分点）", "  change", None)
            .rated(difference(now.execution_rate, before.execution_rate), None),
    );
    facts.extend(causes(comparison, kind));
    facts
}

/// What the comparison is mainly about.
pub(super) fn main_kind(context: &Context) -> Kind {
    context.comparison.map_or(Kind::Unit, kind)
}

/// Units, or projects where there are no units.
fn kind(comparison: &Comparison) -> Kind {
    let units = comparison
        .now(Kind::Unit)
        .chain(comparison.before(Kind::Unit));
    if units.count() > 0 {
        Kind::Unit
    } else {
        Kind::Project
    }
}

fn difference(now: Option<Decimal>, before: Option<Decimal>) -> Option<Decimal> {
    now?.checked_sub(before?)
}

/// Mean and median of the year before, and how they changed.
fn centres(context: &Context, before: &Averages, now: &Averages) -> Vec<Fact> {
    let pairs = [
        ("AVERAGE", before.mean, now.mean),
        ("MEDIAN", before.median, now.median),
    ];
    let names = [
        [
            ("平均分（上年）", "Mean before"),
            ("平均分（本年）", "Mean now"),
        ],
        [
            ("中位数（上年）", "Median before"),
            ("中位数（本年）", "Median now"),
        ],
    ];
    let facts = pairs
        .into_iter()
        .zip(names)
        .flat_map(|((function, old, new), [was, is])| {
            let centre = |(zh, en), figure, column: &str| Fact {
                formula: formula(context, function, column),
                ..Fact::new(zh, en, figure)
            };
            let change = Fact::new("　变动", "  change", difference(new, old));
            // Above this part, the overview of the whole has this year's already.
            let is = (context.scope == Scope::Comparison).then(|| centre(is, new, "本年总分"));
            [Some(centre(was, old, "上年总分")), is, Some(change)]
        });
    facts.flatten().collect()
}

/// A figure over a column of totals; none where the parts of a merged unit have no row of their own.
fn formula(context: &Context, function: &str, column: &str) -> Option<String> {
    let comparison = context.comparison?;
    let mut merged = comparison.linked(kind(comparison), Link::Merged);
    let all_shown = merged.next().is_none();
    all_shown.then(|| format!("ROUND({function}({{同比!{column}:}}),2)"))
}

/// The mean change of the comparable units, and its causes.
fn causes(comparison: &Comparison, kind: Kind) -> Vec<Fact> {
    let movement = comparison.movement(kind);
    let mean = |part: &str| format!("ROUND(AVERAGE({{同比!{part}:}}),2)");
    let mut facts = vec![
        Fact::new(
            "可比单位平均变动",
            "Mean change, comparable",
            movement.change,
        )
        .from(&mean("总分变动")),
    ];
    let Some(split) = movement.split else {
        return facts;
    };
    let performance = Fact::new("　其中：业绩", "  by performance", Some(split.performance));
    let (plan, rules) = (mean("指标与权重"), mean("规则"));
    // Means are formulas where Excel's rounding comes to them; the rest that rounding leaves is performance.
    let complete =
        movement.splits == movement.comparable && rounds_to(movement.change, split.change(), 2);
    facts.push(if complete {
        performance.from(&format!("ROUND({}-{plan}-{rules},2)", mean("总分变动")))
    } else {
        performance
    });
    facts.push(Fact::new("　　　　指标与权重", "  by indicators", Some(split.plan)).from(&plan));
    facts.push(Fact::new("　　　　规则", "  by rules", Some(split.rules)).from(&rules));
    facts
}

/// Grades of the year before, directions and links at the right.
pub(super) fn shares(context: &Context) -> Vec<Share> {
    let Some(comparison) = context.comparison else {
        return Vec::new();
    };
    let kind = kind(comparison);
    let mut shares = grades(context, comparison, kind);
    shares.extend(directions(context, comparison, kind));
    shares.extend(links(context, comparison, kind));
    shares
}

fn grades(context: &Context, comparison: &Comparison, kind: Kind) -> Vec<Share> {
    let before = averages(comparison.before(kind));
    let bands = context.assessment.rules.grades.iter();
    bands
        .map(|band| {
            let count = before.graded(&band.name);
            Share {
                name: worded!(context.lang, "上年等级 {}", "Grade {} before", band.name),
                count,
                base: Base::Of(before.ranked),
                formula: None,
            }
        })
        .collect()
}

fn directions(context: &Context, comparison: &Comparison, kind: Kind) -> Vec<Share> {
    let movement = comparison.movement(kind);
    let names = [
        (Text::new("▲ 总分上升", "▲ total up"), "\">0\""),
        (Text::new("▼ 总分下降", "▼ total down"), "\"<0\""),
        (Text::new("— 总分持平", "– total level"), "0"),
    ];
    let directions = names.into_iter().zip(movement.directions);
    directions
        .map(|((name, condition), count)| Share {
            name: name.get(context.lang).to_owned(),
            count,
            base: Base::Of(movement.comparable),
            formula: Some(format!("COUNTIF({{同比!总分变动:}},{condition})")),
        })
        .collect()
}

fn links(context: &Context, comparison: &Comparison, kind: Kind) -> Vec<Share> {
    comparison
        .links(kind)
        .map(|(title, count)| {
            let word = title.get(context.lang);
            Share {
                name: worded!(context.lang, "衔接：{word}", "Link: {word}"),
                count,
                base: Base::Nothing,
                formula: Some(format!("COUNTIF({{同比!衔接:}},{})", quoted(word))),
            }
        })
        .collect()
}

/// Sentences below the facts.
pub(super) fn sentences(context: &Context) -> Vec<String> {
    context
        .comparison
        .map_or_else(Vec::new, |c| change::summary_of(c, kind(c), context.lang))
}

/// Rows of this part.
pub(super) fn count(context: &Context) -> usize {
    facts(context).len().max(shares(context).len())
}
