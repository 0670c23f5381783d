//! 审核说明: every code of finding with its state, severity, bounds and basis.

use super::Scope;
use super::column::{self, RowType, Style};
use super::sheet::{Items, Plan, Table};
use crate::base::lang::{Text, worded};
use crate::finding::{ALL, Code};

impl RowType for &'static Code {
    type Row<'a> = &'static Code;
}

type Column = column::Column<&'static Code>;

/// The sheet.
pub(super) static SHEET: Table<&'static Code> = Table {
    plan: Plan {
        name: Text::new("审核说明", "Audit terms"),
        title: Text::new("审核项及其状态、级别、界限和依据", "Findings in words"),
        books: &[Scope::Whole],
        ..Plan::LIST
    },
    columns: &[&[
        Column::of(Style::Hash, "代码", "Code", 26, |code, _| {
            code.name.into()
        }),
        Column::words("审核项", "Finding", 24, |code, context| {
            code.title.get(context.lang).into()
        }),
        Column::words("状态", "State", 20, |code, context| {
            let phase = context.assessment.rules.phase(code);
            if phase == code.state.phase {
                return code.state.words(context.lang).into();
            }
            let phase = phase.title().get(context.lang);
            worded!(
                context.lang,
                "{phase}（按本规则）",
                "{phase} (by these rules)"
            )
            .into()
        }),
        Column::words("级别", "Severity", 8, |code, context| {
            let severity = context.assessment.rules.severity(code);
            severity.title().get(context.lang).into()
        }),
        Column::words("界限", "Bounds", 44, |code, context| {
            let audit = &context.assessment.rules.audit;
            let words = audit.words(code, context.lang);
            (!words.is_empty()).then_some(words).into()
        }),
        Column::words("依据", "Basis", 44, |code, context| {
            code.basis.words(context.lang).into()
        }),
        Column::words("是什么", "What", 70, |code, context| {
            code.what.get(context.lang).into()
        }),
    ]],
    items: Items::Each(|_| Box::new(ALL.iter().copied())),
};
