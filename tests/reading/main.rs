//! What is read from files: containers, sheets, layouts, targets, rosters.
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
#[path = "../notation/mod.rs"]
mod notation;
#[path = "../numbers/mod.rs"]
mod numbers;
#[path = "../office/mod.rs"]
mod office;

mod hostile;
mod layouts;
mod ledger;
mod live_form;
mod real_forms;
mod roster;
mod round_trip;
mod target;
