//! Forms and lists side by side on one sheet, each in columns of its own.

use std::ops::Range;

use super::super::labels::{FundColumn, IndicatorColumn, Labels};
use super::page::LISTED;
use super::page::{Page, Word};
use super::segment::names_things;
use crate::workbook::{Cell, Region, Sheet};

/// Fewest columns of amounts in a table of amounts.
const AMOUNTS: usize = 2;

/// The columns of a sheet with one form, or with a list beside it.
pub(super) struct Strip {
    pub(super) columns: Range<u32>,
    pub(super) sheet: Sheet,
}

impl Strip {
    /// The page of its columns.
    pub(super) fn page<'g>(&'g self, labels: &'g Labels) -> Page<'g> {
        let mut page = Page::new(&self.sheet, labels);
        page.columns = self.columns.clone();
        page
    }
}

/// The strips of a sheet with several tables side by side; none if there is only one.
pub(super) fn divide(page: &Page<'_>) -> Vec<Strip> {
    let cuts = cuts(page);
    if cuts.is_empty() {
        return Vec::new();
    }
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain(std::iter::once(u32::MAX));
    let strips = starts.zip(ends);
    strips
        .map(|(start, end)| strip(page.sheet, start..end))
        .collect()
}

/// The cells in some columns; one merged across several strips, such as a common title, is in each of them.
fn strip(sheet: &Sheet, columns: Range<u32>) -> Strip {
    let reaches =
        |region: &Region| region.first.col < columns.end && region.last.col >= columns.start;
    let cells = sheet.cells().iter();
    let cells: Vec<Cell> = cells
        .filter(|c| reaches(&sheet.region(c.at)))
        .cloned()
        .collect();
    let merges = sheet
        .merges()
        .iter()
        .filter(|m| reaches(m))
        .copied()
        .collect();
    Strip {
        sheet: sheet.part(cells, merges),
        columns,
    }
}

/// Columns in which another table begins beside those before it.
fn cuts(page: &Page<'_>) -> Vec<u32> {
    let words = page.words(0..u32::MAX);
    let mut tables: Vec<TableColumns> = Vec::new();
    for row in words.chunk_by(|a, b| a.at.row == b.at.row) {
        if row.len() >= LISTED {
            tables.extend(tables_in(page, row));
        }
    }
    tables.sort_by_key(|table| table.first);
    let mut cuts = Vec::new();
    let mut end = tables.first().map_or(u32::MAX, |table| table.end);
    for table in tables {
        if table.first >= end {
            cuts.push(table.begin(page, end));
        }
        end = end.max(table.end);
    }
    cuts
}

/// The columns of the headings of a table.
struct TableColumns {
    first: u32,
    /// One past the last.
    end: u32,
    /// The label beside the table, in front of the headings.
    label: Option<u32>,
}

impl TableColumns {
    /// First column of the table, behind those that end before `end`: that of its title or label, if it is further
    /// left.
    fn begin(&self, page: &Page<'_>, end: u32) -> u32 {
        let titles = page.words(0..u32::MAX).iter().filter(|w| w.is_title());
        let further = titles.map(|w| w.at.col).chain(self.label);
        let behind = further.filter(|col| (end..self.first).contains(col));
        behind.min().unwrap_or(self.first)
    }
}

/// The tables with headings in one row.
fn tables_in(page: &Page<'_>, row: &[Word<'_>]) -> Vec<TableColumns> {
    let mut starts = vec![0];
    for (index, word) in row.iter().enumerate().skip(1) {
        let start = starts.last().copied().unwrap_or_default();
        let before = row.get(start..index).unwrap_or_default();
        let rest = row.get(index..).unwrap_or_default();
        if repeats(page, before, rest) || names_things(&word.key) && lists(page, before, rest) {
            starts.push(index);
        }
    }
    let ends = starts
        .iter()
        .skip(1)
        .copied()
        .chain(std::iter::once(row.len()));
    let parts = starts.iter().zip(ends);
    let parts = parts.filter_map(|(start, end)| row.get(*start..end));
    parts.filter_map(|words| columns(page, words)).collect()
}

/// The columns from the first heading to the last; `None` if there are too few.
fn columns(page: &Page<'_>, words: &[Word<'_>]) -> Option<TableColumns> {
    let named = |w: &Word<'_>| page.labels.fund_columns.exact(&w.key) == Some(FundColumn::Name);
    let heads = |w: &&Word<'_>| w.heads_table || w.heads_funds && !named(w);
    let (first, last) = (
        words.iter().position(|w| heads(&w))?,
        words.iter().rfind(heads)?,
    );
    let label = first.checked_sub(1).and_then(|at| words.get(at));
    let names =
        words.iter().any(|w| is_name(page, w)) && words.iter().filter(heads).count() >= LISTED;
    (names || amounts(page, words) >= AMOUNTS).then_some(TableColumns {
        first: words.get(first)?.at.col,
        end: last.region.last.col.saturating_add(1),
        label: label.map(|w| w.at.col),
    })
}

/// Whether the headings are repeated: the first one or a name again, followed by most of the others.
fn repeats(page: &Page<'_>, before: &[Word<'_>], rest: &[Word<'_>]) -> bool {
    let (Some(first), Some(word)) = (before.first(), rest.first()) else {
        return false;
    };
    let stood = |w: &Word<'_>| before.iter().any(|b| b.key == w.key);
    let again = first.key == word.key || is_name(page, word) && stood(word);
    let known = |w: &&Word<'_>| (w.heads_table || w.heads_funds) && stood(w);
    let whole = |words: &[Word<'_>]| {
        words.iter().any(|w| is_name(page, w)) || amounts(page, words) >= AMOUNTS
    };
    again && rest.iter().filter(known).count() >= LISTED && whole(before) && whole(rest)
}

fn is_name(page: &Page<'_>, word: &Word<'_>) -> bool {
    use IndicatorColumn as C;
    let role = page.labels.indicator_columns.exact(&word.key);
    matches!(role, Some(C::Level1 | C::Level2 | C::Level3 | C::Name))
}

/// Whether a list of projects with their money begins behind the money block of a form.
fn lists(page: &Page<'_>, before: &[Word<'_>], rest: &[Word<'_>]) -> bool {
    amounts(page, before) >= AMOUNTS && amounts(page, rest) >= AMOUNTS
}

fn amounts(page: &Page<'_>, words: &[Word<'_>]) -> usize {
    let role = |w: &&Word<'_>| page.labels.fund_columns.exact(&w.key);
    let amount = |w: &&Word<'_>| {
        use FundColumn as C;
        matches!(role(w), Some(C::Initial | C::Adjusted | C::Executed))
    };
    words.iter().filter(amount).count()
}
