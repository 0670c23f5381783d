//! `ziping explain`: what a finding means.

use std::process::ExitCode;

use clap::Args;

use super::{FAILED, print, refusal, say};
use crate::base::lang::{Lang, Message};
use crate::finding::{Code, explain};

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
}

/// Explains one code, or lists all of them.
pub(super) fn run(arguments: &Arguments, lang: Lang) -> ExitCode {
    let Some(name) = &arguments.code else {
        let list: Vec<String> = Code::ALL
            .iter()
            .map(|c| format!("{:<26}{}", c.name(), c.title().get(lang)))
            .collect();
        print(&list.join("\n"));
        return ExitCode::SUCCESS;
    };
    match Code::ALL
        .iter()
        .find(|c| c.name() == name || c.title().zh == name)
    {
        Some(code) => {
            print(&explanation(*code, lang));
            ExitCode::SUCCESS
        }
        None => {
            say(&unknown(name).get(lang));
            ExitCode::from(FAILED)
        }
    }
}

fn unknown(name: &str) -> Message {
    let names = Code::ALL.iter().flat_map(|c| [c.name(), c.title().zh]);
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
