//! From the bytes of a file to its grid; the only place that knows calamine.

mod calendar;
mod collect;
mod delimited;
mod format;
mod ods;
mod properties;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::panic;

use super::Workbook;
use super::container::{self, Content};
use super::limits::{Limits, too_many};
use crate::finding::Refusal;
pub use delimited::delimited;

/// Reads a workbook of any kind, told by its content, or says why not.
///
/// Third-party readers may panic, or run out of memory, on a damaged file: to be called in a
/// reading process.
pub fn read(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let (workbook, stamp) = match container::check(bytes)? {
        Content::Own(container, main) => return xlsx::read_archive(container, &main),
        Content::Xlsx(mut container, main) => {
            let stamp = properties::of_package(&mut container);
            (xlsx::read(container, &main)?, stamp)
        }
        Content::Xlsb(mut container) => {
            let stamp = properties::of_package(&mut container);
            (xlsb::read(container.bytes())?, stamp)
        }
        Content::Ods(mut container) => {
            let stamp = properties::of_document(&mut container);
            (ods::read(container)?, stamp)
        }
        Content::Xls(compound) => {
            let stamp = properties::of_compound(&compound);
            (xls::read(compound)?, stamp)
        }
    };
    Ok(Workbook { stamp, ..workbook })
}

/// Reads a plain .xlsx of moderate size by this program's own scan alone, fit for any process.
///
/// It is bounded in bytes, cells and merged regions, takes time in proportion to them, and calls no third-party
/// reader of workbooks. `None` leaves a file to [`read`] in a reading process, which has the last word on
/// everything unusual, damaged, large or suspicious.
#[must_use]
pub fn read_plain(bytes: &[u8]) -> Option<Workbook> {
    let read = || match container::check_plain(bytes)? {
        Content::Xlsx(mut container, main) => {
            let stamp = properties::of_package(&mut container);
            let workbook = xlsx::read_plain(container, &main)?;
            Some(Workbook { stamp, ..workbook })
        }
        Content::Own(..) | Content::Xlsb(_) | Content::Ods(_) | Content::Xls(_) => None,
    };
    // A fault of this program must not end the run: the file goes the other way.
    panic::catch_unwind(read).ok().flatten()
}

/// Refuses sheets of one name, which readers confuse, and more sheets than the limit.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
    let mut seen = std::collections::HashSet::new();
    for name in names {
        if !seen.insert(name.to_lowercase()) {
            return Err(Refusal::Contradictory);
        }
    }
    if seen.len() > Limits::SHEETS {
        return Err(too_many(seen.len(), Limits::SHEETS, "个工作表 sheets"));
    }
    Ok(())
}
