//! Forms made from a blank form of this program: the data of its stamp, and changes of locked cells.

use ecow::EcoString;

use super::Reading;
use super::page::Page;
use crate::finding::Fact;
use crate::finding::sheet::TEMPLATE_ALTERED;
use crate::form::labels::key;
use crate::form::spec::{EXAMPLE_UNIT, printed, printed_sha256};
use crate::model::{CellRef, Filing};
use crate::workbook::stamp::Stamp;

/// Most labels that are listed as missing.
const MOST_LABELS: usize = 5;

/// Completes a copy from its stamp, and reports changes.
pub(super) fn compare(stamp: &Stamp, page: &Page<'_>, reading: &mut Reading) {
    let filing = &mut reading.filing;
    if stamp.kind != filing.kind {
        return;
    }
    let mut changed: Vec<(String, Option<CellRef>)> = Vec::new();
    if stamp.labels == printed_sha256(stamp.kind, stamp.stage, page.labels) {
        let missing = missing(stamp, page);
        changed.extend(
            missing
                .into_iter()
                .take(MOST_LABELS)
                .map(|label| (label, None)),
        );
    }
    changed.extend(typed_over(page, filing));
    changed.extend(other_filer(stamp, filing));
    let remarks = changed
        .into_iter()
        .map(|(what, cell)| TEMPLATE_ALTERED.with([("what", Fact::text(what))]).at(cell));
    reading.remarks.extend(remarks);
    let unit = &mut filing.unit;
    unit.code = unit
        .code
        .take()
        .or_else(|| stamp.unit.as_deref().map(EcoString::from));
    if unit.group.is_none() {
        unit.group = stamp.group.as_deref().map(Into::into);
    }
}

/// Whether a sheet marked as an example is the one in every blank form; a sheet with figures of a unit's own is not.
pub(super) fn is_own_example(stamp: &Stamp, page: &Page<'_>) -> bool {
    let mut words = page.words(0..u32::MAX).iter();
    words.any(|word| word.text == EXAMPLE_UNIT) && is_copy(stamp, page)
}

/// The labels of the blank form that are missing on the sheet.
fn missing(stamp: &Stamp, page: &Page<'_>) -> Vec<String> {
    let printed = printed(stamp.kind, stamp.stage, page.labels);
    let words = page.words(0..u32::MAX);
    let stands = |label: &String| {
        let key = key(label);
        words.iter().any(|word| *word.key == *key)
    };
    printed.into_iter().filter(|label| !stands(label)).collect()
}

/// Whether a sheet has the layout of the blank form; a workbook may include other forms too.
pub(super) fn is_copy(stamp: &Stamp, page: &Page<'_>) -> bool {
    let printed = printed(stamp.kind, stamp.stage, page.labels).len();
    missing(stamp, page).len().saturating_mul(2) < printed
}

/// Scores, total and grade that were typed in place of their formulas.
fn typed_over(page: &Page<'_>, filing: &Filing) -> Vec<(String, Option<CellRef>)> {
    let indicators = filing.indicators.iter();
    let execution = filing.funding.as_ref().and_then(|f| f.reported.as_ref());
    let figures = indicators
        .flat_map(|i| [i.completion.as_deref(), i.reported.as_ref()])
        .chain([execution, filing.reported_total.as_ref()])
        .flatten();
    let figures = figures.map(|figure| (&figure.typed, figure.cell));
    let grade = filing.reported_grade.as_ref();
    figures
        .chain(grade.map(|grade| (&grade.typed, grade.cell)))
        .filter(|(_, cell)| page.sheet.at(*cell).is_some_and(|cell| !cell.formula))
        .map(|(typed, cell)| (typed.to_string(), Some(cell)))
        .collect()
}

/// A unit or year that differs from those of the stamp.
fn other_filer(stamp: &Stamp, filing: &Filing) -> Vec<(String, Option<CellRef>)> {
    let mut changed = Vec::new();
    if let (Some(own), Some(code)) = (&stamp.unit, &filing.unit.code)
        && **own != **code
    {
        let cell = filing.unit.name.as_ref().map(|name| name.cell);
        changed.push((format!("{own} → {code}"), cell));
    }
    if let (Some(own), Some(year)) = (stamp.year, &filing.year)
        && own != year.value
    {
        changed.push((format!("{own} → {}", year.value), Some(year.cell)));
    }
    changed
}
