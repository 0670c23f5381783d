//! 雷同: whether two texts are the same or nearly so, ignoring punctuation, digits and names.

use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use memchr::memmem;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::base::is_letter;
use crate::base::random::mix;

/// A text by its letters alone, as it is compared with others.
#[derive(Debug, Clone)]
pub(crate) struct ComparableText {
    letters: Box<str>,
    /// Number of its letters.
    count: usize,
    /// Pairs of adjacent letters, sorted, each as often as it occurs. They are made when needed: most texts are never
    /// compared, and a pair takes more memory than a letter.
    pairs: OnceLock<Vec<u64>>,
}

/// Texts are equal by their letters; the other fields follow from them.
impl PartialEq for ComparableText {
    fn eq(&self, other: &Self) -> bool {
        self.letters == other.letters
    }
}

impl Eq for ComparableText {}

impl Hash for ComparableText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.letters.hash(state);
    }
}

impl ComparableText {
    /// The letters of `text` without the names in `aside`; `None` where there are fewer than `shortest`.
    pub(crate) fn of(text: &str, aside: &[&str], shortest: usize) -> Option<Self> {
        // Removing names makes it shorter still; a letter has at least one byte.
        let shortest = shortest.max(1);
        if text.len() < shortest {
            return None;
        }
        let mut letters = String::with_capacity(text.len());
        letters.extend(text.split(|c| !is_letter(c)));
        for name in aside.iter().filter(|name| !name.is_empty()) {
            if memmem::find(letters.as_bytes(), name.as_bytes()).is_some() {
                letters = letters.replace(name, "");
            }
        }
        let count = letters.chars().count();
        (count >= shortest).then(|| Self {
            letters: letters.into(),
            count,
            pairs: OnceLock::new(),
        })
    }

    /// Whether two texts have at least this share of their pairs in common.
    pub(crate) fn is_like(&self, other: &Self, Likeness(share): Likeness) -> bool {
        if self.letters == other.letters {
            return true;
        }
        // common ÷ (all − common) ≥ share, solved for `common`.
        let pairs = |wording: &Self| wording.count.saturating_sub(1);
        let all = pairs(self).saturating_add(pairs(other));
        let needed = all
            .saturating_mul(share)
            .div_ceil(WHOLE.saturating_add(share));
        let spare = pairs(self).checked_sub(needed);
        let spare = spare.filter(|_| share < WHOLE && pairs(other) >= needed);
        spare.is_some_and(|spare| self.lacks_at_most(spare, other))
    }

    /// A few hashes, of which texts that are nearly the same share at least one.
    pub(crate) fn bands(&self) -> [u64; BANDS] {
        let pairs = pairs(&self.letters);
        std::array::from_fn(|band| {
            let rows = (0..ROWS).map(|row| {
                let seed = mix(u64::try_from(band * ROWS + row).unwrap_or_default());
                let least = pairs.iter().map(|pair| mix(pair ^ seed)).min();
                least.unwrap_or_default()
            });
            rows.fold(0, |all, least| mix(all ^ least))
        })
    }

    /// Whether at most `spare` of its pairs are missing in the other.
    fn lacks_at_most(&self, mut spare: usize, other: &Self) -> bool {
        let mut others = other.pairs().iter().peekable();
        self.pairs().iter().all(|pair| {
            while others.next_if(|other| *other < pair).is_some() {}
            if others.next_if(|other| *other == pair).is_some() {
                return true;
            }
            let left = spare.checked_sub(1);
            spare = left.unwrap_or_default();
            left.is_some()
        })
    }

    fn pairs(&self) -> &[u64] {
        self.pairs.get_or_init(|| pairs(&self.letters))
    }
}

/// 雷同程度: the share of common pairs from which two texts are nearly the same, in ten-thousandths.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Likeness(usize);

const WHOLE: usize = 10_000;

impl Likeness {
    /// The likeness for a fraction; above 1 it is 1.
    pub(crate) fn of(share: Decimal) -> Self {
        let share = share.checked_mul(Decimal::from(WHOLE));
        Self(share.and_then(|share| share.to_usize()).unwrap_or(WHOLE))
    }
}

/// Number of hashes of a text, and number of minima in each: of texts that share 90% of their pairs one in a hundred
/// thousand has no hash in common, of those that share half every third has one.
const BANDS: usize = 8;
const ROWS: usize = 3;

fn pairs(letters: &str) -> Vec<u64> {
    let next = letters.chars().skip(1);
    let both = letters.chars().zip(next);
    let mut pairs: Vec<u64> = both
        .map(|(a, b)| (u64::from(u32::from(a)) << 32) | u64::from(u32::from(b)))
        .collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{ComparableText, Likeness};

    fn of(text: &str) -> ComparableText {
        ComparableText::of(text, &["甲局"], 4).unwrap()
    }

    #[test]
    fn punctuation_digits_and_names_make_no_difference() {
        let text = of("受天气影响，甲局进度滞后3天。");
        assert_eq!(text, of("受天气影响进度滞后天"));
        assert!(text.is_like(&of("受天气影响；进度滞后12天"), Likeness::of(Decimal::ONE)));
        assert!(ComparableText::of("3天、4天", &[], 4).is_none());
    }

    #[test]
    fn texts_are_alike_by_the_share_of_their_pairs() {
        let text = of("受天气影响进度滞后下年度将提前开工并加强调度");
        let near = of("受天气影响进度滞后下年度将提前开工并加强调度等");
        // 21 of 22 pairs.
        for (share, alike) in [
            ("0.9", true),
            ("0.9545", true),
            ("0.9546", false),
            ("1", false),
        ] {
            let share = Likeness::of(share.parse().unwrap());
            assert_eq!(text.is_like(&near, share), alike);
            assert_eq!(near.is_like(&text, share), alike);
        }
        let most = Likeness::of(Decimal::new(9, 1));
        assert!(!text.is_like(&of("预算下达较晚已制定分月支出计划"), most));
    }
}
