//! 项目: the ranked project forms and what they add up to.

use super::closing;
use super::column::Column;
use super::context::{Context, Ranked};
use super::headline;
use super::standing::{self, Standings, of_projects};
use super::table::{Row, Spacing, Table};
use crate::base::lang::Text;
use crate::model::Kind;

/// Name on the tab.
pub(super) const NAME: Text = Text::new("项目", "Projects");

/// The sheet.
pub(super) enum Projects {}

impl Table for Projects {
    type Of = Standings;
    const NAME: Text = NAME;
    const FROZEN: u16 = 2;
    const SPACING: Spacing = Spacing::Roomy;
    const SCREEN_ONLY: usize = 1;
    const COLUMNS: &'static [Column<Standings>] = &[
        standing::RANK,
        standing::PROJECT,
        standing::OWNER,
        standing::GROUP,
        standing::GROUP_RANK,
        standing::INITIAL,
        standing::ADJUSTED,
        standing::EXECUTED,
        standing::EXECUTION_RATE,
        standing::EXECUTION_SCORE,
        standing::PROJECT_LEVELS,
        standing::TOTAL,
        standing::GRADE,
        standing::BAND,
        of_projects(standing::BEFORE_TOTAL),
        of_projects(standing::TOTAL_CHANGE),
        of_projects(standing::BEFORE_RANK),
        standing::REPORTED,
        standing::REPORTED_RANK,
        standing::DIFFERENCE,
        standing::UNVERIFIED,
        standing::ERRORS,
        standing::WARNINGS,
        standing::FILE,
    ];

    fn title(context: &Context) -> String {
        headline(
            context,
            Text::new(
                "项目支出绩效自评复算排名",
                "Ranking of projects by recomputed self-evaluation",
            ),
        )
    }

    fn count(context: &Context, _: usize) -> usize {
        context.ranked(Kind::Project).count()
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, Ranked<'a>)> + 'a {
        context.ranked(Kind::Project).enumerate()
    }

    fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
        closing::rows::<Self>(context, Kind::Project)
    }
}
