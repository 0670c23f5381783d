//! `ziping check` and `ziping explain`: findings on the terminal, for a unit before it files.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use super::score::Bar;
use super::{FAILED, FailOn, Shared, say};
use crate::base::lang::{Lang, Text};
use crate::error::Result;
use crate::finding::{Code, Finding, Severity, explain};
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
    let severity = match finding.severity {
        Severity::Error => Text::new("错误", "error"),
        Severity::Warning => Text::new("警告", "warning"),
        Severity::Info => Text::new("提示", "info"),
    };
    format!(
        "{} {}：{} [{}]",
        severity.get(lang),
        finding.place,
        finding.message(lang),
        finding.problem.code().name()
    )
}

/// Explains one code, or lists all of them.
pub(super) fn explain_code(name: Option<&str>, lang: Lang) -> Result<ExitCode> {
    let Some(name) = name else {
        let list: Vec<String> = Code::ALL
            .iter()
            .map(|c| format!("{:<26}{}", c.name(), c.title().get(lang)))
            .collect();
        print(&list.join("\n"));
        return Ok(ExitCode::SUCCESS);
    };
    match Code::from_name(name) {
        Some(code) => {
            print(&explanation(code, lang));
            Ok(ExitCode::SUCCESS)
        }
        None => {
            say(&match lang {
                Lang::Zh => format!("没有“{name}”这个代码。运行 ziping explain 可列出全部代码。"),
                Lang::En => format!("No such code: '{name}'. Run ziping explain for the list."),
            });
            Ok(ExitCode::from(FAILED))
        }
    }
}

/// Title and explanation of a code under their headings.
fn explanation(code: Code, lang: Lang) -> String {
    let text = explain::explain(code);
    let sections = [
        (explain::WHAT, text.what),
        (explain::WHY, text.why),
        (explain::EXAMPLE, text.example),
    ];
    let sections: Vec<String> = sections
        .iter()
        .map(|(heading, body)| format!("{}\n  {}", heading.get(lang), body.get(lang)))
        .collect();
    let title = format!("{} {}", code.name(), code.title().get(lang));
    format!("{title}\n\n{}", sections.join("\n\n"))
}

/// Results go to standard output; a closed pipe ends the talk.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
