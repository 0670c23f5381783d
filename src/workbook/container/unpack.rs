//! Parts unpacked in one step each, if nothing about them is unusual.

use std::cell::RefCell;

use libdeflater::Decompressor;
use memchr::memmem;

use super::bytes::u16_at;
use super::directory::{self, PartHeader};

/// Flags that do not affect the data: compression effort, sizes behind the data, UTF-8 names.
const HARMLESS: u16 = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 11;

/// The head of a gzip file without name, time or system.
const GZIP_HEAD: &[u8] = b"\x1F\x8B\x08\0\0\0\0\0\0\xFF";

/// Largest buffer that a thread keeps for reuse, in bytes.
const LASTING: usize = 1 << 20;

thread_local! {
    /// Buffer for the current part, reused to save allocations.
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Unpacks the parts of a container whose directory begins at `end`.
pub(super) struct Unpacker<'a> {
    bytes: &'a [u8],
    end: usize,
    inflating: Decompressor,
    /// The current part as a gzip file.
    gzip: Vec<u8>,
}

impl<'a> Unpacker<'a> {
    pub(super) fn new(bytes: &'a [u8], end: usize) -> Self {
        Self {
            bytes,
            end,
            inflating: Decompressor::new(),
            gzip: Vec::new(),
        }
    }

    /// The result of `take` for the part `name` with checksum and sizes as declared; `None` where anything differs.
    pub(super) fn read<T>(
        &mut self,
        name: &[u8],
        header: &PartHeader,
        take: impl FnOnce(&[u8]) -> T,
    ) -> Option<T> {
        let packed = self.packed(name, header)?;
        let size = usize::try_from(header.size).ok()?;
        match header.method {
            0 if packed.len() == size => {
                (crc32fast::hash(packed) == header.checksum).then(|| take(packed))
            }
            8 => ROOM.with_borrow_mut(|room| {
                room.resize(room.len().max(size), 0);
                let bytes = room.get_mut(..size)?;
                let taken = self
                    .inflate(packed, bytes, header.checksum)
                    .map(|()| take(bytes));
                room.truncate(LASTING);
                room.shrink_to(LASTING);
                taken
            }),
            _ => None,
        }
    }

    /// The packed bytes, behind a local header that agrees with the directory.
    pub(super) fn packed(&self, name: &[u8], header: &PartHeader) -> Option<&'a [u8]> {
        let bytes = self.bytes;
        let start = usize::try_from(header.offset).ok()?;
        let sound = u16_at(bytes, start.checked_add(6)?)? == header.flags
            && header.flags & !HARMLESS == 0
            && u16_at(bytes, start.checked_add(8)?)? == header.method;
        let data = directory::data(bytes, name, header)?;
        let end = data.checked_add(usize::try_from(header.packed).ok()?)?;
        (sound && end <= self.end).then_some(bytes.get(data..end)?)
    }

    /// Inflates a part to exactly `bytes`, with this checksum and no packed bytes left over.
    ///
    /// The part is unpacked as a gzip file, whose trailer repeats checksum and size: the library compares both with the
    /// result. It expects the trailer where the deflated data end, without returning that position; but if the same
    /// bytes occur nowhere else, the trailer can only have been behind the whole part.
    fn inflate(&mut self, packed: &[u8], bytes: &mut [u8], checksum: u32) -> Option<()> {
        let mut tail = [0; 8];
        let (sum, length) = tail.split_at_mut(4);
        sum.copy_from_slice(&checksum.to_le_bytes());
        length.copy_from_slice(&u32::try_from(bytes.len()).ok()?.to_le_bytes());
        self.gzip.clear();
        self.gzip
            .reserve(GZIP_HEAD.len() + packed.len() + tail.len());
        for piece in [GZIP_HEAD, packed, &tail] {
            self.gzip.extend_from_slice(piece);
        }
        let behind_head = self.gzip.get(GZIP_HEAD.len()..)?;
        if memmem::find(behind_head, &tail)? != packed.len() {
            return None;
        }
        let unpacked = self.inflating.gzip_decompress(&self.gzip, bytes).ok()?;
        (unpacked == bytes.len()).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use super::{PartHeader, Unpacker};

    const TEXT: &[u8] = "甲乙丙丁甲乙丙丁甲乙丙丁".as_bytes();

    fn deflated() -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(6));
        encoder.write_all(TEXT).unwrap();
        encoder.finish().unwrap()
    }

    /// The content of a file with the single part `a`, packed like this.
    fn unpacked(packed: &[u8], method: u16, size: u64, checksum: u32) -> Option<Vec<u8>> {
        let mut file = b"PK\x03\x04\x14\0\0\0".to_vec();
        file.extend(method.to_le_bytes());
        file.extend([0; 16]);
        file.extend(b"\x01\0\0\0a");
        file.extend(packed);
        let header = PartHeader {
            size,
            packed: packed.len() as u64,
            offset: 0,
            method,
            flags: 0,
            checksum,
        };
        Unpacker::new(&file, file.len()).read(b"a", &header, <[u8]>::to_vec)
    }

    #[test]
    fn sound_parts_are_unpacked() {
        let (size, sum) = (TEXT.len() as u64, crc32fast::hash(TEXT));
        assert_eq!(unpacked(&deflated(), 8, size, sum).as_deref(), Some(TEXT));
        assert_eq!(unpacked(TEXT, 0, size, sum).as_deref(), Some(TEXT));
    }

    #[test]
    fn parts_that_lie_are_left() {
        let (size, sum) = (TEXT.len() as u64, crc32fast::hash(TEXT));
        let good = deflated();
        let with = |more: &[u8]| [&*good, more].concat();
        let tail = [sum.to_le_bytes(), (TEXT.len() as u32).to_le_bytes()].concat();
        let (cut, rest) = good.split_at(good.len() - 1);
        assert_eq!(rest.len(), 1);
        for (lie, packed, method, size, sum) in [
            ("too small", good.clone(), 8, size - 1, sum),
            ("too large", good.clone(), 8, size + 1, sum),
            ("another checksum", good.clone(), 8, size, sum ^ 1),
            ("one byte more", with(b"\0"), 8, size, sum),
            ("much more", with(TEXT), 8, size, sum),
            ("twice", with(&good), 8, size, sum),
            ("another end", with(&tail), 8, size, sum),
            (
                "an end and more",
                with(&[&*tail, b"x"].concat()),
                8,
                size,
                sum,
            ),
            ("cut off", cut.to_vec(), 8, size, sum),
            ("nothing", Vec::new(), 8, size, sum),
            ("nothing of nothing", Vec::new(), 8, 0, 0),
            ("no data of a kind", TEXT.to_vec(), 8, size, sum),
            ("in place, too small", TEXT.to_vec(), 0, size - 1, sum),
            ("in place, too large", TEXT.to_vec(), 0, size + 1, sum),
            ("in place, another checksum", TEXT.to_vec(), 0, size, !sum),
            ("another way of packing", good.clone(), 9, size, sum),
        ] {
            assert_eq!(unpacked(&packed, method, size, sum), None, "{lie}");
        }
    }
}
