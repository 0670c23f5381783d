//! Rows as the markup of a sheet part.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::Plan;
use super::shared::{Share, Shares};
use crate::base::number;
use crate::output::text;
use crate::output::xlsx::leading::{self, address};
use crate::output::xlsx::page;
use crate::output::xlsx::paper::Note;
use crate::report::{Formula, Row, Value};

/// Whether more links are allowed on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    Kept,
    Dropped,
}

/// Files that links lead to, by their numbers in the book.
pub(super) type Files = BTreeMap<usize, Arc<str>>;

/// Name of the relationship of a sheet to such a file.
pub(super) fn relation(file: usize) -> String {
    format!("rIdFile{file}")
}

/// Markup of some rows.
pub(super) struct Markup {
    pub(super) text: String,
    pub(super) rows: u32,
    /// Elements for their links.
    pub(super) links: String,
    /// Number of links.
    pub(super) linked: usize,
    /// The files that links lead to.
    pub(super) files: Files,
    kept: Links,
    next: u32,
    shares: Shares,
}

impl Markup {
    /// Markup that begins with the row `next`, counted from 0.
    pub(super) const fn new(next: u32, kept: Links, shares: Shares) -> Self {
        Self {
            text: String::new(),
            rows: 0,
            links: String::new(),
            linked: 0,
            files: Files::new(),
            kept,
            next,
            shares,
        }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, row: &Row, plan: &Plan) {
        let number = (self.next + 1).to_string();
        self.next += 1;
        self.rows += 1;
        self.text.push_str("<row r=\"");
        self.text.push_str(&number);
        let note = plan.placed(row);
        let wrapped = note.as_ref().and_then(Note::height);
        if let Some(points) = wrapped.or_else(|| page::height(row, &plan.heads, plan.spacing)) {
            // Whole pixels of three quarters of a point.
            let points = (points / 0.75).round() * 0.75;
            let _ = write!(self.text, "\" ht=\"{points}\" customHeight=\"1");
        }
        self.text.push_str("\">");
        if let (Some(note), Some(words)) = (note, row.cells.first()) {
            let [plain, of_several_lines] = plan.note;
            let style = wrapped.map_or(plain, |_| of_several_lines);
            let column = plan.columns.get(usize::from(note.columns.0));
            let letters = column.map_or("A", |column| &column.letters);
            self.cell(letters, &number, words, [style; 2]);
        } else {
            let columns = plan.columns.iter().zip(&plan.heads);
            for (value, (column, head)) in row.cells.iter().zip(columns) {
                let styles = *column.shades.of(row.role, row.block);
                match leading::wrapped(value, head) {
                    Some(value) => self.cell(&column.letters, &number, &value, [styles[1]; 2]),
                    None => self.cell(&column.letters, &number, value, styles),
                }
            }
        }
        self.text.push_str("</row>");
    }

    fn cell(&mut self, column: &str, row: &str, value: &Value, [plain, link]: [usize; 2]) {
        let leads = matches!(value, Value::Link(..) | Value::Source(..));
        let linked = leads && self.kept == Links::Kept;
        let style = if linked { link } else { plain };
        for piece in ["<c r=\"", column, row, "\" s=\""] {
            self.text.push_str(piece);
        }
        digits(&mut self.text, style);
        match value {
            Value::Blank | Value::Sparkline => self.text.push_str("\"/>"),
            Value::Text(words) => self.words(words),
            Value::Source(words, source) => {
                self.words(words);
                if linked {
                    let sheet = source.sheet.replace('\'', "''");
                    let to = format!("'{sheet}'!{}", source.cell);
                    let relation = relation(source.number);
                    self.files
                        .entry(source.number)
                        .or_insert_with(|| Arc::clone(&source.file));
                    self.link((column, row), &[("r:id", &relation), ("location", &to)]);
                }
            }
            Value::Input(None) => self.text.push_str("\"/>"),
            Value::Link(words, anchor) => {
                self.words(words);
                if linked {
                    self.link((column, row), &[("location", &address(anchor))]);
                }
            }
            Value::Number(figure) | Value::Input(Some(figure)) => {
                self.text.push_str("\"><v>");
                number::write_cell(*figure, &mut self.text);
                self.text.push_str("</v></c>");
            }
            Value::Count(count) => {
                self.text.push_str("\"><v>");
                digits(&mut self.text, *count);
                self.text.push_str("</v></c>");
            }
            // The small parts of a sheet are outside its rows.
            Value::Formula(..) if value.trend().is_some() => self.text.push_str("\"/>"),
            Value::Formula(formula, result) => {
                self.formula((column, row), formula, result.shown());
            }
        }
    }

    /// Words stay words, whatever they begin with. Most are written like the result of a formula, which is shorter;
    /// except words with white space at an end, which needs an attribute, or with a possible escape.
    fn words(&mut self, words: &str) {
        let words = text::cell(words);
        let edge = [' ', '\n', '\t'];
        let odd = words.starts_with(edge) || words.ends_with(edge);
        let odd = odd || memchr::memchr(b'_', words.as_bytes()).is_some();
        let [before, behind] = match odd {
            true => [
                "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">",
                "</t></is></c>",
            ],
            false => ["\" t=\"str\"><v>", "</v></c>"],
        };
        self.text.push_str(before);
        escape(&words, &mut self.text);
        self.text.push_str(behind);
    }

    /// A formula with its result.
    fn formula(&mut self, at: (&str, &str), formula: &Formula, result: &Value) {
        let words = matches!(result, Value::Text(_) | Value::Link(..) | Value::Source(..));
        self.text
            .push_str(if words { "\" t=\"str\"><f" } else { "\"><f" });
        self.shared(at, formula);
        self.text.push_str("<v>");
        match result {
            Value::Number(figure) | Value::Input(Some(figure)) => {
                number::write_cell(*figure, &mut self.text);
            }
            Value::Count(count) => digits(&mut self.text, *count),
            Value::Text(words) | Value::Link(words, _) | Value::Source(words, _) => {
                escape(&text::cell(words), &mut self.text);
            }
            Value::Blank | Value::Sparkline | Value::Input(None) | Value::Formula(..) => {}
        }
        self.text.push_str("</v></c>");
    }

    /// The rest of the element of a formula.
    fn shared(&mut self, (column, row): (&str, &str), formula: &Formula) {
        match formula.pattern.map(|p| self.shares.of(column, p)) {
            Some(Share::Again(number)) => {
                let _ = write!(self.text, " t=\"shared\" si=\"{number}\"/>");
                return;
            }
            Some(Share::First(number)) => {
                let cells = format_args!("{column}{row}:{column}{}", self.shares.last);
                let _ = write!(self.text, " t=\"shared\" ref=\"{cells}\" si=\"{number}\">");
            }
            Some(Share::Alone) | None => self.text.push('>'),
        }
        escape(&formula.text, &mut self.text);
        self.text.push_str("</f>");
    }

    fn link(&mut self, (column, row): (&str, &str), attributes: &[(&str, &str)]) {
        self.linked += 1;
        for piece in ["<hyperlink ref=\"", column, row, "\""] {
            self.links.push_str(piece);
        }
        for (name, value) in attributes {
            for piece in [" ", name, "=\""] {
                self.links.push_str(piece);
            }
            escape(value, &mut self.links);
            self.links.push('"');
        }
        self.links.push_str("/>");
    }
}

fn digits(text: &mut String, number: impl itoa::Integer) {
    text.push_str(itoa::Buffer::new().format(number));
}

/// Appends `words` with references for what would be markup; an escape as Excel writes them is kept as words.
pub(super) fn escape(words: &str, text: &mut String) {
    let special = |byte: &u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'_');
    // Most words hold none: all bytes are looked at without a branch, many at once.
    if !words.bytes().fold(false, |any, byte| any | special(&byte)) {
        text.push_str(words);
        return;
    }
    let mut rest = words;
    while let Some(at) = rest.as_bytes().iter().position(special) {
        let (plain, behind) = rest.split_at(at);
        text.push_str(plain);
        let (instead, length) = match behind.as_bytes().first() {
            Some(b'&') => ("&amp;", 1),
            Some(b'<') => ("&lt;", 1),
            Some(b'>') => ("&gt;", 1),
            Some(b'"') => ("&quot;", 1),
            _ if is_escape(behind.as_bytes()) => ("_x005F_", 1),
            _ => ("_", 1),
        };
        text.push_str(instead);
        rest = behind.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
}

/// Whether a text begins like `_x000D_`, which Excel would read as one character.
fn is_escape(text: &[u8]) -> bool {
    match text {
        [b'_', b'x', digits @ .., b'_'] if digits.len() == 4 => {
            digits.iter().all(u8::is_ascii_hexdigit)
        }
        [_, _, _, _, _, _, _, _, ..] => text.get(..7).is_some_and(is_escape),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn words_are_escaped_once() {
        for (words, markup) in [
            ("甲&乙", "甲&amp;乙"),
            ("<b>\"x\"", "&lt;b&gt;&quot;x&quot;"),
            ("_x000D_", "_x005F_x000D_"),
            ("a_x000D_b", "a_x005F_x000D_b"),
            ("_x00_", "_x00_"),
            ("a_b", "a_b"),
        ] {
            let mut text = String::new();
            escape(words, &mut text);
            assert_eq!(text, markup);
        }
    }
}
