//! 来源索引: cell and typed text of every filed figure of the rankings and of 指标明细.

use ecow::EcoString;

use super::column::{self, RowType};
use super::context::{Context, Form};
use super::sheet::{Items, Plan, Table};
use super::sources;
use super::value::Value;
use crate::base::lang::Text;
use crate::model::{CellRef, Funding, Indicator, Located, PackedFiling};

/// Longer indexes are left out, which 运行信息 reports: 指标明细 has file, sheet and cell as well.
pub(super) const MOST: usize = 20_000;

/// One figure as it was filed.
pub(super) struct Origin<'a> {
    form: Form<'a>,
    /// The indicator; none for a figure of the whole form.
    of: Option<EcoString>,
    what: Text,
    cell: CellRef,
    typed: EcoString,
}

impl RowType for Origin<'static> {
    type Row<'a> = Origin<'a>;
}

type Column = column::Column<Origin<'static>>;

/// The sheet.
pub(super) static SHEET: Table<Origin<'static>> = Table {
    plan: Plan {
        name: Text::new("来源索引", "Sources"),
        title: Text::new("填报数据来源索引", "Where every filed figure stood"),
        frozen: 1,
        count: Some(|context, _| Some(count(context)).filter(|n| *n <= MOST).unwrap_or(0)),
        ..Plan::LIST
    },
    columns: &[&[
        Column::words("单位", "Unit", 28, |row, context| {
            let anchor = context.detail_anchor(row.form.index);
            Value::linked(
                row.form.form.unit_name(),
                anchor.filter(|_| row.of.is_none()),
            )
        }),
        Column::words("指标或项目", "Indicator or project", 34, |row, _| {
            let project = row.form.form.filing.project.as_ref();
            match &row.of {
                Some(indicator) => indicator.into(),
                None => project.map(|p| &*p.value).into(),
            }
        }),
        Column::text("数据", "Figure", 14, |row, context| {
            row.what.get(context.lang).into()
        }),
        Column::words("原文", "As typed", 24, |row, _| (&row.typed).into()),
        Column::text("来源文件", "File", 50, |row, _| {
            row.form.form.filing.file.as_ref().into()
        }),
        Column::text("工作表", "Sheet", 16, |row, _| {
            row.form.form.filing.sheet.as_ref().into()
        }),
        Column::rank("单元格", "Cell", 8, |row, context| {
            sources::cell(&row.form.form.filing, row.cell, context)
        }),
    ]],
    items: Items::From {
        rows: |context, _, first| {
            let ends = ends(context);
            let begun = ends.partition_point(|end| *end <= first);
            let before = begun.checked_sub(1).and_then(|last| ends.get(last));
            let rows = context
                .forms()
                .skip(begun)
                .flat_map(|form| origins(form).map(move |origin| (form.index, origin)));
            Box::new(rows.skip(first.saturating_sub(before.copied().unwrap_or(0))))
        },
        longest: None,
    },
};

/// Number of filed figures of all forms, counted until there are too many.
pub(super) fn count(context: &Context) -> usize {
    let all = ends(context).last().copied().unwrap_or(0);
    all.min(MOST + 1)
}

/// How many figures the forms up to each one have, until there are too many.
fn ends<'c>(context: &'c Context) -> &'c [usize] {
    context.origins.get_or_init(|| {
        let mut ends = Vec::new();
        for form in context.forms() {
            let before = ends.last().copied().unwrap_or(0);
            if before > MOST {
                break;
            }
            ends.push(before.saturating_add(origins(form).count()));
        }
        ends
    })
}

fn origins(form: Form<'_>) -> impl Iterator<Item = Origin<'_>> {
    let origin = move |of: Option<&Indicator>, (what, cell, typed): Figure| Origin {
        form,
        of: of.map(|indicator| indicator.name.clone()),
        what,
        cell,
        typed,
    };
    let filing = &form.form.filing;
    let whole = whole(filing).map(move |figure| origin(None, figure));
    let indicators = filing.indicators.open().into_iter();
    let indicators = indicators.flat_map(move |indicator| {
        let figures = of_indicator(&indicator).into_iter().flatten();
        figures.map(move |figure| origin(Some(&indicator), figure))
    });
    whole.chain(indicators)
}

/// Meaning, cell and filed text of a figure.
type Figure = (Text, CellRef, EcoString);

fn found<T>(zh: &'static str, en: &'static str, located: Option<&Located<T>>) -> Option<Figure> {
    located.map(|l| (Text::new(zh, en), l.cell, l.typed.clone()))
}

/// Figures of the money block, then the filed total and grade.
fn whole(filing: &PackedFiling) -> impl Iterator<Item = Figure> {
    let money = filing.funding.as_ref().map(of_money);
    let totals = [
        found("自评总分", "Total", filing.reported_total.as_ref()),
        found("自评等级", "Grade", filing.reported_grade.as_ref()),
    ];
    money.into_iter().flatten().chain(totals).flatten()
}

fn of_money(funding: &Funding) -> [Option<Figure>; 6] {
    [
        found("年初预算", "Initial budget", funding.initial.as_ref()),
        found("调整后预算", "Adjusted budget", funding.adjusted.as_ref()),
        found("执行数", "Executed", funding.executed.as_ref()),
        found("执行率", "Execution rate", funding.rate.as_ref()),
        found("执行率分值", "Execution weight", funding.points.as_ref()),
        found("执行率得分", "Execution score", funding.reported.as_ref()),
    ]
}

fn of_indicator(indicator: &Indicator) -> [Option<Figure>; 6] {
    [
        found("年度指标值", "Target", indicator.target.as_ref()),
        found("年中监控值", "Mid-year", indicator.midyear.as_deref()),
        found("实际完成值", "Actual", indicator.stated_actual()),
        found("自报完成率", "Completion", indicator.completion.as_deref()),
        found("分值", "Weight", indicator.points.as_ref()),
        found("自评得分", "Self-score", indicator.reported.as_ref()),
    ]
}
