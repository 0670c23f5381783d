//! Codes of the findings: stable names, default severities and titles.

mod entry;

use serde::{Deserialize, Serialize};

use super::Severity;
use crate::base::lang::Text;

/// Stable name of a kind of finding, printed in kebab-case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// 空文件
    FileEmpty,
    /// 加密文件
    FilePassword,
    /// 文件损坏
    FileDamaged,
    /// 不是电子表格
    FileNotWorkbook,
    /// 压缩包
    FileArchive,
    /// 超出读取限制
    FileLimit,
    /// 无法打开
    FileNotOpened,
    /// 非自评表文件
    FileSkipped,
    /// 未找到自评表
    NoForm,
    /// 不是本阶段的表
    StageDiffers,
    /// 隐藏工作表
    HiddenSheet,
    /// 示例表未读取
    ExampleSheet,
    /// 模板被改动
    TemplateAltered,
    /// 公式未计算
    Uncalculated,
    /// 单元格错误值
    ErrorValue,
    /// 表外单元格
    BeyondWindow,
    /// 数值超出范围
    OutOfRange,
    /// 标签为推断
    LabelGuessed,
    /// 未识别的列
    ColumnUnread,
    /// 数值无法识别
    UnreadableQuantity,
    /// 缺少填报内容
    FieldMissing,
    /// 单位不明
    UnitUnclear,
    /// 名单中没有该单位
    UnitNotListed,
    /// 单位名称与名单不同
    UnitNameDiffers,
    /// 单位编码与名单不同
    UnitCodeDiffers,
    /// 年度不明
    YearUnclear,
    /// 年度不一致
    YearDiffers,
    /// 金额单位不明
    MeasureUnclear,
    /// 金额单位可疑
    MeasureSuspect,
    /// 金额写在名称内
    AmountInLabel,
    /// 分项合计不符
    CrossFoot,
    /// 预算调整不符
    AdjustmentMismatch,
    /// 执行数超过预算数
    Overspent,
    /// 执行进度红色预警
    ExecutionRed,
    /// 执行进度黄色预警
    ExecutionYellow,
    /// 全年预算数为零
    ZeroBudget,
    /// 分值合计不符
    WeightSum,
    /// 分组分值不符
    GroupWeightSum,
    /// 得分超过分值
    ScoreAbovePoints,
    /// 出现负数
    Negative,
    /// 执行率不符
    ExecutionRateMismatch,
    /// 执行率得分不符
    ExecutionScoreMismatch,
    /// 指标完成率不符
    CompletionMismatch,
    /// 指标得分不符
    ScoreMismatch,
    /// 总分不符
    TotalMismatch,
    /// 自评总分合计错误
    ReportedSum,
    /// 等级不符
    GradeMismatch,
    /// 得分不可核实
    NotVerifiable,
    /// 定性得分不在档内
    OutOfBand,
    /// 计量单位不一致
    MeasuresDiffer,
    /// 按百分数理解
    PercentAssumed,
    /// 超额完成较多
    OverFulfilled,
    /// 无发生额
    NothingIncurred,
    /// 多个指标共用得分
    SharedScore,
    /// 重复文件
    DuplicateFile,
    /// 单位重复报送
    DuplicateUnit,
    /// 无法计分
    NotScorable,
}

impl Code {
    /// Every code, in order of definition.
    pub const ALL: &[Self] = &[
        Self::FileEmpty,
        Self::FilePassword,
        Self::FileDamaged,
        Self::FileNotWorkbook,
        Self::FileArchive,
        Self::FileLimit,
        Self::FileNotOpened,
        Self::FileSkipped,
        Self::NoForm,
        Self::StageDiffers,
        Self::HiddenSheet,
        Self::ExampleSheet,
        Self::TemplateAltered,
        Self::Uncalculated,
        Self::ErrorValue,
        Self::BeyondWindow,
        Self::OutOfRange,
        Self::LabelGuessed,
        Self::ColumnUnread,
        Self::UnreadableQuantity,
        Self::FieldMissing,
        Self::UnitUnclear,
        Self::UnitNotListed,
        Self::UnitNameDiffers,
        Self::UnitCodeDiffers,
        Self::YearUnclear,
        Self::YearDiffers,
        Self::MeasureUnclear,
        Self::MeasureSuspect,
        Self::AmountInLabel,
        Self::CrossFoot,
        Self::AdjustmentMismatch,
        Self::Overspent,
        Self::ExecutionRed,
        Self::ExecutionYellow,
        Self::ZeroBudget,
        Self::WeightSum,
        Self::GroupWeightSum,
        Self::ScoreAbovePoints,
        Self::Negative,
        Self::ExecutionRateMismatch,
        Self::ExecutionScoreMismatch,
        Self::CompletionMismatch,
        Self::ScoreMismatch,
        Self::TotalMismatch,
        Self::ReportedSum,
        Self::GradeMismatch,
        Self::NotVerifiable,
        Self::OutOfBand,
        Self::MeasuresDiffer,
        Self::PercentAssumed,
        Self::OverFulfilled,
        Self::NothingIncurred,
        Self::SharedScore,
        Self::DuplicateFile,
        Self::DuplicateUnit,
        Self::NotScorable,
    ];

    /// `cross-foot`
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.entry().name
    }

    /// Severity unless the rule set says otherwise.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.entry().severity
    }

    /// Short title.
    #[must_use]
    pub const fn title(self) -> Text {
        self.entry().title
    }

    /// The code of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.name() == name)
    }
}

#[cfg(test)]
mod tests;
