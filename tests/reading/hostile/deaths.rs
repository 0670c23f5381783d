//! Files that cost a reading process its life, and what is said about them.

use std::time::Duration;

use ziping::finding::Refusal;
use ziping::intake::WorkerPool;

use super::build::{package, row, zipped};
use super::{real, refused};

#[test]
fn far_corners_of_an_old_workbook_contradict_it() {
    let mut file = real(".xls");
    let shared_string = [0xFD, 0, 10, 0];
    let at = file.windows(4).rposition(|w| w == shared_string).unwrap() + 4;
    file[at..at + 4].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0]);
    refused(&file, &Refusal::Contradictory);
}

#[test]
fn a_late_process_is_ended_and_replaced() {
    let program = env!("CARGO_BIN_EXE_ziping").into();
    let pool = WorkerPool::with_time(program, 1, Duration::from_millis(1)).unwrap();
    let blanks = "<c/>".repeat(3_500_000);
    let file = zipped(&package(&[("s", &format!("<row>{blanks}</row>"))]));
    assert_eq!(pool.read(&file).unwrap_err(), Refusal::TooSlow(0));
    let program = env!("CARGO_BIN_EXE_ziping").into();
    let pool = WorkerPool::with_time(program, 1, Duration::from_millis(400)).unwrap();
    let small = row("<c><v>1</v></c>");
    for _ in 0..2 {
        assert!(pool.read(&small).is_ok());
    }
}

#[test]
fn a_program_that_talks_nonsense_is_no_danger() {
    // Any program that ends at once, or answers in another tongue.
    for program in ["true", "false", "cat"] {
        let Ok(pool) = WorkerPool::new(program.into(), 1) else {
            continue;
        };
        assert_eq!(pool.read(b"x").unwrap_err(), Refusal::Damaged);
    }
    assert!(WorkerPool::new("no/such/program".into(), 1).is_err());
}

#[test]
fn many_threads_share_few_processes() {
    let program = env!("CARGO_BIN_EXE_ziping").into();
    let pool = WorkerPool::new(program, 2).unwrap();
    let file = row("<c><v>1</v></c>");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..20).for_each(|_| assert!(pool.read(&file).is_ok())));
        }
    });
}
