//! 运行日志: the messages on the screen, and more, in a file that is written even where the run fails.

use std::cell::RefCell;
use std::env;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::base::mark;
use crate::output::Error;
use crate::report::PROGRAM;

static LOG: Mutex<Option<File>> = Mutex::new(None);

thread_local! {
    /// The messages of this thread while they are collected.
    static HEARD: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// The result of `job`, with all its messages.
pub(super) fn heard<T>(job: impl FnOnce() -> T) -> (T, String) {
    HEARD.set(Some(Vec::new()));
    let done = job();
    let heard = HEARD.take().unwrap_or_default();
    (done, heard.join("\n"))
}

/// How every log begins.
const BEGINNING: &[u8] = b"ziping ";

/// Whether a file that begins with `head` is an earlier log: results of this program have its mark too.
fn is_log(head: &[u8]) -> bool {
    head.starts_with(BEGINNING) && mark::is_in_text(head)
}

/// Begins the log at `path`, in place of an earlier one.
///
/// # Errors
///
/// [`Error::Foreign`] where something else is there, [`Error::Unwritable`].
pub(super) fn open(path: &Path) -> Result<(), Error> {
    let mut head = Vec::new();
    if let Ok(file) = File::open(path) {
        let read = file.take(1024).read_to_end(&mut head);
        if read.is_err() || !(head.is_empty() || is_log(&head)) {
            return Err(Error::Foreign(path.to_owned()));
        }
    }
    let failed = |error| Error::Unwritable(path.to_owned(), error);
    let mut file = File::create(path).map_err(failed)?;
    let typed: Vec<String> = env::args().skip(1).collect();
    let mark = mark::property(mark::OUTPUT);
    writeln!(file, "{PROGRAM} ({mark})\n> {}", typed.join(" ")).map_err(failed)?;
    *LOG.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
    Ok(())
}

/// Writes a text to the log, where there is one.
pub(super) fn note(text: &str) {
    HEARD.with_borrow_mut(|heard| {
        if let Some(heard) = heard {
            heard.push(text.to_owned());
        }
    });
    let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(file) = &mut *log {
        // The run is worth more than its log.
        let _ = writeln!(file, "{text}");
    }
}
