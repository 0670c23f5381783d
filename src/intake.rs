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
pub use file::{FileContents, ResultsFile, drawn, open, results_file, saved};
pub use pool::WorkerPool;
pub use selection::Selection;
pub use table::{TableFile, own_or_other, table};
pub use walk::{Location, SourceFile, level, walk};
pub use whole::whole;
pub use worker::{WORKER_ARGUMENT, serve};
