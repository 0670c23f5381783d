//! `ziping man`: the page of the manual for `man`, from the definition of the command line.

use std::process::ExitCode;

use clap::Args;
use clap_mangen::Man;

use super::words::{Result, Stop};
use super::{definition, print, refusal, texts};
use crate::base::lang::Lang;
use crate::output;

/// 写出手册页（也可写作：手册页）
///
/// Print the page for man
#[derive(Debug, Args)]
#[command(alias = "手册页", hide = true)]
pub(super) struct Arguments {
    /// 命令；不给时是整个程序
    ///
    /// The command; the whole program if not given
    #[arg(value_name = "命令 / COMMAND")]
    command: Option<String>,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let program = definition(lang);
    let described = match &arguments.command {
        None => program,
        Some(name) => program
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| unknown(name))?,
    };
    let mut page = Vec::new();
    let written = Man::new(described).render(&mut page);
    written.map_err(output::Error::Unprinted)?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(ExitCode::SUCCESS)
}

fn unknown(name: &str) -> Stop {
    let names = texts::names();
    let near = refusal::nearest(name, names.iter().map(String::as_str));
    Stop::new(
        format!(
            "没有“{name}”这个命令{}。运行 ziping --help 查看用法。",
            near.zh
        ),
        format!("No such command: '{name}'{}. See ziping --help.", near.en),
    )
}
