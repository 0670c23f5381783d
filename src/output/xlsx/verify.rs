//! A look at the finished file before it takes its place.

use std::fs::File;
use std::io::{self, BufReader, Seek, SeekFrom, Write};

use crc32fast::Hasher;
use zip::ZipArchive;

/// A workbook as it was written, to be compared with what the disk holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    bytes: u64,
    /// CRC-32 of the whole file.
    checksum: u32,
    sheets: usize,
}

/// Counts and sums up what passes through.
pub(super) struct Counted<W> {
    out: W,
    bytes: u64,
    sum: Hasher,
}

impl<W: Write> Counted<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            bytes: 0,
            sum: Hasher::new(),
        }
    }

    /// Bytes so far.
    pub(super) const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Ends the file of a workbook of so many sheets.
    pub(super) fn finish(mut self, sheets: usize) -> io::Result<Written> {
        self.out.flush()?;
        Ok(Written {
            bytes: self.bytes,
            checksum: self.sum.finalize(),
            sheets,
        })
    }
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write_all(bytes)?;
        self.sum.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Reads the file back: it must hold every byte that was written, and a directory with every sheet.
///
/// # Errors
///
/// What is missing.
pub fn verify(mut file: &File, written: &Written) -> Result<(), String> {
    let told = |e: io::Error| e.to_string();
    file.seek(SeekFrom::Start(0)).map_err(told)?;
    let mut read = Counted::new(io::sink());
    io::copy(&mut BufReader::with_capacity(1 << 18, file), &mut read).map_err(told)?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| e.to_string())?;
    for number in 1..=written.sheets {
        let name = format!("xl/worksheets/sheet{number}.xml");
        archive.by_name(&name).map_err(|e| format!("{name}: {e}"))?;
    }
    let read = read.finish(written.sheets).map_err(told)?;
    if read == *written {
        Ok(())
    } else {
        Err(format!("{} bytes of {}", read.bytes, written.bytes))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use rust_xlsxwriter::Workbook;

    use super::{Counted, verify};

    #[test]
    fn a_cut_or_changed_file_is_refused() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write_string(0, 0, "甲").unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        let check = |kept: &[u8], sheets| {
            let mut counted = Counted::new(Vec::new());
            counted.write_all(&bytes).unwrap();
            let written = counted.finish(sheets).unwrap();
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(kept).unwrap();
            verify(&file, &written)
        };
        assert_eq!(check(&bytes, 1), Ok(()));
        assert!(check(&bytes, 2).is_err());
        assert!(check(&bytes[..bytes.len() - 1], 1).is_err());
        for at in [60, bytes.len() / 2] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(check(&damaged, 1).is_err(), "{at}");
        }
    }
}
