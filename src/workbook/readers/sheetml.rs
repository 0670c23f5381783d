//! XML of Excel 2003 (SpreadsheetML), which systems export and name .xls, in one bounded pass.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::collect::{Behind, Collector, Draft, Raw, Shown};
use super::xml::{attributes, resolved, without_mark};
use super::{Format, Packing, format};
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::grid::Hidden;
use crate::workbook::limits::Limits;
use crate::workbook::{Region, Workbook};

/// The vocabulary of its elements.
const VOCABULARY: &str = "urn:schemas-microsoft-com:office:spreadsheet";

/// .xml, mostly named .xls.
pub(super) static SHEETML: Format = Format {
    endings: &[],
    packing: Packing::Flat(|xml| xml.contains(VOCABULARY), read),
};

/// Reads the visible sheets.
fn read(xml: &str) -> Result<Workbook, Refusal> {
    if xml.contains("<!DOCTYPE") {
        return Err(Refusal::Contradictory);
    }
    let mut reader = Reader::from_str(without_mark(xml));
    reader.config_mut().expand_empty_elements = true;
    let mut pass = Pass {
        reader,
        depth: 0,
        style: String::new(),
        shown: HashMap::new(),
        names: Vec::new(),
        collector: Collector::default(),
        sheet: None,
    };
    while pass.step()? {}
    super::distinct(pass.names.iter().map(String::as_str))?;
    Ok(pass.collector.finish())
}

struct Pass<'a> {
    reader: Reader<&'a [u8]>,
    /// Open elements.
    depth: usize,
    /// Style under definition, and how those that matter show a number.
    style: String,
    shown: HashMap<String, Shown>,
    names: Vec<String>,
    collector: Collector,
    sheet: Option<Table>,
}

/// The sheet being read.
struct Table {
    name: String,
    draft: Draft,
    visible: bool,
    merges: Vec<Region>,
    /// Where the next row, column or cell stands unless it says so itself.
    row: u32,
    col: u32,
    cell: Cell,
    hidden_rows: Vec<Hidden>,
    hidden_columns: Vec<Hidden>,
}

/// The attributes of the cell that was begun.
#[derive(Default)]
struct Cell {
    at: CellRef,
    shown: Option<Shown>,
    formula: bool,
    filled: bool,
}

impl<'a> Pass<'a> {
    /// One event; `false` at a proper end.
    fn step(&mut self) -> Result<bool, Refusal> {
        match self.reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(element) => {
                self.depth = self.depth.saturating_add(1);
                self.start(&element)?;
            }
            Event::End(element) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(element.local_name().as_ref())?;
            }
            Event::Eof if self.depth > 0 => return Err(Refusal::Damaged),
            Event::Eof => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn start(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        match element.local_name().as_ref() {
            "Style" => self.style = named(element, "ID")?.unwrap_or_default(),
            "NumberFormat" => {
                let code = named(element, "Format")?.unwrap_or_default();
                let code = if code == "Percent" { "0.00%" } else { &code };
                self.shown.insert(self.style.clone(), format::shown(code));
            }
            "Worksheet" => self.sheet(element)?,
            "Visible" => {
                let text = self.text()?;
                if let Some(table) = &mut self.sheet {
                    table.visible = text.trim() == "SheetVisible";
                }
            }
            "Column" => self.column(element)?,
            "Row" => self.row(element)?,
            "Cell" => self.cell(element)?,
            "Data" => self.data(element)?,
            "Comment" => drop(self.text()?),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        let Some(table) = &mut self.sheet else {
            return Ok(());
        };
        match name {
            "Row" => table.row = table.row.saturating_add(1),
            "Cell" if table.cell.formula && !table.cell.filled => {
                let at = table.cell.at;
                let (raw, plain) = (Raw::Blank, Shown::Plain);
                let draft = &mut table.draft;
                self.collector.put(draft, at, raw, plain, Behind::Formula)?;
            }
            "Worksheet" => {
                if let Some(mut table) = self.sheet.take() {
                    table.draft.hide(&table.hidden_rows, &table.hidden_columns);
                    match table.visible {
                        true => self.collector.close(table.draft, table.merges)?,
                        false => self.collector.hidden(&table.name),
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn sheet(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        if self.sheet.is_some() {
            return Err(Refusal::Contradictory);
        }
        let name = named(element, "Name")?.unwrap_or_default();
        self.names.push(name.clone());
        self.sheet = Some(Table {
            draft: Draft::new(&name),
            name,
            visible: true,
            merges: Vec::new(),
            row: 0,
            col: 0,
            cell: Cell::default(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
        });
        Ok(())
    }

    fn column(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        let (index, span) = (index(element)?, number(element, "Span")?.unwrap_or(0));
        let hidden = named(element, "Hidden")?.as_deref() == Some("1");
        if let Some(table) = &mut self.sheet {
            let first = index.unwrap_or(table.col);
            let last = first.saturating_add(span);
            table.col = last.saturating_add(1);
            if hidden {
                table.hidden_columns.push((first, last));
            }
        }
        Ok(())
    }

    fn row(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        let (index, hidden) = (index(element)?, named(element, "Hidden")?);
        if let Some(table) = &mut self.sheet {
            table.row = index.unwrap_or(table.row);
            table.col = 0;
            if hidden.as_deref() == Some("1") {
                table.hidden_rows.push((table.row, table.row));
            }
        }
        Ok(())
    }

    fn cell(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        let index = index(element)?;
        let across = number(element, "MergeAcross")?.unwrap_or(0);
        let down = number(element, "MergeDown")?.unwrap_or(0);
        let style = named(element, "StyleID")?.unwrap_or_default();
        let formula = named(element, "Formula")?.is_some();
        let shown = self.shown.get(&style).copied();
        if let Some(table) = &mut self.sheet {
            let first = CellRef::new(table.row, index.unwrap_or(table.col));
            let last = CellRef::new(
                first.row.saturating_add(down),
                first.col.saturating_add(across),
            );
            table.col = last.col.saturating_add(1);
            if last != first {
                table.merges.push(Region { first, last });
            }
            table.cell = Cell {
                at: first,
                shown,
                formula,
                filled: false,
            };
        }
        Ok(())
    }

    fn data(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        let kind = named(element, "Type")?.unwrap_or_default();
        let text = self.text()?;
        let Some(table) = &mut self.sheet else {
            return Ok(());
        };
        table.cell.filled = true;
        let raw = match &*kind {
            "Number" => text
                .trim()
                .parse()
                .map_or(Raw::Number(f64::NAN), Raw::Number),
            "DateTime" => Raw::iso(text.trim()),
            "Boolean" => Raw::Bool(text.trim() == "1"),
            "Error" => Raw::Error(Cow::Borrowed(&*text)),
            _ => Raw::Text(Cow::Borrowed(&*text)),
        };
        let Cell {
            at, shown, formula, ..
        } = table.cell;
        let behind = match (formula, &raw) {
            (true, Raw::Text(_)) => Behind::TextFormula,
            (true, _) => Behind::Formula,
            (false, _) => Behind::Typed,
        };
        let shown = shown.unwrap_or(Shown::Plain);
        self.collector.put(&mut table.draft, at, raw, shown, behind)
    }

    /// The text up to the end of the element that was just begun, of elements within it too.
    fn text(&mut self) -> Result<String, Refusal> {
        let mut text = String::new();
        let mut inner = 0_usize;
        loop {
            match self.reader.read_event().map_err(|_| Refusal::Damaged)? {
                Event::Start(_) => inner = inner.saturating_add(1),
                Event::End(_) if inner == 0 => break,
                Event::End(_) => inner = inner.saturating_sub(1),
                Event::Text(piece) => text.push_str(&piece.xml10_content()),
                Event::CData(piece) => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(name) => {
                    let letter = name.resolve_char_ref().map_err(|_| Refusal::Damaged)?;
                    match letter {
                        Some(letter) => text.push(letter),
                        None => {
                            let known = resolve_predefined_entity(&name.xml10_content());
                            text.push_str(known.ok_or(Refusal::Damaged)?);
                        }
                    }
                }
                Event::Eof => return Err(Refusal::Damaged),
                _ => {}
            }
            if text.len() > 8 * Limits::TEXT {
                return Err(Refusal::Contradictory);
            }
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(text)
    }
}

/// The value of one attribute by local name.
fn named(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let mut found = None;
    attributes(element, |key, attribute| {
        if key == name {
            found = Some(resolved(&attribute)?.into_owned());
        }
        Ok(())
    })?;
    Ok(found)
}

/// A number of rows or columns.
fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<u32>, Refusal> {
    let stated = named(element, name)?;
    let parsed = stated.map(|text| text.trim().parse().map_err(|_| Refusal::Contradictory));
    parsed.transpose()
}

/// The place that an element says it stands at, counted from 0.
fn index(element: &BytesStart<'_>) -> Result<Option<u32>, Refusal> {
    let stated = number(element, "Index")?;
    stated
        .map(|at| at.checked_sub(1).ok_or(Refusal::Contradictory))
        .transpose()
}
