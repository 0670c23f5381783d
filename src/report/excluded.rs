//! 未入榜: every form and file that is not in a ranking, and why.

use super::column::{Column, RowType, Style};
use super::context::Context;
use super::headline;
use super::table::Table;
use crate::base::lang::Text;
use crate::run::Exclusion;

/// The sheet.
pub(super) enum Excluded {}

/// Rows of the sheet.
pub(super) enum Exclusions {}

impl RowType for Exclusions {
    type Row<'a> = &'a Exclusion;
}

impl Table for Excluded {
    type Of = Exclusions;
    const NAME: Text = Text::new("未入榜", "Not ranked");
    const FROZEN: u16 = 1;
    const COLUMNS: &'static [Column<Exclusions>] = &[
        Column::new(Text::new("文件", "File"), 44, Style::Words, |row, _| {
            row.file.as_ref().into()
        }),
        Column::new(
            Text::new("工作表", "Sheet"),
            14,
            Style::Words,
            |row, _| row.sheet.as_deref().into(),
        ),
        Column::new(Text::new("单位", "Unit"), 24, Style::Words, |row, _| {
            row.unit.as_deref().into()
        }),
        Column::new(
            Text::new("原因", "Reason"),
            70,
            Style::Words,
            |row, context| row.reason(context.lang).into(),
        ),
        Column::new(Text::new("代码", "Codes"), 24, Style::Hash, |row, _| {
            row.codes().collect::<Vec<_>>().join(", ").into()
        }),
    ];

    fn title(context: &Context) -> String {
        headline(
            context,
            Text::new("未列入排名的文件和自评表", "Files and forms not ranked"),
        )
    }

    fn count(context: &Context, _: usize) -> usize {
        context.assessment.excluded.len()
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, &'a Exclusion)> + 'a {
        context.assessment.excluded.iter().enumerate()
    }
}
