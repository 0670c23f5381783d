//! Cells that the reader may change, with the bounds of what may be there.

use rust_decimal::Decimal;

/// A cell to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Row and column, from 0.
    pub at: (u32, u16),
    /// Least and greatest figure that may be there.
    pub bounds: (Decimal, Decimal),
    /// Least figure other than 0, where the bounds begin below it.
    pub from: Option<Decimal>,
    /// What it is.
    pub title: String,
    /// What to fill in.
    pub prompt: String,
}
