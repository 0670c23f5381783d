//! What must hold among several values of a rule file, and what no assessment can mean by one.

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::bounds::BOUNDS;
use super::document::{Node, Reader, figure, find};
use super::settings::{BASIC, TOGETHER};
use super::value::Kind;
use crate::model::usual_group;

/// Key of the new weights.
const REWEIGHT: &str = "reweight";

/// Everything that is wrong with the values of a rule file beside each other.
pub(super) fn check(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    given_together(root, reader);
    pace(root, reader);
    new_weights(root, reader);
    execution(root, reader);
    words(root, reader);
    repeated(root, reader);
    in_every_name(root, reader);
    bounds(root, reader);
    said_when_deducted(root, reader);
}

fn given_together(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    for (keys, says) in TOGETHER {
        let given: Vec<_> = keys.iter().filter_map(|key| find(root, key)).collect();
        if let Some(first) = given.first().filter(|_| given.len() < keys.len()) {
            reader.problems.say(first.span(), says.zh, says.en);
        }
    }
}

fn pace(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    let red = find(root, "midyear.red").and_then(|node| reader.sound(node));
    if let (Some(red), Some(node)) = (red, find(root, "midyear.yellow"))
        && reader.sound(node).is_some_and(|yellow| yellow <= red)
    {
        reader
            .problems
            .say(node.span(), "yellow 应大于 red", "yellow must be above red");
    }
}

fn new_weights(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    let Some(node) = root.get(REWEIGHT) else {
        return;
    };
    let empty = |value: &DeValue<'_>| value.as_array().is_some_and(|list| list.is_empty());
    if let Some(table) = node.get_ref().as_table()
        && table.values().all(|value| empty(value.get_ref()))
    {
        reader.problems.say(
            node.span(),
            "至少写一类的新分值（execution、groups、ungrouped）",
            "give at least one new weight (execution, groups, ungrouped)",
        );
    }
    let mut new = new_points(root);
    new.sort_by_key(|node| node.span().start);
    let (mut sum, total) = (Decimal::ZERO, reader.total);
    for node in new {
        let Some(points) = reader.sound(node) else {
            continue;
        };
        sum = sum.saturating_add(points);
        if is_fraction(points) {
            no_fraction(node, reader);
        }
        if let Some(total) = total
            && sum > total
        {
            return reader.problems.say(
                node.span(),
                &format!("各类新分值之和加到这里是 {sum}，不得超过满分 {total}"),
                &format!("the new weights add to {sum} here, and must not to more than {total}"),
            );
        }
    }
}

/// The new weights, one node each.
fn new_points<'a, 'd>(root: &'a DeTable<'d>) -> Vec<&'a Node<'d>> {
    let groups = find(root, "reweight.groups").and_then(|node| node.get_ref().as_array());
    let groups = groups.into_iter().flatten();
    let groups = groups.filter_map(|group| Spanned::get_ref(group).as_table()?.get("points"));
    let alone = ["reweight.execution", "reweight.ungrouped"];
    let alone = alone.iter().filter_map(|key| find(root, key));
    groups.chain(alone).collect()
}

/// The least points that are none but 0: below it they are a share, 0.2 for 20.
pub const LEAST_POINTS: Decimal = Decimal::ONE;

fn is_fraction(points: Decimal) -> bool {
    points > Decimal::ZERO && points < LEAST_POINTS
}

fn no_fraction(node: &Node<'_>, reader: &mut Reader<'_, '_>) {
    reader.problems.say(
        node.span(),
        "应填分数（20），不是比例（0.2）",
        "give points (20), no fraction (0.2)",
    );
}

/// Budget execution leaves points for the indicators.
fn execution(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    let keys = ["execution.points", "reweight.execution"];
    for node in keys.iter().filter_map(|key| find(root, key)) {
        if reader.sound(node).is_some_and(is_fraction) {
            no_fraction(node, reader);
        }
        if reader.total.is_some() && figure(node) == reader.total {
            reader.problems.say(
                node.span(),
                "预算执行率不能占全部分值，须给指标留下分值",
                "budget execution must leave points for the indicators",
            );
        }
    }
}

/// Lists of words that cannot both be meant; the one to be ignored is last.
const AGAINST: [(&str, &str); 2] = [
    ("reverse.names", "reverse.except"),
    ("standing.final-words", "standing.copy-words"),
];

/// Whether a word of this one letter may be looked for.
type Allowed = fn(char) -> bool;

/// Lists of wordings that are looked for in what people write, and what is allowed of one character: letters of Chinese
/// in names of files, signs among what is to be replaced.
const SOUGHT: &[(&str, Allowed)] = &[
    ("nothing-incurred.phrases", |_| false),
    ("reverse.groups", |_| false),
    ("reverse.names", |_| false),
    ("reverse.except", |_| false),
    ("standing.final-words", is_letter),
    ("standing.copy-words", is_letter),
    ("audit.placeholders", |c| !c.is_alphanumeric()),
    ("audit.samples", |c| !c.is_alphanumeric()),
];

const fn is_letter(c: char) -> bool {
    !c.is_ascii()
}

/// Words for results: they show that something was done.
const RESULTS: [&str; 5] = ["完成", "达成", "达标", "达到", "实现"];

fn words(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    for (ones, others) in AGAINST {
        let ones = listed(root, ones);
        for (node, other) in listed(root, others) {
            if ones.iter().any(|(_, one)| one.contains(other)) {
                reader.problems.say(
                    node.span(),
                    &format!("“{other}”与另一列中的词相互抵消"),
                    &format!("`{other}` undoes a word of the other list"),
                );
            }
        }
    }
    for (key, alone) in SOUGHT {
        for (node, phrase) in listed(root, key) {
            let mut letters = phrase.chars();
            if let (Some(only), None) = (letters.next(), letters.next())
                && !alone(only)
            {
                reader.problems.say(
                    node.span(),
                    &format!("“{phrase}”太短，会出现在无关的文字里，至少写两个字"),
                    &format!("`{phrase}` is too short: it occurs in other words"),
                );
            }
        }
    }
    for (node, phrase) in listed(root, "nothing-incurred.phrases") {
        if RESULTS.iter().any(|result| phrase.contains(result)) {
            reader.problems.say(
                node.span(),
                &format!("“{phrase}”说的是完成情况，写了它的指标都会得满分"),
                &format!("`{phrase}` is about results: who writes it would have full points"),
            );
        }
    }
    for (node, group) in listed(root, "reverse.groups") {
        if usual_group(group).is_some_and(|nth| nth > 0) {
            reader.problems.say(
                node.span(),
                &format!("“{group}”一类以高为好，不是反向"),
                &format!("of `{group}` more is better"),
            );
        }
    }
}

/// Lists in which a word is found that every text has: figures and signs.
const WORDED: [&str; 4] = [
    "nothing-incurred.phrases",
    "reverse.groups",
    "reverse.names",
    "reverse.except",
];

/// Every text of a list once, and every group of the audit by one of its names.
fn repeated(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    let lists = BASIC.iter().chain(BOUNDS);
    for list in lists.filter(|list| matches!(list.kind, Kind::List | Kind::Lines)) {
        let texts = listed(root, list.key);
        for (nth, (node, text)) in texts.iter().enumerate() {
            let same = |other: &&str| {
                other == text
                    || list.key == GROUPS
                        && usual_group(text).is_some_and(|group| usual_group(other) == Some(group))
            };
            if texts.iter().take(nth).any(|(_, other)| same(other)) {
                reader.problems.say(
                    node.span(),
                    &format!("“{text}”前面已经写过，请删去"),
                    &format!("`{text}` is there already: delete it"),
                );
            }
        }
    }
    for key in WORDED {
        for (node, text) in listed(root, key) {
            if !text.is_empty() && !text.chars().any(char::is_alphabetic) {
                reader.problems.say(
                    node.span(),
                    &format!("“{text}”没有文字，会出现在无关的数字里"),
                    &format!("`{text}` has no letter: it occurs among other figures"),
                );
            }
        }
    }
}

/// Key of the groups that every form has.
const GROUPS: &str = "audit.groups";

/// What forms, their sheets and files are usually called.
const NAMES: [&str; 4] = [
    "2023年度部门（单位）整体支出绩效自评表.xlsx",
    "2023年度部门单位整体支出绩效自评表.xls",
    "2023年度项目支出绩效自评表.csv",
    "绩效自评报告.docx",
];

/// Words by which one of several forms is told that are in the names of all of them tell none.
fn in_every_name(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    for key in ["standing.final-words", "standing.copy-words"] {
        for (node, word) in listed(root, key) {
            if word.chars().count() > 0 && NAMES.iter().any(|name| name.contains(word)) {
                reader.problems.say(
                    node.span(),
                    &format!("“{word}”各份表的名称里都有，分不出哪一份；请写只有那一份才有的字样"),
                    &format!(
                        "`{word}` is in the names of all forms: give what only that one is called"
                    ),
                );
            }
        }
    }
}

/// Whoever loses points for what is far above the target is told that it is.
fn said_when_deducted(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    let said = find(root, "over-fulfilled.from").and_then(|node| reader.sound(node));
    let steps = find(root, "over-fulfilled.deduction").and_then(|node| node.get_ref().as_array());
    let first = steps.and_then(|steps| steps.first());
    let from = first.and_then(|step| Spanned::get_ref(step).as_table()?.get("from"));
    if let (Some(said), Some(node)) = (said, from)
        && reader.sound(node).is_some_and(|from| from < said)
    {
        reader.problems.say(
            node.span(),
            &format!("从这里起扣分，而超额从 {said} 起才提示；请把提示界限改到不高于此数"),
            &format!(
                "points are lost from here on, but it is said from {said} on only: lower that bound"
            ),
        );
    }
}

/// The texts of a list, each with its place.
fn listed<'a, 'd>(root: &'a DeTable<'d>, key: &str) -> Vec<(&'a Node<'d>, &'a str)> {
    let list = find(root, key).and_then(|node| node.get_ref().as_array());
    let texts = list.into_iter().flatten();
    let text = |node: &'a Node<'d>| Some((node, Spanned::get_ref(node).as_str()?.trim()));
    texts.filter_map(text).collect()
}

/// The smallest largest budget that lets any unit pass, in 元.
const LEAST_BUDGET: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// The largest: more than all public budgets of the country together, in 元.
const MOST_BUDGET: Decimal = Decimal::from_parts(276_447_232, 23_283, 0, false, 0);

fn bounds(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    let mut refuse = |key: &str, wrong: &dyn Fn(Decimal) -> bool, zh: &str, en: &str| {
        if let Some(node) = find(root, key)
            && figure(node).is_some_and(wrong)
        {
            reader.problems.say(node.span(), zh, en);
        }
    };
    refuse(
        "plausible-budget-yuan",
        &|yuan| yuan > Decimal::ZERO && yuan < LEAST_BUDGET,
        "以元为单位，不能小于 1000000",
        "in yuan: not below 1000000",
    );
    refuse(
        "plausible-budget-yuan",
        &|yuan| yuan > MOST_BUDGET,
        "以元为单位，不能大于 100000000000000（一百万亿元），否则什么数都不会提示",
        "in yuan: not above 100000000000000, else nothing is ever said",
    );
    refuse(
        "over-fulfilled.from",
        &|from| from == Decimal::ONE,
        "须大于 1，否则恰好完成也会提示",
        "must be above 1, else who just attains the target is told so",
    );
}
