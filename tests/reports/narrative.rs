//! Written reports: those of other places held against themselves, our own held against their forms, and our own with
//! one digit changed.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};
use ziping::document::paragraphs;
use ziping::finding::Severity;
use ziping::model::Kind;
use ziping::narrative::{Claim, Knowledge, ParagraphPosition, Report, ReportText};
use ziping::run::{Assessed, Assessment};

use crate::numbers::{Numbers, told};
use crate::staged;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// `report-sum §3`, with the case where nothing need be mended.
fn found(report: &Report, claim: &Claim) -> String {
    let problem = &claim.problem;
    let ParagraphPosition::Paragraph(at) = report.paragraphs[claim.paragraph].at else {
        panic!("no paragraph")
    };
    let case = (problem.severity() == Some(Severity::Info)).then(|| problem.case().unwrap());
    let case = case.map_or(String::new(), |case| format!(" {case}"));
    format!("{} §{at}{case}", problem.code.name)
}

#[test]
fn reports_contradict_themselves_where_they_say_so_and_nowhere_else() {
    let mut wrong = Vec::new();
    let mut read = 0;
    for entry in fs::read_dir(root("tests/narrative")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let (head, body) = text.split_once("\n\n").unwrap();
        let expected = head.lines().filter_map(|line| line.strip_prefix("finds: "));
        let expected: Vec<String> = expected.map(str::to_owned).collect();
        let report = Report::read(&ReportText::of_lines(body));
        let claims = report.held(None).claims;
        let claims: Vec<String> = claims.iter().map(|claim| found(&report, claim)).collect();
        if claims != expected {
            wrong.push(format!("{}: {claims:?}", path.display()));
        }
        read += 1;
    }
    assert!(wrong.is_empty() && read > 75, "{}", wrong.join("\n"));
}

/// The reports that the program writes about the examples, each with what its forms say.
fn own_reports(folder: &Path) -> Vec<(Vec<String>, Knowledge)> {
    let forms = root("examples/2023");
    let done = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["report", "--quiet", "-o"])
        .args([folder, &forms])
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let assessment = staged::read(&[forms], None);
    let mut names: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending == "docx"));
    names.sort();
    let reports = names.iter().map(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let words = paragraphs(&fs::read(path).unwrap()).unwrap();
        (words, known(&assessment, name))
    });
    reports.collect()
}

/// What the forms of the unit and project of a report say, by its name.
fn known(assessment: &Assessment, name: &str) -> Knowledge {
    let unit = name.split('-').next().unwrap();
    let own = || {
        assessment
            .forms
            .iter()
            .filter(|form| form.unit_name() == unit)
    };
    let project = |form: &&Assessed| {
        let project = form.filing.project.as_ref();
        project.is_some_and(|project| name.contains(&*project.value))
    };
    let main = own().find(project);
    let main = main
        .or_else(|| own().find(|form| form.filing.kind == Kind::Unit))
        .unwrap();
    let open = |form: &Assessed| (form.filing.open(), form.evaluation.open());
    let (filing, evaluation) = open(main);
    let mut knowledge = Knowledge::of(&filing, &evaluation, main.projects.as_deref());
    for other in
        own().filter(|form| form.filing.kind == Kind::Project && main.filing.kind == Kind::Unit)
    {
        let (filing, evaluation) = open(other);
        knowledge.add_project(&filing, &evaluation);
    }
    knowledge
}

fn held(words: &[String], knowledge: &Knowledge) -> (Report, Vec<Claim>) {
    let report = Report::read(&ReportText::of_paragraphs(words.iter().map(String::as_str)));
    let claims = report.held(Some(knowledge)).claims;
    (report, claims)
}

/// Digits of a report's sentences below its cover, by paragraph and place: those of its figures.
fn digits(words: &[String]) -> Vec<(usize, usize)> {
    let report = Report::read(&ReportText::of_paragraphs(words.iter().map(String::as_str)));
    let mut places = Vec::new();
    for paragraph in &report.paragraphs {
        let ParagraphPosition::Paragraph(number) = paragraph.at else {
            continue;
        };
        let at = usize::try_from(number).unwrap() - 1;
        let plain = words[at] == paragraph.text;
        let figures = paragraph.figures.iter().filter(|_| plain && at > 15);
        for figure in figures {
            let digits = figure
                .span
                .clone()
                .filter(|place| words[at].as_bytes()[*place].is_ascii_digit());
            places.extend(digits.map(|place| (at, place)));
        }
    }
    places
}

#[test]
fn our_own_reports_are_their_forms_and_a_changed_digit_is_seen() {
    let edits = told("ZIPING_EDITS", 60);
    let mut chance = Numbers::of(20_231);
    let folder = TempDir::new().unwrap();
    let reports = own_reports(folder.path());
    let mut numbers = Vec::new();
    for (words, knowledge) in &reports {
        let (report, claims) = held(words, knowledge);
        let claims: Vec<String> = claims.iter().map(|claim| found(&report, claim)).collect();
        assert!(claims.is_empty(), "{}: {claims:?}", words.concat());
        let bound = report.held(Some(knowledge));
        numbers.push((bound.numbers, bound.bound));
    }
    let all: usize = numbers.iter().map(|(numbers, _)| numbers).sum();
    let bound: usize = numbers.iter().map(|(_, bound)| bound).sum();
    assert!(bound * 100 >= all * 98, "{bound} of {all}");
    let mut missed = BTreeSet::new();
    let mut made = 0;
    while made < edits {
        let (words, knowledge) = chance.one(&reports);
        let places = digits(words);
        let (at, place) = *chance.one(&places);
        let old = words[at].as_bytes()[place];
        let new = b'0' + u8::try_from(chance.below(10)).unwrap();
        let leads = !words[at][..place].ends_with(|c: char| c.is_ascii_digit() || c == '.');
        let followed = words[at].as_bytes()[place + 1].is_ascii_digit();
        if new == b'0' && leads && followed || new == old {
            continue;
        }
        made += 1;
        let mut edited = words.clone();
        edited[at].replace_range(place..=place, &char::from(new).to_string());
        let (_, claims) = held(&edited, knowledge);
        if claims.is_empty() {
            let (old, new) = (&words[at], &edited[at]);
            missed.insert(format!("{place}: {old}\n→ {new}"));
        }
    }
    let list: Vec<String> = missed.into_iter().collect();
    assert!(
        list.len() as u64 * 50 <= edits,
        "{} of {edits}:\n{}",
        list.len(),
        list.join("\n")
    );
}

/// What `score` finds in a folder.
fn scored(folder: &Path) -> Value {
    let done = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["check", "--json", "--quiet", "--fail-on", "never"])
        .arg(folder)
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    serde_json::from_slice(&done.stdout).unwrap()
}

/// A document as an office program saves it: other bytes, no comment of the package, words replaced in its text.
fn saved(document: &[u8], old: &str, new: &str) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(document)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(old), "{old}");
            bytes = text.replace(old, new).into_bytes();
        }
        to.start_file(name, SimpleFileOptions::default()).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn a_report_of_ours_is_read_once_it_was_changed() {
    let folder = TempDir::new().unwrap();
    let form = root(
        "examples/2023/党政机关/附件1-应急管理局2023年度部门单位整体支出绩效自评表（定稿）.xlsx",
    );
    let within = folder.path().join("表");
    fs::create_dir(&within).unwrap();
    fs::copy(&form, within.join("表.xlsx")).unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["report", "--quiet", "-o"])
        .args([folder.path(), &within])
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let own = scored(folder.path());
    assert_eq!(own["reports"], Value::Array(Vec::new()), "{own}");
    let mut papers = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let paper = papers.find(|path| path.extension().is_some_and(|ending| ending == "docx"));
    let paper = paper.unwrap();
    let changed = saved(&fs::read(&paper).unwrap(), "485.82", "458.82");
    fs::write(&paper, changed).unwrap();
    let read = scored(folder.path());
    let report = &read["reports"][0];
    assert_eq!(report["unit"], "安全生产监督管理局", "{report}");
    assert_eq!(report["year"], 2023);
    let of_report = read["findings"].as_array().unwrap().iter();
    let of_report =
        of_report.filter(|f| f["code"] == "report-differs" && f["expected"] == "485.82万元");
    let cells: Vec<&str> = of_report.map(|f| f["cell"].as_str().unwrap()).collect();
    assert!(
        cells.len() > 2 && cells.iter().all(|cell| cell.starts_with('§')),
        "{read}"
    );
}
