//! Positions of the parts of a form, and its cells with those unlocked that a stage opens.

use rust_xlsxwriter::{ProtectionOptions, Worksheet, XlsxError};

use super::access::Access;
use super::pen::{Area, Pen};
use super::worth::Worth;
use super::{IndicatorRow, Order, Prefill, Value};
use crate::base::lang::{Lang, Text};
use crate::form::spec::{Duty, FormField};
use crate::model::Stage;

/// A4 in Excel's list of papers.
const A4: u8 = 9;

/// Name of the form's sheet.
pub(super) const FORM: &str = "自评表";
/// Name of the sheet of instructions.
pub(super) const GUIDE: &str = "填表说明";
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
pub(super) fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}

impl Plan {
    /// The indicator table with the row behind it, so that a row inserted there is included.
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

/// A form while it is laid out: its data and the results of its formulas.
pub(super) struct Layout<'a> {
    pub(super) order: &'a Order<'a>,
    pub(super) plan: Plan,
    pub(super) prefill: &'a Prefill,
    pub(super) rows: Vec<IndicatorRow>,
    pub(super) worth: Worth,
}

impl Layout<'_> {
    /// What may be done with a field that holds `value`.
    pub(super) fn access<R: Copy>(&self, field: &FormField<R>, value: &Value) -> Access {
        Access::of(field, self.order.stage, self.prefill.fixed_by, value)
    }

    /// A field to be filled in, if the stage opens it.
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
