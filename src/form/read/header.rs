//! Header rows of tables: the columns and their fields.

mod column;
mod taken;

use std::ops::Range;

use ecow::EcoString;

use super::super::labels::{FundRow, Match, Role, Wordings};
use super::dated::{self, LabelYear};
use super::page::{Page, Span, Word};
use super::year;
use crate::model::CellRef;

/// Most rows over which the cell of a heading is merged.
const TALLEST: u32 = 3;

/// The header of a table.
#[derive(Debug, Clone)]
pub(super) struct Header<R> {
    /// Its rows.
    pub(super) rows: Range<u32>,
    columns: Vec<HeaderColumn<R>>,
    /// Columns of another year than the form's: 2022年完成值 on a form of 2023.
    other_years: Vec<HeaderColumn<R>>,
    /// Columns that were dropped for another one of the same rank.
    rivals: Vec<HeaderColumn<R>>,
}

/// A column with a known field.
#[derive(Debug, Clone)]
pub(super) struct HeaderColumn<R> {
    pub(super) role: R,
    pub(super) span: Span,
    pub(super) cell: CellRef,
    pub(super) typed: EcoString,
    pub(super) guessed: bool,
    /// First row below the label.
    bottom: u32,
    /// The year in its label.
    year: Option<LabelYear>,
}

impl<R: Role> Header<R> {
    /// The known columns in `rows`; a lower label replaces an upper one over its columns.
    pub(super) fn read(page: &Page<'_>, rows: Range<u32>, wordings: &Wordings<R>) -> Self {
        let mut columns: Vec<HeaderColumn<R>> = Vec::new();
        for word in page.words(rows.clone()) {
            let Some((found, year)) = meaning(page, word, wordings, &rows) else {
                continue;
            };
            let column = HeaderColumn {
                year,
                ..column(word, found)
            };
            // 单位自评 below 得分 replaces it altogether, as 财政复核 is beside it.
            let whole = |c: &HeaderColumn<R>| {
                c.role == column.role && !column.guessed && c.is_over(&column)
            };
            columns.retain_mut(|c| c.cell.row == word.at.row || !whole(c) && c.yields(column.span));
            columns.push(column);
        }
        let (columns, other_years) = by_year(page, rows.start, columns);
        let lowest = columns.iter().map(|c| c.bottom).min().unwrap_or(rows.end);
        let mut header = Self {
            rows: rows.start..rows.end.max(lowest),
            columns,
            other_years,
            rivals: Vec::new(),
        };
        header.columns.sort_by_key(|c| (c.guessed, c.cell.col));
        header
    }

    /// Chooses one column for each field: a listed wording before a guess, a column behind `names` before one left of
    /// it, one of the form's year before one without a year, one that is `filled` before one that is not, the first
    /// before later ones, and left of `names` the nearest.
    pub(super) fn settle(&mut self, names: u32, filled: impl Fn(R, Span) -> bool) {
        let rank = |c: &HeaderColumn<R>| (c.guessed, c.cell.col < names, c.year.is_none());
        let distance = |c: &HeaderColumn<R>| match c.cell.col < names {
            true => names.saturating_sub(c.cell.col),
            false => c.cell.col,
        };
        let rivals = |c: &HeaderColumn<R>| {
            let alike = |other: &&HeaderColumn<R>| other.role == c.role && rank(other) == rank(c);
            self.columns.iter().filter(alike).count() > 1
        };
        let unused: Vec<CellRef> = self
            .columns
            .iter()
            .filter(|c| rivals(c) && !filled(c.role, c.span))
            .map(|c| c.cell)
            .collect();
        self.columns
            .sort_by_key(|c| (rank(c), unused.contains(&c.cell), distance(c)));
        let mut kept: Vec<HeaderColumn<R>> = Vec::new();
        for column in std::mem::take(&mut self.columns) {
            match kept.iter().find(|c| c.role == column.role) {
                None => kept.push(column),
                Some(first) if rank(first) == rank(&column) => self.rivals.push(column),
                Some(_) => {}
            }
        }
        self.columns = kept;
    }

    /// Reduces a column that is divided below to the part for the total.
    pub(super) fn narrow(&mut self, whole: impl Fn(Span) -> Option<Span>) {
        for column in self
            .columns
            .iter_mut()
            .filter(|c| c.span.first < c.span.last)
        {
            column.span = whole(column.span).unwrap_or(column.span);
        }
    }

    /// Drops columns in favour of others for the same fields.
    pub(super) fn leave(&mut self, left: impl Fn(&HeaderColumn<R>) -> bool) {
        self.rivals.extend(self.columns.extract_if(.., |c| left(c)));
    }

    /// Removes columns that belong to something else.
    pub(super) fn pass_over(&mut self, other: impl Fn(&HeaderColumn<R>) -> bool) {
        self.columns.retain(|c| !other(c));
    }

    /// Gives a column another field, as a guess.
    pub(super) fn take_for(&mut self, from: R, to: R) {
        for column in self.columns.iter_mut().filter(|c| c.role == from) {
            column.role = to;
            column.guessed = true;
        }
    }

    /// Gives the listed columns of a field another field, if their headings are `such`.
    pub(super) fn recast(&mut self, from: R, to: R, such: impl Fn(&str) -> bool) {
        let listed = self.columns.iter_mut().filter(|c| !c.guessed);
        for column in listed.filter(|c| c.role == from && such(&c.typed)) {
            column.role = to;
        }
    }

    /// 得分（百分制） beside 折算得分 is of a hundred, not of the points: it is dropped.
    pub(super) fn leave_hundredths(&mut self, score: R, other: R) {
        let of_hundred = |typed: &str| typed.contains("百分制");
        if self.all(score).any(|c| !of_hundred(&c.typed)) {
            self.recast(score, other, of_hundred);
        }
    }

    /// Gives a column that `names_both` a second field too.
    pub(super) fn halve(&mut self, first: R, second: R, names_both: impl Fn(&str) -> bool) {
        let both = self.column(first).filter(|c| names_both(&c.typed)).cloned();
        self.columns.extend(both.map(|column| HeaderColumn {
            role: second,
            ..column
        }));
    }

    /// Leaves the columns of a field unread.
    pub(super) fn forget(&mut self, role: R) {
        self.columns.retain(|c| c.role != role);
    }

    /// Gives the column of `from` the field `to`, in place of any other column; nothing without such a column.
    pub(super) fn stand_in(&mut self, from: R, to: R) {
        if !self.has(from) {
            return;
        }
        self.columns.retain(|c| c.role != to);
        for column in self.columns.iter_mut().filter(|c| c.role == from) {
            column.role = to;
        }
    }

    /// Columns of another year for fields without a column of this year.
    pub(super) fn lacking(&self) -> impl Iterator<Item = &HeaderColumn<R>> {
        let others = self.other_years.iter();
        others.filter(|c| c.year.is_some() && !self.has(c.role))
    }

    /// Columns for the same field as another one that is read, each with that one.
    pub(super) fn twice(&self) -> impl Iterator<Item = (&HeaderColumn<R>, &HeaderColumn<R>)> {
        let listed = self.rivals.iter().filter(|c| !c.guessed);
        listed.filter_map(|c| Some((self.column(c.role)?, c)))
    }

    /// Whether a line above the headings states that columns are of another year.
    pub(super) fn is_of_another_year(&self, page: &Page<'_>, span: Span) -> bool {
        let line = self.rows.start.saturating_sub(1);
        let mut above = page.words(line..self.rows.start).iter();
        let over = above.find(|word| Span::of(word.region).overlaps(span));
        match over.and_then(|word| dated::label(word)?.year) {
            Some(LabelYear::Year(year)) => year::above(page, line).is_some_and(|own| own != year),
            year => year.is_some(),
        }
    }

    /// Whether columns are behind all that are read, after an empty one: they belong to another table.
    pub(super) fn is_apart(&self, page: &Page<'_>, span: Span) -> bool {
        let last = self.columns.iter().map(|c| c.span.last).max();
        let Some(next) = last.map(|last| last.saturating_add(1)) else {
            return false;
        };
        let headed = |col: u32| {
            let mut cells = self.rows.clone().map(|row| CellRef::new(row, col));
            cells.any(|at| page.sheet.shown(at).is_some())
        };
        (next..span.first).any(|col| !headed(col))
    }

    /// Lets the columns of fields reach to `last`.
    pub(super) fn widen(&mut self, roles: &[R], last: u32) {
        let columns = self.columns.iter_mut();
        for column in columns.filter(|c| roles.contains(&c.role)) {
            column.span.last = last;
        }
    }

    /// Columns without a heading between `first` and the last one that is read.
    pub(super) fn unnamed(&self, page: &Page<'_>, first: u32) -> impl Iterator<Item = u32> {
        (first..self.last().unwrap_or_default()).filter(move |col| !self.heads(page, *col))
    }

    /// The column behind the last one that is read, if it has no heading.
    pub(super) fn behind(&self, page: &Page<'_>) -> Option<u32> {
        let col = self.last()?.checked_add(1)?;
        (!self.heads(page, col)).then_some(col)
    }

    fn last(&self) -> Option<u32> {
        self.columns.iter().map(|c| c.span.last).max()
    }

    /// Whether a column has a heading.
    fn heads(&self, page: &Page<'_>, col: u32) -> bool {
        let mut cells = self.rows.clone().map(|row| CellRef::new(row, col));
        cells.any(|at| page.sheet.shown(at).is_some())
    }

    pub(super) fn columns(&self) -> &[HeaderColumn<R>] {
        &self.columns
    }

    pub(super) fn column(&self, role: R) -> Option<&HeaderColumn<R>> {
        self.columns.iter().find(|c| c.role == role)
    }

    /// Every column of a field, the one that is read first.
    pub(super) fn all(&self, role: R) -> impl Iterator<Item = &HeaderColumn<R>> {
        let all = self.columns.iter().chain(&self.rivals);
        all.filter(move |c| c.role == role)
    }

    pub(super) fn span(&self, role: R) -> Option<Span> {
        self.column(role).map(|c| c.span)
    }

    /// Whether a known column is under `span`; a heading in `row` that divides an upper one needs a column of its own.
    pub(super) fn covers(&self, span: Span, row: u32) -> bool {
        let divides = |c: &HeaderColumn<R>| c.cell.row < row && c.span.first < c.span.last;
        let over = |c: &&HeaderColumn<R>| c.span.overlaps(span) && !divides(c);
        let mut all = self.columns.iter().chain(&self.other_years);
        all.any(|c| over(&c))
    }

    /// Whether the heading in a cell is known, but another column is read for its field.
    pub(super) fn gave_way(&self, cell: CellRef) -> bool {
        self.rivals.iter().any(|c| c.cell == cell)
    }

    pub(super) fn has(&self, role: R) -> bool {
        self.column(role).is_some()
    }

    /// Number of `roles` with a column.
    pub(super) fn count(&self, roles: &[R]) -> usize {
        roles.iter().filter(|&&r| self.has(r)).count()
    }
}

/// The columns of the form's year and those of other years. The form's year is stated on it, otherwise it is the latest
/// in a column; without a statement, columns without a year have precedence.
fn by_year<R: Role>(
    page: &Page<'_>,
    row: u32,
    columns: Vec<HeaderColumn<R>>,
) -> (Vec<HeaderColumn<R>>, Vec<HeaderColumn<R>>) {
    if columns.iter().all(|c| c.year.is_none()) {
        return (columns, Vec::new());
    }
    let stated = year::above(page, row).map(LabelYear::Year);
    let latest = || columns.iter().filter_map(|c| c.year).max();
    let own = stated.or_else(latest);
    let undated: Vec<R> = columns
        .iter()
        .filter(|c| c.year.is_none())
        .map(|c| c.role)
        .collect();
    let rival = |c: &HeaderColumn<R>| stated.is_none() && undated.contains(&c.role);
    columns.into_iter().partition(|c| {
        c.year.is_none() || c.year == own && c.year > Some(LabelYear::Later) && !rival(c)
    })
}

/// The field of a heading without its year, and the year; a wording that is listed with its year has none. A heading
/// that divides an upper one is read together with it: 全年 below 完成值 is 全年完成值, and 2023年 is 完成值 of 2023.
fn meaning<R: Role>(
    page: &Page<'_>,
    word: &Word<'_>,
    wordings: &Wordings<R>,
    rows: &Range<u32>,
) -> Option<(Match<R>, Option<LabelYear>)> {
    let whole = wordings.find(&word.key);
    let listed = matches!(whole, Some(Match::Exact(_)));
    let dated = dated::label(word).filter(|d| !listed || *d.rest == *word.key);
    let rest = dated.as_ref().map_or(&*word.key, |d| &*d.rest);
    let named = match &dated {
        Some(label) => wordings.find(&label.rest).or(whole),
        None => whole,
    };
    let above = (word.at.row > rows.start).then(|| upper(page, word, rows));
    let above = above.flatten();
    // 合计 or 小计 below 年初预算数 is a part of that column.
    let total = || {
        let row = page.labels.fund_rows.exact(&word.key);
        matches!(row, Some(FundRow::Total | FundRow::Subtotal))
    };
    let part = || above.is_some_and(|above| wordings.find(&above.key).is_some());
    let own = named.filter(|_| !(heads_rows(word) || total() && part()));
    let year = dated.as_ref().map(|d| d.year);
    let year = year.or_else(|| Some(dated::label(above?)?.year)).flatten();
    let divided = above.filter(|_| !matches!(own, Some(Match::Exact(_))));
    let together = match rest {
        "" => divided.and_then(|above| wordings.find(&above.key)),
        _ => divided
            .or(above.filter(|_| rest == WHOLE_YEAR))
            .and_then(|above| wordings.exact(&format!("{rest}{}", above.key)))
            .map(Match::Exact),
    };
    // 预算 below 资金总额 is 预算数.
    let short = || {
        let counted = divided.and_then(|_| wordings.exact(&format!("{rest}数")));
        counted.map(Match::Exact)
    };
    let found = together.or(own).or_else(short)?;
    // 原因说明 below 偏差原因分析 is not a guess.
    let part = divided.is_some_and(|above| {
        let whole = wordings.exact(&above.key);
        whole == Some(found.role())
    });
    Some((
        if part {
            Match::Exact(found.role())
        } else {
            found
        },
        year,
    ))
}

/// 执行数 with anything below it is 全年执行数, whatever the lower heading is by itself.
const WHOLE_YEAR: &str = "全年";

/// The heading that a word divides.
fn upper<'p, 'g>(page: &'p Page<'g>, word: &Word<'_>, rows: &Range<u32>) -> Option<&'p Word<'g>> {
    let upper = page.words(rows.start..word.at.row);
    upper.iter().rev().find(|above| above.is_over(word))
}

/// Whether a label is merged down over many rows: it is the heading of those rows, not of a column.
fn heads_rows(word: &Word<'_>) -> bool {
    bottom(word).saturating_sub(word.at.row) > TALLEST
}

fn bottom(word: &Word<'_>) -> u32 {
    word.region.last.row.saturating_add(1)
}

fn column<R: Role>(word: &Word<'_>, found: Match<R>) -> HeaderColumn<R> {
    HeaderColumn {
        role: found.role(),
        span: Span::of(word.region),
        cell: word.at,
        typed: word.text.into(),
        guessed: matches!(found, Match::Guessed(_)),
        bottom: bottom(word),
        year: None,
    }
}
