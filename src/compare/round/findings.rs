//! What became of each finding since the earlier run.

use std::collections::{HashMap, HashSet};

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::{Last, forms, named};
use crate::base::lang::{Lang, Text};
use crate::decision::day;
use crate::finding::Severity;
use crate::finding::decided::OF_DECISIONS;
use crate::model::{Date, DecisionKind};
use crate::record::Finding;
use crate::run::Assessment;
use crate::workbook::serial;

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingFate {
    /// 已改正: the unit's form no longer gives cause for it.
    Closed,
    /// 表已不在: there is no form of the unit, or the file, any more.
    Gone,
    /// 新发现
    New,
    /// 仍在，数字有变: the same is found with other facts.
    Changed,
    /// 仍在
    Open,
}

impl FindingFate {
    /// In words.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Closed => Text::new("已改正", "closed"),
            Self::Gone => Text::new("表已不在", "form gone"),
            Self::New => Text::new("新发现", "new"),
            Self::Changed => Text::new("仍在，数字有变", "open, changed"),
            Self::Open => Text::new("仍在", "still open"),
        }
    }
}

/// A finding with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracked {
    /// What became of it.
    pub fate: FindingFate,
    /// The finding: of this run, of the earlier one where it is closed or gone.
    pub finding: Finding,
    /// 退回天数: days since it was sent back, where it was.
    pub sent_back_days: Option<u32>,
}

impl Tracked {
    /// Whether it is an error or a warning.
    #[must_use]
    pub fn matters(&self) -> bool {
        self.finding.severity > Severity::Info
    }
}

/// What keeps findings apart from round to round.
type Key = (EcoString, EcoString, EcoString);

fn unit(finding: &Finding) -> EcoString {
    named(finding.unit.as_deref(), &finding.file)
}

/// By unit, code and fingerprint; results of earlier versions are known by their ids.
fn key(finding: &Finding) -> Key {
    let mark = match finding.fingerprint.is_empty() {
        true => &finding.id,
        false => &finding.fingerprint,
    };
    (unit(finding), (&*finding.code).into(), mark.clone())
}

/// The same without the facts.
fn about(finding: &Finding) -> Key {
    let about = finding.fingerprint.split_once('-');
    let about = about.map_or("", |(about, _)| about);
    (unit(finding), (&*finding.code).into(), about.into())
}

/// All findings of both runs.
pub(super) fn tracked(
    last: &Last,
    assessment: &Assessment,
    date: Date,
    lang: Lang,
) -> Vec<Tracked> {
    let of_forms = |finding: &Finding| {
        let code = &*finding.code;
        !OF_DECISIONS.iter().any(|own| own.name == code)
    };
    let now: Vec<Finding> = Finding::list(assessment, lang).filter(of_forms).collect();
    let before: Vec<&Finding> = last.findings.iter().filter(|f| of_forms(f)).collect();
    let marked = before.iter().all(|finding| !finding.fingerprint.is_empty());
    let known = |finding: &Finding| match marked {
        true => key(finding),
        false => (unit(finding), (&*finding.code).into(), finding.id.clone()),
    };
    // Forms of several versions may say the same: each is paired once.
    let mut open: HashMap<Key, Vec<usize>> = HashMap::new();
    for (at, finding) in before.iter().enumerate().rev() {
        open.entry(known(finding)).or_default().push(at);
    }
    let mut paired: HashSet<usize> = HashSet::new();
    let mut fates: Vec<Option<FindingFate>> = Vec::with_capacity(now.len());
    for finding in &now {
        let same = open.get_mut(&known(finding)).and_then(Vec::pop);
        paired.extend(same);
        fates.push(same.map(|_| FindingFate::Open));
    }
    let mut changed: HashMap<Key, Vec<usize>> = HashMap::new();
    for (at, finding) in before.iter().enumerate().rev() {
        if !paired.contains(&at) {
            changed.entry(about(finding)).or_default().push(at);
        }
    }
    for (fate, finding) in fates
        .iter_mut()
        .zip(&now)
        .filter(|(fate, _)| fate.is_none())
    {
        let same = changed.get_mut(&about(finding)).and_then(Vec::pop);
        paired.extend(same);
        *fate = Some(same.map_or(FindingFate::New, |_| FindingFate::Changed));
    }
    let there = There::of(last, assessment);
    let ended = before
        .iter()
        .enumerate()
        .filter(|(at, _)| !paired.contains(at));
    let ended = ended.map(|(_, finding)| Tracked {
        fate: match there.holds(finding) {
            true => FindingFate::Closed,
            false => FindingFate::Gone,
        },
        sent_back_days: sent_back(finding, date),
        finding: Finding::clone(finding),
    });
    let mut all: Vec<Tracked> = ended.collect();
    let present = now.into_iter().zip(fates).map(|(finding, fate)| Tracked {
        fate: fate.unwrap_or(FindingFate::New),
        sent_back_days: sent_back(&finding, date),
        finding,
    });
    all.extend(present);
    all
}

/// What is there in this run.
struct There<'a> {
    /// Whose form stood on a sheet of a file in the earlier run, and about what.
    before: HashMap<(&'a str, &'a str), forms::Key>,
    forms: HashSet<forms::Key>,
    units: HashSet<EcoString>,
    files: HashSet<EcoString>,
}

impl<'a> There<'a> {
    fn of(last: &'a Last, assessment: &Assessment) -> Self {
        let before = last.units.iter();
        let before = before.map(|form| ((&*form.file, &*form.sheet), forms::key_before(form)));
        let units = assessment.forms.iter();
        let units = units.filter_map(|form| form.filing.unit.name.as_ref());
        let files = assessment.inputs.iter();
        Self {
            before: before.collect(),
            forms: assessment.forms.iter().map(forms::key).collect(),
            units: units.map(|name| named(Some(&name.value), "")).collect(),
            files: files.map(|input| EcoString::from(&*input.path)).collect(),
        }
    }

    /// Whether what a finding is about is still there: the form of the unit or of its project; the unit with a form,
    /// where the finding stands on none; or the file.
    fn holds(&self, finding: &Finding) -> bool {
        let sheet = finding.sheet.as_deref().unwrap_or_default();
        if let Some(form) = self.before.get(&(&*finding.file, sheet)) {
            return self.forms.contains(form);
        }
        match finding.unit.as_deref() {
            Some(name) => self.units.contains(&named(Some(name), "")),
            None => self.files.contains(&*finding.file),
        }
    }
}

/// Days from the day it was sent back to `date`.
fn sent_back(finding: &Finding, date: Date) -> Option<u32> {
    let decision = finding.decision.as_ref()?;
    if decision.kind != DecisionKind::Return {
        return None;
    }
    let since = day(decision.when.as_deref()?)?;
    let days = serial(date)?.checked_sub(serial(since)?)?;
    u32::try_from(days).ok()
}
