//! Help in either language, from the two in the doc comment of each command and option.

use std::collections::BTreeSet;
use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command, CommandFactory};

use super::Cli;
use crate::base::lang::{Lang, Text};

const AFTER: Text = Text::new(
    "示例：\n  ziping score examples/2023 -o 汇总.xlsx\n  ziping score examples/2023 --previous examples/2022 -o 汇总.xlsx\n  ziping compare examples/2022 examples/2023\n  ziping check 自评表.xlsx\n  ziping template -o 空白表 --year 2024\n  ziping explain cross-foot\n\n退出码：0 完成；1 完成，但有达到 --fail-on 级别的审核发现；2 未能运行（参数、规则或输出有误）。",
    "Examples:\n  ziping score examples/2023 -o summary.xlsx\n  ziping score examples/2023 --previous examples/2022 -o summary.xlsx\n  ziping compare examples/2022 examples/2023\n  ziping check form.xlsx\n  ziping template -o forms --year 2024\n  ziping explain cross-foot\n\nExit codes: 0 done; 1 done, with findings at or above --fail-on; 2 the run could not be done.",
);

const TEMPLATE: Text = Text::new(
    "{about}\n\n用法：{usage}\n\n{all-args}{after-help}",
    "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}",
);
const COMMANDS: Text = Text::new("命令", "Commands");
const OPTIONS: Text = Text::new("选项", "Options");
const ARGUMENTS: Text = Text::new("参数", "Arguments");
const HELP: Text = Text::new("显示帮助", "Show help");
const VERSION: Text = Text::new("显示版本", "Show the version");

/// All words that begin a command; anything else that exists is a path for `score`.
pub(super) fn names() -> BTreeSet<String> {
    let command = Cli::command();
    let names = command.get_subcommands().flat_map(|sub| {
        let aliases = sub.get_all_aliases();
        aliases.chain([sub.get_name()]).map(str::to_owned)
    });
    names.collect()
}

/// The language asked for, before anything else is understood.
pub(super) fn lang_of(arguments: &[OsString]) -> Lang {
    let mut words = arguments.iter().map(|a| a.to_string_lossy());
    while let Some(word) = words.next() {
        if word == "--lang=en" || (word == "--lang" && words.next().is_some_and(|w| w == "en")) {
            return Lang::En;
        }
    }
    Lang::Zh
}

/// The command with help, headings and names in `lang`.
pub(super) fn localised(command: Command, lang: Lang) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let command = dressed(command, lang)
        .after_help(format!("\n{}", AFTER.get(lang)))
        .subcommand_help_heading(COMMANDS.get(lang));
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, |sub| dressed(sub, lang))
    })
}

fn dressed(command: Command, lang: Lang) -> Command {
    let flag = |id: &'static str, action, help: Text| {
        let flag = Arg::new(id).long(id).action(action).help(help.get(lang));
        flag.help_heading(OPTIONS.get(lang))
    };
    // What is rendered is also built, and takes no further arguments.
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    let usage = side(usage, lang).to_owned();
    let about = paragraph(command.get_about(), command.get_long_about(), lang);
    command
        .about(about)
        .long_about(None::<&str>)
        .override_usage(usage)
        .help_template(TEMPLATE.get(lang))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|argument| localised_argument(argument, lang))
        .arg(flag("help", ArgAction::Help, HELP).short('h'))
        .arg(flag("version", ArgAction::Version, VERSION).short('V'))
        .version(env!("CARGO_PKG_VERSION"))
}

/// Of a text with an English paragraph behind the Chinese one, the first line of which is also used alone.
fn paragraph(short: Option<&StyledStr>, long: Option<&StyledStr>, lang: Lang) -> String {
    let text = |text: Option<&StyledStr>| text.map(StyledStr::to_string).unwrap_or_default();
    match lang {
        Lang::Zh => text(short),
        Lang::En => text(long)
            .split_once("\n\n")
            .map(|(_, en)| en.to_owned())
            .unwrap_or_default(),
    }
}

/// Of `中文 / English`, one of the two.
fn side(text: &str, lang: Lang) -> &str {
    let (zh, en) = text.split_once(" / ").unwrap_or((text, text));
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn localised_argument(argument: Arg, lang: Lang) -> Arg {
    let section = if argument.is_positional() {
        ARGUMENTS
    } else {
        OPTIONS
    };
    let takes_value = argument.get_action().takes_values();
    let defaults = argument.get_default_values().first();
    let default = defaults
        .map(|v| v.to_string_lossy())
        .filter(|_| takes_value);
    let help = paragraph(argument.get_help(), argument.get_long_help(), lang);
    let help = match (default, lang) {
        (Some(default), Lang::Zh) => format!("{help}（默认 {default}）"),
        (Some(default), Lang::En) => format!("{help} (default {default})"),
        _ => help,
    };
    let value = argument.get_value_names().and_then(|names| names.first());
    let value = value.map(|name| side(name, lang).to_owned());
    let argument = argument
        .help(help)
        .long_help(None::<&str>)
        .help_heading(section.get(lang));
    match value {
        Some(value) if takes_value => argument
            .value_name(value)
            .hide_default_value(true)
            .hide_possible_values(true),
        _ => argument,
    }
}

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory};

    use super::{Lang, localised};
    use crate::cli::Cli;

    /// Every text of the help under the name of what it explains.
    fn texts(lang: Lang) -> Vec<(String, String)> {
        let command = localised(Cli::command(), lang);
        command.clone().debug_assert();
        let about = |c: &Command| (c.get_name().to_owned(), c.get_about().unwrap().to_string());
        let mut texts = vec![about(&command)];
        for sub in command.get_subcommands() {
            texts.push(about(sub));
            for argument in sub.get_arguments() {
                let help = argument.get_help().unwrap().to_string();
                texts.push((format!("{} {}", sub.get_name(), argument.get_id()), help));
            }
        }
        texts
    }

    #[test]
    fn every_command_and_argument_has_a_text_in_both_languages() {
        for ((name, zh), (_, en)) in texts(Lang::Zh).into_iter().zip(texts(Lang::En)) {
            assert!(zh.chars().any(|c| c > '\u{4E00}'), "{name}: {zh}");
            assert!(!en.is_empty() && en != zh, "{name}: {en}");
        }
    }
}
