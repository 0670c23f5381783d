//! The roster 单位名单: which units are due to file, under which code, in which group, and what they were called before.

mod approved;
mod matching;
mod money;
mod named;
mod read;

use std::path::Path;
use std::sync::Arc;

use ecow::EcoString;
use rust_decimal::Decimal;

use crate::form::labels::Labels;
use crate::intake::Error;
use crate::intake::{TableFile, WorkerPool, table};
use crate::model::Fault;
use crate::model::Place;
use crate::workbook::Workbook;
use approved::Methods;
pub use approved::approve;
use matching::Index;
pub use matching::{Nearest, RosterMatch};

/// The list of all units that are due to file.
#[derive(Debug, Clone)]
pub struct Roster {
    /// Name of its file.
    pub file: Arc<str>,
    /// SHA-256 of its file, lower-case hexadecimal.
    pub sha256: Box<str>,
    units: Vec<RosterUnit>,
    index: Index,
    /// 批复的评分方法
    methods: Methods,
}

/// One unit of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterUnit {
    /// 单位编码
    pub code: Option<EcoString>,
    /// 单位名称 as it is now.
    pub name: EcoString,
    /// 分组
    pub group: Option<Arc<str>>,
    /// 曾用名
    pub former: Vec<EcoString>,
    /// 预算数 in 元
    pub budget: Option<Decimal>,
    /// 在职人数
    pub heads: Option<Decimal>,
    /// Cell of its name.
    pub place: Place,
}

/// Whether a workbook that holds no form is a list of units.
#[must_use]
pub fn is_list(workbook: &Workbook, labels: &Labels) -> bool {
    read::is_list(workbook, labels)
}

/// A unit and the names it or its parts had before 曾用名.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerName {
    /// Its name now.
    pub name: EcoString,
    /// Names of the units it was or was made from.
    pub former: Vec<EcoString>,
}

impl Roster {
    /// Whether methods were approved in a file of their own.
    #[must_use]
    pub fn approves(&self) -> bool {
        !self.methods.is_empty()
    }

    /// The roster in the workbook or .csv file at `path`.
    ///
    /// # Errors
    ///
    /// [`Error::Cells`] with every fault, or why the file is not read.
    pub fn load(path: &Path, labels: &Labels, pool: &WorkerPool) -> Result<Self, Error> {
        Self::of(&table(path, pool)?, labels).map_err(Error::Cells)
    }

    /// The roster in a table that was read.
    ///
    /// # Errors
    ///
    /// Every fault with its cell.
    pub fn of(table: &TableFile, labels: &Labels) -> Result<Self, Vec<Fault>> {
        let units = read::units(table, labels)?;
        Ok(Self {
            file: Arc::clone(&table.file),
            sha256: table.sha256.clone(),
            index: Index::of(&units),
            units,
            methods: Methods::new(),
        })
    }

    /// Its units, in the order of the list.
    #[must_use]
    pub fn units(&self) -> &[RosterUnit] {
        &self.units
    }

    /// Every unit with the names it had before.
    #[must_use]
    pub fn former_names(&self) -> Vec<FormerName> {
        let units = self.units.iter();
        units
            .map(|unit| FormerName {
                name: unit.name.clone(),
                former: unit.former.clone(),
            })
            .collect()
    }
}
