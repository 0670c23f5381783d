//! Streams under the password that Excel tries by itself: it is set in every .xls with a protected structure, and Excel
//! opens them without asking.
//!
//! Source: [MS-OFFCRYPTO] 2.3.5 and 2.3.6, [MS-XLS] 2.2.10.

use md5::Md5;
use rc4::{KeyInit, Rc4, StreamCipher};
use sha1::digest::Output;
use sha1::{Digest, Sha1};

use super::records::{BEGIN, BOUND_SHEET, FILE_PASS, Records};
use crate::finding::Refusal;
use crate::workbook::readers::binary::{long, short};
use crate::workbook::readers::locked::password;

/// Kind that replaces the record of the password once it is opened: the name of the user who saved the file, which is
/// not read.
const UNREAD: u16 = 0x005C;

/// Kinds of records that are not encrypted.
const CLEAR: [u16; 7] = [BEGIN, FILE_PASS, 0x00E1, 0x0138, 0x0194, 0x0195, 0x0196];

/// Bytes of an entry of the list of sheets that contain the offset of the sheet, and are not encrypted.
const SHEET_BEGIN: usize = 4;

/// Bytes of a key; a shorter one is padded with zeros.
const KEY: usize = 16;

/// Bytes under one key.
const BLOCK: usize = 1024;

/// The decrypted stream, if the default password opens it.
pub(super) fn opened(stream: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut clear = stream.to_vec();
    let mut plain = None;
    let mut records = Records::from(stream, 0);
    loop {
        let start = records.at();
        let Some(record) = records.next().transpose()? else {
            return Ok(clear);
        };
        if record.kind == FILE_PASS {
            let lock = Lock::read(record.body)?;
            let unlocked = lock.is_opened().then(|| lock.applied(stream));
            plain = Some(unlocked.ok_or(Refusal::Password)?);
            let kind = clear.get_mut(start..start + 2).ok_or(Refusal::Damaged)?;
            kind.copy_from_slice(&UNREAD.to_le_bytes());
        }
        let spared = match record.kind {
            kind if CLEAR.contains(&kind) => record.body.len(),
            BOUND_SHEET => SHEET_BEGIN.min(record.body.len()),
            _ => 0,
        };
        let hidden = start + 4 + spared..records.at();
        if let Some(plain) = &plain {
            let (to, from) = (clear.get_mut(hidden.clone()), plain.get(hidden));
            let (to, from) = to.zip(from).ok_or(Refusal::Damaged)?;
            to.copy_from_slice(from);
        }
    }
}

/// The encryption of a stream, with the verifier of its password.
struct Lock {
    way: KeyDerivation,
    verifier: Vec<u8>,
}

/// How the key of a block is derived from the password.
enum KeyDerivation {
    /// Excel 97: the first bytes of an MD5 of password and salt.
    Short([u8; 5]),
    /// Excel 2002: a SHA-1 of password and salt, and the number of its bytes that are used.
    Long(Output<Sha1>, usize),
}

impl Lock {
    fn read(body: &[u8]) -> Result<Self, Refusal> {
        let part = |from: usize, length: usize| {
            let part = from.checked_add(length).and_then(|end| body.get(from..end));
            part.ok_or(Refusal::Damaged)
        };
        let password = password();
        match (short(body, 0)?, short(body, 2)?, short(body, 4)?) {
            (1, 1, 1) => {
                let inner = Md5::digest(password);
                let round = [inner.get(..5).unwrap_or_default(), part(6, 16)?].concat();
                let key = Md5::digest(round.repeat(16));
                Ok(Self {
                    way: KeyDerivation::Short(key.first_chunk().copied().ok_or(Refusal::Damaged)?),
                    verifier: part(22, 32)?.to_vec(),
                })
            }
            (1, 2..=4, 2) => {
                let size = usize::try_from(long(body, 10)?).map_err(|_| Refusal::Damaged)?;
                let behind = size.checked_add(14).ok_or(Refusal::Damaged)?;
                let length = match long(body, 14 + 16)? {
                    0 | 40 => 5,
                    128 => 16,
                    _ => return Err(Refusal::Password),
                };
                let salt = part(behind.saturating_add(4), 16)?;
                let (verifier, hash) = (
                    part(behind.saturating_add(20), 16)?,
                    part(behind.saturating_add(40), 20)?,
                );
                Ok(Self {
                    way: KeyDerivation::Long(Sha1::digest([salt, &password].concat()), length),
                    verifier: [verifier, hash].concat(),
                })
            }
            _ => Err(Refusal::Password),
        }
    }

    /// The cipher of a block of the stream.
    fn cipher(&self, block: u32) -> Rc4 {
        let block = block.to_le_bytes();
        let whole = match &self.way {
            KeyDerivation::Short(begin) => Md5::digest([&begin[..], &block].concat()).to_vec(),
            KeyDerivation::Long(begin, length) => {
                let whole = Sha1::digest([&begin[..], &block].concat());
                whole.get(..*length).unwrap_or_default().to_vec()
            }
        };
        // The cipher repeats its key: 32 bytes for it are 16 written twice.
        let filled = whole.iter().chain(&[0; KEY]).take(KEY).cycle();
        let mut key = [0; 2 * KEY];
        key.iter_mut()
            .zip(filled)
            .for_each(|(to, from)| *to = *from);
        Rc4::new(&key.into())
    }

    /// Whether the default password is right, by the verifier.
    fn is_opened(&self) -> bool {
        let mut verifier = self.verifier.clone();
        self.cipher(0).apply_keystream(&mut verifier);
        let Some((secret, hash)) = verifier.split_at_checked(16) else {
            return false;
        };
        match self.way {
            KeyDerivation::Short(_) => Md5::digest(secret).as_slice() == hash,
            KeyDerivation::Long(..) => Sha1::digest(secret).as_slice() == hash,
        }
    }

    /// All bytes after applying the cipher of their blocks, including those that were not encrypted.
    fn applied(&self, stream: &[u8]) -> Vec<u8> {
        let mut bytes = stream.to_vec();
        for (block, bytes) in (0..).zip(bytes.chunks_mut(BLOCK)) {
            self.cipher(block).apply_keystream(bytes);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::{Lock, opened};
    use crate::finding::Refusal;

    /// With keys from another program: salt 0 to 15, secret 100 to 115.
    #[test]
    fn the_default_password_is_known_by_its_verifier() {
        let lock = |bits: u32, hidden: &[u8]| {
            let head = [12, 0, 0x6801, 0x8004, bits, 1, 0, 0].map(u32::to_le_bytes);
            let salt: Vec<u8> = (0..16).collect();
            let (verifier, hash) = hidden.split_at(16);
            let body = [
                &[1, 0, 4, 0, 2, 0, 12, 0, 0, 0, 32, 0, 0, 0][..],
                head.as_flattened(),
                &16_u32.to_le_bytes(),
                &salt,
                verifier,
                &20_u32.to_le_bytes(),
                hash,
            ];
            Lock::read(&body.concat()).unwrap().is_opened()
        };
        let hidden = |hex: &str| -> Vec<u8> {
            let digits: Vec<u32> = hex.chars().filter_map(|c| c.to_digit(16)).collect();
            let bytes = digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]);
            bytes.map(|byte| u8::try_from(byte).unwrap()).collect()
        };
        let long =
            hidden("a024a295d910dcd16b2b69c9dfef191974a70eb0e7278136e857318b9e9a13d19115d50b");
        let short =
            hidden("c872728f14b55d849b7dde3f7cfd96a7d5e6c96d597b070d79bf31b1599eddf2ece8d44b");
        assert!(lock(128, &long) && lock(40, &short) && lock(0, &short));
        assert!(!lock(128, &short) && !lock(40, &long));
    }

    #[test]
    fn other_ways_are_under_a_password_and_short_records_are_damage() {
        let with = |body: &[u8]| {
            let length = u16::try_from(body.len()).unwrap();
            let head = [0x2F, 0, length.to_le_bytes()[0], 0];
            opened(&[&head, body].concat())
        };
        assert_eq!(with(&[0; 6]), Err(Refusal::Password));
        for short in [
            &[1][..],
            &[1, 0, 1, 0, 1, 0, 7],
            &[1, 0, 2, 0, 2, 0, 7],
            &[255; 4],
        ] {
            assert_eq!(with(short), Err(Refusal::Damaged), "{short:?}");
        }
        let endless = [&[1, 0, 2, 0, 2, 0, 0, 0, 0, 0][..], &[255; 40]].concat();
        assert!(with(&endless).is_err());
    }
}
