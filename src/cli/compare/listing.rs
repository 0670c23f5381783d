//! The comparison on the screen: a table aligned by display width, and its summary.

use rust_decimal::Decimal;
use unicode_width::UnicodeWidthStr;

use crate::base::lang::{Lang, Text};
use crate::compare::{Comparison, GONE, Pair, Series};
use crate::model::Kind;
use crate::record::Row;
use crate::report::change::summary_of;

/// The widest a name may get; Chinese characters take two.
const NAME: usize = 40;

const HEADERS: [Text; 11] = [
    Text::new("名次", "Rank"),
    Text::new("单位", "Unit"),
    Text::new("衔接", "Link"),
    Text::new("上年总分", "Before"),
    Text::new("本年总分", "Now"),
    Text::new("变动", "Change"),
    Text::new("业绩", "Performance"),
    Text::new("指标权重", "Indicators"),
    Text::new("规则", "Rules"),
    Text::new("等级", "Grade"),
    Text::new("名次变动", "Places"),
];

/// Column of the names: the only one that begins at the left besides the link.
const LEFT: [usize; 2] = [1, 2];

/// Tables of units and of projects, where there are any to compare, and the summary.
pub(super) fn listing(series: &Series, lang: Lang) -> String {
    let Some(comparison) = &series.comparison else {
        return String::new();
    };
    let tables = comparison.kinds().map(|kind| table(comparison, kind, lang));
    let mut parts: Vec<String> = tables.collect();
    parts.push(summary(series, lang));
    parts.join("\n\n")
}

/// Summary of the comparison, by kind.
pub(super) fn summary(series: &Series, lang: Lang) -> String {
    let Some(comparison) = &series.comparison else {
        return String::new();
    };
    let sentences = comparison
        .kinds()
        .flat_map(|kind| summary_of(comparison, kind, lang));
    let mut sentences: Vec<String> = sentences.collect();
    if sentences.is_empty() {
        sentences.push(
            Text::new(
                "两年没有同类的自评表，无可对比。",
                "The years have no forms of the same kind: nothing to compare.",
            )
            .get(lang)
            .to_owned(),
        );
    }
    sentences.join("\n")
}

fn table(comparison: &Comparison, kind: Kind, lang: Lang) -> String {
    let mut rows = vec![HEADERS.map(|header| header.get(lang).to_owned())];
    rows.extend(comparison.of_kind(kind).map(|pair| now(pair, kind, lang)));
    rows.extend(comparison.gone_of_kind(kind).map(|r| gone(r, kind, lang)));
    let widths: Vec<usize> = (0..HEADERS.len())
        .map(|col| {
            let cells = rows.iter().filter_map(|row| row.get(col));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    let lines: Vec<String> = rows.iter().map(|row| line(row, &widths)).collect();
    lines.join("\n")
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).enumerate();
    let cells: Vec<String> = cells
        .map(|(col, (cell, width))| {
            let pad = " ".repeat(width.saturating_sub(cell.width()));
            if LEFT.contains(&col) {
                format!("{cell}{pad}")
            } else {
                format!("{pad}{cell}")
            }
        })
        .collect();
    cells.join("  ").trim_end().to_owned()
}

fn now(pair: &Pair, kind: Kind, lang: Lang) -> [String; 11] {
    let (current, before) = (&pair.current, pair.before());
    let part = |part: fn(&crate::compare::Split) -> Decimal| {
        pair.split
            .as_ref()
            .map(|s| arrow(part(s), &cents(part(s).abs())))
            .unwrap_or_default()
    };
    [
        count(current.rank),
        name(current, kind),
        pair.link.title().get(lang).to_owned(),
        score(before.and_then(|r| r.total)),
        score(current.total),
        pair.change
            .total
            .map(|c| arrow(c, &cents(c.abs())))
            .unwrap_or_default(),
        part(|s| s.performance),
        part(|s| s.plan),
        part(|s| s.rules),
        grades(before, Some(current)),
        pair.change
            .places_won
            .map(|p| arrow(p, &p.abs().to_string()))
            .unwrap_or_default(),
    ]
}

fn gone(record: &Row, kind: Kind, lang: Lang) -> [String; 11] {
    let blank = String::new;
    [
        blank(),
        name(record, kind),
        GONE.get(lang).to_owned(),
        score(record.total),
        blank(),
        blank(),
        blank(),
        blank(),
        blank(),
        grades(Some(record), None),
        blank(),
    ]
}

/// The unit or project, cut where it is too long for a line.
fn name(record: &Row, kind: Kind) -> String {
    let name = match kind {
        Kind::Unit => record.shown_unit(),
        Kind::Project => record.project.as_deref().unwrap_or("—"),
    };
    if name.width() <= NAME {
        return name.to_owned();
    }
    let mut cut = String::new();
    for c in name.chars() {
        if cut.width() + 2 > NAME - 1 {
            break;
        }
        cut.push(c);
    }
    cut.push('…');
    cut
}

fn count(count: Option<usize>) -> String {
    count.map(|n| n.to_string()).unwrap_or_default()
}

fn score(figure: Option<Decimal>) -> String {
    figure.map(cents).unwrap_or_default()
}

/// At least two decimals, so that points stand below each other.
fn cents(figure: Decimal) -> String {
    let figure = figure.normalize();
    let places = usize::try_from(figure.scale()).unwrap_or(0).max(2);
    format!("{figure:.places$}")
}

/// `▲0.42`, `▼1.30`, `0.00`.
fn arrow(change: Decimal, shown: &str) -> String {
    let sign = match change.cmp(&Decimal::ZERO) {
        std::cmp::Ordering::Greater => "▲",
        std::cmp::Ordering::Less => "▼",
        std::cmp::Ordering::Equal => "",
    };
    format!("{sign}{shown}")
}

/// `优→良`, or the one grade there is.
fn grades(before: Option<&Row>, now: Option<&Row>) -> String {
    let of = |record: Option<&Row>| record.and_then(|r| r.grade.clone()).unwrap_or_default();
    match (&*of(before), &*of(now)) {
        (before, now) if before == now => now.to_owned(),
        (before, "") => format!("{before}→"),
        ("", now) => format!("→{now}"),
        (before, now) => format!("{before}→{now}"),
    }
}
