//! Forms 自评表: workbooks as grids, labels, and the filing that is read from them.

pub mod grid;
pub mod target;
