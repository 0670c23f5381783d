//! Reasons that units share, and reasons that name other units. Near linear: equal texts are found by their letters,
//! nearly equal ones by the least hashes of their pairs of letters.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use ecow::EcoString;
use foldhash::fast::FixedState;
use rayon::iter::Either;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::{Note, filed, unit_key};
use crate::audit::likeness::{ComparableText, Likeness};
use crate::audit::reason::Placeholders;
use crate::base::holds_any;
use crate::finding::Fact;
use crate::finding::reason::{REASON_FOREIGN, REASON_SHARED};
use crate::form::labels::{fold, may_fold_to};
use crate::model::{CellRef, Explained};
use crate::rules::RuleSet;
use crate::run::Assessed;

/// A reason of a form that is long enough to be compared, in little memory: those of all forms are held at once.
struct ReasonText {
    /// Index of the form.
    form: u32,
    cell: CellRef,
    /// Its words as they are compared.
    wording: u32,
}

impl ReasonText {
    fn form(&self) -> usize {
        usize::try_from(self.form).unwrap_or(usize::MAX)
    }
}

/// The words of all reasons by number, each once: many are copied.
#[derive(Default)]
struct Wordings(Mutex<HashMap<Arc<ComparableText>, u32, FixedState>>);

impl Wordings {
    /// The number of `wording`; numbers are given in the order in which reasons are processed.
    fn number(&self, wording: ComparableText) -> u32 {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        *known.entry(Arc::new(wording)).or_insert(next)
    }

    /// All, each at the place of its number.
    fn listed(self) -> Vec<Arc<ComparableText>> {
        let known = self.0.into_inner().map_err(PoisonError::into_inner);
        let (Ok(known) | Err(known)) = known;
        let mut listed: Vec<_> = known.into_iter().collect();
        listed.sort_unstable_by_key(|(_, number)| *number);
        listed.into_iter().map(|(wording, _)| wording).collect()
    }
}

/// A reason that names another unit.
struct UnitMention<'a> {
    /// Index of the form.
    at: usize,
    cell: CellRef,
    name: &'a str,
    /// The form that has the name.
    form: usize,
    /// The words without its name, where they are long enough.
    bare: Option<ComparableText>,
}

/// Notes the reasons that are the same in several units, and those that name another.
pub(super) fn reasons(forms: &mut [Assessed], rules: &RuleSet) {
    let units: BTreeMap<usize, String> = filed(forms)
        .filter_map(|(at, form)| Some((at, unit_key(&form.filing)?)))
        .collect();
    let names = NameSearch::of(&units);
    let wordings = Wordings::default();
    let listed: Vec<_> = units.iter().collect();
    let (texts, naming): (Vec<ReasonText>, Vec<UnitMention<'_>>) = listed
        .par_iter()
        .filter_map(|(at, unit)| Some((**at, unit, forms.get(**at)?)))
        .flat_map_iter(|(at, unit, form)| comparable(form, (at, unit), (&names, &wordings), rules))
        .partition_map(|reason| reason);
    let texts = Reasons {
        texts,
        wordings: wordings.listed(),
    };
    let foreign = foreign(&texts, naming, (&units, forms), rules);
    drop(names);
    let groups = alike(texts, Likeness::of(rules.audit.likeness));
    for group in groups.chunk_by(|one, other| one.group == other.group) {
        shared(group, &units, forms, rules);
    }
    drop(groups);
    super::add(foreign, forms, rules);
}

/// All reasons with their words.
struct Reasons {
    texts: Vec<ReasonText>,
    wordings: Vec<Arc<ComparableText>>,
}

impl Reasons {
    fn wording(&self, reason: &ReasonText) -> Option<&ComparableText> {
        let number = usize::try_from(reason.wording).ok()?;
        self.wordings.get(number).map(|wording| &**wording)
    }
}

/// The reasons of one form that can be shared or that name another unit, one per cell; not those that state that
/// nothing was incurred or with leftovers of a template.
fn comparable<'u>(
    form: &Assessed,
    (at, unit): (usize, &str),
    (names, wordings): (&NameSearch<'u>, &Wordings),
    rules: &RuleSet,
) -> Vec<Either<ReasonText, UnitMention<'u>>> {
    let rows = form.filing.indicators.leading();
    let reasons = rows.into_iter().filter_map(|row: Explained| row.reason);
    let mut seen = BTreeSet::new();
    let reasons = reasons.filter(|reason| seen.insert(reason.cell));
    let idle = &rules.nothing_incurred.phrases;
    let bounds = &rules.audit;
    let placeholders = Placeholders::of(bounds);
    let own = reasons.filter(|reason| {
        !holds_any(&reason.value, idle) && !placeholders.is_left_in(&reason.value)
    });
    let wording = |text: &str, aside: &[&str]| ComparableText::of(text, aside, bounds.shared_from);
    own.flat_map(|reason| {
        let cell = reason.cell;
        let text = wording(&reason.value, &[unit]).and_then(|wording| {
            let (form, wording) = (u32::try_from(at).ok()?, wordings.number(wording));
            Some(ReasonText {
                form,
                cell,
                wording,
            })
        });
        let naming = names
            .named(&reason.value, unit)
            .map(|(name, form)| UnitMention {
                at,
                cell,
                name,
                form,
                bare: wording(&reason.value, &[unit, name]),
            });
        text.map(Either::Left)
            .into_iter()
            .chain(naming.map(Either::Right))
    })
    .collect()
}

/// A reason among those that are like each other.
struct SimilarReason {
    /// Position of the first of them among all reasons.
    group: u32,
    /// Index of the form.
    form: u32,
    cell: CellRef,
}

/// Adds one note to each form of a group, where forms of several units are in it.
fn shared(
    group: &[SimilarReason],
    units: &BTreeMap<usize, String>,
    forms: &mut [Assessed],
    rules: &RuleSet,
) {
    let form = |alike: &SimilarReason| usize::try_from(alike.form).ok();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for form in group.iter().filter_map(form) {
        if let Some(unit) = units.get(&form) {
            first.entry(unit).or_insert(form);
        }
    }
    let Some(others) = first.len().checked_sub(1).filter(|others| *others > 0) else {
        return;
    };
    let count = u64::try_from(others).unwrap_or(u64::MAX);
    // The first two represent the group: the one that is not of the form itself is named.
    let named = first.into_iter().take(2).filter_map(|(unit, form)| {
        let name = forms.get(form)?.unit_name();
        Some((unit, EcoString::from(name)))
    });
    let named: Vec<(&str, EcoString)> = named.collect();
    let mut seen = BTreeSet::new();
    for alike in group.iter().filter(|alike| seen.insert(alike.form)) {
        let own = form(alike).and_then(|at| Some((units.get(&at)?, forms.get_mut(at)?)));
        let Some((unit, form)) = own else {
            continue;
        };
        if let Some((_, other)) = named.iter().find(|(named, _)| named != unit) {
            let facts = [
                ("count", Fact::Count(count)),
                ("other", Fact::text(other.clone())),
            ];
            form.note(REASON_SHARED.with(facts), Some(alike.cell), rules);
        }
    }
}

/// Largest number of texts of one hash that a text is compared with.
const AGAINST: usize = 16;

/// The reasons in groups, each behind the first that it is like.
fn alike(reasons: Reasons, likeness: Likeness) -> Vec<SimilarReason> {
    let mut first: HashMap<u32, u32, FixedState> = HashMap::default();
    let Reasons { texts, wordings } = reasons;
    let wording = |reason: &ReasonText| wordings.get(usize::try_from(reason.wording).ok()?);
    // Each with its group: only the first of equal texts is compared with others.
    let mut buckets: HashMap<(usize, u64), Vec<(&ComparableText, u32)>, FixedState> =
        HashMap::default();
    let mut group = |reason: &ReasonText, at: u32| {
        if let Some(same) = first.get(&reason.wording) {
            return Some(*same);
        }
        let own: &ComparableText = wording(reason)?;
        let bands = || own.bands().into_iter().enumerate();
        let near = bands().find_map(|band| {
            let like = |(other, group): &(&ComparableText, u32)| {
                own.is_like(other, likeness).then_some(*group)
            };
            buckets.get(&band)?.iter().find_map(like)
        });
        let group = near.unwrap_or(at);
        for band in bands() {
            let bucket = buckets.entry(band).or_default();
            if bucket.len() < AGAINST {
                bucket.push((own, group));
            }
        }
        first.insert(reason.wording, group);
        Some(group)
    };
    // In place: a group is stored in the field of the number of its words.
    let groups = texts.into_iter().zip(0..).filter_map(|(reason, at)| {
        let group = group(&reason, at)?;
        Some(SimilarReason {
            group,
            form: reason.form,
            cell: reason.cell,
        })
    });
    let mut groups: Vec<SimilarReason> = groups.collect();
    groups.sort_unstable_by_key(|alike| (alike.group, alike.form, alike.cell));
    groups
}

/// Shortest name of a unit that is looked for in texts, in characters.
const SHORTEST_NAME: usize = 3;

/// The units of a run by their names, to be found in texts.
struct NameSearch<'u> {
    units: HashMap<&'u str, usize, FixedState>,
    /// How long names are, in characters, the longest first.
    lengths: Vec<usize>,
    ends: Ends,
}

/// Last letters of names: six bits exclude most letters of a text.
#[derive(Default)]
struct Ends {
    bits: u64,
    all: BTreeSet<char>,
}

impl Ends {
    const fn bit(c: char) -> u64 {
        1 << (c as u32 & 63)
    }

    fn add(&mut self, c: char) {
        self.bits |= Self::bit(c);
        self.all.insert(c);
    }

    fn holds(&self, c: char) -> bool {
        self.bits & Self::bit(c) != 0 && self.all.contains(&c)
    }
}

impl<'u> NameSearch<'u> {
    fn of(units: &'u BTreeMap<usize, String>) -> Self {
        let mut names = Self {
            units: HashMap::default(),
            lengths: Vec::new(),
            ends: Ends::default(),
        };
        let mut lengths = BTreeSet::new();
        for (form, name) in units {
            let length = name.chars().count();
            if length >= SHORTEST_NAME {
                names.units.entry(name).or_insert(*form);
                name.chars()
                    .last()
                    .into_iter()
                    .for_each(|c| names.ends.add(c));
                lengths.insert(length);
            }
        }
        names.lengths = lengths.into_iter().rev().collect();
        names
    }

    /// The first unit that a text names, other than those that its `own` name contains or is part of.
    fn named(&self, text: &str, own: &str) -> Option<(&'u str, usize)> {
        if !may_fold_to(text, |c| self.ends.holds(c)) {
            return None;
        }
        let text = fold(text).replace(own, "");
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let ends = text.char_indices().enumerate();
        let ends = ends.filter(|(_, (_, c))| self.ends.holds(*c));
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
    reasons: &Reasons,
    naming: Vec<UnitMention<'_>>,
    (units, forms): (&BTreeMap<usize, String>, &[Assessed]),
    rules: &RuleSet,
) -> Vec<Note> {
    let likeness = Likeness::of(rules.audit.likeness);
    let named: BTreeSet<&str> = naming.iter().map(|naming| naming.name).collect();
    let mut own: HashMap<&str, Vec<&ComparableText>, FixedState> = HashMap::default();
    for reason in &reasons.texts {
        let unit = units.get(&reason.form()).map(String::as_str);
        let unit = unit.filter(|unit| named.contains(unit));
        if let Some((unit, wording)) = unit.zip(reasons.wording(reason)) {
            own.entry(unit).or_default().push(wording);
        }
    }
    let mut seen = BTreeSet::new();
    let named = naming.into_iter();
    let named = named.filter(|naming| seen.insert((naming.at, naming.form)));
    named
        .filter_map(|naming| {
            let theirs = own.get(naming.name).into_iter().flatten();
            let copied = naming.bare.as_ref().is_some_and(|bare| {
                let mut theirs = theirs.into_iter();
                theirs.any(|their| their.is_like(bare, likeness))
            });
            let case = if copied { "copied" } else { "named" };
            let other = Fact::text(forms.get(naming.form)?.unit_name());
            Some(Note {
                form: naming.at,
                problem: REASON_FOREIGN.case(case, [("other", other)]),
                cell: Some(naming.cell),
            })
        })
        .collect()
}
