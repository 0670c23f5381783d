//! Forms 自评表: labels, and the filing that is read from a workbook by them.

pub mod labels;
pub mod read;
pub mod target;
