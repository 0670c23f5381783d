//! Links to the files that were read, by their way from the folder of the workbook: both can be moved together.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::{self, Component, Path, PathBuf};
use std::sync::Arc;

use super::context::Context;
use super::value::{SourceCell, Value};
use crate::base::visible;
use crate::model::{CellRef, PackedFiling};
use crate::run::Assessment;

/// With more forms only the rankings lead to the files: Excel accepts at most 65 530 links a sheet.
const MOST: usize = 500;

/// The relative path to each file from `folder`; none for files on another drive.
pub(super) fn from(
    folder: &Path,
    assessment: &Assessment,
) -> BTreeMap<Arc<str>, (usize, Arc<str>)> {
    let read = assessment.inputs.iter().filter(|input| input.forms > 0);
    // Forms are regular files, so that only their folders have to be looked up.
    let mut folders: BTreeMap<PathBuf, Option<[PathBuf; 2]>> = BTreeMap::new();
    let ways = read.filter_map(|input| {
        let opened = input.opened();
        let above = opened.parent()?;
        if !folders.contains_key(above) {
            folders.insert(above.to_path_buf(), both(folder, above));
        }
        let found = folders.get(above)?;
        let [from, within] = found.as_ref()?;
        let file = within.join(opened.file_name()?);
        Some((Arc::clone(&input.path), way(from, &file)?.into()))
    });
    let ways: BTreeMap<Arc<str>, Arc<str>> = ways.collect();
    let numbered = ways.into_iter().zip(1..);
    numbered
        .map(|((file, way), number)| (file, (number, way)))
        .collect()
}

/// Two folders by their canonical paths; by the given paths where the system has no canonical path for one of them, as
/// Windows does on some virtual drives.
fn both(folder: &Path, above: &Path) -> Option<[PathBuf; 2]> {
    let pair = [folder, above].map(|path| match path.as_os_str() {
        here if here.is_empty() => Path::new("."),
        _ => path,
    });
    let under = |name: fn(&Path) -> io::Result<PathBuf>| {
        let [folder, above] = pair.map(|path| name(path).ok());
        Some([folder?, above?])
    };
    under(|path| path.canonicalize()).or_else(|| under(|path| path::absolute(path)))
}

/// Largest number of folders that a relative path goes up: beyond that workbook and forms are not together, and the
/// path would reveal more of the computer than of the forms.
const CLIMBED: usize = 2;

/// `to` as it is reached from `folder`, with `/`.
fn way(folder: &Path, to: &Path) -> Option<String> {
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut shared = to.iter().take(common);
    let together = shared.any(|part| matches!(part, Component::Normal(_)));
    let climbed = from.len().saturating_sub(common);
    if common == 0 || climbed > CLIMBED || (climbed > 0 && !together) {
        return None;
    }
    let up = from.iter().skip(common).map(|_| Some(".."));
    let down = to.iter().skip(common).map(|part| part.as_os_str().to_str());
    let way = up.chain(down).collect::<Option<Vec<_>>>()?.join("/");
    // A path that would be read as a scheme, a server, a query or a fragment, or with invisible characters, gets no
    // link: no file on Windows has such a name.
    let plain = |c: char| !matches!(c, ':' | '\\' | '?' | '#') && !c.is_control();
    (way.chars().all(plain) && visible(&way) == way).then_some(way)
}

/// `words` leading to a cell of the form's file.
pub(super) fn link<'a>(
    words: impl Into<Cow<'a, str>>,
    (filing, cell): (&PackedFiling, CellRef),
    context: &Context,
) -> Value<'a> {
    let words = words.into();
    match context.sources.get(&filing.file) {
        Some((number, file)) => Value::Source(
            words,
            SourceCell {
                number: *number,
                file: Arc::clone(file),
                sheet: Arc::clone(&filing.sheet),
                cell: cell.to_string(),
            },
        ),
        None => Value::Text(words),
    }
}

/// Whether the addresses of cells lead to the files.
pub(super) fn cells_lead(context: &Context) -> bool {
    context.assessment.forms.len() <= MOST && !context.sources.is_empty()
}

/// The address of a cell, leading to it where the forms are not too many.
pub(super) fn cell<'a>(filing: &PackedFiling, cell: CellRef, context: &Context) -> Value<'a> {
    if !cells_lead(context) {
        return cell.to_string().into();
    }
    link(cell.to_string(), (filing, cell), context)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{both, way};

    #[test]
    fn files_are_reached_from_the_workbook() {
        for (folder, file, expected) in [
            ("/a/out", "/a/out/b.xlsx", Some("b.xlsx")),
            ("/a/out", "/a/in/c/b.xlsx", Some("../in/c/b.xlsx")),
            ("/a", "/a/in/b#1.xlsx", None),
            ("a", "/a/b.xlsx", None),
            ("/", "/in/b.xlsx", Some("in/b.xlsx")),
            ("/a/out", "/b/in/b.xlsx", None),
            ("/a/b/c/d", "/a/in/b.xlsx", None),
        ] {
            let found = way(Path::new(folder), Path::new(file));
            assert_eq!(found.as_deref(), expected, "{folder} {file}");
        }
    }

    #[test]
    fn folders_without_a_true_name_go_by_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path().canonicalize().unwrap();
        let gone = here.join("没有");
        assert_eq!(both(&here, &gone), Some([here.clone(), gone]));
        let there = Some([here.clone(), Path::new(".").canonicalize().unwrap()]);
        assert_eq!(both(&here, Path::new("")), there);
    }
}
