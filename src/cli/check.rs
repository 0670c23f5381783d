//! `ziping check`: findings on the terminal, for a unit before it files.

use std::cmp::Reverse;
use std::process::ExitCode;

use clap::Args;

use super::options::{FailOn, Forms, Terms};
use super::print;
use super::progress::Bar;
use super::words::Result;
use crate::base::lang::Lang;
use crate::finding::FOLLOWS;
use crate::run::{Assessment, Listed, assess};

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
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let terms = &arguments.terms;
    let run = terms.run(arguments.forms.paths.clone(), None)?;
    let assessment = assess(&run, &Bar::new(terms.quiet, lang))?;
    print(&listing(&assessment, lang))?;
    Ok(terms.exit(&assessment, FailOn::Error))
}

/// All findings, worst first, one a line; what follows from one stands indented below it.
fn listing(assessment: &Assessment, lang: Lang) -> String {
    let findings = assessment.findings();
    let mut groups: Vec<&[Listed<'_>]> =
        findings.chunk_by(|_, next| next.cause.is_some()).collect();
    groups.sort_by_key(|group| Reverse(group.iter().map(|row| row.finding.severity).max()));
    let rows = groups.into_iter().flatten();
    let mut lines: Vec<String> = rows.map(|row| line(row, lang)).collect();
    let read: usize = assessment.inputs.iter().map(|i| i.forms).sum();
    lines.push(match (lang, findings.len()) {
        (Lang::Zh, 0) => format!("检查自评表 {read} 份，没有发现问题。"),
        (Lang::Zh, n) => format!("检查自评表 {read} 份，发现 {n} 条。说明见 ziping explain 代码。"),
        (Lang::En, 0) => format!("{read} forms checked, nothing found."),
        (Lang::En, n) => format!("{read} forms checked, {n} findings. See ziping explain CODE."),
    });
    lines.join("\n")
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
