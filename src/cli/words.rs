//! Errors that stop the program, in words: each room has its own error; the words for all of them are here.

mod written;

use std::path::{Path, PathBuf};

use super::refusal::nearest;
use crate::base::lang::{Lang, Message, Text, message};
use crate::base::system::cause;
use crate::finding::Problem;
use crate::form::labels;
use crate::record::StoreError;
use crate::rules::RuleSet;
use crate::{compare, decision, desk, intake, rules, run};

/// Why nothing was done, in one clear sentence; exit code 2.
#[derive(Debug)]
pub(super) struct Stop(pub(super) Message);

/// Result of a command.
pub(super) type Result<T> = std::result::Result<T, Stop>;

impl Stop {
    pub(super) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Message::new(zh, en))
    }
}

/// An error of a room that stops the program.
pub(super) trait Words {
    fn words(&self) -> Message;
}

impl<E: Words> From<E> for Stop {
    fn from(error: E) -> Self {
        Self(error.words())
    }
}

impl Words for rules::Error {
    fn words(&self) -> Message {
        match self {
            Self::Unknown(name) => {
                let names = RuleSet::embedded_names();
                let near = nearest(name, names.iter().copied());
                let (zh, en) = (names.join("、"), names.join(", "));
                Message::new(
                    format!(
                        "没有“{name}”这个规则{}。内置的有 {zh}；也可以给出规则文件的路径。",
                        near.zh
                    ),
                    format!(
                        "No such rule set: '{name}'{}. Built in are {en}; or name a rule file.",
                        near.en
                    ),
                )
            }
            Self::Invalid(list) => message!(
                "规则文件有误，请改正后再运行：\n{}",
                "The rule file is invalid:\n{}",
                list.join("\n")
            ),
            Self::Unreadable(path, error) => about(path, UNREADABLE, cause(error)),
        }
    }
}

const UNREADABLE: Text = Text::new("无法读取“{path}”：{why}。", "Cannot read '{path}': {why}.");

impl Words for labels::Error {
    fn words(&self) -> Message {
        match self {
            Self::Invalid(list) => message!(
                "标签文件有误，请改正后再运行：\n{}",
                "The label file is invalid:\n{}",
                list.join("\n")
            ),
            Self::Unreadable(path, error) => about(path, UNREADABLE, cause(error)),
        }
    }
}

impl Words for intake::Error {
    fn words(&self) -> Message {
        match self {
            Self::NoSuchPath(path) => message!(
                "找不到“{}”。请检查路径。",
                "'{}' does not exist. Check the path.",
                path.display()
            ),
            Self::NothingToRead(path) => message!(
                "“{}”里没有任何文件。请指定存放自评表的文件夹。",
                "'{}' holds no files. Name the folder with the forms.",
                path.display()
            ),
            Self::Table(path, refusal) => {
                let why = |lang| Problem::from(refusal).message(lang);
                let why = Message::new(why(Lang::Zh), why(Lang::En));
                about(path, Text::new("“{path}”：{why}", "'{path}': {why}"), why)
            }
            Self::Cells(list) => {
                let lines = |lang| {
                    let lines: Vec<_> = list.iter().map(|fault| fault.line(lang)).collect();
                    lines.join("\n")
                };
                Message::new(
                    format!("表格中有以下错误，请改正后再运行：\n{}", lines(Lang::Zh)),
                    format!(
                        "Please mend these faults and run again:\n{}",
                        lines(Lang::En)
                    ),
                )
            }
            Self::Worker(error) => {
                let cause = cause(error);
                Message::new(
                    format!("无法启动读取进程：{}。", cause.zh),
                    format!("Cannot start the reading process: {}.", cause.en),
                )
            }
        }
    }
}

impl Words for desk::Error {
    fn words(&self) -> Message {
        match self {
            Self::Data(e) => without_desk(
                Text::new(
                    "不能使用本用户的数据文件夹（{why}）",
                    "this user's data folder cannot be used ({why})",
                ),
                cause(e),
            ),
            Self::Silent => without_desk(
                Text::new(
                    "另一个工作台正开着，但没有应答，请先结束它",
                    "another one is open and does not answer; end it first",
                ),
                Message::new("", ""),
            ),
            Self::Server(e) => without_desk(
                Text::new(
                    "本机不允许打开网页服务（{why}）",
                    "this computer does not let a page be served ({why})",
                ),
                cause(e),
            ),
        }
    }
}

/// The message that there is no desk, why, and what works without one.
fn without_desk(text: Text, why: Message) -> Message {
    let (zh, en) = (
        text.zh.replace("{why}", &why.zh),
        text.en.replace("{why}", &why.en),
    );
    message!(
        "工作台打不开：{zh}。也可以把文件夹拖到程序图标上，直接得到汇总工作簿（ziping score 文件夹）。",
        "No desk: {en}. The folder may also be dropped on the icon of the program, which gives the workbook (ziping score FOLDER)."
    )
}

impl Words for decision::Error {
    fn words(&self) -> Message {
        match self {
            Self::Intake(error) => error.words(),
            Self::Malformed(path, error) => {
                let (line, column) = (error.line(), error.column());
                let why = message!(
                    "不是处理意见的 JSON，或内容不完整（第 {line} 行第 {column} 列：{error}）",
                    "no JSON of decisions, or incomplete (line {line}, column {column}: {error})"
                );
                about(path, UNREADABLE, why)
            }
            Self::NoColumns(path) => {
                let why = Message::new(
                    "没有处理意见的表头（单位、代码、处理……）。请用本程序写出的处理意见（ziping decisions），保留表头",
                    "it has no header of decisions (Unit, Code, Decision …): use the decisions that this program wrote (ziping decisions) and keep their header",
                );
                about(path, UNREADABLE, why)
            }
        }
    }
}

impl Words for run::Error {
    fn words(&self) -> Message {
        match self {
            Self::Intake(error) => error.words(),
            Self::Conservation(counts) => message!(
                "程序内部核对不符：{counts}。未写出任何结果，请联系开发者。",
                "Internal check failed: {counts}. Nothing was written; please tell the developers."
            ),
            Self::Stopped => Message::new(
                "已停止，没有结果。原有文件未改动。",
                "Stopped: there are no results, and nothing was written.",
            ),
            Self::YearsEqual(paths, years) => {
                let (paths, years) = (quoted(paths), years.iter().map(i32::to_string));
                let years = years.collect::<Vec<_>>().join("、");
                message!(
                    "{paths}里 {years} 各年的表一样多，不知道评价哪一年。请指明评价年度（--year）；另一年的表要用来对比的，请移到另一个文件夹，作为上年数据（ziping compare）。",
                    "Equally many forms in {paths} are for each of {years}: which year is assessed? Name it (--year); forms to compare with belong in another folder, as the year before (ziping compare)."
                )
            }
            Self::YearsDiffer([(first, year), (second, other)]) => {
                let (first, second) = (first.display(), second.display());
                message!(
                    "“{first}”里多数是 {year} 年的表，“{second}”里多数是 {other} 年的表，不能放在一起排名。两年对比的，把较早一年作为上年数据（ziping compare，上年在前）；只评价其中一年的，请指明评价年度（--year）。",
                    "Most forms in '{first}' are for {year}, most in '{second}' for {other}: they are not ranked together. To compare them give the earlier one as the year before (ziping compare, the earlier one first); to assess one of them name the year (--year)."
                )
            }
        }
    }
}

impl Words for compare::Error {
    fn words(&self) -> Message {
        match self {
            Self::Run(error) => error.words(),
            Self::Rules(error) => error.words(),
            Self::NoForms(path, why) => {
                const TEXT: Text = Text::new(
                    "“{path}”里没有读出自评表，也不是本程序写出的结果{why}。请给出存放自评表的文件夹，或本程序写出的结果 JSON、汇总工作簿（ziping score）。",
                    "'{path}' holds no forms and is no result of this program{why}. Name a folder with forms, or the JSON or workbook that this program wrote (ziping score).",
                );
                let why = why.as_ref().map_or(Message::new("", ""), |why| {
                    Message::new(format!("（{}）", why.zh), format!(" ({})", why.en))
                });
                about(path, TEXT, why)
            }
            Self::Results(path, why) => unusable(path, why),
            Self::YearOrder { previous, current } => message!(
                "上年数据的年度是 {previous}，晚于本年的 {current}。请检查先后：上年在前，本年在后。",
                "The earlier year given is {previous}, later than {current}. Earlier years come first, the current one last."
            ),
            Self::YearSame(year) => message!(
                "上年数据也是 {year} 年度的，与本年相同。请给出 {year} 年以前的数据；年度写错的，请先改正，或指明本年的评价年度（--year）。",
                "What is given as the year before is {year} as well. Give the data of an earlier year; mend a wrong year first, or name the year of this run (--year)."
            ),
            Self::YearTwice(year) => message!(
                "有两份 {year} 年度的上年数据。请只给一份，或把同一年的自评表放在一个文件夹里。",
                "Two of the earlier years are {year}. Give one only, or put the forms of one year into one folder."
            ),
        }
    }
}

impl Words for compare::RoundError {
    fn words(&self) -> Message {
        match self {
            Self::Unreadable(path, error) => about(path, UNREADABLE, cause(error)),
            Self::Unusable(path, why) => unusable(path, why),
            Self::Year(path, last, own) => {
                let path = path.display();
                message!(
                    "“{path}”是 {last} 年度的结果，本次是 {own} 年度。看进展要用同一年度上次的结果（--last）；与上年对比，请作为上年数据给出（--previous）。",
                    "'{path}' holds results of {last}, this run is about {own}. What happened since is told by an earlier run of the same year (--last); to compare with the year before give it as that (--previous)."
                )
            }
            Self::Stage(path) => {
                let path = path.display();
                message!(
                    "“{path}”与本次不是同一阶段（自评、年中监控）的结果，不能对比。",
                    "'{path}' holds results of another stage (self-evaluation, mid-year) and cannot be compared with."
                )
            }
        }
    }
}

/// A file of results that cannot be used.
pub(super) fn unusable(path: &Path, why: &StoreError) -> Message {
    const TEXT: Text = Text::new(
        "“{path}”不能用来对比：{why}。",
        "'{path}' cannot be compared with: {why}.",
    );
    about(path, TEXT, why.message())
}

/// The text with `{path}` and `{why}` in their places.
fn about(path: &Path, text: Text, why: Message) -> Message {
    let path = path.to_string_lossy();
    let filled = |text: &str, why: &str| text.replace("{why}", why).replace("{path}", &path);
    Message::new(filled(text.zh, &why.zh), filled(text.en, &why.en))
}

/// Paths in quotes, one after the other.
pub(super) fn quoted(paths: &[PathBuf]) -> String {
    let paths: Vec<String> = paths.iter().map(|p| format!("“{}”", p.display())).collect();
    paths.join("、")
}
