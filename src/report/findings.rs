//! 审核发现: every finding with its cell, what should stand there and what does; what follows from another behind it.

use super::Scope;
use super::column::{self, RowType, Style};
use super::context::Context;
use super::decisions::in_short;
use super::sheet::{Items, Plan, Table};
use super::sources;
use super::value::Value;
use crate::base::lang::{Lang, Text, worded};
use crate::finding::Finding;
use crate::run::Listed;

impl RowType for Listed<'static> {
    type Row<'a> = Listed<'a>;
}

type Column = column::Column<Listed<'static>>;

/// The sheet.
pub(super) static SHEET: Table<Listed<'static>> = Table {
    plan: Plan {
        name: Text::new("审核发现", "Findings"),
        title: Text::new("绩效自评审核发现", "Findings"),
        books: &[Scope::Whole, Scope::Monitoring],
        frozen: 3,
        count: Some(|context, _| context.findings.len()),
        ..Plan::LIST
    },
    columns: &[&[
        Column::of(Style::Severity, "级别", "Severity", 8, |row, context| {
            row.finding.severity.title().get(context.lang).into()
        }),
        Column::words("问题", "Problem", 18, |row, context| {
            row.finding.problem.code.title.get(context.lang).into()
        }),
        Column::words("起因", "Follows from", 18, |row, context| {
            row.cause.map(|cause| titled(cause, context.lang)).into()
        })
        .shown(|context| context.findings.iter().any(|row| row.cause.is_some())),
        Column::words("单位", "Unit", 22, unit).growing(40),
        Column::words("说明", "What and what to do", 60, |row, context| {
            row.finding.message(context.lang).into()
        }),
        Column::words("应为", "Expected", 13, |row, _| {
            row.finding.problem.expected_found().0.into()
        }),
        Column::words("实为", "Found", 13, |row, _| {
            row.finding.problem.expected_found().1.into()
        }),
        Column::words("处理", "Decision", 30, |row, context| {
            let decision = row.finding.decision.as_deref();
            decision
                .map(|decision| in_short(decision, context.lang))
                .into()
        })
        .shown(|context| {
            let mut findings = context.findings.iter();
            findings.any(|row| row.finding.decision.is_some())
        }),
        Column::words("来源文件", "File", 34, |row, _| {
            row.finding.place.file.as_ref().into()
        }),
        Column::words("工作表", "Sheet", 12, |row, _| {
            row.finding.place.sheet.as_deref().into()
        }),
        Column::rank("单元格", "Cell", 8, cell),
        Column::of(Style::Hash, "代码", "Code", 18, |row, _| {
            row.finding.problem.code.name.into()
        }),
    ]],
    items: Items::Each(|context| Box::new(context.findings.iter().copied())),
};

/// What a finding is called where others are said to follow from it: 分项合计不符（D6）.
fn titled(cause: &Finding, lang: Lang) -> String {
    let title = cause.problem.code.title.get(lang);
    match cause.place.cell {
        None => title.to_owned(),
        Some(cell) => worded!(lang, "{title}（{cell}）", "{title} ({cell})"),
    }
}

/// The unit concerned, leading to its first row in 指标明细.
fn unit<'a>(row: &Listed<'a>, context: &Context<'a>) -> Value<'a> {
    let anchor = row.form.and_then(|index| context.detail_anchor(index));
    match &row.finding.unit {
        Some(unit) => Value::linked(&**unit, anchor),
        None => Value::Blank,
    }
}

/// The cell concerned, leading to it.
fn cell<'a>(row: &Listed<'a>, context: &Context<'a>) -> Value<'a> {
    let Some(cell) = row.finding.place.cell else {
        return Value::Blank;
    };
    let form = row
        .form
        .and_then(|index| context.assessment.forms.get(index));
    match form {
        Some(form) => sources::cell(&form.filing, cell, context),
        None => cell.to_string().into(),
    }
}
