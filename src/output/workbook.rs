//! 汇总工作簿: the workbook and, where the units are many, the folder with their pages beside it.

use std::path::Path;

use super::formats::{Format, Writer, before};
use super::staging::{Existing, Staging};
use super::{EarlierFiles, Options, UnitPages, dated, folder_of, units, xlsx};
use super::{Error, Result};
use crate::base::lang::Text;
use crate::compare::Series;
use crate::model::Date;
use crate::report::Book;

/// The workbook 汇总表.
pub static XLSX: Format = Format {
    flag: "output",
    short: Some('o'),
    path: Text::new("汇总.xlsx", "OUT.xlsx"),
    help: Text::new(
        "写出的工作簿；不给时，score 写在文件夹旁边，compare 在没有任何输出文件时列在屏幕上",
        "Workbook to write; if not given, score writes it beside the folder, and compare shows the table on the screen where no output is named",
    ),
    suits: |path| {
        let extension = path.extension();
        extension.is_some_and(|e| e.eq_ignore_ascii_case("xlsx")) && !path.is_dir()
    },
    ours: xlsx::is_own,
    writer: Writer::Beside(finish),
};

fn finish(series: &Series, options: Options, path: &Path, staging: &mut Staging) -> Result<()> {
    let book = Book::of(series, options.scope, options.lang).within(folder_of(path));
    let mut book = book.on(options.created);
    let created = options
        .created
        .unwrap_or_else(|| first_day_after(book.year()));
    match options.unit_pages {
        UnitPages::None => {}
        UnitPages::Written if units::stand_beside(&series.assessment) => {
            let folder = units::folder(path, options.lang);
            let files = units::write(&book, created, &folder, staging)?;
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            book = book.with_unit_pages_beside(name.into_owned(), files);
        }
        UnitPages::Written => book = book.with_unit_pages(),
    }
    let before = match (before(path, &XLSX, staging), options.earlier) {
        (Existing::Replaced, EarlierFiles::Kept) => Existing::Dated(dated(path, 1)),
        (before, _) => before,
    };
    staging.file((path, before), |file| {
        let written = xlsx::write(&book, created, file).map_err(Error::Workbook)?;
        xlsx::verify(file, &written).map_err(Error::Workbook)
    })
}

/// A date that depends on the assessed year only.
fn first_day_after(year: Option<i32>) -> Date {
    Date {
        year: Some(year.map_or(2000, |y| y.saturating_add(1))),
        month: 1,
        day: 1,
    }
}
