//! The unit of a report: by the name on its cover or in its text, otherwise by the path of its file; among several
//! units of one name, by code and folder.

use std::collections::{BTreeSet, HashMap};

use crate::form::labels::fold;
use crate::model::{Kind, Stage};
use crate::narrative::{ParagraphPosition, Report};
use crate::run::identity::by_unit;
use crate::run::{Assessed, Run};

/// The forms that a report is compared with.
pub(super) enum Owner<'a> {
    /// The form it is about, and all of its unit.
    Of(&'a Assessed, Vec<&'a Assessed>),
    /// This number of forms of its name; which one is meant is unknown.
    Several(usize),
    /// None.
    Nobody,
}

/// The self-evaluations of a unit.
struct Unit<'a> {
    names: BTreeSet<String>,
    forms: Vec<&'a Assessed>,
}

/// The units that filed.
pub(super) struct Units<'a> {
    all: Vec<Unit<'a>>,
    /// Those with a form in a file.
    of_file: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Units<'a> {
    pub(super) fn of(forms: &'a [Assessed], run: &Run) -> Self {
        let units = by_unit(forms, run.roster.as_deref()).into_iter();
        let units = units.filter_map(|forms| Unit::of(forms.into_iter().map(|(_, form)| form)));
        let all: Vec<Unit<'a>> = units.collect();
        let mut of_file: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, unit) in all.iter().enumerate() {
            for form in &unit.forms {
                let units = of_file.entry(&*form.filing.file).or_default();
                if units.last() != Some(&at) {
                    units.push(at);
                }
            }
        }
        Self { all, of_file }
    }

    /// Those with a form in `file`, if any.
    fn within(&self, file: &str) -> Vec<Unit<'a>> {
        let units = self.of_file.get(file).into_iter().flatten();
        let units = units.filter_map(|at| self.all.get(*at));
        units.filter_map(|unit| unit.within(file)).collect()
    }
}

impl<'a> Unit<'a> {
    fn of(forms: impl Iterator<Item = &'a Assessed>) -> Option<Self> {
        let filed = forms.filter(|form| form.filing.stage == Stage::SelfEvaluation);
        let forms: Vec<&Assessed> = filed.collect();
        let names = forms
            .iter()
            .filter_map(|form| form.filing.unit.name.as_ref());
        let names = names.map(|name| fold(&name.value).into_owned()).collect();
        (!forms.is_empty()).then_some(Self { names, forms })
    }

    /// The same with the forms of one file.
    fn within(&self, file: &str) -> Option<Self> {
        let forms = self.forms.iter().copied();
        Self::of(forms.filter(|form| *form.filing.file == *file))
    }

    /// Whether a text gives its code, as a number of its own.
    fn is_coded_in(&self, text: &str) -> bool {
        let codes = self
            .forms
            .iter()
            .filter_map(|f| f.filing.unit.code.as_ref());
        let part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        codes.into_iter().any(|code| {
            let mut met = text.match_indices(code.as_str());
            met.any(|(at, code)| {
                let (before, behind) = (text.get(..at), text.get(at + code.len()..));
                let last = before.and_then(|text| text.chars().next_back());
                !part(last) && !part(behind.and_then(|text| text.chars().next()))
            })
        })
    }

    /// How many folders its nearest form shares with a file.
    fn nearness(&self, file: &str) -> usize {
        let shared = self
            .forms
            .iter()
            .map(|form| shared(&form.filing.file, file));
        shared.max().unwrap_or_default()
    }
}

/// How many folders two files have in common, from the top.
fn shared(one: &str, other: &str) -> usize {
    let folders = |file| str::rsplit_once(file, '/').map_or("", |(folder, _)| folder);
    let pairs = folders(one).split('/').zip(folders(other).split('/'));
    pairs
        .take_while(|(one, other)| one == other && !one.is_empty())
        .count()
}

/// The forms that a report is from.
pub(super) fn owner<'a>(file: &str, report: &Report, units: &Units<'a>, run: &Run) -> Owner<'a> {
    let is_beside = report
        .paragraphs
        .iter()
        .any(|p| matches!(p.at, ParagraphPosition::Cell(..)));
    let beside = is_beside.then(|| units.within(file));
    let near = beside.as_deref().unwrap_or(&units.all);
    let named = match (is_beside, near) {
        (true, [_]) => near.iter().collect(),
        _ => named(file, report, near, run),
    };
    let several = |units: &[&Unit<'a>]| Owner::Several(units.iter().map(|u| u.forms.len()).sum());
    match *decided(file, report, named) {
        [] => Owner::Nobody,
        [unit] => match main_form(file, report, &unit.forms) {
            Some(main) => Owner::Of(main, unit.forms.clone()),
            None => several(&[unit]),
        },
        ref units => several(units),
    }
}

/// The units that the report names, by the first way that names any.
fn named<'u, 'a>(
    file: &str,
    report: &Report,
    units: &'u [Unit<'a>],
    run: &Run,
) -> Vec<&'u Unit<'a>> {
    let names: BTreeSet<&String> = units.iter().flat_map(|unit| &unit.names).collect();
    let name = by_cover(report, &names)
        .or_else(|| by_text(report, &names))
        .or_else(|| by_file(file, &names, run));
    let own: Vec<&Unit<'a>> = match name {
        Some(name) => units.iter().filter(|u| u.names.contains(&name)).collect(),
        None => Vec::new(),
    };
    match own.as_slice() {
        [] => only(units.iter().filter(|unit| lies_beside(unit, file)))
            .into_iter()
            .collect(),
        _ => own,
    }
}

/// Of units of one name, those whose code the report or its path gives, otherwise those whose forms are nearest in the
/// folders.
fn decided<'u, 'a>(file: &str, report: &Report, units: Vec<&'u Unit<'a>>) -> Vec<&'u Unit<'a>> {
    if units.len() < 2 {
        return units;
    }
    let head = format!("{}\n{file}", report.head());
    let coded: Vec<&Unit<'a>> = units
        .iter()
        .copied()
        .filter(|u| u.is_coded_in(&head))
        .collect();
    let units = if coded.is_empty() { units } else { coded };
    let nearest = units.iter().map(|unit| unit.nearness(file)).max();
    let near = units
        .into_iter()
        .filter(|unit| Some(unit.nearness(file)) == nearest);
    near.collect()
}

/// The one of several, where it is the only one.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

type Names<'n> = BTreeSet<&'n String>;

/// The name on the cover or in the title, or the only one that equals or contains it; a title may shorten it.
fn by_cover(report: &Report, names: &Names<'_>) -> Option<String> {
    let cover = &report.cover;
    let own = fold(cover.unit.as_deref().or(cover.titled.as_deref())?).into_owned();
    if names.contains(&own) {
        return Some(own);
    }
    let alike = names.iter().filter(|name| {
        let short = name.chars().count().min(own.chars().count());
        short >= 3 && (name.ends_with(&own) || own.ends_with(name.as_str()))
    });
    let shortened = names
        .iter()
        .filter(|name| cover.unit.is_none() && is_short_for(&own, name));
    only(alike)
        .or_else(|| only(shortened))
        .map(|name| (*name).clone())
}

/// Whether a name leaves out characters of another: 卫健局 of 卫生健康局.
fn is_short_for(short: &str, name: &str) -> bool {
    let mut rest = name.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

/// The name that occurs most often in the text; none where title or text are of another unit.
fn by_text(report: &Report, names: &Names<'_>) -> Option<String> {
    let text: String = report
        .paragraphs
        .iter()
        .map(|paragraph| fold(&paragraph.text).into_owned())
        .collect();
    let cover = report.cover.unit.as_deref().map(fold);
    let others = cover.map_or(report.cover.titled.is_some(), |cover| {
        text.matches(&*cover).count() > 1
    });
    if others {
        return None;
    }
    let named = |name: &String| text.matches(name.as_str()).count();
    let met: Vec<(&String, usize)> = names
        .iter()
        .map(|name| (*name, named(name)))
        .filter(|(_, count)| *count > 0)
        .collect();
    let whole = met.iter().filter(|(name, _)| {
        !met.iter()
            .any(|(other, _)| other.len() > name.len() && other.contains(name.as_str()))
    });
    let most = whole.clone().map(|(_, count)| *count).max()?;
    only(whole.filter(|(_, count)| *count == most)).map(|(name, _)| (*name).clone())
}

/// The name in the path of the file.
fn by_file(file: &str, names: &Names<'_>, run: &Run) -> Option<String> {
    let listed = run
        .roster
        .as_deref()
        .and_then(|roster| roster.units().get(roster.named_by(file)?));
    let listed = listed.map(|unit| fold(&unit.name).into_owned());
    if let Some(name) = listed.filter(|name| names.contains(name)) {
        return Some(name);
    }
    let way = fold(file).into_owned();
    let met: Vec<&&String> = names
        .iter()
        .filter(|name| way.contains(name.as_str()))
        .collect();
    let longest = met.iter().map(|name| name.len()).max()?;
    only(met.into_iter().filter(|name| name.len() == longest)).map(|name| (*name).clone())
}

/// Whether a form of a unit with this name is in the folder of a file.
fn lies_beside(unit: &Unit<'_>, file: &str) -> bool {
    let folder = file.rsplit_once('/').map(|(folder, _)| folder);
    let mut forms = unit.forms.iter().filter(|_| !unit.names.is_empty());
    folder.is_some()
        && forms.any(|form| form.filing.file.rsplit_once('/').map(|(f, _)| f) == folder)
}

/// The form that a report is about: of the project that its head or file names, else of the unit as a whole; none where
/// several are.
fn main_form<'a>(file: &str, report: &Report, own: &[&'a Assessed]) -> Option<&'a Assessed> {
    if let [form] = own {
        return Some(form);
    }
    let head = fold(&format!("{}{file}", report.head())).into_owned();
    let titled = head.contains("项目支出") || head.contains("项目绩效");
    let named = |form: &&Assessed| {
        let project = form.filing.project.as_ref();
        project
            .map(|name| fold(&name.value).into_owned())
            .filter(|name| head.contains(name))
    };
    let length = |form: &&Assessed| named(form).map(|name| name.len());
    let longest = own.iter().filter_map(length).max();
    let of_project = || {
        own.iter()
            .copied()
            .filter(|form| longest.is_some() && length(form) == longest)
    };
    let of_unit = || {
        own.iter()
            .copied()
            .filter(|form| form.filing.kind == Kind::Unit)
    };
    let (first, second) = match titled {
        true => (counted(file, of_project()), counted(file, of_unit())),
        false => (counted(file, of_unit()), counted(file, of_project())),
    };
    match first.is_empty() {
        true => only(second.into_iter()),
        false => only(first.into_iter()),
    }
}

/// Of several forms of one unit or project those that are ranked, otherwise those that no other version replaces, and
/// of these the nearest.
fn counted<'a>(file: &str, forms: impl Iterator<Item = &'a Assessed>) -> Vec<&'a Assessed> {
    let own: Vec<&Assessed> = forms.filter(|form| !form.is_superseded()).collect();
    let ranked: Vec<&Assessed> = own
        .iter()
        .copied()
        .filter(|form| form.is_ranked())
        .collect();
    let own = if ranked.is_empty() { own } else { ranked };
    let nearest = own.iter().map(|form| shared(&form.filing.file, file)).max();
    let near = own
        .into_iter()
        .filter(|form| Some(shared(&form.filing.file, file)) == nearest);
    near.collect()
}
