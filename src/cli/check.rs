//! `ziping check`: findings on the terminal, for a unit before it files.

use std::process::ExitCode;

use clap::Args;

use super::job::Job;
use super::nearby::Kind;
use super::options::{FailOn, Forms, Terms};
use super::print;
use super::words::Result;
use crate::base::lang::{Lang, Text, worded};
use crate::compare::Series;
use crate::finding::score::NOT_SCORABLE;
use crate::finding::{FOLLOWS, Severity};
use crate::model::Stage;
use crate::output::{self, json};
use crate::run::{Assessed, Assessment, Listed, worst_first};

/// 只在屏幕上列出审核发现，供单位报送前自查，不写文件（也可写作：检查）
///
/// List the findings on the screen, write nothing
#[derive(Debug, Args)]
#[command(
    alias = "检查",
    override_usage = "ziping check [选项] <文件夹或文件>... / ziping check [OPTIONS] <PATH>..."
)]
pub(super) struct Arguments {
    #[command(flatten)]
    forms: Forms,
    #[command(flatten)]
    pub(super) terms: Terms,
    /// 以 JSON 写到屏幕，各字段同 score --json
    ///
    /// JSON on the screen, as of score --json
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let terms = &arguments.terms;
    let job = Job::begin(terms, &arguments.forms, (None, &Kind::OF_ONE_YEAR), lang)?;
    let assessment = job.assess()?;
    if job.is_dry((&assessment, None), &[])? {
        return Ok(ExitCode::SUCCESS);
    }
    let exit = terms.exit(&assessment, FailOn::Error);
    if arguments.json {
        let mut text = Vec::new();
        let mut series = Series::from(assessment);
        series.round = terms.round(&series.assessment, lang)?;
        json::write(&series, lang, &mut text).map_err(output::Error::Unprinted)?;
        print(String::from_utf8_lossy(&text).trim_end())?;
    } else {
        print(&listing(&assessment, lang))?;
    }
    Ok(exit)
}

/// All findings, worst first, one a line; what follows from one stands indented below it. A form alone is a page: its
/// total and grade, what must be corrected, what had better be, and what is worth knowing.
fn listing(assessment: &Assessment, lang: Lang) -> String {
    let findings = assessment.findings();
    let roots = worst_first(&findings, |row| *row);
    let alone = match assessment.forms.as_slice() {
        [form] => worth(form, lang),
        _ => None,
    };
    let paged = alone.is_some();
    let mut lines: Vec<String> = alone.into_iter().collect();
    for section in roots.chunk_by(|(a, _), (b, _)| a == b) {
        let severity = section.first().and_then(|(severity, _)| *severity);
        let heading = severity.filter(|_| paged).map(|s| heading(s).get(lang));
        lines.extend(heading.map(str::to_owned));
        let rows = section.iter().flat_map(|(_, root)| *root);
        lines.extend(rows.map(|row| line(row, lang)));
    }
    let read: usize = assessment.inputs.iter().map(|i| i.forms).sum();
    lines.push(match (lang, findings.len()) {
        (Lang::Zh, 0) => format!("检查自评表 {read} 份，没有发现问题。"),
        (Lang::Zh, n) => format!("检查自评表 {read} 份，发现 {n} 条。说明见 ziping explain 代码。"),
        (Lang::En, 0) => format!("{read} forms checked, nothing found."),
        (Lang::En, n) => format!("{read} forms checked, {n} findings. See ziping explain CODE."),
    });
    lines.join("\n")
}

/// What is to be done about findings of a severity.
const fn heading(severity: Severity) -> Text {
    match severity {
        Severity::Error => Text::new("必须改：", "To be corrected:"),
        Severity::Warning => Text::new("建议改：", "To be looked at:"),
        Severity::Info => Text::new("供参考：", "Worth knowing:"),
    }
}

/// Total and grade of a self-evaluation, or why it has none.
fn worth(form: &Assessed, lang: Lang) -> Option<String> {
    if form.filing.stage != Stage::SelfEvaluation {
        return None;
    }
    let unit = form.unit_name();
    let (Some(total), grade) = (form.evaluation.total, &form.evaluation.grade) else {
        let unscored = form.findings.iter().find(|f| f.problem.is(&NOT_SCORABLE));
        let cause = unscored.and_then(|f| form.cause(f)).map(|f| &f.problem);
        let reason = cause.or(form.barred.first()).map(|p| p.message(lang));
        let reason = reason.unwrap_or_default();
        return Some(worded!(
            lang,
            "{unit}：没有复算总分。{reason}",
            "{unit}: no recomputed total. {reason}"
        ));
    };
    let total = total.normalize();
    let grade = grade.as_ref().map_or("—", |grade| &*grade.name);
    let filed = form.reported_total().map(|filed| filed.normalize());
    let filed = filed.map_or("—".to_owned(), |filed| filed.to_string());
    Some(worded!(
        lang,
        "{unit}：复算总分 {total} 分，等级 {grade}；自评总分 {filed} 分。",
        "{unit}: recomputed total {total}, grade {grade}; filed total {filed}."
    ))
}

/// `错误 局.xlsx → 自评表!E7：…… [cross-foot]`
fn line(row: &Listed<'_>, lang: Lang) -> String {
    let finding = row.finding;
    let mark = row.cause.map_or(String::new(), |_| format!("  {FOLLOWS}"));
    format!(
        "{mark}{} {}：{} [{}]",
        finding.severity.title().get(lang),
        finding.place,
        finding.message(lang),
        finding.problem.code.name
    )
}
