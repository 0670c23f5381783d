//! Target and actual value of a row, as statements.

use std::borrow::Cow;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::super::super::cover::line_of;
use super::super::super::figure::{Number, NumberReading, Suffix, text_reading};
use super::super::super::year;
use super::super::is_filler;
use super::TableRow;
use crate::base::is_letter;
use crate::finding::{Field, content, reading};
use crate::form::labels::IndicatorColumn;
use crate::form::target;
use crate::model::{CellRef, Comparator, Content, Date, Located, Statement};
use crate::workbook::{Cell, Value, serial};

/// Most years between a form and a deadline on it.
const FARTHEST: u32 = 5;

impl TableRow<'_, '_> {
    /// The target in force and, if it is an adjusted one, the initial one.
    pub(super) fn targets(&self) -> (Option<Located<Statement>>, Option<Located<Statement>>) {
        use IndicatorColumn as C;
        let given = self.target(C::Target);
        let initial = self.target(C::InitialTarget);
        match self.target(C::AdjustedTarget) {
            Some(adjusted) => (Some(adjusted), initial.or(given)),
            None => (given.or(initial), None),
        }
    }

    /// A target with sign and unit of measure from their own columns, if there are any.
    fn target(&self, role: IndicatorColumn) -> Option<Located<Statement>> {
        let cell = self.cell(role)?;
        let usable = self.usable(role, cell);
        self.doubt_zero(cell);
        let value = self.half(role, &usable);
        let sign = self.word(IndicatorColumn::Sign).map(sign_word);
        let measure = self.word(IndicatorColumn::Measure);
        let located = if sign.is_none() && measure.is_none() {
            Located::new(target::of_cell(&value), cell.at, line_of(&value))
        } else {
            let value = text_value(&value);
            let (statement, typed) = target::composed(sign.as_deref(), &value, measure.as_deref());
            Located::new(statement, cell.at, typed)
        };
        filled(located)
    }

    /// A mid-year or actual value; a bare number gets the unit of measure of the row.
    pub(super) fn statement(&self, role: IndicatorColumn) -> Option<Located<Statement>> {
        let cell = self.cell(role)?;
        let usable = self.usable(role, cell);
        let own = self.half(role, &usable);
        let typed = line_of(&own);
        let measure = self.word(IndicatorColumn::Measure);
        let value = text_value(&own);
        let statement = match (&*value, measure) {
            (Value::Number(_), Some(measure)) => target::composed(None, &value, Some(&measure)).0,
            _ => target::of_cell(&own),
        };
        filled(Located::new(statement, cell.at, typed))
    }

    /// Reports which values of a row with a name of its own are merged with those of the row above.
    pub(super) fn remark_merged(&self, name: &str, at: CellRef) {
        let columns = [
            (IndicatorColumn::Target, Field::Target),
            (IndicatorColumn::Actual, Field::Actual),
        ];
        for (role, field) in columns {
            let above = self.cell(role).filter(|cell| cell.at.row < at.row);
            let stated = |cell: &&Cell| target::of_cell(&cell.value).content != Content::Blank;
            let Some(cell) = above.filter(stated) else {
                continue;
            };
            let place = CellRef::new(self.row, cell.at.col);
            self.remarks
                .add(reading::merged(field, name, line_of(&cell.value)), place);
        }
    }

    /// 实际完成值; a blank value if the form has the column.
    pub(super) fn actual(&self, target: Option<&Statement>) -> Option<Located<Statement>> {
        let role = IndicatorColumn::Actual;
        self.doubt_nothing(target);
        self.statement(role).or_else(|| {
            let at = CellRef::new(self.row, self.header.span(role)?.first);
            let cell = self.cell(role);
            let typed = cell.map(|cell| line_of(&cell.value));
            let at = cell.map_or(at, |cell| cell.at);
            Some(Located::new(
                Content::Blank.into(),
                at,
                typed.unwrap_or_default(),
            ))
        })
    }

    /// The content of a cell as a target or an actual value. TRUE, 〃 and #REF! are none, which is reported; a date far
    /// from the form's year is read as its stored number.
    fn usable<'c>(&self, role: IndicatorColumn, cell: &'c Cell) -> Cow<'c, Value> {
        let field = match role {
            IndicatorColumn::Actual => Field::Actual,
            IndicatorColumn::Midyear => Field::Midyear,
            IndicatorColumn::Forecast => Field::Forecast,
            _ => Field::Target,
        };
        match &cell.value {
            Value::Date(date) if self.is_far(*date) => {
                let Some(serial) = serial(*date) else {
                    return Cow::Borrowed(&cell.value);
                };
                let problem = content::date(serial, cell.value.text());
                self.remarks.add(problem, cell.at);
                Cow::Owned(Value::Number(serial))
            }
            value if target::is_no_value(value) && cell.at.row == self.row => {
                let shown = match value {
                    Value::Bool(true) => Cow::Borrowed("TRUE"),
                    Value::Bool(false) => Cow::Borrowed("FALSE"),
                    value => value.text(),
                };
                self.remarks.add(content::value_type(shown, field), cell.at);
                Cow::Borrowed(value)
            }
            value => Cow::Borrowed(value),
        }
    }

    /// Reports a target that is the 0 of a formula where something was reached: the formula may never have been
    /// calculated.
    fn doubt_zero(&self, target: &Cell) {
        let zero = matches!(&target.value, Value::Number(n) | Value::Percent(n, _) if n.is_zero());
        let reached = || {
            let actual = self.cell(IndicatorColumn::Actual)?;
            match target::of_cell(&actual.value).content {
                Content::Quantity(quantity) => Some(!quantity.value.is_zero()),
                Content::Blank => None,
                _ => Some(true),
            }
        };
        if target.formula && zero && target.at.row == self.row && reached() == Some(true) {
            let problem = content::zero_formula(target.value.text());
            self.remarks.add(problem, target.at);
        }
    }

    /// Reports an actual value that is the 0 of a formula where less is better: it would earn all points.
    fn doubt_nothing(&self, target: Option<&Statement>) {
        let Some(cell) = self
            .cell(IndicatorColumn::Actual)
            .filter(|cell| cell.formula)
        else {
            return;
        };
        let zero = matches!(&cell.value, Value::Number(n) | Value::Percent(n, _) if n.is_zero());
        let limited = target.is_some_and(|target| {
            let limit = matches!(
                target.comparator,
                Some(Comparator::AtMost | Comparator::LessThan)
            );
            limit && matches!(&target.content, Content::Quantity(q) if !q.value.is_zero())
        });
        if zero && limited && cell.at.row == self.row {
            let problem = content::zero_actual(cell.value.text());
            self.remarks.add(problem, cell.at);
        }
    }

    /// Reports a mid-year value of a count that is a day, or the 0 of a formula.
    pub(super) fn doubt_midyear(&self, target: Option<&Statement>) {
        let cell = self.cell(IndicatorColumn::Midyear);
        let Some(cell) = cell.filter(|cell| cell.at.row == self.row) else {
            return;
        };
        let counted = target.is_some_and(|target| match &target.content {
            Content::Quantity(target) => !target.value.is_zero(),
            Content::Range(_) => true,
            _ => false,
        });
        let nothing = |n: &Decimal| cell.formula && n.is_zero();
        let far = |value: &Value| matches!(value, Value::Date(date) if self.is_far(*date));
        let problem = match &cell.value {
            // It is read as the number, which is reported.
            value if far(value) => return,
            value if is_day(value) => content::midyear_date(value.text()),
            Value::Number(n) | Value::Percent(n, _) if nothing(n) => {
                content::zero_midyear(cell.value.text())
            }
            _ => return,
        };
        if counted {
            self.remarks.add(problem, cell.at);
        }
    }

    /// Whether a date is further from the form's year than a deadline may be.
    fn is_far(&self, date: Date) -> bool {
        let years = || year::above(self.page, self.header.rows.start).zip(date.year);
        years().is_some_and(|(own, year)| own.abs_diff(year) > FARTHEST)
    }

    /// The half for `role` of `100%/95%` in a column for target and actual value; a text with more than one slash is
    /// not split.
    fn half<'v>(&self, role: IndicatorColumn, value: &'v Value) -> Cow<'v, Value> {
        use IndicatorColumn as C;
        let both = self.header.span(C::Target) == self.header.span(C::Actual);
        let halves = match value {
            Value::Text(text) if both => text.split_once(['/', '／']),
            _ => None,
        };
        match halves.filter(|(_, actual)| !actual.contains(['/', '／'])) {
            Some((target, _)) if role == C::Target => Cow::Owned(Value::Text(target.trim().into())),
            Some((_, actual)) => Cow::Owned(Value::Text(actual.trim().into())),
            None => Cow::Borrowed(value),
        }
    }
}

/// Whether a cell has a day of some year.
fn is_day(value: &Value) -> bool {
    match value {
        Value::Date(_) => true,
        Value::Text(_) => {
            matches!(target::of_cell(value).content, Content::Date(day) if day.year.is_some())
        }
        _ => false,
    }
}

/// A number typed as text, in a layout with separate columns, is read as a number.
fn text_value(value: &Value) -> Cow<'_, Value> {
    if let Value::Text(text) = value
        && let NumberReading::Number(Number {
            value: number,
            suffix,
        }) = text_reading(text)
    {
        match suffix {
            Suffix::None => return Cow::Owned(Value::Number(number)),
            Suffix::Percent => return Cow::Owned(Value::Percent(number, None)),
            Suffix::Money(_) | Suffix::Points => {}
        }
    }
    Cow::Borrowed(value)
}

fn filled(located: Located<Statement>) -> Option<Located<Statement>> {
    let blank = located.value.content == Content::Blank && located.value.comparator.is_none();
    // ** is a placeholder of a template.
    let has_text = |c: char| is_letter(c) || matches!(c, '*' | '＊');
    let has_text = located.typed.chars().any(has_text);
    (!blank || has_text || !is_filler(&located.typed)).then_some(located)
}

/// The sign for 正向 and 反向.
fn sign_word(word: EcoString) -> EcoString {
    if word.contains("正向") {
        "≥".into()
    } else if word.contains("反向") || word.contains("逆向") || word.contains("负向") {
        "≤".into()
    } else {
        word
    }
}
