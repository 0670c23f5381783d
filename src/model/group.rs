//! 一级指标 as groups: the same group under its different spellings.

use ecow::EcoString;

use crate::base::lang::{Lang, Text};

/// The groups of the central form in its order; the Chinese name is the first word of every spelling.
pub const USUAL_GROUPS: [Text; 4] = [
    Text::new("成本", "Cost"),
    Text::new("产出", "Output"),
    Text::new("效益", "Benefit"),
    Text::new("满意度", "Satisfaction"),
];

/// Which of the usual groups a 一级指标 is: 产出 and 产出指标 are one.
#[must_use]
pub fn usual_group(level1: &str) -> Option<usize> {
    USUAL_GROUPS
        .iter()
        .position(|name| level1.starts_with(name.zh))
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

    /// Its name.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &str {
        let text = match self {
            Self::Local(name) => return name,
            Self::Usual(at) => USUAL_GROUPS.get(*at).copied(),
            Self::Ungrouped => Some(Text::new("未分组", "No group")),
        };
        text.map_or("", |text| text.get(lang))
    }
}
