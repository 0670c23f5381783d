//! The stamp of a blank form 表样标识: hidden document properties that identify the form.
//!
//! Excel, WPS and LibreOffice keep document properties when a file is saved in another format.

use serde::{Deserialize, Serialize};

use crate::model::{Kind, Stage};

/// The identity of the blank form that a workbook was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// 整体支出 or 项目支出.
    pub kind: Kind,
    /// 目标申报, 年中监控 or 自评.
    pub stage: Stage,
    /// Version of the layout.
    pub version: Box<str>,
    /// Id of the rule set of its formulas.
    pub rules: Box<str>,
    /// SHA-256 of the labels on it.
    pub labels: Box<str>,
    /// 预算编码 of the unit it was made for.
    pub unit: Option<Box<str>>,
    /// Group of that unit.
    pub group: Option<Box<str>>,
    /// 评价年度
    pub year: Option<i32>,
    /// Hash of the indicators that were approved beforehand.
    pub indicators: Option<Box<str>>,
}

/// Prefix of all property names.
pub(crate) const PREFIX: &str = "ziping-form";

const KIND: &str = "ziping-form";
const VERSION: &str = "ziping-form-version";
const RULES: &str = "ziping-form-rules";
const LABELS: &str = "ziping-form-labels";
const UNIT: &str = "ziping-form-unit";
const GROUP: &str = "ziping-form-group";
const STAGE: &str = "ziping-form-stage";
const YEAR: &str = "ziping-form-year";
const INDICATORS: &str = "ziping-form-indicators";

impl Stamp {
    /// The properties, name and value.
    #[must_use]
    pub fn properties(&self) -> Vec<(&'static str, String)> {
        let kind = match self.kind {
            Kind::Unit => "unit",
            Kind::Project => "project",
        };
        let some = |name, value: &Option<Box<str>>| value.as_ref().map(|v| (name, v.to_string()));
        let mut properties = vec![
            (KIND, kind.to_owned()),
            (VERSION, self.version.to_string()),
            (RULES, self.rules.to_string()),
            (LABELS, self.labels.to_string()),
        ];
        let early = (self.stage != Stage::SelfEvaluation).then(|| self.stage.name().to_owned());
        properties.extend(early.map(|name| (STAGE, name)));
        properties.extend(some(UNIT, &self.unit));
        properties.extend(some(GROUP, &self.group));
        properties.extend(self.year.map(|year| (YEAR, year.to_string())));
        properties.extend(some(INDICATORS, &self.indicators));
        properties
    }

    /// The stamp in document properties; `None` where they do not state the kind.
    #[must_use]
    pub fn find<'p>(properties: impl Iterator<Item = (&'p str, &'p str)>) -> Option<Self> {
        let found: Vec<(&str, &str)> = properties.filter(|(n, _)| n.starts_with(PREFIX)).collect();
        let value = |name: &str| {
            let mut found = found.iter();
            let value = found.find(|(n, _)| *n == name).map(|(_, value)| *value);
            value.filter(|v| !v.is_empty())
        };
        let text = |name: &str| value(name).map(Box::from);
        Some(Self {
            kind: match value(KIND)? {
                "unit" => Kind::Unit,
                "project" => Kind::Project,
                _ => return None,
            },
            stage: value(STAGE).map_or(Some(Stage::SelfEvaluation), Stage::from_name)?,
            version: text(VERSION)?,
            rules: text(RULES)?,
            labels: text(LABELS)?,
            unit: text(UNIT),
            group: text(GROUP),
            year: value(YEAR).and_then(|year| year.parse().ok()),
            indicators: text(INDICATORS),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Stage, Stamp};

    #[test]
    fn a_stamp_is_found_among_properties() {
        let stamp = Stamp {
            kind: Kind::Project,
            stage: Stage::Midyear,
            version: "1".into(),
            rules: "default".into(),
            labels: "ab".into(),
            unit: Some("101001".into()),
            group: None,
            year: Some(2024),
            indicators: None,
        };
        let mut properties = stamp.properties();
        properties.push(("Company", "某局".to_owned()));
        let pairs = || properties.iter().map(|(n, v)| (*n, v.as_str()));
        assert_eq!(Stamp::find(pairs()), Some(stamp));
        assert_eq!(Stamp::find(pairs().skip(1)), None);
    }
}
