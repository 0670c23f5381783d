//! 自评报告 that were filed, checked against the forms of their units.
//!
//! Words on the sheet 报告文字 belong to the forms beside them. A report without a form is checked for contradictions
//! within itself.

mod owner;

use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::{Assessed, Run};
use crate::finding::narrative::REPORT_NAME;
use crate::finding::{Fact, Finding, FindingSubject, Problem};
use crate::form::labels::fold;
use crate::form::read::narrative_cells;
use crate::model::{Kind, Spot};
use crate::narrative::{Knowledge, ParagraphPosition, Passage, Report, ReportText};
use crate::workbook::Workbook;
use owner::{Owner, Units, owner};

/// The result for a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedReport {
    /// Its file.
    pub file: Arc<str>,
    /// The unit whose form it was compared with.
    pub unit: Option<EcoString>,
    /// The file of that form.
    #[serde(skip)]
    pub form: Option<Arc<str>>,
    /// The year it is about.
    pub year: Option<i32>,
    /// Its figures with a measure.
    pub numbers: usize,
    /// Those that are figures of the form.
    pub bound: usize,
    /// Those for which no figure is known; the others are contradicted.
    pub unbound: usize,
}

/// Words in a file name that mark a report.
const TITLES: [&str; 2] = ["报告", "自评"];

/// The report in a file; `None` of other texts, and of forms written in Word.
pub(super) fn filed(words: &ReportText, file: &str) -> Option<Report> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let report = Report::read(words);
    let form = name.contains("自评表") && !name.contains("报告");
    (!form && (name.contains("报告") || report.is_one())).then_some(report)
}

/// The text on the sheet 报告文字 of a workbook.
pub(super) fn beside(workbook: &Workbook) -> Option<Report> {
    let (sheet, parts) = narrative_cells(workbook)?;
    let name: Arc<str> = Arc::from(&*sheet.name);
    let lines = parts.values().flat_map(|(cell, words)| {
        let name = &name;
        words
            .lines()
            .map(move |line| Passage::at(ParagraphPosition::Cell(Arc::clone(name), *cell), line))
    });
    let passages: Vec<Passage> = lines.collect();
    (!passages.is_empty()).then(|| Report::read(&ReportText { passages }))
}

/// Holds every report against its forms.
pub(super) fn hold(
    reports: &[(Arc<str>, Report)],
    forms: &[Assessed],
    run: &Run,
) -> (Vec<ComparedReport>, Vec<Finding>) {
    let (mut held, mut findings) = (Vec::new(), Vec::new());
    if reports.is_empty() {
        return (held, findings);
    }
    let units = Units::of(forms, run);
    for (file, report) in reports {
        let owner = owner(file, report, &units, run);
        let (main, knowledge) = match &owner {
            Owner::Of(main, own) => (Some(*main), Some(knowledge(main, own))),
            _ => (None, None),
        };
        let bound = report.held(knowledge.as_ref());
        let unit = main.and_then(|form| form.filing.unit.shared_name());
        let mut say = |problem: Problem, at: Option<&ParagraphPosition>| {
            let about = match at {
                Some(ParagraphPosition::Cell(sheet, _)) => {
                    FindingSubject::sheet(file, sheet, unit.clone())
                }
                _ => FindingSubject::file(file, unit.clone()),
            };
            let spot = at.map(|at| match at {
                ParagraphPosition::Cell(_, cell) => Spot::Cell(*cell),
                ParagraphPosition::Paragraph(paragraph) => Spot::Paragraph(*paragraph),
            });
            findings.extend(run.rules.finding(problem, &about, spot));
        };
        if let Some((problem, at)) = misnamed(file, report, &owner, forms) {
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
        held.push(ComparedReport {
            file: Arc::clone(file),
            unit: unit.clone(),
            form: main.map(|form| Arc::clone(&form.filing.file)),
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

/// The figures of the forms of the report.
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

/// A unit on the cover that is not the form's, or that matches no form, or several.
fn misnamed<'r>(
    file: &str,
    report: &'r Report,
    owner: &Owner<'_>,
    forms: &[Assessed],
) -> Option<(Problem, Option<&'r ParagraphPosition>)> {
    let cover = report.cover.unit.as_deref();
    let titled = report.cover.titled.as_deref();
    let name = file.rsplit('/').next().unwrap_or(file);
    let mut paragraphs = report.paragraphs.iter();
    let at = cover
        .or(titled)
        .and_then(|unit| paragraphs.find(|p| p.text.contains(unit)));
    let at = at.map(|paragraph| &paragraph.at);
    let found = ("found", Fact::text(cover.or(titled).unwrap_or(name)));
    let counted = |case, forms: usize| {
        let forms = u64::try_from(forms).unwrap_or(u64::MAX);
        REPORT_NAME.case(case, [found.clone(), ("forms", Fact::Count(forms))])
    };
    let problem = match owner {
        Owner::Of(main, _) => {
            let own = main.filing.unit.name.as_ref()?;
            let (one, other) = (fold(cover?), fold(&own.value));
            let same = one.contains(&*other) || other.contains(&*one);
            let expected = ("expected", Fact::text(own.value.as_str()));
            (!same).then(|| REPORT_NAME.case("form", [expected, found]))
        }
        Owner::Several(several) => Some(counted("several", *several)),
        Owner::Nobody => {
            let is_called = TITLES.iter().any(|title| name.contains(title)) || cover.is_some();
            (is_called && !forms.is_empty()).then(|| counted("nobody", forms.len()))
        }
    };
    Some((problem?, at))
}
