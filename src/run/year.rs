//! 评价年度 of a run: the year asked for, else that of most forms.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use super::{Error, Outcome, Run};

/// Forms by the year they state.
type Years = BTreeMap<i32, usize>;

/// The year of the run; `None` where no form states one.
///
/// # Errors
///
/// In a ranking, where the forms do not tell: two paths are mostly about different years, or equally many forms state
/// different years.
pub(super) fn year_of(outcomes: &[Outcome], run: &Run) -> Result<Option<i32>, Error> {
    if run.year.is_some() {
        return Ok(run.year);
    }
    let mut all = Years::new();
    let mut by_folder: BTreeMap<Option<&Path>, Years> = BTreeMap::new();
    let mut seen = HashSet::new();
    for outcome in outcomes {
        let hash = outcome.input.sha256.as_deref();
        if hash.is_some_and(|hash| !seen.insert(hash)) {
            continue;
        }
        let folder = folder_of(&outcome.input.location, run);
        let here = by_folder.entry(folder).or_default();
        for year in outcome.forms.iter().filter_map(|f| f.filing.year.as_ref()) {
            for years in [&mut *here, &mut all] {
                let count = years.entry(year.value).or_default();
                *count = count.saturating_add(1);
            }
        }
    }
    let most = most_frequent(&all);
    if run.stage.is_none() {
        return Ok(most.first().copied().filter(|_| most.len() == 1));
    }
    differ(&by_folder, run)?;
    match most.as_slice() {
        [] => Ok(None),
        [year] => Ok(Some(*year)),
        _ => Err(Error::YearsEqual(run.paths.clone(), most)),
    }
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
