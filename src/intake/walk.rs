//! Walking folders: every file is listed once, in an order that does not depend on that of the directory.

mod location;
mod names;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

pub use self::location::Location;
use self::names::is_housekeeping;
pub(super) use self::names::printable;
use super::Error;
use super::archive::{ArchiveEntry, Member, members};
use crate::finding::Refusal;
use crate::workbook::limits::{Limits, too_many};

/// A file found in the folders and archives of a run, 来源文件.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Where to open it.
    pub location: Location,
    /// Path relative to the given folder, with `/`, printable and unique.
    pub relative: Arc<str>,
    /// Name of the first folder below the given one.
    pub group: Option<Arc<str>>,
    /// Why it is not opened.
    pub refusal: Option<Refusal>,
    /// Whether it is a lock file or a file of an operating system, which nobody filed and which is not opened.
    pub housekeeping: bool,
    /// Its position in an archive, if it is in one.
    pub entry: Option<ArchiveEntry>,
}

impl SourceFile {
    /// A file outside archives.
    pub(super) fn whole(path: &Path) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str());
        Self {
            location: Location::At(Arc::from(path)),
            relative: printable(name).into(),
            group: None,
            refusal: None,
            housekeeping: false,
            entry: None,
        }
    }

    /// Path to open it at.
    #[must_use]
    pub fn path(&self) -> Cow<'_, Path> {
        self.location.path(&self.relative)
    }
}

/// All files below `paths`, by relative path; what cannot be walked is listed with its refusal.
///
/// With several paths, the relative paths begin with the name of the given folder.
pub fn walk(paths: &[PathBuf]) -> Result<Vec<SourceFile>, Error> {
    let mut list = Vec::new();
    for path in paths {
        list.extend(root(path, paths.len())?.into_iter().flat_map(unpacked));
    }
    if let (true, Some(path)) = (list.is_empty(), paths.first()) {
        return Err(Error::NothingToRead(path.clone()));
    }
    if paths.len() > 1 {
        let mut seen = HashSet::new();
        list.retain(|f| seen.insert(real(&f.path())));
    }
    list.sort_by(|a, b| {
        let names = a.relative.split('/').cmp(b.relative.split('/'));
        names.then_with(|| a.path().cmp(&b.path()))
    });
    number_doubles(&mut list);
    list.shrink_to_fit();
    Ok(list)
}

/// The entries of `folder` itself by name, without links and housekeeping files.
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
fn root(path: &Path, paths: usize) -> Result<Vec<SourceFile>, Error> {
    let missing = |_| Error::NoSuchPath(path.to_path_buf());
    let kind = fs::symlink_metadata(path).map_err(missing)?;
    // A given path may be a link to a folder; links below it are not followed.
    if !kind.is_dir() && !path.is_dir() {
        let name = path.file_name().unwrap_or(path.as_os_str());
        return Ok(vec![SourceFile {
            refusal: refusal(kind.is_file()),
            housekeeping: is_housekeeping(name, Path::new("")),
            ..SourceFile::whole(path)
        }]);
    }
    let prefix = (paths > 1).then(|| own_name(path));
    let mut walker = WalkDir::new(path)
        .follow_links(false)
        .max_depth(Limits::DEPTH + 1)
        .into_iter();
    let mut folder = Folder::of(path, prefix);
    let mut found = Vec::new();
    while let Some(entry) = walker.next() {
        let earlier = entry.as_ref().is_ok_and(is_of_earlier_year);
        if earlier {
            walker.skip_current_dir();
        }
        found.extend(folder.met(entry));
    }
    Ok(found)
}

/// Whether a subfolder contains last year's forms, by its name.
fn is_of_earlier_year(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let named = matches!(name.trim(), "上年" | "上年度");
    named && entry.depth() > 0 && entry.file_type().is_dir()
}

/// A given folder while it is walked.
struct Folder<'a> {
    path: &'a Path,
    /// The folder that relative paths start from.
    above: Arc<Path>,
    /// Its own name, where relative paths begin with it.
    prefix: Option<String>,
    /// Name of the first folder below it on the path of the last file.
    group: Option<Arc<str>>,
}

impl<'a> Folder<'a> {
    fn of(path: &'a Path, prefix: Option<String>) -> Self {
        let above = path.parent().filter(|_| prefix.is_some());
        Self {
            path,
            above: above.unwrap_or(path).into(),
            prefix,
            group: None,
        }
    }

    /// The file at a step of the walk; `None` for folders.
    fn met(&mut self, entry: walkdir::Result<DirEntry>) -> Option<SourceFile> {
        let (path, refusal) = step(self.path, &entry)?;
        let below = path.strip_prefix(self.path).unwrap_or(path);
        let mut parts: Vec<String> = below.iter().map(printable).collect();
        let housekeeping = is_housekeeping(below.file_name().unwrap_or_default(), below);
        let first = parts.first().filter(|_| parts.len() > 1);
        let group = first.map(|first| self.group(first));
        if parts.is_empty() {
            parts.push(own_name(self.path));
        } else if let Some(prefix) = &self.prefix {
            parts.insert(0, prefix.clone());
        }
        let relative: Arc<str> = parts.join("/").into();
        Some(SourceFile {
            location: Location::of(path, &self.above, &relative),
            relative,
            group,
            refusal,
            housekeeping,
            entry: None,
        })
    }

    /// The name of a group, shared by the consecutive files of it.
    fn group(&mut self, name: &str) -> Arc<str> {
        let last = self.group.take().filter(|last| **last == *name);
        Arc::clone(self.group.insert(last.unwrap_or_else(|| name.into())))
    }
}

/// The path at a step of the walk below `root`, and why it is not opened; `None` for folders.
fn step<'e>(
    root: &'e Path,
    entry: &'e walkdir::Result<DirEntry>,
) -> Option<(&'e Path, Option<Refusal>)> {
    match entry {
        // A folder that is listed in part only is refused by itself: files may be missing anywhere.
        Err(error) => {
            let path = error.path().unwrap_or(root);
            Some((path, Some(Refusal::NotOpened)))
        }
        Ok(entry) if entry.file_type().is_dir() => {
            let refusal = if is_of_earlier_year(entry) {
                Refusal::EarlierYear
            } else if entry.depth() > Limits::DEPTH {
                too_many(entry.depth(), Limits::DEPTH, "层文件夹 folders deep")
            } else {
                return None;
            };
            Some((entry.path(), Some(refusal)))
        }
        Ok(entry) => Some((entry.path(), refusal(entry.file_type().is_file()))),
    }
}

/// A file, or the files in an archive: `包.zip!/组/表.xlsx`.
fn unpacked(found: SourceFile) -> Vec<SourceFile> {
    let path = found.path();
    let name = path.file_name().unwrap_or_default();
    let opened = (found.refusal.is_none() && !found.housekeeping).then(|| members(&path, name));
    let Some(members) = opened.flatten() else {
        return vec![found];
    };
    let group = found.group.clone();
    let group = group.or_else(|| path.file_stem().map(|stem| printable(stem).into()));
    let files = members.into_iter().map(|Member { parts, content }| {
        let below: PathBuf = parts.iter().collect();
        let shown: Vec<_> = parts.iter().map(|part| printable(part.as_ref())).collect();
        SourceFile {
            location: Location::At(path.join(&below).into()),
            relative: format!("{}!/{}", found.relative, shown.join("/")).into(),
            group: group.clone(),
            refusal: content.as_ref().err().cloned(),
            housekeeping: is_housekeeping(below.file_name().unwrap_or_default(), &below),
            entry: content.ok(),
        }
    });
    files.collect()
}

fn refusal(regular: bool) -> Option<Refusal> {
    (!regular).then_some(Refusal::NotRegular)
}

/// The name of a folder, also of one given as `.` or `..`.
fn own_name(path: &Path) -> String {
    let real = fs::canonicalize(path);
    let named = real.as_deref().unwrap_or(path);
    printable(named.file_name().unwrap_or(named.as_os_str()))
}

/// The same path for the same file, whichever way it is reached; a link stays a link.
fn real(path: &Path) -> PathBuf {
    let folder = path.parent().map(fs::canonicalize);
    match (folder, path.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()),
    }
}

/// Numbers paths that are the same once made printable.
fn number_doubles(list: &mut [SourceFile]) {
    let mut met: HashMap<Arc<str>, usize> = HashMap::new();
    for found in list {
        let count = met.entry(Arc::clone(&found.relative)).or_default();
        *count += 1;
        if *count > 1 {
            found.location = Location::At(found.path().into());
            found.relative = format!("{}#{count}", found.relative).into();
        }
    }
}

#[cfg(test)]
mod tests;
