//! What every room may use: languages, text, exact numbers, hashes, names of files, the mark of this program's files.

pub mod file_name;
pub mod hash;
pub mod lang;
pub mod mark;
pub(crate) mod memo;
pub mod number;
pub(crate) mod numeral;
pub(crate) mod packing;
pub mod random;
pub(crate) mod system;
pub(crate) mod traditional;
mod visible;
mod words;

pub(crate) use visible::{is_parted, may_hold, visible};
pub(crate) use words::{WordStarts, holds_any, is_letter, is_letter_or_digit};
