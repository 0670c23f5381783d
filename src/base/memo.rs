//! What was worked out of short texts lately: the forms of a folder share their labels, targets and many names.

use std::cell::RefCell;
use std::hash::BuildHasher;
use std::thread::LocalKey;

use ecow::EcoString;
use foldhash::fast::FixedState;

/// Texts kept at once, one a slot; a power of two.
const SLOTS: usize = 1 << 11;

/// Bytes of a text that may come again; longer ones are prose of one form.
const LONGEST: usize = 120;

/// Results of a function by text. The function must depend on the text only, so that results never depend on the files
/// that a thread has read before.
pub(crate) struct Memo<T> {
    slots: Vec<Option<(EcoString, T)>>,
}

impl<T: Clone> Memo<T> {
    /// Nothing so far.
    pub(crate) const fn new() -> Self {
        Self { slots: Vec::new() }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.slots.clear();
    }

    fn slot(text: &str) -> usize {
        let hash = FixedState::default().hash_one(text);
        // The low bits of a hash are as good as any.
        usize::try_from(hash % SLOTS as u64).unwrap_or_default()
    }

    fn get(&self, slot: usize, text: &str) -> Option<T> {
        let (known, given) = self.slots.get(slot)?.as_ref()?;
        (known == text).then(|| given.clone())
    }

    fn put(&mut self, slot: usize, text: &str, given: T) {
        if self.slots.is_empty() {
            self.slots.resize_with(SLOTS, || None);
        }
        if let Some(place) = self.slots.get_mut(slot) {
            *place = Some((text.into(), given));
        }
    }
}

/// `make(text)`, from `memo` where that text was among the last ones of this thread.
pub(crate) fn remembered<T: Clone>(
    memo: &'static LocalKey<RefCell<Memo<T>>>,
    text: &str,
    make: impl FnOnce(&str) -> T,
) -> T {
    if text.len() > LONGEST {
        return make(text);
    }
    let slot = Memo::<T>::slot(text);
    if let Some(known) = memo.with_borrow(|memo| memo.get(slot, text)) {
        return known;
    }
    let made = make(text);
    memo.with_borrow_mut(|memo| memo.put(slot, text, made.clone()));
    made
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::{Memo, SLOTS, remembered};

    thread_local! {
        static LENGTHS: RefCell<Memo<usize>> = const { RefCell::new(Memo::new()) };
    }

    #[test]
    fn a_text_is_worked_out_once_and_never_taken_for_another() {
        let made = Cell::new(0);
        let length = |text: &str| {
            remembered(&LENGTHS, text, |text| {
                made.set(made.get() + 1);
                text.len()
            })
        };
        assert_eq!(
            (length("数量指标"), length("数量指标"), made.get()),
            (12, 12, 1)
        );
        for n in 0..4 * SLOTS {
            let text = format!("{n}");
            assert_eq!(length(&text), text.len());
        }
        let prose = "完成".repeat(40);
        let before = made.get();
        assert_eq!((length(&prose), length(&prose)), (240, 240));
        assert_eq!(made.get(), before + 2);
        LENGTHS.with_borrow_mut(Memo::clear);
        assert_eq!((length("9"), made.get()), (1, before + 3));
    }
}
