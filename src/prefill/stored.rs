//! What an earlier run wrote about last year's forms, as far as it is carried over.

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::earlier::{Earlier, Filed, aim};
use crate::base::lang::Text;
use crate::blank::IndicatorRow;
use crate::compare::{Results, SCHEMA, Unusable};
use crate::form::labels::IndicatorColumn as C;
use crate::form::target;
use crate::model::{CellRef, Kind, Located, MethodKind, Unit};
use crate::workbook::{Value, Workbook};

const LACKING_IN_JSON: Text = Text::new(
    "没有表上写明的评分方法和项目的主管部门，这两项留空。要沿用，请用上年的自评表文件夹。",
    "holds neither the scoring methods that forms named nor the departments of projects; they are left blank. To carry them over, name the folder of last year's forms.",
);

const LACKING_IN_WORKBOOK: Text = Text::new(
    "“结果存档”没有逐项的指标，只沿用了项目名称。要沿用指标，请用上年的 JSON 结果或自评表文件夹。",
    "its sheet of stored results holds no indicators; only the names of projects were carried over. To carry over indicators, name last year's JSON results or the folder of its forms.",
);

#[derive(Deserialize)]
struct Stored {
    schema: u32,
    year: Option<i32>,
    units: Vec<Form>,
}

#[derive(Deserialize)]
struct Form {
    kind: Kind,
    unit: Body,
    project: Option<String>,
    indicators: Vec<Indicator>,
}

#[derive(Deserialize)]
struct Body {
    code: Option<EcoString>,
    name: Option<EcoString>,
}

#[derive(Deserialize)]
struct Indicator {
    level1: Option<String>,
    level2: Option<String>,
    name: String,
    target: Option<EcoString>,
    method: Option<MethodKind>,
    points: Option<EcoString>,
}

impl Earlier {
    /// What is carried over from results in JSON.
    ///
    /// # Errors
    ///
    /// The first thing that makes them unusable.
    pub fn from_json(text: &str) -> Result<Self, Unusable> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let stored: Stored = serde_json::from_str(text).map_err(Unusable::Malformed)?;
        if stored.schema != SCHEMA {
            return Err(Unusable::Schema(stored.schema));
        }
        let forms = stored.units.into_iter().map(Form::filed);
        Ok(Self {
            year: stored.year,
            lacks: Some(LACKING_IN_JSON),
            forms: forms.collect::<Result<_, _>>()?,
        })
    }

    /// What is carried over from a workbook of this program: whose forms there were.
    ///
    /// # Errors
    ///
    /// The first thing that makes it unusable.
    pub fn from_workbook(workbook: &Workbook) -> Result<Self, Unusable> {
        let results = Results::from_workbook(workbook)?;
        let forms = results.records.into_iter().map(|record| Filed {
            kind: Some(record.kind),
            unit: body(record.code, record.name),
            project: record.project.map(String::from),
            ..Filed::default()
        });
        Ok(Self {
            year: results.provenance.year,
            lacks: Some(LACKING_IN_WORKBOOK),
            forms: forms.collect(),
        })
    }
}

impl Form {
    fn filed(self) -> Result<Filed, Unusable> {
        let rows = self.indicators.into_iter().map(Indicator::row);
        Ok(Filed {
            kind: Some(self.kind),
            unit: body(self.unit.code, self.unit.name),
            department: None,
            project: self.project,
            indicators: rows.collect::<Result<_, _>>()?,
        })
    }
}

impl Indicator {
    fn row(self) -> Result<IndicatorRow, Unusable> {
        let points = self.points.map(|text| {
            let points = Decimal::from_str_exact(&text);
            points.map_err(|_| Unusable::Figure(text))
        });
        let typed = self.target.map(Value::Text);
        let target = typed.map(|value| target::composed(None, &value, None).0);
        let method = self.method.unwrap_or(MethodKind::Proportional);
        Ok(aim(target.as_ref(), method)
            .with(C::Level1, self.level1)
            .with(C::Level2, self.level2)
            .with(C::Level3, self.name)
            .with(C::Points, points.transpose()?))
    }
}

fn body(code: Option<EcoString>, name: Option<EcoString>) -> Unit {
    let nowhere = CellRef::new(0, 0);
    Unit {
        code,
        name: name.map(|name| Located::new(name.clone(), nowhere, name)),
        group: None,
    }
}
