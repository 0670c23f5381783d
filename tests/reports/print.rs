//! What comes out of the printer, measured on the pages that LibreOffice makes.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use flate2::read::ZlibDecoder;

use crate::fixture;
use crate::office::saved;
use crate::staged;
use ziping::base::lang::Lang;
use ziping::compare::{Results, Series, Source, compare};
use ziping::model::Stage;
use ziping::output::{Options, Target, UnitPages, XLSX, write};
use ziping::report::{Book, Role, Scope};

/// Points below which no letter is printed, and those of the annex.
const LEAST: f64 = 7.5;
const OF_ANNEX: f64 = 9.0;

/// Size in points of the smallest letters of each page: LibreOffice writes it before each piece of text.
fn smallest(pdf: &[u8]) -> Vec<f64> {
    let mark = b"stream\n";
    let starts = pdf.windows(mark.len()).enumerate();
    let starts = starts
        .filter(|(_, window)| window == mark)
        .map(|(at, _)| at + mark.len());
    let content = |start: usize| {
        let mut content = Vec::new();
        ZlibDecoder::new(&pdf[start..])
            .read_to_end(&mut content)
            .ok()?;
        let content = String::from_utf8_lossy(&content).into_owned();
        let sizes = content.split(" Tf").filter_map(|before| {
            let (font, size) = before.rsplit_once(' ')?;
            let named = font.rsplit('/').next()?.starts_with('F');
            size.parse::<f64>().ok().filter(|_| named)
        });
        sizes.reduce(f64::min)
    };
    starts.filter_map(content).collect()
}

/// The words of some pages, without white space.
fn words(pdf: &Path, pages: &[&str]) -> String {
    let read = Command::new("pdftotext")
        .args(["-raw"])
        .args(pages)
        .arg(pdf)
        .arg("-")
        .output();
    let text = String::from_utf8(read.unwrap().stdout).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The district against the same of the year before.
fn years() -> Series {
    let (mut before, now) = (fixture::district(), fixture::district());
    before.year = Some(2022);
    let comparison = compare(vec![Results::take(before)], &Source::Forms(&now), &[]);
    let mut series: Series = now.into();
    series.comparison = comparison;
    series
}

fn check(series: &Series, unit_pages: UnitPages, lang: Lang) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("summary.xlsx");
    let target = Target {
        path: path.clone(),
        format: &XLSX,
    };
    let options = Options {
        lang,
        unit_pages,
        ..Options::default()
    };
    write(series, &[target], options).unwrap();
    saved(&[&path], "pdf", folder.path(), folder.path());
    let pdf = folder.path().join("summary.pdf");
    let sizes = smallest(&fs::read(&pdf).unwrap());
    assert!(sizes.len() > 3, "{sizes:?}");
    let small: Vec<_> = (1..)
        .zip(&sizes)
        .filter(|(_, size)| **size < LEAST)
        .collect();
    assert!(small.is_empty(), "{small:?}");
    assert!(!words(&pdf, &[]).contains("###"));
    let book = Book::of(series, Scope::Whole, lang);
    let sheets = book.sheets();
    if sheets[1].name() == "通报附件" {
        assert!(sizes[1] >= OF_ANNEX, "{}", sizes[1]);
    }
    // A sentence that is cut has lost its end.
    let first = words(&pdf, &["-l", "1"]);
    for row in sheets[0].rows().filter(|row| row.role == Role::Sentence) {
        let sentence = row.cells[0].words().unwrap().to_owned();
        let letters: Vec<char> = sentence.chars().filter(|c| !c.is_whitespace()).collect();
        let end: String = letters[letters.len().saturating_sub(4)..].iter().collect();
        assert!(first.contains(&end), "{sentence}");
    }
}

#[test]
#[ignore = "needs LibreOffice and poppler"]
fn every_page_can_be_read() {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/monitoring");
    let midyear = staged::read(&[forms], Some(Stage::Midyear));
    let mut none = fixture::district();
    none.forms.clear();
    for lang in [Lang::Zh, Lang::En] {
        check(&years(), UnitPages::Written, lang);
        check(&midyear.clone().into(), UnitPages::Written, lang);
    }
    for assessment in [fixture::province(30), fixture::province(150), none] {
        check(&assessment.into(), UnitPages::None, Lang::Zh);
    }
}
