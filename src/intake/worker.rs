//! The reading process: receives the bytes of one file after the other, answers with grids or refusals.

use std::io::{self, BufWriter, Read, Write};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::frame;
use crate::finding::Refusal;
use crate::workbook::limits::{Limits, too_many_bytes};
use crate::workbook::{self, Workbook};

/// The hidden argument that makes the program a reading process.
pub const WORKER_ARGUMENT: &str = "--worker";

/// Answers requests until the other process closes its end.
///
/// A request is the content of a file, an answer `Result<Workbook, Refusal>`. The process must have a bounded heap; it
/// opens, writes and prints nothing.
pub fn serve(mut requests: impl Read, answers: impl Write) -> io::Result<()> {
    panic::set_hook(Box::new(|_| {}));
    let clock = Clock::start();
    let mut answers = BufWriter::new(answers);
    let limit = usize::try_from(Limits::FILE_BYTES).unwrap_or(usize::MAX);
    while let Some(bytes) = frame::read(&mut requests, limit)? {
        clock.begin();
        let answer = encoded(&read(&bytes));
        clock.end();
        frame::write(&mut answers, &answer)?;
    }
    Ok(())
}

fn read(bytes: &[u8]) -> Result<Workbook, Refusal> {
    panic::catch_unwind(AssertUnwindSafe(|| workbook::read(bytes))).unwrap_or(Err(Refusal::Damaged))
}

fn encoded(answer: &Result<Workbook, Refusal>) -> Vec<u8> {
    let bytes = postcard::to_stdvec(answer).unwrap_or_default();
    let refusal = match bytes.len() {
        0 => Refusal::Damaged,
        found if found > Limits::ANSWER_BYTES => {
            too_many_bytes(found as u64, Limits::ANSWER_BYTES as u64)
        }
        _ => return bytes,
    };
    let refused: Result<Workbook, Refusal> = Err(refusal);
    postcard::to_stdvec(&refused).unwrap_or_default()
}

/// Ends this process when one file takes far too long, in case the other process is gone.
struct Clock {
    zero: Instant,
    /// Milliseconds after `zero` at which the current file was begun, 0 between files.
    begun: Arc<AtomicU64>,
}

impl Clock {
    fn start() -> Self {
        let clock = Self {
            zero: Instant::now(),
            begun: Arc::default(),
        };
        let (zero, begun) = (clock.zero, Arc::clone(&clock.begun));
        let patience = millis(Limits::WORKER_TIME.saturating_mul(2));
        // Without a thread for it, the deadline of the other process remains.
        let _ = thread::Builder::new().spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(2));
                let since = begun.load(Ordering::Relaxed);
                if since > 0 && millis(zero.elapsed()) > since.saturating_add(patience) {
                    std::process::exit(75);
                }
            }
        });
        clock
    }

    fn begin(&self) {
        let now = millis(self.zero.elapsed()).max(1);
        self.begun.store(now, Ordering::Relaxed);
    }

    fn end(&self) {
        self.begun.store(0, Ordering::Relaxed);
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
