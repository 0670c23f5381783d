//! 一级指标 as groups: the same group under its different spellings.

use ecow::EcoString;

/// The groups of the central form in its order, each by its first word.
pub const USUAL_GROUPS: [&str; 4] = ["成本", "产出", "效益", "满意度"];

/// Which of the usual groups a 一级指标 is: 产出 and 产出指标 are one.
#[must_use]
pub fn usual_group(level1: &str) -> Option<usize> {
    USUAL_GROUPS
        .iter()
        .position(|word| level1.starts_with(word))
}

/// The group 一级指标 that an indicator counts in; in the order in which groups are shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// One of [`USUAL_GROUPS`].
    Usual(usize),
    /// A group by a name of the place's own.
    Local(EcoString),
    /// 未分组: the form names no group.
    Ungrouped,
}

impl Group {
    /// The group that a level-1 name stands for.
    #[must_use]
    pub fn of(name: Option<&EcoString>) -> Self {
        let Some(name) = name else {
            return Self::Ungrouped;
        };
        usual_group(name).map_or_else(|| Self::Local(name.clone()), Self::Usual)
    }
}
