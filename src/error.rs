//! Why a run cannot be done at all: bad arguments, bad rules, nothing to read, output not writable.

use std::path::PathBuf;

use crate::base::lang::{Lang, Message, Text};
use crate::finding::{Problem, Refusal};
use crate::model::Place;

/// A reason to stop before anything is written; exit code 2.
#[derive(Debug)]
pub enum Error {
    /// A path that was given does not exist.
    NoSuchPath(PathBuf),
    /// The folders hold no file at all.
    NothingToRead(PathBuf),
    /// The rule file is invalid: every problem, ready to print, with line and column.
    Rules(Vec<String>),
    /// The label file is invalid: every problem, ready to print, with line and column.
    Labels(Vec<String>),
    /// A list of units, a rule workbook or another table that was named holds faults: all of them, each with its cell.
    Cells(Vec<Fault>),
    /// A table that was named is not read, and why.
    Table(PathBuf, Refusal),
    /// A file that was named cannot be read.
    Unreadable(PathBuf, std::io::Error),
    /// The output cannot be written.
    Output(PathBuf, std::io::Error),
    /// The output would take the place of a form that was read.
    OutputIsInput(PathBuf),
    /// A file that would be created is there already.
    Exists(PathBuf),
    /// The output path is a folder, or `-` for a workbook.
    OutputPath(PathBuf),
    /// The forms fill a folder, and this is the name of a table.
    FolderWanted(PathBuf),
    /// A path that was given as a year holds neither forms nor results; why, where that is known.
    NoForms(PathBuf, Option<Message>),
    /// A file of results cannot be compared with.
    Results(PathBuf, Message),
    /// An earlier year is later than the year it is compared with.
    YearOrder {
        /// The year given as the earlier one.
        previous: i32,
        /// The year given as the current one.
        current: i32,
    },
    /// Two paths hold the same earlier year.
    YearTwice(i32),
    /// The goal form is the first of the year: no earlier one can be carried over to it.
    NothingBeforeGoals,
    /// No form of an earlier stage was found at these paths.
    NothingCarried(Vec<PathBuf>),
    /// The rule set of this id says nothing of mid-year monitoring.
    NoMidyearRule(Box<str>),
    /// An option that has no meaning at mid-year.
    NotAtMidyear(&'static str),
    /// An option that has a meaning at mid-year only.
    OnlyAtMidyear(&'static str),
    /// The reading process cannot be started.
    Worker(std::io::Error),
    /// The workbook cannot be built: the library's reason.
    Workbook(String),
    /// The run lost count of its files: a fault of this program.
    Conservation(String),
}

/// What is wrong with one cell of a table that was named on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// File, sheet and cell.
    pub place: Place,
    /// What is wrong and what to do about it.
    pub message: Message,
}

impl Fault {
    /// `file → sheet!D7：what is wrong`
    #[must_use]
    pub fn line(&self, lang: Lang) -> String {
        let message = self.message.clone().get(lang);
        match lang {
            Lang::Zh => format!("{}：{message}", self.place),
            Lang::En => format!("{}: {message}", self.place),
        }
    }

    fn lines(list: &[Self], lang: Lang) -> String {
        let lines: Vec<_> = list.iter().map(|fault| fault.line(lang)).collect();
        lines.join("\n")
    }
}

/// Result of a step that may stop the run.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// One clear sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::NoSuchPath(p) => format!("找不到“{}”。请检查路径。", p.display()),
            Self::NothingToRead(p) => {
                format!(
                    "“{}”里没有任何文件。请指定存放自评表的文件夹。",
                    p.display()
                )
            }
            Self::Rules(list) => format!("规则文件有误，请改正后再运行：\n{}", list.join("\n")),
            Self::Labels(list) => format!("标签文件有误，请改正后再运行：\n{}", list.join("\n")),
            Self::Cells(list) => format!(
                "表格中有以下错误，请改正后再运行：\n{}",
                Fault::lines(list, Lang::Zh)
            ),
            Self::Table(p, refusal) => {
                format!("“{}”：{}", p.display(), refused(refusal, Lang::Zh))
            }
            Self::Unreadable(p, e) => {
                format!("无法读取“{}”：{}。", p.display(), cause(e).get(Lang::Zh))
            }
            Self::Output(p, e) => format!(
                "无法写入“{}”：{}。原有文件未改动。",
                p.display(),
                cause(e).get(Lang::Zh)
            ),
            Self::OutputIsInput(p) => format!(
                "“{}”是本次读取的自评表或结果，不能作为输出文件。请用 -o 另取文件名；原有文件未改动。",
                p.display()
            ),
            Self::Exists(p) => format!(
                "“{}”已经存在，没有覆盖，也没有写出任何文件。请先改名或移走，或用 -o 另选文件夹。",
                p.display()
            ),
            Self::OutputPath(p) => format!(
                "“{}”不能作为输出文件。请用 -o 指定一个以 .xlsx 结尾的文件名。",
                p.display()
            ),
            Self::NoForms(p, why) => format!(
                "“{}”里没有读出自评表，也不是本程序写出的结果{}。请给出存放自评表的文件夹，或 ziping score 写出的 JSON、汇总工作簿。",
                p.display(),
                why.as_ref()
                    .map_or(String::new(), |why| format!("（{}）", why.zh))
            ),
            Self::Results(p, why) => {
                format!("“{}”不能用来对比：{}。", p.display(), why.zh)
            }
            Self::YearOrder { previous, current } => format!(
                "上年数据的年度是 {previous}，晚于本年的 {current}。请检查先后：上年在前，本年在后。"
            ),
            Self::YearTwice(year) => format!(
                "有两份 {year} 年度的上年数据。请只给一份，或把同一年的自评表放在一个文件夹里。"
            ),
            Self::FolderWanted(path) => format!(
                "“{}”是表格的文件名；空白表不止一份，请给出文件夹，例如 -o 空白表。没有写出任何文件。",
                path.display()
            ),
            Self::NothingBeforeGoals => "目标申报是第一个阶段，没有可以带入的表。请用 --stage midyear 或 --stage self，或去掉 --goals。".to_owned(),
            Self::NothingCarried(paths) => format!(
                "{}里没有可以带入的表，没有写出任何文件。请指定存放目标申报表或运行监控表的文件夹。",
                quoted(paths)
            ),
            Self::NoMidyearRule(id) => format!(
                "规则“{id}”没有年中监控的预警界限。请在规则文件中加上 [midyear] 一节（month、red、yellow），或换用内置规则。"
            ),
            Self::NotAtMidyear(option) => {
                format!("年中监控没有 {option}。请去掉这个选项，或去掉 --stage midyear。")
            }
            Self::OnlyAtMidyear(option) => {
                format!("{option} 只用于年中监控。请同时给出 --stage midyear，或去掉这个选项。")
            }
            Self::Worker(e) => format!("无法启动读取进程：{}。", cause(e).get(Lang::Zh)),
            Self::Workbook(e) => format!("无法生成汇总表（{e}）；原有文件未改动。"),
            Self::Conservation(e) => {
                format!("程序内部核对不符：{e}。未写出任何结果，请联系开发者。")
            }
        }
    }

    fn en(&self) -> String {
        match self {
            Self::NoSuchPath(p) => format!("'{}' does not exist. Check the path.", p.display()),
            Self::NothingToRead(p) => format!(
                "'{}' holds no files. Name the folder with the forms.",
                p.display()
            ),
            Self::Rules(list) => format!("The rule file is invalid:\n{}", list.join("\n")),
            Self::Labels(list) => format!("The label file is invalid:\n{}", list.join("\n")),
            Self::Cells(list) => format!(
                "Please mend these faults and run again:\n{}",
                Fault::lines(list, Lang::En)
            ),
            Self::Table(p, refusal) => {
                format!("'{}': {}", p.display(), refused(refusal, Lang::En))
            }
            Self::Unreadable(p, e) => {
                format!("Cannot read '{}': {}.", p.display(), cause(e).get(Lang::En))
            }
            Self::Output(p, e) => format!(
                "Cannot write '{}': {}. The old file is unchanged.",
                p.display(),
                cause(e).get(Lang::En)
            ),
            Self::OutputIsInput(p) => format!(
                "'{}' is a form or result that was read and cannot be the output. Give another name with -o; the file is unchanged.",
                p.display()
            ),
            Self::Exists(p) => format!(
                "'{}' exists already; it was not replaced and nothing was written. Move it away, or give another folder with -o.",
                p.display()
            ),
            Self::OutputPath(p) => format!(
                "'{}' cannot be the output. Name a file ending in .xlsx with -o.",
                p.display()
            ),
            Self::NoForms(p, why) => format!(
                "'{}' holds no forms and is no result of this program{}. Name a folder with forms, or the JSON or workbook that ziping score wrote.",
                p.display(),
                why.as_ref()
                    .map_or(String::new(), |why| format!(" ({})", why.en))
            ),
            Self::Results(p, why) => format!(
                "'{}' cannot be compared with: {}.",
                p.display(),
                why.en
            ),
            Self::YearOrder { previous, current } => format!(
                "The earlier year given is {previous}, later than {current}. Earlier years come first, the current one last."
            ),
            Self::YearTwice(year) => format!(
                "Two of the earlier years are {year}. Give one only, or put the forms of one year into one folder."
            ),
            Self::FolderWanted(path) => format!(
                "'{}' is the name of a table, but there is more than one form: name a folder, for instance -o forms. Nothing was written.",
                path.display()
            ),
            Self::NothingBeforeGoals => "Goals are the first stage: there is nothing to carry over. Use --stage midyear or --stage self, or leave out --goals.".to_owned(),
            Self::NothingCarried(paths) => format!(
                "There is no form to carry over in {}; nothing was written. Name the folder with goal or monitoring forms.",
                quoted(paths)
            ),
            Self::NoMidyearRule(id) => format!(
                "The rule set '{id}' has no bounds for mid-year warnings. Add [midyear] with month, red and yellow to the rule file, or use a built-in rule set."
            ),
            Self::NotAtMidyear(option) => {
                format!(
                    "{option} has no meaning at mid-year. Leave out the option, or --stage midyear."
                )
            }
            Self::OnlyAtMidyear(option) => {
                format!(
                    "{option} is for mid-year monitoring only. Add --stage midyear, or leave out the option."
                )
            }
            Self::Worker(e) => {
                format!(
                    "Cannot start the reading process: {}.",
                    cause(e).get(Lang::En)
                )
            }
            Self::Workbook(e) => {
                format!("Cannot build the workbook ({e}); the old file is unchanged.")
            }
            Self::Conservation(e) => format!(
                "Internal check failed: {e}. Nothing was written; please tell the developers."
            ),
        }
    }
}

/// Paths in quotes, one after the other.
fn quoted(paths: &[PathBuf]) -> String {
    let paths: Vec<String> = paths.iter().map(|p| format!("“{}”", p.display())).collect();
    paths.join("、")
}

fn refused(refusal: &Refusal, lang: Lang) -> String {
    Problem::from(refusal).message(lang)
}

/// A system's error in words a user can act on.
fn cause(error: &std::io::Error) -> Text {
    use std::io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => Text::new("所在的文件夹或文件不存在", "no such folder or file"),
        Kind::PermissionDenied => Text::new(
            "没有权限，或文件正在 WPS、Excel 中打开，请先关闭",
            "no permission, or the file is open in WPS or Excel: close it first",
        ),
        Kind::StorageFull | Kind::QuotaExceeded => Text::new("磁盘空间不足", "the disk is full"),
        Kind::ReadOnlyFilesystem => Text::new("磁盘或文件夹是只读的", "the disk is read-only"),
        Kind::IsADirectory => Text::new("这是一个文件夹", "it is a folder"),
        Kind::InvalidFilename => Text::new("文件名无效或过长", "the name is invalid or too long"),
        Kind::ResourceBusy | Kind::ExecutableFileBusy => {
            Text::new("文件正被其他程序占用", "another program is using the file")
        }
        Kind::InvalidData => Text::new("文件不是文本", "the file is not text"),
        _ => Text::new(
            "系统拒绝了这次操作，请检查磁盘、权限，以及文件是否正在其他程序中打开",
            "the system refused: check the disk, permissions, and whether the file is open elsewhere",
        ),
    }
}
