//! The book as CSV files.

use std::fs;
use std::path::Path;

use crate::fixture;
use ziping::base::lang::Lang;
use ziping::output::Error;
use ziping::output::{CSV, Options, Target, write};
use ziping::report::Book;

fn write_csv(folder: &Path) -> Result<(), Error> {
    let target = Target {
        path: folder.to_path_buf(),
        format: &CSV,
    };
    write(&fixture::district().into(), &[target], Options::default()).map(drop)
}

#[test]
fn every_sheet_is_a_file_and_no_text_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("汇总");
    // The second run replaces the files of the first, and leaves what is not of this program whatever it is called.
    write_csv(&place).unwrap();
    fs::write(place.join("同比.csv"), "old").unwrap();
    fs::write(place.join("指标明细2.csv"), "old").unwrap();
    fs::write(folder.path().join("own.txt"), "own").unwrap();
    fs::write(place.join("我的.csv"), "own").unwrap();
    write_csv(&place).unwrap();
    let assessment = fixture::district();
    let book = Book::new(&assessment, Lang::Zh);
    for sheet in book.sheets() {
        let text = fs::read_to_string(place.join(format!("{}.csv", sheet.name()))).unwrap();
        assert!(text.starts_with('\u{FEFF}'), "{}", sheet.name());
        assert!(
            !text.contains("\n=") && !text.contains(",="),
            "{}",
            sheet.name()
        );
    }
    let files = fs::read_dir(&place).unwrap().count();
    let others = ["同比.csv", "指标明细2.csv", "我的.csv"];
    assert!(others.iter().all(|name| place.join(name).exists()));
    assert_eq!(
        files,
        book.sheets().len() + others.len() + 1,
        "and the list of files"
    );
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "nothing is left behind");
    let ranking = fs::read_to_string(place.join("排名.csv")).unwrap();
    let first: Vec<_> = ranking.lines().take(2).collect();
    insta::assert_snapshot!(first.join("\n"));
    let detail = fs::read_to_string(place.join("指标明细.csv")).unwrap();
    assert!(detail.contains("\"'=HYPERLINK(\"\"x\"\")北京路街道\""));
}

#[test]
fn a_file_is_no_folder() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("汇总.csv");
    fs::write(&file, "old").unwrap();
    assert!(matches!(write_csv(&file), Err(Error::Path(_))));
    assert!(matches!(write_csv(Path::new("-")), Err(Error::Path(_))));
    assert_eq!(fs::read(&file).unwrap(), b"old");
}
