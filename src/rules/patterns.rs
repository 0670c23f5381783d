//! Which method scores what: budget execution, and indicators by name, group, comparator or target.

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeTable;

use super::document::{Node, Reader, figure, find};
use super::method::METHODS;
use super::sheet::{Sheet, column};
use super::value::{Bounds, COMPARATORS, Kind, MEASURED, TARGETS, Word};
use crate::base::lang::Text;

/// Key of the method of budget execution.
pub const EXECUTION: &str = "execution.method";
/// Key of the list of patterns.
pub const INDICATOR: &str = "indicator";

/// What a row of 评分方法 is about.
const SUBJECTS: &[Word] = &[
    (EXECUTION, Text::new("预算执行率", "budget execution")),
    (INDICATOR, Text::new("指标", "indicator")),
];

/// Key of a parameter that may be missing.
pub const OF: &str = "of";

/// Position of the column that names the method: conditions are before it, parameters behind.
pub const METHOD: usize = 5;

/// The sheet 评分方法: the method of budget execution, then the patterns.
pub const SHEET: Sheet = Sheet {
    name: Text::new("评分方法", "Methods"),
    note: Text::new(
        "第一行是预算执行率；以下各行先列先用，条件（名称、类别、比较符、目标值）至少写一个，都满足才用。分档写作 60%=50%；80%=80%。",
        "The first row is budget execution; the first of the other rows whose conditions all hold is used. Steps: 60%=50%; 80%=80%.",
    ),
    columns: &[
        column("", Text::new("适用于", "For"), 14, Kind::Choice(SUBJECTS)),
        column(
            "names",
            Text::new("名称包含", "Name contains"),
            26,
            Kind::List,
        ),
        column(
            "groups",
            Text::new("类别包含", "Group contains"),
            18,
            Kind::List,
        ),
        column(
            "comparator",
            Text::new("比较符", "Sign"),
            9,
            Kind::Choice(COMPARATORS),
        ),
        column(
            "target",
            Text::new("目标值等于", "Target equals"),
            16,
            Kind::Choice(TARGETS),
        ),
        column("method", Text::new("方法", "Method"), 18, Kind::Method),
        column("unit", Text::new("每单位大小", "Unit"), 13, ABOVE_ZERO),
        column(
            "deduct",
            Text::new("每单位扣分", "Deduct per unit"),
            13,
            ABOVE_ZERO,
        ),
        column("from", Text::new("及格线", "Pass line"), 10, INSIDE),
        column(
            "of",
            Text::new("分档依据", "Steps of"),
            13,
            Kind::Choice(MEASURED),
        ),
        column("steps", Text::new("分档", "Steps"), 30, Kind::Steps),
    ],
    edited: 0..11,
    spare: 10,
};

const ABOVE_ZERO: Kind = Kind::Number(Bounds::AboveZero);
const INSIDE: Kind = Kind::Percent(Bounds::Inside);

/// Problems in the scoring of budget execution and indicators.
pub(super) fn check(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    match find(root, EXECUTION) {
        Some(node) => {
            reader.check(Kind::Method, node);
            not_for_execution(node, reader);
            beyond_execution(node, reader);
        }
        None => reader.absent(root, EXECUTION),
    }
    if let Some(node) = root.get(INDICATOR) {
        let list = reader.list(node);
        list.iter().for_each(|node| pattern(node, reader));
        for (nth, node) in list.iter().enumerate() {
            let mut before = list.iter().take(nth);
            if before.any(|before| covers(before, node)) {
                reader.problems.say(
                    node.span(),
                    "前面的一条已包括这些指标，这一条用不到；请移到前面或删除",
                    "an entry before this one takes all these indicators: move it up or delete it",
                );
            }
        }
    }
}

/// Whether every indicator that a rule is meant for is one of another rule, too.
fn covers(other: &Node<'_>, rule: &Node<'_>) -> bool {
    let words = |node, key| {
        let list = find_in(node, key).and_then(|list| list.get_ref().as_array());
        let texts = list
            .into_iter()
            .flatten()
            .map(|text| Spanned::get_ref(text).as_str());
        texts.collect::<Option<Vec<&str>>>().unwrap_or_default()
    };
    let listed = |key| {
        let (wider, narrower) = (words(other, key), words(rule, key));
        let held = |word: &&str| wider.iter().any(|wide| word.contains(wide));
        wider.is_empty() || !narrower.is_empty() && narrower.iter().all(held)
    };
    let chosen = |key| {
        let [wider, narrower] =
            [other, rule].map(|node| find_in(node, key).map(|n| n.get_ref().as_str()));
        wider.is_none() || wider == narrower
    };
    listed("names") && listed("groups") && chosen("comparator") && chosen("target")
}

/// Execution is a rate: methods that need a target of their own cannot score it.
fn not_for_execution(node: &Node<'_>, reader: &mut Reader<'_, '_>) {
    let keys = node.get_ref().as_table().into_iter().flatten();
    let mut keys = keys.map(|(key, _)| &**key.get_ref());
    let known = |key: &str| METHODS.iter().any(|method| method.key == key);
    if !keys.all(|key| ["proportional", "steps", "pass-line"].contains(&key) || !known(key)) {
        reader.problems.say(
            node.span(),
            "预算执行只能用 proportional、steps 或 pass-line",
            "execution takes proportional, steps or pass-line only",
        );
    }
}

/// Execution is a rate of at most 1, and has no actual value beside it.
fn beyond_execution(node: &Node<'_>, reader: &mut Reader<'_, '_>) {
    let Some(steps) = find_in(node, "steps") else {
        return;
    };
    if let Some(of) = find_in(steps, OF).filter(|of| of.get_ref().as_str() == Some("actual")) {
        reader.problems.say(
            of.span(),
            "预算执行率按执行率分档，不能选实际完成值",
            "budget execution is measured by its rate, not by an actual value",
        );
    }
    let list = find_in(steps, "steps").and_then(|list| list.get_ref().as_array());
    for from in list.into_iter().flatten() {
        if let Some(from) = find_in(from, "from")
            && reader.sound(from).is_some_and(|from| from > Decimal::ONE)
        {
            reader.problems.say(
                from.span(),
                "执行率最高为 1（100%），这一档达不到",
                "execution is 1 (100%) at most: nobody reaches this step",
            );
        }
    }
}

/// A method against the comparator that the same rule states, or of words where a figure is meant.
fn against(comparator: &str, method: &Node<'_>) -> bool {
    let methods = method.get_ref().as_table().into_iter().flatten();
    let mut methods = methods.map(|(key, parameters)| {
        let of = find_in(parameters, OF).and_then(|node| node.get_ref().as_str());
        (&**key.get_ref(), of)
    });
    methods.any(|(key, of)| match comparator {
        _ if key == "qualitative" => true,
        "at-most" | "less-than" => key == "proportional" || of == Some("actual"),
        "at-least" | "more-than" if key == "budget-utilisation" => true,
        _ => key.starts_with("reverse-"),
    })
}

fn find_in<'a, 'd>(node: &'a Node<'d>, key: &str) -> Option<&'a Node<'d>> {
    node.get_ref().as_table()?.get(key)
}

/// One pattern: at least one condition, and a method.
fn pattern(node: &Node<'_>, reader: &mut Reader<'_, '_>) {
    let columns = SHEET.columns.get(1..=METHOD).unwrap_or_default();
    let row = reader.row(node, columns);
    if (0..columns.len().saturating_sub(1)).all(|nth| row.texts(nth).is_empty()) {
        reader.problems.say(
            node.span(),
            "至少写一个条件（names、groups、comparator、target）",
            "give at least one condition (names, groups, comparator, target)",
        );
    }
    let comparator = find_in(node, "comparator").and_then(|node| node.get_ref().as_str());
    if let (Some(comparator), Some(method)) = (comparator, find_in(node, "method"))
        && against(comparator, method)
    {
        reader.problems.say(
            method.span(),
            "方法与本条的比较符相反",
            "the method goes against the comparator of the rule",
        );
    }
}

impl Reader<'_, '_> {
    /// Problems of a method such as `{ pass-line = { from = 0.6 } }`.
    pub(super) fn method(&mut self, node: &Node<'_>) {
        let mut entries = self.table(node).into_iter().flatten();
        let (Some((key, parameters)), None) = (entries.next(), entries.next()) else {
            let wanted = Text::new("一个方法", "one method");
            return self.wrong_type(node.span(), wanted);
        };
        let Some(named) = METHODS.iter().find(|m| m.key == key.get_ref()) else {
            let keys: Vec<_> = METHODS.iter().map(|m| m.key).collect();
            let about = ("有不认识的方法", "variant");
            let problems = &mut self.problems;
            return problems.unknown(key.span(), about, key.get_ref(), &keys);
        };
        let Some(table) = self.table(parameters) else {
            return;
        };
        self.known(table, named.parameters);
        let columns = SHEET.columns.iter();
        for column in columns.filter(|column| named.parameters.contains(&column.key)) {
            match table.get(column.key) {
                Some(node) => self.check(column.kind, node),
                None if column.key == OF => {}
                None => self.missing(parameters.span(), column.key),
            }
        }
        if let (Some(node), Some(total)) = (table.get("deduct"), self.total)
            && figure(node).is_some_and(|deduct| deduct > total)
        {
            self.problems.say(
                node.span(),
                &format!("每单位扣分不能超过满分 {total}"),
                &format!("no more than all {total} points can be deducted"),
            );
        }
    }
}
