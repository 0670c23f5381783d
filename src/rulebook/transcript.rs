//! A text written down from cells, which remembers the cell of every value.

use crate::model::Place;

/// The text of a rule or label file, and where each part of it comes from.
pub(super) struct Transcript {
    pub(super) text: String,
    /// By rising position: from this byte on, the text comes from this place.
    marks: Vec<(usize, Place)>,
    whole: Place,
}

impl Transcript {
    /// Nothing yet; what is marked nowhere comes from `whole`.
    pub(super) const fn new(whole: Place) -> Self {
        Self {
            text: String::new(),
            marks: Vec::new(),
            whole,
        }
    }

    /// Writes `text`, which comes from `place`.
    pub(super) fn from(&mut self, place: &Place, text: &str) {
        self.marks.push((self.text.len(), place.clone()));
        self.text.push_str(text);
    }

    /// Writes what belongs to what was written before.
    pub(super) fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Where the byte `at` comes from.
    pub(super) fn place(&self, at: usize) -> Place {
        let next = self.marks.partition_point(|(start, _)| *start <= at);
        let mark = next.checked_sub(1).and_then(|last| self.marks.get(last));
        mark.map_or(&self.whole, |(_, place)| place).clone()
    }
}

/// `text` as a string of a TOML file.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{Transcript, quoted};
    use crate::model::{CellRef, Place, Spot};

    #[test]
    fn every_byte_knows_its_cell() {
        let file = Place::file("规则.xlsx".into());
        let cell = |row| Place {
            spot: Some(Spot::Cell(CellRef::new(row, 1))),
            ..file.clone()
        };
        let mut transcript = Transcript::new(file.clone());
        transcript.put("a = ");
        transcript.from(&cell(4), "1");
        transcript.put("\nb = ");
        transcript.from(&cell(5), "2");
        let places = [0, 3, 4, 6, 9, 10, 99].map(|at| transcript.place(at).cell().map(|c| c.row));
        let (four, five) = (Some(4), Some(5));
        assert_eq!(places, [None, None, four, four, four, five, five]);
    }

    #[test]
    fn strings_survive_toml() {
        for text in ["优", "a\"b\\c", "一\n二\t\u{7f}", ""] {
            let document = format!("t = {}", quoted(text));
            let table: toml::Table = document.parse().unwrap();
            assert_eq!(table["t"].as_str(), Some(text));
        }
    }
}
