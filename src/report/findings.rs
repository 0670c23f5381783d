//! 审核发现: every finding with its cell, what should stand there and what does.

use super::column::{Column, RowType, Style};
use super::context::Context;
use super::headline;
use super::sources;
use super::table::Table;
use super::value::Value;
use crate::base::lang::Text;
use crate::finding::Finding;

/// The sheet.
pub(super) enum Findings {}

/// Rows of the sheet.
pub(super) enum Found {}

impl RowType for Found {
    type Row<'a> = (&'a Finding, Option<usize>);
}

impl Table for Findings {
    type Of = Found;
    const NAME: Text = Text::new("审核发现", "Findings");
    const FROZEN: u16 = 3;
    const COLUMNS: &'static [Column<Found>] = &[
        Column::new(
            Text::new("级别", "Severity"),
            8,
            Style::Severity,
            |(finding, _), context| finding.severity.title().get(context.lang).into(),
        ),
        Column::new(
            Text::new("问题", "Problem"),
            18,
            Style::Words,
            |(finding, _), context| {
                let title = finding.problem.code.title;
                title.get(context.lang).into()
            },
        ),
        Column::<Found>::new(Text::new("单位", "Unit"), 22, Style::Words, unit).growing(40),
        Column::new(
            Text::new("说明", "What and what to do"),
            60,
            Style::Words,
            |(finding, _), context| finding.message(context.lang).into(),
        ),
        Column::new(
            Text::new("应为", "Expected"),
            13,
            Style::Words,
            |(finding, _), _| finding.problem.expected_found().0.into(),
        ),
        Column::new(
            Text::new("实为", "Found"),
            13,
            Style::Words,
            |(finding, _), _| finding.problem.expected_found().1.into(),
        ),
        Column::new(
            Text::new("来源文件", "File"),
            34,
            Style::Words,
            |(finding, _), _| finding.place.file.as_ref().into(),
        ),
        Column::new(
            Text::new("工作表", "Sheet"),
            12,
            Style::Words,
            |(finding, _), _| finding.place.sheet.as_deref().into(),
        ),
        Column::<Found>::new(Text::new("单元格", "Cell"), 8, Style::Rank, cell),
        Column::new(
            Text::new("代码", "Code"),
            18,
            Style::Hash,
            |(finding, _), _| finding.problem.code.name.into(),
        ),
    ];

    fn title(context: &Context) -> String {
        headline(context, Text::new("绩效自评审核发现", "Findings"))
    }

    fn count(context: &Context, _: usize) -> usize {
        context.findings.len()
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, (&'a Finding, Option<usize>))> + 'a {
        context.findings.iter().copied().enumerate()
    }
}

/// The unit concerned, leading to its first row in 指标明细.
fn unit<'a>((finding, form): &(&'a Finding, Option<usize>), context: &Context<'a>) -> Value<'a> {
    let anchor = form.and_then(|index| context.detail_anchor(index));
    match &finding.unit {
        Some(unit) => Value::linked(&**unit, anchor),
        None => Value::Blank,
    }
}

/// The cell concerned, leading to it.
fn cell<'a>((finding, form): &(&'a Finding, Option<usize>), context: &Context<'a>) -> Value<'a> {
    let Some(cell) = finding.place.cell else {
        return Value::Blank;
    };
    let form = form.and_then(|index| context.assessment.forms.get(index));
    match form {
        Some(form) => sources::cell(&form.filing, cell, context),
        None => cell.to_string().into(),
    }
}
