//! From the bytes of a file to its grid; the only place that knows calamine.

mod binary;
mod calendar;
mod collect;
mod delimited;
mod format;
mod letters;
mod locked;
mod look;
mod ods;
mod pieces;
mod properties;
mod saved;
mod sheetml;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::panic;
use std::path::Path;

use super::Workbook;
use super::container::{self, Compound, Container, Content};
use super::limits::{Limits, too_many};
use crate::finding::{FoundKind, Refusal};
pub use delimited::{decoded, delimited};
pub use saved::{Saved, saved};
pub use xlsx::{Drawn, drawn};

/// A format of tables: what its files are called, and how one is read.
#[derive(Debug)]
struct Format {
    /// Endings of file names, in lower case.
    endings: &'static [&'static str],
    packing: Packing,
}

/// How a table is read, by what it is packed in.
#[derive(Debug)]
enum Packing {
    /// A package that is of the format by the path of its main part.
    Package(
        fn(&str) -> bool,
        fn(Container<'_>, &str) -> Result<Workbook, Refusal>,
    ),
    /// A compound file.
    Compound(fn(Compound) -> Result<Workbook, Refusal>),
    /// An XML text that is of the format by its head.
    Flat(fn(&str) -> bool, fn(&str) -> Result<Workbook, Refusal>),
    /// Text, told by its name: see [`delimited`].
    Text,
}

/// All formats that are read.
static FORMATS: [&Format; 7] = [
    &xlsx::XLSX,
    &xlsb::XLSB,
    &ods::ODS,
    &ods::FODS,
    &xls::XLS,
    &sheetml::SHEETML,
    &delimited::CSV,
];

impl Format {
    fn claims(&self, path: &Path) -> bool {
        let ending = path.extension().unwrap_or_default();
        let mut endings = self.endings.iter();
        endings.any(|known| ending.eq_ignore_ascii_case(known))
    }
}

/// Reads a workbook of any kind, told by its content, or says why not.
///
/// Third-party readers may panic, or run out of memory, on a damaged file: to be called in a
/// reading process.
pub fn read(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut formats = FORMATS.iter();
    let workbook = match container::check(bytes)? {
        Content::Own(container, main) => return xlsx::read_archive(container, &main),
        Content::Settings(container, main, setting) => {
            return xlsx::read_settings(container, &main, setting);
        }
        Content::Package(container, main) => formats
            .find_map(|format| match format.packing {
                Packing::Package(holds, read) if holds(&main) => Some(read),
                _ => None,
            })
            .map(|read| read(container, &main)),
        Content::Compound(compound) => formats
            .find_map(|format| match format.packing {
                Packing::Compound(read) => Some(read),
                _ => None,
            })
            .map(|read| read(compound)),
        Content::Encrypted(encrypted) => return read(&locked::opened(&encrypted)?),
        Content::Flat => {
            let text = container::xml(bytes)?;
            formats
                .find_map(|format| match format.packing {
                    Packing::Flat(holds, read) if holds(&text) => Some(read),
                    _ => None,
                })
                .map(|read| read(&text))
        }
    };
    workbook.unwrap_or(Err(Refusal::NotWorkbook(FoundKind::Unknown)))
}

/// Whether a file is named like a workbook, so that any other content is a mistake.
#[must_use]
pub fn claims_workbook(path: &Path) -> bool {
    FORMATS.iter().any(|format| format.claims(path))
}

/// Whether a file is named like an .xls, whose format holds no checksum: a damaged figure may read as another one.
#[must_use]
pub fn claims_no_checksum(path: &Path) -> bool {
    xls::XLS.claims(path)
}

/// Reads a plain .xlsx of moderate size by this program's own scan alone, fit for any process.
///
/// It is bounded in bytes, cells and merged regions, takes time in proportion to them, and calls no third-party
/// reader of workbooks. `None` leaves a file to [`read`] in a reading process, which has the last word on
/// everything unusual, damaged, large or suspicious.
#[must_use]
pub fn read_plain(bytes: &[u8]) -> Option<Workbook> {
    let read = || match container::check_plain(bytes)? {
        Content::Package(container, main) if xlsx::holds(&main) => {
            xlsx::read_plain(container, &main)
        }
        _ => None,
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
