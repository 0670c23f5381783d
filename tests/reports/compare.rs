//! One year against the year before: matching, changes and the split of a change by cause.

use crate::filings::{Form, d, figure, quantity, text, words};
use crate::fixture;
use proptest::prelude::*;
use rust_decimal::Decimal;
use ziping::base::lang::Lang;
use ziping::compare::{Comparison, Lack, Link, Origin, Results, Source, Split, compare, split};
use ziping::model::{Filing, Kind};
use ziping::rules::RuleSet;
use ziping::run::Assessment;

fn half_even() -> RuleSet {
    RuleSet::load(Some("default")).unwrap()
}

fn half_up() -> RuleSet {
    RuleSet::load(Some("national-half-up")).unwrap()
}

fn total(filing: &Filing, rules: &RuleSet) -> Decimal {
    ziping::rules::evaluate(filing, rules).total.unwrap()
}

fn parts(split: &Split) -> [String; 3] {
    [split.performance, split.plan, split.rules].map(|part| part.to_string())
}

#[test]
fn a_lower_actual_value_is_performance() {
    let old = Form::faultless().filing;
    let mut new = Form::faultless();
    new.first().actual = quantity("40", (12, 5));
    let rules = half_up();
    let found = split((&old, &rules), (&new.filing, &rules)).unwrap();
    assert_eq!(parts(&found), ["-9", "0", "0"]);
}

#[test]
fn a_higher_target_is_plan() {
    let old = Form::faultless().filing;
    let mut new = Form::faultless();
    new.first().target = quantity("≥104", (12, 3));
    let rules = half_up();
    let found = split((&old, &rules), (&new.filing, &rules)).unwrap();
    assert_eq!(parts(&found), ["0", "-22.5", "0"]);
}

#[test]
fn another_rounding_is_rules() {
    // 436.51 ÷ 485.82 × 10 = 8.98501…: 8.99 exact half-up, 8.98 by way of 89.85 % half-even.
    let form = Form::faultless().filing;
    let found = split((&form, &half_up()), (&form, &half_even())).unwrap();
    assert_eq!(parts(&found), ["0", "0", "-0.01"]);
}

#[test]
fn judged_scores_are_carried_as_shares() {
    let mut old = Form::faultless();
    old.first().actual = words("已完成", (12, 5));
    old.first().reported = figure("36", (12, 8));
    let mut new = Form::faultless();
    new.first().actual = words("基本完成", (12, 5));
    new.first().reported = figure("20", (12, 8));
    new.first().points = figure("40", (12, 7));
    let rules = half_up();
    let found = split((&old.filing, &rules), (&new.filing, &rules)).unwrap();
    // 36/45 → 20/40 on 45 or 40 points: −13.5 and −12; 45 → 40 points at 80 % or 50 %: −4 and −2.5.
    assert_eq!(parts(&found), ["-12.75", "-3.25", "0"]);
}

#[test]
fn an_indicator_without_a_counterpart_changes_the_plan_only() {
    let old = Form::faultless().filing;
    let mut new = Form::faultless();
    new.filing.indicators[1].name = "新设指标".into();
    let rules = half_up();
    let found = split((&old, &rules), (&new.filing, &rules)).unwrap();
    assert_eq!(parts(&found), ["0", "0", "0"]);
}

/// A form with some points, targets, actual values and amounts.
fn some_form() -> impl Strategy<Value = Filing> {
    let row = (1_u32..50, 1_u32..200, 0_u32..300, any::<bool>(), 0_u8..3);
    let rows = proptest::collection::vec(row, 1..5);
    (rows, 1_u32..900, 0_u32..900).prop_map(|(rows, adjusted, executed)| {
        let mut form = Form::faultless();
        let funding = form.funding();
        funding.adjusted = figure(&adjusted.to_string(), (5, 4));
        funding.executed = figure(&executed.to_string(), (5, 5));
        let pattern = form.filing.indicators[0].clone();
        form.filing.indicators = rows
            .into_iter()
            .map(|(points, target, actual, judged, name)| {
                let mut row = pattern.clone();
                row.name = format!("指标{name}").into();
                row.points = figure(&points.to_string(), (12, 7));
                row.reported = figure(&(points / 2).to_string(), (12, 8));
                row.target = quantity(&format!("≥{target}"), (12, 3));
                row.actual = if judged {
                    words("完成", (12, 5))
                } else {
                    quantity(&actual.to_string(), (12, 5))
                };
                row
            })
            .collect();
        form.filing
    })
}

proptest! {
    #[test]
    fn the_parts_add_up_to_the_change(old in some_form(), new in some_form(), same in any::<bool>()) {
        let before = half_even();
        let after = if same { half_even() } else { half_up() };
        let found = split((&old, &before), (&new, &after)).unwrap();
        prop_assert_eq!(found.change(), Some(total(&new, &after) - total(&old, &before)));
        if same {
            prop_assert_eq!(found.rules, Decimal::ZERO);
        }
    }

    #[test]
    fn nothing_changes_between_identical_forms(form in some_form()) {
        let rules = half_even();
        let found = split((&form, &rules), (&form, &rules)).unwrap();
        prop_assert_eq!(parts(&found), ["0", "0", "0"].map(str::to_owned));
    }

    #[test]
    fn the_way_back_is_the_opposite(old in some_form(), new in some_form()) {
        let (before, after) = (half_even(), half_up());
        let there = split((&old, &before), (&new, &after)).unwrap();
        let back = split((&new, &after), (&old, &before)).unwrap();
        // Cents that cannot be divided may go to another part.
        let cent = Decimal::new(1, 2);
        prop_assert!((there.performance + back.performance).abs() <= cent);
        prop_assert!((there.plan + back.plan).abs() <= cent);
    }
}

/// The district a year earlier: one unit renamed, one missing, one that is gone since.
fn last_year() -> Assessment {
    let mut before = fixture::district();
    before.year = Some(2022);
    before.forms[0].filing.unit.name = text("区旧名局", (2, 1));
    before.forms[1].filing.unit.code = None;
    before.forms[1].filing.unit.name = text("区撤销局", (2, 1));
    before
}

fn compared(past: Vec<Results>, current: &Assessment) -> Comparison {
    compare(past, &Source::Forms(current), &[]).unwrap()
}

#[test]
fn units_are_listed_by_what_became_of_them() {
    let now = fixture::district();
    let comparison = compared(vec![Results::take(last_year())], &now);
    let count = |link| comparison.linked(Kind::Unit, link).count();
    assert_eq!(count(Link::Same), 13);
    assert_eq!(count(Link::Renamed), 1);
    assert_eq!(count(Link::New), 1);
    assert_eq!(comparison.gone.len(), 1);
    assert_eq!(comparison.gone[0].name.as_deref(), Some("区撤销局"));
    assert_eq!(comparison.linked(Kind::Project, Link::Same).count(), 2);
    let renamed = comparison.linked(Kind::Unit, Link::Renamed).next().unwrap();
    assert_eq!(renamed.before().unwrap().name.as_deref(), Some("区旧名局"));
    assert_eq!(renamed.change.total, Some(Decimal::ZERO));
}

#[test]
fn results_are_read_back_exactly() {
    let now = fixture::district();
    let mut out = Vec::new();
    ziping::output::json::write(&now.clone().into(), Lang::Zh, &mut out).unwrap();
    let read = Results::from_json(std::str::from_utf8(&out).unwrap()).unwrap();
    assert_eq!(read.rows, Results::of(&now).rows);
    // The rules of the fixture are none that could be stored.
    let comparison = compared(vec![read], &now);
    let origin = Origin::Results(Some(Lack::Rules));
    assert_eq!(comparison.previous().unwrap().origin, origin);
    for pair in &comparison.pairs {
        assert_eq!(pair.link, Link::Same);
        assert_eq!(pair.split, None);
        assert_eq!(pair.before().unwrap().groups, pair.current.groups);
    }
}

#[test]
fn other_json_is_refused_with_its_reason() {
    for (text, reason) in [
        ("[]", "不是本程序写出的"),
        (r#"{"schema": 2}"#, "版本为 2"),
        (r#"{"schema": 1, "units": []}"#, "第 1 行"),
        (
            r#"{"schema": 1, "year": null, "rules": {"id": "d", "sha256": ""}, "units": [{"rank": 1, "kind": "unit",
                "unit": {"code": null, "name": "甲"}, "project": null, "funding": {}, "indicators": [],
                "recomputed_total": "9O", "grade": null}]}"#,
            "9O",
        ),
    ] {
        let refusal = Results::from_json(text).unwrap_err();
        let message = refusal.message();
        assert!(message.zh.contains(reason), "{message:?}");
        assert!(!message.en.is_empty());
    }
}

#[test]
fn several_years_make_a_trend() {
    let (mut oldest, before, now) = (last_year(), last_year(), fixture::district());
    oldest.year = Some(2021);
    oldest.forms[4].evaluation.total = Some(d("71.5"));
    let past = vec![Results::take(before), Results::take(oldest)];
    let comparison = compared(past, &now);
    let years: Vec<_> = comparison.earlier.iter().map(|e| e.year).collect();
    assert_eq!(years, [Some(2021), Some(2022)]);
    let pair = comparison.pair(4).unwrap();
    let same = now.forms[4].evaluation.total;
    assert_eq!(pair.trend, [Some(d("71.5")), same]);
}
