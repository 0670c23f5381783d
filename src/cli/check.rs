//! `ziping check`: findings on the terminal, for a unit before it files.

use std::fmt::Write;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::job::Job;
use super::nearby::Kind;
use super::options::{FailOn, Forms, Terms};
use super::verdicts::Verdicts;
use super::words::Result;
use super::{print, print_all};
use crate::base::lang::{Lang, Text, worded};
use crate::compare::Series;
use crate::finding::score::NOT_SCORABLE;
use crate::finding::{FOLLOWS, Severity};
use crate::model::{Place, Stage};
use crate::output::{self, json};
use crate::run::{Assessed, Assessment, ListedFinding};

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
    let assessment = match arguments.json || terms.quiet || terms.dry_run {
        true => job.assess()?,
        false => {
            let verdicts = Verdicts::new(job.bar(), |form| verdict(form, lang));
            let assessed = job.assess_and_report(&verdicts);
            verdicts.ended()?;
            assessed?
        }
    };
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
        list(&assessment, lang)?;
    }
    Ok(exit)
}

/// Lists all findings, worst first, one a line; what follows from one stands indented below it. A form alone is a page:
/// its total and grade, what must be corrected, what had better be, and what is worth knowing.
fn list(assessment: &Assessment, lang: Lang) -> Result<()> {
    let alone = match assessment.forms.as_slice() {
        [form] => worth(form, lang),
        _ => None,
    };
    let paged = alone.is_some();
    let lines = Severity::WORST_FIRST.into_iter().flat_map(|severity| {
        let rows = assessment.weighing(severity);
        let mut rows = rows.map(|row| line(&row, lang)).peekable();
        let heading = rows.peek().map(|_| heading(severity).get(lang).to_owned());
        heading.filter(|_| paged).into_iter().chain(rows)
    });
    let read: usize = assessment.inputs.iter().map(|i| i.forms).sum();
    let summary = match (lang, assessment.found()) {
        (Lang::Zh, 0) => format!("检查自评表 {read} 份，没有发现问题。"),
        (Lang::Zh, n) => format!("检查自评表 {read} 份，发现 {n} 条。说明见 ziping explain 代码。"),
        (Lang::En, 0) => format!("{read} forms checked, nothing found."),
        (Lang::En, n) => format!("{read} forms checked, {n} findings. See ziping explain CODE."),
    };
    print_all(alone.into_iter().chain(lines).chain([summary]))
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

/// The result of a form before the others are read: `局.xlsx → 自评表：区教育局：复算总分 …。错误 1 条，警告 2 条。`
fn verdict(form: &Assessed, lang: Lang) -> String {
    let filing = &form.filing;
    let place = Place::sheet(Arc::clone(&filing.file), Arc::clone(&filing.sheet), None);
    let worth = worth(form, lang).unwrap_or_else(|| {
        let (stage, unit) = (filing.stage.form().get(lang), form.unit_name());
        worded!(lang, "{stage}，{unit}。", "{stage}, {unit}.")
    });
    let counted = Severity::WORST_FIRST.map(|severity| {
        let title = severity.title().get(lang);
        match form.count(severity) {
            0 => String::new(),
            count => worded!(lang, "{title} {count} 条。", " {title}: {count}."),
        }
    });
    let counted = counted.concat();
    worded!(
        lang,
        "{place}：{worth}{counted}",
        "{place}: {worth}{counted}"
    )
}

/// `错误 局.xlsx → 自评表!E7：…… [cross-foot]`
fn line(row: &ListedFinding<'_>, lang: Lang) -> String {
    let finding = row.finding;
    let message = finding.message(lang);
    let mut line = String::with_capacity(message.len().saturating_add(HEAD));
    if row.cause.is_some() {
        line.extend(["  ", FOLLOWS]);
    }
    line.extend([finding.severity.title().get(lang), " "]);
    let placed = write!(line, "{}", finding.place());
    debug_assert!(placed.is_ok(), "a text takes everything");
    line.extend(["：", &message, " [", finding.problem.code.name, "]"]);
    line
}

/// Bytes that mostly are enough for a line beside its message.
const HEAD: usize = 256;
