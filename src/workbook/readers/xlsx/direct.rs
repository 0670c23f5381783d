//! Cells straight from the scan, for packages that hold nothing unusual: most of all there are.

use std::borrow::Cow;

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::lane::Kind;
use super::scan::{Scan, Stored};
use super::strings::{plain, text};
use super::styles::{Shows, Styles};
use super::tags::Tags;
use crate::finding::Refusal;
use crate::workbook::readers::calendar;
use crate::workbook::readers::collect::{Behind, Collector, Draft, Raw, Shown};

/// What the sheets of a package refer to.
pub(super) struct Shared<'x> {
    pub(super) strings: Vec<Cow<'x, str>>,
    pub(super) styles: &'x Styles,
    pub(super) date_1904: bool,
}

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
        collector: &mut Collector,
        draft: &mut Draft,
    ) -> Result<(), Left> {
        draft.expect(scan.cells.len());
        draft.hide(&scan.hidden_rows, &scan.hidden_columns);
        for stored in &scan.cells {
            let written = xml.get(stored.value.clone()).unwrap_or_default();
            let (raw, shown) = self.content(stored, written)?;
            if !matches!(raw, Raw::Blank) || stored.behind != Behind::Typed {
                collector.put(draft, stored.at, raw, shown, stored.behind)?;
            }
        }
        Ok(())
    }

    fn content<'v>(&'v self, stored: &Stored, written: &'v str) -> Result<(Raw<'v>, Shown), Left> {
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
        let value: f64 = written.parse().map_err(|_| Left::Unusual)?;
        Ok(match self.styles.shows(stored.style) {
            Shows::Number(shown) => (Raw::Number(value), shown),
            Shows::Date => {
                let kind = ExcelDateTimeType::DateTime;
                let day = calendar::day(ExcelDateTime::new(value, kind, self.date_1904));
                (Raw::Dated(value, day), Shown::Plain)
            }
        })
    }
}
