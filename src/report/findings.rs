//! 审核发现: every finding with its cell, the expected and the found value, by unit and worst first, with a verdict on
//! the filing; consequences follow their cause.

use super::Scope;
use super::column::{self, RowType, Style};
use super::context::{Context, FindingIndex};
use super::decisions::in_short;
use super::row::Row;
use super::sheet::{Items, Plan, Table};
use super::sources;
use super::value::Value;
use crate::base::lang::{Lang, Text, worded};
use crate::finding::{Finding, Severity};
use crate::run::ListedFinding;

/// A finding with all findings about its unit.
pub(super) struct FindingRow<'a> {
    row: ListedFinding<'a>,
    unit: FindingIndex,
}

impl RowType for FindingRow<'static> {
    type Row<'a> = FindingRow<'a>;
}

type Column = column::Column<FindingRow<'static>>;

/// 退回 a form with errors, 可收 one without.
pub(super) const VERDICTS: [Text; 2] = [Text::new("退回", "return"), Text::new("可收", "accept")];

/// The sheet; its widths are such that a page of A3 holds all that is printed, without the column 处理.
pub(super) static SHEET: Table<FindingRow<'static>> = Table {
    plan: Plan {
        name: Text::new("审核发现", "Findings"),
        title: Text::new("绩效自评审核发现", "Findings"),
        books: &[Scope::Whole, Scope::Monitoring],
        frozen: 2,
        screen_only: |_| 1,
        count: Some(|context, _| context.findings.len()),
        closing: |context| vec![Row::note(counted(context))],
        ..Plan::LIST
    },
    columns: &[&[
        Column::words("单位", "Unit", 20, unit).growing(26),
        Column::of(Style::Verdict, "结论", "Verdict", 8, |row, context| {
            verdict(row.unit)
                .map(|verdict| verdict.get(context.lang))
                .into()
        }),
        Column::count("错误数", "Errors", 7, |row, _| row.unit.counts[0].into()),
        Column::count("警告数", "Warnings", 7, |row, _| {
            row.unit.counts[1].into()
        }),
        Column::of(Style::Severity, "级别", "Severity", 8, |row, context| {
            row.row.finding.severity.title().get(context.lang).into()
        }),
        Column::words("问题", "Problem", 14, |row, context| {
            row.row.finding.problem.code.title.get(context.lang).into()
        }),
        Column::words("起因", "Follows from", 14, |row, context| {
            row.row
                .cause
                .map(|cause| titled(cause, context.lang))
                .into()
        })
        .shown(|context| context.findings.iter().any(|row| row.cause.is_some())),
        Column::words("说明", "What and what to do", 48, |row, context| {
            row.row.finding.message(context.lang).into()
        }),
        Column::words("应为", "Expected", 10, |row, _| {
            row.row.finding.problem.expected_found().0.into()
        }),
        Column::words("实为", "Found", 10, |row, _| {
            row.row.finding.problem.expected_found().1.into()
        }),
        Column::words("处理", "Decision", 30, |row, context| {
            let decision = row.row.finding.decision.as_deref();
            decision
                .map(|decision| in_short(decision, context.lang))
                .into()
        })
        .shown(|context| {
            let mut findings = context.findings.iter();
            findings.any(|row| row.finding.decision.is_some())
        }),
        Column::words("来源文件", "File", 21, |row, _| {
            row.row.finding.about.file.as_ref().into()
        }),
        Column::words("工作表", "Sheet", 10, |row, _| {
            row.row.finding.about.sheet.as_deref().into()
        }),
        Column::rank("单元格", "Cell", 7, cell),
        Column::of(Style::Hash, "代码", "Code", 18, |row, _| {
            row.row.finding.problem.code.name.into()
        }),
    ]],
    items: Items::From {
        rows: |context, _, first| Box::new(judged(context, first)),
        longest: None,
    },
};

/// The findings from the n-th on with their units, each unit a block.
fn judged<'a>(
    context: &'a Context<'a>,
    first: usize,
) -> impl Iterator<Item = (usize, FindingRow<'a>)> + 'a {
    let units = &context.concerned;
    let mut at = units
        .partition_point(|unit| unit.first <= first)
        .saturating_sub(1);
    let findings = context.findings.iter().enumerate().skip(first);
    findings.filter_map(move |(nth, row)| {
        if units.get(at + 1).is_some_and(|next| next.first <= nth) {
            at += 1;
        }
        let judged = FindingRow {
            row: *row,
            unit: *units.get(at)?,
        };
        Some((at, judged))
    })
}

/// The verdict on what a unit filed; none on a file without a form in which nothing is wrong.
fn verdict(unit: FindingIndex) -> Option<Text> {
    let [back, fine] = VERDICTS;
    match unit.counts {
        [0, _] => unit.filed.then_some(fine),
        _ => Some(back),
    }
}

/// How many findings there are, and of how many units.
fn counted(context: &Context) -> String {
    let [errors, warnings, notes] =
        Severity::WORST_FIRST.map(|severity| context.assessment.count(severity));
    let verdicts = || context.concerned.iter().filter_map(|unit| verdict(*unit));
    let [back, fine] = VERDICTS.map(|verdict| verdicts().filter(|v| *v == verdict).count());
    worded!(
        context.lang,
        "错误 {errors} 条，警告 {warnings} 条，提示 {notes} 条；退回 {back} 个单位（或文件），可收 {fine} 个（没有审核发现的单位不列）。",
        "{errors} errors, {warnings} warnings, {notes} notes; to be returned {back} units or files, acceptable {fine} (units without findings are not listed)."
    )
}

/// What a finding is called where others follow from it: 分项合计不符（D6）.
fn titled(cause: &Finding, lang: Lang) -> String {
    let title = cause.problem.code.title.get(lang);
    match cause.cell() {
        None => title.to_owned(),
        Some(cell) => worded!(lang, "{title}（{cell}）", "{title} ({cell})"),
    }
}

/// The unit concerned, leading to its first row in 指标明细.
fn unit<'a>(FindingRow { row, .. }: &FindingRow<'a>, context: &Context<'a>) -> Value<'a> {
    let anchor = row.form().and_then(|index| context.detail_anchor(index));
    match &row.finding.about.unit {
        Some(unit) => Value::linked(&**unit, anchor),
        None => Value::Blank,
    }
}

/// The cell concerned, leading to it.
fn cell<'a>(FindingRow { row, .. }: &FindingRow<'a>, context: &Context<'a>) -> Value<'a> {
    let Some(cell) = row.finding.cell() else {
        return row.finding.spot.map(|spot| spot.to_string()).into();
    };
    let form = row
        .form()
        .and_then(|index| context.assessment.forms.get(index));
    match form {
        Some(form) => sources::cell(&form.filing, cell, context),
        None => cell.to_string().into(),
    }
}
