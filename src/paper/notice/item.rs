//! One item about a place of a form or report: the cause together with its consequences.

use std::sync::Arc;

use crate::base::lang::Lang;
use crate::finding::across::DUPLICATE_UNIT;
use crate::finding::{Finding, Severity};
use crate::model::{CellRef, FiledFigure, Spot};
use crate::paper::placeholder::{Placeholder, text};
use crate::run::{Assessed, ComparedReport, ListedFinding};

/// Consequences that are named.
const NAMED: usize = 6;

/// One thing to be done about a form or report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::paper) struct Item {
    /// 序号
    pub(super) number: usize,
    pub(super) severity: Severity,
    /// 问题
    pub(super) title: &'static str,
    pub(super) file: Arc<str>,
    pub(super) sheet: Arc<str>,
    pub(super) cell: Option<CellRef>,
    /// Paragraph of a report.
    paragraph: Option<u32>,
    /// 所填内容
    pub(super) filed: String,
    /// 处理要求: what is wrong, what to do, and what else follows from it.
    pub(super) demand: String,
}

pub(super) const ITEM: [Placeholder<Item>; 8] = [
    Placeholder::new("序号", "1", |item| text(item.number.to_string())),
    Placeholder::new("级别", "错误", |item| text(item.severity.title().zh)),
    Placeholder::new("问题", "分项合计不符", |item| text(item.title)),
    Placeholder::new("来源文件", "应急管理局.xlsx", |item| {
        text(&*item.file)
    }),
    Placeholder::new("工作表", "自评表", |item| text(&*item.sheet)),
    Placeholder::new("单元格", "D7", |item| text(item.at())),
    Placeholder::new("所填内容", "433.69", |item| text(&*item.filed)),
    Placeholder::new(
        "处理要求",
        "年初预算数的分项合计为 433.69，请核对",
        |item| text(&*item.demand),
    ),
];

impl Item {
    /// Its cell, or its paragraph.
    pub(super) fn at(&self) -> String {
        match (self.cell, self.paragraph) {
            (Some(cell), _) => cell.to_string(),
            (None, Some(paragraph)) => format!("第{paragraph}段"),
            (None, None) if &*self.sheet == REPORT => "全文".to_owned(),
            (None, None) => "整表".to_owned(),
        }
    }
}

/// What a report is called among the sheets.
const REPORT: &str = "自评报告";

/// What is to be done about a report.
pub(super) fn report_items(report: &ComparedReport, findings: &[Finding]) -> Vec<Item> {
    let own = findings.iter().filter(|finding| {
        let of_report = finding.problem.code.name.starts_with("report-");
        of_report && finding.about.file == report.file && finding.is_open()
    });
    let items = own.map(|finding| Item {
        number: 0,
        severity: finding.severity,
        title: finding.problem.code.title.zh,
        file: Arc::clone(&report.file),
        sheet: finding.about.sheet.clone().unwrap_or_else(|| REPORT.into()),
        cell: finding.cell(),
        paragraph: finding.spot.and_then(Spot::paragraph),
        filed: filed(finding, &[]),
        demand: finding.message(Lang::Zh),
    });
    items.collect()
}

/// What is to be done about the form at `index` of all, one item for each root cause, with the highest severity of its
/// consequences. For a form that is replaced by another version this is the only item.
pub(super) fn items(index: usize, form: &Assessed) -> Vec<Item> {
    let figures = form.filing.open().figures();
    let superseded = form.is_superseded();
    let applies = |row: &ListedFinding| {
        row.is_root() && (!superseded || row.finding.problem.is(&DUPLICATE_UNIT))
    };
    let items = form.listed(index).filter(applies).map(|row| {
        let root = row.finding;
        let follows = form.listed(index).filter(|other| {
            other.finding.is_open() && other.cause.is_some_and(|cause| std::ptr::eq(cause, root))
        });
        let follows: Vec<&Finding> = follows.map(|other| other.finding).collect();
        let gravest = follows.iter().map(|f| f.severity).max();
        Item {
            number: 0,
            severity: gravest.map_or(root.severity, |gravest| gravest.max(root.severity)),
            title: root.problem.code.title.zh,
            file: Arc::clone(&form.filing.file),
            sheet: Arc::clone(root.about.sheet.as_ref().unwrap_or(&form.filing.sheet)),
            cell: root.cell(),
            paragraph: None,
            filed: filed(root, &figures),
            demand: root.message(Lang::Zh) + &consequences(&follows),
        }
    });
    items.collect()
}

/// The content of the cell, if it is a figure or a fact of the finding.
fn filed(finding: &Finding, figures: &[FiledFigure]) -> String {
    let stated = figures
        .iter()
        .find(|figure| Some(figure.cell) == finding.cell());
    let fact = |name| finding.problem.fact(name).map(|fact| fact.words(Lang::Zh));
    let found = stated.map(|figure| figure.text.to_string());
    let found = found.or_else(|| fact("found")).or_else(|| fact("typed"));
    found.unwrap_or_else(|| "—".to_owned())
}

/// （由此还有：复算总分不符（H20）。）
fn consequences(follows: &[&Finding]) -> String {
    let titles = follows.iter().take(NAMED).map(|finding| {
        let title = finding.problem.code.title.zh;
        let cell = finding.cell();
        cell.map_or(title.to_owned(), |cell| format!("{title}（{cell}）"))
    });
    let titles: Vec<String> = titles.collect();
    match follows.len() {
        0 => String::new(),
        n if n > NAMED => format!("由此还有：{}等 {n} 处，改好后一并消除。", titles.join("、")),
        _ => format!("由此还有：{}，改好后一并消除。", titles.join("、")),
    }
}
