//! `ziping explain`: what a finding means, why it matters, what it rests on.

use std::process::ExitCode;

use clap::Args;

use super::check::print;
use super::{FAILED, LangArgument, say};
use crate::base::lang::Lang;
use crate::finding::{ALL, BASIS, Code, EXAMPLE, STATE, WHAT, WHY};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    code: Option<String>,
    #[arg(long)]
    list: bool,
    #[arg(long, value_enum, default_value_t = LangArgument::Zh)]
    lang: LangArgument,
}

impl Arguments {
    pub(super) fn lang(&self) -> Lang {
        self.lang.into()
    }
}

/// Explains one code, or lists all of them.
pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let lang = arguments.lang();
    let Some(name) = arguments.code.as_deref().filter(|_| !arguments.list) else {
        let line = if arguments.list { in_full } else { in_short };
        let lines: Vec<String> = ALL.iter().map(|code| line(code, lang)).collect();
        print(&lines.join("\n"));
        return ExitCode::SUCCESS;
    };
    let Some(code) = Code::named(name) else {
        say(&match lang {
            Lang::Zh => format!("没有“{name}”这个代码。运行 ziping explain 可列出全部代码。"),
            Lang::En => format!("No such code: '{name}'. Run ziping explain for the list."),
        });
        return ExitCode::from(FAILED);
    };
    print(&explanation(code, lang));
    ExitCode::SUCCESS
}

/// Name and title.
fn in_short(code: &Code, lang: Lang) -> String {
    format!("{:<26}{}", code.name, code.title.get(lang))
}

/// Name, state, title and basis.
fn in_full(code: &Code, lang: Lang) -> String {
    let (title, state) = (code.title.get(lang), code.state.words(lang));
    let basis = code.basis.words(lang);
    match lang {
        Lang::Zh => format!("{:<26}{state}  {title}（{basis}）", code.name),
        Lang::En => format!("{:<26}{state}  {title} ({basis})", code.name),
    }
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
