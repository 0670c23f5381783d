//! A look at the finished file before it takes its place.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;

use super::Written;

/// Opening of a row in a sheet, behind its bracket.
const ROW: &[u8] = b"row ";

/// Reads every part of the workbook to its end, checksums included, and counts the rows of every sheet.
///
/// # Errors
///
/// What is missing.
pub fn verify(mut file: &File, written: &[Written]) -> Result<(), String> {
    file.seek(SeekFrom::Start(0)).map_err(|e| e.to_string())?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| e.to_string())?;
    for (sheet, number) in written.iter().zip(1_u32..) {
        let name = format!("xl/worksheets/sheet{number}.xml");
        let part = archive.by_name(&name).map_err(|e| e.to_string())?;
        let rows = count_rows(part).map_err(|e| e.to_string())?;
        if rows != sheet.rows {
            return Err(format!("{name}: {rows} rows of {}", sheet.rows));
        }
    }
    for name in ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"] {
        let mut part = archive.by_name(name).map_err(|e| e.to_string())?;
        std::io::copy(&mut part, &mut std::io::sink()).map_err(|e| e.to_string())?;
    }
    Ok(())
}

/// Counts row openings; one that lies across two reads is kept together.
fn count_rows(mut part: impl Read) -> std::io::Result<u32> {
    let mut text = Vec::new();
    let mut rows = 0;
    loop {
        let read = part.by_ref().take(1 << 16).read_to_end(&mut text)?;
        let tags = text.split(|byte| *byte == b'<').skip(1);
        let openings = tags.filter(|tag| tag.starts_with(ROW)).count();
        rows += u32::try_from(openings).unwrap_or(u32::MAX);
        if read == 0 {
            return Ok(rows);
        }
        text.drain(..text.len().saturating_sub(ROW.len()));
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, SeekFrom, Write};

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
            file.seek(SeekFrom::Start(0)).unwrap();
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
