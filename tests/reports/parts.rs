//! Sheets with more rows than a sheet holds go on on further ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;

use calamine::{Reader, Xlsx, open_workbook};

use crate::fixture;
use ziping::base::lang::Lang;
use ziping::model::Date;
use ziping::output::xlsx;
use ziping::report::{Book, Reader as For, Role, Value};

const CREATED: Date = Date {
    year: Some(2024),
    month: 1,
    day: 1,
};

/// Name of a sheet without the number of its part.
fn whole(name: &str) -> &str {
    name.split(['（', '(']).next().unwrap().trim()
}

/// What all parts of each sheet show below their headers.
fn shown(book: &Book) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut shown: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for sheet in book.sheets() {
        let rows = sheet.rows().filter(|row| row.role == Role::Item);
        let cells = |value: &Value| format!("{:?}{:?}", value.words(), value.number());
        let rows = rows.map(|row| row.cells.iter().map(cells).collect());
        let all = shown.entry(whole(&sheet.name()).to_owned()).or_default();
        all.extend(rows);
    }
    shown
}

#[test]
fn parts_hold_what_one_sheet_would() {
    let assessment = fixture::province(60);
    let one = Book::new(&assessment, Lang::Zh);
    for limit in [40, 160] {
        let parted = Book::with_limit(&assessment, Lang::Zh, limit);
        let names: Vec<_> = parted.sheets().iter().map(|s| s.name()).collect();
        assert!(
            names.contains(&"排名（2）".to_owned()) == (limit == 40),
            "{names:?}"
        );
        assert!(names.contains(&"审核发现（2）".to_owned()), "{names:?}");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        for sheet in parted.sheets() {
            assert!(
                sheet.rows().count() + 3 <= limit as usize,
                "{}",
                sheet.name()
            );
        }
        assert_eq!(shown(&parted), shown(&one));
    }
}

/// Short parts and long ones, with links that lead to a sheet of the file and colours on every part.
#[test]
fn written_parts_lead_and_look_like_one_sheet() {
    let assessment = fixture::province(345);
    let folder = tempfile::tempdir().unwrap();
    for limit in [240, 800] {
        let path = folder.path().join(format!("{limit}.xlsx"));
        let book = Book::with_limit(&assessment, Lang::Zh, limit);
        let file = File::create_new(&path).unwrap();
        let written = xlsx::write(&book, CREATED, file).unwrap();
        xlsx::verify(&File::open(&path).unwrap(), &written).unwrap();
        let mut read: Xlsx<_> = open_workbook(&path).unwrap();
        let names = read.sheet_names();
        let mut archive = zip::ZipArchive::new(File::open(&path).unwrap()).unwrap();
        for (sheet, number) in book.sheets().iter().zip(1..) {
            let mut text = String::new();
            let part = format!("xl/worksheets/sheet{number}.xml");
            archive
                .by_name(&part)
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            for link in text.split("location=\"'").skip(1) {
                let (target, _) = link.split_once("'!").unwrap();
                assert!(names.iter().any(|name| name == target), "{target}");
            }
            let coloured = whole(&sheet.name()) == "审核发现";
            assert!(
                !coloured || text.contains("<conditionalFormatting"),
                "{}",
                sheet.name()
            );
            let range = read.worksheet_range(&sheet.name()).unwrap();
            let rows = 3 + sheet.rows().count();
            assert_eq!(range.height(), rows, "{}", sheet.name());
        }
    }
}

/// Every sheet names its reader; those of one stand together, the auditor's last.
#[test]
fn sheets_stand_by_reader() {
    let assessment = fixture::district();
    let book = Book::new(&assessment, Lang::Zh);
    let order = |reader| match reader {
        For::Leader => 0,
        For::Clerk => 1,
        For::Auditor => 2,
    };
    let readers: Vec<_> = book.sheets().iter().map(|s| order(s.reader())).collect();
    assert!(readers.is_sorted(), "{readers:?}");
    assert_eq!(book.sheets()[0].name(), "结论");
    assert_eq!(book.sheets()[1].name(), "通报附件");
}
