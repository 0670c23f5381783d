//! The command line program.

use std::alloc::System;
use std::process::ExitCode;

use cap::Cap;
use ziping::intake::{WORKER_ARGUMENT, serve};
use ziping::workbook::Limits;

/// The heap, bounded in a reading process only.
#[global_allocator]
static HEAP: Cap<System> = Cap::new(System, usize::MAX);

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|a| a == WORKER_ARGUMENT) && arguments.next().is_none() {
        return work();
    }
    ziping::cli::run(std::env::args_os())
}

/// The life of a reading process.
fn work() -> ExitCode {
    let bounded = HEAP.set_limit(Limits::WORKER_HEAP);
    let served =
        bounded.is_ok() && serve(std::io::stdin().lock(), std::io::stdout().lock()).is_ok();
    if served {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
