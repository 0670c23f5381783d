//! Results that an earlier run wrote as JSON, read back exactly.
//!
//! Strict in what a comparison needs: schema, kinds, and decimals written as strings. Further fields are passed over,
//! because later versions may add some within the same schema.

use std::collections::HashSet;

use ecow::EcoString;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::record::{self, EXECUTION, Provenance, Record, Results};
use crate::base::lang::{Lang, Message};
use crate::finding::funds::MEASURE_SUSPECT;
use crate::finding::{Problem, Refusal};
use crate::model::{Kind, Measure};

/// The schema that is understood.
pub(crate) const SCHEMA: u32 = 1;

/// Why a file of results cannot be used.
#[derive(Debug)]
pub enum Unusable {
    /// Not UTF-8.
    NotText,
    /// Not JSON, or not the results of this program.
    Malformed(serde_json::Error),
    /// Written to another schema.
    Schema(u32),
    /// A figure that is not a plain decimal.
    Figure(EcoString),
    /// A workbook of this program without the sheet 结果存档.
    NoArchive,
    /// Results of mid-year monitoring: they have no scores.
    Monitoring,
    /// A workbook that cannot be read.
    Refused(Refusal),
}

impl Unusable {
    /// The reason in words, to stand within a sentence.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NotText => Message::new("文件不是 UTF-8 文本", "the file is not UTF-8 text"),
            Self::Malformed(e) => {
                let (line, column) = (e.line(), e.column());
                Message::new(
                    format!(
                        "不是本程序写出的 JSON 结果，或内容不完整（第 {line} 行第 {column} 列）"
                    ),
                    format!(
                        "not JSON results of this program, or incomplete (line {line}, column {column})"
                    ),
                )
            }
            Self::Schema(n) => Message::new(
                format!("结果格式版本为 {n}，只能读取版本 {SCHEMA}"),
                format!("written to schema {n}, not {SCHEMA}"),
            ),
            Self::Figure(text) => Message::new(
                format!("数字“{text}”无法识别"),
                format!("'{text}' is not a decimal"),
            ),
            Self::Monitoring => Message::new(
                "这是年中监控的结果，没有得分",
                "these are results of mid-year monitoring, which have no scores",
            ),
            Self::NoArchive => Message::new(
                "工作簿里没有“结果存档”表，请用 ziping score 重新写出汇总工作簿，或改用 JSON 结果",
                "the workbook has no sheet 'Stored results': write it again with ziping score, or use JSON results",
            ),
            Self::Refused(refusal) => {
                let within = |lang| {
                    let reason = Problem::from(refusal).message(lang);
                    reason.trim_end_matches(['。', '.']).to_owned()
                };
                Message::new(within(Lang::Zh), within(Lang::En))
            }
        }
    }
}

#[derive(Deserialize)]
struct Head {
    schema: u32,
}

#[derive(Deserialize)]
struct Stored {
    midyear: Option<serde::de::IgnoredAny>,
    year: Option<i32>,
    rules: Rules,
    units: Vec<Unit>,
    #[serde(default)]
    findings: Vec<Found>,
}

/// A finding; one about the unit of money takes a form's amounts out of every sum.
#[derive(Deserialize)]
struct Found {
    code: EcoString,
    file: EcoString,
    sheet: Option<EcoString>,
}

#[derive(Deserialize)]
struct Rules {
    id: EcoString,
    sha256: EcoString,
}

#[derive(Deserialize)]
struct Unit {
    rank: Option<usize>,
    kind: Kind,
    file: Option<EcoString>,
    sheet: Option<EcoString>,
    unit: Body,
    project: Option<EcoString>,
    funding: Option<Funding>,
    indicators: Vec<Indicator>,
    recomputed_total: Option<EcoString>,
    grade: Option<EcoString>,
}

#[derive(Deserialize)]
struct Body {
    code: Option<EcoString>,
    name: Option<EcoString>,
}

#[derive(Deserialize)]
struct Funding {
    initial: Option<EcoString>,
    adjusted: Option<EcoString>,
    executed: Option<EcoString>,
    measure: Option<Measure>,
    execution_rate: Option<EcoString>,
    adjustment_rate: Option<EcoString>,
    recomputed: Option<EcoString>,
}

#[derive(Deserialize)]
struct Indicator {
    level1: Option<EcoString>,
    recomputed: Option<EcoString>,
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
        if stored.midyear.is_some() {
            return Err(Unusable::Monitoring);
        }
        let suspect = MEASURE_SUSPECT.name;
        let doubted = stored.findings.iter().filter(|f| *f.code == *suspect);
        let doubted: HashSet<_> = doubted.map(|f| (Some(&f.file), f.sheet.as_ref())).collect();
        let units = stored.units.into_iter().enumerate();
        let records: Vec<Record> = units
            .map(|(form, unit)| {
                let doubtful = doubted.contains(&(unit.file.as_ref(), unit.sheet.as_ref()));
                let mut record = unit.record(form)?;
                if doubtful {
                    record.amounts = [None; 3];
                }
                Ok(record)
            })
            .collect::<Result<_, _>>()?;
        let Rules { id, sha256 } = stored.rules;
        Ok(Self {
            provenance: Provenance::of_results(stored.year, id, sha256),
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
            amounts: [
                amount(funding, |f| f.initial.as_deref())?,
                amount(funding, |f| f.adjusted.as_deref())?,
                amount(funding, |f| f.executed.as_deref())?,
            ],
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

/// An amount in 万元.
fn amount(
    funding: Option<&Funding>,
    figure: fn(&Funding) -> Option<&str>,
) -> Result<Option<Decimal>, Unusable> {
    let Some(funding) = funding else {
        return Ok(None);
    };
    let typed = exact(figure(funding))?;
    Ok(typed.and_then(|amount| Measure::in_ten_thousands(funding.measure, amount)))
}

fn exact(text: Option<&str>) -> Result<Option<Decimal>, Unusable> {
    text.map(|text| {
        let figure = Decimal::from_str_exact(text);
        figure.map_err(|_| Unusable::Figure(text.into()))
    })
    .transpose()
}
