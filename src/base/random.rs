//! Numbers at random that are the same on every computer: SplitMix64 (Steele, Lea and Flood 2014).

/// Number `nth` of the sequence that begins at `seed`.
#[must_use]
pub const fn random(seed: u64, nth: u64) -> u64 {
    const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
    mix(seed.wrapping_add(nth.wrapping_add(1).wrapping_mul(STEP)))
}

/// Spreads the bits of a number over all of them.
pub(crate) const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// A random number brought below `bound`; 0 where that is 0.
#[must_use]
pub fn below(random: u64, bound: u64) -> u64 {
    let spread = u128::from(random).wrapping_mul(u128::from(bound));
    u64::try_from(spread >> 64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{below, random};

    /// Numbers of the published algorithm for this seed, computed with another program.
    #[test]
    fn the_sequence_is_that_of_the_paper() {
        assert_eq!(
            [0, 1, 999_999].map(|nth| random(202_010, nth)),
            [
                6_476_338_343_237_807_895,
                2_143_601_377_850_977_283,
                1_381_196_940_303_808_034
            ]
        );
    }

    #[test]
    fn numbers_are_below_their_bound() {
        assert_eq!([0, u64::MAX].map(|random| below(random, 7)), [0, 6]);
        assert_eq!(below(u64::MAX, 0), 0);
    }
}
