//! Packages under the password that Excel gives those which are only recommended to be read: it opens them without
//! asking, and so must we.

use crate::finding::Refusal;
use crate::workbook::limits::{Limits, too_many_bytes};

/// The password that Excel tries by itself.
pub(super) const DEFAULT: &str = "VelvetSweatshop";
/// The first bytes of a package.
const PACKAGE: &[u8] = b"PK";

/// The package inside, where the default password opens it.
pub(super) fn opened(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let package = office_crypto::decrypt_from_bytes(bytes.to_vec(), DEFAULT);
    let package = package.ok().filter(|package| package.starts_with(PACKAGE));
    let package = package.ok_or(Refusal::Password)?;
    let size = package.len() as u64;
    match size > Limits::FILE_BYTES {
        true => Err(too_many_bytes(size, Limits::FILE_BYTES)),
        false => Ok(package),
    }
}
