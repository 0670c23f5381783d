//! The form's own sheet: heading, funds, goals, indicators, total, from top to bottom.

use rust_xlsxwriter::{ProtectionOptions, Worksheet, XlsxError};

use super::pen::{Area, Look, Pen, Purpose, Value};
use super::shape::{COLUMNS, LAST, NAME, SPARE, Step, height, width};
use super::worth::Worth;
use super::{
    IndicatorRow, Order, Prefill, access, choices, closing, example, flags, funds, heading,
    indicators, pace,
};
use crate::base::lang::{Lang, Text};
use crate::model::Stage;

/// A4 in Excel's list of papers.
const A4: u8 = 9;

/// Labels of the goals.
pub(super) const fn goal_labels(stage: Stage) -> [&'static str; 3] {
    let achieved = match stage {
        Stage::Midyear => "年中完成情况",
        Stage::Goals | Stage::SelfEvaluation => "实际完成情况",
    };
    ["年度总体目标", "预期目标", achieved]
}

/// Name of the form's sheet.
pub(super) const FORM: &str = "自评表";
/// Name of the sheet with the example.
pub(super) const EXAMPLE: &str = "示例";

/// Where the parts of a form stand.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// Header of the money block; the total row is the one below.
    pub(super) funds: u32,
    /// Labels of the rows below the total row.
    pub(super) lines: Vec<funds::Line>,
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

impl Plan {
    fn new(order: &Order<'_>, prefill: &Prefill, rows: &[IndicatorRow]) -> Self {
        let funds = 2 + heading::cover_rows(order.kind);
        let lines = funds::lines(order.kind, &prefill.funds, order.labels);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let goals = funds + 2 + count(lines.len());
        let header = goals + 2;
        let last = header + count(rows.len());
        Self {
            funds,
            lines,
            goals,
            header,
            rows: (header + 1, last),
            // A row apart: what is inserted above it still lies within every sum.
            total: last + 2,
            groups: groups(rows),
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
}

/// The level-1 names of a form in their order.
fn groups(rows: &[IndicatorRow]) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for level1 in rows.iter().filter_map(|row| row.level1.as_ref()) {
        if !groups.contains(level1) {
            groups.push(level1.clone());
        }
    }
    groups
}

/// The sheets that hold a form: the one to be filled in, and the example.
pub(super) struct Sheets<'a> {
    pub(super) order: &'a Order<'a>,
}

impl Sheets<'_> {
    /// The form to be filled in.
    pub(super) fn form(
        &self,
        sheet: &mut Worksheet,
        number: usize,
        prefill: &Prefill,
    ) -> Result<(), XlsxError> {
        match number {
            1 => sheet.set_name(FORM)?,
            number => sheet.set_name(format!("{FORM}{number}"))?,
        };
        let plan = self.sheet(sheet, prefill, Purpose::Filling)?;
        choices::add(sheet, self.order, &plan)?;
        flags::add(sheet, self.order, &plan)?;
        sheet.set_selection(2, NAME, 2, NAME)?;
        Ok(())
    }

    /// The same form, filled in.
    pub(super) fn example(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(EXAMPLE)?;
        let prefill = example::at_stage(self.order);
        let plan = self.sheet(sheet, &prefill, Purpose::Reading)?;
        sheet.set_print_fit_to_pages(1, 1);
        flags::levels(sheet, &plan)?;
        if self.order.stage == Stage::Midyear {
            pace::colours(sheet, plan.sum())?;
        }
        example::mark(&mut Pen::new(sheet, Purpose::Reading), self.order, &plan)
    }

    fn sheet(
        &self,
        sheet: &mut Worksheet,
        prefill: &Prefill,
        purpose: Purpose,
    ) -> Result<Plan, XlsxError> {
        let order = self.order;
        let spare = match purpose {
            Purpose::Filling => prefill.spare.unwrap_or(SPARE),
            Purpose::Reading => 0,
        };
        let rows = rows(prefill, spare);
        let plan = Plan::new(order, prefill, &rows);
        let total = funds::total(&prefill.funds, order.labels);
        let points = order.rules.execution.points;
        let worth = Worth::of(&total, points, &rows, order);
        set_up(sheet, order, &plan)?;
        let mut pen = Pen::new(sheet, purpose);
        heading::write(&mut pen, order, prefill)?;
        funds::write(&mut pen, order, &plan, prefill, &worth)?;
        goals(&mut pen, order, &plan, prefill)?;
        indicators::write(&mut pen, order, &plan, prefill, (&rows, &worth))?;
        closing::write(&mut pen, order, &plan, (prefill, &rows), &worth)?;
        Ok(plan)
    }
}

/// The rows of the table: those that are known or the usual levels, and blank ones behind; every row names its levels.
fn rows(prefill: &Prefill, spare: u32) -> Vec<IndicatorRow> {
    let mut rows = match prefill.indicators.is_empty() {
        true => indicators::skeleton(),
        false => prefill.indicators.clone(),
    };
    let mut above: [Option<String>; 2] = [None, None];
    for row in &mut rows {
        let [level1, level2] = &mut above;
        if row.level1.is_some() && row.level1 != *level1 {
            level2.take();
        }
        for (own, above) in [(&mut row.level1, level1), (&mut row.level2, level2)] {
            match own {
                Some(_) => above.clone_from(own),
                None => own.clone_from(above),
            }
        }
    }
    rows.extend((0..spare).map(|_| IndicatorRow::default()));
    rows
}

/// 年度总体目标: what was expected and what came of it.
fn goals(
    pen: &mut Pen<'_>,
    order: &Order<'_>,
    plan: &Plan,
    prefill: &Prefill,
) -> Result<(), XlsxError> {
    let (top, below) = (plan.goals, plan.goals + 1);
    let block = Area {
        rows: (top, below),
        cols: (0, 1),
    };
    let [goals, expected, achieved] = goal_labels(order.stage);
    pen.label(block, goals)?;
    let sides = [
        ((NAME, 7), expected, &prefill.goal),
        ((8, LAST), achieved, &prefill.achieved),
    ];
    let texts = sides.iter();
    let texts = texts.filter_map(|(cols, _, words)| Some((words.as_deref()?, width(*cols))));
    pen.height(below, height(texts, 66))?;
    for (side, (cols, label, words)) in sides.into_iter().enumerate() {
        pen.label(Area::row(top, cols), label)?;
        let words = Value::from(words.as_deref());
        let access = match (side, order.stage) {
            (0, _) => access::heading(prefill, &words),
            (_, Stage::Goals) => access::Access::Shut,
            _ => access::Access::Open,
        };
        let look = access::look(access, Look::Words);
        pen.put(Area::row(below, cols), look, &words)?;
    }
    Ok(())
}

/// Widths, paper, print titles, protection.
fn set_up(sheet: &mut Worksheet, order: &Order<'_>, plan: &Plan) -> Result<(), XlsxError> {
    sheet.set_formula_result_default("");
    for column in &COLUMNS {
        sheet.set_column_width(column.col, f64::from(column.width))?;
    }
    for step in Step::ALL {
        sheet.set_column_hidden(step.col())?;
    }
    page(sheet, order.lang)
        .set_landscape()
        .set_repeat_rows(plan.header, plan.header)?
        .set_print_area(0, 0, closing::last_row(plan, order.stage), LAST)?
        .set_freeze_panes(2, 0)?;
    sheet.autofilter(plan.header, 0, plan.rows.1, LAST)?;
    protect(sheet);
    Ok(())
}

/// A4, one page wide, with page numbers.
pub(super) fn page(sheet: &mut Worksheet, lang: Lang) -> &mut Worksheet {
    sheet
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3)
        .set_footer(Text::new("&C第&P页 共&N页", "&CPage &P of &N").get(lang))
}

/// Against accidents only: no password; widths, heights, filters and new rows are free.
pub(super) fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        use_autofilter: true,
        sort: true,
        ..ProtectionOptions::new()
    });
}
