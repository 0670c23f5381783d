//! Charts of the overview, two in a row.

use super::{facts, on_main};
use crate::base::lang::Text;
use crate::model::Kind;
use crate::report::chart::{Chart, Drawing, Words};
use crate::report::context::Context;
use crate::report::losses;
use crate::report::row::row_of;

/// Units shown at either end of the ranking.
const ENDS: usize = 8;
/// Width and height in pixels.
const SIZE: (u32, u32) = (340, 250);

const TOTAL: Text = Text::new("复算总分", "Total");
const UNIT: Text = Text::new("单位", "Unit");

/// The charts below `rows` rows and `notes` notes.
pub(super) fn charts(context: &Context, rows: usize, notes: usize) -> Vec<Chart> {
    let count = context.ranked_count(context.main_kind());
    let ends_at = (count / 2).clamp(1, ENDS);
    let drawn = [
        distribution(context),
        lost(context),
        ends(
            context,
            Text::new("得分最高的单位", "Highest totals"),
            (1, ends_at),
        ),
        (count > 1)
            .then(|| (count - ends_at + 1, count))
            .and_then(|span| ends(context, Text::new("得分最低的单位", "Lowest totals"), span)),
        spending(context),
    ];
    let top = row_of(rows + notes + 1);
    let high = SIZE.1.div_ceil(super::super::chart::ROW_PIXELS) + 1;
    let placed = drawn.into_iter().flatten().zip(0_u32..);
    placed
        .map(|(mut chart, nth)| {
            chart.at = (
                top.saturating_add(nth / 2 * high),
                if nth % 2 == 0 { 0 } else { 3 },
            );
            chart.size = match chart.drawing {
                Drawing::Points => (SIZE.0 * 2, SIZE.1),
                _ => SIZE,
            };
            chart
        })
        .collect()
}

fn drawn(
    context: &Context,
    drawing: Drawing,
    words: &Words,
    (categories, values): (&str, &str),
) -> Option<Chart> {
    let cells = (on_main(context, categories), on_main(context, values));
    Chart::over(context, drawing, words, (&cells.0, &cells.1))
}

fn distribution(context: &Context) -> Option<Chart> {
    let from = facts::grades(context) + 1;
    let to = facts::shares(context).len();
    let words = Words(
        Text::new("总分分布", "Totals by range"),
        Text::new("分数段", "Range"),
        Text::new("个数", "Number"),
    );
    let cells = |name| format!("{{总览!{name}@{from}:{to}}}");
    let cells = (cells("等级、分数段"), cells("个数"));
    drawn(context, Drawing::Columns, &words, (&cells.0, &cells.1))
}

fn lost(context: &Context) -> Option<Chart> {
    let words = Words(
        Text::new("各类指标平均失分", "Mean points lost by group"),
        Text::new("一级指标", "Group"),
        Text::new("分", "Points"),
    );
    (context.main_kind() == Kind::Unit)
        .then(|| losses::by_group(context, &words))
        .flatten()
}

fn ends(context: &Context, title: Text, (from, to): (usize, usize)) -> Option<Chart> {
    let name = match context.main_kind() {
        Kind::Unit => "单位",
        Kind::Project => "项目",
    };
    let cells = |name| format!("{{排名!{name}@{from}:{to}}}");
    let (names, totals) = (cells(name), cells("复算总分"));
    let words = Words(title, UNIT, TOTAL);
    drawn(context, Drawing::Bars, &words, (&names, &totals))
}

fn spending(context: &Context) -> Option<Chart> {
    let words = Words(
        Text::new("执行率与总分", "Execution rate and total"),
        Text::new("执行率", "Execution rate"),
        TOTAL,
    );
    let cells = ("{排名!执行率:}", "{排名!复算总分:}");
    drawn(context, Drawing::Points, &words, cells)
}
