//! Opening one file: only regular files, read-only, within the size limit, hashed for the log.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::base::hash::Digest;
use crate::base::mark;

use super::WorkerPool;
use super::walk::{SourceFile, printable, walk};
use crate::document::{is_sealed, paragraphs};
use crate::finding::{FoundKind, Refusal};
use crate::narrative::ReportText;
use crate::workbook::container::{Signature, sniff};
use crate::workbook::limits::{Limits, too_many_bytes};
use crate::workbook::{
    self, Remark, SaveDate, SheetView, Workbook, claims_workbook, decoded, delimited,
};

/// The content of a source file, or why there is none.
#[derive(Debug)]
pub struct FileContents {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256; `None` where the file was not read to its end.
    pub sha256: Option<Digest>,
    /// The workbook, or the reason why it is not read.
    pub result: Result<Workbook, Refusal>,
    /// The text of a .txt or Word document.
    pub words: Option<ReportText>,
}

/// Reads one file: a plain .xlsx in this process, any other workbook in a process of `pool`.
#[must_use]
pub fn open(source: &SourceFile, pool: &WorkerPool) -> FileContents {
    let refused = |refusal| FileContents {
        bytes: fs::symlink_metadata(source.path()).map_or(0, |m| m.len()),
        sha256: None,
        result: Err(refusal),
        words: None,
    };
    if let Some(refusal) = &source.refusal {
        return refused(refusal.clone());
    }
    let read = match &source.entry {
        Some(entry) => entry.bytes(),
        None => content(&source.path()),
    };
    match read {
        Ok(bytes) => {
            let sha256 = Digest::of(&bytes);
            let result = match is_listed(source, sha256) {
                true => Err(Refusal::OwnOutput),
                false => workbook(&bytes, source, pool),
            };
            FileContents {
                bytes: bytes.len() as u64,
                sha256: Some(sha256),
                words: result
                    .as_ref()
                    .err()
                    .and_then(|refusal| words(&bytes, refusal, &source.path())),
                result,
            }
        }
        Err(refusal) => refused(by_name(refusal, source)),
    }
}

fn workbook(bytes: &[u8], source: &SourceFile, pool: &WorkerPool) -> Result<Workbook, Refusal> {
    let read = match sniff(bytes) {
        Signature::Zip if is_sealed(bytes) => Err(Refusal::OwnOutput),
        Signature::Zip => workbook::read_plain(bytes)
            .map_or_else(|| pool.read(bytes), Ok)
            .and_then(filed)
            .and_then(not_settings),
        Signature::Ole | Signature::Flat => pool.read(bytes).and_then(filed),
        Signature::Empty => Err(Refusal::Empty),
        Signature::Archive => Err(Refusal::Archive),
        Signature::Other(_) if mark::is_in_text(bytes) => Err(Refusal::OwnOutput),
        Signature::Other(kind) => text(bytes, kind, &source.path()),
    };
    read.map_err(|refusal| by_name(refusal, source))
}

/// The text of a file that is a .txt or Word document by its name and content; `None` if it is longer than any report.
fn words(bytes: &[u8], refusal: &Refusal, path: &Path) -> Option<ReportText> {
    let Refusal::OtherFile(kind) = refusal else {
        return None;
    };
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    match (kind, ending.as_str()) {
        (FoundKind::Document, "docx") => {
            let paragraphs = paragraphs(bytes)?;
            let paragraphs = paragraphs.iter().map(String::as_str);
            is_report(paragraphs.clone()).then(|| ReportText::of_paragraphs(paragraphs))
        }
        (FoundKind::Text | FoundKind::Unknown, "txt") => {
            let text = decoded(bytes)?;
            is_report([text.as_str()]).then(|| ReportText::of_lines(&text))
        }
        _ => None,
    }
}

/// Whether texts are short enough to be one report.
fn is_report<'a>(words: impl IntoIterator<Item = &'a str>) -> bool {
    let letters = words.into_iter().map(|words| words.chars().count());
    letters.sum::<usize>() <= Limits::REPORT
}

/// A text table as a workbook, if the file is one by its name and content.
pub(super) fn text(bytes: &[u8], kind: FoundKind, path: &Path) -> Result<Workbook, Refusal> {
    let table = matches!(kind, FoundKind::Text | FoundKind::Unknown) && is_csv(path);
    if !table {
        return Err(Refusal::NotWorkbook(kind));
    }
    delimited(bytes, &printable(path.file_stem().unwrap_or_default()))
}

/// Whether a text file is an output of this program, by the list of outputs beside it.
fn is_listed(source: &SourceFile, hash: Digest) -> bool {
    let path = source.path();
    let ending = path.extension();
    let text = ending.is_some_and(|e| e.eq_ignore_ascii_case("txt"));
    if source.entry.is_some() || !text && !is_csv(&path) {
        return false;
    }
    let name = path.file_name().and_then(|name| name.to_str());
    // While outputs are replaced there are two lists; after an interrupted run each has some of the files.
    [mark::List::NAME, mark::List::NEXT].iter().any(|list| {
        let list = content(&path.with_file_name(list)).ok();
        let list = list.and_then(|bytes| mark::List::read(&bytes));
        let listed = name.and_then(|name| list?.files.remove(name));
        listed.is_some_and(|listed| *listed == *hash.to_string())
    })
}

/// Whether the name of a file is that of a text table.
fn is_csv(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("csv"))
}

/// Refuses an output of this program, which is no filing.
pub(super) fn filed(workbook: Workbook) -> Result<Workbook, Refusal> {
    if workbook.remarks.contains(&Remark::OwnOutput) {
        return Err(Refusal::OwnOutput);
    }
    Ok(workbook)
}

/// When the document at `path` was saved, by its properties; `None` where they do not state it, or where the file no
/// longer has the hash `hash`.
#[must_use]
pub fn saved(path: &Path, hash: Option<Digest>) -> Option<SaveDate> {
    let bytes = content(path).ok()?;
    let same = hash == Some(Digest::of(&bytes));
    workbook::saved(&bytes).filter(|_| same)
}

/// The visible sheets of the file at `path`, which may be in an archive, for display: those of a plain .xlsx with
/// widths and formats, those of any other as `pool` reads them. `None` where it cannot be read, or no longer has the
/// hash `hash`.
#[must_use]
pub fn drawn(
    path: &Path,
    hash: Option<Digest>,
    pool: Option<&WorkerPool>,
) -> Option<Vec<SheetView>> {
    let bytes = content_at(path)?;
    if hash != Some(Digest::of(&bytes)) {
        return None;
    }
    let looks = workbook::drawn(&bytes);
    match looks {
        Some(looks) if !looks.iter().any(SheetView::is_open) => Some(looks),
        looks => {
            let source = SourceFile::whole(path);
            let read = pool.and_then(|pool| workbook(&bytes, &source, pool).ok());
            match read {
                Some(read) => Some(SheetView::of(read, looks.unwrap_or_default())),
                None => looks,
            }
        }
    }
}

/// All bytes of the file at `path`, which may be in an archive.
fn content_at(path: &Path) -> Option<Vec<u8>> {
    let whole = path.ancestors().find(|above| above.is_file())?;
    if whole == path {
        return content(path).ok();
    }
    let mut members = walk(&[whole.to_owned()]).ok()?.into_iter();
    members
        .find(|member| *member.path() == *path)?
        .entry?
        .bytes()
        .ok()
}

/// Refuses a workbook that this program wrote for officials to fill in, in any folder.
fn not_settings(workbook: Workbook) -> Result<Workbook, Refusal> {
    let settings = |remark: &Remark| matches!(remark, Remark::Settings(_));
    match workbook.remarks.iter().any(settings) {
        true => Err(Refusal::OwnOutput),
        false => Ok(workbook),
    }
}

/// A file that may have the results of an earlier run, by its content.
#[derive(Debug)]
pub enum ResultsFile {
    /// JSON, or text that begins like it.
    Json(Vec<u8>),
    /// A workbook of this program, with the sheet 结果存档, and its bytes.
    Archive(Workbook, Vec<u8>),
    /// Any other file, perhaps a form.
    Other,
}

/// Reads a file that may have the results of an earlier run.
#[must_use]
pub fn results_file(path: &Path, pool: &WorkerPool) -> ResultsFile {
    if claims_json(path) {
        return fs::read(path).map_or(ResultsFile::Other, ResultsFile::Json);
    }
    let Ok(bytes) = content(path) else {
        return ResultsFile::Other;
    };
    match (sniff(&bytes) == Signature::Zip).then(|| pool.read(&bytes)) {
        Some(Ok(workbook)) if workbook.remarks.contains(&Remark::OwnOutput) => {
            ResultsFile::Archive(workbook, bytes)
        }
        _ => ResultsFile::Other,
    }
}

/// Whether a file begins like JSON. Only its head is read: results of a province are larger than any form.
fn claims_json(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|mut file| read_up_to(&mut file, 64, &mut head));
    let text = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&head);
    read.is_ok() && text.trim_ascii_start().starts_with(b"{")
}

/// Content that is no workbook is a finding only where the name of the file is that of a workbook.
fn by_name(refusal: Refusal, source: &SourceFile) -> Refusal {
    match refusal {
        Refusal::NotWorkbook(kind) if !claims_workbook(&source.path()) => Refusal::OtherFile(kind),
        other => other,
    }
}

/// All bytes of a regular file.
pub(super) fn content(path: &Path) -> Result<Vec<u8>, Refusal> {
    let before = fs::symlink_metadata(path).map_err(|_| Refusal::NotOpened)?;
    if !before.is_file() {
        return Err(Refusal::NotRegular);
    }
    let mut file = File::open(path).map_err(|_| Refusal::NotOpened)?;
    let after = file.metadata().map_err(|_| Refusal::NotOpened)?;
    if !after.is_file() {
        return Err(Refusal::NotRegular);
    }
    if after.len() > Limits::FILE_BYTES {
        return Err(too_large(&mut file, after.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(after.len()).unwrap_or(0));
    read_up_to(&mut file, Limits::FILE_BYTES + 1, &mut bytes).map_err(|_| Refusal::NotOpened)?;
    if bytes.len() as u64 > Limits::FILE_BYTES {
        return Err(too_many_bytes(bytes.len() as u64, Limits::FILE_BYTES));
    }
    Ok(bytes)
}

/// The refusal of a file above the size limit, by its head: it may be no workbook at all, but a film or a disk image.
fn too_large(file: &mut File, size: u64) -> Refusal {
    let mut head = Vec::new();
    if read_up_to(file, 4096, &mut head).is_err() {
        return Refusal::NotOpened;
    }
    match sniff(&head) {
        Signature::Other(_) if mark::is_in_text(&head) => Refusal::OwnOutput,
        Signature::Other(kind) => Refusal::NotWorkbook(kind),
        _ => too_many_bytes(size, Limits::FILE_BYTES),
    }
}

fn read_up_to(file: &mut File, limit: u64, bytes: &mut Vec<u8>) -> io::Result<usize> {
    file.take(limit).read_to_end(bytes)
}
