//! The display of a sheet: widths of its columns and number formats of its cells.

use std::collections::HashMap;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::scan::Scan;
use super::styles::Styles;
use super::tags::{MarkupPiece, Tags, attribute};
use super::{PackageParts, holds};
use crate::base::number::{Rounding, RoundingMode, parse_plain};
use crate::model::CellRef;
use crate::workbook::container::{self, WorkbookFile};
use crate::workbook::{Cell, Remark, Sheet, Value, Workbook};

/// A sheet as it is displayed.
#[derive(Debug, Default)]
pub struct SheetView {
    /// Its cells.
    pub sheet: Sheet,
    /// First and last column, with their width in characters.
    widths: Vec<(u32, u32, Decimal)>,
    formats: HashMap<CellRef, NumberPlaces>,
    /// Error values such as `#DIV/0!` by cell.
    errors: HashMap<CellRef, EcoString>,
    /// Whether it has formulas that were stored without a result.
    open: bool,
}

/// The decimal places and separators of a number format that is no percentage and no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct NumberPlaces {
    places: u32,
    thousands: bool,
}

/// Width of a column without a width of its own, in characters.
const USUAL: Decimal = Decimal::from_parts(843, 0, 0, false, 2);

/// The visible sheets of a plain .xlsx as displayed; `None` for any other file.
#[must_use]
pub fn drawn(bytes: &[u8]) -> Option<Vec<SheetView>> {
    let WorkbookFile::Package(mut container, main) = container::check_plain(bytes)? else {
        return None;
    };
    if !holds(&main) {
        return None;
    }
    let parts = PackageParts::read(&mut container, &main).ok()?;
    let workbook = parts.directly().ok()?;
    let looks = parts.sheets.iter().map(|(xml, scan)| SheetView {
        widths: widths(xml, scan),
        formats: formats(scan, &parts.styles),
        open: !scan.open.is_empty(),
        ..SheetView::default()
    });
    Some(SheetView::of(workbook, looks.collect()))
}

/// The `<col>` elements, which precede the cells.
fn widths(xml: &str, scan: &Scan) -> Vec<(u32, u32, Decimal)> {
    let head = xml.get(..scan.data.start).unwrap_or_default();
    let mut tags = Tags::new(head);
    let mut widths = Vec::new();
    while let Ok(Some((piece, _))) = tags.next() {
        if let MarkupPiece::Open("col", attributes) | MarkupPiece::Lone("col", attributes) = piece {
            let number = |name| {
                attribute(attributes, name)?
                    .parse::<u32>()
                    .ok()?
                    .checked_sub(1)
            };
            let width = attribute(attributes, "width").and_then(parse_plain);
            if let (Some(first), Some(last), Some(width)) = (number("min"), number("max"), width) {
                widths.push((first, last, width));
            }
        }
    }
    widths
}

/// The error values of a sheet.
fn errors(remarks: &[Remark], sheet: &str) -> HashMap<CellRef, EcoString> {
    let errors = remarks.iter().filter_map(|remark| match remark {
        Remark::ErrorValue(own, cell, error) if own == sheet => Some((*cell, error.clone())),
        _ => None,
    });
    errors.collect()
}

fn formats(scan: &Scan, styles: &Styles) -> HashMap<CellRef, NumberPlaces> {
    let cells = scan.cells.iter();
    let formats = cells.filter_map(|cell| {
        let id = styles.formats.get(cell.style)?;
        let own = styles.codes.iter().find(|(own, _)| own == id);
        let digits = match own {
            Some((_, code)) => of_code(code),
            None => of_builtin(*id),
        };
        Some((cell.at, digits?))
    });
    formats.collect()
}

const fn of_builtin(id: u32) -> Option<NumberPlaces> {
    let (places, thousands) = match id {
        1 => (0, false),
        2 => (2, false),
        3 | 37 | 38 | 41 | 42 => (0, true),
        4 | 39 | 40 | 43 | 44 => (2, true),
        _ => return None,
    };
    Some(NumberPlaces { places, thousands })
}

/// Places and thousands separators of a code such as `#,##0.00_ `; `None` for a code with optional places.
fn of_code(code: &str) -> Option<NumberPlaces> {
    let first = code.split(';').next()?;
    let whole = first.find('0')?;
    let behind = first.split_once('.').map_or("", |(_, behind)| behind);
    let places = behind.chars().take_while(|c| *c == '0').count();
    let optional = behind.contains('#') || behind.contains('?');
    (!optional).then_some(NumberPlaces {
        places: u32::try_from(places).ok()?,
        thousands: first.get(..whole)?.contains(','),
    })
}

impl SheetView {
    /// The sheets of a workbook, with widths and formats from `looks` where there are any.
    #[must_use]
    pub fn of(workbook: Workbook, looks: Vec<Self>) -> Vec<Self> {
        let mut looks = looks.into_iter();
        let sheets = workbook.sheets.into_iter();
        let drawn = sheets.map(|sheet| Self {
            errors: errors(&workbook.remarks, &sheet.name),
            sheet,
            ..looks.next().unwrap_or_default()
        });
        drawn.collect()
    }

    /// Whether it has formulas that were stored without a result; only a reading process calculates them.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// Width of a column, in characters of a digit.
    #[must_use]
    pub fn width(&self, col: u32) -> Decimal {
        let own = self.widths.iter();
        let mut own = own.filter(|(first, last, _)| (*first..=*last).contains(&col));
        own.next().map_or(USUAL, |(_, _, width)| *width)
    }

    /// The text that the cell at an address displays.
    #[must_use]
    pub fn text(&self, at: CellRef) -> String {
        let Some(Cell { value, .. }) = self.sheet.at(at) else {
            let error = self.errors.get(&at);
            return error.map(EcoString::to_string).unwrap_or_default();
        };
        match (value, self.formats.get(&at)) {
            (Value::Number(figure), Some(digits)) => digits.write(*figure),
            (value, _) => value.text().into_owned(),
        }
    }
}

impl NumberPlaces {
    fn write(self, figure: Decimal) -> String {
        let mut shown = Rounding::new(self.places, RoundingMode::HalfUp).apply(figure);
        shown.rescale(self.places);
        let text = shown.abs().to_string();
        let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            let left = whole.len().saturating_sub(at);
            if self.thousands && at > 0 && left.is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if shown.is_sign_negative() && !shown.is_zero() {
            "-"
        } else {
            ""
        };
        format!("{sign}{grouped}{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::{of_builtin, of_code};

    #[test]
    fn figures_are_written_as_their_formats_say() {
        for (code, figure, shown) in [
            ("#,##0.00_ ", "1234567.891", "1,234,567.89"),
            ("0.00_);[Red](0.00)", "-0.5", "-0.50"),
            ("0", "97.6", "98"),
            ("#,##0", "999", "999"),
            ("_ * #,##0.0_ ", "1000", "1,000.0"),
        ] {
            let digits = of_code(code).unwrap();
            assert_eq!(digits.write(figure.parse().unwrap()), shown, "{code}");
        }
        for code in ["General", "0.##", "@"] {
            assert_eq!(of_code(code), None, "{code}");
        }
        assert_eq!(of_builtin(4).unwrap().write(1234.into()), "1,234.00");
        assert_eq!(of_builtin(0), None);
    }
}
