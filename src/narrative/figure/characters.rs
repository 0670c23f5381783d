//! Amounts and rates in characters: 三百二十万元, 一亿二千万元, 百分之九十五点五.
//!
//! Approximate amounts (近百万元, 几十万元, 三四百万元) and words with 元 in them (多元, 三元区) are no figures.

use rust_decimal::Decimal;

use super::{Figure, HUNDREDTHS, valued};
use crate::base::numeral::{digit_of, read};

/// The figure in characters at a place of a text; its name begins at `from`.
pub(super) fn in_characters(text: &str, at: usize, from: usize) -> Option<Figure> {
    let rest = text.get(at..)?;
    let before = text.get(..at)?;
    if rest.starts_with(HUNDREDTHS) {
        let start = at + HUNDREDTHS.len();
        let (value, behind) = percent(text.get(start..)?)?;
        return Some(valued(text, start..text.len() - behind.len(), value, from));
    }
    let first = rest.chars().next()?;
    let counts = first == '十' || digit_of(first).is_some_and(|digit| digit > 0);
    let inside = |c: char| INSIDE.contains(c) || digit_of(c).is_some() || c.is_ascii_digit();
    let about =
        before.ends_with(['近', '约']) || first == '十' && before.ends_with(['数', '几', '上']);
    if !counts || about || before.ends_with(inside) {
        return None;
    }
    let (value, behind) = amount(rest)?;
    Some(valued(text, at..text.len() - behind.len(), value, from))
}

/// Behind these, digits have no beginning.
const INSIDE: &str = "第十百千万亿点";

/// 九十五, 九十五点五, 百 of a hundred.
fn percent(text: &str) -> Option<(Decimal, &str)> {
    let (whole, rest) = read(text)?;
    let Some(places) = rest.strip_prefix('点') else {
        return (!rest.starts_with(VAGUE)).then(|| (Decimal::from(whole), rest));
    };
    decimal(whole, places)
}

/// Digits one by one behind a point.
fn decimal(whole: u32, places: &str) -> Option<(Decimal, &str)> {
    let digits = places.chars().map_while(|c| Some((c, digit_of(c)?)));
    let digits: Vec<(char, u32)> = digits.collect();
    let length: usize = digits.iter().map(|(c, _)| c.len_utf8()).sum();
    let number: String = digits.iter().map(|(_, digit)| digit.to_string()).collect();
    let value = format!("{whole}.{number}").parse().ok()?;
    (!digits.is_empty()).then_some((value, places.get(length..)?))
}

/// What may be behind a number that is not meant exactly.
const VAGUE: [char; 5] = ['多', '余', '几', '来', '之'];

/// A number before 万元, 亿元 or 元; what is behind it begins with that.
fn amount(text: &str) -> Option<(Decimal, &str)> {
    let (section, rest) = read(text)?;
    let (section, rest) = match rest.strip_prefix('点') {
        Some(places) => decimal(section, places)?,
        None => (Decimal::from(section), rest),
    };
    if rest.starts_with("万元") || rest.starts_with("亿元") {
        return Some((section, rest));
    }
    let scaled = [('亿', 100_000_000_u32), ('万', 10_000)].into_iter();
    let mut scaled = scaled.filter_map(|(unit, scale)| Some((rest.strip_prefix(unit)?, scale)));
    if let Some((behind, scale)) = scaled.next() {
        // 一亿二千万元, 三万五千元: to be counted in the smallest stated unit.
        let (less, rest) = amount(behind)?;
        let unit = match rest.starts_with("万元") {
            true => 10_000_u32,
            false => 1,
        };
        let larger = section.checked_mul(Decimal::from(scale / unit))?;
        let ordered = less < Decimal::from(scale / unit);
        let named = !rest.starts_with("亿元");
        return (named && scale > unit && ordered).then_some((larger.checked_add(less)?, rest));
    }
    let spelled = text.get(..text.len() - rest.len())?;
    let large = spelled.contains(['十', '百', '千']);
    (rest.starts_with('元') && large).then_some((section, rest))
}

#[cfg(test)]
mod tests {
    use super::in_characters;

    #[test]
    fn amounts_and_rates_in_characters_are_read() {
        for (text, read) in [
            ("三百二十万元", Some("320")),
            ("一亿二千万元", Some("12000")),
            ("三万五千元", Some("35000")),
            ("一点五亿元", Some("1.5")),
            ("百分之九十五", Some("95")),
            ("百分之九十五点五", Some("95.5")),
            ("百分之百", Some("100")),
            ("三四百万元", None),
            ("三百余万元", None),
            ("三元区", None),
            ("百万元", None),
            ("二〇二三年", None),
        ] {
            let figure = in_characters(text, 0, 0).map(|figure| figure.value.to_string());
            assert_eq!(figure.as_deref(), read, "{text}");
        }
        assert!(in_characters("近三百万元", "近".len(), 0).is_none());
    }
}
