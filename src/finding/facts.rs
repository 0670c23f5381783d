//! The packed facts of a finding: half a million findings are in memory at once, and each is read a few times.

use std::fmt;

use serde::de::DeserializeOwned;

use super::fact::Fact;
use crate::base::packing::{pack, packed};

/// The content of a finding: the wording of its code that applies, where the code has several, and the facts in the
/// order of the code; in a quarter of the memory of a list.
#[derive(Clone, Default)]
pub(super) struct Facts(Box<[u8]>);

impl Facts {
    /// Packs `facts` of the wording with that number.
    pub(super) fn of(wording: Option<usize>, facts: &[Option<Fact>]) -> Self {
        if wording.is_none() && facts.iter().all(Option::is_none) {
            return Self::default();
        }
        let fill = |bytes: &mut Vec<u8>| {
            pack(&wording, bytes);
            facts.iter().for_each(|fact| pack(fact, bytes));
        };
        Self(packed(fill, |bytes| bytes.into()))
    }

    /// Number of the wording.
    pub(super) fn wording(&self) -> Option<usize> {
        self.unpacked().0
    }

    /// All facts; where all are absent there may be fewer than the code names.
    pub(super) fn all(&self) -> Vec<Option<Fact>> {
        self.each().collect()
    }

    /// The n-th fact.
    pub(super) fn nth(&self, at: usize) -> Option<Fact> {
        self.each().nth(at)?
    }

    /// The facts, unpacked one after the other.
    fn each(&self) -> impl Iterator<Item = Option<Fact>> {
        let mut rest = self.unpacked().1;
        std::iter::from_fn(move || (!rest.is_empty()).then(|| take(&mut rest)))
    }

    /// The wording, and the packed facts.
    fn unpacked(&self) -> (Option<usize>, &[u8]) {
        if self.0.is_empty() {
            return (None, &[]);
        }
        let mut rest = &*self.0;
        (take(&mut rest), rest)
    }
}

/// What `bytes` begin with.
#[allow(
    clippy::expect_used,
    reason = "the bytes never leave the program; going on without facts would say something else"
)]
fn take<T: DeserializeOwned>(bytes: &mut &[u8]) -> T {
    let (taken, rest) = postcard::take_from_bytes(bytes).expect("facts are whole");
    *bytes = rest;
    taken
}

/// Facts are equal by value, for any number of decimal places of a figure.
impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || (self.wording() == other.wording() && self.all() == other.all())
    }
}

impl Eq for Facts {}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all()).finish()
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Fact, Facts};

    #[test]
    fn facts_come_back_as_they_were() {
        let given = [
            Some(Fact::text("完成率")),
            None,
            Some(Fact::Points(Decimal::new(-1050, 2))),
            Some(Fact::Count(881)),
        ];
        let facts = Facts::of(Some(3), &given);
        assert_eq!(facts.wording(), Some(3));
        assert_eq!(facts.all(), given);
        for (at, fact) in given.iter().enumerate() {
            assert_eq!(facts.nth(at), *fact);
        }
        assert_eq!(facts.nth(4), None);
    }

    #[test]
    fn facts_are_equal_by_value() {
        let of = |figure, wording| Facts::of(wording, &[Some(Fact::Points(figure))]);
        let (short, long) = (Decimal::new(105, 1), Decimal::new(1050, 2));
        assert_eq!(of(short, None), of(long, None));
        assert_ne!(of(short, None), of(long, Some(0)));
        assert_ne!(of(short, None), of(Decimal::ONE, None));
    }

    #[test]
    fn what_says_nothing_takes_no_room() {
        let facts = Facts::of(None, &[None, None]);
        assert!(facts.0.is_empty() && facts.all().is_empty());
        assert_eq!((facts.wording(), facts.nth(1)), (None, None));
    }
}
