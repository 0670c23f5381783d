//! What is said of a code besides its meaning.

use crate::finding::Severity;
use crate::lang::Text;

/// Name, default severity and title of one code.
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) severity: Severity,
    pub(super) title: Text,
}

pub(super) const fn entry(
    name: &'static str,
    severity: Severity,
    zh: &'static str,
    en: &'static str,
) -> Entry {
    Entry {
        name,
        severity,
        title: Text::new(zh, en),
    }
}
