//! Groups in rows of their own in the only column of names: 一、产出指标 with the sum of the points below it.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::row::TableRow;
use super::{TableRows, split_points};
use crate::form::labels::{IndicatorColumn, key};
use crate::model::{Figure, Located, usual_group};

impl TableRows<'_, '_> {
    /// The group in the title above the headings of its own rows, which have no column of groups: 二、产出（50分）.
    pub(super) fn title(&self) -> Option<(EcoString, Option<Figure>)> {
        let above = self.header.rows.start.checked_sub(1)?;
        if self.header.has(IndicatorColumn::Level1) {
            return None;
        }
        let title = TableRow::new(self, above).section();
        title.filter(|(name, _)| usual_group(name).is_some())
    }

    /// The name and the points of a group whose indicators follow below it and have these points together.
    pub(super) fn group_sum(&self, row: u32, stop: u32) -> Option<(EcoString, Option<Figure>)> {
        use IndicatorColumn as C;
        if self.header.count(&[C::Level1, C::Level2]) > 0 {
            return None;
        }
        let (name, points) = self.group(row)?;
        let mut sum = Decimal::ZERO;
        for below in row.saturating_add(1)..stop {
            if self.closes(below).is_some() || self.group(below).is_some() {
                break;
            }
            let own = TableRow::new(self, below).number(C::Points);
            sum = sum.checked_add(own.map(|own| own.value).unwrap_or_default())?;
        }
        (sum == points.value).then_some((name, Some(points)))
    }

    /// A group with points and without values: 一、产出指标.
    fn group(&self, row: u32) -> Option<(EcoString, Figure)> {
        let own = TableRow::new(self, row);
        let cell = own.name_cell().filter(|cell| cell.at.row == row)?;
        let text = cell.value.text();
        let (name, _) = split_points(&text);
        let name = key(name);
        if usual_group(&name).is_none() || own.has_value() {
            return None;
        }
        let points = own.number(IndicatorColumn::Points)?;
        let points = Located::new(points.value, cell.at, text.as_ref());
        Some((EcoString::from(&*name), points))
    }
}
