//! What is found in a sheet part.

use std::ops::Range;

use super::super::lane::Kind;
use crate::model::CellRef;
use crate::workbook::Region;
use crate::workbook::grid::Hidden;
use crate::workbook::readers::collect::Behind;

/// What one sheet part holds beside its values.
#[derive(Debug, Default)]
pub(in super::super) struct Scan {
    /// The cell data with their element; empty where there are none.
    pub(in super::super) data: Range<usize>,
    /// Each `<c>` that is kept, in the order of the part.
    pub(in super::super) cells: Vec<Stored>,
    /// Merged regions.
    pub(in super::super) merges: Vec<Region>,
    /// What calamine is to see in place of parts of the data, in order.
    pub(in super::super) edits: Vec<Edit>,
    pub(in super::super) hidden_rows: Vec<Hidden>,
    pub(in super::super) hidden_columns: Vec<Hidden>,
    /// Cells that have a formula and no value, and where their content stands.
    pub(in super::super) open: Vec<(CellRef, Range<usize>)>,
    /// Cells whose formula takes something from another workbook.
    pub(in super::super) linked: Vec<CellRef>,
    /// Cells that have a formula and an empty text for its value, and where their content stands.
    pub(in super::super) empty: Vec<(CellRef, Range<usize>)>,
}

/// A cell as it is stored.
#[derive(Debug, Clone)]
pub(in super::super) struct Stored {
    pub(in super::super) at: CellRef,
    /// Number of its cell format.
    pub(in super::super) style: usize,
    pub(in super::super) behind: Behind,
    pub(in super::super) kind: Kind,
    /// Where its value stands in the part; empty for none.
    pub(in super::super) value: Range<usize>,
}

/// A stretch of the part and what takes its place.
pub(in super::super) type Edit = (Range<usize>, &'static str);
