//! A file of decisions with what each of its rows decides, looked up by unit.

use std::collections::HashMap;
use std::sync::Arc;

use ecow::EcoString;

use super::key::{file_fingerprint, fingerprints, unit_key};
use super::line::{Change, Line, State};
use super::read::Lines;
use crate::base::number::parse_plain;
use crate::finding::decided::DECISION_INVALID;
use crate::finding::{Fact, Finding, Problem};
use crate::form::target;
use crate::model::{
    CellRef, Content, Correction, Date, Decision, DecisionKind, Filing, PackedFiling, Place,
    Subject, Unit,
};

/// Words for a cell that holds nothing.
const BLANK: [&str; 5] = ["空", "空白", "（空）", "(空)", "blank"];

/// What a row comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// Nothing is decided.
    Open,
    /// It is decided.
    Decided(Arc<Decision>),
    /// It was meant to decide and cannot.
    Invalid(Problem),
}

/// A row with what it comes to.
#[derive(Debug, Clone)]
pub struct Entry {
    /// As it was typed.
    pub line: Line,
    /// Where it stands.
    pub place: Place,
    /// What it comes to.
    pub ruling: Ruling,
}

/// 处理意见: the decisions that a run is to apply.
#[derive(Debug)]
pub struct Register {
    /// Name of its file.
    pub file: Arc<str>,
    /// SHA-256 of its file, lower-case hexadecimal.
    pub sha256: Box<str>,
    /// The day of the run, which tells which decisions are in force.
    pub date: Date,
    /// Its rows.
    pub entries: Vec<Entry>,
    /// Headers of columns that somebody else has added.
    pub further: Vec<EcoString>,
    /// Decisions in force by the unit they are about.
    units: HashMap<EcoString, Vec<Arc<Decision>>>,
}

impl Register {
    /// What the rows of a file decide on a day.
    #[must_use]
    pub fn of(lines: Lines, date: Date) -> Self {
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
        let mut units: HashMap<EcoString, Vec<Arc<Decision>>> = HashMap::new();
        let in_force =
            |decision: &Decision| decision.kind == DecisionKind::Return || !decision.is_past(date);
        for entry in &entries {
            if let Some(decision) = entry.decision().filter(|decision| in_force(decision)) {
                let unit = units.entry(unit_key(&decision.subject.unit)).or_default();
                unit.push(Arc::clone(decision));
            }
        }
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
        let name = unit.name.as_ref().map(|name| unit_key(&name.value));
        let name = name.unwrap_or_else(|| unit_key(file));
        let code = unit.code.as_deref().map(unit_key);
        let found = [Some(name), code].into_iter().flatten();
        found.filter_map(|name| self.units.get(&name)).flatten()
    }

    /// Decisions in force about a form.
    fn of_form<'r, I, L>(
        &'r self,
        filing: &Filing<I, L>,
    ) -> impl Iterator<Item = &'r Arc<Decision>> + use<'r, I, L> {
        let project = filing.project.as_ref().map(|p| unit_key(&p.value));
        let same = move |decision: &&Arc<Decision>| {
            let own = decision.subject.project.as_deref().map(unit_key);
            own == project
        };
        self.about(&filing.unit, &filing.file).filter(same)
    }

    /// The corrections of a form.
    pub fn corrections<'r, I, L>(
        &'r self,
        filing: &Filing<I, L>,
    ) -> impl Iterator<Item = (&'r Arc<Decision>, &'r Correction)> + use<'r, I, L> {
        let sheet = Arc::clone(&filing.sheet);
        let decisions = self.of_form(filing);
        decisions.filter_map(move |decision| {
            let correction = decision.correction.as_ref()?;
            let here = correction.sheet.as_ref().is_none_or(|own| **own == *sheet);
            here.then_some((decision, correction))
        })
    }

    /// Lays the decisions on the findings about a form that they are about. `year` stands in for a form without one.
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
            let unit = finding.unit.as_deref().unwrap_or(&finding.place.file);
            let decisions = self.units.get(&unit_key(unit));
            let mark = file_fingerprint(finding);
            lay(decisions.into_iter().flatten(), finding, &mark);
        }
    }

    /// The decision that takes a form out of the ranking: about the form itself, or laid on one of its findings.
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

    /// Which of several forms of a unit is adopted: its position in `files`, the names it goes by in the file of
    /// decisions, and the decision.
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
    /// What it decides.
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

/// Rows that decide the same otherwise are not applied.
fn contradicting(entries: &mut [Entry]) {
    let mut seen: HashMap<Subject, Vec<usize>> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let decision = entry.decision().filter(|d| d.correction.is_none());
        if let Some(decision) = decision {
            let subject = decision.subject.clone();
            seen.entry(subject).or_default().push(at);
        }
    }
    for rows in seen.into_values().filter(|rows| rows.len() > 1) {
        let of = |at: &usize| {
            let decision = entries.get(*at)?.decision()?;
            Some((decision.kind, decision.adopted.clone()))
        };
        let kinds: Vec<_> = rows.iter().filter_map(of).collect();
        if kinds.windows(2).all(|pair| pair.first() == pair.last()) {
            continue;
        }
        let places: Vec<_> = rows.iter().filter_map(|at| entries.get(*at)).collect();
        let places: Vec<_> = places.iter().map(|e| e.place.to_string()).collect();
        for (at, own) in rows.iter().zip(0..) {
            let others = places.iter().enumerate();
            let others = others.filter(|(nth, _)| *nth != own).map(|(_, p)| &**p);
            let others = others.collect::<Vec<_>>().join("、");
            if let Some(entry) = entries.get_mut(*at) {
                entry.ruling = Ruling::Invalid(invalid("twice", Some(&others)));
            }
        }
    }
}

fn invalid(case: &'static str, found: Option<&str>) -> Problem {
    let found = found.map(|found| ("found", Fact::text(found)));
    DECISION_INVALID.case(case, found)
}

/// What a row decides; nothing where no decision is typed.
///
/// # Errors
///
/// What it lacks.
pub fn ruling(line: &Line, place: &Place) -> Result<Option<Decision>, Problem> {
    let Some(typed) = line
        .kind
        .as_deref()
        .map(str::trim)
        .filter(|k| !k.is_empty())
    else {
        return Ok(None);
    };
    let kind = DecisionKind::named(typed).ok_or_else(|| invalid("kind", Some(typed)))?;
    let unit = line.unit.clone().filter(|unit| !unit.trim().is_empty());
    let subject = Subject {
        unit: unit.ok_or_else(|| invalid("subject", None))?,
        project: line.project.clone(),
        code: line.code.clone(),
        fingerprint: line.fingerprint.clone(),
    };
    let marked = subject.code.is_some() && subject.fingerprint.is_some();
    let needs_mark = matches!(kind, DecisionKind::Return | DecisionKind::Confirmed);
    if needs_mark && !marked {
        return Err(invalid("subject", None));
    }
    let decision = Decision {
        kind,
        by: line.by.clone(),
        when: date(line.when.as_deref())?,
        until: date(line.until.as_deref())?,
        note: line.note.clone().filter(|note| !note.trim().is_empty()),
        subject,
        adopted: line.adopted.clone().filter(|_| kind == DecisionKind::Adopt),
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

fn date(typed: Option<&str>) -> Result<Option<Date>, Problem> {
    let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else {
        return Ok(None);
    };
    day(typed)
        .map(Some)
        .ok_or_else(|| invalid("date", Some(typed)))
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
fn correction(line: &Line) -> Result<Correction, Problem> {
    let complete = |change: &Change| {
        let typed = |text: &Option<EcoString>| {
            let text = text.as_deref()?.trim();
            (!text.is_empty()).then(|| EcoString::from(text))
        };
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

/// Whether what stands in a cell is what a correction says was filed: the same text, or the same figure.
#[must_use]
pub fn is_filed(typed: &str, filed: &str) -> bool {
    let figure = |text: &str| parse_plain(&text.replace(',', ""));
    unit_key(typed) == unit_key(filed)
        || figure(typed).is_some_and(|own| figure(filed) == Some(own))
}
