//! Values packed into bytes that never leave the program.

use postcard::ser_flavors::Flavor;
use serde::Serialize;

/// Bytes that grow; that of postcard takes them one at a time.
struct Growing<'a>(&'a mut Vec<u8>);

impl Flavor for Growing<'_> {
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
    postcard::serialize_with_flavor(value, Growing(bytes)).expect("it can be packed");
}
