//! Blank forms 空白自评表: workbooks laid out from the labels and rules that the reader and the scorer use.
//!
//! A form is a function of data: kind, labels, rules, year, and what is known beforehand ([`Prefill`]).
//! The same input gives the same bytes. Completion, scores, total and grade are formulas that follow the
//! rule set in force; each carries the value it comes to.

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
mod main_sheet;
mod narrative;
mod pace;
mod pen;
mod projects;
mod scoring;
mod shape;
mod worth;

use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::base::lang::Lang;
use crate::error::{Error, Result};
use crate::form::labels::Labels;
use crate::model::{Comparator, Kind, Stage};
use crate::rules::RuleSet;
pub(super) use example::UNIT as EXAMPLE_UNIT;
use main_sheet::Sheets;

/// Which blank form is wanted.
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

/// What is known about a unit before it fills in its form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prefill {
    /// 部门（单位）名称; 实施单位 on a project form.
    pub unit: Option<String>,
    /// 部门预算编码
    pub code: Option<String>,
    /// Group the unit is ranked in; kept as a hidden property.
    pub group: Option<String>,
    /// 主管部门, on a project form.
    pub department: Option<String>,
    /// 项目名称, on a project form.
    pub project: Option<String>,
    /// Rows of the money block, by their labels.
    pub funds: Vec<FundRow>,
    /// 预期目标
    pub goal: Option<String>,
    /// 实际完成情况
    pub achieved: Option<String>,
    /// Indicators, in the form's order.
    pub indicators: Vec<IndicatorRow>,
    /// 填报日期
    pub filed: Option<String>,
    /// Blank rows behind the indicators; 20 unless stated.
    pub spare: Option<u32>,
    /// The last stage whose form was carried over: what it and those before it fixed is locked.
    pub fixed_by: Option<Stage>,
}

/// One row of the money block; the label is that of a form, with or without 其中：.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FundRow {
    /// 年度资金总额, 基本支出 …
    pub label: String,
    /// 年初预算数
    pub initial: Option<Decimal>,
    /// 全年预算数
    pub adjusted: Option<Decimal>,
    /// 全年执行数; on a monitoring form what was executed so far.
    pub executed: Option<Decimal>,
    /// 偏差原因
    pub reason: Option<String>,
    /// 全年预计执行数, on a monitoring form.
    pub forecast: Option<Decimal>,
}

/// One indicator, as it is typed into the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndicatorRow {
    /// 一级指标
    pub level1: Option<String>,
    /// 二级指标
    pub level2: Option<String>,
    /// 三级指标
    pub name: String,
    /// 比较符
    pub sign: Option<Comparator>,
    /// 年度指标值 without sign and measure: a number, a date or words.
    pub target: Option<String>,
    /// 度量单位
    pub measure: Option<String>,
    /// 年中监控实际完成值
    pub midyear: Option<String>,
    /// 全年预计完成情况, on a monitoring form.
    pub forecast: Option<String>,
    /// 实际完成值
    pub actual: Option<String>,
    /// 评分方法, by its Chinese name.
    pub method: Option<String>,
    /// 分值
    pub points: Option<Decimal>,
    /// 定性评分
    pub judged: Option<Decimal>,
    /// 偏差原因分析
    pub reason: Option<String>,
    /// 改进措施
    pub measures: Option<String>,
}

/// Hash of the labels that are printed: it changes with the form, not with every wording that is read.
#[must_use]
pub fn printed_sha256(kind: Kind, stage: Stage, labels: &Labels) -> Box<str> {
    crate::base::hash::sha256(printed(kind, stage, labels).join("\n").as_bytes())
}

/// Name of the file a blank form is offered under.
#[must_use]
pub const fn file_name(kind: Kind, stage: Stage) -> &'static str {
    match (kind, stage) {
        (Kind::Unit, Stage::Goals) => "部门单位整体支出绩效目标申报表.xlsx",
        (Kind::Unit, Stage::Midyear) => "部门单位整体支出绩效运行监控表.xlsx",
        (Kind::Unit, Stage::SelfEvaluation) => "部门单位整体支出绩效自评表.xlsx",
        (Kind::Project, Stage::Goals) => "项目支出绩效目标申报表.xlsx",
        (Kind::Project, Stage::Midyear) => "项目支出绩效运行监控表.xlsx",
        (Kind::Project, Stage::SelfEvaluation) => "项目支出绩效自评表.xlsx",
    }
}

/// 评分方法 that can be chosen on a form, by their Chinese names.
pub fn methods() -> impl Iterator<Item = &'static str> {
    scoring::CHOSEN.iter().map(|kind| kind.title().zh)
}

/// The fixed labels of a form, as they are printed.
#[must_use]
pub fn printed(kind: Kind, stage: Stage, labels: &Labels) -> Vec<String> {
    let mut printed = vec![heading::title(kind, stage).to_owned()];
    printed.extend(heading::labels(kind, labels));
    printed.extend(funds::labels(stage, labels));
    printed.extend(main_sheet::goal_labels(stage).map(str::to_owned));
    printed.extend(indicators::labels(stage, labels));
    printed.extend(closing::labels(stage, labels));
    printed
}

/// The workbook of a blank or pre-filled form.
///
/// # Errors
///
/// [`Error::Workbook`] with the library's reason, such as a text that does not fit a cell.
pub fn workbook(order: &Order<'_>, prefill: &Prefill) -> Result<Vec<u8>> {
    workbook_of(order, std::slice::from_ref(prefill))
}

/// One workbook with several forms, such as those of all projects of a unit, each on its own sheet.
///
/// # Errors
///
/// [`Error::Workbook`] with the library's reason, such as a text that does not fit a cell.
pub fn workbook_of(order: &Order<'_>, prefills: &[Prefill]) -> Result<Vec<u8>> {
    render(order, prefills).map_err(|e| Error::Workbook(e.to_string()))
}

fn render(order: &Order<'_>, prefills: &[Prefill]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let default = pen::Look::Note.format();
    workbook.set_default_format(&default, 20, 64)?;
    workbook.set_properties(&properties(order, prefills)?);
    let sheets = Sheets { order };
    for (number, prefill) in (1..).zip(prefills) {
        sheets.form(workbook.add_worksheet(), number, prefill)?;
    }
    if order.kind == Kind::Unit && order.stage == Stage::SelfEvaluation {
        projects::write(workbook.add_worksheet(), order)?;
        narrative::write(workbook.add_worksheet(), order)?;
    }
    guide::write(workbook.add_worksheet(), order)?;
    sheets.example(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

/// Title, a date that depends on the year alone, and the hidden identity.
fn properties(
    order: &Order<'_>,
    prefills: &[Prefill],
) -> std::result::Result<DocProperties, XlsxError> {
    let next = order.year.and_then(|y| u16::try_from(y).ok());
    let year = next.map_or(2000, |y| y.saturating_add(1));
    let date = ExcelDateTime::from_ymd(year, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(heading::title(order.kind, order.stage))
        .set_author(identity::AUTHOR)
        .set_creation_datetime(&date);
    Ok(identity::of(order, prefills)
        .into_iter()
        .fold(properties, |all, (name, value)| {
            all.set_custom_property(name, value)
        }))
}
