//! From the bytes of a file to its grid; only these modules use calamine.

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
use super::container::{self, Compound, Container, WorkbookFile};
use super::limits::{Limits, too_many};
use crate::finding::{FoundKind, Refusal};
pub use delimited::{decoded, delimited};
pub use saved::{SaveDate, saved};
pub use xlsx::{SheetView, drawn};

/// A format of workbooks: endings of its file names, and how it is read.
#[derive(Debug)]
struct Format {
    /// Endings of file names, in lower case.
    endings: &'static [&'static str],
    packing: Packing,
}

/// How a workbook is read, by its container.
#[derive(Debug)]
enum Packing {
    /// A package, whose format follows from the path of its main part.
    Package(
        fn(&str) -> bool,
        fn(Container<'_>, &str) -> Result<Workbook, Refusal>,
    ),
    /// A compound file.
    Compound(fn(Compound) -> Result<Workbook, Refusal>),
    /// An XML text, whose format follows from its head.
    Flat(fn(&str) -> bool, fn(&str) -> Result<Workbook, Refusal>),
    /// Text, recognised by its name: see [`delimited`].
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

/// Reads a workbook of any format, recognised by its content, or returns why not.
///
/// Third-party readers may panic, or run out of memory, on a damaged file: to be called in a reading process.
pub fn read(bytes: &[u8]) -> Result<Workbook, Refusal> {
    let mut formats = FORMATS.iter();
    let workbook = match container::check(bytes)? {
        WorkbookFile::Own(container, main) => return xlsx::read_archive(container, &main),
        WorkbookFile::Settings(container, main, setting) => {
            return xlsx::read_settings(container, &main, setting);
        }
        WorkbookFile::Package(container, main) => formats
            .find_map(|format| match format.packing {
                Packing::Package(holds, read) if holds(&main) => Some(read),
                _ => None,
            })
            .map(|read| read(container, &main)),
        WorkbookFile::Compound(compound) => formats
            .find_map(|format| match format.packing {
                Packing::Compound(read) => Some(read),
                _ => None,
            })
            .map(|read| read(compound)),
        WorkbookFile::Encrypted(encrypted) => return read(&locked::opened(&encrypted)?),
        WorkbookFile::Flat => {
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

/// Whether the name of a file is that of a workbook, so that any other content is a mistake.
#[must_use]
pub fn claims_workbook(path: &Path) -> bool {
    FORMATS.iter().any(|format| format.claims(path))
}

/// Whether the name of a file is that of an .xls, whose format has no checksum: a damaged figure may read as another
/// one.
#[must_use]
pub fn claims_no_checksum(path: &Path) -> bool {
    xls::XLS.claims(path)
}

/// Reads a plain .xlsx of moderate size by this program's own scan alone, safe in any process.
///
/// It is bounded in bytes, cells and merged regions, takes time in proportion to them, and calls no third-party reader
/// of workbooks. `None` leaves a file to [`read`] in a reading process, which decides about everything unusual,
/// damaged, large or suspicious.
#[must_use]
pub fn read_plain(bytes: &[u8]) -> Option<Workbook> {
    let read = || match container::check_plain(bytes)? {
        WorkbookFile::Package(container, main) if xlsx::holds(&main) => {
            xlsx::read_plain(container, &main)
        }
        _ => None,
    };
    // An internal error must not end the run: the file is then read in a reading process.
    panic::catch_unwind(read).ok().flatten()
}

/// Refuses more sheets than the limit, and sheets with the same name, which readers confuse.
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
