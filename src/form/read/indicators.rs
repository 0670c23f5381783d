//! The indicator table: one row per indicator, with the levels carried down merged or blank cells.

mod end;
mod group;
mod naming;
mod remarks;
mod row;

use std::cell::Cell as Shared;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::super::labels::{Closing, IndicatorColumn, fold};
use super::Remarks;
use super::below::NEAR;
use super::cover::one_line;
use super::header::Header;
use super::page::LISTED;
use super::page::Page;
use super::segment::Segment;
use crate::finding::indicator::SHARED_SCORE;
use crate::finding::{Fact, Field};
use crate::model::{CellRef, Explanation, Figure, GroupPoints, HeadingTopic, Indicator};
pub(super) use naming::split_points;
use row::TableRow;

/// The columns of figures, of which two for one field must agree.
const FIGURES: [IndicatorColumn; 8] = [
    IndicatorColumn::Target,
    IndicatorColumn::InitialTarget,
    IndicatorColumn::AdjustedTarget,
    IndicatorColumn::Midyear,
    IndicatorColumn::Actual,
    IndicatorColumn::Completion,
    IndicatorColumn::Points,
    IndicatorColumn::Score,
];

/// The indicators of a form and the end of their table.
#[derive(Default)]
pub(super) struct IndicatorTable {
    pub(super) indicators: Vec<Indicator>,
    pub(super) groups: Vec<GroupPoints>,
    /// The explanation of the deviation of each indicator.
    pub(super) explanations: Vec<Option<Explanation>>,
    /// First row behind the table.
    pub(super) end: u32,
}

/// Reads the table, or the parts of one whose header is repeated.
pub(super) fn read(page: &Page<'_>, segment: &Segment, remarks: &Remarks) -> IndicatorTable {
    let mut table = IndicatorTable {
        end: segment.head_end(),
        ..IndicatorTable::default()
    };
    for (index, header) in segment.tables.iter().enumerate() {
        let next = segment.tables.get(index.saturating_add(1));
        let funds = segment.funds.as_ref().map(|h| h.rows.start);
        let stop = next
            .map(|h| h.rows.start)
            .into_iter()
            .chain(funds.filter(|&row| row >= header.rows.end))
            .fold(segment.rows.end, u32::min);
        let rows = TableRows {
            page,
            header,
            remarks,
            first_figure: row::first_figure_column(header),
            asked: header
                .column(IndicatorColumn::Reason)
                .map(|column| HeadingTopic::by(&one_line(&column.typed))),
            section: Shared::new(None),
        };
        rows.remark_guesses();
        rows.remark_other_years();
        rows.remark_twice(stop);
        rows.remark_unnamed(stop);
        rows.remark_unread(stop);
        rows.remark_misnamed(stop);
        table.end = rows.read(stop, &mut table);
    }
    shared_scores(&mut table.indicators, segment, remarks, page);
    table.indicators.shrink_to_fit();
    table
}

/// Whether a cell merged over a column of figures begins in another column, to which it belongs.
fn begins_elsewhere(header: &Header<IndicatorColumn>, role: IndicatorColumn, col: u32) -> bool {
    let holds = |role| header.span(role).is_some_and(|span| span.contains(col));
    FIGURES.contains(&role) && !holds(role) && FIGURES.into_iter().any(holds)
}

/// Replaces the name of a level; the same name is kept, as all rows of the level share its text.
fn keep(level: &mut Option<EcoString>, name: EcoString) {
    if level.as_ref() != Some(&name) {
        *level = Some(name);
    }
}

/// Consecutive rows under one header.
struct TableRows<'a, 'g> {
    page: &'a Page<'g>,
    header: &'a Header<IndicatorColumn>,
    remarks: &'a Remarks,
    /// The first column of figures, behind the names.
    first_figure: u32,
    /// The topic of the column of reasons.
    asked: Option<HeadingTopic>,
    /// The row of the last 一级指标 in a row of its own.
    section: Shared<Option<u32>>,
}

/// The last name of a level with its cell, which is usually merged over several rows.
type LastLevel = Option<(CellRef, Option<(EcoString, Option<Figure>)>)>;

impl TableRows<'_, '_> {
    /// Reads rows up to the end of the table; returns the row behind.
    fn read(&self, stop: u32, table: &mut IndicatorTable) -> u32 {
        let mut level1: Option<EcoString> = table.indicators.last().and_then(|i| i.level1.clone());
        let mut level2: Option<EcoString> = table.indicators.last().and_then(|i| i.level2.clone());
        let (mut last1, mut last2): (LastLevel, LastLevel) = (None, None);
        let mut shared = LevelPoints::default();
        if let Some((name, points)) = self.title() {
            table.note_group(&name, points);
            (level1, level2) = (Some(name), None);
        }
        for number in self.header.rows.end..stop {
            match self.closes(number) {
                Some(Closing::End | Closing::Grade) if self.goes_on(number, stop) => continue,
                Some(Closing::Total) if self.sums_part(number, stop) => continue,
                Some(closing) => {
                    shared.settle(table, self.header);
                    if closing == Closing::Total {
                        self.remark_below(number, stop);
                    }
                    return number;
                }
                None => {}
            }
            if self.is_subtotal(number) || self.numbers_columns(number) {
                continue;
            }
            let row = TableRow::new(self, number);
            let sum = self.group_sum(number, stop);
            let is_sum = sum.is_some();
            let section = row.section().or(sum);
            if section.is_some() {
                self.section.set(Some(number));
            }
            if let Some((name, points)) =
                section.or_else(|| row.level(IndicatorColumn::Level1, &mut last1))
            {
                if level1.as_ref() != Some(&name) {
                    level2 = None;
                }
                table.note_group(&name, points);
                keep(&mut level1, name);
            }
            if let Some((name, points)) = row.level(IndicatorColumn::Level2, &mut last2) {
                keep(&mut level2, name);
                shared.begins(points, table.indicators.len());
            }
            if is_sum {
                continue;
            }
            if let Some(mut indicator) = row.indicator(level2.as_ref().or(level1.as_ref())) {
                indicator.level1.clone_from(&level1);
                indicator.level2.clone_from(&level2);
                table.indicators.push(indicator);
                table.explanations.push(row.explanation());
            }
        }
        shared.settle(table, self.header);
        stop
    }

    /// Whether a row numbers the columns below the headings: 1 | 2 | 3 …, ① | ② | ③ … or A | B | C ….
    fn numbers_columns(&self, row: u32) -> bool {
        if row != self.header.rows.end {
            return false;
        }
        let numbers = self
            .page
            .sheet
            .row(row)
            .iter()
            .map(|c| serial(&c.value.text()));
        let numbers: Option<Vec<u32>> = numbers.collect();
        numbers
            .is_some_and(|all| all.len() >= LISTED && all.windows(2).all(|w| w.first() < w.last()))
    }
}

/// Points in the names of 二级指标, with the first indicator of each.
#[derive(Default)]
struct LevelPoints {
    found: Vec<(Option<Figure>, usize)>,
}

impl LevelPoints {
    fn begins(&mut self, points: Option<Figure>, first: usize) {
        let cell = |p: &Option<Figure>| p.as_ref().map(|p| p.cell);
        let again =
            |(last, _): &(Option<Figure>, usize)| last.is_some() && cell(last) == cell(&points);
        if !self.found.last().is_some_and(again) {
            self.found.push((points, first));
        }
    }

    /// Without a column of points, the points of a 二级指标 are those of its indicator, if it has only one.
    fn settle(self, table: &mut IndicatorTable, header: &Header<IndicatorColumn>) {
        if header.has(IndicatorColumn::Points) {
            return;
        }
        let firsts: Vec<usize> = self.found.iter().map(|(_, first)| *first).collect();
        for (index, (points, first)) in self.found.into_iter().enumerate() {
            let next = firsts.get(index.saturating_add(1)).copied();
            let end = next.unwrap_or(table.indicators.len());
            if let Some([only]) = table.indicators.get_mut(first..end) {
                only.points = only.points.take().or(points);
            }
        }
    }
}

impl IndicatorTable {
    /// Adds the goals with a score behind the indicators; they have no explanation.
    pub(super) fn with(mut self, goals: Vec<Indicator>) -> Self {
        let none = goals.iter().map(|_| None);
        self.explanations.splice(..0, none);
        self.indicators.splice(..0, goals);
        self
    }

    /// Removes goals where the total on the form is that of the other scores.
    pub(super) fn without_uncounted(&mut self, execution: Decimal, total: Option<&Figure>) {
        let others = self.indicators.iter().filter(|row| !row.goal);
        let scores = others.filter_map(|row| Figure::value_of(&row.reported));
        let sum = scores.fold(execution, Decimal::saturating_add);
        if total.is_some_and(|total| total.value == sum) {
            let goals = self.indicators.iter().take_while(|row| row.goal);
            let goals = goals.count();
            self.explanations.drain(..goals);
            self.indicators.drain(..goals);
        }
    }

    fn note_group(&mut self, name: &EcoString, points: Option<Figure>) {
        let known = self.groups.iter().any(|g| g.name == *name);
        if let Some(points) = points.filter(|_| !known) {
            self.groups.push(GroupPoints {
                name: name.clone(),
                points,
            });
        }
    }
}

/// Reports which indicators share a merged score, which counts for the first of them.
fn shared_scores(
    indicators: &mut [Indicator],
    segment: &Segment,
    remarks: &Remarks,
    page: &Page<'_>,
) {
    let Some(span) = segment
        .tables
        .first()
        .and_then(|h| h.span(IndicatorColumn::Score))
    else {
        return;
    };
    for (index, indicator) in indicators.iter().enumerate() {
        let Some(score) = &indicator.reported else {
            continue;
        };
        let region = page.sheet.region(score.cell);
        if region.last.row == region.first.row || !span.contains(score.cell.col) {
            continue;
        }
        let sharing: Vec<&str> = indicators
            .iter()
            .skip(index)
            .take_while(|i| i.cell.row <= region.last.row)
            .map(|i| &*i.name)
            .collect();
        if sharing.len() > 1 {
            let names = Fact::text(sharing.join("、"));
            remarks.add(SHARED_SCORE.with([("indicators", names)]), score.cell);
        }
    }
}

/// The number of a column: 3, （3）, ③ or C.
fn serial(text: &str) -> Option<u32> {
    let folded = fold(text);
    let bare = folded.trim_matches(['(', ')']);
    let mut letters = bare.chars();
    match (letters.next()?, letters.next()) {
        (letter @ '①'..='⑳', None) => Some(u32::from(letter).saturating_sub(u32::from('①'))),
        (letter @ 'a'..='z', None) => Some(u32::from(letter)),
        _ => bare.parse().ok().filter(|number| *number < MOST_COLUMNS),
    }
}

/// No table has more columns.
const MOST_COLUMNS: u32 = 40;

const fn field_of(column: IndicatorColumn) -> Option<Field> {
    use IndicatorColumn as C;
    Some(match column {
        C::Target | C::InitialTarget | C::AdjustedTarget => Field::Target,
        C::Midyear => Field::Midyear,
        C::Forecast => Field::Forecast,
        C::Actual => Field::Actual,
        C::Completion => Field::Completion,
        C::Points => Field::Points,
        C::Score => Field::Score,
        C::Level3 | C::Name => Field::Indicator,
        C::Level1
        | C::Level2
        | C::Sign
        | C::Measure
        | C::Judged
        | C::Criterion
        | C::Reason
        | C::Measures
        | C::Other => return None,
    })
}

/// Most characters of a filler: `指标12：……………`.
const LONGEST_FILLER: usize = 16;

/// Numbers of rows in Chinese.
const NUMERALS: &str = "一二三四五六七八九十";

/// Whether a text is only a filler: `……`, `/`, `指标2：`.
fn is_filler(text: &str) -> bool {
    if text.chars().any(is_telling) || text.chars().nth(LONGEST_FILLER).is_some() {
        return false;
    }
    let folded = fold(text);
    let bare = folded
        .trim_start_matches("指标")
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_matches([':', '.', '、']);
    let number = bare.trim_matches(|c| "()".contains(c) || NUMERALS.contains(c));
    super::figure::is_blank(number)
}

/// Whether a character never occurs in a filler: a Chinese letter other than numerals and those of 指标, 无, 不适用 and 空.
fn is_telling(c: char) -> bool {
    let of_fillers = || "指标標无無不适適用空".contains(c) || NUMERALS.contains(c);
    matches!(c, '\u{4e00}'..='\u{9fff}') && !of_fillers()
}

#[cfg(test)]
mod tests {
    use super::is_filler;

    #[test]
    fn fillers_are_no_indicators() {
        for filler in [
            "……",
            "指标2：",
            "指标1：/",
            "/",
            "指标3",
            "…",
            "",
            "無",
            "不適用",
            "（二）",
            "三、",
            "指標2",
        ] {
            assert!(is_filler(filler), "{filler}");
        }
        for name in ["指标1：完成数量", "培训费下降率", "1", "指标达成率"] {
            assert!(!is_filler(name) || name == "1", "{name}");
        }
    }
}
