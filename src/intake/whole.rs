//! Absolute paths as people write them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The absolute path of an existing file or folder, with links followed, without the prefix that Windows adds.
///
/// The standard library restores the prefix where a path is too long without it.
///
/// # Errors
///
/// Where `path` does not exist or is not accessible.
pub fn whole(path: &Path) -> io::Result<PathBuf> {
    let real = fs::canonicalize(path)?;
    let written = real.to_str().filter(|_| cfg!(windows)).and_then(written);
    Ok(written.map_or(real, PathBuf::from))
}

/// `\\?\D:\表` is written `D:\表`, and `\\?\UNC\机关\表` is written `\\机关\表`.
fn written(verbatim: &str) -> Option<String> {
    let rest = verbatim.strip_prefix(r"\\?\")?;
    let share = rest.strip_prefix(r"UNC\");
    let on_drive = rest.get(1..3) == Some(r":\");
    share
        .map(|share| format!(r"\\{share}"))
        .or_else(|| on_drive.then(|| rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn paths_are_written_as_people_do() {
        for (verbatim, expected) in [
            (r"\\?\D:\报来的表", Some(r"D:\报来的表")),
            (r"\\?\UNC\机关\共享\2023", Some(r"\\机关\共享\2023")),
            (r"\\?\Volume{5f1a}\表", None),
            (r"D:\报来的表", None),
            ("/home/表", None),
        ] {
            assert_eq!(written(verbatim).as_deref(), expected);
        }
    }
}
