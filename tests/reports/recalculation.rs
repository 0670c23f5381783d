//! Every figure that stands in a workbook as a formula is what a spreadsheet program makes of that formula.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cells::differences;
use crate::filings::d;
use crate::fixture;
use crate::office::saved;
use crate::staged;
use ziping::base::lang::Lang;
use ziping::compare::{Results, Series, Source, compare};
use ziping::model::{PackedRows, Stage};
use ziping::output::{Options, Target, UnitPages, XLSX, write};
use ziping::roster::FormerName;

/// Cells that LibreOffice computes otherwise than the workbook says.
fn false_cells(path: &Path, folder: &Path) -> Vec<String> {
    let out = folder.join("recalculated");
    saved(&[path], "xlsx", folder, &out);
    differences(path, &out.join(path.file_name().unwrap()), 14.0)
}

fn check(series: &Series, lang: Lang) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("summary.xlsx");
    let target = Target {
        path: path.clone(),
        format: &XLSX,
    };
    let options = Options {
        lang,
        unit_pages: UnitPages::Written,
        ..Options::default()
    };
    write(series, &[target], options).unwrap();
    let differences = false_cells(&path, folder.path());
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
#[ignore = "needs LibreOffice"]
fn every_formula_comes_to_its_value() {
    for lang in [Lang::Zh, Lang::En] {
        check(&fixture::district().into(), lang);
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn forms_without_amounts_and_ties_come_out_right() {
    let mut assessment = fixture::district();
    for at in [2, 5] {
        let funding = assessment.forms[at].filing.funding.as_mut().unwrap();
        funding.initial = None;
    }
    let funding = assessment.forms[3].filing.funding.as_mut().unwrap();
    funding.executed = None;
    assessment.forms[7].filing.reported_total = None;
    let twin = assessment.forms[4].clone();
    assessment.forms[6].evaluation = twin.evaluation;
    assessment.forms = ziping::run::rank::rank(assessment.forms);
    check(&assessment.into(), Lang::Zh);
}

/// The district against two years before: one unit renamed, two merged, one gone, some totals other.
fn with_years() -> Series {
    let mut now = fixture::district();
    let name = |at: usize| {
        let before = fixture::district();
        before.forms[at].unit_name().to_owned()
    };
    let mut before = fixture::district();
    before.year = Some(2022);
    for (at, form) in before.forms.iter_mut().enumerate() {
        form.filing.unit.code = None;
        let mut indicators = form.filing.indicators.open();
        if let Some(points) = &mut indicators[at % 4].points {
            points.value += d("1");
        }
        form.filing.indicators = PackedRows::of(&indicators);
        form.evaluation.total = form.evaluation.total.map(|t| t - d("0.37"));
    }
    let mut older = Results::of(&before);
    older.provenance.year = Some(2021);
    now.forms[3].filing.unit.name.as_mut().unwrap().value = "区新设局".into();
    let former = [FormerName {
        name: "区新设局".into(),
        former: vec![name(3).into(), name(4).into()],
    }];
    now.forms[4].filing.unit.name.as_mut().unwrap().value = "区另设局".into();
    let past = vec![Results::take(before), older];
    let comparison = compare(past, &Source::Forms(&now), &former);
    Series {
        comparison,
        ..Series::from(now)
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn years_side_by_side_come_out_right() {
    let assessment = with_years();
    for lang in [Lang::Zh, Lang::En] {
        check(&assessment, lang);
    }
}

/// Long sheets go to disk row by row and take their formats by column.
#[test]
#[ignore = "needs LibreOffice"]
fn long_sheets_come_out_right() {
    let mut assessment = fixture::province(600);
    assessment.forms = ziping::run::rank::rank(assessment.forms);
    check(&assessment.into(), Lang::Zh);
}

/// The stages of a year: every form as it is handed out and as it is filed, and the workbook about the monitoring.
#[test]
#[ignore = "needs LibreOffice"]
fn the_forms_of_a_year_and_their_monitoring_come_out_right() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (goals, watched, closed) = (path("goals"), path("watched"), path("closed"));
    staged::file_goals(&goals);
    staged::file_next(std::slice::from_ref(&goals), Stage::Midyear, &watched);
    let both = [goals.clone(), watched.clone()];
    staged::file_next(&both, Stage::SelfEvaluation, &closed);
    let monitored = staged::read(std::slice::from_ref(&watched), Some(Stage::Midyear));
    for lang in [Lang::Zh, Lang::En] {
        check(&monitored.clone().into(), lang);
    }
    let mut wrong = Vec::new();
    for (at, form) in [goals, watched, closed]
        .iter()
        .flat_map(|f| files(f))
        .enumerate()
    {
        let own = folder.path().join(at.to_string());
        let named = own.join("form.xlsx");
        fs::create_dir_all(&own).unwrap();
        fs::copy(&form, &named).unwrap();
        let found = false_cells(&named, &own);
        wrong.extend(found.into_iter().map(|w| format!("{} {w}", form.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The workbooks below a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

/// Any workbook of this program, named by `ZIPING_WORKBOOK`.
#[test]
#[ignore = "needs LibreOffice and a workbook"]
fn a_given_workbook_comes_out_right() {
    let path = PathBuf::from(std::env::var("ZIPING_WORKBOOK").unwrap());
    let folder = tempfile::tempdir().unwrap();
    let differences = false_cells(&path, folder.path());
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// The judge is worth nothing if it believes what the file says.
#[test]
#[ignore = "needs LibreOffice"]
fn a_false_value_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("false.xlsx");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let formula = rust_xlsxwriter::Formula::new("ROUND(1/3,4)").set_result("-999");
    let sheet = workbook.add_worksheet();
    sheet.write_formula(0, 0, formula).unwrap();
    workbook.save(&path).unwrap();
    let found = false_cells(&path, folder.path());
    assert_eq!(found.len(), 1, "{found:?}");
}
