//! From a rule file as written to a rule set that holds: every problem is found in one pass.

use rust_decimal::Decimal;
use serde::Deserialize;
use toml::de::{DeTable, DeValue, Deserializer};

use super::bounds::BOUNDS;
use super::document::{Reader, figure, find};
use super::patterns::{self, EXECUTION, INDICATOR};
use super::problems::Problems;
use super::review::RISK;
use super::ruleset::RuleSet;
use super::settings::{BASIC, Setting, TOGETHER, WEIGHTS};
use super::sheet::Need;
use super::tables::TABLES;
use super::value::{Kind, SEVERITIES};
use crate::base::hash::sha256;
use crate::finding::Code;

/// Key of the severities.
const SEVERITY: &str = "severity";
/// Key of what all points of a form add to.
const TOTAL: &str = "total";
/// Key of the new weights.
const REWEIGHT: &str = "reweight";

/// The rule set in `text`, all of `source` that counts, unless there is any problem.
pub(super) fn rules(text: &str, source: &str, problems: &mut Problems<'_>) -> Option<RuleSet> {
    let mut document = match DeTable::parse(text) {
        Ok(document) => document,
        Err(error) => {
            problems.refused(&error);
            return None;
        }
    };
    let mut reader = Reader {
        problems,
        total: None,
    };
    check(document.get_ref(), &mut reader);
    if !problems.is_empty() {
        return None;
    }
    document
        .get_mut()
        .iter_mut()
        .for_each(|(_, v)| trim(v.get_mut()));
    match RuleSet::deserialize(Deserializer::from(document)) {
        Ok(mut rules) => {
            rules.stamp.title = rules.title.zh.clone();
            rules.stamp.sha256 = sha256(source.as_bytes());
            rules.stamp.source = source.into();
            Some(rules)
        }
        Err(error) => {
            problems.refused(&error);
            None
        }
    }
}

/// Blanks around a text say nothing.
fn trim(value: &mut DeValue<'_>) {
    match value {
        DeValue::String(text) => *text = text.trim().to_owned().into(),
        DeValue::Array(list) => list.iter_mut().for_each(|v| trim(v.get_mut())),
        DeValue::Table(table) => table.iter_mut().for_each(|(_, v)| trim(v.get_mut())),
        _ => {}
    }
}

/// Everything that is wrong with a rule file.
fn check(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    reader.known_paths(root, "", &keys());
    settings(root, reader);
    for table in TABLES {
        match find(root, table.key) {
            Some(node) => {
                let rows = reader.rows(node, table.sheet.columns);
                (table.check)(&rows, reader);
            }
            None if table.needed == Need::Needed => reader.absent(root, table.key),
            None => {}
        }
    }
    patterns::check(root, reader);
    severities(root, reader);
    whole(root, reader);
}

/// Every key that a rule file may have.
fn keys() -> Vec<&'static str> {
    let settings = single().map(|setting| setting.key);
    let tables = TABLES.iter().map(|table| table.key);
    let others = [EXECUTION, INDICATOR, SEVERITY];
    settings.chain(tables).chain(others).collect()
}

/// Every single setting.
fn single() -> impl Iterator<Item = &'static Setting> {
    BASIC.iter().chain(WEIGHTS).chain(BOUNDS).chain(RISK)
}

/// The single settings, the total first, because others are held against it.
fn settings(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    reader.total = find(root, TOTAL)
        .and_then(figure)
        .filter(|total| *total > Decimal::ZERO);
    for setting in single() {
        match find(root, setting.key) {
            Some(node) => reader.check(setting.kind, node),
            None if setting.needed == Need::Needed => reader.absent(root, setting.key),
            None => {}
        }
    }
}

fn severities(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    let table = root.get(SEVERITY).and_then(|node| reader.table(node));
    for (key, node) in table.into_iter().flatten() {
        reader.check(Kind::Choice(SEVERITIES), node);
        if Code::named(key.get_ref()).is_none() {
            reader.problems.say(
                key.span(),
                &format!("没有代码为“{}”的问题", key.get_ref()),
                &format!("no finding has the code `{}`", key.get_ref()),
            );
        }
    }
}

/// What must hold among several settings.
fn whole(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    for (keys, says) in TOGETHER {
        let given: Vec<_> = keys.iter().filter_map(|key| find(root, key)).collect();
        if let Some(first) = given.first().filter(|_| given.len() < keys.len()) {
            reader.problems.say(first.span(), says.zh, says.en);
        }
    }
    let bound = |key| find(root, key).and_then(figure);
    if let (Some(red), Some(node)) = (bound("midyear.red"), find(root, "midyear.yellow"))
        && figure(node).is_some_and(|yellow| yellow <= red)
    {
        reader
            .problems
            .say(node.span(), "yellow 应大于 red", "yellow must be above red");
    }
    let empty = |value: &DeValue<'_>| value.as_array().is_some_and(|list| list.is_empty());
    if let Some(node) = root.get(REWEIGHT)
        && let Some(table) = node.get_ref().as_table()
        && table.values().all(|value| empty(value.get_ref()))
    {
        reader.problems.say(
            node.span(),
            "至少写一类的新分值（execution、groups、ungrouped）",
            "give at least one new weight (execution, groups, ungrouped)",
        );
    }
    if let (Some(weights), Some(total)) = (root.get(REWEIGHT), reader.total)
        && new_weights(root).is_some_and(|sum| sum > total)
    {
        reader.problems.say(
            weights.span(),
            &format!("各类新分值之和不得超过满分 {total}"),
            &format!("the new weights must not add to more than {total}"),
        );
    }
}

/// Sum of the new weights.
fn new_weights(root: &DeTable<'_>) -> Option<Decimal> {
    let groups = find(root, "reweight.groups").and_then(|node| node.get_ref().as_array());
    let groups = groups.into_iter().flatten();
    let groups = groups.filter_map(|group| group.get_ref().as_table()?.get("points"));
    let alone = ["reweight.execution", "reweight.ungrouped"];
    let alone = alone.iter().filter_map(|key| find(root, key));
    let mut points = groups.chain(alone).filter_map(figure);
    points.try_fold(Decimal::ZERO, Decimal::checked_add)
}
