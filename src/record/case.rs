//! The rows of a file of decisions that a run asks for, and the update of those that exist.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use ecow::EcoString;

use super::finding::Marks;
use crate::base::lang::Lang;
use crate::decision::{Candidate, DecisionLine, Namesakes, State, unit_key};
use crate::finding::across::{DUPLICATE_UNIT, VERSIONS_UNDECIDED};
use crate::finding::decided::OF_DECISIONS;
use crate::finding::{FOLLOWS, Problem, Severity};
use crate::model::DecisionKind;
use crate::run::{Assessed, Assessment, DecisionFate as Fate, ListedFinding, Version};

/// Key that distinguishes two rows.
type Key = (EcoString, EcoString, EcoString, EcoString);

fn key(line: &DecisionLine) -> Key {
    let text = |text: &Option<EcoString>| text.clone().unwrap_or_default();
    (
        unit_key(&text(&line.unit)),
        unit_key(&text(&line.project)),
        text(&line.code),
        text(&line.fingerprint),
    )
}

/// The rows of the file of decisions after a run, and the row that each finding asks for.
#[derive(Debug, Default)]
pub struct Rows {
    /// The existing ones in their order, with the finding updated and settled ones closed; then the new ones.
    pub lines: Vec<DecisionLine>,
    /// Index of the row of each finding that has one, by the finding's place among all of the run.
    pub by_finding: HashMap<usize, usize>,
}

impl Rows {
    /// The rows of a run.
    #[must_use]
    pub fn of(assessment: &Assessment, lang: Lang) -> Self {
        let cases = cases(assessment, lang);
        let keys: Vec<(usize, Key)> = cases.iter().map(|(at, case)| (*at, key(case))).collect();
        let mut seen = HashSet::new();
        let cases = cases.into_iter().map(|(_, case)| case);
        let lines = lines(assessment, cases.filter(|case| seen.insert(key(case))));
        let rows: HashMap<Key, usize> = lines.iter().map(key).zip(0..).collect();
        let keys = keys.into_iter();
        let by_finding = keys.filter_map(|(at, key)| Some((at, *rows.get(&key)?)));
        let by_finding = by_finding.collect();
        Self { lines, by_finding }
    }
}

fn lines(assessment: &Assessment, cases: impl Iterator<Item = DecisionLine>) -> Vec<DecisionLine> {
    let mut asked: Vec<Option<DecisionLine>> = cases.map(Some).collect();
    let keys = asked.iter().flatten().map(key).zip(0..);
    let places: HashMap<Key, usize> = keys.collect();
    let there = assessment.decisions.iter().flat_map(|d| d.rows());
    let mut lines: Vec<DecisionLine> = Vec::new();
    for (entry, fate) in there {
        let old = entry.line.clone();
        let found = places.get(&key(&old)).and_then(|at| asked.get_mut(*at));
        lines.push(match found.and_then(Option::take) {
            Some(new) => DecisionLine {
                severity: new.severity,
                file: new.file,
                cell: new.cell,
                message: new.message,
                candidates: new.candidates,
                state: State::Open,
                ..old
            },
            None => DecisionLine {
                state: state(&old, fate),
                ..old
            },
        });
    }
    lines.extend(asked.into_iter().flatten());
    lines
}

/// Whether a row that no finding asks for is settled: not while its decision is applied, nor where it was typed by
/// hand, since a slip in it would look settled.
fn state(line: &DecisionLine, fate: &Fate) -> State {
    match fate {
        Fate::Applied | Fate::Overdue | Fate::Invalid(_) => State::Open,
        _ if line.fingerprint.is_some() => State::Closed,
        _ => line.state,
    }
}

/// A row for each error and warning and for each set of versions, with the place of its finding; a note only where it
/// is decided about.
fn cases(assessment: &Assessment, lang: Lang) -> Vec<(usize, DecisionLine)> {
    let mut marks = Marks::of(assessment);
    let namesakes = assessment.namesakes();
    let listed = assessment.findings().into_iter().enumerate();
    let found = listed.filter_map(|(at, listed)| {
        let finding = listed.finding;
        let matters = finding.severity > Severity::Info || finding.decision.is_some();
        let code = finding.problem.code;
        if !matters || OF_DECISIONS.contains(&code) {
            return None;
        }
        let form = listed.form().and_then(|at| assessment.forms.get(at));
        if is_of_versions(&listed) {
            let line = line(form, &listed, (&namesakes, lang));
            let settled = is_settled(&finding.problem);
            let severity = line.severity.filter(|_| settled);
            let case = versions(form?, line)?;
            return Some((
                at,
                DecisionLine {
                    severity: severity.or(case.severity),
                    ..case
                },
            ));
        }
        let sheet = &finding.about.sheet;
        let cell = finding.cell().map(|cell| match sheet {
            Some(sheet) => format!("{sheet}!{cell}").into(),
            None => EcoString::from(cell.to_string()),
        });
        let case = DecisionLine {
            cell: cell.or_else(|| sheet.as_deref().map(EcoString::from)),
            fingerprint: Some(marks.mark(&listed)),
            ..line(form, &listed, (&namesakes, lang))
        };
        Some((at, case))
    });
    found.collect()
}

/// Whether a finding is about which of several forms counts.
fn is_of_versions(listed: &ListedFinding<'_>) -> bool {
    let (problem, decision) = (&listed.finding.problem, &listed.finding.decision);
    let several = problem.is(&DUPLICATE_UNIT) && problem.case() != Some("same");
    let adopted = decision
        .as_ref()
        .is_some_and(|d| d.kind == DecisionKind::Adopt);
    problem.is(&VERSIONS_UNDECIDED) || several || adopted
}

/// Whether names and dates decided which form counts.
fn is_settled(problem: &Problem) -> bool {
    problem.is(&DUPLICATE_UNIT) && problem.case().is_none()
}

/// The cells of a row about a finding.
fn line(
    form: Option<&Assessed>,
    listed: &ListedFinding<'_>,
    (namesakes, lang): (&Namesakes, Lang),
) -> DecisionLine {
    let finding = listed.finding;
    let code = form.and_then(|form| form.filing.unit.code.as_deref());
    let project = form.and_then(|form| form.filing.project.as_ref());
    let follows = if listed.cause.is_some() { FOLLOWS } else { "" };
    DecisionLine {
        severity: Some(finding.severity),
        unit: Some(EcoString::from(&*namesakes.called(finding.whose(), code))),
        project: project.map(|project| project.value.clone()),
        file: Some(EcoString::from(&*finding.about.file)),
        message: Some(format!("{follows}{}", finding.message(lang)).into()),
        code: Some(finding.problem.code.name.into()),
        ..DecisionLine::default()
    }
}

/// The row about several forms of a unit.
fn versions(form: &Assessed, line: DecisionLine) -> Option<DecisionLine> {
    let versions: &Arc<[Version]> = form.versions.as_ref()?;
    let candidates = versions.iter().map(|version| Candidate {
        file: version.name.clone(),
        total: version
            .total
            .map(|total| total.normalize().to_string().into()),
        saved: version.saved.clone(),
        differs: version.differs.clone(),
    });
    Some(DecisionLine {
        severity: Some(Severity::Error),
        code: Some(VERSIONS_UNDECIDED.name.into()),
        fingerprint: versions.first().map(|version| version.fingerprint.clone()),
        candidates: candidates.collect(),
        ..line
    })
}
