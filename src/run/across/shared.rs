//! Reasons that units share, and reasons that name other units. Near linear: equal texts are found by their letters,
//! nearly equal ones by the least hashes of their pairs of letters.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::{Note, filed, unit_key};
use crate::audit::likeness::{Likeness, Wording};
use crate::audit::reason::is_unfilled;
use crate::base::holds_any;
use crate::finding::Fact;
use crate::finding::reason::{REASON_FOREIGN, REASON_SHARED};
use crate::form::labels::fold;
use crate::model::{CellRef, Explained};
use crate::rules::RuleSet;
use crate::run::Assessed;

/// A reason of a form.
struct Said<'a> {
    form: usize,
    cell: CellRef,
    /// Its words as they are compared, where it is long enough.
    wording: Option<Arc<Wording>>,
    /// The other unit that it names.
    named: Option<Box<Named<'a>>>,
}

/// The words of all reasons, each once: those of all forms are held at the same time, and many are copied.
#[derive(Default)]
struct Wordings(Mutex<HashSet<Arc<Wording>, FixedState>>);

impl Wordings {
    fn once(&self, wording: Wording) -> Arc<Wording> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(same) = known.get(&wording) {
            return Arc::clone(same);
        }
        let wording = Arc::new(wording);
        known.insert(Arc::clone(&wording));
        wording
    }
}

/// Another unit in a reason.
struct Named<'a> {
    name: &'a str,
    /// The form it is named by.
    form: usize,
    /// The words without its name, where they are long enough.
    bare: Option<Wording>,
}

/// Reasons that are the same in several units, and those that name another.
pub(super) fn reasons(forms: &[Assessed], rules: &RuleSet) -> Vec<Note> {
    let units: BTreeMap<usize, String> = filed(forms)
        .filter_map(|(at, form)| Some((at, unit_key(&form.filing)?)))
        .collect();
    let names = Names::of(&units);
    let wordings = Wordings::default();
    let listed: Vec<_> = units.iter().collect();
    let said: Vec<Said<'_>> = listed
        .par_iter()
        .filter_map(|(at, unit)| Some((**at, unit, forms.get(**at)?)))
        .flat_map_iter(|(at, unit, form)| said(form, (at, unit), (&names, &wordings), rules))
        .collect();
    let mut notes = shared(&said, &units, forms, rules);
    notes.extend(foreign(&said, &units, forms, rules));
    notes
}

/// The reasons of one form that can be shared or that name another unit, one a cell, those that say that nothing was
/// incurred and those that a pattern left not among them.
fn said<'u>(
    form: &Assessed,
    (at, unit): (usize, &str),
    (names, wordings): (&Names<'u>, &Wordings),
    rules: &RuleSet,
) -> Vec<Said<'u>> {
    let rows = form.filing.indicators.leading();
    let reasons = rows.into_iter().filter_map(|row: Explained| row.reason);
    let mut seen = BTreeSet::new();
    let reasons = reasons.filter(|reason| seen.insert(reason.cell));
    let idle = &rules.nothing_incurred.phrases;
    let bounds = &rules.audit;
    let told = reasons
        .filter(|reason| !holds_any(&reason.value, idle) && !is_unfilled(&reason.value, bounds));
    let wording = |text: &str, aside: &[&str]| Wording::of(text, aside, bounds.shared_from);
    told.map(|reason| Said {
        form: at,
        cell: reason.cell,
        wording: wording(&reason.value, &[unit]).map(|wording| wordings.once(wording)),
        named: names.named(&reason.value, unit).map(|(name, form)| {
            Box::new(Named {
                name,
                form,
                bare: wording(&reason.value, &[unit, name]),
            })
        }),
    })
    .filter(|said| said.wording.is_some() || said.named.is_some())
    .collect()
}

fn shared(
    said: &[Said<'_>],
    units: &BTreeMap<usize, String>,
    forms: &[Assessed],
    rules: &RuleSet,
) -> Vec<Note> {
    let compared: Vec<(&Said<'_>, &Wording)> = said
        .iter()
        .filter_map(|said| Some((said, said.wording.as_deref()?)))
        .collect();
    let wordings: Vec<&Wording> = compared.iter().map(|(_, wording)| *wording).collect();
    let mut groups: BTreeMap<usize, Vec<&Said<'_>>> = BTreeMap::new();
    for ((said, _), group) in compared
        .iter()
        .zip(alike(&wordings, Likeness::of(rules.audit.likeness)))
    {
        groups.entry(group).or_default().push(said);
    }
    groups
        .values()
        .flat_map(|group| notes(group, units, forms))
        .collect()
}

/// One note for each form of a group, where forms of several units are in it.
fn notes(group: &[&Said<'_>], units: &BTreeMap<usize, String>, forms: &[Assessed]) -> Vec<Note> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for said in group {
        if let Some(unit) = units.get(&said.form) {
            first.entry(unit).or_insert(said.form);
        }
    }
    let Some(others) = first.len().checked_sub(1).filter(|others| *others > 0) else {
        return Vec::new();
    };
    // The first two stand for all: whichever is not the form's own is named.
    let named: Vec<(&str, usize)> = first.into_iter().take(2).collect();
    let mut seen = BTreeSet::new();
    let each = group.iter().filter(|said| seen.insert(said.form));
    each.filter_map(|said| {
        let own = units.get(&said.form)?;
        let (_, other) = named.iter().find(|(unit, _)| unit != own)?;
        let count = Fact::Count(u64::try_from(others).unwrap_or(u64::MAX));
        let other = Fact::text(forms.get(*other)?.unit_name());
        Some(Note {
            form: said.form,
            problem: REASON_SHARED.with([("count", count), ("other", other)]),
            cell: Some(said.cell),
        })
    })
    .collect()
}

/// Most texts of one hash that a text is held against.
const AGAINST: usize = 16;

/// For each text the first of those it is like.
fn alike(wordings: &[&Wording], likeness: Likeness) -> Vec<usize> {
    let mut first: HashMap<&str, usize, FixedState> = HashMap::default();
    let mut group: Vec<usize> = Vec::with_capacity(wordings.len());
    let mut buckets: HashMap<(usize, u64), Vec<usize>, FixedState> = HashMap::default();
    for (at, wording) in wordings.iter().enumerate() {
        if let Some(same) = first.get(wording.letters()) {
            group.push(*same);
            continue;
        }
        let mut near = None;
        for band in wording.bands().into_iter().enumerate() {
            let bucket = buckets.entry(band).or_default();
            near = near.or_else(|| {
                let like = |other: &&usize| {
                    let other = wordings.get(**other);
                    other.is_some_and(|other| wording.is_like(other, likeness))
                };
                let like = bucket.iter().find(like)?;
                group.get(*like).copied()
            });
            if bucket.len() < AGAINST {
                bucket.push(at);
            }
        }
        let own = near.unwrap_or(at);
        group.push(own);
        first.insert(wording.letters(), own);
    }
    group
}

/// Shortest name of a unit that is looked for in texts, in characters.
const SHORTEST_NAME: usize = 3;

/// The units of a run by their names, to be found in texts.
struct Names<'u> {
    units: HashMap<&'u str, usize, FixedState>,
    /// How long names are, in characters, the longest first.
    lengths: Vec<usize>,
    /// How names end.
    ends: BTreeSet<char>,
}

impl<'u> Names<'u> {
    fn of(units: &'u BTreeMap<usize, String>) -> Self {
        let mut names = Self {
            units: HashMap::default(),
            lengths: Vec::new(),
            ends: BTreeSet::new(),
        };
        let mut lengths = BTreeSet::new();
        for (form, name) in units {
            let length = name.chars().count();
            if length >= SHORTEST_NAME {
                names.units.entry(name).or_insert(*form);
                names.ends.extend(name.chars().last());
                lengths.insert(length);
            }
        }
        names.lengths = lengths.into_iter().rev().collect();
        names
    }

    /// The first unit that a text names, other than those that its `own` name contains or is part of.
    fn named(&self, text: &str, own: &str) -> Option<(&'u str, usize)> {
        let folded = fold(text);
        if !folded.chars().any(|c| self.ends.contains(&c)) {
            return None;
        }
        let text = folded.replace(own, "");
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let ends = text.char_indices().enumerate();
        let ends = ends.filter(|(_, (_, c))| self.ends.contains(c));
        ends.flat_map(|(nth, (at, c))| {
            let end = at.saturating_add(c.len_utf8());
            let lengths = self.lengths.iter();
            let names = lengths.filter_map(move |length| {
                let first = nth.checked_add(1)?.checked_sub(*length)?;
                Some((first, end))
            });
            names.collect::<Vec<_>>()
        })
        .find_map(|(first, end)| {
            let name = text.get(*starts.get(first)?..end)?;
            let (name, form) = self.units.get_key_value(name)?;
            let related = own.contains(name) || name.contains(own);
            (!related).then_some((*name, *form))
        })
    }
}

/// One note for each form and each other unit that its reasons name.
fn foreign(
    said: &[Said<'_>],
    units: &BTreeMap<usize, String>,
    forms: &[Assessed],
    rules: &RuleSet,
) -> Vec<Note> {
    let likeness = Likeness::of(rules.audit.likeness);
    let mut own: HashMap<&str, Vec<&Wording>, FixedState> = HashMap::default();
    for said in said {
        if let Some((unit, wording)) = units.get(&said.form).zip(said.wording.as_deref()) {
            own.entry(unit).or_default().push(wording);
        }
    }
    let named = said
        .iter()
        .filter_map(|said| Some((said, said.named.as_deref()?)));
    let mut seen = BTreeSet::new();
    let named = named.filter(|(said, other)| seen.insert((said.form, other.form)));
    named
        .filter_map(|(said, other)| {
            let theirs = own.get(other.name).into_iter().flatten();
            let copied = other.bare.as_ref().is_some_and(|bare| {
                let mut theirs = theirs.into_iter();
                theirs.any(|their| their.is_like(bare, likeness))
            });
            let case = if copied { "copied" } else { "named" };
            let other = Fact::text(forms.get(other.form)?.unit_name());
            Some(Note {
                form: said.form,
                problem: REASON_FOREIGN.case(case, [("other", other)]),
                cell: Some(said.cell),
            })
        })
        .collect()
}
