//! Writing results: every file is finished beside its place and then renamed, or nothing changes.

mod csv;
mod formats;
pub mod json;
pub mod rulebook;
mod text;
mod units;
mod workbook;
pub mod xlsx;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::base::lang::Lang;
use crate::compare::Series;
use crate::model::Date;
use crate::report::Scope;
use crate::run::Assessment;
pub use csv::CSV;
use formats::{Finished, Writer};
pub use formats::{Format, Target};
pub use json::JSON;
pub use workbook::XLSX;

/// All formats, in the order of their options.
pub static FORMATS: [&Format; 3] = [&XLSX, &JSON, &CSV];

/// Why outputs are not written; what was there before is unchanged.
#[derive(Debug)]
pub enum Error {
    /// A file or folder cannot be written.
    Unwritable(PathBuf, io::Error),
    /// The output would take the place of a form that was read.
    IsInput(PathBuf),
    /// A file that would be created is there already.
    Exists(PathBuf),
    /// The path does not suit the format, such as a folder, or `-`, for a workbook.
    Path(PathBuf),
    /// The workbook cannot be built: the library's reason.
    Workbook(String),
}

type Result<T> = std::result::Result<T, Error>;

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
/// [`Error::Path`] where a path cannot be an output, [`Error::Unwritable`] where it cannot be
/// written, [`Error::Workbook`] where the workbook cannot be built.
pub fn write(series: &Series, targets: &[Target], options: Options) -> Result<()> {
    check(targets)?;
    let mut finished = Vec::new();
    for target in targets {
        finished.extend(target.finish(series, options)?);
    }
    // What is printed cannot be taken back: it waits for all files.
    finished.sort_by_key(|output| matches!(output, Finished::Printed(..)));
    for output in finished {
        let persisted = output.persist(series, options);
        persisted.map_err(|(path, e)| Error::Unwritable(path, e))?;
    }
    Ok(())
}

/// Refuses to write over a form or result that was read: its bytes are those of an input.
///
/// # Errors
///
/// [`Error::IsInput`] with the first such path.
pub fn protect(series: &Series, targets: &[Target]) -> Result<()> {
    for target in targets {
        let Ok(found) = std::fs::metadata(&target.path) else {
            continue;
        };
        let earlier = series.comparison.iter().flat_map(|c| &c.earlier);
        let inputs = series
            .assessment
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
            return Err(Error::IsInput(target.path.clone()));
        }
    }
    Ok(())
}

/// Refuses what cannot be an output before any work is done.
///
/// # Errors
///
/// [`Error::Path`] with the first such path.
pub fn check(targets: &[Target]) -> Result<()> {
    for (at, target) in targets.iter().enumerate() {
        let mut earlier = targets.iter().take(at);
        if earlier.any(|other| other.path == target.path) || !(target.format.suits)(&target.path) {
            return Err(Error::Path(target.path.clone()));
        }
        let refused = |kind: io::ErrorKind| Error::Unwritable(target.path.clone(), kind.into());
        if !folder_of(&target.path).is_dir() {
            return Err(refused(io::ErrorKind::NotFound));
        }
        if matches!(target.format.writer, Writer::Stream(_)) && target.path.is_dir() {
            return Err(refused(io::ErrorKind::IsADirectory));
        }
    }
    Ok(())
}

/// The folder beside the workbook `path` that the pages of the units go to, where they are too many for it.
#[must_use]
pub fn unit_folder(assessment: &Assessment, path: &Path, options: Options) -> Option<PathBuf> {
    let beside = options.unit_pages == UnitPages::Written && units::stand_beside(assessment);
    beside.then(|| units::folder(path, options.lang))
}

/// Writes new files, all of them or none: what exists already is never replaced.
///
/// The folder is made where there is none.
///
/// # Errors
///
/// [`Error::Exists`] with the first file that is there already, [`Error::Unwritable`] where one cannot be written.
pub fn create_all(files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(Error::Exists(path.clone()));
    }
    let mut finished = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let failed = |e| Error::Unwritable(path.clone(), e);
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
                _ => Error::Unwritable(path.clone(), e.error),
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
