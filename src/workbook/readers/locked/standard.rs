//! Standard encryption, of Office 2007 and compatible programs: AES block by block, with a key from SHA-1.
//!
//! Source: [MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9.

use sha1::{Digest, Sha1};

use super::decrypted;
use crate::workbook::readers::binary::long;

/// Rounds of hashing the password.
const ROUNDS: u32 = 50_000;
/// Bytes of a SHA-1 hash.
const HASH: usize = 20;

/// The decrypted bytes; `None` where `password` or this cipher does not open them.
pub(super) fn clear(info: &[u8], bytes: &[u8], password: &[u8]) -> Option<Vec<u8>> {
    let header = usize::try_from(long(info, 0).ok()?).ok()?;
    let verifier = info.get(header.checked_add(4)?..)?;
    // Identifiers of AES by the length of its key; RC4 has others.
    let key = match long(info, 4 + 8).ok()? {
        0x660E => 16,
        0x660F => 24,
        0x6610 => 32,
        _ => return None,
    };
    let key = derived(verifier.get(4..20)?, password, key)?;
    let secret = decrypted(&key, None, verifier.get(20..36)?)?;
    let hash = decrypted(&key, None, verifier.get(40..72)?)?;
    let is_right = hash.get(..HASH)? == Sha1::digest(secret).as_slice();
    is_right.then(|| decrypted(&key, None, bytes)).flatten()
}

fn derived(salt: &[u8], password: &[u8], length: usize) -> Option<Vec<u8>> {
    let hash = (0..ROUNDS).fold(Sha1::digest([salt, password].concat()), |hash, round| {
        Sha1::digest([&round.to_le_bytes(), hash.as_slice()].concat())
    });
    let hash = Sha1::digest([hash.as_slice(), &[0; 4]].concat());
    let half = |fill: u8| {
        let mut pad = [fill; 64];
        pad.iter_mut().zip(hash).for_each(|(to, from)| *to ^= from);
        Sha1::digest(pad)
    };
    let key = [half(0x36), half(0x5C)].concat();
    key.get(..length).map(<[u8]>::to_vec)
}
