//! Decisions 处理意见: what officials decided about findings, forms and versions, kept from run to run in one file.
//!
//! A decision is about a code, a unit and a fingerprint of the facts ([`fingerprints`]): where a figure changes, the
//! fingerprint is another and the case is open again. The file is a workbook to be filled in or JSON for programs; a row
//! of either is a [`DecisionLine`]. A [`Register`] is such a file with what its rows decide.

mod key;
mod line;
mod read;
mod register;

pub use key::{Namesakes, file_fingerprint, fingerprints, set_fingerprint, unit_key};
pub use line::{ADOPTED, COLUMNS, Candidate, Change, Column, DecisionLine, KIND, State};
pub use read::{DecisionsFile, DecisionsJson, Error, load};
pub use register::{Entry, Register, Ruling, concerns, day, is_filed, ruling};
