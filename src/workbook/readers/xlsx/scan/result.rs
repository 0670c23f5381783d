//! The result of scanning a sheet part.

use std::ops::Range;

use super::super::lane::CellType;
use crate::model::CellRef;
use crate::workbook::Region;
use crate::workbook::grid::HiddenSpan;
use crate::workbook::readers::collect::ValueOrigin;

/// The cells of one sheet part, and what else affects their values.
#[derive(Debug, Default)]
pub(in super::super) struct Scan {
    /// The cell data with their element; empty if there are none.
    pub(in super::super) data: Range<usize>,
    /// Each `<c>` that is not dropped, in the order of the part.
    pub(in super::super) cells: Vec<ScannedCell>,
    /// Merged regions.
    pub(in super::super) merges: Vec<Region>,
    /// Replacements in the data for calamine, in order.
    pub(in super::super) edits: Vec<Edit>,
    pub(in super::super) hidden_rows: Vec<HiddenSpan>,
    pub(in super::super) hidden_columns: Vec<HiddenSpan>,
    /// Cells with a formula and no value, and the position of their content.
    pub(in super::super) open: Vec<(CellRef, Range<usize>)>,
    /// Cells whose formula refers to another workbook.
    pub(in super::super) linked: Vec<CellRef>,
    /// Cells with a formula and an empty text as its value, and the position of their content.
    pub(in super::super) empty: Vec<(CellRef, Range<usize>)>,
}

/// A cell with its format and the position of its value.
#[derive(Debug, Clone)]
pub(in super::super) struct ScannedCell {
    pub(in super::super) at: CellRef,
    /// Number of its cell format.
    pub(in super::super) style: usize,
    pub(in super::super) behind: ValueOrigin,
    pub(in super::super) kind: CellType,
    /// Position of its value in the part; empty for none.
    pub(in super::super) value: Range<usize>,
}

/// A range of the part and its replacement.
pub(in super::super) type Edit = (Range<usize>, &'static str);
