//! .xlsx: cells directly from the scan that checks each sheet part.
//!
//! A package with anything unusual is read by calamine's streaming reader, from a small package of the checked parts
//! only. Both ways give the same workbook; a test compares them.

mod address;
mod content;
mod direct;
mod drawn;
mod formula;
mod lane;
mod order;
mod outline;
mod precedents;
mod repack;
mod scan;
mod strings;
mod styles;

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Reader, Xlsx};

use self::direct::{CalculatedCells, DirectError, SharedParts};
pub use self::drawn::{SheetView, drawn};
use self::formula::EmptyResults;
use self::outline::{Outline, Tab};
use self::repack::Repack;
use self::scan::Scan;
use self::styles::Styles;
use super::collect::{Collector, Raw, SheetDraft, Shown, ValueOrigin};
use super::format::Shows;
use super::xml::without_mark;
use super::{Format, Packing, properties, xlsb};
use crate::base::mark::Setting;
use crate::finding::Refusal;
use crate::model::CellRef;
use crate::workbook::calculate;
use crate::workbook::container::{
    ARCHIVE, Container, OPENDOCUMENT, PAPER, REGISTER, is_part, relations, surroundings, tags,
};
use crate::workbook::limits::Limits;
use crate::workbook::stamp::Stamp;
use crate::workbook::{Remark, Workbook};

type CalamineBook = Xlsx<Cursor<Vec<u8>>>;

/// The checked parts of a package.
struct PackageParts {
    outline: Outline,
    /// The visible sheets in order.
    sheets: Vec<(String, Scan)>,
    strings: String,
    styles: Arc<Styles>,
    /// Results of formulas that had none, for each visible sheet.
    calculated: Vec<CalculatedCells>,
}

/// .xlsx, .xlsm and their templates.
pub(super) static XLSX: Format = Format {
    endings: &["xlsx", "xlsm", "xltx", "xltm"],
    packing: Packing::Package(holds, read),
};

pub(super) fn holds(main: &str) -> bool {
    !xlsb::holds(main) && main != OPENDOCUMENT
}

/// Reads the visible worksheets of the package whose workbook part is `main`.
fn read(mut container: Container<'_>, main: &str) -> Result<Workbook, Refusal> {
    let stamp = properties::of_package(&mut container);
    let mut parts = PackageParts::read(&mut container, main)?;
    let results = parts.results(&mut container, parts.empty(stamp.as_ref()));
    parts.calculated = results.unwrap_or_default();
    let workbook = parts.workbook()?;
    Ok(Workbook { stamp, ..workbook })
}

/// Reads a workbook that this program wrote for officials to fill in, and marks it as one.
pub(super) fn read_settings(
    container: Container<'_>,
    main: &str,
    setting: Setting,
) -> Result<Workbook, Refusal> {
    let mut workbook = read(container, main)?;
    workbook.remarks.push(Remark::Settings(setting));
    Ok(workbook)
}

/// Reads the sheets of an output of this program that are meant to be read back, 结果存档, 处理意见 and 复核底稿, and marks the
/// workbook as an output.
pub(super) fn read_archive(mut container: Container<'_>, main: &str) -> Result<Workbook, Refusal> {
    let mut outline = outline(&mut container, main)?;
    let read_back = [ARCHIVE, REGISTER, PAPER];
    let kept = |tab: &Tab| read_back.iter().any(|name| is_part(&tab.name, *name));
    outline.tabs.retain(kept);
    let mut workbook = PackageParts::of(&mut container, outline)?.workbook()?;
    workbook.remarks.push(Remark::OwnOutput);
    Ok(workbook)
}

/// Reads a workbook without the library and within the limits for plain files; `None` where that is not possible.
pub(super) fn read_plain(mut container: Container<'_>, main: &str) -> Option<Workbook> {
    let stamp = properties::of_package(&mut container);
    let parts = PackageParts::read(&mut container, main).ok()?;
    let empty = parts.empty(stamp.as_ref());
    let few = |(_, scan): &(String, Scan)| {
        scan.merges.len() <= Limits::PLAIN_MERGES
            && scan.open.is_empty()
            && (scan.empty.is_empty() || empty == EmptyResults::Believed)
    };
    parts.sheets.iter().all(few).then_some(())?;
    let workbook = parts.directly().ok()?;
    Some(Workbook { stamp, ..workbook })
}

impl PackageParts {
    fn read(container: &mut Container<'_>, main: &str) -> Result<Self, Refusal> {
        let outline = outline(container, main)?;
        super::distinct(outline.names.iter().map(String::as_str))?;
        Self::of(container, outline)
    }

    fn of(container: &mut Container<'_>, outline: Outline) -> Result<Self, Refusal> {
        let mut sheets = Vec::new();
        for tab in outline.visible() {
            let xml = container.text(&tab.path)?.ok_or(Refusal::Damaged)?;
            let scan = scan::scan(&xml)?;
            sheets.push((xml, scan));
        }
        let styles = match &outline.styles {
            Some(path) => Styles::of(container.cached(path)?.as_ref())?,
            None => Arc::default(),
        };
        let strings = match &outline.strings {
            Some(path) => container.text(path)?.unwrap_or_default(),
            None => String::new(),
        };
        Ok(Self {
            outline,
            sheets,
            strings,
            styles,
            calculated: Vec::new(),
        })
    }

    /// Whether formulas with an empty text as their result keep it: those of a blank form of this program, which return
    /// it as long as their cells are blank, and those that refer to blank cells only.
    fn empty(&self, stamp: Option<&Stamp>) -> EmptyResults {
        let none_open = || self.sheets.iter().all(|(_, scan)| scan.open.is_empty());
        let blank = || none_open() && self.sheets.iter().all(precedents::are_blank);
        match stamp.is_some() || blank() {
            true => EmptyResults::Believed,
            false => EmptyResults::Calculated,
        }
    }

    /// The results of formulas that were stored without one; `None` where nothing can be calculated.
    fn results(
        &self,
        container: &mut Container<'_>,
        empty: EmptyResults,
    ) -> Option<Vec<CalculatedCells>> {
        let open = |(_, scan): &(String, Scan)| {
            !scan.open.is_empty() || empty == EmptyResults::Calculated && !scan.empty.is_empty()
        };
        let Outline { tabs, .. } = &self.outline;
        if !self.sheets.iter().any(open) || self.outline.date_1904 || self.outline.as_displayed {
            return None;
        }
        let shared = self.shared().ok()?;
        let mut visible = self.sheets.iter();
        let mut sheets = Vec::new();
        for tab in tabs {
            sheets.push(match tab.hidden {
                false => formula::sheet(&tab.name, visible.next()?, (&shared, empty))?,
                true => {
                    let xml = container.text(&tab.path).ok()??;
                    let scan = scan::scan(&xml).ok()?;
                    formula::sheet(&tab.name, &(xml, scan), (&shared, empty))?
                }
            });
        }
        let results = calculate::results(sheets).into_iter().zip(tabs);
        let seen = results.filter(|(_, tab)| !tab.hidden);
        Some(seen.map(|(results, _)| results).collect())
    }

    fn shared(&self) -> Result<SharedParts<'_>, DirectError> {
        Ok(SharedParts {
            strings: strings::shared(&self.strings)?.ok_or(DirectError::Unusual)?,
            styles: &self.styles,
            date_1904: self.outline.date_1904,
        })
    }

    fn workbook(&self) -> Result<Workbook, Refusal> {
        match self.directly() {
            Ok(workbook) => Ok(workbook),
            Err(DirectError::Unusual) => self.through_library(),
            Err(DirectError::Refused(refusal)) => Err(refusal),
        }
    }

    /// Adds the cells as they were scanned.
    fn directly(&self) -> Result<Workbook, DirectError> {
        let shared = self.shared()?;
        self.collect(|(xml, scan), number, collector, draft| {
            let calculated = self.calculated.get(number);
            shared.fill(xml, scan, calculated, (collector, draft))
        })
    }

    /// Reads a small package of the parts by calamine.
    fn through_library(&self) -> Result<Workbook, Refusal> {
        let mut repack = Repack::new(self.outline.date_1904)?;
        for (xml, scan) in &self.sheets {
            repack.sheet(xml, scan)?;
        }
        repack.styles(&self.styles)?;
        repack.strings(&self.strings)?;
        let file = repack.finish(self.sheets.len())?;
        let mut book: CalamineBook = Xlsx::new(Cursor::new(file)).map_err(|_| Refusal::Damaged)?;
        self.collect(|(_, scan), number, collector, draft| {
            fill(&mut book, number, scan, &self.styles, collector, draft)
        })
    }

    /// Collects the sheets in the order of the tabs, each by `fill`.
    fn collect<E: From<Refusal>>(
        &self,
        mut fill: impl FnMut(&(String, Scan), usize, &mut Collector, &mut SheetDraft) -> Result<(), E>,
    ) -> Result<Workbook, E> {
        let mut collector = Collector::default();
        let mut sheets = self.sheets.iter().enumerate();
        for tab in &self.outline.tabs {
            if tab.hidden {
                collector.hidden(&tab.name);
            } else if let Some((number, sheet)) = sheets.next() {
                let mut draft = SheetDraft::new(&tab.name);
                fill(sheet, number, &mut collector, &mut draft)?;
                collector.close(draft, sheet.1.merges.clone())?;
            }
        }
        Ok(collector.finish())
    }
}

fn outline(container: &mut Container<'_>, main: &str) -> Result<Outline, Refusal> {
    let part = |text: Option<Arc<str>>| text.ok_or(Refusal::Damaged);
    let (folder, rels) = surroundings(main);
    let rels = part(container.cached(&rels)?)?;
    let workbook = part(container.cached(main)?)?;
    let links = relations(without_mark(&rels))?;
    Outline::read(without_mark(&workbook), &links, folder)
}

fn fill(
    book: &mut CalamineBook,
    number: usize,
    scan: &Scan,
    styles: &Styles,
    collector: &mut Collector,
    draft: &mut SheetDraft,
) -> Result<(), Refusal> {
    let mut cells = book
        .worksheet_cells_reader(&repack::sheet_name(number))
        .map_err(|_| Refusal::Damaged)?;
    let mut behind = scan.cells.iter();
    draft.hide(&scan.hidden_rows, &scan.hidden_columns);
    while let Some((cell, style)) = cells
        .next_cell_with_style_id()
        .map_err(|_| Refusal::Damaged)?
    {
        // Both passes see the same elements; otherwise one of them missed something.
        let behind = behind.next().ok_or(Refusal::Contradictory)?.behind;
        let (row, col) = cell.get_position();
        let raw = Raw::of(cell.get_value());
        let shown = match (&raw, styles.shows(style)) {
            (Raw::Number(_), Shows::Number(shown)) => shown,
            _ => Shown::Plain,
        };
        if !matches!(raw, Raw::Blank) || behind != ValueOrigin::Typed {
            collector.put(draft, CellRef::new(row, col), raw, shown, behind)?;
        }
    }
    match behind.next() {
        None => Ok(()),
        Some(_) => Err(Refusal::Contradictory),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use walkdir::WalkDir;

    use super::PackageParts;
    use crate::workbook::container::{WorkbookFile, check};

    #[test]
    fn both_ways_give_the_same_workbook() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut compared = 0;
        for folder in ["tests/forms", "examples"] {
            for entry in WalkDir::new(root.join(folder)).sort_by_file_name() {
                let entry = entry.unwrap();
                if entry.path().extension().is_none_or(|e| e != "xlsx") {
                    continue;
                }
                let bytes = fs::read(entry.path()).unwrap();
                let Ok(WorkbookFile::Package(mut container, main)) = check(&bytes) else {
                    panic!("{}", entry.path().display());
                };
                let parts = PackageParts::read(&mut container, &main).unwrap();
                let Ok(direct) = parts.directly() else {
                    panic!("{} is unusual", entry.path().display());
                };
                let library = parts.through_library().unwrap();
                assert_eq!(format!("{direct:?}"), format!("{library:?}"));
                compared += 1;
            }
        }
        assert!(compared >= 40, "{compared}");
    }
}
