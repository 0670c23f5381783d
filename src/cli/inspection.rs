//! 逐个文件: what was recognised in each file, for `--dry-run`, `-v` and `--log`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::lang::{Lang, Text, worded};
use crate::cli::print;
use crate::cli::words::Result;
use crate::compare::Comparison;
use crate::model::{CellRef, FormHead, Kind};
use crate::run::{Assessed, Assessment};

/// A line for each file: its forms with unit, stage and year, or the reason why it has none.
pub(super) fn files(assessment: &Assessment, lang: Lang) -> Vec<String> {
    let mut forms: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for form in &assessment.forms {
        forms
            .entry(&form.filing.file)
            .or_default()
            .push(of_form(form, lang));
    }
    for left in assessment
        .excluded
        .iter()
        .filter(|e| e.sheet.is_none() || e.is_elsewhere())
    {
        forms.entry(&left.file).or_default().push(left.reason(lang));
    }
    let line = |(file, all): (&str, Vec<String>)| {
        let all = all.join("；");
        worded!(lang, "{file}：{all}", "{file}: {all}")
    };
    forms.into_iter().map(line).collect()
}

/// 工作表“自评表” 整体支出 自评 区教育局 2023 年
fn of_form(form: &Assessed, lang: Lang) -> String {
    let filing = &form.filing;
    let kind = match filing.kind {
        Kind::Unit => Text::new("整体支出", "whole unit"),
        Kind::Project => Text::new("项目支出", "project"),
    };
    let (kind, stage) = (kind.get(lang), filing.stage.form().get(lang));
    let (sheet, unit) = (&filing.sheet, form.unit_name());
    let project = filing.project.as_ref();
    let project = project.map_or_else(String::new, |p| format!("，{}", p.value));
    let year = filing
        .year
        .as_ref()
        .map_or_else(|| "—".to_owned(), |year| year.value.to_string());
    worded!(
        lang,
        "工作表“{sheet}”，{kind}，{stage}，{unit}{project}，年度 {year}",
        "sheet '{sheet}', {kind}, {stage}, {unit}{project}, year {year}"
    )
}

/// A line for each form that holds figures in its blocks which no field used: where they stand.
pub(super) fn unused(assessment: &Assessment, lang: Lang) -> Vec<String> {
    let forms = assessment.forms.iter();
    let forms = forms.filter(|form| !form.unused.is_empty());
    let line = |form: &Assessed| {
        let FormHead { file, sheet, .. } = &form.filing.head;
        let cells: Vec<String> = form.unused.iter().map(CellRef::to_string).collect();
        let (count, cells) = (cells.len(), cells.join("、"));
        worded!(
            lang,
            "{file}：工作表“{sheet}”有 {count} 个数没有用到：{cells}",
            "{file}: sheet '{sheet}' holds {count} figures that were not used: {cells}"
        )
    };
    forms.map(line).collect()
}

/// Prints what a run would use, and the files and folders `places` to which it would write.
///
/// # Errors
///
/// Where that cannot be printed.
pub(super) fn dry_run(
    (assessment, comparison): (&Assessment, Option<&Comparison>),
    places: &[&Path],
    lang: Lang,
) -> Result<()> {
    let rules = &assessment.rules.stamp;
    let mut lines = files(assessment, lang);
    let (title, id) = (&rules.title, &rules.id);
    lines.push(worded!(
        lang,
        "评分规则：{title}（{id}）",
        "Rules: {title} ({id})"
    ));
    lines.extend(assessment.roster.iter().map(|roster| {
        let (file, units) = (&roster.file, roster.units().len());
        worded!(
            lang,
            "单位名单：{file}，{units} 个单位",
            "Roster: {file}, {units} units"
        )
    }));
    lines.extend(
        assessment
            .year
            .map(|year| worded!(lang, "评价年度：{year}", "Year: {year}")),
    );
    let earlier = comparison.into_iter().flat_map(|c| &c.earlier);
    lines.extend(earlier.filter_map(|year| {
        let year = year.year?;
        Some(worded!(lang, "上年数据：{year} 年", "Year before: {year}"))
    }));
    let written = places.iter().map(|place| {
        let path = place.display();
        let before = match (place.exists(), place.is_dir()) {
            (false, _) => Text::new("", ""),
            (true, true) => Text::new("（已有文件夹）", " (there is a folder)"),
            (true, false) => Text::new(
                "（已有文件，会被替换或改名保留）",
                " (there is a file: it would be replaced or kept under another name)",
            ),
        };
        let before = before.get(lang);
        worded!(
            lang,
            "将写出：{path}{before}",
            "Would be written: {path}{before}"
        )
    });
    lines.extend(written);
    let nothing = worded!(
        lang,
        "试运行：没有写出任何文件。",
        "Dry run: nothing was written."
    );
    lines.push(nothing);
    print(&lines.join("\n"))
}
