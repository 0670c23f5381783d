//! What is said of a code besides its meaning.

use super::Code;
use crate::base::lang::Text;
use crate::finding::Severity;

/// Name, default severity and title of one code.
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) severity: Severity,
    pub(super) title: Text,
}

const fn entry(
    name: &'static str,
    severity: Severity,
    zh: &'static str,
    en: &'static str,
) -> Entry {
    Entry {
        name,
        severity,
        title: Text::new(zh, en),
    }
}

impl Code {
    pub(super) const fn entry(self) -> Entry {
        use Severity::{Error, Info, Warning};
        match self {
            Self::FileEmpty => entry("file-empty", Error, "空文件", "empty file"),
            Self::FilePassword => entry(
                "file-password",
                Error,
                "加密文件",
                "password-protected file",
            ),
            Self::FileDamaged => entry("file-damaged", Error, "文件损坏", "damaged file"),
            Self::FileNotWorkbook => {
                entry("file-not-workbook", Error, "不是电子表格", "not a workbook")
            }
            Self::FileArchive => entry("file-archive", Error, "压缩包", "archive"),
            Self::FileLimit => entry(
                "file-limit",
                Error,
                "超出读取限制",
                "beyond the reading limits",
            ),
            Self::FileNotOpened => entry("file-not-opened", Error, "无法打开", "cannot be opened"),
            Self::FileSkipped => entry("file-skipped", Info, "非自评表文件", "not a form file"),
            Self::NoForm => entry("no-form", Error, "未找到自评表", "no form found"),
            Self::StageDiffers => entry(
                "stage-differs",
                Warning,
                "不是本阶段的表",
                "form of another stage",
            ),
            Self::HiddenSheet => entry("hidden-sheet", Info, "隐藏工作表", "hidden sheet"),
            Self::ExampleSheet => entry(
                "example-sheet",
                Info,
                "示例表未读取",
                "example sheet not read",
            ),
            Self::TemplateAltered => entry(
                "template-altered",
                Warning,
                "模板被改动",
                "template altered",
            ),
            Self::Uncalculated => entry(
                "uncalculated",
                Error,
                "公式未计算",
                "formula never calculated",
            ),
            Self::ErrorValue => entry("error-value", Error, "单元格错误值", "error value"),
            Self::BeyondWindow => entry(
                "beyond-window",
                Warning,
                "表外单元格",
                "cells outside the window",
            ),
            Self::OutOfRange => entry("out-of-range", Error, "数值超出范围", "number out of range"),
            Self::LabelGuessed => entry("label-guessed", Warning, "标签为推断", "label inferred"),
            Self::ColumnUnread => entry("column-unread", Info, "未识别的列", "column not read"),
            Self::UnreadableQuantity => entry(
                "unreadable-quantity",
                Error,
                "数值无法识别",
                "quantity cannot be read",
            ),
            Self::FieldMissing => entry("field-missing", Warning, "缺少填报内容", "field missing"),
            Self::UnitUnclear => entry("unit-unclear", Error, "单位不明", "unit unclear"),
            Self::UnitNotListed => entry(
                "unit-not-listed",
                Warning,
                "名单中没有该单位",
                "unit not on the roster",
            ),
            Self::UnitNameDiffers => entry(
                "unit-name-differs",
                Warning,
                "单位名称与名单不同",
                "name differs from the roster",
            ),
            Self::UnitCodeDiffers => entry(
                "unit-code-differs",
                Warning,
                "单位编码与名单不同",
                "code differs from the roster",
            ),
            Self::YearUnclear => entry("year-unclear", Warning, "年度不明", "year unclear"),
            Self::YearDiffers => entry("year-differs", Warning, "年度不一致", "year differs"),
            Self::MeasureUnclear => entry(
                "measure-unclear",
                Warning,
                "金额单位不明",
                "unit of money unclear",
            ),
            Self::MeasureSuspect => entry(
                "measure-suspect",
                Error,
                "金额单位可疑",
                "unit of money implausible",
            ),
            Self::AmountInLabel => entry(
                "amount-in-label",
                Info,
                "金额写在名称内",
                "amount inside a label",
            ),
            Self::CrossFoot => entry("cross-foot", Error, "分项合计不符", "parts do not add up"),
            Self::AdjustmentMismatch => entry(
                "adjustment-mismatch",
                Error,
                "预算调整不符",
                "adjustment does not add up",
            ),
            Self::Overspent => entry(
                "overspent",
                Warning,
                "执行数超过预算数",
                "executed above budget",
            ),
            Self::ExecutionRed => entry(
                "execution-red",
                Error,
                "执行进度红色预警",
                "execution far behind",
            ),
            Self::ExecutionYellow => entry(
                "execution-yellow",
                Warning,
                "执行进度黄色预警",
                "execution behind",
            ),
            Self::ZeroBudget => entry(
                "zero-budget",
                Error,
                "全年预算数为零",
                "adjusted budget is zero",
            ),
            Self::WeightSum => entry("weight-sum", Error, "分值合计不符", "weights do not add up"),
            Self::GroupWeightSum => entry(
                "group-weight-sum",
                Warning,
                "分组分值不符",
                "group weights do not add up",
            ),
            Self::ScoreAbovePoints => entry(
                "score-above-points",
                Error,
                "得分超过分值",
                "score above weight",
            ),
            Self::Negative => entry("negative", Error, "出现负数", "negative figure"),
            Self::ExecutionRateMismatch => entry(
                "execution-rate-mismatch",
                Error,
                "执行率不符",
                "execution rate differs",
            ),
            Self::ExecutionScoreMismatch => entry(
                "execution-score-mismatch",
                Error,
                "执行率得分不符",
                "execution score differs",
            ),
            Self::CompletionMismatch => entry(
                "completion-mismatch",
                Warning,
                "指标完成率不符",
                "completion rate differs",
            ),
            Self::ScoreMismatch => entry("score-mismatch", Error, "指标得分不符", "score differs"),
            Self::TotalMismatch => entry("total-mismatch", Error, "总分不符", "total differs"),
            Self::ReportedSum => entry(
                "reported-sum",
                Error,
                "自评总分合计错误",
                "filed scores do not add up",
            ),
            Self::GradeMismatch => entry("grade-mismatch", Error, "等级不符", "grade differs"),
            Self::NotVerifiable => entry(
                "not-verifiable",
                Info,
                "得分不可核实",
                "score not verifiable",
            ),
            Self::OutOfBand => entry(
                "out-of-band",
                Warning,
                "定性得分不在档内",
                "qualitative score outside its band",
            ),
            Self::MeasuresDiffer => entry(
                "measures-differ",
                Error,
                "计量单位不一致",
                "measures differ",
            ),
            Self::PercentAssumed => entry(
                "percent-assumed",
                Info,
                "按百分数理解",
                "taken as a percentage",
            ),
            Self::OverFulfilled => entry(
                "over-fulfilled",
                Warning,
                "超额完成较多",
                "far above target",
            ),
            Self::NothingIncurred => {
                entry("nothing-incurred", Info, "无发生额", "nothing incurred")
            }
            Self::SharedScore => entry(
                "shared-score",
                Warning,
                "多个指标共用得分",
                "score shared by indicators",
            ),
            Self::DuplicateFile => entry("duplicate-file", Warning, "重复文件", "same file twice"),
            Self::DuplicateUnit => {
                entry("duplicate-unit", Error, "单位重复报送", "unit filed twice")
            }
            Self::NotScorable => entry("not-scorable", Error, "无法计分", "cannot be scored"),
        }
    }
}
