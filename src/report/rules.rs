//! 规则说明: the rule set in words, with the documents it implements; nobody has to open the rule file.

use super::Scope;
use super::column::{self, RowType};
use super::context::Context;
use super::sheet::{Items, Plan, Table};
use crate::base::lang::Text;
use crate::rules::monitoring;
use crate::rules::{Clause, clauses};

impl RowType for Clause {
    type Row<'a> = Self;
}

type Column = column::Column<Clause>;

/// The sheet.
pub(super) static SHEET: Table<Clause> = Table {
    plan: Plan {
        name: Text::new("规则说明", "Rules"),
        title: Text::new("绩效自评复算规则说明", "Rules in words"),
        books: &[Scope::Whole, Scope::Monitoring],
        filter: false,
        ..Plan::LIST
    },
    columns: &[&[
        Column::words("事项", "About", 24, |row, context| {
            row.about.get(context.lang).into()
        }),
        Column::words("规则", "Rule", 110, |row, _| row.says.clone().into()),
    ]],
    items: Items::Each(|context| Box::new(stated(context).into_iter())),
};

/// The rules of the self-evaluation, or those of the monitoring.
fn stated(context: &Context) -> Vec<Clause> {
    let assessment = context.assessment;
    match &assessment.midyear {
        Some(rule) => monitoring::clauses(&assessment.rules, rule, context.lang),
        None => clauses(&assessment.rules, context.lang),
    }
}
