//! What is wrong with the arguments, in one sentence of the user's language.

use std::io;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{FAILED, say, texts, unprinted};
use crate::base::lang::{Lang, Message, message};

/// Prints help, version or the error; returns the exit code.
pub(super) fn exit(error: &clap::Error, lang: Lang) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            printed(error, lang).unwrap_or(ExitCode::SUCCESS)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            let _ = error.print();
            ExitCode::from(FAILED)
        }
        _ => {
            say(&sentence(error).get(lang));
            ExitCode::from(FAILED)
        }
    }
}

/// Prints what was asked for; the exit code where that cannot be done in full.
fn printed(error: &clap::Error, lang: Lang) -> Option<ExitCode> {
    let failed = error.print().err()?;
    let read_no_more = failed.kind() == io::ErrorKind::BrokenPipe;
    (!read_no_more).then(|| unprinted(failed, lang))
}

/// What is wrong with what was typed.
pub(super) fn sentence(error: &clap::Error) -> Message {
    let argument = context(error, ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = context(error, ContextKind::InvalidSubcommand);
            let near = nearest(&word, texts::names().iter().map(String::as_str));
            Message::new(
                format!(
                    "“{word}”既不是命令，也不是存在的文件夹或文件{}。运行 ziping --help 查看用法。",
                    near.zh
                ),
                format!(
                    "'{word}' is neither a command nor an existing path{}. See ziping --help.",
                    near.en
                ),
            )
        }
        ErrorKind::UnknownArgument => {
            let near = closest(&context(error, ContextKind::SuggestedArg));
            Message::new(
                format!(
                    "不认识的选项“{argument}”{}。运行 ziping --help 查看用法。",
                    near.zh
                ),
                format!("Unknown option '{argument}'{}. See ziping --help.", near.en),
            )
        }
        ErrorKind::MissingRequiredArgument if argument.contains("--output") => Message::new(
            "请用 -o 给出存放空白表的文件夹，例如：ziping template -o 空白表",
            "Name the folder for the blank forms: ziping template -o DIR",
        ),
        ErrorKind::MissingRequiredArgument => message!(
            "缺少{argument}。请给出存放自评表的文件夹，例如：ziping score 文件夹 -o 汇总.xlsx",
            "Missing {argument}. Name the folder with the forms: ziping score FOLDER -o OUT.xlsx"
        ),
        ErrorKind::TooFewValues => Message::new(
            "至少要给两年的数据，上年在前，本年在后，例如：ziping compare 2022 2023",
            "Give at least two years, the current one last: ziping compare 2022 2023",
        ),
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            message!(
                "“{argument}”不能与“{other}”同时使用。请去掉其中一个。",
                "'{argument}' cannot be used with '{other}'. Leave out one of them."
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => invalid_value(error, &argument),
        _ => message!(
            "参数有误（{argument}）。运行 ziping --help 查看用法。",
            "Bad arguments ({argument}). See ziping --help."
        ),
    }
}

fn invalid_value(error: &clap::Error, argument: &str) -> Message {
    let value = context(error, ContextKind::InvalidValue);
    let known = context(error, ContextKind::ValidValue);
    let lead = |lead: &str| match known.as_str() {
        "" => String::new(),
        known => format!("{lead}{known}"),
    };
    let (zh, en) = (lead("，可用："), lead("; use "));
    if value.is_empty() {
        return message!(
            "选项“{argument}”缺少取值{zh}。",
            "'{argument}' lacks its value{en}."
        );
    }
    message!(
        "选项“{argument}”的取值“{value}”无效{zh}。",
        "Invalid value '{value}' for '{argument}'{en}."
    )
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    }
}

/// The name that `word` was probably meant to be, as the end of a sentence; nothing where none is near.
///
/// Near is a name that differs in at most a third of its letters; a swap of neighbours counts as one.
pub(super) fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Message {
    let near = names.into_iter().filter_map(|name| {
        let changes = strsim::osa_distance(word, name);
        let most = word.chars().count().max(name.chars().count()).div_ceil(3);
        (changes <= most).then_some((changes, name))
    });
    let best = near.min_by_key(|(changes, _)| *changes);
    closest(best.map_or("", |(_, name)| name))
}

fn closest(name: &str) -> Message {
    if name.is_empty() {
        return Message::new("", "");
    }
    message!("（最接近的是“{name}”）", " (the closest is '{name}')")
}
