//! 监控排名: the monitoring forms of units by progress.

use super::super::column::Column;
use super::super::context::{Context, Ranked};
use super::super::headline;
use super::super::standing::{self as shared, Standings};
use super::super::table::{Row, Spacing, Table};
use super::{standing, words};
use crate::base::lang::Text;
use crate::model::Kind;

/// Name on the tab.
pub(in super::super) const NAME: Text = Text::new("监控排名", "Progress");

/// The sheet.
pub(in super::super) enum Ranking {}

impl Table for Ranking {
    type Of = Standings;
    const NAME: Text = NAME;
    const FROZEN: u16 = 2;
    const SPACING: Spacing = Spacing::Roomy;
    const SCREEN_ONLY: usize = 1;
    const COLUMNS: &'static [Column<Standings>] = &[
        standing::RANK,
        shared::UNIT,
        shared::CODE,
        shared::GROUP,
        standing::GROUP_RANK,
        standing::BUDGET,
        standing::MEASURED_AGAINST,
        standing::EXECUTED,
        standing::RATE,
        standing::RELATIVE,
        standing::WARNING,
        standing::EXECUTION_POINTS,
        standing::MEASURED,
        standing::EARNED,
        standing::ACHIEVED,
        standing::OVERALL,
        standing::FORECAST,
        shared::ERRORS,
        shared::WARNINGS,
        standing::FILE,
    ];

    fn title(context: &Context) -> String {
        headline(
            context,
            Text::new(
                "部门（单位）整体支出绩效运行监控排名",
                "Units by progress at mid-year",
            ),
        )
    }

    /// Always there: a run without any ranked unit says so here.
    fn parts(_: &Context) -> usize {
        1
    }

    fn count(context: &Context, _: usize) -> usize {
        context.ranked_count(Kind::Unit)
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, Ranked<'a>)> + 'a {
        context.ranked(Kind::Unit).enumerate()
    }

    fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
        if context.ranked_count(Kind::Unit) == 0 {
            let none = Text::new(
                "没有可排名的单位绩效运行监控表，原因见“未入榜”和“审核发现”。",
                "No monitoring form of a unit could be ranked; see 'Not ranked' and 'Findings' for the reasons.",
            );
            return vec![Row::note(none.get(context.lang).to_owned())];
        }
        words::closing::<Self>(context, Kind::Unit)
    }
}
