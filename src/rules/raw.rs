//! A rule file as written: everything keeps its place, so that every problem can be pointed at.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use toml::Spanned;

use crate::base::number;

/// The whole file.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawRules {
    pub(super) id: Spanned<String>,
    pub(super) title: RawTitle,
    pub(super) year: Option<Spanned<i64>>,
    pub(super) basis: Spanned<Vec<Spanned<String>>>,
    pub(super) total: Spanned<Figure>,
    pub(super) plausible_budget_yuan: Spanned<Figure>,
    pub(super) rounding: RawRounding,
    pub(super) execution: RawExecution,
    pub(super) grade: Spanned<Vec<RawGrade>>,
    pub(super) reverse: RawReverse,
    pub(super) band: Spanned<Vec<RawBand>>,
    pub(super) over_fulfilled: RawOverFulfilled,
    pub(super) nothing_incurred: RawPhrases,
    pub(super) reweight: Option<Spanned<RawReweight>>,
    pub(super) midyear: Option<Spanned<RawMidyear>>,
    #[serde(default)]
    pub(super) indicator: Vec<Spanned<RawPattern>>,
    #[serde(default)]
    pub(super) severity: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// Title in both languages.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTitle {
    pub(super) zh: Spanned<String>,
    pub(super) en: Spanned<String>,
}

/// `[rounding]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRounding {
    pub(super) rate: Option<RawPlaces>,
    pub(super) score: RawPlaces,
}

/// One rounding.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPlaces {
    pub(super) places: Spanned<i64>,
    pub(super) mode: Spanned<String>,
}

/// `[execution]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawExecution {
    pub(super) points: Spanned<Figure>,
    pub(super) method: Spanned<RawMethod>,
    pub(super) zero_budget: Spanned<String>,
}

/// `[[grade]]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGrade {
    pub(super) name: Spanned<String>,
    #[serde(default)]
    pub(super) aliases: Vec<Spanned<String>>,
    pub(super) from: Spanned<Figure>,
}

/// `[reverse]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawReverse {
    pub(super) variant: Spanned<String>,
    #[serde(default)]
    pub(super) groups: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) names: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) except: Vec<Spanned<String>>,
}

/// `[[band]]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBand {
    pub(super) from: Spanned<Figure>,
    pub(super) to: Spanned<Figure>,
    pub(super) phrases: Vec<Spanned<String>>,
}

/// `[over-fulfilled]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOverFulfilled {
    pub(super) from: Spanned<Figure>,
    #[serde(default)]
    pub(super) deduction: Vec<RawStep>,
}

/// `[midyear]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawMidyear {
    pub(super) month: Option<Spanned<i64>>,
    pub(super) red: Option<Spanned<Figure>>,
    pub(super) yellow: Option<Spanned<Figure>>,
}

/// `[reweight]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawReweight {
    pub(super) execution: Option<Spanned<Figure>>,
    #[serde(default)]
    pub(super) groups: Vec<RawGroup>,
    pub(super) ungrouped: Option<Spanned<Figure>>,
}

/// New points of one group.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawGroup {
    pub(super) name: Spanned<String>,
    pub(super) points: Spanned<Figure>,
}

/// From a completion rate on, a share of the points.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStep {
    pub(super) from: Spanned<Figure>,
    pub(super) share: Spanned<Figure>,
}

/// `[nothing-incurred]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPhrases {
    #[serde(default)]
    pub(super) phrases: Vec<Spanned<String>>,
}

/// `[[indicator]]`
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPattern {
    #[serde(default)]
    pub(super) names: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) groups: Vec<Spanned<String>>,
    pub(super) comparator: Option<Spanned<String>>,
    pub(super) target: Option<Spanned<String>>,
    pub(super) method: Spanned<RawMethod>,
}

/// A method and its parameters; externally tagged, because only then do places survive.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) enum RawMethod {
    Proportional {},
    ReverseDeduction {},
    ReverseRatio {},
    BudgetUtilisation {},
    DeductPerUnit {
        unit: Spanned<Figure>,
        deduct: Spanned<Figure>,
    },
    Steps {
        of: Option<Spanned<String>>,
        steps: Spanned<Vec<RawStep>>,
    },
    PassLine {
        from: Spanned<Figure>,
    },
    AllOrNothing {},
    Qualitative {},
    NothingIncurred {},
}

/// A number as written, exact; `None` when it is not one, so that the other problems are still found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure(pub(super) Option<Decimal>);

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FigureVisitor)
    }
}

struct FigureVisitor;

impl Visitor<'_> for FigureVisitor {
    type Value = Figure;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Figure, E> {
        Ok(Figure(Some(Decimal::from(number))))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Figure, E> {
        Ok(Figure(Some(Decimal::from(number))))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Figure, E> {
        Ok(Figure(number::from_cell(number)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Figure, E> {
        Ok(Figure(number::parse_plain(text)))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Figure, E> {
        Ok(Figure(None))
    }
}
