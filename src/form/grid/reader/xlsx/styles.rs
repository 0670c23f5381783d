//! The number format of each cell format; everything else in a style part is passed over.

use std::collections::HashMap;

use quick_xml::escape::unescape;

use super::tags::{Piece, Tags, attribute};
use crate::finding::Refusal;
use crate::form::grid::reader::format;

/// Cell formats as far as they matter: their number formats.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Own number formats: id and code.
    pub(super) codes: Vec<(u32, String)>,
    /// Number format of each cell format.
    pub(super) formats: Vec<u32>,
    percent: Vec<bool>,
}

impl Styles {
    /// Reads `numFmts` and `cellXfs`, and stops there.
    pub(super) fn read(xml: &str) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        let mut tags = Tags::new(xml);
        let mut inside = false;
        while let Some((piece, _)) = tags.next()? {
            match piece {
                Piece::Open("numFmt", attributes) | Piece::Lone("numFmt", attributes) => {
                    styles.code(attributes)?;
                }
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

    /// Whether a cell format shows numbers as percentages.
    pub(super) fn is_percent(&self, format: usize) -> bool {
        self.percent.get(format).copied().unwrap_or(false)
    }

    fn code(&mut self, attributes: &str) -> Result<(), Refusal> {
        let code = attribute(attributes, "formatCode").unwrap_or_default();
        let code = unescape(code).map_err(|_| Refusal::Damaged)?;
        self.codes.push((format_id(attributes), code.into_owned()));
        Ok(())
    }

    fn judge(&mut self) {
        let own: HashMap<u32, bool> = self
            .codes
            .iter()
            .map(|(id, code)| (*id, format::is_percent(code)))
            .collect();
        let percent = |id: &u32| {
            let known = own.get(id).copied();
            known.unwrap_or_else(|| format::builtin_percent(*id))
        };
        self.percent = self.formats.iter().map(percent).collect();
    }
}

fn format_id(attributes: &str) -> u32 {
    let id = attribute(attributes, "numFmtId").map(str::parse);
    id.and_then(Result::ok).unwrap_or(0)
}
