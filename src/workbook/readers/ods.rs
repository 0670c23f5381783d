//! .ods read from its content part in one bounded pass.
//!
//! calamine is not used here: it hides percentages and merged areas, loops forever on a part that ends early, and
//! expands repetitions before they can be counted.

mod cell;
mod text;

use std::collections::HashSet;

use quick_xml::events::BytesStart;

use self::cell::CellAttributes;
use super::collect::{Collector, Raw, SheetDraft, ValueOrigin};
use super::xml::{Elements, Tag, named};
use super::{Format, Packing, properties};
use crate::base::mark;
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::container::{Container, OPENDOCUMENT};
use crate::workbook::grid::HiddenSpan;
use crate::workbook::limits::{Limits, too_many};
use crate::workbook::{Region, Workbook};

/// .ods and its templates.
pub(super) static ODS: Format = Format {
    endings: &["ods", "ots"],
    packing: Packing::Package(|main| main == OPENDOCUMENT, read),
};

/// OpenDocument as a single XML text.
pub(super) static FODS: Format = Format {
    endings: &["fods"],
    packing: Packing::Flat(|xml| xml.contains("<office:document"), read_flat),
};

/// Reads the visible sheets.
fn read(mut container: Container<'_>, main: &str) -> Result<Workbook, Refusal> {
    let stamp = properties::of_document(&mut container);
    let xml = container.text(main)?.ok_or(Refusal::Damaged)?;
    let workbook = pass(&xml)?;
    Ok(Workbook { stamp, ..workbook })
}

/// Reads the visible sheets of a document that is a single text; an output of this program is refused.
fn read_flat(xml: &str) -> Result<Workbook, Refusal> {
    match xml.contains(&mark::property(mark::OUTPUT)) {
        true => Err(Refusal::OwnOutput),
        false => pass(xml),
    }
}

fn pass(xml: &str) -> Result<Workbook, Refusal> {
    let mut pass = Pass {
        elements: Elements::of(xml),
        style: String::new(),
        hiding: HashSet::new(),
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
    hiding: HashSet<String>,
    names: Vec<String>,
    collector: Collector,
    sheet: Option<CurrentSheet>,
}

/// The current sheet.
struct CurrentSheet {
    draft: SheetDraft,
    hidden: bool,
    merges: Vec<Region>,
    row: u32,
    /// Number of repetitions of the row.
    rows: u32,
    col: u32,
    hidden_rows: Vec<HiddenSpan>,
    hidden_columns: Vec<HiddenSpan>,
}

impl<'a> Pass<'a> {
    fn start(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        match element.local_name().as_ref() {
            "style" => self.style = named(element, "name")?.unwrap_or_default(),
            "table-properties" if named(element, "display")?.as_deref() == Some("false") => {
                self.hiding.insert(self.style.clone());
            }
            "table" => self.table(element)?,
            "table-column" => self.column(element)?,
            "table-row" => self.row(element)?,
            "table-cell" => self.cell(element)?,
            "covered-table-cell" => self.covered(element)?,
            // Charts and drawings may contain tables of their own.
            "shapes" | "tracked-changes" | "named-expressions" | "dde-links" => {
                self.elements.skip(element)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "table-row" => {
                if let Some(table) = &mut self.sheet {
                    table.row = table.row.saturating_add(table.rows);
                    table.col = 0;
                }
            }
            "table" => {
                if let Some(mut table) = self.sheet.take()
                    && !table.hidden
                {
                    table.draft.hide(&table.hidden_rows, &table.hidden_columns);
                    self.collector.close(table.draft, table.merges)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn table(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        if self.sheet.is_some() {
            return Err(Refusal::Contradictory);
        }
        let name = named(element, "name")?.unwrap_or_default();
        let style = named(element, "style-name")?.unwrap_or_default();
        let hidden = self.hiding.contains(&style);
        if hidden {
            self.collector.hidden(&name);
        }
        self.sheet = Some(CurrentSheet {
            draft: SheetDraft::new(&name),
            hidden,
            merges: Vec::new(),
            row: 0,
            rows: 1,
            col: 0,
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
        });
        self.names.push(name);
        Ok(())
    }

    fn row(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        let rows = count(named(element, "number-rows-repeated")?)?;
        let hidden = is_hidden(element)?;
        if let Some(table) = &mut self.sheet {
            table.rows = rows;
            table.col = 0;
            if hidden {
                let last = table.row.saturating_add(rows - 1);
                table.hidden_rows.push((table.row, last));
            }
        }
        Ok(())
    }

    /// Columns are declared before the rows.
    fn column(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        let columns = count(named(element, "number-columns-repeated")?)?;
        let hidden = is_hidden(element)?;
        if let Some(table) = &mut self.sheet {
            let first = table.col;
            table.col = first.saturating_add(columns);
            if hidden {
                table.hidden_columns.push((first, table.col - 1));
            }
        }
        Ok(())
    }

    fn covered(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        let columns = count(named(element, "number-columns-repeated")?)?;
        if let Some(table) = &mut self.sheet {
            table.col = table.col.saturating_add(columns);
        }
        self.elements.skip(element)
    }

    fn cell(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        let cell = CellAttributes::read(element)?;
        let text = text::read(self.elements.within())?;
        let shown = text.is_some();
        let text = text.unwrap_or_default();
        let Some(table) = &mut self.sheet else {
            return Ok(());
        };
        let first = CellRef::new(table.row, table.col);
        table.col = table.col.saturating_add(cell.columns);
        if table.hidden {
            return Ok(());
        }
        if let Some(last) = cell.merged_to(first) {
            table.merges.push(Region { first, last });
        }
        let raw = cell.raw(&text);
        let behind = match cell.behind() {
            // For a formula with an empty text as its result LibreOffice writes a paragraph, but no value.
            ValueOrigin::Formula if shown => ValueOrigin::TextFormula,
            behind => behind,
        };
        if matches!(raw, Raw::Blank) && behind != ValueOrigin::Formula {
            return Ok(());
        }
        let repeated = u64::from(table.rows) * u64::from(cell.columns);
        if repeated > Limits::CELLS as u64 {
            let found = usize::try_from(repeated).unwrap_or(usize::MAX);
            return Err(too_many(found, Limits::CELLS, "个单元格 cells"));
        }
        let shown_as = cell.shown(&text);
        for row in first.row..first.row.saturating_add(table.rows) {
            for col in first.col..first.col.saturating_add(cell.columns) {
                let at = CellRef::new(row, col);
                let raw = cell.raw(&text);
                self.collector
                    .put(&mut table.draft, at, raw, shown_as, behind)?;
            }
        }
        Ok(())
    }
}

/// Whether a row or column is hidden: `collapse` or `filter`.
fn is_hidden(element: &BytesStart<'_>) -> Result<bool, Refusal> {
    let visibility = named(element, "visibility")?;
    Ok(visibility.is_some_and(|visibility| visibility != "visible"))
}

/// A repetition: 1 if not stated, at most the size of a sheet.
fn count(stated: Option<String>) -> Result<u32, Refusal> {
    match stated {
        None => Ok(1),
        Some(text) => match text.parse() {
            Ok(number @ 1..=16_777_216) => Ok(number),
            _ => Err(Refusal::Contradictory),
        },
    }
}
