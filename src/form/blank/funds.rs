//! The money block: total, parts by expenditure and by source, execution rate and its score.

use rust_xlsxwriter::XlsxError;

use super::main_sheet::Plan;
use super::pen::{Area, Look, Pen, Value, address, fixed};
use super::scoring::{self, Scoring, at};
use super::shape::{LAST, NAME, POINTS, REASON, SCORE, Step, height, width};
use super::worth::Worth;
use super::{FundRow, Order, Prefill};
use crate::form::labels::{FundColumn, FundRow as Role, Labels, key};
use crate::model::Kind;
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
/// 偏差原因 of the execution
pub(super) const WHY: (u16, u16) = (REASON, LAST);

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
pub(super) fn lines(kind: Kind, known: &[FundRow]) -> Vec<Line> {
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
    for row in known.iter().filter(|row| key(&row.label) != TOTAL) {
        if !lines.iter().any(|line| same(&line.label, &row.label)) {
            lines.push(Line {
                label: row.label.clone(),
                part: Part::Other,
            });
        }
    }
    lines
}

/// Key of the total row.
const TOTAL: &str = "年度资金总额";

fn same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// What is known of the total row.
pub(super) fn total(known: &[FundRow], labels: &Labels) -> FundRow {
    let is_total = |row: &&FundRow| labels.fund_rows.exact(&key(&row.label)) == Some(Role::Total);
    known.iter().find(is_total).cloned().unwrap_or_default()
}

/// The columns with their headers.
const HEADERS: [(FundColumn, &str, (u16, u16)); 7] = [
    (FundColumn::Initial, "", INITIAL),
    (FundColumn::Change, "", CHANGE),
    (FundColumn::Adjusted, "（A）", ADJUSTED),
    (FundColumn::Executed, "（B）", EXECUTED),
    (FundColumn::Points, "", (POINTS, POINTS)),
    (FundColumn::Rate, "（B/A）", RATE),
    (FundColumn::Score, "", (SCORE, SCORE)),
];

/// Header of the last column, which the reader knows and does not use.
const WHY_HEADER: &str = "偏差原因";

/// The labels of the block: its columns and the total row.
pub(super) fn labels(labels: &Labels) -> Vec<String> {
    let columns = HEADERS.iter();
    let columns = columns.filter_map(|(role, ..)| labels.fund_columns.canonical(*role));
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
    headers(pen, order.labels, plan.funds)?;
    let label = order.labels.fund_rows.canonical(Role::Total);
    let total = total(&prefill.funds, order.labels);
    pen.label(Area::cell(plan.sum(), NAME), label.unwrap_or_default())?;
    amounts(pen, plan.sum(), &total, order.rules)?;
    execution(pen, order.rules, plan.sum(), worth)?;
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
        amounts(pen, row, known.unwrap_or(&FundRow::default()), order.rules)?;
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

fn headers(pen: &mut Pen<'_>, labels: &Labels, row: u32) -> Result<(), XlsxError> {
    pen.height(row, 30)?;
    pen.label(Area::cell(row, NAME), "")?;
    for (role, behind, cols) in HEADERS {
        let label = labels.fund_columns.canonical(role).unwrap_or_default();
        let text = match behind {
            "" => label.to_owned(),
            behind => format!("{label}\n{behind}"),
        };
        pen.label(Area::row(row, cols), &text)?;
    }
    pen.label(Area::row(row, WHY), WHY_HEADER)
}

/// The amounts of one row with the change and the rate that follow from them.
fn amounts(pen: &mut Pen<'_>, row: u32, known: &FundRow, rules: &RuleSet) -> Result<(), XlsxError> {
    let reason = known.reason.as_deref();
    let text = reason.map(|text| (text, width(WHY)));
    pen.height(row, height(text.into_iter(), 19))?;
    let typed = [
        (INITIAL, known.initial),
        (ADJUSTED, known.adjusted),
        (EXECUTED, known.executed),
    ];
    for (cols, amount) in typed {
        pen.put(Area::row(row, cols), Look::Amount, &Value::from(amount))?;
    }
    let cell = |cols: (u16, u16)| address(row, cols.0);
    let (initial, adjusted, executed) = (cell(INITIAL), cell(ADJUSTED), cell(EXECUTED));
    let change = known.adjusted.zip(known.initial);
    let change = change.and_then(|(a, i)| a.checked_sub(i));
    pen.formula(
        Area::row(row, CHANGE),
        Look::ComputedAmount,
        &format!(r#"IF(COUNT({initial},{adjusted})<2,"",ROUND({adjusted}-{initial},6))"#),
        &Value::from(change),
    )?;
    let shown = rules.rounding.rate.unwrap_or(RuleSet::FOUR_PLACES);
    let rate = super::worth::rate(known).and_then(|r| r.rounded(shown));
    pen.formula(
        Area::row(row, RATE),
        Look::ComputedRate,
        &format!(
            r#"IF(COUNT({adjusted},{executed})<2,"",IF({adjusted}>0,{},""))"#,
            scoring::shown(&format!("{executed}/{adjusted}"), shown)
        ),
        &Value::from(rate),
    )?;
    pen.put(Area::row(row, WHY), Look::Words, &Value::from(reason))
}

/// Points and score of the execution, with the steps of its computation.
fn execution(pen: &mut Pen<'_>, rules: &RuleSet, row: u32, worth: &Worth) -> Result<(), XlsxError> {
    let scoring = scoring(rules, row);
    let points = rules.execution.points;
    pen.put(
        Area::cell(row, POINTS),
        Look::Points,
        &Value::Number(points),
    )?;
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
    for (step, formula, result) in steps {
        let cell = Area::cell(row, step.col());
        pen.formula(cell, Look::Step, &formula, &Value::from(result))?;
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

/// The formulas of a form whose total row is `row`.
pub(super) fn scoring(rules: &RuleSet, row: u32) -> Scoring<'_> {
    Scoring {
        rules,
        execution: fixed(row, Step::Completion.col()),
        initial: fixed(row, INITIAL.0),
        adjusted: fixed(row, ADJUSTED.0),
    }
}
