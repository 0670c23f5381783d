//! Real forms with random damage: no hang, no dead program, a refusal or a grid.

use std::time::{Duration, Instant};

use crate::numbers::Numbers;

use super::{answer, pool, real};

struct Dice(Numbers);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        usize::try_from(self.0.below(sides as u64)).unwrap()
    }
}

fn mutant(file: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut file = file.to_vec();
    if dice.roll(5) == 0 {
        file.truncate(dice.roll(file.len()));
        return file;
    }
    for _ in 0..=dice.roll(8) {
        let at = dice.roll(file.len());
        file[at] = match dice.roll(4) {
            0 => 0xFF,
            1 => 0,
            _ => file[at] ^ (1 << dice.roll(8)),
        };
    }
    file
}

fn run(count: usize, seed: u64) {
    let mut dice = Dice(Numbers::of(seed));
    let forms = [
        ".xls",
        ".ods",
        "（定稿）.xlsx",
        "自评表.xlsx",
        "工资性支出.xlsx",
    ]
    .map(real);
    for number in 0..count {
        let file = mutant(&forms[number % forms.len()], &mut dice);
        let start = Instant::now();
        // Refused or read: both are fine, as long as there is an answer.
        let answer = answer(&file);
        let took = start.elapsed();
        assert!(
            took < Duration::from_secs(9),
            "{number}: {took:?}, {answer:?}"
        );
    }
    assert!(pool().read(&forms[0]).is_ok());
}

#[test]
fn two_hundred_mutants() {
    run(200, 0x2545_F491_4F6C_DD1D);
}
