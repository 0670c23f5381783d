//! 批注: a copy of a workbook with comments on cells and one more sheet, every other part as it was.

mod comments;
mod parts;
mod sheet;

use std::collections::BTreeMap;

use super::package::Package;
use super::seal::seal;
use super::tree::{Element, parse};
use parts::{Parts, Relation};

/// A comment on a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Name of the sheet.
    pub sheet: String,
    /// The cell, such as `D7`.
    pub cell: String,
    /// Its row and column, from 0.
    pub place: (u32, u32),
    /// Its message.
    pub text: String,
}

/// A row of the added sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedRow {
    /// Its cells.
    pub cells: Vec<String>,
    /// Sheet and cell that its first cell leads to.
    pub target: Option<(String, String)>,
}

/// What is added to a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotations<'a> {
    /// Author of the comments.
    pub author: &'a str,
    /// The comments; of several on a cell the first counts, and none counts where there is one already.
    pub comments: &'a [Comment],
    /// Name of the added sheet.
    pub sheet: &'a str,
    /// Headings of the added sheet with their widths in characters.
    pub head: &'a [(&'a str, u32)],
    /// Its rows.
    pub rows: &'a [AddedRow],
}

/// Why a workbook is not annotated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAnnotated {
    /// It is no .xlsx.
    OtherFormat,
    /// Its structure is protected, or it is signed.
    Protected,
    /// Its parts do not hang together as usual.
    Unusual,
}

/// The copy, sealed.
///
/// # Errors
///
/// Why the workbook cannot be annotated.
pub fn annotate(bytes: &[u8], annotations: &Annotations<'_>) -> Result<Vec<u8>, NotAnnotated> {
    let package = Package::open(bytes).ok_or(NotAnnotated::OtherFormat)?;
    let mut copy = Copy::open(&package)?;
    copy.add_sheet(annotations).ok_or(NotAnnotated::Unusual)?;
    for (name, part) in copy.sheets.clone() {
        let own = annotations.comments.iter().filter(|c| c.sheet == name);
        let own: Vec<&Comment> = own.collect();
        if !own.is_empty() {
            let done = comments::add(&mut copy.parts, &part, annotations.author, &own);
            done.ok_or(NotAnnotated::Unusual)?;
        }
    }
    let changed = copy.parts.changed();
    let annotated = package.with(changed).map_err(|_| NotAnnotated::Unusual)?;
    Ok(seal(annotated))
}

/// Namespace of spreadsheets; the strict one of ISO 29500 is unusual.
const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A workbook while it is annotated.
struct Copy<'p> {
    parts: Parts<'p>,
    /// Path of the workbook part.
    workbook: String,
    /// The sheets with the paths of their parts.
    sheets: BTreeMap<String, String>,
    highest_id: u32,
}

impl<'p> Copy<'p> {
    fn open(package: &'p Package<'p>) -> Result<Self, NotAnnotated> {
        let parts = Parts::new(package);
        if package
            .names()
            .any(|name| name.starts_with("_xmlsignatures/"))
        {
            return Err(NotAnnotated::Protected);
        }
        let main = parts
            .relations("")
            .into_iter()
            .find(|r| r.is("officeDocument"));
        let workbook = main.ok_or(NotAnnotated::OtherFormat)?.part;
        let xml = parts.text(&workbook).ok_or(NotAnnotated::OtherFormat)?;
        if !xml.contains(SPREADSHEET) {
            return Err(NotAnnotated::OtherFormat);
        }
        let tree = parse(&xml).ok_or(NotAnnotated::Unusual)?;
        let all = tree.descendants();
        // LibreOffice writes the element into every workbook.
        let locked = |e: &Element| {
            let structure = e.attribute("lockStructure");
            e.name() == "workbookProtection"
                && structure.is_some_and(|on| on != "0" && on != "false")
        };
        if all.iter().any(|e| locked(e)) {
            return Err(NotAnnotated::Protected);
        }
        let relations = parts.relations(&workbook);
        let sheets = all.iter().filter(|e| e.name() == "sheet");
        let (mut named, mut highest_id) = (BTreeMap::new(), 0);
        for sheet in sheets {
            let id = sheet.attribute("sheetId").and_then(|id| id.parse().ok());
            highest_id = highest_id.max(id.unwrap_or(0));
            let relation = sheet.attribute("r:id");
            let found = relations.iter().find(|r| Some(&r.id) == relation.as_ref());
            if let (Some(name), Some(Relation { part, .. })) = (sheet.attribute("name"), found) {
                named.insert(name, part.clone());
            }
        }
        Ok(Self {
            parts,
            workbook,
            sheets: named,
            highest_id,
        })
    }

    fn add_sheet(&mut self, annotations: &Annotations<'_>) -> Option<()> {
        let name = self.free_name(annotations.sheet);
        let wrapped = sheet::wrapped_style(&self.parts, &self.workbook);
        let xml = sheet::xml(annotations, wrapped);
        let part = self.parts.add("xl/worksheets/sheet", "worksheet", xml)?;
        let id = self.parts.relate(&self.workbook, "worksheet", &part)?;
        let number = self.highest_id.checked_add(1)?;
        self.parts.edit(&self.workbook, |xml| {
            let at = xml.rfind("sheets>").and_then(|at| xml.get(..at)?.rfind("</"))?;
            let prefix = xml.get(at + 2..)?.split("sheets>").next()?;
            let name = quick_xml::escape::escape(&name);
            let sheet = format!(
                "<{prefix}sheet xmlns:r=\"{}\" name=\"{name}\" sheetId=\"{number}\" r:id=\"{id}\"/>",
                parts::OFFICE
            );
            xml.insert_str(at, &sheet);
            Some(())
        })
    }

    /// A name that no sheet has, whatever its case.
    fn free_name(&self, wanted: &str) -> String {
        let taken = |name: &String| {
            let mut names = self.sheets.keys();
            names.any(|known| known.eq_ignore_ascii_case(name))
        };
        let numbered = (2..).map(|n: u32| format!("{wanted}({n})"));
        let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
        names.find(|name| !taken(name)).unwrap_or_default()
    }
}
