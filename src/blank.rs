//! Blank forms 空白自评表: workbooks laid out from the labels and rules that the reader and the scorer use.
//!
//! A form is a function of data: kind, labels, rules, year, and what is known beforehand ([`Prefill`]). The same input
//! gives the same bytes. Completion, scores, total and grade are formulas that follow the rule set in force; each is
//! stored with its result.

mod access;
mod choices;
mod closing;
mod example;
mod flags;
mod funds;
mod guide;
mod heading;
mod identity;
mod indicators;
mod known;
mod layout;
mod main_sheet;
mod narrative;
mod pace;
mod pen;
mod projects;
mod scoring;
mod shape;
mod worth;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::base::lang::Lang;
use crate::base::system::with_threads;
use crate::form::labels::Labels;
use crate::form::spec;
use crate::model::{Kind, Stage};
use crate::rules::RuleSet;
pub use known::{FundRow, IndicatorRow, Prefill, Value};

/// Which blank form is requested.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// 整体支出 or 项目支出.
    pub kind: Kind,
    /// 目标申报, 年中监控 or 自评: what is open and what is locked.
    pub stage: Stage,
    /// The labels that are printed: the first wording of each field.
    pub labels: &'a Labels,
    /// The rules that the formulas follow.
    pub rules: &'a RuleSet,
    /// 评价年度; left open without one.
    pub year: Option<i32>,
    /// Language of hints and guide; the form itself is always Chinese.
    pub lang: Lang,
}

/// Name of the file a blank form is offered under.
#[must_use]
pub fn file_name(kind: Kind, stage: Stage) -> String {
    let spending = match kind {
        Kind::Unit => "部门单位整体支出",
        Kind::Project => "项目支出",
    };
    format!("{spending}{}.xlsx", stage.form().zh)
}

/// The workbook of a blank or pre-filled form.
///
/// # Errors
///
/// The library's reason, such as a text that does not fit a cell.
pub fn workbook(order: &Order<'_>, prefill: &Prefill) -> Result<Vec<u8>, XlsxError> {
    workbook_of(order, std::slice::from_ref(prefill))
}

/// One workbook with several forms, such as those of all projects of a unit, each on its own sheet.
///
/// # Errors
///
/// The library's reason, such as a text that does not fit a cell.
pub fn workbook_of(order: &Order<'_>, prefills: &[Prefill]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let default = pen::Look::Note.format();
    workbook.set_default_format(&default, 20, 64)?;
    workbook.set_properties(&properties(order, prefills)?);
    for (number, prefill) in (1..).zip(prefills) {
        main_sheet::form(workbook.add_worksheet(), order, (number, prefill))?;
    }
    if order.kind == Kind::Unit && order.stage == Stage::SelfEvaluation {
        projects::write(workbook.add_worksheet(), order)?;
        narrative::write(workbook.add_worksheet(), order)?;
    }
    guide::write(workbook.add_worksheet(), order)?;
    main_sheet::example(workbook.add_worksheet(), order)?;
    with_threads(|| workbook.save_to_buffer())?
}

/// Title, a date that depends on the year alone, and the hidden identity.
fn properties(order: &Order<'_>, prefills: &[Prefill]) -> Result<DocProperties, XlsxError> {
    let next = order.year.and_then(|y| u16::try_from(y).ok());
    let year = next.map_or(2000, |y| y.saturating_add(1));
    let date = ExcelDateTime::from_ymd(year, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(spec::title(order.kind, order.stage))
        .set_author(identity::AUTHOR)
        .set_creation_datetime(&date);
    Ok(identity::of(order, prefills)
        .into_iter()
        .fold(properties, |all, (name, value)| {
            all.set_custom_property(name, value)
        }))
}
