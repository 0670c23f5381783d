//! Stretches of parts of a package, deflated each on its own and kept until all their sizes are known.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use crc32fast::Hasher;
use flate2::Compression;
use flate2::write::DeflateEncoder;

/// A stretch of a part.
pub(super) struct Piece {
    place: PieceData,
    /// Size unpacked.
    pub(super) size: u64,
    pub(super) checksum: Hasher,
}

/// Where the packed bytes are.
enum PieceData {
    Here(Vec<u8>),
    Aside(Range<u64>),
}

impl Piece {
    /// Size packed.
    pub(super) fn packed(&self) -> u64 {
        match &self.place {
            PieceData::Here(bytes) => bytes.len() as u64,
            PieceData::Aside(range) => range.end.saturating_sub(range.start),
        }
    }
}

/// Storage of pieces: those of a large workbook are in a nameless file that is deleted when the process ends.
pub(super) struct PieceStore {
    level: Compression,
    aside: Option<Mutex<File>>,
}

impl PieceStore {
    /// In memory.
    pub(super) fn here(level: u8) -> Self {
        Self {
            level: Compression::new(level.into()),
            aside: None,
        }
    }

    /// On disk, or in memory where no such file can be had.
    pub(super) fn aside(level: u8) -> Self {
        Self {
            aside: tempfile::tempfile().ok().map(Mutex::new),
            ..Self::here(level)
        }
    }

    /// A piece that others follow: it ends on a whole byte and refers to nothing before it.
    pub(super) fn inner(&self, text: &str) -> Result<Piece, String> {
        let mut encoder = DeflateEncoder::new(Vec::new(), self.level);
        let message = |e: io::Error| e.to_string();
        encoder.write_all(text.as_bytes()).map_err(message)?;
        encoder.flush().map_err(message)?;
        let packed = std::mem::take(encoder.get_mut());
        self.keep(packed, text).map_err(message)
    }

    /// The piece that ends a part.
    pub(super) fn last(&self, text: &str) -> Result<Piece, String> {
        let mut encoder = DeflateEncoder::new(Vec::new(), self.level);
        let message = |e: io::Error| e.to_string();
        encoder.write_all(text.as_bytes()).map_err(message)?;
        let packed = encoder.finish().map_err(message)?;
        self.keep(packed, text).map_err(message)
    }

    fn keep(&self, packed: Vec<u8>, text: &str) -> io::Result<Piece> {
        let mut checksum = Hasher::new();
        checksum.update(text.as_bytes());
        let place = match &self.aside {
            None => PieceData::Here(packed),
            Some(file) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                let start = file.seek(SeekFrom::End(0))?;
                file.write_all(&packed)?;
                PieceData::Aside(start..start.saturating_add(packed.len() as u64))
            }
        };
        Ok(Piece {
            place,
            size: text.len() as u64,
            checksum,
        })
    }

    /// Writes the packed bytes of a piece.
    pub(super) fn copy(&self, piece: &Piece, out: &mut impl Write) -> io::Result<()> {
        match (&piece.place, &self.aside) {
            (PieceData::Here(bytes), _) => out.write_all(bytes),
            (PieceData::Aside(range), Some(file)) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(range.start))?;
                let copied = io::copy(&mut (&*file).take(piece.packed()), out)?;
                if copied == piece.packed() {
                    Ok(())
                } else {
                    Err(io::ErrorKind::UnexpectedEof.into())
                }
            }
            (PieceData::Aside(_), None) => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::DeflateDecoder;

    use super::PieceStore;

    #[test]
    fn pieces_join_to_one_stream() {
        for kept in [PieceStore::here(6), PieceStore::aside(1)] {
            let pieces = [kept.inner("甲甲甲"), kept.inner("乙"), kept.last("丙丙")];
            let (mut joined, mut size) = (Vec::new(), 0);
            for piece in pieces.map(Result::unwrap).iter() {
                kept.copy(piece, &mut joined).unwrap();
                size += piece.packed();
            }
            assert_eq!(joined.len() as u64, size);
            let mut text = String::new();
            DeflateDecoder::new(&*joined)
                .read_to_string(&mut text)
                .unwrap();
            assert_eq!(text, "甲甲甲乙丙丙");
        }
    }
}
