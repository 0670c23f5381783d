//! 同比: every unit of this year and of the year before, its change and what it comes from.

use super::{Changes, Line, closing, columns, comparison, has_before, headline, lines};
use crate::base::lang::Text;
use crate::model::Kind;
use crate::report::chart::{Chart, Drawing, Words};
use crate::report::column::Column;
use crate::report::context::Context;
use crate::report::table::{HEAD_ROWS, Row, Spacing, Table};

/// Name on the tab.
pub(in crate::report) const NAME: Text = Text::new("同比", "Year over year");

/// The sheet.
pub(in crate::report) enum Units {}

impl Table for Units {
    type Of = Changes;
    const NAME: Text = NAME;
    const FROZEN: u16 = 2;
    const SPACING: Spacing = Spacing::Roomy;
    const COLUMNS: &'static [Column<Changes>] = &[
        columns::RANK,
        columns::UNIT,
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
        columns::BEFORE_ADJUSTMENT,
        columns::NOW_ADJUSTMENT,
        columns::ADJUSTMENT_CHANGE,
    ];

    fn title(context: &Context) -> String {
        headline(
            context,
            Text::new("各单位绩效自评同比", "Units year over year"),
        )
    }

    fn count(context: &Context, _: usize) -> usize {
        if has_before(context, Kind::Unit) {
            lines(context, Kind::Unit).count()
        } else {
            0
        }
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, Line<'a>)> + 'a {
        lines(context, Kind::Unit)
    }

    fn charts(context: &Context) -> Vec<Chart> {
        changes(context).into_iter().collect()
    }

    fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
        closing::<Self>(context, Kind::Unit)
    }
}

/// Units that a chart can name side by side.
const MOST: usize = 40;

/// Chart of the changes, below the notes.
fn changes(context: &Context) -> Option<Chart> {
    let now = comparison(context)?.of_kind(Kind::Unit).count();
    if now == 0 || now > MOST {
        return None;
    }
    let words = Words(
        Text::new("各单位总分变动", "Change of total by unit"),
        Text::new("单位", "Unit"),
        Text::new("分", "Points"),
    );
    let cells = |name| format!("{{同比!{name}@1:{now}}}");
    let (names, changes) = (cells("单位"), cells("总分变动"));
    let mut chart = Chart::over(context, Drawing::Columns, &words, (&names, &changes))?;
    let rows = Units::count(context, 0) + Units::closing(context).len() + 1;
    chart.at = (HEAD_ROWS.saturating_add(u32::try_from(rows).ok()?), 1);
    chart.size = (1100, 320);
    Some(chart)
}
