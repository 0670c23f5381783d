//! 本程序标识: the mark of a package this program wrote, which also shows whether it was changed since.
//!
//! It is in the comment of the zip file: the SHA-256 of all bytes before it. Word, WPS, Excel and LibreOffice leave it
//! out when they save, so a changed paper is no longer marked.

use crate::base::hash::sha256;

const MARK: &[u8] = b"ziping sha256 ";
/// Digits of the hash.
const DIGITS: usize = 64;
/// Length of the record that ends a zip file without a comment; the last two bytes are the length of the comment.
const END: usize = 22;

/// Marks a package that has no comment; anything else is returned as it is.
#[must_use]
pub(super) fn seal(mut package: Vec<u8>) -> Vec<u8> {
    let plain = package.len().checked_sub(END);
    let ends = plain.and_then(|at| package.get(at..));
    if !ends.is_some_and(|end| end.starts_with(b"PK\x05\x06") && end.ends_with(&[0, 0])) {
        return package;
    }
    let length = u16::try_from(MARK.len() + DIGITS).unwrap_or_default();
    package.truncate(package.len() - 2);
    package.extend(length.to_le_bytes());
    package.extend(MARK);
    let hash = sha256(&package);
    package.extend(hash.as_bytes());
    package
}

/// Whether this program wrote the package and it is unchanged.
#[must_use]
pub fn is_sealed(package: &[u8]) -> bool {
    let before = package.len().checked_sub(DIGITS);
    let Some((before, hash)) = before.and_then(|at| package.split_at_checked(at)) else {
        return false;
    };
    before.ends_with(MARK) && sha256(before).as_bytes() == hash
}

#[cfg(test)]
mod tests {
    use super::{is_sealed, seal};

    #[test]
    fn a_seal_holds_until_a_byte_changes() {
        let end = [b"data PK\x05\x06".as_slice(), &[0; 18]].concat();
        let sealed = seal(end.clone());
        assert!(is_sealed(&sealed) && !is_sealed(&end));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(!is_sealed(&changed), "{at}");
        }
        assert_eq!(seal(b"no package".to_vec()), b"no package");
    }
}
