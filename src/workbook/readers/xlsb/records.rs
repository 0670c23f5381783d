//! The records of an .xlsb, walked for what calamine does not tell: formats, merged regions, what is hidden.

use std::collections::{HashMap, HashSet};

use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::Region;
use crate::workbook::grid::Hidden;
use crate::workbook::readers::collect::Shown;
use crate::workbook::readers::format;

const ROW: u16 = 0;
const BLANK: u16 = 1;
const FORMULA_TEXT: u16 = 8;
const FORMULA_ERROR: u16 = 11;
const FORMAT: u16 = 44;
const XF: u16 = 47;
const COLUMNS: u16 = 60;
const SHEET: u16 = 156;
const MERGED: u16 = 176;
const BEGIN_CELL_FORMATS: u16 = 617;
const END_CELL_FORMATS: u16 = 618;

/// What one sheet says about its cells beside their values.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Numbers that are not shown as they are.
    pub(super) shown: HashMap<CellRef, Shown>,
    /// Cells with a formula.
    pub(super) formulas: HashSet<CellRef>,
    /// Rows and columns that are hidden.
    pub(super) hidden: (Vec<Hidden>, Vec<Hidden>),
    pub(super) merges: Vec<Region>,
}

impl Marks {
    /// Walks the part of a sheet; `formats` are how each cell format shows a number.
    pub(super) fn read(part: &[u8], formats: &[Shown]) -> Result<Self, Refusal> {
        let mut marks = Self::default();
        let mut row = 0;
        for record in Records(part) {
            let (kind, data) = record?;
            match kind {
                ROW => {
                    row = long(data, 0)?;
                    let flags = data.get(11).ok_or(Refusal::Damaged)?;
                    if flags & 0x10 != 0 {
                        marks.hidden.0.push((row, row));
                    }
                }
                COLUMNS => {
                    let flags = data.get(16).ok_or(Refusal::Damaged)?;
                    if flags & 1 != 0 {
                        marks.hidden.1.push((long(data, 0)?, long(data, 4)?));
                    }
                }
                MERGED => marks.merges.push(Region {
                    first: CellRef::new(long(data, 0)?, long(data, 8)?),
                    last: CellRef::new(long(data, 4)?, long(data, 12)?),
                }),
                BLANK..=FORMULA_ERROR => marks.cell(kind, row, data, formats)?,
                _ => {}
            }
        }
        Ok(marks)
    }

    fn cell(&mut self, kind: u16, row: u32, data: &[u8], formats: &[Shown]) -> Result<(), Refusal> {
        let at = CellRef::new(row, long(data, 0)?);
        let format = usize::try_from(long(data, 4)? & 0x00FF_FFFF).unwrap_or(usize::MAX);
        let shown = formats.get(format).filter(|shown| **shown != Shown::Plain);
        self.shown.extend(shown.map(|shown| (at, *shown)));
        if kind >= FORMULA_TEXT {
            self.formulas.insert(at);
        }
        Ok(())
    }
}

/// How each cell format of the style part shows a number.
pub(super) fn formats(part: &[u8]) -> Result<Vec<Shown>, Refusal> {
    let mut codes: HashMap<u16, Shown> = HashMap::new();
    let mut used = Vec::new();
    let mut of_cells = false;
    for record in Records(part) {
        let (kind, data) = record?;
        match kind {
            FORMAT => {
                let (code, _) = wide(data.get(2..).unwrap_or_default())?;
                codes.insert(short(data, 0)?, format::shown(&code));
            }
            BEGIN_CELL_FORMATS => of_cells = true,
            END_CELL_FORMATS => break,
            XF if of_cells => used.push(short(data, 2)?),
            _ => {}
        }
    }
    let shown = |id: &u16| match codes.get(id) {
        Some(shown) => *shown,
        None => format::builtin(u32::from(*id)),
    };
    Ok(used.iter().map(shown).collect())
}

/// Names of the relations to the sheets, in the order of the workbook part.
pub(super) fn sheets(part: &[u8]) -> Result<Vec<String>, Refusal> {
    let mut sheets = Vec::new();
    for record in Records(part) {
        let (kind, data) = record?;
        // A sheet without a part of its own has no name here.
        if kind == SHEET && long(data, 8)? != u32::MAX {
            let (relation, _) = wide(data.get(8..).unwrap_or_default())?;
            sheets.push(relation);
        }
    }
    Ok(sheets)
}

/// A text behind its length, and what follows it.
fn wide(data: &[u8]) -> Result<(String, &[u8]), Refusal> {
    let length = usize::try_from(long(data, 0)?).map_err(|_| Refusal::Damaged)?;
    let end = length.checked_mul(2).and_then(|l| l.checked_add(4));
    let (text, rest) = end
        .and_then(|end| data.split_at_checked(end))
        .ok_or(Refusal::Damaged)?;
    let units = text.get(4..).unwrap_or_default().chunks_exact(2);
    let units = units.filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)));
    Ok((String::from_utf16_lossy(&units.collect::<Vec<u16>>()), rest))
}

fn short(data: &[u8], at: usize) -> Result<u16, Refusal> {
    match data.get(at..at.saturating_add(2)) {
        Some([low, high]) => Ok(u16::from_le_bytes([*low, *high])),
        _ => Err(Refusal::Damaged),
    }
}

fn long(data: &[u8], at: usize) -> Result<u32, Refusal> {
    let (low, high) = (short(data, at)?, short(data, at.saturating_add(2))?);
    Ok(u32::from(low) | u32::from(high) << 16)
}

/// Records in order: kind, length and body; one beyond the end is damage.
struct Records<'a>(&'a [u8]);

impl<'a> Records<'a> {
    /// A number of at most `bytes` bytes, seven bits in each, the lowest first.
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
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<(u16, &'a [u8]), Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let record = self.record();
        if record.is_none() {
            self.0 = &[];
        }
        Some(record.ok_or(Refusal::Damaged))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Marks, formats, sheets};
    use crate::finding::Refusal;
    use crate::model::CellRef;
    use crate::workbook::readers::collect::Shown;

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

    pub(in super::super) fn row(row: u32, flags: u8) -> Vec<u8> {
        record(0, &[longs(&[row, 0]), vec![0, 0, 0, flags, 0]].concat())
    }

    #[test]
    fn hidden_rows_merged_regions_and_formats_are_told() {
        let format = |id: u16, code: &str| {
            let body = [id.to_le_bytes().to_vec(), text(code)].concat();
            record(44, &body)
        };
        let xf = |id: u8| record(47, &[0, 0, id, 0]);
        let styles = [
            format(170, "0.0%"),
            xf(170),
            record(617, &[2, 0, 0, 0]),
            [xf(0), xf(170), xf(9)].concat(),
            record(618, &[]),
        ];
        let formats = formats(&styles.concat()).unwrap();
        let percent = |places| Shown::Percent(Some(places));
        assert_eq!(formats, [Shown::Plain, percent(1), percent(0)]);
        let columns = [longs(&[2, 3, 0, 0]), vec![1, 0]].concat();
        let part = [
            record(60, &columns),
            row(4, 0x10),
            record(5, &longs(&[0, 1, 0, 0])),
            row(5, 0),
            record(9, &longs(&[1, 2, 0, 0])),
            record(176, &longs(&[4, 5, 0, 1])),
        ];
        let marks = Marks::read(&part.concat(), &formats).unwrap();
        assert_eq!(marks.hidden, (vec![(4, 4)], vec![(2, 3)]));
        let shown = |row, col| marks.shown.get(&CellRef::new(row, col)).copied();
        assert_eq!(
            (shown(4, 0), shown(5, 1)),
            (Some(percent(1)), Some(percent(0)))
        );
        assert!(marks.formulas.contains(&CellRef::new(5, 1)) && marks.formulas.len() == 1);
        let [merge] = marks.merges[..] else {
            panic!("{:?}", marks.merges);
        };
        assert_eq!(
            (merge.first, merge.last),
            (CellRef::new(4, 0), CellRef::new(5, 1))
        );
        let damaged = Marks::read(&row(4, 0)[..6], &formats);
        assert_eq!(damaged.unwrap_err(), Refusal::Damaged);
    }

    #[test]
    fn sheets_are_told_by_their_relations() {
        let sheet = |relation: &str, name: &str| {
            let body = [longs(&[0, 1]), text(relation), text(name)].concat();
            record(156, &body)
        };
        let part = [sheet("rId2", "自评表"), sheet("rId1", "说明")].concat();
        assert_eq!(sheets(&part).unwrap(), ["rId2", "rId1"]);
    }
}
