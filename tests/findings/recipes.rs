//! Files that no sheet can say: broken, protected, of another kind, out of reach.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::Command;

use zip::{ZipArchive, ZipWriter};

use crate::case::form_text;
use crate::notation::sheets;
use crate::workbook::{cell, xlsx, zipped};

/// Makes the file of a recipe; `lines` are the cells of a blank form that differ.
pub(crate) fn put(recipe: &str, lines: &[String], path: &Path) {
    let (recipe, of) = recipe.split_once(' ').unwrap_or((recipe, ""));
    let bytes = match recipe {
        "empty" => Vec::new(),
        // The first so many bytes of a form, or all but its last so many.
        "cut" => cut(of.parse().unwrap()),
        // The first bytes of a kind of file, and more behind.
        "signed" => signed(of),
        // A password was set by the office program itself.
        "protected" => fs::read(root("tests/corpus/加密.xlsx")).unwrap(),
        // A zip of one text.
        "zip" => zipped([("说明.txt".to_owned(), of.to_owned())]),
        "sheets" => xlsx(&sheets(&"---\n甲\n".repeat(of.parse().unwrap())), None),
        // A form behind so many bytes of nothing, which take no room on the disk.
        "sparse" => return sparse(of, path),
        "output" => return output(path),
        "blank" => blank(lines),
        // A form with a hidden row.
        "hiding" => hiding(of),
        // A form with a cell under a number format.
        "under" => under(of),
        "unreachable" => return unreachable(path),
        _ => panic!("no recipe {recipe}"),
    };
    fs::write(path, bytes).unwrap();
}

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn whole() -> Vec<u8> {
    xlsx(&sheets(&form_text("unit", "甲局")), None)
}

fn cut(length: isize) -> Vec<u8> {
    let form = whole();
    let kept = match length {
        0.. => length.unsigned_abs(),
        _ => form.len() - length.unsigned_abs(),
    };
    form[..kept].to_vec()
}

fn signed(kind: &str) -> Vec<u8> {
    let head: &[u8] = match kind {
        "rar" => b"Rar!\x1A\x07\x01\0",
        "png" => b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR",
        "pdf" => b"%PDF-1.7\n",
        _ => panic!("no signature of {kind}"),
    };
    [head, &[7; 64]].concat()
}

/// A file of so many bytes that begins like a workbook.
fn sparse(length: &str, path: &Path) {
    let mut file = fs::File::create(path).unwrap();
    file.write_all(b"PK\x03\x04").unwrap();
    file.set_len(length.parse().unwrap()).unwrap();
}

fn ziping(arguments: &[&str], within: &Path) {
    let done = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(within)
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0), "{done:?}");
}

/// The summary that the program writes of one form.
fn output(path: &Path) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("甲局.xlsx"), whole()).unwrap();
    ziping(&["score", "甲局.xlsx", "-o", "汇总.xlsx"], folder.path());
    fs::copy(folder.path().join("汇总.xlsx"), path).unwrap();
}

/// The blank unit form of the program with what was typed into its cells.
fn blank(lines: &[String]) -> Vec<u8> {
    const SHEET: &str = "xl/worksheets/sheet1.xml";
    let folder = tempfile::tempdir().unwrap();
    ziping(&["template", "-o", "."], folder.path());
    let form = fs::read(folder.path().join("部门单位整体支出绩效自评表.xlsx")).unwrap();
    let mut old = ZipArchive::new(Cursor::new(form)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        if part.name().unwrap() != SHEET {
            new.raw_copy_file(part).unwrap();
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        for line in lines {
            let (at, typed) = line.split_once(' ').unwrap_or((line, ""));
            text = typed_into(&text, at, typed);
        }
        new.start_file(SHEET, zip::write::SimpleFileOptions::default())
            .unwrap();
        new.write_all(text.as_bytes()).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// The XML of a sheet with another content of one cell.
fn typed_into(sheet: &str, at: &str, typed: &str) -> String {
    let start = sheet.find(&format!(r#"<c r="{at}""#)).expect(at);
    let tag = start + sheet[start..].find('>').unwrap() + 1;
    let end = if sheet[..tag].ends_with("/>") {
        tag
    } else {
        tag + sheet[tag..].find("</c>").unwrap() + "</c>".len()
    };
    [&sheet[..start], &cell(at, typed), &sheet[end..]].concat()
}

/// Folders in each other until their path is too long to be opened, by whomever: two halves, joined.
fn unreachable(path: &Path) {
    const LEVELS: usize = 12;
    let name = "d".repeat(200);
    let half = |start: &Path| {
        let bottom = (0..LEVELS).fold(start.to_path_buf(), |path, _| path.join(&name));
        fs::create_dir_all(&bottom).unwrap();
        bottom
    };
    let bottom = half(path);
    let other = tempfile::tempdir_in(path.parent().unwrap().parent().unwrap()).unwrap();
    half(other.path());
    fs::rename(other.path().join(&name), bottom.join(&name)).unwrap();
}

fn hiding(row: &str) -> Vec<u8> {
    let shown = format!("<row r=\"{row}\">");
    let hidden = format!("<row r=\"{row}\" hidden=\"1\">");
    edited(|text| text.replace(&shown, &hidden))
}

/// A form with a cell under a number format: `C5 0.00"元"`.
fn under(of: &str) -> Vec<u8> {
    let (at, code) = of.split_once(' ').unwrap();
    let code = code.replace('"', "&quot;");
    let formats =
        format!(r#"<numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts><fonts "#);
    let cell = format!(r#"<c r="{at}""#);
    edited(|text| {
        text.replace(&cell, &format!(r#"{cell} s="2""#))
            .replace("<fonts ", &formats)
            .replace("</cellXfs>", r#"<xf numFmtId="170"/></cellXfs>"#)
    })
}

/// A form whose parts are edited.
fn edited(edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut form = ZipArchive::new(Cursor::new(whole())).unwrap();
    let parts = (0..form.len()).map(|at| {
        let mut part = form.by_index(at).unwrap();
        let name = part.name().unwrap().to_string();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let (_, text) = text.split_once("?>").unwrap();
        (name, edit(text))
    });
    zipped(parts.collect::<Vec<_>>())
}
