//! What is beside the figures of a form, without influence on scores: reasons, the date it was filled in, the list of
//! its projects.

use std::sync::Arc;

use ecow::EcoString;

use super::place::{CellRef, Figure, Located};
use super::statement::Date;
use crate::base::is_letter_or_digit;

/// What a form contains besides its figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annex {
    /// 填报日期
    pub filed: Option<Located<Date>>,
    /// 项目清单 in the workbook of a form about a whole unit.
    pub projects: Option<ProjectList>,
    /// About 预算执行率; `None` where the money block has no place for it.
    pub execution: Option<Explanation>,
    /// About each indicator, in the form's order; `None` where the table has no place for it.
    pub indicators: Vec<Option<Explanation>>,
}

/// 项目清单: the projects of a unit with their money, on a sheet of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectList {
    /// The sheet.
    pub sheet: Arc<str>,
    /// The projects, subtotals left out.
    pub projects: Vec<ListedProject>,
}

/// One project of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedProject {
    /// 项目名称
    pub name: EcoString,
    /// Cell of the name.
    pub cell: CellRef,
    /// 资金性质, such as 转移支付 or 本级财力.
    pub nature: Option<EcoString>,
    /// 全年预算数
    pub adjusted: Option<Figure>,
    /// 全年执行数
    pub executed: Option<Figure>,
}

impl ListedProject {
    /// 转移支付: whether its money comes from above, by its 资金性质; else it is 本级财力.
    #[must_use]
    pub fn is_transfer(&self) -> bool {
        let nature = self.nature.as_deref().unwrap_or_default();
        ["转移", "上级", "中央", "省级", "自治区", "专项债"]
            .iter()
            .any(|word| nature.contains(word))
    }
}

/// 偏差原因 and 改进措施 of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Where the reason is or should be.
    pub cell: CellRef,
    /// What the heading asks for.
    pub asked: HeadingTopic,
    /// 偏差原因; blank where none is given.
    pub reason: EcoString,
    /// 改进措施 in a column of their own, blank where none are given; `None` without such a column.
    pub measures: Option<EcoString>,
}

/// What a heading asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingTopic {
    /// 备注: any remark.
    Remark,
    /// 偏差原因
    Reason,
    /// 偏差原因分析及改进措施
    ReasonAndMeasures,
}

impl HeadingTopic {
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
    /// Whether the text can be a reason: neither blank nor 无 or 已完成.
    #[must_use]
    pub fn is_given(&self) -> bool {
        let bare = |c: char| !is_letter_or_digit(c);
        let text = self.reason.trim_matches(bare);
        !text.is_empty() && !NO_REASON.contains(&text)
    }
}

/// Usual texts where there is nothing to explain.
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
