//! 预警: the units and projects whose spending is behind the time of the year, the slowest first.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::Scope;
use super::context::{Context, RankedForm};
use super::formula::places;
use super::money::budgeted;
use super::progress::{self, pace, rule};
use super::row::{Row, Spacing};
use super::sheet::{Items, Plan, Table};
use super::standing::{self, Column};
use crate::base::lang::Text;
use crate::base::number::Rate;
use crate::model::Kind;
use crate::model::Warning;
use crate::rules::RuleSet;

/// The sheet.
pub(super) static SHEET: Table<RankedForm<'static>> = Table {
    plan: Plan {
        name: Text::new("预警", "Warnings"),
        title: Text::new("预算执行进度预警", "Warnings on budget execution"),
        books: &[Scope::Monitoring],
        frozen: 2,
        spacing: Spacing::Roomy,
        screen_only: |_| 1,
        closing: |context| {
            let kinds = [Kind::Unit, Kind::Project].into_iter();
            let kinds = kinds.filter(|kind| context.ranked_count(*kind) > 0);
            kinds
                .map(|kind| Row::note(progress::counted(context, kind)))
                .collect()
        },
        ..Plan::LIST
    },
    columns: &[&[
        progress::WARNING,
        standing::UNIT.wide(22).growing(40),
        Column::words("项目", "Project", 18, |row, _| {
            let project = row.form.filing.project.as_ref();
            project.map(|p| &*p.value).into()
        })
        .growing(40)
        .shown(|context| {
            slow(context)
                .iter()
                .any(|row| row.form.filing.project.is_some())
        }),
        standing::GROUP,
        progress::BUDGET,
        progress::EXECUTED,
        progress::RATE,
        progress::RELATIVE,
        Column::money(
            "距序时进度还差",
            "Short of the pace by",
            |row, context| short(row, context).into(),
        )
        .formula_by(|row, context, _| {
            let month = rule(context)?.month;
            let places = places(short(row, context)?);
            Some(format!("ROUND({{预算数}}*{month}/12-{{执行数}},{places})"))
        }),
        progress::FORECAST,
        Column::words("偏差原因", "Reasons given", 30, |row, _| {
            reasons(row).into()
        })
        .growing(50)
        .shown(|context| slow(context).iter().any(|row| reasons(row).is_some())),
        progress::FILE,
    ]],
    items: Items::Each(|context| Box::new(slow(context).into_iter())),
};

/// The forms with a red or yellow warning, the slowest first.
fn slow<'a>(context: &Context<'a>) -> Vec<RankedForm<'a>> {
    let ranked = [Kind::Unit, Kind::Project].map(|kind| context.ranked(kind));
    let paced = ranked.into_iter().flatten().filter_map(|ranked| {
        let pace = pace(&ranked).filter(|pace| pace.warning != Warning::Green)?;
        Some((pace.relative, ranked))
    });
    let mut slow: Vec<_> = paced.collect();
    slow.sort_by_key(|(relative, _)| *relative);
    slow.into_iter().map(|(_, ranked)| ranked).collect()
}

/// budget × month ÷ 12 − executed, to two places.
fn short(row: &RankedForm, context: &Context) -> Option<Decimal> {
    let [_, budget, executed] = budgeted(row.form);
    let month = Decimal::from(rule(context)?.month);
    let due = Rate::new(month, Decimal::from(12))?.times(budget?)?;
    let short = due.checked_sub(executed?)?;
    Some(RuleSet::TWO_PLACES.apply(short))
}

/// The reasons that the form gives, each once.
fn reasons(row: &RankedForm) -> Option<String> {
    let indicators = row.form.filing.indicators.open().into_iter();
    let mut given: Vec<EcoString> = Vec::new();
    for reason in indicators.filter_map(|i| i.reason) {
        if !given.contains(&reason.value) {
            given.push(reason.value);
        }
    }
    (!given.is_empty()).then(|| given.join("；"))
}
