//! Workbooks 工作簿: from the bytes of a file to a bounded grid of cells, whatever the format.

mod calculate;
pub mod container;
mod grid;
pub mod limits;
mod readers;
mod region;
pub mod stamp;

pub use grid::{Cell, Remark, Sheet, Value, Workbook, serial};
pub use limits::Limits;
pub use readers::{
    SaveDate, SheetView, claims_no_checksum, claims_workbook, decoded, delimited, drawn, read,
    read_plain, saved,
};
pub use region::Region;
