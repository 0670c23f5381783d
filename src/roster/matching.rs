//! Which unit of the roster a form is from: by code, then by name, then by former name.

use std::collections::HashMap;

use ecow::EcoString;
use strsim::generic_levenshtein;

use super::{Roster, RosterUnit};
use crate::finding::reading::missing;
use crate::finding::unit::{UNIT_CODE_DIFFERS, UNIT_NAME_DIFFERS, UNIT_NOT_LISTED};
use crate::finding::{Fact, Field};
use crate::form::labels::{fold, key};
use crate::form::read::Reading;
use crate::model::{CellRef, Kind, Located, Unit};

/// A unit of the roster by its position, and what it was known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RosterMatch {
    /// Position in the roster.
    pub at: usize,
    /// Whether the name on the form is the one it has now.
    pub named: bool,
    /// Whether the code on the form, where there is one, is its own.
    pub coded: bool,
    /// Whether only the code identifies the unit.
    pub by_code_alone: bool,
    /// Whether the name on the form, where there is one, has at least half in common with one it has or had.
    pub alike: bool,
}

impl RosterMatch {
    /// Whether a unit form with this code and another name is from another unit.
    #[must_use]
    pub const fn is_stranger(&self) -> bool {
        self.by_code_alone && !self.alike
    }
}

/// Name on the roster that comes closest to an unknown one.
pub type Nearest = Option<EcoString>;

/// Units by code and by the names they have or had; what several share knows none.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    codes: HashMap<String, Option<usize>>,
    names: HashMap<String, Option<usize>>,
    /// Names without brackets and numbering.
    bare: HashMap<String, Option<usize>>,
    former: HashMap<String, Option<usize>>,
}

impl Index {
    pub(super) fn of(units: &[RosterUnit]) -> Self {
        let mut index = Self::default();
        for (at, unit) in units.iter().enumerate() {
            let mut put = |by: fn(&mut Self) -> &mut HashMap<String, Option<usize>>, key| {
                let entry = by(&mut index).entry(key);
                entry
                    .and_modify(|other| *other = other.filter(|o| *o == at))
                    .or_insert(Some(at));
            };
            if let Some(code) = &unit.code {
                put(|i| &mut i.codes, fold(code).into_owned());
            }
            put(|i| &mut i.names, fold(&unit.name).into_owned());
            put(|i| &mut i.bare, key(&unit.name).into_owned());
            for former in &unit.former {
                put(|i| &mut i.former, fold(former).into_owned());
            }
        }
        index
    }

    /// Names of two characters or more, each with the one unit that has or had it.
    pub(super) fn all_names(&self) -> impl Iterator<Item = (&str, usize)> {
        let all = self.names.iter().chain(&self.bare).chain(&self.former);
        let known = all.filter_map(|(name, at)| Some((&**name, (*at)?)));
        known.filter(|(name, _)| name.chars().nth(1).is_some())
    }

    pub(super) fn by_code(&self, code: &str) -> Option<usize> {
        self.codes.get(&*fold(code)).copied().flatten()
    }

    fn by_name(&self, name: &str) -> Option<usize> {
        let exact = self.names.get(&*fold(name)).copied().flatten();
        exact.or_else(|| self.bare.get(&*key(name)).copied().flatten())
    }

    fn by_former(&self, name: &str) -> Option<usize> {
        self.former.get(&*fold(name)).copied().flatten()
    }
}

impl RosterUnit {
    /// How many characters `name` differs in from the name it has or had that is nearest, if at least half is the same.
    fn changes(&self, name: &str) -> Option<usize> {
        let typed: Vec<char> = fold(name).chars().collect();
        let names = self.former.iter().chain([&self.name]);
        let near = names.filter_map(|known| {
            let known: Vec<char> = fold(known).chars().collect();
            let changes = generic_levenshtein(&typed, &known);
            let near = changes.saturating_mul(2) <= typed.len().max(known.len());
            near.then_some(changes)
        });
        near.min()
    }
}

impl Roster {
    /// The unit that `unit` on a form is.
    ///
    /// A name that is on the roster, also a former one, outweighs a code that is another unit's: a digit is mistyped
    /// more easily than a whole name, and the code of a department may be on the forms of all its units.
    #[must_use]
    pub fn find(&self, unit: &Unit) -> Option<RosterMatch> {
        let name = unit.name.as_ref().map(|n| &*n.value);
        let by_code = unit.code.as_deref().and_then(|c| self.index.by_code(c));
        let by_name = name.and_then(|n| self.index.by_name(n));
        let by_any_name = by_name.or_else(|| self.index.by_former(name?));
        let at = by_any_name.or(by_code)?;
        let unit_at = self.units.get(at)?;
        let code = unit_at.code.as_ref();
        let alike = || name.is_none_or(|name| unit_at.changes(name).is_some());
        Some(RosterMatch {
            at,
            named: name.is_none() || by_name.is_some(),
            coded: unit.code.is_none() || code.is_none() || by_code == Some(at),
            by_code_alone: by_any_name.is_none(),
            alike: by_any_name.is_some() || alike(),
        })
    }

    /// Adds missing code, name and group to a form, and reports where it differs from the roster.
    ///
    /// What the form states stays as it was filed. A group comes from the roster where that has one: the folder of a
    /// form is not part of the form.
    pub fn settle(&self, reading: &mut Reading) {
        let stranger =
            |known: &RosterMatch| reading.filing.kind == Kind::Unit && known.is_stranger();
        let known = self.find(&reading.filing.unit);
        let Some(known) = known.filter(|known| !stranger(known)) else {
            self.remark_unknown(reading);
            return;
        };
        let Some(listed) = self.units.get(known.at) else {
            return;
        };
        self.put_methods(known.at, reading);
        listed.doubt_measure(reading);
        self.remark_differences(reading, known, listed);
        let Reading {
            filing, remarks, ..
        } = reading;
        let unit = &mut filing.unit;
        if let Some(group) = &listed.group {
            unit.group = Some(group.clone());
        }
        if unit.code.is_none() {
            unit.code.clone_from(&listed.code);
        }
        if unit.name.is_none() {
            let nowhere = CellRef::default();
            unit.name = Some(Located::new(listed.name.clone(), nowhere, ""));
            let missing = missing(Field::Unit, None);
            remarks.push(missing.at(None));
        }
    }

    /// Only unit forms must be from a listed unit: projects are also filed by bodies below one.
    fn remark_unknown(&self, reading: &mut Reading) {
        let Reading {
            filing, remarks, ..
        } = reading;
        let Some(name) = filing
            .unit
            .name
            .as_ref()
            .filter(|_| filing.kind == Kind::Unit)
        else {
            return;
        };
        let nearest = self
            .nearest(&name.value)
            .map(|near| ("nearest", Fact::Text(near)));
        let found = ("found", Fact::Text(name.value.clone()));
        let problem = UNIT_NOT_LISTED.with([found].into_iter().chain(nearest));
        let remark = problem.at(name.cell);
        remarks.push(remark);
    }

    fn remark_differences(&self, reading: &mut Reading, known: RosterMatch, listed: &RosterUnit) {
        let Reading {
            filing, remarks, ..
        } = reading;
        if filing.kind != Kind::Unit {
            return;
        }
        let cell = filing.unit.name.as_ref().map(|n| n.cell);
        if let Some(found) = filing.unit.name.as_ref().filter(|_| !known.named) {
            let listed = Fact::Text(listed.name.clone());
            let problem = UNIT_NAME_DIFFERS.differs(listed, Fact::Text(found.value.clone()));
            remarks.push(problem.at(cell));
        }
        if let (false, Some(found), Some(expected)) =
            (known.coded, filing.unit.code.clone(), listed.code.clone())
        {
            let problem = UNIT_CODE_DIFFERS.differs(Fact::Text(expected), Fact::Text(found));
            remarks.push(problem.at(filing.unit.code_cell.or(cell)));
        }
    }

    /// The name on the roster closest to `name`, if at least half of it is the same.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Nearest {
        let near = self.units.iter();
        near.filter_map(|unit| Some((unit.changes(name)?, unit)))
            .min_by_key(|(changes, _)| *changes)
            .map(|(_, unit)| unit.name.clone())
    }

    /// The unit with this code.
    #[must_use]
    pub fn of_code(&self, code: &str) -> Option<&RosterUnit> {
        self.units.get(self.index.by_code(code)?)
    }
}
