//! 文书: what leaves the office on paper, filled into templates that the office edits itself.

mod circular;
mod due;
mod kind;
mod ledger;
mod letter;
mod notice;
mod placeholder;
mod report;
mod templates;

use std::path::PathBuf;

use crate::document::TemplateError;
pub use circular::{CIRCULAR, Circular, Treatments};
pub use due::{MISSING, Outstanding};
pub use kind::Kind;
pub use ledger::ledger;
pub use letter::{Letter, long_date};
pub use notice::{Blanks, CopyOutcome, Notice, NoticeFiles, PASSED, RETURNED, notices};
pub use report::{PUBLIC, Report};
pub use templates::{KINDS, Source, Templates};

/// A file that is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Name of the file.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why papers cannot be written.
#[derive(Debug)]
pub enum Error {
    /// A template cannot be filled.
    Template(PathBuf, Box<TemplateError>),
    /// A template cannot be read.
    Unread(PathBuf, std::io::Error),
    /// The given folder contains none of the templates; their names.
    NoTemplates(PathBuf),
    /// The table of what follows from a grade is not understood: why.
    Treatments(PathBuf, String),
    /// A template of this name was damaged while it was filled.
    Unfilled(String),
}
