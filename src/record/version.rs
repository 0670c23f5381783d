//! 版本: the forms of a unit and year, one of which counts.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::Exact;
use crate::run;

/// One of several forms of a unit and year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Its path.
    pub file: Arc<str>,
    /// Its sheet.
    pub sheet: Arc<str>,
    /// 复算总分
    #[serde(with = "Exact")]
    pub total: Option<Decimal>,
    /// Whether it is the one that is ranked.
    pub ranked: bool,
}

impl Version {
    /// One of a run.
    #[must_use]
    pub fn of(version: &run::Version) -> Self {
        Self {
            file: Arc::clone(&version.file),
            sheet: Arc::clone(&version.sheet),
            total: version.total,
            ranked: version.ranked,
        }
    }
}
