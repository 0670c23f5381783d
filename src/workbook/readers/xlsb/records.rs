//! The records of an .xlsb part: kind, length, body.

use crate::finding::Refusal;
use crate::workbook::readers::binary::long;

/// Start of records that are meant for newer programs.
const BEGIN_FOREIGN: u16 = 35;
const END_FOREIGN: u16 = 36;

/// Records in order, without those for newer programs; a record beyond the end is damage.
pub(super) struct Records<'a>(pub(super) &'a [u8]);

impl<'a> Records<'a> {
    /// A number of at most `bytes` bytes with seven bits each, the lowest first.
    fn number(&mut self, bytes: u32) -> Option<u32> {
        let mut number = 0;
        for place in 0..bytes {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }

    fn record(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = u16::try_from(self.number(2)?).ok()?;
        let length = usize::try_from(self.number(4)?).ok()?;
        let (body, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some((kind, body))
    }

    fn own(&mut self) -> Option<(u16, &'a [u8])> {
        let record = self.record()?;
        match record {
            (BEGIN_FOREIGN, _) => {
                while self.record()?.0 != END_FOREIGN {}
                // Records for all programs are outside; this one is skipped like any unknown kind.
                Some((END_FOREIGN, &[]))
            }
            record => Some(record),
        }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<(u16, &'a [u8]), Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let record = self.own();
        if record.is_none() {
            self.0 = &[];
        }
        Some(record.ok_or(Refusal::Damaged))
    }
}

/// A text with its length, and the rest; a missing one has a special length.
pub(super) fn wide(data: &[u8]) -> Result<(String, &[u8]), Refusal> {
    let length = match long(data, 0)? {
        u32::MAX => 0,
        length => usize::try_from(length).map_err(|_| Refusal::Damaged)?,
    };
    let end = length.checked_mul(2).and_then(|l| l.checked_add(4));
    let (text, rest) = end
        .and_then(|end| data.split_at_checked(end))
        .ok_or(Refusal::Damaged)?;
    let (units, _) = text.get(4..).unwrap_or_default().as_chunks();
    let units = units.iter().map(|unit| u16::from_le_bytes(*unit));
    Ok((String::from_utf16_lossy(&units.collect::<Vec<u16>>()), rest))
}

#[cfg(test)]
pub(super) mod tests {
    use super::Records;

    pub(in super::super) fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let low = u8::try_from(kind & 0x7F).unwrap();
        let mut record = match u8::try_from(kind >> 7).unwrap() {
            0 => vec![low],
            high => vec![low | 0x80, high],
        };
        record.push(u8::try_from(body.len()).unwrap());
        record.extend(body);
        record
    }

    pub(in super::super) fn longs(numbers: &[u32]) -> Vec<u8> {
        numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
    }

    pub(in super::super) fn text(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let letters = units.iter().flat_map(|unit| unit.to_le_bytes());
        let length = u32::try_from(units.len()).unwrap().to_le_bytes();
        length.into_iter().chain(letters).collect()
    }

    #[test]
    fn what_is_meant_for_newer_programs_is_passed_over() {
        let kinds = |part: &[u8]| {
            let kinds = Records(part).map(|record| record.map(|(kind, _)| kind));
            kinds.collect::<Result<Vec<u16>, _>>()
        };
        let part = [record(5, &[1]), record(35, &[]), record(5, &[2])].concat();
        let whole = [part.clone(), record(36, &[]), record(146, &[])].concat();
        assert_eq!(kinds(&whole).unwrap(), [5, 36, 146]);
        assert!(kinds(&part).is_err(), "it has no end");
    }
}
