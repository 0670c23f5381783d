//! 读取范围: which of the files found belong to a run, by patterns of their names.

use glob::Pattern;

/// Patterns for the files that belong to a run and for those that do not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Files to be read; all if there is no pattern.
    pub only: Vec<Pattern>,
    /// Files to be skipped, even if `only` includes them.
    pub exclude: Vec<Pattern>,
}

impl Selection {
    /// Whether a file belongs to the run by its relative path: a pattern matches the whole path or the name alone, and
    /// `*` matches `/` too.
    #[must_use]
    pub fn takes(&self, relative: &str) -> bool {
        let name = relative.rsplit('/').next().unwrap_or(relative);
        let fits = |pattern: &Pattern| pattern.matches(relative) || pattern.matches(name);
        (self.only.is_empty() || self.only.iter().any(fits)) && !self.exclude.iter().any(fits)
    }
}

#[cfg(test)]
mod tests {
    use glob::Pattern;

    use super::Selection;

    #[test]
    fn patterns_fit_paths_and_names() {
        let patterns = |all: &[&str]| all.iter().map(|p| Pattern::new(p).unwrap()).collect();
        for (only, exclude, file, taken) in [
            (&[][..], &[][..], "a/b.xlsx", true),
            (&["b.xlsx"], &[], "a/b.xlsx", true),
            (&["a/*"], &[], "a/c/b.xlsx", true),
            (&["*教育*"], &[], "机关/区教育局.xlsx", true),
            (&["*教育*"], &[], "机关/区水务局.xlsx", false),
            (&[], &["*.xls"], "a/b.xlsx", true),
            (&[], &["机关/*"], "机关/b.xlsx", false),
            (&["*.xlsx"], &["*旧*"], "旧/b.xlsx", false),
        ] {
            let selection = Selection {
                only: patterns(only),
                exclude: patterns(exclude),
            };
            assert_eq!(selection.takes(file), taken, "{only:?} {exclude:?} {file}");
        }
    }
}
