//! Rule sets by name or from a file.

use std::path::Path;

use super::build;
use super::problems::Problems;
use super::ruleset::RuleSet;
use crate::error::{Error, Fault, Result};
use crate::model::Place;

/// The rule sets inside the program: name and text, one per file of `templates/rules`.
const EMBEDDED: &[(&str, &str)] = &[
    (
        "default",
        include_str!("../../templates/rules/default.toml"),
    ),
    ("hubei", include_str!("../../templates/rules/hubei.toml")),
    (
        "national-half-up",
        include_str!("../../templates/rules/national-half-up.toml"),
    ),
];

impl RuleSet {
    /// The rule set of a name or a path; `None` is `default`.
    ///
    /// # Errors
    ///
    /// [`Error::Rules`] with every problem of the file, [`Error::Unreadable`] where there is none.
    pub fn load(spec: Option<&str>) -> Result<Self> {
        let spec = spec.unwrap_or("default");
        if let Some((name, source)) = EMBEDDED.iter().find(|(name, _)| *name == spec) {
            return Self::from_toml(name, source);
        }
        let path = Path::new(spec);
        let is_name = !spec.contains(['/', '\\', '.']);
        if is_name && !path.exists() {
            let names = Self::embedded_names().join(", ");
            return Err(Error::Rules(vec![format!(
                "{spec}: 没有这个规则；内置的有 {names}，或给出文件路径 / no such rule set; built in are {names}, or name a file"
            )]));
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
    /// [`Error::Rules`] with every problem.
    pub fn from_toml(name: &str, source: &str) -> Result<Self> {
        let text = source.strip_prefix('\u{feff}').unwrap_or(source);
        let mut problems = Problems::new(name, text);
        build::rules(text, source, &mut problems).ok_or_else(|| Error::Rules(problems.into_list()))
    }

    /// The rule set in a text in which `place` tells where each byte comes from.
    ///
    /// # Errors
    ///
    /// Every problem with its place.
    pub fn placed(
        source: &str,
        place: impl Fn(usize) -> Place,
    ) -> std::result::Result<Self, Vec<Fault>> {
        let mut problems = Problems::new("", source);
        build::rules(source, source, &mut problems).ok_or_else(|| problems.into_faults(place))
    }
}
