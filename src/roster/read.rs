//! Reads a roster from a grid: the header row by its labels, one unit a row, every fault with its cell.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use ecow::EcoString;
use rust_decimal::Decimal;

use super::RosterUnit;
use crate::base::lang::{Message, message};
use crate::form::labels::{Labels, Match, RosterColumn, fold, key};
use crate::form::read::{is_damaged, measure_named, one_line, split_code};
use crate::intake::TableFile;
use crate::model::Fault;
use crate::model::{CellRef, Measure, Place};
use crate::workbook::{Sheet, Value, Workbook};

/// Rows among which the header row is looked for.
const HEADER_WITHIN: u32 = 30;

/// Separators of several former names in one cell.
const PARTED: [char; 9] = ['、', '；', ';', '，', ',', '\n', '\r', '|', '｜'];

/// Rows that close a list instead of naming a unit.
const CLOSING: [&str; 3] = ["合计", "总计", "小计"];

/// The units of all sheets with a header row, in order; or all that is wrong.
pub(super) fn units(table: &TableFile, labels: &Labels) -> Result<Vec<RosterUnit>, Vec<Fault>> {
    let mut reading = Reading {
        table,
        units: Vec::new(),
        faults: Vec::new(),
    };
    for sheet in &table.workbook.sheets {
        if let Some(header) = Header::find(sheet, labels) {
            reading.sheet(sheet, &header);
        }
    }
    reading.compared();
    if reading.units.is_empty() && reading.faults.is_empty() {
        let place = Place::file(Arc::clone(&table.file));
        reading.fault(place, nothing());
    }
    match reading.faults.is_empty() {
        true => Ok(reading.units),
        false => Err(reading.faults),
    }
}

/// Whether a workbook that holds no form is a list of units: two columns of a list side by side, or that of names on its
/// own, over two or more names.
pub(super) fn is_list(workbook: &Workbook, labels: &Labels) -> bool {
    workbook.sheets.iter().any(|sheet| {
        Header::find(sheet, labels).is_some_and(|header| {
            // A table of budgets is no list of units.
            let evidence = [RosterColumn::Budget, RosterColumn::Heads];
            let own = header
                .columns
                .iter()
                .filter(|(role, _)| !evidence.contains(role));
            let mut columns: Vec<u32> = own.map(|(_, col)| *col).collect();
            columns.sort_unstable();
            let beside = columns
                .windows(2)
                .any(|w| matches!(w, [a, b] if b.abs_diff(*a) == 1));
            let rows = header.row.saturating_add(1)..sheet.end_row();
            let alone = || rows.clone().all(|row| sheet.row(row).len() <= 1);
            let named = |row: &u32| sheet.shown(CellRef::new(*row, header.name)).is_some();
            (beside || alone()) && rows.clone().filter(named).count() > 1
        })
    })
}

/// Where the columns of a list stand.
struct Header {
    row: u32,
    name: u32,
    columns: Vec<(RosterColumn, u32)>,
    /// The unit of money that the heading of the budgets names.
    measure: Option<Measure>,
}

impl Header {
    /// The first row that names a column of unit names and nothing that is no column of a list.
    fn find(sheet: &Sheet, labels: &Labels) -> Option<Self> {
        (0..HEADER_WITHIN.min(sheet.end_row())).find_map(|row| {
            let columns = sheet.row(row).iter().filter_map(|cell| {
                let found = labels
                    .roster
                    .find(&key(&cell.value.text()))
                    .map(Match::role)?;
                Some((found, cell.at.col))
            });
            let columns: Vec<_> = columns.collect();
            let mut names = columns.iter().filter(|c| c.0 == RosterColumn::Name);
            let name = names.next()?.1;
            let alone = sheet.row(row).len() == 1;
            let budget = columns.iter().find(|c| c.0 == RosterColumn::Budget);
            let heading = budget.and_then(|c| sheet.at(CellRef::new(row, c.1)));
            let measure = heading.and_then(|cell| measure_named(&cell.value.text()));
            (columns.len() > 1 || alone).then_some(Self {
                row,
                name,
                columns,
                measure,
            })
        })
    }

    fn column(&self, role: RosterColumn) -> Option<u32> {
        let column = self.columns.iter().find(|(r, _)| *r == role);
        column.map(|(_, col)| *col)
    }
}

struct Reading<'t> {
    table: &'t TableFile,
    units: Vec<RosterUnit>,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn sheet(&mut self, sheet: &Sheet, header: &Header) {
        self.unread(sheet);
        for row in header.row.saturating_add(1)..sheet.end_row() {
            self.row(sheet, header, row);
        }
    }

    fn row(&mut self, sheet: &Sheet, header: &Header, row: u32) {
        let typed = |role| {
            let at = CellRef::new(row, header.column(role)?);
            let text = sheet.shown(at)?.value.text();
            (!text.is_empty()).then(|| text.into_owned())
        };
        let place = self.place(sheet, CellRef::new(row, header.name));
        let code = typed(RosterColumn::Code).map(|c| one_line(&c));
        let at = |col| CellRef::new(row, col);
        if let Some(code) = &code
            && let Some(at) = header.column(RosterColumn::Code).map(at)
            && is_damaged(code)
        {
            self.fault(self.place(sheet, at), damaged(code));
        }
        let Some(name) = typed(RosterColumn::Name) else {
            let rest = [RosterColumn::Group, RosterColumn::Former];
            if code.is_some() || rest.into_iter().any(|role| typed(role).is_some()) {
                self.fault(place, no_name());
            }
            return;
        };
        if CLOSING.contains(&&*key(&name)) {
            return;
        }
        let (joined, name) = split_code(&one_line(&name));
        let former = typed(RosterColumn::Former).unwrap_or_default();
        self.units.push(RosterUnit {
            code: code.or(joined),
            group: typed(RosterColumn::Group).map(|g| Arc::from(&*one_line(&g))),
            former: names(&former, &name),
            budget: header.measure.and_then(|measure| {
                figure(&typed(RosterColumn::Budget)?)?.checked_mul(measure.yuan())
            }),
            heads: typed(RosterColumn::Heads).and_then(|heads| figure(&heads)),
            name,
            place,
        });
    }

    /// Cells that show something else than they hold.
    fn unread(&mut self, sheet: &Sheet) {
        for remark in &self.table.workbook.remarks {
            let Some((name, at)) = remark.unread() else {
                continue;
            };
            if name == sheet.name {
                let place = self.place(sheet, at);
                self.fault(place, unreadable());
            }
        }
    }

    /// Codes and names that stand twice, former names that are another unit's name.
    fn compared(&mut self) {
        let mut faults = Vec::new();
        let mut codes: HashMap<Cow<'_, str>, &Place> = HashMap::new();
        let mut names: HashMap<Cow<'_, str>, &Place> = HashMap::new();
        for unit in &self.units {
            if let Some(code) = &unit.code
                && let Some(other) = taken(&mut codes, fold(code), &unit.place)
            {
                faults.push(fault(&unit.place, twice(RepeatedKey::Code, code, other)));
            }
            if let Some(other) = taken(&mut names, fold(&unit.name), &unit.place) {
                faults.push(fault(
                    &unit.place,
                    twice(RepeatedKey::Name, &unit.name, other),
                ));
            }
        }
        for unit in &self.units {
            for former in &unit.former {
                if let Some(other) = names.get(&fold(former)).filter(|o| **o != &unit.place) {
                    faults.push(fault(&unit.place, in_use(former, other)));
                }
            }
        }
        faults.sort_by(|a, b| a.place.cmp(&b.place));
        self.faults.extend(faults);
    }

    fn place(&self, sheet: &Sheet, cell: CellRef) -> Place {
        Place::sheet(
            Arc::clone(&self.table.file),
            Arc::from(&*sheet.name),
            Some(cell),
        )
    }

    fn fault(&mut self, place: Place, message: Message) {
        self.faults.push(Fault { place, message });
    }
}

/// The owner of `key`, if any; otherwise registers it.
fn taken<'p>(
    by_key: &mut HashMap<Cow<'p, str>, &'p Place>,
    key: Cow<'p, str>,
    place: &'p Place,
) -> Option<&'p Place> {
    match by_key.entry(key) {
        Entry::Occupied(entry) => Some(entry.get()),
        Entry::Vacant(entry) => {
            entry.insert(place);
            None
        }
    }
}

/// A number as it is typed, above 0.
fn figure(typed: &str) -> Option<Decimal> {
    match Value::typed(typed) {
        Value::Number(figure) if figure > Decimal::ZERO => Some(figure),
        _ => None,
    }
}

/// The names in one cell; the unit's own name is no former one.
fn names(typed: &str, own: &str) -> Vec<EcoString> {
    let mut names: Vec<EcoString> = Vec::new();
    for part in typed.split(PARTED) {
        let name = split_code(part).1;
        let blank = name.is_empty() || matches!(&*name, "无" | "/" | "-" | "—");
        if !blank && fold(&name) != fold(own) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn fault(place: &Place, message: Message) -> Fault {
    Fault {
        place: place.clone(),
        message,
    }
}

/// What occurs twice.
enum RepeatedKey {
    Code,
    Name,
}

fn twice(what: RepeatedKey, typed: &str, other: &Place) -> Message {
    let at = other.cell().map_or_else(String::new, |c| c.to_string());
    match what {
        RepeatedKey::Code => message!(
            "单位编码“{typed}”与 {at} 的单位重复。每个单位一个编码，请改正其中一个。",
            "The code \"{typed}\" is also that of {at}. Give each unit a code of its own."
        ),
        RepeatedKey::Name => message!(
            "单位“{typed}”已列在 {at}。每个单位只列一行，请删除重复的一行。",
            "\"{typed}\" is listed in {at} already. Keep one row for each unit."
        ),
    }
}

fn damaged(code: &str) -> Message {
    Message::new(
        format!(
            "单位编码“{code}”被表格程序当作数处理过，原来的编码已看不出。请把这一列设为文本格式，重新填写编码。"
        ),
        format!(
            "The code \"{code}\" was turned into a number by a spreadsheet; the code that was meant is lost. Format the column as text and type the code again."
        ),
    )
}

fn in_use(former: &str, other: &Place) -> Message {
    let at = other.cell().map_or_else(String::new, |c| c.to_string());
    message!(
        "曾用名“{former}”是 {at} 单位的现用名，无法判断报来的表属于哪个单位。请核对，删去其中一个。",
        "The former name \"{former}\" is the name of the unit in {at}: a form under it could be either's. Remove one of them."
    )
}

fn no_name() -> Message {
    Message::new(
        "这一行没有单位名称。请补填，或删除整行。",
        "This row has no name of a unit. Fill it in or delete the row.",
    )
}

fn unreadable() -> Message {
    Message::new(
        "单元格显示错误值、公式没有计算或超出表格范围，读不出内容。请改为直接填写的文字。",
        "The cell shows an error, a formula without a result, or lies outside the table. Type its content instead.",
    )
}

fn nothing() -> Message {
    Message::new(
        "没有找到名单。请在表头写明“单位编码”“单位名称”“分组”“曾用名”，每个单位一行。",
        "No list was found. Head the columns 单位编码, 单位名称, 分组, 曾用名 and give each unit a row.",
    )
}
