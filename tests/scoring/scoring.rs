//! Tables of scores, one per method, the seed figure by figure, and what must hold for every figure.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use std::fs;

use crate::filings::{blank, d, unfilled};
use ecow::EcoString;
use proptest::prelude::*;
use rust_decimal::Decimal;
use ziping::form::target::of_cell;
use ziping::model::{
    Basis, CellRef, Figure, Filing, FormHead, Funding, Gap, Indicator, IndicatorResult, Located,
    Measure, Statement, Unscored,
};
use ziping::rules::{RuleSet, evaluate};
use ziping::workbook::Value;

fn figure(text: &str) -> Option<Figure> {
    (!text.is_empty()).then(|| Located::new(d(text), CellRef::default(), text))
}

fn cell(value: &Value) -> Option<Located<Statement>> {
    Some(Located::new(
        of_cell(value),
        CellRef::default(),
        value.text(),
    ))
}

fn text(typed: &str) -> Option<Box<Located<EcoString>>> {
    let located = || Located::new(typed.into(), CellRef::default(), typed);
    (!typed.is_empty()).then(|| Box::new(located()))
}

fn indicator(name: &str, target: &Value, actual: &Value, points: &str) -> Indicator {
    Indicator {
        target: cell(target),
        actual: cell(actual),
        points: figure(points),
        ..unfilled(name)
    }
}

fn filing(funding: Option<Funding>, indicators: Vec<Indicator>) -> Filing {
    let head = FormHead {
        funding,
        ..blank().head
    };
    Filing {
        head,
        indicators,
        ..blank()
    }
}

/// The money of the seed.
fn seed_funding() -> Funding {
    Funding {
        measure: Some(Measure::TenThousandYuan),
        initial: figure("433.69"),
        adjusted: figure("485.82"),
        executed: figure("436.51"),
        points: figure("10"),
        reported: figure("8.98"),
        ..Funding::default()
    }
}

fn typed(text: &str) -> Value {
    Value::Text(text.into())
}

/// One row: `target | actual | points | key=value; …`.
fn row(line: &str) -> Indicator {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let mut row = indicator("指标", &typed(parts[0]), &typed(parts[1]), parts[2]);
    for pair in parts
        .get(3)
        .unwrap_or(&"")
        .split("; ")
        .filter(|p| !p.is_empty())
    {
        let (key, value) = pair.split_once('=').expect(line);
        match key {
            "name" => row.name = value.into(),
            "group" => row.level2 = Some(value.into()),
            "criterion" => row.criterion = text(value),
            "reason" => row.reason = text(value),
            "filed" => row.reported = figure(value),
            other => panic!("{other}"),
        }
    }
    row
}

fn name<T: serde::Serialize>(word: T) -> String {
    serde_json::to_value(word)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

fn unscored(reason: Unscored) -> String {
    let mut kebab = String::new();
    for c in format!("{reason:?}").chars() {
        if c.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase());
    }
    kebab
}

fn told(result: &IndicatorResult) -> String {
    let basis = match result.basis {
        Basis::Recomputed => "recomputed".to_owned(),
        Basis::Kept(reason) => format!("kept({})", unscored(reason)),
        Basis::None(reason) => format!("none({})", unscored(reason)),
    };
    let or_dash = |d: Option<Decimal>, p: usize| d.map_or("-".to_owned(), |d| format!("{d:.p$}"));
    let score = result
        .score
        .map_or("-".to_owned(), |s| s.normalize().to_string());
    let completion = or_dash(result.completion, 4);
    let band = result.band.as_deref().map_or(String::new(), |(low, high)| {
        format!(" band {}–{}", low.normalize(), high.normalize())
    });
    let objection = result.objection.map_or(String::new(), |objection| {
        format!(" {}", format!("{objection:?}").to_lowercase())
    });
    format!(
        "{} {basis} {score} {completion}{objection}{band}",
        name(result.method)
    )
}

/// The rules of a table: a rule set by name, `+` lines added.
fn table_rules(table: &str) -> RuleSet {
    let base = table
        .lines()
        .find_map(|l| l.strip_prefix("# rules: "))
        .unwrap_or("default");
    let mut source = RuleSet::embedded_source(base).unwrap().to_owned();
    let added: Vec<&str> = table.lines().filter_map(|l| l.strip_prefix("+ ")).collect();
    source.push_str(&added.join("\n"));
    RuleSet::from_toml("table", &source).unwrap()
}

#[test]
fn every_row_of_every_table() {
    let mut wrong = Vec::new();
    let mut methods = std::collections::BTreeSet::new();
    let listed = |folder| {
        let files = fs::read_dir(folder).unwrap();
        files.map(|file| file.unwrap().path()).collect::<Vec<_>>()
    };
    let astray = |path: &std::path::PathBuf| path.extension().is_some_and(|e| e == "txt");
    let beside = listed("tests/scoring");
    assert!(!beside.iter().any(astray), "a table that no test reads");
    let mut files = listed("tests/scoring/methods");
    files.sort();
    for path in files {
        let table = fs::read_to_string(&path).unwrap();
        let rules = table_rules(&table);
        for line in table
            .lines()
            .filter(|l| l.contains("=>") && !l.starts_with('#'))
        {
            let (given, expected) = line.split_once(" => ").expect(line);
            let form = filing(Some(seed_funding()), vec![row(given)]);
            let result = &evaluate(&form, &rules).indicators[0];
            methods.insert(result.method);
            if told(result) != expected {
                wrong.push(format!(
                    "{}: {given} => {}, expected {expected}",
                    path.display(),
                    told(result)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert_eq!(methods.len(), 13, "a method without a table: {methods:?}");
}

fn percent(fraction: &str) -> Value {
    Value::Percent(d(fraction), None)
}

/// The seed: 应急管理局, 2023.
fn seed() -> Filing {
    let mut rows = vec![
        indicator("培训费下降率", &typed("大于等于 5%"), &percent("1"), "8"),
        indicator(
            "预算经费",
            &typed("小于等于 433.69 万元"),
            &typed("436.51 万元"),
            "12",
        ),
        indicator(
            "项目支出预算执行率",
            &typed("100%"),
            &percent("0.3066"),
            "10",
        ),
        indicator("政府采购执行率", &percent("1"), &percent("1"), "10"),
        indicator(
            "自然灾害综合风险普查数据准确率",
            &typed("大于等于 95%"),
            &percent("1"),
            "10",
        ),
        indicator(
            "数字化应急指挥系统注册企业数量",
            &typed("大于等于 52 家"),
            &typed("54 家"),
            "15",
        ),
        indicator(
            "提升基层应急能力覆盖率",
            &typed("大于等于 90%"),
            &percent("0.9"),
            "15",
        ),
        indicator(
            "受益人员满意度",
            &typed("大于等于 95%"),
            &percent("0.95"),
            "10",
        ),
    ];
    rows[0].reason = text("该指标无发生额");
    filing(Some(seed_funding()), rows)
}

fn scores(filing: &Filing, rules: &str) -> (Vec<String>, String, String) {
    let evaluation = evaluate(filing, &RuleSet::load(Some(rules)).unwrap());
    let plain = |s: Option<Decimal>| s.map_or("-".to_owned(), |s| s.normalize().to_string());
    let list = std::iter::once(evaluation.execution.score)
        .chain(evaluation.indicators.iter().map(|i| i.score))
        .map(plain)
        .collect();
    let grade = evaluation
        .grade
        .as_ref()
        .map_or("-".to_owned(), |g| g.to_string());
    (list, plain(evaluation.total), grade)
}

#[test]
fn the_seed_comes_out_as_printed() {
    let (list, total, grade) = scores(&seed(), "default");
    assert_eq!(
        list,
        ["8.98", "8", "10.78", "3.07", "10", "10", "15", "15", "10"]
    );
    assert_eq!((total.as_str(), grade.as_str()), ("90.83", "优"));
    let evaluation = evaluate(&seed(), &RuleSet::load(None).unwrap());
    assert_eq!(evaluation.execution.rate, Some(d("0.8985")));
    assert_eq!(evaluation.execution.adjustment_rate, Some(d("0.1202")));
    let completions: Vec<_> = evaluation
        .indicators
        .iter()
        .map(|i| format!("{:.4}", i.completion_rate.unwrap()))
        .collect();
    assert_eq!(
        completions,
        [
            "20.0000", "0.8985", "0.3066", "1.0000", "1.0526", "1.0385", "1.0000", "1.0000"
        ]
    );
    assert_eq!(evaluation.unverified, Decimal::ZERO);
}

#[test]
fn exact_half_up_differs_from_the_print_by_a_cent() {
    let (list, total, _) = scores(&seed(), "national-half-up");
    assert_eq!(list[0], "8.99");
    assert_eq!(total, "90.84");
}

fn funding(initial: &str, adjusted: &str, executed: &str, rate: &str, points: &str) -> Funding {
    Funding {
        initial: figure(initial),
        adjusted: figure(adjusted),
        executed: figure(executed),
        rate: figure(rate),
        points: figure(points),
        ..Funding::default()
    }
}

#[test]
fn execution() {
    for (given, rate, score, basis, total) in [
        // 重庆: only the printed rate, which scores nothing
        (
            funding("", "", "", "0.7927", "10"),
            "0.7927",
            "-",
            Basis::None(Unscored::NoAmounts),
            "-",
        ),
        // 北京: the initial budget is the only one
        (
            funding("310.2", "", "154.74", "0.5", "10"),
            "0.4988",
            "4.99",
            Basis::Recomputed,
            "14.99",
        ),
        // 湖南: the printed rate is 100%, the figures give 80.45%
        (
            funding("4753.66", "4753.66", "3824.26", "1", "10"),
            "0.8045",
            "8.04",
            Basis::Recomputed,
            "18.04",
        ),
        // overspent: capped
        (
            funding("90", "100", "130", "", "10"),
            "1.3",
            "10",
            Basis::Recomputed,
            "20",
        ),
        // 福建: no points for execution
        (
            funding("130.54", "188.61", "188.45", "", ""),
            "0.9992",
            "-",
            Basis::None(Unscored::NoPoints),
            "10",
        ),
        (
            funding("0", "0", "0", "0", "10"),
            "-",
            "-",
            Basis::None(Unscored::ZeroBudget),
            "-",
        ),
        (
            funding("", "880", "", "", "10"),
            "-",
            "-",
            Basis::None(Unscored::NoAmounts),
            "-",
        ),
        (
            funding("5", "10", "-1", "", "10"),
            "-0.1",
            "0",
            Basis::Recomputed,
            "10",
        ),
    ] {
        let form = filing(Some(given), vec![row("≥5次 | 5次 | 10")]);
        let evaluation = evaluate(&form, &RuleSet::load(None).unwrap());
        let plain = |s: Option<Decimal>| s.map_or("-".to_owned(), |s| s.normalize().to_string());
        let found = (
            plain(evaluation.execution.rate),
            plain(evaluation.execution.score),
            evaluation.execution.basis,
            plain(evaluation.total),
        );
        assert_eq!(found, (rate.into(), score.into(), basis, total.into()));
    }
}

#[test]
fn a_blank_amount_has_no_execution_score_unless_the_rules_keep_the_filed_one() {
    let source = RuleSet::embedded_source("default").unwrap();
    let ranked = format!("{source}\n[standing]\namount-missing = \"ranked\"\n");
    let ranked = RuleSet::from_toml("ranked", &ranked).unwrap();
    let usual = RuleSet::load(None).unwrap();
    for blank in [Gap::Blank, Gap::Unreadable] {
        let mut money = funding("100", "", "80", "0.8", "10");
        money.reported = figure("8");
        money.gaps.adjusted = Some(blank(CellRef::new(5, 4)));
        let form = filing(Some(money), vec![row("≥5次 | 5次 | 10")]);
        let evaluation = evaluate(&form, &usual);
        let basis = Basis::None(Unscored::AmountMissing);
        assert_eq!(
            (evaluation.execution.basis, evaluation.total),
            (basis, None)
        );
        assert_eq!(evaluation.execution.rate, None);
        let evaluation = evaluate(&form, &ranked);
        let basis = Basis::Kept(Unscored::AmountMissing);
        assert_eq!(evaluation.execution.basis, basis);
        assert_eq!(evaluation.total, Some(d("18")));
        assert!(evaluation.pending);
    }
}

#[test]
fn a_layout_without_an_amount_keeps_the_filed_execution_score() {
    let mut money = funding("", "880", "", "", "10");
    money.reported = figure("9.5");
    let form = filing(Some(money), vec![row("≥5次 | 5次 | 10")]);
    let evaluation = evaluate(&form, &RuleSet::load(None).unwrap());
    assert_eq!(evaluation.execution.basis, Basis::Kept(Unscored::NoAmounts));
    assert_eq!(evaluation.total, Some(d("19.5")));
    assert_eq!(evaluation.unverified, d("9.5"));
}

#[test]
fn zero_budget_follows_the_policy() {
    let source = RuleSet::embedded_source("default").unwrap();
    for (policy, total) in [
        ("full", Some("20")),
        ("zero", Some("10")),
        ("not-ranked", None),
    ] {
        let changed = source.replace(
            "zero-budget = \"not-ranked\"",
            &format!("zero-budget = \"{policy}\""),
        );
        let rules = RuleSet::from_toml("policy", &changed).unwrap();
        let form = filing(
            Some(funding("0", "0", "0", "", "10")),
            vec![row("≥5次 | 5次 | 10")],
        );
        assert_eq!(evaluate(&form, &rules).total, total.map(d), "{policy}");
    }
}

#[test]
fn a_total_needs_every_part_that_should_have_a_score() {
    for (rows, total) in [
        (vec!["≥5次 | 5次 | 10"], Some("18.98")),
        (
            vec!["≥5次 | 5次 | 10", "有效 | 有效 | 5 | filed=4"],
            Some("22.98"),
        ),
        (vec!["≥5次 | 5次 | 10", "有效 | 有效 | 5"], None),
        (vec!["≥5次 | 5次 | 10", "≥6场 | 7场 |"], None),
        (vec!["≥5次 | 5次 | 90", "≥6场 | 7场 |"], Some("98.98")),
        (vec!["≥6场 | 7场 |", "有效 | 有效 |"], None),
        (
            vec!["≥5次 | 5次 | | filed=10", "有效 | 有效 | | filed=20"],
            Some("38.98"),
        ),
        (vec!["≥5次 | 5次 | -3"], None),
        (vec![], None),
    ] {
        let form = filing(Some(seed_funding()), rows.iter().map(|r| row(r)).collect());
        let evaluation = evaluate(&form, &RuleSet::load(None).unwrap());
        assert_eq!(evaluation.total, total.map(d), "{rows:?}");
        assert_eq!(evaluation.grade.is_some(), total.is_some());
    }
}

#[test]
fn without_money_the_indicators_are_the_total() {
    let form = filing(
        None,
        vec![row("≥5次 | 5次 | 60"), row("有效 | 有效 | 40 | filed=30")],
    );
    let evaluation = evaluate(&form, &RuleSet::load(None).unwrap());
    assert_eq!(evaluation.execution.basis, Basis::None(Unscored::NoAmounts));
    assert_eq!(evaluation.total, Some(d("90")));
    assert_eq!(evaluation.grade.as_ref().unwrap().to_string(), "优");
    assert_eq!(evaluation.unverified, d("30"));
}

#[test]
fn execution_scored_without_stated_points_has_the_usual_ones() {
    let mut spent = funding("100", "100", "98", "98", "10");
    spent.points = None;
    spent.reported = figure("9.8");
    let worth = |spent: &Funding, points: &str| {
        let rows = vec![row(&format!("≥95% | 95% | {points}"))];
        let form = filing(Some(spent.clone()), rows);
        let result = evaluate(&form, &RuleSet::load(None).unwrap());
        (result.execution.points, result.total)
    };
    assert_eq!(worth(&spent, "90"), (Some(d("10")), Some(d("99.8"))));
    assert_eq!(worth(&spent, "100"), (None, Some(d("100"))));
    spent.reported = None;
    assert_eq!(worth(&spent, "90"), (None, Some(d("90"))));
}

#[test]
fn an_assumption_is_told() {
    let form = filing(None, vec![row("≥95% | 95 | 10")]);
    let result = evaluate(&form, &RuleSet::load(None).unwrap());
    let assumed = result.indicators[0].assumed.clone().unwrap();
    assert_eq!(assumed.facts(), ("95", "95%"));
}

#[test]
fn the_printed_completion_stands_in_where_none_can_be_computed() {
    let mut words = row("有效 | 有效 | 10 | filed=9");
    words.completion = figure("0.9").map(Box::new);
    let result = evaluate(&filing(None, vec![words]), &RuleSet::load(None).unwrap());
    assert_eq!(result.indicators[0].completion_rate, Some(d("0.9")));
    assert_eq!(result.indicators[0].completion, None);
}

fn sign() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "≥", ">", "=", "≤", "<"])
}

fn rule_set() -> impl Strategy<Value = &'static str> {
    prop::sample::select(RuleSet::embedded_names())
}

fn amount() -> impl Strategy<Value = Decimal> {
    (0_i64..1_000_000, 0_u32..4).prop_map(|(n, places)| Decimal::new(n, places))
}

fn score_of(
    rules: &RuleSet,
    sign: &str,
    target: Decimal,
    actual: Decimal,
    points: Decimal,
) -> Decimal {
    let points = points.to_string();
    let one = indicator(
        "指标",
        &typed(&format!("{sign}{target}个")),
        &typed(&format!("{actual}个")),
        &points,
    );
    evaluate(&filing(None, vec![one]), rules).indicators[0]
        .score
        .expect("figures are scored")
}

/// Every method that a rule file can name, for every indicator.
const BY_RULES: [&str; 11] = [
    "{ proportional = {} }",
    "{ reverse-deduction = {} }",
    "{ reverse-ratio = {} }",
    "{ budget-utilisation = {} }",
    "{ deduct-per-unit = { unit = 5, deduct = 0.3 } }",
    "{ steps = { steps = [{ from = 0.6, share = 0.5 }, { from = 1, share = 1 }] } }",
    "{ steps = { of = \"actual\", steps = [{ from = 0.5, share = 0.2 }, { from = 9, share = 1 }] } }",
    "{ pass-line = { from = 0.6 } }",
    "{ all-or-nothing = {} }",
    "{ qualitative = {} }",
    "{ nothing-incurred = {} }",
];

/// What a form may state for itself.
const BY_FORM: [&str; 16] = [
    "",
    "正向比例",
    "反向扣减",
    "反向比例",
    "是否型",
    "预算使用率",
    "定性",
    "每少1个扣0.3分",
    "每超1个扣0.3分",
    "每偏差1个扣0.3分，最多扣3分",
    "每少1%扣0.3分，低于5个不得分",
    "≥20个得10分；10个（含）-20个得8分；低于10个不得分",
    "≤20个得10分；20个以上不得分",
    "达标得满分，否则不得分",
    "按比例得分",
    "得分=目标值/实际完成值*分值",
];

/// The rule sets of the program, and with each of the methods named for every indicator.
fn rule_sets() -> Vec<RuleSet> {
    let mut sets = Vec::new();
    for name in RuleSet::embedded_names() {
        let source = RuleSet::embedded_source(name).unwrap();
        sets.push(RuleSet::from_toml(name, source).unwrap());
        for method in BY_RULES {
            let more = format!("{source}\n[[indicator]]\nnames = [\"指标\"]\nmethod = {method}\n");
            sets.push(RuleSet::from_toml(name, &more).unwrap());
        }
    }
    sets
}

/// Target and actual values around each other, whole and broken, zero among them.
fn values() -> Vec<Decimal> {
    [
        "0", "0.5", "1", "4", "5", "9", "10", "12", "19.99", "20", "21", "40", "100",
    ]
    .map(d)
    .to_vec()
}

#[test]
fn more_of_what_is_wanted_never_scores_less() {
    for rules in rule_sets() {
        for (sign, target) in [
            ("", "20"),
            ("≥", "20"),
            (">", "20"),
            ("=", "20"),
            ("≤", "20"),
            ("<", "20"),
            ("", "0"),
            ("=", "0"),
            ("≤", "0"),
            (">", "0"),
            ("≥", "0"),
            ("", "5"),
            ("≤", "5"),
        ] {
            let down = ["≤", "<"].contains(&sign) || target == "0" && ["=", ""].contains(&sign);
            // What deducts for an excess over = wants neither more nor less.
            let standards = BY_FORM.iter();
            for criterion in
                standards.filter(|c| sign != "=" || !c.contains("偏差") && !c.contains("每超"))
            {
                let mut scores: Vec<_> = values()
                    .iter()
                    .map(|actual| {
                        let mut one = row(&format!("{sign}{target}个 | {actual}个 | 10 | filed=5"));
                        one.criterion = text(criterion);
                        let form = filing(Some(seed_funding()), vec![one]);
                        let result = evaluate(&form, &rules).indicators[0].clone();
                        result.score.filter(|_| result.basis == Basis::Recomputed)
                    })
                    .collect();
                if down {
                    scores.reverse();
                }
                let scores: Vec<_> = scores.into_iter().flatten().collect();
                assert!(
                    scores.is_sorted(),
                    "{sign}{target} {criterion} {:?}: {scores:?}",
                    rules.patterns.last()
                );
            }
        }
    }
}

proptest! {
    #[test]
    fn a_score_lies_within_its_points(
        rules in rule_set(), sign in sign(), target in amount(), actual in -1000_i64..1_000_000, points in amount(),
    ) {
        let rules = RuleSet::load(Some(rules)).unwrap();
        let score = score_of(&rules, sign, target, Decimal::new(actual, 2), points);
        prop_assert!(score >= Decimal::ZERO && score <= points, "{score} of {points}");
    }

    #[test]
    fn more_attained_never_scores_less(
        rules in rule_set(), sign in prop::sample::select(vec!["", "≥", ">"]),
        target in (1_i64..1_000_000, 0_u32..4), one in amount(), other in amount(), points in amount(),
    ) {
        let rules = RuleSet::load(Some(rules)).unwrap();
        let target = Decimal::new(target.0, target.1);
        let (less, more) = (one.min(other), one.max(other));
        let low = score_of(&rules, sign, target, less, points);
        let high = score_of(&rules, sign, target, more, points);
        prop_assert!(low <= high, "{less} scores {low}, {more} scores {high}");
    }

    #[test]
    fn more_spent_never_scores_more_on_at_most(
        rules in rule_set(), target in amount(), one in amount(), other in amount(), points in amount(),
    ) {
        let rules = RuleSet::load(Some(rules)).unwrap();
        let low = score_of(&rules, "≤", target, one.max(other), points);
        let high = score_of(&rules, "≤", target, one.min(other), points);
        prop_assert!(low <= high);
    }

    #[test]
    fn a_total_is_the_sum_of_its_parts(actuals in prop::collection::vec(0_i64..200, 1..8)) {
        let rules = RuleSet::load(None).unwrap();
        let rows = actuals.iter().map(|a| row(&format!("≥100个 | {a}个 | 10"))).collect();
        let evaluation = evaluate(&filing(Some(seed_funding()), rows), &rules);
        let sum: Decimal = evaluation.indicators.iter().filter_map(|i| i.score).sum();
        prop_assert_eq!(evaluation.total, Some(sum + evaluation.execution.score.unwrap()));
    }
}
