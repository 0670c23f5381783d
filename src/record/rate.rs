//! Rates as fractions with exactly four decimals.

use rust_decimal::Decimal;
use serde::{Deserializer, Serialize, Serializer};

use crate::model::Exact;
use crate::rules::RuleSet;

pub(crate) fn serialize<S: Serializer>(rate: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
    let shown = rate.map(|rate| format!("{:.4}", RuleSet::FOUR_PLACES.apply(rate)));
    shown.serialize(to)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
    Exact::deserialize(from)
}
