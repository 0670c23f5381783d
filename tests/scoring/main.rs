//! From a form to its scores, its findings and its rank.
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

mod audit;
mod catalogue;
mod ranking;
mod rulebook;
mod rules;
mod scoring;
