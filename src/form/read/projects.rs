//! 项目清单: the projects of a unit, on a sheet besides its form.

use std::sync::Arc;

use super::super::labels::FundColumn;
use super::cover::one_line;
use super::figure::{Number, NumberReading, reading};
use super::page::{Page, Span};
use crate::model::{Figure, ListedProject, Located, ProjectList};

/// Rows of the sheet in which the header is searched.
const HEADER_WITHIN: u32 = 12;
/// Headings of the names.
const NAMES: [&str; 3] = ["项目", "项目名称", "项目支出名称"];

/// The list on a sheet of this name; `None` without a header of projects with budget and spending.
pub(super) fn read(page: &Page<'_>) -> Option<ProjectList> {
    let named = |word| page.sheet.name.contains(word);
    if !named("项目") || !["清单", "明细", "一览", "情况"].into_iter().any(named) {
        return None;
    }
    let header = (0..HEADER_WITHIN).find_map(|row| ListColumns::read(page, row))?;
    let rows = header.row.saturating_add(1)..page.sheet.end_row();
    let projects: Vec<ListedProject> = rows.filter_map(|row| header.project(page, row)).collect();
    (!projects.is_empty()).then(|| ProjectList {
        sheet: Arc::from(&*page.sheet.name),
        projects,
    })
}

/// The columns of a list.
struct ListColumns {
    row: u32,
    /// 序号, if there is one: rows without a number are sums.
    number: Option<Span>,
    name: Span,
    /// 资金性质
    nature: Option<Span>,
    adjusted: Span,
    executed: Span,
}

impl ListColumns {
    fn read(page: &Page<'_>, row: u32) -> Option<Self> {
        let words = page.words(row..row.saturating_add(1));
        let span = |is: &dyn Fn(&str) -> bool| {
            let word = words.iter().find(|word| is(&word.key))?;
            Some(Span::of(word.region))
        };
        let column = |role| {
            let columns = &page.labels.fund_columns;
            span(&|key| columns.find(key).is_some_and(|found| found.role() == role))
        };
        Some(Self {
            row,
            number: span(&|key| key == "序号"),
            name: span(&|key| NAMES.contains(&key))?,
            nature: span(&|key| key.contains("资金性质") || key.contains("资金来源")),
            adjusted: column(FundColumn::Adjusted)
                .or_else(|| span(&|key| key.contains("预算") && !key.contains("率")))?,
            executed: column(FundColumn::Executed)?,
        })
    }

    /// The project in a row; `None` for blank rows and sums.
    fn project(&self, page: &Page<'_>, row: u32) -> Option<ListedProject> {
        let cell = page
            .under(row, &self.name)
            .filter(|cell| cell.at.row == row)?;
        let name = one_line(&cell.value.text());
        let sums = ["合计", "小计", "总计"]
            .iter()
            .any(|word| name.contains(word));
        let numbered = self.number.as_ref().is_none_or(|number| {
            let cell = page.under(row, number);
            cell.is_some_and(|cell| matches!(reading(&cell.value), NumberReading::Number(_)))
        });
        let amount = |span: &Span| figure(page, row, span);
        let (adjusted, executed) = (amount(&self.adjusted), amount(&self.executed));
        let filled = adjusted.is_some() || executed.is_some();
        (!name.is_empty() && !sums && numbered && filled).then_some(ListedProject {
            name,
            cell: cell.at,
            nature: self.nature.as_ref().and_then(|span| {
                let cell = page.under(row, span)?;
                Some(one_line(&cell.value.text()))
            }),
            adjusted,
            executed,
        })
    }
}

fn figure(page: &Page<'_>, row: u32, span: &Span) -> Option<Figure> {
    let cell = page.under(row, span).filter(|cell| cell.at.row == row)?;
    match reading(&cell.value) {
        NumberReading::Number(Number { value, .. }) => {
            Some(Located::new(value, cell.at, cell.value.text()))
        }
        NumberReading::Blank | NumberReading::Unreadable => None,
    }
}
