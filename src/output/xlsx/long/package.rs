//! The finished package: the parts that the library wrote, and long sheets with their rows and links put in.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};

use crc32fast::Hasher;
use zip::ZipArchive;

use super::block::Body;
use super::markup::{Files, escape, relation};
use super::piece::{Piece, PieceStore};
use crate::output::xlsx::verify::CountingWriter;
use crate::report::HEAD_ROWS;

/// Deflated, UTF-8 names, 1 January 1980: what the library writes as well.
const VERSION: u16 = 20;
const FLAGS: u16 = 1 << 11;
const DEFLATED: u16 = 8;
const STORED: u16 = 0;
const DAY: u32 = 0x0021_0000;

/// Writes the parts of `saved` in their order; the sheets that have a body get its rows and links.
///
/// `header` is the number of the headers' format, by which the numbers of all formats are checked.
pub(super) fn write<W: Write>(
    saved: &[u8],
    bodies: &[Option<Body>],
    header: usize,
    kept: &PieceStore,
    out: &mut CountingWriter<W>,
) -> Result<(), String> {
    let mut archive = ZipArchive::new(Cursor::new(saved)).map_err(|e| e.to_string())?;
    let mut package = Package {
        out,
        kept,
        directory: Vec::new(),
        parts: 0,
        at: 0,
    };
    let leading = bodies.iter().zip(1..);
    let leading = leading.filter(|(body, _)| body.as_ref().is_some_and(|b| !b.files.is_empty()));
    let replaced: Vec<String> = leading.map(|(_, number)| relations(number)).collect();
    for index in 0..archive.len() {
        let name = name(&mut archive, index).map_err(|e| e.to_string())?;
        match bodies.iter().zip(1..).find(|(_, n)| name == part(*n)) {
            Some((Some(body), number)) => {
                let frame = text(&mut archive, &name)?;
                let ends = Ends::of(&frame, body, header, kept)?;
                package.join(&name, &ends.around(body))?;
                if !body.files.is_empty() {
                    let name = relations(number);
                    let own = text(&mut archive, &name).unwrap_or_else(|_| NO_RELATIONS.to_owned());
                    let whole = with_files(&own, &body.files).ok_or_else(lost)?;
                    package.join(&name, &[&kept.last(&whole)?])?;
                }
            }
            _ if replaced.contains(&name) => {}
            _ => package.copy(&mut archive, index, &name)?,
        }
    }
    package.finish().map_err(|e| e.to_string())
}

fn lost() -> String {
    "a sheet written otherwise than expected".to_owned()
}

fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut part = archive.by_name(name).map_err(|e| e.to_string())?;
    part.read_to_string(&mut text).map_err(|e| e.to_string())?;
    Ok(text)
}

/// The relationships of a sheet without any.
const NO_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";

const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";

/// The relationships of a sheet with those to other files added.
fn with_files(relations: &str, files: &Files) -> Option<String> {
    let (own, end) = relations.rsplit_once("</Relationships>")?;
    let mut all = own.to_owned();
    for (number, file) in files {
        let id = relation(*number);
        let start = [
            "<Relationship Id=\"",
            &id,
            "\" Type=\"",
            LINK,
            "\" Target=\"",
        ];
        all.extend(start);
        escape(&address(file), &mut all);
        all.push_str("\" TargetMode=\"External\"/>");
    }
    all.extend(["</Relationships>", end]);
    Some(all)
}

/// A path as an address: what would not be taken for a part of one is written by its number.
fn address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' | '"' | '%' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}' | '#' => {
                let _ = write!(address, "%{:02x}", u32::from(c));
            }
            c => address.push(c),
        }
    }
    address
}

fn name(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> zip::result::ZipResult<String> {
    let part = archive.by_index_raw(index)?;
    part.name().map(Cow::into_owned)
}

fn part(number: u32) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

fn relations(number: u32) -> String {
    format!("xl/worksheets/_rels/sheet{number}.xml.rels")
}

/// What is before, between and behind the rows and links of a sheet.
struct Ends {
    before: Piece,
    between: Piece,
    behind: Piece,
}

impl Ends {
    /// The ends of the sheet that the library wrote around one row.
    fn of(frame: &str, body: &Body, header: usize, kept: &PieceStore) -> Result<Self, String> {
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
        let before = with_rows(before, body.rows).ok_or_else(lost)?;
        let [open, close] = match body.links.is_empty() && around.is_empty() {
            true => ["", ""],
            false => ["<hyperlinks>", "</hyperlinks>"],
        };
        Ok(Self {
            before: kept.inner(&before)?,
            between: kept.inner(&["</sheetData>", upper, open].concat())?,
            behind: kept.last(&[&*around, close, lower].concat())?,
        })
    }

    /// The whole part in its order.
    fn around<'p>(&'p self, body: &'p Body) -> Vec<&'p Piece> {
        let rows = std::iter::once(&self.before).chain(&body.pieces);
        let links = std::iter::once(&self.between).chain(&body.links);
        rows.chain(links).chain([&self.behind]).collect()
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
    out: &'o mut CountingWriter<W>,
    kept: &'o PieceStore,
    directory: Vec<u8>,
    parts: u16,
    at: u32,
}

/// How a part is stored in the file.
struct PartData {
    method: u16,
    checksum: u32,
    packed: u32,
    size: u32,
}

impl PartData {
    fn new(method: u16, checksum: u32, packed: u64, size: u64) -> Result<Self, String> {
        let small = |bytes| u32::try_from(bytes).map_err(|_| "a part above 4 GiB".to_owned());
        Ok(Self {
            method,
            checksum,
            packed: small(packed)?,
            size: small(size)?,
        })
    }

    /// The fields of both headers of a part.
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
        let packed = PartData::new(method, file.crc32(), file.compressed_size(), file.size())?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|e| e.to_string())?;
        self.begin(name, &packed)?;
        self.out.write_all(&bytes).map_err(|e| e.to_string())?;
        self.end()
    }

    /// Writes a part out of its pieces.
    fn join(&mut self, name: &str, pieces: &[&Piece]) -> Result<(), String> {
        let mut checksum = Hasher::new();
        let (mut packed, mut size) = (0_u64, 0_u64);
        for piece in pieces {
            checksum.combine(&piece.checksum);
            packed = packed.saturating_add(piece.packed());
            size = size.saturating_add(piece.size);
        }
        let packed = PartData::new(DEFLATED, checksum.finalize(), packed, size)?;
        self.begin(name, &packed)?;
        for piece in pieces {
            let copied = self.kept.copy(piece, self.out);
            copied.map_err(|e| e.to_string())?;
        }
        self.end()
    }

    fn begin(&mut self, name: &str, packed: &PartData) -> Result<(), String> {
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
        self.out.write_all(&local).map_err(|e| e.to_string())
    }

    fn end(&mut self) -> Result<(), String> {
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
