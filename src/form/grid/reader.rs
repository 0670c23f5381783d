//! From the bytes of a file to its grid; the only place that knows calamine.

mod calendar;
mod collect;
mod format;
mod ods;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use super::Workbook;
use crate::finding::Refusal;
use crate::intake::limits::{Limits, too_many};
use crate::intake::precheck::{self, Content};

/// Reads a workbook of any kind, told by its content, or says why not.
///
/// Third-party readers may panic, or run out of memory, on a damaged file: to be called in a
/// reading process.
pub fn read(bytes: &[u8]) -> Result<Workbook, Refusal> {
    match precheck::check(bytes)? {
        Content::Xlsx(container, main) => xlsx::read(container, &main),
        Content::Own(container, main) => xlsx::read_archive(container, &main),
        Content::Xlsb(container) => xlsb::read(container.bytes()),
        Content::Ods(container) => ods::read(container),
        Content::Xls(compound) => xls::read(compound),
    }
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
