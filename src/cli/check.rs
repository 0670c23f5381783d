//! `ziping check`: findings on the terminal, for a unit before it files.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use super::score::Bar;
use super::{FailOn, Shared};
use crate::base::lang::Lang;
use crate::error::Result;
use crate::finding::Finding;
use crate::run::Assessment;
use crate::run::assess;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    shared: Shared,
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
}

impl Arguments {
    pub(super) fn lang(&self) -> Lang {
        self.shared.terms.lang()
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let lang = arguments.lang();
    let assessment = assess(
        &arguments.shared.run(None)?,
        &Bar::new(arguments.shared.terms.quiet, lang),
    )?;
    print(&listing(&assessment, lang));
    Ok(arguments.fail_on.exit(&assessment))
}

/// All findings, worst first, one a line.
fn listing(assessment: &Assessment, lang: Lang) -> String {
    let mut findings = assessment.findings();
    findings.sort_by_key(|f| std::cmp::Reverse(f.severity));
    let mut lines: Vec<String> = findings.iter().map(|f| line(f, lang)).collect();
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
fn line(finding: &Finding, lang: Lang) -> String {
    format!(
        "{} {}：{} [{}]",
        finding.severity.title().get(lang),
        finding.place,
        finding.message(lang),
        finding.problem.code.name
    )
}

/// Results go to standard output; a closed pipe ends the talk.
pub(super) fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
