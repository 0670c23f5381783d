//! The pace of spending by mid-year.

use super::Severity;
use super::code::{Code, FactName, Ground, MIDYEAR, Wording};
use super::fact::Kind;
use crate::base::lang::Text;

/// 执行进度红色预警
pub static EXECUTION_RED: Code = Code {
    name: "execution-red",
    severity: Severity::Error,
    stages: MIDYEAR,
    title: Text::new("执行进度红色预警", "execution far behind"),
    says: &[Wording::new(
        "执行率 {rate}，只有序时进度的 {found}，红色预警。请单位说明原因和追赶措施，确实支不出去的及时调减或收回预算。",
        "The execution rate is {rate}, {found} of what the time of the year asks for: red warning. Ask the unit for the reason and for what will be done; reduce or take back what cannot be spent.",
    )],
    what: Text::new(
        "年中监控：执行率除以序时进度（月份÷12）低于规则文件 [midyear] 中的 red，默认 60%。",
        "Mid-year monitoring: the execution rate divided by the time elapsed (month ÷ 12) is below red of [midyear] in the rule file, 60% by default.",
    ),
    why: Text::new(
        "到年中还远远落后的资金，年底前多半支不完；财政据此约谈单位、调减或收回预算。",
        "Money this far behind at mid-year is mostly not spent by the end of the year; finance follows up, reduces or takes back the budget.",
    ),
    example: Text::new(
        "全年预算 500 万元，7 月底执行 150 万元：执行率 30%，序时进度 58.33%，相对序时进度 51.43%，红色。",
        "Budget 500, executed 150 by the end of July: rate 30%, time elapsed 58.33%, relative pace 51.43%: red.",
    ),
    basis: Ground::document(
        "财预〔2019〕136号",
        "年中绩效运行监控：对执行和指标预警，分红色、黄色处理；60%、80% 的界限为经验",
        "mid-year monitoring: warnings in red and yellow; the bounds of 60% and 80% are experience",
    ),
    facts: &[
        FactName::new("rate", Kind::Rate),
        FactName::new("found", Kind::Rate),
    ],
    ..Code::USUAL
};

/// 执行进度黄色预警
pub static EXECUTION_YELLOW: Code = Code {
    name: "execution-yellow",
    severity: Severity::Warning,
    stages: MIDYEAR,
    title: Text::new("执行进度黄色预警", "execution behind"),
    says: &[Wording::new(
        "执行率 {rate}，只有序时进度的 {found}，黄色预警。请单位说明原因，加快支付。",
        "The execution rate is {rate}, {found} of what the time of the year asks for: yellow warning. Ask the unit for the reason and to speed up.",
    )],
    what: Text::new(
        "年中监控：执行率除以序时进度（月份÷12）不低于 red，但低于规则文件 [midyear] 中的 yellow，默认 60%–80%。",
        "Mid-year monitoring: the execution rate divided by the time elapsed (month ÷ 12) is at least red and below yellow of [midyear] in the rule file, 60% to 80% by default.",
    ),
    why: Text::new(
        "进度偏慢，提醒单位加快支付，8 月起重点跟踪。",
        "Spending is slow; the unit is asked to speed up and is watched from August on.",
    ),
    example: Text::new(
        "全年预算 500 万元，7 月底执行 210 万元：执行率 42%，相对序时进度 72%，黄色。",
        "Budget 500, executed 210 by the end of July: rate 42%, relative pace 72%: yellow.",
    ),
    basis: Ground::document(
        "财预〔2019〕136号",
        "年中绩效运行监控：对执行和指标预警，分红色、黄色处理；60%、80% 的界限为经验",
        "mid-year monitoring: warnings in red and yellow; the bounds of 60% and 80% are experience",
    ),
    facts: &[
        FactName::new("rate", Kind::Rate),
        FactName::new("found", Kind::Rate),
    ],
    ..Code::USUAL
};
