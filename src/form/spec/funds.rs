//! The columns of the money block.

use super::Duty::{Absent, Computed, Open, Shut};
use super::{CellFormat, Duty, EntryRule, FormField, col};
use crate::base::lang::Text;
use crate::form::labels::FundColumn as C;
use crate::model::Stage;

const fn one(col: u16) -> (u16, u16) {
    (col, col)
}

const fn amount(role: C, cols: (u16, u16), duties: [Duty; 3]) -> FormField<C> {
    FormField::new(role, cols, CellFormat::Amount, duties).hint(
        EntryRule::Amount,
        Text::new("金额（万元）", "Amount in 万元"),
        Text::new(
            "只填数字，单位万元，例如 485.82；没有的留空或填 0。",
            "A number in 万元, such as 485.82; blank or 0 where there is none.",
        ),
    )
}

const fn other(
    label: &'static str,
    cols: (u16, u16),
    content: CellFormat,
    duties: [Duty; 3],
) -> FormField<C> {
    FormField::new(C::Other, cols, content, duties).labelled(label)
}

/// The columns of the money block from left to right.
pub const FUNDS: [FormField<C>; 12] = [
    amount(C::Initial, (col::INITIAL, 4), [Open; 3]).settled(),
    amount(C::Change, (5, 6), [Shut, Computed, Computed]),
    amount(C::Adjusted, (col::ADJUSTED, 8), [Shut, Open, Open])
        .noted("（A）")
        .required(&[Stage::Midyear, Stage::SelfEvaluation]),
    amount(C::Executed, one(col::EXECUTED), [Shut, Absent, Open])
        .noted("（B）")
        .required(&[Stage::SelfEvaluation]),
    amount(C::Midyear, one(col::EXECUTED), [Absent, Open, Absent])
        .noted("（B）")
        .required(&[Stage::Midyear]),
    FormField::new(C::Points, one(col::POINTS), CellFormat::Points, [Open; 3]).settled(),
    FormField::new(
        C::Rate,
        one(11),
        CellFormat::Rate,
        [Shut, Computed, Computed],
    )
    .noted("（B/A）"),
    FormField::new(
        C::Score,
        one(col::SCORE),
        CellFormat::Score,
        [Shut, Absent, Computed],
    ),
    other(
        "预警\n（相对序时进度）",
        one(col::SCORE),
        CellFormat::Word,
        [Absent, Computed, Absent],
    ),
    amount(C::Forecast, one(col::REASON), [Absent, Open, Absent]),
    other(
        "偏差原因",
        (col::REASON, col::LAST),
        CellFormat::Words,
        [Shut, Absent, Open],
    ),
    other(
        "偏差原因",
        one(col::LAST),
        CellFormat::Words,
        [Absent, Open, Absent],
    ),
];
