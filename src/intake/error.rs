//! Why files cannot be found or read at all.

use std::path::PathBuf;

use crate::finding::Refusal;
use crate::model::Fault;

/// A reason to stop before any form is read.
#[derive(Debug)]
pub enum Error {
    /// A path that was given does not exist.
    NoSuchPath(PathBuf),
    /// The folders hold no file at all.
    NothingToRead(PathBuf),
    /// A table that was named is not read, and why.
    Table(PathBuf, Refusal),
    /// A table that was named, such as a list of units, holds faults: all of them, each with its cell.
    Cells(Vec<Fault>),
    /// The reading process cannot be started.
    Worker(std::io::Error),
}
