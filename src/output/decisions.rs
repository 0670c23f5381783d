//! Files of decisions 处理意见: the workbook to be filled in, and the same as JSON for programs.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::staging::{Existing, Staging};
use super::{Error, Notice, Result, folder_of, rulebook};
use crate::base::hash::sha256;
use crate::base::lang::{Lang, Text};
use crate::decision::{ADOPTED, COLUMNS, DecisionLine, DecisionsJson, KIND, State};
use crate::model::DecisionKind;
use crate::record::SCHEMA;
use crate::report::PROGRAM;
use crate::rulebook::{Cell, CellValue, Column, Form, Page};
use crate::workbook::container::REGISTER;

/// Rows below the last that are ready for decisions typed by hand.
const SPARE: usize = 20;

const NOTE: Text = Text::new(
    "在黄色各栏填写决定：核实无误须写理由；更正须写填报值（空白格写“空”）、更正值和依据；采用此份须选采用文件。其他各栏由程序填写，请勿改动；可在右侧另加栏目。",
    "Fill in the yellow columns: a confirmation needs a reason; a correction the value filed ('blank' for none), the corrected one and the evidence; to adopt, choose the file. The other columns are the program's; further columns may be added on the right.",
);

/// A file of decisions as it is to be written.
#[derive(Debug, Clone, Copy)]
pub struct DecisionsOutput<'a> {
    /// Its rows.
    pub lines: &'a [DecisionLine],
    /// Headers of columns that users have added.
    pub further: &'a [ecow::EcoString],
    /// SHA-256 of the file at its place when it was read; none where it was not.
    pub read: Option<&'a str>,
    /// Language of headers and words.
    pub lang: Lang,
}

/// Writes a file of decisions to `path`, as JSON where it is named so. An existing file is replaced only if it is the
/// one that was read and no program has it open; otherwise the new one is written beside it as `处理意见（2）.xlsx`,
/// and this is reported.
///
/// # Errors
///
/// [`Error::Unwritable`], [`Error::Workbook`].
pub fn write(path: &Path, decided: DecisionsOutput) -> Result<(PathBuf, Vec<Notice>)> {
    let bytes = bytes(path, decided)?;
    let changed = path.exists() && !is_as_read(path, decided.read);
    let taken = changed || is_open(path);
    if !taken {
        match put(path, path, &bytes) {
            Err(Error::Unwritable(_, error)) if is_locked(&error) => {}
            done => return done,
        }
    }
    let free = beside(path);
    put(path, &free, &bytes)
}

/// Refuses a place where a file stands that was named as an input, or to be read as a form.
///
/// # Errors
///
/// [`Error::IsInput`], [`Error::Path`] where the file name is neither of a workbook nor of JSON.
pub fn protect(named: &[&Path], paths: &[PathBuf], output: &Path) -> Result<()> {
    let ending = output.extension().unwrap_or_default();
    let suits = ["xlsx", "json"]
        .iter()
        .any(|e| ending.eq_ignore_ascii_case(e));
    if !suits || output.is_dir() {
        return Err(Error::Path(output.to_owned()));
    }
    let forms = paths.iter().map(PathBuf::as_path);
    let mut inputs = named.iter().copied().chain(forms);
    match inputs.any(|input| same_file::is_same_file(input, output).unwrap_or(false)) {
        true => Err(Error::IsInput(output.to_owned())),
        false => Ok(()),
    }
}

fn put(asked: &Path, place: &Path, bytes: &[u8]) -> Result<(PathBuf, Vec<Notice>)> {
    let mut staging = Staging::claim([place])?;
    staging.file((place, Existing::Replaced), |mut file| {
        let written = file.write_all(bytes);
        written.map_err(|e| Error::Unwritable(place.to_owned(), e))
    })?;
    if asked != place {
        staging.notice(Notice::Beside(asked.to_owned(), place.to_owned()));
    }
    Ok((place.to_owned(), staging.take()?))
}

fn bytes(path: &Path, decided: DecisionsOutput) -> Result<Vec<u8>> {
    if is_json(path) {
        let stored = DecisionsJson {
            schema: SCHEMA,
            program: PROGRAM.to_owned(),
            decisions: decided.lines.to_vec(),
        };
        let text = serde_json::to_string_pretty(&stored);
        let text = text.map_err(|e| Error::Unwritable(path.to_owned(), io::Error::other(e)))?;
        return Ok(format!("{text}\n").into_bytes());
    }
    let built = rulebook::marked(&[page(decided)], decided.lang);
    built.map_err(|e| Error::Workbook(e.to_string()))
}

/// Whether `path` is named like JSON.
fn is_json(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("json"))
}

fn is_as_read(path: &Path, read: Option<&str>) -> bool {
    let hash = std::fs::read(path).map(|bytes| sha256(&bytes));
    hash.is_ok_and(|hash| read == Some(&*hash))
}

/// Whether Excel, WPS or LibreOffice has a file open: their lock files are beside it.
fn is_open(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Of a name of more than a few letters Excel replaces the first two.
    let cut: String = name.chars().skip(2).collect();
    let locks = [
        format!("~${name}"),
        format!("~${cut}"),
        format!(".~{name}"),
        format!(".~lock.{name}#"),
    ];
    locks.iter().any(|lock| path.with_file_name(lock).exists())
}

fn is_locked(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    let kinds = [
        Kind::PermissionDenied,
        Kind::ResourceBusy,
        Kind::ExecutableFileBusy,
    ];
    kinds.contains(&error.kind())
}

/// `处理意见（2）.xlsx`, with the first number that is free.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let named = |number: usize| path.with_file_name(format!("{name}（{number}）.{ending}"));
    let free = (2..).map(named).find(|path| !path.exists());
    free.unwrap_or_else(|| folder_of(path).join("处理意见.xlsx"))
}

/// The sheet to be filled in.
fn page(decided: DecisionsOutput<'_>) -> Page<'_> {
    let lang = decided.lang;
    let known = COLUMNS.iter().map(|column| Column {
        header: column.header.get(lang),
        width: column.width,
        edited: column.edited,
        form: match column.header {
            KIND => Form::Choice(kinds(lang)),
            _ => Form::Words,
        },
    });
    let further = decided.further.iter().map(|header| Column {
        header,
        width: 20,
        edited: false,
        form: Form::Words,
    });
    let rows = decided.lines.iter().map(|line| {
        let known = COLUMNS.iter().map(|column| Cell {
            value: column
                .get(line, lang)
                .map(|text| CellValue::Words(text.into())),
            form: match column.header {
                ADOPTED if !line.candidates.is_empty() => {
                    let files = line.candidates.iter().map(|c| &*c.file);
                    Some(Form::Choice(files.collect()))
                }
                _ => None,
            },
        });
        let further = decided.further.iter().map(|header| {
            let value = line.further.get(&**header).map(|value| {
                let text = value.as_str().map(str::to_owned);
                CellValue::Words(text.unwrap_or_else(|| value.to_string()))
            });
            let form = None;
            Cell { value, form }
        });
        known.chain(further).collect()
    });
    Page {
        name: REGISTER.get(lang),
        note: NOTE.get(lang),
        columns: known.chain(further).collect(),
        rows: rows.collect(),
        spare: SPARE,
    }
}

fn kinds(lang: Lang) -> Vec<&'static str> {
    DecisionKind::ALL
        .map(|kind| kind.title().get(lang))
        .to_vec()
}

/// Number of rows that are open and on which nothing is decided.
#[must_use]
pub fn undecided(lines: &[DecisionLine]) -> usize {
    let open = |line: &&DecisionLine| line.state == State::Open && line.kind.is_none();
    lines.iter().filter(open).count()
}
