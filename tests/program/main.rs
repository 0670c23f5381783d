//! The program as it is started.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test fails by panicking"
)]

#[path = "../../examples/make_forms/forms/mod.rs"]
mod forms;
#[path = "../notation/mod.rs"]
mod notation;
#[path = "../office/mod.rs"]
mod office;
#[path = "../../examples/make_papers/papers/mod.rs"]
mod papers;

mod cli;
mod desk;
mod examples;
mod folder;
mod kills;
#[cfg(target_os = "linux")]
mod limits;
mod manual;
mod nearby;
mod outputs;
mod paper_runs;
mod ranks;
mod review;
mod run;
