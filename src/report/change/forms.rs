//! 同比、项目同比: every unit and project of this year and of the year before, its change and what it comes from.

use super::{CHANGES, Table, closing, columns, lines};
use crate::base::lang::Text;
use crate::model::Kind;
use crate::report::chart::{Chart, Drawing, Words};
use crate::report::context::Context;
use crate::report::row::row_of;
use crate::report::sheet::{Items, Plan};

/// 同比
pub(in crate::report) static UNITS: Table = Table {
    plan: Plan {
        name: Text::new("同比", "Year over year"),
        title: Text::new("各单位绩效自评同比", "Units year over year"),
        count: Some(|context, _| lines(context, Kind::Unit).count()),
        closing: |context| closing(&UNITS, context, Kind::Unit),
        charts: |context| changes(context).into_iter().collect(),
        ..CHANGES
    },
    columns: &[
        &[columns::RANK, columns::UNIT, columns::LINK],
        columns::CHANGES,
        columns::ADJUSTMENT,
    ],
    items: Items::Each(|context| Box::new(lines(context, Kind::Unit))),
};

/// 项目同比
pub(in crate::report) static PROJECTS: Table = Table {
    plan: Plan {
        name: Text::new("项目同比", "Projects year over year"),
        title: Text::new("项目绩效自评同比", "Projects year over year"),
        count: Some(|context, _| lines(context, Kind::Project).count()),
        closing: |context| closing(&PROJECTS, context, Kind::Project),
        ..CHANGES
    },
    columns: &[
        &[
            columns::RANK,
            columns::PROJECT,
            columns::OWNER,
            columns::LINK,
        ],
        columns::CHANGES,
    ],
    items: Items::Each(|context| Box::new(lines(context, Kind::Project))),
};

/// Units that a chart can name side by side.
const MOST: usize = 40;

/// Chart of the changes, below the notes.
fn changes(context: &Context) -> Option<Chart> {
    let now = context.comparison?.of_kind(Kind::Unit).count();
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
    let mut chart = Chart::over(context, Drawing::Changes, &words, (&names, &changes))?;
    let below = closing(&UNITS, context, Kind::Unit).len() + 1;
    chart.at = (row_of(lines(context, Kind::Unit).count() + below), 1);
    chart.size = (1100, 320);
    Some(chart)
}
