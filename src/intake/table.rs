//! Tables given by the user, such as a list of units, read with the same checks as forms.

use std::path::Path;
use std::sync::Arc;

use super::file::{content, filed, text};
use super::walk::printable;
use super::{Error, WorkerPool};
use crate::base::hash::sha256;
use crate::finding::Refusal;
use crate::workbook::Workbook;
use crate::workbook::container::{Signature, sniff};

/// 名单、规则等表格: a file given on the command line, as a grid.
#[derive(Debug, Clone)]
pub struct TableFile {
    /// Its name in messages.
    pub file: Arc<str>,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: Box<str>,
    /// Its visible sheets; a .csv file is one sheet with the name of the file.
    pub workbook: Workbook,
}

/// Reads the workbook or .csv file at `path`; a workbook is read in a process of `pool`.
///
/// # Errors
///
/// [`Error::NoSuchPath`], or [`Error::Table`] with the reason why it is not read.
pub fn table(path: &Path, pool: &WorkerPool) -> Result<TableFile, Error> {
    let real = std::fs::canonicalize(path).map_err(|_| Error::NoSuchPath(path.to_owned()))?;
    let refused = |refusal| Error::Table(path.to_owned(), refusal);
    let name = printable(path.file_name().unwrap_or(path.as_os_str()));
    let bytes = content(&real).map_err(refused)?;
    let workbook = match sniff(&bytes) {
        Signature::Zip | Signature::Ole | Signature::Flat => pool.read(&bytes).and_then(filed),
        Signature::Empty => Err(Refusal::Empty),
        Signature::Archive => Err(Refusal::Archive),
        Signature::Other(kind) => text(&bytes, kind, path),
    };
    Ok(TableFile {
        file: name.into(),
        sha256: sha256(&bytes),
        workbook: workbook.map_err(refused)?,
    })
}

/// Reads the workbook at `path`, also one of this program: of that, the sheets that are meant to be read back.
///
/// # Errors
///
/// The reason why it is not read.
pub fn own_or_other(path: &Path, pool: &WorkerPool) -> Result<TableFile, Refusal> {
    let bytes = content(path)?;
    let workbook = match sniff(&bytes) {
        Signature::Zip | Signature::Ole | Signature::Flat => pool.read(&bytes)?,
        Signature::Empty => return Err(Refusal::Empty),
        Signature::Archive => return Err(Refusal::Archive),
        Signature::Other(kind) => return Err(Refusal::NotWorkbook(kind)),
    };
    Ok(TableFile {
        file: printable(path.file_name().unwrap_or(path.as_os_str())).into(),
        sha256: sha256(&bytes),
        workbook,
    })
}
