//! Why files cannot be found or read at all.

use std::path::PathBuf;

use crate::finding::Refusal;
use crate::model::Fault;

/// Why a run cannot begin.
#[derive(Debug)]
pub enum Error {
    /// A given path does not exist.
    NoSuchPath(PathBuf),
    /// The folders contain no file.
    NothingToRead(PathBuf),
    /// A table given by the user cannot be read, and why.
    Table(PathBuf, Refusal),
    /// A table given by the user, such as a list of units, has faults: all of them, each with its cell.
    Cells(Vec<Fault>),
    /// The reading process does not start.
    Worker(std::io::Error),
}
