//! What must be decided: each matter with those it is about, leading to the sheet where it is settled.

use std::collections::BTreeSet;

use super::{Rows, named, ranking};
use crate::base::lang::{Text, worded};
use crate::finding::Severity;
use crate::finding::across::VERSIONS_UNDECIDED;
use crate::report::context::Context;
use crate::report::excluded;
use crate::report::findings;
use crate::report::returns;
use crate::report::robustness;
use crate::report::sheet::Sheet;
use crate::report::standing::name;
use crate::report::versions;
use crate::run::Status;

type Matter = (String, &'static dyn Sheet);

pub(super) fn write(page: &mut Rows) {
    let context = page.context;
    page.heading(Text::new("须决定的事项", "To be decided"));
    let matters: Vec<Matter> = [
        returned(context),
        missing(context),
        left_out(context),
        several(context),
        pending(context),
        unsafe_grades(context),
        robustness::top(context).map(|text| (text, &robustness::SHEET as &dyn Sheet)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if matters.is_empty() {
        let none = Text::new("没有须决定的事项。", "Nothing.");
        page.sentence(none.get(context.lang));
    }
    for (matter, sheet) in matters {
        page.leading(matter, sheet);
    }
}

/// A matter about `names`, worded from their list, with a link to `sheet`; none without names.
fn about(
    context: &Context,
    names: Vec<&str>,
    sheet: &'static dyn Sheet,
    words: impl FnOnce(String) -> String,
) -> Option<Matter> {
    (!names.is_empty()).then(|| (words(named(names.into_iter(), context.lang)), sheet))
}

/// Each of the names once, in their order.
fn once<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().collect()
}

/// Forms with errors go back.
fn returned(context: &Context) -> Option<Matter> {
    let forms = || context.assessment.forms.iter();
    let wrong = || forms().filter(|form| form.count(Severity::Error) > 0);
    let count = wrong().count();
    let units = once(wrong().map(|form| form.unit_name()));
    about(context, units, &findings::SHEET, |names| {
        worded!(
            context.lang,
            "退回修改：{count} 份自评表有错误（{names}）。",
            "Return: {count} forms have errors ({names})."
        )
    })
}

/// Units that have not filed are urged.
fn missing(context: &Context) -> Option<Matter> {
    let count = context.returns.as_ref()?.count(Status::Missing);
    (count > 0).then(|| {
        let text = worded!(
            context.lang,
            "催报：{count} 个单位未报，是否限期、是否通报。",
            "Urge: {count} units have not filed."
        );
        (text, &returns::SHEET as &dyn Sheet)
    })
}

/// Files and forms that are not ranked.
fn left_out(context: &Context) -> Option<Matter> {
    let count = context.assessment.excluded.iter();
    let count = count.filter(|excluded| !excluded.is_elsewhere()).count();
    (count > 0).then(|| {
        let text = worded!(
            context.lang,
            "未入榜 {count} 份文件或自评表：补正后重新汇总，或确认不排名。",
            "{count} files or forms are not ranked: have them corrected, or leave them out."
        );
        (text, &excluded::SHEET as &dyn Sheet)
    })
}

/// Units with several forms where it is unclear which one counts.
fn several(context: &Context) -> Option<Matter> {
    let rows = context.findings.iter();
    let open = rows.filter(|row| row.finding.problem.is(&VERSIONS_UNDECIDED));
    let units = once(open.filter_map(|row| row.finding.about.unit.as_deref()));
    let count = units.len();
    about(context, units, &versions::SHEET, |names| {
        worded!(
            context.lang,
            "选定版本：{count} 个单位报了几份，不能判断以哪份为准（{names}）。",
            "Choose: {count} units filed several forms, none clearly the last ({names})."
        )
    })
}

/// Totals with a filed score in them that figures should have confirmed.
fn pending(context: &Context) -> Option<Matter> {
    let ranked = context.ranked(context.main_kind());
    let pending = ranked.filter(|row| row.form.evaluation.pending);
    let forms: Vec<&str> = pending.map(|row| name(row.form)).collect();
    let count = forms.len();
    about(context, forms, ranking(context), |names| {
        worded!(
            context.lang,
            "待核 {count} 个：总分里有应由数字核实而沿用自评的得分，核实后定（{names}）。",
            "{count} pending: filed scores in the total that figures should have confirmed ({names})."
        )
    })
}

/// Grades that a small change would turn.
fn unsafe_grades(context: &Context) -> Option<Matter> {
    let ranked = context.ranked(context.main_kind());
    let is_open = |index| context.band(index).is_some_and(|band| band.grade.open());
    let open = ranked.filter(|row| is_open(row.index));
    let forms: Vec<&str> = open.map(|row| name(row.form)).collect();
    let count = forms.len();
    about(context, forms, &robustness::SHEET, |names| {
        worded!(
            context.lang,
            "等级在界限附近的 {count} 个，定等前应核实：{names}。",
            "{count} grades stand near a bound, to be verified first: {names}."
        )
    })
}
