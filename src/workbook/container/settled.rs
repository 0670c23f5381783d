//! Parts that say how a package is made up, as text: files of one template have them alike byte for byte, so that each
//! thread keeps the last of every name.

use std::cell::RefCell;
use std::sync::Arc;

use super::directory::Stored;

/// Parts kept at once, and bytes of one; these parts are few and short.
const MOST: usize = 8;
const LONGEST: u64 = 1 << 17;

struct Known {
    name: Box<[u8]>,
    stored: Stored,
    packed: Box<[u8]>,
    text: Arc<str>,
}

thread_local! {
    static KNOWN: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

/// The text of the part `name`, where it was the last of that name, packed in the same way to the same bytes: its
/// checksum held then, and holds again.
pub(super) fn known(name: &[u8], stored: &Stored, packed: &[u8]) -> Option<Arc<str>> {
    KNOWN.with_borrow(|known| {
        let last = known.iter().find(|known| *known.name == *name)?;
        let alike = last.stored.is_like(stored) && *last.packed == *packed;
        alike.then(|| Arc::clone(&last.text))
    })
}

/// Keeps the text of a part in place of the last one of its name.
pub(super) fn keep(name: &[u8], stored: &Stored, packed: &[u8], text: &Arc<str>) {
    if stored.size > LONGEST {
        return;
    }
    KNOWN.with_borrow_mut(|known| {
        known.retain(|known| *known.name != *name);
        if known.len() >= MOST {
            known.remove(0);
        }
        known.push(Known {
            name: name.into(),
            stored: *stored,
            packed: packed.into(),
            text: Arc::clone(text),
        });
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::directory::Stored;
    use super::{LONGEST, MOST, keep, known};

    fn stored(size: u64, checksum: u32) -> Stored {
        Stored {
            size,
            packed: 2,
            offset: 0,
            method: 8,
            flags: 0,
            checksum,
        }
    }

    #[test]
    fn only_a_part_of_the_same_bytes_is_known() {
        let text: Arc<str> = "<a/>".into();
        keep(b"a", &stored(4, 7), b"xy", &text);
        assert_eq!(known(b"a", &stored(4, 7), b"xy").as_deref(), Some("<a/>"));
        assert!(known(b"a", &stored(4, 7), b"xz").is_none());
        assert!(known(b"a", &stored(4, 8), b"xy").is_none());
        assert!(known(b"a", &stored(5, 7), b"xy").is_none());
        assert!(known(b"b", &stored(4, 7), b"xy").is_none());
        keep(b"b", &stored(LONGEST + 1, 7), b"xy", &text);
        assert!(known(b"b", &stored(LONGEST + 1, 7), b"xy").is_none());
    }

    #[test]
    fn the_last_of_a_few_names_are_kept() {
        let text: Arc<str> = "<a/>".into();
        for name in 0..=MOST {
            keep(&[name as u8], &stored(4, 7), b"xy", &text);
        }
        assert!(known(&[0], &stored(4, 7), b"xy").is_none());
        assert!(known(&[MOST as u8], &stored(4, 7), b"xy").is_some());
    }
}
