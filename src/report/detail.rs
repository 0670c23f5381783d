//! 指标明细: every figure of every form, with its cell.

use rust_decimal::Decimal;

use super::column::{Column, RowType, Style};
use super::context::{Context, Form};
use super::formula::places;
use super::headline;
use super::sources;
use super::standing::difference;
use super::table::{Table, part_name};
use super::value::Value;
use crate::base::lang::{Lang, Text};
use crate::model::{
    CellRef, ExecutionResult, Figure, Funding, FundingLine, Indicator, IndicatorResult, Kind,
    Located, MethodKind, Packed, Statement,
};

/// Name on the tab.
pub(super) const NAME: Text = Text::new("指标明细", "Indicators");

/// The sheet.
pub(super) enum Detail {}

/// Rows of the sheet.
pub(super) enum Lines {}

impl RowType for Lines {
    type Row<'a> = Line<'a>;
}

/// One row: budget execution or an indicator of a form.
pub(super) struct Line<'a> {
    form: Form<'a>,
    part: Part<'a>,
}

/// The money block of a form that was read.
type Money = Funding<Packed<FundingLine>>;

enum Part<'a> {
    Execution(Option<&'a Money>, &'a ExecutionResult),
    Indicator(Box<Indicator>, Option<IndicatorResult>),
}

impl Table for Detail {
    type Of = Lines;
    const NAME: Text = NAME;
    const FROZEN: u16 = 1;
    const SCREEN_ONLY: usize = 3;
    const COLUMNS: &'static [Column<Lines>] = &[
        Column::<Lines>::new(Text::new("单位", "Unit"), 20, Style::Words, unit).growing(36),
        Column::<Lines>::new(
            Text::new("项目", "Project"),
            20,
            Style::Words,
            |line, _| {
                let project = line.form.form.filing.project.as_ref();
                project.map(|p| &*p.value).into()
            },
        )
        .shown(|context| context.assessment.of_kind(Kind::Project).next().is_some()),
        Column::new(
            Text::new("一级指标", "Level 1"),
            11,
            Style::Words,
            |line, context| line.level1(context),
        ),
        Column::new(
            Text::new("二级指标", "Level 2"),
            15,
            Style::Words,
            |line, _| line.level2(),
        ),
        Column::new(
            Text::new("三级指标", "Indicator"),
            30,
            Style::Words,
            |line, context| line.name(context),
        ),
        Column::new(
            Text::new("年度指标值", "Target"),
            14,
            Style::Words,
            |line, _| line.target(),
        ),
        Column::new(
            Text::new("年中监控值", "Mid-year"),
            10,
            Style::Words,
            |line, _| line.typed(|_| None, |i| i.midyear.as_deref()),
        ),
        Column::new(
            Text::new("实际完成值", "Actual"),
            14,
            Style::Words,
            |line, _| line.actual(),
        ),
        Column::new(
            Text::new("自报完成率", "Completion as filed"),
            10,
            Style::Rate,
            |line, _| line.figure(|f| f.rate.as_ref(), |i| i.completion.as_deref()),
        ),
        Column::new(
            Text::new("复算完成率", "Completion recomputed"),
            10,
            Style::Rate,
            |line, _| match line.part {
                Part::Execution(_, result) => result.rate.into(),
                Part::Indicator(_, ref result) => {
                    result.as_ref().and_then(|r| r.completion_rate).into()
                }
            },
        ),
        Column::new(
            Text::new("评分方法", "Method"),
            12,
            Style::Words,
            |line, context| line.method().map(|m| m.title().get(context.lang)).into(),
        ),
        Column::new(Text::new("分值", "Weight"), 7, Style::Score, |line, _| {
            line.points()
        }),
        Column::new(
            Text::new("自评得分", "Self-score"),
            7,
            Style::Score,
            |line, _| line.reported().map(|f| f.value).into(),
        ),
        Column::new(
            Text::new("复算得分", "Recomputed score"),
            7,
            Style::Score,
            |line, _| line.score().into(),
        ),
        Column::<Lines>::new(
            Text::new("差异", "Difference"),
            7,
            Style::Difference,
            |line, _| difference(line.score(), line.reported().map(|f| f.value)).into(),
        )
        .formula(|line, _, _| {
            let gap = difference(line.score(), line.reported().map(|f| f.value))?;
            Some(format!("ROUND({{复算得分}}-{{自评得分}},{})", places(gap)))
        }),
        Column::new(
            Text::new("计分依据", "Basis"),
            20,
            Style::Words,
            |line, context| line.basis(context),
        ),
        Column::new(
            Text::new("偏差原因及改进措施", "Reason for deviation"),
            36,
            Style::Words,
            |line, _| {
                let reason = line.indicator().and_then(|i| i.reason.as_ref());
                reason.map(|r| &r.value).into()
            },
        ),
        Column::new(
            Text::new("来源文件", "Source file"),
            56,
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
                let cell = line.cell();
                cell.map(|cell| sources::cell(filing, cell, context)).into()
            },
        ),
    ];

    fn title(context: &Context) -> String {
        let title = Text::new("绩效自评指标复算明细", "Indicators recomputed");
        let parts = context.detail_parts();
        let (title, last) = (
            headline(context, title),
            part_name(NAME, parts.saturating_sub(1), context.lang),
        );
        match (parts, context.lang) {
            (0 | 1, _) => title,
            (_, Lang::Zh) => format!("{title}（行数较多，分为 {parts} 张，到“{last}”为止）"),
            (_, Lang::En) => format!("{title} ({parts} sheets, up to '{last}')"),
        }
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

    /// Only the names of units grow, which are the same in every row of a form.
    fn longest<'a>(context: &'a Context<'a>) -> impl Iterator<Item = Line<'a>> + 'a {
        context.forms_of_part(0).map(Line::first)
    }

    fn rows_from<'a>(
        context: &'a Context<'a>,
        part: usize,
        first: usize,
    ) -> impl Iterator<Item = (usize, Line<'a>)> + 'a {
        context.lines_from(part, first, lines)
    }
}

/// Budget execution first, then the indicators in the form's order.
pub(super) fn lines(form: Form<'_>) -> impl Iterator<Item = (usize, Line<'_>)> {
    let indicators = form.form.indicators().map(move |(indicator, result)| Line {
        form,
        part: Part::Indicator(Box::new(indicator), result),
    });
    let lines = std::iter::once(Line::first(form)).chain(indicators);
    lines.map(move |line| (form.index, line))
}

/// The unit; in the first row of a ranked form it leads back to the ranking.
fn unit<'a>(line: &Line<'a>, context: &Context<'a>) -> Value<'a> {
    let name = line.form.form.unit_name();
    match line.part {
        Part::Execution(..) => {
            let kind = line.form.form.filing.kind;
            Value::linked(name, context.rank_anchor(line.form.index, kind))
        }
        Part::Indicator(..) => name.into(),
    }
}

impl<'a> Line<'a> {
    /// Budget execution.
    fn first(form: Form<'a>) -> Self {
        let funding = form.form.filing.funding.as_ref();
        let part = Part::Execution(funding, &form.form.evaluation.execution);
        Self { form, part }
    }

    /// 二级指标
    pub(super) fn level2(&self) -> Value<'a> {
        self.indicator().and_then(|i| i.level2.as_ref()).into()
    }

    /// 年度指标值, or the adjusted budget, as typed.
    pub(super) fn target(&self) -> Value<'a> {
        self.typed(|f| f.adjusted.as_ref(), |i| i.target.as_ref())
    }

    /// 实际完成值, or the amount executed, as typed.
    pub(super) fn actual(&self) -> Value<'a> {
        self.typed(|f| f.executed.as_ref(), |i| i.actual.as_ref())
    }

    /// 分值
    pub(super) fn points(&self) -> Value<'a> {
        self.figure(|f| f.points.as_ref(), |i| i.points.as_ref())
    }

    fn indicator(&self) -> Option<&Indicator> {
        match &self.part {
            Part::Execution(..) => None,
            Part::Indicator(indicator, _) => Some(indicator),
        }
    }

    pub(super) fn level1(&self, context: &Context) -> Value<'a> {
        match &self.part {
            Part::Execution(..) => Text::new("预算执行", "Budget").get(context.lang).into(),
            Part::Indicator(indicator, _) => indicator.level1.as_ref().into(),
        }
    }

    pub(super) fn name(&self, context: &Context) -> Value<'a> {
        match &self.part {
            Part::Execution(..) => Text::new("预算执行率", "Execution rate")
                .get(context.lang)
                .into(),
            Part::Indicator(indicator, _) => Value::from(&indicator.name),
        }
    }

    /// What stood in a cell of the money block or of the indicator.
    fn typed(
        &self,
        money: fn(&Money) -> Option<&Figure>,
        statement: fn(&Indicator) -> Option<&Located<Statement>>,
    ) -> Value<'a> {
        match &self.part {
            Part::Execution(funding, _) => funding.and_then(money).map(|f| &*f.typed).into(),
            Part::Indicator(indicator, _) => statement(indicator).map(|s| &s.typed).into(),
        }
    }

    /// A number of the money block or of the indicator.
    fn figure(
        &self,
        money: fn(&Money) -> Option<&Figure>,
        indicator: fn(&Indicator) -> Option<&Figure>,
    ) -> Value<'a> {
        let figure = match &self.part {
            Part::Execution(funding, _) => funding.and_then(money),
            Part::Indicator(of, _) => indicator(of),
        };
        figure.map(|f| f.value).into()
    }

    pub(super) fn reported(&self) -> Option<&Figure> {
        match &self.part {
            Part::Execution(funding, _) => funding.and_then(|f| f.reported.as_ref()),
            Part::Indicator(indicator, _) => indicator.reported.as_ref(),
        }
    }

    pub(super) fn score(&self) -> Option<Decimal> {
        match &self.part {
            Part::Execution(_, result) => result.score,
            Part::Indicator(_, result) => result.as_ref().and_then(|r| r.score),
        }
    }

    pub(super) fn method(&self) -> Option<MethodKind> {
        match &self.part {
            Part::Execution(..) => Some(MethodKind::BudgetUtilisation),
            Part::Indicator(_, result) => result.as_ref().map(|r| r.method),
        }
    }

    pub(super) fn basis(&self, context: &Context) -> Value<'a> {
        let basis = match &self.part {
            Part::Execution(_, result) => Some(result.basis),
            Part::Indicator(_, result) => result.as_ref().map(|r| r.basis),
        };
        basis.map(|b| b.wording(context.lang)).into()
    }

    /// The cell of the self-score, or of the name where there is none.
    fn cell(&self) -> Option<CellRef> {
        match &self.part {
            Part::Execution(funding, _) => funding.map(Funding::score_cell),
            Part::Indicator(indicator, _) => Some(indicator.score_cell()),
        }
    }
}
