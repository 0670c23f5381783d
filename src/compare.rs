//! 同比: one year's assessment against the years before.
//!
//! Forms are matched unit by unit ([`Link`]); for a matched pair totals, grades, ranks, rates and points by group
//! stand side by side, and the change of the total is split into three causes, 业绩、指标与权重、规则 ([`Split`]).
//! Everything is pure: years come as assessments, or as [`Results`] that an earlier run wrote.

pub mod archive;
mod matching;
mod mixed;
mod movement;
mod record;
mod split;
mod stored;
mod years;

use ecow::EcoString;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use rust_decimal::Decimal;

use crate::base::lang::Text;
use crate::model::{Filing, Kind};
use crate::roster::FormerName;
use crate::rules::RuleSet;
use crate::run::Assessment;
pub use movement::{Averages, Movement, averages};
pub use record::{EXECUTION, Origin, Provenance, Record, Results, UNGROUPED};
pub use split::{Split, split};
pub(crate) use stored::SCHEMA;
pub use stored::Unusable;
pub use years::{Error, Previous, Series, assess_results, assess_years};

/// An assessment with the rules it was made under.
#[derive(Debug, Clone, Copy)]
pub struct Year<'a> {
    /// The assessment.
    pub assessment: &'a Assessment,
    /// Its rules.
    pub rules: &'a RuleSet,
}

/// What is known of a year.
#[derive(Debug)]
pub enum Source<'a> {
    /// Its forms, evaluated in this run.
    Forms(Year<'a>),
    /// Only its results.
    Results(Results),
}

/// How a form of this year is linked to the year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// 延续: the same unit under the same name.
    Same,
    /// 更名: the same code under another name, or a former name.
    Renamed,
    /// 合并: several units of the year before became this one.
    Merged,
    /// 新增: nothing of the year before.
    New,
}

impl Link {
    /// 衔接 in words.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Same => Text::new("延续", "continued"),
            Self::Renamed => Text::new("更名", "renamed"),
            Self::Merged => Text::new("合并", "merged"),
            Self::New => Text::new("新增", "new"),
        }
    }
}

/// 衔接 of a form that has no successor.
pub const GONE: Text = Text::new("退出", "gone");

/// A form of this year with what it is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Index of the form in [`Assessment::forms`], or among the results that stand for them.
    pub form: usize,
    /// How it was matched.
    pub link: Link,
    /// This year.
    pub current: Record,
    /// The year before: none for a new unit, several for a merged one.
    pub previous: Vec<Record>,
    /// Totals of the earlier years, oldest first, the year before last.
    pub trend: Vec<Option<Decimal>>,
    /// The change of the total by cause.
    pub split: Option<Split>,
}

/// One year against the years before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// This year.
    pub current: Provenance,
    /// The earlier years, oldest first; the last is the one compared with in detail.
    pub earlier: Vec<Provenance>,
    /// The forms of this year, in the order of the assessment; a second form of the same unit is not compared.
    pub pairs: Vec<Pair>,
    /// Forms of the year before that have no successor.
    pub gone: Vec<Record>,
    /// 一级指标 of both years, execution first, in the order they are met.
    pub groups: Vec<EcoString>,
}

impl Pair {
    /// The form it is compared with; a merged unit has no single one.
    #[must_use]
    pub fn before(&self) -> Option<&Record> {
        match self.previous.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Change of a figure from the year before; `None` unless both years have it.
    #[must_use]
    pub fn change(&self, figure: impl Fn(&Record) -> Option<Decimal>) -> Option<Decimal> {
        figure(&self.current)?.checked_sub(figure(self.before()?)?)
    }

    /// Places won, negative for places lost.
    #[must_use]
    pub fn places_won(&self) -> Option<Decimal> {
        let rank = |record: &Record| record.rank.map(Decimal::from);
        self.change(rank).map(|places| -places)
    }
}

impl Comparison {
    /// The year compared with in detail.
    #[must_use]
    pub fn previous(&self) -> Option<&Provenance> {
        self.earlier.last()
    }

    /// The pair of a form, by its index in the assessment.
    #[must_use]
    pub fn pair(&self, form: usize) -> Option<&Pair> {
        let at = self.pairs.binary_search_by_key(&form, |p| p.form).ok()?;
        self.pairs.get(at)
    }

    /// Pairs of one kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().filter(move |p| p.current.kind == kind)
    }

    /// Forms of one kind that have no successor.
    pub fn gone_of_kind(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        self.gone.iter().filter(move |r| r.kind == kind)
    }

    /// All records of one kind of the year before.
    pub fn before(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        let continued = self.of_kind(kind).flat_map(|p| &p.previous);
        continued.chain(self.gone_of_kind(kind))
    }

    /// All records of one kind of this year.
    pub fn now(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        self.of_kind(kind).map(|p| &p.current)
    }

    /// Whether the year before was evaluated under other rules.
    #[must_use]
    pub fn rules_changed(&self) -> bool {
        let other = |p: &Provenance| p.rules_sha256 != self.current.rules_sha256;
        self.previous().is_some_and(other)
    }

    /// Pairs of one kind and link.
    pub fn linked(&self, kind: Kind, link: Link) -> impl Iterator<Item = &Pair> {
        let wanted = move |p: &&Pair| p.current.kind == kind && p.link == link;
        self.pairs.iter().filter(wanted)
    }
}

/// Compares `current` with each of `past`, the latest of them in detail; `None` without any.
///
/// Years are put in order by their year; those without one come first, in the order given.
#[must_use]
pub fn compare(
    mut past: Vec<Source>,
    current: &Source,
    former: &[FormerName],
) -> Option<Comparison> {
    past.sort_by_key(Source::year);
    let results: Vec<Results> = past.iter().map(Source::results).collect();
    let (latest, before) = results.split_last()?;
    let now = current.results();
    let matched = matching::match_records(latest, &now, former);
    let trends = before
        .iter()
        .map(|year| Trend::of(year, &now, former))
        .collect();
    let work = Work {
        past: past.last()?,
        current,
        trends,
        latest,
        now: &now,
    };
    let gone = matched.gone.iter();
    Some(Comparison {
        pairs: matched.pairs.par_iter().map(|m| work.pair(m)).collect(),
        gone: gone
            .filter_map(|at| latest.records.get(*at))
            .cloned()
            .collect(),
        groups: record::groups([&now, latest]),
        earlier: results.into_iter().map(|r| r.provenance).collect(),
        current: now.provenance,
    })
}

/// Totals of an earlier year by the position of the form that continues it.
struct Trend(Vec<Option<Decimal>>);

impl Trend {
    fn of(year: &Results, now: &Results, former: &[FormerName]) -> Self {
        let matched = matching::match_records(year, now, former);
        let total = |found: &matching::Matched| match found.previous.as_slice() {
            [one] => year.records.get(*one)?.total,
            _ => None,
        };
        Self(matched.pairs.iter().map(total).collect())
    }
}

/// What the pairs are made from.
struct Work<'a> {
    past: &'a Source<'a>,
    current: &'a Source<'a>,
    trends: Vec<Trend>,
    latest: &'a Results,
    now: &'a Results,
}

impl Work<'_> {
    fn pair(&self, matched: &matching::Matched) -> Pair {
        let of = |year: &Results, at: usize| year.records.get(at).cloned();
        let current = of(self.now, matched.current).unwrap_or_default();
        let previous: Vec<Record> = matched
            .previous
            .iter()
            .filter_map(|at| of(self.latest, *at))
            .collect();
        let earlier = self
            .trends
            .iter()
            .map(|t| t.0.get(matched.current).copied().flatten());
        let last = match previous.as_slice() {
            [one] => one.total,
            _ => None,
        };
        Pair {
            form: current.form,
            link: matched.link,
            trend: earlier.chain([last]).collect(),
            split: self.split(&previous, &current),
            current,
            previous,
        }
    }

    /// The split, where both forms and both rule sets are at hand.
    fn split(&self, previous: &[Record], current: &Record) -> Option<Split> {
        let (Source::Forms(before), Source::Forms(now), [record]) =
            (self.past, self.current, previous)
        else {
            return None;
        };
        current.total.and(record.total)?;
        let old = filing(before.assessment, record)?;
        let new = filing(now.assessment, current)?;
        split((&old, before.rules), (&new, now.rules))
    }
}

fn filing(assessment: &Assessment, record: &Record) -> Option<Filing> {
    assessment.forms.get(record.form).map(|f| f.filing.open())
}

impl Source<'_> {
    /// 评价年度
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        match self {
            Self::Forms(year) => year.assessment.year,
            Self::Results(results) => results.provenance.year,
        }
    }

    fn results(&self) -> Results {
        match self {
            Self::Forms(year) => Results::of(year.assessment),
            Self::Results(results) => results.clone(),
        }
    }
}
