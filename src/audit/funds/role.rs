//! What a row of the money block is a part of, by its label.

use std::cell::RefCell;

use crate::base::memo::{Memo, remembered};

/// The role of a row in the hierarchy of the funds, which forms do not state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FundsRole {
    /// A total row among the parts: 合计.
    Total,
    /// 财政资金小计: a sum of rows, itself part of the total.
    Subtotal,
    /// 基本支出, by expenditure.
    Basic,
    /// 项目支出, by expenditure.
    Project,
    /// 经营支出 and the like, beside the two.
    OtherOutlay,
    /// 人员经费, inside 基本支出.
    Personnel,
    /// 公用经费, inside 基本支出.
    Operating,
    /// 对个人和家庭的补助, inside 基本支出 or inside 人员经费.
    Aid,
    /// 财政拨款 as a whole, by source.
    Fiscal,
    /// A part of 财政拨款 by budget: 一般公共预算.
    BudgetPiece,
    /// A part of 财政拨款 by level of government: 中央补助.
    LevelPiece,
    /// Any other source: 上年结转, 专户, 单位资金.
    Source,
    /// 单位资金, which may have rows of its own below it.
    OwnFunds,
    /// 其他资金: all sources that are not named, so that the list of sources is complete.
    Rest,
    /// 年末结余, 收回资金, 调整数: what remains of the money or changed it, and no part of the total.
    Balance,
    /// No known label.
    Unknown,
}

/// Key words of the labels; the first that occurs decides.
const WORDS: &[(FundsRole, &[&str])] = &[
    (
        FundsRole::Source,
        &[
            "上年结",
            "上年度结",
            "上年末结",
            "以前年度结",
            "历年结",
            "往年结",
            "年初结",
        ],
    ),
    (
        FundsRole::Balance,
        &[
            "年末结",
            "期末结",
            "年终结",
            "结转下年",
            "结转次年",
            "收回财政",
            "财政收回",
            "收回资金",
            "调整数",
            "调整金额",
            "调整额",
        ],
    ),
    (
        FundsRole::Balance,
        &["结余资金", "资金结余", "结余数", "结余金额", "结余额"],
    ),
    (FundsRole::Subtotal, &["小计"]),
    (FundsRole::Total, &["合计", "总计", "总额"]),
    (FundsRole::Basic, &["基本支出"]),
    (FundsRole::Project, &["项目支出"]),
    (FundsRole::Personnel, &["人员经费", "人员支出"]),
    (FundsRole::Operating, &["公用经费", "公用支出"]),
    (FundsRole::Aid, &["对个人和家庭"]),
    (
        FundsRole::OtherOutlay,
        &["经营支出", "上缴上级", "对附属单位", "其他支出", "其它支出"],
    ),
    (FundsRole::Source, &["结转", "结余", "专户"]),
    (FundsRole::OwnFunds, &["单位资金"]),
    (FundsRole::Rest, &["其他", "其它"]),
    (
        FundsRole::Source,
        &["事业收入", "经营收入", "自筹", "自有", "社会资金"],
    ),
    (
        FundsRole::BudgetPiece,
        &["一般公共预算", "政府性基金", "国有资本"],
    ),
    (
        FundsRole::LevelPiece,
        &[
            "中央",
            "省级",
            "市级",
            "县级",
            "区级",
            "本级",
            "地方",
            "上级补助",
        ],
    ),
    (FundsRole::Fiscal, &["财政拨款", "财政资金", "财政性资金"]),
];

thread_local! {
    /// A form has few labels, and several checks look up each of them.
    static ROLES: RefCell<Memo<FundsRole>> = const { RefCell::new(Memo::new()) };
}

impl FundsRole {
    /// The role of a row called `label`; text in brackets is ignored.
    pub(super) fn of(label: &str) -> Self {
        remembered(&ROLES, label, Self::worked_out)
    }

    fn worked_out(label: &str) -> Self {
        let mut depth = 0_u32;
        let plain: String = label
            .chars()
            .filter(|c| {
                match c {
                    '（' | '(' => depth = depth.saturating_add(1),
                    '）' | ')' => depth = depth.saturating_sub(1),
                    _ => return depth == 0 && !c.is_whitespace(),
                }
                false
            })
            .collect();
        let known = |words: &[&str]| words.iter().any(|w| plain.contains(w));
        WORDS
            .iter()
            .find(|(_, words)| known(words))
            .map_or(Self::Unknown, |(role, _)| *role)
    }
}

#[cfg(test)]
mod tests {
    use super::FundsRole;

    #[test]
    fn labels_tell_the_role() {
        for (label, role) in [
            ("基本支出", FundsRole::Basic),
            ("②基本支出", FundsRole::Basic),
            ("财政资金小计", FundsRole::Subtotal),
            ("2.单位其它收入", FundsRole::Rest),
            ("纳入专户管理的非税收入拨款", FundsRole::Source),
            ("财政专户管理资金", FundsRole::Source),
            ("一般公共预算", FundsRole::BudgetPiece),
            ("市级财政资金", FundsRole::LevelPiece),
            ("当年财政拨款", FundsRole::Fiscal),
            ("财政拨款（含上年结转）", FundsRole::Fiscal),
            ("上年结转资金", FundsRole::Source),
            ("其 他 资 金", FundsRole::Rest),
            ("单位资金", FundsRole::OwnFunds),
            ("年末结转结余", FundsRole::Balance),
            ("结余资金", FundsRole::Balance),
            ("上年结余资金", FundsRole::Source),
            ("年中调整数", FundsRole::Balance),
            ("合 计", FundsRole::Total),
            ("某某工程", FundsRole::Unknown),
        ] {
            assert_eq!(FundsRole::of(label), role, "{label}");
        }
    }
}
