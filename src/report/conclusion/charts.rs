//! Charts of the conclusion: up to thirty units all by name; of more their distribution and both ends by name.

use super::{SHEET, before, below, on_main};
use crate::base::lang::Text;
use crate::model::Kind;
use crate::report::Scope;
use crate::report::chart::{Chart, Drawing, Words};
use crate::report::context::Context;
use crate::report::row::Role;

/// Units that a chart names side by side.
pub(super) const NAMED_SIDE_BY_SIDE: usize = 30;
/// Units named at either end of more.
const ENDS: usize = 8;
/// Pixels across the page, and across half of it.
const WIDE: u32 = 640;
const HALF: u32 = WIDE / 2 - 6;
/// Bars below which a chart gets no lower.
const FEW: usize = 4;
/// Pixels of a bar with its name, and of all that surrounds the bars.
const BAR: u32 = 19;
const AROUND: u32 = 64;

const UNIT: Text = Text::new("单位", "Unit");
const TOTAL: Words = Words(
    Text::new("复算总分", "Recomputed total"),
    UNIT,
    Text::new("分", "Points"),
);
const RATE: Words = Words(
    Text::new("执行率", "Execution rate"),
    UNIT,
    Text::new("执行率", "Rate"),
);
const PACE: Words = Words(
    Text::new(
        "相对序时进度（100%为与时间同步）",
        "Relative pace (100% keeps up with time)",
    ),
    UNIT,
    Text::new("相对序时进度", "Relative pace"),
);
const PROGRESS: Words = Words(
    Text::new("综合进度", "Overall progress"),
    UNIT,
    Text::new("综合进度", "Progress"),
);

/// The charts below `rows` rows.
pub(super) fn charts(context: &Context, rows: usize) -> Vec<Chart> {
    let top = below(rows);
    if context.scope == Scope::Comparison {
        return changes(context, top);
    }
    let count = context.ranked_count(context.main_kind());
    let pair = match context.scope {
        Scope::Monitoring => [
            ("综合进度", Drawing::Rates, PROGRESS),
            ("相对序时进度", Drawing::Rates, PACE),
        ],
        Scope::Whole | Scope::Comparison => [
            ("复算总分", Drawing::Bars, TOTAL),
            ("执行率", Drawing::Rates, RATE),
        ],
    };
    match count {
        0 => Vec::new(),
        1..=NAMED_SIDE_BY_SIDE => {
            let bars = pair.map(|(column, drawing, words)| {
                (bars(context, (column, drawing), &words, (1, count)), count)
            });
            side_by_side(bars, top)
        }
        _ => many(context, pair, top),
    }
}

/// Distribution across the page, and below it both ends of the ranking.
fn many(
    context: &Context,
    [(column, drawing, words), _]: [(&str, Drawing, Words); 2],
    top: u32,
) -> Vec<Chart> {
    let count = context.ranked_count(context.main_kind());
    let spread = distribution(context, top);
    let under = spread.as_ref().map_or(top, Chart::below);
    let names = [
        (Text::new("最高的单位", "Highest"), (1, ENDS)),
        (Text::new("最低的单位", "Lowest"), (count - ENDS + 1, count)),
    ];
    let ends = names.map(|(title, span)| {
        let words = Words(title, words.1, words.2);
        (bars(context, (column, drawing), &words, span), ENDS)
    });
    spread
        .into_iter()
        .chain(side_by_side(ends, under))
        .collect()
}

fn bars(
    context: &Context,
    (column, drawing): (&str, Drawing),
    words: &Words,
    (from, to): (usize, usize),
) -> Option<Chart> {
    let sheet = match context.scope {
        Scope::Monitoring => "监控排名",
        Scope::Whole | Scope::Comparison => "排名",
    };
    let cells = |name| on_main(context, &format!("{{{sheet}!{name}@{from}:{to}}}"));
    Chart::over(context, drawing, words, (&cells("单位"), &cells(column)))
}

/// Two charts with so many bars each.
fn side_by_side(charts: [(Option<Chart>, usize); 2], top: u32) -> Vec<Chart> {
    let placed = charts.into_iter().zip([0, 6]);
    let placed = placed.filter_map(|((chart, count), col)| {
        let high = u32::try_from(count.max(FEW)).unwrap_or(u32::MAX);
        let high = high.saturating_mul(BAR);
        let mut chart = chart?;
        chart.at = (top, col);
        chart.size = (HALF, high.saturating_add(AROUND));
        Some(chart)
    });
    placed.collect()
}

/// Chart of the tally on the page.
fn distribution(context: &Context, top: u32) -> Option<Chart> {
    let rows = super::page(context);
    let tally = rows.iter().position(|row| row.role == Role::Tally)?;
    let name = SHEET.plan.name.get(context.lang);
    let row = |nth: usize| format!("'{name}'!$A${0}:$L${0}", below(nth) + 1);
    let words = match context.scope {
        Scope::Monitoring => [
            Text::new("相对序时进度分布", "Relative pace by range"),
            Text::new("相对序时进度", "Relative pace"),
        ],
        Scope::Whole | Scope::Comparison => [
            Text::new("总分分布", "Totals by range"),
            Text::new("分数段（下限）", "Range (from)"),
        ],
    };
    let [title, across] = words.map(|text| text.get(context.lang));
    Some(Chart {
        drawing: Drawing::Columns,
        title,
        categories_name: across,
        values_name: Text::new("个数", "Number").get(context.lang),
        categories: row(tally.checked_sub(1)?),
        values: row(tally),
        base: None,
        at: (top, 0),
        shift: 0,
        size: (WIDE, 210),
    })
}

/// Totals and their changes, of units that can all be named.
fn changes(context: &Context, top: u32) -> Vec<Chart> {
    let Some(comparison) = context.comparison else {
        return Vec::new();
    };
    let kind = before::kind(comparison);
    let count = comparison.of_kind(kind).count();
    if count == 0 || count > NAMED_SIDE_BY_SIDE {
        return Vec::new();
    }
    let (sheet, name) = match kind {
        Kind::Unit => ("同比", "单位"),
        Kind::Project => ("项目同比", "项目"),
    };
    let cells = |name: &str| format!("{{{sheet}!{name}@1:{count}}}");
    let now = Words(Text::new("本年总分", "Total now"), TOTAL.1, TOTAL.2);
    let change = Words(Text::new("总分变动", "Change of total"), TOTAL.1, TOTAL.2);
    let drawn = [
        ("本年总分", Drawing::Bars, now),
        ("总分变动", Drawing::Swings, change),
    ];
    let drawn = drawn.map(|(column, drawing, words)| {
        let cells = (cells(name), cells(column));
        (
            Chart::over(context, drawing, &words, (&cells.0, &cells.1)),
            count,
        )
    });
    side_by_side(drawn, top)
}
