//! The check of a file's container before any third-party reader opens it: kind by content, sizes, duplicates, cycles.

mod bytes;
mod cache;
mod compound;
mod directory;
mod encoding;
mod package;
mod relations;
mod signature;
pub(crate) mod tags;
mod unpack;

use crate::base::lang::{Lang, Text, worded};
use crate::base::mark::{self, Setting};
use crate::finding::{FoundKind, Refusal};
use crate::workbook::limits::Limits;
pub use compound::{Compound, Encrypted};
pub use encoding::xml;
pub use package::Container;
pub use relations::{Relation, relations, surroundings};
pub use signature::{SPREADSHEETML, Signature, sniff};

/// The part of a package with its custom properties.
pub const OWN_PROPERTIES: &str = "docProps/custom.xml";

/// Name of the sheet from which a later run reads the results back.
pub const ARCHIVE: Text = Text::new("结果存档", "Stored results");

/// Name of the tab of one part of a sheet that is continued: `结果存档`, `结果存档（2）`, …
#[must_use]
pub fn part_name(name: Text, part: usize, lang: Lang) -> String {
    let name = name.get(lang);
    match part {
        0 => name.to_owned(),
        _ => worded!(lang, "{name}（{}）", "{name} ({})", part + 1),
    }
}

/// Whether a tab is the sheet `name` or a continuation of it, in either language.
#[must_use]
pub fn is_part(tab: &str, name: Text) -> bool {
    let digits: String = tab.chars().filter(char::is_ascii_digit).collect();
    let part = digits
        .parse()
        .map_or(0, |number: usize| number.saturating_sub(1));
    [Lang::Zh, Lang::En]
        .into_iter()
        .any(|lang| tab == part_name(name, part, lang))
}

/// Name of the sheet in which officials enter their decisions.
pub const REGISTER: Text = Text::new("处理意见", "Decisions");

/// Name of the sheet with a working paper, which is read back; further ones have a number behind it.
pub const PAPER: Text = Text::new("复核底稿", "Working paper");

/// The main part of an OpenDocument file.
pub const OPENDOCUMENT: &str = "content.xml";

/// The list of the parts of an OpenDocument file.
const MANIFEST: &str = "META-INF/manifest.xml";

/// A file that is a workbook by its content, with a sound container.
#[derive(Debug)]
pub enum WorkbookFile<'a> {
    /// A zip package, and the path of its main part.
    Package(Container<'a>, String),
    /// A workbook that this program wrote, as .xlsx, and the path of its main part.
    Own(Container<'a>, String),
    /// A workbook of this program that officials fill in.
    Settings(Container<'a>, String, Setting),
    /// An OLE compound file.
    Compound(Compound),
    /// An encrypted package in an OLE compound file.
    Encrypted(Encrypted),
    /// A workbook as a single XML text.
    Flat,
}

/// The kind of workbook in `bytes`, or why it is not read.
pub fn check(bytes: &[u8]) -> Result<WorkbookFile<'_>, Refusal> {
    match sniff(bytes) {
        Signature::Empty => Err(Refusal::Empty),
        Signature::Archive => Err(Refusal::Archive),
        Signature::Other(kind) => Err(Refusal::NotWorkbook(kind)),
        Signature::Ole => compound::open(bytes),
        Signature::Flat => Ok(WorkbookFile::Flat),
        Signature::Zip => check_zip(Container::open(bytes)?),
    }
}

/// The kind of workbook in a plain container, read without the zip library; `None` where anything is unusual.
#[must_use]
pub fn check_plain(bytes: &[u8]) -> Option<WorkbookFile<'_>> {
    check_zip(Container::plain(bytes, Limits::PLAIN_BYTES)?).ok()
}

fn check_zip(mut container: Container<'_>) -> Result<WorkbookFile<'_>, Refusal> {
    let listed = container.has(OPENDOCUMENT) && container.has(MANIFEST);
    let opendocument = container.has("mimetype") || listed;
    if opendocument && !container.has("[content_types].xml") {
        return check_opendocument(container);
    }
    let office = container.has("[content_types].xml") || container.has("_rels/.rels");
    if !office && !container.has_below("xl/") {
        return Err(match container.has("ofd.xml") {
            true => Refusal::NotWorkbook(FoundKind::Print),
            false => Refusal::Archive,
        });
    }
    container.within_limits()?;
    let main = match container.cached("_rels/.rels")? {
        Some(rels) => main_part(&rels)?,
        None => None,
    };
    let main = main.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let own = container.contains(OWN_PROPERTIES, &mark::property(mark::OUTPUT))?;
    if let Some(kind) = other_office(&main)
        && !names_workbook(&mut container)?
    {
        return Err(if own {
            Refusal::OwnOutput
        } else {
            Refusal::NotWorkbook(kind)
        });
    }
    if !container.has(&main) {
        return Err(Refusal::Damaged);
    }
    let plain = !main.ends_with(".bin");
    if own {
        return if plain {
            Ok(WorkbookFile::Own(container, main))
        } else {
            Err(Refusal::OwnOutput)
        };
    }
    for setting in Setting::ALL {
        if plain && container.contains(OWN_PROPERTIES, &mark::property(setting.property()))? {
            return Ok(WorkbookFile::Settings(container, main, setting));
        }
    }
    Ok(WorkbookFile::Package(container, main))
}

/// The officeDocument target in the package relationships, without a leading slash.
fn main_part(rels: &str) -> Result<Option<String>, Refusal> {
    Ok(relations(rels)?
        .into_iter()
        .find(|r| r.is("officeDocument"))
        .map(|r| r.target.trim_start_matches('/').to_owned()))
}

/// Whether the list of content types includes the main part of a workbook, in any folder.
fn names_workbook(container: &mut Container<'_>) -> Result<bool, Refusal> {
    let types = container.text("[content_types].xml")?.unwrap_or_default();
    let main = [
        "spreadsheetml.sheet.main",
        "spreadsheetml.template.main",
        "ms-excel.sheet",
    ];
    Ok(main.iter().any(|kind| types.contains(kind)))
}

fn other_office(main: &str) -> Option<FoundKind> {
    let main = main.to_ascii_lowercase();
    match main.split('/').next() {
        Some("word") => Some(FoundKind::Document),
        Some("ppt") => Some(FoundKind::Slides),
        _ if !main.contains("workbook") && !main.starts_with("xl/") => Some(FoundKind::Unknown),
        _ => None,
    }
}

fn check_opendocument(mut container: Container<'_>) -> Result<WorkbookFile<'_>, Refusal> {
    container.within_limits()?;
    let kind = match container.text("mimetype")? {
        Some(kind) => kind,
        None => {
            let manifest = container.text(MANIFEST)?.unwrap_or_default();
            root_type(&manifest)?.unwrap_or_default()
        }
    };
    match kind.trim().rsplit('.').next() {
        Some("spreadsheet" | "spreadsheet-template") => {}
        Some("text" | "text-template") => return Err(Refusal::NotWorkbook(FoundKind::Document)),
        Some("presentation") => return Err(Refusal::NotWorkbook(FoundKind::Slides)),
        _ => return Err(Refusal::NotWorkbook(FoundKind::Unknown)),
    }
    let encrypted = container.contains(MANIFEST, "encryption-data")?;
    if encrypted || container.has("encrypted-package") {
        return Err(Refusal::Password);
    }
    if container.contains("meta.xml", &mark::property(mark::OUTPUT))? {
        return Err(Refusal::OwnOutput);
    }
    if !container.has(OPENDOCUMENT) {
        return Err(Refusal::Damaged);
    }
    Ok(WorkbookFile::Package(container, OPENDOCUMENT.to_owned()))
}

/// The type of an OpenDocument package as a whole, by its manifest.
fn root_type(manifest: &str) -> Result<Option<String>, Refusal> {
    let mut root = None;
    tags::elements(manifest, |_, attributes| {
        let (mut path, mut kind) = (false, None);
        for attribute in attributes {
            match attribute? {
                (name, "/") if tags::local(name) == "full-path" => path = true,
                (name, value) if tags::local(name) == "media-type" => kind = Some(value),
                _ => {}
            }
        }
        root = root.take().or(kind.filter(|_| path).map(str::to_owned));
        Ok(())
    })?;
    Ok(root)
}
