//! Workbooks from sheets as text: only what a reader needs of an .xlsx, so that a file holds what its case says.
//!
//! Beyond `tests/notation`: `=E7+E8` is a formula that was never calculated, `=E7+E8 => 485.82` one with its value,
//! `=E7+E8 =>` one with an empty text for it, `#REF!` an error value, `~1E+300` a number stored with these digits.

use std::fmt::Write as _;
use std::io::Write as _;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::notation::{Address, Sheet, Typed};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// Style 1 is a percentage.
const STYLES: &str = r#"<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs>"#;

/// An .xlsx of these sheets; its properties give the moment when it was saved, where there is one.
pub(crate) fn xlsx(sheets: &[Sheet], saved: Option<&str>) -> Vec<u8> {
    let mut types = String::new();
    let mut tabs = String::new();
    let mut links = String::new();
    let mut parts = Vec::new();
    for (number, sheet) in (1..).zip(sheets) {
        let part = format!("xl/worksheets/sheet{number}.xml");
        types += &overridden(&part, "worksheet");
        links += &relationship(
            number,
            "worksheet",
            &format!("worksheets/sheet{number}.xml"),
        );
        let state = if sheet.hidden {
            r#" state="hidden""#
        } else {
            ""
        };
        let name = escaped(&sheet.name);
        write!(
            tabs,
            r#"<sheet name="{name}" sheetId="{number}"{state} r:id="r{number}"/>"#
        )
        .unwrap();
        parts.push((part, worksheet(sheet)));
    }
    let styles = sheets.len() + 1;
    types += &overridden("xl/workbook.xml", "sheet.main");
    types += &overridden("xl/styles.xml", "styles");
    links += &relationship(styles, "styles", "styles.xml");
    let book = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{tabs}</sheets></workbook>"#
    );
    let fixed = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>"#
            ),
        ),
        (
            "_rels/.rels",
            relationships(&relationship(1, "officeDocument", "xl/workbook.xml")),
        ),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relationships(&links)),
        (
            "xl/styles.xml",
            format!(r#"<styleSheet xmlns="{MAIN}">{STYLES}</styleSheet>"#),
        ),
    ];
    parts.extend(fixed.map(|(name, text)| (name.to_owned(), text)));
    parts.extend(saved.map(|moment| {
        let core = format!(
            r#"<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dcterms:created xsi:type="dcterms:W3CDTF">2020-01-01T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>"#
        );
        ("docProps/core.xml".to_owned(), core)
    }));
    zipped(parts)
}

/// Parts, deflated.
pub(crate) fn zipped(parts: impl IntoIterator<Item = (String, String)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        write!(zip, "{DECLARATION}{text}").unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

fn overridden(part: &str, kind: &str) -> String {
    format!(r#"<Override PartName="/{part}" ContentType="{SPREADSHEET}.{kind}+xml"/>"#)
}

fn relationship(number: usize, kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
}

fn relationships(list: &str) -> String {
    format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{list}</Relationships>"#)
}

fn worksheet(sheet: &Sheet) -> String {
    let mut rows = String::new();
    let mut open = None;
    for (at, text) in sheet.cells() {
        if open != Some(at.0) {
            rows += if open.is_some() { "</row>" } else { "" };
            write!(rows, r#"<row r="{}">"#, at.0 + 1).unwrap();
            open = Some(at.0);
        }
        rows += &cell(&address(at), text);
    }
    rows += if open.is_some() { "</row>" } else { "" };
    let merges: Vec<_> = sheet.merges();
    let regions: String = merges
        .iter()
        .map(|(first, last)| {
            format!(
                r#"<mergeCell ref="{}:{}"/>"#,
                address(*first),
                address(*last)
            )
        })
        .collect();
    let merged = match merges.len() {
        0 => String::new(),
        count => format!(r#"<mergeCells count="{count}">{regions}</mergeCells>"#),
    };
    format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>"#)
}

/// A cell with its address.
pub(crate) fn cell(at: &str, text: &str) -> String {
    if let Some(formula) = text.strip_prefix('=') {
        if let Some(formula) = formula.strip_suffix(" =>") {
            let formula = escaped(formula);
            return format!(r#"<c r="{at}" t="str"><f>{formula}</f><v></v></c>"#);
        }
        let (formula, value) = match formula.split_once(" => ") {
            Some((formula, value)) => (formula, format!("<v>{}</v>", escaped(value))),
            None => (formula, String::new()),
        };
        return format!(r#"<c r="{at}"><f>{}</f>{value}</c>"#, escaped(formula));
    }
    if let Some(digits) = text.strip_prefix('~') {
        return format!(r#"<c r="{at}"><v>{digits}</v></c>"#);
    }
    if is_error(text) {
        return format!(r#"<c r="{at}" t="e"><v>{text}</v></c>"#);
    }
    match Typed::of(text) {
        Typed::Number(number) => format!(r#"<c r="{at}"><v>{number}</v></c>"#),
        Typed::Percent(fraction) => format!(r#"<c r="{at}" s="1"><v>{fraction}</v></c>"#),
        Typed::Text(text) => format!(
            r#"<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#,
            escaped(&text)
        ),
    }
}

fn is_error(text: &str) -> bool {
    let end = text.strip_prefix('#').unwrap_or_default();
    end == "N/A" || end.ends_with(['!', '?'])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// `E6`
fn address((row, col): Address) -> String {
    let mut letters = Vec::new();
    let mut rest = col + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap()));
        rest /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row + 1)
}

/// Row and column of `E6`; `None` for anything else.
pub(crate) fn located(text: &str) -> Option<Address> {
    let digits = text.find(|c: char| !c.is_ascii_uppercase())?;
    let (letters, row) = text.split_at(digits);
    let col = letters
        .bytes()
        .fold(0, |col, letter| col * 26 + u32::from(letter - b'A') + 1);
    let row: u32 = row.parse().ok()?;
    Some((row.checked_sub(1)?, col.checked_sub(1)?))
}
