//! Figures as they are in cells of the page.

use rust_decimal::Decimal;

use crate::base::number;
use crate::run::Assessed;

/// Placeholder for an empty value.
const NONE: &str = "—";

/// A text that may be missing.
pub(super) fn text(text: Option<&str>) -> String {
    text.filter(|text| !text.is_empty())
        .unwrap_or(NONE)
        .to_owned()
}

/// An amount or a score.
pub(super) fn figure(figure: Option<Decimal>) -> String {
    figure.map_or_else(|| NONE.to_owned(), |f| f.normalize().to_string())
}

/// A total: two places at least, so that the points are aligned.
pub(super) fn score(total: Option<Decimal>) -> String {
    total.map_or_else(
        || NONE.to_owned(),
        |total| {
            let mut total = total.normalize();
            total.rescale(total.scale().max(2));
            total.to_string()
        },
    )
}

/// A fraction as a percentage.
pub(super) fn rate(fraction: Option<Decimal>) -> String {
    fraction.map_or_else(|| NONE.to_owned(), number::percent)
}

/// Gives the figures of a column equal places, so that their points are aligned.
pub(super) fn align<'c>(column: impl Iterator<Item = &'c mut String>) {
    let places = |text: &str| {
        let figure = text.trim_end_matches('%').trim_start_matches(['+', '-']);
        let (whole, decimals) = figure.split_once('.').unwrap_or((figure, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        (!whole.is_empty() && digits(whole) && digits(decimals)).then_some(decimals.len())
    };
    let column = column.filter_map(|text| Some((places(text)?, text)));
    let column: Vec<_> = column.collect();
    let most = column.iter().map(|(places, _)| *places).max().unwrap_or(0);
    for (places, text) in column.into_iter().filter(|(places, _)| *places < most) {
        let end = text.trim_end_matches('%').len();
        let point = if places == 0 { "." } else { "" };
        let zeros = "0".repeat(most.saturating_sub(places));
        text.insert_str(end, &format!("{point}{zeros}"));
    }
}

/// Gives each of the `columns` of a table equal places.
pub(super) fn align_all<R>(rows: &mut [R], columns: &[fn(&mut R) -> &mut String]) {
    for column in columns {
        align(rows.iter_mut().map(column));
    }
}

/// A rank.
pub(super) fn rank(rank: Option<usize>) -> String {
    rank.map_or_else(|| NONE.to_owned(), |rank| rank.to_string())
}

/// A change, with its sign.
pub(super) fn change(change: Option<Decimal>) -> String {
    match change.map(|change| change.normalize()) {
        None => NONE.to_owned(),
        Some(change) if change > Decimal::ZERO => format!("+{change}"),
        Some(change) => change.to_string(),
    }
}

/// `a` − `b`.
pub(super) fn less(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
    a?.checked_sub(b?)
}

/// The unit, of a project form with the project.
pub(super) fn name(form: &Assessed) -> String {
    match &form.filing.project {
        Some(project) => format!("{} · {}", form.unit_name(), project.value),
        None => form.unit_name().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn points_stand_below_each_other() {
        for (column, shown) in [
            (
                ["91.5", "—", "+0.25", "-3"],
                ["91.50", "—", "+0.25", "-3.00"],
            ),
            (
                ["98.7%", "100%", "见附件", ""],
                ["98.7%", "100.0%", "见附件", ""],
            ),
            (["1", "2", "3.x", "10"], ["1", "2", "3.x", "10"]),
        ] {
            let mut column = column.map(str::to_owned);
            align(column.iter_mut());
            assert_eq!(column, shown);
        }
    }
}
