//! 项目监控: the monitoring forms of projects by progress.

use super::super::column::Column;
use super::super::context::{Context, Ranked};
use super::super::headline;
use super::super::standing::{self as shared, Standings};
use super::super::table::{Row, Spacing, Table};
use super::{standing, words};
use crate::base::lang::Text;
use crate::model::Kind;

/// Name on the tab.
pub(in super::super) const NAME: Text = Text::new("项目监控", "Project progress");

/// The sheet.
pub(in super::super) enum Projects {}

impl Table for Projects {
    type Of = Standings;
    const NAME: Text = NAME;
    const FROZEN: u16 = 2;
    const SPACING: Spacing = Spacing::Roomy;
    const SCREEN_ONLY: usize = 1;
    const COLUMNS: &'static [Column<Standings>] = &[
        standing::RANK,
        shared::PROJECT,
        shared::OWNER,
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
                "项目支出绩效运行监控排名",
                "Projects by progress at mid-year",
            ),
        )
    }

    fn count(context: &Context, _: usize) -> usize {
        context.ranked_count(Kind::Project)
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, Ranked<'a>)> + 'a {
        context.ranked(Kind::Project).enumerate()
    }

    fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
        words::closing::<Self>(context, Kind::Project)
    }
}
