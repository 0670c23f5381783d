//! One reading process with its pipes and its deadline.

use std::io::{self, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use crate::finding::Refusal;
use crate::intake::frame;
use crate::intake::worker::WORKER_ARGUMENT;
use crate::workbook::Workbook;
use crate::workbook::limits::Limits;

/// Message on the error stream of a process that runs out of heap.
const OUT_OF_MEMORY: &str = "memory allocation of";

/// Interval at which the deadline is checked.
const TICK: Duration = Duration::from_millis(100);

/// How a process failed instead of answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProcessFailure {
    /// It exceeded the time limit.
    Slow,
    /// It ran out of heap.
    Memory,
    /// Panic, stack overflow or an invalid answer.
    Other,
}

/// A reading process, idle or reading a file.
#[derive(Debug)]
pub(super) struct Process {
    watched: Arc<Mutex<WatchedChild>>,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    errors: ChildStderr,
}

impl Process {
    pub(super) fn start(program: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(WORKER_ARGUMENT)
            .env("RUST_BACKTRACE", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(requests), Some(answers), Some(errors)) = pipes else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let watched = Arc::new(Mutex::new(WatchedChild {
            child,
            deadline: None,
            late: false,
        }));
        let weak = Arc::downgrade(&watched);
        thread::Builder::new().spawn(move || watch(&weak))?;
        Ok(Self {
            watched,
            requests: Some(requests),
            answers: BufReader::with_capacity(64 << 10, answers),
            errors,
        })
    }

    /// Sends a file and waits at most `time` for the answer. A process that did not answer cannot be used again.
    pub(super) fn ask(
        &mut self,
        bytes: &[u8],
        time: Duration,
    ) -> Result<Result<Workbook, Refusal>, ProcessFailure> {
        lock(&self.watched).deadline = Instant::now().checked_add(time);
        let answer = self.exchange(bytes);
        let mut watched = lock(&self.watched);
        watched.deadline = None;
        let late = watched.late;
        drop(watched);
        match answer {
            _ if late => Err(ProcessFailure::Slow),
            Ok(Some(bytes)) => postcard::from_bytes(&bytes).map_err(|_| ProcessFailure::Other),
            _ => Err(self.cause()),
        }
    }

    fn exchange(&mut self, bytes: &[u8]) -> io::Result<Option<Vec<u8>>> {
        let requests = self.requests.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        frame::write(requests, bytes)?;
        frame::read(&mut self.answers, Limits::ANSWER_BYTES)
    }

    /// Why the process ended, by its error stream.
    fn cause(&mut self) -> ProcessFailure {
        lock(&self.watched).end();
        let mut words = String::new();
        let mut errors = (&mut self.errors).take(4096);
        let heard = errors.read_to_string(&mut words);
        if heard.is_ok() && words.contains(OUT_OF_MEMORY) {
            ProcessFailure::Memory
        } else {
            ProcessFailure::Other
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.requests = None;
        lock(&self.watched).end();
    }
}

/// A child process with its deadline.
#[derive(Debug)]
struct WatchedChild {
    child: Child,
    /// When the answer is due, while it reads a file.
    deadline: Option<Instant>,
    /// Whether it was killed at its deadline.
    late: bool,
}

impl WatchedChild {
    /// Kills the process, if it still runs, and takes its exit status.
    fn end(&mut self) {
        // Killing fails where the process has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lock(watched: &Mutex<WatchedChild>) -> MutexGuard<'_, WatchedChild> {
    watched.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Kills a process at its deadline, as long as it is in use.
fn watch(watched: &Weak<Mutex<WatchedChild>>) {
    while let Some(process) = watched.upgrade() {
        let mut guard = lock(&process);
        if guard.deadline.is_some_and(|d| d <= Instant::now()) {
            guard.deadline = None;
            guard.late = true;
            guard.end();
        }
        drop(guard);
        drop(process);
        thread::sleep(TICK);
    }
}
