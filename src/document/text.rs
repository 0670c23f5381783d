//! The words of a Word document: its paragraphs in order, those of tables and text boxes in their place.
//!
//! What was deleted with changes tracked, field codes, and the second of two forms of one thing (`mc:Fallback`) are
//! left out. Numbers that are shown and not stored are put before their paragraphs. A row below a row of headings is
//! one paragraph: `基本支出：年初预算数3，执行率50%`.

use super::numbering::Numbering;
use super::package::Package;
use super::paragraph::words;
use super::tree::{Element, parse};

/// The part with the text.
const BODY: &str = "word/document.xml";

/// Longest part that is read: a report of a hundred pages has a twentieth of it.
const MOST: usize = 16 << 20;

/// The paragraphs of a document, blank ones included; `None` of what is no document, or larger than any report.
#[must_use]
pub fn paragraphs(package: &[u8]) -> Option<Vec<String>> {
    let package = Package::open(package)?;
    let body = package.text(BODY)?;
    let body = (body.len() <= MOST).then(|| parse(&body))??;
    let mut words = Words {
        numbering: Numbering::of(&package, MOST),
    };
    let mut found = Vec::new();
    words.collect(&body, &mut found);
    Some(found)
}

/// Elements whose words are not part of the text.
const UNREAD: [&str; 6] = ["del", "Fallback", "instrText", "delText", "pPr", "rPr"];

/// Reads the words, counting numbers as it goes.
struct Words {
    numbering: Numbering,
}

impl Words {
    fn collect(&mut self, element: &Element, found: &mut Vec<String>) {
        for child in element.elements() {
            match child.name() {
                "p" => self.paragraph(child, found),
                "tbl" => self.table(child, found),
                name if UNREAD.contains(&name) => {}
                _ => self.collect(child, found),
            }
        }
    }

    /// A paragraph, a line each where it is broken, and the text boxes that hang on it.
    fn paragraph(&mut self, element: &Element, found: &mut Vec<String>) {
        let (mut text, mut boxes) = (self.numbering.of_paragraph(element), Vec::new());
        // A number and its text are separated as on the page.
        if !text.is_empty() {
            text.push(' ');
        }
        self.join(element, &mut text, &mut boxes);
        found.extend(text.split('\n').map(str::to_owned));
        found.extend(boxes);
    }

    fn join(&mut self, element: &Element, text: &mut String, boxes: &mut Vec<String>) {
        for child in element.elements() {
            match child.name() {
                "t" => text.push_str(&words(child)),
                "tab" if element.name() == "r" => text.push(' '),
                "br" | "cr" if element.name() == "r" => text.push('\n'),
                "txbxContent" => self.collect(child, boxes),
                name if UNREAD.contains(&name) => {}
                _ => self.join(child, text, boxes),
            }
        }
    }

    /// Rows as paragraphs where the first one heads the others, else cell by cell.
    fn table(&mut self, element: &Element, found: &mut Vec<String>) {
        let rows: Vec<Vec<Vec<String>>> = element
            .elements()
            .filter(|row| row.name() == "tr")
            .map(|row| {
                let cells = row.elements().filter(|cell| cell.name() == "tc");
                let cells = cells.map(|cell| {
                    let mut paragraphs = Vec::new();
                    self.collect(cell, &mut paragraphs);
                    paragraphs
                });
                cells.collect()
            })
            .collect();
        let heads: Vec<String> = rows.first().map_or(Vec::new(), |row| {
            row.iter().map(|cell| cell.concat()).collect()
        });
        // Row numbers are no content.
        let counted = usize::from(heads.first().is_some_and(|head| head.trim() == "序号"));
        let heads = heads.get(counted..).unwrap_or_default();
        let numbered = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        let headed = heads.len() > 2 && !heads.iter().any(|head| numbered(head));
        for (nth, row) in rows.into_iter().enumerate() {
            let cells = row.iter().skip(counted);
            let texts: Vec<String> = cells.map(|cell| cell.concat()).collect();
            match texts.split_first() {
                Some((label, values))
                    if headed && nth > 0 && texts.len() == heads.len() && !numbered(label) =>
                {
                    let named = heads.iter().skip(1).zip(values);
                    let named: Vec<String> = named
                        .map(|(head, value)| format!("{head}{value}"))
                        .collect();
                    found.push(format!("{label}：{}", named.join("，")));
                }
                _ => found.extend(row.into_iter().flatten()),
            }
        }
    }
}
