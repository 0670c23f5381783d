//! The small package for calamine: checked parts only, stored without compression.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::scan::Scan;
use super::styles::Styles;
use super::tags::{MarkupPiece, Tags, attribute};
use crate::finding::Refusal;

const ROLE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package while it is written.
pub(super) struct Repack {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    sheets: usize,
    date_1904: bool,
}

/// Name of a sheet in this package.
pub(super) fn sheet_name(number: usize) -> String {
    format!("s{number}")
}

impl Repack {
    pub(super) fn new(date_1904: bool) -> Result<Self, Refusal> {
        let mut repack = Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
            sheets: 0,
            date_1904,
        };
        let root = format!(
            "<Relationships><Relationship Id=\"w\" Type=\"{ROLE}/officeDocument\" \
             Target=\"xl/workbook.xml\"/></Relationships>"
        );
        repack.part("_rels/.rels", &[&root])?;
        Ok(repack)
    }

    /// Adds the cell data of the next sheet without blank cells; error values become texts.
    pub(super) fn sheet(&mut self, xml: &str, scan: &Scan) -> Result<(), Refusal> {
        let mut pieces = vec!["<worksheet>"];
        let mut from = scan.data.start;
        for (place, instead) in &scan.edits {
            pieces.push(xml.get(from..place.start).unwrap_or_default());
            pieces.push(instead);
            from = place.end;
        }
        pieces.push(xml.get(from..scan.data.end).unwrap_or_default());
        if scan.data.is_empty() {
            pieces.push("<sheetData></sheetData>");
        }
        pieces.push("</worksheet>");
        let path = format!("xl/worksheets/{}.xml", sheet_name(self.sheets));
        self.sheets += 1;
        self.part(&path, &pieces)
    }

    /// Adds the number formats.
    pub(super) fn styles(&mut self, styles: &Styles) -> Result<(), Refusal> {
        let mut xml = String::from("<styleSheet><numFmts>");
        for (id, code) in &styles.codes {
            let code = escape(code.as_str());
            let _ = write!(xml, "<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>");
        }
        xml.push_str("</numFmts><cellXfs>");
        for id in &styles.formats {
            let _ = write!(xml, "<xf numFmtId=\"{id}\"/>");
        }
        xml.push_str("</cellXfs></styleSheet>");
        self.part("xl/styles.xml", &[&xml])
    }

    /// Adds the shared strings; a count that cannot be true is refused.
    pub(super) fn strings(&mut self, xml: &str) -> Result<(), Refusal> {
        let mut tags = Tags::new(xml);
        while let Some((piece, place)) = tags.next()? {
            if let MarkupPiece::Open("sst", attributes) = piece {
                let count = attribute(attributes, "uniqueCount").map(str::parse::<u64>);
                let most = u64::try_from(xml.len()).unwrap_or(u64::MAX);
                if count.is_some_and(|c| c.map_or(true, |c| c > most)) {
                    return Err(Refusal::Contradictory);
                }
                let rest = xml.get(place.end..).unwrap_or_default();
                return self.part("xl/sharedStrings.xml", &["<sst>", rest]);
            }
        }
        Ok(())
    }

    /// The file with `sheets` sheets.
    pub(super) fn finish(mut self, sheets: usize) -> Result<Vec<u8>, Refusal> {
        let mut book = String::from("<workbook>");
        if self.date_1904 {
            book.push_str("<workbookPr date1904=\"1\"/>");
        }
        book.push_str("<sheets>");
        let mut links = String::from("<Relationships>");
        for name in (0..sheets).map(sheet_name) {
            let _ = write!(book, "<sheet name=\"{name}\" r:id=\"{name}\"/>");
            let _ = write!(
                links,
                "<Relationship Id=\"{name}\" Type=\"{ROLE}/worksheet\" Target=\"worksheets/{name}.xml\"/>"
            );
        }
        book.push_str("</sheets></workbook>");
        links.push_str("</Relationships>");
        self.part("xl/workbook.xml", &[&book])?;
        self.part("xl/_rels/workbook.xml.rels", &[&links])?;
        let file = self.zip.finish().map_err(|_| Refusal::Damaged)?;
        Ok(file.into_inner())
    }

    fn part(&mut self, path: &str, pieces: &[&str]) -> Result<(), Refusal> {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.zip
            .start_file(path, stored)
            .map_err(|_| Refusal::Damaged)?;
        for piece in pieces {
            self.zip
                .write_all(piece.as_bytes())
                .map_err(|_| Refusal::Damaged)?;
        }
        Ok(())
    }
}
