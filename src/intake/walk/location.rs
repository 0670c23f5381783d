//! Where a file lies.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

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
    /// Of `path`, which is shown as `relative`; this leads there from the folder `above` unless something in it cannot be
    /// shown.
    pub(super) fn of(path: &Path, above: &Arc<Path>, relative: &str) -> Self {
        // Not by parts: on Windows a long path with both kinds of separators opens nothing.
        match above.join(relative).as_os_str() == path.as_os_str() {
            true => Self::Below(Arc::clone(above)),
            false => Self::At(path.into()),
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
