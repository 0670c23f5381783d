//! What must hold among several values of a rule file, and what no assessment can mean by one.

mod words;

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
    words::check(root, reader);
    bounds(root, reader);
    reported_when_deducted(root, reader);
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

/// A rule file that takes points off for results far above the target must report those results, too.
fn reported_when_deducted(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    let reported = find(root, "over-fulfilled.from").and_then(|node| reader.sound(node));
    let steps = find(root, "over-fulfilled.deduction").and_then(|node| node.get_ref().as_array());
    let first = steps.and_then(|steps| steps.first());
    let from = first.and_then(|step| Spanned::get_ref(step).as_table()?.get("from"));
    if let (Some(reported), Some(node)) = (reported, from)
        && reader.sound(node).is_some_and(|from| from < reported)
    {
        reader.problems.say(
            node.span(),
            &format!("从这里起扣分，而超额从 {reported} 起才提示；请把提示界限改到不高于此数"),
            &format!(
                "points are lost from here on, but it is said from {reported} on only: lower that bound"
            ),
        );
    }
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
