//! The audit as a whole: order, severity and place of its findings; what each code finds is in `tests/findings`.

mod parts;

use crate::filings::{Form, cell, figure};
use ziping::audit::audit;
use ziping::base::lang::Lang;
use ziping::finding::{Field, Finding, Severity, funds, merit, reading, structure};
use ziping::rules::Level;

fn findings(change: impl FnOnce(&mut Form)) -> Vec<Finding> {
    let mut form = Form::faultless();
    change(&mut form);
    unexpected(&form)
}

/// What is found about a form apart from what is true of the faultless one.
fn unexpected(form: &Form) -> Vec<Finding> {
    let found = audit(&form.filing, &form.evaluation, &form.rules).into_iter();
    // The form has only one indicator, and little was spent of its budget.
    let natural = [&merit::MERIT_OUTRUNS_MONEY, &structure::GROUP_MISSING];
    found
        .filter(|f| !natural.contains(&f.problem.code))
        .collect()
}

#[test]
fn a_faultless_form_has_no_finding() {
    assert_eq!(findings(|_| {}), []);
}

#[test]
fn a_finding_names_its_place_and_unit() {
    let found = findings(|f| f.funding().rate = figure("100%", (5, 7)));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place().to_string(), "街道/甲局.xlsx → 自评表!H6");
    assert_eq!(found[0].about.unit.as_deref(), Some("甲局"));
    assert_eq!(found[0].severity, Severity::Error);
    let message = found[0].message(Lang::Zh);
    assert!(
        message.contains("89.85%") && message.contains("100%"),
        "{message}"
    );
}

#[test]
fn the_rule_set_decides_the_severity() {
    let found = findings(|f| {
        f.funding().rate = figure("100%", (5, 7));
        f.rules
            .severities
            .insert(&funds::EXECUTION_RATE_MISMATCH, Level::Info);
    });
    assert_eq!(found[0].severity, Severity::Info);
}

#[test]
fn the_rule_set_puts_a_code_on_trial_or_switches_it_off() {
    for (level, severities) in [
        (Level::Trial, vec![Severity::Info]),
        (Level::Off, Vec::new()),
    ] {
        let found = findings(|f| {
            f.funding().rate = figure("100%", (5, 7));
            let code = &funds::EXECUTION_RATE_MISMATCH;
            f.rules.severities.insert(code, level);
        });
        let rates = found
            .iter()
            .filter(|f| f.problem.is(&funds::EXECUTION_RATE_MISMATCH));
        let found: Vec<_> = rates.map(|f| f.severity).collect();
        assert_eq!(found, severities);
    }
}

#[test]
fn findings_follow_the_form() {
    let found = findings(|f| {
        f.filing.year = None;
        f.filing.reported_total = figure("90", (14, 8));
        f.funding().rate = figure("100%", (5, 7));
        f.first().reported = figure("50", (12, 8));
    });
    let cells: Vec<_> = found.iter().map(|f| f.cell()).collect();
    assert!(cells.is_sorted() && cells[0].is_none(), "{cells:?}");
}

#[test]
fn a_blank_submission_is_said_once_a_column() {
    let found = findings(|f| {
        f.filing.reported_total = None;
        f.filing.reported_grade = None;
        f.evaluation.total = None;
        f.evaluation.grade = None;
        for indicator in &mut f.filing.indicators {
            (indicator.actual, indicator.reported) = (None, None);
            indicator.completion = None;
        }
        for result in &mut f.evaluation.indicators {
            (result.score, result.completion_rate) = (None, None);
        }
    });
    let missing: Vec<_> = found
        .iter()
        .filter(|f| f.problem.is(&reading::FIELD_MISSING))
        .map(|f| f.problem.clone())
        .collect();
    let whole = [Field::Total, Field::Actual, Field::Score];
    assert_eq!(missing, whole.map(|field| reading::missing(field, None)));
}

#[test]
fn a_missing_value_names_its_indicator() {
    let found = findings(|f| f.first().actual = None);
    let missing = reading::missing(Field::Actual, Some("服务企业数".into()));
    assert_eq!(found[0].problem, missing);
    assert_eq!(found[0].cell(), Some(cell((12, 2))));
}
