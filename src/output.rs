//! Writing results: every file is finished beside its place and then renamed, or nothing changes.

mod csv;
pub mod decisions;
mod formats;
pub mod html;
pub mod json;
pub mod papers;
pub mod review;
pub mod rulebook;
mod staging;
mod text;
mod units;
mod workbook;
pub mod xlsx;

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::base::lang::Lang;
use crate::compare::Series;
use crate::model::Date;
use crate::report::Scope;
use crate::run::Assessment;
pub use csv::{CSV, table};
use formats::Writer;
pub use formats::{Format, Target};
pub use html::HTML;
pub use json::JSON;
use staging::{Existing, Staging};
pub use staging::{Notice, abandon};
pub use workbook::XLSX;

/// A4 and A3 in Excel's list of papers.
const A4: u8 = 9;
const A3: u8 = 8;

/// All formats, in the order of their options.
pub static FORMATS: [&Format; 4] = [&XLSX, &JSON, &CSV, &HTML];

/// Why outputs are not written; what was there before is unchanged.
#[derive(Debug)]
pub enum Error {
    /// A file or folder cannot be written.
    Unwritable(PathBuf, io::Error),
    /// The output would overwrite an input file.
    IsInput(PathBuf),
    /// A file that would be created is there already.
    Exists(PathBuf),
    /// A file that this program did not write is in the place of an output.
    Foreign(PathBuf),
    /// Another run writes to the place now.
    Busy(PathBuf),
    /// The first file could not be moved into place, and the files at the other paths could not be restored.
    Mixed(PathBuf, io::Error, Vec<PathBuf>),
    /// All files are written, and the results that were to be printed are not.
    Unprinted(io::Error),
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
    /// The date of the workbook in its properties and on the annex; without one the properties have the first day after
    /// the year, and on the annex it is left blank. The clock is never read, so the same inputs give the same bytes.
    pub created: Option<Date>,
    /// How much of the assessment the workbook and the CSV files are about.
    pub scope: Scope,
    /// Whether each unit gets a page of its own.
    pub unit_pages: UnitPages,
    /// What happens to the workbook of an earlier run at this path.
    pub earlier: EarlierFiles,
}

/// What happens to the results of an earlier run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EarlierFiles {
    /// They are replaced.
    #[default]
    Replaced,
    /// Where they are others they are kept once a day, under the date of their last change.
    Kept,
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
pub fn write(series: &Series, targets: &[Target], options: Options) -> Result<Vec<Notice>> {
    check(targets)?;
    let files = targets.iter().filter(|target| target.printed().is_none());
    let mut staging = Staging::claim(files.map(|target| &*target.path))?;
    for target in targets {
        target.write(series, options, &mut staging)?;
    }
    let notices = staging.take()?;
    // Printed text cannot be undone, so it is printed after all files are written.
    for print in targets.iter().filter_map(Target::printed) {
        let mut out = BufWriter::new(io::stdout().lock());
        let printed = print(series, options, &mut out).and_then(|()| out.flush());
        // The reader of the pipe may close it early.
        match printed {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => return Err(Error::Unprinted(e)),
            _ => {}
        }
    }
    Ok(notices)
}

/// Refuses to write over a file that was named as an input, such as the rules or the roster, by whatever path.
///
/// # Errors
///
/// [`Error::IsInput`] with the first such path.
pub fn protect_named(named: &[&Path], targets: &[Target]) -> Result<()> {
    let same = |a: &Path, b: &Path| same_file::is_same_file(a, b).unwrap_or(false);
    let mut paths = targets.iter().map(|target| &target.path);
    match paths.find(|path| path.is_file() && named.iter().any(|input| same(path, input))) {
        Some(path) => Err(Error::IsInput(path.clone())),
        None => Ok(()),
    }
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
        let hash = std::fs::read(&target.path).map(|bytes| crate::base::hash::Digest::of(&bytes));
        if hash.is_ok_and(|hash| alike.any(|i| i.sha256 == Some(hash))) {
            return Err(Error::IsInput(target.path.clone()));
        }
    }
    Ok(())
}

/// A place beside `path` where no other program holds the file open: `path` itself, else the name with （2）, （3） …
#[must_use]
pub fn unlocked(path: &Path, is_locked: impl Fn(&Path) -> bool) -> PathBuf {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default();
    let numbered = |number: u32| {
        let name = format!("{name}（{number}）.");
        path.with_file_name(name).with_extension(ending)
    };
    let places = std::iter::once(path.to_path_buf()).chain((2..100).map(numbered));
    let mut free = places.filter(|place| !is_locked(place));
    free.next().unwrap_or_else(|| path.to_path_buf())
}

/// Whether another program, such as WPS or Excel, has a file open so that no other program can write to it; only
/// Windows reports this.
#[must_use]
pub fn is_locked(path: &Path) -> bool {
    /// The sharing and the lock violation.
    const HELD: [i32; 2] = [32, 33];
    let opened = || std::fs::File::options().write(true).open(path);
    let held = |e: io::Error| {
        e.raw_os_error()
            .is_some_and(|number| HELD.contains(&number))
    };
    cfg!(windows) && path.is_file() && opened().is_err_and(held)
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
/// Folders are made where there are none.
///
/// # Errors
///
/// [`Error::Exists`] with the first file that is there already, [`Error::Unwritable`] where one cannot be written.
pub fn create_all(files: &[(PathBuf, Vec<u8>)]) -> Result<()> {
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(Error::Exists(path.clone()));
    }
    let mut staging = Staging::claim([])?;
    let folders: BTreeSet<&Path> = files.iter().map(|(path, _)| folder_of(path)).collect();
    for folder in folders {
        staging.folder(folder)?;
    }
    for (path, bytes) in files {
        staging.file((path, Existing::Refused), |mut file| {
            let written = file.write_all(bytes);
            written.map_err(|e| Error::Unwritable(path.clone(), e))
        })?;
    }
    staging.take().map(drop)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The file at `place` is renamed to a name with the date of its last change, and this is reported.
fn kept(place: &Path, staging: &mut Staging) -> Existing {
    let mut names = (1..).map(|number| dated(place, number));
    let free = names.find(|path| !path.exists());
    let free = free.unwrap_or_else(|| dated(place, 1));
    staging.notice(Notice::Kept(place.to_owned(), free.clone()));
    Existing::Kept(free)
}

/// The name of a file with the date of its last change: `汇总 （2024-03-01）.xlsx`, further ones numbered.
fn dated(place: &Path, number: usize) -> PathBuf {
    let changed = std::fs::metadata(place).and_then(|m| m.modified());
    let since = changed
        .ok()
        .and_then(|t| t.duration_since(SystemTime::UNIX_EPOCH).ok());
    let days = since.and_then(|since| u32::try_from(since.as_secs() / 86_400).ok());
    let date = Date::since_1970(days.unwrap_or(0).min(3_000_000));
    let name = place.file_stem().unwrap_or_default().to_string_lossy();
    let ending = place.extension().unwrap_or_default();
    let number = match number {
        1 => String::new(),
        more => format!("-{more}"),
    };
    place
        .with_file_name(format!("{name} （{date}{number}）."))
        .with_extension(ending)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::unlocked;

    #[test]
    fn what_is_held_open_is_written_beside() {
        let held =
            |names: &'static [&str]| move |path: &Path| names.iter().any(|n| path.ends_with(n));
        let place = |names| unlocked(Path::new("结果/2023.汇总.xlsx"), held(names));
        assert_eq!(place(&[]), Path::new("结果/2023.汇总.xlsx"));
        assert_eq!(
            place(&["2023.汇总.xlsx"]),
            Path::new("结果/2023.汇总（2）.xlsx")
        );
        assert_eq!(
            place(&["2023.汇总.xlsx", "2023.汇总（2）.xlsx"]),
            Path::new("结果/2023.汇总（3）.xlsx")
        );
    }
}
