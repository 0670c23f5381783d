//! The parts of an .xlsb besides its sheets: the list of sheets, cell formats and shared texts.

use std::collections::HashMap;

use super::records::{Records, wide};
use crate::finding::Refusal;
use crate::workbook::container::{Container, Relation, relations, surroundings};
use crate::workbook::readers::binary::{long, short};
use crate::workbook::readers::collect::Shown;
use crate::workbook::readers::format::Shows;
use crate::workbook::readers::xml::without_mark;

const SHARED_TEXT: u16 = 19;
const FORMAT: u16 = 44;
const XF: u16 = 47;
const PROPERTIES: u16 = 153;
const SHEET: u16 = 156;
const BEGIN_CELL_FORMATS: u16 = 617;
const END_CELL_FORMATS: u16 = 618;

/// The data that all sheets refer to.
#[derive(Debug, Default)]
pub(super) struct XlsbBook {
    /// Names of all sheets, charts included.
    pub(super) names: Vec<String>,
    /// The worksheets in order.
    pub(super) tabs: Vec<Tab>,
    pub(super) texts: Vec<String>,
    /// Whether days are counted from 1904.
    pub(super) date_1904: bool,
    /// Per cell format: how it displays a number.
    shows: Vec<Shows>,
}

/// One worksheet.
#[derive(Debug)]
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Path of its part.
    pub(super) path: String,
}

impl XlsbBook {
    /// Reads the workbook part `main`, and the parts for all sheets.
    pub(super) fn read(container: &mut Container<'_>, main: &str) -> Result<Self, Refusal> {
        let (folder, links) = surroundings(main);
        let links = container.text(&links)?.ok_or(Refusal::Damaged)?;
        let links = relations(without_mark(&links))?;
        let part = container.part(main)?.ok_or(Refusal::Damaged)?;
        let mut book = Self::of(&part, &links, folder)?;
        let mut part = |role: &str| match links.iter().find(|link| link.is(role)) {
            Some(link) => container.part(&link.path(folder)),
            None => Ok(None),
        };
        if let Some(styles) = part("styles")? {
            book.shows = shows(&styles)?;
        }
        if let Some(texts) = part("sharedStrings")? {
            book.texts = shared(&texts)?;
        }
        Ok(book)
    }

    fn of(part: &[u8], links: &[Relation<'_>], folder: &str) -> Result<Self, Refusal> {
        let mut book = Self::default();
        for record in Records(part) {
            match record? {
                (PROPERTIES, body) => book.date_1904 = long(body, 0)? & 1 != 0,
                (SHEET, body) => book.add(body, links, folder)?,
                _ => {}
            }
        }
        Ok(book)
    }

    fn add(&mut self, body: &[u8], links: &[Relation<'_>], folder: &str) -> Result<(), Refusal> {
        let (id, rest) = wide(body.get(8..).unwrap_or_default())?;
        let (name, _) = wide(rest)?;
        self.names.push(name.clone());
        // Macro modules of old versions are listed without a part; no program displays them.
        if id.is_empty() {
            return Ok(());
        }
        let link = links.iter().find(|link| link.id == id);
        let link = link.ok_or(Refusal::Damaged)?;
        if link.is("worksheet") {
            self.tabs.push(Tab {
                name,
                hidden: long(body, 0)? != 0,
                path: link.path(folder),
            });
        }
        Ok(())
    }

    /// How a cell format displays a number.
    pub(super) fn shows(&self, format: u32) -> Shows {
        let format = usize::try_from(format).unwrap_or(usize::MAX);
        let shows = self.shows.get(format).copied();
        shows.unwrap_or(Shows::Number(Shown::Plain))
    }
}

/// How each cell format of the style part displays a number.
fn shows(part: &[u8]) -> Result<Vec<Shows>, Refusal> {
    let mut codes: HashMap<u16, Shows> = HashMap::new();
    let mut used = Vec::new();
    let mut of_cells = false;
    for record in Records(part) {
        match record? {
            (FORMAT, body) => {
                let (code, _) = wide(body.get(2..).unwrap_or_default())?;
                codes.insert(short(body, 0)?, Shows::of_code(&code));
            }
            (BEGIN_CELL_FORMATS, _) => of_cells = true,
            (END_CELL_FORMATS, _) => break,
            (XF, body) if of_cells => used.push(short(body, 2)?),
            _ => {}
        }
    }
    let shows = |id: &u16| Shows::of_number(u32::from(*id), codes.get(id));
    Ok(used.iter().map(shows).collect())
}

/// The shared texts, by index.
fn shared(part: &[u8]) -> Result<Vec<String>, Refusal> {
    let mut texts = Vec::new();
    for record in Records(part) {
        if let (SHARED_TEXT, body) = record? {
            texts.push(wide(body.get(1..).unwrap_or_default())?.0);
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::super::records::tests::{longs, record, text};
    use super::{Shown, Shows, XlsbBook, shared, shows};
    use crate::workbook::container::relations;

    #[test]
    fn formats_are_told() {
        let format = |id: u16, code: &str| {
            let body = [id.to_le_bytes().to_vec(), text(code)].concat();
            record(44, &body)
        };
        let xf = |id: u8| record(47, &[0, 0, id, 0]);
        let styles = [
            format(170, "0.0%"),
            format(171, "yyyy-mm-dd"),
            xf(170),
            record(617, &[2, 0, 0, 0]),
            [xf(0), xf(170), xf(9), xf(171)].concat(),
            record(618, &[]),
        ];
        let percent = |places| Shows::Number(Shown::Percent(Some(places)));
        let plain = Shows::Number(Shown::Plain);
        assert_eq!(
            shows(&styles.concat()).unwrap(),
            [plain, percent(1), percent(0), Shows::Date]
        );
    }

    #[test]
    fn sheets_are_told_by_their_relations() {
        let sheet = |state: u32, relation: &[u8], name: &str| {
            let body = [&longs(&[state, 1]), relation, &text(name)].concat();
            record(156, &body)
        };
        let part = [
            record(153, &longs(&[1, 0])),
            sheet(0, &text("rId2"), "自评表"),
            sheet(1, &text("rId1"), "说明"),
            sheet(0, &text("rId3"), "图"),
            sheet(0, &longs(&[u32::MAX]), "模块"),
        ];
        let link = |id: u8, role: &str, target: &str| {
            format!("<p:Relationship Id=\"rId{id}\" Type=\"x/{role}\" Target=\"{target}\"/>")
        };
        let links = [
            link(1, "worksheet", "b.bin"),
            link(2, "worksheet", "/xl/a.bin"),
            link(3, "xlMacrosheet", "c.bin"),
        ];
        let links = links.concat();
        let links = relations(&links).unwrap();
        let book = XlsbBook::of(&part.concat(), &links, "wtf").unwrap();
        let tabs = book.tabs.iter().map(|tab| (&*tab.path, tab.hidden));
        let tabs: Vec<_> = tabs.collect();
        assert_eq!(tabs, [("xl/a.bin", false), ("wtf/b.bin", true)]);
        assert!(book.names.len() == 4 && book.date_1904);
        assert!(XlsbBook::of(&part.concat(), &links[..1], "").is_err());
    }

    #[test]
    fn shared_texts_are_read() {
        let item = record(19, &[vec![0], text("年度资金总额")].concat());
        assert_eq!(shared(&item).unwrap(), ["年度资金总额"]);
        assert!(shared(&record(19, &[0, 9, 0, 0, 0])).is_err());
    }
}
