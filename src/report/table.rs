//! A sheet as a plan: which rows, which columns, when it is left out.

mod sheet;

use std::ops::Range;

use super::chart::Chart;
use super::column::{Column, Head, RowType, Slot, slots};
use super::context::Context;
use super::formula::{Grid, keys};
use super::input::Input;
use super::value::Value;
use crate::base::lang::{Lang, Text};
pub use sheet::Sheet;

/// Rows above the data of every sheet: title, subtitle, header.
pub const HEAD_ROWS: u32 = 3;

/// What a row is to its sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A row of data.
    Item,
    /// A closing row: sum, mean, median.
    Total,
    /// A sentence below the data, in the first cell.
    Note,
}

/// How close the rows of a sheet stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// A table to be circulated: tall rows, centred.
    Roomy,
    /// A long list to be searched: low rows, long texts begin at the top.
    Close,
}

/// How a sheet is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// As wide as an A4 page lying down, as long as it gets.
    Landscape,
    /// On one upright A4 page.
    OnePage,
    /// As wide as an upright A4 page; charts begin a new one.
    Upright,
}

/// One row of a finished sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// One value for each column; a note has only one.
    pub cells: Vec<Value<'a>>,
    /// What it is.
    pub role: Role,
    /// Rows of one block belong together and share their shade.
    pub block: usize,
}

impl Row<'_> {
    /// A sentence below the data.
    #[must_use]
    pub fn note(text: String) -> Self {
        Self {
            cells: vec![Value::from(text)],
            role: Role::Note,
            block: 0,
        }
    }
}

/// The rows of a sheet, made one by one while they are written.
pub type Rows<'a> = Box<dyn Iterator<Item = Row<'a>> + 'a>;

/// The values of one column, made one by one.
pub type Values<'a> = Box<dyn Iterator<Item = Value<'a>> + 'a>;

/// A sheet as its file in this folder writes it down.
pub(super) trait Table: 'static {
    /// Kind of its rows.
    type Of: RowType;
    /// Name on the tab, at most 29 characters, so that a number fits behind it.
    const NAME: Text;
    /// Its columns.
    const COLUMNS: &'static [Column<Self::Of>];
    /// Columns that stay in view.
    const FROZEN: u16 = 0;
    /// How close its rows stand.
    const SPACING: Spacing = Spacing::Close;
    /// Columns at the right end that are not printed.
    const SCREEN_ONLY: usize = 0;
    /// Whether its rows can be filtered.
    const FILTER: bool = true;
    /// How it is printed.
    const PAGE: Page = Page::Landscape;
    /// Whether only its inputs can be changed, without a password.
    const LOCKED: bool = false;

    /// Headline above the table.
    fn title(context: &Context) -> String;

    /// Columns at the right end that are not printed, where the data decide.
    fn screen_only(_context: &Context) -> usize {
        Self::SCREEN_ONLY
    }

    /// How it is printed, where the data decide.
    fn page(_context: &Context) -> Page {
        Self::PAGE
    }

    /// Charts below or beside the rows.
    fn charts(_context: &Context) -> Vec<Chart> {
        Vec::new()
    }

    /// Cells that the reader may change.
    fn inputs(_context: &Context) -> Vec<Input> {
        Vec::new()
    }

    /// How many sheets it fills; 0 leaves it out.
    fn parts(context: &Context) -> usize {
        usize::from(Self::count(context, 0) > 0)
    }

    /// Number of data rows in a part.
    fn count(context: &Context, part: usize) -> usize;

    /// Data rows of a part with their blocks.
    fn rows<'a>(
        context: &'a Context<'a>,
        part: usize,
    ) -> impl Iterator<Item = (usize, <Self::Of as RowType>::Row<'a>)> + 'a;

    /// The rows among which the longest texts of its growing columns are.
    fn longest<'a>(
        context: &'a Context<'a>,
    ) -> impl Iterator<Item = <Self::Of as RowType>::Row<'a>> + 'a {
        Self::rows(context, 0).map(|(_, row)| row)
    }

    /// The same without the first ones; where rows are costly to make, these are not made.
    fn rows_from<'a>(
        context: &'a Context<'a>,
        part: usize,
        first: usize,
    ) -> impl Iterator<Item = (usize, <Self::Of as RowType>::Row<'a>)> + 'a {
        Self::rows(context, part).skip(first)
    }

    /// Rows below the data of the last part.
    fn closing<'a>(_context: &'a Context<'a>) -> Vec<Row<'a>> {
        Vec::new()
    }
}

/// A [`Table`] with its row type erased, so that all sheets stand in one list.
pub(super) struct Plan {
    name: Text,
    frozen: u16,
    spacing: Spacing,
    page: fn(&Context) -> Page,
    filter: bool,
    locked: bool,
    inputs: fn(&Context) -> Vec<Input>,
    screen_only: fn(&Context) -> usize,
    charts: fn(&Context) -> Vec<Chart>,
    title: fn(&Context) -> String,
    parts: fn(&Context) -> usize,
    count: fn(&Context, usize) -> usize,
    heads: fn(&Context) -> Vec<Head>,
    keys: fn(&Context) -> Vec<String>,
    items: for<'a> fn(&'a Context<'a>, usize, Range<usize>) -> Rows<'a>,
    column: for<'a> fn(&'a Context<'a>, usize, usize) -> Values<'a>,
    closing: for<'a> fn(&'a Context<'a>, usize) -> Vec<Row<'a>>,
}

impl Plan {
    pub(super) const fn of<T: Table>() -> Self {
        Self {
            name: T::NAME,
            frozen: T::FROZEN,
            spacing: T::SPACING,
            page: T::page,
            filter: T::FILTER,
            locked: T::LOCKED,
            inputs: T::inputs,
            screen_only: T::screen_only,
            charts: T::charts,
            title: T::title,
            parts: T::parts,
            count: T::count,
            heads: heads::<T>,
            keys: |context| keys(&slots(T::COLUMNS, context)),
            items: items::<T>,
            column: column::<T>,
            closing: closing::<T>,
        }
    }

    /// Name on the tab.
    pub(super) const fn name(&self) -> Text {
        self.name
    }

    /// Number of data rows in a part.
    pub(super) fn count(&self, context: &Context, part: usize) -> usize {
        (self.count)(context, part)
    }

    /// Names of its columns in formulas.
    pub(super) fn keys(&self, context: &Context) -> Vec<String> {
        (self.keys)(context)
    }

    /// The sheets it fills in a book.
    pub(super) fn sheets<'a>(
        &'static self,
        context: &'a Context<'a>,
    ) -> impl Iterator<Item = Sheet<'a>> + 'a {
        (0..(self.parts)(context)).map(move |part| Sheet {
            plan: self,
            context,
            part,
        })
    }
}

fn heads<T: Table>(context: &Context) -> Vec<Head> {
    slots(T::COLUMNS, context)
        .into_iter()
        .map(|slot| Head {
            width: width::<T>(&slot, context),
            ..slot.head
        })
        .collect()
}

/// Width of a column, grown to its longest text where it may grow; header words stay whole.
fn width<T: Table>(slot: &Slot<T::Of>, context: &Context) -> u16 {
    let column = slot.column;
    if column.widest <= column.width {
        return column.width.max(longest_word(&slot.head.title));
    }
    let longest = T::longest(context)
        .map(|row| slot.value(&row, context).width())
        .max();
    let longest = u16::try_from(longest.unwrap_or(0)).unwrap_or(u16::MAX);
    longest.clamp(column.width, column.widest)
}

/// The data rows of a part that lie in `range`.
fn items<'a, T: Table>(context: &'a Context<'a>, part: usize, range: Range<usize>) -> Rows<'a> {
    let slots = slots(T::COLUMNS, context);
    let grid = Grid::of(context, &slots, T::count(context, part));
    let first = u32::try_from(range.start).unwrap_or(u32::MAX);
    let items = T::rows_from(context, part, range.start).take(range.len());
    let items = items.zip(HEAD_ROWS.saturating_add(first)..);
    Box::new(items.map(move |((block, row), at)| {
        Row {
            cells: slots
                .iter()
                .zip(0..)
                .map(|(slot, col)| slot.cell(&row, context, grid.as_ref(), (at, col)))
                .collect(),
            role: Role::Item,
            block,
        }
    }))
}

/// The values of the data rows of a part in column `col`, without their formulas.
fn column<'a, T: Table>(context: &'a Context<'a>, part: usize, col: usize) -> Values<'a> {
    let slot = slots(T::COLUMNS, context).into_iter().nth(col);
    let values = slot.into_iter().flat_map(move |slot| {
        let rows = T::rows(context, part);
        rows.map(move |(_, row)| slot.value(&row, context))
    });
    Box::new(values)
}

/// The rows below the data of a part.
fn closing<'a, T: Table>(context: &'a Context<'a>, part: usize) -> Vec<Row<'a>> {
    if part + 1 < T::parts(context) {
        Vec::new()
    } else {
        T::closing(context)
    }
}

/// Room for the longest English word of a header; Chinese may break anywhere.
fn longest_word(title: &str) -> u16 {
    let words = title.split(|c: char| !c.is_ascii_alphabetic());
    let longest = words.map(str::len).max().unwrap_or(0);
    u16::try_from(longest).map_or(0, |letters| letters + 2)
}

/// Name on the tab of a part: `指标明细`, `指标明细2`, …
pub(super) fn part_name(name: Text, part: usize, lang: Lang) -> String {
    let name = name.get(lang);
    match part {
        0 => name.to_owned(),
        _ => format!("{name}{}", part + 1),
    }
}
