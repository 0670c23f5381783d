//! What must hold among several values of a rule file, and what no assessment can mean by one.

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{Node, Reader, figure, find};
use super::settings::TOGETHER;

/// Key of the new weights.
const REWEIGHT: &str = "reweight";

/// Everything that is wrong with the values of a rule file beside each other.
pub(super) fn check(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    given_together(root, reader);
    pace(root, reader);
    new_weights(root, reader);
    execution(root, reader);
    words(root, reader);
    bounds(root, reader);
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
    let red = find(root, "midyear.red").and_then(figure);
    if let (Some(red), Some(node)) = (red, find(root, "midyear.yellow"))
        && figure(node).is_some_and(|yellow| yellow <= red)
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
    if let Some(total) = reader.total
        && sum_of_new(root).is_some_and(|sum| sum > total)
    {
        reader.problems.say(
            node.span(),
            &format!("各类新分值之和不得超过满分 {total}"),
            &format!("the new weights must not add to more than {total}"),
        );
    }
}

fn sum_of_new(root: &DeTable<'_>) -> Option<Decimal> {
    let groups = find(root, "reweight.groups").and_then(|node| node.get_ref().as_array());
    let groups = groups.into_iter().flatten();
    let groups = groups.filter_map(|group| group.get_ref().as_table()?.get("points"));
    let alone = ["reweight.execution", "reweight.ungrouped"];
    let alone = alone.iter().filter_map(|key| find(root, key));
    let mut points = groups.chain(alone).filter_map(figure);
    points.try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// Budget execution leaves points for the indicators.
fn execution(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    let keys = ["execution.points", "reweight.execution"];
    for node in keys.iter().filter_map(|key| find(root, key)) {
        if reader.total.is_some() && figure(node) == reader.total {
            reader.problems.say(
                node.span(),
                "预算执行率不能占全部分值，须给指标留下分值",
                "budget execution must leave points for the indicators",
            );
        }
    }
}

/// Lists of words that cannot both be meant, the one that is passed over last.
const AGAINST: [(&str, &str); 2] = [
    ("reverse.names", "reverse.except"),
    ("standing.final-words", "standing.copy-words"),
];

/// Fewest characters of a wording that is looked for in what people write.
const SHORTEST: usize = 2;

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
    for (node, phrase) in listed(root, "nothing-incurred.phrases") {
        if (1..SHORTEST).contains(&phrase.chars().count()) {
            reader.problems.say(
                node.span(),
                &format!("“{phrase}”太短，会出现在无关的文字里，至少写两个字"),
                &format!("`{phrase}` is too short: it occurs in other words"),
            );
        }
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
        "over-fulfilled.from",
        &|from| from == Decimal::ONE,
        "须大于 1，否则恰好完成也会提示",
        "must be above 1, else who just attains the target is told so",
    );
}
