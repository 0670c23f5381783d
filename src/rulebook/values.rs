//! Cells as values of a rule file.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::transcript::quoted;
use crate::base::lang::{Lang, Message, Text, message};
use crate::base::number;
use crate::form::labels::fold;
use crate::model::Fault;
use crate::model::{CellRef, Place, Spot};
use crate::rules::sheet::Sheet as Layout;
use crate::rules::{Kind, Word};
use crate::workbook::{Sheet, Value};

/// Separators of the items of a list in one cell.
pub(super) const PARTED: &[char] = &['；', ';', '\n', '\r'];
/// Separators of texts that may contain semicolons.
pub(super) const LINES: &[char] = &['\n', '\r'];

/// Rows among which the header of a table is looked for.
const HEADER_WITHIN: u32 = 10;

/// One sheet of a rule workbook with its columns found.
pub(super) struct Grid<'t> {
    file: &'t Arc<str>,
    sheet: &'t Sheet,
    header: u32,
    columns: Vec<u32>,
}

impl<'t> Grid<'t> {
    /// The sheet of a layout, or what is missing.
    pub(super) fn find(
        file: &'t Arc<str>,
        sheets: &'t [Sheet],
        layout: &'static Layout,
    ) -> Result<Self, Fault> {
        let sheet = sheets.iter().find(|s| is(&s.name, layout.name));
        let sheet = sheet.ok_or_else(|| Fault {
            place: Place::file(Arc::clone(file)),
            message: no_sheet(layout.name),
        })?;
        let place = Place {
            sheet: Some(Arc::from(&*sheet.name)),
            ..Place::file(Arc::clone(file))
        };
        let rows = 0..HEADER_WITHIN.min(sheet.end_row());
        let found = rows.map(|row| (row, columns(sheet, row, layout)));
        let best = found
            .max_by_key(|(row, found)| (found.iter().flatten().count(), std::cmp::Reverse(*row)));
        let (header, found) = best.unwrap_or_default();
        let mut named = found.iter().zip(layout.columns);
        let missing = named.find(|(column, _)| column.is_none());
        match missing.map(|(_, header)| header.name) {
            None if found.len() == layout.columns.len() => Ok(Self {
                file,
                sheet,
                header,
                columns: found.into_iter().flatten().collect(),
            }),
            missing => Err(Fault {
                place,
                message: no_column(missing.unwrap_or(layout.name)),
            }),
        }
    }

    /// The rows below the header that hold anything to be edited.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_, 't>> {
        let rows = self.header.saturating_add(1)..self.sheet.end_row();
        let rows = rows.map(|row| Row { grid: self, row });
        let width = self.columns.len();
        rows.filter(move |row| (0..width).any(|nth| row.value(nth).is_some()))
    }

    /// The sheet as a whole.
    pub(super) fn place(&self) -> Place {
        Place::sheet(Arc::clone(self.file), Arc::from(&*self.sheet.name), None)
    }
}

/// The column of each header in a row.
fn columns(sheet: &Sheet, row: u32, layout: &Layout) -> Vec<Option<u32>> {
    let cells = sheet.row(row);
    let headers = layout.columns.iter();
    headers
        .map(|header| {
            let cell = cells.iter().find(|c| is(&c.value.text(), header.name));
            cell.map(|c| c.at.col)
        })
        .collect()
}

/// Whether `typed` is `text` in either language.
pub(super) fn is(typed: &str, text: Text) -> bool {
    let typed = fold(typed);
    typed == fold(text.zh) || typed == fold(text.en)
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'g, 't> {
    grid: &'g Grid<'t>,
    row: u32,
}

impl Row<'_, '_> {
    /// The content of the n-th column.
    pub(super) fn value(&self, nth: usize) -> Option<&Value> {
        let at = CellRef::new(self.row, *self.grid.columns.get(nth)?);
        let value = &self.grid.sheet.at(at)?.value;
        (!value.text().is_empty()).then_some(value)
    }

    /// The cell in the n-th column.
    pub(super) fn place(&self, nth: usize) -> Place {
        let col = self.grid.columns.get(nth).copied().unwrap_or_default();
        Place {
            spot: Some(Spot::Cell(CellRef::new(self.row, col))),
            ..self.grid.place()
        }
    }

    /// The text in the n-th column; nothing where it is blank.
    pub(super) fn text(&self, nth: usize) -> Option<String> {
        self.value(nth).map(|v| v.text().into_owned())
    }
}

/// A value as written in a rule file, or the fault of the cell and a substitute value.
pub(super) type Literal = Result<String, (Message, String)>;

/// The value of a kind in a cell; a blank one is left to the validation of rules.
pub(super) fn literal(kind: Kind, value: Option<&Value>) -> Literal {
    match kind {
        Kind::Words | Kind::Id => Ok(quoted(&value.map(|v| v.text()).unwrap_or_default())),
        Kind::List => Ok(list(&items(value, PARTED))),
        Kind::Lines => Ok(list(&items(value, LINES))),
        Kind::Number(_) => number(value),
        Kind::Percent(_) => Ok(share(value)),
        Kind::Whole(..) => whole(value),
        Kind::Choice(_) | Kind::Method => choice(&kind.words().unwrap_or_default(), value),
        Kind::Steps => steps(value),
    }
}

/// The word of a closed list as typed: shown in either language, or the key itself.
pub(super) fn word<'w>(words: &'w [Word], text: &str) -> Option<&'w Word> {
    let folded = fold(text);
    let same = |known: &str| fold(known) == folded;
    words
        .iter()
        .find(|(key, text)| same(key) || same(text.zh) || same(text.en))
}

/// `60%=50%；80%=80%`: bounds and shares.
fn steps(value: Option<&Value>) -> Literal {
    let items = items(value, PARTED);
    let step = |item: &String| {
        let item = item.replace('＝', "=");
        let (from, share) = item.split_once('=')?;
        let (from, share) = (fraction(from)?, fraction(share)?);
        Some(format!("{{ from = {from}, share = {share} }}"))
    };
    match items.iter().map(step).collect::<Option<Vec<_>>>() {
        Some(steps) => Ok(format!("[{}]", steps.join(", "))),
        None => Err((no_steps(), "[]".to_owned())),
    }
}

fn list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// The items of a list in one cell.
fn items(value: Option<&Value>, parted: &[char]) -> Vec<String> {
    let text = value.map(|v| v.text()).unwrap_or_default();
    let items = text.split(parted).map(str::trim);
    items.filter(|i| !i.is_empty()).map(str::to_owned).collect()
}

fn number(value: Option<&Value>) -> Literal {
    match value {
        Some(Value::Number(figure)) => Ok(figure.normalize().to_string()),
        Some(typed) if fold(&typed.text()).ends_with('%') => Err((not_percent(), quoted(""))),
        other => Ok(figure(other)),
    }
}

/// A fraction, typed as such or as a percentage.
fn share(value: Option<&Value>) -> String {
    match value {
        Some(Value::Number(figure) | Value::Percent(figure, _)) => figure.normalize().to_string(),
        other => figure(other),
    }
}

/// A number typed as text; any other text stays unchanged and is refused by the validation of rules.
fn figure(value: Option<&Value>) -> String {
    let text = value.map(|v| v.text()).unwrap_or_default();
    fraction(&text).map_or_else(|| quoted(&text), |f| f.to_string())
}

/// `0.6`, `60%` or `６０％`.
fn fraction(text: &str) -> Option<Decimal> {
    let folded = fold(text);
    let (plain, base) = match folded.strip_suffix('%') {
        Some(plain) => (plain, Decimal::ONE_HUNDRED),
        None => (&*folded, Decimal::ONE),
    };
    let figure = number::parse_plain(plain)?.checked_div(base)?;
    Some(figure.normalize())
}

fn whole(value: Option<&Value>) -> Literal {
    let figure = match value {
        Some(Value::Number(figure)) => Some(figure.normalize()),
        other => fraction(&other.map(|v| v.text()).unwrap_or_default()),
    };
    match figure.filter(|f| f.is_integer()) {
        Some(figure) => Ok(figure.to_string()),
        None => Err((not_whole(), "0".to_owned())),
    }
}

fn choice(words: &[Word], value: Option<&Value>) -> Literal {
    let text = value.map(|v| v.text()).unwrap_or_default();
    let first = words.first().map_or("", |(key, _)| key);
    match word(words, &text) {
        Some((key, _)) => Ok(quoted(key)),
        None => Err((no_such_word(&text, words), quoted(first))),
    }
}

fn no_sheet(name: Text) -> Message {
    Message::new(
        format!(
            "缺少工作表“{}”。请从新写出的规则工作簿中复制过来。",
            name.zh
        ),
        format!(
            "The sheet '{}' is missing. Copy it from a fresh rule workbook.",
            name.en
        ),
    )
}

fn no_column(name: Text) -> Message {
    Message::new(
        format!("没有找到“{}”一列。请恢复表头。", name.zh),
        format!("There is no column '{}'. Restore the header.", name.en),
    )
}

fn not_percent() -> Message {
    Message::new(
        "应填分数，不是百分数。请把单元格改为数字格式，例如 90。",
        "Points are wanted, not a percentage. Format the cell as a number, such as 90.",
    )
}

fn no_steps() -> Message {
    Message::new(
        "分档应写作“60%=50%；80%=80%”：达到左边的比率得分值的右边比例。",
        "Write steps as 60%=50%; 80%=80%: from the left rate on, the right share of the points.",
    )
}

fn not_whole() -> Message {
    Message::new("应填整数，例如 2。", "A whole number is wanted, such as 2.")
}

fn no_such_word(text: &str, words: &[Word]) -> Message {
    let all = |lang| words.iter().map(move |(_, text)| text.get(lang));
    let (zh, en): (Vec<_>, Vec<_>) = (all(Lang::Zh).collect(), all(Lang::En).collect());
    let (zh, en) = (zh.join("、"), en.join(", "));
    if text.is_empty() {
        return message!(
            "没有填写。请选择：{zh}。",
            "Nothing is chosen. Choose one of: {en}."
        );
    }
    message!(
        "不认识“{text}”。请选择：{zh}。",
        "'{text}' is not known. Choose one of: {en}."
    )
}
