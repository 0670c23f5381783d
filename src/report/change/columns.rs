//! Columns shared by the sheets of changes.

use std::cmp::Ordering;

use super::{Changes, Line, comparison};
use crate::base::lang::{Lang, Text};
use crate::compare::{GONE, Link, Pair, Provenance, Record};
use crate::report::column::{Column, Get, Style};
use crate::report::context::Context;
use crate::report::formula::places;
use crate::report::value::Value;

/// A column of these sheets.
type Change = Column<Changes>;

pub(super) const RANK: Change =
    Change::new(Text::new("名次", "Rank"), 6, Style::Rank, |line, _| {
        line.current().and_then(|r| r.rank).into()
    });

pub(super) const UNIT: Change = Change::new(
    Text::new("单位", "Unit"),
    20,
    Style::Words,
    |line, context| {
        let anchor = line.pair().and_then(|p| context.form_anchor(p.form));
        Value::linked(line.named().shown_unit(), anchor)
    },
)
.growing(40);

pub(super) const PROJECT: Change = Change::new(
    Text::new("项目", "Project"),
    20,
    Style::Words,
    |line, context| {
        let anchor = line.pair().and_then(|p| context.form_anchor(p.form));
        let project = line.named().project.as_deref().unwrap_or("—");
        Value::linked(project, anchor)
    },
)
.growing(48);

pub(super) const OWNER: Change =
    Change::new(Text::new("单位", "Unit"), 22, Style::Words, |line, _| {
        line.named().shown_unit().into()
    });

pub(super) const LINK: Change = Change::new(
    Text::new("衔接", "Link"),
    6,
    Style::Rank,
    |line, context| {
        let title = line.pair().map_or(GONE, |p| p.link.title());
        title.get(context.lang).into()
    },
);

pub(super) const FORMER: Change = Change::new(
    Text::new("上年名称", "Name before"),
    20,
    Style::Words,
    |line, _| former(line).into(),
)
.shown(|context| {
    let pairs = comparison(context).into_iter().flat_map(|c| &c.pairs);
    pairs.map(Line::Now).any(|line| former(&line).is_some())
});

/// Names of the year before, where they are others.
fn former(line: &Line) -> Option<String> {
    let pair = line.pair()?;
    let changed = matches!(pair.link, Link::Renamed | Link::Merged);
    let names: Vec<_> = pair.previous.iter().map(Record::shown_unit).collect();
    changed.then(|| names.join("、"))
}

pub(super) const EARLIER_TOTALS: Change = Change::each(
    |context| {
        let earlier = comparison(context).map_or(&[][..], |c| &c.earlier);
        let older = earlier.iter().rev().skip(1).rev();
        let title = |(nth, year): (usize, &Provenance)| match (year.year, context.lang) {
            (Some(year), Lang::Zh) => format!("{year}年总分"),
            (Some(year), Lang::En) => format!("{year} total"),
            (None, Lang::Zh) => format!("更早总分{}", nth + 1),
            (None, Lang::En) => format!("Earlier total {}", nth + 1),
        };
        older.enumerate().map(title).collect()
    },
    9,
    Style::Score,
    |line, _, nth| {
        let trend = line.pair().and_then(|p| p.trend.get(nth).copied());
        trend.flatten().into()
    },
);

pub(super) const BEFORE_TOTAL: Change = Change::new(
    Text::new("上年总分", "Total before"),
    9,
    Style::Score,
    |line, _| line.before().and_then(|r| r.total).into(),
);

pub(super) const NOW_TOTAL: Change = Change::new(
    Text::new("本年总分", "Total now"),
    9,
    Style::Score,
    |line, _| line.current().and_then(|r| r.total).into(),
);

pub(super) const TOTAL_CHANGE: Change = Change::new(
    Text::new("总分变动", "Change of total"),
    9,
    Style::Change,
    |line, _| line.change(|r| r.total).into(),
)
.formula(|line, _, _| {
    let change = line.change(|r| r.total)?;
    Some(format!(
        "ROUND({{本年总分}}-{{上年总分}},{})",
        places(change)
    ))
});

pub(super) const TREND: Change = Change::new(
    Text::new("走势", "Trend"),
    14,
    Style::Text,
    |line, context| match (line, older(context)) {
        (Line::Now(_), 1..) => Value::Sparkline,
        _ => Value::Blank,
    },
)
.formula(|_, context, _| Some(format!("{{上年总分-{}}}:{{本年总分}}", older(context))))
.shown(|context| older(context) > 0);

/// Number of years before the one compared with in detail.
fn older(context: &Context) -> usize {
    comparison(context).map_or(0, |c| c.earlier.len().saturating_sub(1))
}

pub(super) const BY_PERFORMANCE: Change = Change::new(
    Text::new("业绩", "By performance"),
    9,
    Style::Change,
    |line, _| {
        line.pair()
            .and_then(|p| p.split)
            .map(|s| s.performance)
            .into()
    },
)
.shown(is_split);

pub(super) const BY_PLAN: Change = Change::new(
    Text::new("指标与权重", "By indicators and weights"),
    9,
    Style::Change,
    |line, _| line.pair().and_then(|p| p.split).map(|s| s.plan).into(),
)
.shown(is_split);

pub(super) const BY_RULES: Change = Change::new(
    Text::new("规则", "By rules"),
    9,
    Style::Change,
    |line, _| line.pair().and_then(|p| p.split).map(|s| s.rules).into(),
)
.shown(is_split);

/// Whether any change is split by cause.
pub(super) fn is_split(context: &Context) -> bool {
    let mut pairs = comparison(context).into_iter().flat_map(|c| &c.pairs);
    pairs.any(|p| p.split.is_some())
}

pub(super) const BEFORE_GRADE: Change = Change::new(
    Text::new("上年等级", "Grade before"),
    7,
    Style::Grade,
    |line, _| line.before().and_then(|r| r.grade.as_deref()).into(),
);

pub(super) const NOW_GRADE: Change = Change::new(
    Text::new("本年等级", "Grade now"),
    7,
    Style::Grade,
    |line, _| line.current().and_then(|r| r.grade.as_deref()).into(),
);

pub(super) const GRADE_CHANGE: Change = Change::new(
    Text::new("等级变化", "Change of grade"),
    8,
    Style::Rank,
    |line, context| {
        let bands = &context.assessment.rules.grades;
        let band = |record: Option<&Record>| {
            let name = record?.grade.as_deref()?;
            bands.iter().position(|band| &*band.name == name)
        };
        let word = band(line.before())
            .zip(line.pair().and_then(|p| band(Some(&p.current))))
            .map(|(before, now)| match now.cmp(&before) {
                Ordering::Less => Text::new("▲升等", "▲ up"),
                Ordering::Greater => Text::new("▼降等", "▼ down"),
                Ordering::Equal => Text::new("不变", "same"),
            });
        word.map(|word| word.get(context.lang)).into()
    },
);

pub(super) const BEFORE_RANK: Change = Change::new(
    Text::new("上年名次", "Rank before"),
    7,
    Style::Rank,
    |line, _| line.before().and_then(|r| r.rank).into(),
);

pub(super) const PLACES_WON: Change = Change::new(
    Text::new("名次变动", "Places won"),
    8,
    Style::Places,
    |line, _| line.pair().and_then(Pair::places_won).into(),
)
.formula(|_, _, _| Some("{上年名次}-{名次}".to_owned()));

pub(super) const BEFORE_EXECUTION: Change = rate(
    Text::new("上年执行率", "Execution rate before"),
    |line, _| line.before().and_then(|r| r.execution_rate).into(),
);

pub(super) const NOW_EXECUTION: Change = rate(
    Text::new("本年执行率", "Execution rate now"),
    |line, _| line.current().and_then(|r| r.execution_rate).into(),
);

pub(super) const EXECUTION_CHANGE: Change = Change::new(
    Text::new("执行率变动（百分点）", "Change of execution rate"),
    10,
    Style::RateChange,
    |line, _| line.change(|r| r.execution_rate).into(),
)
.formula(|_, _, _| Some("ROUND({本年执行率}-{上年执行率},4)".to_owned()));

pub(super) const BEFORE_ADJUSTMENT: Change = rate(
    Text::new("上年调整率", "Adjustment rate before"),
    |line, _| line.before().and_then(|r| r.adjustment_rate).into(),
);

pub(super) const NOW_ADJUSTMENT: Change = rate(
    Text::new("本年调整率", "Adjustment rate now"),
    |line, _| line.current().and_then(|r| r.adjustment_rate).into(),
);

pub(super) const ADJUSTMENT_CHANGE: Change = Change::new(
    Text::new("调整率变动（百分点）", "Change of adjustment rate"),
    10,
    Style::RateChange,
    |line, _| line.change(|r| r.adjustment_rate).into(),
)
.formula(|_, _, _| Some("ROUND({本年调整率}-{上年调整率},4)".to_owned()));

const fn rate(header: Text, value: Get<Changes>) -> Change {
    Change::new(header, 9, Style::Rate, value)
}
