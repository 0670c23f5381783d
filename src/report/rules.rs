//! 规则说明: the rule set in words, with the documents it implements; nobody has to open the rule file.

use super::column::{Column, RowType, Style};
use super::context::Context;
use super::headline;
use super::table::Table;
use crate::base::lang::Text;
use crate::rules::monitoring;
use crate::rules::{Clause, clauses};

/// The sheet.
pub(super) enum Rules {}

/// Rows of the sheet.
pub(super) enum Clauses {}

impl RowType for Clauses {
    type Row<'a> = Clause;
}

impl Table for Rules {
    type Of = Clauses;
    const NAME: Text = Text::new("规则说明", "Rules");
    const FILTER: bool = false;
    const COLUMNS: &'static [Column<Clauses>] = &[
        Column::new(
            Text::new("事项", "About"),
            24,
            Style::Words,
            |row, context| row.about.get(context.lang).into(),
        ),
        Column::new(Text::new("规则", "Rule"), 110, Style::Words, |row, _| {
            row.says.clone().into()
        }),
    ];

    fn title(context: &Context) -> String {
        headline(context, Text::new("绩效自评复算规则说明", "Rules in words"))
    }

    fn count(context: &Context, _: usize) -> usize {
        said(context).len()
    }

    fn rows<'a>(context: &'a Context<'a>, _: usize) -> impl Iterator<Item = (usize, Clause)> + 'a {
        said(context).into_iter().enumerate()
    }
}

/// The rules of the self-evaluation, or those of the monitoring.
fn said(context: &Context) -> Vec<Clause> {
    let assessment = context.assessment;
    match &assessment.midyear {
        Some(rule) => monitoring::clauses(&assessment.rules, rule, context.lang),
        None => clauses(&assessment.rules, context.lang),
    }
}
