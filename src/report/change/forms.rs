//! 同比、项目同比: every unit and project of this year and of the year before, its change and what it comes from.

use unicode_width::UnicodeWidthStr;

use super::{CHANGES, Table, closing, columns, lines};
use crate::base::lang::Text;
use crate::model::Kind;
use crate::report::chart::{Chart, Drawing, Words, bar, have_room, height};
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

/// Pixels across the chart.
const WIDE: u32 = 640;

/// Chart of the changes, below the notes, where all units can be named.
fn changes(context: &Context) -> Option<Chart> {
    let pairs = context.comparison?.of_kind(Kind::Unit);
    let names: Vec<usize> = pairs
        .map(|pair| pair.current.shown_unit().width())
        .collect();
    let (now, bar) = (names.len(), bar(names.into_iter()));
    if now == 0 || !have_room(now, bar) {
        return None;
    }
    let words = Words(
        Text::new("各单位总分变动（分）", "Change of total by unit (points)"),
        Text::new("单位", "Unit"),
        Text::new("分", "Points"),
    );
    let cells = |name| format!("{{同比!{name}@1:{now}}}");
    let (names, changes) = (cells("单位"), cells("总分变动"));
    let mut chart = Chart::over(context, Drawing::Swings, &words, (&names, &changes))?;
    let below = closing(&UNITS, context, Kind::Unit).len() + 1;
    chart.at = (row_of(lines(context, Kind::Unit).count() + below), 1);
    chart.size = (WIDE, height(now, bar));
    Some(chart)
}
