//! 通报附件: the ranking as it is circulated, on an upright page, every unit under its name on the roster.

use std::collections::{BTreeSet, HashMap};

use super::column::{self, RowType, Style};
use super::context::{Context, RankedForm};
use super::row::{Page, Row, Spacing};
use super::sheet::{Heading, Items, Plan, Table};
use super::standing::{before, pair};
use super::value::Value;
use crate::base::lang::Text;
use crate::compare::circulated;
use crate::model::Kind;
use crate::run::{Assessed, Status};

/// A unit in the annex.
pub(super) enum Entry<'a> {
    /// A ranked unit.
    Ranked(RankedForm<'a>, &'a str),
    /// An unranked unit, and the reason.
    Out(&'a str, Text),
}

impl RowType for Entry<'static> {
    type Row<'a> = Entry<'a>;
}

type Column = column::Column<Entry<'static>>;

/// The sheet; there where a unit is ranked.
pub(super) static SHEET: Table<Entry<'static>> = Table {
    plan: Plan {
        name: Text::new("通报附件", "Annex"),
        title: Text::new(
            "部门（单位）整体支出绩效自评复核结果",
            "Self-evaluations of the units, results",
        ),
        heading: Heading::Annex,
        frozen: 2,
        spacing: Spacing::Roomy,
        page: |_| Page::Upright,
        filter: false,
        closing: |context| by_review(context).map(Row::note).into_iter().collect(),
        ..Plan::LIST
    },
    columns: &[&[
        Column::rank("名次", "Rank", 5, |row, _| {
            row.ranked().map(|r| r.standing.rank).into()
        }),
        Column::words("单位", "Unit", 24, |row, _| match row {
            Entry::Ranked(_, name) | Entry::Out(name, _) => (*name).into(),
        }),
        Column::money("全年预算", "Budget", |row, _| {
            row.ranked().and_then(|r| r.form.amounts()[1]).into()
        })
        .wide(11),
        Column::rate("执行率", "Execution", 8, |row, _| {
            row.ranked()
                .and_then(|r| r.form.evaluation.execution.rate)
                .into()
        }),
        Column::score("得分", "Score", 7, |row, _| {
            row.ranked().and_then(|r| r.form.evaluation.total).into()
        }),
        Column::score("复核得分", "Reviewed", 8, |row, _| {
            let review = row.ranked().and_then(|r| r.form.official_review());
            review.and_then(|review| review.total).into()
        })
        .shown(|context| context.assessment.ranks_reviews(Kind::Unit)),
        Column::of(Style::Grade, "等级", "Grade", 5, |row, _| {
            let grade = row.ranked().and_then(|r| r.form.evaluation.grade.as_ref());
            grade.map(|grade| &*grade.name).into()
        }),
        Column::score("上年得分", "Before", 8, |row, context| {
            let ranked = row.ranked();
            ranked.and_then(|r| before(&r, context)?.total).into()
        }),
        Column::of(Style::Change, "增减", "Change", 8, |row, context| {
            let ranked = row.ranked();
            ranked.and_then(|r| pair(&r, context)?.change.total).into()
        })
        .formula("ROUND({得分}-{上年得分},{#})"),
        Column::words("备注", "Remark", 10, |row, context| match row {
            Entry::Ranked(ranked, _) => remark(ranked, context),
            Entry::Out(_, remark) => remark.get(context.lang).into(),
        }),
    ]],
    items: Items::Each(|context| Box::new(entries(context).into_iter())),
};

impl<'a> Entry<'a> {
    const fn ranked(&self) -> Option<RankedForm<'a>> {
        match self {
            Self::Ranked(ranked, _) => Some(*ranked),
            Self::Out(..) => None,
        }
    }
}

/// The basis of the ranks, where it is not the score beside them.
fn by_review(context: &Context) -> Option<String> {
    let note = Text::new(
        "注：名次按复核得分排列；得分、等级和增减按复算总分。",
        "Ranks go by the reviewed score; score, grade and change by the recomputed total.",
    );
    let reviewed = context.assessment.ranks_reviews(Kind::Unit);
    reviewed.then(|| note.get(context.lang).to_owned())
}

/// The remark on a unit; blank where there is none.
fn remark<'a>(row: &RankedForm, context: &Context<'a>) -> Value<'a> {
    let remark = circulated(row.form, pair(row, context), context.lang);
    (!remark.is_empty()).then_some(remark).into()
}

/// Units by rank, then those without one.
fn entries<'a>(context: &'a Context<'a>) -> Vec<Entry<'a>> {
    if context.ranked_count(Kind::Unit) == 0 {
        return Vec::new();
    }
    let names = on_roster(context);
    let ranked = context.ranked(Kind::Unit).map(|row| {
        let name = names.get(&row.index).copied();
        Entry::Ranked(row, name.unwrap_or_else(|| row.form.unit_name()))
    });
    let out = match context.returns {
        Some(_) => out_of_roster(context),
        None => out_of_forms(context),
    };
    ranked.chain(out).collect()
}

/// Names on the roster by index of the form.
fn on_roster<'a>(context: &'a Context<'a>) -> HashMap<usize, &'a str> {
    let roster = context.assessment.roster.as_ref();
    let named = roster.zip(context.returns.as_ref());
    named.map_or_else(HashMap::new, |(roster, returns)| returns.names(roster))
}

/// Units of the roster that are not ranked.
fn out_of_roster<'a>(context: &'a Context<'a>) -> Vec<Entry<'a>> {
    let listed = context.assessment.roster.iter().flat_map(|r| r.units());
    let returns = context.returns.iter().flat_map(|r| &r.units);
    let out = listed
        .zip(returns)
        .filter_map(|(unit, filed)| match filed.status {
            Status::Filed | Status::Double => None,
            Status::NotRanked | Status::Unread | Status::Missing => {
                Some(Entry::Out(&unit.name, filed.status.title()))
            }
        });
    out.collect()
}

/// Units that filed and have no ranked form.
fn out_of_forms<'a>(context: &'a Context<'a>) -> Vec<Entry<'a>> {
    let forms = || context.assessment.of_kind(Kind::Unit);
    let ranked: BTreeSet<&str> = forms()
        .filter(|form| form.standing.is_some())
        .map(Assessed::unit_name)
        .collect();
    let out = forms().map(Assessed::unit_name);
    let out: BTreeSet<&str> = out.filter(|name| !ranked.contains(name)).collect();
    let out = out.into_iter();
    out.map(|name| Entry::Out(name, Status::NotRanked.title()))
        .collect()
}
