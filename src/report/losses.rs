//! 失分分析: points lost by unit and group, and how they lead from all points down to the mean total.

use rust_decimal::Decimal;

use super::chart::{Chart, Drawing};
use super::closing;
use super::column::{Closing, Style};
use super::context::{Context, RankedForm};
use super::formula::places;
use super::level_rates::{ALL_POINTS, all_points, execution_points};
use super::row::{HEAD_ROWS, Row, row_of};
use super::sheet::{Items, Plan, Table};
use super::standing::{self, Column};
use super::value::Value;
use crate::base::lang::Text;
use crate::model::{Kind, column_letters};

const LOST: Text = Text::new("失分", " lost");

/// The sheet.
pub(super) static SHEET: Table<RankedForm<'static>> = Table {
    plan: Plan {
        name: Text::new("失分分析", "Points lost"),
        title: Text::new("各单位失分分析", "Points lost by unit and group"),
        frozen: 2,
        filter: false,
        count: Some(|context, _| context.ranked_count(Kind::Unit)),
        closing,
        charts: |context| vec![waterfall(context)],
        ..Plan::LIST
    },
    columns: &[&[
        standing::RANK,
        standing::UNIT,
        Column::of(
            Style::Total,
            "失分合计",
            "All lost",
            10,
            |row, context| {
                let all = all_points(row, context);
                lost(all, row.form.evaluation.total).into()
            },
        )
        .formula("ROUND({满分}-{复算总分},{#})")
        .closing(Closing::Centre),
        ALL_POINTS.formula("{一级指标得分率!满分}"),
        Column::score("预算执行失分", "Budget lost", 9, |row, _| {
            of_execution(row).into()
        })
        .formula_by(|row, _, _| Some(difference(of_execution(row)?, 0)))
        .closing(Closing::Centre),
        Column::each(
            Style::Score,
            |context| context.unit_levels.titles(context.lang, LOST),
            9,
            |row, context, nth| of_level(row, context, nth).into(),
        )
        .formula_by(|row, context, nth| Some(difference(of_level(row, context, nth)?, nth + 1)))
        .closing(Closing::Centre),
        standing::TOTAL_SCORE.formula("{一级指标得分率!复算总分}"),
    ]],
    items: Items::Each(|context| Box::new(context.ranked(Kind::Unit))),
};

/// The means, and what is left after each.
fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
    let note = Text::new(
        "注：失分＝分值−复算得分；瀑布图由满分平均逐类减去平均失分，到平均总分为止；“剩余”行是图中各段的底。",
        "Lost = weight − recomputed score. The waterfall goes from the mean of all points, group by group, down to the mean total; 'Left' is where each piece stands.",
    );
    let mut rows = closing::mean(&SHEET, context);
    let units = context.ranked_count(Kind::Unit);
    let at = context.below(units).saturating_add(1);
    rows.extend(rows.first().map(|means| left(means, at)));
    rows.push(Row::note(note.get(context.lang)));
    if let Some(Value::Text(label)) = rows.get_mut(1).and_then(|row| row.cells.get_mut(1)) {
        *label = Text::new("剩余", "Left").get(context.lang).into();
    }
    rows
}

/// From all points down to the mean total.
fn waterfall(context: &Context) -> Chart {
    let groups = context.unit_levels.count();
    let last = column_letters(groups + 5);
    let name = SHEET.plan.name.get(context.lang);
    let line = |row: u32| format!("'{name}'!$D${row}:${last}${row}");
    let mean = row_of(context.ranked_count(Kind::Unit)).saturating_add(1);
    Chart {
        drawing: Drawing::Waterfall(groups + 1),
        title: Text::new("从满分到平均总分", "From all points to the mean total").get(context.lang),
        categories_name: Text::new("一级指标", "Group").get(context.lang),
        values_name: Text::new("分", "Points").get(context.lang),
        categories: line(HEAD_ROWS),
        values: line(mean),
        base: Some(line(mean.saturating_add(1))),
        end: None,
        at: (mean.saturating_add(3), 1),
        shift: 0,
        size: (720, 250),
    }
}

fn lost(points: Option<Decimal>, earned: Option<Decimal>) -> Option<Decimal> {
    points?.checked_sub(earned?)
}

fn of_execution(row: &RankedForm) -> Option<Decimal> {
    lost(
        execution_points(row.form),
        row.form.evaluation.execution_score(),
    )
}

/// Points lost in the n-th group; none where the form has no such group.
fn of_level(row: &RankedForm, context: &Context, nth: usize) -> Option<Decimal> {
    let levels = &context.unit_levels;
    let points = levels.weights(row.index, nth).unwrap_or_default();
    lost(
        Some(points),
        levels.points(row.index, nth).or(Some(Decimal::ZERO)),
    )
}

fn difference(lost: Decimal, n: usize) -> String {
    let places = places(lost);
    format!(
        "ROUND({{一级指标得分率!预算执行分值+{n}}}-{{一级指标得分率!预算执行得分+{n}}},{places})"
    )
}

/// What is left after each group, from the row of means above it, which is row `at` (from 1).
fn left<'a>(means: &Row<'a>, at: u32) -> Row<'a> {
    let mut left = means
        .cells
        .get(3)
        .and_then(Value::number)
        .unwrap_or_default();
    let last = means.cells.len().saturating_sub(1);
    let cells = means.cells.iter().enumerate().map(|(col, mean)| {
        let Some(mean) = mean.number().filter(|_| col > 3 && col < last) else {
            return if col == 1 {
                Value::from("")
            } else {
                Value::Blank
            };
        };
        left = left.saturating_sub(mean);
        let before = if col == 4 { at } else { at + 1 };
        let (before, mean) = (
            format!("{}{before}", column_letters(col - 1)),
            column_letters(col),
        );
        Value::Number(left).computed(Some(format!("ROUND({before}-{mean}{at},2)")))
    });
    Row::total(cells.collect())
}
