//! 预期目标: the goals of a unit for the year in its own words, and their score where they have one.

use std::ops::Range;

use ecow::EcoString;

use super::super::labels::{Cover, IndicatorColumn, label_key};
use super::Remarks;
use super::cover::one_line;
use super::figure::{Number, NumberReading, Suffix, reading};
use super::indicators::split_points;
use super::numbering::numbers_columns;
use super::page::{Page, Span, Word};
use super::segment::Segment;
use crate::finding::layout;
use crate::finding::reading::COLUMN_UNREAD;
use crate::model::{Content, Figure, Indicator, Located, Statement};
use crate::workbook::Value;

/// Shortest text that is a goal and not another label.
const SHORTEST: usize = 6;

/// The goal above the indicators: below or beside its label, or behind a colon.
pub(super) fn read(page: &Page<'_>, segment: &Segment) -> Option<Located<EcoString>> {
    let words = page.words(before_tables(segment));
    words
        .iter()
        .find_map(|word| match is_goal(page, &word.key) {
            true => below(page, word).or_else(|| beside(page, word)),
            false => behind(page, word),
        })
}

fn before_tables(segment: &Segment) -> Range<u32> {
    let first = segment.tables.first();
    segment.rows.start..first.map_or(segment.rows.end, |h| h.rows.start)
}

/// Goals with a score: 年度总体目标（20分） with a score beside its result counts like an indicator, and so does each of several
/// goals below one heading.
#[derive(Default)]
pub(super) struct ScoredGoals {
    /// Rows of the block.
    pub(super) rows: Range<u32>,
    pub(super) indicators: Vec<Indicator>,
}

/// The goals above the indicators, where they have a heading 得分.
pub(super) fn scored(page: &Page<'_>, segment: &Segment, remarks: &Remarks) -> ScoredGoals {
    let words = page.words(before_tables(segment));
    let mut rows = words.chunk_by(|a, b| a.at.row == b.at.row);
    let block = rows.find_map(|row| GoalBlock::of(page, row));
    let Some(block) = block else {
        return ScoredGoals::default();
    };
    let scored = block.read(page, segment);
    if block.points.is_none() {
        block.remark_unread(page, scored.rows.clone(), remarks);
    }
    block.remark_twice(page, scored.rows.clone(), remarks);
    scored
}

/// The headings of a block of goals.
struct GoalBlock<'a, 'g> {
    goal: &'a Word<'g>,
    /// The name of the block, left of them.
    label: Option<&'a Word<'g>>,
    actual: Option<Span>,
    points: Option<Span>,
    score: &'a Word<'g>,
    /// Further headings of scores.
    scores: Vec<&'a Word<'g>>,
    /// Unknown headings.
    unknown: Vec<&'a Word<'g>>,
}

impl<'a, 'g> GoalBlock<'a, 'g> {
    fn of(page: &Page<'_>, row: &'a [Word<'g>]) -> Option<Self> {
        use IndicatorColumn as C;
        let role = |word: &Word<'_>| page.labels.indicator_columns.exact(&word.key);
        let at = row.iter().rposition(|word| is_goal(page, &word.key))?;
        let behind = row.get(at.saturating_add(1)..).unwrap_or_default();
        let of_all = |wanted: C| {
            let words = behind.iter();
            words.filter(move |word| role(word) == Some(wanted))
        };
        let of = |wanted: C| of_all(wanted).next();
        let goal = row.get(at)?;
        let names = |word: &Word<'_>| {
            matches!(
                role(word),
                Some(C::Level1 | C::Level2 | C::Level3 | C::Name)
            )
        };
        let score = of(C::Score).filter(|_| !row.iter().any(names))?;
        Some(Self {
            goal,
            label: at.checked_sub(1).and_then(|before| row.get(before)),
            actual: of(C::Actual).map(|word| Span::of(word.region)),
            points: of(C::Points).map(|word| Span::of(word.region)),
            score,
            scores: of_all(C::Score).skip(1).collect(),
            unknown: behind.iter().filter(|word| role(word).is_none()).collect(),
        })
    }

    /// Reports unknown headings with numbers below them: without other points, these may be the points of the goals.
    fn remark_unread(&self, page: &Page<'_>, rows: Range<u32>, remarks: &Remarks) {
        for word in &self.unknown {
            let span = Span::of(word.region);
            if rows.clone().any(|row| number(page, row, span).is_some()) {
                let found = one_line(word.text);
                remarks.add(layout::column(&COLUMN_UNREAD, found), word.at);
            }
        }
    }

    /// Reports a different score of the goals under a further heading of scores.
    fn remark_twice(&self, page: &Page<'_>, rows: Range<u32>, remarks: &Remarks) {
        let score = |row: u32, word: &Word<'_>| {
            let figure = number(page, row, Span::of(word.region));
            figure.map(|figure| figure.value)
        };
        for word in &self.scores {
            let other = |row: u32| {
                let other = score(row, word);
                other.is_some() && other != score(row, self.score)
            };
            if rows.clone().any(other) {
                let problem = layout::column_twice(one_line(word.text), self.score.at);
                remarks.add(problem, word.at);
            }
        }
    }

    fn read(&self, page: &Page<'_>, segment: &Segment) -> ScoredGoals {
        let below = self.goal.region.last.row.saturating_add(1);
        let end = before_tables(segment).end;
        // A row of column numbers, or a blank row, may follow.
        let mut rows = (below..end).take(2);
        let numbers = |row: u32| numbers_columns(page.sheet.row(row));
        let first = rows.find(|row| !numbers(*row) && self.goal_in(page, *row).is_some());
        let first = first.unwrap_or(below);
        let goals = (first..end).map_while(|row| self.goal_in(page, row));
        let goals: Vec<Located<EcoString>> = goals.collect();
        let label = self.label.unwrap_or(self.goal);
        let (name, stated) = split_points(label.text);
        let name = one_line(name);
        let alone = goals.len() == 1;
        let indicators = goals.iter().filter_map(|goal| {
            let row = goal.cell.row;
            let stated = stated
                .filter(|_| alone)
                .map(|points| Located::new(points, label.at, label.text));
            let points = self.points.and_then(|span| number(page, row, span));
            let points = points.or(stated);
            let reported = number(page, row, Span::of(self.score.region));
            (points.is_some() || reported.is_some()).then(|| Indicator {
                level1: Some(name.clone()),
                level2: None,
                points,
                reason: None,
                name: if alone {
                    name.clone()
                } else {
                    goal.value.clone()
                },
                cell: goal.cell,
                target: Some(in_words(goal)),
                initial_target: None,
                midyear: None,
                forecast: None,
                actual: self.actual.and_then(|span| words(page, row, span)),
                completion: None,
                reported,
                criterion: None,
                goal: true,
            })
        });
        ScoredGoals {
            indicators: indicators.collect(),
            rows: first..first.saturating_add(u32::try_from(goals.len()).unwrap_or_default()),
        }
    }

    fn goal_in(&self, page: &Page<'_>, row: u32) -> Option<Located<EcoString>> {
        let cell = page.under(row, &Span::of(self.goal.region))?;
        let Value::Text(typed) = &cell.value else {
            return None;
        };
        let key = label_key(typed);
        let heading = page.labels.indicator_columns.exact(&key).is_some();
        let closing = page.labels.closing.exact(&key).is_some();
        let own = cell.at.row == row && !heading && !closing;
        own.then(|| Located::words(one_line(typed), cell.at, typed))
    }
}

/// A text as a statement in words: figures in it are not compared.
fn in_words(text: &Located<EcoString>) -> Located<Statement> {
    let content = Content::Text(text.value.clone());
    Located::new(content.into(), text.cell, text.typed.clone())
}

fn words(page: &Page<'_>, row: u32, span: Span) -> Option<Located<Statement>> {
    let cell = page.under(row, &span).filter(|cell| cell.at.row == row)?;
    let text = cell.value.text();
    Some(in_words(&Located::new(one_line(&text), cell.at, text)))
}

fn number(page: &Page<'_>, row: u32, span: Span) -> Option<Figure> {
    let cell = page.under(row, &span).filter(|cell| cell.at.row == row)?;
    match reading(&cell.value) {
        NumberReading::Number(Number {
            value,
            suffix: Suffix::None | Suffix::Points,
        }) => Some(Located::new(value, cell.at, cell.value.text())),
        _ => None,
    }
}

fn is_goal(page: &Page<'_>, key: &str) -> bool {
    page.labels.cover.exact(key) == Some(Cover::Goal)
}

fn below(page: &Page<'_>, word: &Word<'_>) -> Option<Located<EcoString>> {
    let row = word.region.last.row.saturating_add(1);
    let cell = page.under(row, &Span::of(word.region))?;
    let here = cell.at.row == row;
    here.then(|| goal(page, &cell.value, cell.at)).flatten()
}

fn beside(page: &Page<'_>, word: &Word<'_>) -> Option<Located<EcoString>> {
    let cell = page.right_of(word.at.row, word.region.last.col)?;
    goal(page, &cell.value, cell.at)
}

/// `年度目标：改造供水管网12公里。`
fn behind(page: &Page<'_>, word: &Word<'_>) -> Option<Located<EcoString>> {
    let (label, text) = word.text.split_once([':', '：'])?;
    let text = text.trim();
    let named = is_goal(page, &label_key(label)) && text.chars().count() >= SHORTEST;
    named.then(|| Located::words(text.into(), word.at, word.text))
}

fn goal(page: &Page<'_>, value: &Value, at: crate::model::CellRef) -> Option<Located<EcoString>> {
    let Value::Text(text) = value else {
        return None;
    };
    let text = text.trim();
    // 年度目标：… beside 总体目标 repeats the label.
    let inner = text.split_once([':', '：']);
    let own = inner.filter(|(label, _)| is_goal(page, &label_key(label)));
    let text = own.map_or(text, |(_, goal)| goal.trim());
    let long = text.chars().count() >= SHORTEST && !is_goal(page, &label_key(text));
    let label = page
        .labels
        .indicator_columns
        .exact(&label_key(text))
        .is_some();
    (long && !label).then(|| Located::words(text.into(), at, text))
}
