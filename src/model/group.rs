//! 一级指标 as a closed set: the four of the central form, told by their first word, and the form's own.

use std::sync::Arc;

/// The group 一级指标 that an indicator counts in; in the order in which groups are shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// 成本指标
    Cost,
    /// 产出指标
    Output,
    /// 效益指标
    Benefit,
    /// 满意度指标
    Satisfaction,
    /// A group by a name of the place's own.
    Local(Arc<str>),
    /// 未分组: the form names no group.
    Ungrouped,
}

/// First words of the usual groups.
const USUAL: [(&str, Group); 4] = [
    ("成本", Group::Cost),
    ("产出", Group::Output),
    ("效益", Group::Benefit),
    ("满意度", Group::Satisfaction),
];

impl Group {
    /// The group that a level-1 name stands for.
    #[must_use]
    pub fn of(name: Option<&Arc<str>>) -> Self {
        let Some(name) = name else {
            return Self::Ungrouped;
        };
        let mut usual = USUAL.into_iter();
        usual
            .find(|(word, _)| name.starts_with(word))
            .map_or_else(|| Self::Local(Arc::clone(name)), |(_, group)| group)
    }
}
