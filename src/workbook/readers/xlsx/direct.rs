//! Cells directly from the scan, for packages without anything unusual, which are the most.

use std::borrow::Cow;
use std::collections::HashMap;

use super::lane::CellType;
use super::scan::{Scan, ScannedCell};
use super::strings::{plain, text};
use super::styles::Styles;
use super::tags::Tags;
use crate::base::number;
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::Remark;
use crate::workbook::calculate::CellContent;
use crate::workbook::readers::collect::{Collector, Raw, SheetDraft, Shown, ValueOrigin};
use crate::workbook::readers::format::Shows;
use crate::workbook::readers::look::crossed_out;

/// The parts that the sheets of a package refer to.
pub(super) struct SharedParts<'x> {
    pub(super) strings: Vec<Cow<'x, str>>,
    pub(super) styles: &'x Styles,
    pub(super) date_1904: bool,
}

/// Results of the formulas of one sheet that were stored without one.
pub(super) type CalculatedCells = HashMap<CellRef, CellContent>;

/// Why a sheet is not read directly.
pub(super) enum DirectError {
    /// It has content that only the library reads.
    Unusual,
    Refused(Refusal),
}

impl From<Refusal> for DirectError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl SharedParts<'_> {
    /// Adds the cells of one sheet part.
    pub(super) fn fill(
        &self,
        xml: &str,
        scan: &Scan,
        calculated: Option<&CalculatedCells>,
        (collector, draft): (&mut Collector, &mut SheetDraft),
    ) -> Result<(), DirectError> {
        draft.expect(scan.cells.len());
        draft.hide(&scan.hidden_rows, &scan.hidden_columns);
        for stored in &scan.cells {
            let written = xml.get(stored.value.clone()).unwrap_or_default();
            let result = calculated.filter(|_| stored.value.is_empty());
            let result = result.and_then(|results| results.get(&stored.at));
            // An empty result is the stored one, not a new one.
            let stays = stored.behind == ValueOrigin::TextFormula;
            let empty = |result: &&CellContent| matches!(result, CellContent::Text(text) if text.is_empty());
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
                collector.remark(Remark::Calculated, draft, stored.at);
            }
            if !matches!(raw, Raw::Blank) || stored.behind != ValueOrigin::Typed {
                collector.put(draft, stored.at, raw, shown, stored.behind)?;
            }
        }
        for at in &scan.linked {
            collector.remark(Remark::Linked, draft, *at);
        }
        Ok(())
    }

    /// The result of a formula, shown as its cell shows values.
    fn result<'v>(&self, stored: &ScannedCell, result: &'v CellContent) -> (Raw<'v>, Shown) {
        let raw = match result {
            CellContent::Number(number) => return self.shown(stored, *number),
            CellContent::Text(text) => Raw::Text(Cow::Borrowed(text)),
            CellContent::Bool(truth) => Raw::Bool(*truth),
            CellContent::Error(name) => Raw::Error(Cow::Borrowed(name)),
        };
        (raw, Shown::Plain)
    }

    /// The content of a cell and how it is displayed.
    pub(super) fn content<'v>(
        &'v self,
        stored: &ScannedCell,
        written: &'v str,
    ) -> Result<(Raw<'v>, Shown), DirectError> {
        if stored.value.is_empty() {
            return match stored.kind {
                CellType::Unusual => Err(DirectError::Unusual),
                _ => Ok((Raw::Blank, Shown::Plain)),
            };
        }
        let raw = match stored.kind {
            CellType::Number => return self.number(stored, written),
            CellType::Shared => {
                let index: usize = written.parse().map_err(|_| Refusal::Damaged)?;
                let text = self.strings.get(index).ok_or(Refusal::Damaged)?;
                Raw::Text(Cow::Borrowed(text))
            }
            CellType::Text | CellType::Error => {
                Raw::Text(plain(written)?.ok_or(DirectError::Unusual)?)
            }
            // A value in place of runs.
            CellType::Inline if !written.contains('<') => return Err(DirectError::Unusual),
            CellType::Inline => {
                // The text ends behind the runs: the end tag of the element is added.
                let closed = format!("{written}</is>");
                let joined = text(&closed, &mut Tags::within(&closed, "is"), "is")?;
                Raw::Text(Cow::Owned(joined.ok_or(DirectError::Unusual)?.into_owned()))
            }
            CellType::Bool => match written {
                "0" => Raw::Bool(false),
                "1" => Raw::Bool(true),
                _ => return Err(DirectError::Unusual),
            },
            CellType::Unusual => return Err(DirectError::Unusual),
        };
        Ok((raw, Shown::Plain))
    }

    fn number(
        &self,
        stored: &ScannedCell,
        written: &str,
    ) -> Result<(Raw<'static>, Shown), DirectError> {
        if let Shows::Number(shown) = self.styles.shows(stored.style)
            && let Some(figure) = number::from_written(written)
        {
            return Ok((Raw::Figure(figure), shown));
        }
        let value: f64 = written.parse().map_err(|_| DirectError::Unusual)?;
        Ok(self.shown(stored, value))
    }

    fn shown(&self, stored: &ScannedCell, value: f64) -> (Raw<'static>, Shown) {
        self.styles.shows(stored.style).raw(value, self.date_1904)
    }
}
