//! 排名: the ranked unit forms and what they add up to.

use super::closing;
use super::column::Column;
use super::context::{Context, Ranked};
use super::headline;
use super::standing::{self, Standings};
use super::table::{Row, Spacing, Table};
use crate::base::lang::Text;
use crate::model::Kind;

/// Name on the tab.
pub(super) const NAME: Text = Text::new("排名", "Ranking");

/// The sheet.
pub(super) enum Ranking {}

impl Table for Ranking {
    type Of = Standings;
    const NAME: Text = NAME;
    const FROZEN: u16 = 2;
    const SPACING: Spacing = Spacing::Roomy;
    const SCREEN_ONLY: usize = 1;
    const COLUMNS: &'static [Column<Standings>] = &[
        standing::RANK,
        standing::UNIT,
        standing::CODE,
        standing::GROUP,
        standing::GROUP_RANK,
        standing::INITIAL,
        standing::ADJUSTED,
        standing::EXECUTED,
        standing::ADJUSTMENT_RATE,
        standing::EXECUTION_RATE,
        standing::EXECUTION_SCORE,
        standing::UNIT_LEVELS,
        standing::TOTAL,
        standing::GRADE,
        standing::BAND,
        standing::BEFORE_TOTAL,
        standing::TOTAL_CHANGE,
        standing::BEFORE_RANK,
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
                "部门（单位）整体支出绩效自评复算排名",
                "Ranking of units by recomputed self-evaluation",
            ),
        )
    }

    /// Always there: a run without any ranked unit says so here.
    fn parts(_: &Context) -> usize {
        1
    }

    fn count(context: &Context, _: usize) -> usize {
        context.ranked(Kind::Unit).count()
    }

    fn rows<'a>(
        context: &'a Context<'a>,
        _: usize,
    ) -> impl Iterator<Item = (usize, Ranked<'a>)> + 'a {
        context.ranked(Kind::Unit).enumerate()
    }

    fn closing<'a>(context: &'a Context<'a>) -> Vec<Row<'a>> {
        closing::rows::<Self>(context, Kind::Unit)
    }
}
