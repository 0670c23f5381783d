//! 运行记录: everything a run found out, in one serialisable form.
//!
//! [`Run`] is the file of JSON results, written and read by the same types; `docs/results.schema.json` describes it.
//! [`Row`] is what years are compared by, one form a row; the sheet 结果存档 holds these ([`sheet`]).

mod case;
mod filing;
mod finding;
mod form;
mod funding;
mod progress;
pub(crate) mod rate;
mod row;
mod run;
pub mod sheet;
mod store;
mod version;

pub use case::Rows;
pub use finding::{Decision, Finding};
pub use form::{Body, Form, Indicator, PreviousResult, Reading};
pub use funding::{FundPart, Funding};
pub use progress::{Advance, Monitoring, Progress};
pub use row::{EXECUTION, Row, UNGROUPED};
pub use run::{
    Collect, CollectedList, Decisions, Exclusion, Files, InputFile, LazyList, Missing,
    ReturnSummary, Rules, Run,
};
pub use store::{StoreError, read};
pub use version::Version;

/// Version of the layout of JSON results; raised when a field changes its meaning or is removed.
pub const SCHEMA: u32 = 1;
