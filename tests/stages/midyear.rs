//! 年中监控: progress and warnings, and what a form of the wrong stage comes to.

use std::collections::BTreeSet;

use crate::filings;
use crate::filings::{Form, d, figure, quantity, words};
use proptest::prelude::*;
use rust_decimal::Decimal;
use ziping::audit::{Case, audit_case, checks};
use ziping::finding::{Code, Field, Finding, funds, pace, reading, score, structure};
use ziping::model::{Annex, Budget, Progress, Stage, Unscored, Warning};
use ziping::rules::progress;
use ziping::rules::{MidyearRule, unscored};

const RULE: MidyearRule = MidyearRule {
    month: 7,
    red: Decimal::from_parts(6, 0, 0, false, 1),
    yellow: Decimal::from_parts(8, 0, 0, false, 1),
};

/// A monitoring form without a fault: budget 485.82, 300 executed, two indicators half done.
fn monitored() -> Form {
    let mut form = Form::faultless();
    form.filing.stage = Stage::Midyear;
    let funding = form.funding();
    funding.executed = figure("300", (5, 5));
    funding.rate = None;
    funding.reported = None;
    form.filing.parts.clear();
    for indicator in &mut form.filing.indicators {
        indicator.midyear = quantity("25家", (indicator.cell.row, 4)).map(Box::new);
        indicator.actual = None;
        indicator.completion = None;
        indicator.reported = None;
    }
    form.filing.reported_total = None;
    form.filing.reported_grade = None;
    form
}

fn measured(form: &Form) -> Progress {
    progress(&form.filing, &form.rules, &RULE)
}

fn findings(form: &Form) -> Vec<Finding> {
    let progress = measured(form);
    audit_case(&Case {
        filing: &form.filing,
        remarks: &[],
        evaluation: &unscored(&form.filing, &form.rules, None),
        rules: &form.rules,
        progress: Some(&progress),
        annex: &Annex::default(),
    })
}

fn codes(form: &Form) -> BTreeSet<&'static Code> {
    findings(form).iter().map(|f| f.problem.code).collect()
}

#[test]
fn a_faultless_monitoring_form_has_no_finding() {
    assert_eq!(findings(&monitored()), []);
}

#[test]
fn warnings_go_by_the_printed_pace() {
    for (executed, relative, warning) in [
        // 485.82 × 7 ÷ 12 × 0.6 = 170.037, × 0.8 = 226.716
        ("170.0", "0.5999", Warning::Red),
        ("170.03", "0.6", Warning::Yellow),
        ("226.72", "0.8", Warning::Green),
        ("226.69", "0.7999", Warning::Yellow),
        ("485.82", "1.7143", Warning::Green),
        ("0", "0", Warning::Red),
    ] {
        let mut form = monitored();
        form.funding().executed = figure(executed, (5, 5));
        let pace = measured(&form).pace.unwrap();
        assert_eq!(pace.relative, d(relative), "{executed}");
        assert_eq!(pace.warning, warning, "{executed}");
    }
}

#[test]
fn the_month_counts() {
    let form = monitored();
    let relative = |month| {
        let rule = MidyearRule { month, ..RULE };
        progress(&form.filing, &form.rules, &rule)
            .pace
            .unwrap()
            .relative
    };
    // 300 ÷ 485.82 = 61.7513%
    assert_eq!(relative(12), d("0.6175"));
    assert_eq!(relative(6), d("1.235"));
}

#[test]
fn red_and_yellow_are_findings_and_green_is_none() {
    for (executed, red, yellow) in [
        ("100", true, false),
        ("200", false, true),
        ("300", false, false),
    ] {
        let mut form = monitored();
        form.funding().executed = figure(executed, (5, 5));
        let found = codes(&form);
        assert_eq!(found.contains(&pace::EXECUTION_RED), red, "{executed}");
        assert_eq!(
            found.contains(&pace::EXECUTION_YELLOW),
            yellow,
            "{executed}"
        );
    }
}

#[test]
fn progress_is_weighted_by_points() {
    // Execution 10 points at 61.75% of the year; two indicators of 45 points at 25 of 50 and at all of it.
    let mut form = monitored();
    form.filing.indicators[1].midyear = quantity("60家", (13, 4)).map(Box::new);
    let progress = measured(&form);
    assert_eq!(progress.execution_points, d("10"));
    assert_eq!(progress.indicators[0].completion, Some(d("0.5")));
    assert_eq!(progress.indicators[1].completion, Some(d("1.2")));
    assert_eq!(progress.indicators[1].share, Some(d("1")));
    assert_eq!(progress.earned, d("67.5"));
    assert_eq!(progress.achieved, Some(d("0.75")));
    // (10 × 1 + 67.5) ÷ 100
    assert_eq!(progress.overall, Some(d("0.775")));
}

#[test]
fn what_cannot_be_measured_is_left_out_and_never_zero() {
    let mut form = monitored();
    form.filing.indicators[0].midyear = None;
    let progress = measured(&form);
    assert_eq!(progress.indicators[0].completion, None);
    assert_eq!((progress.measured, progress.points), (d("45"), d("90")));
    assert_eq!(progress.achieved, Some(d("0.5")));
    let missing = reading::missing(Field::Midyear, Some("服务企业数".into()));
    assert!(findings(&form).iter().any(|f| f.problem == missing));
    form.filing.indicators[0].reason = filings::text("年底开展调查", (12, 9)).map(Box::new);
    assert!(!findings(&form).iter().any(|f| f.problem == missing));
    form.filing.indicators[0].midyear = words("正在推进", (12, 4)).map(Box::new);
    assert_eq!(measured(&form).indicators[0].share, None);
    form.filing.indicators[1].midyear = words("正在推进", (13, 4)).map(Box::new);
    let progress = measured(&form);
    assert_eq!(progress.achieved, None);
    assert_eq!(progress.overall, Some(Decimal::ONE));
}

#[test]
fn indicators_without_weights_share_equally() {
    let mut form = monitored();
    for indicator in &mut form.filing.indicators {
        indicator.points = None;
    }
    form.funding().points = None;
    let progress = measured(&form);
    assert_eq!(progress.indicators[0].points, Some(d("45")));
    assert_eq!(progress.measured, d("90"));
}

#[test]
fn the_budget_is_the_adjusted_one_else_the_initial_one() {
    let mut form = monitored();
    assert_eq!(measured(&form).pace.unwrap().budget, Budget::Adjusted);
    form.funding().adjusted = None;
    let pace = measured(&form).pace.unwrap();
    assert_eq!((pace.budget, pace.rate), (Budget::Initial, d("0.6917")));
    form.funding().executed = None;
    form.funding().rate = figure("40%", (5, 7));
    let pace = measured(&form).pace.unwrap();
    assert_eq!((pace.budget, pace.relative), (Budget::Printed, d("0.6857")));
    form.funding().rate = None;
    assert_eq!(measured(&form).pace, Err(Unscored::NoAmounts));
}

#[test]
fn a_zero_budget_has_no_pace_and_no_progress() {
    let mut form = monitored();
    form.funding().adjusted = figure("0", (5, 4));
    let progress = measured(&form);
    assert_eq!(progress.pace, Err(Unscored::ZeroBudget));
    assert_eq!(progress.overall, None);
    assert!(codes(&form).contains(&funds::ZERO_BUDGET));
}

fn goals() -> Form {
    let mut form = monitored();
    form.filing.stage = Stage::Goals;
    form.funding().executed = None;
    for indicator in &mut form.filing.indicators {
        indicator.midyear = None;
    }
    form
}

#[test]
fn a_goal_form_is_asked_for_goals_alone() {
    let mut form = goals();
    assert_eq!(findings(&form), []);
    form.filing.indicators[0].target = None;
    assert_eq!(codes(&form), BTreeSet::from([&reading::FIELD_MISSING]));
    form.filing.indicators[0].target = filings::words("户", (12, 3));
    assert_eq!(codes(&form), BTreeSet::from([&reading::FIELD_MISSING]));
    form.filing.indicators[0].target = quantity("5O户", (12, 3));
    let unreadable = BTreeSet::from([&reading::UNREADABLE_QUANTITY]);
    assert_eq!(codes(&form), unreadable);
    form = monitored();
    form.filing.stage = Stage::Goals;
    form.filing.indicators[0].points = figure("40", (12, 7));
    assert!(codes(&form).contains(&score::WEIGHT_SUM));
}

/// 数量指标 as a name beside words for a target: the row stands a column too far to the right.
#[test]
fn a_goal_row_shifted_sideways_lacks_its_name() {
    let mut form = goals();
    let row = &mut form.filing.indicators[0];
    row.name = "数量指标".into();
    row.level2 = Some("产出指标".into());
    row.target = filings::words("养护公路里程", (12, 3));
    assert!(codes(&form).contains(&reading::FIELD_MISSING));
    form.filing.indicators[0].level2 = Some("数量指标".into());
    assert!(!codes(&form).contains(&reading::FIELD_MISSING));
}

#[test]
fn rows_of_an_early_form_are_told_like_those_of_the_last() {
    for stage in [Stage::Goals, Stage::Midyear] {
        let mut form = monitored();
        form.filing.stage = stage;
        form.filing.indicators[1].name = form.filing.indicators[0].name.clone();
        let codes_of = codes(&form);
        assert!(
            codes_of.contains(&structure::INDICATOR_REPEATED),
            "{stage:?}"
        );

        let mut form = monitored();
        form.filing.stage = stage;
        form.filing.indicators[1].points = None;
        assert!(codes(&form).contains(&reading::FIELD_MISSING), "{stage:?}");

        let mut form = monitored();
        form.filing.stage = stage;
        for indicator in &mut form.filing.indicators {
            indicator.name = "数量指标".into();
            indicator.level2 = Some("数量指标".into());
        }
        assert!(codes(&form).contains(&reading::FIELD_MISSING), "{stage:?}");
    }
}

#[test]
fn a_check_of_an_early_stage_raises_only_its_codes() {
    let changes: &[fn(&mut Form)] = &[
        |f| f.funding().executed = figure("1", (5, 5)),
        |f| f.funding().executed = figure("200", (5, 5)),
        |f| f.funding().adjusted = figure("0", (5, 4)),
        |f| f.filing.funding = None,
        |f| f.filing.indicators.clear(),
        |f| f.filing.indicators[0].midyear = quantity("约3至5成", (12, 4)).map(Box::new),
        |f| f.filing.indicators[0].target = None,
    ];
    for (change, stage) in changes
        .iter()
        .flat_map(|c| [(c, Stage::Goals), (c, Stage::Midyear)])
    {
        let mut form = monitored();
        form.filing.stage = stage;
        change(&mut form);
        let progress = measured(&form);
        let case = Case {
            filing: &form.filing,
            remarks: &[],
            evaluation: &unscored(&form.filing, &form.rules, None),
            rules: &form.rules,
            progress: Some(&progress),
            annex: &Annex::default(),
        };
        for check in checks(stage) {
            let mut facts = Vec::new();
            (check.run)(&case, &mut facts);
            for (problem, _) in facts {
                assert!(check.codes.contains(&problem.code), "{problem:?}");
            }
        }
    }
}

proptest! {
    /// More executed is never less progress, and a pace is never negative or without bounds.
    #[test]
    fn progress_rises_with_what_is_executed(
        budget in 1_i64..10_000_000,
        less in 0_i64..10_000_000,
        more in 0_i64..10_000_000,
        month in 1_u32..=12,
    ) {
        let at = |executed: i64| {
            let mut form = monitored();
            form.funding().adjusted = figure(&Decimal::new(budget, 2).to_string(), (5, 4));
            form.funding().executed = figure(&Decimal::new(executed, 2).to_string(), (5, 5));
            let rule = MidyearRule { month, ..RULE };
            progress(&form.filing, &form.rules, &rule)
        };
        let (low, high) = (at(less.min(more)), at(less.max(more)));
        let (slow, fast) = (low.pace.unwrap(), high.pace.unwrap());
        prop_assert!(slow.relative <= fast.relative);
        prop_assert!(slow.warning <= fast.warning);
        prop_assert!(low.overall <= high.overall);
        prop_assert!(high.overall.unwrap() <= Decimal::ONE && low.overall.unwrap() >= Decimal::ZERO);
    }

    /// A better mid-year value is never less progress.
    #[test]
    fn progress_rises_with_what_is_achieved(less in 0_u32..200, more in 0_u32..200) {
        let at = |value: u32| {
            let mut form = monitored();
            form.filing.indicators[0].midyear = quantity(&format!("{value}家"), (12, 4)).map(Box::new);
            measured(&form).overall
        };
        prop_assert!(at(less.min(more)) <= at(less.max(more)));
    }

    /// Without a budget there is no pace, whatever was executed.
    #[test]
    fn a_zero_budget_never_has_a_pace(executed in 0_i64..10_000_000) {
        let mut form = monitored();
        form.funding().adjusted = figure("0", (5, 4));
        form.funding().executed = figure(&Decimal::new(executed, 2).to_string(), (5, 5));
        let progress = measured(&form);
        prop_assert_eq!(progress.pace, Err(Unscored::ZeroBudget));
        prop_assert_eq!(progress.overall, None);
    }
}
