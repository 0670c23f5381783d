//! Rows of a form put by: what is looked at once a sheet need not lie about unpacked in between.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Words that most forms have among their rows, of the table in 财预〔2020〕10号: they are not stored with each form.
const WORDS: &str = "基本支出项目支出其他资金上年结转资金其中：当年财政拨款\
    产出指标数量指标质量指标时效指标成本指标\
    效益指标经济效益指标社会效益指标生态效益指标可持续影响指标\
    满意度指标服务对象满意度指标";

/// How hard they are compressed; at level 1, which takes fixed codes, they would be a quarter larger.
const LEVEL: Compression = Compression::new(6);

/// Rows of a form that was evaluated and audited, in a tenth of the room they take as a list.
///
/// Twenty thousand forms are held at once and their rows read a few times, one form after the other.
#[derive(Clone)]
pub struct Packed<T> {
    /// Compressed; each row behind its length.
    bytes: Box<[u8]>,
    len: u32,
    rows: PhantomData<fn() -> T>,
}

/// Fields with which every row of the kind `T` begins, so that they can be read without the others.
pub trait Leading<T>: DeserializeOwned {}

#[allow(
    clippy::expect_used,
    reason = "the bytes never leave the program; going on without rows would show a wrong number"
)]
impl<T: Serialize + DeserializeOwned> Packed<T> {
    /// Packs `rows`.
    #[must_use]
    pub fn of(rows: &[T]) -> Self {
        let (mut bytes, mut packed) = (Vec::new(), Vec::new());
        for row in rows {
            packed = postcard::to_extend(row, packed).expect("a row of a form can be packed");
            bytes = postcard::to_extend(&packed.len(), bytes).expect("a length can be packed");
            bytes.append(&mut packed);
        }
        Self {
            bytes: deflated(&bytes).expect("rows can be compressed").into(),
            len: u32::try_from(rows.len()).expect("a sheet has fewer rows"),
            rows: PhantomData,
        }
    }

    /// The rows, unpacked anew.
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
        let bytes = inflated(&self.bytes).expect("rows are whole");
        let (mut rest, mut rows) = (bytes.as_slice(), Vec::new());
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

/// What packs and what unpacks; their tables are made once a thread.
struct Press {
    packing: Compress,
    unpacking: Decompress,
}

thread_local! {
    static PRESS: RefCell<Press> = RefCell::new(Press {
        packing: Compress::new(LEVEL, false),
        unpacking: Decompress::new(false),
    });
}

/// Compressed, behind the size of `bytes`.
fn deflated(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = u32::try_from(bytes.len()).ok()?;
    // Deflate adds five bytes to each stretch that does not get smaller.
    let mut packed = Vec::with_capacity(bytes.len() + bytes.len() / 1_024 + 64);
    packed.extend(size.to_le_bytes());
    PRESS.with_borrow_mut(|Press { packing, .. }| {
        packing.reset();
        packing.set_dictionary(WORDS.as_bytes()).ok()?;
        let status = packing.compress_vec(bytes, &mut packed, FlushCompress::Finish);
        (status.ok()? == flate2::Status::StreamEnd).then_some(())
    })?;
    Some(packed)
}

/// What [`deflated`] made smaller.
fn inflated(packed: &[u8]) -> Option<Vec<u8>> {
    let (size, packed) = packed.split_first_chunk()?;
    let size = usize::try_from(u32::from_le_bytes(*size)).ok()?;
    // Room for one byte more: the end of the stream is met without another call.
    let mut bytes = Vec::with_capacity(size + 1);
    PRESS.with_borrow_mut(|Press { unpacking, .. }| {
        unpacking.reset(false);
        unpacking.set_dictionary(WORDS.as_bytes()).ok()?;
        let status = unpacking.decompress_vec(packed, &mut bytes, FlushDecompress::Finish);
        (status.ok()? == flate2::Status::StreamEnd).then_some(())
    })?;
    (bytes.len() == size).then_some(bytes)
}

impl<T> fmt::Debug for Packed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Packed({} bytes)", self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, proptest};
    use rust_decimal::Decimal;

    use super::Packed;
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
            let packed = Packed::of(&rows);
            assert_eq!(packed.len(), rows.len());
            let digits = |rows: &[Figure]| rows.iter().map(|f| f.value.unpack()).collect::<Vec<_>>();
            let open = packed.open();
            assert_eq!(digits(&open), digits(&rows));
            assert_eq!(open, rows);
        }
    }
}
