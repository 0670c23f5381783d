//! A blank form filled in by openpyxl and saved by LibreOffice as .xlsx, .xls and .ods: the same figures are
//! read from each, and what helps while typing is still there.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use ziping::finding::Code;
use ziping::form::blank::{Order, Prefill, workbook};
use ziping::form::grid::{self, Workbook};
use ziping::form::labels::Labels;
use ziping::form::read::{Source, read};
use ziping::lang::Lang;
use ziping::model::{Filing, Kind};
use ziping::rules::{RuleSet, evaluate};

const ALWAYS_RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}\n{output:?}");
}

/// The file as LibreOffice saves it with `extension`.
fn saved(path: &Path, extension: &str, folder: &Path) -> PathBuf {
    let profile = folder.join("profile");
    fs::create_dir_all(profile.join("user")).unwrap();
    fs::write(
        profile.join("user/registrymodifications.xcu"),
        ALWAYS_RECALCULATE,
    )
    .unwrap();
    let out = folder.join(extension);
    run(Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", extension, "--outdir"])
        .arg(&out)
        .arg(path));
    out.join(path.file_stem().unwrap())
        .with_extension(extension)
}

fn open(path: &Path) -> Workbook {
    grid::read(&fs::read(path).unwrap()).unwrap()
}

fn filing(book: &Workbook) -> Filing {
    let source = Source {
        file: "表".into(),
        group: None,
    };
    let mut filings = read(book, &source, &Labels::load(None).unwrap());
    assert_eq!(filings.len(), 1);
    filings.remove(0)
}

/// All figures of a form, without their addresses.
fn figures(filing: &Filing) -> Vec<String> {
    let worth = evaluate(filing, &RuleSet::load(None).unwrap());
    let figure = |f: &Option<ziping::model::Figure>| {
        f.as_ref()
            .map_or_else(|| "-".to_owned(), |f| f.value.normalize().to_string())
    };
    let said = |s: &Option<ziping::model::Located<ziping::model::Statement>>| {
        s.as_ref()
            .map_or_else(|| "-".to_owned(), |s| s.value.to_string())
    };
    let mut all: Vec<String> = Vec::new();
    let funds = filing.funding.as_ref().unwrap();
    for f in [
        &funds.initial,
        &funds.change,
        &funds.adjusted,
        &funds.executed,
        &funds.rate,
        &funds.reported,
    ] {
        all.push(figure(f));
    }
    for line in &funds.lines {
        all.push(format!(
            "{} {} {}",
            line.label,
            figure(&line.adjusted),
            figure(&line.rate)
        ));
    }
    for (indicator, result) in filing.indicators.iter().zip(&worth.indicators) {
        all.push(format!(
            "{} | {} | {} | {} | {} | {} | {} = {}",
            indicator.name,
            said(&indicator.target),
            said(&indicator.midyear),
            said(&indicator.actual),
            figure(&indicator.completion),
            figure(&indicator.points),
            figure(&indicator.reported),
            result.score.unwrap().normalize(),
        ));
    }
    let grade = filing.reported_grade.as_ref().map(|g| g.value.to_string());
    all.push(format!(
        "{} {grade:?} = {:?}",
        figure(&filing.reported_total),
        worth.total
    ));
    all
}

fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
#[ignore = "needs LibreOffice and Python with openpyxl"]
fn a_filled_form_reads_the_same_from_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let blank = folder.path().join("blank.xlsx");
    let prefill = Prefill {
        group: Some("党政机关".to_owned()),
        ..Prefill::default()
    };
    let order = Order {
        kind: Kind::Unit,
        labels: &Labels::load(None).unwrap(),
        rules: &RuleSet::load(None).unwrap(),
        year: Some(2024),
        lang: Lang::Zh,
    };
    fs::write(&blank, workbook(&order, &prefill).unwrap()).unwrap();
    let filled = folder.path().join("filled.xlsx");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ci/fill.py");
    run(Command::new("python3").arg(script).arg(&blank).arg(&filled));

    // openpyxl keeps no values of formulas: that is said, not read as zero.
    let untouched = filing(&open(&filled));
    assert!(untouched.reported_total.is_none());
    let uncalculated = untouched
        .remarks
        .iter()
        .filter(|(p, _)| p.code() == Code::Uncalculated);
    assert!(uncalculated.count() > 10);

    let mut first: Option<Vec<String>> = None;
    for extension in ["xlsx", "xls", "ods"] {
        let path = saved(&filled, extension, folder.path());
        let book = open(&path);
        let stamp = book
            .stamp
            .clone()
            .unwrap_or_else(|| panic!("{extension}: no stamp"));
        assert_eq!(
            (stamp.kind, stamp.year),
            (Kind::Unit, Some(2024)),
            "{extension}"
        );
        assert_eq!(&*stamp.rules, "default");
        assert_eq!(stamp.group.as_deref(), Some("党政机关"), "{extension}");
        let form = filing(&book);
        let remarks: Vec<Code> = form.remarks.iter().map(|(p, _)| p.code()).collect();
        assert_eq!(remarks, [], "{extension}: {:?}", form.remarks);
        let found = figures(&form);
        let expected = first.get_or_insert_with(|| found.clone());
        assert_eq!(&found, expected, "{extension}");
    }
    insta::assert_snapshot!(first.unwrap().join("\n"));
}

#[test]
#[ignore = "needs LibreOffice"]
fn help_and_locks_survive_libreoffice() {
    let folder = tempfile::tempdir().unwrap();
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let template = template.join(ziping::form::blank::file_name(Kind::Unit));
    let blank = folder.path().join("blank.xlsx");
    fs::copy(template, &blank).unwrap();
    let path = saved(&blank, "xlsx", folder.path());
    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    for kept in [
        "<sheetProtection",
        "type=\"list\"",
        "type=\"decimal\"",
        "type=\"custom\"",
        "promptTitle=",
        "<conditionalFormatting",
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "fitToWidth=\"1\"",
        "hidden=\"true\"",
        "<autoFilter",
    ] {
        assert!(sheet.contains(kept), "{kept}");
    }
    assert!(!sheet.contains("password="), "no password");
    assert!(part(&path, "xl/workbook.xml").contains("Print_Titles"));
    assert!(part(&path, "docProps/custom.xml").contains("ziping-form"));
    let styles = part(&path, "xl/styles.xml");
    assert!(styles.contains("locked=\"false\"") && styles.contains("locked=\"true\""));
}
