//! ziping 自评: reads, recomputes, audits and ranks budget-performance self-evaluation forms.
//!
//! The folder list is the data flow: `intake` finds files, `form` reads them into a [`model::Filing`], `rules`
//! evaluates it, `audit` compares it with what was filed, `run` gathers and ranks the forms, `report` lays them out,
//! `output` writes them.

pub mod audit;
pub mod base;
pub mod blank;
pub mod cli;
pub mod compare;
pub mod decision;
pub mod desk;
pub mod document;
pub mod finding;
pub mod form;
pub mod intake;
pub mod model;
pub mod narrative;
pub mod output;
pub mod paper;
pub mod prefill;
pub mod record;
pub mod report;
pub mod review;
pub mod roster;
pub mod rulebook;
pub mod rules;
pub mod run;
pub mod workbook;
