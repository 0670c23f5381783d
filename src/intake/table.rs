//! A table that an official names by hand, such as a list of units: read as carefully as any form.

use std::path::Path;
use std::sync::Arc;

use super::file::{content, filed, text};
use super::walk::printable;
use super::{Error, WorkerPool};
use crate::base::hash::sha256;
use crate::finding::Refusal;
use crate::workbook::Workbook;
use crate::workbook::container::{Signature, sniff};

/// 名单、规则等表格: a file named on the command line, as a grid.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name, for messages.
    pub file: Arc<str>,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: Box<str>,
    /// Its visible sheets; a .csv file is one sheet named like the file.
    pub workbook: Workbook,
}

/// Reads the workbook or .csv file at `path`; a workbook is read by a process of `pool`.
///
/// # Errors
///
/// [`Error::NoSuchPath`], or [`Error::Table`] with the reason why it is not read.
pub fn table(path: &Path, pool: &WorkerPool) -> Result<Table, Error> {
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
    Ok(Table {
        file: name.into(),
        sha256: sha256(&bytes),
        workbook: workbook.map_err(refused)?,
    })
}

/// Reads the workbook at `path`, whoever wrote it: of one that this program wrote what is meant to be read back.
///
/// # Errors
///
/// Why it is not read.
pub fn own_or_other(path: &Path, pool: &WorkerPool) -> Result<Table, Refusal> {
    let bytes = content(path)?;
    let workbook = match sniff(&bytes) {
        Signature::Zip | Signature::Ole | Signature::Flat => pool.read(&bytes)?,
        Signature::Empty => return Err(Refusal::Empty),
        Signature::Archive => return Err(Refusal::Archive),
        Signature::Other(kind) => return Err(Refusal::NotWorkbook(kind)),
    };
    Ok(Table {
        file: printable(path.file_name().unwrap_or(path.as_os_str())).into(),
        sha256: sha256(&bytes),
        workbook,
    })
}
