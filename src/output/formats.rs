//! What results can be written as: one item a format, and the option that asks for it.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::staging::{Existing, Staging};
use super::{Error, Options, Result, kept};
use crate::base::lang::Text;
use crate::compare::Series;

/// An output format.
#[derive(Debug)]
pub struct Format {
    /// The option that asks for it, without dashes.
    pub flag: &'static str,
    /// The short letter of the option.
    pub short: Option<char>,
    /// The name of its path in the help text.
    pub path: Text,
    /// Its help text.
    pub help: Text,
    /// Whether it can be written to a path.
    pub(super) suits: fn(&Path) -> bool,
    /// Whether a file was written by this program.
    pub(super) ours: fn(&Path) -> bool,
    pub(super) writer: Writer,
}

type Stream = fn(&Series, Options, &mut dyn Write) -> io::Result<()>;

/// How a format is written.
#[derive(Debug)]
pub(super) enum Writer {
    /// From beginning to end: to a file, or to the standard output where the path is `-`.
    Stream(Stream),
    /// As separate files and folders, staged like the others.
    Beside(fn(&Series, Options, &Path, &mut Staging) -> Result<()>),
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

    /// The function that prints it to the standard output.
    pub(super) fn printed(&self) -> Option<Stream> {
        match self.format.writer {
            Writer::Stream(write) if self.path.as_os_str() == "-" => Some(write),
            _ => None,
        }
    }

    /// Writes it to staged files; printed outputs are omitted.
    pub(super) fn write(
        &self,
        series: &Series,
        options: Options,
        staging: &mut Staging,
    ) -> Result<()> {
        let path = &self.path;
        match self.format.writer {
            Writer::Beside(write) => write(series, options, path, staging),
            Writer::Stream(_) if self.printed().is_some() => Ok(()),
            Writer::Stream(write) => {
                let before = before(path, self.format, staging);
                staging.file((path, before), |file| {
                    let mut out = BufWriter::new(file);
                    let written = write(series, options, &mut out).and_then(|()| out.flush());
                    written.map_err(|e| Error::Unwritable(path.clone(), e))
                })
            }
        }
    }
}

/// What happens to a file at `path`: one written by this program is replaced, any other is kept.
pub(super) fn before(path: &Path, format: &Format, staging: &mut Staging) -> Existing {
    if path.exists() && !(format.ours)(path) {
        kept(path, staging)
    } else {
        Existing::Replaced
    }
}
