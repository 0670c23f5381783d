//! Formulas as templates: cells are named by their headers and become addresses where a sheet is laid out.
//!
//! `{执行数}` is the cell of that column in the same row, `{执行数:}` all data rows of it, `{执行数@3}` its third data
//! row, `{执行数@1:10}` the first ten, `{}` the column itself; `{执行率得分+2}` is two columns to the right, and
//! `{排名!执行数}` is on another sheet; `{=1,2}` is a list of constants, and `{#}` the places to which the result is
//! rounded. Names are the Chinese headers, whatever the language of the book. A template with a name of a column that
//! this book does not show has no formula, and the value stands alone; a name that no column has is a fault of the
//! program and is recorded, see [`super::Book::unknown_names`].
//!
//! Only functions that Excel 2010, WPS 2016 and LibreOffice share are used, and a formula is written only where its
//! result is exactly the value that was computed with decimals.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::context::Context;
use super::directory::{Extent, Names};
use super::row::HEAD_ROWS;
use super::value::{Formula, Value};
use crate::base::number::{Rounding, RoundingMode};
use crate::model::column_letters;

/// Longer sheets hold plain values: formulas by the hundred thousand make a workbook slow to open.
pub(super) const LIVE_ROWS: usize = 50_000;

/// Longer rankings hold plain ranks: each looks at every other.
pub(super) const LIVE_RANKS: usize = 5_000;

/// The cells that the formulas of one sheet can name.
pub(super) struct Grid<'c> {
    context: &'c Context<'c>,
    names: Names,
    rows: usize,
    /// Other sheets that formulas have named so far, by their Chinese names.
    others: RefCell<BTreeMap<String, Extent>>,
    /// The last parsed templates of each column: the next row mostly has one of them.
    known: RefCell<Vec<Templates>>,
}

/// How many templates of a column are kept.
const KEPT: usize = 4;

/// The last templates of a column.
#[derive(Default)]
struct Templates {
    kept: Vec<ParsedTemplate>,
    /// Number of all that were parsed.
    count: u32,
}

/// A parsed template.
struct ParsedTemplate {
    template: String,
    pieces: Vec<Piece>,
    /// Its number in the column, where it refers to its own sheet only.
    number: Option<u32>,
}

/// A piece of a template.
enum Piece {
    /// The same in every row.
    Fixed(String),
    /// A cell of the same row by the letters of its column.
    Here(String),
    /// The places of the result.
    Places,
}

impl Templates {
    /// `template` parsed, by `pieces` where it is not among the last ones.
    fn of(
        &mut self,
        template: &str,
        pieces: impl FnOnce() -> Option<Vec<Piece>>,
    ) -> Option<&ParsedTemplate> {
        if let Some(at) = self.kept.iter().position(|k| k.template == template) {
            return self.kept.get(at);
        }
        let pieces = pieces()?;
        if self.kept.len() >= KEPT {
            self.kept.remove(0);
        }
        self.count += 1;
        // Excel shifts cells of other sheets wrongly in shared formulas, and shares none with a list of constants.
        let own = !template.contains('!') && !template.contains("{=");
        self.kept.push(ParsedTemplate {
            template: template.to_owned(),
            pieces,
            number: own.then_some(self.count),
        });
        self.kept.last()
    }
}

/// A name that no column has.
#[derive(Debug, PartialEq, Eq)]
struct UnknownName;

impl<'c> Grid<'c> {
    /// The cells of a sheet with these columns and this number of rows; none where it is too long for formulas.
    pub(super) fn of(context: &'c Context<'c>, names: Names, rows: usize) -> Option<Self> {
        (rows <= LIVE_ROWS).then(|| Self {
            context,
            names,
            rows,
            others: RefCell::default(),
            known: RefCell::default(),
        })
    }

    /// `value` as the result of `template` in column `col` of row `row` (from 0), a cell with a formula of its own.
    pub(super) fn computed<'a>(
        &self,
        value: Value<'a>,
        template: &str,
        at: (u32, usize),
    ) -> Value<'a> {
        match self.computed_in_row(value, template, at) {
            Value::Formula(formula, result) => Value::Formula(formula.text.into(), result),
            value => value,
        }
    }

    /// The same in one of the rows that are laid out by this grid.
    pub(super) fn computed_in_row<'a>(
        &self,
        value: Value<'a>,
        template: &str,
        at: (u32, usize),
    ) -> Value<'a> {
        if value == Value::Blank {
            return value;
        }
        let formula = self.formula(template, value.number(), at);
        value.computed(formula)
    }

    /// `template` with addresses, rounding to the places of `result`.
    fn formula(
        &self,
        template: &str,
        result: Option<Decimal>,
        (row, col): (u32, usize),
    ) -> Option<Formula> {
        let mut all = self.known.borrow_mut();
        if all.len() <= col {
            all.resize_with(col + 1, Templates::default);
        }
        let templates = all.get_mut(col)?;
        let known = templates.of(template, || self.pieces(template, col))?;
        let number = (row + 1).to_string();
        let places = places(result.unwrap_or_default());
        let mut text = String::with_capacity(template.len() + 16);
        for piece in &known.pieces {
            match piece {
                Piece::Fixed(fixed) => text.push_str(fixed),
                Piece::Here(column) => text.extend([column, &*number]),
                Piece::Places => text.push_str(&places.to_string()),
            }
        }
        // A decimal has at most 28 places.
        let pattern = known.number.map(|number| (number << 5) | places);
        Some(Formula { text, pattern })
    }

    /// A parsed template, for the cells in column `col`.
    fn pieces(&self, template: &str, col: usize) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        let mut rest = template;
        while let Some((text, tail)) = rest.split_once('{') {
            let (name, behind) = tail.split_once('}')?;
            pieces.push(Piece::Fixed(text.to_owned()));
            pieces.push(match name.strip_prefix('=') {
                Some(list) => Piece::Fixed(format!("{{{list}}}")),
                None if name == "#" => Piece::Places,
                None => self.address(name, col)?,
            });
            rest = behind;
        }
        pieces.push(Piece::Fixed(rest.to_owned()));
        Some(pieces)
    }

    fn address(&self, name: &str, col: usize) -> Option<Piece> {
        let found = match name.split_once('!') {
            None => cell(&self.names, self.rows, name, Some(col)),
            Some((sheet, cell)) => self.elsewhere(sheet, cell),
        };
        found.unwrap_or_else(|UnknownName| {
            self.context.record_unknown(name);
            None
        })
    }

    /// A cell of another sheet.
    fn elsewhere(&self, sheet: &str, name: &str) -> Result<Option<Piece>, UnknownName> {
        let mut others = self.others.borrow_mut();
        if !others.contains_key(sheet) {
            let extent = (self.context.extent)(self.context, sheet).ok_or(UnknownName)?;
            others.insert(sheet.to_owned(), extent);
        }
        let other = others.get(sheet).ok_or(UnknownName)?;
        let piece = cell(&other.columns, other.rows, name, None)?;
        Ok(piece.map(|piece| match piece {
            Piece::Fixed(address) => Piece::Fixed(format!("'{}'!{address}", other.name)),
            Piece::Here(column) => Piece::Here(format!("'{}'!{column}", other.name)),
            Piece::Places => piece,
        }))
    }
}

/// The cells that a template names, all on other sheets.
pub(super) fn range(context: &Context, template: &str) -> Option<String> {
    let grid = Grid::of(context, Names::default(), 0)?;
    Some(grid.formula(template, None, (0, 0))?.text)
}

/// The address that `name` means on a sheet with these columns and this number of data rows, in the column `own`.
fn cell(
    names: &Names,
    rows: usize,
    name: &str,
    own: Option<usize>,
) -> Result<Option<Piece>, UnknownName> {
    let (name, nth) = match name.split_once('@') {
        Some((name, nth)) => {
            let (from, to) = nth.split_once(':').unwrap_or((nth, nth));
            let number = |text: &str| text.parse::<u32>().map_err(|_| UnknownName);
            (name, Some((number(from)?, number(to)?)))
        }
        None => (name, None),
    };
    let whole = name.strip_suffix(':');
    let Some(col) = column(names, whole.unwrap_or(name), own)? else {
        return Ok(None);
    };
    let col = column_letters(col);
    let range = |(from, to): (u32, u32)| {
        let [from, to] = [from, to].map(|nth| HEAD_ROWS.saturating_add(nth));
        let end = (to > from || whole.is_some()).then(|| format!(":${col}${to}"));
        Piece::Fixed(format!("${col}${from}{}", end.unwrap_or_default()))
    };
    let last = u32::try_from(rows).ok().filter(|last| *last > 0);
    Ok(match (whole, nth) {
        (Some(_), _) => last.map(|last| range((1, last))),
        (None, Some(nth)) => Some(range(nth)),
        (None, None) => Some(Piece::Here(col)),
    })
}

/// Position of `name`, or of a column at an offset from it; none where this book does not show the column.
fn column(names: &Names, name: &str, own: Option<usize>) -> Result<Option<usize>, UnknownName> {
    let number = |text: &str| text.parse::<isize>().map_err(|_| UnknownName);
    let (name, offset) = match (name.rsplit_once('+'), name.rsplit_once('-')) {
        (Some((name, right)), _) => (name, number(right)?),
        (None, Some((name, left))) => (name, -number(left)?),
        (None, None) => (name, 0),
    };
    let at = match name {
        "" => own,
        _ if names.hidden.contains(&name) => return Ok(None),
        _ => names.shown.iter().position(|key| *key == name),
    };
    let at = at.and_then(|at| at.checked_add_signed(offset));
    let shown = at.filter(|at| *at < names.shown.len());
    shown.map(Some).ok_or(UnknownName)
}

/// Places to which a formula must round so that its result is `figure` with at least two places shown.
pub(super) fn places(figure: Decimal) -> u32 {
    figure.normalize().scale().max(2)
}

/// `words` as a constant inside a formula.
pub(crate) fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
}

/// Whether Excel's ROUND of `exact` to `places` is `shown`.
pub(super) fn rounds_to(exact: Option<Decimal>, shown: Option<Decimal>, places: u32) -> bool {
    let half_up = Rounding::new(places, RoundingMode::HalfUp);
    exact.map(|e| half_up.apply(e)) == shown && shown.is_some()
}

#[cfg(test)]
mod tests {
    use super::{Names, Piece, UnknownName, cell, quoted};

    #[test]
    fn names_become_addresses() {
        let names = Names {
            shown: vec!["名次", "单位", "总分"],
            hidden: vec!["分组"],
        };
        let at = |name| {
            Ok(cell(&names, 14, name, Some(2))?.map(|piece| match piece {
                Piece::Fixed(address) => address,
                Piece::Here(column) => column + "10",
                Piece::Places => String::new(),
            }))
        };
        for (name, address) in [
            ("单位", "B10"),
            ("总分-2", "A10"),
            ("名次+1:", "$B$4:$B$17"),
            ("总分@2", "$C$5"),
            ("总分@2:5", "$C$5:$C$8"),
            ("", "C10"),
            (":", "$C$4:$C$17"),
        ] {
            assert_eq!(at(name), Ok(Some(address.to_owned())), "{name}");
        }
        assert_eq!(at("分组"), Ok(None));
        for name in ["总分+1", "等级", "总分@二", "总分+二"] {
            assert_eq!(at(name), Err(UnknownName), "{name}");
        }
        assert!(matches!(cell(&names, 0, "总分:", None), Ok(None)));
    }

    #[test]
    fn words_are_quoted() {
        assert_eq!(quoted("优\"等"), "\"优\"\"等\"");
    }
}
