//! ziping 自评: reads, recomputes, audits and ranks budget-performance self-evaluation forms.
//!
//! The folder list is the data flow: `intake` finds files, `form` reads them into a
//! [`model::Filing`], `rules` evaluates it, `audit` holds it against what was filed, `batch` and
//! `rank` gather the forms into an assessment, `report` lays it out, `output` writes it.

pub mod assessment;
pub mod audit;
pub mod batch;
pub mod cli;
pub mod compare;
pub mod error;
pub mod finding;
pub mod form;
pub mod hash;
pub mod intake;
pub mod lang;
pub mod model;
pub mod number;
pub mod output;
pub mod prefill;
pub mod progress;
pub mod rank;
pub mod report;
pub mod roster;
pub mod rulebook;
pub mod rules;
