//! Columns of the rankings by progress.

use rust_decimal::Decimal;

use super::super::column::{Closing, Column, Get, Quotient, Style};
use super::super::context::{Context, Ranked};
use super::super::formula::{LIVE_RANKS, rounds_to};
use super::super::money::{Money, budgeted};
use super::super::sources;
use super::super::standing::{Standings, has_groups, quotient};
use super::super::value::Value;
use super::{pace, rule};
use crate::base::lang::Text;
use crate::model::{Budget, Pace, Progress};

type Standing = Column<Standings>;

pub(super) const RANK: Standing =
    Standing::new(Text::new("名次", "Rank"), 6, Style::Rank, |row, _| {
        row.standing.rank.into()
    })
    .formula(|row, context, _| {
        live(row, context).then(|| "RANK({综合进度},{综合进度:},0)".to_owned())
    });

pub(super) const GROUP_RANK: Standing = Standing::new(
    Text::new("组内名次", "Group rank"),
    6,
    Style::Rank,
    |row, _| row.standing.group_rank.into(),
)
.formula(|row, context, _| {
    let grouped = row.form.filing.unit.group.is_some();
    (grouped && live(row, context))
        .then(|| "SUMPRODUCT(({分组:}={分组})*({综合进度:}>{综合进度}))+1".to_owned())
})
.shown(has_groups);

pub(super) const BUDGET: Standing = money(Text::new("预算数", "Budget"), |row, _| {
    budgeted(row.form)[1].into()
});

pub(super) const MEASURED_AGAINST: Standing = Standing::new(
    Text::new("预算口径", "Measured against"),
    11,
    Style::Rank,
    |row, context| {
        let budget = of(row).map(|p| p.budget.title().get(context.lang));
        budget.into()
    },
);

pub(super) const EXECUTED: Standing = money(Text::new("执行数", "Executed"), |row, _| {
    budgeted(row.form)[2].into()
});

pub(super) const RATE: Standing = Standing::new(
    Text::new("执行率", "Execution rate"),
    9,
    Style::Rate,
    |row, _| of(row).map(|p| p.rate).into(),
)
.formula(|row, _, _| rate_formula(row))
.closing(Closing::Rate(
    Money::execution_rate,
    Quotient {
        of_sums: "ROUND({执行数}/{预算数},4)",
        of_pairs: "ROUND(SUMPRODUCT(({预算数:}<>\"\")*{执行数:})/SUMPRODUCT(({执行数:}<>\"\")*{预算数:}),4)",
    },
));

pub(super) const RELATIVE: Standing = Standing::new(
    Text::new("相对序时进度", "Relative pace"),
    10,
    Style::Rate,
    |row, _| of(row).map(|p| p.relative).into(),
)
.formula(|row, context, _| relative_formula(row, context));

pub(super) const WARNING: Standing = Standing::new(
    Text::new("预警", "Warning"),
    8,
    Style::Warning,
    |row, context| of(row).map(|p| p.warning.title().get(context.lang)).into(),
)
.formula(|row, context, _| {
    of(row)?;
    super::words::warning_formula(context)
});

pub(super) const EXECUTION_POINTS: Standing = Standing::new(
    Text::new("执行分值", "Execution weight"),
    7,
    Style::Score,
    |row, _| progress(row).map(|p| p.execution_points).into(),
);

pub(super) const MEASURED: Standing = Standing::new(
    Text::new("可计量分值", "Measurable weight"),
    8,
    Style::Score,
    |row, _| progress(row).map(|p| p.measured).into(),
)
.formula(|row, context, _| {
    let rows = rows_of(row, context)?;
    Some(format!(
        "SUMPRODUCT(({{监控明细!计入进度@{rows}}}<>\"\")*{{监控明细!分值@{rows}}})"
    ))
});

pub(super) const EARNED: Standing = Standing::new(
    Text::new("折合分值", "Weight achieved"),
    8,
    Style::Score,
    |row, _| progress(row).map(|p| p.earned).into(),
)
.formula(|row, context, _| {
    let rows = rows_of(row, context)?;
    Some(format!(
        "ROUND(SUMPRODUCT({{监控明细!计入进度@{rows}}},{{监控明细!分值@{rows}}}),6)"
    ))
});

pub(super) const ACHIEVED: Standing = Standing::new(
    Text::new("指标进度", "Indicator progress"),
    9,
    Style::Rate,
    |row, _| progress(row).and_then(|p| p.achieved).into(),
)
.formula(|row, _, _| {
    let progress = progress(row)?;
    let exact = quotient(Some(progress.earned), Some(progress.measured));
    rounds_to(exact, progress.achieved, 4).then(|| "ROUND({折合分值}/{可计量分值},4)".to_owned())
})
.closing(Closing::Centre);

pub(super) const OVERALL: Standing = Standing::new(
    Text::new("综合进度", "Overall progress"),
    10,
    Style::Rate,
    |row, _| progress(row).and_then(|p| p.overall).into(),
)
.formula(|_, _, _| {
    let formula =
        "ROUND(({执行分值}*MAX(0,MIN(1,{相对序时进度}))+{折合分值})/({执行分值}+{可计量分值}),4)";
    Some(formula.to_owned())
})
.closing(Closing::Centre);

pub(super) const FORECAST: Standing = money(
    Text::new("全年预计执行数", "Forecast for the year"),
    |row, _| forecast(row).into(),
)
.shown(|context| {
    let mut forms = context.assessment.forms.iter();
    forms.any(|f| {
        f.filing
            .funding
            .as_ref()
            .is_some_and(|m| m.forecast.is_some())
    })
});

pub(super) const FILE: Standing =
    Standing::new(Text::new("来源文件", "Source file"), 44, Style::Text, file);

/// The file of a form, leading to the amount executed.
pub(super) fn file<'a>(row: &Ranked<'a>, context: &Context<'a>) -> Value<'a> {
    let filing = &row.form.filing;
    let funding = filing.funding.as_ref();
    let cell = funding.map(|f| f.executed.as_ref().map_or(f.cell, |e| e.cell));
    sources::link(&*filing.file, (filing, cell.unwrap_or_default()), context)
}

/// 执行率 from the amounts of the row, where it follows from them.
pub(super) fn rate_formula(row: &Ranked) -> Option<String> {
    let pace = amounts_tell(row)?;
    rounds_to(exact(row), Some(pace.rate), 4).then(|| "ROUND({执行数}/{预算数},4)".to_owned())
}

/// 相对序时进度 from the amounts of the row, where it follows from them.
pub(super) fn relative_formula(row: &Ranked, context: &Context) -> Option<String> {
    amounts_tell(row)?;
    let month = rule(context)?.month;
    Some(format!("ROUND({{执行数}}*12/({{预算数}}*{month}),4)"))
}

const fn money(header: Text, value: Get<Standings>) -> Standing {
    Standing::new(header, 13, Style::Money, value).closing(Closing::Sum)
}

fn progress<'a>(row: &Ranked<'a>) -> Option<&'a Progress> {
    row.form.progress.as_deref()
}

/// 执行进度 of the row's form.
pub(super) fn of(row: &Ranked) -> Option<Pace> {
    pace(progress(row))
}

/// The pace, where it follows from the amounts of the row.
fn amounts_tell(row: &Ranked) -> Option<Pace> {
    let [_, budget, executed] = budgeted(row.form);
    of(row).filter(|p| p.budget != Budget::Printed && budget.is_some() && executed.is_some())
}

fn exact(row: &Ranked) -> Option<Decimal> {
    let [_, budget, executed] = budgeted(row.form);
    quotient(executed, budget)
}

/// 全年预计执行数 in 万元, where the unit of money is believed.
pub(super) fn forecast(row: &Ranked) -> Option<Decimal> {
    let funding = row.form.filing.funding.as_ref()?;
    let figure = funding.forecast.as_deref()?;
    let amount = super::super::money::in_ten_thousands(figure, funding.measure);
    amount.filter(|_| row.form.is_believed())
}

/// Rows of the indicators of a form in 监控明细, as a template names them; only in a sheet of one part.
fn rows_of(row: &Ranked, context: &Context) -> Option<String> {
    let count = u32::try_from(row.form.filing.indicators.len()).ok()?;
    let anchor = context.detail_anchor(row.index)?;
    if context.detail_parts() != 1 || count == 0 {
        return None;
    }
    let execution = anchor
        .row
        .checked_sub(super::super::table::HEAD_ROWS)?
        .checked_add(1)?;
    let first = execution.checked_add(1)?;
    let last = execution.checked_add(count)?;
    Some(format!("{first}:{last}"))
}

/// Whether the ranking is short enough for live ranks.
fn live(row: &Ranked, context: &Context) -> bool {
    context.ranked_count(row.form.filing.kind) <= LIVE_RANKS
}
