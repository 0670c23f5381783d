//! 版本: several forms of one unit (project) and year, and which of them counts.
//!
//! Forms with equal figures are one version. Names and dates of saving each prefer some of them: the one that both
//! prefer counts. Where they prefer none, or several, it stays open.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::Assessed;
use crate::decision::{Register, set_fingerprint};
use crate::finding::across::{DUPLICATE_UNIT, VERSIONS_UNDECIDED};
use crate::finding::{Fact, Problem};
use crate::form::labels::fold;
use crate::model::{CellRef, Decision, FigureKey, Filing};
use crate::rules::StandingRule;
use crate::workbook::SaveDate;

/// One of several forms of a unit (project) and year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Path of its file.
    pub file: Arc<str>,
    /// Its sheet.
    pub sheet: Arc<str>,
    /// The figure it would be ranked by.
    pub total: Option<Decimal>,
    /// 保存日期 as the document states it, where its format does.
    pub saved: Option<EcoString>,
    /// Whether it is the one that is ranked.
    pub ranked: bool,
    /// Cells with figures that the compared version does not have, as `F9（51家）`.
    pub differs: Vec<EcoString>,
    /// Its name in decisions: its file, with its sheet where the file holds several versions.
    pub name: EcoString,
    /// Fingerprint of the figures of all forms of the unit, for decisions.
    pub fingerprint: EcoString,
}

/// A figure that forms of a unit (project) do not file alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub figure: FigureKey,
    /// Its cell and what is there in each form; none where the form does not file it.
    pub filed: Vec<Option<(CellRef, EcoString)>>,
}

/// The figures that `forms` do not file alike, in the order of their cells, each as every form has it.
#[must_use]
pub fn differences(forms: &[&Assessed]) -> Vec<Difference> {
    let all: Vec<Figures> = forms.iter().map(|f| figures(&f.filing.open())).collect();
    let keys: BTreeSet<&FigureKey> = all.iter().flat_map(BTreeMap::keys).collect();
    let differing = keys.into_iter().filter_map(|key| {
        let text = |own: &Figures| own.get(key).map(|(_, text)| text.clone());
        let first = all.first().map(text);
        let differs = all.iter().any(|own| Some(text(own)) != first);
        differs.then(|| Difference {
            figure: key.clone(),
            filed: all.iter().map(|own| own.get(key).cloned()).collect(),
        })
    });
    let mut differing: Vec<Difference> = differing.collect();
    let cell = |own: &Difference| own.filed.iter().flatten().map(|(cell, _)| *cell).next();
    differing.sort_by_key(cell);
    differing
}

/// A candidate while the versions are compared.
pub(super) struct Candidate<'f> {
    form: &'f Assessed,
    saved: Option<SaveDate>,
    figures: Figures,
    /// Whether its names prefer it, and whether they do not make it a copy.
    named: (bool, bool),
    /// The first candidate with the same figures.
    version: usize,
}

/// Filed figures and their cells, by kind of figure.
type Figures = BTreeMap<FigureKey, (CellRef, EcoString)>;

/// The problem of each candidate; none for the one that counts.
pub(super) struct VersionOutcome {
    pub(super) problems: Vec<Option<Problem>>,
    /// For each candidate that neither counts nor is excluded: that there is another.
    pub(super) several: Vec<Option<Problem>>,
    pub(super) versions: Vec<Version>,
    /// The decision that adopted one of them.
    pub(super) decision: Option<Arc<Decision>>,
}

/// Whether a form has been filled in beyond what it was handed out with.
pub(super) fn is_filled(form: &Assessed) -> bool {
    let executed = form
        .filing
        .funding
        .as_ref()
        .is_some_and(|f| f.executed.is_some());
    let filled = || {
        let rows = form.filing.indicators.open();
        rows.iter()
            .any(|row| row.reported.is_some() || row.stated_actual().is_some())
    };
    executed || filled()
}

impl<'f> Candidate<'f> {
    pub(super) fn new(form: &'f Assessed, saved: Option<SaveDate>, rule: &StandingRule) -> Self {
        let filing = &form.filing;
        Self {
            form,
            saved,
            figures: figures(&filing.open()),
            named: named(&filing.file, &filing.sheet, rule),
            version: 0,
        }
    }

    fn place(&self) -> String {
        format!("{} → {}", self.form.filing.file, self.form.filing.sheet)
    }

    /// All its figures as one text, the same for forms of one version.
    fn texts(&self) -> String {
        let figures = self.figures.iter();
        let texts = figures
            .map(|((row, column, nth), (_, text))| format!("{row}\0{column:?}\0{nth}\0{text}\n"));
        texts.collect()
    }

    /// The place with the total, in 分.
    fn listed(&self) -> EcoString {
        let total = self.form.ranked_figure();
        let total = total.map_or_else(|| "—".to_owned(), |total| total.normalize().to_string());
        format!("{}（{total}）", self.place()).into()
    }

    /// Its cells that `other` has not, or not so.
    fn beside(&self, other: &Self) -> Vec<EcoString> {
        let own = self.figures.iter();
        let own = own.filter(|(key, (_, text))| {
            let there = other.figures.get(*key);
            there.is_none_or(|(_, other)| other != text)
        });
        let mut cells: Vec<_> = own.map(|(_, (cell, text))| (*cell, text)).collect();
        cells.sort_unstable();
        let shown = |(cell, text)| format!("{cell}（{text}）").into();
        cells.into_iter().map(shown).collect()
    }
}

/// Decides which of the candidates, in path order, counts: the one that officials have adopted, else the one that names
/// and dates prefer. `year` is used for a form without one.
pub(super) fn settle(
    mut candidates: Vec<Candidate<'_>>,
    year: Option<i32>,
    register: Option<&Register>,
) -> VersionOutcome {
    let texts: Vec<String> = candidates.iter().map(Candidate::texts).collect();
    for (at, candidate) in candidates.iter_mut().enumerate() {
        let own = texts.get(at);
        let first = texts.iter().position(|other| Some(other) == own);
        candidate.version = first.unwrap_or(at);
    }
    let names = names(&candidates);
    let filing = candidates.first().map(|first| &first.form.filing);
    let fingerprint = filing.map(|filing| set_fingerprint(filing, year, texts));
    let fingerprint = fingerprint.unwrap_or_default();
    let adopted = register.zip(filing);
    let adopted = adopted.and_then(|(r, filing)| r.adopted(filing, &fingerprint, &names));
    let preferred = preferred(&candidates);
    let taken = match (&adopted, preferred.as_slice()) {
        (Some((at, _)), _) => Some(*at),
        (None, [version]) => best(&candidates, *version),
        _ => None,
    };
    let decision = adopted.map(|(_, decision)| decision);
    let problems = candidates.iter().enumerate().map(|(at, own)| match taken {
        Some(taken) if taken == at => None,
        Some(taken) => {
            let taken = candidates.get(taken)?;
            Some(replaced(own, taken, decision.as_deref()))
        }
        None => Some(undecided(own, &candidates, preferred.is_empty())),
    });
    let problems = problems.collect();
    let several = candidates.iter().map(|own| match taken {
        Some(_) => None,
        None => against(own, &candidates, None).map(several),
    });
    let several = several.collect();
    let versions = candidates.iter().zip(names).map(|(own, name)| {
        let against = against(own, &candidates, taken);
        Version {
            file: Arc::clone(&own.form.filing.file),
            sheet: Arc::clone(&own.form.filing.sheet),
            total: own.form.ranked_figure(),
            saved: own.saved.as_ref().map(|saved| saved.typed.clone()),
            ranked: false,
            differs: against.map(|other| own.beside(other)).unwrap_or_default(),
            name,
            fingerprint: fingerprint.clone(),
        }
    });
    let versions = versions.collect();
    VersionOutcome {
        problems,
        several,
        versions,
        decision,
    }
}

/// The names of the candidates in decisions: by file, and by sheet where a file holds several.
fn names(candidates: &[Candidate<'_>]) -> Vec<EcoString> {
    let file = |candidate: &Candidate<'_>| Arc::clone(&candidate.form.filing.file);
    let named = candidates.iter().map(|own| {
        let within = candidates.iter().filter(|other| file(other) == file(own));
        match within.count() {
            0 | 1 => EcoString::from(&*file(own)),
            _ => own.place().into(),
        }
    });
    named.collect()
}

/// The versions preferred by both names and dates; a criterion that does not distinguish them prefers all.
fn preferred(candidates: &[Candidate<'_>]) -> Vec<usize> {
    let mut versions: BTreeMap<usize, ((bool, bool), Option<Decimal>)> = BTreeMap::new();
    for candidate in candidates {
        let moment = candidate.saved.as_ref().map(|saved| saved.moment);
        let version = versions.entry(candidate.version);
        let (named, saved) = version.or_insert((candidate.named, moment));
        *named = (*named).max(candidate.named);
        *saved = (*saved).max(moment);
    }
    let name = versions.values().map(|(named, _)| *named).max();
    let dated = versions.values().all(|(_, saved)| saved.is_some());
    let date = versions.values().filter_map(|(_, saved)| *saved).max();
    let both = versions
        .iter()
        .filter(|(_, (named, saved))| Some(*named) == name && (!dated || *saved == date));
    both.map(|(version, _)| *version).collect()
}

/// Of the forms of one version the one whose names prefer it most, the first by path.
fn best(candidates: &[Candidate<'_>], version: usize) -> Option<usize> {
    let own = candidates.iter().enumerate();
    let own = own.filter(|(_, candidate)| candidate.version == version);
    let best = own.max_by_key(|(at, candidate)| (candidate.named, std::cmp::Reverse(*at)));
    best.map(|(at, _)| at)
}

/// The candidate that another is compared with: the one that counts, else the first of another version.
fn against<'c, 'f>(
    own: &Candidate<'f>,
    candidates: &'c [Candidate<'f>],
    taken: Option<usize>,
) -> Option<&'c Candidate<'f>> {
    let taken = taken.and_then(|at| candidates.get(at));
    let other = |other: &&Candidate<'f>| other.version != own.version;
    taken
        .filter(other)
        .or_else(|| candidates.iter().find(other))
}

/// A form that is replaced by another version.
fn replaced(own: &Candidate<'_>, taken: &Candidate<'_>, decision: Option<&Decision>) -> Problem {
    let other = ("other", Fact::text(taken.place()));
    if own.version == taken.version {
        return DUPLICATE_UNIT.case("same", [other]);
    }
    let cells = ("cells", Fact::List(own.beside(taken).into_iter().collect()));
    match decision {
        Some(_) => DUPLICATE_UNIT.case("adopted", [other, cells]),
        None => DUPLICATE_UNIT.with([other, cells]),
    }
}

/// The finding that there is another form.
fn several(other: &Candidate<'_>) -> Problem {
    DUPLICATE_UNIT.case("several", [("other", Fact::text(other.place()))])
}

fn undecided(own: &Candidate<'_>, candidates: &[Candidate<'_>], contradicted: bool) -> Problem {
    let others = candidates.iter().map(Candidate::listed);
    let against = against(own, candidates, None);
    let cells = against.map(|other| own.beside(other)).unwrap_or_default();
    let count = u64::try_from(candidates.len()).unwrap_or(u64::MAX);
    let facts = [
        ("count", Fact::Count(count)),
        ("forms", Fact::List(others.collect())),
        ("cells", Fact::List(cells.into_iter().collect())),
    ];
    match contradicted {
        true => VERSIONS_UNDECIDED.case("contradicted", facts),
        false => VERSIONS_UNDECIDED.with(facts),
    }
}

/// Whether the names of file, folders and sheet mark a form as final, and whether they do not mark it as a copy.
pub(super) fn named(file: &str, sheet: &str, rule: &StandingRule) -> (bool, bool) {
    let names = [fold(file), fold(sheet)];
    let is_final = rule.final_words.iter().any(|word| {
        let word = fold(word);
        names.iter().any(|name| has_word(name, &word))
    });
    let copy = rule.copy_words.iter().any(|word| {
        let word = fold(word);
        names.iter().any(|name| name.contains(&*word))
    });
    (
        is_final,
        !copy && !names.iter().any(|name| is_numbered(name)),
    )
}

/// Whether a word is in a name without being denied: not 非最终, 待修订 or 修订前.
fn has_word(name: &str, word: &str) -> bool {
    name.match_indices(word).any(|(at, word)| {
        let before = name.get(..at).and_then(|before| before.chars().next_back());
        let end = at.saturating_add(word.len());
        let after = name.get(end..).and_then(|after| after.chars().next());
        !before.is_some_and(|c| "非未不待需拟".contains(c)) && after != Some('前')
    })
}

/// Whether a name ends in a number of one or two digits in brackets: `表(1).xlsx`.
fn is_numbered(name: &str) -> bool {
    let stem = match name.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains(['(', ')', '/']) => stem,
        _ => name,
    };
    let inner = stem
        .strip_suffix(')')
        .and_then(|stem| stem.rsplit_once('('));
    inner.is_some_and(|(_, inner)| {
        matches!(inner.len(), 1 | 2) && inner.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Every figure of a form with its cell.
fn figures(filing: &Filing) -> Figures {
    let keyed = filing.keyed_figures().into_iter();
    keyed
        .map(|(key, figure)| (key, (figure.cell, figure.text)))
        .collect()
}
