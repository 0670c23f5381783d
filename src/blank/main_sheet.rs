//! The form's own sheet: heading, funds, goals, indicators, total, from top to bottom.

use rust_xlsxwriter::{ProtectionOptions, Worksheet, XlsxError};

use super::access::Access;
use super::pen::{Area, Pen, Purpose};
use super::shape::{Step, height};
use super::worth::Worth;
use super::{
    IndicatorRow, Order, Prefill, Value, choices, example, flags, funds, indicators, pace,
};
use crate::base::lang::{Lang, Text};
use crate::form::labels::IndicatorColumn as C;
use crate::form::spec::col::{LAST, NAME, WIDTHS, width};
use crate::form::spec::{Content, Duty, FormField, cover, goal_labels};
use crate::model::Stage;

/// A4 in Excel's list of papers.
const A4: u8 = 9;

/// Name of the form's sheet.
pub(super) const FORM: &str = "自评表";
/// Name of the sheet with the example.
const EXAMPLE: &str = "示例";

/// Blank rows behind the indicators.
const SPARE: usize = 20;

/// Where the parts of a form stand.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Header of the money block; the total row is the one below.
    pub(super) funds: u32,
    /// Labels of the rows below the total row.
    pub(super) lines: Vec<String>,
    /// 年度总体目标
    pub(super) goals: u32,
    /// Header of the indicator table.
    pub(super) header: u32,
    /// First and last row of the indicator table.
    pub(super) rows: (u32, u32),
    /// 总分
    pub(super) total: u32,
    /// 一级指标 with a subtotal each, below 评价等级.
    pub(super) groups: Vec<String>,
}

/// How many there are, as a number of rows.
fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

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
            // A row apart: what is inserted above it still lies within every sum.
            total: last + 2,
            groups,
        }
    }

    /// The indicator table with the row behind it, so that a row inserted there lies within.
    pub(super) const fn reach(&self) -> (u32, u32) {
        (self.rows.0, self.total - 1)
    }

    /// The total row of the money block.
    pub(super) const fn sum(&self) -> u32 {
        self.funds + 1
    }

    /// The total row of the money block and the rows below it.
    pub(super) const fn amounts(&self) -> (u32, u32) {
        (self.sum(), self.goals - 1)
    }

    /// The first subtotal: below the grade, which only a self-evaluation has.
    pub(super) const fn subtotals(&self, stage: Stage) -> u32 {
        match stage {
            Stage::SelfEvaluation => self.total.saturating_add(2),
            Stage::Goals | Stage::Midyear => self.total.saturating_add(1),
        }
    }

    /// Last row that is printed.
    pub(super) fn last(&self, stage: Stage) -> u32 {
        self.subtotals(stage).saturating_add(count(&self.groups))
    }
}

/// A form while it is laid out: what is known of it and what its formulas come to.
pub(super) struct Layout<'a> {
    pub(super) order: &'a Order<'a>,
    pub(super) plan: Plan,
    pub(super) prefill: &'a Prefill,
    pub(super) rows: Vec<IndicatorRow>,
    pub(super) worth: Worth,
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

    /// What may be done with a field that holds `value`.
    pub(super) fn access<R: Copy>(&self, field: &FormField<R>, value: &Value) -> Access {
        Access::of(field, self.order.stage, self.prefill.fixed_by, value)
    }

    /// A field that is typed into, as far as it is open.
    pub(super) fn typed<R: Copy>(
        &self,
        pen: &mut Pen<'_>,
        (row, field): (u32, &FormField<R>),
        value: &Value,
    ) -> Result<(), XlsxError> {
        let area = Area::row(row, field.cols);
        pen.field(area, self.access(field, value), field.content, value)
    }

    /// A field that is computed, from the stage on that has something to compute.
    pub(super) fn computed<R: Copy>(
        &self,
        pen: &mut Pen<'_>,
        (row, field): (u32, &FormField<R>),
        formula: &str,
        result: impl Into<Value>,
    ) -> Result<(), XlsxError> {
        let area = Area::row(row, field.cols);
        match field.duty(self.order.stage) {
            Duty::Computed => pen.computed(area, field.content, formula, result),
            Duty::Absent | Duty::Shut | Duty::Open => pen.shut(area),
        }
    }

    /// 年度总体目标: what was expected and what came of it.
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
            pen.field(Area::row(below, cols), access, Content::Words, &words)?;
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

/// A4 across, one page wide, with page numbers; protected against accidents only: no password, and widths, heights,
/// filters and new rows are free.
pub(super) fn page(sheet: &mut Worksheet, lang: Lang) -> &mut Worksheet {
    sheet
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3)
        .set_footer(Text::new("&C第&P页 共&N页", "&CPage &P of &N").get(lang))
        .set_landscape()
        .protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            insert_rows: true,
            use_autofilter: true,
            sort: true,
            ..ProtectionOptions::new()
        })
}
