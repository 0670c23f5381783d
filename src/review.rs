//! 复核底稿: the working paper on which a reviewer checks one form, as it is laid out and as it is read back.
//!
//! A paper is a sheet with a head of labels and values, a header row, a row for budget execution and one for each
//! indicator. The reviewer fills in 复核完成值, 扣分要点, 备注 and, where the deduction does not give it, 复核得分.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use ecow::EcoString;
use rust_decimal::Decimal;

use crate::base::hash::sha256;
use crate::base::lang::Text;
use crate::base::number::parse_plain;
use crate::form::labels::fold;
use crate::intake::{Error, WorkerPool, own_or_other, walk};
use crate::model::CellRef;
pub use crate::workbook::container::PAPER;
use crate::workbook::{Cell, Sheet, Value, Workbook};

/// A column of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// 一级指标
    Level1,
    /// 二级指标
    Level2,
    /// 三级指标
    Level3,
    /// 性质
    Sign,
    /// 指标值
    Target,
    /// 计量单位
    Measure,
    /// 权重
    Points,
    /// 自评完成值
    Actual,
    /// 自评得分
    Reported,
    /// 复核完成值
    ReviewedActual,
    /// 复核得分
    Reviewed,
    /// 扣分要点
    Deduction,
    /// 偏离度
    Deviation,
    /// 备注
    Note,
}

impl Column {
    /// All of them, in their order.
    pub const ALL: [Self; 14] = [
        Self::Level1,
        Self::Level2,
        Self::Level3,
        Self::Sign,
        Self::Target,
        Self::Measure,
        Self::Points,
        Self::Actual,
        Self::Reported,
        Self::ReviewedActual,
        Self::Reviewed,
        Self::Deduction,
        Self::Deviation,
        Self::Note,
    ];

    /// Its header.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Level1 => Text::new("一级指标", "Level 1"),
            Self::Level2 => Text::new("二级指标", "Level 2"),
            Self::Level3 => Text::new("三级指标", "Level 3"),
            Self::Sign => Text::new("性质", "Sign"),
            Self::Target => Text::new("指标值", "Target"),
            Self::Measure => Text::new("计量单位", "Measure"),
            Self::Points => Text::new("权重", "Weight"),
            Self::Actual => Text::new("自评完成值", "Filed value"),
            Self::Reported => Text::new("自评得分", "Filed score"),
            Self::ReviewedActual => Text::new("复核完成值", "Reviewed value"),
            Self::Reviewed => Text::new("复核得分", "Reviewed score"),
            Self::Deduction => Text::new("扣分要点", "Deduction"),
            Self::Deviation => Text::new("偏离度", "Deviation"),
            Self::Note => Text::new("备注", "Remarks"),
        }
    }
}

/// A value in the head of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Head {
    /// 预算单位
    Unit,
    /// 项目名称
    Project,
    /// 自评表文件
    File,
    /// 工作表
    Sheet,
    /// 文件校验值
    Hash,
    /// 复核人
    Reviewer,
    /// 复核日期
    Date,
}

impl Head {
    /// All of them, in their order.
    pub const ALL: [Self; 7] = [
        Self::Unit,
        Self::Project,
        Self::File,
        Self::Sheet,
        Self::Hash,
        Self::Reviewer,
        Self::Date,
    ];

    /// Its label.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Unit => Text::new("预算单位", "Unit"),
            Self::Project => Text::new("项目名称", "Project"),
            Self::File => Text::new("自评表文件", "File of the form"),
            Self::Sheet => Text::new("工作表", "Sheet"),
            Self::Hash => Text::new("文件校验值", "SHA-256 of the file"),
            Self::Reviewer => Text::new("复核人", "Reviewer"),
            Self::Date => Text::new("复核日期", "Date"),
        }
    }
}

/// Name of the row, and group, of budget execution.
pub const EXECUTION: Text = Text::new("预算执行", "Execution");
/// The row of sums.
pub const TOTAL: Text = Text::new("合计", "Total");

/// The reviewer's entries in one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// 三级指标
    pub name: EcoString,
    /// Row of the sheet, counted from 0.
    pub row: u32,
    /// 权重 as written there.
    pub points: Option<Decimal>,
    /// 自评得分 as written there.
    pub reported: Option<Decimal>,
    /// 复核完成值
    pub actual: Option<EcoString>,
    /// 复核得分
    pub entry: Entry,
    /// 扣分要点
    pub deduction: Option<EcoString>,
    /// 备注
    pub note: Option<EcoString>,
}

/// The content of the cell of 复核得分.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Nothing, or a formula with an empty result.
    Blank,
    /// A formula, with what it came to when the file was saved.
    Formula(Decimal),
    /// A figure that the reviewer typed.
    Typed(Decimal),
    /// Anything else.
    Words(EcoString),
}

/// One paper, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its file.
    pub file: Arc<str>,
    /// Its sheet.
    pub sheet: Arc<str>,
    /// The values of its head.
    pub head: BTreeMap<Head, EcoString>,
    /// Its rows, without that of sums.
    pub rows: Vec<Row>,
    columns: BTreeMap<Column, u32>,
}

/// Rows among which the header row is looked for.
const HEADER_WITHIN: u32 = 20;

/// Columns without which there is no paper.
const NEEDED: [Column; 5] = [
    Column::Level3,
    Column::Points,
    Column::Reported,
    Column::Reviewed,
    Column::Deduction,
];

/// 底稿 that were given, and the files among them that hold none.
#[derive(Debug, Clone, Default)]
pub struct Papers {
    /// In path order.
    pub papers: Vec<Paper>,
    /// Files without a paper.
    pub others: Vec<Arc<str>>,
    /// SHA-256 over all files that were read, where any papers were asked for.
    pub sha256: Option<Box<str>>,
}

impl Papers {
    /// Reads the papers at `paths`, which are files or folders.
    ///
    /// # Errors
    ///
    /// As [`walk`].
    pub fn load(paths: &[PathBuf], pool: &WorkerPool) -> Result<Self, Error> {
        let mut read = Self::default();
        if paths.is_empty() {
            return Ok(read);
        }
        let mut hashes = Vec::new();
        for path in paths {
            let folder = path.file_name().filter(|_| path.is_dir());
            let folder = folder.map(|name| format!("{}/", name.to_string_lossy()));
            let found = walk(std::slice::from_ref(path))?.into_iter();
            for found in found.filter(|found| !found.housekeeping) {
                let file = Arc::from(folder.clone().unwrap_or_default() + &found.relative);
                let table = own_or_other(&found.path(), pool).ok();
                let papers = table.as_ref().map(|table| {
                    hashes.push(format!("{} {file}", table.sha256));
                    Paper::read(&table.workbook, &file)
                });
                match papers.filter(|papers| !papers.is_empty()) {
                    Some(papers) => read.papers.extend(papers),
                    None => read.others.push(file),
                }
            }
        }
        read.sha256 = Some(sha256(hashes.join("\n").as_bytes()));
        Ok(read)
    }
}

impl Paper {
    /// The papers in a workbook.
    #[must_use]
    pub fn read(workbook: &Workbook, file: &Arc<str>) -> Vec<Self> {
        let sheets = workbook.sheets.iter();
        sheets.filter_map(|sheet| Self::of(sheet, file)).collect()
    }

    fn of(sheet: &Sheet, file: &Arc<str>) -> Option<Self> {
        let mut rows = 0..sheet.end_row().min(HEADER_WITHIN);
        let (header, columns) = rows.find_map(|row| Some((row, columns(sheet.row(row))?)))?;
        let mut paper = Self {
            file: Arc::clone(file),
            sheet: Arc::from(&*sheet.name),
            head: head(sheet, header),
            rows: Vec::new(),
            columns,
        };
        for row in header.saturating_add(1)..sheet.end_row() {
            if words(paper.cell_of(sheet, row, Column::Level1)).is_some_and(|t| is(&t, TOTAL)) {
                break;
            }
            paper.rows.extend(paper.row(sheet, row));
        }
        Some(paper)
    }

    /// Address of a column in a row.
    #[must_use]
    pub fn at(&self, row: &Row, column: Column) -> CellRef {
        CellRef::new(
            row.row,
            self.columns.get(&column).copied().unwrap_or_default(),
        )
    }

    fn cell_of<'s>(&self, sheet: &'s Sheet, row: u32, column: Column) -> Option<&'s Cell> {
        sheet.shown(CellRef::new(row, *self.columns.get(&column)?))
    }

    fn row(&self, sheet: &Sheet, row: u32) -> Option<Row> {
        let cell = |column| self.cell_of(sheet, row, column);
        Some(Row {
            name: words(cell(Column::Level3))?,
            row,
            points: number(cell(Column::Points)),
            reported: number(cell(Column::Reported)),
            actual: words(cell(Column::ReviewedActual)),
            entry: entry(cell(Column::Reviewed)),
            deduction: words(cell(Column::Deduction)),
            note: words(cell(Column::Note)),
        })
    }
}

/// The columns of a header row, where it is one.
fn columns(cells: &[Cell]) -> Option<BTreeMap<Column, u32>> {
    let mut found = BTreeMap::new();
    for cell in cells {
        let text = cell.value.text();
        if let Some(column) = Column::ALL.into_iter().find(|c| is(&text, c.title())) {
            found.entry(column).or_insert(cell.at.col);
        }
    }
    NEEDED
        .iter()
        .all(|column| found.contains_key(column))
        .then_some(found)
}

/// The values right of the labels above the header row.
fn head(sheet: &Sheet, header: u32) -> BTreeMap<Head, EcoString> {
    let mut values = BTreeMap::new();
    for row in 0..header {
        for pair in sheet.row(row).windows(2) {
            let [label, value] = pair else { continue };
            let text = label.value.text();
            let beside = value.at.col == label.at.col.saturating_add(1);
            let known = Head::ALL.into_iter().find(|head| is(&text, head.title()));
            if let Some(head) = known.filter(|_| beside) {
                values.extend(words(Some(value)).map(|value| (head, value)));
            }
        }
    }
    values
}

fn is(text: &str, title: Text) -> bool {
    let text = fold(text);
    text == fold(title.zh) || text == fold(title.en)
}

fn words(cell: Option<&Cell>) -> Option<EcoString> {
    let text = cell?.value.text();
    (!text.is_empty()).then(|| text.as_ref().into())
}

fn number(cell: Option<&Cell>) -> Option<Decimal> {
    match &cell?.value {
        Value::Number(figure) | Value::Percent(figure, _) => Some(*figure),
        Value::Text(text) => parse_plain(text.trim()),
        Value::Date(_) | Value::Bool(_) => None,
    }
}

fn entry(cell: Option<&Cell>) -> Entry {
    match (cell, number(cell), words(cell)) {
        // A program that did not calculate leaves 0 behind a formula.
        (Some(cell), Some(figure), _) if cell.formula && figure.is_zero() => Entry::Blank,
        (Some(cell), Some(figure), _) if cell.formula => Entry::Formula(figure),
        (_, Some(figure), _) => Entry::Typed(figure),
        (_, None, Some(words)) => Entry::Words(words),
        (_, None, None) => Entry::Blank,
    }
}
