//! 结果应用: what is suggested for units of a grade, as a table that the office may replace.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::paper::Error;

/// Name of the table in the folder of templates.
const FILE: &str = "结果应用.toml";

/// The table that comes with the program.
const BUILT_IN: &str = include_str!("../../../templates/papers/结果应用.toml");

/// The table: a suggestion for each grade.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Treatments {
    #[serde(rename = "grade")]
    grades: Vec<Treatment>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Treatment {
    name: String,
    suggestion: String,
}

impl Treatments {
    /// The table that comes with the program, to be edited: its name and its text.
    pub const BUILT_IN: (&str, &str) = (FILE, BUILT_IN);

    /// The table of the office in `folder`, otherwise the built-in one.
    ///
    /// # Errors
    ///
    /// [`Error::Unread`] where it cannot be read, [`Error::Treatments`] where it is not understood.
    pub fn load(folder: Option<&Path>) -> Result<Self, Error> {
        let path = folder.map(|folder| folder.join(FILE)).unwrap_or_default();
        let own = match fs::read_to_string(&path) {
            Err(error) if folder.is_some() && error.kind() != ErrorKind::NotFound => {
                return Err(Error::Unread(path, error));
            }
            read => read.ok(),
        };
        let (place, source) = match &own {
            Some(own) => (path, own.as_str()),
            None => (PathBuf::from(FILE), BUILT_IN),
        };
        let source = source.trim_start_matches('\u{feff}');
        toml::from_str(source).map_err(|error| Error::Treatments(place, error.to_string()))
    }

    /// The suggestion for a grade.
    pub(super) fn of(&self, grade: &str) -> Option<&str> {
        let found = self.grades.iter().find(|treatment| treatment.name == grade);
        found.map(|treatment| treatment.suggestion.as_str())
    }
}
