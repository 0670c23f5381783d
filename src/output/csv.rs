//! The book as CSV files, one a sheet, that Excel and WPS open with a double click.
//!
//! UTF-8 with a byte order mark, CRLF, a field in quotes where it must be. A text that a spreadsheet program would take
//! for a formula gets an apostrophe; figures are written as they are, without thousands separators.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use csv::{IntoInnerError, Terminator, WriterBuilder};

use super::formats::{Format, Writer};
use super::staging::{Manifest, Staging, hash_of};
use super::{Error, Options, Result, text};
use crate::base::lang::Text;
use crate::compare::Series;
use crate::report::{Book, Tab, Value};

/// Byte order mark: Excel then reads the file as UTF-8.
const MARK: &str = "\u{FEFF}";

/// A folder with the sheets of the workbook as one CSV file each.
pub static CSV: Format = Format {
    flag: "csv",
    short: None,
    path: Text::new("文件夹", "DIR"),
    help: Text::new(
        "每张表写成该文件夹中的一个 CSV 文件（UTF-8，可直接用 Excel、WPS 打开）",
        "Write every sheet as a CSV file to this folder (UTF-8 with a byte order mark)",
    ),
    suits: |path| path.as_os_str() != "-" && !path.is_file(),
    // The folder is recognised by its list of files, and each file by its headers.
    ours: |_| true,
    writer: Writer::Beside(write),
};

/// Writes every sheet of the book for `folder`. A sheet of an earlier run that this one does not have is removed: it
/// would look like one of this run.
fn write(series: &Series, options: Options, folder: &Path, staging: &mut Staging) -> Result<()> {
    let book = Book::of(series, options.scope, options.lang);
    staging.folder(folder)?;
    let manifest = Manifest::of(folder);
    let mut written = BTreeMap::new();
    for sheet in book.sheets() {
        let name = format!("{}.csv", sheet.name());
        let place = folder.join(&name);
        let failed = |e| Error::Unwritable(place.clone(), e);
        let head = lines([titles(&sheet)], Vec::new()).map_err(failed)?;
        let before = manifest.before(&name, staging, |place| has_head(place, &head))?;
        let hash = staging.file((&place, before), |file| {
            let written = write_sheet(&sheet, file);
            written.and_then(|()| hash_of(file)).map_err(failed)
        })?;
        written.insert(name, hash.into());
    }
    manifest.succeed(written, staging)
}

/// Whether a file begins with `head`.
fn has_head(path: &Path, head: &[u8]) -> bool {
    let mut begins = Vec::new();
    let file = File::open(path).map(|file| file.take(head.len() as u64));
    let read = file.and_then(|mut file| file.read_to_end(&mut begins));
    read.is_ok() && begins == head
}

/// The headers.
fn titles(sheet: &Tab) -> Vec<String> {
    sheet.heads().iter().map(|h| words(&h.title)).collect()
}

fn write_sheet(sheet: &Tab, file: &File) -> io::Result<()> {
    let rows = sheet.rows();
    let rows = rows.map(|row| row.cells.iter().map(field).collect());
    lines([titles(sheet)].into_iter().chain(rows), file).map(|_| ())
}

/// A table of texts as a .csv file that spreadsheet programs open as it is.
///
/// # Errors
///
/// Those of the writer: none is known of a table in memory.
pub fn table(rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
    let rows = rows.iter();
    let rows = rows.map(|row| row.iter().map(|text| words(text)).collect());
    lines(rows, Vec::new())
}

/// Writes the lines of a file, whose fields need at most quotes.
fn lines<W: Write>(rows: impl IntoIterator<Item = Vec<String>>, mut out: W) -> io::Result<W> {
    out.write_all(MARK.as_bytes())?;
    let mut format = WriterBuilder::new();
    format.terminator(Terminator::CRLF).flexible(true);
    let mut lines = format.from_writer(out);
    for row in rows {
        lines.write_record(row)?;
    }
    lines.into_inner().map_err(IntoInnerError::into_error)
}

fn field(value: &Value) -> String {
    match (value.words(), value.number()) {
        (Some(text), _) => words(text),
        (None, Some(figure)) => figure.normalize().to_string(),
        (None, None) => String::new(),
    }
}

/// A text that no spreadsheet program takes for anything else.
fn words(raw: &str) -> String {
    let clean = text::clean(raw);
    let begins = clean.trim_start_matches([' ', '\u{3000}', '\n']);
    let acts = begins.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    match acts {
        true => format!("'{clean}"),
        false => clean.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn texts_stay_texts() {
        for (text, field) in [
            ("区财政局", "区财政局"),
            ("=1+1", "'=1+1"),
            ("　 ＝cmd", "'　 ＝cmd"),
            ("-5", "'-5"),
            ("\t@SUM", "'\t@SUM"),
            ("甲,乙", "\"甲,乙\""),
            ("=\"x\"", "\"'=\"\"x\"\"\""),
            ("一\n二", "\"一\n二\""),
            ("应急\u{202E}局", "应急局"),
            (" 甲 ", " 甲 "),
            ("", ""),
        ] {
            let line = table(&[vec!["甲".to_owned(), text.to_owned()]]).unwrap();
            assert_eq!(line, format!("\u{FEFF}甲,{field}\r\n").into_bytes());
        }
    }
}
