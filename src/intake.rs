//! Intake 收件: from paths to workbooks, or the reason why a file is not read.

mod archive;
mod error;
mod file;
mod frame;
mod pool;
mod selection;
mod table;
mod walk;
mod whole;
mod worker;

pub use archive::is_archive;
pub use error::Error;
pub use file::{Named, Opened, drawn, named, open, saved};
pub use pool::WorkerPool;
pub use selection::Selection;
pub use table::{Table, own_or_other, table};
pub use walk::{Found, Location, level, walk};
pub use whole::whole;
pub use worker::{WORKER_ARGUMENT, serve};
