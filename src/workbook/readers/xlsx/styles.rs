//! The number format of each cell format; everything else in a style part is skipped.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use memchr::memmem;
use quick_xml::escape::unescape;

use super::tags::{MarkupPiece, Tags, attribute};
use crate::finding::Refusal;
use crate::workbook::readers::collect::Shown;
use crate::workbook::readers::format::Shows;

/// Elements of a style part without number formats; copying and pasting enlarges them.
const LOOKS: [&str; 4] = ["fonts", "fills", "borders", "cellStyleXfs"];

/// Cell formats with their number formats.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Custom number formats: id and code.
    pub(super) codes: Vec<(u32, String)>,
    /// Number format of each cell format.
    pub(super) formats: Vec<u32>,
    shows: Vec<Shows>,
    /// Cell formats with a crossed-out font.
    struck: BTreeSet<usize>,
}

thread_local! {
    /// The last style part and its formats: files of one template have the same.
    static LAST: RefCell<Option<(Arc<str>, Arc<Styles>)>> = const { RefCell::new(None) };
}

impl Styles {
    /// The cell formats of a style part; none without a part.
    pub(super) fn of(part: Option<&Arc<str>>) -> Result<Arc<Self>, Refusal> {
        let Some(part) = part else {
            return Self::read("").map(Arc::new);
        };
        let known = LAST.with_borrow(|last| {
            let (text, styles) = last.as_ref()?;
            (Arc::ptr_eq(text, part) || text == part).then(|| Arc::clone(styles))
        });
        if let Some(styles) = known {
            return Ok(styles);
        }
        let styles = Arc::new(Self::read(part)?);
        LAST.set(Some((Arc::clone(part), Arc::clone(&styles))));
        Ok(styles)
    }

    /// Reads `numFmts` and `cellXfs`, and stops there.
    pub(super) fn read(xml: &str) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        let mut tags = Tags::new(xml);
        let mut inside = false;
        let plain = memmem::find(xml.as_bytes(), b"<!").is_none();
        let strikes = memmem::find(xml.as_bytes(), b"<strike").is_some();
        let mut fonts = Fonts::default();
        while let Some((piece, _)) = tags.next()? {
            match piece {
                MarkupPiece::Open("numFmt", attributes)
                | MarkupPiece::Lone("numFmt", attributes) => {
                    styles.code(attributes)?;
                }
                MarkupPiece::Open("fonts", _) if strikes => fonts.inside = true,
                MarkupPiece::Close("fonts") => fonts.inside = false,
                MarkupPiece::Open("font", _) | MarkupPiece::Lone("font", _) if fonts.inside => {
                    fonts.count += 1
                }
                MarkupPiece::Lone("strike", attributes) if fonts.inside => fonts.strike(attributes),
                MarkupPiece::Open(name, _) if LOOKS.contains(&name) && plain => tags.leave(name),
                MarkupPiece::Open("cellXfs", _) => inside = true,
                MarkupPiece::Close("cellXfs") => break,
                MarkupPiece::Open("xf", attributes) | MarkupPiece::Lone("xf", attributes)
                    if inside =>
                {
                    if fonts.crosses_out(attributes) {
                        styles.struck.insert(styles.formats.len());
                    }
                    styles.formats.push(format_id(attributes));
                }
                _ => {}
            }
        }
        styles.judge();
        Ok(styles)
    }

    /// Whether the font of a cell format is crossed out.
    pub(super) fn crosses_out(&self, format: usize) -> bool {
        !self.struck.is_empty() && self.struck.contains(&format)
    }

    /// How a cell format displays a number.
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
        let shows = |id: &u32| Shows::of_number(*id, own.get(id));
        self.shows = self.formats.iter().map(shows).collect();
    }
}

/// Crossed-out fonts, by number.
#[derive(Default)]
struct Fonts {
    inside: bool,
    count: usize,
    struck: BTreeSet<usize>,
}

impl Fonts {
    fn strike(&mut self, attributes: &str) {
        if !matches!(attribute(attributes, "val"), Some("0" | "false")) {
            self.struck.extend(self.count.checked_sub(1));
        }
    }

    /// Whether a cell format has one of them.
    fn crosses_out(&self, attributes: &str) -> bool {
        let font = || attribute(attributes, "fontId")?.parse::<usize>().ok();
        !self.struck.is_empty() && font().is_some_and(|font| self.struck.contains(&font))
    }
}

fn format_id(attributes: &str) -> u32 {
    let id = attribute(attributes, "numFmtId").map(str::parse);
    id.and_then(Result::ok).unwrap_or(0)
}
