//! Containers built byte by byte, so that they can lie.

use std::io::Write;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &str = "<Types/>";
const RELS: &str = r#"<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// Parts of a package in order.
pub(crate) type Parts = Vec<(String, Vec<u8>)>;

/// A package of these sheets: name and cell data each.
pub(crate) fn package(sheets: &[(&str, &str)]) -> Parts {
    let mut book = String::from("<workbook><sheets>");
    let mut links = String::from("<Relationships>");
    let mut parts: Parts = vec![
        ("[Content_Types].xml".into(), TYPES.into()),
        ("_rels/.rels".into(), RELS.into()),
    ];
    for (i, (name, data)) in sheets.iter().enumerate() {
        book += &format!(r#"<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>"#);
        links += &format!(
            r#"<Relationship Id="r{i}" Type="http://x/worksheet" Target="worksheets/s{i}.xml"/>"#
        );
        parts.push((format!("xl/worksheets/s{i}.xml"), sheet(data).into()));
    }
    links += r#"<Relationship Id="t" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>"#;
    links += r#"<Relationship Id="y" Type="http://x/styles" Target="styles.xml"/></Relationships>"#;
    parts.push((
        "xl/workbook.xml".into(),
        (book + "</sheets></workbook>").into(),
    ));
    parts.push(("xl/_rels/workbook.xml.rels".into(), links.into()));
    parts
}

/// A sheet part around its cell data.
pub(crate) fn sheet(data: &str) -> String {
    format!("<worksheet><sheetData>{data}</sheetData></worksheet>")
}

/// One sheet with one row of cells.
pub(crate) fn row(cells: &str) -> Vec<u8> {
    zipped(&package(&[("表", &format!(r#"<row r="1">{cells}</row>"#))]))
}

/// One sheet and further parts.
pub(crate) fn with(cells: &str, further: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = package(&[("表", &format!(r#"<row r="1">{cells}</row>"#))]);
    for (name, text) in further {
        parts.push(((*name).into(), (*text).into()));
    }
    zipped(&parts)
}

/// The parts, deflated.
pub(crate) fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    packed(parts, CompressionMethod::Deflated)
}

/// The parts, as they are.
pub(crate) fn stored(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    packed(parts, CompressionMethod::Stored)
}

fn packed(parts: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// `file` with every `from` turned into `to`, which is as long.
pub(crate) fn swapped(file: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut file = file.to_vec();
    let mut at = 0;
    let mut hits = 0;
    while at + from.len() <= file.len() {
        if &file[at..at + from.len()] == from {
            file[at..at + to.len()].copy_from_slice(to);
            hits += 1;
        }
        at += 1;
    }
    assert!(hits > 0, "nothing to swap");
    file
}

/// An .ods with this content below `office:spreadsheet`.
pub(crate) fn ods(tables: &str) -> Vec<u8> {
    ods_raw(&format!(
        "<office:document-content><office:body><office:spreadsheet>{tables}\
         </office:spreadsheet></office:body></office:document-content>"
    ))
}

/// An .ods with this content part.
pub(crate) fn ods_raw(content: &str) -> Vec<u8> {
    zipped(&[
        (
            "mimetype".into(),
            b"application/vnd.oasis.opendocument.spreadsheet".to_vec(),
        ),
        ("content.xml".into(), content.as_bytes().to_vec()),
    ])
}
