//! Fields of the form as they are named in messages.

use serde::{Deserialize, Serialize};

use crate::base::lang::Text;

/// A field of the form as named in messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// 部门（单位）名称
    Unit,
    /// 项目名称
    Project,
    /// 评价年度
    Year,
    /// 年度资金总额
    FundTotal,
    /// 年初预算数
    Initial,
    /// 年中调整数
    Change,
    /// 全年预算数
    Adjusted,
    /// 全年执行数
    Executed,
    /// 1-7月执行数
    ExecutedSoFar,
    /// 全年预计
    Forecast,
    /// 预算调整率
    AdjustmentRate,
    /// 预算执行率
    ExecutionRate,
    /// 执行率分值
    ExecutionPoints,
    /// 执行率得分
    ExecutionScore,
    /// 年度指标值
    Target,
    /// 年中监控值
    Midyear,
    /// 实际完成值
    Actual,
    /// 指标完成率
    Completion,
    /// 分值
    Points,
    /// 自评得分
    Score,
    /// 自评总分
    Total,
    /// 评价等级
    Grade,
    /// 三级指标
    Indicator,
    /// 年度目标
    Goal,
    /// 偏差原因
    Reason,
    /// 个数
    Count,
}

impl Field {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> Text {
        match self {
            Self::Unit => Text::new("部门（单位）名称", "unit name"),
            Self::Project => Text::new("项目名称", "project name"),
            Self::Year => Text::new("评价年度", "year"),
            Self::FundTotal => Text::new("年度资金总额", "total of funds"),
            Self::Initial => Text::new("年初预算数", "initial budget"),
            Self::Change => Text::new("年中调整数", "budget change"),
            Self::Adjusted => Text::new("全年预算数", "adjusted budget"),
            Self::Executed => Text::new("全年执行数", "executed amount"),
            Self::ExecutedSoFar => Text::new("1-7月执行数", "amount executed so far"),
            Self::Forecast => Text::new("全年预计", "forecast for the year"),
            Self::AdjustmentRate => Text::new("预算调整率", "adjustment rate"),
            Self::ExecutionRate => Text::new("预算执行率", "execution rate"),
            Self::ExecutionPoints => Text::new("执行率分值", "execution points"),
            Self::ExecutionScore => Text::new("执行率得分", "execution score"),
            Self::Target => Text::new("年度指标值", "target"),
            Self::Midyear => Text::new("年中监控值", "mid-year value"),
            Self::Actual => Text::new("实际完成值", "actual value"),
            Self::Completion => Text::new("指标完成率", "completion rate"),
            Self::Points => Text::new("分值", "points"),
            Self::Score => Text::new("自评得分", "self-score"),
            Self::Total => Text::new("自评总分", "total score"),
            Self::Grade => Text::new("评价等级", "grade"),
            Self::Indicator => Text::new("三级指标", "indicator"),
            Self::Goal => Text::new("年度目标", "goal of the year"),
            Self::Reason => Text::new("偏差原因", "reason for the deviation"),
            Self::Count => Text::new("个数", "number"),
        }
    }
}
