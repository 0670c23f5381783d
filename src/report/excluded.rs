//! 未入榜: every form and file that is not in a ranking, and why.

use super::Scope;
use super::column::{self, RowType, Style};
use super::sheet::{Items, Plan, Table};
use crate::base::lang::Text;
use crate::run::Exclusion;

impl RowType for &'static Exclusion {
    type Row<'a> = &'a Exclusion;
}

type Column = column::Column<&'static Exclusion>;

/// The sheet.
pub(super) static SHEET: Table<&'static Exclusion> = Table {
    plan: Plan {
        name: Text::new("未入榜", "Not ranked"),
        title: Text::new("未列入排名的文件和自评表", "Files and forms not ranked"),
        books: &[Scope::Whole, Scope::Monitoring],
        frozen: 1,
        count: Some(|context, _| context.assessment.excluded.len()),
        ..Plan::LIST
    },
    columns: &[&[
        Column::words("文件", "File", 44, |row, _| row.file.as_ref().into()),
        Column::words("工作表", "Sheet", 14, |row, _| {
            row.sheet.as_deref().into()
        }),
        Column::words("单位", "Unit", 24, |row, _| row.unit.as_deref().into()),
        Column::words("原因", "Reason", 70, |row, context| {
            row.reason(context.lang).into()
        }),
        Column::of(Style::Hash, "代码", "Codes", 24, |row, _| {
            row.codes().collect::<Vec<_>>().join(", ").into()
        }),
    ]],
    items: Items::Each(|context| Box::new(context.assessment.excluded.iter())),
};
