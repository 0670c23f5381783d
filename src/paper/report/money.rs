//! The money of a report: budget at the beginning, after changes, spent.

use rust_decimal::Decimal;

use super::{Report, amount, decimal, plain};
use crate::base::number::{Rate, Rounding, RoundingMode, percent};
use crate::document::Value;
use crate::model::{Figure, Funding, FundingLine};
use crate::paper::placeholder::{Placeholder, gap_for, text};

/// Parts of parts: what is paid to people and what keeps the office going, within 基本支出.
const INNER: [&str; 3] = ["人员", "公用", "日常"];

pub(super) const TOTAL: [Placeholder<Report>; 17] = [
    Placeholder::new("金额单位", "万元", |report| text(report.measure())),
    Placeholder::new("年初预算数", "433.69", |report| {
        total(report, |f| &f.initial, "年初预算数")
    }),
    Placeholder::new("全年预算数", "485.82", |report| {
        total(report, |f| &f.adjusted, "全年预算数")
    }),
    Placeholder::new("全年执行数", "436.51", |report| {
        total(report, |f| &f.executed, "全年执行数")
    }),
    Placeholder::new("调整情况", "年中调增数52.13万元", change),
    Placeholder::new("调整率", "12.02%", |report| {
        fraction(report.evaluation.execution.adjustment_rate, "预算调整率")
    }),
    Placeholder::new("执行率", "89.85%", |report| {
        fraction(report.evaluation.execution.rate, "预算执行率")
    }),
    Placeholder::new("执行率分值", "10", |report| {
        or(report.evaluation.execution.points, "执行率分值")
    }),
    Placeholder::new("执行率得分", "8.98", |report| {
        let filed = report
            .filing
            .funding
            .as_ref()
            .and_then(|f| f.reported.as_ref());
        or(
            filed.map(|f| f.value).or(report.evaluation.execution.score),
            "执行率得分",
        )
    }),
    Placeholder::new(
        "年初预算构成",
        "基本支出年初预算数为367.78万元、项目支出年初预算数为65.91万元",
        |report| {
            composed(
                report,
                |line| line.initial.as_ref(),
                ("年初预算数为", "年初预算的构成"),
            )
        },
    ),
    Placeholder::new(
        "支出构成",
        "基本支出为415.17万元、项目支出为21.34万元",
        |report| composed(report, |line| line.executed.as_ref(), ("为", "支出的构成")),
    ),
    Placeholder::new("基本支出预算数", "416.21", |report| {
        part(report, "基本", |l| l.adjusted.as_ref())
    }),
    Placeholder::new("基本支出执行数", "415.17", |report| {
        part(report, "基本", |l| l.executed.as_ref())
    }),
    Placeholder::new("基本支出执行率", "99.75%", |report| {
        fraction(line(report, "基本").and_then(rate), "基本支出执行率")
    }),
    Placeholder::new(
        "基本支出构成",
        "人员经费400.68万元、公用经费15.53万元",
        inner,
    ),
    Placeholder::new("项目支出预算数", "69.61", |report| {
        part(report, "项目", |l| l.adjusted.as_ref())
    }),
    Placeholder::new("项目支出执行数", "21.34", |report| {
        part(report, "项目", |l| l.executed.as_ref())
    }),
];

pub(super) const LINE: [Placeholder<FundingLine>; 5] = [
    Placeholder::new("资金名称", "基本支出", |line| text(&*line.label)),
    Placeholder::new("资金年初预算数", "367.78", |line| {
        or_dash(line.initial.as_ref())
    }),
    Placeholder::new("资金全年预算数", "416.21", |line| {
        or_dash(line.adjusted.as_ref())
    }),
    Placeholder::new("资金全年执行数", "415.17", |line| {
        or_dash(line.executed.as_ref())
    }),
    Placeholder::new("资金执行率", "99.75%", |line| {
        rate(line).map_or_else(|| text("—"), |rate| text(percent(rate)))
    }),
];

fn total(report: &Report, of: fn(&Funding) -> &Option<Figure>, what: &str) -> Value {
    let funding = report.filing.funding.as_ref();
    amount(funding.and_then(|funding| of(funding).as_ref()), what)
}

fn or(figure: Option<Decimal>, what: &str) -> Value {
    figure.map_or_else(|| gap_for(what), |figure| text(decimal(figure)))
}

fn or_dash(figure: Option<&Figure>) -> Value {
    text(figure.map_or("—".to_owned(), plain))
}

fn fraction(fraction: Option<Decimal>, what: &str) -> Value {
    let rounded = fraction.map(|f| Rounding::new(4, RoundingMode::HalfUp).apply(f));
    rounded.map_or_else(|| gap_for(what), |fraction| text(percent(fraction)))
}

/// executed ÷ adjusted of a part, to 4 decimals.
pub(super) fn rate(line: &FundingLine) -> Option<Decimal> {
    ratio(line.executed.as_ref()?.value, line.adjusted.as_ref()?.value)
}

pub(super) fn ratio(executed: Decimal, adjusted: Decimal) -> Option<Decimal> {
    Rate::new(executed, adjusted)?.rounded(Rounding::new(4, RoundingMode::HalfUp))
}

/// The part whose name contains `word`.
pub(super) fn line<'r>(report: &'r Report, word: &str) -> Option<&'r FundingLine> {
    let mut lines = report.filing.parts.iter();
    lines.find(|line| line.label.contains(word))
}

fn part(report: &Report, word: &str, of: fn(&FundingLine) -> Option<&Figure>) -> Value {
    let figure = line(report, word).and_then(of);
    amount(figure, &format!("{word}支出数"))
}

/// 年中调增数52.13万元, or that nothing changed.
fn change(report: &Report) -> Value {
    let funding = report.filing.funding.as_ref();
    let amounts =
        funding.and_then(|f| Some((f.initial.as_ref()?.value, f.adjusted.as_ref()?.value)));
    let change = amounts.and_then(|(initial, adjusted)| adjusted.checked_sub(initial));
    let measure = report.measure();
    match change {
        None => gap_for("年中调整数"),
        Some(change) if change.is_zero() => text("年中没有调整"),
        Some(change) if change > Decimal::ZERO => {
            text(format!("年中调增数{}{measure}", decimal(change)))
        }
        Some(change) => text(format!("年中调减数{}{measure}", decimal(change.abs()))),
    }
}

fn is_inner(line: &FundingLine) -> bool {
    INNER.iter().any(|word| line.label.contains(word))
}

/// The parts that are there, one after the other.
fn composed(
    report: &Report,
    of: fn(&FundingLine) -> Option<&Figure>,
    (is, what): (&str, &str),
) -> Value {
    let lines = report.filing.parts.iter();
    let basic = line(report, "基本").is_some();
    let outer = lines.filter(|line| !(basic && is_inner(line)));
    listed(
        report,
        outer.filter_map(|line| Some((line, of(line)?))),
        (is, what),
    )
}

/// The parts of 基本支出, by budget.
fn inner(report: &Report) -> Value {
    let lines = report.filing.parts.iter();
    let inner = lines.filter(|line| is_inner(line));
    listed(
        report,
        inner.filter_map(|line| Some((line, line.adjusted.as_ref()?))),
        ("", "人员经费、公用经费"),
    )
}

fn listed<'l>(
    report: &Report,
    parts: impl Iterator<Item = (&'l FundingLine, &'l Figure)>,
    (is, what): (&str, &str),
) -> Value {
    let measure = report.measure();
    let parts = parts.map(|(line, figure)| format!("{}{is}{}{measure}", line.label, plain(figure)));
    match parts.collect::<Vec<_>>().join("、") {
        none if none.is_empty() => gap_for(what),
        parts => text(parts),
    }
}
