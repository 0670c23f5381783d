//! Total and grade, in the row behind the table or as label and value.

use std::ops::Range;

use ecow::EcoString;

use rust_decimal::Decimal;

use super::super::labels::{Closing, Cover, FundColumn, IndicatorColumn, bracketed, fold};
use super::Remarks;
use super::cover::{CoverPairs, number_of, one_line};
use super::figure::{Number, NumberReading, Suffix, is_blank, reading, text_reading};
use super::page::LISTED;
use super::page::{Page, Span, Word};
use super::segment::{Segment, names_things};
use crate::finding::Field;
use crate::finding::reading::unreadable;
use crate::model::{CellRef, Figure, Funding, Indicator, Located};

/// Total, weights and grade at the end of a form.
#[derive(Default)]
pub(super) struct ClosingValues {
    pub(super) total: Option<Figure>,
    pub(super) points: Option<Figure>,
    pub(super) grade: Option<Located<EcoString>>,
    /// 总分（含预算执行率10分）: points of the execution, named beside the total alone.
    execution: Option<Figure>,
}

impl ClosingValues {
    /// Gives the execution the points that the label of the total names, where no cell of its own has any and the weights
    /// of the indicators lack just these.
    pub(super) fn give_points(&self, funding: &mut Funding, indicators: &[Indicator]) {
        let weights = indicators.iter().filter_map(|i| i.points.as_ref());
        let sum = weights.fold(Decimal::ZERO, |sum, f| sum.saturating_add(f.value));
        let whole = Figure::value_of(&self.points);
        let lacks = |own: &&Figure| whole == sum.checked_add(own.value);
        let open = funding.points.is_none() && funding.reported.is_none();
        if let Some(own) = self.execution.as_ref().filter(lacks).filter(|_| open) {
            funding.points = Some(own.clone());
        }
    }
}

/// The points of the execution in brackets in the label of the total.
fn execution_points(word: &Word<'_>) -> Option<Figure> {
    let folded = fold(word.text);
    let inner = bracketed(&folded).into_iter();
    let named = inner.filter_map(|inner| Some(inner.split_once("执行")?.1));
    let mut points = named.map(|text| text.trim_start_matches(|c: char| !c.is_ascii_digit()));
    points.find_map(|points| match text_reading(points) {
        NumberReading::Number(Number {
            value,
            suffix: Suffix::Points,
        }) => Some(Located::new(value, word.at, word.text)),
        _ => None,
    })
}

/// The rows behind the indicator table, with total and grade.
pub(super) struct TableTail<'a, 'g> {
    pub(super) page: &'a Page<'g>,
    pub(super) segment: &'a Segment,
    pub(super) remarks: &'a Remarks,
    /// First row behind the table.
    pub(super) first: u32,
    /// Rows of the money block, whose 合计 is no total score.
    pub(super) funds: Range<u32>,
    /// Sums of the filed scores.
    pub(super) scores: ScoreSums,
}

/// Sums of the filed scores.
pub(super) struct ScoreSums {
    pub(super) indicators: Decimal,
    pub(super) execution: Decimal,
}

impl ScoreSums {
    pub(super) fn of(funding: Option<&Funding>, indicators: &[Indicator]) -> Self {
        let filed = indicators.iter().filter_map(|i| i.reported.as_ref());
        Self {
            indicators: filed.fold(Decimal::ZERO, |sum, f| sum.saturating_add(f.value)),
            execution: funding
                .and_then(|f| f.reported.as_ref())
                .map_or(Decimal::ZERO, |f| f.value),
        }
    }

    /// Whether `row` is the sum of the indicators alone, while `stated` includes the execution score.
    fn is_partial(&self, row: Decimal, stated: Decimal) -> bool {
        row == self.indicators
            && row != stated
            && self.indicators.checked_add(self.execution) == Some(stated)
    }
}

impl TableTail<'_, '_> {
    pub(super) fn closings(&self, pairs: &CoverPairs) -> ClosingValues {
        let mut closings = ClosingValues::default();
        let rows = self.first..self.segment.rows.end.max(self.first);
        let mut list = self.list_before();
        for word in self.page.words(rows) {
            let (table, funds) = self.page.named_columns(word.at.row);
            let heads = table.max(funds) >= LISTED;
            let listed = self.lists(word, list);
            if listed {
                list = Some(word.at.row);
            }
            if heads || listed || self.funds.contains(&word.at.row) {
                continue;
            }
            match self.page.labels.closing.exact(&word.key) {
                Some(Closing::Total) => self.total_row(word, &mut closings),
                Some(Closing::Grade) => {
                    let grade = self.grade_beside(word);
                    closings.grade = closings.grade.or(grade);
                }
                Some(Closing::Subtotal | Closing::End) | None => {}
            }
        }
        self.take_pairs(pairs, &mut closings);
        closings
    }

    /// Whether a row is in a list, 项目名称 | 预算数 | 执行数, or right below it: its 合计 is that of the list.
    fn lists(&self, word: &Word<'_>, list: Option<u32>) -> bool {
        let row = word.at.row;
        let goes_on = || list.is_some_and(|last| row <= last.saturating_add(1));
        goes_on() || names_things(&word.key) && self.page.named_columns(row).1 > 1
    }

    /// The last row of a list at which the indicator table ends.
    fn list_before(&self) -> Option<u32> {
        let start = self.segment.tables.last()?.rows.end;
        let above = self.page.words(start..self.first).iter();
        above.fold(None, |list, word| {
            self.lists(word, list).then_some(word.at.row)
        })
    }

    /// Label and value outside the table: 自评总分（分） | 97.93, 总分：95. The row of the table has precedence, unless it is the
    /// sum of the indicators alone.
    fn take_pairs(&self, pairs: &CoverPairs, closings: &mut ClosingValues) {
        let head_end = self.segment.head_end();
        let stated = pairs
            .all(Cover::Total)
            .filter(|p| p.cell.row < head_end || p.typed.contains([':', '：']))
            .find_map(|p| number_of(p).map(|n| Located::new(n, p.cell, &*p.typed)));
        let is_whole = |stated: &Figure| {
            let row = closings.total.as_ref();
            row.is_none_or(|row| self.scores.is_partial(row.value, stated.value))
        };
        if let Some(stated) = stated.filter(is_whole) {
            closings.total = Some(stated);
        }
        if closings.grade.is_none() {
            closings.grade = pairs.all(Cover::Grade).find_map(|p| {
                grade_word(self.page, &p.value).map(|g| Located::new(g, p.cell, &*p.typed))
            });
        }
    }

    /// 总分 | 100 | 96 | 优: weights' sum, score and grade by the columns of the table.
    fn total_row(&self, word: &Word<'_>, closings: &mut ClosingValues) {
        let row = word.at.row;
        closings.execution = closings.execution.take().or_else(|| execution_points(word));
        let in_column = || self.score_span().and_then(|s| self.score(row, s, word));
        let points = self.points_span().and_then(|s| self.points(row, s, word));
        // 合计 20 | 19 above 总分 100 | 99: the first is the sum of some rows, the second of all.
        let more = points.as_ref().zip(closings.points.as_ref());
        let more = more.is_some_and(|(points, before)| points.value > before.value);
        match &closings.total {
            None => closings.total = in_column(),
            Some(before) if more && in_column().is_some_and(|now| now.value >= before.value) => {
                closings.total = in_column();
                closings.points.clone_from(&points);
            }
            Some(before) => {
                let whole = |now: &Figure| self.scores.is_partial(before.value, now.value);
                let now = self.number_beside(word).filter(whole);
                closings.total = now.or(closings.total.take());
            }
        }
        if closings.total.is_none() && points.is_none() {
            closings.total = self.number_beside(word);
        }
        closings.points = closings.points.take().or(points);
        if closings.grade.is_none() {
            closings.grade = self.grade_in_row(word);
        }
    }

    fn score_span(&self) -> Option<Span> {
        self.segment
            .tables
            .last()
            .and_then(|t| t.span(IndicatorColumn::Score))
            .or_else(|| self.segment.funds.as_ref()?.span(FundColumn::Score))
    }

    fn points_span(&self) -> Option<Span> {
        self.segment
            .tables
            .last()
            .and_then(|t| t.span(IndicatorColumn::Points))
    }

    /// The sum of the scores; 100% merged over from the weights is no score.
    fn score(&self, row: u32, span: Span, label: &Word<'_>) -> Option<Figure> {
        let sum = self.figure(row, span, label)?;
        let cell = self.page.under(row, &span)?;
        match reading(&cell.value) {
            NumberReading::Number(number) if number.suffix == Suffix::Percent => None,
            _ => Some(sum),
        }
    }

    /// The sum of the weights; 100% is 100 points.
    fn points(&self, row: u32, span: Span, label: &Word<'_>) -> Option<Figure> {
        let mut sum = self.figure(row, span, label)?;
        let cell = self.page.under(row, &span)?;
        if let NumberReading::Number(Number { value, suffix }) = reading(&cell.value)
            && suffix == Suffix::Percent
        {
            sum.value = value.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
        }
        Some(sum)
    }

    fn figure(&self, row: u32, span: Span, label: &Word<'_>) -> Option<Figure> {
        let cell = self.page.under(row, &span)?;
        if label.region.contains(cell.at) {
            return None;
        }
        match reading(&cell.value) {
            NumberReading::Number(number) => {
                Some(Located::new(number.value, cell.at, cell.value.text()))
            }
            NumberReading::Blank => None,
            NumberReading::Unreadable => {
                if grade_word(self.page, &cell.value.text()).is_none() {
                    let problem = unreadable(Field::Total, cell.value.text());
                    self.remarks.add(problem, cell.at);
                }
                None
            }
        }
    }

    /// The first number behind the label, for a total row that does not follow the columns of the table.
    fn number_beside(&self, label: &Word<'_>) -> Option<Figure> {
        let cell = self.page.right_of(label.at.row, label.region.last.col)?;
        match reading(&cell.value) {
            NumberReading::Number(n) => Some(Located::new(n.value, cell.at, cell.value.text())),
            NumberReading::Blank | NumberReading::Unreadable => None,
        }
    }

    fn grade_in_row(&self, label: &Word<'_>) -> Option<Located<EcoString>> {
        let table = self.segment.tables.last();
        let apart = |at: CellRef| {
            let span = Span::of(self.page.sheet.region(at));
            table.is_some_and(|table| table.is_apart(self.page, span))
        };
        let graded = self.grades(label).filter(|grade| !apart(grade.cell));
        alone(graded)
    }

    /// The grades behind a label in its row.
    fn grades(&self, label: &Word<'_>) -> impl Iterator<Item = Located<EcoString>> {
        let cells = self.page.sheet.row(label.at.row).iter();
        let behind = label.region.last.col;
        cells.filter(move |c| c.at.col > behind).filter_map(|c| {
            let text = c.value.text();
            grade_word(self.page, &text).map(|g| Located::new(g, c.at, text))
        })
    }

    fn grade_beside(&self, label: &Word<'_>) -> Option<Located<EcoString>> {
        let next = self.page.right_of(label.at.row, label.region.last.col)?;
        alone(self.grades(label)).filter(|grade| grade.cell == next.at)
    }
}

/// A single grade; several beside each other, 优 | 良 | 中 | 差, are the key.
fn alone(mut grades: impl Iterator<Item = Located<EcoString>>) -> Option<Located<EcoString>> {
    let first = grades.next()?;
    grades
        .all(|other| other.value == first.value)
        .then_some(first)
}

/// A grade: one of the listed words, or the one with a tick (`优☑ 良□`).
fn grade_word(page: &Page<'_>, text: &str) -> Option<EcoString> {
    let folded = fold(text);
    let is_grade = |word: &str| page.labels.grades.iter().any(|g| **g == *word);
    if is_blank(&folded) {
        return None;
    }
    let bare = folded.trim_matches(['“', '”', '"', '。', '(', ')']);
    if is_grade(bare) {
        return Some(one_line(bare));
    }
    // 97.5分（优）
    if let Some(inner) = bracketed(&folded).into_iter().find(|inner| is_grade(inner)) {
        return Some(inner.into());
    }
    ticked(&folded)
        .filter(|word| is_grade(word))
        .map(EcoString::from)
}

/// The word before or behind a tick.
fn ticked(folded: &str) -> Option<String> {
    let tick = |c: char| matches!(c, '☑' | '√' | '✓' | '✔' | '■');
    let edge =
        |c: char| tick(c) || matches!(c, '□' | '☐' | '、' | ',' | '/' | ';' | ':' | '(' | ')');
    let bare = folded.replace("()", "□").replace("(√)", "☑");
    let choices = bare.rsplit(':').next().unwrap_or_default();
    let (before, after) = choices.split_once(tick)?;
    let behind = after.split(edge).next().unwrap_or_default();
    let ahead = before.rsplit(edge).next().unwrap_or_default();
    let boxes_lead = choices.starts_with(edge);
    let word = if boxes_lead { behind } else { ahead };
    (!word.is_empty()).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::ticked;

    #[test]
    fn ticks_mark_one_of_several() {
        for (text, word) in [
            ("优☑良□中□差□", Some("优")),
            ("□优☑良□中□差", Some("良")),
            ("优□良√中□", Some("良")),
            ("优良中差", None),
            ("总得分:99分;评价等级:□优☑良□中", Some("良")),
            ("优()良(√)中()差()", Some("良")),
            ("优(√)良()中()差()", Some("优")),
        ] {
            assert_eq!(ticked(text).as_deref(), word, "{text}");
        }
    }
}
