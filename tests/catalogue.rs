//! temp
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
use rust_decimal::Decimal;
use ziping::finding::{Field, Finding, FoundKind, Problem as P, Refusal as R};
use ziping::lang::Lang;
use ziping::model::{Place, Stage};
fn d(t: &str) -> Decimal {
    t.parse().unwrap()
}
fn t(name: &str) -> ecow::EcoString {
    format!("表上\n{name} 甲").into()
}
#[test]
fn record() {
    let (ae, af) = (d("433.69"), d("485.820"));
    let (pe, pf) = (d("8.985"), d("10.00"));
    let (re, rf) = (d("0.89850150"), d("1"));
    let all = vec![
        P::Refused(R::Empty),
        P::Refused(R::Password),
        P::Refused(R::Damaged),
        P::Refused(R::Contradictory),
        P::Refused(R::NotWorkbook(FoundKind::Html)),
        P::Refused(R::NotWorkbook(FoundKind::Picture)),
        P::Refused(R::Archive),
        P::Refused(R::TooLarge {
            found: t("found").as_str().into(),
            limit: t("limit").as_str().into(),
        }),
        P::Refused(R::TooSlow(10)),
        P::Refused(R::TooMuchMemory),
        P::Refused(R::NotOpened),
        P::Refused(R::NotRegular),
        P::Refused(R::LockFile),
        P::Refused(R::OwnOutput),
        P::Refused(R::NamedForRun),
        P::Refused(R::OtherFile(FoundKind::Picture)),
        P::NoForm,
        P::StageDiffers {
            expected: Stage::SelfEvaluation,
            found: Stage::Goals,
        },
        P::StageDiffers {
            expected: Stage::SelfEvaluation,
            found: Stage::Midyear,
        },
        P::StageDiffers {
            expected: Stage::Midyear,
            found: Stage::SelfEvaluation,
        },
        P::HiddenSheet(t("sheet")),
        P::ExampleSheet(t("sheet")),
        P::TemplateAltered { what: t("what") },
        P::Uncalculated,
        P::ErrorValue(t("found")),
        P::BeyondWindow,
        P::OutOfRange,
        P::LabelGuessed {
            typed: t("found"),
            taken: Field::Adjusted,
        },
        P::ColumnUnread { typed: t("found") },
        P::UnreadableQuantity {
            field: Field::Adjusted,
            typed: "约95%".into(),
        },
        P::UnreadableQuantity {
            field: Field::Actual,
            typed: t("found"),
        },
        P::UnreadableQuantity {
            field: Field::Adjusted,
            typed: t("found"),
        },
        P::FieldMissing {
            field: Field::Target,
            of: Some("完成率100%".into()),
        },
        P::FieldMissing {
            field: Field::Adjusted,
            of: Some(t("indicator")),
        },
        P::FieldMissing {
            field: Field::Adjusted,
            of: None,
        },
        P::UnitUnclear,
        P::UnitNotListed {
            found: t("found"),
            nearest: Some(t("nearest")),
        },
        P::UnitNotListed {
            found: t("found"),
            nearest: None,
        },
        P::UnitNameDiffers {
            expected: t("expected"),
            found: t("found"),
        },
        P::UnitCodeDiffers {
            expected: t("expected"),
            found: t("found"),
        },
        P::YearUnclear,
        P::YearDiffers {
            expected: 2023,
            found: 2022,
        },
        P::MeasureUnclear,
        P::MeasureSuspect {
            found: d("2751417.820"),
            measure: "万元",
        },
        P::AmountInLabel {
            typed: t("found"),
            taken: Field::Adjusted,
        },
        P::CrossFoot {
            whole: t("whole"),
            field: Field::Adjusted,
            expected: ae,
            found: af,
        },
        P::AdjustmentMismatch {
            expected: ae,
            found: af,
        },
        P::Overspent {
            expected: ae,
            found: af,
        },
        P::ExecutionRed {
            rate: d("0.3"),
            relative: rf,
        },
        P::ExecutionYellow {
            rate: d("0.3"),
            relative: rf,
        },
        P::ZeroBudget,
        P::WeightSum {
            expected: pe,
            found: pf,
        },
        P::GroupWeightSum {
            group: t("group"),
            expected: pe,
            found: pf,
        },
        P::ScoreAbovePoints {
            expected: pe,
            found: pf,
        },
        P::Negative {
            field: Field::Adjusted,
            found: d("-2.50"),
        },
        P::ExecutionRateMismatch {
            expected: re,
            found: rf,
        },
        P::ExecutionScoreMismatch {
            expected: pe,
            found: pf,
        },
        P::CompletionMismatch {
            expected: re,
            found: rf,
        },
        P::ScoreMismatch {
            indicator: t("indicator"),
            expected: pe,
            found: pf,
        },
        P::TotalMismatch {
            expected: pe,
            found: pf,
        },
        P::ReportedSum {
            expected: pe,
            found: pf,
        },
        P::GradeMismatch {
            expected: t("expected"),
            found: t("found"),
        },
        P::NotVerifiable {
            indicator: t("indicator"),
            found: pf,
        },
        P::OutOfBand {
            indicator: t("indicator"),
            band: (d("6.00"), d("8")),
            found: pf,
        },
        P::MeasuresDiffer {
            indicator: t("indicator"),
            expected: t("expected"),
            found: t("found"),
        },
        P::PercentAssumed {
            indicator: t("indicator"),
            typed: t("found"),
            taken: t("expected"),
        },
        P::OverFulfilled {
            indicator: t("indicator"),
            expected: re,
            found: rf,
        },
        P::NothingIncurred {
            indicator: t("indicator"),
        },
        P::SharedScore {
            indicators: t("indicators"),
        },
        P::DuplicateFile { other: t("other") },
        P::DuplicateUnit { other: t("other") },
        P::NotScorable {
            missing: t("missing"),
        },
    ];
    let mut out = String::new();
    for p in all {
        let (e, f) = p.expected_found();
        let finding = Finding::new(p, Place::file("f".into()), None);
        let c = finding.problem.code();
        let x = ziping::finding::explain(c);
        out += &format!(
            "{} {:?}\n  {}\n  {}\n  {e:?} {f:?}\n",
            c.name(),
            c.severity(),
            finding.message(Lang::Zh),
            finding.message(Lang::En)
        );
        let _ = x;
    }
    insta::assert_snapshot!("wordings", out);
    let mut out = String::new();
    for c in ziping::finding::Code::ALL {
        let x = ziping::finding::explain(*c);
        for t in [c.title(), x.what, x.why, x.example] {
            out += &format!("{} {}\n{}\n", c.name(), t.zh, t.en);
        }
    }
    insta::assert_snapshot!("explanations", out);
}
