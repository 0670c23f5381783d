//! 支出与结余: spending and balance of a preceding amount.

use super::{SentencePlace, slipped};
use crate::base::number::sum;
use crate::finding::Problem;
use crate::finding::narrative::REPORT_COUNT;
use crate::narrative::figure::Figure;
use crate::narrative::paragraph::has;

/// Names of the balance.
pub(super) const LEFT: [&str; 9] = [
    "结余",
    "结转",
    "剩余",
    "余款",
    "未支付",
    "未拨付",
    "未使用",
    "未支出",
    "节约",
];
/// Names of what was spent, or of what a purchase came to.
pub(super) const SPENT: [&str; 10] = [
    "支出", "支付", "执行", "使用", "拨付", "发放", "采购", "中标", "成交", "列支",
];
/// Words for a balance of something else.
const OTHER: [&str; 6] = ["上年", "以前年度", "历年", "累计", "其中", "收回"];
/// Amounts before in which the whole is looked for.
const NEAREST: usize = 8;

/// Spending and balance in sequence, where no amount of the report is their sum, but a preceding one would be if one of
/// the two had a slip.
pub(super) fn over(near: SentencePlace<'_>) -> Option<Problem> {
    let (spent, left) = spent_and_left(near)?;
    let both = spent.amount().checked_add(left.amount())?;
    let slack = spent.last_digit().max(left.last_digit());
    let makes = |whole: &Figure| {
        let off = whole.amount().checked_sub(both).map(|off| off.abs());
        off.is_none_or(|off| off <= slack.max(whole.last_digit()))
    };
    let before: Vec<&Figure> = near.money_before(spent).take(NEAREST).collect();
    // Several sources may be the whole together.
    let together = (1..=before.len()).any(|count| {
        before.windows(count).any(|some| {
            let all = sum(some.iter().map(|source| source.amount()));
            all.and_then(|all| all.checked_sub(both))
                .is_none_or(|off| off.abs() <= slack)
        })
    });
    if together || near.money().any(makes) {
        return None;
    }
    let due = before.iter().find_map(|whole| {
        let fits = whole.amount() >= spent.amount() && whole.amount() >= left.amount();
        let whole = Some(whole).filter(|_| fits)?;
        let rest = |part: &Figure| whole.amount().checked_sub(part.amount());
        let due = slipped(left, rest(spent)?);
        due.or_else(|| slipped(spent, rest(left)?).and(rest(spent)))
    })?;
    Some(near.problem(left, due, (&REPORT_COUNT, "account")))
}

fn spent_and_left<'a>(near: SentencePlace<'a>) -> Option<(&'a Figure, &'a Figure)> {
    let money = near.sentence.figures.iter();
    let money: Vec<&Figure> = money
        .filter(|f| f.is_money() && f.depth == 0 && !f.bound)
        .collect();
    money.windows(2).find_map(|two| match two {
        [spent, left] => {
            let is_left = left.says(&LEFT) && !left.says(&OTHER);
            let is_spent = spent.says(&SPENT) && !spent.says(&LEFT) && !spent.says(&OTHER);
            let gap = near.sentence.between(spent, left);
            (is_left && is_spent && !has(gap, &OTHER)).then_some((*spent, *left))
        }
        _ => None,
    })
}
