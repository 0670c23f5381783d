//! Charts of the conclusion: up to thirty units all by name; of more their distribution and both ends by name.

use rust_decimal::Decimal;
use unicode_width::UnicodeWidthStr;

use super::{SHEET, before, below, on_main};
use crate::base::lang::Text;
use crate::model::Kind;
use crate::report::Scope;
use crate::report::chart::{Chart, Drawing, Words, bar, have_room, height};
use crate::report::context::{Context, RankedForm};
use crate::report::progress::{overall_of, pace};
use crate::report::row::Role;
use crate::report::standing::name;

/// Units named at either end of more, where their names take one line; pixels for fewer of long names.
const ENDS: usize = 8;
const ROOM: u32 = 228;
/// Pixels across the page, and across half of it.
const WIDE: u32 = 640;
const HALF: u32 = WIDE / 2 - 6;
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

/// A column that is drawn, with what is in it for a form.
struct DrawnColumn {
    column: &'static str,
    drawing: Drawing,
    words: Words,
    of: fn(&RankedForm) -> Option<Decimal>,
}

impl DrawnColumn {
    /// Where its axis ends: at all there is, or a fifth above where something exceeds that; in points or percent.
    fn end(&self, context: &Context) -> Option<u32> {
        let ranked = context.ranked(context.main_kind());
        let largest = ranked.filter_map(|row| (self.of)(&row)).max()?;
        let (largest, whole) = match self.drawing {
            Drawing::Rates => (
                largest.checked_mul(Decimal::ONE_HUNDRED)?,
                Decimal::ONE_HUNDRED,
            ),
            _ => (largest, context.assessment.rules.total_points),
        };
        let above = whole.checked_mul(Decimal::new(12, 1))?;
        let end = [whole, above].into_iter().find(|end| largest <= *end)?;
        u32::try_from(end).ok()
    }
}

fn bar_of_ranked(context: &Context) -> u32 {
    let ranked = context.ranked(context.main_kind());
    bar(ranked.map(|row| name(row.form).width()))
}

/// Whether all ranked units are named side by side, which long names of many units do not leave the room for.
pub(super) fn are_all_named(context: &Context) -> bool {
    have_room(
        context.ranked_count(context.main_kind()),
        bar_of_ranked(context),
    )
}

/// The charts below `rows` rows.
pub(super) fn charts(context: &Context, rows: usize) -> Vec<Chart> {
    let top = below(rows);
    if context.scope == Scope::Comparison {
        return changes(context, top);
    }
    let count = context.ranked_count(context.main_kind());
    let pair = match context.scope {
        Scope::Monitoring => [
            DrawnColumn {
                column: "综合进度",
                drawing: Drawing::Rates,
                words: PROGRESS,
                of: overall_of,
            },
            DrawnColumn {
                column: "相对序时进度",
                drawing: Drawing::Rates,
                words: PACE,
                of: |row| pace(row).map(|pace| pace.relative),
            },
        ],
        Scope::Whole | Scope::Comparison => [
            DrawnColumn {
                column: "复算总分",
                drawing: Drawing::Bars,
                words: TOTAL,
                of: |row| row.form.evaluation.total,
            },
            DrawnColumn {
                column: "执行率",
                drawing: Drawing::Rates,
                words: RATE,
                of: |row| row.form.evaluation.execution.rate,
            },
        ],
    };
    match count {
        0 => Vec::new(),
        _ if are_all_named(context) => {
            let bars = pair.map(|drawn| (bars(context, &drawn, &drawn.words, (1, count)), count));
            side_by_side(bars, top, bar_of_ranked(context))
        }
        _ => many(context, &pair, top),
    }
}

/// Distribution across the page, and below it both ends of the ranking.
fn many(context: &Context, [drawn, _]: &[DrawnColumn; 2], top: u32) -> Vec<Chart> {
    let count = context.ranked_count(context.main_kind());
    let words = &drawn.words;
    let bar = bar_of_ranked(context);
    let room = usize::try_from(ROOM / bar).unwrap_or(ENDS);
    let shown = ENDS.min(room).min(count / 2);
    let spread = distribution(context, top);
    let under = spread.as_ref().map_or(top, Chart::below);
    let names = [
        (Text::new("最高的单位", "Highest"), (1, shown)),
        (
            Text::new("最低的单位", "Lowest"),
            (count - shown + 1, count),
        ),
    ];
    let ends = names.map(|(title, span)| {
        let words = Words(title, words.1, words.2);
        (bars(context, drawn, &words, span), shown)
    });
    spread
        .into_iter()
        .chain(side_by_side(ends, under, bar))
        .collect()
}

fn bars(
    context: &Context,
    drawn: &DrawnColumn,
    words: &Words,
    (from, to): (usize, usize),
) -> Option<Chart> {
    let sheet = match context.scope {
        Scope::Monitoring => "监控排名",
        Scope::Whole | Scope::Comparison => "排名",
    };
    let cells = |name| on_main(context, &format!("{{{sheet}!{name}@{from}:{to}}}"));
    let names = (&*cells("单位"), &*cells(drawn.column));
    let mut chart = Chart::over(context, drawn.drawing, words, names)?;
    chart.end = drawn.end(context);
    Some(chart)
}

/// Two charts with the same number of bars of the same height.
fn side_by_side(charts: [(Option<Chart>, usize); 2], top: u32, bar: u32) -> Vec<Chart> {
    let placed = charts.into_iter().zip([0, 6]);
    let placed = placed.filter_map(|((chart, count), col)| {
        let mut chart = chart?;
        chart.at = (top, col);
        chart.size = (HALF, height(count, bar));
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
        end: None,
        at: (top, 0),
        shift: 0,
        size: (WIDE, 180),
    })
}

/// Totals and their changes, of units that can all be named.
fn changes(context: &Context, top: u32) -> Vec<Chart> {
    let Some(comparison) = context.comparison else {
        return Vec::new();
    };
    let kind = before::kind(comparison);
    let count = comparison.of_kind(kind).count();
    let bar = bar(comparison.of_kind(kind).map(|pair| match kind {
        Kind::Unit => pair.current.shown_unit().width(),
        Kind::Project => pair.current.project.as_deref().map_or(0, str::width),
    }));
    if count == 0 || !have_room(count, bar) {
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
    side_by_side(drawn, top, bar)
}
