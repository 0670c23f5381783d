//! What is wrong with the arguments, in one sentence of the user's language.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{FAILED, say};
use crate::base::lang::Lang;

/// Prints help or version, or says what is wrong; the exit code.
pub(super) fn exit(error: &clap::Error, lang: Lang) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            let _ = error.print();
            ExitCode::from(FAILED)
        }
        kind => {
            say(&sentence(kind, error, lang));
            ExitCode::from(FAILED)
        }
    }
}

fn sentence(kind: ErrorKind, error: &clap::Error, lang: Lang) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let word = context(error, ContextKind::InvalidSubcommand);
    let known = context(error, ContextKind::ValidValue);
    match (kind, lang) {
        (ErrorKind::InvalidSubcommand, Lang::Zh) => {
            format!("“{word}”既不是命令，也不是存在的文件夹或文件。运行 ziping --help 查看用法。")
        }
        (ErrorKind::InvalidSubcommand, Lang::En) => {
            format!("'{word}' is neither a command nor an existing path. See ziping --help.")
        }
        (ErrorKind::UnknownArgument, Lang::Zh) => {
            format!("不认识的选项“{argument}”。运行 ziping --help 查看用法。")
        }
        (ErrorKind::UnknownArgument, Lang::En) => {
            format!("Unknown option '{argument}'. See ziping --help.")
        }
        (ErrorKind::MissingRequiredArgument, Lang::Zh) if argument.contains("--output") => {
            "请用 -o 给出存放空白表的文件夹，例如：ziping template -o 空白表".to_owned()
        }
        (ErrorKind::MissingRequiredArgument, Lang::En) if argument.contains("--output") => {
            "Name the folder for the blank forms: ziping template -o DIR".to_owned()
        }
        (ErrorKind::MissingRequiredArgument, Lang::Zh) => {
            format!(
                "缺少{argument}。请给出存放自评表的文件夹，例如：ziping score 文件夹 -o 汇总.xlsx"
            )
        }
        (ErrorKind::MissingRequiredArgument, Lang::En) => {
            format!(
                "Missing {argument}. Name the folder with the forms: ziping score FOLDER -o OUT.xlsx"
            )
        }
        (ErrorKind::TooFewValues, Lang::Zh) => {
            "至少要给两年的数据，上年在前，本年在后，例如：ziping compare 2022 2023".to_owned()
        }
        (ErrorKind::TooFewValues, Lang::En) => {
            "Give at least two years, the current one last: ziping compare 2022 2023".to_owned()
        }
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Lang::Zh) if value.is_empty() => {
            format!("选项“{argument}”缺少取值{}。", choices(&known, "，可用："))
        }
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Lang::Zh) => {
            format!(
                "选项“{argument}”的取值“{value}”无效{}。",
                choices(&known, "，可用：")
            )
        }
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Lang::En) => {
            format!(
                "Invalid value '{value}' for '{argument}'{}.",
                choices(&known, "; use ")
            )
        }
        (_, Lang::Zh) => format!("参数有误（{argument}）。运行 ziping --help 查看用法。"),
        (_, Lang::En) => format!("Bad arguments ({argument}). See ziping --help."),
    }
}

fn choices(known: &str, lead: &str) -> String {
    if known.is_empty() {
        String::new()
    } else {
        format!("{lead}{known}")
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    }
}
