//! Packed rows of a form: rows that each sheet reads once need not stay unpacked in between.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicUsize, Ordering};

use libdeflater::{CompressionLvl, Compressor, Decompressor};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::packing::{pack, packed};

/// Fewer bytes are kept as they are: a stream for itself would hardly be smaller.
const SMALL: usize = 200;

/// Usual upper bound of the bytes of a row.
const ROW: usize = 256;

/// Bytes that all forms may take before rows are deflated: those of a district never are, which saves a twentieth of the
/// instructions of a form, and twenty thousand forms take no more room than this on top.
const ROOM: usize = 4 << 20;

/// Bytes that are kept as they are.
static KEPT: AtomicUsize = AtomicUsize::new(0);

/// Rows of a form that was evaluated and audited, in a tenth of the memory of a list.
///
/// Twenty thousand forms are in memory at once and their rows are read a few times, form by form.
pub struct PackedRows<T> {
    /// Each row behind its length.
    bytes: Box<[u8]>,
    /// Whether they are deflated.
    deflated: bool,
    len: u32,
    rows: PhantomData<fn() -> T>,
}

/// Fields with which every row of the kind `T` begins, so that they can be read without the others.
pub trait Leading<T>: DeserializeOwned {}

#[allow(
    clippy::expect_used,
    reason = "the bytes never leave the program; going on without rows would show a wrong number"
)]
impl<T: Serialize + DeserializeOwned> PackedRows<T> {
    /// Packs `rows`.
    #[must_use]
    pub fn of(rows: &[T]) -> Self {
        let len = u32::try_from(rows.len()).expect("a sheet has fewer rows");
        let fill = |bytes: &mut Vec<u8>| {
            let mut packed = Vec::with_capacity(ROW);
            for row in rows {
                pack(row, &mut packed);
                pack(&packed.len(), bytes);
                bytes.append(&mut packed);
            }
        };
        packed(fill, |bytes| {
            let full = || KEPT.load(Ordering::Relaxed).saturating_add(bytes.len()) > ROOM;
            match bytes.len() >= SMALL && full() {
                true => {
                    let deflated = deflate(bytes).expect("rows can be compressed");
                    Self::kept(deflated, true, len)
                }
                false => Self::kept(bytes.into(), false, len),
            }
        })
    }

    /// The rows, unpacked on each call.
    #[must_use]
    pub fn open(&self) -> Vec<T> {
        self.each()
    }

    /// The first fields of every row.
    #[must_use]
    pub fn leading<F: Leading<T>>(&self) -> Vec<F> {
        self.each()
    }

    /// Number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there are no rows.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Every row, or as many of its first fields as `F` has.
    fn each<F: DeserializeOwned>(&self) -> Vec<F> {
        let inflated = self
            .deflated
            .then(|| inflate(&self.bytes).expect("rows are whole"));
        let mut rest = inflated.as_deref().unwrap_or(&self.bytes);
        let mut rows = Vec::new();
        while !rest.is_empty() {
            let (length, behind): (usize, _) =
                postcard::take_from_bytes(rest).expect("rows have a length");
            let (row, behind) = behind.split_at_checked(length).expect("rows are whole");
            rows.push(postcard::from_bytes(row).expect("a row can be unpacked"));
            rest = behind;
        }
        rows
    }
}

impl<T> PackedRows<T> {
    /// Counts the bytes among those that are kept as they are, unless they are deflated.
    fn kept(bytes: Box<[u8]>, deflated: bool, len: u32) -> Self {
        if !deflated {
            KEPT.fetch_add(bytes.len(), Ordering::Relaxed);
        }
        Self {
            bytes,
            deflated,
            len,
            rows: PhantomData,
        }
    }
}

impl<T> Clone for PackedRows<T> {
    fn clone(&self) -> Self {
        Self::kept(self.bytes.clone(), self.deflated, self.len)
    }
}

impl<T> Drop for PackedRows<T> {
    fn drop(&mut self) {
        if !self.deflated {
            KEPT.fetch_sub(self.bytes.len(), Ordering::Relaxed);
        }
    }
}

/// The compressor and the decompressor, with their buffers, allocated once per thread.
struct Press {
    packing: Compressor,
    unpacking: Decompressor,
    room: Vec<u8>,
}

thread_local! {
    static PRESS: RefCell<Press> = RefCell::new(Press {
        packing: Compressor::new(CompressionLvl::default()),
        unpacking: Decompressor::new(),
        room: Vec::new(),
    });
}

/// `bytes` deflated, behind their size.
fn deflate(bytes: &[u8]) -> Option<Box<[u8]>> {
    let size = u32::try_from(bytes.len()).ok()?.to_le_bytes();
    PRESS.with_borrow_mut(|Press { packing, room, .. }| {
        let most = size.len() + packing.deflate_compress_bound(bytes.len());
        room.resize(room.len().max(most), 0);
        let (before, behind) = room.split_at_mut_checked(size.len())?;
        before.copy_from_slice(&size);
        let length = packing.deflate_compress(bytes, behind).ok()?;
        Some(room.get(..size.len() + length)?.into())
    })
}

/// The data compressed by [`deflate`].
fn inflate(packed: &[u8]) -> Option<Vec<u8>> {
    let (size, packed) = packed.split_first_chunk()?;
    let size = usize::try_from(u32::from_le_bytes(*size)).ok()?;
    let mut bytes = vec![0; size];
    let inflate =
        |Press { unpacking, .. }: &mut Press| unpacking.deflate_decompress(packed, &mut bytes).ok();
    let length = PRESS.with_borrow_mut(inflate)?;
    (length == size).then_some(bytes)
}

impl<T> fmt::Debug for PackedRows<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Packed({} bytes)", self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, proptest};
    use rust_decimal::Decimal;

    use super::{KEPT, Ordering, PackedRows, ROOM};
    use crate::model::{CellRef, Figure};

    proptest! {
        /// A figure keeps its digits, its sign, its trailing zeros and its cell.
        #[test]
        fn figures_come_back_as_they_were(
            rows in prop::collection::vec((any::<[u32; 3]>(), any::<bool>(), 0_u32..29, any::<[u32; 2]>(), ".{0,20}"), 0..20),
        ) {
            let figure = |([lo, mid, hi], negative, scale, [row, col], typed): ([u32; 3], bool, u32, [u32; 2], String)| {
                Figure::new(Decimal::from_parts(lo, mid, hi, negative, scale), CellRef::new(row, col), typed)
            };
            let rows: Vec<Figure> = rows.into_iter().map(figure).collect();
            let digits = |rows: &[Figure]| rows.iter().map(|f| f.value.unpack()).collect::<Vec<_>>();
            // With and without room for them as they are.
            for taken in [0, ROOM] {
                KEPT.fetch_add(taken, Ordering::Relaxed);
                let packed = PackedRows::of(&rows);
                KEPT.fetch_sub(taken, Ordering::Relaxed);
                assert_eq!(packed.len(), rows.len());
                let open = packed.open();
                assert_eq!(digits(&open), digits(&rows));
                assert_eq!(open, rows);
            }
        }
    }
}
