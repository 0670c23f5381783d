//! 就近设置: settings beside a folder of forms, or at its top, used where no option names others.
//!
//! Never in subfolders or archives: units fill those, and no unit may choose the rules it is scored by. One file of
//! each kind is used; where two could be meant none is used, and this is reported.

use std::path::{Path, PathBuf};

use crate::base::lang::{Lang, Message, Text};
use crate::base::mark::{self, Setting};
use crate::form::labels::Labels;
use crate::form::read::{Source, read};
use crate::intake::{
    ResultsFile, TableFile, WorkerPool, is_archive, level, results_file, table, whole,
};
use crate::prefill::ApprovedList;
use crate::roster::{Roster, is_list};
use crate::workbook::container::{ARCHIVE, REGISTER};
use crate::workbook::{Remark, Workbook};

/// What can be set by place. A further kind has its variant here, with what it is called, its option and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 单位名单: a list of units by its columns.
    Roster,
    /// 评分规则: a rule workbook that this program wrote.
    Rules,
    /// 处理意见: the workbook of that name that this program wrote and officials filled in.
    Decisions,
    /// 上年: a folder of that name, or results of this program whose name begins so.
    Previous,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Roster, Self::Rules, Self::Decisions, Self::Previous];

    /// The kinds used where nothing is compared with the year before.
    pub(super) const OF_ONE_YEAR: [Self; 3] = [Self::Roster, Self::Rules, Self::Decisions];

    const fn title(self) -> Text {
        match self {
            Self::Roster => Text::new("单位名单", "Roster"),
            Self::Rules => Text::new("评分规则", "Rules"),
            Self::Decisions => Text::new("处理意见", "Decisions"),
            Self::Previous => Text::new("上年数据", "Year before"),
        }
    }

    pub(super) const fn option(self) -> &'static str {
        match self {
            Self::Roster => "--roster",
            Self::Rules => "--rules",
            Self::Decisions => "--decisions",
            Self::Previous => "--previous",
        }
    }

    /// Whether a file or folder is of the kind, by what is in it.
    fn holds(self, entry: &Entry, labels: &Labels) -> bool {
        match (self, &entry.content) {
            (Self::Roster, Content::Table(table)) => is_roster(table, labels),
            (Self::Rules, Content::Table(table)) => {
                let remarks = &table.workbook.remarks;
                remarks.contains(&Remark::Settings(Setting::Rules))
            }
            (Self::Decisions, Content::Decisions) | (Self::Previous, Content::Earlier) => true,
            _ => false,
        }
    }
}

/// Words in the names of files that are opened beside a folder, where there may be many other files.
const NAMES: [&str; 12] = [
    "名单",
    "名册",
    "清单",
    "一览",
    "单位",
    "roster",
    "units",
    "规则",
    "rules",
    "处理意见",
    "decisions",
    "上年",
];

/// Words in the names of forms: they are not looked into here.
const FORMS: [&str; 4] = ["自评", "绩效", "申报", "监控"];

/// With more files at the top of a folder only those that are named like settings are looked into.
const MOST: usize = 64;

/// The settings of a run by place, and notes on them.
#[derive(Debug, Default)]
pub(super) struct Nearby {
    found: Vec<(Kind, PathBuf)>,
    /// All that could be meant.
    pub(super) met: Vec<(Kind, PathBuf)>,
    pub(super) notes: Vec<(Kind, Message)>,
}

/// Something beside the forms or at the top of their folder.
struct Entry {
    path: PathBuf,
    content: Content,
}

enum Content {
    Table(Box<TableFile>),
    Decisions,
    /// The forms or results of the year before.
    Earlier,
}

impl Nearby {
    /// Looks for settings of the kinds `wanted` near the only one of `paths`, where that is a folder or an archive.
    pub(super) fn find(
        paths: &[PathBuf],
        wanted: &[Kind],
        labels: &Labels,
        pool: &WorkerPool,
    ) -> Self {
        let mut nearby = Self::default();
        let [path] = paths else {
            return nearby;
        };
        let entries = entries(path, pool);
        for kind in wanted {
            let found = entries.iter().filter(|entry| kind.holds(entry, labels));
            nearby.take(*kind, &found.collect::<Vec<_>>(), labels);
        }
        nearby
    }

    fn take(&mut self, kind: Kind, found: &[&Entry], labels: &Labels) {
        let (title, option) = (kind.title(), kind.option());
        let names: Vec<_> = found
            .iter()
            .map(|entry| format!("“{}”", name(&entry.path)))
            .collect();
        let names = names.join("、");
        let met = found.iter().map(|entry| (kind, entry.path.clone()));
        self.met.extend(met);
        let note = match found {
            [] => return,
            [entry] => match fault(entry, kind, labels) {
                Some(fault) => Message::new(
                    format!("{}：{names}有错误，没有采用：{}", title.zh, fault.zh),
                    format!(
                        "{}: {names} has faults and is not used: {}",
                        title.en, fault.en
                    ),
                ),
                None => {
                    self.found.push((kind, entry.path.clone()));
                    Message::new(
                        format!(
                            "{}：就近采用{names}（不采用请加 --no-settings，另有文件请用 {option}）。",
                            title.zh
                        ),
                        format!(
                            "{}: {names} is used, which lies by the forms (--no-settings leaves it out, {option} names another).",
                            title.en
                        ),
                    )
                }
            },
            several => {
                let count = several.len();
                Message::new(
                    format!(
                        "{}：就近有 {count} 个可用（{names}），都没有采用。请用 {option} 指定一个。",
                        title.zh
                    ),
                    format!(
                        "{}: {count} lie by the forms ({names}), and none is used. Name one with {option}.",
                        title.en
                    ),
                )
            }
        };
        self.notes.push((kind, note));
    }

    /// The file or folder of a kind that is used.
    pub(super) fn of(&self, kind: Kind) -> Option<&Path> {
        let mut found = self.found.iter();
        found
            .find(|(other, _)| *other == kind)
            .map(|(_, path)| &**path)
    }

    /// All that are used.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.found.iter().map(|(_, path)| &**path)
    }
}

/// What may be a setting at the top of the folder `path` and beside it; beside an archive.
fn entries(path: &Path, pool: &WorkerPool) -> Vec<Entry> {
    let Ok(whole) = whole(path) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    if whole.is_dir() {
        let top: Vec<_> = level(&whole)
            .into_iter()
            .filter(|path| !is_form(path))
            .collect();
        let many = top.len() > MOST;
        all.extend(top.into_iter().filter(|path| !many || is_named(path)));
    } else if !is_archive(&whole) {
        return Vec::new();
    }
    let beside = whole.parent().map(level).unwrap_or_default();
    let beside = beside.into_iter().filter(|path| *path != whole);
    all.extend(beside.filter(|path| is_named(path) && !is_form(path)));
    all.into_iter()
        .filter_map(|path| entry(path, pool))
        .collect()
}

/// A file or folder with what it may set.
fn entry(path: PathBuf, pool: &WorkerPool) -> Option<Entry> {
    let content = if path.is_dir() {
        matches!(name(&path).trim(), "上年" | "上年度").then_some(Content::Earlier)?
    } else if name(&path).starts_with("上年") {
        match results_file(&path, pool) {
            ResultsFile::Json(bytes) => mark::is_in_text(&bytes).then_some(Content::Earlier)?,
            ResultsFile::Archive(..) => Content::Earlier,
            ResultsFile::Other => return None,
        }
    } else if name(&path).starts_with(REGISTER.zh) {
        match results_file(&path, pool) {
            ResultsFile::Archive(book, _) => is_register(&book).then_some(Content::Decisions)?,
            _ => return None,
        }
    } else {
        Content::Table(Box::new(table(&path, pool).ok()?))
    };
    Some(Entry { path, content })
}

/// Whether a workbook that this program wrote is one of decisions, and no results with their archive.
fn is_register(book: &Workbook) -> bool {
    let named = |text: Text| {
        book.sheets
            .iter()
            .any(|s| [text.zh, text.en].contains(&&*s.name))
    };
    named(REGISTER) && !named(ARCHIVE)
}

fn is_roster(table: &TableFile, labels: &Labels) -> bool {
    let source = Source {
        file: table.file.clone(),
        group: None,
    };
    let book = &table.workbook;
    let settings = |remark: &Remark| matches!(remark, Remark::Settings(_));
    !book.remarks.iter().any(settings)
        && is_list(book, labels)
        && !ApprovedList::is_list(book, labels)
        && read(book, &source, labels).is_empty()
}

/// The first fault of a roster.
fn fault(entry: &Entry, kind: Kind, labels: &Labels) -> Option<Message> {
    let Content::Table(table) = &entry.content else {
        return None;
    };
    let faults = (kind == Kind::Roster).then(|| Roster::of(table, labels).err());
    let fault = faults.flatten()?.into_iter().next()?;
    Some(Message::new(fault.line(Lang::Zh), fault.line(Lang::En)))
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn is_named(path: &Path) -> bool {
    let name = name(path).to_lowercase();
    NAMES.iter().any(|word| name.contains(word))
}

fn is_form(path: &Path) -> bool {
    let name = name(path);
    !path.is_dir() && !name.starts_with("上年") && FORMS.iter().any(|word| name.contains(word))
}
