//! From the cells of a rule workbook to the text of a rule file, and from that to rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::method::{self, column};
use super::settings::{SETTINGS, Setting, WEIGHTS};
use super::sheets::{
    BANDS, BASIC, DEDUCTIONS, GRADES, Kind, METHODS, REWEIGHT, SEVERITIES, Table, WEIGHT,
};
use super::transcript::{Transcript, quoted};
use super::values::{Grid, Row, is, literal};
use super::{Loaded, labels, words};
use crate::base::lang::{Message, Text};
use crate::error::Fault;
use crate::intake;
use crate::model::Place;
use crate::rules::{RuleFile, RuleSet};
use crate::workbook::{Remark, Value};

/// What a rule workbook holds, or every fault in it.
pub(super) fn loaded(table: &intake::Table) -> Result<Loaded, Vec<Fault>> {
    let mut reading = Reading {
        table,
        faults: Vec::new(),
    };
    reading.remarks();
    let rules = reading.rules();
    let labels = labels::read(&mut reading);
    let roster = labels::roster(&mut reading, labels.as_ref());
    match rules {
        Some(rules) if reading.faults.is_empty() => Ok(Loaded {
            rules,
            labels,
            roster,
        }),
        _ => Err(reading.faults),
    }
}

/// A rule workbook while it is read.
pub(super) struct Reading<'t> {
    pub(super) table: &'t intake::Table,
    pub(super) faults: Vec<Fault>,
}

impl<'t> Reading<'t> {
    /// The sheet of `table`; what is missing is a fault.
    fn grid(&mut self, table: &'static Table) -> Option<Grid<'t>> {
        match Grid::find(&self.table.file, &self.table.workbook.sheets, table) {
            Ok(grid) => Some(grid),
            Err(fault) => {
                self.faults.push(fault);
                None
            }
        }
    }

    pub(super) fn fault(&mut self, place: Place, message: Message) {
        self.faults.push(Fault { place, message });
    }

    /// Cells that show something else than they hold.
    fn remarks(&mut self) {
        for remark in &self.table.workbook.remarks {
            let (sheet, at) = match remark {
                Remark::Uncalculated(sheet, at)
                | Remark::ErrorValue(sheet, at, _)
                | Remark::OutOfRange(sheet, at)
                | Remark::BeyondWindow(sheet, at) => (sheet, *at),
                Remark::HiddenSheet(_)
                | Remark::OwnOutput
                | Remark::Scaled(..)
                | Remark::Undated(..) => continue,
            };
            let place = Place {
                file: Arc::clone(&self.table.file),
                sheet: Some(Arc::from(&**sheet)),
                cell: Some(at),
            };
            self.fault(place, unreadable());
        }
    }

    /// The rules; `None` where they cannot even be written down.
    fn rules(&mut self) -> Option<RuleSet> {
        let mut text = Transcript::new(Place::file(Arc::clone(&self.table.file)));
        let parts = [
            self.settings(&BASIC, SETTINGS, &mut text),
            self.settings(&WEIGHT, WEIGHTS, &mut text),
            self.records(&GRADES, "grade", &["name", "aliases", "from"], &mut text),
            self.records(&BANDS, "band", &["to", "from", "phrases"], &mut text),
            self.deductions(&mut text),
            self.reweight(&mut text),
            self.methods(&mut text),
            self.severities(&mut text),
        ];
        parts.into_iter().collect::<Option<Vec<()>>>()?;
        match RuleSet::placed(&text.text, |at| text.place(at)) {
            Ok(mut rules) => {
                rules.stamp.workbook = Some(RuleFile {
                    file: Arc::clone(&self.table.file),
                    sha256: self.table.sha256.clone(),
                });
                Some(rules)
            }
            Err(faults) => {
                let known = |f: &Fault| self.faults.iter().any(|o| o.place == f.place);
                let new: Vec<_> = faults.into_iter().filter(|f| !known(f)).collect();
                self.faults.extend(new);
                None
            }
        }
    }

    /// Writes the value of a cell; what is wrong with it is a fault.
    fn value(&mut self, text: &mut Transcript, kind: Kind, value: Option<&Value>, place: &Place) {
        let literal = literal(kind, value).unwrap_or_else(|(message, instead)| {
            self.fault(place.clone(), message);
            instead
        });
        text.from(place, &literal);
    }

    fn settings(
        &mut self,
        table: &'static Table,
        settings: &'static [Setting],
        text: &mut Transcript,
    ) -> Option<()> {
        let grid = self.grid(table)?;
        let mut rows = BTreeMap::new();
        for row in grid.rows() {
            let name = row.text(0).unwrap_or_default();
            let known = settings.iter().find(|s| is(&name, s.name));
            match known.map(|s| rows.insert(s.key, row).is_some()) {
                Some(false) => {}
                Some(true) => self.fault(row.place(0), said_twice(&name)),
                None => self.fault(row.place(0), no_setting(&name)),
            }
        }
        self.whole_rate(&mut rows);
        let mut complete = Some(());
        for setting in settings {
            match rows.get(setting.key) {
                Some(row) if setting.optional && row.value(1).is_none() => {}
                Some(row) => {
                    text.put(&format!("{} = ", setting.key));
                    self.value(text, setting.kind, row.value(1), &row.place(1));
                    text.put("\n");
                }
                None if setting.optional => {}
                None => {
                    self.fault(grid.place(), no_row(setting.name));
                    complete = None;
                }
            }
        }
        complete
    }

    /// Places and mode of the rate go together.
    fn whole_rate(&mut self, rows: &mut BTreeMap<&str, Row<'_, '_>>) {
        let keys = ["rounding.rate.places", "rounding.rate.mode"];
        let [Some(places), Some(mode)] = keys.map(|key| rows.get(key).copied()) else {
            return;
        };
        let blank = match (places.value(1).is_some(), mode.value(1).is_some()) {
            (true, false) => mode,
            (false, true) => places,
            _ => return,
        };
        self.fault(blank.place(1), half_a_rate());
        for key in keys {
            rows.remove(key);
        }
    }

    /// One record a row, one key a column.
    fn records(
        &mut self,
        table: &'static Table,
        list: &str,
        keys: &[&str],
        text: &mut Transcript,
    ) -> Option<()> {
        let grid = self.grid(table)?;
        text.put(&format!("{list} = "));
        text.from(&grid.place(), "[");
        for row in grid.rows() {
            text.from(&row.place(0), "{ ");
            for (nth, (key, header)) in keys.iter().zip(table.headers).enumerate() {
                text.put(if nth == 0 { "" } else { ", " });
                text.put(&format!("{key} = "));
                self.value(text, header.kind, row.value(nth), &row.place(nth));
            }
            text.put(" },\n");
        }
        text.put("]\n");
        Some(())
    }

    fn deductions(&mut self, text: &mut Transcript) -> Option<()> {
        let keys = ["from", "share"];
        self.records(&DEDUCTIONS, "over-fulfilled.deduction", &keys, text)
    }

    fn reweight(&mut self, text: &mut Transcript) -> Option<()> {
        if self.grid(&REWEIGHT)?.rows().next().is_none() {
            return Some(());
        }
        let keys = ["name", "points"];
        self.records(&REWEIGHT, "reweight.groups", &keys, text)
    }

    fn methods(&mut self, text: &mut Transcript) -> Option<()> {
        let grid = self.grid(&METHODS)?;
        let (execution, indicators): (Vec<_>, Vec<_>) = grid
            .rows()
            .partition(|row| subject(row) == Some("execution"));
        for row in indicators.iter().filter(|row| subject(row).is_none()) {
            let typed = row.value(column::SUBJECT);
            if let Err((message, _)) = literal(Kind::Choice(words::SUBJECTS), typed) {
                self.fault(row.place(column::SUBJECT), message);
            }
        }
        let Some((first, more)) = execution.split_first() else {
            self.fault(grid.place(), no_execution());
            return None;
        };
        for row in more {
            self.fault(row.place(column::SUBJECT), execution_twice());
        }
        for nth in column::NAMES..column::METHOD {
            if first.value(nth).is_some() {
                self.fault(first.place(nth), unconditional());
            }
        }
        text.put("execution.method = ");
        self.method(first, text);
        text.put("\nindicator = [");
        for row in &indicators {
            self.pattern(row, text);
        }
        text.put("]\n");
        Some(())
    }

    fn pattern(&mut self, row: &Row<'_, '_>, text: &mut Transcript) {
        text.from(&row.place(column::SUBJECT), "{ ");
        for (nth, key) in [
            (column::NAMES, "names"),
            (column::GROUPS, "groups"),
            (column::COMPARATOR, "comparator"),
            (column::TARGET, "target"),
        ] {
            let kind = METHODS.headers.get(nth).map(|header| header.kind);
            if let (Some(kind), Some(value)) = (kind, row.value(nth)) {
                text.put(&format!("{key} = "));
                self.value(text, kind, Some(value), &row.place(nth));
                text.put(", ");
            }
        }
        text.put("method = ");
        self.method(row, text);
        text.put(" },\n");
    }

    fn method(&mut self, row: &Row<'_, '_>, text: &mut Transcript) {
        let place = row.place(column::METHOD);
        let typed = row.value(column::METHOD);
        let Some(key) = method::key(row) else {
            if let Err((message, _)) = literal(Kind::Choice(words::METHODS), typed) {
                self.fault(place.clone(), message);
            }
            text.from(&place, "{ proportional = {} }");
            return;
        };
        for (nth, message) in method::faults(row, key) {
            self.fault(row.place(nth), message);
        }
        text.from(&place, &format!("{{ {key} = {{ "));
        match key {
            "deduct-per-unit" => {
                self.parameter(row, (column::UNIT, "unit"), text);
                text.put(", ");
                self.parameter(row, (column::DEDUCT, "deduct"), text);
            }
            "pass-line" => self.parameter(row, (column::PASS, "from"), text),
            "steps" => {
                if row.value(column::OF).is_some() {
                    self.parameter(row, (column::OF, "of"), text);
                    text.put(", ");
                }
                text.put("steps = ");
                let steps = method::steps(row).unwrap_or_default().into_iter();
                let steps: Vec<String> = steps
                    .map(|(from, share)| format!("{{ from = {from}, share = {share} }}"))
                    .collect();
                text.from(
                    &row.place(column::STEPS),
                    &format!("[{}]", steps.join(", ")),
                );
            }
            _ => {}
        }
        text.put(" } }");
    }

    fn parameter(&mut self, row: &Row<'_, '_>, (nth, key): (usize, &str), text: &mut Transcript) {
        text.put(&format!("{key} = "));
        let kind = METHODS.headers.get(nth).map_or(Kind::Number, |h| h.kind);
        self.value(text, kind, row.value(nth), &row.place(nth));
    }

    /// By code, whatever the order of the rows.
    fn severities(&mut self, text: &mut Transcript) -> Option<()> {
        const CHANGED: usize = 3;
        let grid = self.grid(&SEVERITIES)?;
        let changed = grid.rows().filter(|row| row.value(CHANGED).is_some());
        let mut rows = BTreeMap::new();
        for row in changed {
            let code = row.text(0).unwrap_or_default();
            if rows.insert(code.clone(), row).is_some() {
                self.fault(row.place(0), said_twice(&code));
            }
        }
        for (code, row) in rows {
            text.put("severity.");
            text.from(&row.place(0), &quoted(&code));
            text.put(" = ");
            let kind = Kind::Choice(words::SEVERITIES);
            self.value(text, kind, row.value(CHANGED), &row.place(CHANGED));
            text.put("\n");
        }
        Some(())
    }
}

fn subject(row: &Row<'_, '_>) -> Option<&'static str> {
    words::typed(words::SUBJECTS, &row.text(column::SUBJECT)?)
}

fn unreadable() -> Message {
    Message::new(
        "单元格显示错误值、公式没有计算或超出表格范围，读不出内容。请改为直接填写。",
        "The cell shows an error, a formula without a result, or lies outside the table. Type its content instead.",
    )
}

fn said_twice(name: &str) -> Message {
    Message::new(
        format!("“{name}”写了两行。请删除其中一行。"),
        format!("'{name}' stands in two rows. Delete one of them."),
    )
}

fn no_setting(name: &str) -> Message {
    Message::new(
        format!("不认识“{name}”这一项。请恢复原来的名称，或删除整行。"),
        format!("'{name}' is no setting. Restore its name or delete the row."),
    )
}

fn no_row(name: Text) -> Message {
    Message::new(
        format!("缺少“{}”一行。请补上。", name.zh),
        format!("The row '{}' is missing. Put it back.", name.en),
    )
}

fn half_a_rate() -> Message {
    Message::new(
        "比率的小数位数和舍入方式要么都填，要么都留空。",
        "Places and rounding of the rate are filled in both or left blank both.",
    )
}

fn no_execution() -> Message {
    Message::new(
        "缺少“预算执行率”一行。请在“适用于”一列补上，并选择方法。",
        "There is no row for budget execution. Add one and choose its method.",
    )
}

fn execution_twice() -> Message {
    Message::new(
        "“预算执行率”只能有一行。请删除多余的一行，或改为“指标”。",
        "Budget execution has one row only. Delete this one or make it one for indicators.",
    )
}

fn unconditional() -> Message {
    Message::new(
        "“预算执行率”一行不带条件。请清空这一格。",
        "The row for budget execution has no conditions. Clear this cell.",
    )
}
