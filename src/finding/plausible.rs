//! Figures that can hardly be right: mid-year values, completion rates, signs, slips, dates.

use super::Severity;
use super::code::{Code, FactName, SELF, Wording};
use super::fact::Kind;
use crate::base::lang::Text;

/// 年中值高于全年值
pub static MIDYEAR_ABOVE_FINAL: Code = Code {
    name: "midyear-above-final",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("年中值高于全年值", "mid-year above final"),
    says: &[Wording::new(
        "“{indicator}”年中监控值 {midyear}，高于全年完成值 {found}；累计数不会减少。请核对两个数。",
        "\"{indicator}\" stood at {midyear} at mid-year and at {found} in the end; what is counted up does not fall. Please check both.",
    )],
    what: Text::new(
        "累计计算的指标，年中监控值高于全年完成值。",
        "An indicator that is counted up stood higher at mid-year than at the end of the year.",
    ),
    why: Text::new(
        "累计数只增不减，两个数必有一个有误，或者分母变了。",
        "What is counted up cannot fall: one figure is wrong, or the base was changed.",
    ),
    example: Text::new(
        "项目支出预算执行率年中 51.54%，全年 30.66%。",
        "An execution rate of 51.54% at mid-year and 30.66% in the end.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("midyear", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};

/// 年中值突变
pub static MIDYEAR_JUMP: Code = Code {
    name: "midyear-jump",
    severity: Severity::Info,
    stages: SELF,
    title: Text::new("年中值突变", "jump since mid-year"),
    says: &[
        Wording::case(
            "zero",
            "“{indicator}”年中监控值为 0，全年完成值 {found}，达到指标值。请核对年中监控值。",
            "\"{indicator}\" stood at 0 at mid-year and at {found}, its target, in the end. Please check the mid-year value.",
        ),
        Wording::case(
            "whole",
            "“{indicator}”年中监控值为 100%，全年完成值 {found}。请核对两个数。",
            "\"{indicator}\" stood at 100% at mid-year and at {found} in the end. Please check both.",
        ),
    ],
    what: Text::new(
        "年中监控值为 0 而全年达到指标值，或年中为 100% 而全年不到。",
        "0 at mid-year and the target reached in the end, or 100% at mid-year and less in the end.",
    ),
    why: Text::new(
        "多半是年中没有据实填写；年底才发生的（如满意度调查）属正常。",
        "Mostly the mid-year value was not true; what only happens late, such as a survey, is in order.",
    ),
    example: Text::new(
        "政府采购执行率年中 0%，全年 100%。",
        "A procurement rate of 0% at mid-year and 100% in the end.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};

/// 完成率取自别处
pub static BORROWED_RATE: Code = Code {
    name: "borrowed-rate",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("完成率取自别处", "completion taken from elsewhere"),
    says: &[Wording::new(
        "“{indicator}”的完成率填 {found}，不是该指标的完成率 {expected}，而等于{source}。请按指标值和实际完成值填写。",
        "\"{indicator}\" has a completion rate of {found}; its own is {expected}, and {found} is {source}. Please file what target and actual value give.",
    )],
    what: Text::new(
        "表上的完成率不是该指标实际完成值与指标值之比，而是表上另一个比率。",
        "The completion rate is not that of the indicator but another ratio of the form.",
    ),
    why: Text::new(
        "套用别的比率，完成率和得分都失去依据。",
        "With a ratio from elsewhere neither rate nor score rests on anything.",
    ),
    example: Text::new(
        "预算经费指标的完成率填的是全年执行数÷全年预算数 89.85%。",
        "预算经费 bears the execution rate 89.85% as its completion.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("source", Kind::Text),
        FactName::new("expected", Kind::Rate),
        FactName::new("found", Kind::Rate),
    ],
    ..Code::USUAL
};

/// 比较符可疑
pub static SIGN_SUSPECT: Code = Code {
    name: "sign-suspect",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("比较符可疑", "sign doubtful"),
    says: &[
        Wording::case(
            "harm",
            "“{indicator}”越少越好，指标值却写“{found}”。请核对比较符，一般应为 ≤。",
            "\"{indicator}\" is better when lower, yet its target says \"{found}\". Please check the sign; it should mostly be ≤.",
        ),
        Wording::case(
            "fall",
            "“{indicator}”越高越好，指标值却写“{found}”。请核对比较符，一般应为 ≥。",
            "\"{indicator}\" is better when higher, yet its target says \"{found}\". Please check the sign; it should mostly be ≥.",
        ),
        Wording::case(
            "cost",
            "成本指标“{indicator}”的指标值写“{found}”，成本一般应不高于目标。请核对比较符。",
            "The cost \"{indicator}\" has the target \"{found}\"; costs should mostly not exceed their target. Please check the sign.",
        ),
        Wording::case(
            "always",
            "“{indicator}”的指标值“{found}”，什么也不做就已达到。请核对指标值和比较符。",
            "The target \"{found}\" of \"{indicator}\" is reached by doing nothing. Please check target and sign.",
        ),
    ],
    what: Text::new(
        "比较符与指标含义相反：发生数、投诉、事故用了 ≥，下降率用了 ≤，成本用了 ≥；或者指标值是“≥0”，怎样都能达到。",
        "The sign goes against the meaning: ≥ for incidents, complaints, accidents or costs, ≤ for a rate of decline; or the target is ≥0, which anything reaches.",
    ),
    why: Text::new(
        "比较符写反，做得越差得分越高。",
        "With the sign turned round, doing worse earns more.",
    ),
    example: Text::new(
        "“安全生产事故起数”指标值写“≥2起”。",
        "A target of ≥2起 for accidents.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};

/// 数值可能错位
pub static SLIP: Code = Code {
    name: "slip",
    severity: Severity::Error,
    stages: SELF,
    title: Text::new("数值可能错位", "slip of digits"),
    says: &[
        Wording::case(
            "fold",
            "“{indicator}”的实际完成值 {found} 与指标值 {expected} 相差约 {factor} 倍，可能小数点、百分号或“万”写错。请核对。",
            "\"{indicator}\": the actual value {found} is about {factor} times off its target {expected}; point, percent sign or 万 may be wrong. Please check.",
        ),
        Wording::case(
            "percent",
            "“{indicator}”的指标值 {expected} 与实际完成值 {found}，一个是百分数，一个不是。请统一后填写。",
            "\"{indicator}\": of target {expected} and actual value {found} one is a percentage and the other is not. Please use one kind.",
        ),
    ],
    what: Text::new(
        "实际完成值与指标值相差约一百倍或一万倍，或一个是百分数、一个是数量。",
        "Actual value and target are about a hundred or ten thousand times apart, or one is a percentage and the other is not.",
    ),
    why: Text::new(
        "多为小数点、百分号、“万”写错，得分随之出错。",
        "Mostly a point, percent sign or 万 went wrong, and the score with it.",
    ),
    example: Text::new(
        "指标值 ≥95%，实际完成值 9600%。",
        "Target ≥95%, actual value 9600%.",
    ),
    facts: &[
        FactName::new("indicator", Kind::Text),
        FactName::maybe("factor", Kind::Text),
        FactName::new("expected", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};

/// 完成值与指标值全部相同
pub static TOO_GOOD: Code = Code {
    name: "too-good",
    severity: Severity::Info,
    stages: SELF,
    title: Text::new("完成值与指标值全部相同", "every value on target"),
    says: &[Wording::new(
        "{count} 个定量指标的实际完成值与指标值完全相同。请抽查核实是否据实填写。",
        "All {count} numeric indicators have exactly their targets as actual values. Please verify that they are real.",
    )],
    what: Text::new(
        "全部定量指标的实际完成值与指标值分毫不差。",
        "Every numeric indicator has exactly its target as its actual value.",
    ),
    why: Text::new(
        "实际工作很少恰好等于目标，可能是照抄指标值。",
        "Work rarely ends exactly on target; the targets may have been copied.",
    ),
    example: Text::new(
        "八个指标的完成值与指标值全部相同。",
        "Eight indicators, each exactly on target.",
    ),
    facts: &[FactName::new("count", Kind::Count)],
    ..Code::USUAL
};

/// 日期先后不对
pub static DATE_ORDER: Code = Code {
    name: "date-order",
    severity: Severity::Warning,
    stages: SELF,
    title: Text::new("日期先后不对", "dates out of order"),
    says: &[
        Wording::case(
            "early",
            "填报日期 {found} 早于评价年度结束（{expected}），年度还没有结束不能自评。请核对日期和年度。",
            "The form is dated {found}, before the year ended ({expected}). Please check date and year.",
        ),
        Wording::case(
            "later",
            "“{indicator}”的完成日期 {found} 晚于填报日期 {expected}。请核对。",
            "\"{indicator}\" was finished on {found}, after the form was dated {expected}. Please check.",
        ),
        Wording::case(
            "acceptance",
            "“{indicator}”的日期 {found} 早于完工日期 {expected}；应先完工后验收。请核对。",
            "\"{indicator}\" is dated {found}, before the work was finished ({expected}). Please check.",
        ),
    ],
    what: Text::new(
        "填报日期早于年度结束，完成日期晚于填报日期，或验收早于完工。",
        "The form is dated before the year ended or before something on it happened, or acceptance before completion.",
    ),
    why: Text::new(
        "日期先后不合理，说明日期或年度填错，或提前填报。",
        "Such dates are wrong, or the form was filled in too early.",
    ),
    example: Text::new(
        "2023 年度自评表的填报日期为 2023 年 10 月 8 日。",
        "A form for 2023 dated 8 October 2023.",
    ),
    facts: &[
        FactName::maybe("indicator", Kind::Text),
        FactName::new("expected", Kind::Text),
        FactName::new("found", Kind::Text),
    ],
    ..Code::USUAL
};
