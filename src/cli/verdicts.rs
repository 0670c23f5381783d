//! 逐份结论: the result of each form, printed as soon as it is known and in the order of the files.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::print_all;
use super::progress::Bar;
use super::words::{Result, Stop};
use crate::run::{Assessed, Progress};

/// Prints a line for each form while others are read, unless it is the only one.
pub(super) struct Verdicts<V> {
    bar: Bar,
    verdict: V,
    turn: Mutex<Turn>,
}

/// Whose turn it is.
#[derive(Default)]
struct Turn {
    /// The file whose lines come next.
    next: usize,
    /// Lines of files behind it.
    waiting: BTreeMap<usize, Vec<String>>,
    /// The first line, until there is another.
    first: Option<String>,
    begun: bool,
    /// Why nothing can be printed any more.
    failed: Option<Stop>,
}

impl<V> Verdicts<V>
where
    V: Fn(&Assessed) -> String,
{
    pub(super) fn new(bar: Bar, verdict: V) -> Self {
        let turn = Mutex::default();
        Self { bar, verdict, turn }
    }

    /// # Errors
    ///
    /// Where they could not be printed in full.
    pub(super) fn ended(&self) -> Result<()> {
        self.turn().failed.take().map_or(Ok(()), Err)
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Adds the lines of a file; returns the lines to be printed now.
    fn take(&mut self, at: usize, lines: Vec<String>) -> Vec<String> {
        self.waiting.insert(at, lines);
        let mut due: Vec<String> = Vec::new();
        while let Some(lines) = self.waiting.remove(&self.next) {
            self.next += 1;
            due.extend(lines);
        }
        match due.as_slice() {
            [_] if !self.begun && self.first.is_none() => {
                self.first = due.pop();
                due
            }
            [] => due,
            _ => {
                self.begun = true;
                self.first.take().into_iter().chain(due).collect()
            }
        }
    }
}

impl<V> Progress for Verdicts<V>
where
    V: Fn(&Assessed) -> String + Sync,
{
    fn found(&self, files: usize) {
        self.bar.found(files);
    }

    fn done(&self) {
        self.bar.done();
    }

    fn read(&self, at: usize, forms: &[Assessed]) {
        let lines = forms.iter().map(&self.verdict).collect();
        let mut turn = self.turn();
        let due = turn.take(at, lines);
        if !due.is_empty() {
            let printed = self.bar.beside(|| print_all(due));
            turn.failed = printed.err().or(turn.failed.take());
        }
    }

    fn stopped(&self) -> bool {
        self.turn().failed.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::Turn;

    #[test]
    fn lines_come_in_the_order_of_files() {
        let mut turn = Turn::default();
        let mut take = |at, lines: &[&str]| {
            let lines = lines.iter().map(|line| (*line).to_owned()).collect();
            turn.take(at, lines).join(" ")
        };
        assert_eq!(take(1, &["b", "c"]), "");
        assert_eq!(take(0, &["a"]), "a b c");
        assert_eq!(take(3, &["e"]), "");
        assert_eq!(take(2, &[]), "e");
    }

    #[test]
    fn the_only_line_is_not_printed() {
        let mut turn = Turn::default();
        for at in 0..5 {
            let lines = if at == 2 {
                vec!["a".to_owned()]
            } else {
                Vec::new()
            };
            assert!(turn.take(at, lines).is_empty());
        }
        assert_eq!(turn.take(5, vec!["b".to_owned()]), ["a", "b"]);
    }
}
