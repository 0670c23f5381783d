//! 复核结果: the reviewed forms, filed against recomputed against reviewed, and their rank among each other.

use rust_decimal::Decimal;

use super::column::{self, RowType};
use super::context::{Context, Form};
use super::form_columns::{self, OfForm};
use super::row::Row;
use super::sheet::{Items, Plan, Table};
use crate::base::lang::{Text, worded};
use crate::model::Kind;
use crate::run::review::ReviewedScore;

/// A reviewed form.
pub(super) struct ReviewedForm<'a> {
    form: Form<'a>,
    reviewed: &'a ReviewedScore,
    /// 复核名次 among the reviewed forms of its kind.
    rank: Option<usize>,
}

impl RowType for ReviewedForm<'static> {
    type Row<'a> = ReviewedForm<'a>;
}

impl<'a> OfForm<'a> for ReviewedForm<'a> {
    fn form(&self) -> Form<'a> {
        self.form
    }
}

type Column = column::Column<ReviewedForm<'static>>;

/// The sheet.
pub(super) static SHEET: Table<ReviewedForm<'static>> = Table {
    plan: Plan {
        name: Text::new("复核结果", "Reviews"),
        title: Text::new(
            "自评、复算与复核得分",
            "Filed, recomputed and reviewed scores",
        ),
        frozen: 2,
        closing: |context| notes(context).into_iter().map(Row::note).collect(),
        ..Plan::LIST
    },
    columns: &[&[
        form_columns::unit(),
        form_columns::project(),
        Column::score("自评总分", "Filed", 9, |line, _| {
            line.form.form.reported_total().into()
        }),
        Column::score("复算总分", "Recomputed", 10, |line, _| {
            line.form.form.evaluation.own_total().into()
        }),
        Column::score("复核总分", "Reviewed", 9, |line, _| {
            line.reviewed.total.into()
        }),
        Column::score("复核−自评", "Reviewed − filed", 10, |line, _| {
            let filed = line.form.form.reported_total();
            line.reviewed
                .total
                .zip(filed)
                .and_then(|(reviewed, filed)| reviewed.checked_sub(filed))
                .into()
        })
        .formula_where("ROUND({复核总分}-{自评总分},2)", |line, _| {
            let places =
                |figure: Option<Decimal>| figure.is_some_and(|f| f.normalize().scale() <= 2);
            places(line.reviewed.total) && places(line.form.form.reported_total())
        }),
        Column::rank("复核名次", "Rank by review", 8, |line, _| {
            line.rank.into()
        }),
        Column::rank("复核等级", "Grade by review", 8, |line, context| {
            let rules = &context.assessment.rules;
            let grade = line.reviewed.total.and_then(|total| rules.grade(total));
            grade.map(|grade| grade.name.to_string()).into()
        }),
        Column::rank("公布名次", "Official rank", 8, |line, _| {
            line.form.form.standing.map(|standing| standing.rank).into()
        }),
        Column::words("底稿", "Working paper", 36, |line, _| {
            (&*line.reviewed.file).into()
        }),
    ]],
    items: Items::Each(|context| Box::new(lines(context).into_iter())),
};

/// Units first, each kind by its reviewed total, the best first; those that are not finished last.
fn lines<'a>(context: &Context<'a>) -> Vec<ReviewedForm<'a>> {
    let mut lines = Vec::new();
    for kind in [Kind::Unit, Kind::Project] {
        let forms = context.forms().filter(|form| form.form.filing.kind == kind);
        let mut reviewed: Vec<_> = forms
            .filter_map(|form| Some((form.form.reviewed.as_deref()?, form)))
            .collect();
        reviewed.sort_by_key(|(reviewed, _)| std::cmp::Reverse(reviewed.total));
        let totals: Vec<_> = reviewed
            .iter()
            .filter_map(|(reviewed, _)| reviewed.total)
            .collect();
        lines.extend(reviewed.into_iter().map(|(reviewed, form)| ReviewedForm {
            rank: reviewed.total.map(|total| {
                let better = totals.iter().filter(|other| **other > total).count();
                better.saturating_add(1)
            }),
            form,
            reviewed,
        }));
    }
    lines
}

/// How many are reviewed, and what the official rank is based on.
fn notes(context: &Context) -> Vec<String> {
    let lang = context.lang;
    let forms = || context.forms().filter(|form| form.form.standing.is_some());
    let ranked = forms().count();
    let total = |form: &Form| {
        form.form
            .reviewed
            .as_ref()
            .and_then(|reviewed| reviewed.total)
    };
    let done = forms().filter(|form| total(form).is_some()).count();
    let official = forms().any(|form| form.form.official_review().is_some());
    let rule = match official {
        true => Text::new(
            "入榜的同类表全部复核完毕的，公布名次按复核总分排列。",
            "Where every ranked form of a kind is reviewed, the official rank goes by the reviewed total.",
        ),
        false => Text::new(
            "没有全部复核，公布名次仍按复算总分；复核名次只在已复核的表之间排列。",
            "Not all are reviewed: the official rank goes by the recomputed total, the rank by review is among the reviewed.",
        ),
    };
    vec![worded!(
        lang,
        "注：入榜 {ranked} 份，复核完毕 {done} 份。{}复核人的差错见“审核发现”。",
        "{done} of {ranked} ranked forms are reviewed. {} Faults of reviewers are among the findings.",
        rule.get(lang)
    )]
}
