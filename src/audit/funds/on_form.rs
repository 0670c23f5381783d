//! Part and whole on a blank form: the families of rows with cells in place of figures.

use super::family::{FundsPart, RowFamily, counted};
use super::role::FundsRole;
use crate::audit::on_form::{AmountCells, Mark, MarkMeaning, amounts_differ, fixed, range};
use crate::audit::tolerance::of_amounts_formula;
use crate::model::CellRef;

type BlankPart<'a> = FundsPart<'a, CellRef>;

/// The total row and 基本支出, where their parts contradict them.
pub(in crate::audit) fn marks(column: &AmountCells<'_>) -> Vec<Mark> {
    let rows: Vec<BlankPart<'_>> = column
        .lines
        .iter()
        .map(|(label, cell)| FundsPart {
            role: FundsRole::of(label),
            label,
            within: true,
            figure: Some(*cell),
        })
        .collect();
    let total = [
        whole(&rows, column.total),
        open_sources(&rows, column.total),
    ];
    let mut basics = rows.iter().filter(|row| row.role == FundsRole::Basic);
    let basic = basics.next().and_then(|row| row.figure);
    let basic = basic.and_then(|at| {
        let when = contradicted(&RowFamily::inside_basic(&rows), at)?;
        Some(Mark {
            at,
            meaning: MarkMeaning::Wrong,
            when,
        })
    });
    total.into_iter().flatten().chain(basic).collect()
}

/// The total row against its sources, its expenditure and its largest part.
fn whole(rows: &[BlankPart<'_>], at: CellRef) -> Option<Mark> {
    let by_source = contradicted(&RowFamily::by_source(rows), at);
    let conditions = [by_source, by_expenditure(rows, at), part_above(rows, at)];
    let conditions: Vec<String> = conditions.into_iter().flatten().collect();
    (!conditions.is_empty()).then(|| Mark {
        at,
        meaning: MarkMeaning::Wrong,
        when: format!("OR({})", conditions.join(",")),
    })
}

/// The total row against sources of which some are still blank.
fn open_sources(rows: &[BlankPart<'_>], at: CellRef) -> Option<Mark> {
    let family = RowFamily::by_source(rows);
    let cells = ranges(family.readings.first()?).join(",");
    let (total, apart) = (fixed(at), apart(&family, at).join(","));
    (!cells.is_empty()).then(|| Mark {
        at,
        meaning: MarkMeaning::Open,
        when: format!("AND(ISNUMBER({total}),COUNT({cells})>0,{apart})"),
    })
}

/// 基本支出 counts where it is filled, otherwise its parts.
fn by_expenditure(rows: &[BlankPart<'_>], at: CellRef) -> Option<String> {
    let judged = |rows: &[BlankPart<'_>]| {
        let family = RowFamily::by_expenditure(rows).or_with_sources(rows);
        contradicted(&family, at)
    };
    let mut in_full = rows.to_vec();
    let basic = in_full
        .iter_mut()
        .find(|row| row.role == FundsRole::Basic)?;
    let filled = format!("ISNUMBER({})", fixed(basic.figure.take()?));
    let (basic, in_full) = (judged(rows)?, judged(&in_full)?);
    Some(format!("IF({filled},{basic},{in_full})"))
}

/// [`RowFamily::contradicts`] as a condition: no reading holds, and either the filled part is too much or all is
/// filled.
fn contradicted(family: &RowFamily<CellRef>, whole: CellRef) -> Option<String> {
    let total = fixed(whole);
    let sums: Vec<String> = readings(family).iter().map(|ranges| sum(ranges)).collect();
    let first = sums.first()?;
    let above = format!("MIN({})>{total}", sums.join(","));
    let complete = complete(family).map(|complete| match ranges(&family.unknown).join(",") {
        unknown if unknown.is_empty() => complete,
        unknown => format!("AND({complete},OR({first}>{total},{first}+SUM({unknown})<{total}))"),
    });
    let judged: Vec<String> = complete.into_iter().chain([above]).collect();
    let apart = apart(family, whole).join(",");
    let judged = judged.join(",");
    Some(format!("AND(ISNUMBER({total}),{apart},OR({judged}))"))
}

/// The ranges of each distinct reading that names a row.
fn readings(family: &RowFamily<CellRef>) -> Vec<Vec<String>> {
    let mut readings: Vec<Vec<String>> = Vec::new();
    for reading in family.readings.iter().map(|reading| ranges(reading)) {
        if !reading.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

fn sum(ranges: &[String]) -> String {
    format!("SUM({})", ranges.join(","))
}

/// For each reading, whether it differs from the whole by more than rounding.
fn apart(family: &RowFamily<CellRef>, whole: CellRef) -> Vec<String> {
    let total = fixed(whole);
    let readings = readings(family).into_iter();
    let apart = readings.map(|ranges| {
        let sums = (&*sum(&ranges), &*total);
        amounts_differ(sums, std::slice::from_ref(&total), &ranges)
    });
    apart.collect()
}

/// Whether every part of the whole is filled.
fn complete(family: &RowFamily<CellRef>) -> Option<String> {
    let needed: Option<Vec<CellRef>> = family.needed.as_ref()?.iter().copied().collect();
    let needed = needed?;
    Some(format!(
        "COUNT({})={}",
        ranges(&needed).join(","),
        needed.len()
    ))
}

/// Whether the largest part is above the whole by more than rounding.
fn part_above(rows: &[BlankPart<'_>], whole: CellRef) -> Option<String> {
    let total = fixed(whole);
    let parts = ranges(&counted(rows));
    let largest = format!("MAX({})", parts.join(","));
    let tolerance = of_amounts_formula(&[largest.clone(), total.clone()], &[]);
    (!parts.is_empty())
        .then(|| format!("AND(ISNUMBER({total}),ROUND({largest}-{total}-({tolerance}),9)>0)"))
}

/// Cells of one column as ranges: rows that follow each other together.
fn ranges(cells: &[CellRef]) -> Vec<String> {
    let mut rows: Vec<CellRef> = cells.to_vec();
    rows.sort_unstable();
    let mut blocks: Vec<(CellRef, CellRef)> = Vec::new();
    for cell in rows {
        match blocks.last_mut() {
            Some((_, last)) if last.row.checked_add(1) == Some(cell.row) => *last = cell,
            _ => blocks.push((cell, cell)),
        }
    }
    let blocks = blocks.into_iter();
    blocks.map(|(first, last)| range(first, last)).collect()
}
