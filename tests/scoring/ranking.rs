//! The ranking and its summary figures, by cases and by laws.

use crate::filings::{Form, d, figure, rules, text};
use proptest::prelude::*;
use rust_decimal::Decimal;
use ziping::finding::{Fact, Finding, FindingSubject, funds, measure};
use ziping::model::{Kind, Measure};
use ziping::run::Assessed;
use ziping::run::rank::{rank, summary};

fn form(name: &str, total: Option<&str>, rate: Option<&str>) -> Assessed {
    let Form {
        mut filing,
        mut evaluation,
        rules,
    } = Form::faultless();
    filing.file = format!("{name}.xlsx").into();
    filing.unit.name = text(name, (2, 1));
    filing.reported_total = None;
    evaluation.total = total.map(d);
    evaluation.grade = evaluation.total.and_then(|t| rules.grade(t));
    evaluation.execution.rate = rate.map(d);
    Assessed {
        progress: None,
        versions: None,
        reviewed: None,
        filing: filing.packed(),
        evaluation: evaluation.packed(),
        findings: Vec::new(),
        projects: None,
        unused: Box::default(),
        barred: Vec::new(),
        standing: None,
    }
}

fn grouped(mut form: Assessed, group: &str) -> Assessed {
    form.filing.unit.group = Some(group.into());
    form
}

fn reported(mut form: Assessed, total: &str) -> Assessed {
    form.filing.reported_total = figure(total, (14, 8));
    form
}

fn project(mut form: Assessed) -> Assessed {
    form.filing.kind = Kind::Project;
    form
}

fn shown(forms: &[Assessed]) -> Vec<(String, Option<usize>)> {
    forms
        .iter()
        .map(|f| {
            let name = f.filing.unit.name.as_ref().unwrap().value.clone();
            (name.into(), f.standing.map(|s| s.rank))
        })
        .collect()
}

fn line(name: &str, rank: Option<usize>) -> (String, Option<usize>) {
    (name.to_owned(), rank)
}

#[test]
fn ties_share_a_rank_and_are_shown_by_rate_name_and_path() {
    let forms = vec![
        form("e", None, None),
        form("d", Some("80"), None),
        project(form("p", Some("99"), None)),
        form("c", Some("90.0"), None),
        form("b", Some("90.00"), Some("0.5")),
        form("a", Some("90"), Some("0.9")),
        form("f", Some("95"), None),
        form("b2", Some("90"), Some("0.5")),
    ];
    assert_eq!(
        shown(&rank(forms)),
        [
            line("f", Some(1)),
            line("a", Some(2)),
            line("b", Some(2)),
            line("b2", Some(2)),
            line("c", Some(2)),
            line("d", Some(6)),
            line("e", None),
            line("p", Some(1)),
        ]
    );
}

#[test]
fn what_is_set_aside_takes_no_rank() {
    let forms = vec![
        form("a", Some("95"), None),
        form("b", Some("90"), None),
        form("c", Some("85"), None),
    ];
    let mut forms = forms;
    forms[0].barred.push(funds::zero_budget());
    let ranked = rank(forms);
    assert_eq!(
        shown(&ranked),
        [line("b", Some(1)), line("c", Some(2)), line("a", None)]
    );
}

#[test]
fn groups_and_filed_totals_are_ranked_for_themselves() {
    let forms = vec![
        reported(grouped(form("a", Some("95"), None), "街道"), "96"),
        grouped(form("b", Some("90"), None), "镇"),
        reported(grouped(form("c", Some("85"), None), "街道"), "99"),
        reported(grouped(form("d", Some("80"), None), "镇"), "99"),
        reported(form("e", None, None), "100"),
    ];
    let standings: Vec<_> = rank(forms)
        .iter()
        .filter_map(|f| f.standing)
        .map(|s| (s.group_rank, s.reported_rank))
        .collect();
    assert_eq!(
        standings,
        [
            (Some(1), Some(3)),
            (Some(1), None),
            (Some(2), Some(1)),
            (Some(2), Some(1)),
        ]
    );
}

#[test]
fn the_summary_weighs_by_money() {
    let mut small = form("a", Some("95"), None);
    let funding = small.filing.funding.as_mut().unwrap();
    funding.measure = Some(Measure::Yuan);
    funding.adjusted = figure("10000", (5, 4));
    funding.executed = figure("10000", (5, 5));
    let mut large = form("b", Some("85.5"), None);
    let funding = large.filing.funding.as_mut().unwrap();
    funding.adjusted = figure("3", (5, 4));
    funding.executed = figure("1", (5, 5));
    let mut swollen = form("c", Some("59"), None);
    let found = Fact::Money(Decimal::ONE, Measure::TenThousandYuan);
    swollen.findings.push(Finding::new(
        measure::MEASURE_SUSPECT.with([("found", found)]),
        &FindingSubject::file(&"c.xlsx".into(), None),
        None,
    ));
    let unranked = form("d", None, None);
    let forms = rank(vec![small, large, swollen, unranked]);
    let sums = summary(forms.iter(), &rules().grades);
    assert_eq!((sums.forms, sums.rated), (3, 2));
    assert_eq!(sums.execution_rate, Some(d("0.5")));
    assert_eq!(sums.median, Some(d("85.5")));
    assert_eq!(sums.mean, d("239.5").checked_div(d("3")));
    let counts: Vec<_> = sums.grades.iter().map(|g| g.count).collect();
    assert_eq!(counts, [1, 1, 0, 1]);
    assert_eq!(sums.grades[0].share, d("1").checked_div(d("3")));
}

#[test]
fn an_even_number_has_its_median_between() {
    let forms = vec![form("a", Some("90"), None), form("b", Some("81"), None)];
    let forms = rank(forms);
    assert_eq!(summary(forms.iter(), &[]).median, Some(d("85.5")));
    let none = summary(std::iter::empty(), &rules().grades);
    assert_eq!((none.mean, none.median), (None, None));
    assert_eq!(none.grades[0].share, None);
}

/// Forms with few different totals, so that ties are common.
fn some_forms() -> impl Strategy<Value = Vec<Assessed>> {
    let one = (
        proptest::option::weighted(0.8, 800_u32..805),
        0_u32..3,
        any::<bool>(),
        proptest::option::of(0_usize..2),
    );
    proptest::collection::vec(one, 0..25).prop_map(|all| {
        let build =
            |(i, (total, rate, unit, group)): (usize, (Option<u32>, u32, bool, Option<usize>))| {
                let total = total.map(|t| Decimal::new(i64::from(t), 1).to_string());
                let rate = Decimal::new(i64::from(rate), 1).to_string();
                let mut form = form(&format!("u{i:02}"), total.as_deref(), Some(&rate));
                form.filing.kind = if unit { Kind::Unit } else { Kind::Project };
                form.filing.unit.group = group.map(|g| format!("g{g}").into());
                form
            };
        all.into_iter().enumerate().map(build).collect()
    })
}

proptest! {
    #[test]
    fn a_rank_is_one_more_than_the_number_of_better_forms(forms in some_forms()) {
        let ranked = rank(forms);
        for form in &ranked {
            let better = |same_group: bool| {
                1 + ranked.iter().filter(|other| {
                    other.filing.kind == form.filing.kind
                        && (!same_group || other.filing.unit.group == form.filing.unit.group)
                        && other.evaluation.total > form.evaluation.total
                }).count()
            };
            let Some(standing) = form.standing else {
                prop_assert!(form.evaluation.total.is_none());
                continue;
            };
            prop_assert_eq!(standing.rank, better(false));
            let group = form.filing.unit.group.as_ref().map(|_| better(true));
            prop_assert_eq!(standing.group_rank, group);
        }
    }

    #[test]
    fn the_order_of_input_is_irrelevant(
        (forms, mixed) in some_forms().prop_flat_map(|f| (Just(f.clone()), Just(f).prop_shuffle())),
    ) {
        prop_assert_eq!(shown(&rank(forms)), shown(&rank(mixed)));
    }

    #[test]
    fn no_form_is_lost(forms in some_forms()) {
        let count = forms.len();
        let ranked = rank(forms);
        prop_assert_eq!(ranked.len(), count);
        let kinds: Vec<_> = ranked.iter().map(|f| f.filing.kind).collect();
        prop_assert!(kinds.is_sorted());
    }
}
