//! Agile encryption, of Office 2010 and later: an XML text states the hash and the length of the key; chained AES in
//! segments.
//!
//! Source: [MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use quick_xml::events::BytesStart;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{BLOCK, decrypted};
use crate::workbook::readers::xml::{Elements, Tag, named};

/// Most rounds of hashing the password, ten times those of Office; a file that states more is not opened.
const MOST_ROUNDS: u32 = 1_000_000;
/// Bytes of a segment, which has an initial vector of its own.
const SEGMENT: usize = 4096;

/// Constants hashed into the keys for the secret, for its hash and for the key of the package.
const SECRET: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const SECRET_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];

/// The decrypted bytes; `None` where `password` or this cipher does not open them.
pub(super) fn clear(info: &[u8], bytes: &[u8], password: &[u8]) -> Option<Vec<u8>> {
    let (package, lock) = read(std::str::from_utf8(info).ok()?)?;
    let key = lock.key(password)?;
    let segments = (0_u32..).zip(bytes.chunks(SEGMENT));
    let segments = segments.map(|(at, segment)| {
        let start = (package.hash)(&[&package.salt, &at.to_le_bytes()]);
        decrypted(&key, Some(filled(&start)), segment)
    });
    segments.collect::<Option<Vec<_>>>().map(|all| all.concat())
}

type Hash = fn(&[&[u8]]) -> Vec<u8>;

fn hash<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let hash = parts.iter().fold(D::new(), Digest::chain_update);
    hash.finalize().to_vec()
}

/// A cipher with its parameters.
struct CipherParameters {
    salt: Vec<u8>,
    hash: Hash,
    /// Bytes of the key.
    key: usize,
}

impl CipherParameters {
    fn read(element: &BytesStart<'_>) -> Option<Self> {
        let value = |name: &str| named(element, name).ok().flatten();
        let chained_aes = value("cipherAlgorithm")? == "AES"
            && value("cipherChaining")? == "ChainingModeCBC"
            && value("blockSize")? == "16";
        let hash = match value("hashAlgorithm")?.as_str() {
            "MD5" => hash::<Md5>,
            "SHA1" | "SHA-1" => hash::<Sha1>,
            "SHA256" | "SHA-256" => hash::<Sha256>,
            "SHA384" | "SHA-384" => hash::<Sha384>,
            "SHA512" | "SHA-512" => hash::<Sha512>,
            _ => return None,
        };
        let key = match value("keyBits")?.as_str() {
            "128" => 16,
            "192" => 24,
            "256" => 32,
            _ => return None,
        };
        let salt = bytes(element, "saltValue")?;
        chained_aes.then_some(Self { salt, hash, key })
    }
}

/// The key of the package, encrypted under a password.
struct Lock {
    way: CipherParameters,
    rounds: u32,
    secret: Vec<u8>,
    secret_hash: Vec<u8>,
    key: Vec<u8>,
}

impl Lock {
    fn read(element: &BytesStart<'_>) -> Option<Self> {
        let rounds = named(element, "spinCount").ok().flatten()?.parse().ok()?;
        (rounds <= MOST_ROUNDS).then_some(Self {
            way: CipherParameters::read(element)?,
            rounds,
            secret: bytes(element, "encryptedVerifierHashInput")?,
            secret_hash: bytes(element, "encryptedVerifierHashValue")?,
            key: bytes(element, "encryptedKeyValue")?,
        })
    }

    /// The key, if `password` is right.
    fn key(&self, password: &[u8]) -> Option<Vec<u8>> {
        let CipherParameters { salt, hash, key } = &self.way;
        let first = hash(&[salt, password]);
        let last = (0..self.rounds).fold(first, |last, round| hash(&[&round.to_le_bytes(), &last]));
        let open = |purpose: &[u8], hidden: &[u8]| {
            let mut under = hash(&[&last, purpose]);
            under.resize(*key, FILL);
            decrypted(&under, Some(filled(salt)), hidden)
        };
        let secret = open(&SECRET, &self.secret)?;
        let known = hash(&[secret.get(..salt.len())?]);
        let mut package = open(&KEY, &self.key)?;
        package.truncate(*key);
        open(&SECRET_HASH, &self.secret_hash)?
            .starts_with(&known)
            .then_some(package)
    }
}

/// The cipher of the package, and its encrypted key.
fn read(xml: &str) -> Option<(CipherParameters, Lock)> {
    let (mut package, mut lock) = (None, None);
    let mut elements = Elements::of(xml);
    while let Some(tag) = elements.step().ok()? {
        let Tag::Start(element) = tag else { continue };
        match element.local_name().as_ref() {
            "keyData" => package = Some(CipherParameters::read(&element)?),
            "encryptedKey" if lock.is_none() => lock = Lock::read(&element),
            _ => {}
        }
    }
    package.zip(lock)
}

fn bytes(element: &BytesStart<'_>, name: &str) -> Option<Vec<u8>> {
    let text = named(element, name).ok().flatten()?;
    STANDARD.decode(text).ok()
}

/// Padding of a key or an initial vector that is too short.
const FILL: u8 = 0x36;

/// An initial vector of one block.
fn filled(start: &[u8]) -> [u8; BLOCK] {
    let mut filled = [FILL; BLOCK];
    filled
        .iter_mut()
        .zip(start)
        .for_each(|(to, from)| *to = *from);
    filled
}
