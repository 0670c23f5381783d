//! Names of temporary files, and how those of a running process are distinguished from leftovers of an ended one.
//!
//! Such a name carries computer, process and a number drawn for the run: `.~ziping-COMPUTER-PROCESS-RUN-…`. A run locks
//! one file in each folder it writes to; the system releases the lock when the process ends for any reason. Leftovers
//! of this computer whose lock is free are removed; those of other computers on the same share are kept.

use std::collections::hash_map::RandomState;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::disk;
use crate::base::hash::sha256;
use crate::output::folder_of;

const PREFIX: &str = ".~ziping-";
const LOCK: &str = "lock";
/// Name ending of an earlier file, kept until all files are in place.
pub(super) const BEFORE: &str = "old";

/// Files that go when the program is interrupted.
static WAITING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Locked while files are moved into place: an interruption waits for it.
static TAKING: Mutex<()> = Mutex::new(());

/// Removes every staged file; a move into place that has begun is finished first.
///
/// Nothing may be written afterwards: the caller ends the program.
pub fn abandon() {
    let taking = lock(&TAKING);
    let waiting = lock(&WAITING);
    for path in waiting.iter() {
        // What is already gone needs no removal; other errors cannot be reported any more.
        let _ = fs::remove_file(path);
    }
    // Threads that still write wait here until the program ends.
    std::mem::forget((taking, waiting));
}

pub(super) fn taking() -> MutexGuard<'static, ()> {
    lock(&TAKING)
}

fn lock<T>(mutex: &'static Mutex<T>) -> MutexGuard<'static, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The computer's name in letters and digits.
static COMPUTER: LazyLock<String> = LazyLock::new(|| {
    let name = gethostname::gethostname();
    let name = name.to_string_lossy();
    let plain = name.chars().filter(char::is_ascii_alphanumeric).take(24);
    plain.collect()
});

/// Why a place cannot be claimed.
#[derive(Debug)]
pub(super) enum ClaimError {
    /// Another run writes to the same place now.
    Busy,
    Disk(io::Error),
}

impl From<io::Error> for ClaimError {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// A run's claim on the places it writes to, with a name for each file that waits.
#[derive(Debug)]
pub(super) struct Claim {
    /// The common prefix of all names of this run.
    stem: String,
    /// Locked for the lifetime of the claim.
    locks: Vec<(PathBuf, File)>,
    names: usize,
}

impl Claim {
    pub(super) fn new() -> Self {
        let run = RandomState::new().build_hasher().finish();
        Self {
            stem: format!("{PREFIX}{}-{}-{run:016x}-", *COMPUTER, process::id()),
            locks: Vec::new(),
            names: 0,
        }
    }

    /// Claims `place`; whether an earlier run ended in this folder while it replaced files.
    pub(super) fn place(&mut self, place: &Path) -> Result<bool, ClaimError> {
        // A device or pipe is no file that could be kept under another name.
        if fs::metadata(place).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
            return Err(io::Error::from(io::ErrorKind::Unsupported).into());
        }
        let folder = folder_of(place);
        let name = place.file_name().unwrap_or_default();
        let hash = sha256(name.as_encoded_bytes());
        let ending = format!("{}.{LOCK}", hash.get(..16).unwrap_or_default());
        let broken = self.sweep(folder, &ending)?;
        let path = folder.join(format!("{}{ending}", self.stem));
        if self.locks.iter().all(|(known, _)| *known != path) {
            lock(&WAITING).push(path.clone());
            let file = disk::create(&path)?;
            // On a disk without locks other runs cannot see this one; its leftovers stay.
            let _ = file.try_lock();
            self.locks.push((path, file));
        }
        Ok(broken)
    }

    /// A new name in `folder`; its file is removed on an interruption.
    pub(super) fn name(&mut self, folder: &Path, ending: &str) -> PathBuf {
        self.names += 1;
        let path = folder.join(format!("{}{}.{ending}", self.stem, self.names));
        lock(&WAITING).push(path.clone());
        path
    }

    /// Removes leftovers of dead runs in `folder`; returns whether one of them was replacing files.
    fn sweep(&self, folder: &Path, ending: &str) -> Result<bool, ClaimError> {
        let mut remains = Vec::new();
        for entry in fs::read_dir(folder)? {
            let name = entry?.file_name();
            let name = name.to_string_lossy();
            if let Some((computer, run)) = parts(&name).filter(|_| !name.starts_with(&self.stem)) {
                remains.push((computer == *COMPUTER, run.to_owned(), name.into_owned()));
            }
        }
        let locks = remains.iter().filter(|(_, _, name)| name.ends_with(LOCK));
        let mut alive = Vec::new();
        for (_, run, name) in locks.filter(|(_, _, name)| stays_locked(&folder.join(name))) {
            if name.ends_with(ending) {
                return Err(ClaimError::Busy);
            }
            alive.push(run.clone());
        }
        let dead = remains
            .iter()
            .filter(|(here, run, _)| *here && !alive.contains(run));
        let mut broken = false;
        for (_, _, name) in dead {
            broken |= name.ends_with(BEFORE);
            // What cannot be removed is no harm to this run.
            let _ = fs::remove_file(folder.join(name));
        }
        Ok(broken)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.release();
    }
}

impl Claim {
    /// Removes staged files that were not moved into place.
    pub(super) fn release(&mut self) {
        self.locks.clear();
        let mut waiting = lock(&WAITING);
        waiting.retain(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let own = name.starts_with(&self.stem);
            if own {
                // Files that took their places have no such name any more.
                let _ = fs::remove_file(path);
            }
            !own
        });
    }
}

/// Computer and run in the name of a waiting file.
fn parts(name: &str) -> Option<(&str, &str)> {
    let mut parts = name.strip_prefix(PREFIX)?.splitn(4, '-');
    let (computer, _process, run) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next().map(|_| (computer, run))
}

/// Whether a file is locked for longer than a moment: a reading process that a killed run was just starting has the lock
/// open as well until it has begun.
fn stays_locked(path: &Path) -> bool {
    (0..20).all(|look| {
        if look > 0 {
            thread::sleep(Duration::from_millis(50));
        }
        is_locked(path)
    })
}

/// Whether a process that lives holds the lock.
fn is_locked(path: &Path) -> bool {
    let Ok(file) = File::open(path) else {
        // Gone since, or locked so that it cannot be opened.
        return path.exists();
    };
    // Where the disk has no locks this is unknown: the file is kept.
    file.try_lock().is_err()
}
