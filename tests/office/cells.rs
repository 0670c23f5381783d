//! The cells of two workbooks side by side, as a person sees them.

use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};

fn sheets(path: &Path) -> Vec<(String, Range<Data>)> {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    workbook.worksheets()
}

/// A cell as a person sees it: nothing for an empty text.
fn seen(cell: Option<&Data>) -> String {
    cell.map_or_else(String::new, |cell| cell.to_string().replace("\r\n", "\n"))
}

fn number(cell: Option<&Data>) -> Option<f64> {
    match cell {
        Some(Data::Float(n)) => Some(*n),
        Some(Data::Int(n)) => Some(*n as f64),
        _ => None,
    }
}

/// Whether two cells are the same, numbers within half a unit of so many digits behind the first. Digits that are printed
/// do not tell: of two numbers a last bit apart one may be rounded up.
fn same(was: Option<&Data>, is: Option<&Data>, digits: f64) -> bool {
    match (number(was), number(is)) {
        (Some(was), Some(is)) => {
            let unit = 10_f64.powf(was.abs().max(is.abs()).log10().floor() - digits);
            (was - is).abs() <= unit / 2.0
        }
        _ => seen(was) == seen(is),
    }
}

/// Where the values in one file are not those in the other, or an error stands in the other.
pub(crate) fn differences(before: &Path, after: &Path, digits: f64) -> Vec<String> {
    let mut differences = Vec::new();
    let (before, after) = (sheets(before), sheets(after));
    assert_eq!(before.len(), after.len());
    for ((name, old), (_, new)) in before.iter().zip(&after) {
        let (rows, columns) = old.end().unwrap();
        for at in (0..=rows).flat_map(|row| (0..=columns).map(move |col| (row, col))) {
            let (was, is) = (old.get_value(at), new.get_value(at));
            if !same(was, is, digits) || matches!(is, Some(Data::Error(_))) {
                differences.push(format!("{name} {at:?}: {was:?} → {is:?}"));
            }
        }
    }
    differences
}
