//! What results can be written as: one item a format, and the option that asks for it.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use super::{Error, Options, Result, beside};
use crate::base::lang::Text;
use crate::compare::Series;
use crate::report::names_a_sheet;

/// A kind of output.
#[derive(Debug)]
pub struct Format {
    /// The option that asks for it, without dashes.
    pub flag: &'static str,
    /// The letter that stands for the option.
    pub short: Option<char>,
    /// What the help calls its path.
    pub path: Text,
    /// What the help says of it.
    pub help: Text,
    /// Whether it can be written to a path.
    pub(super) suits: fn(&Path) -> bool,
    pub(super) writer: Writer,
}

type Stream = fn(&Series, Options, &mut dyn Write) -> io::Result<()>;

/// How a format is written.
#[derive(Debug)]
pub(super) enum Writer {
    /// From beginning to end: to a file, or to the standard output where the path is `-`.
    Stream(Stream),
    /// As files and folders of its own, finished beside their places.
    Beside(fn(&Series, Options, &Path) -> Result<Vec<Finished>>),
}

/// An output that was asked for.
#[derive(Debug, Clone)]
pub struct Target {
    /// Where it goes; `-` is the standard output, for what is written from beginning to end.
    pub path: PathBuf,
    /// What it is.
    pub format: &'static Format,
}

impl Target {
    /// Whether it is of `format`.
    #[must_use]
    pub fn is(&self, format: &'static Format) -> bool {
        self.format.flag == format.flag
    }

    /// The finished, checked and flushed outputs, each with its place.
    pub(super) fn finish(&self, series: &Series, options: Options) -> Result<Vec<Finished>> {
        let path = || self.path.clone();
        match self.format.writer {
            Writer::Beside(write) => write(series, options, &self.path),
            Writer::Stream(write) if self.path.as_os_str() == "-" => {
                Ok(vec![Finished::Printed(write, path())])
            }
            Writer::Stream(write) => {
                let file = streamed(&self.path, |out| write(series, options, out));
                let file = file.map_err(|e| Error::Unwritable(path(), e))?;
                Ok(vec![Finished::File(file, path())])
            }
        }
    }
}

/// A file beside `path`, written from beginning to end.
fn streamed(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    let file = beside(path)?;
    let mut out = BufWriter::new(file.as_file());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    Ok(file)
}

/// An output that waits for the others: beside its place, or not printed yet.
#[derive(Debug)]
pub(super) enum Finished {
    File(NamedTempFile, PathBuf),
    Folder(TempDir, PathBuf),
    Printed(Stream, PathBuf),
}

impl Finished {
    /// Puts it into its place, a file in one step; the place goes with an error.
    pub(super) fn persist(
        self,
        series: &Series,
        options: Options,
    ) -> std::result::Result<(), (PathBuf, io::Error)> {
        let (persisted, place) = match self {
            Self::File(file, place) => (file.persist(&place).map(drop).map_err(|e| e.error), place),
            Self::Folder(folder, place) => (persist(&folder, &place), place),
            Self::Printed(write, place) => {
                let mut out = BufWriter::new(io::stdout().lock());
                let printed = write(series, options, &mut out).and_then(|()| out.flush());
                // Whoever reads may stop reading.
                let stopped = |e: &io::Error| e.kind() == io::ErrorKind::BrokenPipe;
                let ended = printed.as_ref().is_err_and(stopped);
                (if ended { Ok(()) } else { printed }, place)
            }
        };
        persisted.map_err(|failed| (place, failed))
    }
}

/// Puts the finished files into their place: each is replaced in one step. A sheet of an earlier run that this one
/// does not have goes: it would pass for one of this run.
///
/// # Errors
///
/// Where a file cannot be replaced.
fn persist(finished: &TempDir, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut written = BTreeSet::new();
    for file in fs::read_dir(finished.path())? {
        let file = file?;
        fs::rename(file.path(), folder.join(file.file_name()))?;
        written.insert(file.file_name());
    }
    for file in fs::read_dir(folder)? {
        let file = file?;
        if !written.contains(&file.file_name()) && is_sheet(&file.path()) {
            fs::remove_file(file.path())?;
        }
    }
    Ok(())
}

/// Whether a file has the name of a sheet as this program writes it.
fn is_sheet(path: &Path) -> bool {
    let name = path.file_stem().and_then(|stem| stem.to_str());
    path.extension().is_some_and(|e| e == "csv") && name.is_some_and(names_a_sheet)
}
