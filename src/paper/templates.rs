//! 文书模板: those that come with the program, and those of the office in their place.

use std::borrow::Cow;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Error;
use super::kind::Kind;
use super::{circular, due, notice, report};
use crate::document::Template;
use crate::intake::whole;

/// All kinds, in the order in which they are listed.
pub static KINDS: [&Kind; 7] = [
    &notice::RETURNED,
    &notice::PASSED,
    &due::MISSING,
    &report::UNIT_REPORT,
    &report::PROJECT_REPORT,
    &circular::CIRCULAR,
    &report::PUBLIC,
];

/// Name of the folder beside the forms in which the office keeps its own templates.
const FOLDER: &str = "文书模板";

/// Where templates come from.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    /// The folder of the office, where there is one.
    pub folder: Option<PathBuf>,
}

/// The bytes of a template and where they are from.
#[derive(Debug)]
pub struct Source {
    kind: &'static Kind,
    path: PathBuf,
    bytes: Cow<'static, [u8]>,
}

impl Templates {
    /// The templates of the named folder, otherwise of 文书模板 beside or in the first of the given paths, if it
    /// exists.
    ///
    /// # Errors
    ///
    /// [`Error::NoTemplates`] where the named folder has none.
    pub fn find(named: Option<&Path>, paths: &[PathBuf]) -> Result<Self, Error> {
        if let Some(folder) = named {
            let any = KINDS.iter().any(|kind| folder.join(kind.file).is_file());
            return match any {
                true => Ok(Self {
                    folder: Some(folder.to_owned()),
                }),
                false => Err(Error::NoTemplates(folder.to_owned())),
            };
        }
        let first = paths
            .first()
            .map(|path| whole(path).unwrap_or_else(|_| path.clone()));
        let places = first.iter().flat_map(|path| {
            let beside = path.parent().map(|above| above.join(FOLDER));
            [Some(path.join(FOLDER)), beside]
        });
        let mut places = places.flatten();
        Ok(Self {
            folder: places.find(|place| place.is_dir()),
        })
    }

    /// The template of a kind: the office's own, else the one that comes with the program.
    ///
    /// # Errors
    ///
    /// [`Error::Unread`] where it cannot be read.
    pub fn source(&self, kind: &'static Kind) -> Result<Source, Error> {
        let built_in = || Source {
            kind,
            path: PathBuf::from(kind.file),
            bytes: Cow::Borrowed(kind.bytes),
        };
        let Some(folder) = &self.folder else {
            return Ok(built_in());
        };
        let path = folder.join(kind.file);
        match fs::read(&path) {
            Ok(bytes) => Ok(Source {
                kind,
                path,
                bytes: Cow::Owned(bytes),
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(built_in()),
            Err(error) => Err(Error::Unread(path, error)),
        }
    }
}

impl Source {
    /// The template, ready to be filled.
    ///
    /// # Errors
    ///
    /// [`Error::Template`] where it cannot be.
    pub fn template(&self) -> Result<Template<'_>, Error> {
        let opened = Template::open(&self.bytes, &(self.kind.names)());
        opened.map_err(|refused| Error::Template(self.path.clone(), Box::new(refused)))
    }
}
