//! Header rows of tables: which column holds which field.

use std::ops::Range;

use ecow::EcoString;

use super::super::labels::{Match, Role, Wordings};
use super::page::{Page, Span, Word};
use crate::model::CellRef;

/// Rows that a header cell may be merged over at most.
const TALLEST: u32 = 3;

/// The header of a table.
#[derive(Debug, Clone)]
pub(super) struct Header<R> {
    /// Rows it takes.
    pub(super) rows: Range<u32>,
    columns: Vec<Column<R>>,
}

/// One recognised column.
#[derive(Debug, Clone)]
pub(super) struct Column<R> {
    pub(super) role: R,
    pub(super) span: Span,
    pub(super) cell: CellRef,
    pub(super) typed: EcoString,
    pub(super) guessed: bool,
    /// First row below the label.
    bottom: u32,
}

impl<R: Role> Header<R> {
    /// The columns recognised in `rows`; a lower label takes the columns it covers from an upper one.
    pub(super) fn read(page: &Page<'_>, rows: Range<u32>, wordings: &Wordings<R>) -> Self {
        let mut columns: Vec<Column<R>> = Vec::new();
        for word in page.words(rows.clone()) {
            let found = wordings.find(&word.key).filter(|_| !heads_rows(word));
            let Some(found) = divided(page, word, wordings, found, &rows) else {
                continue;
            };
            let column = column(word, found);
            columns.retain_mut(|c| c.cell.row == word.at.row || c.yields(column.span));
            columns.push(column);
        }
        let lowest = columns.iter().map(|c| c.bottom).min().unwrap_or(rows.end);
        let mut header = Self {
            rows: rows.start..rows.end.max(lowest),
            columns,
        };
        header.columns.sort_by_key(|c| (c.guessed, c.cell.col));
        header
    }

    /// One column a field: a guess gives way to a listed wording, a column left of `names` to one behind it, one that
    /// is not `filled` to one that is, a later to an earlier one.
    pub(super) fn settle(&mut self, names: u32, filled: impl Fn(R, Span) -> bool) {
        let rank = |c: &Column<R>| (c.guessed, c.cell.col < names);
        let rivals = |c: &Column<R>| {
            let alike = |other: &&Column<R>| other.role == c.role && rank(other) == rank(c);
            self.columns.iter().filter(alike).count() > 1
        };
        let unused: Vec<CellRef> = self
            .columns
            .iter()
            .filter(|c| rivals(c) && !filled(c.role, c.span))
            .map(|c| c.cell)
            .collect();
        self.columns
            .sort_by_key(|c| (rank(c), unused.contains(&c.cell), c.cell.col));
        let mut seen: Vec<R> = Vec::new();
        self.columns.retain(|c| {
            let first = !seen.contains(&c.role);
            seen.push(c.role);
            first
        });
    }

    /// Takes a column for another field, as a guess.
    pub(super) fn take_for(&mut self, from: R, to: R) {
        for column in self.columns.iter_mut().filter(|c| c.role == from) {
            column.role = to;
            column.guessed = true;
        }
    }

    /// Lets a column that `names_both` stand for a second field too.
    pub(super) fn halve(&mut self, first: R, second: R, names_both: impl Fn(&str) -> bool) {
        let both = self.column(first).filter(|c| names_both(&c.typed)).cloned();
        self.columns.extend(both.map(|column| Column {
            role: second,
            ..column
        }));
    }

    /// Takes the column of `from` for `to`, whatever else stood for `to`; nothing without such a column.
    pub(super) fn stand_in(&mut self, from: R, to: R) {
        if !self.has(from) {
            return;
        }
        self.columns.retain(|c| c.role != to);
        for column in self.columns.iter_mut().filter(|c| c.role == from) {
            column.role = to;
        }
    }

    pub(super) fn columns(&self) -> &[Column<R>] {
        &self.columns
    }

    pub(super) fn column(&self, role: R) -> Option<&Column<R>> {
        self.columns.iter().find(|c| c.role == role)
    }

    pub(super) fn span(&self, role: R) -> Option<Span> {
        self.column(role).map(|c| c.span)
    }

    /// Whether a recognised column lies under `span`; a heading in `row` that divides an upper one needs a column of
    /// its own.
    pub(super) fn covers(&self, span: Span, row: u32) -> bool {
        let divides = |c: &Column<R>| c.cell.row < row && c.span.first < c.span.last;
        let over = |c: &&Column<R>| c.span.overlaps(span) && !divides(c);
        self.columns.iter().any(|c| over(&c))
    }

    pub(super) fn has(&self, role: R) -> bool {
        self.column(role).is_some()
    }

    /// How many of `roles` have a column.
    pub(super) fn count(&self, roles: &[R]) -> usize {
        roles.iter().filter(|&&r| self.has(r)).count()
    }
}

impl<R> Column<R> {
    /// Gives columns up to a label below; false when none is left.
    fn yields(&mut self, taken: Span) -> bool {
        if !taken.overlaps(self.span) {
            return true;
        }
        if self.span.first < taken.first {
            self.span.last = taken.first.saturating_sub(1);
        } else if taken.last < self.span.last {
            self.span.first = taken.last.saturating_add(1);
        } else {
            return false;
        }
        true
    }
}

impl Span {
    const fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// What a heading means that divides an upper one: 全年 below 完成值 is 全年完成值, where that is listed.
fn divided<R: Role>(
    page: &Page<'_>,
    word: &Word<'_>,
    wordings: &Wordings<R>,
    own: Option<Match<R>>,
    rows: &Range<u32>,
) -> Option<Match<R>> {
    if word.at.row == rows.start || matches!(own, Some(Match::Exact(_))) {
        return own;
    }
    let upper = page.words(rows.start..word.at.row);
    let over = |w: &&Word<'_>| {
        let across = w.region.last.col > w.region.first.col;
        across && w.region.spans_column(word.at.col)
    };
    let joined = |w: &Word<'_>| wordings.find(&format!("{}{}", word.key, w.key));
    let listed = upper.iter().rev().find(over).and_then(joined);
    listed.filter(|m| matches!(m, Match::Exact(_))).or(own)
}

/// A label merged down over many rows heads those rows, not a column.
fn heads_rows(word: &Word<'_>) -> bool {
    bottom(word).saturating_sub(word.at.row) > TALLEST
}

fn bottom(word: &Word<'_>) -> u32 {
    word.region.last.row.saturating_add(1)
}

fn column<R: Role>(word: &Word<'_>, found: Match<R>) -> Column<R> {
    Column {
        role: found.role(),
        span: Span::of(word.region),
        cell: word.at,
        typed: word.text.into(),
        guessed: matches!(found, Match::Guessed(_)),
        bottom: bottom(word),
    }
}
