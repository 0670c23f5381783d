//! Forms as units file them, made from data: the data, the layouts, and two file formats.

mod data;
mod layout;
mod list;
mod ods;
mod own;
mod sheet;
mod typed_over;
mod xlsx;

use std::error::Error;
use std::fs;
use std::path::Path;

use data::{Form, Year};
use sheet::Sheet;

/// What can go wrong while forms are written: reading data, writing a file.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The years there are examples of, oldest first.
pub(crate) const YEARS: [&str; 2] = ["2022", "2023"];

/// Writes the forms of `year` below `out` and names them, as `folder/file`.
pub(crate) fn write_year(data: &Path, year: &str, out: &Path) -> Result<Vec<String>> {
    let path = data.join(format!("{year}.toml"));
    let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let year: Year = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut files = Vec::new();
    for form in &year.forms {
        let path = out.join(&form.file);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, workbook(form, &year)?).map_err(|e| format!("{}: {e}", form.file))?;
        files.push(form.file.clone());
    }
    Ok(files)
}

/// The bytes of a workbook, from the folder with the data.
type Made = fn(&Path) -> Result<Vec<u8>>;

/// The lists below `examples`.
pub(crate) const LISTS: [(&str, Made); 2] = [
    ("名单.xlsx", |data| {
        list::roster(&data.join("roster.toml"))
    }),
    ("批复指标.xlsx", |data| {
        list::indicators(&data.join("indicators.toml"))
    }),
];

/// The bytes of one form's file; its name decides the format.
fn workbook(form: &Form, year: &Year) -> Result<Vec<u8>> {
    let Some(layout) = form.layout else {
        return own::bytes(form, year.year);
    };
    let sheets: Vec<Sheet> = layout::sheets(layout, form, year.year);
    match form.file.rsplit_once('.') {
        Some((_, "ods")) => ods::bytes(&sheets, &year.created),
        Some((_, "xlsx")) => xlsx::bytes(&sheets, &year.created),
        _ => Err(format!("{}: neither .xlsx nor .ods", form.file).into()),
    }
}
