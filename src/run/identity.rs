//! Identity of forms: which forms are of the same unit, and which units share a code.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use super::{Assessed, Assessment};
use crate::decision::Namesakes;
use crate::form::labels::fold;
use crate::model::{Kind, PackedFiling, Stage, Unit};
use crate::roster::{Roster, RosterMatch};

/// What makes two forms versions of one: the same unit and, on project forms, project, for one year and stage.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity {
    kind: Kind,
    stage: Stage,
    year: Option<i32>,
    unit: Body,
    project: Option<EcoString>,
}

/// The filing unit: a unit of the roster under any of its names, otherwise by its name, with its code where several
/// units have the name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Body {
    Listed(usize),
    Named(Option<EcoString>, EcoString),
}

/// All units that file, to distinguish them.
pub(super) struct Bodies<'r> {
    roster: Option<&'r Roster>,
    /// Units of the roster that a unit form names: no other form is assigned to them by the code alone.
    named: BTreeSet<usize>,
    namesakes: Namesakes,
}

impl<'r> Bodies<'r> {
    pub(super) fn of(forms: &[Assessed], roster: Option<&'r Roster>) -> Self {
        let mut bodies = Self {
            roster,
            named: BTreeSet::new(),
            namesakes: namesakes(forms.iter()),
        };
        for form in forms {
            let unit = &form.filing.unit;
            let known = roster.and_then(|roster| roster.find(unit));
            let known = known.filter(|known| !known.by_code_alone);
            let known = known.filter(|_| form.filing.kind == Kind::Unit);
            bodies.named.extend(known.map(|known| known.at));
        }
        bodies
    }

    /// The unit of the roster that a form is from; a code that another unit uses is no proof.
    pub(super) fn listed(&self, filing: &PackedFiling) -> Option<RosterMatch> {
        let known = self.roster?.find(&filing.unit)?;
        let other = known.is_stranger() || self.named.contains(&known.at);
        let taken = known.by_code_alone && filing.unit.name.is_some() && other;
        (!taken || filing.kind != Kind::Unit).then_some(known)
    }

    /// Where the roster has the code that a unit form of another carries.
    fn listed_under(&self, filing: &PackedFiling, code: &str) -> Option<EcoString> {
        let listed = self.roster?.of_code(code)?;
        (filing.kind == Kind::Unit).then(|| listed.place.to_string().into())
    }

    /// The unit that filed; `None` where the form names none.
    pub(super) fn body(&self, filing: &PackedFiling) -> Option<Body> {
        Some(match self.listed(filing) {
            Some(known) => Body::Listed(known.at),
            None => {
                let name = folded_name(&filing.unit)?;
                let several = self.namesakes.share(&name);
                Body::Named(filing.unit.code.clone().filter(|_| several), name)
            }
        })
    }

    /// The identity that a form is a version of; none for a form without a unit, or of a project without a name. A form
    /// without a year has the year of the run.
    pub(super) fn identity(&self, filing: &PackedFiling, year: Option<i32>) -> Option<Identity> {
        let unit = self.body(filing)?;
        let project = filing.project.as_ref();
        if filing.kind == Kind::Project && project.is_none() {
            return None;
        }
        Some(Identity {
            kind: filing.kind,
            stage: filing.stage,
            year: filing.year.as_ref().map(|y| y.value).or(year),
            unit,
            project: project.map(|p| fold(&p.value).as_ref().into()),
        })
    }
}

impl Assessment {
    /// Names that several of its units have.
    #[must_use]
    pub fn namesakes(&self) -> Namesakes {
        namesakes(self.forms.iter())
    }

    /// The forms of each unit, with those of its projects and their index among all, in their order; a form without a
    /// unit is alone.
    #[must_use]
    pub fn units(&self) -> Vec<Vec<(usize, &Assessed)>> {
        by_unit(&self.forms, self.roster.as_deref())
    }
}

/// Forms by unit, as [`Assessment::units`].
pub(super) fn by_unit<'a>(
    forms: &'a [Assessed],
    roster: Option<&Roster>,
) -> Vec<Vec<(usize, &'a Assessed)>> {
    let bodies = Bodies::of(forms, roster);
    let mut places: BTreeMap<Body, usize> = BTreeMap::new();
    let mut units: Vec<Vec<(usize, &Assessed)>> = Vec::new();
    for (at, form) in forms.iter().enumerate() {
        let next = units.len();
        let body = bodies.body(&form.filing);
        let place = body.map_or(next, |body| *places.entry(body).or_insert(next));
        match units.get_mut(place) {
            Some(unit) => unit.push((at, form)),
            None => units.push(vec![(at, form)]),
        }
    }
    units
}

/// Names that several units of some forms have.
pub(super) fn namesakes<'a>(forms: impl Iterator<Item = &'a Assessed>) -> Namesakes {
    let units = forms.map(|form| &form.filing.unit);
    Namesakes::among(
        units.filter_map(|unit| Some((&*unit.name.as_ref()?.value, unit.code.as_deref()?))),
    )
}

fn folded_name(unit: &Unit) -> Option<EcoString> {
    unit.name.as_ref().map(|n| fold(&n.value).as_ref().into())
}

/// A code that several units have, or a unit that has several: which of the two, what it is, where the other stands.
pub(super) type CodeConflict = (&'static str, EcoString, EcoString);

/// Where units have one code and different names, or one name and different codes, by form; the roster settles both for
/// those that are on it.
pub(super) fn shared_codes(forms: &[Assessed], bodies: &Bodies<'_>) -> Vec<(usize, CodeConflict)> {
    let known = |form: &Assessed| bodies.listed(&form.filing);
    let sure = |form: &Assessed| {
        let coded = known(form).is_some_and(|known| known.coded && !known.by_code_alone);
        coded && form.filing.kind == Kind::Unit
    };
    let all = || forms.iter().enumerate();
    let listed = all().filter(|(_, form)| sure(form));
    let strangers = all().filter(|(_, form)| known(form).is_none());
    let (mut names, mut codes) = (FirstSightings::new(), FirstSightings::new());
    let mut shared = Vec::new();
    for (at, form) in listed.chain(strangers) {
        let unit = &form.filing.unit;
        let Some(((code, name), folded)) = unit
            .code
            .clone()
            .zip(unit.name.as_ref())
            .zip(folded_name(unit))
        else {
            continue;
        };
        let here = EcoString::from(format!("{} → {}", form.filing.file, form.filing.sheet));
        let other_name = differing(&mut names, &code, &folded, &here);
        let other_code = differing(&mut codes, &folded, &code, &here);
        if known(form).is_none() {
            let other_name = other_name.or_else(|| bodies.listed_under(&form.filing, &code));
            shared.extend(other_name.map(|other| (at, ("code", code, other))));
            shared.extend(other_code.map(|other| (at, ("name", name.value.clone(), other))));
        }
    }
    shared
}

/// The value of the first form of a key, and where it is.
type FirstSightings = BTreeMap<EcoString, (EcoString, EcoString)>;

/// Where the first form of `key` is, if its value differs from `own`; stores that of this one if it is the first.
fn differing(
    seen: &mut FirstSightings,
    key: &EcoString,
    own: &EcoString,
    here: &EcoString,
) -> Option<EcoString> {
    let first = seen
        .entry(key.clone())
        .or_insert_with(|| (own.clone(), here.clone()));
    (first.0 != *own).then(|| first.1.clone())
}
