//! 自评报告 that were filed, held against the forms of their units.
//!
//! A report belongs to the unit that its cover names, else the one its text names, else by the names of file and folder;
//! words on the sheet 报告文字 belong to the forms beside them. One without a form is held against itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Assessed, Run};
use crate::finding::narrative::REPORT_NAME;
use crate::finding::{Fact, Finding, Problem};
use crate::form::labels::fold;
use crate::form::read::narrative_cells;
use crate::model::{Kind, Place, Stage};
use crate::narrative::{At, Knowledge, Passage, Report, Text};
use crate::workbook::Workbook;

/// What became of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldReport {
    /// Its file.
    pub file: Arc<str>,
    /// The unit whose form it was held against.
    pub unit: Option<Arc<str>>,
    /// The year it is about.
    pub year: Option<i32>,
    /// Its figures with a measure.
    pub numbers: usize,
    /// Those that are figures of the form.
    pub bound: usize,
    /// Those that nothing is known of; the others are contradicted.
    pub unbound: usize,
}

/// Words by which a file says that it is a report.
const TITLES: [&str; 2] = ["报告", "自评"];

/// The report in a file; `None` of other texts, and of forms written in Word.
pub(super) fn filed(words: &Text, file: &str) -> Option<Report> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let report = Report::read(words);
    let form = name.contains("自评表") && !name.contains("报告");
    (!form && (name.contains("报告") || report.is_one())).then_some(report)
}

/// What the sheet 报告文字 of a workbook says.
pub(super) fn beside(workbook: &Workbook) -> Option<Report> {
    let (sheet, parts) = narrative_cells(workbook)?;
    let name: Arc<str> = Arc::from(&*sheet.name);
    let lines = parts.values().flat_map(|(cell, words)| {
        let name = &name;
        words
            .lines()
            .map(move |line| Passage::at(At::Cell(Arc::clone(name), *cell), line))
    });
    let passages: Vec<Passage> = lines.collect();
    (!passages.is_empty()).then(|| Report::read(&Text { passages }))
}

/// Holds every report against its forms.
pub(super) fn hold(
    reports: &[(Arc<str>, Report)],
    forms: &[Assessed],
    run: &Run,
) -> (Vec<HeldReport>, Vec<Finding>) {
    let (mut held, mut findings) = (Vec::new(), Vec::new());
    for (file, report) in reports {
        let own = own_forms(file, report, forms, run);
        let main = main_form(file, report, &own);
        let knowledge = main.map(|main| knowledge(main, &own));
        let bound = report.held(knowledge.as_ref());
        let unit = main.and_then(|form| form.filing.unit.name.as_ref());
        let unit: Option<Arc<str>> = unit.map(|name| Arc::from(&*name.value));
        let mut say = |problem: Problem, at: Option<&At>| {
            let place = match at {
                Some(At::Cell(sheet, cell)) => {
                    Place::sheet(Arc::clone(file), Arc::clone(sheet), Some(*cell))
                }
                Some(At::Paragraph(paragraph)) => Place {
                    paragraph: Some(*paragraph),
                    ..Place::file(Arc::clone(file))
                },
                None => Place::file(Arc::clone(file)),
            };
            findings.push(run.rules.finding(problem, place, unit.clone()));
        };
        if let Some((problem, at)) = misnamed(file, report, main, forms) {
            say(problem, at);
        }
        let contradicted = bound
            .claims
            .iter()
            .filter(|claim| claim.is_of_form())
            .count();
        for claim in bound.claims {
            let at = report
                .paragraphs
                .get(claim.paragraph)
                .map(|paragraph| &paragraph.at);
            say(claim.problem, at);
        }
        held.push(HeldReport {
            file: Arc::clone(file),
            unit: unit.clone(),
            year: report.year(),
            numbers: bound.numbers,
            bound: bound.bound,
            unbound: bound
                .numbers
                .saturating_sub(bound.bound)
                .saturating_sub(contradicted),
        });
    }
    (held, findings)
}

/// What the forms of the report say.
fn knowledge(main: &Assessed, own: &[&Assessed]) -> Knowledge {
    let (filing, evaluation) = (main.filing.open(), main.evaluation.open());
    let mut knowledge = Knowledge::of(&filing, &evaluation, main.projects.as_deref());
    let projects = own
        .iter()
        .filter(|form| form.filing.kind == Kind::Project && main.filing.kind == Kind::Unit);
    for form in projects {
        knowledge.add_project(&form.filing.open(), &form.evaluation.open());
    }
    knowledge
}

/// The self-evaluations of the unit that a report is from.
fn own_forms<'a>(
    file: &str,
    report: &Report,
    forms: &'a [Assessed],
    run: &Run,
) -> Vec<&'a Assessed> {
    let filed = || {
        forms
            .iter()
            .filter(|form| form.filing.stage == Stage::SelfEvaluation)
    };
    let beside = report
        .paragraphs
        .iter()
        .any(|paragraph| matches!(paragraph.at, At::Cell(..)));
    if beside {
        return filed().filter(|form| *form.filing.file == *file).collect();
    }
    let mut units: BTreeMap<String, Vec<&Assessed>> = BTreeMap::new();
    for form in filed() {
        if let Some(name) = &form.filing.unit.name {
            units
                .entry(fold(&name.value).into_owned())
                .or_default()
                .push(form);
        }
    }
    let name = by_cover(report, &units)
        .or_else(|| by_text(report, &units))
        .or_else(|| by_file(file, &units, run))
        .or_else(|| by_folder(file, &units));
    name.and_then(|name| units.remove(&name))
        .unwrap_or_default()
}

type Units<'a> = BTreeMap<String, Vec<&'a Assessed>>;

/// The unit that the cover names, by the longest name that is or holds it.
fn by_cover(report: &Report, units: &Units<'_>) -> Option<String> {
    let cover = fold(report.cover.unit.as_deref()?).into_owned();
    if units.contains_key(&cover) {
        return Some(cover);
    }
    let alike = units.keys().filter(|name| {
        let short = name.chars().count().min(cover.chars().count());
        short >= 3 && (name.ends_with(&cover) || cover.ends_with(name.as_str()))
    });
    only(alike)
}

/// The one unit of several, where it is the only one.
fn only<'a>(mut names: impl Iterator<Item = &'a String>) -> Option<String> {
    let first = names.next()?;
    names.next().is_none().then(|| first.clone())
}

/// The unit that the text names most often.
fn by_text(report: &Report, units: &Units<'_>) -> Option<String> {
    let text: String = report
        .paragraphs
        .iter()
        .map(|paragraph| fold(&paragraph.text).into_owned())
        .collect();
    let named = |name: &String| text.matches(name.as_str()).count();
    let met: Vec<(&String, usize)> = units
        .keys()
        .map(|name| (name, named(name)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let whole = met.iter().filter(|(name, _)| {
        !met.iter()
            .any(|(other, _)| other.len() > name.len() && other.contains(name.as_str()))
    });
    let most = whole.clone().map(|(_, count)| *count).max()?;
    only(
        whole
            .filter(|(_, count)| *count == most)
            .map(|(name, _)| *name),
    )
}

/// The unit that the way to the file names.
fn by_file(file: &str, units: &Units<'_>, run: &Run) -> Option<String> {
    let listed = run
        .roster
        .as_deref()
        .and_then(|roster| roster.units().get(roster.named_by(file)?));
    let listed = listed.map(|unit| fold(&unit.name).into_owned());
    if let Some(name) = listed.filter(|name| units.contains_key(name)) {
        return Some(name);
    }
    let way = fold(file).into_owned();
    let met: Vec<&String> = units
        .keys()
        .filter(|name| way.contains(name.as_str()))
        .collect();
    let longest = met.iter().map(|name| name.len()).max()?;
    only(met.into_iter().filter(|name| name.len() == longest))
}

/// The unit whose forms alone lie in the folder of the file.
fn by_folder(file: &str, units: &Units<'_>) -> Option<String> {
    let (folder, _) = file.rsplit_once('/')?;
    let beside = |form: &&Assessed| {
        form.filing
            .file
            .rsplit_once('/')
            .is_some_and(|(other, _)| other == folder)
    };
    only(
        units
            .iter()
            .filter(|(_, forms)| forms.iter().any(beside))
            .map(|(name, _)| name),
    )
}

/// The form that a report is about: of the project that its head or file names, else of the unit as a whole.
fn main_form<'a>(file: &str, report: &Report, own: &[&'a Assessed]) -> Option<&'a Assessed> {
    let head = report
        .paragraphs
        .iter()
        .take(25)
        .map(|paragraph| paragraph.text.as_str());
    let head = fold(&head.chain([file]).collect::<String>()).into_owned();
    let titled = head.contains("项目支出") || head.contains("项目绩效");
    let named = own.iter().filter(|form| {
        let project = form.filing.project.as_ref();
        project.is_some_and(|name| head.contains(&*fold(&name.value)))
    });
    let of_project =
        named.max_by_key(|form| form.filing.project.as_ref().map(|name| name.value.len()));
    let units = || own.iter().filter(|form| form.filing.kind == Kind::Unit);
    let unit = units()
        .find(|form| form.standing.is_some())
        .or_else(|| units().next());
    let first = match titled {
        true => of_project.or(unit),
        false => unit.or(of_project),
    };
    let alone = match own {
        [form] => Some(*form),
        _ => None,
    };
    first.copied().or(alone)
}

/// A unit on the cover that is not the form's, or one that no form answers to.
fn misnamed<'r>(
    file: &str,
    report: &'r Report,
    main: Option<&Assessed>,
    forms: &[Assessed],
) -> Option<(Problem, Option<&'r At>)> {
    let cover = report.cover.unit.as_deref();
    let holds = |unit: &str| {
        report
            .paragraphs
            .iter()
            .find(|p| p.text.contains(unit))
            .map(|p| &p.at)
    };
    let facts = |expected: String, found: &str| {
        [
            ("expected", Fact::text(expected)),
            ("found", Fact::text(found)),
        ]
    };
    let Some(main) = main else {
        let name = file.rsplit('/').next().unwrap_or(file);
        let is_called = TITLES.iter().any(|title| name.contains(title)) || cover.is_some();
        let found = cover.unwrap_or(name);
        let count = format!("共 {} 份自评表", forms.len());
        let told = is_called && !forms.is_empty();
        return told.then(|| {
            (
                REPORT_NAME.case("nobody", facts(count, found)),
                cover.and_then(holds),
            )
        });
    };
    let own = main.filing.unit.name.as_ref()?;
    let cover = cover?;
    let (one, other) = (fold(cover), fold(&own.value));
    let same = one.contains(&*other) || other.contains(&*one);
    (!same).then(|| {
        (
            REPORT_NAME.case("form", facts(own.value.to_string(), cover)),
            holds(cover),
        )
    })
}
