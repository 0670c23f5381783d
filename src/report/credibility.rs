//! 可信度: for each unit how much of its self-evaluation rests on what nobody can check, or looks too good.

use super::column::{self, RowType};
use super::context::RankedForm;
use super::row::Row;
use super::sheet::{Items, Plan, Table};
use crate::base::lang::Text;
use crate::model::Kind;
use crate::run::Shares;

/// One unit with its shares.
pub(super) struct UnitShares<'a> {
    row: RankedForm<'a>,
    shares: Shares,
}

impl RowType for UnitShares<'static> {
    type Row<'a> = UnitShares<'a>;
}

type Column = column::Column<UnitShares<'static>>;

/// The sheet.
pub(super) static SHEET: Table<UnitShares<'static>> = Table {
    plan: Plan {
        name: Text::new("可信度", "Credibility"),
        title: Text::new("各单位自评可信度", "Credibility of the self-evaluations"),
        frozen: 2,
        count: Some(|context, _| context.ranked_count(Kind::Unit)),
        closing: |context| {
            let note = Text::new(
                "注：各列为占比，越高越需要核实；单独一列偏高不说明有错。",
                "Shares: the higher, the more there is to verify; a high one by itself proves nothing.",
            );
            vec![Row::note(note.get(context.lang))]
        },
        ..Plan::LIST
    },
    columns: &[&[
        Column::rank("名次", "Rank", 6, |line, _| line.row.standing.rank.into()),
        Column::words("单位", "Unit", 24, |line, _| {
            line.row.form.unit_name().into()
        }),
        Column::rate("不可核实得分", "Not verifiable", 10, |line, _| {
            line.shares.unverified.into()
        }),
        Column::rate("定性分值", "Qualitative", 10, |line, _| {
            line.shares.qualitative.into()
        }),
        Column::rate("超额指标", "Far above target", 10, |line, _| {
            line.shares.surplus.into()
        }),
        Column::rate("满分指标", "Full marks", 10, |line, _| {
            line.shares.full.into()
        }),
        Column::rate("恰好达标指标", "Exactly on target", 10, |line, _| {
            line.shares.exact.into()
        }),
        Column::rate("扣分未说明", "Lost, not explained", 10, |line, _| {
            line.shares.unexplained.into()
        }),
        Column::rate(
            "得分率高于执行率",
            "Merit above execution",
            10,
            |line, _| line.shares.gap.into(),
        ),
        Column::rate("预算结余", "Unspent", 10, |line, _| {
            line.shares.unspent.into()
        }),
    ]],
    // The shares of the rows before are not counted again for each block.
    items: Items::From {
        rows: |context, _, first| {
            let ranked = context.ranked(Kind::Unit).enumerate().skip(first);
            let rules = &context.assessment.rules;
            Box::new(ranked.map(move |(nth, row)| {
                let shares = Shares::of(row.form, rules);
                (nth, UnitShares { shares, row })
            }))
        },
        longest: None,
    },
};
