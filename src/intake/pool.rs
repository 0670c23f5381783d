//! Reading processes in a pool: one process reads many files, and is replaced when it dies or hangs.

mod process;

use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use self::process::{Process, ProcessFailure};
use super::Error;
use crate::finding::Refusal;
use crate::workbook::Workbook;
use crate::workbook::limits::Limits;

/// Reading processes 读取进程, shared by all threads.
#[derive(Debug)]
pub struct WorkerPool {
    program: PathBuf,
    time: Duration,
    state: Mutex<PoolState>,
    freed: Condvar,
}

#[derive(Debug)]
struct PoolState {
    idle: Vec<Process>,
    /// Processes that may still be started.
    open: usize,
}

impl WorkerPool {
    /// A pool of at most `size` processes of `program`, which understands [`WORKER_ARGUMENT`](super::WORKER_ARGUMENT).
    ///
    /// The first process is started at once, to report an error where that is impossible.
    pub fn new(program: PathBuf, size: usize) -> Result<Self, Error> {
        Self::with_time(program, size, Limits::WORKER_TIME)
    }

    /// A pool of processes of the running program.
    pub fn of_this_program(size: usize) -> Result<Self, Error> {
        Self::new(std::env::current_exe().map_err(Error::Worker)?, size)
    }

    /// A pool as by [`new`](Self::new) with another time limit for one file.
    pub fn with_time(program: PathBuf, size: usize, time: Duration) -> Result<Self, Error> {
        let first = Process::start(&program).map_err(Error::Worker)?;
        let state = PoolState {
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

    /// Reads the workbook in `bytes` in another process; waits for a free one.
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
                    ProcessFailure::Slow => Refusal::TooSlow(self.time.as_secs()),
                    ProcessFailure::Memory => Refusal::TooMuchMemory,
                    ProcessFailure::Other => Refusal::Damaged,
                })
            }
        }
    }

    /// A free process; `None` where none can be started.
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

    fn lock(&self) -> MutexGuard<'_, PoolState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
