//! A sheet with the keys of its texts worked out once.

use std::ops::Range;

use super::super::grid::{Cell, Region, Sheet, Value};
use super::super::labels::{Labels, Title, key};
use crate::model::CellRef;

/// Longest text that can be a label; anything longer is prose.
const LABEL_CHARS: usize = 40;

/// A sheet as the reader sees it.
pub(super) struct Page<'g> {
    pub(super) sheet: &'g Sheet,
    pub(super) labels: &'g Labels,
    words: Vec<Word<'g>>,
}

/// A text cell that may be a label.
pub(super) struct Word<'g> {
    pub(super) at: CellRef,
    pub(super) region: Region,
    pub(super) text: &'g str,
    pub(super) key: String,
    /// A listed wording of a column of the indicator table.
    pub(super) heads_table: bool,
    /// A listed wording of a column of the money block.
    heads_funds: bool,
}

impl<'g> Page<'g> {
    pub(super) fn new(sheet: &'g Sheet, labels: &'g Labels) -> Self {
        let words = sheet
            .cells()
            .iter()
            .filter_map(|cell| word(sheet, cell, labels))
            .collect();
        Self {
            sheet,
            labels,
            words,
        }
    }

    /// Label-like texts whose cell begins in `rows`.
    pub(super) fn words(&self, rows: Range<u32>) -> &[Word<'g>] {
        let start = self.words.partition_point(|w| w.at.row < rows.start);
        let end = self.words.partition_point(|w| w.at.row < rows.end);
        self.words.get(start..end.max(start)).unwrap_or_default()
    }

    /// How many listed columns of the indicator table and of the money block a row names.
    pub(super) fn named_columns(&self, row: u32) -> (usize, usize) {
        let words = self.words(row..row.saturating_add(1));
        let table = words.iter().filter(|w| w.heads_table).count();
        let funds = words.iter().filter(|w| w.heads_funds).count();
        (table, funds)
    }

    /// Whether the sheet is marked as a filled-in example.
    pub(super) fn is_example(&self) -> bool {
        let title = &self.labels.title;
        self.words
            .iter()
            .any(|word| title.occurs(Title::Example, &word.key))
    }

    /// The first cell in `row` to the right of `col` that holds something.
    pub(super) fn right_of(&self, row: u32, col: u32) -> Option<&'g Cell> {
        self.sheet.row(row).iter().find(|c| c.at.col > col)
    }

    /// What a person sees in `row` under a column label that spans `span`.
    pub(super) fn under(&self, row: u32, span: &Span) -> Option<&'g Cell> {
        self.merged_under(row, span).map(|(cell, _)| cell)
    }

    /// The same with the merged region it fills.
    pub(super) fn merged_under(&self, row: u32, span: &Span) -> Option<(&'g Cell, Region)> {
        (span.first..=span.last).find_map(|col| {
            let region = self.sheet.region(CellRef::new(row, col));
            Some((self.sheet.at(region.first)?, region))
        })
    }
}

fn word<'g>(sheet: &Sheet, cell: &'g Cell, labels: &Labels) -> Option<Word<'g>> {
    let Value::Text(text) = &cell.value else {
        return None;
    };
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let short = text.len() <= 4 * LABEL_CHARS && text.chars().nth(LABEL_CHARS).is_none();
    let key = if short { key(text) } else { String::new() };
    Some(Word {
        at: cell.at,
        region: sheet.region(cell.at),
        text,
        heads_table: labels.indicator_columns.exact(&key).is_some(),
        heads_funds: labels.fund_columns.exact(&key).is_some(),
        key,
    })
}

/// The columns under a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: u32,
    pub(super) last: u32,
}

impl Span {
    pub(super) const fn of(region: Region) -> Self {
        Self {
            first: region.first.col,
            last: region.last.col,
        }
    }

    pub(super) const fn contains(self, col: u32) -> bool {
        self.first <= col && col <= self.last
    }
}
