//! OLE compound files, read with bounds: no cycle, no sector outside the file.

use super::WorkbookFile;
use super::bytes::{u16_at, u32_at, u64_at};
use crate::finding::{FoundKind, Refusal};
use crate::workbook::limits::{Limits, too_many_bytes};

const LAST: u32 = 0xFFFF_FFFE;
const FREE: u32 = 0xFFFF_FFFF;
const REGULAR: u32 = 0xFFFF_FFFA;
const MINI_CUTOFF: usize = 4096;
const MINI_SIZE: usize = 64;
/// Name of the stream of document properties.
const PROPERTIES: &str = "\u{5}DocumentSummaryInformation";
/// Longest stream of properties that is read.
const LARGEST_PROPERTIES: usize = 1 << 20;

/// The workbook stream of an .xls file.
#[derive(Debug)]
pub struct Compound {
    /// The records of the workbook.
    pub stream: Vec<u8>,
    /// The stream of document properties.
    pub properties: Option<Vec<u8>>,
}

/// An encrypted package from a compound file.
#[derive(Debug)]
pub struct Encrypted {
    /// The description of the encryption.
    pub info: Vec<u8>,
    /// Its length and its encrypted bytes.
    pub package: Vec<u8>,
}

/// The workbook stream or encrypted package in `file`, or why it is refused.
pub(super) fn open(file: &[u8]) -> Result<WorkbookFile<'static>, Refusal> {
    let sectors = Sectors::open(file).ok_or(Refusal::Damaged)?;
    let entries = sectors.directory().ok_or(Refusal::Damaged)?;
    let find = |name: &str| entries.iter().find(|e| e.name.eq_ignore_ascii_case(name));
    let root = entries.first().ok_or(Refusal::Damaged)?;
    if find("EncryptedPackage").is_some() {
        let stream = |name| find(name).and_then(|entry| sectors.stream(root, entry));
        let streams = stream("EncryptionInfo").zip(stream("EncryptedPackage"));
        let (info, package) = streams.ok_or(Refusal::Password)?;
        return Ok(WorkbookFile::Encrypted(Encrypted { info, package }));
    }
    if let Some(entry) = find("Workbook").or_else(|| find("Book")) {
        let limit = usize::try_from(Limits::FILE_BYTES).unwrap_or(usize::MAX);
        if entry.size > limit {
            return Err(too_many_bytes(entry.size as u64, Limits::FILE_BYTES));
        }
        let stream = sectors.stream(root, entry).ok_or(Refusal::Damaged)?;
        let summary = find(PROPERTIES).filter(|e| e.size <= LARGEST_PROPERTIES);
        let properties = summary.and_then(|entry| sectors.stream(root, entry));
        if is_old(&stream) {
            return Err(Refusal::NotWorkbook(FoundKind::OldWorkbook));
        }
        return Ok(WorkbookFile::Compound(Compound { stream, properties }));
    }
    if find("WordDocument").is_some() {
        return Err(Refusal::NotWorkbook(FoundKind::Document));
    }
    if find("PowerPoint Document").is_some() {
        return Err(Refusal::NotWorkbook(FoundKind::Slides));
    }
    if find("__properties_version1.0").is_some() {
        return Err(Refusal::NotWorkbook(FoundKind::Mail));
    }
    Err(Refusal::NotWorkbook(FoundKind::Unknown))
}

/// Whether the first record is that of Excel 5.0/95, whose records differ.
fn is_old(stream: &[u8]) -> bool {
    let begins = matches!(u16_at(stream, 0), Some(0x0009 | 0x0209 | 0x0409 | 0x0809));
    begins && u16_at(stream, 4).is_some_and(|version| version < 0x0600)
}

struct StreamEntry {
    name: String,
    start: u32,
    size: usize,
}

struct Sectors<'a> {
    file: &'a [u8],
    size: usize,
    directory: u32,
    mini_table: u32,
    table: Vec<u32>,
}

impl<'a> Sectors<'a> {
    fn open(file: &'a [u8]) -> Option<Self> {
        let size = match u16_at(file, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut sectors = Self {
            file,
            size,
            directory: u32_at(file, 48)?,
            mini_table: u32_at(file, 60)?,
            table: Vec::new(),
        };
        for id in sectors.table_sectors()? {
            sectors.table.extend(numbers(sectors.sector(id)?));
        }
        Some(sectors)
    }

    /// Number of sectors the file can hold, a last short one included.
    const fn count(&self) -> usize {
        self.file.len().div_ceil(self.size)
    }

    /// The sectors of the allocation table: 109 from the header, then a chain.
    fn table_sectors(&self) -> Option<Vec<u32>> {
        let mut ids: Vec<u32> = numbers(self.file.get(76..512)?).collect();
        let mut next = u32_at(self.file, 68)?;
        let mut steps = 0;
        while next < REGULAR {
            steps += 1;
            if steps > self.count() {
                return None;
            }
            ids.extend(numbers(self.sector(next)?));
            next = ids.pop()?;
        }
        ids.retain(|id| *id < REGULAR);
        (ids.len() <= self.count()).then_some(ids)
    }

    /// The bytes of a sector; the last one of a file may be shorter.
    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let start = usize::try_from(id).ok()?.checked_add(1)?;
        let start = start.checked_mul(self.size)?;
        let end = start.checked_add(self.size)?.min(self.file.len());
        self.file.get(start..end).filter(|s| !s.is_empty())
    }

    /// The bytes of a chain, all of it or the sectors up to `size`; `None` for cycles and sectors outside the file.
    fn chain(&self, start: u32, size: Option<usize>) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut id = start;
        let mut steps = 0;
        while id != LAST && size.is_none_or(|s| bytes.len() < s) {
            steps += 1;
            if steps > self.count() {
                return None;
            }
            bytes.extend_from_slice(self.sector(id)?);
            id = *self.table.get(usize::try_from(id).ok()?)?;
            if id == FREE {
                return None;
            }
        }
        Some(bytes)
    }

    fn directory(&self) -> Option<Vec<StreamEntry>> {
        let bytes = self.chain(self.directory, None)?;
        bytes.chunks_exact(128).map(|e| self.entry(e)).collect()
    }

    fn entry(&self, bytes: &[u8]) -> Option<StreamEntry> {
        let letters: Vec<u16> = bytes
            .get(..64)?
            .chunks_exact(2)
            .filter_map(|c| u16_at(c, 0))
            .take_while(|c| *c != 0)
            .collect();
        let size = match self.size {
            512 => u64::from(u32_at(bytes, 120)?),
            _ => u64_at(bytes, 120)?,
        };
        Some(StreamEntry {
            name: String::from_utf16_lossy(&letters),
            start: u32_at(bytes, 116)?,
            size: usize::try_from(size).ok()?,
        })
    }

    fn stream(&self, root: &StreamEntry, entry: &StreamEntry) -> Option<Vec<u8>> {
        if entry.size >= MINI_CUTOFF {
            return cut(self.chain(entry.start, Some(entry.size))?, entry.size);
        }
        // Some programs end the file behind the last stream, in the middle of its sector.
        let minis = self.chain(root.start, Some(root.size))?;
        let table: Vec<u32> = numbers(&self.chain(self.mini_table, None)?).collect();
        let mut bytes = Vec::with_capacity(entry.size);
        let mut id = entry.start;
        let mut steps = 0;
        while id != LAST && bytes.len() < entry.size {
            let index = usize::try_from(id).ok()?;
            let start = index.checked_mul(MINI_SIZE)?;
            let end = start.checked_add(MINI_SIZE)?.min(minis.len());
            bytes.extend_from_slice(minis.get(start..end)?);
            id = *table.get(index)?;
            steps += 1;
            if steps > table.len() {
                return None;
            }
        }
        cut(bytes, entry.size)
    }
}

/// The first `size` bytes; `None` where there are fewer.
fn cut(mut bytes: Vec<u8>, size: usize) -> Option<Vec<u8>> {
    if bytes.len() < size {
        return None;
    }
    bytes.truncate(size);
    Some(bytes)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|c| u32_at(c, 0))
}

#[cfg(test)]
mod tests {
    use super::super::WorkbookFile;
    use super::{Compound, FREE, LAST, MINI_CUTOFF};
    use crate::finding::{FoundKind, Refusal};

    const TABLE: u32 = 0xFFFF_FFFD;
    const FRESH: usize = 4096;

    /// A container with this stream only.
    fn holding(stream: &[u8]) -> Vec<u8> {
        let size = stream.len().max(MINI_CUTOFF);
        let data = size.div_ceil(FRESH);
        let table = (data + 2).div_ceil(FRESH / 4 - 1);
        let mut file = Vec::with_capacity((data + table + 2) * FRESH);
        header(&mut file, number(table));
        let mut chain = vec![TABLE; table];
        chain.push(LAST);
        let first = chain.len();
        chain.extend((1..data).map(|i| number(first + i)));
        chain.push(LAST);
        chain.resize(table * FRESH / 4, FREE);
        file.extend(chain.iter().flat_map(|id| id.to_le_bytes()));
        entry(&mut file, "Root Entry", 5, (0, 0));
        entry(&mut file, "Workbook", 2, (number(first), number(size)));
        file.resize((1 + first) * FRESH, 0);
        file.extend_from_slice(stream);
        file.resize((1 + first + data) * FRESH, 0);
        file
    }

    fn number(count: usize) -> u32 {
        u32::try_from(count).unwrap_or(LAST)
    }

    /// One sector of 4096 bytes, so that the 109 table sectors of the header reach beyond every size limit.
    fn header(file: &mut Vec<u8>, table: u32) {
        file.extend_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        file.extend_from_slice(&[0; 16]);
        for short in [0x3E_u16, 4, 0xFFFE, 12, 6, 0, 0, 0] {
            file.extend_from_slice(&short.to_le_bytes());
        }
        let cutoff = number(MINI_CUTOFF);
        for long in [1, table, table, 0, cutoff, LAST, 0, LAST, 0] {
            file.extend_from_slice(&long.to_le_bytes());
        }
        let ids = (0..table).chain(std::iter::repeat(FREE));
        file.extend(ids.take(109).flat_map(u32::to_le_bytes));
        file.resize(FRESH, 0);
    }

    fn entry(file: &mut Vec<u8>, name: &str, kind: u8, (start, size): (u32, u32)) {
        let at = file.len();
        file.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        file.resize(at + 64, 0);
        let length = u16::try_from(name.len() * 2 + 2).unwrap_or(64);
        file.extend_from_slice(&length.to_le_bytes());
        file.extend_from_slice(&[kind, 1]);
        file.extend_from_slice(&[0xFF; 8]);
        file.extend_from_slice(&if kind == 5 { 1 } else { FREE }.to_le_bytes());
        file.resize(at + 116, 0);
        file.extend_from_slice(&start.to_le_bytes());
        file.extend_from_slice(&size.to_le_bytes());
        file.resize(at + 128, 0);
    }

    fn open(file: &[u8]) -> Result<Compound, Refusal> {
        match super::open(file)? {
            WorkbookFile::Compound(compound) => Ok(compound),
            _ => Err(Refusal::Password),
        }
    }

    #[test]
    fn streams_of_any_size_are_found() {
        for size in [4096, 5000, 3 << 20, 9 << 20] {
            let stream: Vec<u8> = (0..size).map(|i: u32| i.to_le_bytes()[1]).collect();
            let file = holding(&stream);
            assert_eq!(open(&file).unwrap().stream, stream);
        }
    }

    #[test]
    fn rings_and_cut_files_are_refused() {
        let stream = vec![7; 20_000];
        let file = holding(&stream);
        assert!(open(&file[..file.len() - 4096]).is_err());
        let mut ring = file.clone();
        // The directory's chain entry points to itself.
        ring[4096 + 4..4096 + 8].copy_from_slice(&1_u32.to_le_bytes());
        assert!(open(&ring).is_err());
    }

    #[test]
    fn other_streams_tell_other_files() {
        let file = holding(&[7; 5000]);
        let renamed = |name: &str| {
            let mut file = file.clone();
            let place = 2 * 4096 + 128;
            file[place..place + 64].fill(0);
            for (i, letter) in name.bytes().enumerate() {
                file[place + 2 * i] = letter;
            }
            open(&file).unwrap_err()
        };
        assert_eq!(renamed("EncryptedPackage"), Refusal::Password);
        let document = Refusal::NotWorkbook(FoundKind::Document);
        assert_eq!(renamed("WordDocument"), document);
    }
}
