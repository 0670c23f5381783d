//! 试算: what each ranked unit would be worth under the settings of 参数, step by step.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::column::{self, RowType, Style};
use super::context::{Context, RankedForm};
use super::level_rates::all_points;
use super::row::Row;
use super::sheet::{Items, Plan, Table};
use super::value::Value;
use super::what_if::{
    Parameter, bound, full, grade_formula, own_score, own_weight, rounded, surplus_rates,
    surpluses, units, weight,
};
use crate::base::lang::Text;
use crate::model::Kind;
use crate::run::rank::tie_order;

const WEIGHT: Text = Text::new("新分值", " new weight");
const SCORE: Text = Text::new("试算得分", " trial score");

/// Room for a place among ties behind a rank in one figure.
const TIES: usize = 100_000;

/// A ranked unit with its place among units that might tie with it.
pub(super) struct TrialRow<'a> {
    ranked: RankedForm<'a>,
    tie: usize,
}

impl RowType for TrialRow<'static> {
    type Row<'a> = TrialRow<'a>;
}

type Column = column::Column<TrialRow<'static>>;

/// The sheet.
pub(super) static SHEET: Table<TrialRow<'static>> = Table {
    plan: Plan {
        name: Text::new("试算", "Trial"),
        title: Text::new("按“参数”试算", "Trial by the settings of 'What-if'"),
        frozen: 2,
        // 参数 looks units up by their row here.
        filter: false,
        locked: true,
        screen_only: |_| 5,
        count: Some(|context, _| units(context)),
        closing: |context| vec![Row::note(NOTE.get(context.lang))],
        ..Plan::LIST
    },
    columns: &[&[
        Column::rank("原名次", "Rank", 7, |row, _| row.ranked.standing.rank.into())
            .formula("RANK({一级指标得分率!复算总分},{一级指标得分率!复算总分:},0)"),
        Column::words("单位", "Unit", 24, |row, context| {
            let anchor = context.rank_anchor(row.ranked.index, Kind::Unit);
            Value::linked(row.ranked.form.unit_name(), anchor)
        })
        .growing(40),
        Column::score("原总分", "Total", 9, |row, _| row.ranked.form.evaluation.total.into())
            .formula("{一级指标得分率!复算总分}"),
        Column::score("预算执行新分值", "Budget new weight", 9, |row, context| {
            own_weight(&row.ranked, context, 0).into()
        })
        .formula_by(|row, context, _| weight_formula(row, context, 0)),
        Column::each(
            Style::Score,
            |context| context.unit_levels.titles(context.lang, WEIGHT),
            9,
            |row, context, nth| own_weight(&row.ranked, context, nth + 1).into(),
        )
        .formula_by(|row, context, nth| weight_formula(row, context, nth + 1)),
        Column::score("预算执行试算得分", "Budget trial score", 9, |row, context| {
            own_score(&row.ranked, context, 0).into()
        })
        .formula_by(|row, context, _| score_formula(row, context, 0)),
        Column::each(
            Style::Score,
            |context| context.unit_levels.titles(context.lang, SCORE),
            9,
            |row, context, nth| own_score(&row.ranked, context, nth + 1).into(),
        )
        .formula_by(|row, context, nth| score_formula(row, context, nth + 1)),
        Column::of(Style::Total, "试算总分", "Trial total", 9, |row, _| {
            row.ranked.form.evaluation.total.into()
        })
        .formula("ROUND(SUM({预算执行试算得分}:{试算总分-1}),8)"),
        Column::of(Style::Grade, "试算等级", "Trial grade", 7, |row, _| {
            let grade = row.ranked.form.evaluation.grade.as_ref();
            grade.map(|g| &*g.name).into()
        })
        .formula_by(|_, context, _| grade_formula(context)),
        Column::rank("试算名次", "Trial rank", 7, |row, _| row.ranked.standing.rank.into())
            .formula_by(|_, context, _| {
                let full = full(context);
                Some(format!(
                    "IF({{试算总分}}>{full},\"\",RANK({{试算总分}},{{试算总分:}},0)-COUNTIF({{试算总分:}},\">{full}\"))"
                ))
            }),
        Column::of(Style::Shift, "名次变化（升为正）", "Places gained", 9, |_, _| {
            Value::Number(Decimal::ZERO)
        })
        .formula("IF({试算名次}=\"\",\"\",{原名次}-{试算名次})"),
        Column::count("超额指标数", "Far above target", 8, |row, context| {
            surpluses(&row.ranked, context).into()
        })
        .formula_by(|row, context, _| surplus_formula(row, context)),
        Column::score("已定分值", "Weights given", 9, |_, _| Value::Number(Decimal::ZERO))
            .formula_by(|_, context, _| {
                let given = |n| format!("IF({},N({}),0)", has(n), weight(context, n));
                Some(sum_over(context, given))
            }),
        Column::score("未定分值", "Weights kept", 9, |row, context| {
            all_points(&row.ranked, context).into()
        })
        .formula_by(|_, context, _| {
            let kept = |n| {
                let (has, new, own) = (has(n), weight(context, n), own(n));
                format!("IF(AND({has},{new}=\"\"),{own},0)")
            };
            Some(sum_over(context, kept))
        }),
        Column::score("余下分值", "Left for those", 9, |row, context| {
            all_points(&row.ranked, context).into()
        })
        .formula("IF({未定分值}=0,0,ROUND(MAX({一级指标得分率!满分}-{已定分值},0),8))"),
        Column::count("并列次序", "Place in ties", 8, |row, _| row.tie.into()),
        Column::count("排序键", "Sort key", 12, |row, _| {
            (row.ranked.standing.rank * TIES + row.tie).into()
        })
        .formula_by(|_, _, _| {
            Some(format!("IF({{试算名次}}=\"\",10^9,{{试算名次}}*{TIES})+{{并列次序}}"))
        }),
    ]],
    items: Items::Each(|context| Box::new(tries(context).into_iter())),
};

const NOTE: Text = Text::new(
    "注：有新分值的类别取新分值，其余类别按原分值的比例分享余下的分；各表满分不变，缺某类指标的表按比例分给其他类别。试算得分＝原得分×新分值÷原分值，按规则舍入；分值不变的得分不变。总分高于满分的不排名。并列者按执行率、名称排列（并列次序）。",
    "A group with a new weight takes it, the others share what is left in proportion to their own; all points of a form stay what they are, and a form that lacks a group scales the others. Trial score = score × new weight ÷ own weight, rounded by the rules; a group that keeps its weight keeps its score. A total above all points is not ranked. Ties are listed by execution rate, then name.",
);

/// The ranked units in the order of the ranking.
fn tries<'a>(context: &Context<'a>) -> Vec<TrialRow<'a>> {
    let ranked: Vec<_> = context.ranked(Kind::Unit).take(units(context)).collect();
    let mut order = ranked.clone();
    order.sort_by(|a, b| tie_order(a.form, b.form));
    let ties: BTreeMap<usize, usize> = order.iter().map(|r| r.index).zip(1..).collect();
    let tie = |r: &RankedForm| ties.get(&r.index).copied().unwrap_or_default();
    ranked
        .into_iter()
        .map(|ranked| TrialRow {
            tie: tie(&ranked),
            ranked,
        })
        .collect()
}

/// Own weight of budget execution (0) or of the n-th group in the row's unit.
fn own(nth: usize) -> String {
    format!("{{一级指标得分率!预算执行分值+{nth}}}")
}

/// Whether the unit has points there.
fn has(nth: usize) -> String {
    format!("{}>0", own(nth))
}

fn sum_over(context: &Context, figure: impl Fn(usize) -> String) -> String {
    let figures: Vec<_> = (0..=context.unit_levels.count()).map(figure).collect();
    format!("ROUND({},8)", figures.join("+"))
}

fn weight_formula(row: &TrialRow, context: &Context, nth: usize) -> Option<String> {
    own_weight(&row.ranked, context, nth).filter(|w| *w > Decimal::ZERO)?;
    let (own, new) = (own(nth), weight(context, nth));
    let whole = "({已定分值}+{余下分值})";
    let share = format!("IF({new}=\"\",{own}*{{余下分值}}/{{未定分值}},{new})");
    Some(format!(
        "IF({whole}=0,0,ROUND({share}*{{一级指标得分率!满分}}/{whole},8))"
    ))
}

fn score_formula(row: &TrialRow, context: &Context, nth: usize) -> Option<String> {
    let score = format!("{{一级指标得分率!预算执行得分+{nth}}}");
    let weighed = own_weight(&row.ranked, context, nth).is_some_and(|w| w > Decimal::ZERO);
    if !weighed {
        return Some(score);
    }
    let (own, new) = (own(nth), format!("{{预算执行新分值+{nth}}}"));
    let rounding = context.assessment.rules.rounding.score;
    let scaled = rounded(&format!("{score}*{new}/{own}"), rounding);
    Some(format!("IF({new}={own},{score},{scaled})"))
}

fn surplus_formula(row: &TrialRow, context: &Context) -> Option<String> {
    let rates = surplus_rates(&row.ranked);
    let list: Vec<_> = rates.iter().map(|r| r.normalize().to_string()).collect();
    let bound = bound(context, Parameter::Surplus);
    (!list.is_empty()).then(|| format!("SUMPRODUCT(--({{={}}}>={bound}))", list.join(",")))
}
