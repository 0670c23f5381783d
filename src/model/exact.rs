//! Figures as they are stored: exactly, whatever they are stored in.

use ecow::EcoString;
use rust_decimal::Decimal;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::number::write_plain;

/// A field that is stored exactly: decimals in bytes by digits and scale, in text as strings; everything else as it derives.
pub trait Exact: Sized {
    /// Writes it.
    ///
    /// # Errors
    /// Whatever stops `to`.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;

    /// Reads it back.
    ///
    /// # Errors
    /// Where it was not written by [`Exact::serialize`].
    fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;

    /// The usual text of a cell with this value; it need not be stored with the value.
    fn usual(&self) -> Option<EcoString> {
        None
    }
}

/// The beginning of the error of a text that is no decimal.
pub const NO_DECIMAL: &str = "no decimal: ";

/// A decimal as it is stored.
struct Digits(Decimal);

impl Serialize for Digits {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            return to.collect_str(&self.0.normalize());
        }
        (self.0.mantissa(), self.0.scale()).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Digits {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if from.is_human_readable() {
            let text = <EcoString as Deserialize>::deserialize(from)?;
            let figure = Decimal::from_str_exact(&text);
            return figure
                .map(Self)
                .map_err(|_| D::Error::custom(format!("{NO_DECIMAL}{text}")));
        }
        let (mantissa, scale) = Deserialize::deserialize(from)?;
        let figure = Decimal::try_from_i128_with_scale(mantissa, scale);
        figure.map(Self).map_err(D::Error::custom)
    }
}

/// Usual upper bound of the bytes of the text of a figure.
const USUAL: usize = 24;

impl Exact for Decimal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(&Digits(*self), to)
    }

    fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Digits::deserialize(from).map(|Digits(figure)| figure)
    }

    fn usual(&self) -> Option<EcoString> {
        let mut text = String::with_capacity(USUAL);
        write_plain(*self, &mut text);
        Some(text.into())
    }
}

impl Exact for Option<Decimal> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(&self.map(Digits), to)
    }

    fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let stored: Option<Digits> = Deserialize::deserialize(from)?;
        Ok(stored.map(|Digits(figure)| figure))
    }
}

impl Exact for Vec<Option<Decimal>> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter().map(|figure| figure.map(Digits)))
    }

    fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let stored: Vec<Option<Digits>> = Deserialize::deserialize(from)?;
        let figures = stored.into_iter();
        Ok(figures
            .map(|figure| figure.map(|Digits(figure)| figure))
            .collect())
    }
}

impl Exact for Option<Box<(Decimal, Decimal)>> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let ends = self.as_deref();
        Serialize::serialize(&ends.map(|(low, high)| (Digits(*low), Digits(*high))), to)
    }

    fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let stored: Option<(Digits, Digits)> = Deserialize::deserialize(from)?;
        Ok(stored.map(|(Digits(low), Digits(high))| Box::new((low, high))))
    }
}

/// A type whose figures, where it has any, are [`Exact`] by themselves.
pub trait Plain: Serialize + DeserializeOwned {
    /// As [`Exact::usual`].
    fn usual(&self) -> Option<EcoString> {
        None
    }
}

impl Plain for EcoString {
    fn usual(&self) -> Option<EcoString> {
        Some(self.clone())
    }
}

impl<T: Plain> Exact for T {
    fn usual(&self) -> Option<EcoString> {
        Plain::usual(self)
    }

    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Serialize::serialize(self, to)
    }

    fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(from)
    }
}
