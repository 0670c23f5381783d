//! Forms 自评表: labels, what stands on the forms, and the filing that is read from a workbook by them.

pub mod labels;
pub mod read;
pub mod spec;
pub mod target;
