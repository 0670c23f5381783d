//! The central directory of a zip container, read by this program: zip readers hide duplicate names.

use super::bytes::{u16_at, u32_at, u64_at};
use crate::finding::Refusal;
use crate::workbook::limits::{Limits, too_many};

const END: &[u8] = b"PK\x05\x06";
const END64: &[u8] = b"PK\x06\x06";
const LOCATOR64: &[u8] = b"PK\x06\x07";
const ENTRY: &[u8] = b"PK\x01\x02";
const HEADER: &[u8] = b"PK\x03\x04";
const HEADER_SIZE: usize = 30;
const END_SIZE: usize = 22;
const ENTRY_SIZE: usize = 46;

/// The directory of a container.
#[derive(Debug)]
pub(super) struct Directory {
    /// All entries in order.
    pub(super) entries: Vec<DirectoryEntry>,
    /// Its offset; every part precedes it.
    pub(super) start: usize,
    /// Whether every reader finds the same directory: nothing before the first part, nothing behind the end, no zip64.
    pub(super) plain: bool,
}

/// One part as declared in the directory.
#[derive(Debug)]
pub(super) struct DirectoryEntry {
    /// Name in lower case with `/`; bytes beyond ASCII unchanged.
    pub(super) name: Vec<u8>,
    /// Its sizes, offset and checksum.
    pub(super) header: PartHeader,
    /// Whether it is encrypted.
    pub(super) encrypted: bool,
}

impl DirectoryEntry {
    fn data(&self, bytes: &[u8]) -> Option<usize> {
        data(bytes, &self.name, &self.header)
    }
}

/// Offset of the data of the part `name`, behind its local header, which must have the same name.
pub(super) fn data(bytes: &[u8], name: &[u8], header: &PartHeader) -> Option<usize> {
    let start = usize::try_from(header.offset).ok()?;
    let length = |at: usize| u16_at(bytes, start.checked_add(at)?).map(usize::from);
    let name_start = start.checked_add(HEADER_SIZE)?;
    let name_end = name_start.checked_add(length(26)?)?;
    let found = bytes.get(name_start..name_end)?.iter().copied();
    let headed = bytes.get(start..)?.starts_with(HEADER);
    let named = headed && found.map(normal).eq(name.iter().copied());
    let data = name_end.checked_add(length(28)?)?;
    named.then_some(data)
}

/// Sizes, offset and checksum of a part, as the directory declares them.
#[derive(Debug, Clone, Copy)]
pub(super) struct PartHeader {
    /// Size unpacked.
    pub(super) size: u64,
    /// Size in the file.
    pub(super) packed: u64,
    /// Offset of its local header; parts with one offset share their data.
    pub(super) offset: u64,
    /// Method of compression: 0 header, 8 deflated.
    pub(super) method: u16,
    /// General purpose flags.
    pub(super) flags: u16,
    /// CRC-32 of the content.
    pub(super) checksum: u32,
}

impl PartHeader {
    /// Whether a part has the same method, sizes and checksum.
    pub(super) const fn is_like(&self, other: &Self) -> bool {
        self.size == other.size
            && self.packed == other.packed
            && self.method == other.method
            && self.flags == other.flags
            && self.checksum == other.checksum
    }
}

/// Position of the directory.
struct DirectoryRange {
    start: usize,
    count: u64,
    plain: bool,
}

/// Reads the directory.
pub(super) fn read(bytes: &[u8]) -> Result<Directory, Refusal> {
    let span = locate(bytes).ok_or(Refusal::Damaged)?;
    let count = usize::try_from(span.count).unwrap_or(usize::MAX);
    if count > Limits::PARTS {
        return Err(too_many(count, Limits::PARTS, "个部件 parts"));
    }
    let mut at = span.start;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        let (entry, next) = entry(bytes, at).ok_or(Refusal::Damaged)?;
        entries.push(entry);
        at = next;
    }
    if bytes.get(at..at.saturating_add(4)) == Some(ENTRY) {
        return Err(Refusal::Contradictory);
    }
    // A program that reads from the front would find other parts.
    if span.plain && entries.iter().any(|entry| entry.data(bytes).is_none()) {
        return Err(Refusal::Contradictory);
    }
    Ok(Directory {
        entries,
        start: span.start,
        plain: span.plain,
    })
}

fn locate(bytes: &[u8]) -> Option<DirectoryRange> {
    let from = bytes.len().saturating_sub(END_SIZE + usize::from(u16::MAX));
    let tail = bytes.get(from..)?;
    let end = memchr::memmem::rfind(tail, END)?.checked_add(from)?;
    let count = u64::from(u16_at(bytes, end + 10)?);
    let size = u64::from(u32_at(bytes, end + 12)?);
    let offset = u64::from(u32_at(bytes, end + 16)?);
    if count != 0xFFFF && size != 0xFFFF_FFFF && offset != 0xFFFF_FFFF {
        let start = end.checked_sub(usize::try_from(size).ok()?)?;
        let comment = usize::from(u16_at(bytes, end + 20)?);
        let closed = end + END_SIZE + comment == bytes.len();
        let plain = closed && offset == u64::try_from(start).ok()?;
        return Some(DirectoryRange {
            start,
            count,
            plain,
        });
    }
    locate_large(bytes, end).or_else(|| {
        let start = end.checked_sub(usize::try_from(size).ok()?)?;
        let plain = false;
        Some(DirectoryRange {
            start,
            count,
            plain,
        })
    })
}

fn locate_large(bytes: &[u8], end: usize) -> Option<DirectoryRange> {
    let locator = end.checked_sub(20)?;
    if bytes.get(locator..locator + 4)? != LOCATOR64 {
        return None;
    }
    let end = usize::try_from(u64_at(bytes, locator + 8)?).ok()?;
    if bytes.get(end..end.checked_add(4)?)? != END64 {
        return None;
    }
    let size = usize::try_from(u64_at(bytes, end + 40)?).ok()?;
    Some(DirectoryRange {
        start: end.checked_sub(size)?,
        count: u64_at(bytes, end + 32)?,
        plain: false,
    })
}

fn entry(bytes: &[u8], at: usize) -> Option<(DirectoryEntry, usize)> {
    if bytes.get(at..at.checked_add(4)?)? != ENTRY {
        return None;
    }
    let flags = u16_at(bytes, at + 8)?;
    let length = |offset: usize| u16_at(bytes, at + offset).map(usize::from);
    let name_start = at + ENTRY_SIZE;
    let name_end = name_start.checked_add(length(28)?)?;
    let extra_end = name_end.checked_add(length(30)?)?;
    let next = extra_end.checked_add(length(32)?)?;
    let large = Zip64Numbers::find(bytes.get(name_end..extra_end)?);
    let packed = u32_at(bytes, at + 20)?;
    let size = u32_at(bytes, at + 24)?;
    let mut large = large;
    let size = large.widen(size)?;
    let packed = large.widen(packed)?;
    let named = bytes.get(name_start..name_end)?;
    let entry = DirectoryEntry {
        name: named.iter().copied().map(normal).collect(),
        header: PartHeader {
            size,
            packed,
            offset: large.widen(u32_at(bytes, at + 42)?)?,
            method: u16_at(bytes, at + 10)?,
            flags,
            checksum: u32_at(bytes, at + 16)?,
        },
        encrypted: flags & 1 != 0,
    };
    Some((entry, next))
}

/// A byte of a name, in lower case and with `/`.
const fn normal(byte: u8) -> u8 {
    match byte {
        b'\\' => b'/',
        other => other.to_ascii_lowercase(),
    }
}

/// The 64-bit numbers of a zip64 field, one for each number that is `FFFFFFFF` in the entry, in order.
struct Zip64Numbers<'a>(&'a [u8]);

impl<'a> Zip64Numbers<'a> {
    fn find(mut extra: &'a [u8]) -> Self {
        while let (Some(id), Some(len)) = (u16_at(extra, 0), u16_at(extra, 2)) {
            let end = 4 + usize::from(len);
            if id == 1 {
                return Self(extra.get(4..end).unwrap_or_default());
            }
            extra = extra.get(end..).unwrap_or_default();
        }
        Self(&[])
    }

    fn widen(&mut self, number: u32) -> Option<u64> {
        if number != u32::MAX {
            return Some(u64::from(number));
        }
        let wide = u64_at(self.0, 0)?;
        self.0 = self.0.get(8..)?;
        Some(wide)
    }
}
