//! The indicator table: a row an indicator, with the steps of its computation in hidden columns.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::layout::Layout;
use super::pen::{Area, Look, Pen};
use super::scoring::{Scoring, at, shown};
use super::shape::{Step, height};
use super::worth::RowWorth;
use super::{IndicatorRow, funds};
use crate::base::number;
use crate::form::labels::IndicatorColumn as C;
use crate::form::spec::col::width;
use crate::form::spec::{self, Duty, INDICATORS, LEVELS, header};
use crate::rules::RuleSet;

/// The rows of a form without pre-filled data: the usual levels.
pub(super) fn skeleton() -> Vec<IndicatorRow> {
    let rows = LEVELS.iter().flat_map(|(level1, level2, count)| {
        let row = IndicatorRow::default().with(C::Level1, *level1);
        std::iter::repeat_n(row.with(C::Level2, *level2), *count)
    });
    rows.collect()
}

/// Most characters of a number that a cell shows as they are.
const SHOWN: usize = 11;

/// The number that a text is, where a cell that holds it shows just that text.
fn plain(text: &str) -> Option<Decimal> {
    let figure: Decimal = text.parse().ok()?;
    let shown = number::from_cell(number::to_cell(figure))?;
    let short = text.len() <= SHOWN;
    (short && shown.normalize().to_string() == text).then_some(figure)
}

impl Layout<'_> {
    /// Writes the table.
    pub(super) fn indicators(&self, pen: &mut Pen<'_>) -> Result<(), XlsxError> {
        let (order, plan) = (self.order, &self.plan);
        pen.height(plan.header, 42)?;
        for field in spec::at(&INDICATORS, order.stage) {
            let area = Area::row(plan.header, field.cols);
            pen.label(area, header(order.labels, field.role))?;
        }
        let scoring = funds::scoring(order, plan.sum());
        let rows = self.rows.iter().zip(&self.worth.rows);
        for (row, (known, worth)) in (plan.rows.0..).zip(rows) {
            self.indicator(pen, row, known, (worth, &scoring))?;
            for &step in Step::needed(order.stage) {
                let formula = scoring.step(step, row, plan.rows.0);
                let cell = Area::cell(row, step.col());
                pen.formula(cell, Look::Step, &formula, worth.step(step))?;
            }
        }
        Ok(())
    }

    /// The cells of one row, which is as high as the words in it.
    fn indicator(
        &self,
        pen: &mut Pen<'_>,
        row: u32,
        known: &IndicatorRow,
        (worth, scoring): (&RowWorth, &Scoring<'_>),
    ) -> Result<(), XlsxError> {
        let stage = self.order.stage;
        let texts = spec::at(&INDICATORS, stage).filter(|field| field.duty(stage) == Duty::Open);
        let texts = texts.filter_map(|field| Some((known.text(field.role)?, width(field.cols))));
        pen.height(row, height(texts, 32))?;
        for field in spec::at(&INDICATORS, stage) {
            let cell = (row, field);
            match field.role {
                C::Completion => {
                    let exact = at(row, Step::Completion);
                    let rate = shown(&exact, RuleSet::FOUR_PLACES);
                    let formula = format!(r#"IF({exact}="","",{rate})"#);
                    self.computed(pen, cell, &formula, worth.completion)?;
                }
                C::Score => self.computed(pen, cell, &scoring.score(row), worth.score)?,
                C::Target => {
                    let value = known.value(C::Target);
                    let access = self.access(field, &value);
                    match known.text(C::Target).and_then(plain) {
                        Some(figure) => pen.figure(Area::row(row, field.cols), access, figure)?,
                        None => self.typed(pen, cell, &value)?,
                    }
                }
                role => self.typed(pen, cell, &known.value(role))?,
            }
        }
        Ok(())
    }
}
