//! Values packed into bytes that never leave the program.

use std::cell::RefCell;

use postcard::ser_flavors::Flavor;
use serde::Serialize;

/// A growing buffer; the one of postcard writes byte by byte.
struct ByteSink<'a>(&'a mut Vec<u8>);

impl Flavor for ByteSink<'_> {
    type Output = ();

    fn try_extend(&mut self, data: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(data);
        Ok(())
    }

    fn try_push(&mut self, data: u8) -> postcard::Result<()> {
        self.0.push(data);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}

/// Puts `value` behind `bytes`.
#[allow(
    clippy::expect_used,
    reason = "memory takes all, and what is packed says how long it is; going on would lose it"
)]
pub(crate) fn pack<T: Serialize + ?Sized>(value: &T, bytes: &mut Vec<u8>) {
    postcard::serialize_with_flavor(value, ByteSink(bytes)).expect("it can be packed");
}

/// Bytes of room that a thread keeps.
const LASTING: usize = 1 << 16;

thread_local! {
    /// Buffer for packing, reused to save allocations.
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The result of `take` for the bytes that `fill` packs; their buffer is reused.
pub(crate) fn packed<T>(fill: impl FnOnce(&mut Vec<u8>), take: impl FnOnce(&[u8]) -> T) -> T {
    // What is packed meanwhile finds room of its own.
    let mut room = ROOM.take();
    fill(&mut room);
    let taken = take(&room);
    room.clear();
    room.shrink_to(LASTING);
    ROOM.set(room);
    taken
}
