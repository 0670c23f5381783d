//! Reads a file of decisions: the workbook that was filled in, or JSON of a program.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::line::{Column, DecisionLine, KIND};
use crate::base::hash::sha256;
use crate::base::lang::Text;
use crate::intake::{self, ResultsFile, WorkerPool, results_file, table};
use crate::model::{CellRef, Place, column_letters};
use crate::workbook::{Sheet, Workbook};

/// Rows among which the header row is looked for.
const HEADER_WITHIN: u32 = 30;
/// Known headers that make a row a header row.
const HEADERS: usize = 3;

/// Why decisions cannot be read.
#[derive(Debug)]
pub enum Error {
    /// The file cannot be read.
    Intake(intake::Error),
    /// The text of JSON is no file of decisions.
    Malformed(PathBuf, serde_json::Error),
    /// No sheet has the columns of decisions.
    NoColumns(PathBuf),
}

impl From<intake::Error> for Error {
    fn from(error: intake::Error) -> Self {
        Self::Intake(error)
    }
}

/// The file of decisions for programs.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct DecisionsJson {
    /// Version of this layout.
    pub schema: u32,
    /// The program that wrote it.
    #[serde(default)]
    pub program: String,
    /// The rows.
    pub decisions: Vec<DecisionLine>,
}

/// A file of decisions as it was filled in.
#[derive(Debug, Clone, Default)]
pub struct DecisionsFile {
    /// Name of the file.
    pub file: Arc<str>,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: Box<str>,
    /// Each row with its place.
    pub lines: Vec<(DecisionLine, Place)>,
    /// Headers of columns that users have added, in their order.
    pub further: Vec<EcoString>,
}

/// Reads the decisions in the workbook, table or JSON at `path`.
///
/// # Errors
///
/// Why it is not read, or that it holds no decisions.
pub fn load(path: &Path, pool: &WorkerPool) -> Result<DecisionsFile, Error> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let file = Arc::from(name.to_string_lossy());
    let (workbook, hash) = match results_file(path, pool) {
        ResultsFile::Json(bytes) => return stored(path, &file, &bytes),
        ResultsFile::Archive(workbook, bytes) => (workbook, sha256(&bytes)),
        ResultsFile::Other => {
            let table = table(path, pool)?;
            (table.workbook, table.sha256)
        }
    };
    let found = filled_in(&workbook, &file);
    let found = found.ok_or_else(|| Error::NoColumns(path.to_owned()))?;
    Ok(DecisionsFile {
        file,
        sha256: hash,
        ..found
    })
}

fn stored(path: &Path, file: &Arc<str>, bytes: &[u8]) -> Result<DecisionsFile, Error> {
    let bare = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let malformed = |error| Error::Malformed(path.to_owned(), error);
    let stored: DecisionsJson = serde_json::from_slice(bare).map_err(malformed)?;
    let further: BTreeSet<EcoString> = stored
        .decisions
        .iter()
        .flat_map(|line| line.further.keys().map(EcoString::from))
        .collect();
    let lines = stored.decisions.into_iter().enumerate();
    let lines = lines.map(|(at, line)| {
        let place = Place::sheet(Arc::clone(file), format!("decisions[{at}]").into(), None);
        (line, place)
    });
    Ok(DecisionsFile {
        file: Arc::clone(file),
        sha256: sha256(bytes),
        lines: lines.collect(),
        further: further.into_iter().collect(),
    })
}

/// The rows of the first sheet with the columns of decisions.
fn filled_in(workbook: &Workbook, file: &Arc<str>) -> Option<DecisionsFile> {
    let mut sheets = workbook.sheets.iter();
    sheets.find_map(|sheet| {
        let (header, columns) = header(sheet)?;
        let place = |at| Place::sheet(Arc::clone(file), Arc::from(&*sheet.name), Some(at));
        let rows = header.saturating_add(1)..sheet.end_row();
        let lines = rows.filter_map(|row| {
            let mut line = DecisionLine::default();
            let mut kind = CellRef::new(row, 0);
            let mut filled = false;
            for (col, column) in &columns {
                let at = CellRef::new(row, *col);
                if matches!(column, Head::Known(column) if column.header == KIND) {
                    kind = at;
                }
                let typed = sheet.at(at).map(|cell| cell.value.text());
                if let Some(typed) = typed.filter(|typed| !typed.is_empty()) {
                    filled = true;
                    column.take(&mut line, &typed);
                }
            }
            filled.then(|| (line, place(kind)))
        });
        let further = columns.iter().filter_map(|(_, column)| match column {
            Head::Further(header) => Some(header.clone()),
            Head::Known(_) => None,
        });
        Some(DecisionsFile {
            lines: lines.collect(),
            further: further.collect(),
            ..DecisionsFile::default()
        })
    })
}

/// A column of the sheet: one of this program, or one that users have added.
enum Head {
    Known(&'static Column),
    Further(EcoString),
}

impl Head {
    fn take(&self, line: &mut DecisionLine, typed: &str) {
        match self {
            Self::Known(column) => column.set(line, typed),
            Self::Further(header) => {
                let value = Value::String(typed.to_owned());
                line.further.insert(header.to_string(), value);
            }
        }
    }
}

/// The header row and the columns, those without a header among them where anything is in them.
fn header(sheet: &Sheet) -> Option<(u32, Vec<(u32, Head)>)> {
    let row = (0..HEADER_WITHIN.min(sheet.end_row())).find(|row| {
        let known = sheet.row(*row).iter();
        let known = known.filter_map(|cell| Column::headed(&cell.value.text()));
        let known: Vec<Text> = known.map(|column| column.header).collect();
        known.len() >= HEADERS && known.contains(&KIND)
    })?;
    let below = sheet.rows(row..sheet.end_row()).iter();
    let used: BTreeSet<u32> = below.map(|cell| cell.at.col).collect();
    let mut headers = BTreeSet::new();
    let columns = used.into_iter().map(|col| {
        let header = sheet.at(CellRef::new(row, col));
        let header = header.map(|cell| EcoString::from(&*cell.value.text()));
        let header = header.unwrap_or_default();
        let first = headers.insert(header.clone());
        let head = match Column::headed(&header).filter(|_| first) {
            Some(column) => Head::Known(column),
            None if first && !header.is_empty() => Head::Further(header),
            None => {
                let letters = column_letters(usize::try_from(col).unwrap_or_default());
                Head::Further(format!("{header}（{letters}）").into())
            }
        };
        (col, head)
    });
    Some((row, columns.collect()))
}
