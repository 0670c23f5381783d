//! One trial for each code.

use rust_decimal::Decimal;
use ziping::finding::{Code, Fact, Field, Problem, funds, indicator, reading, score, sheet, unit};
use ziping::model::{Basis, CellRef, Content, Measure, MethodKind, Unscored};

use crate::filings::{Form, d, figure, line, quantity, text, words};

/// A code with a change that provokes it and one that comes close and does not.
pub(crate) struct Trial {
    pub(crate) code: &'static Code,
    pub(crate) provoke: fn(&mut Form),
    pub(crate) spare: fn(&mut Form),
}

const fn trial(code: &'static Code, provoke: fn(&mut Form), spare: fn(&mut Form)) -> Trial {
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
        &sheet::HIDDEN_SHEET,
        |f| remark(f, sheet::hidden("旧表".into())),
        nothing,
    ),
    trial(
        &sheet::EXAMPLE_SHEET,
        |f| remark(f, sheet::example("示例".into())),
        nothing,
    ),
    trial(
        &sheet::TEMPLATE_ALTERED,
        |f| {
            remark(
                f,
                sheet::TEMPLATE_ALTERED.with([("what", Fact::text("得分"))]),
            );
        },
        nothing,
    ),
    trial(
        &reading::UNCALCULATED,
        |f| remark(f, reading::UNCALCULATED.with([])),
        nothing,
    ),
    trial(
        &reading::ERROR_VALUE,
        |f| {
            remark(
                f,
                reading::ERROR_VALUE.with([("found", Fact::text("#REF!"))]),
            )
        },
        nothing,
    ),
    trial(
        &sheet::BEYOND_WINDOW,
        |f| remark(f, sheet::BEYOND_WINDOW.with([])),
        nothing,
    ),
    trial(
        &reading::OUT_OF_RANGE,
        |f| remark(f, reading::OUT_OF_RANGE.with([])),
        nothing,
    ),
    trial(
        &reading::LABEL_GUESSED,
        |f| {
            remark(f, reading::guessed("本年预算", Field::Adjusted));
        },
        nothing,
    ),
    trial(
        &reading::COLUMN_UNREAD,
        |f| {
            let found = Fact::text("效果自述");
            remark(f, reading::COLUMN_UNREAD.with([("found", found)]));
        },
        nothing,
    ),
    trial(
        &unit::UNIT_NOT_LISTED,
        |f| {
            let found = Fact::text("某局");
            remark(f, unit::UNIT_NOT_LISTED.with([("found", found)]));
        },
        nothing,
    ),
    trial(
        &unit::UNIT_NAME_DIFFERS,
        |f| {
            let (expected, found) = (Fact::text("乙局"), Fact::text("甲局"));
            remark(f, unit::UNIT_NAME_DIFFERS.differs(expected, found));
        },
        nothing,
    ),
    trial(
        &unit::UNIT_CODE_DIFFERS,
        |f| {
            let (expected, found) = (Fact::text("301001"), Fact::text("301010"));
            remark(f, unit::UNIT_CODE_DIFFERS.differs(expected, found));
        },
        nothing,
    ),
    trial(
        &reading::AMOUNT_IN_LABEL,
        |f| {
            let found = Fact::text("基本支出416.21万元");
            let facts = [("found", found), ("taken", Field::Adjusted.into())];
            remark(f, reading::AMOUNT_IN_LABEL.with(facts));
        },
        nothing,
    ),
    trial(
        &indicator::SHARED_SCORE,
        |f| {
            let names = Fact::text("服务企业数");
            remark(f, indicator::SHARED_SCORE.with([("indicators", names)]));
        },
        nothing,
    ),
    trial(
        &reading::UNREADABLE_QUANTITY,
        |f| f.first().actual.as_mut().unwrap().value.content = Content::Unreadable("约95%".into()),
        |f| f.first().actual = words("良好", (12, 5)),
    ),
    trial(
        &reading::FIELD_MISSING,
        |f| f.first().actual = None,
        |f| {
            f.first().actual = None;
            f.result().method = MethodKind::NothingIncurred;
        },
    ),
    trial(
        &unit::UNIT_UNCLEAR,
        |f| f.filing.unit.name = None,
        |f| f.filing.unit.code = None,
    ),
    trial(&unit::YEAR_UNCLEAR, |f| f.filing.year = None, nothing),
    trial(
        &funds::MEASURE_UNCLEAR,
        |f| f.funding().measure = None,
        |f| {
            let funding = f.funding();
            funding.measure = None;
            (funding.initial, funding.adjusted, funding.executed) = (None, None, None);
        },
    ),
    trial(
        &funds::MEASURE_SUSPECT,
        |f| f.funding().adjusted = figure("2751417.82", (5, 4)),
        |f| {
            f.funding().measure = Some(Measure::Yuan);
            f.funding().adjusted = figure("2751417.82", (5, 4));
        },
    ),
    trial(
        &funds::CROSS_FOOT,
        |f| f.funding().adjusted = figure("0", (5, 4)),
        |f| f.funding().adjusted = figure("485.83", (5, 4)),
    ),
    trial(
        &funds::ADJUSTMENT_MISMATCH,
        |f| f.funding().change = figure("52.11", (5, 3)),
        |f| f.funding().change = figure("52.12", (5, 3)),
    ),
    trial(
        &funds::OVERSPENT,
        |f| f.funding().executed = figure("485.83", (5, 5)),
        |f| f.funding().executed = figure("485.82", (5, 5)),
    ),
    trial(
        &funds::ZERO_BUDGET,
        |f| f.funding().adjusted = figure("0", (5, 4)),
        |f| f.funding().adjusted = None,
    ),
    trial(
        &score::WEIGHT_SUM,
        |f| f.first().points = figure("44", (12, 7)),
        |f| f.first().points = None,
    ),
    trial(
        &score::GROUP_WEIGHT_SUM,
        |f| f.filing.groups[0].points = figure("80", (12, 0)).unwrap(),
        |f| f.filing.groups[0].name = "效益指标".into(),
    ),
    trial(
        &score::SCORE_ABOVE_POINTS,
        |f| f.first().reported = figure("45.01", (12, 8)),
        |f| f.first().reported = figure("45.00", (12, 8)),
    ),
    trial(
        &funds::NEGATIVE,
        |f| f.first().reported = figure("-1", (12, 8)),
        |f| f.funding().change = figure("-52.13", (5, 3)),
    ),
    trial(
        &funds::EXECUTION_RATE_MISMATCH,
        |f| f.funding().rate = figure("89.84%", (5, 7)),
        |f| f.funding().rate = figure("90%", (5, 7)),
    ),
    trial(
        &score::EXECUTION_SCORE_MISMATCH,
        |f| f.funding().reported = figure("8.97", (5, 8)),
        |f| f.funding().reported = figure("9", (5, 8)),
    ),
    trial(
        &indicator::COMPLETION_MISMATCH,
        |f| f.first().completion = figure("103.85%", (12, 6)).map(Box::new),
        |f| f.first().completion = figure("100%", (12, 6)).map(Box::new),
    ),
    trial(
        &score::SCORE_MISMATCH,
        |f| f.first().reported = figure("44.98", (12, 8)),
        |f| {
            f.first().reported = figure("44.98", (12, 8));
            basis(f, Basis::Kept(Unscored::Qualitative));
        },
    ),
    trial(
        &score::TOTAL_MISMATCH,
        |f| f.filing.reported_total = figure("99.01", (14, 8)),
        |f| f.filing.reported_total = figure("99.00", (14, 8)),
    ),
    trial(
        &score::REPORTED_SUM,
        |f| f.filing.reported_total = figure("99.00", (14, 8)),
        |f| {
            f.filing.reported_total = figure("90", (14, 8));
            f.first().reported = None;
        },
    ),
    trial(
        &score::GRADE_MISMATCH,
        |f| f.filing.reported_grade = text("良好", (15, 1)),
        |f| f.filing.reported_grade = text("优秀", (15, 1)),
    ),
    trial(
        &score::NOT_SCORABLE,
        |f| {
            f.evaluation.total = None;
            f.result().score = None;
        },
        nothing,
    ),
    trial(
        &indicator::NOT_VERIFIABLE,
        |f| basis(f, Basis::Kept(Unscored::Qualitative)),
        |f| basis(f, Basis::None(Unscored::Qualitative)),
    ),
    trial(
        &indicator::OUT_OF_BAND,
        |f| f.result().band = Some(Box::new((d("27"), d("36")))),
        |f| f.result().band = Some(Box::new((d("36"), d("45")))),
    ),
    trial(
        &indicator::MEASURES_DIFFER,
        |f| basis(f, Basis::Kept(Unscored::MeasuresDiffer)),
        |f| basis(f, Basis::Kept(Unscored::Qualitative)),
    ),
    trial(
        &indicator::PERCENT_ASSUMED,
        |f| f.first().target = quantity("≥50%", (12, 3)),
        |f| {
            f.first().target = quantity("≥50%", (12, 3));
            f.first().actual = quantity("52%", (12, 5));
        },
    ),
    trial(
        &indicator::OVER_FULFILLED,
        |f| f.result().completion_rate = Some(d("1.3")),
        |f| {
            f.result().completion_rate = Some(d("1.3"));
            f.result().upward = false;
        },
    ),
    trial(
        &indicator::NOTHING_INCURRED,
        |f| f.result().method = MethodKind::NothingIncurred,
        |f| f.result().method = MethodKind::TargetZero,
    ),
];

#[test]
fn the_rest_of_the_negatives_and_caps() {
    for (change, problem) in [
        (
            (|f| f.funding().lines.push(line("其他", ["-1", "", ""], 8))) as fn(&mut Form),
            funds::NEGATIVE.with([
                ("field", Field::Initial.into()),
                ("found", Fact::Figure(d("-1"))),
            ]),
        ),
        (
            |f| f.filing.reported_total = figure("120", (14, 8)),
            score::SCORE_ABOVE_POINTS
                .differs(Fact::Points(Decimal::ONE_HUNDRED), Fact::Points(d("120"))),
        ),
        (
            |f| f.funding().lines[0].rate = figure("98%", (6, 7)),
            funds::EXECUTION_RATE_MISMATCH
                .differs(Fact::Rate(d("415.17") / d("416.21")), Fact::Rate(d("0.98"))),
        ),
    ] {
        let mut form = Form::faultless();
        change(&mut form);
        let found = ziping::audit::audit(&form.filing, &form.evaluation, &form.rules);
        assert!(found.iter().any(|f| f.problem == problem), "{found:?}");
    }
}
