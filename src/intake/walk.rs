//! Walking folders: every file met is listed once, in an order that no directory order changes.

mod location;
mod names;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

pub use self::location::Location;
use self::names::is_housekeeping;
pub(super) use self::names::printable;
use super::Error;
use super::archive::{Member, Packed, members};
use crate::finding::Refusal;
use crate::workbook::limits::{Limits, too_many};

/// A file that was met.
#[derive(Debug, Clone)]
pub struct Found {
    /// Where to open it.
    pub path: Arc<Path>,
    /// The folder that was given, where it was met below one.
    pub root: Option<Arc<Path>>,
    /// Path relative to the folder that was given, with `/`, printable and distinct.
    pub relative: Arc<str>,
    /// Name of the first folder below the given one.
    pub group: Option<Arc<str>>,
    /// Why it is not to be opened.
    pub refusal: Option<Refusal>,
    /// Whether it is a lock file or one that an operating system keeps: nobody filed it, and it is not opened.
    pub housekeeping: bool,
    /// Where its bytes are, for a file in an archive.
    pub packed: Option<Packed>,
}

impl Found {
    /// A file of its own.
    pub(super) fn whole(path: &Path) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str());
        Self {
            path: Arc::from(path),
            root: None,
            relative: printable(name).into(),
            group: None,
            refusal: None,
            housekeeping: false,
            packed: None,
        }
    }
}

/// All files below `paths`, by relative path; what cannot be walked is listed with its refusal.
///
/// With several paths, each folder's own name stands before the relative paths below it.
pub fn walk(paths: &[PathBuf]) -> Result<Vec<Found>, Error> {
    let mut list = Vec::new();
    for path in paths {
        list.extend(root(path, paths.len())?.into_iter().flat_map(unpacked));
    }
    if let (true, Some(path)) = (list.is_empty(), paths.first()) {
        return Err(Error::NothingToRead(path.clone()));
    }
    if paths.len() > 1 {
        let mut seen = HashSet::new();
        list.retain(|f| seen.insert(real(&f.path)));
    }
    list.sort_by(|a, b| {
        let names = a.relative.split('/').cmp(b.relative.split('/'));
        names.then_with(|| a.path.cmp(&b.path))
    });
    number_doubles(&mut list);
    list.shrink_to_fit();
    Ok(list)
}

/// What lies in `folder` itself, links and housekeeping files left out, by name.
#[must_use]
pub fn level(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let entries = entries.filter(|entry| {
        let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        let name = entry.file_name();
        !linked && !is_housekeeping(&name, Path::new(&name))
    });
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// The files of one given path.
fn root(path: &Path, paths: usize) -> Result<Vec<Found>, Error> {
    let missing = |_| Error::NoSuchPath(path.to_path_buf());
    let kind = fs::symlink_metadata(path).map_err(missing)?;
    // A link to a folder is followed where it was given by hand, and nowhere else.
    if !kind.is_dir() && !path.is_dir() {
        let name = path.file_name().unwrap_or(path.as_os_str());
        return Ok(vec![Found {
            refusal: refusal(kind.is_file()),
            housekeeping: is_housekeeping(name, Path::new("")),
            ..Found::whole(path)
        }]);
    }
    let prefix = (paths > 1).then(|| own_name(path));
    let mut walker = WalkDir::new(path)
        .follow_links(false)
        .max_depth(Limits::DEPTH + 1)
        .into_iter();
    let root = Arc::from(path);
    let mut found = Vec::new();
    while let Some(entry) = walker.next() {
        let earlier = entry.as_ref().is_ok_and(is_of_earlier_year);
        if earlier {
            walker.skip_current_dir();
        }
        found.extend(met(&root, entry, prefix.as_deref()));
    }
    Ok(found)
}

/// Whether a folder below the given one holds last year's forms by its name.
fn is_of_earlier_year(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let named = matches!(name.trim(), "上年" | "上年度");
    named && entry.depth() > 0 && entry.file_type().is_dir()
}

/// What a step of the walk met; `None` for folders, which are no files.
fn met(root: &Arc<Path>, entry: walkdir::Result<DirEntry>, prefix: Option<&str>) -> Option<Found> {
    let (path, refusal) = match &entry {
        // A folder that is listed in part only is not named: files may be missing anywhere.
        Err(error) => {
            let path = error.path().unwrap_or(root);
            (path.to_path_buf(), Some(Refusal::NotOpened))
        }
        Ok(entry) if entry.file_type().is_dir() => {
            let refusal = if is_of_earlier_year(entry) {
                Refusal::EarlierYear
            } else if entry.depth() > Limits::DEPTH {
                too_many(entry.depth(), Limits::DEPTH, "层文件夹 folders deep")
            } else {
                return None;
            };
            (entry.path().to_path_buf(), Some(refusal))
        }
        Ok(entry) => {
            let refusal = refusal(entry.file_type().is_file());
            (entry.path().to_path_buf(), refusal)
        }
    };
    let below = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
    let mut parts: Vec<String> = below.iter().map(printable).collect();
    let housekeeping = is_housekeeping(below.file_name().unwrap_or_default(), &below);
    let group = (parts.len() > 1).then(|| parts.first().map(|p| Arc::from(p.as_str())));
    if parts.is_empty() {
        parts.push(own_name(root));
    } else if let Some(prefix) = prefix {
        parts.insert(0, prefix.to_owned());
    }
    Some(Found {
        path: path.into(),
        root: Some(Arc::clone(root)),
        relative: parts.join("/").into(),
        group: group.flatten(),
        refusal,
        housekeeping,
        packed: None,
    })
}

/// A file, or where it is an archive, the files in it: `包.zip!/组/表.xlsx`.
fn unpacked(found: Found) -> Vec<Found> {
    let name = found.path.file_name().unwrap_or_default();
    let opened =
        (found.refusal.is_none() && !found.housekeeping).then(|| members(&found.path, name));
    let Some(members) = opened.flatten() else {
        return vec![found];
    };
    let group = found.group.clone();
    let group = group.or_else(|| found.path.file_stem().map(|stem| printable(stem).into()));
    let files = members.into_iter().map(|Member { parts, content }| {
        let below: PathBuf = parts.iter().collect();
        let shown: Vec<_> = parts.iter().map(|part| printable(part.as_ref())).collect();
        Found {
            path: found.path.join(&below).into(),
            root: None,
            relative: format!("{}!/{}", found.relative, shown.join("/")).into(),
            group: group.clone(),
            refusal: content.as_ref().err().cloned(),
            housekeeping: is_housekeeping(below.file_name().unwrap_or_default(), &below),
            packed: content.ok(),
        }
    });
    files.collect()
}

fn refusal(regular: bool) -> Option<Refusal> {
    (!regular).then_some(Refusal::NotRegular)
}

/// The name of a folder however it was given, `.` and `..` included.
fn own_name(path: &Path) -> String {
    let real = fs::canonicalize(path);
    let named = real.as_deref().unwrap_or(path);
    printable(named.file_name().unwrap_or(named.as_os_str()))
}

/// The same for the same file, whichever way it was reached; links stay what they are.
fn real(path: &Path) -> PathBuf {
    let folder = path.parent().map(fs::canonicalize);
    match (folder, path.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()),
    }
}

/// Gives paths that look alike once printed a number each.
fn number_doubles(list: &mut [Found]) {
    let mut met: HashMap<Arc<str>, usize> = HashMap::new();
    for found in list {
        let count = met.entry(Arc::clone(&found.relative)).or_default();
        *count += 1;
        if *count > 1 {
            found.relative = format!("{}#{count}", found.relative).into();
        }
    }
}

#[cfg(test)]
mod tests;
