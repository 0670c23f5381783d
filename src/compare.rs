//! 同比: one year's assessment against the years before.
//!
//! Forms are matched unit by unit ([`Link`]); for a matched pair totals, grades, ranks, rates and points by group
//! stand side by side, and the change of the total is split into three causes, 业绩、指标与权重、规则 ([`Split`]).
//! Everything is pure: years come as assessments, or as [`Results`] that an earlier run wrote.

mod compared;
mod eased;
mod hash;
mod matching;
mod mixed;
mod movement;
mod results;
mod round;
mod split;
mod years;

use std::borrow::Cow;

use ecow::EcoString;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::base::lang::{Lang, Text, worded};
use crate::finding::Problem;
use crate::model::{CellRef, Exact, Filing, Kind};
use crate::record::Row;
use crate::roster::FormerName;
use crate::rules::RuleSet;
use crate::run::{Assessed, Assessment};
pub use compared::ComparisonRecord;
pub use hash::run_hash;
pub use movement::{Averages, Change, Movement, averages};
pub use results::{Lack, Origin, Provenance, Results, YearFilings};
pub use round::{
    Change as FigureChange, FindingChange, FindingFate, FormChange, FormFate, Round, RoundError,
};
pub use split::{Split, split};
pub use years::{EarlierYears, Error, Series, assess_results, assess_years};

/// The data of this year.
#[derive(Debug)]
pub enum Source<'a> {
    /// Its forms, evaluated in this run.
    Forms(&'a Assessment),
    /// The stored results of an earlier run.
    Results(Results),
}

/// How a form of this year is linked to the year before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Index of the form in [`Assessment::forms`], or among the results that stand for them.
    #[serde(skip)]
    pub form: usize,
    /// How it was matched.
    pub link: Link,
    /// This year.
    pub current: Row,
    /// The year before: none for a new unit, several for a merged one.
    pub previous: Vec<Row>,
    /// What changed.
    pub change: Change,
    /// The change of the total by cause.
    pub split: Option<Split>,
    /// Totals of the earlier years, oldest first, the year before last.
    #[serde(with = "Exact")]
    pub trend: Vec<Option<Decimal>>,
    /// 放宽: what this year's form asks less of itself.
    #[serde(skip)]
    pub eased: Vec<(Problem, CellRef)>,
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
    pub gone: Vec<Row>,
    /// 一级指标 of both years, execution first, in the order they are met.
    pub groups: Vec<EcoString>,
}

impl Pair {
    /// The form it is compared with; a merged unit has no single one.
    #[must_use]
    pub fn before(&self) -> Option<&Row> {
        match self.previous.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}

/// 备注 where the results are circulated: 待核, the total that a form is ranked by where that is the reviewed one, and how
/// it is linked to the year before where that is not under the same name.
#[must_use]
pub fn circulated(form: &Assessed, pair: Option<&Pair>, lang: Lang) -> String {
    let pending = form
        .evaluation
        .pending
        .then(|| Text::new("待核", "pending"));
    let reviewed = form.reviewed.as_ref().filter(|reviewed| reviewed.official);
    let reviewed = reviewed.and_then(|reviewed| reviewed.total);
    let reviewed = reviewed.map(|total| worded!(lang, "复核{total}分", "reviewed {total}"));
    let link = pair.filter(|pair| pair.link != Link::Same);
    let link = link.map(|pair| pair.link.title());
    let said = |text: Option<Text>| text.map(|text| text.get(lang).to_owned());
    let all = [said(pending), reviewed, said(link)].into_iter().flatten();
    all.collect::<Vec<_>>()
        .join(Text::new("，", ", ").get(lang))
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
    pub fn gone_of_kind(&self, kind: Kind) -> impl Iterator<Item = &Row> {
        self.gone.iter().filter(move |r| r.kind == kind)
    }

    /// All records of one kind of the year before.
    pub fn before(&self, kind: Kind) -> impl Iterator<Item = &Row> {
        let continued = self.of_kind(kind).flat_map(|p| &p.previous);
        continued.chain(self.gone_of_kind(kind))
    }

    /// All records of one kind of this year.
    pub fn now(&self, kind: Kind) -> impl Iterator<Item = &Row> {
        self.of_kind(kind).map(|p| &p.current)
    }

    /// The kinds that had forms the year before.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        let kinds = [Kind::Unit, Kind::Project].into_iter();
        kinds.filter(|kind| self.before(*kind).next().is_some())
    }

    /// Number of forms of one kind by link to the other year, those without a successor last.
    pub fn links(&self, kind: Kind) -> impl Iterator<Item = (Text, usize)> {
        let links = [Link::Same, Link::Renamed, Link::Merged, Link::New];
        let counts = links.map(|link| (link.title(), self.linked(kind, link).count()));
        counts
            .into_iter()
            .chain([(GONE, self.gone_of_kind(kind).count())])
    }

    /// Whether the year before was evaluated under other rules.
    #[must_use]
    pub fn rules_changed(&self) -> bool {
        let other = |p: &Provenance| p.rules.sha256 != self.current.rules.sha256;
        self.previous().is_some_and(other)
    }

    /// The years with incomplete data, this year last, each with what is not possible without the rest.
    pub fn lacking(&self) -> impl Iterator<Item = (&Provenance, Text)> {
        let years = self.earlier.iter().chain([&self.current]);
        years.filter_map(|year| Some((year, year.lack()?.remark())))
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
    mut past: Vec<Results>,
    current: &Source,
    former: &[FormerName],
) -> Option<Comparison> {
    past.sort_by_key(|results| results.provenance.year);
    let now = current.results();
    let (latest, before) = past.split_last()?;
    let matched = matching::match_rows(latest, &now, former);
    let trends = before
        .iter()
        .map(|year| Trend::of(year, &now, former))
        .collect();
    let work = Work {
        current,
        trends,
        latest,
        now: &now,
    };
    let gone = matched.gone.iter();
    Some(Comparison {
        pairs: matched.pairs.par_iter().map(|m| work.pair(m)).collect(),
        gone: gone
            .filter_map(|at| latest.rows.get(*at))
            .cloned()
            .collect(),
        groups: Results::groups([&now, latest]),
        earlier: past.into_iter().map(|r| r.provenance).collect(),
        current: now.into_owned().provenance,
    })
}

/// Totals of an earlier year by the position of the form that continues it.
struct Trend(Vec<Option<Decimal>>);

impl Trend {
    fn of(year: &Results, now: &Results, former: &[FormerName]) -> Self {
        let matched = matching::match_rows(year, now, former);
        let total = |found: &matching::RowMatch| match found.previous.as_slice() {
            [one] => year.rows.get(*one)?.total,
            _ => None,
        };
        Self(matched.pairs.iter().map(total).collect())
    }
}

/// What the pairs are made from.
struct Work<'a> {
    current: &'a Source<'a>,
    trends: Vec<Trend>,
    latest: &'a Results,
    now: &'a Results,
}

impl Work<'_> {
    fn pair(&self, matched: &matching::RowMatch) -> Pair {
        let of = |year: &Results, at: usize| year.rows.get(at).cloned();
        let current = of(self.now, matched.current).unwrap_or_default();
        let previous: Vec<Row> = matched
            .previous
            .iter()
            .filter_map(|at| of(self.latest, *at))
            .collect();
        let earlier = self
            .trends
            .iter()
            .map(|t| t.0.get(matched.current).copied().flatten());
        let before = match previous.as_slice() {
            [one] => Some(one),
            _ => None,
        };
        let last = before.and_then(|row| row.total);
        let change = Change::between(before, &current);
        let filings = before.and_then(|before| self.filings(before, &current));
        Pair {
            form: current.form,
            link: matched.link,
            trend: earlier.chain([last]).collect(),
            split: filings
                .as_ref()
                .and_then(|filings| self.split(filings, change.total)),
            eased: filings
                .map(|filings| self.eased(&filings))
                .unwrap_or_default(),
            change,
            current,
            previous,
        }
    }

    /// What was filed in both years, where available.
    fn filings(&self, previous: &Row, current: &Row) -> Option<Filings<'_>> {
        let before = self.latest.filed.as_ref()?;
        let (new, rules) = self.current.filing(current)?;
        Some(Filings {
            old: before.filing(previous)?,
            then: &before.rules,
            new,
            rules,
        })
    }

    /// The split, where both forms have a total.
    fn split(&self, filings: &Filings, change: Option<Decimal>) -> Option<Split> {
        let change = change?;
        let Filings {
            old,
            then,
            new,
            rules,
        } = filings;
        let split = split((old, then), (new, rules))?;
        let read = [&self.latest.provenance, &self.now.provenance];
        let stored = read.iter().any(|year| year.origin != Origin::Forms);
        // What was stored by an earlier version may be worth something else by this one.
        (!stored || split.change() == Some(change)).then_some(split)
    }

    /// Targets that this year's form has eased; stored results have no cells for such findings.
    fn eased(
        &self,
        Filings {
            old,
            then,
            new,
            rules,
        }: &Filings,
    ) -> Vec<(Problem, CellRef)> {
        match self.current {
            Source::Forms(_) => eased::eased((old, then), (new, rules)),
            Source::Results(_) => Vec::new(),
        }
    }
}

/// A form of this year and the one it continues, each with the rules of its year.
struct Filings<'a> {
    old: Filing,
    then: &'a RuleSet,
    new: Filing,
    rules: &'a RuleSet,
}

impl Source<'_> {
    /// 评价年度
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        match self {
            Self::Forms(assessment) => assessment.year,
            Self::Results(results) => results.provenance.year,
        }
    }

    fn results(&self) -> Cow<'_, Results> {
        match self {
            Self::Forms(assessment) => Cow::Owned(Results::of(assessment)),
            Self::Results(results) => Cow::Borrowed(results),
        }
    }

    /// The filing of a row, and the rules it was evaluated under.
    fn filing(&self, row: &Row) -> Option<(Filing, &RuleSet)> {
        match self {
            Self::Forms(assessment) => {
                let form = assessment.forms.get(row.form)?;
                Some((form.filing.open(), &assessment.rules))
            }
            Self::Results(results) => {
                let filed = results.filed.as_ref()?;
                Some((filed.filing(row)?, &filed.rules))
            }
        }
    }
}
