//! Title, year and the lines for the unit.

use rust_xlsxwriter::XlsxError;

use super::Value;
use super::access::Access;
use super::layout::Layout;
use super::pen::{Area, Look, Pen};
use crate::form::spec::col::{LAST, MIDYEAR, NAME};
use crate::form::spec::{CellFormat, cover, title};

/// （2023年度）, or room for the year.
pub(super) fn year_line(year: Option<i32>) -> String {
    year.map_or_else(
        || "（    年度）".to_owned(),
        |year| format!("（{year}年度）"),
    )
}

/// Columns of the left label, the left value, the right label and the right value.
const SIDES: [[(u16, u16); 2]; 2] = [[(0, 1), (NAME, MIDYEAR)], [(MIDYEAR + 1, 9), (10, LAST)]];

impl Layout<'_> {
    /// Title, year and cover lines from row 0 on.
    pub(super) fn heading(&self, pen: &mut Pen<'_>) -> Result<(), XlsxError> {
        let order = self.order;
        let title = title(order.kind, order.stage);
        let lines = [
            (0, Look::Title, title, 34),
            (1, Look::Caption, year_line(order.year), 22),
        ];
        for (row, look, text, height) in lines {
            pen.put(Area::row(row, (0, LAST)), look, text)?;
            pen.height(row, height)?;
        }
        for (row, pair) in (2..).zip(cover(order.kind)) {
            pen.height(row, 24)?;
            for (role, [label, cols]) in pair.iter().zip(SIDES) {
                let text = order.labels.cover.canonical(*role).unwrap_or_default();
                pen.label(Area::row(row, label), text)?;
                let value = self.prefill.cover(*role);
                let access = self.settled(&value);
                pen.field(Area::row(row, cols), access, CellFormat::AsTyped, &value)?;
            }
        }
        Ok(())
    }

    /// What may be done with a line of the cover or the goal, which are fixed with the goals.
    pub(super) fn settled(&self, value: &Value) -> Access {
        match self.prefill.fixed_by {
            Some(_) if *value != Value::Blank => Access::Fixed,
            _ => Access::Open,
        }
    }
}
