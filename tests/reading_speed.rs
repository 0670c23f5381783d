//! Cost of reading and of reading in another process, on a folder named by `ZIPING_CORPUS`; run by hand:
//! `ZIPING_CORPUS=DIR cargo test --release --test reading_speed -- --ignored --nocapture`
#![allow(clippy::unwrap_used, reason = "a failing test panics")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use ziping::form::grid;
use ziping::intake::{WorkerPool, walk};

#[test]
#[ignore = "needs a corpus and a quiet machine"]
fn isolation_costs_little() {
    let folder = PathBuf::from(std::env::var("ZIPING_CORPUS").unwrap());
    let found = walk(&[folder]).unwrap();
    let files: Vec<_> = found
        .iter()
        .map(|f| std::fs::read(&f.path).unwrap())
        .collect();
    let pool = WorkerPool::new(
        env!("CARGO_BIN_EXE_ziping").into(),
        rayon::current_num_threads(),
    )
    .unwrap();
    let (mut here, mut there) = (Duration::MAX, Duration::MAX);
    for _ in 0..7 {
        let start = Instant::now();
        assert!(files.par_iter().all(|f| grid::read(f).is_ok()));
        here = here.min(start.elapsed());
        let start = Instant::now();
        assert!(files.par_iter().all(|f| pool.read(f).is_ok()));
        there = there.min(start.elapsed());
    }
    let each = |time: Duration| time.as_secs_f64() * 1000.0 / files.len() as f64;
    println!(
        "{} files, ms a file: {:.3} here, {:.3} there",
        files.len(),
        each(here),
        each(there)
    );
    assert!(each(there) < each(here) * 1.25, "isolation costs too much");
}
