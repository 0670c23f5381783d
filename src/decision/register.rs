//! A file of decisions with what each of its rows decides, looked up by unit.

mod conflict;

use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;

use super::key::{file_fingerprint, fingerprints, unit_key, with_code};
use super::line::{Change, DecisionLine, State};
use super::read::DecisionsFile;
use crate::finding::decided::DECISION_INVALID;
use crate::finding::{Fact, Finding, Problem};
use crate::form::target;
use crate::model::{
    CellRef, Content, Correction, Date, Decision, DecisionKind, FormHead, PackedFiling, Place,
    Subject, Unit,
};
use crate::workbook::Value;
use conflict::contradicting;

/// Words for a cell that holds nothing.
const BLANK: [&str; 5] = ["空", "空白", "（空）", "(空)", "blank"];

/// The interpretation of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// Nothing is decided.
    Open,
    /// It is decided.
    Decided(Arc<Decision>),
    /// It was meant to decide and cannot.
    Invalid(Problem),
}

/// A row with its interpretation.
#[derive(Debug, Clone)]
pub struct Entry {
    /// As it was typed.
    pub line: DecisionLine,
    /// Where it stands.
    pub place: Place,
    /// Its ruling.
    pub ruling: Ruling,
}

/// 处理意见: the decisions that a run is to apply.
#[derive(Debug)]
pub struct Register {
    /// Name of its file.
    pub file: Arc<str>,
    /// SHA-256 of its file, lower-case hexadecimal.
    pub sha256: Box<str>,
    /// The day of the run, which determines the decisions in force.
    pub date: Date,
    /// Its rows.
    pub entries: Vec<Entry>,
    /// Headers of columns that users have added.
    pub further: Vec<EcoString>,
    /// Decisions in force by the unit they are about.
    units: HashMap<EcoString, Vec<Arc<Decision>>>,
}

impl Register {
    /// What the rows of a file decide on a day.
    #[must_use]
    pub fn of(lines: DecisionsFile, date: Date) -> Self {
        let entries = lines.lines.into_iter().map(|(line, place)| {
            let ruling = match ruling(&line, &place) {
                Ok(None) => Ruling::Open,
                Ok(Some(decision)) => Ruling::Decided(Arc::new(decision)),
                Err(problem) => Ruling::Invalid(problem),
            };
            Entry {
                line,
                place,
                ruling,
            }
        });
        let mut entries: Vec<_> = entries.collect();
        contradicting(&mut entries);
        let units = in_force(&entries, date);
        Self {
            file: lines.file,
            sha256: lines.sha256,
            date,
            entries,
            further: lines.further,
            units,
        }
    }

    /// Decisions in force about a unit, by its name or code.
    fn about<'r>(
        &'r self,
        unit: &Unit,
        file: &str,
    ) -> impl Iterator<Item = &'r Arc<Decision>> + use<'r> {
        let found = names(unit, file);
        found.filter_map(|name| self.units.get(&name)).flatten()
    }

    /// Decisions in force about a form.
    fn of_form<'r>(
        &'r self,
        filing: &FormHead,
    ) -> impl Iterator<Item = &'r Arc<Decision>> + use<'r> {
        let project = project(filing);
        let same = move |decision: &&Arc<Decision>| {
            let own = decision.subject.project.as_deref().map(unit_key);
            own == project
        };
        self.about(&filing.unit, &filing.file).filter(same)
    }

    /// The corrections of a form, whatever sheet they are about.
    pub fn corrections<'r>(
        &'r self,
        filing: &FormHead,
    ) -> impl Iterator<Item = (&'r Arc<Decision>, &'r Correction)> + use<'r> {
        let decisions = self.of_form(filing);
        decisions.filter_map(|decision| Some((decision, decision.correction.as_ref()?)))
    }

    /// Lays the decisions on the findings about a form that they are about. `year` is used for a form without one.
    pub fn decide(&self, filing: &PackedFiling, year: Option<i32>, findings: &mut [Finding]) {
        let about = |decision: &&Arc<Decision>| decision.subject.fingerprint.is_some();
        let decisions: Vec<_> = self.of_form(filing).filter(about).collect();
        if decisions.is_empty() {
            return;
        }
        let marks = fingerprints(filing, year, findings);
        for (finding, mark) in findings.iter_mut().zip(marks) {
            lay(decisions.iter().copied(), finding, &mark);
        }
    }

    /// Lays the decisions on findings about files as a whole.
    pub fn decide_files(&self, findings: &mut [Finding]) {
        for finding in findings {
            let decisions = self.units.get(&unit_key(finding.whose()));
            let mark = file_fingerprint(finding);
            lay(decisions.into_iter().flatten(), finding, &mark);
        }
    }

    /// The decision that excludes a form from the ranking: about the form itself, or attached to one of its findings.
    #[must_use]
    pub fn withdrawal(&self, filing: &PackedFiling, findings: &[Finding]) -> Option<Arc<Decision>> {
        let withdraws = |decision: &&Arc<Decision>| decision.kind == DecisionKind::Withdraw;
        let of_form = self.of_form(filing).filter(withdraws);
        let mut of_form = of_form.filter(|decision| decision.subject.fingerprint.is_none());
        let laid = findings
            .iter()
            .filter_map(|finding| finding.decision.as_ref());
        let found = of_form.next().or_else(|| laid.into_iter().find(withdraws));
        found.cloned()
    }

    /// Which of several forms of a unit is adopted: its position in `files`, its names in the file of decisions, and
    /// the decision.
    #[must_use]
    pub fn adopted(
        &self,
        filing: &PackedFiling,
        fingerprint: &str,
        files: &[EcoString],
    ) -> Option<(usize, Arc<Decision>)> {
        let adopts = |decision: &&Arc<Decision>| {
            let mark = decision.subject.fingerprint.as_deref();
            decision.kind == DecisionKind::Adopt && mark.is_none_or(|mark| mark == fingerprint)
        };
        let mut adopts = self.of_form(filing).filter(adopts);
        adopts.find_map(|decision| {
            let named = decision.adopted.as_deref()?;
            let at = files.iter().position(|file| file == named)?;
            Some((at, Arc::clone(decision)))
        })
    }
}

impl Entry {
    /// Its decision.
    #[must_use]
    pub const fn decision(&self) -> Option<&Arc<Decision>> {
        match &self.ruling {
            Ruling::Decided(decision) => Some(decision),
            Ruling::Open | Ruling::Invalid(_) => None,
        }
    }

    /// Whether it was found to be settled by an earlier run.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.line.state == State::Closed
    }
}

/// How decisions identify a unit: by its name, or else its file; its code; and both, where others have the same name.
fn names(unit: &Unit, file: &str) -> impl Iterator<Item = EcoString> + use<> {
    let name = unit.name.as_ref().map_or(file, |name| &name.value);
    let code = unit.code.as_deref();
    let coded = code.map(|code| unit_key(&with_code(name, code)));
    let all = std::iter::once(unit_key(name));
    all.chain(code.map(unit_key)).chain(coded)
}

fn project(filing: &FormHead) -> Option<EcoString> {
    filing.project.as_ref().map(|p| unit_key(&p.value))
}

/// Whether a form is the one that a decision names: its unit, by name or code, and its project.
#[must_use]
pub fn concerns(subject: &Subject, filing: &FormHead) -> bool {
    let unit = unit_key(&subject.unit);
    let own = subject.project.as_deref().map(unit_key);
    own == project(filing) && names(&filing.unit, &filing.file).any(|name| name == unit)
}

/// Lays the decision on a finding that is about it.
fn lay<'d>(
    mut decisions: impl Iterator<Item = &'d Arc<Decision>>,
    finding: &mut Finding,
    mark: &str,
) {
    let code = finding.problem.code.name;
    let is = |decision: &&Arc<Decision>| {
        let subject = &decision.subject;
        let same = subject.code.as_deref() == Some(code);
        let kind = decision.kind;
        let lies = !matches!(kind, DecisionKind::Correct | DecisionKind::Adopt);
        lies && same && subject.fingerprint.as_deref() == Some(mark)
    };
    if finding.decision.is_none() {
        finding.decision = decisions.find(is).cloned();
    }
}

/// Decisions in force by the unit they are about; what was sent back stays so behind its day.
fn in_force(entries: &[Entry], date: Date) -> HashMap<EcoString, Vec<Arc<Decision>>> {
    let mut units: HashMap<EcoString, Vec<Arc<Decision>>> = HashMap::new();
    let holds =
        |decision: &Decision| decision.kind == DecisionKind::Return || !decision.is_past(date);
    for decision in entries.iter().filter_map(Entry::decision) {
        if holds(decision) {
            let unit = units.entry(unit_key(&decision.subject.unit)).or_default();
            unit.push(Arc::clone(decision));
        }
    }
    units
}

fn invalid(case: &'static str, found: Option<&str>) -> Problem {
    let found = found.map(|found| ("found", Fact::text(found)));
    DECISION_INVALID.case(case, found)
}

/// What a row decides; nothing where no decision is typed.
///
/// # Errors
///
/// What is missing.
pub fn ruling(line: &DecisionLine, place: &Place) -> Result<Option<Decision>, Problem> {
    let Some(kind) = typed(&line.kind) else {
        return Ok(None);
    };
    let kind = DecisionKind::named(&kind).ok_or_else(|| invalid("kind", Some(&kind)))?;
    let subject = Subject {
        unit: typed(&line.unit).ok_or_else(|| invalid("subject", None))?,
        project: typed(&line.project),
        code: typed(&line.code),
        fingerprint: typed(&line.fingerprint),
    };
    let marked = subject.code.is_some() && subject.fingerprint.is_some();
    let needs_mark = matches!(kind, DecisionKind::Return | DecisionKind::Confirmed);
    if needs_mark && !marked {
        return Err(invalid("subject", None));
    }
    let decision = Decision {
        kind,
        by: line.by.clone(),
        when: date(&line.when)?,
        until: date(&line.until)?,
        note: typed(&line.note),
        subject,
        adopted: typed(&line.adopted).filter(|_| kind == DecisionKind::Adopt),
        correction: match kind {
            DecisionKind::Correct => Some(correction(line)?),
            _ => None,
        },
        place: place.clone(),
    };
    match kind {
        DecisionKind::Confirmed if decision.note.is_none() => Err(invalid("note", None)),
        DecisionKind::Adopt if decision.adopted.is_none() => Err(invalid("adopted", None)),
        _ => Ok(Some(decision)),
    }
}

/// The text of a field, unless it is blank.
fn typed(field: &Option<EcoString>) -> Option<EcoString> {
    let text = field.as_deref()?.trim();
    (!text.is_empty()).then(|| text.into())
}

fn date(field: &Option<EcoString>) -> Result<Option<Date>, Problem> {
    let typed = typed(field);
    let read = typed.map(|typed| day(&typed).ok_or_else(|| invalid("date", Some(&typed))));
    read.transpose()
}

/// A day with its year, as it is typed: `2024-03-01`, `2024年3月1日`.
#[must_use]
pub fn day(typed: &str) -> Option<Date> {
    let read = target::parse(typed);
    match read.content {
        Content::Date(date) if read.comparator.is_none() => date.year.map(|_| date),
        _ => None,
    }
}

/// The correction in a row; without a cell of its own it is about the cell of the finding.
fn correction(line: &DecisionLine) -> Result<Correction, Problem> {
    let complete = |change: &Change| {
        let cell = typed(&change.cell).or_else(|| typed(&line.cell))?;
        let (sheet, cell) = match cell.rsplit_once('!') {
            Some((sheet, cell)) => (Some(EcoString::from(sheet)), cell),
            None => (None, &*cell),
        };
        let filed = typed(&change.filed)?;
        let blank = BLANK.contains(&&*filed);
        Some(Correction {
            sheet,
            cell: CellRef::of_address(cell)?,
            filed: if blank { EcoString::new() } else { filed },
            corrected: typed(&change.corrected)?,
            evidence: typed(&change.evidence)?,
        })
    };
    line.correction
        .as_ref()
        .and_then(complete)
        .ok_or_else(|| invalid("correction", None))
}

/// Whether the content of a cell is the filed value of a correction: the same text, or the same figure.
#[must_use]
pub fn is_filed(typed: &str, filed: &str) -> bool {
    let figure = |text: &str| match Value::typed(text) {
        Value::Number(figure) | Value::Percent(figure, _) => Some(figure),
        _ => None,
    };
    unit_key(typed) == unit_key(filed)
        || figure(typed).is_some_and(|own| figure(filed) == Some(own))
}
