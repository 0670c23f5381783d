//! 预警: the units and projects whose spending is behind the time of the year, the slowest first.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::super::column::{Column, RowType, Style};
use super::super::context::{Context, Ranked};
use super::super::formula::places;
use super::super::headline;
use super::super::money::budgeted;
use super::super::table::{Row, Spacing, Table};
use super::super::value::Value;
use super::{pace, rule, standing, words};
use crate::base::lang::Text;
use crate::model::Kind;
use crate::model::{Pace, Warning};

/// The sheet.
pub(in super::super) enum Warnings {}

/// Rows of the sheet.
pub(in super::super) enum Behind {}

/// A form with a red or yellow warning.
pub(in super::super) struct Slow<'a> {
    ranked: Ranked<'a>,
    pace: Pace,
}

impl RowType for Behind {
    type Row<'a> = Slow<'a>;
}

impl Table for Warnings {
    type Of = Behind;
    const NAME: Text = Text::new("预警", "Warnings");
    const FROZEN: u16 = 2;
    const SPACING: Spacing = Spacing::Roomy;
    const SCREEN_ONLY: usize = 1;
    const COLUMNS: &'static [Column<Behind>] = &[
        Column::<Behind>::new(
            Text::new("预警", "Warning"),
            8,
            Style::Warning,
            |row, context| row.pace.warning.title().get(context.lang).into(),
        )
        .formula(|_, context, _| words::warning_formula(context)),
        Column::<Behind>::new(
            Text::new("单位", "Unit"),
            22,
            Style::Words,
            |row, context| {
                let anchor = context.form_anchor(row.ranked.index);
                Value::linked(row.ranked.form.unit_name(), anchor)
            },
        )
        .growing(40),
        Column::<Behind>::new(
            Text::new("项目", "Project"),
            18,
            Style::Words,
            |row, _| {
                let project = row.ranked.form.filing.project.as_ref();
                project.map(|p| &*p.value).into()
            },
        )
        .growing(40)
        .shown(|context| {
            slow(context)
                .iter()
                .any(|r| r.ranked.form.filing.project.is_some())
        }),
        Column::<Behind>::new(Text::new("分组", "Group"), 10, Style::Words, |row, _| {
            row.ranked.form.filing.unit.group.as_deref().into()
        })
        .shown(super::super::standing::has_groups),
        Column::new(
            Text::new("预算数", "Budget"),
            13,
            Style::Money,
            |row, _| budgeted(row.ranked.form)[1].into(),
        ),
        Column::new(
            Text::new("执行数", "Executed"),
            13,
            Style::Money,
            |row, _| budgeted(row.ranked.form)[2].into(),
        ),
        Column::<Behind>::new(
            Text::new("执行率", "Execution rate"),
            9,
            Style::Rate,
            |row, _| row.pace.rate.into(),
        )
        .formula(|row, _, _| standing::rate_formula(&row.ranked)),
        Column::<Behind>::new(
            Text::new("相对序时进度", "Relative pace"),
            10,
            Style::Rate,
            |row, _| row.pace.relative.into(),
        )
        .formula(|row, context, _| standing::relative_formula(&row.ranked, context)),
        Column::<Behind>::new(
            Text::new("距序时进度还差", "Short of the pace by"),
            13,
            Style::Money,
            |row, context| short(row, context).into(),
        )
        .formula(|row, context, _| {
            let month = rule(context)?.month;
            let places = places(short(row, context)?);
            Some(format!("ROUND({{预算数}}*{month}/12-{{执行数}},{places})"))
        }),
        Column::<Behind>::new(
            Text::new("全年预计执行数", "Forecast for the year"),
            13,
            Style::Money,
            |row, _| standing::forecast(&row.ranked).into(),
        )
        .shown(standing::FORECAST.shown),
        Column::<Behind>::new(
            Text::new("偏差原因", "Reasons given"),
            30,
            Style::Words,
            |row, _| reasons(row).into(),
        )
        .growing(50)
        .shown(|context| slow(context).iter().any(|row| reasons(row).is_some())),
        Column::new(
            Text::new("来源文件", "Source file"),
            44,
            Style::Text,
            |row, context| standing::file(&row.ranked, context),
        ),
    ];

    fn title(context: &Context) -> String {
        headline(
            context,
            Text::new("预算执行进度预警", "Warnings on budget execution"),
        )
    }

    fn count(context: &Context, _: usize) -> usize {
        slow(context).len()
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, Slow<'a>)> + 'a {
        slow(context).into_iter().enumerate()
    }

    fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
        let kinds = [Kind::Unit, Kind::Project].into_iter();
        let kinds = kinds.filter(|kind| context.ranked_count(*kind) > 0);
        kinds
            .map(|kind| Row::note(words::counted(context, kind)))
            .collect()
    }
}

/// The forms behind, the slowest first.
fn slow<'a>(context: &Context<'a>) -> Vec<Slow<'a>> {
    let ranked = [Kind::Unit, Kind::Project].map(|kind| context.ranked(kind));
    let paced = ranked.into_iter().flatten().filter_map(|ranked| {
        let pace = pace(ranked.form.progress.as_deref())?;
        (pace.warning != Warning::Green).then_some(Slow { ranked, pace })
    });
    let mut slow: Vec<Slow> = paced.collect();
    slow.sort_by_key(|row| row.pace.relative);
    slow
}

/// budget × month ÷ 12 − executed, to two places.
fn short(row: &Slow, context: &Context) -> Option<Decimal> {
    let [_, budget, executed] = budgeted(row.ranked.form);
    let month = Decimal::from(rule(context)?.month);
    let due = crate::base::number::Rate::new(month, Decimal::from(12))?.times(budget?)?;
    let short = due.checked_sub(executed?)?;
    Some(crate::rules::RuleSet::TWO_PLACES.apply(short))
}

/// The reasons that the form gives, each once.
fn reasons(row: &Slow) -> Option<String> {
    let indicators = row.ranked.form.filing.indicators.open().into_iter();
    let mut given: Vec<EcoString> = Vec::new();
    for reason in indicators.filter_map(|i| i.reason) {
        if !given.contains(&reason.value) {
            given.push(reason.value);
        }
    }
    (!given.is_empty()).then(|| given.join("；"))
}
