//! 结果存档: the sheet of a workbook from which a later run reads the results back exactly.
//!
//! Columns are found by their headers in either language, so that a column may be moved or the rows sorted. Every row
//! carries a hash of what it says, so that a row which was edited is not taken for a result.

use ecow::EcoString;

use rust_decimal::Decimal;

use super::Rules;
use super::row::Row;
use super::store::Unusable;
use crate::base::hash::sha256;
use crate::base::lang::Text;
use crate::base::number;
use crate::model::{CellRef, Kind};
use crate::workbook::{Sheet, Value, Workbook};

/// A column of the sheet 结果存档.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 整体支出 or 项目支出
    Kind,
    /// 单位编码
    Code,
    /// 单位
    Unit,
    /// 项目
    Project,
    /// 名次
    Rank,
    /// 复算总分
    Total,
    /// 等级
    Grade,
    /// 年初预算 in 万元
    Initial,
    /// 调整后预算 in 万元
    Adjusted,
    /// 执行数 in 万元
    Executed,
    /// 调整率
    AdjustmentRate,
    /// 执行率
    ExecutionRate,
    /// 一级指标得分
    Groups,
    /// 评价年度
    Year,
    /// Id of the rules.
    Rules,
    /// SHA-256 of the rules.
    RulesSha256,
    /// Hash of the row; earlier versions wrote none.
    Hash,
}

impl Field {
    /// Every column, in order.
    pub const ALL: [Self; 17] = [
        Self::Kind,
        Self::Code,
        Self::Unit,
        Self::Project,
        Self::Rank,
        Self::Total,
        Self::Grade,
        Self::Initial,
        Self::Adjusted,
        Self::Executed,
        Self::AdjustmentRate,
        Self::ExecutionRate,
        Self::Groups,
        Self::Year,
        Self::Rules,
        Self::RulesSha256,
        Self::Hash,
    ];

    /// Its header.
    #[must_use]
    pub const fn header(self) -> Text {
        match self {
            Self::Kind => Text::new("类别", "Kind"),
            Self::Code => Text::new("单位编码", "Unit code"),
            Self::Unit => Text::new("单位", "Unit"),
            Self::Project => Text::new("项目", "Project"),
            Self::Rank => Text::new("名次", "Rank"),
            Self::Total => Text::new("复算总分", "Recomputed total"),
            Self::Grade => Text::new("等级", "Grade"),
            Self::Initial => Text::new("年初预算", "Initial budget"),
            Self::Adjusted => Text::new("调整后预算", "Adjusted budget"),
            Self::Executed => Text::new("执行数", "Executed"),
            Self::AdjustmentRate => Text::new("调整率", "Adjustment rate"),
            Self::ExecutionRate => Text::new("执行率", "Execution rate"),
            Self::Groups => Text::new("一级指标得分", "Scores by group"),
            Self::Year => Text::new("年度", "Year"),
            Self::Rules => Text::new("评分规则", "Rules"),
            Self::RulesSha256 => Text::new("规则 SHA-256", "Rules SHA-256"),
            Self::Hash => Text::new("校验值", "Row hash"),
        }
    }
}

/// 类别 of a form, as it is written.
#[must_use]
pub const fn kind_name(kind: Kind) -> Text {
    match kind {
        Kind::Unit => Text::new("整体支出", "unit"),
        Kind::Project => Text::new("项目支出", "project"),
    }
}

/// Points by group as one text: `预算执行=8.98；产出=50`.
#[must_use]
pub fn groups_text(row: &Row) -> Option<String> {
    let parts: Vec<String> = row.groups.iter().map(in_group).collect();
    (!parts.is_empty()).then(|| parts.join(SEPARATOR))
}

const SEPARATOR: &str = "；";

/// The reverse of [`groups_text`]; a name may hold the separator.
fn groups_of(text: &str) -> Option<Vec<(EcoString, Decimal)>> {
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
    name.is_empty().then_some(groups)
}

/// Digits of a row's hash: enough to tell an edit, not meant against a forger.
const DIGITS: usize = 16;

/// Hash of what a row says, as it is read back: order of columns and groups, white space and places behind the 15th
/// digit do not count.
#[must_use]
pub fn hash(row: &Row, year: Option<i32>, rules: &Rules) -> String {
    let mut groups: Vec<String> = row.groups.iter().map(in_group).collect();
    groups.sort_unstable();
    let text = |text: &Option<EcoString>| text.as_ref().map(ToString::to_string);
    let figure = |figure: Option<Decimal>| figure.map(shown);
    let [initial, adjusted, executed] = row.amounts.map(figure);
    let parts = [
        Some(kind_name(row.kind).en.to_owned()),
        text(&row.code),
        text(&row.name),
        text(&row.project),
        row.rank.map(|rank| rank.to_string()),
        figure(row.total),
        text(&row.grade),
        initial,
        adjusted,
        executed,
        figure(row.adjustment_rate),
        figure(row.execution_rate),
        Some(groups.join(SEPARATOR)),
        year.map(|year| year.to_string()),
        Some(rules.id.to_string()),
        Some(rules.sha256.to_string()),
    ];
    let visible = |c: &char| !c.is_whitespace() && !c.is_control();
    let parts = parts.map(|part| part.unwrap_or_default());
    let parts = parts.map(|part| part.chars().filter(visible).collect::<String>());
    let hash = sha256(parts.join("\n").as_bytes());
    hash.chars().take(DIGITS).collect()
}

fn in_group((name, points): &(EcoString, Decimal)) -> String {
    format!("{name}={}", points.normalize())
}

/// A figure as its cell gives it back.
fn shown(figure: Decimal) -> String {
    let read = number::from_cell(number::to_cell(figure));
    read.unwrap_or(figure).normalize().to_string()
}

/// The rows of a sheet 结果存档.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// 评价年度
    pub year: Option<i32>,
    /// The rules of its totals, without their text.
    pub rules: Rules,
    /// In the order of the sheet.
    pub rows: Vec<Row>,
    /// Whether the rows carry hashes; those of earlier versions do not.
    pub hashed: bool,
}

impl Archive {
    /// The results in the only sheet of `workbook`: 结果存档 of a workbook of this program.
    ///
    /// # Errors
    ///
    /// The first thing that makes them unusable, such as a row that was edited.
    pub fn read(workbook: &Workbook) -> Result<Self, Unusable> {
        let sheet = workbook.sheets.first().ok_or(Unusable::NoArchive)?;
        let table = Table::find(sheet).ok_or(Unusable::NoArchive)?;
        let rows = table.head.saturating_add(1)..sheet.end_row();
        let rows: Vec<u32> = rows.filter(|row| table.is_item(*row)).collect();
        let first = *rows.first().ok_or(Unusable::NoArchive)?;
        let (year, rules) = table.origin(first)?;
        let hashed = table.column(Field::Hash).is_some();
        let record = |(form, at): (usize, &u32)| {
            let row = table.record(*at, form)?;
            let origin = table.origin(*at)?;
            let intact = || {
                let written = table.text(Field::Hash, *at);
                written.as_deref() == Some(&*hash(&row, year, &rules))
            };
            if hashed && (origin != (year, rules.clone()) || !intact()) {
                return Err(Unusable::Edited(at.saturating_add(1)));
            }
            Ok(row)
        };
        Ok(Self {
            rows: rows
                .iter()
                .enumerate()
                .map(record)
                .collect::<Result<_, _>>()?,
            year,
            rules,
            hashed,
        })
    }
}

/// The sheet with its columns.
struct Table<'a> {
    sheet: &'a Sheet,
    head: u32,
    columns: Vec<(Field, u32)>,
}

impl<'a> Table<'a> {
    /// The table by its header row.
    fn find(sheet: &'a Sheet) -> Option<Self> {
        (0..sheet.end_row()).take(20).find_map(|head| {
            let at = |field: Field| {
                let header = field.header();
                let cells = sheet.row(head).iter();
                let mut named = cells.filter(|c| {
                    let text = c.value.text();
                    text == header.zh || text == header.en
                });
                named.next().map(|cell| (field, cell.at.col))
            };
            let columns: Vec<_> = Field::ALL.into_iter().filter_map(at).collect();
            let whole = |field: &Field| columns.iter().any(|(f, _)| f == field);
            let mut needed = Field::ALL.iter().filter(|field| **field != Field::Hash);
            needed.all(whole).then_some(Self {
                sheet,
                head,
                columns,
            })
        })
    }

    fn column(&self, field: Field) -> Option<u32> {
        let mut columns = self.columns.iter();
        columns.find(|(f, _)| *f == field).map(|(_, col)| *col)
    }

    fn value(&self, field: Field, row: u32) -> Option<&Value> {
        let cell = self.sheet.at(CellRef::new(row, self.column(field)?))?;
        Some(&cell.value)
    }

    fn text(&self, field: Field, row: u32) -> Option<EcoString> {
        let text = self.value(field, row)?.text();
        (!text.is_empty()).then(|| text.as_ref().into())
    }

    fn kind(&self, row: u32) -> Option<Kind> {
        let text = self.text(Field::Kind, row)?;
        let named = |kind: &Kind| {
            let name = kind_name(*kind);
            *text == *name.zh || *text == *name.en
        };
        [Kind::Unit, Kind::Project].into_iter().find(named)
    }

    /// Rows below the table, such as notes, are none.
    fn is_item(&self, row: u32) -> bool {
        self.kind(row).is_some()
    }

    fn figure(&self, field: Field, row: u32) -> Result<Option<Decimal>, Unusable> {
        match self.value(field, row) {
            None => Ok(None),
            Some(Value::Number(figure) | Value::Percent(figure, _)) => Ok(Some(*figure)),
            Some(other) => match other.text().trim() {
                "" => Ok(None),
                text => {
                    let figure = Decimal::from_str_exact(text);
                    figure.map(Some).map_err(|_| Unusable::Figure(text.into()))
                }
            },
        }
    }

    /// Year and rules of a row.
    fn origin(&self, row: u32) -> Result<(Option<i32>, Rules), Unusable> {
        let year = self.figure(Field::Year, row)?;
        let rules = Rules {
            id: self.text(Field::Rules, row).unwrap_or_default(),
            sha256: self.text(Field::RulesSha256, row).unwrap_or_default(),
            source: None,
        };
        let year = year.and_then(|y| i32::try_from(y.normalize().mantissa()).ok());
        Ok((year, rules))
    }

    fn record(&self, row: u32, form: usize) -> Result<Row, Unusable> {
        let rank = self.figure(Field::Rank, row)?;
        let rank = rank.and_then(|r| usize::try_from(r.normalize().mantissa()).ok());
        let groups = self.text(Field::Groups, row);
        let groups = groups.map(|text| groups_of(&text).ok_or(Unusable::Figure(text)));
        Ok(Row {
            form,
            kind: self.kind(row).unwrap_or(Kind::Unit),
            code: self.text(Field::Code, row),
            name: self.text(Field::Unit, row),
            project: self.text(Field::Project, row),
            // A form that is not ranked has a total that does not count.
            total: self.figure(Field::Total, row)?.filter(|_| rank.is_some()),
            grade: self.text(Field::Grade, row),
            rank,
            execution_rate: self.figure(Field::ExecutionRate, row)?,
            adjustment_rate: self.figure(Field::AdjustmentRate, row)?,
            amounts: [
                self.figure(Field::Initial, row)?,
                self.figure(Field::Adjusted, row)?,
                self.figure(Field::Executed, row)?,
            ],
            groups: groups.transpose()?.unwrap_or_default(),
        })
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
        assert_eq!(groups_of(&text), Some(row.groups));
        assert_eq!(groups_of("产出=5O"), None);
    }
}
