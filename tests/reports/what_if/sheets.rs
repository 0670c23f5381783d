//! Workbooks with other figures in some cells, and their sheets as texts.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it is wrong"
)]

use std::fs::{self, File};
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use crate::office::saved;
use calamine::{Reader, Xlsx};

/// Rows of a sheet as texts.
pub(crate) type Table = Vec<Vec<String>>;

/// `base` with other figures in some cells of 参数.
pub(crate) fn changed(base: &Path, cells: &[(String, String)], to: &Path) {
    let mut archive = zip::ZipArchive::new(File::open(base).unwrap()).unwrap();
    let mut out = zip::ZipWriter::new(File::create(to).unwrap());
    let sheet = {
        let mut workbook = String::new();
        let mut part = archive.by_name("xl/workbook.xml").unwrap();
        part.read_to_string(&mut workbook).unwrap();
        let before = workbook.split("name=\"参数\"").next().unwrap();
        format!(
            "xl/worksheets/sheet{}.xml",
            before.matches("<sheet ").count()
        )
    };
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == sheet {
            let mut text = String::from_utf8(bytes).unwrap();
            for (address, figure) in cells {
                text = with_figure(&text, address, figure);
            }
            bytes = text.into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name, options).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap();
}

/// The sheet with another figure in a cell.
fn with_figure(text: &str, address: &str, figure: &str) -> String {
    let open = format!("<c r=\"{address}\" s=\"");
    let (before, behind) = text.split_once(&open).unwrap();
    let (style, behind) = behind.split_once('"').unwrap();
    let behind = match behind.strip_prefix("/>") {
        Some(behind) => behind,
        None => behind.split_once("</c>").unwrap().1,
    };
    format!("{before}{open}{style}\"><v>{figure}</v></c>{behind}")
}

/// Every sheet as a file, in UTF-8, with figures as they are and not as they look.
const CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

/// All sheets of the workbooks as LibreOffice sees them after a hard recalculation.
pub(crate) fn recalculated(folder: &Path, files: &[PathBuf]) -> PathBuf {
    let out = folder.join("recalculated");
    saved(files, CSV, folder, &out);
    out
}

/// A sheet that LibreOffice wrote as text; no text of the rows that are looked at holds a quote.
pub(crate) fn csv(path: &Path) -> Table {
    let text = fs::read_to_string(path).unwrap();
    let line = |line: &str| -> Vec<String> {
        let mut quoted = false;
        let fields = line.split(|c| {
            quoted ^= c == '"';
            c == ',' && !quoted
        });
        fields.map(|f| f.trim_matches('"').to_owned()).collect()
    };
    text.lines().map(line).collect()
}

/// A sheet as the program wrote it.
pub(crate) fn written(workbook: &mut Xlsx<BufReader<File>>, name: &str) -> Table {
    let range = workbook.worksheet_range(name).unwrap();
    let rows = range.rows();
    rows.map(|row| row.iter().map(ToString::to_string).collect())
        .collect()
}
