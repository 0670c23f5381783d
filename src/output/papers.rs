//! Papers in a folder: one that was changed since it was written stays, and the new one goes beside it.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use super::staging::{Manifest, Notice, Staging};
use super::{Error, Result};
use crate::base::hash::sha256;
use crate::paper::Paper;

/// Writes `papers` to `folder`, all of them or none.
///
/// # Errors
///
/// [`Error::Unwritable`] where one cannot be written.
pub fn write(folder: &Path, papers: &[Paper]) -> Result<Vec<Notice>> {
    let mut staging = Staging::claim([])?;
    staging.folder(folder)?;
    let manifest = Manifest::of(folder);
    let mut written = BTreeMap::new();
    for paper in papers {
        let (place, before) = manifest.beside(&paper.name, &mut staging);
        staging.file((&place, before), |mut file| {
            let failed = |e| Error::Unwritable(place.clone(), e);
            file.write_all(&paper.bytes).map_err(failed)
        })?;
        written.insert(name_of(&place), sha256(&paper.bytes).into());
    }
    manifest.grow(written, &mut staging)?;
    staging.take()
}

fn name_of(place: &Path) -> String {
    let name = place.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
