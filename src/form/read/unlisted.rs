//! Columns under unlisted headings, recognised by the cells below.

use super::super::labels::{FundColumn, IndicatorColumn, Vague, Words, key};
use super::below::{is_figure, is_filled_below, is_mostly, is_number};
use super::header::Header;
use super::page::{Page, Span, TALLEST};
use crate::model::usual_group;
use crate::workbook::Cell;

/// Uses a column under a vague heading as the target, the points or the score if figures are below it and no other
/// column is for that field.
pub(super) fn take_vague(page: &Page<'_>, header: &mut Header<IndicatorColumn>) {
    use IndicatorColumn as C;
    let below = header.rows.end;
    let labels = &page.labels.indicator_columns;
    if header.count(&[C::Target, C::InitialTarget, C::AdjustedTarget]) == 0 {
        header.take_named(page, labels, (C::Target, Vague::Target), |span| {
            is_mostly(page, below, span, |cell| is_figure(&cell.value))
        });
    }
    let missing = match (header.has(C::Points), header.has(C::Score)) {
        (true, false) => C::Score,
        (false, true) => C::Points,
        _ => return,
    };
    header.take_named(page, labels, (missing, Vague::Marks), |span| {
        is_mostly(page, below, span, |cell| is_number(&cell.value))
    });
}

/// Uses a column under a vague heading as the budget if there is no other one beside the executed amount.
pub(super) fn take_amount(page: &Page<'_>, header: &mut Header<FundColumn>) {
    use FundColumn as C;
    let below = header.rows.end;
    let Some(executed) = header.span(C::Executed) else {
        return;
    };
    if header.count(&[C::Initial, C::Adjusted, C::Carryover, C::Change]) == 0 {
        let named = (C::Adjusted, Vague::Budget);
        header.take_named(page, &page.labels.fund_columns, named, |span| {
            span.last < executed.first
                && is_mostly(page, below, span, |cell| is_number(&cell.value))
        });
    }
}

/// Uses the column under a heading of amounts or of their rows as the budget of the year if amounts are below it and no
/// other column is that budget.
pub(super) fn take_year(page: &Page<'_>, header: &mut Header<FundColumn>) {
    use FundColumn as C;
    let below = header.rows.end;
    let vague = &page.labels.vague;
    let named = |typed: &str| vague.exact(&key(typed)) == Some(Vague::Year);
    let amounts = |span| is_mostly(page, below, span, |cell| is_number(&cell.value));
    let other = header.all(C::Other);
    let filled = other.filter(|c| named(&c.typed)).any(|c| amounts(c.span));
    if filled && header.has(C::Executed) && !header.has(C::Adjusted) {
        header.recast(C::Other, C::Adjusted, named);
    }
}

/// Uses columns of words under unknown headings as the levels that are missing beside others: one between 二级指标 and the
/// figures as 三级指标, one before 二级指标 as 一级指标.
pub(super) fn name_levels(page: &Page<'_>, header: &mut Header<IndicatorColumn>) {
    use IndicatorColumn as C;
    let labels = &page.labels.indicator_columns;
    let below = header.rows.end;
    let words = |span| is_filled_below(page, below, span, |cell| !is_figure(&cell.value));
    // 绩效指标 before 指标名称 is the column of groups, unless it is beside the whole table.
    let names = header.span(C::Level3).map_or(0, |names| names.first);
    let groups = header.column(C::Name);
    let named = groups.filter(|groups| groups.span.last < names && words(groups.span));
    // Nor are they groups if the merged cell was split and has its own heading as the text of every row.
    let named = named.is_some_and(|groups| {
        is_mostly(page, below, groups.span, |cell| {
            cell.value.text().trim() != groups.typed.trim()
        })
    });
    if header.count(&[C::Level1, C::Level2]) == 0 && named {
        header.stand_in(C::Name, C::Level1);
    }
    let Some(second) = header.span(C::Level2) else {
        return;
    };
    if !header.has(C::Level3) && !header.has(C::Name) {
        let next = second.last.saturating_add(1);
        header.take_unknown(page, labels, C::Level3, |span| {
            span.first == next && words(span) && !is_described(page, below, span)
        });
    }
    if !header.has(C::Level1) {
        header.take_unknown(page, labels, C::Level1, |span| {
            span.last.saturating_add(1) == second.first && words(span)
        });
    }
}

/// Takes 指标名称 over several columns of words, the first of which holds the usual groups, for the names with their
/// levels; where the merged heading was taken apart, its columns have no heading.
pub(super) fn part_names(page: &Page<'_>, header: &mut Header<IndicatorColumn>) {
    use IndicatorColumn as C;
    let below = header.rows.end;
    let at = |col| Span {
        first: col,
        last: col,
    };
    let own = |col: u32| {
        let words = |cell: &Cell| cell.at.col == col && !is_figure(&cell.value);
        is_mostly(page, below, at(col), words)
    };
    let Some(names) = header.span(C::Level3).or_else(|| header.span(C::Name)) else {
        return;
    };
    if header.count(&[C::Level1, C::Level2]) > 0 || header.has(C::Level3) && header.has(C::Name) {
        return;
    }
    let group = |cell: &Cell| usual_group(&key(&cell.value.text())).is_some();
    if !is_filled_below(page, below, at(names.first), group) {
        return;
    }
    if names.first == names.last {
        let free = header.unnamed(page, names.last.saturating_add(1));
        let next = (names.last.saturating_add(1)..).zip(free);
        let parts = next.take_while(|(next, free)| next == free && own(*free));
        if let Some((last, _)) = parts.last() {
            header.widen(&[C::Level3, C::Name], last);
        }
    }
    let names = header.span(C::Level3);
    if names.is_some_and(|n| n.first < n.last && own(n.last) && own(n.last.saturating_sub(1))) {
        header.stand_in(C::Level3, C::Name);
    }
}

/// Whether the heading of a column is that of an explanation: 计算公式, 评价要点.
fn is_described(page: &Page<'_>, below: u32, span: Span) -> bool {
    let heads = page.words(below.saturating_sub(TALLEST)..below).iter();
    let mut heads = heads.filter(|w| w.region.spans_column(span.first));
    heads.any(|w| page.labels.words.occurs(Words::Explains, &w.key))
}
