//! What the name of a file says.

use std::ffi::OsStr;
use std::path::Path;

use crate::base::visible;

/// A name fit for messages: what is not UTF-8 becomes `�`, control and direction characters go.
pub(in crate::intake) fn printable(name: &OsStr) -> String {
    let name = name.to_string_lossy();
    visible(&name).replace('\n', " ")
}

/// Lock and housekeeping files of office programs and operating systems.
pub(super) fn is_lock_file(name: &OsStr, below: &Path) -> bool {
    let name = name.to_string_lossy();
    let starts = ["~$", ".~", "._"].iter().any(|s| name.starts_with(s));
    let whole = ["thumbs.db", "desktop.ini", ".ds_store"];
    starts
        || whole.iter().any(|w| name.eq_ignore_ascii_case(w))
        || below.iter().any(|part| part == "__MACOSX")
}
