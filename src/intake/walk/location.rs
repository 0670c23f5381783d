//! The location of a file.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

/// The location of a file, in little memory: twenty thousand are held at once, and the path of most is that of the
/// given folder followed by their relative path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// At its relative path below this folder.
    Below(Arc<Path>),
    /// At this path.
    At(Arc<Path>),
}

impl Location {
    /// The location of `path`, whose relative path is `relative`: below the folder `above`, unless the path has signs
    /// that are not printable.
    pub(super) fn of(path: &Path, above: &Arc<Path>, relative: &str) -> Self {
        // Compared as text, not by components: on Windows a long path with both kinds of separators cannot be opened.
        match above.join(relative).as_os_str() == path.as_os_str() {
            true => Self::Below(Arc::clone(above)),
            false => Self::At(path.into()),
        }
    }

    /// The path of the file whose relative path is `relative`.
    #[must_use]
    pub fn path(&self, relative: &str) -> Cow<'_, Path> {
        match self {
            Self::Below(root) => Cow::Owned(root.join(relative)),
            Self::At(path) => Cow::Borrowed(path),
        }
    }
}
