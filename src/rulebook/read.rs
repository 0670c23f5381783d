//! From the cells of a rule workbook to the text of a rule file, and from that to rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::sheets::{BASIC as BASIC_SHEET, BOUND, RISKS, SEVERITIES, WEIGHT};
use super::transcript::{Transcript, quoted};
use super::values::{Grid, Row, is, literal, word};
use super::{RuleWorkbook, labels};
use crate::base::lang::{Message, Text, message};
use crate::intake;
use crate::model::Fault;
use crate::model::Place;
use crate::rules::patterns::{self, EXECUTION, METHOD, SHEET};
use crate::rules::settings::{BASIC, Setting, WEIGHTS};
use crate::rules::sheet::{Column, Need, Sheet};
use crate::rules::tables::{TABLES, Table};
use crate::rules::{
    BOUNDS, Kind, METHODS, NamedMethod, RISK, RuleFile, RuleSet, SEVERITIES as WORDS,
};
use crate::workbook::{Remark, Value};

/// What a rule workbook holds, or every fault in it.
pub(super) fn loaded(table: &intake::TableFile) -> Result<RuleWorkbook, Vec<Fault>> {
    let mut reading = Reading {
        table,
        faults: Vec::new(),
    };
    reading.remarks();
    let rules = reading.rules();
    let labels = reading.part(labels::read(table));
    let roster = reading.part(labels::roster(table, labels.as_ref()));
    match rules {
        Some(rules) if reading.faults.is_empty() => Ok(RuleWorkbook {
            rules,
            labels,
            roster,
        }),
        _ => Err(reading.faults),
    }
}

/// A rule workbook while it is read.
struct Reading<'t> {
    table: &'t intake::TableFile,
    faults: Vec<Fault>,
}

impl<'t> Reading<'t> {
    /// The sheet of a layout; what is missing is a fault.
    fn grid(&mut self, layout: &'static Sheet) -> Option<Grid<'t>> {
        match Grid::find(&self.table.file, &self.table.workbook.sheets, layout) {
            Ok(grid) => Some(grid),
            Err(fault) => {
                self.faults.push(fault);
                None
            }
        }
    }

    /// A part of the workbook, where it is there and has no fault.
    fn part<T>(&mut self, read: Result<Option<T>, Vec<Fault>>) -> Option<T> {
        read.unwrap_or_else(|faults| {
            self.faults.extend(faults);
            None
        })
    }

    fn fault(&mut self, place: Place, message: Message) {
        self.faults.push(Fault { place, message });
    }

    /// Cells that show something else than they hold.
    fn remarks(&mut self) {
        let remarks = &self.table.workbook.remarks;
        for (sheet, at) in remarks.iter().filter_map(Remark::unread) {
            let place = Place::sheet(Arc::clone(&self.table.file), Arc::from(sheet), Some(at));
            self.fault(place, unreadable());
        }
    }

    /// The rules; `None` where they cannot even be written down.
    fn rules(&mut self) -> Option<RuleSet> {
        let mut text = Transcript::new(Place::file(Arc::clone(&self.table.file)));
        let mut parts = vec![
            self.settings(&BASIC_SHEET, BASIC, &mut text),
            self.settings(&WEIGHT, WEIGHTS, &mut text),
            self.optional(&BOUND, BOUNDS, &mut text),
            self.optional(&RISKS, RISK, &mut text),
        ];
        parts.extend(TABLES.iter().map(|table| self.entries(table, &mut text)));
        parts.push(self.methods(&mut text));
        parts.push(self.severities(&mut text));
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

    /// Whether the workbook has a sheet; one written before there was any has none.
    fn has(&self, sheet: &Sheet) -> bool {
        let mut sheets = self.table.workbook.sheets.iter();
        sheets.any(|known| is(&known.name, sheet.name))
    }

    /// Settings that may all be left out, with their sheet.
    fn optional(
        &mut self,
        layout: &'static Sheet,
        settings: &'static [Setting],
        text: &mut Transcript,
    ) -> Option<()> {
        match self.has(layout) {
            true => self.settings(layout, settings, text),
            false => Some(()),
        }
    }

    fn settings(
        &mut self,
        layout: &'static Sheet,
        settings: &'static [Setting],
        text: &mut Transcript,
    ) -> Option<()> {
        let grid = self.grid(layout)?;
        let mut rows = BTreeMap::new();
        for row in grid.rows() {
            let name = row.text(0).unwrap_or_default();
            let known = settings.iter().find(|s| is(&name, s.name));
            match known.map(|s| rows.insert(s.key, row).is_some()) {
                Some(false) => {}
                Some(true) => self.fault(row.place(0), repeated(&name)),
                None => self.fault(row.place(0), no_setting(&name)),
            }
        }
        let mut complete = Some(());
        for setting in settings {
            let needed = setting.needed == Need::Needed;
            match rows.get(setting.key) {
                Some(row) if needed || row.value(1).is_some() => {
                    text.put(&format!("{} = ", setting.key));
                    self.value(text, setting.kind, row.value(1), &row.place(1));
                    text.put("\n");
                }
                None if needed => {
                    self.fault(grid.place(), no_row(setting.name));
                    complete = None;
                }
                _ => {}
            }
        }
        complete
    }

    /// A list of the rules: one entry a row, one key a column.
    fn entries(&mut self, table: &'static Table, text: &mut Transcript) -> Option<()> {
        if table.needed == Need::Optional && !self.has(&table.sheet) {
            return Some(());
        }
        let grid = self.grid(&table.sheet)?;
        let mut rows = grid.rows().peekable();
        if table.needed == Need::Optional && rows.peek().is_none() {
            return Some(());
        }
        text.put(&format!("{} = ", table.key));
        text.from(&grid.place(), "[");
        for row in rows {
            text.from(&row.place(0), "{ ");
            let columns = table.sheet.columns.iter().enumerate();
            let left_out = |(nth, column): &(usize, &Column)| {
                row.value(*nth).is_none() && column.may_be_absent()
            };
            for column in columns.filter(|column| !left_out(column)) {
                text.put(if column.0 == 0 { "" } else { ", " });
                self.keyed(&row, column, text);
            }
            text.put(" },\n");
        }
        text.put("]\n");
        Some(())
    }

    /// Writes the value in the n-th column with its key.
    fn keyed(&mut self, row: &Row<'_, '_>, (nth, column): (usize, &Column), text: &mut Transcript) {
        text.put(&format!("{} = ", column.key));
        self.value(text, column.kind, row.value(nth), &row.place(nth));
    }

    fn methods(&mut self, text: &mut Transcript) -> Option<()> {
        let grid = self.grid(&SHEET)?;
        let (execution, indicators): (Vec<_>, Vec<_>) =
            grid.rows().partition(|row| of_execution(row));
        for row in &indicators {
            self.chosen(row, 0);
        }
        let Some((first, more)) = execution.split_first() else {
            self.fault(grid.place(), no_execution());
            return None;
        };
        for row in more {
            self.fault(row.place(0), execution_twice());
        }
        for nth in (1..METHOD).filter(|nth| first.value(*nth).is_some()) {
            self.fault(first.place(nth), unconditional());
        }
        text.put(&format!("{EXECUTION} = "));
        self.method(first, text);
        text.put(&format!("\n{} = [", patterns::INDICATOR));
        for row in &indicators {
            self.pattern(row, text);
        }
        text.put("]\n");
        Some(())
    }

    /// An unknown closed word in a column is a fault.
    fn chosen(&mut self, row: &Row<'_, '_>, nth: usize) {
        let kind = SHEET.columns.get(nth).map(|column| column.kind);
        if let Some(Err((message, _))) = kind.map(|kind| literal(kind, row.value(nth))) {
            self.fault(row.place(nth), message);
        }
    }

    fn pattern(&mut self, row: &Row<'_, '_>, text: &mut Transcript) {
        text.from(&row.place(0), "{ ");
        let conditions = SHEET.columns.iter().enumerate().take(METHOD).skip(1);
        for column in conditions.filter(|(nth, _)| row.value(*nth).is_some()) {
            self.keyed(row, column, text);
            text.put(", ");
        }
        text.put("method = ");
        self.method(row, text);
        text.put(" },\n");
    }

    fn method(&mut self, row: &Row<'_, '_>, text: &mut Transcript) {
        let place = row.place(METHOD);
        let Some(named) = named(row) else {
            self.chosen(row, METHOD);
            text.from(&place, "{ proportional = {} }");
            return;
        };
        text.from(&place, &format!("{{ {} = {{ ", named.key));
        let mut between = "";
        for column in SHEET.columns.iter().enumerate().skip(METHOD + 1) {
            let (nth, key) = (column.0, column.1.key);
            let (used, given) = (named.parameters.contains(&key), row.value(nth).is_some());
            if given && !used {
                self.fault(row.place(nth), not_used(named.name()));
            } else if used && (given || key != patterns::OF) {
                text.put(between);
                self.keyed(row, column, text);
                between = ", ";
            }
        }
        text.put(" } }");
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
                self.fault(row.place(0), repeated(&code));
            }
        }
        for (code, row) in rows {
            text.put("severity.");
            text.from(&row.place(0), &quoted(&code));
            text.put(" = ");
            let kind = Kind::Choice(WORDS);
            self.value(text, kind, row.value(CHANGED), &row.place(CHANGED));
            text.put("\n");
        }
        Some(())
    }
}

/// Whether a row is about budget execution.
fn of_execution(row: &Row<'_, '_>) -> bool {
    let words = SHEET.columns.first().and_then(|c| c.kind.words());
    let typed = row.text(0).unwrap_or_default();
    word(&words.unwrap_or_default(), &typed).is_some_and(|(key, _)| *key == EXECUTION)
}

/// The method that a row names.
fn named(row: &Row<'_, '_>) -> Option<&'static NamedMethod> {
    let words = Kind::Method.words()?;
    let (key, _) = word(&words, &row.text(METHOD)?)?;
    METHODS.iter().find(|method| method.key == *key)
}

fn unreadable() -> Message {
    Message::new(
        "单元格显示错误值、公式没有计算或超出表格范围，读不出内容。请改为直接填写。",
        "The cell shows an error, a formula without a result, or lies outside the table. Type its content instead.",
    )
}

fn repeated(name: &str) -> Message {
    message!(
        "“{name}”写了两行。请删除其中一行。",
        "'{name}' stands in two rows. Delete one of them."
    )
}

fn no_setting(name: &str) -> Message {
    message!(
        "不认识“{name}”这一项。请恢复原来的名称，或删除整行。",
        "'{name}' is no setting. Restore its name or delete the row."
    )
}

fn no_row(name: Text) -> Message {
    Message::new(
        format!("缺少“{}”一行。请补上。", name.zh),
        format!("The row '{}' is missing. Put it back.", name.en),
    )
}

fn not_used(method: Text) -> Message {
    Message::new(
        format!("方法“{}”不用这一项。请清空，或改选方法。", method.zh),
        format!(
            "The method '{}' does not use this. Clear the cell or choose another method.",
            method.en
        ),
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
