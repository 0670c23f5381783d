//! What every room may use: languages, text, exact numbers, hashes, the mark of this program's files.

pub mod hash;
pub mod lang;
pub mod mark;
pub mod number;
pub(crate) mod traditional;
mod visible;

pub(crate) use visible::{may_hold, visible};
