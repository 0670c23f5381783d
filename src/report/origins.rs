//! 来源索引: where every filed figure of the rankings and of 指标明细 stood, and what was typed there.

use ecow::EcoString;

use super::column::{Column, RowType, Style};
use super::context::{Context, Form};
use super::headline;
use super::sources;
use super::table::Table;
use super::value::Value;
use crate::base::lang::Text;
use crate::model::{CellRef, Funding, Indicator, Located, PackedFiling};

/// Longer indexes are left out, and 运行信息 says so: 指标明细 has file, sheet and cell as well.
pub(super) const MOST: usize = 20_000;

/// The sheet.
pub(super) enum Origins {}

/// Rows of the sheet.
pub(super) enum Figures {}

/// One figure as it was filed.
pub(super) struct Origin<'a> {
    form: Form<'a>,
    /// The indicator; none for a figure of the whole form.
    of: Option<EcoString>,
    what: Text,
    cell: CellRef,
    typed: EcoString,
}

impl RowType for Figures {
    type Row<'a> = Origin<'a>;
}

impl Table for Origins {
    type Of = Figures;
    const NAME: Text = Text::new("来源索引", "Sources");
    const FROZEN: u16 = 1;
    const COLUMNS: &'static [Column<Figures>] = &[
        Column::new(
            Text::new("单位", "Unit"),
            28,
            Style::Words,
            |row, context| {
                let name = row.form.form.unit_name();
                Value::linked(
                    name,
                    context
                        .detail_anchor(row.form.index)
                        .filter(|_| row.of.is_none()),
                )
            },
        ),
        Column::new(
            Text::new("指标或项目", "Indicator or project"),
            34,
            Style::Words,
            |row, _| {
                let project = row.form.form.filing.project.as_ref();
                match &row.of {
                    Some(indicator) => indicator.into(),
                    None => project.map(|p| &*p.value).into(),
                }
            },
        ),
        Column::new(
            Text::new("数据", "Figure"),
            14,
            Style::Text,
            |row, context| row.what.get(context.lang).into(),
        ),
        Column::new(
            Text::new("原文", "As typed"),
            24,
            Style::Words,
            |row, _| (&row.typed).into(),
        ),
        Column::new(
            Text::new("来源文件", "File"),
            50,
            Style::Text,
            |row, _| row.form.form.filing.file.as_ref().into(),
        ),
        Column::new(
            Text::new("工作表", "Sheet"),
            16,
            Style::Text,
            |row, _| row.form.form.filing.sheet.as_ref().into(),
        ),
        Column::new(
            Text::new("单元格", "Cell"),
            8,
            Style::Rank,
            |row, context| sources::cell(&row.form.form.filing, row.cell, context),
        ),
    ];

    fn title(context: &Context) -> String {
        headline(
            context,
            Text::new("填报数据来源索引", "Where every filed figure stood"),
        )
    }

    fn parts(context: &Context) -> usize {
        usize::from((1..=MOST).contains(&Self::count(context, 0)))
    }

    fn count(context: &Context, _: usize) -> usize {
        context.origins
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, Origin<'a>)> + 'a {
        context
            .forms()
            .flat_map(|form| origins(form).map(move |origin| (form.index, origin)))
    }
}

/// Number of filed figures of all forms, counted until there are too many.
pub(super) fn count<'a>(forms: impl Iterator<Item = Form<'a>>) -> usize {
    forms.flat_map(origins).take(MOST + 1).count()
}

fn origins(form: Form<'_>) -> impl Iterator<Item = Origin<'_>> {
    let filing = &form.form.filing;
    let whole = whole(filing).into_iter().flatten();
    let whole = whole.map(move |(what, cell, typed)| Origin {
        form,
        of: None,
        what,
        cell,
        typed,
    });
    let indicators = filing.indicators.open().into_iter();
    let indicators = indicators.flat_map(move |indicator| {
        let figures = of_indicator(&indicator).into_iter().flatten();
        figures.map(move |(what, cell, typed)| Origin {
            form,
            of: Some(indicator.name.clone()),
            what,
            cell,
            typed,
        })
    });
    whole.chain(indicators)
}

type Found = Option<(Text, CellRef, EcoString)>;

fn found<T>(what: Text, located: Option<&Located<T>>) -> Found {
    located.map(|l| (what, l.cell, l.typed.clone()))
}

/// Figures of the money block, then the filed total and grade.
fn whole(filing: &PackedFiling) -> [Found; 8] {
    let [initial, adjusted, executed, rate, points, score] =
        filing.funding.as_ref().map_or_else(Default::default, money);
    [
        initial,
        adjusted,
        executed,
        rate,
        points,
        score,
        found(
            Text::new("自评总分", "Total"),
            filing.reported_total.as_ref(),
        ),
        found(
            Text::new("自评等级", "Grade"),
            filing.reported_grade.as_ref(),
        ),
    ]
}

fn money<L>(funding: &Funding<L>) -> [Found; 6] {
    [
        found(
            Text::new("年初预算", "Initial budget"),
            funding.initial.as_ref(),
        ),
        found(
            Text::new("调整后预算", "Adjusted budget"),
            funding.adjusted.as_ref(),
        ),
        found(Text::new("执行数", "Executed"), funding.executed.as_ref()),
        found(Text::new("执行率", "Execution rate"), funding.rate.as_ref()),
        found(
            Text::new("执行率分值", "Execution weight"),
            funding.points.as_ref(),
        ),
        found(
            Text::new("执行率得分", "Execution score"),
            funding.reported.as_ref(),
        ),
    ]
}

fn of_indicator(indicator: &Indicator) -> [Found; 6] {
    [
        found(Text::new("年度指标值", "Target"), indicator.target.as_ref()),
        found(
            Text::new("年中监控值", "Mid-year"),
            indicator.midyear.as_deref(),
        ),
        found(Text::new("实际完成值", "Actual"), indicator.actual.as_ref()),
        found(
            Text::new("自报完成率", "Completion"),
            indicator.completion.as_deref(),
        ),
        found(Text::new("分值", "Weight"), indicator.points.as_ref()),
        found(
            Text::new("自评得分", "Self-score"),
            indicator.reported.as_ref(),
        ),
    ]
}
