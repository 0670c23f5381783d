//! Outputs of a run while they wait: complete files beside their final paths, moved into place all together or not at
//! all.

mod claim;
mod disk;
mod manifest;

use std::fs::{self, File};
use std::io::{self, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use super::{Error, Result, folder_of};
use crate::base::mark::List;
pub use claim::abandon;
use claim::{BEFORE, Claim, ClaimError};
pub(super) use manifest::{Manifest, hash_of, is_there};

/// What happens to a file that already exists at the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Existing {
    /// It was written by this program and is replaced.
    Replaced,
    /// It is kept under another name.
    Kept(PathBuf),
    /// Where its bytes are others it is kept under a name with its date, unless one of that day is kept already.
    Dated(PathBuf),
    /// There must be none.
    Refused,
}

/// Remarks for the user on the files that were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A file that this program had not written was at the path of an output and is kept under the second name.
    Kept(PathBuf, PathBuf),
    /// Results of an earlier run were at the path of an output and are kept under the second name.
    Dated(PathBuf, PathBuf),
    /// A table with this program's headers, in a folder without a list of files, was replaced.
    Replaced(PathBuf),
    /// A table of an earlier run was changed since and stays, though this run has no such table.
    Changed(PathBuf),
    /// The existing file at the place of a paper was changed or is not from this program and stays; the paper is the
    /// second file.
    Beside(PathBuf, PathBuf),
    /// An earlier run ended while it replaced the outputs in this folder: some may be of that run, some older.
    Mixed(PathBuf),
}

/// A complete file that waits for its place.
#[derive(Debug)]
struct WaitingFile {
    file: PathBuf,
    place: PathBuf,
    before: Existing,
}

/// A final step, in order.
#[derive(Debug)]
enum Step {
    Place(WaitingFile),
    /// Removes an output of an earlier run that this one does not have.
    Remove(PathBuf),
}

/// Files that are written at a time, where there are many.
const AT_A_TIME: usize = 16;

/// Writes a file that waits, down to the disk.
fn complete((waiting, bytes): &(WaitingFile, &[u8])) -> Result<()> {
    let write = || {
        let mut file = disk::create(&waiting.file)?;
        file.write_all(bytes)?;
        disk::sync(&file)
    };
    write().map_err(|e| Error::Unwritable(waiting.place.clone(), e))
}

/// 待就位的输出: staged files, with the files to be removed when they are moved into place.
#[derive(Debug)]
pub(super) struct Staging {
    claim: Claim,
    steps: Vec<Step>,
    /// Folders made for this run.
    made: Vec<PathBuf>,
    notices: Vec<Notice>,
}

impl Staging {
    /// Claims `places`, so that no other run writes to them at the same time.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] where one does, [`Error::Unwritable`] where a folder cannot be written to.
    pub(super) fn claim<'p>(places: impl IntoIterator<Item = &'p Path>) -> Result<Self> {
        let mut staging = Self {
            claim: Claim::new(),
            steps: Vec::new(),
            made: Vec::new(),
            notices: Vec::new(),
        };
        for place in places {
            staging.also(place)?;
        }
        Ok(staging)
    }

    fn also(&mut self, place: &Path) -> Result<()> {
        let broken = self.claim.place(place).map_err(|refused| match refused {
            ClaimError::Busy => Error::Busy(place.to_owned()),
            ClaimError::Disk(error) => Error::Unwritable(place.to_owned(), error),
        })?;
        let mixed = Notice::Mixed(folder_of(place).to_owned());
        if broken && !self.notices.contains(&mixed) {
            self.notices.push(mixed);
        }
        Ok(())
    }

    /// Creates `folder` where it does not exist, and claims it.
    pub(super) fn folder(&mut self, folder: &Path) -> Result<()> {
        let mut missing: Vec<&Path> = Vec::new();
        let mut above = Some(folder);
        while let Some(at) = above.filter(|at| !at.as_os_str().is_empty() && !at.exists()) {
            missing.push(at);
            above = at.parent();
        }
        for at in missing.into_iter().rev() {
            fs::create_dir(at).map_err(|e| Error::Unwritable(at.to_owned(), e))?;
            self.made.push(at.to_owned());
        }
        // The claim is inside the folder, by the file that is always there: leftovers of a dead run are removed as
        // well.
        self.also(&folder.join(List::NAME))
    }

    /// A new file that `write` completes, for `place`.
    ///
    /// # Errors
    ///
    /// The errors of `write`, and [`Error::Unwritable`].
    pub(super) fn file<T>(
        &mut self,
        (place, before): (&Path, Existing),
        write: impl FnOnce(&File) -> Result<T>,
    ) -> Result<T> {
        let failed = |e| Error::Unwritable(place.to_owned(), e);
        let file = self.claim.name(folder_of(place), "tmp");
        let waits = disk::create(&file).map_err(failed)?;
        let written = write(&waits)?;
        disk::sync(&waits).map_err(failed)?;
        self.steps.push(Step::Place(WaitingFile {
            file,
            place: place.to_owned(),
            before,
        }));
        Ok(written)
    }

    /// Many small complete files: a disk can sync several at a time.
    ///
    /// # Errors
    ///
    /// [`Error::Unwritable`] with the first that cannot be written.
    pub(super) fn files(&mut self, files: Vec<(PathBuf, Existing, &[u8])>) -> Result<()> {
        let named = files.into_iter().map(|(place, before, bytes)| {
            let file = self.claim.name(folder_of(&place), "tmp");
            let waiting = WaitingFile {
                file,
                place,
                before,
            };
            (waiting, bytes)
        });
        let named: Vec<(WaitingFile, &[u8])> = named.collect();
        let share = named.len().div_ceil(AT_A_TIME).max(1);
        let written: Vec<Result<()>> = thread::scope(|scope| {
            let shares = named.chunks(share);
            let work = shares.map(|share| {
                let completed = move || share.iter().try_for_each(complete);
                let begun = thread::Builder::new().spawn_scoped(scope, completed);
                // Where the system grants no thread, this one does the work.
                begun.map_err(|_| completed())
            });
            // All are begun before the first is waited for.
            let work: Vec<_> = work.collect();
            let done = work.into_iter().map(|work| match work {
                Ok(work) => work.join().unwrap_or_else(|panic| resume_unwind(panic)),
                Err(done) => done,
            });
            done.collect()
        });
        let waiting = named.into_iter().map(|(waiting, _)| Step::Place(waiting));
        self.steps.extend(waiting);
        written.into_iter().collect()
    }

    /// Moves the file that was completed last into place before all others.
    pub(super) fn first(&mut self) {
        self.steps.rotate_right(1);
    }

    /// Lets a file of an earlier run go with the others taking their places.
    pub(super) fn remove(&mut self, surplus: PathBuf) {
        self.steps.push(Step::Remove(surplus));
    }

    /// In words for the user.
    pub(super) fn notice(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// Puts every file into its place; where one cannot be, all places are as they were.
    ///
    /// # Errors
    ///
    /// [`Error::Unwritable`], [`Error::Exists`] with the place that is not free, [`Error::Mixed`] where what was there
    /// before could not be put back.
    pub(super) fn take(mut self) -> Result<Vec<Notice>> {
        let _taking = claim::taking();
        let mut taken = Vec::new();
        let taken_all = self.take_all(&mut taken);
        let Err((place, error)) = taken_all else {
            self.made.clear();
            return Ok(std::mem::take(&mut self.notices));
        };
        let lost = taken
            .into_iter()
            .rev()
            .filter_map(TakenPlace::undo)
            .collect();
        Err(match (lost, error.kind()) {
            (lost, _) if !Vec::is_empty(&lost) => Error::Mixed(place, error, lost),
            (_, io::ErrorKind::AlreadyExists) => Error::Exists(place),
            _ => Error::Unwritable(place, error),
        })
    }

    fn take_all(
        &mut self,
        taken: &mut Vec<TakenPlace>,
    ) -> std::result::Result<(), (PathBuf, io::Error)> {
        for step in std::mem::take(&mut self.steps) {
            let (place, done) = match step {
                Step::Place(waiting) => (waiting.place.clone(), self.take_place(waiting, taken)),
                Step::Remove(place) => (place.clone(), self.take_away(place, taken)),
            };
            done.map_err(|e| (place, e))?;
        }
        Ok(())
    }

    fn take_away(&mut self, place: PathBuf, taken: &mut Vec<TakenPlace>) -> io::Result<()> {
        let before = self.claim.name(folder_of(&place), BEFORE);
        disk::keep(&place, &before)?;
        taken.push(TakenPlace {
            place: place.clone(),
            before: Some(before),
        });
        disk::remove(&place)
    }

    fn take_place(&mut self, waiting: WaitingFile, taken: &mut Vec<TakenPlace>) -> io::Result<()> {
        let WaitingFile {
            file,
            place,
            before,
        } = waiting;
        let before = match before {
            // A second name fails where the place is not free, other than a renamed file.
            Existing::Refused => {
                disk::keep(&file, &place)?;
                taken.push(TakenPlace {
                    place,
                    before: None,
                });
                return Ok(());
            }
            _ if !is_there(&place) => None,
            Existing::Replaced => Some(self.claim.name(folder_of(&place), BEFORE)),
            Existing::Kept(name) => Some(name),
            Existing::Dated(name) if name.exists() || is_same(&file, &place)? => {
                Some(self.claim.name(folder_of(&place), BEFORE))
            }
            Existing::Dated(name) => {
                let notice = Notice::Dated(place.clone(), name.clone());
                self.notices.push(notice);
                Some(name)
            }
        };
        if let Some(before) = &before {
            disk::keep(&place, before)?;
        }
        taken.push(TakenPlace {
            place: place.clone(),
            before,
        });
        disk::rename(&file, &place)
    }
}

/// Whether two files hold the same bytes.
fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    if fs::metadata(one)?.len() != fs::metadata(other)?.len() {
        return Ok(false);
    }
    Ok(fs::read(one)? == fs::read(other)?)
}

impl Drop for Staging {
    fn drop(&mut self) {
        self.claim.release();
        for folder in self.made.iter().rev() {
            // Only an empty folder is removed.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A place that was taken.
#[derive(Debug)]
struct TakenPlace {
    place: PathBuf,
    /// The file that was there before.
    before: Option<PathBuf>,
}

impl TakenPlace {
    /// Restores the earlier file; returns the path where this fails.
    fn undo(self) -> Option<PathBuf> {
        let undone = match &self.before {
            // Renaming one of two names of a file that was not replaced yet does nothing, by POSIX.
            Some(before) => disk::rename(before, &self.place).map(|()| {
                let _ = fs::remove_file(before);
            }),
            None if is_there(&self.place) => disk::remove(&self.place),
            None => Ok(()),
        };
        undone.is_err().then_some(self.place)
    }
}

#[cfg(test)]
mod tests;
