//! The money block: total, parts by expenditure and by source, execution rate and its score.

use rust_xlsxwriter::XlsxError;

use super::access::{self, Access};
use super::main_sheet::Plan;
use super::pace;
use super::pen::{Area, Look, Pen, Value, address, fixed};
use super::scoring::{self, Scoring, at};
use super::shape::{ACTUAL, LAST, MIDYEAR, NAME, POINTS, REASON, SCORE, Step, height, width};
use super::worth::Worth;
use super::{FundRow, Order, Prefill};
use crate::form::labels::{FundColumn, FundRow as Role, Labels, key};
use crate::model::{Kind, Stage};
use crate::rules::{RuleSet, ZeroBudget};

/// 年初预算数
pub(super) const INITIAL: (u16, u16) = (3, 4);
/// 年中调整数
const CHANGE: (u16, u16) = (5, 6);
/// 全年预算数
pub(super) const ADJUSTED: (u16, u16) = (7, 8);
/// 全年执行数
pub(super) const EXECUTED: (u16, u16) = (9, 9);
const RATE: (u16, u16) = (11, 11);
/// 全年预计执行数, on a monitoring form
pub(super) const FORECAST: (u16, u16) = (REASON, REASON);
/// 偏差原因 of the execution
const WHY: (u16, u16) = (REASON, LAST);

/// A row below the total row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// As it is printed.
    pub(super) label: String,
    /// What it is a part of.
    pub(super) part: Part,
}

/// What a row is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// 基本支出
    Basic,
    /// 人员经费, 公用经费
    InsideBasic,
    /// 项目支出
    Project,
    /// A line that only heads those below it.
    Heading,
    /// One of the sources that make up the total.
    Source,
    /// Known beforehand and of no known kind.
    Other,
}

const UNIT_LINES: [(&str, Part); 10] = [
    ("其中：基本支出", Part::Basic),
    ("　　　　人员经费", Part::InsideBasic),
    ("　　　　公用经费", Part::InsideBasic),
    ("　　　项目支出", Part::Project),
    ("按资金来源分：", Part::Heading),
    ("　　　一般公共预算拨款", Part::Source),
    ("　　　政府性基金预算拨款", Part::Source),
    ("　　　财政专户管理资金", Part::Source),
    ("　　　上年结转资金", Part::Source),
    ("　　　其他资金", Part::Source),
];

const PROJECT_LINES: [(&str, Part); 3] = [
    ("其中：当年财政拨款", Part::Source),
    ("　　　上年结转资金", Part::Source),
    ("　　　其他资金", Part::Source),
];

/// The rows below the total row: the usual ones, and behind them those that are known beforehand besides.
pub(super) fn lines(kind: Kind, known: &[FundRow], labels: &Labels) -> Vec<Line> {
    let usual: &[(&str, Part)] = match kind {
        Kind::Unit => &UNIT_LINES,
        Kind::Project => &PROJECT_LINES,
    };
    let mut lines: Vec<Line> = usual
        .iter()
        .map(|(label, part)| Line {
            label: (*label).to_owned(),
            part: *part,
        })
        .collect();
    for row in known.iter().filter(|row| !is_total(row, labels)) {
        if !lines.iter().any(|line| same(&line.label, &row.label)) {
            lines.push(Line {
                label: row.label.clone(),
                part: Part::Other,
            });
        }
    }
    lines
}

fn same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// What is known of the total row.
pub(super) fn total(known: &[FundRow], labels: &Labels) -> FundRow {
    let total = known.iter().find(|row| is_total(row, labels));
    total.cloned().unwrap_or_default()
}

fn is_total(row: &FundRow, labels: &Labels) -> bool {
    labels.fund_rows.exact(&key(&row.label)) == Some(Role::Total)
}

/// A column with what stands behind its wording, and where it stands.
type Header = (FundColumn, &'static str, (u16, u16));

/// The columns of a goal form and a self-evaluation with their headers.
const HEADERS: [Header; 7] = [
    (FundColumn::Initial, "", INITIAL),
    (FundColumn::Change, "", CHANGE),
    (FundColumn::Adjusted, "（A）", ADJUSTED),
    (FundColumn::Executed, "（B）", EXECUTED),
    (FundColumn::Points, "", (POINTS, POINTS)),
    (FundColumn::Rate, "（B/A）", RATE),
    (FundColumn::Score, "", (SCORE, SCORE)),
];

/// The columns of a monitoring form; what is expected of the year stands beside the reason.
const WATCHED: [Header; 7] = [
    (FundColumn::Initial, "", INITIAL),
    (FundColumn::Change, "", CHANGE),
    (FundColumn::Adjusted, "（A）", ADJUSTED),
    (FundColumn::Midyear, "（B）", EXECUTED),
    (FundColumn::Points, "", (POINTS, POINTS)),
    (FundColumn::Rate, "（B/A）", RATE),
    (FundColumn::Forecast, "", FORECAST),
];

const fn columns(stage: Stage) -> [Header; 7] {
    match stage {
        Stage::Midyear => WATCHED,
        Stage::Goals | Stage::SelfEvaluation => HEADERS,
    }
}

/// 偏差原因 of the execution at a stage.
pub(super) const fn why(stage: Stage) -> (u16, u16) {
    match stage {
        Stage::Midyear => (LAST, LAST),
        Stage::Goals | Stage::SelfEvaluation => WHY,
    }
}

/// Header of the last column, which the reader knows and does not use.
const WHY_HEADER: &str = "偏差原因";

/// The labels of the block: its columns and the total row.
pub(super) fn labels(stage: Stage, labels: &Labels) -> Vec<String> {
    let columns = columns(stage).into_iter();
    let columns = columns.filter_map(|(role, ..)| labels.fund_columns.canonical(role));
    let total = labels.fund_rows.canonical(Role::Total);
    columns.chain(total).map(str::to_owned).collect()
}

/// Writes the block.
pub(super) fn write(
    pen: &mut Pen<'_>,
    order: &Order<'_>,
    plan: &Plan,
    prefill: &Prefill,
    worth: &Worth,
) -> Result<(), XlsxError> {
    let rows = (plan.funds, plan.goals - 1);
    pen.label(Area { rows, cols: (0, 1) }, block_label(order.kind))?;
    headers(pen, order, plan.funds)?;
    let label = order.labels.fund_rows.canonical(Role::Total);
    let total = total(&prefill.funds, order.labels);
    pen.label(Area::cell(plan.sum(), NAME), label.unwrap_or_default())?;
    let lay = Layout { order, prefill };
    lay.amounts(pen, plan.sum(), &total)?;
    lay.execution(pen, plan.sum(), &total, worth)?;
    for (row, line) in (plan.sum() + 1..).zip(&plan.lines) {
        let known = prefill.funds.iter().find(|f| same(&f.label, &line.label));
        if line.part == Part::Heading {
            pen.label(Area::row(row, (NAME, LAST)), &line.label)?;
            continue;
        }
        pen.put(
            Area::cell(row, NAME),
            Look::Line,
            &Value::text(&*line.label),
        )?;
        lay.amounts(pen, row, known.unwrap_or(&FundRow::default()))?;
        for col in [POINTS, SCORE] {
            pen.label(Area::cell(row, col), "—")?;
        }
    }
    Ok(())
}

const fn block_label(kind: Kind) -> &'static str {
    match kind {
        Kind::Unit => "年度预算执行情况\n（万元）",
        Kind::Project => "项目资金\n（万元）",
    }
}

fn headers(pen: &mut Pen<'_>, order: &Order<'_>, row: u32) -> Result<(), XlsxError> {
    let (labels, stage) = (order.labels, order.stage);
    let tall = if stage == Stage::Midyear { 58 } else { 30 };
    pen.height(row, tall)?;
    pen.label(Area::cell(row, NAME), "")?;
    if stage == Stage::Midyear {
        pen.label(Area::cell(row, SCORE), pace::HEADER)?;
    }
    for (role, behind, cols) in columns(stage) {
        let label = labels.fund_columns.canonical(role).unwrap_or_default();
        let text = match behind {
            "" => label.to_owned(),
            behind => format!("{label}\n{behind}"),
        };
        pen.label(Area::row(row, cols), &text)?;
    }
    pen.label(Area::row(row, why(stage)), WHY_HEADER)
}

/// What the rows of the block depend on.
struct Layout<'a> {
    order: &'a Order<'a>,
    prefill: &'a Prefill,
}

impl Layout<'_> {
    /// A cell that is typed into, as far as it is open at the stage.
    fn typed(
        &self,
        pen: &mut Pen<'_>,
        (area, role): (Area, FundColumn),
        look: Look,
        value: &Value,
    ) -> Result<(), XlsxError> {
        match access::fund(self.order.stage, role, self.prefill, value) {
            Access::Shut => pen.put(area, Look::Shut, &Value::Blank),
            open => pen.put(area, access::look(open, look), value),
        }
    }

    /// A cell that is computed, from the stage on that has something to compute.
    fn computed(
        &self,
        pen: &mut Pen<'_>,
        area: Area,
        look: Look,
        (formula, result): (&str, &Value),
    ) -> Result<(), XlsxError> {
        match self.order.stage {
            Stage::Goals => pen.put(area, Look::Shut, &Value::Blank),
            Stage::Midyear | Stage::SelfEvaluation => pen.formula(area, look, formula, result),
        }
    }

    /// The amounts of one row with the change and the rate that follow from them.
    fn amounts(&self, pen: &mut Pen<'_>, row: u32, known: &FundRow) -> Result<(), XlsxError> {
        let (stage, rules) = (self.order.stage, self.order.rules);
        let known = &access::amounts(stage, known);
        let reason = known.reason.as_deref();
        let text = reason.map(|text| (text, width(why(stage))));
        pen.height(row, height(text.into_iter(), 19))?;
        let typed = [
            (INITIAL, FundColumn::Initial, known.initial),
            (ADJUSTED, FundColumn::Adjusted, known.adjusted),
            (EXECUTED, FundColumn::Executed, known.executed),
        ];
        for (cols, role, amount) in typed {
            let area = (Area::row(row, cols), role);
            self.typed(pen, area, Look::Amount, &Value::from(amount))?;
        }
        let cell = |cols: (u16, u16)| address(row, cols.0);
        let (initial, adjusted, executed) = (cell(INITIAL), cell(ADJUSTED), cell(EXECUTED));
        let change = known.adjusted.zip(known.initial);
        let change = change.and_then(|(a, i)| a.checked_sub(i));
        let formula =
            format!(r#"IF(COUNT({initial},{adjusted})<2,"",ROUND({adjusted}-{initial},6))"#);
        self.computed(
            pen,
            Area::row(row, CHANGE),
            Look::ComputedAmount,
            (&formula, &Value::from(change)),
        )?;
        let shown = rules.rounding.rate.unwrap_or(RuleSet::FOUR_PLACES);
        let rate = super::worth::rate(known).and_then(|r| r.rounded(shown));
        let formula = format!(
            r#"IF(COUNT({adjusted},{executed})<2,"",IF({adjusted}>0,{},""))"#,
            scoring::shown(&format!("{executed}/{adjusted}"), shown)
        );
        self.computed(
            pen,
            Area::row(row, RATE),
            Look::ComputedRate,
            (&formula, &Value::from(rate)),
        )?;
        if stage == Stage::Midyear {
            let area = (Area::row(row, FORECAST), FundColumn::Forecast);
            self.typed(pen, area, Look::Amount, &Value::from(known.forecast))?;
        }
        let area = (Area::row(row, why(stage)), FundColumn::Other);
        self.typed(pen, area, Look::Words, &Value::from(reason))
    }

    /// Points and score of the execution, with the steps of its computation.
    fn execution(
        &self,
        pen: &mut Pen<'_>,
        row: u32,
        known: &FundRow,
        worth: &Worth,
    ) -> Result<(), XlsxError> {
        let (rules, stage) = (self.order.rules, self.order.stage);
        let scoring = scoring(self.order, row);
        let points = rules.execution.points;
        let area = (Area::cell(row, POINTS), FundColumn::Points);
        self.typed(pen, area, Look::Points, &Value::Number(points))?;
        if stage == Stage::Goals {
            return pen.put(Area::cell(row, SCORE), Look::Shut, &Value::Blank);
        }
        let (adjusted, executed) = (address(row, ADJUSTED.0), address(row, EXECUTED.0));
        let rate = format!(
            r#"IF(COUNT({adjusted},{executed})<2,"",IF({adjusted}>0,{executed}/{adjusted},""))"#
        );
        let share = scoring.execution_share(&at(row, Step::Completion));
        let [shared, multiplied, exact] = worth.execution_steps;
        let steps = [
            (Step::Completion, rate, worth.execution),
            (Step::Share, share, shared),
            (Step::Rate, scoring.rate(row), multiplied),
            (Step::Exact, scoring.exact_of_rate(row), exact),
        ];
        let needed = steps
            .into_iter()
            .filter(|(step, ..)| access::steps(stage).contains(step));
        for (step, formula, result) in needed {
            let cell = Area::cell(row, step.col());
            pen.formula(cell, Look::Step, &formula, &Value::from(result))?;
        }
        if stage == Stage::Midyear {
            pen.height(row, 30)?;
            return pace::write(pen, self.order, row, known);
        }
        let weight = address(row, POINTS);
        let closed = match rules.zero_budget {
            ZeroBudget::NotRanked => r#""""#.to_owned(),
            ZeroBudget::Full => weight.clone(),
            ZeroBudget::Zero => "0".to_owned(),
        };
        let exact = at(row, Step::Exact);
        let score = scoring.within(&weight, &exact);
        pen.formula(
        Area::cell(row, SCORE),
        Look::ComputedScore,
        &format!(
            r#"IF(OR({weight}="",N({weight})<0),"",IF(AND(ISNUMBER({adjusted}),N({adjusted})=0),{closed},IF({exact}="","",{score})))"#
        ),
        &Value::from(worth.execution_score),
    )
    }
}

/// The formulas of a form whose total row is `row`.
pub(super) fn scoring<'a>(order: &Order<'a>, row: u32) -> Scoring<'a> {
    Scoring {
        rules: order.rules,
        value: match order.stage {
            Stage::Midyear => MIDYEAR,
            Stage::Goals | Stage::SelfEvaluation => ACTUAL,
        },
        execution: fixed(row, Step::Completion.col()),
        initial: fixed(row, INITIAL.0),
        adjusted: fixed(row, ADJUSTED.0),
    }
}
