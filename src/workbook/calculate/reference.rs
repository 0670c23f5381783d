//! Cells and areas as a formula names them.

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

/// A cell or an area that a formula refers to, as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reference<'a> {
    /// Its sheet, counted from 0.
    sheet: u32,
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
        written(self.cell(own)?, (self.row.sign(), self.column.sign()))
    }
}

/// A cell as it is named from anywhere.
pub(super) fn address(cell: CellRef) -> Option<String> {
    written(cell, ("", ""))
}

fn written(cell: CellRef, (row, column): (&str, &str)) -> Option<String> {
    let letters = column_letters(usize::try_from(cell.col).ok()?);
    let number = cell.row.checked_add(1)?;
    Some(format!("{column}{letters}{row}{number}"))
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

    /// The cells that a formula in the cell `own` means; `None` off the sheet.
    pub(super) fn area(self, own: &CellReferenceRC) -> Option<Area> {
        let one = self.first.cell(own)?;
        let other = self.last.unwrap_or(self.first).cell(own)?;
        Some(Area {
            sheet: usize::try_from(self.sheet).ok()?,
            first: CellRef::new(one.row.min(other.row), one.col.min(other.col)),
            last: CellRef::new(one.row.max(other.row), one.col.max(other.col)),
        })
    }

    /// What stands before its cells: the sheet, where the formula names it.
    pub(super) fn prefix(self) -> String {
        self.name.map_or_else(String::new, |name| {
            format!("'{}'!", name.replace('\'', "''"))
        })
    }

    /// The reference as it is written in the cell `own`; `None` off the sheet.
    pub(super) fn written(self, own: &CellReferenceRC) -> Option<String> {
        let sheet = self.prefix();
        let first = self.first.written(own)?;
        Some(match self.last {
            Some(last) => format!("{sheet}{first}:{}", last.written(own)?),
            None => format!("{sheet}{first}"),
        })
    }
}
