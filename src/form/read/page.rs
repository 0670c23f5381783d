//! A sheet with the keys of its texts, computed once.

use std::cell::RefCell;
use std::ops::Range;

use ecow::EcoString;

use super::super::labels::{Labels, Title, bracketed, fold, label_key};
use crate::base::memo::{Memo, remembered};
use crate::model::{CellRef, Stage};
use crate::workbook::{Cell, Region, Sheet, Value};

/// Most texts in the row of a title: the title, and the number of an annex.
const TITLE_WORDS: usize = 2;

/// A sheet, or a part of its columns, for reading.
pub(super) struct Page<'g> {
    pub(super) sheet: &'g Sheet,
    pub(super) labels: &'g Labels,
    /// Its columns: all of the sheet, or those of one of several forms side by side.
    pub(super) columns: Range<u32>,
    words: Vec<Word<'g>>,
    /// For each row up to that of the last word, the number of words above it.
    above: Vec<usize>,
}

/// A text cell that may be a label.
pub(super) struct Word<'g> {
    pub(super) at: CellRef,
    pub(super) region: Region,
    pub(super) text: &'g str,
    pub(super) key: EcoString,
    /// A listed wording of a column of the indicator table.
    pub(super) heads_table: bool,
    /// A listed wording of a column of the money block.
    pub(super) heads_funds: bool,
    /// The title of a form of this stage.
    pub(super) title: Option<Stage>,
}

impl Word<'_> {
    /// Whether it is the title of a form.
    pub(super) const fn is_title(&self) -> bool {
        self.title.is_some()
    }

    /// Whether it is merged across several columns, that of `below` among them.
    pub(super) const fn is_over(&self, below: &Word<'_>) -> bool {
        let across = self.region.last.col > self.region.first.col;
        across && self.region.spans_column(below.at.col)
    }

    /// Its key together with that of the heading above, which it divides: 全年 below 完成值 is 全年完成值.
    pub(super) fn key_below(&self, above: &Word<'_>) -> String {
        format!("{}{}", self.key, above.key)
    }
}

impl<'g> Page<'g> {
    pub(super) fn new(sheet: &'g Sheet, labels: &'g Labels) -> Self {
        use_labels(labels);
        let cells = sheet.cells().iter();
        let words: Vec<Word<'_>> = cells.filter_map(|cell| word(sheet, cell, labels)).collect();
        let mut page = Self {
            sheet,
            labels,
            columns: 0..u32::MAX,
            above: above(&words),
            words,
        };
        page.untitle_mentions();
        page
    }

    /// Titles of forms of an earlier stage that are only mentioned in a row of a table, as evidence, are no titles.
    fn untitle_mentions(&mut self) {
        let early = |word: &Word<'_>| word.title.is_some_and(|s| s != Stage::SelfEvaluation);
        if !self.words.iter().any(early) {
            return;
        }
        let among_others = |word: &Word<'_>| {
            let row = || self.words(word.at.row..word.at.row.saturating_add(1));
            early(word) && row().len() > TITLE_WORDS
        };
        let mentions: Vec<bool> = self.words.iter().map(among_others).collect();
        for (word, mention) in self.words.iter_mut().zip(mentions) {
            word.title = word.title.filter(|_| !mention);
        }
    }

    /// The stage in the last title above `row`.
    pub(super) fn stage_above(&self, row: u32) -> Option<Stage> {
        self.words(0..row).iter().rev().find_map(|word| word.title)
    }

    /// Words in cells that begin in `rows`.
    pub(super) fn words(&self, rows: Range<u32>) -> &[Word<'g>] {
        let above = |row: u32| {
            let above = usize::try_from(row)
                .ok()
                .and_then(|row| self.above.get(row));
            above.copied().unwrap_or(self.words.len())
        };
        let (start, end) = (above(rows.start), above(rows.end));
        self.words.get(start..end.max(start)).unwrap_or_default()
    }

    /// Numbers of listed columns of the indicator table and of the money block in a row.
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

    /// The first cell with content in `row` to the right of `col`.
    pub(super) fn right_of(&self, row: u32, col: u32) -> Option<&'g Cell> {
        self.sheet.row(row).iter().find(|c| c.at.col > col)
    }

    /// The cell displayed in `row` under a label that covers `span`.
    pub(super) fn under(&self, row: u32, span: &Span) -> Option<&'g Cell> {
        self.merged_under(row, span).map(|(cell, _)| cell)
    }

    /// The same cell with its merged region.
    pub(super) fn merged_under(&self, row: u32, span: &Span) -> Option<(&'g Cell, Region)> {
        (span.first..=span.last).find_map(|col| {
            let region = self.sheet.region(CellRef::new(row, col));
            Some((self.sheet.at(region.first)?, region))
        })
    }
}

/// For each row up to that of the last word, the number of words above it; words are in the order of rows.
fn above(words: &[Word<'_>]) -> Vec<usize> {
    let mut above = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let row = usize::try_from(word.at.row).unwrap_or_default();
        if above.len() <= row {
            above.resize(row.saturating_add(1), at);
        }
    }
    above
}

fn word<'g>(sheet: &Sheet, cell: &'g Cell, labels: &Labels) -> Option<Word<'g>> {
    let Value::Text(text) = &cell.value else {
        return None;
    };
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let meaning = remembered(&MEANINGS, text, |text| LabelMeaning::of(text, labels));
    Some(Word {
        at: cell.at,
        region: sheet.region(cell.at),
        text,
        heads_table: meaning.heads_table,
        heads_funds: meaning.heads_funds,
        title: meaning.title,
        key: meaning.key,
    })
}

/// The meaning of a text as a label.
#[derive(Clone)]
struct LabelMeaning {
    key: EcoString,
    heads_table: bool,
    heads_funds: bool,
    title: Option<Stage>,
}

thread_local! {
    /// Hash of the labels for which [`MEANINGS`] holds.
    static LABELS: RefCell<EcoString> = const { RefCell::new(EcoString::new()) };
    static MEANINGS: RefCell<Memo<LabelMeaning>> = const { RefCell::new(Memo::new()) };
}

/// Drops the cached meanings of other labels.
fn use_labels(labels: &Labels) {
    LABELS.with_borrow_mut(|before| {
        if *before != *labels.stamp.sha256 {
            *before = (&*labels.stamp.sha256).into();
            MEANINGS.with_borrow_mut(Memo::clear);
        }
    });
}

impl LabelMeaning {
    fn of(text: &str, labels: &Labels) -> Self {
        let key = label_key(text);
        Self {
            heads_table: labels.indicator_columns.exact(&key).is_some(),
            heads_funds: labels.fund_columns.exact(&key).is_some(),
            title: title(&key, labels).filter(|_| !goes_on(text)),
            key: key.into(),
        }
    }
}

/// Whether a title continues the form of the page before: 自评表（续）.
fn goes_on(title: &str) -> bool {
    title.contains('续')
        && bracketed(&fold(title))
            .iter()
            .any(|inside| inside.starts_with('续'))
}

/// The stage in a title, which ends like the name of a form; 绩效目标自评表 is no goal form.
fn title(key: &str, labels: &Labels) -> Option<Stage> {
    if !key.ends_with(['表', '告', '书']) {
        return None;
    }
    let says = |role| labels.title.occurs(role, key);
    if says(Title::Midyear) {
        Some(Stage::Midyear)
    } else if says(Title::Form) {
        Some(Stage::SelfEvaluation)
    } else if says(Title::Goals) {
        Some(Stage::Goals)
    } else {
        None
    }
}

/// Fewest listed wordings in a header row of the indicator table.
pub(super) const LISTED: usize = 3;

/// Most rows of the header of a table.
pub(super) const TALLEST: u32 = 3;

/// The columns of a label.
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
