//! The number format of each cell format; everything else in a style part is passed over.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::finding::Refusal;
use crate::form::grid::reader::format;
use crate::form::grid::reader::xml::{attributes, resolved, without_mark};

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
        let mut reader = Reader::from_str(without_mark(xml));
        let mut inside = false;
        loop {
            match reader.read_event().map_err(|_| Refusal::Damaged)? {
                Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                    "numFmt" => styles.code(&e)?,
                    "cellXfs" => inside = true,
                    "xf" if inside => styles.formats.push(format_id(&e)?),
                    _ => {}
                },
                Event::End(e) if e.local_name().as_ref() == "cellXfs" => break,
                Event::Eof => break,
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

    fn code(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let (mut id, mut code) = (0, String::new());
        attributes(element, |key, attribute| {
            match key {
                "numFmtId" => id = attribute.value.parse().unwrap_or(0),
                "formatCode" => code = resolved(&attribute)?.into_owned(),
                _ => {}
            }
            Ok(())
        })?;
        self.codes.push((id, code));
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

fn format_id(element: &BytesStart<'_>) -> Result<u32, Refusal> {
    let mut id = 0;
    attributes(element, |key, attribute| {
        if key == "numFmtId" {
            id = attribute.value.parse().unwrap_or(0);
        }
        Ok(())
    })?;
    Ok(id)
}
