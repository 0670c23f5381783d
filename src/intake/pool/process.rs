//! One reading process with its pipes and its clock.

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

/// What a process that runs out of heap leaves on its error stream.
const OUT_OF_MEMORY: &str = "memory allocation of";

/// How often the clock is looked at.
const TICK: Duration = Duration::from_millis(100);

/// How a process ended instead of answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Death {
    /// It took too long.
    Slow,
    /// It ran out of heap.
    Memory,
    /// Panic, stack overflow, nonsense as answer.
    Other,
}

/// A reading process that waits for a file.
#[derive(Debug)]
pub(super) struct Process {
    watched: Arc<Mutex<Watched>>,
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
        let watched = Arc::new(Mutex::new(Watched {
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

    /// Sends a file and waits for the answer, no longer than `time`. A process that did not answer
    /// is of no more use.
    pub(super) fn ask(
        &mut self,
        bytes: &[u8],
        time: Duration,
    ) -> Result<Result<Workbook, Refusal>, Death> {
        lock(&self.watched).deadline = Instant::now().checked_add(time);
        let answer = self.exchange(bytes);
        let mut watched = lock(&self.watched);
        watched.deadline = None;
        let late = watched.late;
        drop(watched);
        match answer {
            _ if late => Err(Death::Slow),
            Ok(Some(bytes)) => postcard::from_bytes(&bytes).map_err(|_| Death::Other),
            _ => Err(self.cause()),
        }
    }

    fn exchange(&mut self, bytes: &[u8]) -> io::Result<Option<Vec<u8>>> {
        let requests = self.requests.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        frame::write(requests, bytes)?;
        frame::read(&mut self.answers, Limits::ANSWER_BYTES)
    }

    /// Why the process is gone, by its last words.
    fn cause(&mut self) -> Death {
        lock(&self.watched).end();
        let mut words = String::new();
        let mut errors = (&mut self.errors).take(4096);
        let heard = errors.read_to_string(&mut words);
        if heard.is_ok() && words.contains(OUT_OF_MEMORY) {
            Death::Memory
        } else {
            Death::Other
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.requests = None;
        lock(&self.watched).end();
    }
}

/// A process under watch.
#[derive(Debug)]
struct Watched {
    child: Child,
    /// When it has to have answered, while it is asked.
    deadline: Option<Instant>,
    /// Whether it was ended because it had not.
    late: bool,
}

impl Watched {
    /// Ends the process, whether or not it has ended by itself, and takes its exit status.
    fn end(&mut self) {
        // Fails where the process is gone already: just what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lock(watched: &Mutex<Watched>) -> MutexGuard<'_, Watched> {
    watched.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends a process that is late, for as long as anybody holds it.
fn watch(watched: &Weak<Mutex<Watched>>) {
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
