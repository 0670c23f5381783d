//! Writing an assessment: every file is finished beside its place and then renamed, or nothing changes.

mod csv;
pub mod json;
pub mod rulebook;
mod text;
mod units;
pub mod xlsx;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use crate::base::lang::Lang;
use crate::error::{Error, Result};
use crate::model::Date;
use crate::report::{Book, Scope};
use crate::run::Assessment;

/// Kind of an output file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// The workbook 汇总表.
    Xlsx,
    /// Results for other programs.
    Json,
    /// A folder with the sheets of the workbook as one CSV file each.
    Csv,
}

/// An output that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Where it goes; `-` is the standard output, for JSON only.
    pub path: PathBuf,
    /// What it is.
    pub format: Format,
}

/// What outputs depend on besides the assessment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Language of all words.
    pub lang: Lang,
    /// Creation date in the workbook's properties; without one, the first day after the year.
    /// The clock is never asked, so the same inputs give the same bytes.
    pub created: Option<Date>,
    /// How much of the assessment the workbook and the CSV files are about.
    pub scope: Scope,
    /// Whether each unit gets a page of its own.
    pub unit_pages: UnitPages,
}

/// 单位页: one printable page a unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnitPages {
    /// None.
    #[default]
    None,
    /// Behind the sheets of the workbook; of many units in workbooks by group, in a folder beside it.
    Written,
}

/// Writes all `targets`, or leaves all files as they were.
///
/// # Errors
///
/// [`Error::OutputPath`] where a path cannot be an output, [`Error::Output`] where it cannot be
/// written, [`Error::Workbook`] where the workbook cannot be built.
pub fn write(assessment: &Assessment, targets: &[Target], options: Options) -> Result<()> {
    check(targets)?;
    let (printed, kept): (Vec<_>, Vec<_>) = targets.iter().partition(|t| is_stdout(&t.path));
    let finished: Vec<_> = kept
        .into_iter()
        .map(|target| finish(assessment, target, options))
        .collect::<Result<_>>()?;
    for (path, file) in finished.into_iter().flatten() {
        let kept = match file {
            Finished::File(file) => file.persist(&path).map(drop).map_err(|e| e.error),
            Finished::Folder(folder) => csv::persist(&folder, &path),
        };
        kept.map_err(|e| Error::Output(path, e))?;
    }
    for target in printed {
        let mut out = BufWriter::new(io::stdout().lock());
        let printed = json::write(assessment, options.lang, &mut out).and_then(|()| out.flush());
        match printed {
            // Whoever reads may stop reading.
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => {}
            other => other.map_err(|e| Error::Output(target.path.clone(), e))?,
        }
    }
    Ok(())
}

fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Refuses to write over a form or result that was read: its bytes are those of an input.
///
/// # Errors
///
/// [`Error::OutputIsInput`] with the first such path.
pub fn protect(assessment: &Assessment, targets: &[Target]) -> Result<()> {
    for target in targets {
        let Ok(found) = std::fs::metadata(&target.path) else {
            continue;
        };
        let earlier = assessment.comparison.iter().flat_map(|c| &c.earlier);
        let inputs = assessment
            .inputs
            .iter()
            .chain(earlier.flat_map(|y| &y.files));
        let forms = inputs.filter(|i| i.forms > 0);
        let mut alike = forms.filter(|i| i.bytes == found.len()).peekable();
        if alike.peek().is_none() {
            continue;
        }
        let hash = std::fs::read(&target.path).map(|bytes| crate::base::hash::sha256(&bytes));
        if hash.is_ok_and(|hash| alike.any(|i| i.sha256.as_deref() == Some(&*hash))) {
            return Err(Error::OutputIsInput(target.path.clone()));
        }
    }
    Ok(())
}

/// Refuses what cannot be an output before any work is done.
///
/// # Errors
///
/// [`Error::OutputPath`] with the first such path.
pub fn check(targets: &[Target]) -> Result<()> {
    for (at, target) in targets.iter().enumerate() {
        let mut earlier = targets.iter().take(at);
        if earlier.any(|other| other.path == target.path) || !suits(target) {
            return Err(Error::OutputPath(target.path.clone()));
        }
        let folder = folder_of(&target.path);
        if !is_stdout(&target.path) && !folder.is_dir() {
            return Err(Error::Output(
                target.path.clone(),
                io::ErrorKind::NotFound.into(),
            ));
        }
        if target.path.is_dir() && target.format != Format::Csv {
            return Err(Error::Output(
                target.path.clone(),
                io::ErrorKind::IsADirectory.into(),
            ));
        }
    }
    Ok(())
}

fn suits(target: &Target) -> bool {
    let extension = target.path.extension();
    match target.format {
        Format::Xlsx => {
            extension.is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) && !target.path.is_dir()
        }
        Format::Json => true,
        Format::Csv => !is_stdout(&target.path) && !target.path.is_file(),
    }
}

/// An output beside its place.
enum Finished {
    File(NamedTempFile),
    Folder(TempDir),
}

/// The folder beside the workbook `path` that the pages of the units go to, where they are too many for it.
#[must_use]
pub fn unit_folder(assessment: &Assessment, path: &Path, options: Options) -> Option<PathBuf> {
    let beside = options.unit_pages == UnitPages::Written && units::stand_beside(assessment);
    beside.then(|| units::folder(path, options.lang))
}

/// The finished, checked and flushed files and folders of a target, each with its place.
fn finish(
    assessment: &Assessment,
    target: &Target,
    options: Options,
) -> Result<Vec<(PathBuf, Finished)>> {
    let failed = |e| Error::Output(target.path.clone(), e);
    let file = || beside(&target.path).map_err(failed);
    let mut finished = Vec::new();
    let file = match target.format {
        Format::Xlsx => {
            let file = file()?;
            let pages = workbook(assessment, options, (file.as_file(), &target.path))?;
            finished.extend(pages);
            file
        }
        Format::Json => {
            let file = file()?;
            let mut out = BufWriter::new(file.as_file());
            json::write(assessment, options.lang, &mut out)
                .and_then(|()| out.flush())
                .map_err(failed)?;
            drop(out);
            file
        }
        Format::Csv => {
            let book = Book::of(assessment, options.scope, options.lang);
            let folder = csv::write(&book, folder_of(&target.path)).map_err(failed)?;
            return Ok(vec![(target.path.clone(), Finished::Folder(folder))]);
        }
    };
    file.as_file().sync_all().map_err(failed)?;
    finished.push((target.path.clone(), Finished::File(file)));
    Ok(finished)
}

/// Writes the workbook; the folder with the pages of the units, where they are too many for it.
fn workbook(
    assessment: &Assessment,
    options: Options,
    (file, path): (&File, &Path),
) -> Result<Option<(PathBuf, Finished)>> {
    let mut book = Book::of(assessment, options.scope, options.lang).within(folder_of(path));
    let created = options
        .created
        .unwrap_or_else(|| first_day_after(book.year()));
    let mut pages = None;
    match options.unit_pages {
        UnitPages::None => {}
        UnitPages::Written if units::stand_beside(assessment) => {
            let folder = units::folder(path, options.lang);
            let (written, files) = units::write(&book, created, path)?;
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            book = book.with_unit_pages_beside(name.into_owned(), files);
            pages = Some((folder, Finished::Folder(written)));
        }
        UnitPages::Written => book = book.with_unit_pages(),
    }
    let written = xlsx::write(&book, created, file).map_err(Error::Workbook)?;
    xlsx::verify(file, &written).map_err(Error::Workbook)?;
    Ok(pages)
}

/// A date that depends on nothing but the year assessed.
fn first_day_after(year: Option<i32>) -> Date {
    Date {
        year: Some(year.map_or(2000, |y| y.saturating_add(1))),
        month: 1,
        day: 1,
    }
}

/// Writes new files, all of them or none: what exists already is never replaced.
///
/// The folder is made where there is none.
///
/// # Errors
///
/// [`Error::Exists`] with the first file that is there already, [`Error::Output`] where one cannot be written.
pub fn create_all(files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(Error::Exists(path.clone()));
    }
    let mut finished = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let failed = |e| Error::Output(path.clone(), e);
        std::fs::create_dir_all(folder_of(path)).map_err(failed)?;
        let mut file = beside(path).map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        finished.push((file, path));
    }
    for (file, path) in finished {
        file.persist_noclobber(path)
            .map_err(|e| match e.error.kind() {
                io::ErrorKind::AlreadyExists => Error::Exists(path.clone()),
                _ => Error::Output(path.clone(), e.error),
            })?;
    }
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A temporary file in the folder of `path`, so that renaming it is one step.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".~ziping-").suffix(".tmp");
    // Temporary files are private; the finished file is for everyone the umask allows.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
