//! The header of a list of approved indicators.

use crate::form::labels::{Cover, IndicatorColumn as Column, Labels, RosterColumn, key};
use crate::workbook::Sheet;

/// Rows among which the header row is looked for.
const HEADER_WITHIN: u32 = 30;

/// Where the columns of the list stand.
pub(super) struct Header {
    pub(super) row: u32,
    pub(super) unit: Vec<(RosterColumn, u32)>,
    /// 项目名称, on lists of projects.
    pub(super) project: Option<u32>,
    pub(super) indicator: Vec<(Column, u32)>,
}

impl Header {
    /// The first row that names a unit and an indicator.
    pub(super) fn find(sheet: &Sheet, labels: &Labels) -> Option<Self> {
        (0..HEADER_WITHIN.min(sheet.end_row())).find_map(|row| {
            let mut header = Self {
                row,
                unit: Vec::new(),
                project: None,
                indicator: Vec::new(),
            };
            for cell in sheet.row(row) {
                let text = cell.value.text();
                let word = key(&text);
                if let Some(role) = labels
                    .indicator_columns
                    .exact(&word)
                    .filter(|_| !is_unit(&word))
                {
                    header.indicator.push((role, cell.at.col));
                } else if let Some(role) = labels.roster.exact(&word) {
                    header.unit.push((role, cell.at.col));
                } else if labels.cover.exact(&word) == Some(Cover::Project) {
                    header.project = Some(cell.at.col);
                }
            }
            let unit = header
                .at(RosterColumn::Name)
                .or(header.at(RosterColumn::Code));
            (unit.is_some() && header.column(Column::Level3).is_some()).then_some(header)
        })
    }

    pub(super) fn at(&self, role: RosterColumn) -> Option<u32> {
        self.unit
            .iter()
            .find(|(r, _)| *r == role)
            .map(|(_, col)| *col)
    }

    pub(super) fn column(&self, role: Column) -> Option<u32> {
        let column = self.indicator.iter().find(|(r, _)| *r == role);
        column.map(|(_, col)| *col)
    }
}

/// 单位 heads the names of units here, not the units of measure.
fn is_unit(word: &str) -> bool {
    word == "单位"
}
