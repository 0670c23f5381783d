//! Results that an earlier run wrote as JSON, read back exactly.
//!
//! Strict in what a comparison needs: schema, kinds, and decimals written as strings. Further fields are passed over,
//! because later versions may add some within the same schema.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::record::{self, EXECUTION, Record, Results};
use crate::lang::Lang;
use crate::model::Kind;

/// The schema that is understood.
const SCHEMA: u32 = 1;

/// Why a file of results cannot be used.
#[derive(Debug)]
pub enum Unusable {
    /// Not JSON, or not the results of this program.
    Malformed(serde_json::Error),
    /// Written to another schema.
    Schema(u32),
    /// A figure that is not a plain decimal.
    Figure(Box<str>),
}

impl Unusable {
    /// The reason in words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Malformed(e), Lang::Zh) => format!("不是本程序写出的 JSON 结果：{e}"),
            (Self::Malformed(e), Lang::En) => format!("not JSON results of this program: {e}"),
            (Self::Schema(n), Lang::Zh) => format!("结果格式版本为 {n}，只能读取版本 {SCHEMA}"),
            (Self::Schema(n), Lang::En) => format!("written to schema {n}, not {SCHEMA}"),
            (Self::Figure(text), Lang::Zh) => format!("数字“{text}”无法识别"),
            (Self::Figure(text), Lang::En) => format!("'{text}' is not a decimal"),
        }
    }
}

#[derive(Deserialize)]
struct Head {
    schema: u32,
}

#[derive(Deserialize)]
struct Stored {
    year: Option<i32>,
    rules: Rules,
    units: Vec<Unit>,
}

#[derive(Deserialize)]
struct Rules {
    id: Box<str>,
    sha256: Box<str>,
}

#[derive(Deserialize)]
struct Unit {
    rank: Option<usize>,
    kind: Kind,
    unit: Body,
    project: Option<Box<str>>,
    funding: Option<Funding>,
    indicators: Vec<Indicator>,
    recomputed_total: Option<Box<str>>,
    grade: Option<Box<str>>,
}

#[derive(Deserialize)]
struct Body {
    code: Option<Box<str>>,
    name: Option<Box<str>>,
}

#[derive(Deserialize)]
struct Funding {
    execution_rate: Option<Box<str>>,
    adjustment_rate: Option<Box<str>>,
    recomputed: Option<Box<str>>,
}

#[derive(Deserialize)]
struct Indicator {
    level1: Option<Box<str>>,
    recomputed: Option<Box<str>>,
}

impl Results {
    /// The results in `text`, as written with `--json`.
    ///
    /// # Errors
    ///
    /// The first thing that makes them unusable.
    pub fn from_json(text: &str) -> Result<Self, Unusable> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let head: Head = serde_json::from_str(text).map_err(Unusable::Malformed)?;
        if head.schema != SCHEMA {
            return Err(Unusable::Schema(head.schema));
        }
        let stored: Stored = serde_json::from_str(text).map_err(Unusable::Malformed)?;
        let units = stored.units.into_iter().enumerate();
        let records: Vec<Record> = units
            .map(|(form, unit)| unit.record(form))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            year: stored.year,
            rules: stored.rules.id,
            rules_sha256: stored.rules.sha256,
            records: record::without_doubles(records),
        })
    }
}

impl Unit {
    fn record(self, form: usize) -> Result<Record, Unusable> {
        let funding = self.funding.as_ref();
        let mut record = Record {
            form,
            kind: self.kind,
            code: self.unit.code,
            name: self.unit.name,
            project: self.project,
            // A form that is not ranked has a total that does not count.
            total: exact(self.recomputed_total.as_deref())?.filter(|_| self.rank.is_some()),
            grade: self.grade,
            rank: self.rank,
            execution_rate: exact(funding.and_then(|f| f.execution_rate.as_deref()))?,
            adjustment_rate: exact(funding.and_then(|f| f.adjustment_rate.as_deref()))?,
            groups: Vec::new(),
        };
        let execution = exact(funding.and_then(|f| f.recomputed.as_deref()))?;
        record.earn(Some(EXECUTION), execution);
        for indicator in &self.indicators {
            let score = exact(indicator.recomputed.as_deref())?;
            record.earn(indicator.level1.as_deref(), score);
        }
        Ok(record)
    }
}

fn exact(text: Option<&str>) -> Result<Option<Decimal>, Unusable> {
    text.map(|text| {
        let figure = Decimal::from_str_exact(text);
        figure.map_err(|_| Unusable::Figure(text.into()))
    })
    .transpose()
}
