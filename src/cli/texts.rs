//! Help in both languages, side by side; every argument has one.

mod arguments;

use std::ffi::OsString;
use std::path::Path;

use clap::{Arg, ArgAction, Command};

use crate::base::lang::{Lang, Text};
use arguments::ARGUMENT_TEXTS;

/// Names that begin a command; anything else that exists is a path for `score`.
const COMMANDS: [&str; 10] = [
    "score", "汇总", "compare", "对比", "check", "检查", "template", "模板", "explain", "解释",
];

const ABOUT: Text = Text::new(
    "预算绩效自评表批量复算、审核、排名：读取文件夹中的自评表，写出一份汇总工作簿。\n直接给出文件夹（ziping 文件夹）等同于 ziping score 文件夹。",
    "Reads the self-evaluation forms of a folder, recomputes, audits and ranks them, and writes one workbook.\nA folder alone (ziping FOLDER) is the same as ziping score FOLDER.",
);

const AFTER: Text = Text::new(
    "示例：\n  ziping score examples/2023 -o 汇总.xlsx\n  ziping score examples/2023 --previous examples/2022 -o 汇总.xlsx\n  ziping compare examples/2022 examples/2023\n  ziping check 自评表.xlsx\n  ziping template -o 空白表 --year 2024\n  ziping explain cross-foot\n\n退出码：0 完成；1 完成，但有达到 --fail-on 级别的审核发现；2 未能运行（参数、规则或输出有误）。",
    "Examples:\n  ziping score examples/2023 -o summary.xlsx\n  ziping score examples/2023 --previous examples/2022 -o summary.xlsx\n  ziping compare examples/2022 examples/2023\n  ziping check form.xlsx\n  ziping template -o forms --year 2024\n  ziping explain cross-foot\n\nExit codes: 0 done; 1 done, with findings at or above --fail-on; 2 the run could not be done.",
);

/// Name, usage and purpose of each command.
const COMMAND_TEXTS: [(&str, Text, Text); 5] = [
    (
        "score",
        Text::new(
            "ziping score [选项] <文件夹或文件>...",
            "ziping score [OPTIONS] <PATH>...",
        ),
        Text::new(
            "读取、复算、审核、排名，写出汇总工作簿（也可写作：汇总）",
            "Read, recompute, audit, rank; write the workbook",
        ),
    ),
    (
        "compare",
        Text::new(
            "ziping compare [选项] <上年>... <本年>",
            "ziping compare [OPTIONS] <PREVIOUS>... <CURRENT>",
        ),
        Text::new(
            "两年或多年同比：单位衔接、总分变动及其原因；不给输出文件时列在屏幕上（也可写作：对比）",
            "Compare years: units linked, changes and their causes; on the screen if no output is named",
        ),
    ),
    (
        "check",
        Text::new(
            "ziping check [选项] <文件夹或文件>...",
            "ziping check [OPTIONS] <PATH>...",
        ),
        Text::new(
            "只在屏幕上列出审核发现，供单位报送前自查，不写文件（也可写作：检查）",
            "List the findings on the screen, write nothing",
        ),
    ),
    (
        "template",
        Text::new(
            "ziping template [选项] -o <文件夹>",
            "ziping template [OPTIONS] -o <DIR>",
        ),
        Text::new(
            "写出空白自评表（单位表、项目表），填写时自动计算得分（也可写作：模板）",
            "Write blank forms for units and projects that compute their scores while being filled in",
        ),
    ),
    (
        "explain",
        Text::new("ziping explain [代码]", "ziping explain [CODE]"),
        Text::new(
            "说明一条审核发现的含义、原因和例子（也可写作：解释）",
            "Explain what a finding means and why, with an example",
        ),
    ),
];

/// Arguments with `score` put in where only a path was given.
pub(super) fn with_default_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let first = arguments.get(1).map(|a| a.to_string_lossy().into_owned());
    let is_path = first.is_some_and(|first| {
        !first.starts_with('-') && !COMMANDS.contains(&first.as_str()) && Path::new(&first).exists()
    });
    if is_path {
        arguments.insert(1, "score".into());
    }
    arguments
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
    let template = match lang {
        Lang::Zh => "{about}\n\n用法：{usage}\n\n{all-args}{after-help}",
        Lang::En => "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}",
    };
    let after = format!("\n{}", AFTER.get(lang));
    let command = dressed(command, lang, template)
        .about(ABOUT.get(lang))
        .after_help(after)
        .subcommand_help_heading(Text::new("命令", "Commands").get(lang))
        .subcommand_value_name(Text::new("命令", "COMMAND").get(lang));
    COMMAND_TEXTS
        .iter()
        .fold(command, |command, (name, usage, text)| {
            command.mut_subcommand(*name, |sub| {
                dressed(sub, lang, template)
                    .override_usage(usage.get(lang))
                    .about(text.get(lang))
            })
        })
}

fn dressed(command: Command, lang: Lang, template: &str) -> Command {
    let flag = |id: &'static str, action| {
        Arg::new(id)
            .long(id)
            .action(action)
            .help(argument_text(id).map_or("", |t| t.get(lang)))
            .help_heading(heading(lang))
    };
    command
        .help_template(template.to_owned())
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|argument| localised_argument(argument, lang))
        .arg(flag("help", ArgAction::Help).short('h'))
        .arg(flag("version", ArgAction::Version).short('V'))
        .version(env!("CARGO_PKG_VERSION"))
}

const fn heading(lang: Lang) -> &'static str {
    Text::new("选项", "Options").get(lang)
}

fn argument_text(id: &str) -> Option<Text> {
    ARGUMENT_TEXTS
        .iter()
        .find(|(name, ..)| *name == id)
        .map(|(_, _, text)| *text)
}

fn localised_argument(argument: Arg, lang: Lang) -> Arg {
    let id = argument.get_id().as_str().to_owned();
    let Some((_, value, help)) = ARGUMENT_TEXTS.iter().find(|(name, ..)| *name == id) else {
        return argument;
    };
    let section = if argument.is_positional() {
        Text::new("参数", "Arguments").get(lang)
    } else {
        heading(lang)
    };
    let takes_value = argument.get_action().takes_values();
    let default = argument
        .get_default_values()
        .first()
        .map(|v| v.to_string_lossy().into_owned());
    let help = match (default, lang) {
        (Some(default), Lang::Zh) if takes_value => format!("{}（默认 {default}）", help.get(lang)),
        (Some(default), Lang::En) if takes_value => {
            format!("{} (default {default})", help.get(lang))
        }
        _ => help.get(lang).to_owned(),
    };
    let argument = argument.help(help).help_heading(section);
    if takes_value {
        argument
            .value_name(value.get(lang))
            .hide_default_value(true)
            .hide_possible_values(true)
    } else {
        argument
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{Lang, argument_text, localised};
    use crate::cli::Cli;

    #[test]
    fn every_command_and_argument_has_a_text() {
        for lang in [Lang::Zh, Lang::En] {
            let command = localised(Cli::command(), lang);
            command.clone().debug_assert();
            for sub in command.get_subcommands() {
                assert!(sub.get_about().is_some(), "{}", sub.get_name());
                for argument in sub.get_arguments() {
                    let id = argument.get_id().as_str();
                    assert!(argument_text(id).is_some(), "{id}");
                }
            }
        }
    }
}
