//! Formulas that the rows of a block share: one cell has the words, those below refer to it.

/// How a cell writes its formula.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Share {
    /// All of it, for this cell alone.
    Alone,
    /// All of it, for cells below as well, under this number.
    First(u32),
    /// The number of what a cell above has.
    Again(u32),
}

/// How many formulas a block may share; numbers of a sheet stay small that way.
const MOST: u32 = 64;

/// How many patterns of a column are remembered.
const REMEMBERED: usize = 4;

/// The shared formulas of a block.
pub(super) struct Shares {
    /// The last row of the block that may share one.
    pub(super) last: u32,
    next: u32,
    end: u32,
    seen: Vec<RecentPattern>,
}

/// A recent pattern of a column, with its number where it is shared.
struct RecentPattern {
    column: String,
    pattern: u32,
    number: Option<u32>,
}

impl Shares {
    /// The shared formulas of the n-th block of a sheet, which ends with the row `last`.
    pub(super) const fn new(nth: u32, last: u32) -> Self {
        let next = nth.saturating_mul(MOST);
        Self {
            last,
            next,
            end: next.saturating_add(MOST),
            seen: Vec::new(),
        }
    }

    /// What the next cell of `column` with a formula of `pattern` writes: a formula that occurs once is not shared.
    pub(super) fn of(&mut self, column: &str, pattern: u32) -> Share {
        let same = |seen: &&mut RecentPattern| seen.pattern == pattern && seen.column == column;
        let Some(seen) = self.seen.iter_mut().find(same) else {
            self.remember(column, pattern);
            return Share::Alone;
        };
        match seen.number {
            Some(number) => Share::Again(number),
            None if self.next == self.end => Share::Alone,
            None => {
                let number = self.next;
                self.next += 1;
                seen.number = Some(number);
                Share::First(number)
            }
        }
    }

    fn remember(&mut self, column: &str, pattern: u32) {
        let of_column = |seen: &&RecentPattern| seen.column == column;
        if self.seen.iter().filter(of_column).count() >= REMEMBERED {
            let oldest = self.seen.iter().position(|seen| seen.column == column);
            oldest.map(|at| self.seen.remove(at));
        }
        self.seen.push(RecentPattern {
            column: column.to_owned(),
            pattern,
            number: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Share, Shares};

    #[test]
    fn cells_refer_to_the_second_of_their_pattern() {
        let mut shares = Shares::new(2, 100);
        let shown: Vec<Share> = [1, 1, 1, 2, 1, 2]
            .into_iter()
            .map(|pattern| shares.of("C", pattern))
            .collect();
        let first = 2 * MOST;
        let expected = [
            Share::Alone,
            Share::First(first),
            Share::Again(first),
            Share::Alone,
            Share::Again(first),
            Share::First(first + 1),
        ];
        assert_eq!(shown, expected);
        assert_eq!(shares.of("D", 1), Share::Alone);
    }

    #[test]
    fn a_forgotten_pattern_takes_another_number() {
        let mut shares = Shares::new(0, 100);
        for pattern in [1, 1, 2, 3, 4, 5] {
            shares.of("C", pattern);
        }
        assert_eq!(shares.of("C", 1), Share::Alone);
        assert_eq!(shares.of("C", 1), Share::First(1));
    }
}
