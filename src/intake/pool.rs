//! Reading processes kept at hand: one reads many files, and is replaced when it dies or hangs.

mod process;

use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use self::process::{Death, Process};
use super::Error;
use crate::finding::Refusal;
use crate::workbook::Workbook;
use crate::workbook::limits::Limits;

/// Reading processes 读取进程, shared by all threads.
#[derive(Debug)]
pub struct WorkerPool {
    program: PathBuf,
    time: Duration,
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Debug)]
struct State {
    idle: Vec<Process>,
    /// Processes that may still be started.
    open: usize,
}

impl WorkerPool {
    /// A pool of at most `size` processes of `program`, which understands
    /// [`WORKER_ARGUMENT`](super::WORKER_ARGUMENT).
    ///
    /// The first one is started at once, to find out whether that is possible.
    pub fn new(program: PathBuf, size: usize) -> Result<Self, Error> {
        Self::with_time(program, size, Limits::WORKER_TIME)
    }

    /// A pool of processes of this very program.
    pub fn of_this_program(size: usize) -> Result<Self, Error> {
        Self::new(std::env::current_exe().map_err(Error::Worker)?, size)
    }

    /// The same with another time limit for one file.
    pub fn with_time(program: PathBuf, size: usize, time: Duration) -> Result<Self, Error> {
        let first = Process::start(&program).map_err(Error::Worker)?;
        let state = State {
            idle: vec![first],
            open: size.max(1) - 1,
        };
        Ok(Self {
            program,
            time,
            state: Mutex::new(state),
            freed: Condvar::new(),
        })
    }

    /// The workbook in `bytes`, read in another process; waits for a free one.
    pub fn read(&self, bytes: &[u8]) -> Result<Workbook, Refusal> {
        let Some(mut process) = self.take() else {
            return Err(Refusal::NotOpened);
        };
        let answer = process.ask(bytes, self.time);
        match answer {
            Ok(answer) => {
                self.put_back(Some(process));
                answer
            }
            Err(death) => {
                self.put_back(None);
                Err(match death {
                    Death::Slow => Refusal::TooSlow(self.time.as_secs()),
                    Death::Memory => Refusal::TooMuchMemory,
                    Death::Other => Refusal::Damaged,
                })
            }
        }
    }

    /// A process for one file; `None` where none can be started.
    fn take(&self) -> Option<Process> {
        let mut state = self.lock();
        loop {
            if let Some(process) = state.idle.pop() {
                return Some(process);
            }
            if state.open > 0 {
                state.open -= 1;
                drop(state);
                let started = Process::start(&self.program);
                if started.is_err() {
                    self.put_back(None);
                }
                return started.ok();
            }
            state = self
                .freed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn put_back(&self, process: Option<Process>) {
        let mut state = self.lock();
        match process {
            Some(process) => state.idle.push(process),
            None => state.open += 1,
        }
        drop(state);
        self.freed.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
