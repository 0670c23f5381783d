//! A look at the finished file before it takes its place.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use memchr::memmem;
use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use zip::ZipArchive;

use super::Written;

/// Opening of a row in a sheet.
const ROW: &[u8] = b"<row ";

/// Reads every part of the workbook to its end, checksums included, and counts the rows of every sheet.
///
/// # Errors
///
/// What is missing.
pub fn verify(file: &File, written: &[Written]) -> Result<(), String> {
    let sheets = written.par_iter().enumerate().with_max_len(1);
    sheets.try_for_each(|(index, sheet)| {
        let name = format!("xl/worksheets/sheet{}.xml", index + 1);
        let mut archive = open(file)?;
        let part = archive.by_name(&name).map_err(|e| e.to_string())?;
        let rows = count_rows(part).map_err(|e| e.to_string())?;
        if rows == sheet.rows {
            Ok(())
        } else {
            Err(format!("{name}: {rows} rows of {}", sheet.rows))
        }
    })?;
    let mut archive = open(file)?;
    for name in ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"] {
        let mut part = archive.by_name(name).map_err(|e| e.to_string())?;
        io::copy(&mut part, &mut io::sink()).map_err(|e| e.to_string())?;
    }
    Ok(())
}

fn open(file: &File) -> Result<ZipArchive<BufReader<Place<'_>>>, String> {
    let place = BufReader::with_capacity(1 << 16, Place { file, at: 0 });
    ZipArchive::new(place).map_err(|e| e.to_string())
}

/// A place of its own in a file that others read at the same time.
struct Place<'f> {
    file: &'f File,
    at: u64,
}

impl Read for Place<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(self.file, bytes, self.at)?;
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(self.file, bytes, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Place<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.file.metadata()?.len().checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// Counts row openings; one that lies across two reads is kept together.
fn count_rows(mut part: impl Read) -> io::Result<u32> {
    let opening = memmem::Finder::new(ROW);
    let mut text = Vec::new();
    let mut rows = 0;
    loop {
        let read = part.by_ref().take(1 << 16).read_to_end(&mut text)?;
        let openings = opening.find_iter(&text).count();
        rows += u32::try_from(openings).unwrap_or(u32::MAX);
        if read == 0 {
            return Ok(rows);
        }
        text.drain(..text.len().saturating_sub(ROW.len() - 1));
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use rust_xlsxwriter::Workbook;

    use super::{Written, count_rows, verify};

    #[test]
    fn a_cut_or_short_file_is_refused() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write_string(0, 0, "甲").unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        let check = |bytes: &[u8], rows| {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(bytes).unwrap();
            verify(&file, &[Written { rows }])
        };
        assert_eq!(check(&bytes, 1), Ok(()));
        assert!(check(&bytes, 2).is_err());
        assert!(check(&bytes[..bytes.len() / 2], 1).is_err());
        let mut damaged = bytes.clone();
        let sheet = b"xl/worksheets/sheet1.xml";
        let at = damaged
            .windows(sheet.len())
            .position(|w| w == sheet)
            .unwrap();
        damaged[at + sheet.len() + 40] ^= 0xFF;
        assert!(check(&damaged, 1).is_err());
    }

    #[test]
    fn rows_across_reads_are_counted_once() {
        for shift in 0..8 {
            let text = format!(
                "{}<row 1/><row 2/><rowless/>",
                "x".repeat((1 << 16) - shift)
            );
            assert_eq!(count_rows(text.as_bytes()).unwrap(), 2, "{shift}");
        }
    }
}
