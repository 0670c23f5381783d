//! Disk operations, each of which may fail; tests make any one of them fail.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// A new file that is written and read back.
pub(super) fn create(path: &Path) -> io::Result<File> {
    step()?;
    File::options()
        .read(true)
        .write(true)
        .create_new(true)
        .open(path)
}

pub(super) fn sync(file: &File) -> io::Result<()> {
    step()?;
    file.sync_all()
}

/// Puts a file into its place in one step, over what is there.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step()?;
    fs::rename(from, to)
}

/// A second name for a file, or a copy where the disk knows no second names (FAT, some shares); never over another file.
pub(super) fn keep(file: &Path, name: &Path) -> io::Result<()> {
    step()?;
    match fs::hard_link(file, name) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            let mut copy = create(name)?;
            io::copy(&mut File::open(file)?, &mut copy)?;
            sync(&copy)
        }
        linked => linked,
    }
}

pub(super) fn remove(path: &Path) -> io::Result<()> {
    step()?;
    fs::remove_file(path)
}

#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "a step fails in tests only")]
const fn step() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
use faults::step;

/// Failures on purpose.
#[cfg(test)]
pub(super) mod faults {
    use std::cell::Cell;
    use std::io;

    thread_local! {
        /// Steps until the one that fails; none fails at 0.
        static LEFT: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn step() -> io::Result<()> {
        let left = LEFT.get();
        LEFT.set(left.saturating_sub(1));
        if left == 1 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }

    /// Lets the n-th step from now fail; whether an earlier such wish has come true.
    pub(in crate::output) fn fail_at(n: usize) -> bool {
        LEFT.replace(n) == 0
    }
}
