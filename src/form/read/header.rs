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
    /// The year that the label names in front of the field.
    year: Option<Dated>,
}

/// The year of a column: 2022年完成值 beside 2023年完成值.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Dated {
    /// 上年完成值
    Earlier,
    /// 2023年完成值
    Year(u16),
}

impl<R: Role> Header<R> {
    /// The columns recognised in `rows`; a lower label takes the columns it covers from an upper one.
    pub(super) fn read(page: &Page<'_>, rows: Range<u32>, wordings: &Wordings<R>) -> Self {
        let mut columns: Vec<Column<R>> = Vec::new();
        for word in page.words(rows.clone()) {
            let (found, year) = dated(&word.key, wordings);
            let found = found.filter(|_| !heads_rows(word));
            let Some(found) = divided(page, word, wordings, found, &rows) else {
                continue;
            };
            let column = Column {
                year,
                ..column(word, found)
            };
            columns.retain_mut(|c| c.cell.row == word.at.row || c.yields(column.span));
            columns.push(column);
        }
        let latest = columns.iter().filter_map(|c| c.year).max();
        columns.retain(|c| c.year.is_none() || c.year == latest && c.year > Some(Dated::Earlier));
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

    /// Keeps of a column that is divided below the part that stands for the whole.
    pub(super) fn narrow(&mut self, whole: impl Fn(Span) -> Option<Span>) {
        for column in self
            .columns
            .iter_mut()
            .filter(|c| c.span.first < c.span.last)
        {
            column.span = whole(column.span).unwrap_or(column.span);
        }
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
    let over = upper.iter().rev().find(|above| above.is_over(word));
    let listed = over.and_then(|above| wordings.find(&word.key_below(above)));
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
        year: None,
    }
}

/// What a heading means without the year in front of it, and that year; a wording listed with its year has none.
fn dated<R: Role>(key: &str, wordings: &Wordings<R>) -> (Option<Match<R>>, Option<Dated>) {
    let own = wordings.find(key);
    let (year, rest) = split_year(key);
    if matches!(own, Some(Match::Exact(_))) || rest.is_empty() {
        return (own, None);
    }
    (wordings.find(rest).or(own), year)
}

/// `2023年完成值` and `上年度完成值`; this year's need no year.
fn split_year(key: &str) -> (Option<Dated>, &str) {
    let behind = |words: &[&str]| words.iter().find_map(|word| key.strip_prefix(word));
    if let Some(rest) = behind(&["上年度", "上年", "去年", "前年", "上一年"]) {
        return (Some(Dated::Earlier), rest);
    }
    if let Some(rest) = behind(&["本年度", "本年", "当年", "今年"]) {
        return (None, rest);
    }
    let digits = key.get(..4).filter(|d| d.starts_with("20"));
    let year = digits.and_then(|d| d.parse().ok());
    match (year, key.get(4..).and_then(|rest| rest.strip_prefix('年'))) {
        (Some(year), Some(rest)) => {
            let rest = rest.strip_prefix('度').unwrap_or(rest);
            (Some(Dated::Year(year)), rest)
        }
        _ => (None, key),
    }
}

#[cfg(test)]
mod tests {
    use super::{Dated, split_year};

    #[test]
    fn years_in_front_of_headings() {
        for (key, year, rest) in [
            ("2023年完成值", Some(Dated::Year(2023)), "完成值"),
            ("2022年度指标值", Some(Dated::Year(2022)), "指标值"),
            ("上年度实际值", Some(Dated::Earlier), "实际值"),
            ("本年预算数", None, "预算数"),
            ("年度指标值", None, "年度指标值"),
            ("1-7月执行数", None, "1-7月执行数"),
        ] {
            assert_eq!(split_year(key), (year, rest), "{key}");
        }
    }
}
