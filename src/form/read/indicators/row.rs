//! One row of the indicator table.

mod cells;
mod values;

use std::cell::OnceCell;

use ecow::EcoString;

use rust_decimal::Decimal;

use super::super::super::labels::{IndicatorColumn, Role};
use super::super::cover::{line_of, one_line};
use super::super::figure::{Number, NumberReading, Suffix, reading};
use super::super::header::Header;
use super::super::numbering::without_number;
use super::super::page::Page;
use super::super::{Remarks, fraction};
use super::naming::{name_line, named_level, named_points, split_points, without_prefix};
use super::{LastLevel, TableRows, is_filler};
use crate::finding::reading::{missing, unreadable};
use crate::finding::{Field, layout};
use crate::model::{CellRef, Explanation, Figure, HeadingTopic, Indicator, Located};
use crate::workbook::{Cell, Value};

/// The columns of targets and actual values.
const VALUES: [IndicatorColumn; 4] = [
    IndicatorColumn::Target,
    IndicatorColumn::InitialTarget,
    IndicatorColumn::AdjustedTarget,
    IndicatorColumn::Actual,
];

/// A row under the header.
pub(super) struct TableRow<'a, 'g> {
    page: &'a Page<'g>,
    header: &'a Header<IndicatorColumn>,
    row: u32,
    remarks: &'a Remarks,
    first_figure: u32,
    asked: Option<HeadingTopic>,
    /// The last 一级指标 in a row of its own above this row.
    section: Option<u32>,
    /// The cells of the columns read so far.
    seen: [OnceCell<Option<&'g Cell>>; IndicatorColumn::ALL.len()],
}

impl<'a, 'g> TableRow<'a, 'g> {
    pub(super) const fn new(table: &TableRows<'a, 'g>, row: u32) -> Self {
        Self {
            page: table.page,
            header: table.header,
            row,
            remarks: table.remarks,
            first_figure: table.first_figure,
            asked: table.asked,
            section: table.section.get(),
            seen: [const { OnceCell::new() }; IndicatorColumn::ALL.len()],
        }
    }

    /// The name of a level that begins or is displayed in this row, without its points, and the points; `last` is the
    /// previous result for the column.
    pub(super) fn level(
        &self,
        role: IndicatorColumn,
        last: &mut LastLevel,
    ) -> Option<(EcoString, Option<Figure>)> {
        let cell = self.cell(role)?;
        match last {
            Some((at, level)) if *at == cell.at => level.clone(),
            _ => last.insert((cell.at, named_level(cell))).1.clone(),
        }
    }

    /// 一级指标 in a row of its own, merged across names and figures: `一、产出指标（50分）`.
    pub(super) fn section(&self) -> Option<(EcoString, Option<Figure>)> {
        let words = self.page.words(self.row..self.row.saturating_add(1));
        let [word] = words else {
            return None;
        };
        let across = word.region.last.col >= self.first_figure;
        let (_, points) = split_points(word.text);
        if !across || points.is_none() && !word.key.ends_with("指标") {
            return None;
        }
        let figure = points.map(|p| Located::new(p, word.at, word.text));
        Some((EcoString::from(&*word.key), figure))
    }

    /// The indicator in this row; `None` for fillers, blank rows and continuations.
    pub(super) fn indicator(&self, above: Option<&EcoString>) -> Option<Indicator> {
        let named = self.name();
        let filled = self.is_filled();
        let (name, cell) = match named {
            Some((name, cell)) if cell.row == self.row || filled => (name, cell),
            Some(_) => return None,
            None => match self.name_cell() {
                Some(filler) => self.unnamed(filler)?,
                None if filled => self.nameless(above)?,
                None => return None,
            },
        };
        if cell.row == self.row {
            self.remark_merged(&name, cell);
        }
        let (target, initial_target) = self.targets();
        let (name, points) = match self.header.has(IndicatorColumn::Points) {
            true => (
                name,
                self.own_figure(IndicatorColumn::Points, Field::Points),
            ),
            false => named_points(name, cell),
        };
        self.doubt_midyear(target.as_ref().map(|target| &target.value));
        let reported = self.score(points.as_ref());
        let actual = self.actual(target.as_ref().map(|target| &target.value));
        Some(Indicator {
            level1: None,
            level2: None,
            name,
            cell,
            target,
            initial_target: initial_target.map(Box::new),
            midyear: self.statement(IndicatorColumn::Midyear).map(Box::new),
            forecast: self.statement(IndicatorColumn::Forecast).map(Box::new),
            actual,
            completion: self.completion().map(Box::new),
            points,
            reported,
            criterion: self.text(IndicatorColumn::Criterion).map(Box::new),
            reason: self.reason().map(Box::new),
            goal: false,
        })
    }

    pub(super) fn name_cell(&self) -> Option<&'g Cell> {
        self.cell(IndicatorColumn::Level3)
            .or_else(|| self.cell(IndicatorColumn::Name))
            .or_else(|| {
                let lacks = !self.header.has(IndicatorColumn::Level3)
                    && !self.header.has(IndicatorColumn::Name);
                self.cell(IndicatorColumn::Level2).filter(|_| lacks)
            })
    }

    pub(super) fn name(&self) -> Option<(EcoString, CellRef)> {
        let cell = self.name_cell()?;
        let text = name_line(&cell.value.text());
        (!is_filler(&text)).then(|| (without_number(without_prefix(&text)).into(), cell.at))
    }

    /// The name of a row with a filler, `……`, `/` or `指标2`, in its place. A row with figures of its own counts, which
    /// is reported; one without, or with weight and score 0 only, does not apply.
    fn unnamed(&self, filler: &Cell) -> Option<(EcoString, CellRef)> {
        let marks = [IndicatorColumn::Points, IndicatorColumn::Score];
        let marked = || {
            marks
                .iter()
                .filter_map(|role| self.number(*role))
                .any(|n| !n.value.is_zero())
        };
        if !self.stands_in(&VALUES) && !marked() {
            return None;
        }
        let name = one_line(&filler.value.text());
        self.remarks
            .add(layout::row_unnamed(name.clone()), filler.at);
        Some((name, filler.at))
    }

    /// The name of a row without one that has a target or an actual value: that of the level above it, which is
    /// reported. A row with points and score only is a sum.
    fn nameless(&self, above: Option<&EcoString>) -> Option<(EcoString, CellRef)> {
        let name = above?;
        if !self.stands_in(&VALUES) {
            return None;
        }
        let column = self
            .header
            .span(IndicatorColumn::Level3)
            .or_else(|| self.header.span(IndicatorColumn::Name))?;
        let cell = CellRef::new(self.row, column.first);
        let problem = missing(Field::Indicator, Some(EcoString::from(&**name)));
        self.remarks.add(problem, cell);
        Some((EcoString::from(&**name), cell))
    }

    /// Whether the row has a name, a target or an actual value, and points or a score where the table has columns for
    /// them.
    pub(super) fn is_whole(&self) -> bool {
        let marks = [IndicatorColumn::Points, IndicatorColumn::Score];
        let marked =
            self.header.count(&marks) == 0 || marks.iter().any(|role| self.number(*role).is_some());
        marked && self.has_value()
    }

    /// Whether the row has a name and a target or an actual value.
    pub(super) fn has_value(&self) -> bool {
        let named = self
            .name_cell()
            .is_some_and(|c| matches!(c.value, Value::Text(_)));
        named && self.stands_in(&VALUES)
    }

    pub(super) fn number(&self, role: IndicatorColumn) -> Option<Number> {
        let cell = self.cell(role).filter(|c| c.at.row == self.row)?;
        match reading(&cell.value) {
            NumberReading::Number(number) => Some(number),
            NumberReading::Blank | NumberReading::Unreadable => None,
        }
    }

    /// Whether a figure begins in this row.
    fn is_filled(&self) -> bool {
        self.stands_in(&VALUES)
            || self.stands_in(&[IndicatorColumn::Points, IndicatorColumn::Score])
    }

    fn stands_in(&self, roles: &[IndicatorColumn]) -> bool {
        let cells = roles.iter().filter_map(|role| self.cell(*role));
        cells
            .into_iter()
            .any(|c| c.at.row == self.row && reading(&c.value) != NumberReading::Blank)
    }

    fn completion(&self) -> Option<Figure> {
        let column = self.header.column(IndicatorColumn::Completion)?;
        let cell = self.page.under(self.row, &column.span)?;
        let in_percent = column.typed.contains(['%', '％']);
        match reading(&cell.value) {
            NumberReading::Number(number) => fraction(number, in_percent, None)
                .map(|value| Located::new(value, cell.at, cell.value.text())),
            NumberReading::Blank | NumberReading::Unreadable => None,
        }
    }

    /// 自评得分; if it is blank, a 定性评分 below 0 or above the points, for which the formula of a form returns no score.
    fn score(&self, points: Option<&Figure>) -> Option<Figure> {
        let filed = self.own_figure(IndicatorColumn::Score, Field::Score);
        let beyond = |judged: &Figure| {
            let most = points.map(|points| points.value);
            most.is_some_and(|most| judged.value > most) || judged.value < Decimal::ZERO
        };
        filed.or_else(|| {
            let judged = self.own_figure(IndicatorColumn::Judged, Field::Score);
            judged.filter(beyond)
        })
    }

    /// Points or score of this row; a cell merged from above belongs to its first row. A weight of 30% is 30 of 100
    /// points.
    fn own_figure(&self, role: IndicatorColumn, field: Field) -> Option<Figure> {
        let cell = self.cell(role).filter(|c| c.at.row == self.row)?;
        if self.is_of_group(cell.at) {
            return None;
        }
        match reading(&cell.value) {
            NumberReading::Number(Number {
                value,
                suffix: Suffix::None | Suffix::Points,
            }) => Some(Located::new(value, cell.at, cell.value.text())),
            NumberReading::Blank => None,
            NumberReading::Number(Number {
                value,
                suffix: Suffix::Percent,
            }) if role == IndicatorColumn::Points => {
                let points = value.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
                Some(Located::new(points, cell.at, cell.value.text()))
            }
            NumberReading::Number(_) | NumberReading::Unreadable => {
                let problem = unreadable(field, cell.value.text());
                self.remarks.add(problem, cell.at);
                None
            }
        }
    }

    /// Whether a weight is that of the group: left of the names and merged over several rows.
    fn is_of_group(&self, at: CellRef) -> bool {
        let region = self.page.sheet.region(at);
        region.last.row > region.first.row && region.last.col < self.first_figure
    }

    fn reason(&self) -> Option<Located<EcoString>> {
        let reason = self.text(IndicatorColumn::Reason);
        let Some(measures) = self.text(IndicatorColumn::Measures) else {
            return reason;
        };
        Some(match reason {
            Some(mut reason) => {
                reason.value = format!("{}；{}", reason.value, measures.value).into();
                reason
            }
            None => measures,
        })
    }

    /// The explanation of a deviation, where the table has a column for it.
    pub(super) fn explanation(&self) -> Option<Explanation> {
        use IndicatorColumn as C;
        let asked = self.asked?;
        let reason = self.text(C::Reason);
        let own = || self.word(C::Measures).unwrap_or_default();
        let at = || {
            let first = self.header.span(C::Reason).map(|span| span.first);
            let cell = self.cell(C::Reason).map(|cell| cell.at);
            cell.unwrap_or(CellRef::new(self.row, first.unwrap_or_default()))
        };
        Some(Explanation {
            cell: reason.as_ref().map_or_else(at, |reason| reason.cell),
            asked,
            reason: reason.map(|reason| reason.value).unwrap_or_default(),
            measures: self.header.has(C::Measures).then(own),
        })
    }

    fn text(&self, role: IndicatorColumn) -> Option<Located<EcoString>> {
        let cell = self.cell(role)?;
        let text = line_of(&cell.value);
        (!is_filler(&text)).then(|| Located::new(text.clone(), cell.at, text))
    }

    fn word(&self, role: IndicatorColumn) -> Option<EcoString> {
        self.text(role).map(|located| located.value)
    }
}

/// The first column of figures, behind the names.
pub(super) fn first_figure_column(header: &Header<IndicatorColumn>) -> u32 {
    use IndicatorColumn as C;
    let names = [C::Level3, C::Name, C::Level2, C::Level1];
    let name_end = names
        .into_iter()
        .find_map(|role| header.span(role))
        .map_or(0, |span| span.last);
    [
        C::Sign,
        C::Measure,
        C::Target,
        C::InitialTarget,
        C::AdjustedTarget,
        C::Midyear,
        C::Forecast,
        C::Actual,
        C::Points,
        C::Score,
        C::Criterion,
    ]
    .into_iter()
    .filter_map(|role| header.span(role))
    .map(|span| span.first)
    .filter(|&first| first > name_end)
    .min()
    .unwrap_or(u32::MAX)
}
