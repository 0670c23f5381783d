//! The cells of two workbooks side by side, as a person sees them.

use std::path::Path;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};

fn sheets(path: &Path) -> Vec<(String, Range<Data>)> {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    workbook.worksheets()
}

/// A cell as a person sees it: so many digits of a number behind the first, nothing for an empty text.
fn seen(cell: Option<&Data>, digits: usize) -> String {
    match cell {
        Some(Data::Float(n)) => format!("{:.digits$e}", n + 0.0),
        Some(Data::Int(n)) => format!("{:.digits$e}", *n as f64),
        Some(cell) => cell.to_string().replace("\r\n", "\n"),
        None => String::new(),
    }
}

/// Where the values in one file are not those in the other, or an error stands in the other.
pub(crate) fn differences(before: &Path, after: &Path, digits: usize) -> Vec<String> {
    let mut differences = Vec::new();
    let (before, after) = (sheets(before), sheets(after));
    assert_eq!(before.len(), after.len());
    for ((name, old), (_, new)) in before.iter().zip(&after) {
        let (rows, columns) = old.end().unwrap();
        for at in (0..=rows).flat_map(|row| (0..=columns).map(move |col| (row, col))) {
            let (was, is) = (old.get_value(at), new.get_value(at));
            if seen(was, digits) != seen(is, digits) || matches!(is, Some(Data::Error(_))) {
                differences.push(format!("{name} {at:?}: {was:?} → {is:?}"));
            }
        }
    }
    differences
}
