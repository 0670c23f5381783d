//! 资金执行: how each unit spent its money, in all and by part, with sums of every group.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::column::{Column, RowType, Style, slots};
use super::context::{Context, Form};
use super::formula::{Grid, places, quoted, rounds_to};
use super::headline;
use super::money::{amounts, in_ten_thousands};
use super::standing::quotient;
use super::table::{HEAD_ROWS, Role, Row, Table};
use super::value::Value;
use crate::base::lang::{Lang, Text};
use crate::model::{Figure, Kind};
use crate::rules::RuleSet;

/// The sheet.
pub(super) enum Spending {}

/// Rows of the sheet.
pub(super) enum Budgets {}

impl RowType for Budgets {
    type Row<'a> = Budget<'a>;
}

/// A unit with the parts of its funds.
pub(super) struct Budget<'a> {
    form: Form<'a>,
    parts: [Part; PARTS.len()],
}

/// What a part of the funds amounts to, in 万元.
#[derive(Clone, Copy, Default)]
struct Part {
    adjusted: Option<Decimal>,
    executed: Option<Decimal>,
}

/// A part of the funds by expenditure, as forms name it.
const PARTS: [&str; 2] = ["基本支出", "项目支出"];

impl Table for Spending {
    type Of = Budgets;
    const NAME: Text = Text::new("资金执行", "Spending");
    const FROZEN: u16 = 1;
    const COLUMNS: &'static [Column<Budgets>] = &[
        Column::<Budgets>::new(
            Text::new("单位", "Unit"),
            24,
            Style::Words,
            |row, context| {
                Value::linked(
                    row.form.form.unit_name(),
                    context.detail_anchor(row.form.index),
                )
            },
        )
        .growing(40),
        Column::<Budgets>::new(Text::new("分组", "Group"), 12, Style::Words, |row, _| {
            row.form.form.filing.unit.group.as_deref().into()
        })
        .shown(|context| !groups(context).is_empty()),
        money(Text::new("年初预算", "Initial"), |row, _| {
            amounts(row.form.form)[0].into()
        }),
        money(Text::new("调整后预算", "Adjusted"), |row, _| {
            amounts(row.form.form)[1].into()
        }),
        money(Text::new("执行数", "Executed"), |row, _| {
            amounts(row.form.form)[2].into()
        }),
        rate(Text::new("执行率", "Execution rate"), |row, _| {
            all(row).into()
        })
        .formula(|row, _, _| {
            let [_, adjusted, executed] = amounts(row.form.form);
            rounds_to(quotient(executed, adjusted), all(row), 4)
                .then(|| "ROUND({执行数}/{调整后预算},4)".to_owned())
        }),
        money(
            Text::new("基本支出预算", "Basic, budget"),
            |row, _| row.part(0).adjusted.into(),
        )
        .shown(|context| stated(context, 0)),
        money(
            Text::new("基本支出执行", "Basic, executed"),
            |row, _| row.part(0).executed.into(),
        )
        .shown(|context| stated(context, 0)),
        rate(
            Text::new("基本支出执行率", "Basic, rate"),
            |row, _| row.part(0).rate().into(),
        )
        .formula(|_, _, _| Some("ROUND({基本支出执行}/{基本支出预算},4)".to_owned()))
        .shown(|context| stated(context, 0)),
        money(
            Text::new("项目支出预算", "Projects, budget"),
            |row, _| row.part(1).adjusted.into(),
        )
        .shown(|context| stated(context, 1)),
        money(
            Text::new("项目支出执行", "Projects, executed"),
            |row, _| row.part(1).executed.into(),
        )
        .shown(|context| stated(context, 1)),
        rate(
            Text::new("项目支出执行率", "Projects, rate"),
            |row, _| row.part(1).rate().into(),
        )
        .formula(|_, _, _| Some("ROUND({项目支出执行}/{项目支出预算},4)".to_owned()))
        .shown(|context| stated(context, 1)),
    ];

    fn title(context: &Context) -> String {
        headline(context, Text::new("各单位资金执行情况", "Spending by unit"))
    }

    fn count(context: &Context, _: usize) -> usize {
        units(context).count()
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, Budget<'a>)> + 'a {
        Self::rows_from(context, 0, 0)
    }

    fn rows_from<'a>(
        context: &'a Context<'a>,
        _: usize,
        first: usize,
    ) -> impl Iterator<Item = (usize, Budget<'a>)> + 'a {
        let units = units(context).enumerate().skip(first);
        units.map(|(at, unit)| (at, Budget::of(unit)))
    }

    fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
        let groups = groups(context);
        let whole = std::iter::once(None);
        let sums = groups.into_iter().map(Some).chain(whole);
        let count = Self::count(context, 0);
        let first = HEAD_ROWS.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        let mut rows: Vec<_> = sums
            .zip(first..)
            .map(|(group, at)| sums_of(context, group, at))
            .collect();
        let note = Text::new(
            "注：包括未入榜的单位；小计和合计执行率＝两项金额都填报的单位执行数之和÷调整后预算之和，不是各单位执行率的平均。",
            "Units that are not ranked are included. Rates of groups are sums divided by sums, over the units that state both amounts.",
        );
        rows.push(Row::note(note.get(context.lang).to_owned()));
        rows
    }
}

const fn money(header: Text, value: super::column::Get<Budgets>) -> Column<Budgets> {
    Column::<Budgets>::new(header, 13, Style::Money, value)
}

const fn rate(header: Text, value: super::column::Get<Budgets>) -> Column<Budgets> {
    Column::<Budgets>::new(header, 10, Style::Rate, value)
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
        let lines = funding.map(|f| f.lines.open()).unwrap_or_default();
        let measure = funding.and_then(|f| f.measure);
        let parts = PARTS.map(|name| {
            let line = lines.iter().find(|line| line.label.contains(name));
            let amount =
                |figure: Option<&Figure>| figure.and_then(|f| in_ten_thousands(f, measure));
            Part {
                adjusted: amount(line.and_then(|l| l.adjusted.as_ref())),
                executed: amount(line.and_then(|l| l.executed.as_ref())),
            }
        });
        Self { form, parts }
    }

    fn part(&self, nth: usize) -> Part {
        self.parts.get(nth).copied().unwrap_or_default()
    }
}

impl Part {
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

/// The closing row of a group, or of all units.
fn sums_of<'a>(context: &'a Context<'a>, group: Option<Arc<str>>, at: u32) -> Row<'a> {
    let slots = slots(Spending::COLUMNS, context);
    let grid = Grid::of(context, &slots, Spending::count(context, 0));
    let members: Vec<_> = units(context)
        .filter(|f| group.is_none() || f.form.filing.unit.group == group)
        .map(Budget::of)
        .collect();
    let only = group
        .as_ref()
        .map_or("1".to_owned(), |g| format!("({{分组:}}={})", quoted(g)));
    let column = |key: &str| slots.iter().position(|slot| slot.key == key);
    let figures = |col: usize| -> Vec<Option<Decimal>> {
        let slot = slots.get(col);
        let value = |f: &Budget<'a>| slot.and_then(|s| s.value(f, context).number());
        members.iter().map(value).collect()
    };
    let cell = |(col, slot): (usize, &super::column::Slot<Budgets>)| {
        let (value, template) = match slot.column.style {
            Style::Money => {
                let sum = sum(figures(col).into_iter().flatten());
                let places = places(sum.unwrap_or_default());
                (sum, format!("ROUND(SUMPRODUCT({only}*{{:}}),{places})"))
            }
            Style::Rate => {
                let (base, part) = match &*slot.key {
                    "执行率" => ("调整后预算", "执行数"),
                    "基本支出执行率" => ("基本支出预算", "基本支出执行"),
                    _ => ("项目支出预算", "项目支出执行"),
                };
                let pairs = column(base).zip(column(part));
                let rate = pairs.and_then(|(b, p)| pairs_rate(&figures(b), &figures(p)));
                let both = format!("{only}*({{{base}:}}<>\"\")*({{{part}:}}<>\"\")");
                let template = format!(
                    "ROUND(SUMPRODUCT({both}*{{{part}:}})/SUMPRODUCT({both}*{{{base}:}}),4)"
                );
                (rate, template)
            }
            _ if col == 0 => return label(context.lang, group.as_deref(), members.len()).into(),
            _ => return Value::Blank,
        };
        let formula = grid.as_ref().and_then(|g| g.formula(&template, at, col));
        Value::from(value).computed(formula)
    };
    Row {
        cells: slots
            .iter()
            .enumerate()
            .map(|(col, slot)| cell((col, slot)))
            .collect(),
        role: Role::Total,
        block: 0,
    }
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
