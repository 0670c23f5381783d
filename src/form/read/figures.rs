//! Remarks on the cells of figures: hidden, calculated by this program, from another workbook; and values whose cells
//! only look blank.

use std::collections::BTreeSet;

use super::Reading;
use super::page::Page;
use super::segment::Segment;
use crate::finding::layout::FIGURES_HIDDEN;
use crate::finding::reading::{CALCULATED, LINKED};
use crate::finding::{Code, Fact};
use crate::form::labels::IndicatorColumn;
use crate::model::{CellRef, Content, Filing, Located, Statement};
use crate::workbook::{Remark, Sheet, Workbook};

/// Reports the number of figures of each kind, once for the form.
pub(super) fn remark(workbook: &Workbook, sheet: &Sheet, reading: &mut Reading) {
    let about = |remark: &Remark| {
        matches!(
            remark,
            Remark::Calculated(..) | Remark::Linked(..) | Remark::Veiled(..)
        )
    };
    if !sheet.hides() && !workbook.remarks.iter().any(about) {
        return;
    }
    let [mut calculated, mut linked, mut veiled] = [(); 3].map(|()| BTreeSet::new());
    for remark in &workbook.remarks {
        match remark {
            Remark::Calculated(name, at) if *name == sheet.name => calculated.insert(*at),
            Remark::Linked(name, at) if *name == sheet.name => linked.insert(*at),
            Remark::Veiled(name, at) if *name == sheet.name => veiled.insert(*at),
            _ => false,
        };
    }
    let cells = cells(&reading.filing);
    let mut say =
        |code: &'static Code, case: Option<&'static str>, holds: &dyn Fn(CellRef) -> bool| {
            let found: BTreeSet<_> = cells.iter().copied().filter(|cell| holds(*cell)).collect();
            if let Some(first) = found.first() {
                let count = u64::try_from(found.len()).unwrap_or(u64::MAX);
                let count = [("count", Fact::Count(count))];
                let problem = match case {
                    Some(case) => code.case(case, count),
                    None => code.with(count),
                };
                reading.remarks.push((problem, Some(*first)));
            }
        };
    say(&FIGURES_HIDDEN, None, &|cell| sheet.is_hidden(cell));
    say(&FIGURES_HIDDEN, Some("format"), &|cell| {
        veiled.contains(&cell)
    });
    say(&CALCULATED, None, &|cell| calculated.contains(&cell));
    say(&LINKED, None, &|cell| linked.contains(&cell));
}

/// An actual value is not blank where its cell shows an error, or its formula has no result: a blank one would earn
/// nothing. Nor is such an adjusted target: the initial one would apply.
pub(super) fn unknown(
    workbook: &Workbook,
    page: &Page<'_>,
    segment: &Segment,
    filing: &mut Filing,
) {
    let sheet = page.sheet;
    let adjusts = |at: CellRef| {
        let mut tables = segment.tables.iter();
        tables.any(|table| {
            let span = table.span(IndicatorColumn::AdjustedTarget);
            span.is_some_and(|span| span.contains(at.col))
        })
    };
    for remark in &workbook.remarks {
        let (name, at, content) = match remark {
            Remark::ErrorValue(name, at, shown) => {
                (name, at, Content::Unreadable((&**shown).into()))
            }
            Remark::Uncalculated(name, at) => (name, at, Content::Uncalculated),
            _ => continue,
        };
        if *name != sheet.name {
            continue;
        }
        let region = sheet.region(*at);
        let beside = |cell: CellRef| (region.first.row..=region.last.row).contains(&cell.row);
        for indicator in &mut filing.indicators {
            if adjusts(*at)
                && beside(indicator.cell)
                && let Some(initial) = indicator.target.take()
            {
                indicator.initial_target = Some(Box::new(initial));
            }
            let blank =
                |a: &&mut Located<Statement>| a.cell == *at && a.value.content == Content::Blank;
            if let Some(actual) = indicator.actual.as_mut().filter(blank) {
                actual.value.content = content.clone();
            }
        }
    }
}

/// Cells of the amounts, points, scores and values of a form.
fn cells(filing: &Filing) -> Vec<CellRef> {
    let funding = filing.funding.iter();
    let amounts =
        funding.flat_map(|f| [&f.initial, &f.adjusted, &f.executed, &f.points, &f.reported]);
    let parts = filing.parts.iter();
    let parts = parts.flat_map(|l| [&l.initial, &l.adjusted, &l.executed]);
    let rows = filing.indicators.iter();
    let marks = rows.clone().flat_map(|i| [&i.points, &i.reported]);
    let figures = amounts
        .chain(parts)
        .chain(marks)
        .chain([&filing.reported_total]);
    let values = rows.flat_map(|i| [&i.target, &i.actual]).flatten();
    let cells = figures.flatten().map(|figure| figure.cell);
    cells.chain(values.map(|value| value.cell)).collect()
}
