//! Forms 自评表: labels, the fields of the forms, and the filing read from a workbook.

pub mod labels;
pub mod read;
pub mod spec;
pub mod target;
