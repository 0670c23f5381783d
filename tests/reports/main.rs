//! What a run writes: workbook, JSON, CSV, comparison.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test fails by panicking"
)]

#[path = "../office/cells.rs"]
mod cells;
#[path = "../filings/mod.rs"]
mod filings;
#[path = "../fixture/mod.rs"]
mod fixture;
#[path = "../numbers/mod.rs"]
mod numbers;
#[path = "../office/mod.rs"]
mod office;
#[path = "../staged/mod.rs"]
mod staged;

mod bands;
mod compare;
mod csv;
mod formulas;
mod narrative;
mod outputs;
mod page;
mod parts;
mod print;
mod recalculation;
mod record;
mod unit_pages;
mod what_if;
mod years;
