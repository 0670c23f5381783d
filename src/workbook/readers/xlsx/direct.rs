//! Cells straight from the scan, for packages that hold nothing unusual: most of all there are.

use std::borrow::Cow;
use std::collections::HashMap;

use super::lane::Kind;
use super::scan::{Scan, Stored};
use super::strings::{plain, text};
use super::styles::Styles;
use super::tags::Tags;
use crate::base::number;
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::calculate::Content;
use crate::workbook::readers::collect::{Behind, Collector, Draft, Raw, Shown};
use crate::workbook::readers::format::Shows;
use crate::workbook::readers::look::crossed_out;

/// What the sheets of a package refer to.
pub(super) struct Shared<'x> {
    pub(super) strings: Vec<Cow<'x, str>>,
    pub(super) styles: &'x Styles,
    pub(super) date_1904: bool,
}

/// Results of the formulas of one sheet that were stored without one.
pub(super) type Calculated = HashMap<CellRef, Content>;

/// Why a sheet is not read here.
pub(super) enum Left {
    /// It holds something that only the library reads.
    Unusual,
    Refused(Refusal),
}

impl From<Refusal> for Left {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Shared<'_> {
    /// Takes the cells of one sheet part.
    pub(super) fn fill(
        &self,
        xml: &str,
        scan: &Scan,
        calculated: Option<&Calculated>,
        (collector, draft): (&mut Collector, &mut Draft),
    ) -> Result<(), Left> {
        draft.expect(scan.cells.len());
        draft.hide(&scan.hidden_rows, &scan.hidden_columns);
        for stored in &scan.cells {
            let written = xml.get(stored.value.clone()).unwrap_or_default();
            let result = calculated.filter(|_| stored.value.is_empty());
            let result = result.and_then(|results| results.get(&stored.at));
            // Where an empty text was stored, that is no other result.
            let stays = stored.behind == Behind::TextFormula;
            let empty =
                |result: &&Content| matches!(result, Content::Text(text) if text.is_empty());
            let result = result.filter(|result| !(stays && empty(result)));
            let (raw, shown) = match result {
                Some(result) => self.result(stored, result),
                None => self.content(stored, written)?,
            };
            let raw = match self.styles.crosses_out(stored.style) {
                true => crossed_out(raw),
                false => raw,
            };
            if result.is_some() {
                collector.calculated(draft, stored.at);
            }
            if !matches!(raw, Raw::Blank) || stored.behind != Behind::Typed {
                collector.put(draft, stored.at, raw, shown, stored.behind)?;
            }
        }
        for at in &scan.linked {
            collector.linked(draft, *at);
        }
        Ok(())
    }

    /// The result of a formula, shown as its cell shows values.
    fn result<'v>(&self, stored: &Stored, result: &'v Content) -> (Raw<'v>, Shown) {
        let raw = match result {
            Content::Number(number) => return self.shown(stored, *number),
            Content::Text(text) => Raw::Text(Cow::Borrowed(text)),
            Content::Bool(truth) => Raw::Bool(*truth),
            Content::Error(name) => Raw::Error(Cow::Borrowed(name)),
        };
        (raw, Shown::Plain)
    }

    /// What a cell holds and how it shows that.
    pub(super) fn content<'v>(
        &'v self,
        stored: &Stored,
        written: &'v str,
    ) -> Result<(Raw<'v>, Shown), Left> {
        if stored.value.is_empty() {
            return match stored.kind {
                Kind::Unusual => Err(Left::Unusual),
                _ => Ok((Raw::Blank, Shown::Plain)),
            };
        }
        let raw = match stored.kind {
            Kind::Number => return self.number(stored, written),
            Kind::Shared => {
                let index: usize = written.parse().map_err(|_| Refusal::Damaged)?;
                let text = self.strings.get(index).ok_or(Refusal::Damaged)?;
                Raw::Text(Cow::Borrowed(text))
            }
            Kind::Text | Kind::Error => Raw::Text(plain(written)?.ok_or(Left::Unusual)?),
            // A value where runs should be.
            Kind::Inline if !written.contains('<') => return Err(Left::Unusual),
            Kind::Inline => {
                // The runs end where the part of the text does: an end is put behind it.
                let closed = format!("{written}</is>");
                let joined = text(&closed, &mut Tags::within(&closed, "is"), "is")?;
                Raw::Text(Cow::Owned(joined.ok_or(Left::Unusual)?.into_owned()))
            }
            Kind::Bool => match written {
                "0" => Raw::Bool(false),
                "1" => Raw::Bool(true),
                _ => return Err(Left::Unusual),
            },
            Kind::Unusual => return Err(Left::Unusual),
        };
        Ok((raw, Shown::Plain))
    }

    fn number(&self, stored: &Stored, written: &str) -> Result<(Raw<'static>, Shown), Left> {
        if let Shows::Number(shown) = self.styles.shows(stored.style)
            && let Some(figure) = number::from_written(written)
        {
            return Ok((Raw::Figure(figure), shown));
        }
        let value: f64 = written.parse().map_err(|_| Left::Unusual)?;
        Ok(self.shown(stored, value))
    }

    fn shown(&self, stored: &Stored, value: f64) -> (Raw<'static>, Shown) {
        self.styles.shows(stored.style).raw(value, self.date_1904)
    }
}
