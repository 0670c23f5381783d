//! The facts of a finding: each kind is formatted in one place.

use ecow::{EcoString, EcoVec};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Field, FoundKind};
use crate::base::lang::{Lang, Text};
use crate::base::number::{self, Rounding, RoundingMode};
use crate::model::{Exact, Measure, Stage};

/// Longest quotation of a cell, in characters.
const QUOTED: usize = 60;

/// Texts of a list that are quoted.
const LISTED: usize = 6;

/// One fact of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// An amount in the unit of money of the form.
    Amount(#[serde(with = "Exact")] Decimal),
    /// A rate as a fraction.
    Rate(#[serde(with = "Exact")] Decimal),
    /// 分
    Points(#[serde(with = "Exact")] Decimal),
    /// A figure in whatever its cell is measured in.
    Figure(#[serde(with = "Exact")] Decimal),
    /// An amount with the unit of money that the form states.
    Money(#[serde(with = "Exact")] Decimal, Measure),
    /// Lower and upper bound in points.
    Band(Box<Band>),
    /// A typed text, or a name.
    Text(EcoString),
    /// Several texts, such as cells or files.
    List(EcoVec<EcoString>),
    /// The most there may be, ready to print: `64 MiB`.
    Limit(EcoString),
    /// A field of the form.
    Field(Field),
    /// A stage of the year.
    Stage(Stage),
    /// What a file is.
    File(FoundKind),
    /// A year.
    Year(i32),
    /// A number of things.
    Count(u64),
}

/// Two bounds in points, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// Lower bound.
    #[serde(with = "Exact")]
    pub low: Decimal,
    /// Upper bound.
    #[serde(with = "Exact")]
    pub high: Decimal,
}

/// Kind of a fact that a code names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// [`Fact::Amount`]
    Amount,
    /// [`Fact::Rate`]
    Rate,
    /// [`Fact::Points`]
    Points,
    /// [`Fact::Figure`]
    Figure,
    /// [`Fact::Money`]
    Money,
    /// [`Fact::Band`]
    Band,
    /// [`Fact::Text`]
    Text,
    /// [`Fact::List`]
    List,
    /// [`Fact::Limit`]
    Limit,
    /// [`Fact::Field`]
    Field,
    /// [`Fact::Stage`]
    Stage,
    /// [`Fact::File`]
    File,
    /// [`Fact::Year`]
    Year,
    /// [`Fact::Count`]
    Count,
}

impl Fact {
    /// A typed text, or a name.
    pub fn text(text: impl Into<EcoString>) -> Self {
        Self::Text(text.into())
    }

    /// From `low` to `high` points.
    #[must_use]
    pub fn band((low, high): (Decimal, Decimal)) -> Self {
        Self::Band(Box::new(Band { low, high }))
    }

    /// Its kind of fact.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Amount(_) => Kind::Amount,
            Self::Rate(_) => Kind::Rate,
            Self::Points(_) => Kind::Points,
            Self::Figure(_) => Kind::Figure,
            Self::Money(..) => Kind::Money,
            Self::Band(_) => Kind::Band,
            Self::Text(_) => Kind::Text,
            Self::List(_) => Kind::List,
            Self::Limit(_) => Kind::Limit,
            Self::Field(_) => Kind::Field,
            Self::Stage(_) => Kind::Stage,
            Self::File(_) => Kind::File,
            Self::Year(_) => Kind::Year,
            Self::Count(_) => Kind::Count,
        }
    }

    /// As it reads in a message: rates as percentages, what was typed on one line.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Rate(rate), _) => percent(*rate),
            (Self::Money(amount, measure), Lang::Zh) => {
                format!("{}{}", plain(*amount), measure.label())
            }
            (Self::Band(ends), _) if ends.low == ends.high => plain(ends.low),
            (Self::Band(ends), Lang::Zh) => format!("{}～{}", plain(ends.low), plain(ends.high)),
            (Self::Text(text) | Self::Limit(text), _) => quoted(text),
            (Self::List(list), _) => listed(list, lang),
            (Self::Field(field), _) => field.name().get(lang).to_owned(),
            (Self::Stage(stage), _) => stage.form().get(lang).to_owned(),
            (Self::File(kind), _) => kind.title().get(lang).to_owned(),
            _ => self.plain(),
        }
    }

    /// As plain text for programs and tables: decimals without separators, rates as fractions of at most six places, as
    /// further digits only show an endless division.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Amount(figure) | Self::Points(figure) | Self::Figure(figure) => plain(*figure),
            Self::Rate(rate) => plain(Rounding::new(6, RoundingMode::HalfUp).apply(*rate)),
            Self::Money(amount, measure) => format!("{} {}", plain(*amount), measure.label()),
            Self::Band(ends) if ends.low == ends.high => plain(ends.low),
            Self::Band(ends) => format!("{}–{}", plain(ends.low), plain(ends.high)),
            Self::Text(text) => text.to_string(),
            Self::List(list) => list.join("; "),
            Self::Limit(limit) => format!("≤ {limit}"),
            Self::Field(field) => field.name().zh.to_owned(),
            Self::Stage(stage) => stage.name().to_owned(),
            Self::File(kind) => kind.title().zh.to_owned(),
            Self::Year(year) => year.to_string(),
            Self::Count(count) => count.to_string(),
        }
    }
}

impl From<Field> for Fact {
    fn from(field: Field) -> Self {
        Self::Field(field)
    }
}

/// `figure` without superfluous zeros: `485.82`.
fn plain(figure: Decimal) -> String {
    figure.normalize().to_string()
}

/// A fraction as a percentage of at most two places: `89.85%`.
fn percent(fraction: Decimal) -> String {
    number::percent(Rounding::new(4, RoundingMode::HalfUp).apply(fraction))
}

/// The first texts of a list, and how many there are; a word for none.
fn listed(list: &[EcoString], lang: Lang) -> String {
    let named: Vec<String> = list.iter().take(LISTED).map(|text| quoted(text)).collect();
    let count = list.len();
    match (count, lang) {
        (0, _) => Text::new("无", "nothing").get(lang).to_owned(),
        (count, Lang::Zh) if count > LISTED => format!("{}等 {count} 处", named.join("、")),
        (count, Lang::En) if count > LISTED => format!("{} … ({count})", named.join(", ")),
        (_, Lang::Zh) => named.join("、"),
        (_, Lang::En) => named.join(", "),
    }
}

/// A typed text on one line, without invisible characters, cut where it is long.
pub(super) fn quoted(typed: &str) -> String {
    let seen = |c: char| !c.is_control() && !invisible(c);
    let visible = match typed.chars().all(|c| seen(c) && !c.is_whitespace()) {
        true => typed.to_owned(),
        false => {
            let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
            line.chars().filter(|c| seen(*c)).collect()
        }
    };
    match visible.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", visible.get(..end).unwrap_or_default()),
        None => visible,
    }
}

/// Marks of writing direction and width-less characters, which can make a message read differently.
const fn invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{Fact, quoted};
    use crate::base::lang::Lang;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn rates_read_as_percentages_and_are_fractions_of_six_places() {
        for (fraction, shown, plain) in [
            ("0.898501", "89.85%", "0.898501"),
            ("1", "100%", "1"),
            ("20.0", "2000%", "20"),
            ("0.3333333333", "33.33%", "0.333333"),
        ] {
            let rate = Fact::Rate(d(fraction));
            assert_eq!(rate.words(Lang::Zh), shown);
            assert_eq!(rate.plain(), plain);
        }
    }

    #[test]
    fn figures_have_no_superfluous_zeros() {
        assert_eq!(Fact::Points(d("90.830")).plain(), "90.83");
        assert_eq!(Fact::Amount(d("1234.50")).words(Lang::En), "1234.5");
    }

    #[test]
    fn quotes_are_one_visible_line() {
        assert_eq!(quoted("偏差\n原因\u{202E}"), "偏差 原因");
        assert_eq!(quoted(&"长".repeat(100)).chars().count(), 61);
    }
}
