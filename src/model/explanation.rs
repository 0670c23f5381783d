//! 偏差说明: where a form asks for reasons and measures, and what stands there.

use ecow::EcoString;

use super::place::CellRef;

/// What a form says about its deviations, beside the figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanations {
    /// About 预算执行率; `None` where the money block has no place for it.
    pub execution: Option<Explanation>,
    /// About each indicator, in the form's order; `None` where the table has no place for it.
    pub indicators: Vec<Option<Explanation>>,
}

/// 偏差原因 and 改进措施 of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Where the reason stands or should stand.
    pub cell: CellRef,
    /// What the heading asks for.
    pub asked: Asked,
    /// 偏差原因; blank where none is given.
    pub reason: EcoString,
    /// 改进措施 in a column of their own, blank where none are given; `None` without such a column.
    pub measures: Option<EcoString>,
}

/// What a heading asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// 备注: whatever there is to say.
    Remark,
    /// 偏差原因
    Reason,
    /// 偏差原因分析及改进措施
    ReasonAndMeasures,
}

impl Asked {
    /// What a heading asks for.
    #[must_use]
    pub fn by(heading: &str) -> Self {
        match (heading.contains("原因"), heading.contains("措施")) {
            (_, true) => Self::ReasonAndMeasures,
            (true, false) => Self::Reason,
            (false, false) if heading.contains('备') => Self::Remark,
            (false, false) => Self::Reason,
        }
    }
}

impl Explanation {
    /// Whether anything is said that can be a reason: neither blank nor 无 or 已完成.
    #[must_use]
    pub fn is_given(&self) -> bool {
        let bare = |c: char| !c.is_alphanumeric();
        let said = self.reason.trim_matches(bare);
        !said.is_empty() && !NO_REASON.contains(&said)
    }
}

/// What is typed where there is nothing to explain.
const NO_REASON: &[&str] = &[
    "无",
    "没有",
    "暂无",
    "无偏差",
    "无偏离",
    "不存在偏差",
    "无原因",
    "完成",
    "已完成",
    "全部完成",
    "按计划完成",
    "正常",
    "不适用",
];
