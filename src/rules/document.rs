//! A rule file as written: every value is found by its key and keeps its place, so that every problem has one.

use std::cmp::Ordering;
use std::ops::Range;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problems::Problems;
use super::sheet::{Column, STEPS};
use super::value::{Bounds, Kind};
use crate::base::lang::Text;
use crate::base::number;

/// A value of a rule file and its place.
pub(super) type Node<'d> = Spanned<DeValue<'d>>;

/// The value at a key such as `rounding.score.mode`.
pub(super) fn find<'a, 'd>(table: &'a DeTable<'d>, key: &str) -> Option<&'a Node<'d>> {
    let Some((first, rest)) = key.split_once('.') else {
        return table.get(key);
    };
    find(table.get(first)?.get_ref().as_table()?, rest)
}

const NONE: Text = Text::new("", "");

/// A rule file while it is checked.
pub(super) struct Reader<'p, 's> {
    /// The problems so far.
    pub(super) problems: &'p mut Problems<'s>,
    /// The sum of points of a form, once known.
    pub(super) total: Option<Decimal>,
}

impl Reader<'_, '_> {
    /// Whether the value at `node` is of a kind; what is wrong with it is a problem.
    pub(super) fn check(&mut self, kind: Kind, node: &Node<'_>) {
        let span = node.span();
        match (kind, node.get_ref()) {
            (Kind::Words | Kind::Id, DeValue::String(text)) => self.words(kind, text, span),
            (Kind::Choice(_), DeValue::String(text)) => self.choice(kind, text, span),
            (Kind::List | Kind::Lines, DeValue::Array(list)) => {
                if list.is_empty() && matches!(kind, Kind::Lines) {
                    self.problems.say(
                        span,
                        "至少写明一份依据文件",
                        "name at least one document the rules implement",
                    );
                }
                list.iter().for_each(|node| self.check(Kind::Words, node));
            }
            (Kind::Whole(low, high, noun), DeValue::Integer(_)) => {
                let bounds = (Decimal::from(low), Decimal::from(high));
                self.within(figure(node), bounds, (noun, span));
            }
            (Kind::Number(bounds) | Kind::Percent(bounds), _) => self.number(bounds, node),
            (Kind::Method, DeValue::Table(_)) => self.method(node),
            (Kind::Steps, DeValue::Array(list)) => {
                if list.is_empty() {
                    self.problems
                        .say(span, "至少要有一档", "at least one step is needed");
                }
                let rows = self.rows(node, STEPS);
                self.steps(&rows);
            }
            _ => self.wrong_type(span, kind.noun()),
        }
    }

    fn words(&mut self, kind: Kind, text: &str, span: Range<usize>) {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.trim().is_empty() {
            self.problems.say(span, "不能为空", "must not be blank");
        } else if matches!(kind, Kind::Id) && !text.chars().all(plain) {
            self.problems.say(
                span,
                "id 只能用小写字母、数字和连字符",
                "id takes lower-case letters, digits and hyphens only",
            );
        } else if matches!(kind, Kind::Id) && !is_name(text) {
            self.problems.say(
                span,
                "id 须以字母或数字开头，至少有一个字母，不超过 60 个字符",
                "an id begins with a letter or digit, holds a letter and is no longer than 60 characters",
            );
        } else if text.chars().count() > LONGEST {
            self.problems.say(
                span,
                &format!("不能超过 {LONGEST} 个字"),
                &format!("must not be longer than {LONGEST} characters"),
            );
        }
    }

    fn choice(&mut self, kind: Kind, text: &str, span: Range<usize>) {
        let words = kind.words().unwrap_or_default();
        let keys: Vec<_> = words.iter().map(|(key, _)| *key).collect();
        if !keys.contains(&text) {
            self.problems
                .unknown(span, ("不认识", "variant"), text, &keys);
        }
    }

    fn number(&mut self, bounds: Bounds, node: &Node<'_>) {
        let (span, figure) = (node.span(), figure(node));
        let Some(figure) = figure else {
            return self.problems.say(
                span,
                "不是数字，或超过 15 位有效数字",
                "not a number, or more than 15 significant digits",
            );
        };
        let points = self.total.unwrap_or(Decimal::ONE_THOUSAND);
        match bounds {
            Bounds::AboveZero if figure > Decimal::ZERO => {}
            Bounds::AboveZero => self.problems.say(span, "必须大于 0", "must be above 0"),
            Bounds::Inside if figure > Decimal::ZERO && figure < Decimal::ONE => {}
            Bounds::Inside => self.problems.say(
                span,
                "须大于 0、小于 1，例如 0.6（60%）",
                "must be above 0 and below 1, such as 0.6 (60%)",
            ),
            Bounds::Total if Bounds::is_total(figure) => {}
            Bounds::Total => self.problems.say(
                span,
                "满分应为 10 到 1000 的整数，通常为 100",
                "the total is a whole number from 10 to 1000, usually 100",
            ),
            Bounds::Within(low, high) => self.within(Some(figure), (low, high), (NONE, span)),
            Bounds::Points => self.within(Some(figure), (Decimal::ZERO, points), (NONE, span)),
        }
    }

    fn within(
        &mut self,
        figure: Option<Decimal>,
        (low, high): (Decimal, Decimal),
        (noun, span): (Text, Range<usize>),
    ) {
        if !figure.is_some_and(|figure| low <= figure && figure <= high) {
            self.problems.say(
                span,
                &format!("{}应在 {low} 到 {high} 之间", noun.zh),
                &format!("{}must lie between {low} and {high}", noun.en),
            );
        }
    }

    /// A list without any entry that needs some.
    pub(super) fn none(&mut self, node: &Node<'_>) {
        if node.get_ref().as_array().is_some() {
            self.problems
                .say(node.span(), "至少要写一行", "at least one entry is needed");
        }
    }

    /// The number at a place without a reported problem; a wrong value is not checked against others.
    pub(super) fn sound(&self, node: &Node<'_>) -> Option<Decimal> {
        figure(node).filter(|_| !self.problems.knows(node.span().start))
    }

    /// The number in the n-th column, likewise.
    pub(super) fn number_of(&self, row: &Row<'_, '_>, nth: usize) -> Option<Decimal> {
        self.sound(row.cell(nth)?)
    }

    /// How the number in a column of the second row stands to that of the first.
    pub(super) fn order(&self, rows: [&Row<'_, '_>; 2], nth: usize) -> Option<Ordering> {
        let [before, row] = rows.map(|row| self.number_of(row, nth));
        Some(row?.cmp(&before?))
    }

    /// Steps have rising bounds, in the first column.
    pub(super) fn rising(&mut self, rows: &[Row<'_, '_>]) {
        for (before, row) in rows.iter().zip(rows.iter().skip(1)) {
            if self.order([before, row], 0).is_some_and(Ordering::is_le) {
                self.problems
                    .say(row.span(0), "各档的 from 须递增", "from must increase");
            }
        }
    }

    /// Steps earn more from one to the next, the highest half of it or more, and the lowest not all of it from 0 on.
    fn steps(&mut self, rows: &[Row<'_, '_>]) {
        self.rising(rows);
        for (before, row) in rows.iter().zip(rows.iter().skip(1)) {
            if self.order([before, row], 1) == Some(Ordering::Less)
                && !self.problems.knows(row.span(0).start)
            {
                let problems = &mut self.problems;
                problems.say(row.span(1), "各档的 share 不得递减", "share must not fall");
            }
        }
        let of = |row: Option<&Row<'_, '_>>, nth| self.number_of(row?, nth);
        let little = of(rows.last(), 1).is_some_and(|share| share < HALF);
        let all =
            of(rows.first(), 0) == Some(Decimal::ZERO) && of(rows.first(), 1) == Some(Decimal::ONE);
        if let Some(highest) = rows.last().filter(|_| little) {
            self.problems.say(
                highest.span(1),
                "最高一档的 share 至少为 0.5（一半的分值）",
                "the highest step must earn half of the points at least",
            );
        }
        if let Some(lowest) = rows.first().filter(|_| all) {
            self.problems.say(
                lowest.span(1),
                "从 0 起就得全部分值，等于不评分",
                "who attains nothing would have full points",
            );
        }
    }

    /// The rows of an array of tables.
    pub(super) fn rows<'a, 'd>(
        &mut self,
        node: &'a Node<'d>,
        columns: &[Column],
    ) -> Vec<Row<'a, 'd>> {
        let list = self.list(node).iter();
        list.map(|node| self.row(node, columns)).collect()
    }

    /// The entries of the list at `node`.
    pub(super) fn list<'a, 'd>(&mut self, node: &'a Node<'d>) -> &'a [Node<'d>] {
        let list = node.get_ref().as_array();
        if list.is_none() {
            self.wrong_type(node.span(), Kind::List.noun());
        }
        list.map_or(&[], |list| list)
    }

    /// The values of a table with one key a column; lists may be missing.
    pub(super) fn row<'a, 'd>(&mut self, node: &'a Node<'d>, columns: &[Column]) -> Row<'a, 'd> {
        let mut row = Row {
            span: node.span(),
            cells: Vec::new(),
        };
        let Some(table) = self.table(node) else {
            return row;
        };
        let keys: Vec<_> = columns.iter().map(|column| column.key).collect();
        self.known(table, &keys);
        for column in columns {
            let cell = table.get(column.key);
            match cell {
                Some(node) => self.check(column.kind, node),
                None if column.may_be_blank() => {}
                None => self.missing(node.span(), column.key),
            }
            row.cells.push(cell);
        }
        row
    }

    /// The table at `node`.
    pub(super) fn table<'a, 'd>(&mut self, node: &'a Node<'d>) -> Option<&'a DeTable<'d>> {
        let table = node.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(node.span(), Text::new("表", "a table"));
        }
        table
    }

    /// Every key not in `keys` is a problem.
    pub(super) fn known(&mut self, table: &DeTable<'_>, keys: &[&str]) {
        let mut offered: Vec<&str> = Vec::new();
        for key in keys {
            if !offered.contains(key) {
                offered.push(key);
            }
        }
        let unknown = table.keys().filter(|key| !keys.contains(&&**key.get_ref()));
        for key in unknown {
            let about = ("有不认识的键", "field");
            self.problems
                .unknown(key.span(), about, key.get_ref(), &offered);
        }
    }

    /// Every key below `before` that does not begin any of `keys` is a problem.
    pub(super) fn known_paths(&mut self, table: &DeTable<'_>, before: &str, keys: &[&str]) {
        let here = keys.iter().filter_map(|key| key.strip_prefix(before));
        let here: Vec<_> = here
            .map(|key| key.split('.').next().unwrap_or(key))
            .collect();
        self.known(table, &here);
        for (key, node) in table {
            let path = format!("{before}{}", key.get_ref());
            let within = format!("{path}.");
            if !keys.contains(&&*path)
                && keys.iter().any(|key| key.starts_with(&within))
                && let Some(table) = self.table(node)
            {
                self.known_paths(table, &within, keys);
            }
        }
    }

    /// The key `key` of the whole file is missing, or what it belongs to.
    pub(super) fn absent(&mut self, root: &DeTable<'_>, key: &str) {
        let mut within = (root, 0..0);
        for part in key.split('.') {
            let (table, span) = within;
            let Some(node) = table.get(part) else {
                return self.missing(span, part);
            };
            // What is there and no table is a problem of its own.
            let Some(table) = node.get_ref().as_table() else {
                return;
            };
            within = (table, node.span());
        }
    }

    /// A key is missing in what is at `span`.
    pub(super) fn missing(&mut self, span: Range<usize>, key: &str) {
        self.problems.say(
            span,
            &format!("缺少必填的键“{key}”"),
            &format!("missing field `{key}`"),
        );
    }

    pub(super) fn wrong_type(&mut self, span: Range<usize>, wanted: Text) {
        self.problems.say(
            span,
            &format!("值的类型不对，应为{}", wanted.zh),
            &format!("invalid type: {} is wanted", wanted.en),
        );
    }
}

/// What the best of several steps earns at least.
const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);
/// Longest text of a rule file.
const LONGEST: usize = 500;
/// Longest id of a rule set.
const LONGEST_ID: usize = 60;

/// Whether a text of lower-case letters, digits and hyphens names something: a figure or a dash does not.
fn is_name(id: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase();
    id.contains(letter) && !id.starts_with('-') && id.len() <= LONGEST_ID
}

/// The number at `node`, exact.
pub(super) fn figure(node: &Node<'_>) -> Option<Decimal> {
    match node.get_ref() {
        DeValue::Integer(typed) => i64::from_str_radix(typed.as_str(), typed.radix())
            .ok()
            .map(Decimal::from),
        DeValue::Float(typed) => {
            let digits = typed.as_str().trim_start_matches(['+', '-', '0', '.']);
            let exact = digits.bytes().filter(u8::is_ascii_digit).count() <= 15;
            let float = exact.then(|| typed.as_str().parse().ok()).flatten();
            float.and_then(number::from_cell)
        }
        DeValue::String(text) => number::parse_plain(text),
        _ => None,
    }
}

/// The values of one row of a table, a column each.
#[derive(Debug)]
pub(super) struct Row<'a, 'd> {
    span: Range<usize>,
    cells: Vec<Option<&'a Node<'d>>>,
}

impl<'a, 'd> Row<'a, 'd> {
    fn cell(&self, nth: usize) -> Option<&'a Node<'d>> {
        self.cells.get(nth).copied().flatten()
    }

    /// The text in the n-th column, or those of its list.
    pub(super) fn texts(&self, nth: usize) -> Vec<&'a str> {
        let value = self.cell(nth).map(Spanned::get_ref);
        let list = value.and_then(DeValue::as_array).into_iter().flatten();
        let texts = list.filter_map(|node| node.get_ref().as_str());
        let alone = value.and_then(DeValue::as_str);
        alone.into_iter().chain(texts).map(str::trim).collect()
    }

    /// The place of the n-th column, of the whole row where it is missing.
    pub(super) fn span(&self, nth: usize) -> Range<usize> {
        let cell = self.cell(nth);
        cell.map_or_else(|| self.span.clone(), Spanned::span)
    }
}
