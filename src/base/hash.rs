//! Hashes of inputs, rules and labels, as certutil and sha256sum print them.

use sha2::{Digest, Sha256};

/// SHA-256 of some bytes in lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Box<str> {
    let digest = Sha256::digest(bytes);
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect::<String>()
        .into()
}

#[cfg(test)]
mod tests {
    use super::sha256;

    #[test]
    fn the_hash_is_what_sha256sum_prints() {
        assert_eq!(
            &*sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
