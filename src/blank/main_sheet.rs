//! The form's own sheet: heading, funds, goals, indicators, total, from top to bottom.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::access::Access;
use super::layout::{FORM, Layout, Plan, count, page};
use super::pen::{Area, Pen, Purpose};
use super::shape::{Step, height};
use super::worth::Worth;
use super::{
    IndicatorRow, Order, Prefill, Value, choices, example, flags, funds, indicators, pace,
};
use crate::form::labels::IndicatorColumn as C;
use crate::form::spec::col::{LAST, NAME, WIDTHS, width};
use crate::form::spec::{CellFormat, cover, goal_labels};
use crate::model::Stage;

/// Name of the sheet with the example.
const EXAMPLE: &str = "示例";

/// Blank rows behind the indicators.
const SPARE: usize = 20;

impl Plan {
    fn new(order: &Order<'_>, prefill: &Prefill, rows: &[IndicatorRow]) -> Self {
        let funds = 2 + count(cover(order.kind));
        let lines = funds::lines(order.kind, &prefill.funds, order.labels);
        let goals = funds + 2 + count(&lines);
        let header = goals + 2;
        let last = header + count(rows);
        let mut groups: Vec<String> = Vec::new();
        for level1 in rows.iter().filter_map(|row| row.text(C::Level1)) {
            if !groups.iter().any(|group| group == level1) {
                groups.push(level1.to_owned());
            }
        }
        Self {
            funds,
            lines,
            goals,
            header,
            rows: (header + 1, last),
            // A separate row: rows inserted above it are still included in every sum.
            total: last + 2,
            groups,
        }
    }
}

impl<'a> Layout<'a> {
    fn new(order: &'a Order<'a>, prefill: &'a Prefill, spare: usize) -> Self {
        let rows = rows(prefill, spare);
        let total = funds::total(&prefill.funds, order.labels);
        Self {
            order,
            plan: Plan::new(order, prefill, &rows),
            prefill,
            worth: Worth::of(&total, &rows, order),
            rows,
        }
    }

    fn write(&self, pen: &mut Pen<'_>) -> Result<(), XlsxError> {
        self.set_up(pen.sheet)?;
        self.heading(pen)?;
        self.funds(pen)?;
        self.goals(pen)?;
        self.indicators(pen)?;
        self.closing(pen)
    }

    /// 年度总体目标: the expected and the actual result.
    fn goals(&self, pen: &mut Pen<'_>) -> Result<(), XlsxError> {
        let (top, below) = (self.plan.goals, self.plan.goals + 1);
        let rows = (top, below);
        let [goals, expected, achieved] = goal_labels(self.order.stage);
        pen.label(Area { rows, cols: (0, 1) }, goals)?;
        let sides = [
            ((NAME, 7), expected, &self.prefill.goal),
            ((8, LAST), achieved, &self.prefill.achieved),
        ];
        let texts = sides.iter();
        let texts = texts.filter_map(|(cols, _, words)| Some((words.as_deref()?, width(*cols))));
        pen.height(below, height(texts, 66))?;
        for (side, (cols, label, words)) in sides.into_iter().enumerate() {
            pen.label(Area::row(top, cols), label)?;
            let words = Value::from(words.as_deref());
            let access = match (side, self.order.stage) {
                (0, _) => self.settled(&words),
                (_, Stage::Goals) => Access::Shut,
                _ => Access::Open,
            };
            pen.field(Area::row(below, cols), access, CellFormat::Words, &words)?;
        }
        Ok(())
    }

    /// Widths, paper, print titles, protection.
    fn set_up(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let plan = &self.plan;
        sheet.set_formula_result_default("");
        for (col, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(col, f64::from(width))?;
        }
        for step in Step::ALL {
            sheet.set_column_hidden(step.col())?;
        }
        page(sheet, self.order.lang)
            .set_repeat_rows(plan.header, plan.header)?
            .set_print_area(0, 0, plan.last(self.order.stage), LAST)?
            .set_freeze_panes(2, 0)?;
        sheet.autofilter(plan.header, 0, plan.rows.1, LAST)?;
        Ok(())
    }
}

/// The form to be filled in, the first of its workbook or a later one.
pub(super) fn form(
    sheet: &mut Worksheet,
    order: &Order<'_>,
    (number, prefill): (usize, &Prefill),
) -> Result<(), XlsxError> {
    match number {
        1 => sheet.set_name(FORM)?,
        number => sheet.set_name(format!("{FORM}{number}"))?,
    };
    let layout = Layout::new(order, prefill, prefill.spare.unwrap_or(SPARE));
    layout.write(&mut Pen::new(sheet, Purpose::Filling))?;
    choices::add(sheet, order, &layout.plan)?;
    layout.flags(sheet)?;
    sheet.set_selection(2, NAME, 2, NAME)?;
    Ok(())
}

/// The same form, filled in.
pub(super) fn example(sheet: &mut Worksheet, order: &Order<'_>) -> Result<(), XlsxError> {
    sheet.set_name(EXAMPLE)?;
    let prefill = example::at_stage(order);
    let layout = Layout::new(order, &prefill, 0);
    let mut pen = Pen::new(sheet, Purpose::Reading);
    layout.write(&mut pen)?;
    example::mark(&mut pen, order, &layout.plan)?;
    sheet.set_print_fit_to_pages(1, 1);
    flags::levels(sheet, &layout.plan)?;
    match order.stage {
        Stage::Midyear => pace::colours(sheet, layout.plan.sum()),
        Stage::Goals | Stage::SelfEvaluation => Ok(()),
    }
}

/// The rows of the table: those that are known or the usual levels, and blank ones behind; every row names its levels.
fn rows(prefill: &Prefill, spare: usize) -> Vec<IndicatorRow> {
    let mut rows = match prefill.indicators.is_empty() {
        true => indicators::skeleton(),
        false => prefill.indicators.clone(),
    };
    let mut above = [Value::Blank, Value::Blank];
    for row in &mut rows {
        let [level1, level2] = &mut above;
        let own = row.value(C::Level1);
        if own != Value::Blank && own != *level1 {
            *level2 = Value::Blank;
        }
        for (role, above) in [(C::Level1, level1), (C::Level2, level2)] {
            match row.value(role) {
                Value::Blank => row.set(role, above.clone()),
                own => *above = own,
            }
        }
    }
    rows.extend(std::iter::repeat_n(IndicatorRow::default(), spare));
    rows
}
