//! `ziping help`: the help of the program or of one command.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;

use crate::base::lang::Lang;

/// 显示用法：ziping help 命令（也可写作：帮助）
///
/// Show the help of a command: ziping help COMMAND
#[derive(Debug, Args)]
#[command(
    alias = "帮助",
    override_usage = "ziping help [命令] / ziping help [COMMAND]"
)]
pub(super) struct Arguments {
    /// 命令；不给时显示全部命令
    ///
    /// The command; all are listed if not given
    #[arg(value_name = "命令 / COMMAND")]
    command: Option<String>,
}

/// The same as `--help` behind the command.
pub(super) fn run(arguments: &Arguments, lang: Lang) -> ExitCode {
    let lang = match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    };
    let command = arguments.command.as_deref();
    let words = ["ziping", "--lang", lang].into_iter().chain(command);
    super::run(words.chain(["--help"]).map(OsString::from))
}
