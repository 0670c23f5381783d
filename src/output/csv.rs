//! The book as CSV files, one a sheet, that Excel and WPS open with a double click.
//!
//! UTF-8 with a byte order mark, CRLF, a field in quotes where it must be. A text that a spreadsheet program would take
//! for a formula gets an apostrophe; figures are written as they are, without thousands separators.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use tempfile::TempDir;

use super::Error;
use super::formats::{Finished, Format, Writer};
use super::{folder_of, text};
use crate::base::lang::Text;
use crate::report::{Book, Row, Tab, Value};

/// Tells Excel that the file is UTF-8.
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
    writer: Writer::Beside(|series, options, path| {
        let book = Book::of(series, options.scope, options.lang);
        let folder =
            write(&book, folder_of(path)).map_err(|e| Error::Unwritable(path.to_owned(), e))?;
        Ok(vec![Finished::Folder(folder, path.to_owned())])
    }),
};

/// Writes every sheet of `book` to a new folder in `parent`.
///
/// # Errors
///
/// Where a file cannot be written.
fn write(book: &Book, parent: &Path) -> io::Result<TempDir> {
    let finished = tempfile::Builder::new()
        .prefix(".~ziping-")
        .tempdir_in(parent)?;
    for sheet in book.sheets() {
        let path = finished.path().join(format!("{}.csv", sheet.name()));
        let mut out = BufWriter::new(File::create_new(path)?);
        write_sheet(&sheet, &mut out)?;
        out.into_inner().map_err(|e| e.into_error())?.sync_all()?;
    }
    Ok(finished)
}

fn write_sheet(sheet: &Tab, out: &mut impl Write) -> io::Result<()> {
    let heads: Vec<_> = sheet.heads().iter().map(|h| words(&h.title)).collect();
    write!(out, "{MARK}{}\r\n", heads.join(","))?;
    for row in sheet.rows() {
        write_row(&row, out)?;
    }
    Ok(())
}

fn write_row(row: &Row, out: &mut impl Write) -> io::Result<()> {
    let fields: Vec<_> = row.cells.iter().map(field).collect();
    write!(out, "{}\r\n", fields.join(","))
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
    let safe = if acts {
        format!("'{clean}")
    } else {
        clean.into_owned()
    };
    if safe.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::words;

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
        ] {
            assert_eq!(words(text), field);
        }
    }
}
