//! 评价年度 of a run: the year asked for, else that of most forms.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use serde::Serialize;

use super::approved::ApprovedMethods;
use super::fate::{fate, guarded};
use super::{Error, Fate, Outcome, Progress, Run};
use crate::intake::{WorkerPool, walk};

/// Forms by the year they state.
type Years = BTreeMap<i32, usize>;

/// Files that are looked into for their years at most.
const LOOKED_INTO: usize = 300;

/// 评价年度 as forms state it, looked up before a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct StatedYears {
    /// Each year with the number of forms that state it.
    pub years: BTreeMap<i32, usize>,
    /// The year that most of them state; none where several are stated equally often.
    pub most: Option<i32>,
    /// Forms that state none.
    pub without: usize,
    /// Files that were looked into: of many files evenly spread ones.
    pub looked: usize,
    /// Files that were found.
    pub files: usize,
}

/// The years that the forms of a run state.
///
/// # Errors
///
/// As [`super::assess`].
pub fn years(run: &Run, progress: &dyn Progress) -> Result<StatedYears, Error> {
    let found = walk(&run.paths)?;
    let step = found.len().div_ceil(LOOKED_INTO).max(1);
    let looked: Vec<_> = found.iter().step_by(step).collect();
    let pool = WorkerPool::new(run.program.clone(), rayon::current_num_threads())?;
    let plans = ApprovedMethods::default();
    let fates: Option<Vec<Fate>> = looked
        .par_iter()
        .map(|file| {
            let read = || guarded(file, || fate(file, run, (&pool, &plans)));
            (!progress.stopped()).then(read)
        })
        .collect();
    let fates = fates.ok_or(Error::Stopped)?;
    let outcomes: Vec<&Outcome> = distinct(fates.iter().filter_map(Fate::filed)).collect();
    let mut years = Years::new();
    outcomes
        .iter()
        .for_each(|outcome| count(outcome, &mut years));
    let forms = outcomes
        .iter()
        .map(|outcome| outcome.forms.len())
        .sum::<usize>();
    Ok(StatedYears {
        most: only(&most_frequent(&years)),
        without: forms.saturating_sub(years.values().sum()),
        years,
        looked: looked.len(),
        files: found.len(),
    })
}

/// The year of the run; `None` where no form states one.
///
/// # Errors
///
/// The year of a ranking is unclear: two paths are mostly about different years, or the same number of forms state
/// different years.
pub(super) fn year_of(outcomes: &[Box<Outcome>], run: &Run) -> Result<Option<i32>, Error> {
    if run.year.is_some() {
        return Ok(run.year);
    }
    let mut all = Years::new();
    let mut by_folder: BTreeMap<Option<&Path>, Years> = BTreeMap::new();
    for outcome in distinct(outcomes.iter().map(|outcome| &**outcome)) {
        let folder = folder_of(&outcome.input.opened(), run);
        count(outcome, by_folder.entry(folder).or_default());
        count(outcome, &mut all);
    }
    let most = most_frequent(&all);
    if run.stage.is_none() {
        return Ok(only(&most));
    }
    differ(&by_folder, run)?;
    match most.as_slice() {
        [] => Ok(None),
        [year] => Ok(Some(*year)),
        _ => Err(Error::YearsEqual(run.paths.clone(), most)),
    }
}

/// One outcome for each content of a file.
fn distinct<'o>(outcomes: impl Iterator<Item = &'o Outcome>) -> impl Iterator<Item = &'o Outcome> {
    let mut seen = HashSet::new();
    outcomes.filter(move |outcome| {
        let hash = outcome.input.sha256;
        hash.is_none_or(|hash| seen.insert(hash))
    })
}

/// Counts the forms of a file by the year they state.
fn count(outcome: &Outcome, years: &mut Years) {
    for year in outcome.forms.iter().filter_map(|f| f.filing.year.as_ref()) {
        let count = years.entry(year.value).or_default();
        *count = count.saturating_add(1);
    }
}

/// The only one of some years.
fn only(years: &[i32]) -> Option<i32> {
    years.first().copied().filter(|_| years.len() == 1)
}

/// The given folder that a file lies in; `None` for files that were given one by one, which belong together.
fn folder_of<'r>(file: &Path, run: &'r Run) -> Option<&'r Path> {
    let mut paths = run.paths.iter().map(PathBuf::as_path);
    paths.find(|path| path.is_dir() && file.starts_with(path))
}

/// Refuses given paths that are mostly about different years.
fn differ(by_folder: &BTreeMap<Option<&Path>, Years>, run: &Run) -> Result<(), Error> {
    let of = |path: &PathBuf| {
        let folder = by_folder.get_key_value(&Some(path.as_path()));
        let (_, years) = folder.or_else(|| by_folder.get_key_value(&None))?;
        match most_frequent(years).as_slice() {
            [year] => Some((path.clone(), *year)),
            _ => None,
        }
    };
    let mut stated = run.paths.iter().filter_map(of);
    let Some(first) = stated.next() else {
        return Ok(());
    };
    match stated.find(|other| other.1 != first.1) {
        Some(other) => Err(Error::YearsDiffer([first, other])),
        None => Ok(()),
    }
}

/// The years that most forms state: one, or several that equally many do.
fn most_frequent(years: &Years) -> Vec<i32> {
    let most = years.values().max();
    let most = years.iter().filter(|(_, count)| Some(*count) == most);
    most.map(|(year, _)| *year).collect()
}
