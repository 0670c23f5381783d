//! Cells and areas as a formula names them.

use ironcalc_base::expressions::parser::Node;
use ironcalc_base::expressions::types::CellReferenceRC;

use crate::model::{CellRef, column_letters};

/// A cell or an area that a formula refers to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference<'a> {
    /// Its sheet, counted from 0.
    pub(super) sheet: u32,
    /// Its sheet where the formula names it.
    name: Option<&'a str>,
    first: End,
    /// The other corner of an area.
    last: Option<End>,
}

/// A cell of a reference.
#[derive(Debug, Clone, Copy)]
struct End {
    row: Coordinate,
    column: Coordinate,
}

/// A row or column, counted from 1, or from the formula's own where it is not absolute.
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

impl End {
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
        let cell = self.cell(own)?;
        let letters = column_letters(usize::try_from(cell.col).ok()?);
        let number = cell.row.checked_add(1)?;
        let (row, column) = (self.row.sign(), self.column.sign());
        Some(format!("{column}{letters}{row}{number}"))
    }
}

impl<'a> Reference<'a> {
    /// What a part of a formula refers to; `None` where it is no cell and no area.
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
                first: End::new((*absolute_row, *row), (*absolute_column, *column)),
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
                first: End::new((*absolute_row1, *row1), (*absolute_column1, *column1)),
                last: Some(End::new(
                    (*absolute_row2, *row2),
                    (*absolute_column2, *column2),
                )),
            }),
            _ => None,
        }
    }

    /// The corners as a formula in the cell `own` means them, in the order they are written in; `None` off the sheet.
    pub(super) fn corners(self, own: &CellReferenceRC) -> Option<(CellRef, CellRef)> {
        let last = self.last.unwrap_or(self.first);
        Some((self.first.cell(own)?, last.cell(own)?))
    }

    /// The reference as it is written in the cell `own`; `None` off the sheet.
    pub(super) fn written(self, own: &CellReferenceRC) -> Option<String> {
        let sheet = self.name.map_or_else(String::new, |name| {
            format!("'{}'!", name.replace('\'', "''"))
        });
        let first = self.first.written(own)?;
        Some(match self.last {
            Some(last) => format!("{sheet}{first}:{}", last.written(own)?),
            None => format!("{sheet}{first}"),
        })
    }
}
