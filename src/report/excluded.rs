//! 未入榜: every form and file that is not in a ranking, and why.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::Scope;
use super::column::{self, RowType, Style};
use super::sheet::{Items, Plan, Table};
use crate::base::lang::Text;
use crate::run::{Assessed, Exclusion};

/// A form or file that is not ranked, with what its parts that have a score add up to where it has no total.
pub(super) struct Unranked<'a> {
    exclusion: &'a Exclusion,
    partial: Option<Decimal>,
}

impl RowType for Unranked<'static> {
    type Row<'a> = Unranked<'a>;
}

type Column = column::Column<Unranked<'static>>;

/// The sheet.
pub(super) static SHEET: Table<Unranked<'static>> = Table {
    plan: Plan {
        name: Text::new("未入榜", "Not ranked"),
        title: Text::new("未列入排名的文件和自评表", "Files and forms not ranked"),
        books: &[Scope::Whole, Scope::Monitoring],
        frozen: 1,
        count: Some(|context, _| context.assessment.excluded.len()),
        ..Plan::LIST
    },
    columns: &[&[
        Column::words("文件", "File", 44, |row, _| {
            row.exclusion.file.as_ref().into()
        }),
        Column::words("工作表", "Sheet", 14, |row, _| {
            row.exclusion.sheet.as_deref().into()
        }),
        Column::words("单位", "Unit", 24, |row, _| {
            row.exclusion.unit.as_deref().into()
        }),
        Column::words("原因", "Reason", 70, |row, context| {
            row.exclusion.reason(context.lang).into()
        }),
        Column::score("已计得分（不全）", "Partial total", 10, |row, _| {
            row.partial.into()
        })
        .shown(|context| {
            context
                .assessment
                .forms
                .iter()
                .any(|f| partial(f).is_some())
        }),
        Column::of(Style::Hash, "代码", "Codes", 24, |row, _| {
            row.exclusion.codes().collect::<Vec<_>>().join(", ").into()
        }),
    ]],
    items: Items::Each(|context| {
        let forms = context.assessment.forms.iter();
        let without = forms.filter(|form| form.standing.is_none());
        let partial: HashMap<_, _> = without
            .filter_map(|form| Some(((&form.filing.file, &form.filing.sheet), partial(form)?)))
            .collect();
        let excluded = context.assessment.excluded.iter();
        Box::new(excluded.map(move |exclusion| {
            let sheet = exclusion.sheet.as_ref();
            let known = sheet.and_then(|sheet| partial.get(&(&exclusion.file, sheet)));
            Unranked {
                exclusion,
                partial: known.copied(),
            }
        }))
    }),
};

/// Sum of the scored parts of a form, where other parts lack a score.
fn partial(form: &Assessed) -> Option<Decimal> {
    if form.evaluation.total.is_some() {
        return None;
    }
    let indicators = form.evaluation.indicators.open().into_iter();
    let scores = indicators.filter_map(|indicator| indicator.score);
    let scores = scores.chain(form.evaluation.execution.score);
    scores.reduce(Decimal::saturating_add)
}
