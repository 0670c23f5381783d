//! Parts unpacked in one step each, where nothing about them is unusual.

use flate2::{Decompress, FlushDecompress, Status};

use super::bytes::{u16_at, u32_at};
use super::directory::{Stored, normal};

const HEADER: u32 = u32::from_le_bytes(*b"PK\x03\x04");
const HEADER_SIZE: usize = 30;

/// Flags that change nothing about the data: compression effort, sizes behind the data, UTF-8 names.
const HARMLESS: u16 = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 11;

/// Unpacks parts of a container whose directory lies at `end`.
pub(super) struct Unpacker<'a> {
    bytes: &'a [u8],
    end: usize,
    inflate: Decompress,
}

impl<'a> Unpacker<'a> {
    pub(super) fn new(bytes: &'a [u8], end: usize) -> Self {
        Self {
            bytes,
            end,
            inflate: Decompress::new(false),
        }
    }

    /// The part `name`, checksum and sizes as declared; `None` where anything differs.
    pub(super) fn unpack(&mut self, name: &[u8], stored: &Stored) -> Option<Vec<u8>> {
        let packed = self.packed(name, stored)?;
        let size = usize::try_from(stored.size).ok()?;
        let bytes = match stored.method {
            0 if packed.len() == size => packed.to_vec(),
            8 => self.inflated(packed, size)?,
            _ => return None,
        };
        (crc32fast::hash(&bytes) == stored.checksum).then_some(bytes)
    }

    /// The packed bytes, behind a header that says the same as the directory.
    fn packed(&self, name: &[u8], stored: &Stored) -> Option<&'a [u8]> {
        let bytes = self.bytes;
        let start = usize::try_from(stored.offset).ok()?;
        let sound = u32_at(bytes, start)? == HEADER
            && u16_at(bytes, start.checked_add(6)?)? == stored.flags
            && stored.flags & !HARMLESS == 0
            && u16_at(bytes, start.checked_add(8)?)? == stored.method;
        let length = |at: usize| u16_at(bytes, start.checked_add(at)?).map(usize::from);
        let name_start = start.checked_add(HEADER_SIZE)?;
        let name_end = name_start.checked_add(length(26)?)?;
        let data = name_end.checked_add(length(28)?)?;
        let end = data.checked_add(usize::try_from(stored.packed).ok()?)?;
        let named = normal(bytes.get(name_start..name_end)?) == name;
        (sound && named && end <= self.end).then_some(bytes.get(data..end)?)
    }

    fn inflated(&mut self, packed: &[u8], size: usize) -> Option<Vec<u8>> {
        self.inflate.reset(false);
        let mut bytes = Vec::with_capacity(size);
        let status = self
            .inflate
            .decompress_vec(packed, &mut bytes, FlushDecompress::Finish)
            .ok()?;
        let whole = self.inflate.total_in() == u64::try_from(packed.len()).ok()?;
        (status == Status::StreamEnd && whole && bytes.len() == size).then_some(bytes)
    }
}
