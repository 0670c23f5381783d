//! The finished package: the parts that the library wrote, and long sheets with their rows put in.

use std::borrow::Cow;
use std::io::{Cursor, Read, Write};

use crc32fast::Hasher;
use zip::ZipArchive;

use super::long::{Body, Piece};
use super::verify::Counted;
use crate::report::HEAD_ROWS;

/// Deflated, UTF-8 names, 1 January 1980: what the library writes as well.
const VERSION: u16 = 20;
const FLAGS: u16 = 1 << 11;
const DEFLATED: u16 = 8;
const STORED: u16 = 0;
const DAY: u32 = 0x0021_0000;

/// Writes the parts of `saved` in their order; the sheets that have a body get its rows.
///
/// `header` is the number of the headers' format, by which the numbers of all formats are checked.
pub(super) fn write<W: Write>(
    saved: &[u8],
    bodies: &[Option<Body>],
    header: usize,
    level: u8,
    out: &mut Counted<W>,
) -> Result<(), String> {
    let mut archive = ZipArchive::new(Cursor::new(saved)).map_err(|e| e.to_string())?;
    let mut package = Package {
        out,
        directory: Vec::new(),
        parts: 0,
        at: 0,
    };
    for index in 0..archive.len() {
        let name = name(&mut archive, index).map_err(|e| e.to_string())?;
        match bodies.iter().zip(1..).find(|(_, n)| name == part(*n)) {
            Some((Some(body), _)) => {
                let mut frame = String::new();
                let mut sheet = archive.by_index(index).map_err(|e| e.to_string())?;
                sheet
                    .read_to_string(&mut frame)
                    .map_err(|e| e.to_string())?;
                let ends = Ends::of(&frame, body, header, level)?;
                package.join(&name, &ends, body)?;
            }
            _ => package.copy(&mut archive, index, &name)?,
        }
    }
    package.finish().map_err(|e| e.to_string())
}

fn name(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> zip::result::ZipResult<String> {
    let part = archive.by_index_raw(index)?;
    part.name().map(Cow::into_owned)
}

fn part(number: u32) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

/// What stands before and behind the rows of a sheet.
struct Ends {
    before: Piece,
    behind: Piece,
}

impl Ends {
    /// The ends of the sheet that the library wrote around one row.
    fn of(frame: &str, body: &Body, header: usize, level: u8) -> Result<Self, String> {
        let lost = || "a sheet written otherwise than expected".to_owned();
        let style = format!("<c r=\"A{HEAD_ROWS}\" s=\"{header}\"");
        let cut = end_of_head(frame).ok_or_else(lost)?;
        let (before, rest) = frame.split_at_checked(cut).ok_or_else(lost)?;
        let (_, behind) = rest.split_once("</sheetData>").ok_or_else(lost)?;
        let (upper, links) = behind.split_once("<hyperlinks>").ok_or_else(lost)?;
        let (links, lower) = links.split_once("</hyperlinks>").ok_or_else(lost)?;
        let placeholder = format!("ref=\"A{}\" location=", HEAD_ROWS + 1);
        let around: String = links
            .split_inclusive("/>")
            .filter(|link| !link.contains(&placeholder))
            .collect();
        if !before.contains(&style) {
            return Err("formats numbered otherwise than expected".to_owned());
        }
        let mut behind = format!("</sheetData>{upper}");
        if !body.links.is_empty() || !around.is_empty() {
            let inside = body.links.concat();
            let links = ["<hyperlinks>", &inside, &around, "</hyperlinks>"];
            behind.push_str(&links.concat());
        }
        behind.push_str(lower);
        let before = with_rows(before, body.rows).ok_or_else(lost)?;
        let told = |e: std::io::Error| e.to_string();
        Ok(Self {
            before: Piece::inner(before.as_bytes(), level).map_err(told)?,
            behind: Piece::last(behind.as_bytes(), level).map_err(told)?,
        })
    }
}

/// Behind the header row.
fn end_of_head(frame: &str) -> Option<usize> {
    let rows = usize::try_from(HEAD_ROWS).ok()?;
    let (at, end) = frame.match_indices("</row>").nth(rows.checked_sub(1)?)?;
    Some(at + end.len())
}

/// The same with the extent of the sheet after its last row.
fn with_rows(before: &str, rows: u32) -> Option<String> {
    let (upper, extent) = before.split_once("<dimension ref=\"")?;
    let (extent, lower) = extent.split_once('"')?;
    let column = extent.rsplit(':').next()?;
    let column = column.trim_end_matches(|c: char| c.is_ascii_digit());
    let last = HEAD_ROWS.checked_add(rows)?;
    Some(format!(
        "{upper}<dimension ref=\"A1:{column}{last}\"{lower}"
    ))
}

/// A zip file under construction.
struct Package<'o, W> {
    out: &'o mut Counted<W>,
    directory: Vec<u8>,
    parts: u16,
    at: u32,
}

/// How a part lies in the file.
struct Packed {
    method: u16,
    checksum: u32,
    packed: u32,
    size: u32,
}

impl Packed {
    fn new(method: u16, checksum: u32, packed: u64, size: u64) -> Result<Self, String> {
        let small = |bytes| u32::try_from(bytes).map_err(|_| "a part above 4 GiB".to_owned());
        Ok(Self {
            method,
            checksum,
            packed: small(packed)?,
            size: small(size)?,
        })
    }

    /// What both headers of a part say.
    fn header(&self, name: &str) -> Vec<u8> {
        let length = u16::try_from(name.len()).unwrap_or(u16::MAX);
        let shorts = [VERSION, FLAGS, self.method].map(u16::to_le_bytes);
        let longs = [DAY, self.checksum, self.packed, self.size].map(u32::to_le_bytes);
        let lengths = [length, 0].map(u16::to_le_bytes);
        [
            shorts.as_flattened(),
            longs.as_flattened(),
            lengths.as_flattened(),
        ]
        .concat()
    }
}

impl<W: Write> Package<'_, W> {
    /// Takes over a part as it is packed.
    fn copy(
        &mut self,
        archive: &mut ZipArchive<Cursor<&[u8]>>,
        index: usize,
        name: &str,
    ) -> Result<(), String> {
        let mut file = archive.by_index_raw(index).map_err(|e| e.to_string())?;
        let method = match file.compression() {
            zip::CompressionMethod::Stored => STORED,
            _ => DEFLATED,
        };
        let packed = Packed::new(method, file.crc32(), file.compressed_size(), file.size())?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|e| e.to_string())?;
        self.add(name, &packed, &[&bytes])
    }

    /// Writes a part out of its pieces.
    fn join(&mut self, name: &str, ends: &Ends, body: &Body) -> Result<(), String> {
        let pieces = body.pieces.iter();
        let pieces: Vec<&Piece> = std::iter::once(&ends.before)
            .chain(pieces)
            .chain([&ends.behind])
            .collect();
        let mut checksum = Hasher::new();
        let (mut packed, mut size) = (0_u64, 0_u64);
        for piece in &pieces {
            checksum.combine(&piece.checksum);
            packed = packed.saturating_add(piece.packed.len() as u64);
            size = size.saturating_add(piece.size);
        }
        let packed = Packed::new(DEFLATED, checksum.finalize(), packed, size)?;
        let pieces: Vec<&[u8]> = pieces.iter().map(|piece| &*piece.packed).collect();
        self.add(name, &packed, &pieces)
    }

    fn add(&mut self, name: &str, packed: &Packed, pieces: &[&[u8]]) -> Result<(), String> {
        let header = packed.header(name);
        let local = [b"PK\x03\x04", &*header, name.as_bytes()].concat();
        let start = self.at.to_le_bytes();
        let entry: [&[u8]; 5] = [
            b"PK\x01\x02\x14\0",
            &header,
            &[0; 10],
            &start,
            name.as_bytes(),
        ];
        self.directory.extend(entry.concat());
        self.parts = self.parts.checked_add(1).ok_or("too many parts")?;
        let told = |e: std::io::Error| e.to_string();
        self.out.write_all(&local).map_err(told)?;
        for piece in pieces {
            self.out.write_all(piece).map_err(told)?;
        }
        self.at = u32::try_from(self.out.bytes()).map_err(|_| "a file above 4 GiB")?;
        Ok(())
    }

    fn finish(self) -> std::io::Result<()> {
        let length = u32::try_from(self.directory.len()).unwrap_or(u32::MAX);
        let count = self.parts.to_le_bytes();
        let end: [&[u8]; 6] = [
            b"PK\x05\x06\0\0\0\0",
            &count,
            &count,
            &length.to_le_bytes(),
            &self.at.to_le_bytes(),
            &[0; 2],
        ];
        self.out.write_all(&self.directory)?;
        self.out.write_all(&end.concat())
    }
}
