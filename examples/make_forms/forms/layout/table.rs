//! The indicator table: columns, merged levels, total row.

use crate::forms::data::{Entry, Form, Indicator};
use crate::forms::sheet::{Content, Sheet, Shown, Style, address};

/// One column: printed header, columns of the sheet, look, what it holds.
pub(super) struct Column(
    pub(super) &'static str,
    pub(super) (u16, u16),
    pub(super) Style,
    pub(super) fn(&Indicator) -> &Entry,
);

/// The columns of 一级指标 and 二级指标, where the place has them.
#[derive(Clone, Copy)]
pub(super) struct Levels(pub(super) u16, pub(super) u16);

/// The header row.
pub(super) fn headers(sheet: &mut Sheet, row: u32, columns: &[Column], levels: Option<Levels>) {
    if let Some(Levels(one, two)) = levels {
        sheet.label(row, (one, one), "一级\n指标");
        sheet.label(row, (two, two), "二级\n指标");
    }
    for Column(header, cols, ..) in columns {
        sheet.label(row, *cols, header);
    }
}

/// The rows from `row` on; gives the next row.
pub(super) fn rows(
    sheet: &mut Sheet,
    row: u32,
    columns: &[Column],
    levels: Option<Levels>,
    indicators: &[Indicator],
) -> u32 {
    if let Some(Levels(one, two)) = levels {
        level(sheet, row, one, indicators, |i| i.level1.as_deref());
        level(sheet, row, two, indicators, |i| i.level2.as_deref());
    }
    let mut row = row;
    for indicator in indicators {
        for Column(_, cols, style, entry) in columns {
            sheet.put(row, *cols, entry(indicator).plain(), *style);
        }
        row += 1;
    }
    row
}

/// A level's names, each merged down to the row before the next; rows before the first stay blank.
fn level(
    sheet: &mut Sheet,
    first: u32,
    col: u16,
    indicators: &[Indicator],
    name: fn(&Indicator) -> Option<&str>,
) {
    let mut row = first;
    let mut rest = indicators;
    while let Some((head, tail)) = rest.split_first() {
        let below = match name(head) {
            Some(_) => tail.iter().take_while(|i| name(i).is_none()).count(),
            None => 0,
        };
        let last = row + u32::try_from(below).unwrap_or(0);
        let content = Content::text(name(head).unwrap_or_default());
        sheet.block((row, last), (col, col), content, Style::Value);
        row = last + 1;
        rest = tail.get(below..).unwrap_or_default();
    }
}

/// 绩效指标 beside the rows of the table, one character a line.
pub(super) fn side(sheet: &mut Sheet, rows: (u32, u32)) {
    let text = Content::text("绩\n效\n指\n标");
    sheet.block(rows, (0, 0), text, Style::Label);
}

/// Sum of the weights in the total row, which stands in column `col` under the indicators' `rows`.
///
/// `execution` is the cell of the execution's points, where they count.
pub(super) fn points(form: &Form, rows: (u32, u32), col: u16, execution: Option<&str>) -> Content {
    let funds = form.funds.iter().map(|f| f.points.number()).sum::<f64>();
    let sum = form
        .indicators
        .iter()
        .map(|i| i.points.number())
        .sum::<f64>();
    form.total_points
        .or(|| total(rows, col, execution, funds + sum))
}

/// Sum of the scores in the total row, as [`points`].
pub(super) fn score(form: &Form, rows: (u32, u32), col: u16, execution: Option<&str>) -> Content {
    let funds = form.funds.iter().map(|f| f.score.number()).sum::<f64>();
    let sum = form
        .indicators
        .iter()
        .map(|i| i.score.number())
        .sum::<f64>();
    form.total.or(|| total(rows, col, execution, funds + sum))
}

/// `G6+SUM(H14:H21)`
fn total(rows: (u32, u32), col: u16, execution: Option<&str>, result: f64) -> Content {
    let (first, last) = (address(rows.0, col), address(rows.1, col));
    let sum = format!("SUM({first}:{last})");
    let expression = match execution {
        Some(cell) => format!("{cell}+{sum}"),
        None => sum,
    };
    Content::formula(expression, result, Shown::General)
}
