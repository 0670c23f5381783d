//! Which form of the year before a form continues: by code, then by name, then by former name.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Link;
use super::record::{Record, Results};
use crate::form::labels::fold;
use crate::model::Kind;
use crate::roster::FormerName;

/// A record of this year with those of the year before, by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Matched {
    pub(super) current: usize,
    pub(super) previous: Vec<usize>,
    pub(super) link: Link,
}

/// Every record of this year once, in order; every record of the year before once, here or among the gone.
pub(super) struct Matches {
    pub(super) pairs: Vec<Matched>,
    pub(super) gone: Vec<usize>,
}

/// What a record is known by in one step of matching.
type Key = (Kind, String, Option<String>);

/// A step of matching: the key of a record, where it has one.
type Step = fn(&Record) -> Option<Key>;

/// Code and name; code alone; name alone.
const STEPS: [Step; 3] = [
    |r| {
        let both = format!("{}\n{}", fold(r.code.as_deref()?), name(r)?);
        Some((r.kind, both, project(r)))
    },
    |r| Some((r.kind, fold(r.code.as_deref()?).into_owned(), project(r))),
    |r| Some((r.kind, name(r)?, project(r))),
];

fn name(record: &Record) -> Option<String> {
    record.name.as_deref().map(|name| fold(name).into_owned())
}

fn project(record: &Record) -> Option<String> {
    let project = record.project.as_deref();
    project.map(|project| fold(project).into_owned())
}

/// Matches two years.
///
/// A key that several records of one year share, such as the code of a department that all its units state, matches nothing.
pub(super) fn match_records(before: &Results, now: &Results, former: &[FormerName]) -> Matches {
    let mut search = Search {
        before: &before.records,
        now: &now.records,
        found: vec![None; now.records.len()],
        taken: vec![false; before.records.len()],
    };
    for step in STEPS {
        search.step(step);
    }
    search.finish(former)
}

struct Search<'a> {
    before: &'a [Record],
    now: &'a [Record],
    found: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Search<'_> {
    /// Links the records that share a key with exactly one record of the other year.
    fn step(&mut self, step: Step) {
        let before = unique(self.before, &self.taken, step);
        let linked: Vec<bool> = self.found.iter().map(Option::is_some).collect();
        for (key, at) in unique(self.now, &linked, step) {
            let (Some(at), Some(Some(previous))) = (at, before.get(&key).copied()) else {
                continue;
            };
            self.take(previous);
            if let Some(found) = self.found.get_mut(at) {
                *found = Some(previous);
            }
        }
    }

    fn take(&mut self, previous: usize) {
        if let Some(taken) = self.taken.get_mut(previous) {
            *taken = true;
        }
    }

    /// Adds former names and says how each form is linked.
    fn finish(mut self, former: &[FormerName]) -> Matches {
        let listed: HashMap<Cow<'_, str>, &FormerName> =
            former.iter().map(|f| (fold(&f.name), f)).collect();
        let free = unique(self.before, &self.taken, |r| {
            Some((r.kind, name(r)?, project(r)))
        });
        let now = self.now;
        let mut pairs = Vec::with_capacity(now.len());
        for (current, record) in now.iter().enumerate() {
            let direct = self.found.get(current).copied().flatten();
            let listed = name(record).and_then(|n| listed.get(&*n));
            let mut previous: Vec<usize> = direct.into_iter().collect();
            for old in listed.into_iter().flat_map(|f| &f.former) {
                let key = (record.kind, fold(old).into_owned(), project(record));
                let at = free.get(&key).copied().flatten();
                if let Some(at) = at.filter(|at| self.taken.get(*at) == Some(&false)) {
                    self.take(at);
                    previous.push(at);
                }
            }
            pairs.push(Matched {
                link: self.link(record, &previous),
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

    fn link(&self, record: &Record, previous: &[usize]) -> Link {
        match previous {
            [] => Link::New,
            [one] => {
                let old = self.before.get(*one).and_then(name);
                let same = old == name(record);
                if same { Link::Same } else { Link::Renamed }
            }
            _ => Link::Merged,
        }
    }
}

/// Records by key; `None` for a key that several share, or whose record is `linked` already.
fn unique(records: &[Record], linked: &[bool], step: Step) -> HashMap<Key, Option<usize>> {
    let mut by_key = HashMap::new();
    for ((at, record), linked) in records.iter().enumerate().zip(linked) {
        if let Some(key) = step(record) {
            let open = (!linked).then_some(at);
            by_key.entry(key).and_modify(|v| *v = None).or_insert(open);
        }
    }
    by_key
}

#[cfg(test)]
mod tests {
    use super::{Link, match_records};
    use crate::compare::{Provenance, Record, Results};
    use crate::roster::FormerName;

    fn year(units: &[(&str, &str)]) -> Results {
        let record = |(form, (code, name)): (usize, &(&str, &str))| Record {
            form,
            code: (!code.is_empty()).then(|| (*code).into()),
            name: Some((*name).into()),
            ..Record::default()
        };
        Results {
            provenance: Provenance::of_results(None, "default".into(), "".into()),
            records: units.iter().enumerate().map(record).collect(),
        }
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
        let matches = match_records(&before, &now, &listed);
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
