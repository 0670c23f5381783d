//! Names of files: printable ones, and those of housekeeping files.

use std::ffi::OsStr;
use std::path::Path;

use crate::base::visible;

/// A name for messages: invalid UTF-8 becomes `�`, control and direction characters are removed.
pub(in crate::intake) fn printable(name: &OsStr) -> String {
    let name = name.to_string_lossy();
    visible(&name).replace('\n', " ")
}

/// Beginnings of the names of lock files, and of what macOS stores beside each file.
const BEGINNINGS: [&str; 3] = ["~$", ".~", "._"];

/// Files that operating systems put into folders.
const FILES: [&str; 6] = [
    ".ds_store",
    ".localized",
    "desktop.ini",
    "ehthumbs.db",
    "icon\r",
    "thumbs.db",
];

/// Folders of operating systems and network disks, with everything in them.
const FOLDERS: [&str; 7] = [
    "$recycle.bin",
    ".fseventsd",
    ".spotlight-v100",
    ".trashes",
    "@eadir",
    "__macosx",
    "system volume information",
];

/// Lock and housekeeping files of office programs and operating systems.
pub(super) fn is_housekeeping(name: &OsStr, below: &Path) -> bool {
    let name = name.to_string_lossy();
    let one_of = |names: &[&str], name: &str| names.iter().any(|n| name.eq_ignore_ascii_case(n));
    BEGINNINGS.iter().any(|s| name.starts_with(s))
        || one_of(&FILES, &name)
        || below
            .iter()
            .any(|part| one_of(&FOLDERS, &part.to_string_lossy()))
}
