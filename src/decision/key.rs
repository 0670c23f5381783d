//! Key of a case: code, unit, and a fingerprint of what was found.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use ecow::EcoString;

use crate::base::hash::sha256;
use crate::finding::{Finding, Kind};
use crate::form::labels::fold;
use crate::model::PackedFiling;

/// Digits of each half of a fingerprint: enough to distinguish the findings of a unit, few enough to be stored inline.
const DIGITS: usize = 7;

/// The name of a unit as it is looked up by.
#[must_use]
pub fn unit_key(name: &str) -> EcoString {
    fold(name).as_ref().into()
}

/// Names that several units have, each with a code of its own.
#[derive(Debug, Default)]
pub struct Namesakes(HashSet<EcoString>);

impl Namesakes {
    /// The namesakes among units, each given by its name and code.
    pub fn among<'a>(units: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut codes: HashMap<EcoString, &str> = HashMap::new();
        let mut shared = HashSet::new();
        for (name, code) in units {
            match codes.entry(unit_key(name)) {
                Entry::Vacant(free) => {
                    free.insert(code);
                }
                Entry::Occupied(taken) if *taken.get() != code => {
                    shared.insert(taken.key().clone());
                }
                Entry::Occupied(_) => {}
            }
        }
        Self(shared)
    }

    /// Whether several units have a name, folded as [`unit_key`] does.
    #[must_use]
    pub fn share(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// The key of a unit: its name, with its code where others have the same name.
    #[must_use]
    pub fn called<'n>(&self, name: &'n str, code: Option<&str>) -> Cow<'n, str> {
        match code.filter(|_| self.share(&unit_key(name))) {
            Some(code) => Cow::Owned(with_code(name, code)),
            None => Cow::Borrowed(name),
        }
    }
}

/// A name with the code of the unit, which distinguishes it from others of that name: `卫生院（101002）`.
#[must_use]
pub(super) fn with_code(name: &str, code: &str) -> String {
    format!("{name}（{code}）")
}

/// Fingerprints of the findings about a form, in their order: `about-facts`.
///
/// The first half stands for the form (kind, stage, year, project) and the row of the table by its name, at any
/// position; the second for the facts. Where these contain no figure, the figures of the row are included. `year` is
/// used for a form without one.
#[must_use]
pub fn fingerprints(
    filing: &PackedFiling,
    year: Option<i32>,
    findings: &[Finding],
) -> Vec<EcoString> {
    let form = form_of(filing, year);
    let rows = Rows::of(filing);
    let mut equals = HashMap::new();
    let marks = findings.iter().map(|finding| {
        let row = finding.cell().and_then(|cell| rows.0.get(&cell.row));
        let name = row.map_or("", |(name, _)| name);
        let mut facts = facts_of(finding);
        if !holds_figure(finding) {
            facts.extend(row.map(|(_, figures)| figures.clone()));
        }
        numbered(finding, [&form, name].join("\0"), facts, &mut equals)
    });
    marks.collect()
}

/// The fingerprint of a finding about a file as a whole.
#[must_use]
pub fn file_fingerprint(finding: &Finding) -> EcoString {
    let about = String::new();
    numbered(finding, about, facts_of(finding), &mut HashMap::new())
}

/// The fingerprint of several forms of a unit, by the figures of each.
#[must_use]
pub fn set_fingerprint(filing: &PackedFiling, year: Option<i32>, forms: Vec<String>) -> EcoString {
    let mut forms = forms;
    forms.sort_unstable();
    forms.dedup();
    joined(&form_of(filing, year), &forms.join("\0"))
}

/// The fingerprint of what is found, with its number among equals.
fn numbered(
    finding: &Finding,
    about: String,
    facts: Vec<String>,
    equals: &mut HashMap<String, usize>,
) -> EcoString {
    let code = finding.problem.code.name;
    let case = finding.problem.case().unwrap_or_default();
    let mut text = [case.to_owned()].into_iter().chain(facts);
    let mut facts = text.next().unwrap_or_default();
    for fact in text {
        facts.push('\0');
        facts.push_str(&fact);
    }
    let nth = equals.entry([code, &about, &facts].join("\0")).or_default();
    if *nth > 0 {
        facts.push_str(&format!("\0{nth}"));
    }
    *nth = nth.saturating_add(1);
    joined(&about, &facts)
}

fn joined(about: &str, facts: &str) -> EcoString {
    let half = |text: &str| -> EcoString {
        let hash = sha256(text.as_bytes());
        hash.chars().take(DIGITS).collect()
    };
    format!("{}-{}", half(about), half(facts)).into()
}

fn form_of(filing: &PackedFiling, year: Option<i32>) -> String {
    let year = filing.year.as_ref().map(|y| y.value).or(year);
    let project = filing.project.as_ref().map(|p| unit_key(&p.value));
    let project = project.unwrap_or_default();
    format!("{:?}\0{:?}\0{year:?}\0{project}", filing.kind, filing.stage)
}

/// The facts as plain text, whatever the language of the run.
fn facts_of(finding: &Finding) -> Vec<String> {
    let problem = &finding.problem;
    let facts = problem.code.facts.iter();
    let facts = facts.map(|named| problem.fact(named.name).map(|fact| fact.plain()));
    facts.map(Option::unwrap_or_default).collect()
}

fn holds_figure(finding: &Finding) -> bool {
    let problem = &finding.problem;
    let mut facts = problem.code.facts.iter();
    facts.any(|named| {
        let figure = matches!(
            named.kind,
            Kind::Amount | Kind::Rate | Kind::Points | Kind::Figure | Kind::Money | Kind::Band
        );
        figure && problem.fact(named.name).is_some()
    })
}

/// The rows of a form, by where they stand: name and figures.
struct Rows(BTreeMap<u32, (EcoString, String)>);

impl Rows {
    fn of(filing: &PackedFiling) -> Self {
        let filing = filing.open();
        let mut rows: BTreeMap<u32, (EcoString, String)> = BTreeMap::new();
        let names = filing.indicators.iter().map(|row| (row.cell, &row.name));
        for (cell, name) in names {
            rows.insert(cell.row, (unit_key(name), String::new()));
        }
        for figure in filing.figures() {
            let row = rows.entry(figure.cell.row);
            let row = row.or_insert_with(|| (unit_key(&figure.row), String::new()));
            row.1
                .push_str(&format!("{:?} {}\0", figure.column, figure.text));
        }
        Self(rows)
    }
}
