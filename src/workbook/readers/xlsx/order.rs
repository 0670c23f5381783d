//! Addresses of cells that are not in order.

use super::tags::{MarkupPiece, Tags, attribute};
use crate::finding::Refusal;
use crate::model::CellRef;

/// Refuses a cell that occurs twice in the cell data of a sheet.
pub(super) fn distinct(data: &str) -> Result<(), Refusal> {
    let mut all = addresses(data)?;
    all.sort_unstable();
    if all.windows(2).any(|w| matches!(w, [a, b] if a == b)) {
        return Err(Refusal::Contradictory);
    }
    Ok(())
}

fn addresses(data: &str) -> Result<Vec<CellRef>, Refusal> {
    let mut tags = Tags::new(data);
    let mut all = Vec::new();
    let (mut row, mut col) = (0, 0);
    while let Some((piece, _)) = tags.next()? {
        match piece {
            MarkupPiece::Open("row", attributes) | MarkupPiece::Lone("row", attributes) => {
                let number = attribute(attributes, "r").and_then(CellRef::row_of);
                (row, col) = (number.unwrap_or(row), 0);
            }
            MarkupPiece::Close("row") => row += 1,
            MarkupPiece::Open("c", attributes) | MarkupPiece::Lone("c", attributes) => {
                let given = attribute(attributes, "r").and_then(CellRef::of_address);
                let at = given.unwrap_or(CellRef::new(row, col));
                col = at.col + 1;
                all.push(at);
            }
            _ => {}
        }
    }
    Ok(all)
}
