//! Rule sets by name or from a file.

use std::path::{Path, PathBuf};

use super::build;
use super::problems::Problems;
use super::ruleset::RuleSet;
use crate::model::{Fault, Place};

/// The rule sets inside the program: name and text, one per file of `templates/rules`.
const EMBEDDED: &[(&str, &str)] = &[
    (
        RuleSet::USUAL,
        include_str!("../../templates/rules/default.toml"),
    ),
    ("hubei", include_str!("../../templates/rules/hubei.toml")),
    (
        "national-half-up",
        include_str!("../../templates/rules/national-half-up.toml"),
    ),
];

/// Why there are no rules.
#[derive(Debug)]
pub enum Error {
    /// Neither a built-in rule set nor a file has this name.
    Unknown(String),
    /// The rule file is invalid: every problem, ready to print, with line and column.
    Invalid(Vec<String>),
    /// The rule file cannot be read.
    Unreadable(PathBuf, std::io::Error),
}

impl RuleSet {
    /// The rule set that is used where none is named.
    pub const USUAL: &str = "default";

    /// The rule set of a name or a path; `None` is the usual one.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] with every problem of the file, [`Error::Unreadable`] where there is none.
    pub fn load(spec: Option<&str>) -> Result<Self, Error> {
        let spec = spec.unwrap_or(Self::USUAL);
        if let Some((name, source)) = EMBEDDED.iter().find(|(name, _)| *name == spec) {
            return Self::from_toml(name, source);
        }
        let path = Path::new(spec);
        let is_name = !spec.contains(['/', '\\', '.']);
        if is_name && !path.exists() {
            return Err(Error::Unknown(spec.to_owned()));
        }
        let source =
            std::fs::read_to_string(path).map_err(|e| Error::Unreadable(path.to_owned(), e))?;
        Self::from_toml(spec, &source)
    }

    /// The names of the rule sets inside the program, sorted.
    #[must_use]
    pub fn embedded_names() -> Vec<&'static str> {
        EMBEDDED.iter().map(|(name, _)| *name).collect()
    }

    /// The text of a rule set inside the program, to copy and change.
    #[must_use]
    pub fn embedded_source(name: &str) -> Option<&'static str> {
        EMBEDDED
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, source)| *source)
    }

    /// The rule set written in `source`; problems are reported under `name`.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] with every problem.
    pub fn from_toml(name: &str, source: &str) -> Result<Self, Error> {
        let text = source.strip_prefix('\u{feff}').unwrap_or(source);
        let mut problems = Problems::new(name, text);
        build::rules(text, source, &mut problems)
            .ok_or_else(|| Error::Invalid(problems.into_list()))
    }

    /// The rule set in a text in which `place` gives the origin of each byte.
    ///
    /// # Errors
    ///
    /// Every problem with its place.
    pub fn placed(source: &str, place: impl Fn(usize) -> Place) -> Result<Self, Vec<Fault>> {
        let mut problems = Problems::new("", source);
        build::rules(source, source, &mut problems).ok_or_else(|| problems.into_faults(place))
    }
}
