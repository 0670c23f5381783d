//! A run as a whole, as the file of JSON results has it.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use ecow::{EcoString, eco_format};
use serde::de::{DeserializeOwned, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::finding::Finding;
use super::form::Form;
use super::progress::Monitoring;
use crate::base::lang::{Lang, worded};
use crate::rules::{RuleSet, RuleStamp};
use crate::run::{self, Assessment};
use crate::run::{ComparedReport, Returns, Status};

/// Everything a run found out. Its long lists are [`LazyList`] while they are written and [`CollectedList`] while they
/// are read, so that only one of their items is in memory at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run<C, U = Vec<Form>, X = Vec<Exclusion>, F = Vec<Finding>, R = IgnoredAny> {
    /// Version of this layout.
    pub schema: u32,
    /// The program that wrote it.
    #[serde(default)]
    pub program: Cow<'static, str>,
    /// 评价年度
    pub year: Option<i32>,
    /// The rules of its totals.
    pub rules: Rules,
    /// Number of files; not in a comparison of stored results.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<Files>,
    /// 运行校验值: the same hash, the same results.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<EcoString>,
    /// Every file with its hash, so that a later run knows what is unchanged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputs: Option<Vec<InputFile>>,
    /// Only in a run about monitoring forms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub midyear: Option<Monitoring>,
    /// Only where a roster was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roster: Option<ReturnSummary>,
    /// The day of the run, only where decisions or an earlier run of the year were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<EcoString>,
    /// 处理意见, only where they were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decisions: Option<Decisions>,
    /// Every form that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<U>,
    /// Files and forms that are not ranked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excluded: Option<X>,
    /// 自评报告 that were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reports: Option<Vec<ComparedReport>>,
    /// Every finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<F>,
    /// 进展, where an earlier run of the year was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<R>,
    /// 同比, where years before were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare: Option<C>,
}

/// A file of the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    /// Its path.
    pub file: EcoString,
    /// Its SHA-256; null where it was not read.
    pub sha256: Option<EcoString>,
}

impl InputFile {
    /// Those of a run.
    #[must_use]
    pub fn list(assessment: &Assessment) -> Vec<Self> {
        let inputs = assessment.inputs.iter().map(|input| Self {
            file: EcoString::from(&*input.path),
            sha256: input.sha256.map(|hash| eco_format!("{hash}")),
        });
        inputs.collect()
    }
}

/// The rule set of a year.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rules {
    /// Its id.
    pub id: EcoString,
    /// SHA-256 of its text.
    pub sha256: EcoString,
    /// The rule set in full: its text as a rule file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Arc<str>>,
}

impl Rules {
    /// The rules in full.
    #[must_use]
    pub fn of(stamp: &RuleStamp) -> Self {
        Self {
            id: EcoString::from(&*stamp.id),
            sha256: EcoString::from(&*stamp.sha256),
            source: Some(Arc::clone(&stamp.source)),
        }
    }

    /// The same by id and hash alone.
    #[must_use]
    pub fn named(self) -> Self {
        let source = None;
        Self { source, ..self }
    }

    /// The rule set; `None` where its text is not there, was edited, or is refused by this version.
    #[must_use]
    pub fn load(&self) -> Option<RuleSet> {
        let rules = RuleSet::from_toml(&self.id, self.source.as_deref()?).ok()?;
        (*rules.stamp.sha256 == *self.sha256).then_some(rules)
    }
}

/// Files seen = files read + files skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    /// Files found, without those of this program.
    pub seen: usize,
    /// Files with at least one form.
    pub read: usize,
    /// Files without, lock files and those of the system among them.
    pub skipped: usize,
}

impl Files {
    /// Of a run.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let (seen, read) = (assessment.files_seen(), assessment.files_read());
        Self {
            seen,
            read,
            skipped: seen.saturating_sub(read),
        }
    }
}

/// 应报、已报、未报 by the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnSummary {
    /// Name of the roster.
    pub file: EcoString,
    /// SHA-256 of the roster.
    pub sha256: EcoString,
    /// Number of its units.
    pub due: usize,
    /// Number of those that have filed.
    pub received: usize,
    /// Units that sent only unreadable files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<UnreadUnit>,
    /// Units that have not filed.
    pub missing: Vec<Missing>,
}

/// 收到但不能读: a unit that sent only unreadable files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadUnit {
    /// 单位名称
    pub name: EcoString,
    /// 状态 in words.
    pub state: String,
    /// Paths of the files.
    pub files: Vec<Arc<str>>,
}

/// 处理意见: the file of decisions of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decisions {
    /// Its name.
    pub file: EcoString,
    /// Its SHA-256.
    pub sha256: EcoString,
    /// Number of its rows that were applied.
    pub applied: usize,
}

impl Decisions {
    /// Of a run.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Option<Self> {
        let decisions = assessment.decisions.as_ref()?;
        let register = &decisions.register;
        Some(Self {
            file: EcoString::from(&*register.file),
            sha256: EcoString::from(&*register.sha256),
            applied: decisions.applied(),
        })
    }
}

/// A unit that has not filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// 单位编码
    pub code: Option<EcoString>,
    /// 单位名称
    pub name: EcoString,
    /// Its group.
    pub group: Option<EcoString>,
}

impl ReturnSummary {
    /// Of a run.
    #[must_use]
    pub fn of(assessment: &Assessment, lang: Lang) -> Option<Self> {
        let roster = assessment.roster.as_ref()?;
        let returns = Returns::of(assessment)?;
        let missing = returns.with(Status::Missing);
        let missing = missing.filter_map(|unit| roster.units().get(unit.at));
        Some(Self {
            file: EcoString::from(&*roster.file),
            sha256: EcoString::from(&*roster.sha256),
            due: returns.units.len(),
            received: returns.received(),
            unread: returns
                .with(Status::Unread)
                .filter_map(|unit| {
                    let files = unit.unread.iter().map(|unread| Arc::clone(&unread.file));
                    Some(UnreadUnit {
                        name: roster.units().get(unit.at)?.name.clone(),
                        state: unit.state(lang),
                        files: files.collect(),
                    })
                })
                .collect(),
            missing: missing
                .map(|unit| Missing {
                    code: unit.code.clone(),
                    name: unit.name.clone(),
                    group: unit.group.as_deref().map(EcoString::from),
                })
                .collect(),
        })
    }

    /// How many units of the roster have filed, in words.
    #[must_use]
    pub fn counted(&self, lang: Lang) -> String {
        let (all, received, missing) = (self.due, self.received, self.missing.len());
        let unread = match (self.unread.len(), lang) {
            (0, _) => String::new(),
            (unread, Lang::Zh) => format!("（其中 {unread} 个收到但不能读）"),
            (unread, Lang::En) => format!(" ({unread} of them not readable)"),
        };
        worded!(
            lang,
            "名单 {all} 个单位：已报 {received} 个{unread}，未报 {missing} 个。",
            "Roster of {all} units: {received} have filed{unread}, {missing} have not."
        )
    }
}

/// A file or form that is not ranked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// Its path.
    pub file: Arc<str>,
    /// Its sheet, where a form was read.
    pub sheet: Option<Arc<str>>,
    /// Its unit, where that is known.
    pub unit: Option<EcoString>,
    /// Why, in words.
    pub reason: String,
    /// Why, by code.
    pub codes: Vec<Cow<'static, str>>,
}

impl Exclusion {
    /// An exclusion of a run, in words.
    #[must_use]
    pub fn of(exclusion: &run::Exclusion, lang: Lang) -> Self {
        Self {
            file: Arc::clone(&exclusion.file),
            sheet: exclusion.sheet.clone(),
            unit: exclusion.unit.clone(),
            reason: exclusion.reason(lang),
            codes: exclusion.codes().map(Cow::Borrowed).collect(),
        }
    }
}

/// A list whose items are produced while it is written.
pub struct LazyList<F>(pub F);

impl<F, I> Serialize for LazyList<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// Collects what is needed from the items of a list.
pub trait Collect: Default {
    /// The item type of the list.
    type Item: DeserializeOwned;

    /// Takes the next item.
    fn keep(&mut self, item: Self::Item);
}

/// A list that is read item by item; each item is dropped after use.
#[derive(Debug, Default)]
pub struct CollectedList<K>(pub K);

impl<'de, K: Collect> Deserialize<'de> for CollectedList<K> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(ListVisitor(PhantomData))
    }
}

struct ListVisitor<K>(PhantomData<K>);

impl<'de, K: Collect> Visitor<'de> for ListVisitor<K> {
    type Value = CollectedList<K>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<CollectedList<K>, A::Error> {
        let mut kept = K::default();
        while let Some(item) = items.next_element()? {
            kept.keep(item);
        }
        Ok(CollectedList(kept))
    }
}
