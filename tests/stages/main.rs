//! Blank forms and the stages of a year.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test fails by panicking"
)]

#[path = "../filings/mod.rs"]
mod filings;
#[path = "../office/mod.rs"]
mod office;
#[path = "../staged/mod.rs"]
mod staged;

mod blank;
mod midyear;
mod prefill;
mod stages;
