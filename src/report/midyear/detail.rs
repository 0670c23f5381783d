//! 监控明细: budget execution and every indicator of every monitoring form.

use rust_decimal::Decimal;

use super::super::column::{Column, RowType, Style};
use super::super::context::{Context, Form};
use super::super::headline;
use super::super::sources;
use super::super::table::Table;
use super::super::value::Value;
use super::{pace, rule};
use crate::base::lang::Text;
use crate::base::number::Rate;
use crate::model::{Advance, Progress};
use crate::model::{CellRef, Funding, FundingLine, Indicator, MethodKind, Packed};
use crate::rules::RuleSet;
use crate::rules::monitoring::capped;

/// Name on the tab.
pub(in super::super) const NAME: Text = Text::new("监控明细", "Indicators");

/// The sheet.
pub(in super::super) enum Detail {}

/// Rows of the sheet.
pub(in super::super) enum Watched {}

/// One row: the execution of a form, or one of its indicators.
pub(in super::super) struct Line<'a> {
    form: Form<'a>,
    indicator: Option<(Indicator, Option<&'a Advance>)>,
}

impl RowType for Watched {
    type Row<'a> = Line<'a>;
}

impl Table for Detail {
    type Of = Watched;
    const NAME: Text = NAME;
    const FROZEN: u16 = 1;
    const SCREEN_ONLY: usize = 3;
    const COLUMNS: &'static [Column<Watched>] = &[
        Column::<Watched>::new(Text::new("单位", "Unit"), 22, Style::Words, unit),
        Column::<Watched>::new(
            Text::new("项目", "Project"),
            16,
            Style::Words,
            |line, _| {
                let project = line.form.form.filing.project.as_ref();
                project.map(|p| &*p.value).into()
            },
        )
        .shown(|context| {
            context
                .assessment
                .forms
                .iter()
                .any(|f| f.filing.project.is_some())
        }),
        Column::new(
            Text::new("一级指标", "Level 1"),
            11,
            Style::Words,
            |line, context| level1(line, context),
        ),
        Column::new(
            Text::new("二级指标", "Level 2"),
            19,
            Style::Words,
            |line, _| indicator(line).and_then(|i| i.level2.as_ref()).into(),
        ),
        Column::new(
            Text::new("三级指标", "Indicator"),
            26,
            Style::Words,
            |line, context| name(line, context),
        ),
        Column::new(
            Text::new("年度指标值", "Target"),
            13,
            Style::Words,
            |line, _| target(line),
        ),
        Column::new(
            Text::new("年中值", "By mid-year"),
            13,
            Style::Words,
            |line, _| so_far(line),
        ),
        Column::new(
            Text::new("全年预计", "Forecast"),
            13,
            Style::Words,
            |line, _| forecast(line),
        ),
        Column::new(
            Text::new("完成率", "Completion"),
            10,
            Style::Rate,
            |line, _| completion(line).into(),
        ),
        Column::<Watched>::new(
            Text::new("计入进度", "Counted"),
            10,
            Style::Rate,
            |line, _| counted(line).into(),
        )
        .formula(|line, context, _| {
            completion(line)?;
            if line.indicator.is_some() {
                return Some("MAX(0,MIN(1,{完成率}))".to_owned());
            }
            let month = rule(context)?.month;
            (from_printed(line, month) == counted(line))
                .then(|| format!("MAX(0,MIN(1,ROUND({{完成率}}*12/{month},4)))"))
        }),
        Column::new(Text::new("分值", "Weight"), 8, Style::Score, |line, _| {
            points(line).into()
        }),
        Column::new(
            Text::new("计算方法", "Method"),
            14,
            Style::Words,
            |line, context| method(line).map(|text| text.get(context.lang)).into(),
        ),
        Column::<Watched>::new(
            Text::new("偏差原因及改进措施", "Reason for deviation"),
            30,
            Style::Words,
            |line, _| {
                let reason = indicator(line).and_then(|i| i.reason.as_ref());
                reason.map(|r| &r.value).into()
            },
        )
        .growing(50),
        Column::new(
            Text::new("来源文件", "Source file"),
            44,
            Style::Text,
            |line, _| line.form.form.filing.file.as_ref().into(),
        ),
        Column::new(
            Text::new("工作表", "Sheet"),
            14,
            Style::Text,
            |line, _| line.form.form.filing.sheet.as_ref().into(),
        ),
        Column::new(
            Text::new("单元格", "Cell"),
            7,
            Style::Rank,
            |line, context| {
                let filing = &line.form.form.filing;
                cell(line)
                    .map(|at| sources::cell(filing, at, context))
                    .into()
            },
        ),
    ];

    fn title(context: &Context) -> String {
        headline(
            context,
            Text::new("绩效运行监控指标明细", "Indicators at mid-year"),
        )
    }

    fn parts(context: &Context) -> usize {
        context.detail_parts()
    }

    fn count(context: &Context, part: usize) -> usize {
        context.detail_rows(part)
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        part: usize,
    ) -> impl Iterator<Item = (usize, Line<'a>)> + 'a {
        Self::rows_from(context, part, 0)
    }

    fn rows_from<'a>(
        context: &'a Context<'a>,
        part: usize,
        first: usize,
    ) -> impl Iterator<Item = (usize, Line<'a>)> + 'a {
        context.lines_from(part, first, lines)
    }
}

/// Budget execution first, then the indicators in the form's order; the rows of a form are one block.
fn lines(form: Form<'_>) -> impl Iterator<Item = (usize, Line<'_>)> {
    let progress = form.form.progress.as_deref();
    let advances = progress
        .map(|p| p.indicators.as_slice())
        .unwrap_or_default();
    let advances = advances.iter().map(Some).chain(std::iter::repeat(None));
    let indicators = form.form.filing.indicators.open().into_iter().zip(advances);
    std::iter::once(None)
        .chain(indicators.map(Some))
        .map(move |indicator| (form.index, Line { form, indicator }))
}

impl<'a> Line<'a> {
    fn progress(&self) -> Option<&'a Progress> {
        self.form.form.progress.as_deref()
    }

    fn funding(&self) -> Option<&'a Funding<Packed<FundingLine>>> {
        self.form.form.filing.funding.as_ref()
    }

    fn advance(&self) -> Option<&'a Advance> {
        self.indicator.as_ref()?.1
    }
}

fn indicator<'l>(line: &'l Line) -> Option<&'l Indicator> {
    line.indicator.as_ref().map(|(indicator, _)| indicator)
}

/// The unit; in the first row of a form it leads back to the ranking.
fn unit<'a>(line: &Line<'a>, context: &Context<'a>) -> Value<'a> {
    let name = line.form.form.unit_name();
    let kind = line.form.form.filing.kind;
    let anchor = context.rank_anchor(line.form.index, kind);
    Value::linked(name, anchor.filter(|_| line.indicator.is_none()))
}

fn level1<'a>(line: &Line<'a>, context: &Context) -> Value<'a> {
    match indicator(line) {
        None => Text::new("预算执行", "Budget").get(context.lang).into(),
        Some(indicator) => indicator.level1.as_ref().into(),
    }
}

fn name<'a>(line: &Line<'a>, context: &Context) -> Value<'a> {
    match indicator(line) {
        None => Text::new("预算执行率", "Execution rate")
            .get(context.lang)
            .into(),
        Some(indicator) => Value::from(&indicator.name),
    }
}

/// 年度指标值 or the budget, as typed.
fn target<'a>(line: &Line<'a>) -> Value<'a> {
    match indicator(line) {
        Some(indicator) => indicator.target.as_ref().map(|t| &t.typed).into(),
        None => {
            let funding = line.funding();
            let figure = funding.and_then(|f| f.adjusted.as_ref().or(f.initial.as_ref()));
            figure.map(|f| &*f.typed).into()
        }
    }
}

/// The mid-year value or the amount executed, as typed.
fn so_far<'a>(line: &Line<'a>) -> Value<'a> {
    match indicator(line) {
        Some(indicator) => indicator.midyear.as_ref().map(|m| &m.typed).into(),
        None => {
            let executed = line.funding().and_then(|f| f.executed.as_ref());
            executed.map(|f| &*f.typed).into()
        }
    }
}

/// What is expected of the whole year, as typed.
fn forecast<'a>(line: &Line<'a>) -> Value<'a> {
    match indicator(line) {
        Some(indicator) => indicator.forecast.as_deref().map(|f| &f.typed).into(),
        None => {
            let forecast = line.funding().and_then(|f| f.forecast.as_deref());
            forecast.map(|f| &*f.typed).into()
        }
    }
}

/// 执行率, or the completion of the indicator.
fn completion(line: &Line) -> Option<Decimal> {
    match &line.indicator {
        None => pace(line.progress()).map(|p| p.rate),
        Some(_) => line.advance()?.completion,
    }
}

/// What counts of it: 相对序时进度 or completion, within 0 to 1.
fn counted(line: &Line) -> Option<Decimal> {
    match &line.indicator {
        None => pace(line.progress()).map(|p| capped(p.relative)),
        Some(_) => line.advance()?.share,
    }
}

/// 相对序时进度 from the rate as it is shown, within 0 to 1.
fn from_printed(line: &Line, month: u32) -> Option<Decimal> {
    let year = completion(line)?.checked_mul(Decimal::from(12))?;
    let relative = Rate::new(year, Decimal::from(month))?;
    relative.rounded(RuleSet::FOUR_PLACES).map(capped)
}

/// How the completion was found, or why the indicator does not count.
fn method(line: &Line) -> Option<Text> {
    let (indicator, advance) = line.indicator.as_ref()?;
    let told = advance.and_then(|a| a.method).map(MethodKind::title);
    Some(told.unwrap_or(match indicator.midyear {
        Some(_) => Text::new("不能计量，未计入", "not measurable, left out"),
        None => Text::new("没有年中值，未计入", "no value, left out"),
    }))
}

fn points(line: &Line) -> Option<Decimal> {
    match &line.indicator {
        None => line.progress().map(|p| p.execution_points),
        Some(_) => line.advance()?.points,
    }
}

/// The cell of the mid-year value or of the amount executed, else that of the name.
fn cell(line: &Line) -> Option<CellRef> {
    match indicator(line) {
        Some(indicator) => Some(
            indicator
                .midyear
                .as_ref()
                .map_or(indicator.cell, |m| m.cell),
        ),
        None => line
            .funding()
            .map(|f| f.executed.as_ref().map_or(f.cell, |e| e.cell)),
    }
}
