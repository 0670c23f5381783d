//! The comparison with the years before in the JSON results.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::unit::{plain, rate};
use crate::compare::{
    self, Averages, Comparison, Link, Movement, Origin, Pair, Provenance, averages,
};
use crate::model::Kind;

/// `compare`: the years, what moved over all, and every unit and project.
#[derive(Serialize)]
pub(super) struct Compared<'a> {
    current: Year<'a>,
    earlier: Vec<Year<'a>>,
    rules_changed: bool,
    summary: Vec<Summary<'a>>,
    units: Vec<Unit<'a>>,
    gone: Vec<Record<'a>>,
}

#[derive(Serialize)]
struct Year<'a> {
    year: Option<i32>,
    rules: Rules<'a>,
    source: &'static str,
    forms: usize,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct Rules<'a> {
    id: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    sha256: Option<&'a str>,
    forms: usize,
}

#[derive(Serialize)]
struct Summary<'a> {
    kind: Kind,
    before: Averaged<'a>,
    now: Averaged<'a>,
    comparable: usize,
    up: usize,
    down: usize,
    level: usize,
    mean_change: Option<String>,
    mean_split: Option<Split>,
    links: Links,
}

#[derive(Serialize)]
struct Averaged<'a> {
    ranked: usize,
    mean: Option<String>,
    median: Option<String>,
    execution_rate: Option<String>,
    grades: BTreeMap<&'a str, usize>,
}

#[derive(Serialize)]
struct Links {
    same: usize,
    renamed: usize,
    merged: usize,
    new: usize,
    gone: usize,
}

#[derive(Serialize)]
struct Unit<'a> {
    link: &'static str,
    current: Record<'a>,
    previous: Vec<Record<'a>>,
    change: Change,
    split: Option<Split>,
    trend: Vec<Option<String>>,
}

#[derive(Serialize)]
struct Record<'a> {
    kind: Kind,
    code: Option<&'a str>,
    name: Option<&'a str>,
    project: Option<&'a str>,
    total: Option<String>,
    grade: Option<&'a str>,
    rank: Option<usize>,
    execution_rate: Option<String>,
    adjustment_rate: Option<String>,
    points: BTreeMap<&'a str, String>,
}

/// This year − the year before; places won are positive.
#[derive(Serialize)]
struct Change {
    total: Option<String>,
    places_won: Option<String>,
    execution_rate: Option<String>,
    adjustment_rate: Option<String>,
}

#[derive(Serialize)]
struct Split {
    performance: String,
    plan: String,
    rules: String,
}

impl<'a> Compared<'a> {
    pub(super) fn of(comparison: &'a Comparison) -> Self {
        let kinds = [Kind::Unit, Kind::Project].into_iter();
        let kinds = kinds.filter(|kind| comparison.before(*kind).next().is_some());
        Self {
            current: Year::of(&comparison.current),
            earlier: comparison.earlier.iter().map(Year::of).collect(),
            rules_changed: comparison.rules_changed(),
            summary: kinds.map(|kind| Summary::of(comparison, kind)).collect(),
            units: comparison.pairs.iter().map(Unit::of).collect(),
            gone: comparison.gone.iter().map(Record::of).collect(),
        }
    }
}

impl<'a> Year<'a> {
    fn of(year: &'a Provenance) -> Self {
        let files = year.files.iter().map(|file| File {
            file: &file.path,
            sha256: file.sha256.as_deref(),
            forms: file.forms,
        });
        Self {
            year: year.year,
            rules: Rules {
                id: &year.rules,
                sha256: &year.rules_sha256,
            },
            source: match year.origin {
                Origin::Forms => "forms",
                Origin::Results => "results",
            },
            forms: year.forms(),
            files: files.collect(),
        }
    }
}

impl<'a> Summary<'a> {
    fn of(comparison: &'a Comparison, kind: Kind) -> Self {
        let Movement {
            comparable,
            directions: [up, down, level],
            change,
            split,
            ..
        } = comparison.movement(kind);
        let count = |link| comparison.linked(kind, link).count();
        Self {
            kind,
            before: Averaged::of(comparison.before(kind)),
            now: Averaged::of(comparison.now(kind)),
            comparable,
            up,
            down,
            level,
            mean_change: change.map(plain),
            mean_split: split.as_ref().map(Split::of),
            links: Links {
                same: count(Link::Same),
                renamed: count(Link::Renamed),
                merged: count(Link::Merged),
                new: count(Link::New),
                gone: comparison.gone_of_kind(kind).count(),
            },
        }
    }
}

impl<'a> Averaged<'a> {
    fn of(records: impl Iterator<Item = &'a compare::Record>) -> Self {
        let records: Vec<_> = records.collect();
        let Averages {
            ranked,
            mean,
            median,
            execution_rate,
            ..
        } = averages(records.iter().copied());
        let mut grades = BTreeMap::new();
        let graded = records.into_iter().filter(|r| r.rank.is_some());
        for grade in graded.filter_map(|r| r.grade.as_deref()) {
            let count: &mut usize = grades.entry(grade).or_default();
            *count = count.saturating_add(1);
        }
        Self {
            ranked,
            mean: mean.map(plain),
            median: median.map(plain),
            execution_rate: execution_rate.map(rate),
            grades,
        }
    }
}

impl<'a> Unit<'a> {
    fn of(pair: &'a Pair) -> Self {
        Self {
            link: match pair.link {
                Link::Same => "same",
                Link::Renamed => "renamed",
                Link::Merged => "merged",
                Link::New => "new",
            },
            current: Record::of(&pair.current),
            previous: pair.previous.iter().map(Record::of).collect(),
            change: Change {
                total: pair.total_change().map(plain),
                places_won: pair.places_won().map(plain),
                execution_rate: pair.change(|r| r.execution_rate).map(rate),
                adjustment_rate: pair.change(|r| r.adjustment_rate).map(rate),
            },
            split: pair.split.as_ref().map(Split::of),
            trend: pair.trend.iter().map(|t| t.map(plain)).collect(),
        }
    }
}

impl<'a> Record<'a> {
    fn of(record: &'a compare::Record) -> Self {
        let points = record.groups.iter();
        Self {
            kind: record.kind,
            code: record.code.as_deref(),
            name: record.name.as_deref(),
            project: record.project.as_deref(),
            total: record.total.map(plain),
            grade: record.grade.as_deref(),
            rank: record.rank,
            execution_rate: record.execution_rate.map(rate),
            adjustment_rate: record.adjustment_rate.map(rate),
            points: points.map(|(name, p)| (&**name, plain(*p))).collect(),
        }
    }
}

impl Split {
    fn of(split: &compare::Split) -> Self {
        let [performance, plan, rules]: [Decimal; 3] = [split.performance, split.plan, split.rules];
        Self {
            performance: plain(performance),
            plan: plain(plan),
            rules: plain(rules),
        }
    }
}
