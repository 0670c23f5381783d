//! Verification of the finished file before it is moved into place.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crc32fast::Hasher;
use memchr::memmem;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::base::mark;
use crate::workbook::container::OWN_PROPERTIES;

/// A workbook as it was written, to be compared with what the disk holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenBook {
    bytes: u64,
    /// CRC-32 of the whole file.
    checksum: u32,
    sheets: usize,
}

/// Counts and sums up what passes through.
pub(super) struct CountingWriter<W> {
    out: W,
    bytes: u64,
    sum: Hasher,
}

impl<W: Write> CountingWriter<W> {
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

    /// Ends the file of a workbook of `sheets` sheets.
    pub(super) fn finish(mut self, sheets: usize) -> io::Result<WrittenBook> {
        self.out.flush()?;
        Ok(WrittenBook {
            bytes: self.bytes,
            checksum: self.sum.finalize(),
            sheets,
        })
    }
}

impl<W: Write> Write for CountingWriter<W> {
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

/// Bytes of a sheet up to which it is parsed: the rows of longer ones pass through one function that escapes them.
const PARSED: u64 = 8 << 20;

/// Whether a file is a workbook that this program wrote.
pub fn is_own(path: &Path) -> bool {
    let archive = File::open(path).map(|file| ZipArchive::new(BufReader::new(file)));
    let Ok(Ok(mut archive)) = archive else {
        return false;
    };
    let mut text = String::new();
    let part = archive.by_name(OWN_PROPERTIES).ok();
    let read = part.and_then(|mut part| part.read_to_string(&mut text).ok());
    read.is_some() && text.contains(&mark::property(mark::OUTPUT))
}

/// Reads the file back: it must hold every byte that was written, and a directory with every sheet; its parts must be
/// well-formed XML.
///
/// # Errors
///
/// What is missing.
pub fn verify(mut file: &File, written: &WrittenBook) -> Result<(), String> {
    let message = |e: io::Error| e.to_string();
    file.seek(SeekFrom::Start(0)).map_err(message)?;
    let mut read = CountingWriter::new(io::sink());
    io::copy(&mut BufReader::with_capacity(1 << 18, file), &mut read).map_err(message)?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| e.to_string())?;
    for number in 1..=written.sheets {
        let name = format!("xl/worksheets/sheet{number}.xml");
        archive.by_name(&name).map_err(|e| format!("{name}: {e}"))?;
    }
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|e| e.to_string())?;
        let name = part.name().map_or_else(|_| String::new(), Cow::into_owned);
        if part.size() <= PARSED || !name.starts_with("xl/worksheets/sheet") {
            let checked = unpacked(part).and_then(|text| well_formed(&text));
            checked.map_err(|e| format!("{name}: {e}"))?;
        }
    }
    let read = read.finish(written.sheets).map_err(message)?;
    if read == *written {
        Ok(())
    } else {
        Err(format!("{} bytes of {}", read.bytes, written.bytes))
    }
}

/// A part as text.
fn unpacked(mut part: impl Read) -> Result<String, String> {
    let mut text = String::new();
    part.read_to_string(&mut text).map_err(|e| e.to_string())?;
    Ok(text)
}

/// Parses a part from beginning to end.
fn well_formed(part: &str) -> Result<(), String> {
    let mut reader = Reader::from_str(part);
    while !matches!(reader.read_event().map_err(|e| e.to_string())?, Event::Eof) {}
    match is_allowed(part) {
        true => Ok(()),
        false => Err("a character that XML does not allow".to_owned()),
    }
}

/// Whether XML allows every character of a text.
fn is_allowed(text: &str) -> bool {
    let control = |byte: u8| (byte < b' ') & !matches!(byte, b'\t' | b'\n' | b'\r');
    // All bytes are looked at, without a branch: many at once.
    let controls = text.bytes().fold(false, |any, byte| any | control(byte));
    let beyond = |c: &str| memmem::find(text.as_bytes(), c.as_bytes()).is_some();
    !controls && !beyond("\u{FFFE}") && !beyond("\u{FFFF}")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use rust_xlsxwriter::Workbook;

    use super::{CountingWriter, is_allowed, verify, well_formed};

    #[test]
    fn a_cut_or_changed_file_is_refused() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write_string(0, 0, "甲").unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        let check = |kept: &[u8], sheets| {
            let mut counted = CountingWriter::new(Vec::new());
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

    #[test]
    fn what_is_no_xml_is_reported() {
        for (part, sound) in [
            ("<a b=\"1\"><c/>甲\u{FF0C}\u{FFFD}\t\n\r𠀀</a>", true),
            ("<a></b>", false),
            ("<a><b", false),
            ("<a>\u{1}</a>", false),
            ("<a>\u{FFFE}</a>", false),
            ("<a b='\u{FFFF}'/>", false),
        ] {
            assert_eq!(well_formed(part).is_ok(), sound, "{part:?}");
        }
        for c in '\0'..=char::MAX {
            let allowed = matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
            assert_eq!(is_allowed(c.encode_utf8(&mut [0; 4])), allowed, "{c:?}");
        }
    }
}
