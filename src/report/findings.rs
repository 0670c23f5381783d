//! 审核发现: every finding with its cell, what should stand there and what does.

use super::Scope;
use super::column::{self, RowType, Style};
use super::context::Context;
use super::sheet::{Items, Plan, Table};
use super::sources;
use super::value::Value;
use crate::base::lang::Text;
use crate::finding::Finding;

/// A finding with the index of its form.
type Found<'a> = (&'a Finding, Option<usize>);

impl RowType for Found<'static> {
    type Row<'a> = Found<'a>;
}

type Column = column::Column<Found<'static>>;

/// The sheet.
pub(super) static SHEET: Table<Found<'static>> = Table {
    plan: Plan {
        name: Text::new("审核发现", "Findings"),
        title: Text::new("绩效自评审核发现", "Findings"),
        books: &[Scope::Whole, Scope::Monitoring],
        frozen: 3,
        count: Some(|context, _| context.findings.len()),
        ..Plan::LIST
    },
    columns: &[&[
        Column::of(
            Style::Severity,
            "级别",
            "Severity",
            8,
            |(finding, _), context| finding.severity.title().get(context.lang).into(),
        ),
        Column::words("问题", "Problem", 18, |(finding, _), context| {
            finding.problem.code.title.get(context.lang).into()
        }),
        Column::words("单位", "Unit", 22, unit).growing(40),
        Column::words(
            "说明",
            "What and what to do",
            60,
            |(finding, _), context| finding.message(context.lang).into(),
        ),
        Column::words("应为", "Expected", 13, |(finding, _), _| {
            finding.problem.expected_found().0.into()
        }),
        Column::words("实为", "Found", 13, |(finding, _), _| {
            finding.problem.expected_found().1.into()
        }),
        Column::words("来源文件", "File", 34, |(finding, _), _| {
            finding.place.file.as_ref().into()
        }),
        Column::words("工作表", "Sheet", 12, |(finding, _), _| {
            finding.place.sheet.as_deref().into()
        }),
        Column::rank("单元格", "Cell", 8, cell),
        Column::of(Style::Hash, "代码", "Code", 18, |(finding, _), _| {
            finding.problem.code.name.into()
        }),
    ]],
    items: Items::Each(|context| Box::new(context.findings.iter().copied())),
};

/// The unit concerned, leading to its first row in 指标明细.
fn unit<'a>((finding, form): &Found<'a>, context: &Context<'a>) -> Value<'a> {
    let anchor = form.and_then(|index| context.detail_anchor(index));
    match &finding.unit {
        Some(unit) => Value::linked(&**unit, anchor),
        None => Value::Blank,
    }
}

/// The cell concerned, leading to it.
fn cell<'a>((finding, form): &Found<'a>, context: &Context<'a>) -> Value<'a> {
    let Some(cell) = finding.place.cell else {
        return Value::Blank;
    };
    let form = form.and_then(|index| context.assessment.forms.get(index));
    match form {
        Some(form) => sources::cell(&form.filing, cell, context),
        None => cell.to_string().into(),
    }
}
