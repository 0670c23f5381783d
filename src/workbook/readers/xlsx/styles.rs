//! The number format of each cell format; everything else in a style part is passed over.

use std::collections::BTreeMap;

use memchr::memmem;
use quick_xml::escape::unescape;

use super::tags::{Piece, Tags, attribute};
use crate::finding::Refusal;
use crate::workbook::readers::collect::Shown;
use crate::workbook::readers::format::Shows;

/// Parts of a style part that say nothing about numbers; copying and pasting swells them.
const LOOKS: [&str; 4] = ["fonts", "fills", "borders", "cellStyleXfs"];

/// Cell formats as far as they matter: their number formats.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Own number formats: id and code.
    pub(super) codes: Vec<(u32, String)>,
    /// Number format of each cell format.
    pub(super) formats: Vec<u32>,
    shows: Vec<Shows>,
}

impl Styles {
    /// Reads `numFmts` and `cellXfs`, and stops there.
    pub(super) fn read(xml: &str) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        let mut tags = Tags::new(xml);
        let mut inside = false;
        let plain = memmem::find(xml.as_bytes(), b"<!").is_none();
        while let Some((piece, _)) = tags.next()? {
            match piece {
                Piece::Open("numFmt", attributes) | Piece::Lone("numFmt", attributes) => {
                    styles.code(attributes)?;
                }
                Piece::Open(name, _) if LOOKS.contains(&name) && plain => tags.leave(name),
                Piece::Open("cellXfs", _) => inside = true,
                Piece::Close("cellXfs") => break,
                Piece::Open("xf", attributes) | Piece::Lone("xf", attributes) if inside => {
                    styles.formats.push(format_id(attributes));
                }
                _ => {}
            }
        }
        styles.judge();
        Ok(styles)
    }

    /// How a cell format shows a number.
    pub(super) fn shows(&self, format: usize) -> Shows {
        self.shows
            .get(format)
            .copied()
            .unwrap_or(Shows::Number(Shown::Plain))
    }

    fn code(&mut self, attributes: &str) -> Result<(), Refusal> {
        let code = attribute(attributes, "formatCode").unwrap_or_default();
        let code = unescape(code).map_err(|_| Refusal::Damaged)?;
        self.codes.push((format_id(attributes), code.into_owned()));
        Ok(())
    }

    fn judge(&mut self) {
        let own: BTreeMap<u32, Shows> = self
            .codes
            .iter()
            .map(|(id, code)| (*id, Shows::of_code(code)))
            .collect();
        let shows = |id: &u32| {
            let known = own.get(id).copied();
            known.unwrap_or_else(|| Shows::of_builtin(*id))
        };
        self.shows = self.formats.iter().map(shows).collect();
    }
}

fn format_id(attributes: &str) -> u32 {
    let id = attribute(attributes, "numFmtId").map(str::parse);
    id.and_then(Result::ok).unwrap_or(0)
}
