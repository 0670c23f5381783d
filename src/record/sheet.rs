//! 结果存档: the sheet of a workbook from which a later run reads the results back exactly.
//!
//! Columns are found by their headers in either language, so that a column may be moved or the rows sorted. Every row
//! carries a hash of its content, so that a row which was edited is not taken for a result.

use ecow::EcoString;
use rust_decimal::Decimal;

use super::Rules;
use super::row::Row;
use super::store::StoreError;
use crate::base::hash::sha256;
use crate::base::lang::{Lang, Text};
use crate::base::number;
use crate::model::{CellRef, Kind};
use crate::workbook::container::{ARCHIVE, is_part};
use crate::workbook::{Sheet, Value, Workbook};

/// A column of the sheet.
#[derive(Debug)]
pub struct Field {
    /// Its header.
    pub header: Text,
    holds: CellKind,
}

/// The content of a column; text and figures by their field of a row, for reading and writing.
#[derive(Debug)]
enum CellKind {
    Kind,
    Rank,
    Groups,
    Text(
        fn(&Row) -> &Option<EcoString>,
        fn(&mut Row) -> &mut Option<EcoString>,
    ),
    Figure(
        fn(&Row) -> &Option<Decimal>,
        fn(&mut Row) -> &mut Option<Decimal>,
    ),
    Year,
    Rules,
    Sha256,
}

/// Every column but the hash, in order; amounts in 万元, rates as fractions.
pub static FIELDS: [Field; 16] = [
    Field::new("类别", "Kind", CellKind::Kind),
    Field::new(
        "单位编码",
        "Unit code",
        CellKind::Text(|r| &r.code, |r| &mut r.code),
    ),
    Field::new("单位", "Unit", CellKind::Text(|r| &r.name, |r| &mut r.name)),
    Field::new(
        "项目",
        "Project",
        CellKind::Text(|r| &r.project, |r| &mut r.project),
    ),
    Field::new("名次", "Rank", CellKind::Rank),
    Field::new(
        "复算总分",
        "Recomputed total",
        CellKind::Figure(|r| &r.total, |r| &mut r.total),
    ),
    Field::new(
        "等级",
        "Grade",
        CellKind::Text(|r| &r.grade, |r| &mut r.grade),
    ),
    Field::new(
        "年初预算",
        "Initial budget",
        CellKind::Figure(|r| &r.amounts[0], |r| &mut r.amounts[0]),
    ),
    Field::new(
        "调整后预算",
        "Adjusted budget",
        CellKind::Figure(|r| &r.amounts[1], |r| &mut r.amounts[1]),
    ),
    Field::new(
        "执行数",
        "Executed",
        CellKind::Figure(|r| &r.amounts[2], |r| &mut r.amounts[2]),
    ),
    Field::new(
        "调整率",
        "Adjustment rate",
        CellKind::Figure(|r| &r.adjustment_rate, |r| &mut r.adjustment_rate),
    ),
    Field::new(
        "执行率",
        "Execution rate",
        CellKind::Figure(|r| &r.execution_rate, |r| &mut r.execution_rate),
    ),
    Field::new("一级指标得分", "Scores by group", CellKind::Groups),
    Field::new("年度", "Year", CellKind::Year),
    Field::new("评分规则", "Rules", CellKind::Rules),
    Field::new("规则 SHA-256", "Rules SHA-256", CellKind::Sha256),
];

/// Header of the hashes, which earlier versions did not write.
pub const HASH: Text = Text::new("校验值", "Row hash");

/// What is the same for all rows of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// 评价年度
    pub year: Option<i32>,
    /// The rules of the totals; their text is not on the sheet.
    pub rules: Rules,
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Words.
    Text(EcoString),
    /// A number.
    Figure(Decimal),
}

impl Field {
    const fn new(zh: &'static str, en: &'static str, holds: CellKind) -> Self {
        let header = Text::new(zh, en);
        Self { header, holds }
    }

    /// The value of a row in this column.
    #[must_use]
    pub fn says(&self, row: &Row, origin: &Origin, lang: Lang) -> Option<Entry> {
        match &self.holds {
            CellKind::Kind => Some(Entry::Text(kind_name(row.kind).get(lang).into())),
            CellKind::Rank => row.rank.map(|rank| Entry::Figure(rank.into())),
            CellKind::Groups => groups_text(row).map(|text| Entry::Text(text.into())),
            CellKind::Text(of, _) => of(row).clone().map(Entry::Text),
            CellKind::Figure(of, _) => of(row).map(Entry::Figure),
            CellKind::Year => origin.year.map(|year| Entry::Figure(year.into())),
            CellKind::Rules => Some(Entry::Text(origin.rules.id.clone())),
            CellKind::Sha256 => Some(Entry::Text(origin.rules.sha256.clone())),
        }
    }

    /// Reads the value of a cell.
    fn take(
        &self,
        cell: Option<&Value>,
        row: &mut Row,
        origin: &mut Origin,
    ) -> Result<(), StoreError> {
        match &self.holds {
            CellKind::Kind => row.kind = kind_of(cell).unwrap_or(row.kind),
            CellKind::Rank => row.rank = whole(figure(cell)?),
            CellKind::Groups => row.groups = text(cell).map_or(Ok(Vec::new()), groups_of)?,
            CellKind::Text(_, at) => *at(row) = text(cell),
            CellKind::Figure(_, at) => *at(row) = figure(cell)?,
            CellKind::Year => origin.year = whole(figure(cell)?),
            CellKind::Rules => origin.rules.id = text(cell).unwrap_or_default(),
            CellKind::Sha256 => origin.rules.sha256 = text(cell).unwrap_or_default(),
        }
        Ok(())
    }
}

fn text(cell: Option<&Value>) -> Option<EcoString> {
    let text = cell?.text();
    (!text.is_empty()).then(|| text.as_ref().into())
}

fn figure(cell: Option<&Value>) -> Result<Option<Decimal>, StoreError> {
    match cell {
        None => Ok(None),
        Some(Value::Number(figure) | Value::Percent(figure, _)) => Ok(Some(*figure)),
        Some(other) => match other.text().trim() {
            "" => Ok(None),
            text => {
                let figure = Decimal::from_str_exact(text);
                figure
                    .map(Some)
                    .map_err(|_| StoreError::Figure(text.into()))
            }
        },
    }
}

/// A whole number; anything else was edited and has no value.
fn whole<N: TryFrom<i128>>(figure: Option<Decimal>) -> Option<N> {
    let figure = figure?.normalize();
    let whole = figure.scale() == 0;
    whole.then(|| N::try_from(figure.mantissa()).ok()).flatten()
}

/// 类别 of a form, as it is written.
const fn kind_name(kind: Kind) -> Text {
    match kind {
        Kind::Unit => Text::new("整体支出", "unit"),
        Kind::Project => Text::new("项目支出", "project"),
    }
}

fn kind_of(cell: Option<&Value>) -> Option<Kind> {
    let text = text(cell)?;
    let named = |kind: &Kind| {
        let name = kind_name(*kind);
        *text == *name.zh || *text == *name.en
    };
    [Kind::Unit, Kind::Project].into_iter().find(named)
}

const SEPARATOR: &str = "；";

/// Points by group as one text: `预算执行=8.98；产出=50`.
fn groups_text(row: &Row) -> Option<String> {
    let groups = row.groups.iter();
    let parts: Vec<String> = groups
        .map(|(name, points)| format!("{name}={}", points.normalize()))
        .collect();
    (!parts.is_empty()).then(|| parts.join(SEPARATOR))
}

/// The reverse of [`groups_text`]; a name may hold the separator.
fn groups_of(text: EcoString) -> Result<Vec<(EcoString, Decimal)>, StoreError> {
    let mut groups = Vec::new();
    let mut name = String::new();
    for part in text.split(SEPARATOR) {
        if !name.is_empty() {
            name.push_str(SEPARATOR);
        }
        match part
            .rsplit_once('=')
            .and_then(|(head, points)| Some((head, Decimal::from_str_exact(points).ok()?)))
        {
            Some((head, points)) => {
                name.push_str(head);
                groups.push((EcoString::from(std::mem::take(&mut name)), points));
            }
            None => name.push_str(part),
        }
    }
    if name.is_empty() {
        Ok(groups)
    } else {
        Err(StoreError::Figure(text))
    }
}

/// Digits of a row's hash: enough to detect an edit, not a forgery.
const DIGITS: usize = 16;

/// Hash of the content of a row, as it is read back: the order of columns, the language, white space and places behind
/// the 15th digit do not count.
#[must_use]
pub fn hash(row: &Row, origin: &Origin) -> String {
    let visible = |c: &char| !c.is_whitespace() && !c.is_control();
    let parts = FIELDS
        .iter()
        .map(|field| match field.says(row, origin, Lang::En) {
            None => String::new(),
            Some(Entry::Text(text)) => text.chars().filter(visible).collect(),
            Some(Entry::Figure(figure)) => {
                let read = number::from_cell(number::to_cell(figure));
                read.unwrap_or(figure).normalize().to_string()
            }
        });
    let hash = sha256(parts.collect::<Vec<_>>().join("\n").as_bytes());
    hash.chars().take(DIGITS).collect()
}

/// The rows of a sheet 结果存档.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Year and rules.
    pub origin: Origin,
    /// In the order of the sheet.
    pub rows: Vec<Row>,
    /// Whether the rows carry hashes; those of earlier versions do not.
    pub hashed: bool,
}

impl Archive {
    /// The results in the sheets of `workbook`: 结果存档 of a workbook of this program, in one part or several.
    ///
    /// # Errors
    ///
    /// The first thing that makes them unusable, such as a row that was edited.
    pub fn read(workbook: &Workbook) -> Result<Self, StoreError> {
        let mut rows = Vec::new();
        let mut first: Option<Origin> = None;
        let mut hashed = true;
        let sheets = workbook.sheets.iter();
        for sheet in sheets.filter(|sheet| is_part(&sheet.name, ARCHIVE)) {
            let table = Table::find(sheet).ok_or(StoreError::NoArchive)?;
            hashed &= table.hash.is_some();
            table.take(&mut rows, &mut first)?;
        }
        Ok(Self {
            origin: first.ok_or(StoreError::NoArchive)?,
            rows,
            hashed,
        })
    }
}

/// The sheet with its columns.
struct Table<'a> {
    sheet: &'a Sheet,
    head: u32,
    /// Of each field, in order.
    columns: Vec<u32>,
    hash: Option<u32>,
}

impl<'a> Table<'a> {
    /// The table by its header row.
    fn find(sheet: &'a Sheet) -> Option<Self> {
        (0..sheet.end_row()).take(20).find_map(|head| {
            let at = |header: Text| {
                let named = |text: &str| text == header.zh || text == header.en;
                let mut cells = sheet.row(head).iter();
                let cell = cells.find(|c| named(&c.value.text()));
                cell.map(|cell| cell.at.col)
            };
            let columns: Option<_> = FIELDS.iter().map(|field| at(field.header)).collect();
            Some(Self {
                sheet,
                head,
                columns: columns?,
                hash: at(HASH),
            })
        })
    }

    /// Adds its rows, which must be of one year and one set of rules.
    fn take(&self, rows: &mut Vec<Row>, first: &mut Option<Origin>) -> Result<(), StoreError> {
        for at in self.head.saturating_add(1)..self.sheet.end_row() {
            let Some((mut row, origin)) = self.row(at)? else {
                continue;
            };
            let same = *first.get_or_insert_with(|| origin.clone()) == origin;
            if !same && self.hash.is_some() {
                return Err(StoreError::Edited(at.saturating_add(1)));
            }
            row.form = rows.len();
            // A form that is not ranked has a total that does not count.
            row.total = row.total.filter(|_| row.rank.is_some());
            rows.push(row);
        }
        Ok(())
    }

    fn value(&self, row: u32, col: u32) -> Option<&Value> {
        self.sheet
            .at(CellRef::new(row, col))
            .map(|cell| &cell.value)
    }

    /// The content of a row; none for notes below the table.
    fn row(&self, at: u32) -> Result<Option<(Row, Origin)>, StoreError> {
        let kind = self.columns.first().and_then(|col| self.value(at, *col));
        if kind_of(kind).is_none() {
            return Ok(None);
        }
        let mut row = Row::default();
        let mut origin = Origin {
            year: None,
            rules: Rules::default(),
        };
        for (field, col) in FIELDS.iter().zip(&self.columns) {
            field.take(self.value(at, *col), &mut row, &mut origin)?;
        }
        let written = self.hash.map(|col| text(self.value(at, col)));
        if written.is_some_and(|written| written.as_deref() != Some(&*hash(&row, &origin))) {
            return Err(StoreError::Edited(at.saturating_add(1)));
        }
        Ok(Some((row, origin)))
    }
}

#[cfg(test)]
mod tests {
    use super::{groups_of, groups_text};
    use crate::record::Row;

    #[test]
    fn points_by_group_survive_the_text() {
        let groups = [("预算执行", "8.98"), ("甲；乙", "40"), ("丙=丁", "-0.5")];
        let row = Row {
            groups: groups
                .map(|(name, points)| (name.into(), points.parse().unwrap()))
                .into(),
            ..Row::default()
        };
        let text = groups_text(&row).unwrap();
        assert_eq!(text, "预算执行=8.98；甲；乙=40；丙=丁=-0.5");
        assert_eq!(groups_of(text.into()).unwrap(), row.groups);
        assert!(groups_of("产出=5O".into()).is_err());
    }
}
