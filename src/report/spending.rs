//! 资金执行: how each unit spent its money, in all and by part, with sums of every group.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::column::{self, Closing, RowType, Style};
use super::context::{Context, Form};
use super::formula::{quoted, rounds_to};
use super::money::in_ten_thousands;
use super::row::{Row, row_of};
use super::sheet::{Items, Plan, Table};
use super::standing::quotient;
use super::value::Value;
use crate::base::lang::{Lang, Text};
use crate::model::{Figure, Kind};
use crate::rules::RuleSet;

/// A unit with the parts of its funds.
pub(super) struct Budget<'a> {
    form: Form<'a>,
    parts: [PartSums; PARTS.len()],
}

/// Amounts of a part of the funds, in 万元.
#[derive(Clone, Copy, Default)]
struct PartSums {
    adjusted: Option<Decimal>,
    executed: Option<Decimal>,
}

/// A part of the funds by expenditure, as forms name it.
const PARTS: [&str; 2] = ["基本支出", "项目支出"];

impl RowType for Budget<'static> {
    type Row<'a> = Budget<'a>;
}

type Column = column::Column<Budget<'static>>;

/// The sheet.
pub(super) static SHEET: Table<Budget<'static>> = Table {
    plan: Plan {
        name: Text::new("资金执行", "Spending"),
        title: Text::new("各单位资金执行情况", "Spending by unit"),
        frozen: 1,
        count: Some(|context, _| units(context).count()),
        closing,
        ..Plan::LIST
    },
    columns: &[&[
        Column::words("单位", "Unit", 24, |row, context| {
            let anchor = context.detail_anchor(row.form.index);
            Value::linked(row.form.form.unit_name(), anchor)
        })
        .growing(40)
        .closing(Closing::Label),
        Column::words("分组", "Group", 12, |row, _| {
            row.form.form.filing.unit.group.as_deref().into()
        })
        .shown(|context| !groups(context).is_empty()),
        Column::money("年初预算", "Initial", |row, _| {
            row.form.form.amounts()[0].into()
        }),
        Column::money("调整后预算", "Adjusted", |row, _| {
            row.form.form.amounts()[1].into()
        }),
        Column::money("执行数", "Executed", |row, _| {
            row.form.form.amounts()[2].into()
        }),
        Column::rate("执行率", "Execution rate", 10, |row, _| all(row).into()).formula_where(
            "ROUND({执行数}/{调整后预算},4)",
            |row, _| {
                let [_, adjusted, executed] = row.form.form.amounts();
                rounds_to(quotient(executed, adjusted), all(row), 4)
            },
        ),
        Column::money("基本支出预算", "Basic, budget", |row, _| {
            row.part(0).adjusted.into()
        })
        .shown(|context| stated(context, 0)),
        Column::money("基本支出执行", "Basic, executed", |row, _| {
            row.part(0).executed.into()
        })
        .shown(|context| stated(context, 0)),
        Column::rate("基本支出执行率", "Basic, rate", 10, |row, _| {
            row.part(0).rate().into()
        })
        .formula("ROUND({基本支出执行}/{基本支出预算},4)")
        .shown(|context| stated(context, 0)),
        Column::money("项目支出预算", "Projects, budget", |row, _| {
            row.part(1).adjusted.into()
        })
        .shown(|context| stated(context, 1)),
        Column::money("项目支出执行", "Projects, executed", |row, _| {
            row.part(1).executed.into()
        })
        .shown(|context| stated(context, 1)),
        Column::rate("项目支出执行率", "Projects, rate", 10, |row, _| {
            row.part(1).rate().into()
        })
        .formula("ROUND({项目支出执行}/{项目支出预算},4)")
        .shown(|context| stated(context, 1)),
    ]],
    items: Items::From {
        rows: |context, _, first| {
            let units = units(context).enumerate().skip(first);
            Box::new(units.map(|(at, unit)| (at, Budget::of(unit))))
        },
        longest: None,
    },
};

/// Sums of every group, and of all units.
fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
    let sums = groups(context).into_iter().map(Some).chain([None]);
    let sums = sums.zip(row_of(units(context).count())..);
    let note = Text::new(
        "注：包括未入榜的单位；小计和合计执行率＝两项金额都填报的单位执行数之和÷调整后预算之和，不是各单位执行率的平均。",
        "Units that are not ranked are included. Rates of groups are sums divided by sums, over the units that state both amounts.",
    );
    let sums = sums.map(|(group, at)| sums_of(context, group, at));
    sums.chain([Row::note(note.get(context.lang))]).collect()
}

fn units<'a>(context: &Context<'a>) -> impl Iterator<Item = Form<'a>> + use<'a> {
    let units = context.forms().filter(|f| f.form.filing.kind == Kind::Unit);
    units.filter(|f| f.form.filing.funding.is_some())
}

fn groups(context: &Context) -> BTreeSet<Arc<str>> {
    units(context)
        .filter_map(|f| f.form.filing.unit.group.clone())
        .collect()
}

/// The rate as it was evaluated.
fn all(row: &Budget) -> Option<Decimal> {
    row.form.form.evaluation.execution.rate
}

/// The same units with the parts of their funds.
fn budgets<'a>(context: &Context<'a>) -> impl Iterator<Item = Budget<'a>> + use<'a> {
    units(context).map(Budget::of)
}

impl<'a> Budget<'a> {
    fn of(form: Form<'a>) -> Self {
        let funding = form.form.filing.funding.as_ref();
        let funding = funding.filter(|_| form.form.is_believed());
        let lines = funding.map(|_| form.form.filing.parts.open());
        let lines = lines.unwrap_or_default();
        let measure = funding.and_then(|f| f.measure);
        let parts = PARTS.map(|name| {
            let line = lines.iter().find(|line| line.label.contains(name));
            let amount =
                |figure: Option<&Figure>| figure.and_then(|f| in_ten_thousands(f, measure));
            PartSums {
                adjusted: amount(line.and_then(|l| l.adjusted.as_ref())),
                executed: amount(line.and_then(|l| l.executed.as_ref())),
            }
        });
        Self { form, parts }
    }

    fn part(&self, nth: usize) -> PartSums {
        self.parts.get(nth).copied().unwrap_or_default()
    }
}

impl PartSums {
    fn rate(self) -> Option<Decimal> {
        let rate = quotient(self.executed, self.adjusted)?;
        Some(RuleSet::FOUR_PLACES.apply(rate))
    }
}

fn stated(context: &Context, nth: usize) -> bool {
    budgets(context).any(|unit| {
        let part = unit.part(nth);
        part.adjusted.or(part.executed).is_some()
    })
}

/// Each rate with what it is a rate of, and the part of that.
const RATES: [(&str, &str, &str); 3] = [
    ("执行率", "调整后预算", "执行数"),
    ("基本支出执行率", "基本支出预算", "基本支出执行"),
    ("项目支出执行率", "项目支出预算", "项目支出执行"),
];

/// The closing row of a group, or of all units.
fn sums_of<'a>(context: &'a Context<'a>, group: Option<Arc<str>>, at: u32) -> Row<'a> {
    let members: Vec<_> = units(context)
        .filter(|f| group.is_none() || f.form.filing.unit.group == group)
        .map(Budget::of)
        .collect();
    let only = group
        .as_ref()
        .map_or("1".to_owned(), |g| format!("({{分组:}}={})", quoted(g)));
    let slots = SHEET.slots(context);
    let figures = |key: &str| -> Vec<Option<Decimal>> {
        let slot = slots.iter().find(|slot| slot.key == key);
        let value = |f: &Budget<'a>| slot.and_then(|s| s.value(f, context).number());
        members.iter().map(value).collect()
    };
    SHEET.total(context, at, |slot| match slot.column.style {
        Style::Money => {
            let sum = sum(figures(slot.key).into_iter().flatten());
            let template = format!("ROUND(SUMPRODUCT({only}*{{:}}),{{#}})");
            (sum.into(), Some(template.into()))
        }
        Style::Rate => {
            let Some((_, base, part)) = RATES.iter().find(|rate| rate.0 == slot.key) else {
                return (Value::Blank, None);
            };
            let rate = pairs_rate(&figures(base), &figures(part));
            let both = format!("{only}*({{{base}:}}<>\"\")*({{{part}:}}<>\"\")");
            let template =
                format!("ROUND(SUMPRODUCT({both}*{{{part}:}})/SUMPRODUCT({both}*{{{base}:}}),4)");
            (rate.into(), Some(template.into()))
        }
        _ if matches!(slot.column.closing, Closing::Label) => {
            let label = label(context.lang, group.as_deref(), members.len());
            (label.into(), None)
        }
        _ => (Value::Blank, None),
    })
}

/// The sum of what is stated; none where nothing is.
fn sum(mut figures: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    let first = figures.next()?;
    figures.try_fold(first, Decimal::checked_add)
}

/// Sum of the parts ÷ sum of the bases where both are there.
fn pairs_rate(bases: &[Option<Decimal>], parts: &[Option<Decimal>]) -> Option<Decimal> {
    let pairs = || bases.iter().zip(parts).filter_map(|(b, p)| (*b).zip(*p));
    let rate = quotient(sum(pairs().map(|(_, p)| p)), sum(pairs().map(|(b, _)| b)))?;
    Some(RuleSet::FOUR_PLACES.apply(rate))
}

fn label(lang: Lang, group: Option<&str>, count: usize) -> String {
    match (lang, group) {
        (Lang::Zh, Some(group)) => format!("{group} 小计（{count}个单位）"),
        (Lang::Zh, None) => format!("合计（{count}个单位）"),
        (Lang::En, Some(group)) => format!("{group}, {count} units"),
        (Lang::En, None) => format!("Sum of {count} units"),
    }
}
