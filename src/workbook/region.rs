//! Merged regions 合并单元格.

use serde::{Deserialize, Serialize};

use crate::model::CellRef;

/// A rectangle of cells, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Region {
    /// Top-left cell, which holds the value.
    pub first: CellRef,
    /// Bottom-right cell.
    pub last: CellRef,
}

impl Region {
    /// The region of one cell.
    #[must_use]
    pub const fn cell(at: CellRef) -> Self {
        Self {
            first: at,
            last: at,
        }
    }

    /// Whether a cell is inside.
    #[must_use]
    pub const fn contains(self, at: CellRef) -> bool {
        self.first.row <= at.row
            && at.row <= self.last.row
            && self.first.col <= at.col
            && at.col <= self.last.col
    }

    /// Whether it includes a column.
    #[must_use]
    pub const fn spans_column(self, col: u32) -> bool {
        self.first.col <= col && col <= self.last.col
    }
}
