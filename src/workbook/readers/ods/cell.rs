//! The attributes of one .ods cell.

use std::borrow::Cow;

use quick_xml::events::BytesStart;
use rust_decimal::Decimal;

use crate::base::number::{self, Rounding, RoundingMode};
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::readers::collect::{Raw, Shown, ValueOrigin};
use crate::workbook::readers::xml::{attributes, resolved};

/// The attributes of a cell.
#[derive(Debug, Default)]
pub(super) struct CellAttributes {
    kind: Option<String>,
    /// The value, of any type.
    value: Option<String>,
    formula: bool,
    error: bool,
    /// Number of repetitions of the cell.
    pub(super) columns: u32,
    wide: u32,
    high: u32,
}

impl CellAttributes {
    pub(super) fn read(element: &BytesStart<'_>) -> Result<Self, Refusal> {
        let mut cell = Self {
            columns: 1,
            wide: 1,
            high: 1,
            ..Self::default()
        };
        attributes(element, |local, attribute| {
            let text = || resolved(&attribute).map(Cow::into_owned);
            match local {
                // LibreOffice writes the type twice, the second time with error as a type of its own.
                "value-type" if attribute.key.as_ref().starts_with("calcext") => {
                    cell.error = attribute.value.as_ref() == "error";
                }
                "value-type" => cell.kind = Some(text()?),
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                    cell.value = Some(text()?);
                }
                "formula" => cell.formula = true,
                "number-columns-repeated" => cell.columns = super::count(Some(text()?))?,
                "number-columns-spanned" => cell.wide = super::count(Some(text()?))?,
                "number-rows-spanned" => cell.high = super::count(Some(text()?))?,
                _ => {}
            }
            Ok(())
        })?;
        Ok(cell)
    }

    /// The last cell of the merged region that begins at `first`.
    pub(super) const fn merged_to(&self, first: CellRef) -> Option<CellRef> {
        if self.wide == 1 && self.high == 1 {
            return None;
        }
        let row = first.row.saturating_add(self.high - 1);
        Some(CellRef::new(row, first.col.saturating_add(self.wide - 1)))
    }

    /// The content of the cell; `text` is that of its paragraphs.
    pub(super) fn raw<'t>(&'t self, text: &'t str) -> Raw<'t> {
        if self.error {
            return Raw::Error(Cow::Borrowed(text));
        }
        let value = self.value.as_deref();
        match (self.kind.as_deref(), value) {
            (None, _) => Raw::Blank,
            (Some("float" | "percentage" | "currency"), Some(value)) => {
                value.parse().map_or(Raw::Number(f64::NAN), Raw::Number)
            }
            (Some("date" | "time"), Some(value)) => Raw::iso(value),
            (Some("boolean"), Some(value)) => Raw::Bool(value == "true"),
            (Some("string"), Some(value)) => Raw::Text(Cow::Borrowed(value)),
            (Some(_), _) => Raw::Text(Cow::Borrowed(text)),
        }
    }

    /// How the cell displays its number, by the text of its paragraph.
    pub(super) fn shown(&self, text: &str) -> Shown {
        let value = self.value.as_deref();
        match (self.kind.as_deref(), value) {
            (Some("percentage"), _) => Shown::Percent(percent_places(text)),
            (Some("float" | "currency"), Some(value)) => of_number(value, text.trim()),
            _ => Shown::Plain,
        }
    }

    pub(super) const fn behind(&self) -> ValueOrigin {
        if self.formula {
            ValueOrigin::Formula
        } else {
            ValueOrigin::Typed
        }
    }
}

/// The decimal places of `9%` or `89.85%`.
fn percent_places(text: &str) -> Option<u8> {
    let shown = text.trim().strip_suffix('%')?;
    let behind = shown.split_once('.').map_or("", |(_, behind)| behind);
    u8::try_from(behind.trim().len()).ok()
}

/// 012345 for 12345 is a code; 433.69 for 4336900 is a number in 万.
fn of_number(value: &str, text: &str) -> Shown {
    if text.len() > 1 && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit()) {
        return Shown::Padded(text.len());
    }
    let plain = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let seen = number::parse_plain(&plain.replace(',', ""));
    let stored = value.parse().ok().and_then(number::from_cell);
    let Some((seen, stored)) = seen.zip(stored).filter(|(seen, _)| !seen.is_zero()) else {
        return Shown::Plain;
    };
    let rounded = Rounding {
        places: seen.scale(),
        mode: RoundingMode::HalfUp,
    };
    let mut shrunk = stored;
    for powers in 0..=MOST_POWERS {
        if rounded.apply(shrunk) == seen {
            return match powers {
                0 => Shown::Plain,
                powers => Shown::Scaled(powers),
            };
        }
        shrunk = shrunk.checked_div(Decimal::TEN).unwrap_or(shrunk);
    }
    Shown::Plain
}

/// 亿
const MOST_POWERS: u8 = 8;
