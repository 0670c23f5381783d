//! Cells and areas in formulas.

use ironcalc_base::expressions::parser::Node;
use ironcalc_base::expressions::types::CellReferenceRC;

use crate::model::{CellRef, column_letters};

/// Cells that a formula refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) sheet: usize,
    pub(super) first: CellRef,
    pub(super) last: CellRef,
}

/// A reference to a cell or an area as written in the formula.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference<'a> {
    /// Index of its sheet.
    sheet: u32,
    /// Name of its sheet, where the formula has it.
    name: Option<&'a str>,
    first: ReferenceCell,
    /// The last cell of an area.
    last: Option<ReferenceCell>,
}

/// A cell of a reference.
#[derive(Debug, Clone, Copy)]
struct ReferenceCell {
    row: Coordinate,
    column: Coordinate,
}

/// A row or column: counted from 1 if it is absolute, otherwise relative to the cell of the formula.
#[derive(Debug, Clone, Copy)]
struct Coordinate {
    absolute: bool,
    number: i32,
}

impl Coordinate {
    fn counted(self, own: i32) -> Option<u32> {
        let number = if self.absolute {
            self.number
        } else {
            self.number.checked_add(own)?
        };
        u32::try_from(number).ok()?.checked_sub(1)
    }

    const fn sign(self) -> &'static str {
        if self.absolute { "$" } else { "" }
    }
}

impl ReferenceCell {
    const fn new(row: (bool, i32), column: (bool, i32)) -> Self {
        Self {
            row: Coordinate {
                absolute: row.0,
                number: row.1,
            },
            column: Coordinate {
                absolute: column.0,
                number: column.1,
            },
        }
    }

    fn cell(self, own: &CellReferenceRC) -> Option<CellRef> {
        let row = self.row.counted(own.row)?;
        Some(CellRef::new(row, self.column.counted(own.column)?))
    }

    fn written(self, own: &CellReferenceRC) -> Option<String> {
        written(self.cell(own)?, (self.row.sign(), self.column.sign()))
    }
}

/// The absolute address of a cell.
pub(super) fn address(cell: CellRef) -> Option<String> {
    written(cell, ("", ""))
}

fn written(cell: CellRef, (row, column): (&str, &str)) -> Option<String> {
    let letters = column_letters(usize::try_from(cell.col).ok()?);
    let number = cell.row.checked_add(1)?;
    Some(format!("{column}{letters}{row}{number}"))
}

impl<'a> Reference<'a> {
    /// The reference in a part of a formula; `None` where it is no cell and no area.
    pub(super) fn of(node: &'a Node) -> Option<Self> {
        match node {
            Node::ReferenceKind {
                sheet_name,
                sheet_index,
                absolute_row,
                absolute_column,
                row,
                column,
            } => Some(Self {
                sheet: *sheet_index,
                name: sheet_name.as_deref(),
                first: ReferenceCell::new((*absolute_row, *row), (*absolute_column, *column)),
                last: None,
            }),
            Node::RangeKind {
                sheet_name,
                sheet_index,
                absolute_row1,
                absolute_column1,
                row1,
                column1,
                absolute_row2,
                absolute_column2,
                row2,
                column2,
            } => Some(Self {
                sheet: *sheet_index,
                name: sheet_name.as_deref(),
                first: ReferenceCell::new((*absolute_row1, *row1), (*absolute_column1, *column1)),
                last: Some(ReferenceCell::new(
                    (*absolute_row2, *row2),
                    (*absolute_column2, *column2),
                )),
            }),
            _ => None,
        }
    }

    /// The cells of the reference in a formula in the cell `own`; `None` if they are off the sheet.
    pub(super) fn area(self, own: &CellReferenceRC) -> Option<Area> {
        let one = self.first.cell(own)?;
        let other = self.last.unwrap_or(self.first).cell(own)?;
        Some(Area {
            sheet: usize::try_from(self.sheet).ok()?,
            first: CellRef::new(one.row.min(other.row), one.col.min(other.col)),
            last: CellRef::new(one.row.max(other.row), one.col.max(other.col)),
        })
    }

    /// The sheet with its `!`, where the formula names it.
    pub(super) fn prefix(self) -> String {
        self.name.map_or_else(String::new, |name| {
            format!("'{}'!", name.replace('\'', "''"))
        })
    }

    /// The text of the reference in the cell `own`; `None` if it is off the sheet.
    pub(super) fn written(self, own: &CellReferenceRC) -> Option<String> {
        let sheet = self.prefix();
        let first = self.first.written(own)?;
        Some(match self.last {
            Some(last) => format!("{sheet}{first}:{}", last.written(own)?),
            None => format!("{sheet}{first}"),
        })
    }
}
