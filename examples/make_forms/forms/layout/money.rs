//! The money block: its columns, and the formulas people leave in it.

use crate::forms::data::{Entry, Fund};
use crate::forms::sheet::{Content, Sheet, Shown, Style, address};

/// What a column of the money block holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// 年初预算数
    Initial,
    /// 年中调整金额
    Change,
    /// 全年预算数
    Adjusted,
    /// 全年执行数
    Executed,
    /// 分值
    Points,
    /// 执行率, as a percentage.
    Rate,
    /// 支出实现率（%）, as a number of percent.
    RateInPercent,
    /// 得分
    Score,
    /// 备注
    Remark,
    /// 结余金额
    Balance,
    /// 资金结余率（%）
    BalanceRate,
}

/// One column: printed header, columns of the sheet, what it holds.
pub(super) struct Column(
    pub(super) &'static str,
    pub(super) (u16, u16),
    pub(super) Amount,
);

/// The header row.
pub(super) fn headers(sheet: &mut Sheet, row: u32, columns: &[Column]) {
    for Column(header, cols, _) in columns {
        sheet.label(row, *cols, header);
    }
}

/// Rows of the block from `row` on, with their labels in `labels`; gives the next row.
pub(super) fn rows(
    sheet: &mut Sheet,
    row: u32,
    labels: (u16, u16),
    columns: &[Column],
    funds: &[Fund],
) -> u32 {
    let mut row = row;
    for fund in funds {
        sheet.put(row, labels, Content::text(&fund.label), Style::Text);
        for Column(_, cols, amount) in columns {
            let content = entry(fund, *amount).or(|| formula(row, *amount, columns, fund));
            let style = match amount {
                Amount::Remark => Style::Text,
                _ => Style::Value,
            };
            sheet.put(row, *cols, content, style);
        }
        row += 1;
    }
    row
}

fn entry(fund: &Fund, amount: Amount) -> &Entry {
    match amount {
        Amount::Initial => &fund.initial,
        Amount::Change => &fund.change,
        Amount::Adjusted => &fund.adjusted,
        Amount::Executed => &fund.executed,
        Amount::Points => &fund.points,
        Amount::Rate | Amount::RateInPercent => &fund.rate,
        Amount::Score => &fund.score,
        Amount::Remark => &fund.remark,
        Amount::Balance => &fund.balance,
        Amount::BalanceRate => &fund.balance_rate,
    }
}

/// The figure of a cell, be it typed or a formula.
fn figure(fund: &Fund, amount: Amount) -> f64 {
    match (entry(fund, amount), amount) {
        (Entry::Formula, Amount::Adjusted) => fund.initial.number() + fund.change.number(),
        (Entry::Formula, Amount::Balance) => {
            figure(fund, Amount::Adjusted) - figure(fund, Amount::Executed)
        }
        (entry, _) => entry.number(),
    }
}

/// The formula that belongs into a column, with its result.
fn formula(row: u32, amount: Amount, columns: &[Column], fund: &Fund) -> Content {
    let at = |wanted: Amount| {
        let column = columns.iter().find(|c| c.2 == wanted);
        address(row, column.map_or(0, |c| c.1.0))
    };
    let [initial, change] = [Amount::Initial, Amount::Change].map(at);
    let [adjusted, executed, balance] =
        [Amount::Adjusted, Amount::Executed, Amount::Balance].map(at);
    let value = |amount| figure(fund, amount);
    let rate = value(Amount::Executed) / value(Amount::Adjusted);
    let left = value(Amount::Balance);
    match amount {
        Amount::Adjusted => {
            let sum = value(Amount::Adjusted);
            Content::formula(format!("{initial}+{change}"), sum, Shown::General)
        }
        Amount::Rate => {
            let ratio = format!("{executed}/{adjusted}");
            Content::formula(ratio, rate, Shown::PercentTwoPlaces)
        }
        Amount::RateInPercent => {
            let ratio = format!("{executed}/{adjusted}*100");
            Content::formula(ratio, rate * 100.0, Shown::TwoPlaces)
        }
        Amount::Balance => {
            Content::formula(format!("{adjusted}-{executed}"), left, Shown::TwoPlaces)
        }
        Amount::BalanceRate => {
            let share = left / value(Amount::Adjusted) * 100.0;
            Content::formula(format!("{balance}/{adjusted}*100"), share, Shown::TwoPlaces)
        }
        _ => Content::Blank,
    }
}
