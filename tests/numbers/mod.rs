//! Numbers at random that are the same everywhere, and what tests are told to try.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "each test binary uses its own part; a test fails by panicking"
)]

use ziping::base::random::{below, random};

/// The sequence of a seed.
pub struct Numbers {
    seed: u64,
    taken: u64,
}

impl Numbers {
    pub const fn of(seed: u64) -> Self {
        Self { seed, taken: 0 }
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        let number = random(self.seed, self.taken);
        self.taken += 1;
        below(number, bound)
    }

    pub fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }
}

/// The number that a variable of the environment gives, `usual` where it gives none.
pub fn told(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).map_or(usual, |typed| typed.parse().unwrap())
}
