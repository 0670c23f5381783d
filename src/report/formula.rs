//! Formulas as templates: cells are named by their headers and become addresses where a sheet is laid out.
//!
//! `{执行数}` is the cell of that column in the same row, `{执行数:}` all data rows of it, `{执行数@3}` its third data
//! row, `{执行数@1:10}` the first ten, `{}` the column itself; `{执行率得分+2}` is two columns to the right, and `{排名!执行数}` stands on another
//! sheet; `{=1,2}` is a list of constants. Names are the Chinese headers, whatever the language of the book. A template with a name that its sheet
//! does not show has no formula, and the value stands alone.
//!
//! Only functions that Excel 2010, WPS 2016 and LibreOffice share are used, and a formula stands only where it comes
//! to exactly the value that was computed with decimals.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::column::{RowType, Slot};
use super::context::Context;
use super::table::{HEAD_ROWS, part_name};
use super::{SHEETS, table::Plan};
use crate::base::number::{Rounding, RoundingMode};
use crate::model::column_letters;

/// Longer sheets hold plain values: formulas by the hundred thousand make a workbook slow to open.
pub(super) const LIVE_ROWS: usize = 50_000;

/// Longer rankings hold plain ranks: each looks at every other.
pub(super) const LIVE_RANKS: usize = 5_000;

/// The cells that the formulas of one sheet can name.
pub(super) struct Grid<'c> {
    context: &'c Context<'c>,
    keys: Vec<String>,
    rows: usize,
    /// Other sheets that formulas have named so far, by their Chinese names.
    others: RefCell<BTreeMap<&'static str, Other>>,
    /// The last template of each column, taken apart: the next row mostly has the same.
    known: RefCell<Vec<Known>>,
}

/// A template taken apart.
#[derive(Default)]
struct Known {
    template: String,
    pieces: Vec<Piece>,
}

/// A piece of a template.
enum Piece {
    /// The same in every row.
    Fixed(String),
    /// A cell of the same row by the letters of its column.
    Here(String),
}

/// A sheet that formulas of another one name.
struct Other {
    name: String,
    keys: Vec<String>,
    rows: usize,
}

/// Names of the columns of a sheet, in order.
pub(super) fn keys<R: RowType>(slots: &[Slot<R>]) -> Vec<String> {
    slots.iter().map(|slot| slot.key.clone()).collect()
}

impl<'c> Grid<'c> {
    pub(super) fn of<R: RowType>(
        context: &'c Context<'c>,
        slots: &[Slot<R>],
        rows: usize,
    ) -> Option<Self> {
        (rows <= LIVE_ROWS).then(|| Self {
            context,
            keys: keys(slots),
            rows,
            others: RefCell::default(),
            known: RefCell::default(),
        })
    }

    /// `template` with addresses, for the cell in column `col` of row `row` (from 0).
    pub(super) fn formula(&self, template: &str, row: u32, col: usize) -> Option<String> {
        let mut all = self.known.borrow_mut();
        if all.len() <= col {
            all.resize_with(col + 1, Known::default);
        }
        let known = all.get_mut(col)?;
        if known.template != template || known.pieces.is_empty() {
            known.pieces = self.pieces(template, col)?;
            template.clone_into(&mut known.template);
        }
        let number = (row + 1).to_string();
        let mut formula = String::with_capacity(template.len() + 16);
        for piece in &known.pieces {
            match piece {
                Piece::Fixed(text) => formula.push_str(text),
                Piece::Here(column) => formula.extend([column, &*number]),
            }
        }
        Some(formula)
    }

    /// A template taken apart, for the cells in column `col`.
    fn pieces(&self, template: &str, col: usize) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        let mut rest = template;
        while let Some((text, tail)) = rest.split_once('{') {
            let (name, behind) = tail.split_once('}')?;
            pieces.push(Piece::Fixed(text.to_owned()));
            pieces.push(match name.strip_prefix('=') {
                Some(list) => Piece::Fixed(format!("{{{list}}}")),
                None => self.address(name, col)?,
            });
            rest = behind;
        }
        pieces.push(Piece::Fixed(rest.to_owned()));
        Some(pieces)
    }

    fn address(&self, name: &str, col: usize) -> Option<Piece> {
        let Some((sheet, name)) = name.split_once('!') else {
            return cell(&self.keys, self.rows, name, Some(col));
        };
        let context = self.context;
        let mut plans = context.scope.plans().iter().chain(SHEETS);
        let plan = plans.find(|plan| plan.name().zh == sheet)?;
        let mut others = self.others.borrow_mut();
        let other = others.entry(plan.name().zh).or_insert_with(|| Other {
            name: part_name(plan.name(), 0, context.lang),
            keys: plan.keys(context),
            rows: Plan::count(plan, context, 0),
        });
        match cell(&other.keys, other.rows, name, None)? {
            Piece::Fixed(address) => Some(Piece::Fixed(format!("'{}'!{address}", other.name))),
            Piece::Here(column) => Some(Piece::Here(format!("'{}'!{column}", other.name))),
        }
    }
}

/// The cells that a template names, all on other sheets.
pub(super) fn range(context: &Context, template: &str) -> Option<String> {
    let elsewhere = Grid {
        context,
        keys: Vec::new(),
        rows: 0,
        others: RefCell::default(),
        known: RefCell::default(),
    };
    elsewhere.formula(template, 0, 0)
}

/// The address that `name` means on a sheet with the columns `keys` and so many data rows, in the column `own`.
fn cell(keys: &[String], rows: usize, name: &str, own: Option<usize>) -> Option<Piece> {
    let (name, nth) = match name.split_once('@') {
        Some((name, nth)) => {
            let (from, to) = nth.split_once(':').unwrap_or((nth, nth));
            let nth = (from.parse::<u32>().ok()?, to.parse::<u32>().ok()?);
            (name, Some(nth))
        }
        None => (name, None),
    };
    let whole = name.strip_suffix(':');
    let col = column_letters(column(keys, whole.unwrap_or(name), own)?);
    let first = HEAD_ROWS + 1;
    Some(match (whole, nth) {
        (Some(_), _) => {
            let last = u32::try_from(rows).ok()?.checked_add(HEAD_ROWS)?;
            let range = || format!("${col}${first}:${col}${last}");
            (last >= first).then(|| Piece::Fixed(range()))?
        }
        (None, Some((from, to))) => {
            let [from, to] = [HEAD_ROWS.checked_add(from)?, HEAD_ROWS.checked_add(to)?];
            let end = if to > from {
                format!(":${col}${to}")
            } else {
                String::new()
            };
            Piece::Fixed(format!("${col}${from}{end}"))
        }
        (None, None) => Piece::Here(col),
    })
}

/// Position of `name`, or so many columns beside it.
fn column(keys: &[String], name: &str, own: Option<usize>) -> Option<usize> {
    let (name, offset) = match name.rsplit_once('+') {
        Some((name, right)) => (name, right.parse().ok()?),
        None => match name.rsplit_once('-') {
            Some((name, left)) => (name, -left.parse::<isize>().ok()?),
            None => (name, 0),
        },
    };
    let at = match name {
        "" => own?,
        name => keys.iter().position(|key| key == name)?,
    };
    at.checked_add_signed(offset).filter(|at| *at < keys.len())
}

/// Places to which a formula must round so as to come to `figure` and show at least two.
pub(super) fn places(figure: Decimal) -> u32 {
    figure.normalize().scale().max(2)
}

/// `words` as a constant inside a formula.
pub(super) fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
}

/// Whether Excel's ROUND of `exact` to `places` is `shown`.
pub(super) fn rounds_to(exact: Option<Decimal>, shown: Option<Decimal>, places: u32) -> bool {
    let half_up = Rounding::new(places, RoundingMode::HalfUp);
    exact.map(|e| half_up.apply(e)) == shown && shown.is_some()
}

#[cfg(test)]
mod tests {
    use super::{Piece, cell, quoted};

    #[test]
    fn names_become_addresses() {
        let keys: Vec<String> = ["名次", "单位", "总分"].map(str::to_owned).into();
        let at = |name| match cell(&keys, 14, name, Some(2))? {
            Piece::Fixed(address) => Some(address),
            Piece::Here(column) => Some(column + "10"),
        };
        assert_eq!(at("单位").as_deref(), Some("B10"));
        assert_eq!(at("总分-2").as_deref(), Some("A10"));
        assert_eq!(at("名次+1:").as_deref(), Some("$B$4:$B$17"));
        assert_eq!(at("总分@2").as_deref(), Some("$C$5"));
        assert_eq!(at("总分@2:5").as_deref(), Some("$C$5:$C$8"));
        assert_eq!(at("").as_deref(), Some("C10"));
        assert_eq!(at(":").as_deref(), Some("$C$4:$C$17"));
        assert_eq!(at("总分+1"), None);
        assert_eq!(at("等级"), None);
        assert!(cell(&keys, 0, "总分:", None).is_none());
    }

    #[test]
    fn words_are_quoted() {
        assert_eq!(quoted("优\"等"), "\"优\"\"等\"");
    }
}
