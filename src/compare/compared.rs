//! The comparison as the results of a run have it.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Averages, Comparison, Link, Movement, Origin, Pair, Provenance, Split, averages};
use crate::model::{Exact, Kind};
use crate::record::{Row, Rules};

/// The years, what moved over all, and every unit and project.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComparisonRecord {
    /// This year.
    pub current: Year,
    /// The earlier years, oldest first.
    pub earlier: Vec<Year>,
    /// Whether the year before was evaluated under other rules.
    pub rules_changed: bool,
    /// Each kind that had forms the year before.
    pub summary: Vec<Summary>,
    /// The forms of this year.
    pub units: Vec<Pair>,
    /// Forms of the year before that have no successor.
    pub gone: Vec<Row>,
}

/// Where a year comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Year {
    /// 评价年度
    pub year: Option<i32>,
    /// Its rules, by id and hash.
    pub rules: Rules,
    /// Its forms, or results of an earlier run.
    pub source: Source,
    /// Number of its forms.
    pub forms: usize,
    /// Its files.
    pub files: Vec<File>,
}

/// What a year was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Forms.
    Forms,
    /// Results of an earlier run.
    Results,
}

/// A file of a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Its path.
    pub file: Arc<str>,
    /// SHA-256 of it.
    pub sha256: Option<Arc<str>>,
    /// Number of its forms.
    pub forms: usize,
}

/// Movements over all forms of a kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// 整体支出 or 项目支出
    pub kind: Kind,
    /// The year before.
    pub before: Averages,
    /// This year.
    pub now: Averages,
    /// Number of units with a total in both years.
    pub comparable: usize,
    /// 上升
    pub up: usize,
    /// 下降
    pub down: usize,
    /// 持平
    pub level: usize,
    /// 平均变动
    #[serde(with = "Exact")]
    pub mean_change: Option<Decimal>,
    /// The mean change by cause.
    pub mean_split: Option<Split>,
    /// 衔接
    pub links: Links,
}

/// Number of forms by link to the other year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    /// 延续
    pub same: usize,
    /// 更名
    pub renamed: usize,
    /// 合并
    pub merged: usize,
    /// 新增
    pub new: usize,
    /// 退出
    pub gone: usize,
}

impl ComparisonRecord {
    /// The comparison of a run.
    #[must_use]
    pub fn of(comparison: &Comparison) -> Self {
        Self {
            current: Year::of(&comparison.current),
            earlier: comparison.earlier.iter().map(Year::of).collect(),
            rules_changed: comparison.rules_changed(),
            summary: comparison
                .kinds()
                .map(|kind| Summary::of(comparison, kind))
                .collect(),
            units: comparison.pairs.clone(),
            gone: comparison.gone.clone(),
        }
    }
}

impl Year {
    fn of(year: &Provenance) -> Self {
        let files = year.files.iter().map(|file| File {
            file: Arc::clone(&file.path),
            sha256: file.sha256.map(|hash| hash.to_string().into()),
            forms: file.forms,
        });
        Self {
            year: year.year,
            rules: year.rules.clone(),
            source: match year.origin {
                Origin::Forms => Source::Forms,
                Origin::Results(_) => Source::Results,
            },
            forms: year.forms(),
            files: files.collect(),
        }
    }
}

impl Summary {
    fn of(comparison: &Comparison, kind: Kind) -> Self {
        let Movement {
            comparable,
            directions: [up, down, level],
            change,
            split,
            ..
        } = comparison.movement(kind);
        let count = |link| comparison.linked(kind, link).count();
        Self {
            kind,
            before: averages(comparison.before(kind)),
            now: averages(comparison.now(kind)),
            comparable,
            up,
            down,
            level,
            mean_change: change,
            mean_split: split,
            links: Links {
                same: count(Link::Same),
                renamed: count(Link::Renamed),
                merged: count(Link::Merged),
                new: count(Link::New),
                gone: comparison.gone_of_kind(kind).count(),
            },
        }
    }
}
