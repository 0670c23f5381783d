//! 同比: the forms beside those of the year before, the change split by cause.

use super::cells::{align, align_all, change, rank, score};
use crate::base::lang::{Lang, worded};
use crate::compare::{Comparison, GONE, Pair};
use crate::record::Row;

pub(super) struct Years {
    /// Which years.
    pub(super) about: String,
    pub(super) rows: Vec<YearRow>,
}

pub(super) struct YearRow {
    pub(super) name: String,
    pub(super) link: &'static str,
    pub(super) before: String,
    pub(super) now: String,
    pub(super) change: String,
    /// 业绩, 指标与权重, 规则
    pub(super) parts: [String; 3],
    /// Before and now.
    pub(super) ranks: (String, String),
}

impl Years {
    pub(super) fn of(comparison: &Comparison, lang: Lang) -> Self {
        let year = |year: Option<i32>| year.map_or_else(|| "—".to_owned(), |year| year.to_string());
        let before = year(comparison.previous().and_then(|p| p.year));
        let now = year(comparison.current.year);
        let pairs = comparison.pairs.iter().map(|pair| YearRow::of(pair, lang));
        let gone = comparison.gone.iter().map(|row| YearRow::gone(row, lang));
        Self {
            about: worded!(lang, "{now} 年与 {before} 年。", "{now} and {before}."),
            rows: aligned(pairs.chain(gone).collect()),
        }
    }
}

/// The rows with equal places in each column.
fn aligned(mut rows: Vec<YearRow>) -> Vec<YearRow> {
    align_all(
        &mut rows,
        &[
            |row| &mut row.before,
            |row| &mut row.now,
            |row| &mut row.change,
        ],
    );
    for part in 0..3 {
        align(rows.iter_mut().filter_map(|row| row.parts.get_mut(part)));
    }
    rows
}

impl YearRow {
    fn of(pair: &Pair, lang: Lang) -> Self {
        let before = pair.before();
        let part = |part: fn(&crate::compare::Split) -> rust_decimal::Decimal| {
            change(pair.split.as_ref().map(part))
        };
        Self {
            name: name(&pair.current),
            link: pair.link.title().get(lang),
            before: score(before.and_then(|row| row.total)),
            now: score(pair.current.total),
            change: change(pair.change.total),
            parts: [
                part(|split| split.performance),
                part(|split| split.plan),
                part(|split| split.rules),
            ],
            ranks: (
                rank(before.and_then(|row| row.rank)),
                rank(pair.current.rank),
            ),
        }
    }

    fn gone(row: &Row, lang: Lang) -> Self {
        Self {
            name: name(row),
            link: GONE.get(lang),
            before: score(row.total),
            now: score(None),
            change: change(None),
            parts: [change(None), change(None), change(None)],
            ranks: (rank(row.rank), rank(None)),
        }
    }
}

fn name(row: &Row) -> String {
    let unit = row.name.as_deref().unwrap_or("—");
    match &row.project {
        Some(project) => format!("{unit} · {project}"),
        None => unit.to_owned(),
    }
}
