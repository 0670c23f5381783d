//! Codes about amounts and the execution rate.

use super::{Explanation, explanation};
use crate::base::lang::Text;

pub(super) const MEASURE_UNCLEAR: Explanation = explanation(
    Text::new(
        "表上没有写金额单位是元还是万元。",
        "The form does not say whether amounts are in 元 or 万元.",
    ),
    Text::new(
        "单位差一万倍，不写明就不能与其他单位合计。",
        "The two are 10 000 apart; without it amounts cannot be added to those of others.",
    ),
    Text::new(
        "表头只写“项目资金”，没有“（万元）”。",
        "The heading says 项目资金 without （万元）.",
    ),
);

pub(super) const MEASURE_SUSPECT: Explanation = explanation(
    Text::new(
        "按所写的单位，资金总额大得不合情理。",
        "In the stated unit the total is implausibly large.",
    ),
    Text::new(
        "多为按元填写而表头是万元，会使全区合计放大一万倍。",
        "Amounts were mostly typed in 元 under a heading in 万元, which swells every sum 10 000 times.",
    ),
    Text::new(
        "表头为万元，总额填 2751417.82，即 275 亿元。",
        "The heading says 万元, the total 2751417.82: 27.5 billion yuan.",
    ),
);

pub(super) const CROSS_FOOT: Explanation = explanation(
    Text::new(
        "分项相加与合计不等，超出四舍五入能解释的差额。",
        "The parts do not add to their whole, by more than rounding explains.",
    ),
    Text::new(
        "合计或某个分项必有一个是错的，执行率也可能随之出错。",
        "The whole or a part is wrong, and the execution rate may be wrong with it.",
    ),
    Text::new(
        "年度资金总额为 0，分项财政拨款为 90。",
        "The total says 0, the part 财政拨款 says 90.",
    ),
);

pub(super) const ADJUSTMENT: Explanation = explanation(
    Text::new(
        "年初预算数加年中调整数不等于全年预算数。",
        "Initial budget plus change is not the adjusted budget.",
    ),
    Text::new(
        "预算调整率和执行率都以这几个数为基础。",
        "The adjustment rate and the execution rate rest on these figures.",
    ),
    Text::new(
        "433.69 加 52.13 应为 485.82，表上填 482.85。",
        "433.69 plus 52.13 is 485.82, the form says 482.85.",
    ),
);

pub(super) const OVERSPENT: Explanation = explanation(
    Text::new(
        "全年执行数大于全年预算数。",
        "The executed amount is above the adjusted budget.",
    ),
    Text::new(
        "没有预算不得支出，多半是预算数没有用调整后的数。",
        "Nothing may be spent without a budget; mostly the budget before adjustment was filed.",
    ),
    Text::new(
        "预算 433.69，执行 436.51，实际调整后预算为 485.82。",
        "Budget 433.69, executed 436.51, while the adjusted budget was 485.82.",
    ),
);

pub(super) const EXECUTION_RED: Explanation = explanation(
    Text::new(
        "年中监控：执行率除以序时进度（月份÷12）低于规则文件 [midyear] 中的 red，默认 60%。",
        "Mid-year monitoring: the execution rate divided by the time elapsed (month ÷ 12) is below red of [midyear] in the rule file, 60% by default.",
    ),
    Text::new(
        "到年中还远远落后的资金，年底前多半支不完；财政据此约谈单位、调减或收回预算。",
        "Money this far behind at mid-year is mostly not spent by the end of the year; finance follows up, reduces or takes back the budget.",
    ),
    Text::new(
        "全年预算 500 万元，7 月底执行 150 万元：执行率 30%，序时进度 58.33%，相对序时进度 51.43%，红色。",
        "Budget 500, executed 150 by the end of July: rate 30%, time elapsed 58.33%, relative pace 51.43%: red.",
    ),
);

pub(super) const EXECUTION_YELLOW: Explanation = explanation(
    Text::new(
        "年中监控：执行率除以序时进度（月份÷12）不低于 red，但低于规则文件 [midyear] 中的 yellow，默认 60%–80%。",
        "Mid-year monitoring: the execution rate divided by the time elapsed (month ÷ 12) is at least red and below yellow of [midyear] in the rule file, 60% to 80% by default.",
    ),
    Text::new(
        "进度偏慢，提醒单位加快支付，8 月起重点跟踪。",
        "Spending is slow; the unit is asked to speed up and is watched from August on.",
    ),
    Text::new(
        "全年预算 500 万元，7 月底执行 210 万元：执行率 42%，相对序时进度 72%，黄色。",
        "Budget 500, executed 210 by the end of July: rate 42%, relative pace 72%: yellow.",
    ),
);

pub(super) const ZERO_BUDGET: Explanation = explanation(
    Text::new("全年预算数为 0。", "The adjusted budget is 0."),
    Text::new(
        "执行率的分母为 0，没有执行率，既不是 0 也不是 100%。",
        "The rate has a base of 0 and does not exist; it is neither 0 nor 100%.",
    ),
    Text::new(
        "总额行填 0，金额只填在分项行。",
        "The total row says 0, the amounts stand only in the rows below.",
    ),
);

pub(super) const NEGATIVE: Explanation = explanation(
    Text::new(
        "金额、分值或得分为负数。",
        "An amount, weight or score is negative.",
    ),
    Text::new(
        "这些数不应为负，多为录入错误；指标扣分也以 0 为底。",
        "None of these can be negative; it is mostly a slip of the pen, and deductions end at 0.",
    ),
    Text::new("得分填 -2。", "A score of -2."),
);

pub(super) const EXECUTION_RATE: Explanation = explanation(
    Text::new(
        "表上的执行率与金额算出的不一致，且不是四舍五入造成的。",
        "The printed rate is not what the amounts give, and rounding does not explain it.",
    ),
    Text::new(
        "执行率=全年执行数÷全年预算数（调整后），直接决定执行率得分。",
        "Rate = executed ÷ adjusted budget; it decides the execution score.",
    ),
    Text::new(
        "执行 436.51、预算 485.82 应为 89.85%，表上填 100%。",
        "436.51 of 485.82 is 89.85%, the form says 100%.",
    ),
);
