//! Packages under the password that Excel uses for files recommended as read-only: it opens them without asking, and so
//! does this program.
//!
//! Source: [MS-OFFCRYPTO] 2.3.4.

mod agile;
mod standard;

use aes::cipher::{Array, BlockCipherDecrypt, KeyInit, consts::U16};
use aes::{Aes128, Aes192, Aes256};

use super::binary::long;
use crate::finding::Refusal;
use crate::workbook::container::Encrypted;

/// The password that Excel tries by itself.
const DEFAULT: &str = "VelvetSweatshop";
/// First bytes of a package.
const PACKAGE: &[u8] = b"PK";
/// Bytes of a block of the cipher.
const BLOCK: usize = 16;

/// The password in the encoding that is hashed.
pub(super) fn password() -> Vec<u8> {
    let letters = DEFAULT.encode_utf16();
    letters.flat_map(u16::to_le_bytes).collect()
}

/// The package inside, if the default password opens it.
pub(super) fn opened(encrypted: &Encrypted) -> Result<Vec<u8>, Refusal> {
    let package = clear(&encrypted.info, &encrypted.package, &password());
    package
        .filter(|package| package.starts_with(PACKAGE))
        .ok_or(Refusal::Password)
}

/// The content of an encrypted stream under `password`: its length in 64 bits, then its encrypted bytes.
fn clear(info: &[u8], package: &[u8], password: &[u8]) -> Option<Vec<u8>> {
    let length = usize::try_from(long(package, 0).ok()?).ok()?;
    let bytes = package.get(8..)?;
    let mut clear = match info.get(..4)? {
        [4, 0, 4, 0] => agile::clear(info.get(8..)?, bytes, password),
        [2..=4, 0, 2, 0] => standard::clear(info.get(8..)?, bytes, password),
        _ => None,
    }?;
    clear.truncate(length);
    (clear.len() == length).then_some(clear)
}

/// The decrypted whole blocks of `bytes`; in a chain that starts with `chained`, each is combined with the block
/// before.
fn decrypted(key: &[u8], chained: Option<[u8; BLOCK]>, bytes: &[u8]) -> Option<Vec<u8>> {
    match key.len() {
        16 => blocks::<Aes128>(key, chained, bytes),
        24 => blocks::<Aes192>(key, chained, bytes),
        32 => blocks::<Aes256>(key, chained, bytes),
        _ => None,
    }
}

fn blocks<C>(key: &[u8], chained: Option<[u8; BLOCK]>, bytes: &[u8]) -> Option<Vec<u8>>
where
    C: KeyInit + BlockCipherDecrypt<BlockSize = U16>,
{
    let cipher = C::new_from_slice(key).ok()?;
    let mut before = chained;
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let clear = blocks.iter().flat_map(|block| {
        let mut clear = Array::from(*block);
        cipher.decrypt_block(&mut clear);
        let over = before.unwrap_or_default();
        before = before.map(|_| *block);
        clear.into_iter().zip(over).map(|(a, b)| a ^ b)
    });
    Some(clear.collect())
}

#[cfg(test)]
mod tests;
