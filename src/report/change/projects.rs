//! 项目同比: every project of this year and of the year before.

use super::{Changes, Line, closing, columns, has_before, headline, lines};
use crate::base::lang::Text;
use crate::model::Kind;
use crate::report::column::Column;
use crate::report::context::Context;
use crate::report::table::{Row, Spacing, Table};

/// The sheet.
pub(in crate::report) enum Projects {}

impl Table for Projects {
    type Of = Changes;
    const NAME: Text = Text::new("项目同比", "Projects year over year");
    const FROZEN: u16 = 2;
    const SPACING: Spacing = Spacing::Roomy;
    const COLUMNS: &'static [Column<Changes>] = &[
        columns::RANK,
        columns::PROJECT,
        columns::OWNER,
        columns::LINK,
        columns::FORMER,
        columns::EARLIER_TOTALS,
        columns::BEFORE_TOTAL,
        columns::NOW_TOTAL,
        columns::TREND,
        columns::TOTAL_CHANGE,
        columns::BY_PERFORMANCE,
        columns::BY_PLAN,
        columns::BY_RULES,
        columns::BEFORE_GRADE,
        columns::NOW_GRADE,
        columns::GRADE_CHANGE,
        columns::BEFORE_RANK,
        columns::PLACES_WON,
        columns::BEFORE_EXECUTION,
        columns::NOW_EXECUTION,
        columns::EXECUTION_CHANGE,
    ];

    fn title(context: &Context) -> String {
        headline(
            context,
            Text::new("项目绩效自评同比", "Projects year over year"),
        )
    }

    fn count(context: &Context, _: usize) -> usize {
        if has_before(context, Kind::Project) {
            lines(context, Kind::Project).count()
        } else {
            0
        }
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, Line<'a>)> + 'a {
        lines(context, Kind::Project)
    }

    fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
        closing::<Self>(context, Kind::Project)
    }
}
