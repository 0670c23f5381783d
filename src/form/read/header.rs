//! Header rows of tables: which column holds which field.

mod column;
mod taken;

use std::ops::Range;

use ecow::EcoString;

use super::super::labels::{FundRow, Match, Role, Wordings};
use super::dated::{self, Dated};
use super::page::{Page, Span, Word};
use super::year;
use crate::model::CellRef;

/// Rows that a header cell may be merged over at most.
const TALLEST: u32 = 3;

/// The header of a table.
#[derive(Debug, Clone)]
pub(super) struct Header<R> {
    /// Rows it takes.
    pub(super) rows: Range<u32>,
    columns: Vec<Column<R>>,
    /// Columns of another year than the form's: 2022年完成值 on a form of 2023.
    other_years: Vec<Column<R>>,
    /// Columns that gave way to one of the same rank.
    rivals: Vec<Column<R>>,
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
    /// The year that the label names beside the field.
    year: Option<Dated>,
}

impl<R: Role> Header<R> {
    /// The columns recognised in `rows`; a lower label takes the columns it covers from an upper one.
    pub(super) fn read(page: &Page<'_>, rows: Range<u32>, wordings: &Wordings<R>) -> Self {
        let mut columns: Vec<Column<R>> = Vec::new();
        for word in page.words(rows.clone()) {
            let Some((found, year)) = meaning(page, word, wordings, &rows) else {
                continue;
            };
            let column = Column {
                year,
                ..column(word, found)
            };
            // 单位自评 below 得分 leaves nothing of it: 财政复核 stands beside it.
            let whole =
                |c: &Column<R>| c.role == column.role && !column.guessed && c.is_over(&column);
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

    /// One column a field: a guess gives way to a listed wording, a column left of `names` to one behind it, one of no
    /// year to one of the form's, one that is not `filled` to one that is, a later to an earlier one; left of `names` the
    /// nearer one is taken.
    pub(super) fn settle(&mut self, names: u32, filled: impl Fn(R, Span) -> bool) {
        let rank = |c: &Column<R>| (c.guessed, c.cell.col < names, c.year.is_none());
        let distance = |c: &Column<R>| match c.cell.col < names {
            true => names.saturating_sub(c.cell.col),
            false => c.cell.col,
        };
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
            .sort_by_key(|c| (rank(c), unused.contains(&c.cell), distance(c)));
        let mut kept: Vec<Column<R>> = Vec::new();
        for column in std::mem::take(&mut self.columns) {
            match kept.iter().find(|c| c.role == column.role) {
                None => kept.push(column),
                Some(first) if rank(first) == rank(&column) => self.rivals.push(column),
                Some(_) => {}
            }
        }
        self.columns = kept;
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

    /// Lets columns give way to the others of their fields.
    pub(super) fn leave(&mut self, left: impl Fn(&Column<R>) -> bool) {
        self.rivals.extend(self.columns.extract_if(.., |c| left(c)));
    }

    /// Takes columns of another matter for none at all.
    pub(super) fn pass_over(&mut self, other: impl Fn(&Column<R>) -> bool) {
        self.columns.retain(|c| !other(c));
    }

    /// Takes a column for another field, as a guess.
    pub(super) fn take_for(&mut self, from: R, to: R) {
        for column in self.columns.iter_mut().filter(|c| c.role == from) {
            column.role = to;
            column.guessed = true;
        }
    }

    /// Takes the listed columns of a field whose headings are such for another field.
    pub(super) fn recast(&mut self, from: R, to: R, such: impl Fn(&str) -> bool) {
        let listed = self.columns.iter_mut().filter(|c| !c.guessed);
        for column in listed.filter(|c| c.role == from && such(&c.typed)) {
            column.role = to;
        }
    }

    /// 得分（百分制） beside 折算得分 is of a hundred, not of the points.
    pub(super) fn leave_hundredths(&mut self, score: R, other: R) {
        let of_hundred = |typed: &str| typed.contains("百分制");
        if self.all(score).any(|c| !of_hundred(&c.typed)) {
            self.recast(score, other, of_hundred);
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

    /// Leaves the columns of a field unread.
    pub(super) fn forget(&mut self, role: R) {
        self.columns.retain(|c| c.role != role);
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

    /// Columns of another year whose field no column of this year holds.
    pub(super) fn lacking(&self) -> impl Iterator<Item = &Column<R>> {
        let others = self.other_years.iter();
        others.filter(|c| c.year.is_some() && !self.has(c.role))
    }

    /// Columns that stand for the same field as one that was taken, each with that one.
    pub(super) fn twice(&self) -> impl Iterator<Item = (&Column<R>, &Column<R>)> {
        let listed = self.rivals.iter().filter(|c| !c.guessed);
        listed.filter_map(|c| Some((self.column(c.role)?, c)))
    }

    /// Whether a line above the headings says that columns are of another year.
    pub(super) fn is_of_another_year(&self, page: &Page<'_>, span: Span) -> bool {
        let line = self.rows.start.saturating_sub(1);
        let mut above = page.words(line..self.rows.start).iter();
        let over = above.find(|word| Span::of(word.region).overlaps(span));
        match over.and_then(|word| dated::label(word)?.year) {
            Some(Dated::Year(year)) => year::above(page, line).is_some_and(|own| own != year),
            year => year.is_some(),
        }
    }

    /// Whether columns stand behind all that were taken, with an empty one between: they belong to another table.
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

    /// Columns between `first` and the last one that was taken that have no heading.
    pub(super) fn unnamed(&self, page: &Page<'_>, first: u32) -> impl Iterator<Item = u32> {
        (first..self.last().unwrap_or_default()).filter(move |col| !self.heads(page, *col))
    }

    /// The column behind the last one that was taken, where it has no heading.
    pub(super) fn behind(&self, page: &Page<'_>) -> Option<u32> {
        let col = self.last()?.checked_add(1)?;
        (!self.heads(page, col)).then_some(col)
    }

    fn last(&self) -> Option<u32> {
        self.columns.iter().map(|c| c.span.last).max()
    }

    /// Whether a heading stands over a column.
    fn heads(&self, page: &Page<'_>, col: u32) -> bool {
        let mut cells = self.rows.clone().map(|row| CellRef::new(row, col));
        cells.any(|at| page.sheet.shown(at).is_some())
    }

    pub(super) fn columns(&self) -> &[Column<R>] {
        &self.columns
    }

    pub(super) fn column(&self, role: R) -> Option<&Column<R>> {
        self.columns.iter().find(|c| c.role == role)
    }

    /// Every column of a field, the one that was taken first.
    pub(super) fn all(&self, role: R) -> impl Iterator<Item = &Column<R>> {
        let all = self.columns.iter().chain(&self.rivals);
        all.filter(move |c| c.role == role)
    }

    pub(super) fn span(&self, role: R) -> Option<Span> {
        self.column(role).map(|c| c.span)
    }

    /// Whether a recognised column lies under `span`; a heading in `row` that divides an upper one needs a column of
    /// its own.
    pub(super) fn covers(&self, span: Span, row: u32) -> bool {
        let divides = |c: &Column<R>| c.cell.row < row && c.span.first < c.span.last;
        let over = |c: &&Column<R>| c.span.overlaps(span) && !divides(c);
        let mut all = self.columns.iter().chain(&self.other_years);
        all.any(|c| over(&c))
    }

    /// Whether the heading in a cell is understood, but another one is taken for its field.
    pub(super) fn gave_way(&self, cell: CellRef) -> bool {
        self.rivals.iter().any(|c| c.cell == cell)
    }

    pub(super) fn has(&self, role: R) -> bool {
        self.column(role).is_some()
    }

    /// How many of `roles` have a column.
    pub(super) fn count(&self, roles: &[R]) -> usize {
        roles.iter().filter(|&&r| self.has(r)).count()
    }
}

/// The columns of the form's year and those of another: the form states its year, else the latest that a column names
/// is taken, and a column without a year goes before it.
fn by_year<R: Role>(
    page: &Page<'_>,
    row: u32,
    columns: Vec<Column<R>>,
) -> (Vec<Column<R>>, Vec<Column<R>>) {
    if columns.iter().all(|c| c.year.is_none()) {
        return (columns, Vec::new());
    }
    let stated = year::above(page, row).map(Dated::Year);
    let latest = || columns.iter().filter_map(|c| c.year).max();
    let own = stated.or_else(latest);
    let undated: Vec<R> = columns
        .iter()
        .filter(|c| c.year.is_none())
        .map(|c| c.role)
        .collect();
    let rival = |c: &Column<R>| stated.is_none() && undated.contains(&c.role);
    columns.into_iter().partition(|c| {
        c.year.is_none() || c.year == own && c.year > Some(Dated::Later) && !rival(c)
    })
}

/// What a heading means without the year in it, and that year; a wording listed with its year has none. A heading that
/// divides an upper one is named together with it: 全年 below 完成值 is 全年完成值, and 2023年 is 完成值 of 2023.
fn meaning<R: Role>(
    page: &Page<'_>,
    word: &Word<'_>,
    wordings: &Wordings<R>,
    rows: &Range<u32>,
) -> Option<(Match<R>, Option<Dated>)> {
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
    // 原因说明 below 偏差原因分析 is no guess.
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

/// Below 执行数 it is 全年执行数, whatever it is by itself.
const WHOLE_YEAR: &str = "全年";

/// The heading that a word divides.
fn upper<'p, 'g>(page: &'p Page<'g>, word: &Word<'_>, rows: &Range<u32>) -> Option<&'p Word<'g>> {
    let upper = page.words(rows.start..word.at.row);
    upper.iter().rev().find(|above| above.is_over(word))
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
