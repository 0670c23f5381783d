//! Tables of what people type and what it says; one row per literal, shape by shape.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use ziping::form::target::{composed, of_cell, parse};
use ziping::model::{Content, Date, Quantity, Reconciled, Statement, reconcile};
use ziping::workbook::Value;

/// The rows of a table: the literal between backticks and the expectation behind `=>`.
fn rows(table: &str) -> Vec<(String, String)> {
    let path = Path::new("tests/target").join(table);
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|line| line.starts_with('`'))
        .map(|line| {
            let (literal, expected) = line[1..].split_once("` => ").expect(line);
            (literal.to_owned(), expected.to_owned())
        })
        .collect()
}

fn quantity(q: &Quantity) -> String {
    let kind = if q.percent { " percent" } else { "" };
    let measure = q.measure.as_ref().map(|m| format!(" {m}"));
    format!("{}{kind}{}", q.value, measure.unwrap_or_default())
}

fn told(statement: &Statement) -> String {
    let sign = statement
        .comparator
        .map_or_else(String::new, |c| format!("{} ", c.sign()));
    let content = match &statement.content {
        Content::Quantity(q) => quantity(q),
        Content::Range(ends) => format!("range {} .. {}", quantity(&ends.0), quantity(&ends.1)),
        Content::Date(date) => format!("date {date}"),
        Content::Text(_) => "text".to_owned(),
        Content::Blank => "blank".to_owned(),
        Content::Unreadable(_) => "unreadable".to_owned(),
        Content::Uncalculated => "uncalculated".to_owned(),
    };
    sign + &content
}

/// Compares a whole table, so that one run names every row that is wrong.
fn check(table: &str, read: impl Fn(&str) -> String) {
    let rows = rows(table);
    assert!(rows.len() > 10, "{table} is nearly empty");
    let wrong: Vec<String> = rows
        .into_iter()
        .filter_map(|(literal, expected)| {
            let found = read(&literal);
            (found != expected).then(|| format!("`{literal}`: {found}, expected {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{table}:\n{}", wrong.join("\n"));
}

#[test]
fn literals_seen_in_forms() {
    check("seen.txt", |literal| told(&parse(literal)));
}

#[test]
fn variants() {
    check("variants.txt", |literal| told(&parse(literal)));
}

fn cell(typed: &str) -> Value {
    if let Some(fraction) = typed.strip_suffix("[%]") {
        Value::Percent(fraction.parse().unwrap(), None)
    } else if let Some(number) = typed.strip_prefix('#') {
        Value::Number(number.parse().unwrap())
    } else {
        Value::Text(typed.into())
    }
}

#[test]
fn columns_of_their_own() {
    check("composed.txt", |literal| {
        let parts: Vec<&str> = literal.split('|').collect();
        let given = |part: &'static str| (!part.is_empty()).then_some(part);
        let leak = |part: &str| given(Box::leak(part.to_owned().into_boxed_str()));
        let (statement, text) = composed(leak(parts[0]), &cell(parts[1]), leak(parts[2]));
        format!("{} => {text}", told(&statement))
    });
}

#[test]
fn measures_are_reconciled() {
    check("reconcile.txt", |literal| {
        let (target, actual) = literal.split_once('|').unwrap();
        let of = |text: &str| match parse(text).content {
            Content::Quantity(q) => q,
            other => panic!("{text}: {other:?}"),
        };
        match reconcile(&of(target), &of(actual)) {
            Reconciled::MeasuresDiffer => "differ".to_owned(),
            Reconciled::Comparable {
                target,
                actual,
                assumed,
            } => {
                let note = assumed.map(|a| format!(" ({} taken {})", a.facts().0, a.facts().1));
                format!("{target} {actual}{}", note.unwrap_or_default())
            }
        }
    });
}

#[test]
fn the_format_of_a_cell_decides() {
    let date = Date {
        year: Some(2023),
        month: 12,
        day: 31,
    };
    for (value, expected) in [
        (
            Value::Percent("0.3066".parse().unwrap(), None),
            "0.3066 percent",
        ),
        (Value::Number("0.95".parse().unwrap()), "0.95"),
        (Value::Date(date), "date 2023-12-31"),
        (Value::Text("≥95%".into()), "≥ 0.95 percent"),
        (Value::Bool(true), "unreadable"),
    ] {
        assert_eq!(told(&of_cell(&value)), expected);
    }
}

/// Full-width digits, signs and letters for ASCII, with an ideographic space between parts.
fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
            c => c,
        })
        .collect()
}

fn sign() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "≥",
        "≤",
        "=",
        ">",
        "<",
        ">=",
        "=<",
        "不低于",
        "不超过",
        "大于等于",
    ])
}

fn figure() -> impl Strategy<Value = String> {
    (0_u64..100_000_000, 0_usize..4).prop_map(|(n, places)| {
        let digits = n.to_string();
        if places == 0 {
            digits
        } else {
            format!("{digits}.{:0places$}", n % 7)
        }
    })
}

fn measure() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "%",
        "‰",
        "个",
        "家",
        "元",
        "万元",
        "亿元",
        "万亩",
        "人次",
        "人次/月",
        "元/人*月",
        "km",
        "次",
    ])
}

/// `2023.12` and `20231231` may be dates, so a bare figure of that shape is refused on purpose.
fn date_like(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let year = bare.get(..4).and_then(|y| y.parse().ok()).unwrap_or(0);
    (1990..=2099).contains(&year) && (bare.len() == 7 || bare.len() == 8)
}

proptest! {
    #[test]
    fn what_is_printed_reads_the_same(sign in sign(), figure in figure(), measure in measure()) {
        let text = format!("{sign}{figure}{measure}");
        let statement = parse(&text);
        prop_assume!(!date_like(&text) && !date_like(&statement.to_string()));
        prop_assert!(matches!(statement.content, Content::Quantity(_)), "{text}: {statement:?}");
        prop_assert_eq!(parse(&statement.to_string()), statement);
    }

    #[test]
    fn width_and_spaces_do_not_matter(sign in sign(), figure in figure(), measure in measure()) {
        let text = format!("{sign}{figure}{measure}");
        let spaced = format!(" {sign}\u{3000}{figure} {measure}\u{a0}");
        let statement = told(&parse(&text));
        prop_assert_eq!(told(&parse(&spaced)), statement.clone());
        prop_assert_eq!(told(&parse(&full_width(&text))), statement);
    }

    #[test]
    fn zero_is_only_read_where_zero_was_typed(text in "[≥≤=约达0-9零一二%‰万元次年月日.,\\-~ ]{0,12}") {
        if let Content::Quantity(q) = parse(&text).content
            && q.value.is_zero()
        {
            prop_assert!(text.contains(['0', '零']), "{text}");
        }
    }

    #[test]
    fn nothing_typed_breaks_the_reader(text in "\\PC{0,24}") {
        let _ = parse(&text);
    }
}
