//! What happened to each form since the earlier run.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use ecow::EcoString;
use serde::{Deserialize, Serialize};

use super::{EarlierRun, Names};
use crate::base::lang::Text;
use crate::decision::unit_key;
use crate::model::{FigureColumn, FigureKey, Filing, Kind};
use crate::record::Form;
use crate::run::{Assessed, Assessment};

/// What happened to a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormFate {
    /// 新报: the unit had not filed.
    New,
    /// 重报: another file counts for the unit, or its file has changed.
    Refiled,
    /// 未变: the same file.
    Unchanged,
    /// 撤走: the unit has no form any more.
    Gone,
}

impl FormFate {
    /// In words.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::New => Text::new("新报", "newly filed"),
            Self::Refiled => Text::new("重报", "refiled"),
            Self::Unchanged => Text::new("未变", "unchanged"),
            Self::Gone => Text::new("撤走", "gone"),
        }
    }
}

/// A figure that was filed otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Name of its row; blank for the total rows.
    pub row: EcoString,
    /// Its column.
    pub column: FigureColumn,
    /// What was filed; none where nothing was.
    pub before: Option<EcoString>,
    /// What is filed now; none where nothing is.
    pub now: Option<EcoString>,
}

/// A form with its change since the earlier run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormChange {
    /// Its change.
    pub fate: FormFate,
    /// 整体支出 or 项目支出
    pub kind: Kind,
    /// 单位
    pub unit: EcoString,
    /// 项目
    pub project: Option<EcoString>,
    /// Its file now.
    pub file: Option<EcoString>,
    /// Its file then.
    pub file_before: Option<EcoString>,
    /// 名次 now.
    pub rank: Option<usize>,
    /// 名次 then.
    pub rank_before: Option<usize>,
    /// Figures that changed.
    pub figures: Vec<Change>,
}

/// Kind, unit and project of a form.
pub(super) type Key = (Kind, EcoString, Option<EcoString>);

/// A unit or project with a form in either run.
pub(super) fn moved(last: &EarlierRun, assessment: &Assessment, names: &Names) -> Vec<FormChange> {
    let hashes = Hashes::of(last, assessment);
    let mut before: BTreeMap<Key, Vec<&Form>> = BTreeMap::new();
    for form in &last.units {
        before.entry(names.before(form)).or_default().push(form);
    }
    // A form found by its code where the unit has another name.
    let coded = before.iter().flat_map(|((kind, _, project), forms)| {
        let codes = forms.iter().filter_map(|form| form.unit.code.as_ref());
        codes.map(move |code| ((*kind, code.clone(), project.clone()), forms.clone()))
    });
    let coded: HashMap<Key, Vec<&Form>> = coded.collect();
    let mut now: BTreeMap<Key, Vec<&Assessed>> = BTreeMap::new();
    let mut order = Vec::new();
    for form in &assessment.forms {
        let own = names.now(form);
        let forms = now.entry(own.clone()).or_default();
        if forms.is_empty() {
            order.push(own);
        }
        forms.push(form);
    }
    let mut met: BTreeSet<Key> = BTreeSet::new();
    let present = order.into_iter().filter_map(|own| {
        let forms = now.get(&own)?;
        let form = counting(forms, &hashes)?;
        let by_code = || {
            let code = form.filing.unit.code.clone()?;
            coded.get(&(own.0, code, own.2.clone()))
        };
        let earlier = before.get(&own).or_else(by_code);
        let earlier = earlier.and_then(|forms| {
            let ranked = forms.iter().find(|form| form.rank.is_some());
            ranked.or(forms.first()).copied()
        });
        met.extend(earlier.map(|form| names.before(form)));
        Some(held(form, earlier, (&hashes, names)))
    });
    let mut all: Vec<FormChange> = present.collect();
    let gone = before.iter().filter(|(key, _)| !met.contains(*key));
    all.extend(gone.filter_map(|(_, forms)| forms.first().map(|form| lost(form, names))));
    all
}

impl Names {
    /// The key of a form of this run.
    pub(super) fn now(&self, form: &Assessed) -> Key {
        let filing = &form.filing;
        let name = filing.unit.name.as_ref().map(|name| &*name.value);
        let project = filing.project.as_ref().map(|p| unit_key(&p.value));
        let unit = self.key(name, filing.unit.code.as_deref(), &filing.file);
        (filing.kind, unit, project)
    }

    /// The key of a form of the earlier run.
    pub(super) fn before(&self, form: &Form) -> Key {
        let project = form.project.as_deref().map(unit_key);
        let (name, code) = (form.unit.name.as_deref(), form.unit.code.as_deref());
        (form.kind, self.key(name, code, &form.file), project)
    }
}

/// Of the forms of a unit the one that counts: the ranked one, else one that was not there, else the first.
fn counting<'a>(forms: &[&'a Assessed], hashes: &Hashes<'_>) -> Option<&'a Assessed> {
    let mut ranked = forms.iter().filter(|form| form.standing.is_some());
    let mut new = forms
        .iter()
        .filter(|form| !hashes.is_known(&form.filing.file));
    ranked
        .next()
        .or_else(|| new.next())
        .or(forms.first())
        .copied()
}

fn held(
    form: &Assessed,
    earlier: Option<&Form>,
    (hashes, names): (&Hashes<'_>, &Names),
) -> FormChange {
    let filing = form.filing.open();
    let figures = earlier.map(|earlier| changes(&earlier.clone().filing(), &filing));
    let figures = figures.unwrap_or_default();
    let fate = match earlier {
        None => FormFate::New,
        Some(earlier) => match hashes.same(&earlier.file, &filing.file) {
            Some(true) => FormFate::Unchanged,
            // Results of earlier versions do not hold hashes.
            None if figures.is_empty() => FormFate::Unchanged,
            Some(false) | None => FormFate::Refiled,
        },
    };
    FormChange {
        fate,
        kind: filing.kind,
        unit: (&*names
            .0
            .called(form.unit_name(), form.filing.unit.code.as_deref()))
            .into(),
        project: filing.project.as_ref().map(|p| p.value.clone()),
        file: Some(EcoString::from(&*filing.file)),
        file_before: earlier.map(|earlier| EcoString::from(&*earlier.file)),
        rank: form.standing.map(|standing| standing.rank),
        rank_before: earlier.and_then(|earlier| earlier.rank),
        // What decisions correct is not refiled.
        figures: if fate == FormFate::Refiled {
            figures
        } else {
            Vec::new()
        },
    }
}

fn lost(form: &Form, names: &Names) -> FormChange {
    let name = form.unit.name.as_deref();
    let name = name.map(|name| names.0.called(name, form.unit.code.as_deref()));
    FormChange {
        fate: FormFate::Gone,
        kind: form.kind,
        unit: EcoString::from(name.as_deref().unwrap_or(&form.file)),
        project: form.project.clone(),
        file: None,
        file_before: Some(EcoString::from(&*form.file)),
        rank: None,
        rank_before: form.rank,
        figures: Vec::new(),
    }
}

/// Figures of two forms that are not the same, by row, column and number among equals.
fn changes(before: &Filing, now: &Filing) -> Vec<Change> {
    let (before, now) = (figures(before), figures(now));
    let keys: BTreeSet<_> = before.keys().chain(now.keys()).collect();
    let mut changes: Vec<_> = keys
        .into_iter()
        .filter_map(|key| {
            let (then, here) = (before.get(key), now.get(key));
            let differs = then.map(|(_, text)| text) != here.map(|(_, text)| text);
            let at = here.or(then).map_or(0, |(at, _)| *at);
            let change = Change {
                row: key.0.clone(),
                column: key.1,
                before: then.map(|(_, text)| text.clone()),
                now: here.map(|(_, text)| text.clone()),
            };
            differs.then_some((at, change))
        })
        .collect();
    changes.sort_by_key(|(at, _)| *at);
    changes.into_iter().map(|(_, change)| change).collect()
}

type Figures = BTreeMap<FigureKey, (usize, EcoString)>;

/// Figures with their places in the form's order; a sign for nothing does not count.
fn figures(filing: &Filing) -> Figures {
    let filed = filing.keyed_figures().into_iter().enumerate();
    let filed = filed.map(|(at, (key, figure))| (key, (at, figure.text)));
    let stated = |text: &EcoString| text.chars().any(char::is_alphanumeric);
    filed.filter(|(_, (_, text))| stated(text)).collect()
}

/// Hashes of the files of both runs.
struct Hashes<'a> {
    before: HashMap<&'a str, &'a str>,
    known: HashSet<&'a str>,
    now: HashMap<&'a str, String>,
}

impl<'a> Hashes<'a> {
    fn of(last: &'a EarlierRun, assessment: &'a Assessment) -> Self {
        let before = last.inputs.iter();
        let before = before.filter_map(|input| Some((&*input.file, input.sha256.as_deref()?)));
        let before: HashMap<_, _> = before.collect();
        let now = assessment.inputs.iter();
        let now = now.filter_map(|input| Some((&*input.path, input.sha256?.to_string())));
        Self {
            known: before.values().copied().collect(),
            before,
            now: now.collect(),
        }
    }

    /// Whether a file of this run was there in the earlier one, under whatever name.
    fn is_known(&self, file: &Arc<str>) -> bool {
        let hash = self.now.get(&**file);
        hash.is_some_and(|hash| self.known.contains(&**hash))
    }

    /// Whether two files have the same bytes; none where that is not known.
    fn same(&self, before: &str, now: &str) -> Option<bool> {
        Some(*self.before.get(before)? == self.now.get(now)?)
    }
}
