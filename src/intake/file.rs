//! Opening one file: only regular ones, read-only, within the size limit, hashed for the log.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::hash::sha256;

use super::limits::{Limits, too_many_bytes};
use super::precheck::{Signature, sniff};
use super::walk::Found;
use super::{WorkerPool, walk};
use crate::finding::Refusal;
use crate::form::grid::{self, Workbook};

/// A file that was met, and what came of reading it.
#[derive(Debug)]
pub struct Opened {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal; `None` where the file was not read to its end.
    pub sha256: Option<Box<str>>,
    /// The workbook, or why there is none.
    pub result: Result<Workbook, Refusal>,
}

/// Reads one file: a plain .xlsx here, any other workbook by a process of `pool`.
#[must_use]
pub fn open(found: &Found, pool: &WorkerPool) -> Opened {
    let size = fs::symlink_metadata(&found.path).map_or(0, |m| m.len());
    let refused = |refusal| Opened {
        bytes: size,
        sha256: None,
        result: Err(refusal),
    };
    if let Some(refusal) = &found.refusal {
        return refused(refusal.clone());
    }
    match content(&found.path) {
        Ok(bytes) => {
            let result = workbook(&bytes, found, pool);
            Opened {
                bytes: bytes.len() as u64,
                sha256: Some(sha256(&bytes)),
                result,
            }
        }
        Err(refusal) => refused(by_name(refusal, found)),
    }
}

fn workbook(bytes: &[u8], found: &Found, pool: &WorkerPool) -> Result<Workbook, Refusal> {
    let read = match sniff(bytes) {
        Signature::Zip => grid::read_plain(bytes).map_or_else(|| pool.read(bytes), Ok),
        Signature::Ole => pool.read(bytes),
        Signature::Empty => Err(Refusal::Empty),
        Signature::Archive => Err(Refusal::Archive),
        Signature::Other(kind) => Err(Refusal::NotWorkbook(kind)),
    };
    read.map_err(|refusal| by_name(refusal, found))
}

/// What is no workbook by content is only worth a complaint if its name says it is one.
fn by_name(refusal: Refusal, found: &Found) -> Refusal {
    match refusal {
        Refusal::NotWorkbook(kind) if !walk::claims_workbook(&found.path) => {
            Refusal::OtherFile(kind)
        }
        other => other,
    }
}

/// All bytes of a regular file.
pub(super) fn content(path: &Path) -> Result<Vec<u8>, Refusal> {
    let before = fs::symlink_metadata(path).map_err(|_| Refusal::NotOpened)?;
    if !before.is_file() {
        return Err(Refusal::NotRegular);
    }
    let mut file = File::open(path).map_err(|_| Refusal::NotOpened)?;
    let after = file.metadata().map_err(|_| Refusal::NotOpened)?;
    if !after.is_file() {
        return Err(Refusal::NotRegular);
    }
    if after.len() > Limits::FILE_BYTES {
        return Err(too_large(&mut file, after.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(after.len()).unwrap_or(0));
    read_up_to(&mut file, Limits::FILE_BYTES + 1, &mut bytes).map_err(|_| Refusal::NotOpened)?;
    if bytes.len() as u64 > Limits::FILE_BYTES {
        return Err(too_many_bytes(bytes.len() as u64, Limits::FILE_BYTES));
    }
    Ok(bytes)
}

/// A large file may still be none of our business: a film, a disk image.
fn too_large(file: &mut File, size: u64) -> Refusal {
    let mut head = Vec::new();
    if read_up_to(file, 4096, &mut head).is_err() {
        return Refusal::NotOpened;
    }
    match sniff(&head) {
        Signature::Other(kind) => Refusal::NotWorkbook(kind),
        _ => too_many_bytes(size, Limits::FILE_BYTES),
    }
}

fn read_up_to(file: &mut File, limit: u64, bytes: &mut Vec<u8>) -> io::Result<usize> {
    file.take(limit).read_to_end(bytes)
}
