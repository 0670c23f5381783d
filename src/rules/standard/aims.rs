//! Whether a condition of a standard is that the target is met, or missed.

use super::words::{after, among, cut, cut_end, holds, is_digit};

/// Words for the target value.
const AIMS: &str = "目标 目标值 指标 指标值 年度目标 年度目标值 年度指标 年度指标值 年初目标 预期目标 预期值 预期指标值 \
    绩效目标 绩效目标值 目标任务 预期指标 年度任务 年度计划 计划任务 任务目标 任务量 计划目标 计划 计划数 计划值 任务 要求 标准 及以上 目标及以上 目标值及以上 指标值及以上";

/// 在规定时限内完成, 及时办结
pub(super) fn in_time(condition: &str) -> bool {
    let done = "完成 办结 拨付 支付 兑付 发放 到位";
    let due = cut(condition, "在 能 均");
    let due = after(
        due,
        "规定时限内 规定时间内 规定期限内 规定的时间内 规定的时限内 时限内 规定工期内 计划时间内 计划工期内 按规定时间 按规定时限 按规定期限 及时",
    );
    due.is_some_and(|deed| among(deed, done))
}

/// 超期, 未按时完成
pub(super) fn too_late(condition: &str) -> bool {
    let words = "超期 逾期 延期 超时 未按时完成 未按期完成 未及时完成 超过规定时限 超过规定时间 超过规定期限";
    among(condition, words)
}

/// 达标, 完成目标值
pub(super) fn met(condition: &str) -> bool {
    let rest = cut(condition, OUTCOMES);
    let rest = cut(rest, "按时 按期 按计划 已 全部 全年 均 能够");
    after(rest, "达标 完成 达到 达成 实现 满足 符合").is_some_and(is_aim)
}

/// The actual value.
const OUTCOMES: &str = "完成值 实际完成值 实际完成数 实际值 指标值";

/// Whether one of some signs is between the actual and the target value.
fn stands_to_aim(condition: &str, signs: &str) -> bool {
    after(cut(condition, OUTCOMES), signs).is_some_and(|aim| among(aim, AIMS))
}

/// ≥目标值, 不低于目标
pub(super) fn reached(condition: &str) -> bool {
    const SIGNS: &str = "≥ 大于等于 大于或等于 高于或等于 不低于 不少于 不小于";
    stands_to_aim(condition, SIGNS)
}

/// <目标值, 完成值低于目标
pub(super) fn short(condition: &str) -> bool {
    stands_to_aim(condition, "< 低于 少于 小于")
}

/// ≤目标值, 不高于目标
pub(super) fn at_most(condition: &str) -> bool {
    stands_to_aim(condition, "≤ 小于等于 小于或等于 不高于 不大于")
}

/// >目标值, 实际值高于目标
pub(super) fn above(condition: &str) -> bool {
    stands_to_aim(condition, "> 超过 超出 高于 大于")
}

/// 控制在目标值以内, 未超过目标值
pub(super) fn within(condition: &str) -> bool {
    let kept = after(condition, "未超过 未超出 没有超过 没有超出 不超过 不超出");
    if kept.is_some_and(is_aim) {
        return true;
    }
    let inside = after(cut(condition, "预算 成本"), "控制在 在");
    let aim = inside.and_then(|rest| rest.strip_suffix("以内").or(rest.strip_suffix("之内")));
    aim.is_some_and(|aim| among(aim, AIMS))
}

/// Words for what is spent.
const SPENT: &str = "实际成本 成本 实际支出 支出 总成本 费用 实际费用 项目成本 单位成本 经费 资金";
/// Words for what may be spent.
const BUDGETS: &str = "预算 预算成本 计划成本 预算数 预算金额 预算总额 目标成本 预算控制数 成本预算 预算资金 \
    成本控制数 控制数";

/// 控制在预算范围内, 未超预算, 实际成本≤计划成本: what is spent stays within the budget.
pub(super) fn in_budget(condition: &str) -> bool {
    let bare = cut(condition, SPENT);
    let inside = cut(
        bare,
        "控制在 在 不超出 不超过 不超 未超出 未超过 未超 ≤ 小于等于 小于或等于 不高于",
    );
    let aim = cut_end(inside, "范围内 以内 之内 内");
    let bound = inside.len() < bare.len() || aim.len() < inside.len();
    bound && among(aim, BUDGETS) || among(bare, "未超支 不超支 无超支 节约")
}

/// 超预算, 超支
pub(super) fn over_budget(condition: &str) -> bool {
    let over = after(cut(condition, SPENT), "超出 超过 超 高于 大于 >");
    over.is_some_and(|aim| among(cut_end(aim, "范围"), BUDGETS) || aim == "支")
}

/// Whether a text is a word for the target, or nothing.
pub(super) fn is_aim(aim: &str) -> bool {
    aim.is_empty() || among(aim, AIMS)
}

/// 未完成, 不达标, 达不到目标值
pub(super) fn missed(condition: &str) -> bool {
    after(condition, "未能 没有 未 没 不").is_some_and(met)
        || after(condition, "达不到 未达").is_some_and(is_aim)
}

/// Words for what should not happen.
const HARMS: &str = "投诉 事故 安全事故 责任事故 差错 失误 违规 违纪 伤亡 死亡 上访 舆情";
/// Letters of its name, at most.
const HARM: usize = 8;

/// 事故数为0, 0投诉
pub(super) fn is_none(condition: &str) -> bool {
    let counted = condition
        .strip_suffix("为0")
        .or_else(|| condition.strip_suffix("=0"));
    let plain = |of: &str| {
        let counts = of.ends_with(['数', '量']) && of.chars().count() <= HARM;
        counts && !holds(of, "未 不 非 超 低 每") && !of.contains(is_digit)
    };
    let none = condition.strip_prefix('0');
    counted.is_some_and(plain) || none.is_some_and(|harm| among(harm, HARMS))
}
