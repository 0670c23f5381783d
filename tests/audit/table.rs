//! One trial for each code.

use rust_decimal::Decimal;
use ziping::finding::{Code, Field, Problem};
use ziping::model::{Basis, CellRef, Content, Measure, MethodKind, Unscored};

use crate::filings::{Form, d, figure, line, quantity, text, words};

/// A code with a change that provokes it and one that comes close and does not.
pub(crate) struct Trial {
    pub(crate) code: Code,
    pub(crate) provoke: fn(&mut Form),
    pub(crate) spare: fn(&mut Form),
}

const fn trial(code: Code, provoke: fn(&mut Form), spare: fn(&mut Form)) -> Trial {
    Trial {
        code,
        provoke,
        spare,
    }
}

fn remark(form: &mut Form, problem: Problem) {
    form.filing
        .remarks
        .push((problem, Some(CellRef::new(12, 8))));
}

fn basis(form: &mut Form, basis: Basis) {
    form.result().basis = basis;
}

const fn nothing(_: &mut Form) {}

pub(crate) const TABLE: &[Trial] = &[
    trial(
        Code::HiddenSheet,
        |f| remark(f, Problem::HiddenSheet("旧表".into())),
        nothing,
    ),
    trial(
        Code::ExampleSheet,
        |f| remark(f, Problem::ExampleSheet("示例".into())),
        nothing,
    ),
    trial(
        Code::TemplateAltered,
        |f| {
            let what = "得分".into();
            remark(f, Problem::TemplateAltered { what });
        },
        nothing,
    ),
    trial(
        Code::Uncalculated,
        |f| remark(f, Problem::Uncalculated),
        nothing,
    ),
    trial(
        Code::ErrorValue,
        |f| remark(f, Problem::ErrorValue("#REF!".into())),
        nothing,
    ),
    trial(
        Code::BeyondWindow,
        |f| remark(f, Problem::BeyondWindow),
        nothing,
    ),
    trial(
        Code::OutOfRange,
        |f| remark(f, Problem::OutOfRange),
        nothing,
    ),
    trial(
        Code::LabelGuessed,
        |f| {
            let taken = Field::Adjusted;
            let typed = "本年预算".into();
            remark(f, Problem::LabelGuessed { typed, taken });
        },
        nothing,
    ),
    trial(
        Code::ColumnUnread,
        |f| {
            let typed = "效果自述".into();
            remark(f, Problem::ColumnUnread { typed });
        },
        nothing,
    ),
    trial(
        Code::UnitNotListed,
        |f| {
            let found = "某局".into();
            let nearest = None;
            remark(f, Problem::UnitNotListed { found, nearest });
        },
        nothing,
    ),
    trial(
        Code::UnitNameDiffers,
        |f| {
            let (expected, found) = ("乙局".into(), "甲局".into());
            remark(f, Problem::UnitNameDiffers { expected, found });
        },
        nothing,
    ),
    trial(
        Code::UnitCodeDiffers,
        |f| {
            let (expected, found) = ("301001".into(), "301010".into());
            remark(f, Problem::UnitCodeDiffers { expected, found });
        },
        nothing,
    ),
    trial(
        Code::AmountInLabel,
        |f| {
            let taken = Field::Adjusted;
            let typed = "基本支出416.21万元".into();
            remark(f, Problem::AmountInLabel { typed, taken });
        },
        nothing,
    ),
    trial(
        Code::SharedScore,
        |f| {
            let indicators = "服务企业数".into();
            remark(f, Problem::SharedScore { indicators });
        },
        nothing,
    ),
    trial(
        Code::UnreadableQuantity,
        |f| f.first().actual.as_mut().unwrap().value.content = Content::Unreadable("约95%".into()),
        |f| f.first().actual = words("良好", (12, 5)),
    ),
    trial(
        Code::FieldMissing,
        |f| f.first().actual = None,
        |f| {
            f.first().actual = None;
            f.result().method = MethodKind::NothingIncurred;
        },
    ),
    trial(
        Code::UnitUnclear,
        |f| f.filing.unit.name = None,
        |f| f.filing.unit.code = None,
    ),
    trial(Code::YearUnclear, |f| f.filing.year = None, nothing),
    trial(
        Code::MeasureUnclear,
        |f| f.funding().measure = None,
        |f| {
            let funding = f.funding();
            funding.measure = None;
            (funding.initial, funding.adjusted, funding.executed) = (None, None, None);
        },
    ),
    trial(
        Code::MeasureSuspect,
        |f| f.funding().adjusted = figure("2751417.82", (5, 4)),
        |f| {
            f.funding().measure = Some(Measure::Yuan);
            f.funding().adjusted = figure("2751417.82", (5, 4));
        },
    ),
    trial(
        Code::CrossFoot,
        |f| f.funding().adjusted = figure("0", (5, 4)),
        |f| f.funding().adjusted = figure("485.83", (5, 4)),
    ),
    trial(
        Code::AdjustmentMismatch,
        |f| f.funding().change = figure("52.11", (5, 3)),
        |f| f.funding().change = figure("52.12", (5, 3)),
    ),
    trial(
        Code::Overspent,
        |f| f.funding().executed = figure("485.83", (5, 5)),
        |f| f.funding().executed = figure("485.82", (5, 5)),
    ),
    trial(
        Code::ZeroBudget,
        |f| f.funding().adjusted = figure("0", (5, 4)),
        |f| f.funding().adjusted = None,
    ),
    trial(
        Code::WeightSum,
        |f| f.first().points = figure("44", (12, 7)),
        |f| f.first().points = None,
    ),
    trial(
        Code::GroupWeightSum,
        |f| f.filing.groups[0].points = figure("80", (12, 0)).unwrap(),
        |f| f.filing.groups[0].name = "效益指标".into(),
    ),
    trial(
        Code::ScoreAbovePoints,
        |f| f.first().reported = figure("45.01", (12, 8)),
        |f| f.first().reported = figure("45.00", (12, 8)),
    ),
    trial(
        Code::Negative,
        |f| f.first().reported = figure("-1", (12, 8)),
        |f| f.funding().change = figure("-52.13", (5, 3)),
    ),
    trial(
        Code::ExecutionRateMismatch,
        |f| f.funding().rate = figure("89.84%", (5, 7)),
        |f| f.funding().rate = figure("90%", (5, 7)),
    ),
    trial(
        Code::ExecutionScoreMismatch,
        |f| f.funding().reported = figure("8.97", (5, 8)),
        |f| f.funding().reported = figure("9", (5, 8)),
    ),
    trial(
        Code::CompletionMismatch,
        |f| f.first().completion = figure("103.85%", (12, 6)).map(Box::new),
        |f| f.first().completion = figure("100%", (12, 6)).map(Box::new),
    ),
    trial(
        Code::ScoreMismatch,
        |f| f.first().reported = figure("44.98", (12, 8)),
        |f| {
            f.first().reported = figure("44.98", (12, 8));
            basis(f, Basis::Kept(Unscored::Qualitative));
        },
    ),
    trial(
        Code::TotalMismatch,
        |f| f.filing.reported_total = figure("99.01", (14, 8)),
        |f| f.filing.reported_total = figure("99.00", (14, 8)),
    ),
    trial(
        Code::ReportedSum,
        |f| f.filing.reported_total = figure("99.00", (14, 8)),
        |f| {
            f.filing.reported_total = figure("90", (14, 8));
            f.first().reported = None;
        },
    ),
    trial(
        Code::GradeMismatch,
        |f| f.filing.reported_grade = text("良好", (15, 1)),
        |f| f.filing.reported_grade = text("优秀", (15, 1)),
    ),
    trial(
        Code::NotScorable,
        |f| {
            f.evaluation.total = None;
            f.result().score = None;
        },
        nothing,
    ),
    trial(
        Code::NotVerifiable,
        |f| basis(f, Basis::Kept(Unscored::Qualitative)),
        |f| basis(f, Basis::None(Unscored::Qualitative)),
    ),
    trial(
        Code::OutOfBand,
        |f| f.result().band = Some(Box::new((d("27"), d("36")))),
        |f| f.result().band = Some(Box::new((d("36"), d("45")))),
    ),
    trial(
        Code::MeasuresDiffer,
        |f| basis(f, Basis::Kept(Unscored::MeasuresDiffer)),
        |f| basis(f, Basis::Kept(Unscored::Qualitative)),
    ),
    trial(
        Code::PercentAssumed,
        |f| f.first().target = quantity("≥50%", (12, 3)),
        |f| {
            f.first().target = quantity("≥50%", (12, 3));
            f.first().actual = quantity("52%", (12, 5));
        },
    ),
    trial(
        Code::OverFulfilled,
        |f| f.result().completion_rate = Some(d("1.3")),
        |f| {
            f.result().completion_rate = Some(d("1.3"));
            f.result().upward = false;
        },
    ),
    trial(
        Code::NothingIncurred,
        |f| f.result().method = MethodKind::NothingIncurred,
        |f| f.result().method = MethodKind::TargetZero,
    ),
];

#[test]
fn the_rest_of_the_negatives_and_caps() {
    for (change, problem) in [
        (
            (|f| f.funding().lines.push(line("其他", ["-1", "", ""], 8))) as fn(&mut Form),
            Problem::Negative {
                field: Field::Initial,
                found: d("-1"),
            },
        ),
        (
            |f| f.filing.reported_total = figure("120", (14, 8)),
            Problem::ScoreAbovePoints {
                expected: Decimal::ONE_HUNDRED,
                found: d("120"),
            },
        ),
        (
            |f| f.funding().lines[0].rate = figure("98%", (6, 7)),
            Problem::ExecutionRateMismatch {
                expected: d("415.17") / d("416.21"),
                found: d("0.98"),
            },
        ),
    ] {
        let mut form = Form::faultless();
        change(&mut form);
        let found = ziping::audit::audit(&form.filing, &form.evaluation, &form.rules);
        assert!(found.iter().any(|f| f.problem == problem), "{found:?}");
    }
}
