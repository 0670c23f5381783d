//! The cells of a row by column.

use super::super::super::page::Span;
use super::super::begins_elsewhere;
use super::TableRow;
use crate::form::labels::IndicatorColumn;
use crate::workbook::{Cell, Region};

impl<'g> TableRow<'_, 'g> {
    /// The column of the name where 指标 is over several columns and there are no levels: the last is that of the name,
    /// those before it of the levels.
    fn parted_name(&self, role: IndicatorColumn) -> Option<Span> {
        use IndicatorColumn as C;
        if !matches!(role, C::Name | C::Level1 | C::Level2) {
            return None;
        }
        let name = self.header.span(C::Name)?;
        let levels = [C::Level1, C::Level2, C::Level3];
        let alone = name.first < name.last && self.header.count(&levels) == 0;
        let order = match name.last.saturating_sub(name.first) {
            // Below a 一级指标 in a row of its own, the only column before the name is that of the second level.
            1 if self.section.is_none() => [C::Name, C::Level1, C::Level2],
            _ => [C::Name, C::Level2, C::Level1],
        };
        let back = u32::try_from(order.iter().position(|level| *level == role)?).ok()?;
        let col = name
            .last
            .checked_sub(back)
            .filter(|col| *col >= name.first)?;
        alone.then_some(Span {
            first: col,
            last: col,
        })
    }

    /// The cell of a column; a note merged across names and figures belongs to neither. A figure may be left of the
    /// names, in a column of its own.
    pub(super) fn cell(&self, role: IndicatorColumn) -> Option<&'g Cell> {
        let seen = self.seen.get(role as usize);
        seen.map_or_else(
            || self.look(role),
            |seen| *seen.get_or_init(|| self.look(role)),
        )
    }

    fn look(&self, role: IndicatorColumn) -> Option<&'g Cell> {
        let span = self.header.span(role);
        let parted = self.parted_name(role);
        let (cell, region) = parted
            .and_then(|part| self.page.merged_under(self.row, &part))
            .or_else(|| self.page.merged_under(self.row, &span?))?;
        let within = |span: Span| span.contains(region.first.col) && span.contains(region.last.col);
        let inside = match role {
            // Groups may be behind the figures, in columns of their own.
            IndicatorColumn::Level1 | IndicatorColumn::Level2
                if span.is_some_and(|span| span.first > self.first_figure) =>
            {
                span.is_some_and(within)
            }
            IndicatorColumn::Level3
                if span.is_some_and(|span| self.is_over_target(span, region)) =>
            {
                true
            }
            IndicatorColumn::Level1
            | IndicatorColumn::Level2
            | IndicatorColumn::Level3
            | IndicatorColumn::Name => region.last.col < self.first_figure,
            _ if begins_elsewhere(self.header, role, region.first.col) => false,
            _ => region.first.col >= self.first_figure || span.is_some_and(within),
        };
        inside.then_some(cell)
    }

    /// Whether a name beside its levels is merged over the target behind it, and nothing else.
    fn is_over_target(&self, names: Span, region: Region) -> bool {
        let target = self.header.span(IndicatorColumn::Target);
        let levels = [IndicatorColumn::Level1, IndicatorColumn::Level2];
        region.first.col == names.first
            && target.is_some_and(|t| t.first == self.first_figure && t.last == region.last.col)
            && self.header.count(&levels) > 0
    }
}
