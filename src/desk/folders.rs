//! Folders to choose from. The page names them by numbers; only folders that were shown have one.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::intake::whole;
use crate::workbook::claims_workbook;

/// Folders of one folder that are shown.
const MOST: usize = 1_000;

/// All folders that were shown, by number.
#[derive(Debug, Default)]
pub(super) struct Folders(Vec<PathBuf>);

/// A folder by its number.
#[derive(Debug, Serialize)]
pub(super) struct FolderEntry {
    id: usize,
    pub(super) name: String,
}

/// What a folder holds.
#[derive(Debug, Serialize)]
pub(super) struct Listing {
    id: usize,
    path: String,
    up: Option<usize>,
    folders: Vec<FolderEntry>,
    /// Number of further folders that are not shown.
    left: usize,
    /// Number of files that are workbooks by their names.
    forms: usize,
}

impl Folders {
    /// The folder of a number.
    pub(super) fn get(&self, id: usize) -> Option<&Path> {
        self.0.get(id).map(PathBuf::as_path)
    }

    /// The number of a folder.
    pub(super) fn id(&mut self, path: PathBuf) -> usize {
        let known = self.0.iter().position(|known| *known == path);
        known.unwrap_or_else(|| {
            self.0.push(path);
            self.0.len().saturating_sub(1)
        })
    }

    /// Folders under their whole paths.
    pub(super) fn named(&mut self, paths: Vec<PathBuf>) -> Vec<FolderEntry> {
        let named = paths.into_iter().map(|path| FolderEntry {
            name: path.display().to_string(),
            id: self.id(path),
        });
        named.collect()
    }

    /// Where browsing begins: drives, or the root, and the user's own folder.
    pub(super) fn roots(&mut self) -> Vec<FolderEntry> {
        let home = std::env::home_dir();
        let drives = ('A'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\")));
        let roots: Vec<PathBuf> = if cfg!(windows) {
            drives.filter(|drive| drive.is_dir()).collect()
        } else {
            vec![PathBuf::from("/")]
        };
        self.named(home.into_iter().chain(roots).collect())
    }

    /// What a folder holds; folders alone, and no links.
    pub(super) fn list(&mut self, id: usize) -> Option<Listing> {
        let path = whole(self.get(id)?).ok()?;
        let mut names = Vec::new();
        let mut forms = 0_usize;
        for entry in fs::read_dir(&path).ok()?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !name.starts_with('.') => names.push(name),
                Ok(kind) if kind.is_file() && claims_workbook(&entry.path()) => {
                    forms = forms.saturating_add(1);
                }
                _ => {}
            }
        }
        names.sort();
        let left = names.len().saturating_sub(MOST);
        names.truncate(MOST);
        let up = path.parent().map(|up| self.id(up.to_owned()));
        let folders = names.into_iter().map(|name| FolderEntry {
            id: self.id(path.join(&name)),
            name,
        });
        Some(Listing {
            folders: folders.collect(),
            left,
            up,
            forms,
            id,
            path: path.display().to_string(),
        })
    }
}
