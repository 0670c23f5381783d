//! 单位页 of many units: one workbook for each group of units, in a folder beside the main workbook.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::staging::{Manifest, Staging, hash_of};
use super::xlsx;
use super::{Error, Result};
use crate::base::file_name::safe;
use crate::base::lang::{Lang, Text};
use crate::model::Date;
use crate::report::{Book, Volume, paged_forms};
use crate::run::Assessment;

/// Most sheets of units in one workbook; with more it opens slowly and tabs are hard to find.
const MOST: usize = 200;

const ENDING: Text = Text::new("-单位页", "-units");
const UNGROUPED: Text = Text::new("单位", "units");

/// Whether the pages of the units are too many for the main workbook.
pub(super) fn stand_beside(assessment: &Assessment) -> bool {
    paged_forms(assessment).count() > MOST
}

/// The folder beside the workbook `path`.
pub(super) fn folder(path: &Path, lang: Lang) -> PathBuf {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{name}{}", ENDING.get(lang)))
}

/// Writes the workbooks of all groups for `folder`; how many there are.
pub(super) fn write(
    book: &Book,
    created: Date,
    folder: &Path,
    staging: &mut Staging,
) -> Result<usize> {
    staging.folder(folder)?;
    let manifest = Manifest::of(folder);
    let volumes = book.unit_volumes(MOST);
    let mut written = BTreeMap::new();
    for (volume, number) in volumes.iter().zip(1_usize..) {
        let name = file_name(volume, number, book.lang());
        let before = manifest.before(&name, staging, xlsx::is_own)?;
        let hash = staging.file((&folder.join(&name), before), |file| {
            let pages = xlsx::write_pages(book, &volume.pages, created, file);
            let pages = pages.map_err(Error::Workbook)?;
            xlsx::verify(file, &pages).map_err(Error::Workbook)?;
            hash_of(file).map_err(|e| Error::Unwritable(folder.join(&name), e))
        })?;
        written.insert(name, hash.into());
    }
    manifest.succeed(written, staging)?;
    Ok(volumes.len())
}

/// `01-街道.xlsx`: the number keeps names distinct for any names of groups.
fn file_name(volume: &Volume, number: usize, lang: Lang) -> String {
    let group = volume.group.unwrap_or(UNGROUPED.get(lang));
    format!("{number:02}-{}.xlsx", safe(group))
}

#[cfg(test)]
mod tests {
    use super::{Lang, Volume, file_name};

    #[test]
    fn files_are_named_for_their_group() {
        let name = |group| {
            let pages = Vec::new();
            file_name(&Volume { group, pages }, 3, Lang::Zh)
        };
        assert_eq!(name(Some("街道/乡镇")), "03-街道_乡镇.xlsx");
        assert_eq!(name(None), "03-单位.xlsx");
    }
}
