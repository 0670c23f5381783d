//! Columns shared by the sheets of changes.

use std::cmp::Ordering;

use super::{ChangeRow, Column};
use crate::base::lang::{Text, worded};
use crate::compare::{GONE, Link, Provenance, Split};
use crate::record;
use crate::report::column::{Closing, Style};
use crate::report::context::Context;
use crate::report::value::Value;

pub(super) const RANK: Column = Column::rank("名次", "Rank", 6, |line, _| {
    line.current().and_then(|r| r.rank).into()
});

pub(super) const UNIT: Column = Column::words("单位", "Unit", 20, |line, context| {
    let anchor = line.pair().and_then(|p| context.form_anchor(p.form));
    Value::linked(line.named().shown_unit(), anchor)
})
.growing(40)
.closing(Closing::Label);

pub(super) const PROJECT: Column = Column::words("项目", "Project", 20, |line, context| {
    let anchor = line.pair().and_then(|p| context.form_anchor(p.form));
    let project = line.named().project.as_deref().unwrap_or("—");
    Value::linked(project, anchor)
})
.growing(48);

pub(super) const OWNER: Column = Column::words("单位", "Unit", 22, |line, _| {
    line.named().shown_unit().into()
})
.closing(Closing::Label);

pub(super) const LINK: Column = Column::rank("衔接", "Link", 6, |line, context| {
    let title = line.pair().map_or(GONE, |p| p.link.title());
    title.get(context.lang).into()
});

/// Former names, totals and their causes, grades, ranks and execution.
pub(super) const CHANGES: &[Column] = &[
    Column::words("上年名称", "Name before", 20, |line, _| {
        former(line).into()
    })
    .shown(|context| {
        let pairs = context.comparison.into_iter().flat_map(|c| &c.pairs);
        pairs
            .map(ChangeRow::Now)
            .any(|line| former(&line).is_some())
    }),
    Column::each(Style::Score, earlier_totals, 9, |line, _, nth| {
        let trend = line.pair().and_then(|p| p.trend.get(nth).copied());
        trend.flatten().into()
    }),
    Column::score("上年总分", "Total before", 9, |line, _| {
        line.before().and_then(|r| r.total).into()
    }),
    Column::score("本年总分", "Total now", 9, |line, _| {
        line.current().and_then(|r| r.total).into()
    }),
    Column::text("走势", "Trend", 14, |line, context| {
        match (line, older(context)) {
            (ChangeRow::Now(_), 1..) => Value::Sparkline,
            _ => Value::Blank,
        }
    })
    .formula_by(|_, context, _| Some(format!("{{上年总分-{}}}:{{本年总分}}", older(context))))
    .shown(|context| older(context) > 0),
    Column::of(
        Style::Change,
        "总分变动",
        "Change of total",
        9,
        |line, _| line.change(|c| c.total).into(),
    )
    .formula("ROUND({本年总分}-{上年总分},{#})"),
    Column::of(Style::Change, "业绩", "By performance", 9, |line, _| {
        split(line).map(|s| s.performance).into()
    })
    .shown(is_split),
    Column::of(
        Style::Change,
        "指标与权重",
        "By indicators and weights",
        9,
        |line, _| split(line).map(|s| s.plan).into(),
    )
    .shown(is_split),
    Column::of(Style::Change, "规则", "By rules", 9, |line, _| {
        split(line).map(|s| s.rules).into()
    })
    .shown(is_split),
    Column::of(
        Style::Grade,
        "上年等级",
        "Grade before",
        7,
        |line, _| line.before().and_then(|r| r.grade.as_deref()).into(),
    ),
    Column::of(Style::Grade, "本年等级", "Grade now", 7, |line, _| {
        line.current().and_then(|r| r.grade.as_deref()).into()
    }),
    Column::rank("等级变化", "Change of grade", 8, |line, context| {
        grade_change(line, context)
            .map(|word| word.get(context.lang))
            .into()
    }),
    Column::rank("上年名次", "Rank before", 7, |line, _| {
        line.before().and_then(|r| r.rank).into()
    }),
    Column::of(Style::Places, "名次变动", "Places won", 8, |line, _| {
        line.change(|c| c.places_won).into()
    })
    .formula("{上年名次}-{名次}"),
    Column::rate("上年执行率", "Execution rate before", 9, |line, _| {
        line.before().and_then(|r| r.execution_rate).into()
    }),
    Column::rate("本年执行率", "Execution rate now", 9, |line, _| {
        line.current().and_then(|r| r.execution_rate).into()
    }),
    Column::of(
        Style::RateChange,
        "执行率变动（百分点）",
        "Change of execution rate",
        10,
        |line, _| line.change(|c| c.execution_rate).into(),
    )
    .formula("ROUND({本年执行率}-{上年执行率},4)"),
];

/// 调整率 of both years.
pub(super) const ADJUSTMENT: &[Column] = &[
    Column::rate("上年调整率", "Adjustment rate before", 9, |line, _| {
        line.before().and_then(|r| r.adjustment_rate).into()
    }),
    Column::rate("本年调整率", "Adjustment rate now", 9, |line, _| {
        line.current().and_then(|r| r.adjustment_rate).into()
    }),
    Column::of(
        Style::RateChange,
        "调整率变动（百分点）",
        "Change of adjustment rate",
        10,
        |line, _| line.change(|c| c.adjustment_rate).into(),
    )
    .formula("ROUND({本年调整率}-{上年调整率},4)"),
];

/// Names of the year before, where they are others.
fn former(line: &ChangeRow) -> Option<String> {
    let pair = line.pair()?;
    let changed = matches!(pair.link, Link::Renamed | Link::Merged);
    let names: Vec<_> = pair.previous.iter().map(record::Row::shown_unit).collect();
    changed.then(|| names.join("、"))
}

/// Headers of the years before the one compared with in detail.
fn earlier_totals(context: &Context) -> Vec<String> {
    let earlier = context.comparison.map_or(&[][..], |c| &c.earlier);
    let title = |(nth, year): (usize, &Provenance)| match year.year {
        Some(year) => worded!(context.lang, "{year}年总分", "{year} total"),
        None => worded!(context.lang, "更早总分{}", "Earlier total {}", nth + 1),
    };
    earlier
        .iter()
        .take(older(context))
        .enumerate()
        .map(title)
        .collect()
}

/// Number of years before the one compared with in detail.
fn older(context: &Context) -> usize {
    context
        .comparison
        .map_or(0, |c| c.earlier.len().saturating_sub(1))
}

fn split(line: &ChangeRow) -> Option<Split> {
    line.pair()?.split
}

/// Whether any change is split by cause.
pub(super) fn is_split(context: &Context) -> bool {
    let mut pairs = context.comparison.into_iter().flat_map(|c| &c.pairs);
    pairs.any(|p| p.split.is_some())
}

/// 升等、降等、不变, where both grades are known.
fn grade_change(line: &ChangeRow, context: &Context) -> Option<Text> {
    let bands = &context.assessment.rules.grades;
    let band = |record: &record::Row| {
        let name = record.grade.as_deref()?;
        bands.iter().position(|band| &*band.name == name)
    };
    let (before, now) = (band(line.before()?)?, band(&line.pair()?.current)?);
    Some(match now.cmp(&before) {
        Ordering::Less => Text::new("▲升等", "▲ up"),
        Ordering::Greater => Text::new("▼降等", "▼ down"),
        Ordering::Equal => Text::new("不变", "same"),
    })
}
