//! XML of Excel 2003 (SpreadsheetML), which some systems export under the name .xls, in one bounded pass.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::collect::{Collector, Raw, SheetDraft, Shown, ValueOrigin};
use super::xml::{Elements, Tag, bounded, named, reference};
use super::{Format, Packing, format};
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::container::SPREADSHEETML;
use crate::workbook::grid::HiddenSpan;
use crate::workbook::{Region, Workbook};

/// .xml, often named .xls.
pub(super) static SHEETML: Format = Format {
    endings: &[],
    packing: Packing::Flat(|xml| xml.contains(SPREADSHEETML), read),
};

/// Reads the visible sheets.
fn read(xml: &str) -> Result<Workbook, Refusal> {
    let mut pass = Pass {
        elements: Elements::of(xml),
        style: String::new(),
        styles: Styles::default(),
        names: Vec::new(),
        collector: Collector::default(),
        sheet: None,
    };
    while let Some(tag) = pass.elements.step()? {
        match tag {
            Tag::Start(element) => pass.start(&element)?,
            Tag::End(element) => pass.end(element.local_name().as_ref())?,
        }
    }
    super::distinct(pass.names.iter().map(String::as_str))?;
    Ok(pass.collector.finish())
}

struct Pass<'a> {
    elements: Elements<'a>,
    /// Name of the current style.
    style: String,
    styles: Styles,
    names: Vec<String>,
    collector: Collector,
    sheet: Option<CurrentSheet>,
}

/// How styles display a number.
#[derive(Default)]
struct Styles {
    /// Styles with a number format of their own.
    shown: HashMap<String, Shown>,
    /// The style, such as Percent, on which another is based.
    parents: HashMap<String, String>,
}

impl Styles {
    fn shown(&self, style: &str) -> Option<Shown> {
        let parent = || self.shown.get(self.parents.get(style)?);
        self.shown.get(style).or_else(parent).copied()
    }
}

/// The current sheet.
struct CurrentSheet {
    name: String,
    draft: SheetDraft,
    visible: bool,
    merges: Vec<Region>,
    /// Position of the next row, column or cell without an index of its own.
    row: u32,
    col: u32,
    cell: CellAttributes,
    hidden_rows: Vec<HiddenSpan>,
    hidden_columns: Vec<HiddenSpan>,
}

/// The attributes of the current cell.
#[derive(Default)]
struct CellAttributes {
    at: CellRef,
    shown: Option<Shown>,
    formula: bool,
    filled: bool,
}

impl<'a> Pass<'a> {
    fn start(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        match element.local_name().as_ref() {
            "Style" => {
                self.style = named(element, "ID")?.unwrap_or_default();
                if let Some(parent) = named(element, "Parent")? {
                    self.styles.parents.insert(self.style.clone(), parent);
                }
            }
            "NumberFormat" => {
                let code = named(element, "Format")?.unwrap_or_default();
                let code = if code == "Percent" { "0.00%" } else { &code };
                let shown = format::shown(code);
                self.styles.shown.insert(self.style.clone(), shown);
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
                self.collector
                    .put(draft, at, raw, plain, ValueOrigin::Formula)?;
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
        self.sheet = Some(CurrentSheet {
            draft: SheetDraft::new(&name),
            name,
            visible: true,
            merges: Vec::new(),
            row: 0,
            col: 0,
            cell: CellAttributes::default(),
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
        let shown = self.styles.shown(&style);
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
            table.cell = CellAttributes {
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
        let CellAttributes {
            at, shown, formula, ..
        } = table.cell;
        let behind = match (formula, &raw) {
            (true, Raw::Text(_)) => ValueOrigin::TextFormula,
            (true, _) => ValueOrigin::Formula,
            (false, _) => ValueOrigin::Typed,
        };
        let shown = shown.unwrap_or(Shown::Plain);
        self.collector.put(&mut table.draft, at, raw, shown, behind)
    }

    /// The text up to the end of the current element, including elements in it.
    fn text(&mut self) -> Result<String, Refusal> {
        let reader = self.elements.within();
        let mut text = String::new();
        let mut inner = 0_usize;
        loop {
            match reader.read_event().map_err(|_| Refusal::Damaged)? {
                Event::Start(_) => inner = inner.saturating_add(1),
                Event::End(_) if inner == 0 => return Ok(text),
                Event::End(_) => inner = inner.saturating_sub(1),
                Event::Text(piece) => text.push_str(&piece.xml10_content()),
                Event::CData(piece) => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(name) => text.push_str(&reference(&name)?),
                Event::Eof => return Err(Refusal::Damaged),
                _ => {}
            }
            bounded(&text)?;
        }
    }
}

/// A number of rows or columns.
fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<u32>, Refusal> {
    let stated = named(element, name)?;
    let parsed = stated.map(|text| text.trim().parse().map_err(|_| Refusal::Contradictory));
    parsed.transpose()
}

/// The index of an element, counted from 0, if it has one.
fn index(element: &BytesStart<'_>) -> Result<Option<u32>, Refusal> {
    let stated = number(element, "Index")?;
    stated
        .map(|at| at.checked_sub(1).ok_or(Refusal::Contradictory))
        .transpose()
}
