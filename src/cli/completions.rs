//! `ziping completions`: a script with which a shell completes commands, from the definition of the command line.

use std::process::ExitCode;

use clap::Args;
use clap_complete::{Shell, generate};

use super::words::Result;
use super::{definition, print};
use crate::base::lang::Lang;

/// 写出命令补全脚本（也可写作：补全）
///
/// Print a script that completes commands in a shell
#[derive(Debug, Args)]
#[command(alias = "补全", hide = true)]
pub(super) struct Arguments {
    /// 终端程序：bash、zsh、fish、powershell、elvish
    ///
    /// The shell: bash, zsh, fish, powershell, elvish
    #[arg(value_name = "终端程序 / SHELL")]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let mut script = Vec::new();
    generate(
        arguments.shell,
        &mut definition(lang),
        "ziping",
        &mut script,
    );
    print(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}
