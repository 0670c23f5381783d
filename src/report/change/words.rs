//! What is below the changes, and what they mean, in words.

use std::collections::BTreeSet;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::columns::is_split;
use crate::base::lang::{Lang, Text, worded};
use crate::base::number::percent;
use crate::compare::{Averages, Comparison, Movement, Origin, Pair, Provenance, averages};
use crate::model::Kind;
use crate::report::context::Context;
use crate::report::formula::places;
use crate::report::shortlist;

/// Units named at either end at most.
const NAMED: usize = 3;

/// What the row of sums is called.
pub(super) fn sum_label(context: &Context, kind: Kind) -> String {
    let comparable = context
        .comparison
        .map_or(0, |c| c.movement(kind).comparable);
    worded!(
        context.lang,
        "变动合计（可比 {comparable} 个）",
        "Sum of changes ({comparable} comparable)"
    )
}

/// Sentences below the table.
pub(super) fn notes(context: &Context, kind: Kind) -> Vec<String> {
    let Some(comparison) = context.comparison else {
        return Vec::new();
    };
    let lang = context.lang;
    let method = Text::new(
        "注：变动＝本年−上年，▲为上升、▼为下降；名次变动▲为前移；合并单位没有单一的上年，不计变动；退出单位列在最后。",
        "Change = now − before: ▲ up, ▼ down; places won ▲ means a better rank. A merged unit has no single year before and no change. Units that are gone stand last.",
    );
    let mut notes = averaged(comparison, kind, lang);
    notes.extend([
        links(comparison, kind, lang),
        rules(comparison, lang),
        method.get(lang).to_owned(),
    ]);
    notes.extend(causes(context, comparison, kind));
    notes
}

/// 衔接：延续 12 个，更名 1 个 …
pub(in crate::report) fn links(comparison: &Comparison, kind: Kind, lang: Lang) -> String {
    let counts: Vec<String> = comparison
        .links(kind)
        .map(|(title, count)| worded!(lang, "{} {count} 个", "{} {count}", title.get(lang)))
        .collect();
    match lang {
        Lang::Zh => format!("衔接：{}。", counts.join("，")),
        Lang::En => format!("Links: {}.", counts.join(", ")),
    }
}

/// Under which rules each year was evaluated.
pub(in crate::report) fn rules(comparison: &Comparison, lang: Lang) -> String {
    let years = comparison.earlier.iter().chain([&comparison.current]);
    let years: Vec<String> = years.map(|year| stated(year, lang)).collect();
    let other = if comparison.rules_changed() {
        Text::new(
            "两年规则不同，变动中含规则变化",
            "the two years have different rules, so changes hold a change of rules",
        )
    } else {
        Text::new("两年规则相同", "both years have the same rules")
    };
    match lang {
        Lang::Zh => format!("口径：{}；{}。", years.join("；"), other.zh),
        Lang::En => format!("Rules: {}; {}.", years.join("; "), other.en),
    }
}

fn stated(year: &Provenance, lang: Lang) -> String {
    let name = year_name(year, lang);
    let hash: String = year.rules.sha256.chars().take(8).collect();
    let rules = &year.rules.id;
    match year.origin {
        Origin::Forms => worded!(
            lang,
            "{name}按规则 {rules}（{hash}）由自评表复算",
            "{name} from forms under {rules} ({hash})"
        ),
        Origin::Results(_) => worded!(
            lang,
            "{name}取自存档结果，当时规则 {rules}（{hash}）",
            "{name} from stored results under {rules} ({hash})"
        ),
    }
}

/// `2022年度`, or what it is called without a year.
pub(in crate::report) fn year_name(year: &Provenance, lang: Lang) -> String {
    match (year.year, lang) {
        (Some(year), Lang::Zh) => format!("{year}年度"),
        (Some(year), Lang::En) => year.to_string(),
        (None, Lang::Zh) => "年度不明".to_owned(),
        (None, Lang::En) => "a year not stated".to_owned(),
    }
}

/// Explanation of the split, or of why there is none.
fn causes(context: &Context, comparison: &Comparison, kind: Kind) -> Vec<String> {
    let lang = context.lang;
    if !is_split(context) {
        return remarks(comparison, lang);
    }
    let split = Text::new(
        "双口径：总分变动＝业绩＋指标与权重＋规则，逐单位相加分毫不差。业绩指实际完成值、执行率和定性评分的变化；指标与权重指指标、目标值、分值和预算的变化；规则指评分规则的变化。三者按所有先后次序逐一替换，各取平均影响（Shapley 值），所以规则放宽不会算作业绩进步。",
        "Causes: change = performance + indicators and weights + rules, exactly, unit by unit. Performance: actual values, execution rates, judged scores. Indicators and weights: indicators, targets, points, budgets. Rules: the rule set. Each part is the mean effect over all orders of exchanging the three (Shapley value), so an easier rule is not sold as progress.",
    );
    let movement = comparison.movement(kind);
    let left_out = (movement.splits < movement.comparable).then(|| match lang {
        Lang::Zh => format!(
            "可比的 {} 个中有 {} 个不能分解（换上另一年的指标或规则后算不出总分），三列为空。",
            movement.comparable,
            movement.comparable - movement.splits
        ),
        Lang::En => format!(
            "{} of {} comparable changes cannot be split: with the other year's indicators or rules they have no total.",
            movement.comparable - movement.splits,
            movement.comparable
        ),
    });
    let lines = [Some(split.get(lang).to_owned()), left_out];
    lines
        .into_iter()
        .flatten()
        .chain(gap(comparison, lang))
        .collect()
}

/// A note that the compared year is not the one before.
fn gap(comparison: &Comparison, lang: Lang) -> Option<String> {
    let (now, before) = (comparison.current.year?, comparison.previous()?.year?);
    let years = now.checked_sub(before).filter(|years| *years > 1)?;
    Some(worded!(
        lang,
        "注意：{before}年度与{now}年度相隔 {years} 年，“上年”指{before}年度，变动不是一年的变动。",
        "Note: {years} years lie between {before} and {now}; 'the year before' is {before}, and no change is that of one year."
    ))
}

/// Notes on the years: gaps between them, and what is not possible without stored results.
pub(crate) fn remarks(comparison: &Comparison, lang: Lang) -> Vec<String> {
    let remark = |(year, text): (&Provenance, Text)| {
        let name = year_name(year, lang);
        worded!(lang, "{name}：{}。", "{name}: {}.", text.get(lang))
    };
    let lacking = comparison.lacking().map(remark);
    gap(comparison, lang).into_iter().chain(lacking).collect()
}

/// Means, medians, execution rates and grades of both years.
pub(in crate::report) fn averaged(comparison: &Comparison, kind: Kind, lang: Lang) -> Vec<String> {
    let years = [
        averages(comparison.before(kind)),
        averages(comparison.now(kind)),
    ];
    let figure = |of: fn(&Averages) -> Option<Decimal>| {
        years.each_ref().map(|year| {
            let cents = |figure: Decimal| format!("{figure:.2}");
            of(year).map_or_else(|| "—".to_owned(), cents)
        })
    };
    let rate = |year: &Averages| year.execution_rate.map_or_else(|| "—".to_owned(), percent);
    let ([mean, median], rates) = (
        [figure(|y| y.mean), figure(|y| y.median)],
        years.each_ref().map(rate),
    );
    let centres = worded!(
        lang,
        "上年与本年：平均分 {} → {}，中位数 {} → {}，总体执行率 {} → {}。",
        "Before and now: mean {} → {}, median {} → {}, execution {} → {}.",
        mean[0],
        mean[1],
        median[0],
        median[1],
        rates[0],
        rates[1]
    );
    let names: BTreeSet<_> = years.iter().flat_map(|year| year.grades.keys()).collect();
    let [before, now] = &years;
    let grade = |name: &EcoString| {
        let (before, now) = (before.graded(name), now.graded(name));
        worded!(
            lang,
            "{name} {before} → {now} 个",
            "{name} {before} → {now}"
        )
    };
    let grades: Vec<_> = names.into_iter().map(grade).collect();
    let list = grades.join(Text::new("，", ", ").get(lang));
    let grades = (!grades.is_empty()).then(|| worded!(lang, "等级：{list}。", "Grades: {list}."));
    std::iter::once(centres).chain(grades).collect()
}

/// How much moved and why, with links, rules and remarks.
pub(crate) fn summary_of(comparison: &Comparison, kind: Kind, lang: Lang) -> Vec<String> {
    let mut sentences = moves(comparison, kind, lang);
    sentences.extend(terms(comparison, kind, lang));
    sentences
}

/// How much moved and why, the largest rises and falls.
pub(in crate::report) fn moves(comparison: &Comparison, kind: Kind, lang: Lang) -> Vec<String> {
    let movement = comparison.movement(kind);
    let changed = comparison.by_change(kind);
    let rises = changed.iter().filter(|(_, c)| *c > Decimal::ZERO);
    let falls = changed.iter().rev().filter(|(_, c)| *c < Decimal::ZERO);
    let mut sentences = vec![moved(&movement, lang)];
    let rise = Text::new("升幅最大", "Largest rises");
    sentences.extend(ends(rises, rise, kind, lang));
    let fall = Text::new("降幅最大", "Largest falls");
    sentences.extend(ends(falls, fall, kind, lang));
    sentences
}

/// How the years are linked and under which rules, and what is to be known of them.
pub(in crate::report) fn terms(comparison: &Comparison, kind: Kind, lang: Lang) -> Vec<String> {
    let linked = [links(comparison, kind, lang), rules(comparison, lang)];
    linked
        .into_iter()
        .chain(remarks(comparison, lang))
        .collect()
}

/// 与上年相比：可比 13 个，平均 +0.42 分，其中业绩 …
fn moved(movement: &Movement, lang: Lang) -> String {
    let Movement {
        comparable,
        directions: [up, down, level],
        ..
    } = movement;
    let mean = movement.change.map_or_else(|| "—".to_owned(), signed);
    let head = worded!(
        lang,
        "与上年相比：可比 {comparable} 个，上升 {up} 个、下降 {down} 个、持平 {level} 个，平均变动 {mean} 分",
        "Against the year before: {comparable} comparable, {up} up, {down} down, {level} level; mean change {mean}"
    );
    let parts = movement.split.map(|s| {
        let [performance, plan, rules] = [s.performance, s.plan, s.rules].map(signed);
        worded!(
            lang,
            "：业绩 {performance}，指标与权重 {plan}，规则 {rules}",
            ": performance {performance}, indicators and weights {plan}, rules {rules}"
        )
    });
    let end = Text::new("。", ".").get(lang);
    format!("{head}{}{end}", parts.unwrap_or_default())
}

fn ends<'a>(
    ends: impl Iterator<Item = &'a (&'a Pair, Decimal)>,
    title: Text,
    kind: Kind,
    lang: Lang,
) -> Option<String> {
    let name = |pair: &Pair| match kind {
        Kind::Unit => pair.current.shown_unit().to_owned(),
        Kind::Project => pair.current.project.as_deref().unwrap_or("—").to_owned(),
    };
    let named = ends.take(NAMED);
    let named: Vec<String> = named
        .map(|(pair, change)| worded!(lang, "{}（{}）", "{} ({})", name(pair), signed(*change)))
        .collect();
    let named = shortlist::first(&named, NAMED, shortlist::LETTERS);
    (!named.is_empty()).then(|| match lang {
        Lang::Zh => format!("{}：{}。", title.zh, named.join("、")),
        Lang::En => format!("{}: {}.", title.en, named.join(", ")),
    })
}

/// `+0.42`, `-1.30`, `0.00`.
fn signed(figure: Decimal) -> String {
    let figure = figure.normalize();
    let places = usize::try_from(places(figure)).unwrap_or(2);
    if figure > Decimal::ZERO {
        format!("+{figure:.places$}")
    } else {
        format!("{figure:.places$}")
    }
}
