//! 名次区间: cases worked out by hand, and laws that hold for any ranking.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::filings::{Form, d, figure, quantity, text};
use crate::fixture;
use proptest::prelude::*;
use rust_decimal::Decimal;
use ziping::base::number::{Rounding, RoundingMode};
use ziping::model::Kind;
use ziping::rules::{RuleSet, evaluate};
use ziping::run::rank::bands::{Band, Doubt, GradeLift, OmittedClass, Span, bands};
use ziping::run::rank::rank;
use ziping::run::{Assessed, Assessment};

/// One part of a form: group, class, points and percent attained.
type Part = (String, Option<String>, String, String);

/// A form of which every indicator aims at 100 and attains so many percent.
fn form(name: &str, kind: Kind, parts: &[Part], rules: &RuleSet) -> Assessed {
    let mut filing = Form::faultless().filing;
    let model = filing.indicators[0].clone();
    let mut funding = filing.funding.take();
    filing.kind = kind;
    filing.file = format!("{name}.xlsx").into();
    filing.unit.name = text(name, (2, 1));
    filing.indicators.clear();
    for (group, class, points, percent) in parts {
        if group == "执行" {
            let mut execution = funding.take().unwrap();
            execution.points = figure(points, (5, 6));
            execution.adjusted = figure("100", (5, 4));
            execution.executed = figure(percent, (5, 5));
            filing.funding = Some(execution);
            continue;
        }
        let mut indicator = model.clone();
        indicator.level1 = Some(group.as_str().into());
        indicator.level2 = class.as_deref().map(Into::into);
        indicator.target = quantity("≥100", (12, 3));
        indicator.actual = quantity(percent, (12, 5));
        indicator.points = figure(points, (12, 7));
        filing.indicators.push(indicator);
    }
    Assessed {
        progress: None,
        versions: None,
        reviewed: None,
        evaluation: evaluate(&filing, rules).packed(),
        filing: filing.packed(),
        findings: Vec::new(),
        projects: None,
        unused: Box::default(),
        barred: Vec::new(),
        standing: None,
    }
}

fn assessment(forms: Vec<Assessed>, rules: RuleSet) -> Assessment {
    let mut assessment = fixture::district();
    assessment.rules = Arc::new(rules);
    assessment.forms = rank(forms);
    assessment
}

fn default() -> RuleSet {
    RuleSet::load(None).unwrap()
}

/// `产出/数量 50×80`
fn part(written: &str) -> Part {
    let (group, figures) = written.trim().split_once(' ').unwrap();
    let (points, percent) = figures.split_once('×').unwrap();
    let (group, class) = match group.split_once('/') {
        Some((group, class)) => (group, Some(class.to_owned())),
        None => (group, None),
    };
    (
        group.to_owned(),
        class,
        points.to_owned(),
        percent.to_owned(),
    )
}

fn unit(name: &str, parts: &str) -> Assessed {
    let parts: Vec<_> = parts.split(", ").map(part).collect();
    form(name, Kind::Unit, &parts, &default())
}

fn ranks(span: Span) -> String {
    format!("{}–{}", span.ranks.0, span.ranks.1)
}

#[test]
fn small_rankings_come_out_as_by_hand() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bands/cases.txt");
    let table = fs::read_to_string(path).unwrap();
    let mut cases = 0;
    for case in table.split("\n== ").skip(1) {
        let (title, lines) = case.split_once('\n').unwrap();
        let lines: Vec<_> = lines.lines().filter_map(|l| l.split_once(" => ")).collect();
        let forms = lines.iter().map(|(form, _)| {
            let (name, parts) = form.split_once(": ").unwrap();
            unit(name, parts)
        });
        let assessment = assessment(forms.collect(), default());
        let bands = bands(&assessment);
        for (form, expected) in &lines {
            let named = |f: &Assessed| form.starts_with(&format!("{}: ", f.unit_name()));
            let at = assessment.forms.iter().position(named).unwrap();
            let band = bands.of(at).unwrap();
            let spans = [band.all, band.indicator, band.class, band.rounding].map(ranks);
            let rank = assessment.forms[at].standing.unwrap().rank;
            let found = format!("{rank}; {}", spans.join("; "));
            assert_eq!(found, *expected, "{title}: {form}");
            cases += 1;
        }
    }
    assert_eq!(cases, 17);
}

/// The doubts about neighbours, by name.
fn near(assessment: &Assessment, band: &Band) -> Vec<(String, Vec<Doubt>)> {
    let near = band.near.iter().map(|near| {
        let name = assessment.forms[near.form].unit_name().to_owned();
        (name, near.doubts.clone())
    });
    near.collect()
}

#[test]
fn neighbours_are_told_apart_or_not_and_why() {
    let assessment = assessment(
        vec![
            unit("甲", "产出 50×100, 效益 50×90"),
            unit("乙", "产出 50×100, 效益 50×90"),
            unit("丙", "产出 50×100, 效益 50×89.98"),
            unit("丁", "产出 50×89.6, 效益 50×100"),
            unit("戊", "产出 50×50, 效益 50×40"),
        ],
        default(),
    );
    let names: Vec<_> = assessment.forms.iter().map(Assessed::unit_name).collect();
    assert_eq!(names, ["乙", "甲", "丙", "丁", "戊"]);
    let bands = bands(&assessment);
    let of = |at: usize| near(&assessment, bands.of(at).unwrap());
    let told = |name: &str, doubts: &[Doubt]| (name.to_owned(), doubts.to_vec());
    assert_eq!(
        of(0),
        [
            told("甲", &[Doubt::Tie, Doubt::Indicator]),
            // a gap of 0.01, and each of the scores 45.00 and 44.99 may be off by 0.005 + 50 × 0.00005
            told("丙", &[Doubt::Rounding, Doubt::Indicator]),
            // 5.2 points lost in 产出 against 5 in 效益: turned where 效益 weighs 4 % more than 产出
            told("丁", &[Doubt::Weights, Doubt::Class, Doubt::Indicator]),
        ]
    );
    assert_eq!(of(4), []);
}

#[test]
fn bounds_of_grades_are_measured_in_points() {
    let assessment = assessment(
        vec![
            unit("甲", "产出 50×100, 效益 30×90, 满意度 20×62"),
            unit("乙", "产出 50×90, 效益 30×94, 满意度 20×92"),
            unit("丙", "产出 50×100, 效益 50×80"),
            unit("丁", "产出 50×50, 效益 50×50"),
        ],
        default(),
    );
    let bands = bands(&assessment);
    let reach = |at: usize| bands.of(at).unwrap().grade.clone();
    let names: Vec<_> = assessment.forms.iter().map(Assessed::unit_name).collect();
    assert_eq!(names, ["乙", "丙", "甲", "丁"]);
    // 乙 45 + 28.2 + 18.4 = 91.6, the best grade by 1.6
    let second = reach(0);
    assert_eq!((second.missing, second.spare), (None, Some(d("1.6"))));
    assert_eq!(second.enough, None);
    // 丙 50 + 40 = 90: on the bound, and without 产出 80
    let third = reach(1);
    assert_eq!((third.missing, third.spare), (None, Some(d("0"))));
    assert!(third.open());
    assert_eq!(third.worst.unwrap().name.as_ref(), "良");
    // 甲 50 + 27 + 12.4 = 89.4: 0.6 short; of the losses 3 and 7.6 the smaller would do
    let first = reach(2);
    assert_eq!(
        (first.missing, first.spare),
        (Some(d("0.6")), Some(d("9.4")))
    );
    assert_eq!(first.enough, Some(GradeLift::Indicator(1, d("3"))));
    // 丁 50: 10 short of the next grade, and the last has no lower bound
    let last = reach(3);
    assert_eq!((last.missing, last.spare), (Some(d("10")), None));
    assert_eq!(last.enough, Some(GradeLift::Indicator(0, d("25"))));
    assert!(!last.open());
}

#[test]
fn several_indicators_or_execution_may_be_needed() {
    let assessment = assessment(
        vec![
            unit("甲", "执行 10×80, 产出 50×90, 效益 40×90"),
            unit("乙", "执行 10×0, 产出 50×100, 效益 40×97.5"),
        ],
        default(),
    );
    let bands = bands(&assessment);
    // 甲 8 + 45 + 36 = 89: 1 short, execution lost 2
    // 乙 0 + 50 + 39 = 89: 1 short, 效益 lost exactly 1
    let enough = |name: &str| {
        let named = |f: &Assessed| f.unit_name() == name;
        let at = assessment.forms.iter().position(named).unwrap();
        bands.of(at).unwrap().grade.enough.clone()
    };
    assert_eq!(enough("甲"), Some(GradeLift::Execution(d("2"))));
    assert_eq!(enough("乙"), Some(GradeLift::Indicator(1, d("1"))));
    let low = assessment_of_one("产出 50×70, 效益 50×70, 成本 1×0");
    // 70 of 101: 10 short of 80, losses 15, 15 and 1 … 良 takes one
    assert_eq!(low, Some(GradeLift::Indicator(0, d("15"))));
    let lower = assessment_of_one("产出 30×70, 效益 30×70, 成本 40×80");
    // 21 + 21 + 32 = 74: 6 short of 80, 8 lost on 成本 would do
    assert_eq!(lower, Some(GradeLift::Indicator(2, d("8"))));
    let lowest = assessment_of_one("产出 25×40, 效益 25×40, 成本 25×40, 满意度 25×40");
    // 40: 20 short of 60, 15 lost on each: two of them
    assert_eq!(lowest, Some(GradeLift::Several(2)));
}

fn assessment_of_one(parts: &str) -> Option<GradeLift> {
    let assessment = assessment(vec![unit("甲", parts)], default());
    bands(&assessment).of(0).unwrap().grade.enough.clone()
}

#[test]
fn projects_are_banded_among_projects() {
    let parts = [part("产出 50×100"), part("效益 50×60")];
    let project = form("项", Kind::Project, &parts, &default());
    let forms = vec![
        unit("甲", "产出 50×100, 效益 50×90"),
        unit("乙", "产出 50×90, 效益 50×100"),
        project,
    ];
    let assessment = assessment(forms, default());
    let bands = bands(&assessment);
    assert_eq!(bands.of(2).unwrap().all.ranks, (1, 1));
    assert_eq!(bands.of(0).unwrap().all.ranks, (1, 2));
    let produced = OmittedClass::Level1("产出".into());
    assert!(bands.left_out(Kind::Unit).contains(&produced));
    assert_eq!(bands.of(3), None);
}

#[test]
fn an_unranked_form_has_no_band_and_bounds_none() {
    let mut barred = unit("甲", "产出 50×100, 效益 50×100");
    barred.barred.push(ziping::finding::funds::zero_budget());
    let forms = vec![barred, unit("乙", "产出 50×90, 效益 50×90")];
    let assessment = assessment(forms, default());
    let bands = bands(&assessment);
    assert_eq!(bands.of(0).unwrap().all.ranks, (1, 1));
    assert_eq!(bands.of(1), None);
}

/// Group, class, points and percent of some indicators, and the execution rate.
type Drawn = (Vec<(usize, u32, u32, u32)>, Option<u32>);

/// Forms with execution and indicators of a few groups; `groups` how many of them.
fn some_forms(groups: usize) -> impl Strategy<Value = Vec<Assessed>> {
    const GROUPS: [&str; 5] = ["产出指标", "产出", "效益", "满意度", "本地"];
    let one = (0..groups, 0_u32..3, 1_u32..40, 0_u32..101);
    let execution = proptest::option::of(0_u32..1_000);
    let parts = proptest::collection::vec(one, 1..6);
    proptest::collection::vec((parts, execution), 1..14).prop_map(move |all| {
        let rules = default();
        let build = |(nth, (parts, execution)): (usize, Drawn)| {
            let indicators = parts.into_iter().map(|(group, class, points, percent)| {
                let class = (class > 0).then(|| format!("第{class}类"));
                let points = Decimal::new(i64::from(points) * 5, 1).to_string();
                (GROUPS[group].to_owned(), class, points, percent.to_string())
            });
            let rate = execution.filter(|_| groups > 2).map(|thousandths| {
                let percent = Decimal::new(i64::from(thousandths), 1).to_string();
                ("执行".to_owned(), None, "10".to_owned(), percent)
            });
            let parts: Vec<_> = indicators.chain(rate).collect();
            form(&format!("u{nth:02}"), Kind::Unit, &parts, &rules)
        };
        all.into_iter().enumerate().map(build).collect()
    })
}

/// A total after one indicator is left out, with decimals and one rounding.
fn without(form: &Assessed, left_out: usize, places: u32) -> Decimal {
    let scores = form.evaluation.indicators.open();
    let indicators = form.filing.indicators.open();
    let points = indicators.iter().map(|i| i.points.as_ref().unwrap().value);
    let execution = form.filing.funding.as_ref();
    let execution = execution.map_or(Decimal::ZERO, |f| f.points.as_ref().unwrap().value);
    let all = points.clone().sum::<Decimal>() + execution;
    let weight = all - points.clone().nth(left_out).unwrap();
    let total = form.evaluation.total.unwrap();
    if weight.is_zero() {
        return total;
    }
    let earned = (total - scores[left_out].score.unwrap()) * all;
    Rounding::new(places, RoundingMode::HalfUp).apply(earned / weight)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn ranks_and_totals_lie_within_every_family(forms in some_forms(5)) {
        let count = forms.len();
        let assessment = assessment(forms, default());
        let bands = bands(&assessment);
        for (at, form) in assessment.forms.iter().enumerate() {
            let band = bands.of(at).unwrap();
            let (rank, total) = (form.standing.unwrap().rank, form.evaluation.total.unwrap());
            let (usual, extreme) = (band.weights.unwrap(), band.weights_extreme.unwrap());
            for span in [band.all, band.indicator, band.class, band.rounding, usual, extreme] {
                prop_assert!(span.ranks.0 <= rank && rank <= span.ranks.1);
                prop_assert!(span.totals.0 <= total && total <= span.totals.1);
                prop_assert!(1 <= span.ranks.0 && span.ranks.1 <= count);
            }
            for span in [band.indicator, band.class, band.rounding, usual] {
                prop_assert!(band.all.ranks.0 <= span.ranks.0 && span.ranks.1 <= band.all.ranks.1);
            }
            prop_assert!(extreme.ranks.0 <= usual.ranks.0 && usual.ranks.1 <= extreme.ranks.1);
        }
    }

    #[test]
    fn one_indicator_out_is_exact(forms in some_forms(5)) {
        let assessment = assessment(forms, default());
        let bands = bands(&assessment);
        for (at, form) in assessment.forms.iter().enumerate() {
            let others = || assessment.forms.iter().enumerate().filter(|(other, _)| *other != at);
            let total = form.evaluation.total.unwrap();
            let mut expected = ((usize::MAX, 0), (total, total));
            let scenarios = (0..form.filing.indicators.len()).map(|i| without(form, i, 2));
            for scenario in scenarios.chain([total]) {
                let better = |(_, f): &(usize, &Assessed)| f.evaluation.total.unwrap() > scenario;
                let rank = 1 + others().filter(better).count();
                expected.0 = (expected.0.0.min(rank), expected.0.1.max(rank));
                expected.1 = (expected.1.0.min(scenario), expected.1.1.max(scenario));
            }
            let found = bands.of(at).unwrap().indicator;
            prop_assert_eq!((found.ranks, found.totals), expected, "{}", form.unit_name());
        }
    }

    #[test]
    fn equal_factors_change_nothing(forms in some_forms(2)) {
        // All indicators are of one group, so every draw weights them alike.
        let assessment = assessment(forms, default());
        let bands = bands(&assessment);
        for (at, form) in assessment.forms.iter().enumerate() {
            let extreme = bands.of(at).unwrap().weights_extreme.unwrap();
            let total = form.evaluation.total.unwrap();
            prop_assert_eq!(extreme.totals, (total, total));
        }
    }

    #[test]
    fn the_order_of_input_is_irrelevant(
        (forms, mixed) in some_forms(5).prop_flat_map(|f| (Just(f.clone()), Just(f).prop_shuffle())),
    ) {
        let [one, other] = [forms, mixed].map(|f| assessment(f, default()));
        prop_assert_eq!(bands(&one), bands(&other));
    }
}

#[test]
fn threads_change_nothing() {
    let assessment = fixture::district();
    let [one, two, seven] = [1, 2, 7].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| bands(&assessment))
    });
    assert!(one == two && two == seven);
    assert!(one.of(0).is_some());
}
