//! Papers in a folder: one that was changed since it was written stays, and the new one is written beside it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::staging::{Existing, Manifest, Notice, Staging, is_there};
use super::{Error, Result};
use crate::base::file_name::{UsedNames, numbered};
use crate::base::hash::sha256;
use crate::document::is_sealed;
use crate::paper::Paper;

/// Writes `papers` to `folder`, all of them or none; of several of one name all but the first get a number.
///
/// # Errors
///
/// [`Error::Unwritable`] where one cannot be written.
pub fn write(folder: &Path, papers: &[Paper]) -> Result<Vec<Notice>> {
    let mut staging = Staging::claim([])?;
    staging.folder(folder)?;
    let manifest = Manifest::of(folder);
    let mut written = BTreeMap::new();
    let mut files = Vec::new();
    let mut given = UsedNames::default();
    for paper in papers {
        let (place, before) = manifest.beside(&given.distinct(&paper.name), &given, &mut staging);
        given.take(&name_of(&place));
        written.insert(name_of(&place), sha256(&paper.bytes).into());
        files.push((place, before, paper.bytes.as_slice()));
    }
    staging.files(files)?;
    manifest.grow(written, &mut staging)?;
    staging.take()
}

fn name_of(place: &Path) -> String {
    let name = place.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Writes one paper to `place`, or beside it where the existing file was changed since or is not from this program.
/// Returns its path.
///
/// # Errors
///
/// [`Error::Unwritable`] where it cannot be written.
pub fn write_one(place: &Path, bytes: &[u8]) -> Result<(PathBuf, Vec<Notice>)> {
    let free = |place: &Path| match fs::read(place) {
        Ok(found) => is_sealed(&found),
        Err(_) => !is_there(place),
    };
    let new = match free(place) {
        true => place.to_owned(),
        false => {
            let beside = numbered(&name_of(place), |name| free(&place.with_file_name(name)));
            place.with_file_name(beside)
        }
    };
    let mut staging = Staging::claim([&*new])?;
    if new != place {
        staging.notice(Notice::Beside(place.to_owned(), new.clone()));
    }
    staging.file((&new, Existing::Replaced), |mut file| {
        let written = file.write_all(bytes);
        written.map_err(|e| Error::Unwritable(new.clone(), e))
    })?;
    Ok((new, staging.take()?))
}
