//! The fields and extents of columns in comparison with others.

use super::super::super::labels::key;
use super::super::page::Span;
use super::HeaderColumn;

impl<R> HeaderColumn<R> {
    /// Whether the heading is for words, not for figures: 备注, 说明, 偏差原因.
    pub(in super::super) fn asks_for_words(&self) -> bool {
        let words = ["备注", "说明", "原因"];
        let name = key(&self.typed);
        words.iter().any(|word| name.contains(word))
    }

    /// Whether it is for figures and over another column, among others.
    pub(super) const fn is_over(&self, below: &Self) -> bool {
        self.span.first < self.span.last && self.span.overlaps(below.span)
    }

    /// Leaves columns to a label below; false when none is left.
    pub(super) fn yields(&mut self, taken: Span) -> bool {
        if !taken.overlaps(self.span) {
            return true;
        }
        if self.span.first < taken.first {
            self.span.last = taken.first.saturating_sub(1);
        } else if taken.last < self.span.last {
            self.span.first = taken.last.saturating_add(1);
        } else {
            return false;
        }
        true
    }
}

impl Span {
    pub(super) const fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}
