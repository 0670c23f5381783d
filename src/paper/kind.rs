//! A kind of paper: its template, and the names that may occur in it.

use crate::document::Names;

/// A kind of paper.
#[derive(Debug)]
pub struct Kind {
    /// Name of its template.
    pub file: &'static str,
    /// The template that comes with the program.
    pub bytes: &'static [u8],
    /// What may be in brackets in it.
    pub names: fn() -> Names,
}
