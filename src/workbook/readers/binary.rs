//! Common parts of the binary formats: numbers in records, and names of error values.

use crate::finding::Refusal;

pub(super) fn short(body: &[u8], at: usize) -> Result<u16, Refusal> {
    bytes(body, at).map(u16::from_le_bytes)
}

pub(super) fn long(body: &[u8], at: usize) -> Result<u32, Refusal> {
    bytes(body, at).map(u32::from_le_bytes)
}

pub(super) fn double(body: &[u8], at: usize) -> Result<f64, Refusal> {
    bytes(body, at).map(f64::from_le_bytes)
}

fn bytes<const N: usize>(body: &[u8], at: usize) -> Result<[u8; N], Refusal> {
    let found = body.get(at..).and_then(|rest| rest.first_chunk());
    found.copied().ok_or(Refusal::Damaged)
}

/// A number in 30 bits: an integer or the upper half of a double, possibly in hundredths.
pub(super) fn short_number(bits: u32) -> f64 {
    let value = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    if bits & 1 == 0 { value } else { value / 100.0 }
}

/// The text of an error value.
pub(super) const fn error_name(code: u8) -> Result<&'static str, Refusal> {
    Ok(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return Err(Refusal::Damaged),
    })
}
