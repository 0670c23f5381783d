//! Figures of the overview, each with the formula over the ranking that it follows from.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::figure;
use crate::base::lang::{Text, worded};
use crate::base::number::Rate;
use crate::finding::{Code, Finding, Severity};
use crate::model::Kind;
use crate::report::context::Context;
use crate::report::excluded;
use crate::report::findings;
use crate::report::formula::quoted;
use crate::report::ranking;
use crate::report::returns;
use crate::report::robustness;
use crate::report::row::{HEAD_ROWS, part_name};
use crate::report::run;
use crate::report::sheet::Sheet;
use crate::report::spending;
use crate::report::value::{Anchor, Value};
use crate::rules::RuleSet;
use crate::run::Status;
use crate::run::rank::{Summary, summary};

/// Size of a range of totals in points.
const STEP: i64 = 5;
/// Ranges below the highest total; the rest is one range.
const RANGES: i64 = 8;
/// Findings that are named.
const NAMED: usize = 3;

/// A named figure, a rate, or both.
pub(super) struct Fact {
    pub(super) name: Text,
    pub(super) figure: Option<Decimal>,
    pub(super) formula: Option<String>,
    pub(super) rate: Option<Decimal>,
    pub(super) rate_formula: Option<String>,
    /// The sheet with more about it.
    pub(super) more: Option<&'static dyn Sheet>,
}

impl Fact {
    pub(super) const fn new(zh: &'static str, en: &'static str, figure: Option<Decimal>) -> Self {
        Self {
            name: Text::new(zh, en),
            figure,
            formula: None,
            rate: None,
            rate_formula: None,
            more: None,
        }
    }

    /// The same, leading to another sheet.
    fn on(mut self, sheet: &'static dyn Sheet) -> Self {
        self.more = Some(sheet);
        self
    }

    pub(super) fn from(mut self, formula: &str) -> Self {
        self.formula = Some(formula.to_owned());
        self
    }

    pub(super) fn rated(mut self, rate: Option<Decimal>, formula: Option<&str>) -> Self {
        self.rate = rate.map(|r| RuleSet::FOUR_PLACES.apply(r));
        self.rate_formula = formula.map(str::to_owned);
        self
    }

    /// Its name, leading to the first row of the sheet with more about it, where this book has that.
    pub(super) fn named<'a>(&self, context: &Context<'a>) -> Value<'a> {
        let sheet = self.more.filter(|sheet| sheet.parts(context) > 0);
        let anchor = sheet.map(|sheet| Anchor {
            sheet: part_name(sheet.plan().name, 0, context.lang),
            row: HEAD_ROWS,
        });
        Value::linked(self.name.get(context.lang), anchor)
    }
}

/// How many ranked forms have a grade or a total in a range.
pub(super) struct Share {
    pub(super) name: String,
    pub(super) count: usize,
    /// What its share is a share of.
    pub(super) base: Base,
    pub(super) formula: Option<String>,
}

/// What a share is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// All forms ranked this year.
    Ranked,
    /// So many.
    Of(usize),
    /// No share is shown.
    Nothing,
}

impl Share {
    /// Part of all ranked forms.
    pub(super) fn share(&self, context: &Context) -> Option<Decimal> {
        match self.base {
            Base::Ranked => part(self.count, context.ranked_count(context.main_kind())),
            Base::Of(all) => part(self.count, all),
            Base::Nothing => None,
        }
    }
}

fn part(count: usize, all: usize) -> Option<Decimal> {
    Rate::new(Decimal::from(count), Decimal::from(all))?.rounded(RuleSet::FOUR_PLACES)
}

/// The facts at the left.
pub(super) fn facts(context: &Context) -> Vec<Fact> {
    let mut facts = intake(context);
    facts.extend(totals(context));
    let found = |severity| figure(context.assessment.count(severity));
    facts.extend([
        Fact::new("审核发现：错误", "Findings: errors", found(Severity::Error))
            .on(&findings::SHEET),
        Fact::new(
            "审核发现：警告",
            "Findings: warnings",
            found(Severity::Warning),
        )
        .on(&findings::SHEET),
        Fact::new("审核发现：提示", "Findings: notes", found(Severity::Info)).on(&findings::SHEET),
    ]);
    facts
}

/// Files and forms, seen, read and ranked.
fn intake(context: &Context) -> Vec<Fact> {
    let assessment = context.assessment;
    let (seen, read) = (assessment.inputs.len(), assessment.files_read());
    let mut facts = vec![
        Fact::new("收到文件", "Files received", figure(seen)).on(&run::SHEET),
        Fact::new("　读出自评表的文件", "  with forms", figure(read)).rated(part(read, seen), None),
    ];
    facts.extend(due(context));
    for (kind, all, listed, formula) in [
        (
            Kind::Unit,
            Text::new("部门整体自评表", "Unit forms"),
            Fact::new("　列入排名", "  ranked units", None).on(&ranking::UNITS),
            "COUNT({排名!复算总分:})",
        ),
        (
            Kind::Project,
            Text::new("项目自评表", "Project forms"),
            Fact::new("　列入项目排名", "  ranked projects", None).on(&ranking::PROJECTS),
            "COUNT({项目!复算总分:})",
        ),
    ] {
        let (forms, ranked) = (assessment.of_kind(kind).count(), context.ranked_count(kind));
        if forms > 0 {
            facts.push(Fact::new(all.zh, all.en, figure(forms)));
            let listed = listed.from(formula).rated(part(ranked, forms), None);
            facts.push(Fact {
                figure: figure(ranked),
                ..listed
            });
        }
    }
    facts.push(
        Fact::new(
            "未入榜的文件和表",
            "Not ranked",
            figure(assessment.excluded.len()),
        )
        .on(&excluded::SHEET),
    );
    facts
}

/// Units that are due to file, and those that have.
fn due(context: &Context) -> Vec<Fact> {
    let Some(returns) = &context.returns else {
        return Vec::new();
    };
    let (all, received) = (returns.units.len(), returns.received());
    let missing = quoted(Status::Missing.title().get(context.lang));
    let rows = "ROWS({报送情况!状态:})";
    let filed = format!("{rows}-COUNTIF({{报送情况!状态:}},{missing})");
    vec![
        Fact::new("名单应报单位", "Units due to file", figure(all)).from(rows),
        Fact::new("　已报送的单位", "  that have filed", figure(received))
            .from(&filed)
            .rated(
                part(received, all),
                Some(&format!("ROUND(({filed})/{rows},4)")),
            ),
    ]
}

/// Mean, median, best, worst, and how the money was spent.
fn totals(context: &Context) -> Vec<Fact> {
    let main = context.main_kind();
    let open = context
        .ranked(main)
        .filter_map(|r| context.band(r.index))
        .filter(|band| band.grade.open())
        .count();
    let figures = of_ranked(context);
    let scores = scores(context);
    let two = |figure: Option<Decimal>| figure.map(|f| RuleSet::TWO_PLACES.apply(f));
    let money = context.money(context.main_kind());
    let execution = money.execution_rate();
    let rate = if money.complete {
        "ROUND(SUM({排名!执行数:})/SUM({排名!调整后预算:}),4)"
    } else {
        "ROUND(SUMPRODUCT(({排名!调整后预算:}<>\"\")*{排名!执行数:})/SUMPRODUCT(({排名!执行数:}<>\"\")*{排名!调整后预算:}),4)"
    };
    vec![
        Fact::new("平均分", "Mean total", two(figures.mean))
            .from("ROUND(AVERAGE({排名!复算总分:}),2)"),
        Fact::new("中位数", "Median total", two(figures.median))
            .from("ROUND(MEDIAN({排名!复算总分:}),2)"),
        Fact::new("最高分", "Highest total", scores.iter().max().copied())
            .from("ROUND(MAX({排名!复算总分:}),{#})"),
        Fact::new("最低分", "Lowest total", scores.iter().min().copied())
            .from("ROUND(MIN({排名!复算总分:}),{#})"),
        Fact::new("等级可能变化（见稳健性）", "Grade may change", figure(open))
            .from("SUMPRODUCT(({稳健性!可能的等级:}<>{稳健性!等级:})*1)")
            .rated(part(open, context.ranked_count(main)), None),
        Fact::new("总体执行率（合计÷合计）", "Execution (sum ÷ sum)", None)
            .on(&spending::SHEET)
            .rated(execution, Some(rate)),
    ]
}

fn of_ranked(context: &Context) -> Summary {
    let ranked = context.ranked(context.main_kind()).map(|r| r.form);
    summary(ranked, &context.assessment.rules.grades)
}

fn scores(context: &Context) -> Vec<Decimal> {
    let ranked = context.ranked(context.main_kind());
    ranked.filter_map(|r| r.form.evaluation.total).collect()
}

/// Grades, then ranges of totals from the highest down.
pub(super) fn shares(context: &Context) -> Vec<Share> {
    let grades = of_ranked(context).grades.into_iter().map(|grade| Share {
        base: Base::Ranked,
        formula: Some(format!("COUNTIF({{排名!等级:}},{})", quoted(&grade.name))),
        name: worded!(context.lang, "等级 {}", "Grade {}", grade.name),
        count: grade.count,
    });
    grades.chain(ranges(context)).collect()
}

/// Number of grades above the ranges.
pub(super) fn grades(context: &Context) -> usize {
    context.assessment.rules.grades.len()
}

fn ranges(context: &Context) -> Vec<Share> {
    let scores = scores(context);
    let top = context.assessment.rules.total_points;
    let bound = |n: i64| {
        top.saturating_sub(Decimal::from(n * STEP))
            .max(Decimal::ZERO)
            .normalize()
    };
    let count = |from: Decimal, below: Option<Decimal>| {
        let within = |s: &&Decimal| **s >= from && below.is_none_or(|b| **s < b);
        scores.iter().filter(within).count()
    };
    let of = "{排名!复算总分:}";
    let range = |n: i64| {
        let (from, to) = (bound(n + 1), bound(n));
        let below = (n > 0).then_some(to);
        let and = below.map_or(String::new(), |b| format!(",{of},\"<{b}\""));
        Share {
            name: if n > 0 {
                format!("{from}–<{to}")
            } else {
                format!("{from}–{to}")
            },
            count: count(from, below),
            base: Base::Ranked,
            formula: Some(format!("COUNTIFS({of},\">={from}\"{and})")),
        }
    };
    let rest = bound(RANGES);
    let lowest = Share {
        name: format!("<{rest}"),
        count: scores.iter().filter(|s| **s < rest).count(),
        base: Base::Ranked,
        formula: Some(format!("COUNTIF({of},\"<{rest}\")")),
    };
    (0..RANGES).map(range).chain([lowest]).collect()
}

/// What is said below the figures: the first three, who has not filed, and what was found above all.
pub(super) fn notes(context: &Context) -> Vec<String> {
    robustness::top(context)
        .into_iter()
        .chain(returns::missing(context))
        .chain(gravest(context))
        .collect()
}

/// The kinds of findings that weigh most, each with its number and its first place.
fn gravest(context: &Context) -> Vec<String> {
    let mut kinds: BTreeMap<&Code, (Severity, usize, &Finding)> = BTreeMap::new();
    for finding in context.findings.iter().map(|row| row.finding) {
        let code = finding.problem.code;
        let entry = kinds.entry(code).or_insert((finding.severity, 0, finding));
        entry.0 = entry.0.max(finding.severity);
        entry.1 += 1;
    }
    let mut kinds: Vec<_> = kinds.into_values().collect();
    kinds.sort_by_key(|kind| Reverse((kind.0, kind.1)));
    let named = kinds.iter().take(NAMED).zip(1..);
    named
        .map(|(kind, nth)| sentence(context, nth, kind))
        .collect()
}

fn sentence(
    context: &Context,
    nth: usize,
    (severity, count, first): &(Severity, usize, &Finding),
) -> String {
    let lang = context.lang;
    let title = first.problem.code.title.get(lang);
    let severity = severity.title().get(lang);
    let who = first.unit.as_deref().unwrap_or(&first.place.file);
    let cell = first
        .place
        .cell
        .map(|cell| cell.to_string())
        .unwrap_or_default();
    worded!(
        context.lang,
        "主要发现{nth}：{title}（{severity}）{count} 处，首见于 {who} {cell}",
        "Main finding {nth}: {title} ({severity}), {count} times, first at {who} {cell}"
    )
}
