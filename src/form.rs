//! Forms 自评表: workbooks as grids, labels, and the filing that is read from them.

pub mod blank;
pub mod grid;
pub mod labels;
pub mod read;
pub mod stamp;
pub mod target;
