//! Which form of the year before a form continues: by code, then by name, then by former name.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::Link;
use super::results::Results;
use crate::form::labels::fold;
use crate::model::Kind;
use crate::record::Row;
use crate::roster::FormerName;

/// A row of this year with those of the year before, by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowMatch {
    pub(super) current: usize,
    pub(super) previous: Vec<usize>,
    pub(super) link: Link,
}

/// Every row of this year once, in order; every row of the year before once, here or among the gone.
pub(super) struct Matches {
    pub(super) pairs: Vec<RowMatch>,
    pub(super) gone: Vec<usize>,
}

/// The key of a row in one step of matching.
type Key = (Kind, String, Option<String>);

/// A step of matching: the key of a row, where it has one.
type Step = fn(&Row) -> Option<Key>;

/// Code and name; code alone; name alone.
const STEPS: [Step; 3] = [
    |r| {
        let both = format!("{}\n{}", fold(r.code.as_deref()?), name(r)?);
        Some((r.kind, both, project(r)))
    },
    |r| Some((r.kind, fold(r.code.as_deref()?).into_owned(), project(r))),
    named,
];

fn name(row: &Row) -> Option<String> {
    row.name.as_deref().map(|name| fold(name).into_owned())
}

fn project(row: &Row) -> Option<String> {
    let project = row.project.as_deref();
    project.map(|project| fold(project).into_owned())
}

/// Matches two years.
///
/// A key that several rows of one year share, such as the code of a department that all its units state, matches nothing.
/// Neither does a code that another unit has taken over: names that both years know, or the roster, outrank it.
pub(super) fn match_rows(before: &Results, now: &Results, former: &[FormerName]) -> Matches {
    let mut search = Search {
        before: &before.rows,
        now: &now.rows,
        found: vec![None; now.rows.len()],
        taken: vec![false; before.rows.len()],
        names: [&before.rows, &now.rows].map(|rows| rows.iter().filter_map(named).collect()),
        owners: owners(former),
    };
    for step in STEPS {
        search.step(step);
    }
    search.finish(former)
}

struct Search<'a> {
    before: &'a [Row],
    now: &'a [Row],
    found: Vec<Option<usize>>,
    taken: Vec<bool>,
    /// The names of the year before and of this year.
    names: [HashSet<Key>; 2],
    /// Units of the roster by every name they have or had.
    owners: HashMap<String, usize>,
}

/// Units of the roster by every name they have or had.
fn owners(former: &[FormerName]) -> HashMap<String, usize> {
    let names = former.iter().enumerate().flat_map(|(at, unit)| {
        let names = unit.former.iter().chain([&unit.name]);
        names.map(move |name| (fold(name).into_owned(), at))
    });
    names.collect()
}

fn named(row: &Row) -> Option<Key> {
    Some((row.kind, name(row)?, project(row)))
}

impl Search<'_> {
    /// Links the rows that share a key with exactly one row of the other year.
    fn step(&mut self, step: Step) {
        let before = unique(self.before, &self.taken, step);
        let linked: Vec<bool> = self.found.iter().map(Option::is_some).collect();
        for (key, at) in unique(self.now, &linked, step) {
            let (Some(at), Some(Some(previous))) = (at, before.get(&key).copied()) else {
                continue;
            };
            if self.is_taken_over(previous, at) {
                continue;
            }
            self.take(previous);
            if let Some(found) = self.found.get_mut(at) {
                *found = Some(previous);
            }
        }
    }

    /// Whether two rows of one code are two units by their names: a name occurs in both years for different rows, or
    /// the roster lists the earlier name under another unit.
    fn is_taken_over(&self, previous: usize, at: usize) -> bool {
        let rows = self.before.get(previous).zip(self.now.get(at));
        let Some((before, now)) = rows.and_then(|(b, n)| named(b).zip(named(n))) else {
            return false;
        };
        let [then, today] = &self.names;
        let owner = |key: &Key| self.owners.get(&key.1);
        let another = owner(&before).is_some_and(|unit| owner(&now) != Some(unit));
        before.1 != now.1 && (another || today.contains(&before) || then.contains(&now))
    }

    fn take(&mut self, previous: usize) {
        if let Some(taken) = self.taken.get_mut(previous) {
            *taken = true;
        }
    }

    /// Adds former names and the link of each form.
    fn finish(mut self, former: &[FormerName]) -> Matches {
        let listed: HashMap<Cow<'_, str>, &FormerName> =
            former.iter().map(|f| (fold(&f.name), f)).collect();
        let free = unique(self.before, &self.taken, named);
        let now = self.now;
        let mut pairs = Vec::with_capacity(now.len());
        for (current, row) in now.iter().enumerate() {
            let direct = self.found.get(current).copied().flatten();
            let listed = name(row).and_then(|n| listed.get(&*n));
            let mut previous: Vec<usize> = direct.into_iter().collect();
            for old in listed.into_iter().flat_map(|f| &f.former) {
                let key = (row.kind, fold(old).into_owned(), project(row));
                let at = free.get(&key).copied().flatten();
                if let Some(at) = at.filter(|at| self.taken.get(*at) == Some(&false)) {
                    self.take(at);
                    previous.push(at);
                }
            }
            pairs.push(RowMatch {
                link: self.link(row, &previous),
                current,
                previous,
            });
        }
        let left = self.taken.iter().enumerate().filter(|(_, taken)| !**taken);
        Matches {
            gone: left.map(|(at, _)| at).collect(),
            pairs,
        }
    }

    fn link(&self, row: &Row, previous: &[usize]) -> Link {
        match previous {
            [] => Link::New,
            [one] => {
                let old = self.before.get(*one).and_then(name);
                let same = old == name(row);
                if same { Link::Same } else { Link::Renamed }
            }
            _ => Link::Merged,
        }
    }
}

/// Rows by key; `None` for a key that several share, or whose row is `linked` already.
fn unique(rows: &[Row], linked: &[bool], step: Step) -> HashMap<Key, Option<usize>> {
    let mut by_key = HashMap::new();
    for ((at, row), linked) in rows.iter().enumerate().zip(linked) {
        if let Some(key) = step(row) {
            let open = (!linked).then_some(at);
            by_key.entry(key).and_modify(|v| *v = None).or_insert(open);
        }
    }
    by_key
}

#[cfg(test)]
mod tests {
    use super::{Link, match_rows};
    use crate::compare::{Origin, Provenance, Results};
    use crate::record::{Row, Rules};
    use crate::roster::FormerName;

    fn year(units: &[(&str, &str)]) -> Results {
        let row = |(form, (code, name)): (usize, &(&str, &str))| Row {
            form,
            code: (!code.is_empty()).then(|| (*code).into()),
            name: Some((*name).into()),
            ..Row::default()
        };
        Results {
            provenance: Provenance {
                year: None,
                rules: Rules::default(),
                origin: Origin::Forms,
                files: Vec::new(),
                excluded: Vec::new(),
            },
            rows: units.iter().enumerate().map(row).collect(),
            filed: None,
        }
    }

    #[test]
    fn a_code_that_another_unit_took_over_matches_nothing() {
        let before = year(&[("101", "甲局"), ("102", "乙站"), ("103", "丙所")]);
        let now = year(&[
            ("101", "新局"),
            ("109", "甲局"),
            ("102", "丁办"),
            ("108", "乙中心"),
            ("103", "丙院"),
        ]);
        let listed = [
            FormerName {
                name: "乙中心".into(),
                former: vec!["乙站".into()],
            },
            FormerName {
                name: "丁办".into(),
                former: Vec::new(),
            },
        ];
        let matches = match_rows(&before, &now, &listed);
        let found = matches.pairs.iter().map(|m| m.previous.as_slice());
        let found: Vec<_> = found.collect();
        assert_eq!(found, [&[][..], &[0], &[], &[1], &[2]]);
    }

    #[test]
    fn codes_then_names_then_former_names() {
        let before = year(&[
            ("101", "甲局"),
            ("102", "乙局"),
            ("", "丙 局"),
            ("", "丁办"),
            ("", "戊办"),
            ("", "己站"),
            ("300", "庚一所"),
            ("300", "庚二所"),
        ]);
        let now = year(&[
            ("101", "甲局"),
            ("102", "乙委"),
            ("103", "丙局"),
            ("", "丁戊中心"),
            ("", "己中心"),
            ("", "新局"),
            ("300", "庚二所"),
        ]);
        let former = |name: &str, old: &[&str]| FormerName {
            name: name.into(),
            former: old.iter().map(|o| (*o).into()).collect(),
        };
        let listed = [
            former("丁戊中心", &["丁办", "戊办"]),
            former("己中心", &["己站"]),
        ];
        let matches = match_rows(&before, &now, &listed);
        let found: Vec<_> = matches
            .pairs
            .iter()
            .map(|m| (m.previous.as_slice(), m.link))
            .collect();
        assert_eq!(
            found,
            [
                (&[0][..], Link::Same),
                (&[1], Link::Renamed),
                (&[2], Link::Same),
                (&[3, 4], Link::Merged),
                (&[5], Link::Renamed),
                (&[], Link::New),
                (&[7], Link::Same),
            ]
        );
        assert_eq!(matches.gone, [6]);
    }
}
