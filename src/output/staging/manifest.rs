//! 文件清单: the files that this program wrote to its own folder, so that a later run can distinguish them from others.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{Existing, Notice, Staging};
use crate::base::file_name::{UsedNames, numbered};
use crate::base::hash::sha256;
use crate::base::mark::List;
use crate::output::{Error, Result, kept};

/// The files of a folder as they were written.
#[derive(Debug)]
pub(in crate::output) struct Manifest {
    list: List,
    /// Files that a killed run was about to write.
    next: List,
    folder: PathBuf,
}

impl Manifest {
    /// The list that earlier runs wrote in `folder`; empty where there is none that can be read.
    pub(in crate::output) fn of(folder: &Path) -> Self {
        let list = |name| {
            let read = fs::read(folder.join(name)).ok();
            read.and_then(|bytes| List::read(&bytes))
        };
        Self {
            list: list(List::NAME).unwrap_or_default(),
            next: list(List::NEXT).unwrap_or_default(),
            folder: folder.to_owned(),
        }
    }

    /// Whether bytes under a name are those that were written; `None` where no such file was.
    fn wrote(&self, name: &str, bytes: &[u8]) -> Option<bool> {
        let known = [&self.list, &self.next].map(|list| list.files.get(name));
        let mut known = known.into_iter().flatten().peekable();
        known.peek()?;
        let hash = sha256(bytes);
        Some(known.any(|written| **written == *hash))
    }

    /// What happens to the file `name`, if it exists: an unchanged one that was written here is replaced. `alike`
    /// decides by content whether another is from this program.
    ///
    /// # Errors
    ///
    /// [`Error::Foreign`] where it is not.
    pub(in crate::output) fn before(
        &self,
        name: &str,
        staging: &mut Staging,
        alike: impl Fn(&Path) -> bool,
    ) -> Result<Existing> {
        let place = self.folder.join(name);
        let Ok(bytes) = fs::read(&place) else {
            return Ok(Existing::Replaced);
        };
        match self.wrote(name, &bytes) {
            Some(true) => Ok(Existing::Replaced),
            Some(false) => Ok(kept(&place, staging)),
            None if alike(&place) => {
                staging.notice(Notice::Replaced(place));
                Ok(Existing::Replaced)
            }
            None => Err(Error::Foreign(place)),
        }
    }

    /// The path for the file `name`: its own unless another or a changed file is there; then one beside it with a
    /// number that is not in `given`, and this is reported.
    pub(in crate::output) fn beside(
        &self,
        name: &str,
        given: &UsedNames,
        staging: &mut Staging,
    ) -> (PathBuf, Existing) {
        let place = self.folder.join(name);
        let free = |name: &str| match fs::read(self.folder.join(name)) {
            Ok(bytes) => self.wrote(name, &bytes) == Some(true),
            Err(_) => !is_there(&self.folder.join(name)),
        };
        if free(name) {
            return (place, Existing::Replaced);
        }
        let unused = |name: &str| given.is_free(name) && free(name);
        let new = self.folder.join(numbered(name, unused));
        staging.notice(Notice::Beside(place, new.clone()));
        (new, Existing::Replaced)
    }

    /// Adds files to those of earlier runs, which stay.
    pub(in crate::output) fn grow(
        self,
        written: BTreeMap<String, String>,
        staging: &mut Staging,
    ) -> Result<()> {
        let mut files = self.list.files.clone();
        files.extend(written);
        self.succeed(files, staging)
    }

    /// Lets the files of earlier runs go that are not in `written`, and writes the list of these.
    pub(in crate::output) fn succeed(
        self,
        written: BTreeMap<String, String>,
        staging: &mut Staging,
    ) -> Result<()> {
        let earlier = self.list.files.keys().chain(self.next.files.keys());
        let earlier: BTreeSet<_> = earlier
            .filter(|name| !written.contains_key(*name))
            .collect();
        for name in earlier {
            // A path that leads out of the folder was not written here.
            let place = self.folder.join(name);
            let own = place.file_name() == Some(&OsString::from(name));
            let Ok(bytes) = fs::read(&place) else {
                continue;
            };
            match self.wrote(name, &bytes) {
                _ if !own => {}
                Some(true) => staging.remove(place),
                _ => staging.notice(Notice::Changed(place)),
            }
        }
        let same = written == self.list.files && self.next.files.is_empty();
        let list = List {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            files: written,
        };
        let next = self.folder.join(List::NEXT);
        if !same {
            write(&list, &next, staging)?;
            staging.first();
        }
        write(&list, &self.folder.join(List::NAME), staging)?;
        if !same {
            staging.remove(next);
        }
        Ok(())
    }
}

/// Writes the list of a folder.
fn write(list: &List, place: &Path, staging: &mut Staging) -> Result<()> {
    let failed = |e: io::Error| Error::Unwritable(place.to_owned(), e);
    staging.file((place, Existing::Replaced), |mut file| {
        let text = serde_json::to_string_pretty(list).map_err(|e| failed(e.into()))?;
        writeln!(file, "{text}").map_err(failed)
    })
}

/// Whether anything is at `place`; a name that no disk takes is refused where it is written, not here.
pub(in crate::output) fn is_there(place: &Path) -> bool {
    fs::symlink_metadata(place).is_ok()
}

/// SHA-256 of a file that was just written.
pub(in crate::output) fn hash_of(mut file: &File) -> io::Result<Box<str>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok(sha256(&bytes))
}
