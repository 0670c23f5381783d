//! Sheets as an OpenDocument spreadsheet: the least that office programs open with its look.

mod parts;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Result;
use super::sheet::{Cell, Content, Sheet, Shown};

/// What the file says it is; stored first and uncompressed, so that it can be told by its first bytes.
const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// The document of `sheets`, dated `created`.
pub(super) fn bytes(sheets: &[Sheet], created: &str) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let content = content(sheets)?;
    let meta = parts::meta(created);
    let styles = parts::styles();
    for (name, text) in [
        ("mimetype", MIMETYPE),
        ("META-INF/manifest.xml", parts::MANIFEST),
        ("meta.xml", &meta),
        ("styles.xml", &styles),
        ("content.xml", &content),
    ] {
        let method = match name {
            "mimetype" => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default());
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content(sheets: &[Sheet]) -> Result<String> {
    let mut out = parts::content_head(sheets);
    for (index, sheet) in sheets.iter().enumerate() {
        table(&mut out, index, sheet)?;
    }
    out.push_str("</office:spreadsheet></office:body></office:document-content>");
    Ok(out)
}

fn table(out: &mut String, index: usize, sheet: &Sheet) -> Result<()> {
    let master = parts::page_style(sheet.paper);
    let name = parts::escaped(&sheet.name);
    write!(
        out,
        r#"<table:table table:name="{name}" table:style-name="{master}">"#
    )?;
    for column in 0..sheet.widths.len() {
        write!(
            out,
            r#"<table:table-column table:style-name="co{index}_{column}" table:default-cell-style-name="Default"/>"#
        )?;
    }
    for (row, _) in (0..).zip(sheet.heights()) {
        write!(
            out,
            r#"<table:table-row table:style-name="ro{index}_{row}">"#
        )?;
        for col in 0..=sheet.last_col() {
            place(out, sheet, row, col)?;
        }
        out.push_str("</table:table-row>");
    }
    out.push_str("</table:table>");
    Ok(())
}

/// The cell that begins here, the rest of one that began before, or nothing.
fn place(out: &mut String, sheet: &Sheet, row: u32, col: u16) -> Result<()> {
    let covers = |c: &&Cell| {
        (c.area.rows.0..=c.area.rows.1).contains(&row)
            && (c.area.cols.0..=c.area.cols.1).contains(&col)
    };
    match sheet.cells.iter().find(covers) {
        None => out.push_str("<table:table-cell/>"),
        Some(c) if (c.area.rows.0, c.area.cols.0) == (row, col) => cell(out, c)?,
        Some(c) => write!(
            out,
            r#"<table:covered-table-cell table:style-name="{}"/>"#,
            parts::cell_style(c.style, Shown::General)
        )?,
    }
    Ok(())
}

fn cell(out: &mut String, cell: &Cell) -> Result<()> {
    let shown = match cell.content {
        Content::Number(_, shown) | Content::Formula(_, _, shown) => shown,
        Content::Blank | Content::Text(_) => Shown::General,
    };
    write!(
        out,
        r#"<table:table-cell table:style-name="{}""#,
        parts::cell_style(cell.style, shown)
    )?;
    let ((top, bottom), (left, right)) = (cell.area.rows, cell.area.cols);
    if (top, left) != (bottom, right) {
        write!(
            out,
            r#" table:number-columns-spanned="{}" table:number-rows-spanned="{}""#,
            right - left + 1,
            bottom - top + 1
        )?;
    }
    match &cell.content {
        Content::Blank => out.push_str("/>"),
        Content::Text(text) => {
            out.push_str(r#" office:value-type="string">"#);
            for line in text.lines() {
                write!(out, "<text:p>{}</text:p>", parts::escaped(line))?;
            }
            out.push_str("</table:table-cell>");
        }
        Content::Number(figure, shown) => number(out, *figure, *shown)?,
        Content::Formula(expression, result, shown) => {
            write!(out, r#" table:formula="of:={}""#, open_formula(expression))?;
            number(out, *result, *shown)?;
        }
    }
    Ok(())
}

/// Type, value and displayed text of a number.
fn number(out: &mut String, figure: f64, shown: Shown) -> Result<()> {
    let (kind, text) = match shown {
        Shown::General => ("float", figure.to_string()),
        Shown::TwoPlaces => ("float", format!("{figure:.2}")),
        Shown::Percent => ("percentage", format!("{:.0}%", figure * 100.0)),
        Shown::PercentTwoPlaces => ("percentage", format!("{:.2}%", figure * 100.0)),
    };
    write!(
        out,
        r#" office:value-type="{kind}" office:value="{figure}"><text:p>{text}</text:p></table:table-cell>"#
    )?;
    Ok(())
}

/// `SUM(H14:H21)/F6` as OpenDocument writes it: `SUM([.H14:.H21])/[.F6]`.
fn open_formula(expression: &str) -> String {
    let operator = |c: char| matches!(c, '+' | '-' | '*' | '/' | '(' | ')');
    expression
        .split_inclusive(operator)
        .map(|part| {
            let end = part.find(operator).unwrap_or(part.len());
            let (name, rest) = part.split_at(end);
            let reference = name.contains(|c: char| c.is_ascii_digit())
                && name.starts_with(|c: char| c.is_ascii_uppercase());
            match name.split_once(':') {
                Some((first, last)) if reference => format!("[.{first}:.{last}]{rest}"),
                _ if reference => format!("[.{name}]{rest}"),
                _ => part.to_owned(),
            }
        })
        .collect()
}
