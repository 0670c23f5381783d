//! From a rule file as written to a rule set that holds: every problem is found in one pass.

use serde::Deserialize;
use toml::de::{DeTable, DeValue, Deserializer};

use super::bounds::BOUNDS;
use super::document::{Reader, figure, find};
use super::patterns::{self, EXECUTION, INDICATOR};
use super::problems::Problems;
use super::review::RISK;
use super::ruleset::RuleSet;
use super::settings::{BASIC, Setting, WEIGHTS};
use super::sheet::Need;
use super::tables::TABLES;
use super::together;
use super::value::{Bounds, Kind, SEVERITIES};
use crate::base::hash::sha256;
use crate::finding::Code;

/// Key of the severities.
const SEVERITY: &str = "severity";
/// Key of what all points of a form add to.
const TOTAL: &str = "total";

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

/// Blanks around a text have no meaning.
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
                if rows.is_empty() && table.needed == Need::Needed {
                    reader.none(node);
                } else {
                    (table.check)(&rows, reader);
                }
            }
            None if table.needed == Need::Needed => reader.absent(root, table.key),
            None => {}
        }
    }
    patterns::check(root, reader);
    severities(root, reader);
    together::check(root, reader);
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

/// The single settings, the total first, because others are checked against it.
fn settings(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    reader.total = find(root, TOTAL)
        .and_then(figure)
        .filter(|total| Bounds::is_total(*total));
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
