//! `ziping explain`: what a finding means, why it matters, what it rests on.

use std::process::ExitCode;

use clap::Args;

use super::words::Result;
use super::{FAILED, print, refusal, say};
use crate::base::lang::{Lang, Message, worded};
use crate::finding::{ALL, BASIS, Code, EXAMPLE, STATE, WHAT, WHY};
use crate::rules::AuditBounds;

/// 说明一条审核发现的含义、原因和例子（也可写作：解释）
///
/// Explain what a finding means and why, with an example
#[derive(Debug, Args)]
#[command(
    alias = "解释",
    override_usage = "ziping explain [代码] / ziping explain [CODE]"
)]
pub(super) struct Arguments {
    /// 审核发现的代码；不给时列出全部
    ///
    /// Code of a finding; all are listed if not given
    #[arg(value_name = "代码 / CODE")]
    code: Option<String>,
    /// 列出全部代码及其状态、依据
    ///
    /// List all codes with their state and basis
    #[arg(long)]
    list: bool,
}

/// Explains one code, or lists all of them.
pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let Some(name) = arguments.code.as_deref().filter(|_| !arguments.list) else {
        let line = if arguments.list { in_full } else { in_short };
        let lines: Vec<String> = ALL.iter().map(|code| line(code, lang)).collect();
        print(&lines.join("\n"))?;
        return Ok(ExitCode::SUCCESS);
    };
    match ALL.iter().find(|c| c.name == name || c.title.zh == name) {
        Some(code) => {
            print(&explanation(code, lang))?;
            Ok(ExitCode::SUCCESS)
        }
        None => {
            say(&unknown(name).get(lang));
            Ok(ExitCode::from(FAILED))
        }
    }
}

/// Name and title.
fn in_short(code: &Code, lang: Lang) -> String {
    format!("{:<26}{}", code.name, code.title.get(lang))
}

/// Name, state, severity, title, basis and usual bounds.
fn in_full(code: &Code, lang: Lang) -> String {
    let (title, state) = (code.title.get(lang), code.state.words(lang));
    let (basis, severity) = (code.basis.words(lang), code.severity.title().get(lang));
    let bounds = AuditBounds::default().words(code, lang);
    let bounds = match bounds.is_empty() {
        true => bounds,
        false => format!("  {bounds}"),
    };
    let name = code.name;
    worded!(
        lang,
        "{name:<26}{state}  {severity}  {title}（{basis}）{bounds}",
        "{name:<26}{state}  {severity}  {title} ({basis}){bounds}"
    )
}

fn unknown(name: &str) -> Message {
    let names = ALL.iter().flat_map(|c| [c.name, c.title.zh]);
    let nearest = refusal::nearest(name, names);
    Message::new(
        format!(
            "没有“{name}”这个代码{}。运行 ziping explain 可列出全部代码。",
            nearest.zh
        ),
        format!(
            "No such code: '{name}'{}. Run ziping explain for the list.",
            nearest.en
        ),
    )
}

/// Title and explanation of a code under their headings.
fn explanation(code: &Code, lang: Lang) -> String {
    let sections = [
        (WHAT, code.what.get(lang).to_owned()),
        (WHY, code.why.get(lang).to_owned()),
        (EXAMPLE, code.example.get(lang).to_owned()),
        (BASIS, code.basis.words(lang)),
        (STATE, code.state.words(lang)),
    ];
    let sections: Vec<String> = sections
        .iter()
        .map(|(heading, body)| format!("{}\n  {body}", heading.get(lang)))
        .collect();
    let title = format!("{} {}", code.name, code.title.get(lang));
    format!("{title}\n\n{}", sections.join("\n\n"))
}
