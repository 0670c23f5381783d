//! Where a file lies.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use super::Found;

/// Where a file was opened, in little room: twenty thousand are held at once, and most lie below the folder that was given
/// as their shown paths say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// Where its shown path leads from this folder.
    Below(Arc<Path>),
    /// There.
    At(Arc<Path>),
}

impl Location {
    /// Where `file` was met.
    #[must_use]
    pub fn of(file: &Found) -> Self {
        let below = |root: &&Arc<Path>| {
            // Not by parts: on Windows a long path with both kinds of separators opens nothing.
            root.join(&*file.relative).as_os_str() == file.path.as_os_str()
        };
        match file.root.as_ref().filter(below) {
            Some(root) => Self::Below(Arc::clone(root)),
            None => Self::At(Arc::clone(&file.path)),
        }
    }

    /// The path of a file that is shown as `relative`.
    #[must_use]
    pub fn path(&self, relative: &str) -> Cow<'_, Path> {
        match self {
            Self::Below(root) => Cow::Owned(root.join(relative)),
            Self::At(path) => Cow::Borrowed(path),
        }
    }
}
