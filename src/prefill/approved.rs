//! 批复的指标: the indicators and weights that were approved for each unit, from one list.

mod header;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rust_decimal::Decimal;

use self::header::Header;
use super::earlier::{beside_sign, stated};
use crate::base::lang::{Message, message};
use crate::base::number;
use crate::blank::IndicatorRow;
use crate::form::labels::{IndicatorColumn as Column, Labels, RosterColumn};
use crate::form::read::{one_line, split_code};
use crate::form::target;
use crate::intake::{Error, TableFile, WorkerPool, table};
use crate::model::{CellRef, Content, Fault, Located, Place, Unit};
use crate::roster::Roster;
use crate::rules::method_names;
use crate::workbook::{Sheet, Value, Workbook};

/// The approved indicators of each unit of a roster.
#[derive(Debug, Clone, Default)]
pub struct ApprovedList {
    units: HashMap<usize, Vec<IndicatorRow>>,
    projects: HashMap<usize, Vec<(String, Vec<IndicatorRow>)>>,
}

impl ApprovedList {
    /// The list in the workbook or .csv file at `path`: unit, levels, indicator, target, weight, a row each.
    ///
    /// # Errors
    ///
    /// [`Error::Cells`] with every fault, or why the file is not read.
    pub fn load(
        path: &Path,
        roster: &Roster,
        labels: &Labels,
        pool: &WorkerPool,
    ) -> Result<Self, Error> {
        Self::of(&table(path, pool)?, roster, labels).map_err(Error::Cells)
    }

    /// Whether a workbook is such a list by its header.
    #[must_use]
    pub fn is_list(workbook: &Workbook, labels: &Labels) -> bool {
        let mut sheets = workbook.sheets.iter();
        sheets.any(|sheet| Header::find(sheet, labels).is_some())
    }

    /// The list in a table that was read.
    ///
    /// # Errors
    ///
    /// Every fault with its cell.
    pub fn of(table: &TableFile, roster: &Roster, labels: &Labels) -> Result<Self, Vec<Fault>> {
        let mut reading = Reading {
            file: &table.file,
            roster,
            approved: Self::default(),
            faults: Vec::new(),
        };
        for sheet in &table.workbook.sheets {
            if let Some(header) = Header::find(sheet, labels) {
                reading.sheet(sheet, &header);
            }
        }
        if reading.approved.is_empty() && reading.faults.is_empty() {
            let place = Place::file(Arc::clone(&table.file));
            reading.faults.push(Fault {
                place,
                message: nothing(),
            });
        }
        match reading.faults.is_empty() {
            true => Ok(reading.approved),
            false => Err(reading.faults),
        }
    }

    /// Notes the approved methods on the roster, so that forms are scored by them.
    pub fn note_methods(&self, roster: &mut Roster) {
        let units = self.units.iter();
        let own = units.flat_map(|(at, rows)| rows.iter().map(|row| (*at, None, row)));
        let projects = self.projects.iter().flat_map(|(at, projects)| {
            projects.iter().flat_map(|(name, rows)| {
                let of_project = |row| (*at, Some(name.as_str()), row);
                rows.iter().map(of_project)
            })
        });
        for (at, project, row) in own.chain(projects) {
            let typed = row.text(Column::Criterion);
            if let Some(method) = method_names().find(|name| Some(*name) == typed) {
                roster.approve(at, (project, row.name()), method);
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.units.is_empty() && self.projects.is_empty()
    }

    fn push(&mut self, at: usize, project: Option<&str>, indicator: IndicatorRow) {
        let Some(project) = project else {
            self.units.entry(at).or_default().push(indicator);
            return;
        };
        let projects = self.projects.entry(at).or_default();
        match projects.iter_mut().find(|(name, _)| name == project) {
            Some((_, indicators)) => indicators.push(indicator),
            None => projects.push((project.to_owned(), vec![indicator])),
        }
    }

    /// The projects of the unit at a position of the roster with their indicators, in the list's order.
    pub(super) fn projects(&self, at: usize) -> &[(String, Vec<IndicatorRow>)] {
        self.projects.get(&at).map_or(&[], Vec::as_slice)
    }

    /// The indicators of the unit at a position of the roster.
    pub(super) fn of_unit(&self, at: usize) -> Option<&[IndicatorRow]> {
        self.units.get(&at).map(Vec::as_slice)
    }
}

struct Reading<'t> {
    file: &'t Arc<str>,
    roster: &'t Roster,
    approved: ApprovedList,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn sheet(&mut self, sheet: &Sheet, header: &Header) {
        let mut unit = None;
        let mut named: Option<Unit> = None;
        let mut project: Option<String> = None;
        let mut levels = [None, None];
        for row in header.row.saturating_add(1)..sheet.end_row() {
            let line = ApprovedRow { sheet, header, row };
            if let Some(next) = line.unit() {
                if line.project() != project {
                    levels = [None, None];
                }
                // A row that names the unit and no project is the unit's own.
                project = line.project();
                if !same(&next, named.as_ref()) {
                    unit = self.known(&next, &line);
                    named = Some(next);
                    levels = [None, None];
                }
            } else if line.project().is_some_and(|p| project.as_ref() != Some(&p)) {
                project = line.project();
                levels = [None, None];
            }
            let Some(name) = line.text(Column::Level3) else {
                continue;
            };
            for (level, role) in levels.iter_mut().zip([Column::Level1, Column::Level2]) {
                if let Some(text) = line.text(role) {
                    *level = Some(text);
                }
            }
            let indicator = self.indicator(&line, name, levels.clone());
            if let Some(at) = unit {
                self.approved.push(at, project.as_deref(), indicator);
            }
        }
    }

    /// The unit of the roster that a row names; an unknown one is reported once per block.
    fn known(&mut self, unit: &Unit, line: &ApprovedRow<'_>) -> Option<usize> {
        let known = self.roster.find(unit).map(|known| known.at);
        if known.is_none() {
            let name = unit.name.as_ref().map(|n| n.value.clone());
            let typed = name.or(unit.code.clone()).unwrap_or_default();
            let nearest = self.roster.nearest(&typed);
            let role = line.header.at(RosterColumn::Name);
            let col = role
                .or(line.header.at(RosterColumn::Code))
                .unwrap_or_default();
            self.fault(line, col, unknown(&typed, nearest.as_deref()));
        }
        known
    }

    fn indicator(
        &mut self,
        line: &ApprovedRow<'_>,
        name: String,
        levels: [Option<String>; 2],
    ) -> IndicatorRow {
        let [level1, level2] = levels;
        let sign = line.text(Column::Sign);
        let measure = line.text(Column::Measure);
        let target = line.value(Column::Target).map(|value| {
            let (statement, typed) = target::composed(sign.as_deref(), value, measure.as_deref());
            Located::new(statement, CellRef::new(line.row, 0), typed)
        });
        if let Some(Content::Unreadable(typed)) = target.as_ref().map(|t| &t.value.content) {
            let message = unreadable(typed);
            self.fault(
                line,
                line.header.column(Column::Target).unwrap_or_default(),
                message,
            );
        }
        let statement = target.as_ref().map(|t| &t.value);
        let stated = match statement.map(|t| &t.content) {
            Some(Content::Date(date)) => (Some(date.to_string()), None),
            _ => stated(statement),
        };
        beside_sign(statement, stated)
            .with(Column::Level1, level1)
            .with(Column::Level2, level2)
            .with(Column::Level3, name)
            .with(Column::Criterion, self.method(line))
            .with(Column::Points, self.points(line))
    }

    fn points(&mut self, line: &ApprovedRow<'_>) -> Option<Decimal> {
        let points = match line.value(Column::Points)? {
            Value::Number(points) => Some(*points),
            other => number::parse_plain(&other.text()),
        };
        if points.is_none_or(|p| p < Decimal::ZERO) {
            let col = line.header.column(Column::Points).unwrap_or_default();
            self.fault(line, col, no_points());
        }
        points
    }

    fn method(&mut self, line: &ApprovedRow<'_>) -> Option<&'static str> {
        let typed = line.text(Column::Criterion)?;
        let known = method_names().find(|title| *title == typed);
        if known.is_none() {
            let col = line.header.column(Column::Criterion).unwrap_or_default();
            self.fault(line, col, no_method(&typed));
        }
        known
    }

    fn fault(&mut self, line: &ApprovedRow<'_>, col: u32, message: Message) {
        let place = Place::sheet(
            Arc::clone(self.file),
            Arc::from(&*line.sheet.name),
            Some(CellRef::new(line.row, col)),
        );
        self.faults.push(Fault { place, message });
    }
}

/// Whether a row names the unit of the row above once more.
fn same(next: &Unit, above: Option<&Unit>) -> bool {
    let key = |unit: &Unit| {
        let name = unit.name.as_ref().map(|n| n.value.clone());
        (unit.code.clone(), name)
    };
    above.is_some_and(|above| key(above) == key(next))
}

/// One row of the list.
struct ApprovedRow<'s> {
    sheet: &'s Sheet,
    header: &'s Header,
    row: u32,
}

impl ApprovedRow<'_> {
    fn shown(&self, col: u32) -> Option<&Value> {
        let value = &self.sheet.shown(CellRef::new(self.row, col))?.value;
        (!value.text().is_empty()).then_some(value)
    }

    fn value(&self, role: Column) -> Option<&Value> {
        self.shown(self.header.column(role)?)
    }

    fn text(&self, role: Column) -> Option<String> {
        let text = one_line(&self.value(role)?.text());
        Some(text.to_string())
    }

    fn project(&self) -> Option<String> {
        let value = self.shown(self.header.project?)?;
        Some(one_line(&value.text()).to_string())
    }

    /// The unit that a row names; blank cells leave it to the row above.
    fn unit(&self) -> Option<Unit> {
        let text = |role| {
            let value = self.shown(self.header.at(role)?)?;
            Some(one_line(&value.text()))
        };
        let (code, name) = (text(RosterColumn::Code), text(RosterColumn::Name));
        let (joined, name) = name.map(|n| split_code(&n)).unzip();
        let code = code.or(joined.flatten());
        (code.is_some() || name.is_some()).then(|| Unit {
            code,
            code_cell: None,
            name: name.map(|n| Located::new(n.clone(), CellRef::new(self.row, 0), n)),
            group: None,
        })
    }
}

fn unknown(typed: &str, nearest: Option<&str>) -> Message {
    let (zh, en) = nearest.map_or_else(Default::default, |near| {
        (
            format!("，最接近的是“{near}”"),
            format!("; the closest name is '{near}'"),
        )
    });
    message!(
        "名单中没有单位“{typed}”{zh}。请核对编码和名称。",
        "'{typed}' is not on the roster{en}. Check code and name."
    )
}

fn unreadable(typed: &str) -> Message {
    message!(
        "指标值“{typed}”不是可计算的数值。请写成 ≥95%、≤433.69万元 这样的形式，或用文字说明。",
        "The target '{typed}' is no quantity. Write it like ≥95%, or in plain words."
    )
}

fn no_points() -> Message {
    Message::new(
        "分值应为数字，例如 10。",
        "The weight must be a number, such as 10.",
    )
}

fn no_method(typed: &str) -> Message {
    let known: Vec<&str> = method_names().collect();
    let known = known.join("、");
    message!(
        "没有“{typed}”这种评分方法。可用：{known}；留空则按规则选择。",
        "'{typed}' is no scoring method. Use one of {known}, or leave it blank to go by the rules."
    )
}

fn nothing() -> Message {
    Message::new(
        "没有找到指标。表头应有“单位编码”或“单位名称”，以及“一级指标”“二级指标”“三级指标”“指标值”“分值”。",
        "No indicators were found. Head the columns 单位编码 or 单位名称, 一级指标, 二级指标, 三级指标, 指标值, 分值.",
    )
}
