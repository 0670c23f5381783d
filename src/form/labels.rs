//! Labels 栏目名称: which wording on a form denotes which field. Wordings are data (`templates/labels.toml`).

mod key;
mod raw;
mod role;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use crate::base::lang::Message;
use crate::model::{Fault, Place};
pub(crate) use key::may_fold_to;
pub use key::{bracketed, fold, key, label_key};
pub use role::{
    Closing, Cover, FundColumn, FundRow, IndicatorColumn, Role, RosterColumn, Title, Vague, Words,
    is_amount,
};

/// The label file that comes with the program.
const EMBEDDED: &str = include_str!("../../templates/labels.toml");

/// How a label was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match<R> {
    /// A listed wording.
    Exact(R),
    /// Recognised by a part of the wording only, which a finding reports.
    Guessed(R),
}

impl<R: Copy> Match<R> {
    /// The field that it denotes.
    pub const fn role(self) -> R {
        match self {
            Self::Exact(role) | Self::Guessed(role) => role,
        }
    }
}

/// The wordings of one kind of label, such as the columns of the money block.
#[derive(Debug, Clone)]
pub struct Wordings<R> {
    exact: HashMap<Box<str>, R, FixedState>,
    /// Longest first; those of equal length in the order of the fields.
    hints: Vec<(Box<str>, R)>,
    canonical: HashMap<R, Box<str>, FixedState>,
    /// The listed wordings of each role.
    listed: HashMap<R, Vec<Box<str>>, FixedState>,
    /// Bytes of the longest listed wording, above which a text is prose.
    longest: usize,
}

impl<R: Role> Wordings<R> {
    /// The field for a key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<Match<R>> {
        if let Some(role) = self.exact(key) {
            return Some(Match::Exact(role));
        }
        self.hints
            .iter()
            .find(|(hint, _)| key.contains(&**hint))
            .map(|&(_, role)| Match::Guessed(role))
    }

    /// The field for a key, by listed wordings only.
    #[must_use]
    pub fn exact(&self, key: &str) -> Option<R> {
        let may_be = !key.is_empty() && key.len() <= self.longest;
        may_be.then(|| self.exact.get(key).copied()).flatten()
    }

    /// Whether some listed wording of `role` occurs in `text`.
    #[must_use]
    pub fn occurs(&self, role: R, text: &str) -> bool {
        let mut listed = self.listed.get(&role).into_iter().flatten();
        listed.any(|wording| text.contains(&**wording))
    }

    /// Whether `text` ends with some listed wording of `role`.
    #[must_use]
    pub fn ends(&self, role: R, text: &str) -> bool {
        let mut listed = self.listed.get(&role).into_iter().flatten();
        listed.any(|wording| text.ends_with(&**wording))
    }

    /// The first wording listed for `role`, as written in the file.
    #[must_use]
    pub fn canonical(&self, role: R) -> Option<&str> {
        self.canonical.get(&role).map(|w| &**w)
    }
}

/// All wordings, validated: within one section a wording belongs to one field.
#[derive(Debug, Clone)]
pub struct Labels {
    /// Fields with label and value outside the tables: unit, project, year, total, grade.
    pub cover: Wordings<Cover>,
    /// Columns of the money block.
    pub fund_columns: Wordings<FundColumn>,
    /// Rows of the money block.
    pub fund_rows: Wordings<FundRow>,
    /// Columns of the indicator table.
    pub indicator_columns: Wordings<IndicatorColumn>,
    /// Rows behind the indicator table.
    pub closing: Wordings<Closing>,
    /// Columns of the list of units.
    pub roster: Wordings<RosterColumn>,
    /// Words in titles.
    pub title: Wordings<Title>,
    /// Headings that name several things.
    pub vague: Wordings<Vague>,
    /// Words within headings and names.
    pub words: Wordings<Words>,
    /// Words for a grade.
    pub grades: Vec<Box<str>>,
    /// Where they come from.
    pub stamp: LabelStamp,
}

/// The source and the hash of the wordings of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelStamp {
    /// Their source.
    pub source: LabelSource,
    /// SHA-256 of their text, lower-case hexadecimal.
    pub sha256: Box<str>,
}

/// The source of wordings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelSource {
    /// The label file that comes with the program.
    Embedded,
    /// A label file of this name.
    File(Box<str>),
    /// The sheet 标签 of a rule workbook of this name.
    Workbook(Box<str>),
}

/// The wordings of one field as a label file lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldWordings {
    /// Section, such as `fund-columns`.
    pub section: Box<str>,
    /// Field, such as `initial`.
    pub field: Box<str>,
    /// 写法, the standard one first.
    pub labels: Vec<Box<str>>,
    /// 推断用字
    pub hints: Vec<Box<str>>,
}

/// Why labels cannot be loaded.
#[derive(Debug)]
pub enum Error {
    /// The label file is invalid: every problem as a message, with line and column.
    Invalid(Vec<String>),
    /// The label file cannot be read.
    Unreadable(PathBuf, std::io::Error),
}

fn source(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|e| Error::Unreadable(path.to_path_buf(), e))
}

/// The embedded labels, parsed once.
fn embedded() -> Result<Labels, Error> {
    static PARSED: OnceLock<Labels> = OnceLock::new();
    if let Some(labels) = PARSED.get() {
        return Ok(labels.clone());
    }
    let labels = Labels::parse(EMBEDDED)?;
    Ok(PARSED.get_or_init(|| labels).clone())
}

impl Labels {
    /// The embedded labels, or those of a file that replaces them.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every problem, its line and column; [`Error::Unreadable`].
    pub fn load(file: Option<&Path>) -> Result<Self, Error> {
        match file {
            None => embedded(),
            Some(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                let named = LabelSource::File(name.to_string_lossy().into());
                Ok(Self::parse(&source(path)?)?.with(named))
            }
        }
    }

    /// The same labels with `source` as their source.
    fn with(mut self, source: LabelSource) -> Self {
        self.stamp.source = source;
        self
    }

    /// Labels from the text of a label file.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every problem, its line and column.
    pub fn parse(text: &str) -> Result<Self, Error> {
        raw::validated(text).map_err(|found| Error::Invalid(raw::in_lines(text, found)))
    }

    /// Labels from the text of a rule workbook, where `place` returns the cell of each byte.
    ///
    /// # Errors
    /// Every problem with its place.
    pub fn placed(
        text: &str,
        workbook: &str,
        place: impl Fn(usize) -> Place,
    ) -> Result<Self, Vec<Fault>> {
        let fault = |(at, what): (usize, String)| Fault {
            place: place(at),
            message: Message::new(what.clone(), what),
        };
        let labels = raw::validated(text);
        let labels = labels.map(|l| l.with(LabelSource::Workbook(workbook.into())));
        labels.map_err(|found| found.into_iter().map(fault).collect())
    }

    /// The wordings of the embedded labels, or of a file, as written.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`Error::Unreadable`].
    pub fn listed(file: Option<&Path>) -> Result<Vec<FieldWordings>, Error> {
        let list = |text: &str| {
            raw::listed(text).map_err(|found| Error::Invalid(raw::in_lines(text, found)))
        };
        match file {
            None => list(EMBEDDED),
            Some(path) => list(&source(path)?),
        }
    }
}
