//! How a sheet looks: widths of its columns and number formats of its cells, for whoever draws it.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::scan::Scan;
use super::styles::Styles;
use super::tags::{Piece, Tags, attribute};
use super::{Parts, holds};
use crate::base::number::{Rounding, RoundingMode, parse_plain};
use crate::model::CellRef;
use crate::workbook::container::{self, Content};
use crate::workbook::{Cell, Sheet, Value};

/// A sheet with its look.
#[derive(Debug)]
pub struct Drawn {
    /// What it holds.
    pub sheet: Sheet,
    /// First and last column, and their width in characters.
    widths: Vec<(u32, u32, Decimal)>,
    formats: HashMap<CellRef, Digits>,
}

/// How a number format writes a number that is no percentage and no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Digits {
    places: u32,
    thousands: bool,
}

/// Width of a column without one of its own, in characters.
const USUAL: Decimal = Decimal::from_parts(843, 0, 0, false, 2);

/// The visible sheets of a plain .xlsx with their look; `None` where it is anything else.
#[must_use]
pub fn drawn(bytes: &[u8]) -> Option<Vec<Drawn>> {
    let Content::Package(mut container, main) = container::check_plain(bytes)? else {
        return None;
    };
    if !holds(&main) {
        return None;
    }
    let parts = Parts::read(&mut container, &main).ok()?;
    let workbook = parts.directly().ok()?;
    let looks = parts.sheets.iter().zip(workbook.sheets);
    let drawn = looks.map(|((xml, scan), sheet)| Drawn {
        sheet,
        widths: widths(xml, scan),
        formats: formats(scan, &parts.styles),
    });
    Some(drawn.collect())
}

/// The `<col>` elements, which stand before the cells.
fn widths(xml: &str, scan: &Scan) -> Vec<(u32, u32, Decimal)> {
    let head = xml.get(..scan.data.start).unwrap_or_default();
    let mut tags = Tags::new(head);
    let mut widths = Vec::new();
    while let Ok(Some((piece, _))) = tags.next() {
        if let Piece::Open("col", attributes) | Piece::Lone("col", attributes) = piece {
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

fn formats(scan: &Scan, styles: &Styles) -> HashMap<CellRef, Digits> {
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

const fn of_builtin(id: u32) -> Option<Digits> {
    let (places, thousands) = match id {
        1 => (0, false),
        2 => (2, false),
        3 | 37 | 38 | 41 | 42 => (0, true),
        4 | 39 | 40 | 43 | 44 => (2, true),
        _ => return None,
    };
    Some(Digits { places, thousands })
}

/// Places and thousands separators of a code such as `#,##0.00_ `; none of a code that shows every place.
fn of_code(code: &str) -> Option<Digits> {
    let first = code.split(';').next()?;
    let whole = first.find('0')?;
    let behind = first.split_once('.').map_or("", |(_, behind)| behind);
    let places = behind.chars().take_while(|c| *c == '0').count();
    let optional = behind.contains('#') || behind.contains('?');
    (!optional).then_some(Digits {
        places: u32::try_from(places).ok()?,
        thousands: first.get(..whole)?.contains(','),
    })
}

impl Drawn {
    /// A sheet of which no more is known than what it holds.
    #[must_use]
    pub fn plain(sheet: Sheet) -> Self {
        Self {
            sheet,
            widths: Vec::new(),
            formats: HashMap::new(),
        }
    }

    /// Width of a column in characters of a digit.
    #[must_use]
    pub fn width(&self, col: u32) -> Decimal {
        let own = self.widths.iter();
        let mut own = own.filter(|(first, last, _)| (*first..=*last).contains(&col));
        own.next().map_or(USUAL, |(_, _, width)| *width)
    }

    /// What a cell shows.
    #[must_use]
    pub fn text(&self, cell: &Cell) -> String {
        match (&cell.value, self.formats.get(&cell.at)) {
            (Value::Number(figure), Some(digits)) => digits.write(*figure),
            (value, _) => value.text().into_owned(),
        }
    }
}

impl Digits {
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
