//! Cached texts of the parts that describe a package: in files made from one template they are the same byte for byte.
//! Each thread stores the last text for every name.

use std::cell::RefCell;
use std::sync::Arc;

use super::directory::PartHeader;

/// Most parts that are cached, and most bytes of one; parts that describe a package are few and short.
const MOST: usize = 8;
const LONGEST: u64 = 1 << 17;

struct CachedPart {
    name: Box<[u8]>,
    header: PartHeader,
    packed: Box<[u8]>,
    text: Arc<str>,
}

thread_local! {
    static CACHE: RefCell<Vec<CachedPart>> = const { RefCell::new(Vec::new()) };
}

/// The text of the part `name`, if the last part of that name had the same header and packed bytes: its checksum was
/// verified then.
pub(super) fn cached(name: &[u8], header: &PartHeader, packed: &[u8]) -> Option<Arc<str>> {
    CACHE.with_borrow(|cached| {
        let last = cached.iter().find(|cached| *cached.name == *name)?;
        let alike = last.header.is_like(header) && *last.packed == *packed;
        alike.then(|| Arc::clone(&last.text))
    })
}

/// Stores the text of a part in place of the last one of its name.
pub(super) fn store(name: &[u8], header: &PartHeader, packed: &[u8], text: &Arc<str>) {
    if header.size > LONGEST {
        return;
    }
    CACHE.with_borrow_mut(|cached| {
        cached.retain(|cached| *cached.name != *name);
        if cached.len() >= MOST {
            cached.remove(0);
        }
        cached.push(CachedPart {
            name: name.into(),
            header: *header,
            packed: packed.into(),
            text: Arc::clone(text),
        });
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::directory::PartHeader;
    use super::{LONGEST, MOST, cached, store};

    fn header(size: u64, checksum: u32) -> PartHeader {
        PartHeader {
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
        store(b"a", &header(4, 7), b"xy", &text);
        assert_eq!(cached(b"a", &header(4, 7), b"xy").as_deref(), Some("<a/>"));
        assert!(cached(b"a", &header(4, 7), b"xz").is_none());
        assert!(cached(b"a", &header(4, 8), b"xy").is_none());
        assert!(cached(b"a", &header(5, 7), b"xy").is_none());
        assert!(cached(b"b", &header(4, 7), b"xy").is_none());
        store(b"b", &header(LONGEST + 1, 7), b"xy", &text);
        assert!(cached(b"b", &header(LONGEST + 1, 7), b"xy").is_none());
    }

    #[test]
    fn the_last_of_a_few_names_are_kept() {
        let text: Arc<str> = "<a/>".into();
        for name in 0..=MOST {
            store(&[name as u8], &header(4, 7), b"xy", &text);
        }
        assert!(cached(&[0], &header(4, 7), b"xy").is_none());
        assert!(cached(&[MOST as u8], &header(4, 7), b"xy").is_some());
    }
}
