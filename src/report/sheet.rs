//! Definition of a sheet, as in the files of this folder: rows, columns, and what is the same for all rows.
//!
//! A [`Table`] knows the type of its rows; behind the trait [`Sheet`] all stand in one list.

use std::borrow::Cow;
use std::ops::Range;

use super::Scope;
use super::chart::Chart;
use super::column::{Column, Head, RowType, Slot, names, slots};
use super::context::Context;
use super::directory::{Home, Names};
use super::formula::Grid;
use super::input::Input;
use super::row::{Page, Role, Row, Rows, Spacing, Values, row_of};
use super::value::Value;
use crate::base::lang::Text;

/// What is above the rows of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// Headline and subtitle at the left, then the headers.
    List,
    /// 附件: its number at the left of a centred headline, then 截止日期 and 单位：万元, then the headers.
    Annex,
    /// A centred headline and the subtitle, no headers.
    Page,
}

/// What is the same for all rows of a sheet; a new property is a field here and its usual value below.
pub struct Plan {
    /// Name on the tab, at most 29 characters, so that a number fits behind it.
    pub name: Text,
    /// The headline.
    pub title: Text,
    /// What is above its rows.
    pub heading: Heading,
    /// Columns that stay in view.
    pub frozen: u16,
    /// How close its rows stand.
    pub spacing: Spacing,
    /// Whether its rows can be filtered.
    pub filter: bool,
    /// Whether only its inputs can be changed, without a password.
    pub locked: bool,
    /// The books it is in.
    pub(super) books: &'static [Scope],
    /// What other sheets link to here.
    pub(super) home: Option<Home>,
    /// The whole headline.
    pub(super) headline: fn(&Context, Text) -> String,
    /// How it is printed.
    pub(super) page: fn(&Context) -> Page,
    /// Columns at the right end that are not printed.
    pub(super) screen_only: fn(&Context) -> usize,
    /// Charts below or beside the rows.
    pub(super) charts: fn(&Context) -> Vec<Chart>,
    /// Cells that the reader may change.
    pub(super) inputs: fn(&Context) -> Vec<Input>,
    /// Whether it is there without any rows.
    pub(super) always: bool,
    /// How many sheets it fills, where it has its own division; otherwise by number of rows.
    pub(super) parts: Option<fn(&Context) -> usize>,
    /// Number of data rows, in a part where it is divided in a way of its own; else they are made to be counted.
    pub(super) count: Option<fn(&Context, usize) -> usize>,
    /// Rows below the data.
    pub(super) closing: for<'a> fn(&'a Context<'a>) -> Vec<Row<'a>>,
}

impl Plan {
    /// A long list with nothing below it, in the book about the whole.
    pub(super) const LIST: Self = Self {
        name: Text::new("", ""),
        title: Text::new("", ""),
        heading: Heading::List,
        frozen: 0,
        spacing: Spacing::Close,
        filter: true,
        locked: false,
        books: &[Scope::Whole],
        home: None,
        headline: |context, title| context.headline(title),
        page: |_| Page::Landscape,
        screen_only: |_| 0,
        charts: |_| Vec::new(),
        inputs: |_| Vec::new(),
        always: false,
        parts: None,
        count: None,
        closing: |_| Vec::new(),
    };
}

/// Rows of a kind, made one by one.
pub(super) type RowIter<'a, R> = Box<dyn Iterator<Item = <R as RowType>::Row<'a>> + 'a>;

/// The same with the block that each belongs to.
pub(super) type Blocks<'a, R> = Box<dyn Iterator<Item = (usize, <R as RowType>::Row<'a>)> + 'a>;

/// Where the rows of a sheet come from.
pub(super) enum Items<R: RowType> {
    /// All of them, each a block of its own.
    Each(for<'a> fn(&'a Context<'a>) -> RowIter<'a, R>),
    /// Of a part those from the n-th on, for rows that are costly to make or belong together in blocks.
    From {
        rows: for<'a> fn(&'a Context<'a>, usize, usize) -> Blocks<'a, R>,
        /// The rows among which the longest texts of growing columns are, where not all have to be looked at.
        longest: Option<for<'a> fn(&'a Context<'a>) -> RowIter<'a, R>>,
    },
}

/// A sheet with rows of one kind.
pub(super) struct Table<R: RowType> {
    /// What is the same for all rows.
    pub(super) plan: Plan,
    /// Its columns, in runs that several sheets may share.
    pub(super) columns: &'static [&'static [Column<R>]],
    /// Its rows.
    pub(super) items: Items<R>,
}

/// A sheet, whatever its rows are.
pub(super) trait Sheet: Sync {
    /// What is the same for all rows.
    fn plan(&self) -> &Plan;

    /// Number of data rows in a part.
    fn count(&self, context: &Context, part: usize) -> usize;

    /// Header, width and look of its columns.
    fn heads(&self, context: &Context) -> Vec<Head>;

    /// Names of its columns in formulas.
    fn names(&self, context: &Context) -> Names;

    /// The data rows of a part within `range`.
    fn items<'a>(&self, context: &'a Context<'a>, part: usize, range: Range<usize>) -> Rows<'a>;

    /// The values of the data rows of a part in column `col`, without their formulas.
    fn column<'a>(&self, context: &'a Context<'a>, part: usize, col: usize) -> Values<'a>;

    /// How many sheets it fills; 0 leaves it out.
    fn parts(&self, context: &Context) -> usize;
}

impl<R: RowType> Table<R> {
    /// Its columns as this book shows them.
    pub(super) fn slots(&self, context: &Context) -> Vec<Slot<R>> {
        slots(self.columns, context)
    }

    /// Its rows of a part from the n-th on.
    fn rows<'a>(&self, context: &'a Context<'a>, part: usize, first: usize) -> Blocks<'a, R> {
        let (part, before) = match self.plan.parts {
            Some(_) => (part, 0),
            None => (0, part * context.capacity()),
        };
        let rows: Blocks<'a, R> = match self.items {
            Items::Each(rows) => Box::new(rows(context).enumerate().skip(before + first)),
            Items::From { rows, .. } => rows(context, part, before + first),
        };
        match self.plan.parts {
            Some(_) => rows,
            None => Box::new(rows.take(context.capacity().saturating_sub(first))),
        }
    }

    /// Number of its rows over all parts of like size.
    fn size(&self, context: &Context) -> usize {
        match (self.plan.count, &self.items) {
            (Some(count), _) => count(context, 0),
            (None, Items::Each(rows)) => rows(context).count(),
            (None, Items::From { rows, .. }) => rows(context, 0, 0).count(),
        }
    }

    /// The cells that formulas among and below its rows can name; none where the rows are spread over several sheets.
    fn grid<'c>(&self, context: &'c Context<'c>, part: usize) -> Option<Grid<'c>> {
        let rows = self.count(context, part);
        let whole = self.plan.parts.is_some() || self.size(context) <= context.capacity();
        let names = names(self.columns, context);
        whole.then(|| Grid::of(context, names, rows)).flatten()
    }

    /// A closing row of a sheet of one part, in row `at`: a figure of each column, with its formula as a template.
    pub(super) fn total<'a>(
        &self,
        context: &'a Context<'a>,
        at: u32,
        figure: impl Fn(&Slot<R>) -> (Value<'a>, Option<Cow<'static, str>>),
    ) -> Row<'a> {
        let grid = self.grid(context, 0);
        let cells = self.slots(context).into_iter().zip(0..).map(|(slot, col)| {
            let (value, template) = figure(&slot);
            match (&grid, template) {
                (Some(grid), Some(template)) => grid.computed(value, &template, (at, col)),
                _ => value,
            }
        });
        Row {
            cells: cells.collect(),
            role: Role::Total,
            block: 0,
        }
    }

    /// Has the columns that may grow do so up to their longest text, in one look at the rows; header words of others stay
    /// whole.
    fn widen(&self, slots: &mut [Slot<R>], context: &Context) {
        let (mut growing, fixed): (Vec<_>, Vec<_>) = slots
            .iter_mut()
            .partition(|slot| slot.column.widest > slot.column.width);
        for slot in fixed {
            slot.head.width = slot.head.width.max(longest_word(&slot.head.title));
        }
        if growing.is_empty() {
            return;
        }
        let rows: RowIter<R> = match self.items {
            Items::From {
                longest: Some(rows),
                ..
            } => rows(context),
            _ => Box::new(self.rows(context, 0, 0).map(|(_, row)| row)),
        };
        for row in rows {
            for slot in &mut growing {
                let wide = u16::try_from(slot.value(&row, context).width()).unwrap_or(u16::MAX);
                slot.head.width = wide.min(slot.column.widest).max(slot.head.width);
            }
        }
    }
}

impl<R: RowType> Sheet for Table<R> {
    fn plan(&self) -> &Plan {
        &self.plan
    }

    fn parts(&self, context: &Context) -> usize {
        match self.plan.parts {
            Some(parts) => parts(context),
            None => {
                let filled = self.size(context).div_ceil(context.capacity());
                filled.max(usize::from(self.plan.always))
            }
        }
    }

    fn count(&self, context: &Context, part: usize) -> usize {
        if let (Some(_), Some(count)) = (self.plan.parts, self.plan.count) {
            return count(context, part);
        }
        let capacity = context.capacity();
        let rows = self.size(context).saturating_sub(part * capacity);
        rows.min(capacity)
    }

    fn heads(&self, context: &Context) -> Vec<Head> {
        let mut slots = self.slots(context);
        self.widen(&mut slots, context);
        slots.into_iter().map(|slot| slot.head).collect()
    }

    fn names(&self, context: &Context) -> Names {
        names(self.columns, context)
    }

    fn items<'a>(&self, context: &'a Context<'a>, part: usize, range: Range<usize>) -> Rows<'a> {
        let slots = self.slots(context);
        let grid = self.grid(context, part);
        let items = self.rows(context, part, range.start).take(range.len());
        let items = items.zip(row_of(range.start)..);
        Box::new(items.map(move |((block, row), at)| {
            let cell =
                |(slot, col): (&Slot<R>, usize)| slot.cell(&row, context, grid.as_ref(), (at, col));
            Row {
                cells: slots.iter().zip(0..).map(cell).collect(),
                role: Role::Item,
                block,
            }
        }))
    }

    fn column<'a>(&self, context: &'a Context<'a>, part: usize, col: usize) -> Values<'a> {
        let rows = self.rows(context, part, 0);
        match self.slots(context).into_iter().nth(col) {
            Some(slot) => Box::new(rows.map(move |(_, row)| slot.value(&row, context))),
            None => Box::new(std::iter::empty()),
        }
    }
}

/// Room for the longest English word of a header; Chinese may break anywhere.
fn longest_word(title: &str) -> u16 {
    let words = title.split(|c: char| !c.is_ascii_alphabetic());
    let longest = words.map(str::len).max().unwrap_or(0);
    u16::try_from(longest).map_or(0, |letters| letters + 2)
}
