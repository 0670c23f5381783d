//! Results that an earlier run wrote into a workbook: the rows of its sheet 结果存档, read back exactly.
//!
//! Columns are found by their headers in either language, so that a column may be moved or the rows sorted.

use ecow::EcoString;

use rust_decimal::Decimal;

use super::record::{self, Provenance, Record, Results};
use super::stored::Unusable;
use crate::base::lang::Text;
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
}

impl Field {
    /// Every column, in order.
    pub const ALL: [Self; 16] = [
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
pub fn groups_text(record: &Record) -> Option<String> {
    let groups = record.groups.iter();
    let parts: Vec<String> = groups
        .map(|(name, points)| format!("{name}={}", points.normalize()))
        .collect();
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

impl Results {
    /// The results in the only sheet of `workbook`: 结果存档 of a workbook of this program.
    ///
    /// # Errors
    ///
    /// The first thing that makes them unusable.
    pub fn from_workbook(workbook: &Workbook) -> Result<Self, Unusable> {
        let sheet = workbook.sheets.first().ok_or(Unusable::NoArchive)?;
        let table = Table::find(sheet).ok_or(Unusable::NoArchive)?;
        let rows = table.head.saturating_add(1)..sheet.end_row();
        let rows: Vec<u32> = rows.filter(|row| table.is_item(*row)).collect();
        let first = *rows.first().ok_or(Unusable::NoArchive)?;
        let records: Vec<Record> = rows
            .iter()
            .zip(0..)
            .map(|(row, form)| table.record(*row, form))
            .collect::<Result<_, _>>()?;
        let year = table.figure(Field::Year, first)?;
        let year = year.and_then(|y| i32::try_from(y.normalize().mantissa()).ok());
        let rules = table.text(Field::Rules, first).unwrap_or_default();
        let sha256 = table.text(Field::RulesSha256, first).unwrap_or_default();
        Ok(Self {
            provenance: Provenance::of_results(year, rules, sha256),
            records: record::without_doubles(records),
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
            let columns: Vec<_> = Field::ALL.into_iter().map(at).collect::<Option<_>>()?;
            Some(Self {
                sheet,
                head,
                columns,
            })
        })
    }

    fn value(&self, field: Field, row: u32) -> Option<&Value> {
        let (_, col) = self.columns.iter().find(|(f, _)| *f == field)?;
        let cell = self.sheet.at(CellRef::new(row, *col))?;
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

    fn record(&self, row: u32, form: usize) -> Result<Record, Unusable> {
        let rank = self.figure(Field::Rank, row)?;
        let rank = rank.and_then(|r| usize::try_from(r.normalize().mantissa()).ok());
        let groups = self.text(Field::Groups, row);
        let groups = groups.map(|text| groups_of(&text).ok_or(Unusable::Figure(text)));
        Ok(Record {
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
    use crate::compare::Record;

    #[test]
    fn points_by_group_survive_the_text() {
        let groups = [("预算执行", "8.98"), ("甲；乙", "40"), ("丙=丁", "-0.5")];
        let record = Record {
            groups: groups
                .map(|(name, points)| (name.into(), points.parse().unwrap()))
                .into(),
            ..Record::default()
        };
        let text = groups_text(&record).unwrap();
        assert_eq!(text, "预算执行=8.98；甲；乙=40；丙=丁=-0.5");
        assert_eq!(groups_of(&text), Some(record.groups));
        assert_eq!(groups_of("产出=5O"), None);
    }
}
