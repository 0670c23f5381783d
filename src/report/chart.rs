//! Charts as data: what is drawn over which cells, independent of the file format.

use super::context::Context;
use super::formula::range;
use crate::base::lang::Text;

/// Height in pixels of rows without a height of their own.
pub const ROW_PIXELS: u32 = 20;

/// Bars that a chart names, where their names take one line.
const NAMED: u32 = 30;
/// Bars below which a chart gets no lower.
const FEW: usize = 4;
/// Pixels of a bar with its name, and of all that surrounds the bars.
const BAR: u32 = 19;
const AROUND: u32 = 64;
/// Letters on a line beside a bar, a Chinese one counted as two; pixels of each further line, and the most lines there are.
const LINE: usize = 32;
const FURTHER: usize = 14;
const LINES: usize = 3;

/// Pixels of a bar with a name beside it, by the longest of names of such widths.
pub(super) fn bar(names: impl Iterator<Item = usize>) -> u32 {
    let longest = names.max().unwrap_or(0);
    let further = longest.div_ceil(LINE).clamp(1, LINES) - 1;
    let further = u32::try_from(further * FURTHER).unwrap_or(0);
    BAR.saturating_add(further)
}

/// Whether a number of bars of a height fit on a page.
pub(super) fn have_room(count: usize, bar: u32) -> bool {
    u32::try_from(count).is_ok_and(|count| count.saturating_mul(bar) <= NAMED * BAR)
}

/// Height in pixels of a chart by the number and height of its bars.
pub(super) fn height(count: usize, bar: u32) -> u32 {
    let bars = u32::try_from(count.max(FEW)).unwrap_or(u32::MAX);
    bars.saturating_mul(bar).saturating_add(AROUND)
}

/// How a chart draws its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// Upright columns of counts.
    Columns,
    /// Bars of scores, from the top down.
    Bars,
    /// The same of rates.
    Rates,
    /// The same of changes, to both sides.
    Swings,
    /// Falling columns: the first and the last start at 0, this number of others float in between.
    Waterfall(usize),
}

/// A chart on a sheet; its cells are addresses such as `'排名'!$M$4:$M$17`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// How it is drawn.
    pub drawing: Drawing,
    /// Headline.
    pub title: &'static str,
    /// Name of the horizontal axis of what is counted or named; for bars the upright one.
    pub categories_name: &'static str,
    /// Name of the axis of values.
    pub values_name: &'static str,
    /// Cells of names.
    pub categories: String,
    /// Cells of values.
    pub values: String,
    /// Cells on which the values of a waterfall stand.
    pub base: Option<String>,
    /// Where the axis of values ends, in points or percent; left to the program that draws where not given.
    pub end: Option<u32>,
    /// Row and column of its upper left corner.
    pub at: (u32, u16),
    /// Pixels to the right of that corner.
    pub shift: u32,
    /// Width and height in pixels.
    pub size: (u32, u32),
}

/// Words of a chart: headline and both axes.
pub(super) struct Words(pub(super) Text, pub(super) Text, pub(super) Text);

impl Chart {
    /// A chart over the cells that two templates name; `None` where this book has no such cells.
    pub(super) fn over(
        context: &Context,
        drawing: Drawing,
        words: &Words,
        (categories, values): (&str, &str),
    ) -> Option<Self> {
        let Words(title, across, up) = words;
        Some(Self {
            drawing,
            title: title.get(context.lang),
            categories_name: across.get(context.lang),
            values_name: up.get(context.lang),
            categories: range(context, categories)?,
            values: range(context, values)?,
            base: None,
            end: None,
            at: (0, 0),
            shift: 0,
            size: (480, 288),
        })
    }

    /// The first row below it.
    #[must_use]
    pub const fn below(&self) -> u32 {
        self.at.0 + self.size.1.div_ceil(ROW_PIXELS) + 1
    }
}
