//! 一级指标同比: points by group of every unit in both years.

use rust_decimal::Decimal;

use super::{CHANGES, ChangeRow, Column, Table, columns, lines};
use crate::base::lang::{Lang, Text};
use crate::model::{Kind, USUAL_GROUPS};
use crate::record::{self, EXECUTION, UNGROUPED};
use crate::report::column::Style;
use crate::report::context::Context;
use crate::report::level;
use crate::report::row::Row;
use crate::report::sheet::{Items, Plan};

/// Groups that get columns of their own; with more of them the sheet could not be printed.
const MOST: usize = 8;

/// The groups beyond.
const REST: Text = Text::new("其他", "Other");

/// The sheet.
pub(in crate::report) static SHEET: Table = Table {
    plan: Plan {
        name: Text::new("一级指标同比", "Groups year over year"),
        title: Text::new("各单位一级指标得分同比", "Points by group year over year"),
        count: Some(|context, _| lines(context, Kind::Unit).count()),
        closing: |context| {
            let note = Text::new(
                "注：得分为复算得分；某年没有某类指标的单位，该格为空，不计变动。分值的变化也会使得分变动，原因见“同比”表的分解。",
                "Points are recomputed. A unit without a group in a year has an empty cell and no change. Other weights also change points; see the causes in 'Year over year'.",
            );
            vec![Row::note(note.get(context.lang))]
        },
        ..CHANGES
    },
    columns: &[&[
        columns::RANK,
        columns::UNIT,
        columns::LINK,
        Column::each(
            Style::Score,
            |context| titles(context, Text::new("上年", "before")),
            8,
            |line, context, nth| points(line.before(), context, nth).into(),
        ),
        Column::each(
            Style::Score,
            |context| titles(context, Text::new("本年", "now")),
            8,
            |line, context, nth| points(line.current(), context, nth).into(),
        ),
        Column::each(
            Style::Change,
            |context| titles(context, Text::new("变动：", "change")),
            8,
            |line, context, nth| change(line, context, nth).into(),
        )
        .formula_by(|_, context, _| {
            let count = groups(context).len();
            Some(format!("ROUND({{-{count}}}-{{-{}}},{{#}})", 2 * count))
        }),
    ]],
    items: Items::Each(|context| Box::new(lines(context, Kind::Unit))),
};

/// The groups that units use in either year, at most [`MOST`].
fn groups<'a>(context: &Context<'a>) -> Vec<&'a str> {
    let Some(comparison) = context.comparison else {
        return Vec::new();
    };
    let used = |group: &str| {
        let units = comparison
            .now(Kind::Unit)
            .chain(comparison.before(Kind::Unit));
        let mut ranked = units.filter(|r| r.total.is_some());
        ranked.any(|r| r.points(group).is_some())
    };
    let groups = comparison.groups.iter().map(|g| &**g);
    let mut groups: Vec<&str> = groups.filter(|g| used(g)).collect();
    groups.sort_by_key(|group| (**group != *EXECUTION, level::usual_place(group)));
    if groups.len() > MOST {
        groups.truncate(MOST - 1);
        groups.push(REST.zh);
    }
    groups
}

/// `上年产出` or `Output before` for every group.
fn titles(context: &Context, when: Text) -> Vec<String> {
    let lang = context.lang;
    let name = |group: &str| match (group, lang) {
        (EXECUTION, Lang::En) => "Execution".to_owned(),
        (UNGROUPED, Lang::En) => "No group".to_owned(),
        (rest, Lang::En) if rest == REST.zh => REST.en.to_owned(),
        (group, _) => {
            let usual = USUAL_GROUPS.iter().find(|usual| usual.zh == group);
            usual.map_or(group, |usual| usual.get(lang)).to_owned()
        }
    };
    groups(context)
        .into_iter()
        .map(|group| match lang {
            Lang::Zh => format!("{}{}", when.zh, name(group)),
            Lang::En => format!("{} {}", name(group), when.en),
        })
        .collect()
}

/// Points of a record in the n-th group; the last group includes those without a column.
fn points(record: Option<&record::Row>, context: &Context, nth: usize) -> Option<Decimal> {
    let groups = groups(context);
    let record = record?;
    match *groups.get(nth)? {
        rest if rest == REST.zh && record.points(rest).is_none() => {
            let others = record.groups.iter();
            let mut others = others
                .filter(|(name, _)| !groups.contains(&&**name))
                .peekable();
            others.peek()?;
            others.try_fold(Decimal::ZERO, |sum, (_, points)| sum.checked_add(*points))
        }
        group => record.points(group),
    }
}

fn change(line: &ChangeRow, context: &Context, nth: usize) -> Option<Decimal> {
    line.pair()?;
    let now = points(line.current(), context, nth)?;
    now.checked_sub(points(line.before(), context, nth)?)
}
