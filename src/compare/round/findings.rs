//! What happened to each finding since the earlier run.

use std::collections::{HashMap, HashSet};

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::{EarlierRun, Names, forms};
use crate::base::lang::{Lang, Text};
use crate::decision::day;
use crate::finding::Severity;
use crate::finding::decided::OF_DECISIONS;
use crate::model::{Date, DecisionKind};
use crate::record::Finding;
use crate::run::Assessment;
use crate::workbook::serial;

/// What happened to a finding.
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

/// A finding with its change since the earlier run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingChange {
    /// Its change.
    pub fate: FindingFate,
    /// The finding: of this run, of the earlier one where it is closed or gone.
    pub finding: Finding,
    /// 退回天数: days since it was sent back, where it was.
    pub sent_back_days: Option<u32>,
}

impl FindingChange {
    /// Whether it is an error or a warning.
    #[must_use]
    pub fn matters(&self) -> bool {
        self.finding.severity > Severity::Info
    }
}

/// Key that identifies a finding in both runs.
type Key = (EcoString, EcoString, EcoString);

/// The findings of one run, with their units, which are distinguished from others of the same name by the form.
struct Keys<'a> {
    names: &'a Names,
    /// Codes of units by file and sheet of their forms.
    codes: HashMap<(&'a str, &'a str), &'a str>,
}

impl<'a> Keys<'a> {
    fn now(names: &'a Names, assessment: &'a Assessment) -> Self {
        let filings = assessment.forms.iter().map(|form| &form.filing);
        let codes = filings.filter_map(|filing| {
            let code = filing.unit.code.as_deref()?;
            Some(((&*filing.file, &*filing.sheet), code))
        });
        let codes = codes.collect();
        Self { names, codes }
    }

    fn before(names: &'a Names, last: &'a EarlierRun) -> Self {
        let codes = last.units.iter().filter_map(|form| {
            let code = form.unit.code.as_deref()?;
            Some(((&*form.file, &*form.sheet), code))
        });
        let codes = codes.collect();
        Self { names, codes }
    }

    fn unit(&self, finding: &Finding) -> EcoString {
        let sheet = finding.sheet.as_deref().unwrap_or_default();
        let code = self.codes.get(&(&*finding.file, sheet)).copied();
        self.names.key(finding.unit.as_deref(), code, &finding.file)
    }

    /// By unit, code and fingerprint; results of earlier versions are known by their ids.
    fn key(&self, finding: &Finding, marked: FingerprintSupport) -> Key {
        let mark = match (marked, finding.fingerprint.is_empty()) {
            (FingerprintSupport::All, false) => &finding.fingerprint,
            _ => &finding.id,
        };
        (self.unit(finding), (&*finding.code).into(), mark.clone())
    }

    /// The same without the facts.
    fn about(&self, finding: &Finding) -> Key {
        let about = finding.fingerprint.split_once('-');
        let about = about.map_or("", |(about, _)| about);
        (self.unit(finding), (&*finding.code).into(), about.into())
    }
}

/// Whether the findings of the earlier run carry fingerprints: those of earlier versions have ids alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FingerprintSupport {
    All,
    Partly,
}

/// All findings of both runs.
pub(super) fn tracked(
    (last, assessment): (&EarlierRun, &Assessment),
    names: &Names,
    date: Date,
    lang: Lang,
) -> Vec<FindingChange> {
    let of_forms = |finding: &Finding| {
        let code = &*finding.code;
        !OF_DECISIONS.iter().any(|own| own.name == code)
    };
    let now: Vec<Finding> = Finding::list(assessment, lang).filter(of_forms).collect();
    let before: Vec<&Finding> = last.findings.iter().filter(|f| of_forms(f)).collect();
    let marked = match before.iter().all(|finding| !finding.fingerprint.is_empty()) {
        true => FingerprintSupport::All,
        false => FingerprintSupport::Partly,
    };
    let (of_now, of_before) = (Keys::now(names, assessment), Keys::before(names, last));
    // Several versions may have equal findings: each is paired once.
    let mut open: HashMap<Key, Vec<usize>> = HashMap::new();
    for (at, finding) in before.iter().enumerate().rev() {
        open.entry(of_before.key(finding, marked))
            .or_default()
            .push(at);
    }
    let mut paired: HashSet<usize> = HashSet::new();
    let mut fates: Vec<Option<FindingFate>> = Vec::with_capacity(now.len());
    for finding in &now {
        let same = open
            .get_mut(&of_now.key(finding, marked))
            .and_then(Vec::pop);
        paired.extend(same);
        fates.push(same.map(|_| FindingFate::Open));
    }
    let mut changed: HashMap<Key, Vec<usize>> = HashMap::new();
    for (at, finding) in before.iter().enumerate().rev() {
        if !paired.contains(&at) {
            changed
                .entry(of_before.about(finding))
                .or_default()
                .push(at);
        }
    }
    for (fate, finding) in fates
        .iter_mut()
        .zip(&now)
        .filter(|(fate, _)| fate.is_none())
    {
        let same = changed.get_mut(&of_now.about(finding)).and_then(Vec::pop);
        paired.extend(same);
        *fate = Some(same.map_or(FindingFate::New, |_| FindingFate::Changed));
    }
    let there = CurrentRun::of((last, assessment), names);
    let ended = before
        .iter()
        .enumerate()
        .filter(|(at, _)| !paired.contains(at));
    let ended = ended.map(|(_, finding)| FindingChange {
        fate: match there.holds(finding) {
            true => FindingFate::Closed,
            false => FindingFate::Gone,
        },
        sent_back_days: sent_back(finding, date),
        finding: Finding::clone(finding),
    });
    let mut all: Vec<FindingChange> = ended.collect();
    let present = now
        .into_iter()
        .zip(fates)
        .map(|(finding, fate)| FindingChange {
            fate: fate.unwrap_or(FindingFate::New),
            sent_back_days: sent_back(&finding, date),
            finding,
        });
    all.extend(present);
    all
}

/// What is there in this run.
struct CurrentRun<'a> {
    /// Unit and project of the form on each sheet of a file in the earlier run.
    before: HashMap<(&'a str, &'a str), forms::Key>,
    forms: HashSet<forms::Key>,
    units: HashSet<EcoString>,
    files: HashSet<EcoString>,
    names: &'a Names,
}

impl<'a> CurrentRun<'a> {
    fn of((last, assessment): (&'a EarlierRun, &Assessment), names: &'a Names) -> Self {
        let before = last.units.iter();
        let before = before.map(|form| ((&*form.file, &*form.sheet), names.before(form)));
        let units = assessment.forms.iter();
        let units = units.filter_map(|form| form.filing.unit.name.as_ref());
        let files = assessment.inputs.iter();
        Self {
            before: before.collect(),
            forms: assessment
                .forms
                .iter()
                .map(|form| names.now(form))
                .collect(),
            units: units
                .map(|name| names.key(Some(&name.value), None, ""))
                .collect(),
            files: files.map(|input| EcoString::from(&*input.path)).collect(),
            names,
        }
    }

    /// Whether what a finding is about is still there: the form of the unit or of its project; the unit with a form,
    /// where the finding is on none; or the file.
    fn holds(&self, finding: &Finding) -> bool {
        let sheet = finding.sheet.as_deref().unwrap_or_default();
        if let Some(form) = self.before.get(&(&*finding.file, sheet)) {
            return self.forms.contains(form);
        }
        match finding.unit.as_deref() {
            Some(name) => self.units.contains(&self.names.key(Some(name), None, "")),
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
