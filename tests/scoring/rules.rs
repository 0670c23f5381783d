//! Rule files: the built-in ones hold, the broken ones say what is wrong and where.

use std::fs;

use rust_decimal::Decimal;
use serde_json::Value;
use ziping::finding::{Severity, funds, indicator};
use ziping::rules::Error;
use ziping::rules::settings::{BASIC, WEIGHTS};
use ziping::rules::tables::TABLES;
use ziping::rules::{Aim, BOUNDS, RISK, RuleSet, methods_beside};

fn names(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_embedded_list_is_the_folder() {
    let files: Vec<String> = RuleSet::embedded_names()
        .iter()
        .map(|name| format!("{name}.toml"))
        .collect();
    assert_eq!(files, names("templates/rules"));
}

#[test]
fn embedded_rule_sets_hold_and_carry_their_file_name() {
    for name in RuleSet::embedded_names() {
        let rules = RuleSet::load(Some(name)).unwrap_or_else(|e| panic!("{e:?}"));
        assert_eq!(&*rules.stamp.id, name);
        assert_eq!(rules.stamp.sha256.len(), 64);
        assert!(!rules.stamp.basis.is_empty());
    }
    assert_eq!(&*RuleSet::load(None).unwrap().stamp.id, "default");
}

#[test]
fn a_file_is_the_same_rule_set_as_the_name() {
    let file = RuleSet::load(Some("templates/rules/hubei.toml")).unwrap();
    let name = RuleSet::load(Some("hubei")).unwrap();
    assert_eq!(file.stamp, name.stamp);
    assert_eq!(file.execution.points, Decimal::from(20));
}

#[test]
fn grades_are_inclusive_and_severities_overridden() {
    let source = RuleSet::embedded_source("default").unwrap();
    let rules = RuleSet::from_toml("x", &format!("{source}over-fulfilled = \"error\"\n")).unwrap();
    for (total, grade) in [
        ("90", "优"),
        ("89.99", "良"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ] {
        assert_eq!(
            rules.grade(total.parse().unwrap()).unwrap().to_string(),
            grade
        );
    }
    assert_eq!(rules.grade_named("优秀").map(|g| &*g.name), Some("优"));
    assert_eq!(rules.severity(&indicator::OVER_FULFILLED), Severity::Error);
    assert_eq!(
        rules.severity(&funds::CROSS_FOOT),
        funds::CROSS_FOOT.severity
    );
}

/// A field of the rule set without an item, or an item without a field, would be lost on the way through the workbook.
#[test]
fn every_item_is_a_field_and_every_field_an_item() {
    let rules = RuleSet::load(Some("tests/rulebook/everything.toml")).unwrap();
    let fields = serde_json::to_value(&rules).unwrap();
    let settings = BASIC
        .iter()
        .chain(WEIGHTS)
        .chain(BOUNDS)
        .chain(RISK)
        .map(|setting| setting.key);
    let tables = TABLES.iter().map(|table| table.key);
    let others = ["execution.method", "indicator", "severity"];
    let mut items: Vec<_> = settings.chain(tables).chain(others).collect();
    items.sort_unstable();
    let mut named = Vec::new();
    leaves(&fields, "", &items, &mut named);
    named.sort_unstable();
    assert_eq!(named, items);
}

/// Keys of the values of a rule set, no deeper than its items.
fn leaves(value: &Value, before: &str, items: &[&str], keys: &mut Vec<String>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        let key = format!("{before}{key}");
        if items.contains(&&*key) || !value.is_object() {
            keys.push(key);
        } else {
            leaves(value, &format!("{key}."), items, keys);
        }
    }
}

/// A rule set is stored as it is, its file and the hash of that left aside.
#[test]
fn a_rule_set_is_stored_and_read_again() {
    let mut rules = RuleSet::load(Some("tests/rulebook/everything.toml")).unwrap();
    let stored = serde_json::to_string(&rules).unwrap();
    let again: RuleSet = serde_json::from_str(&stored).unwrap();
    rules.stamp.sha256 = Box::default();
    rules.stamp.title = Box::default();
    rules.stamp.source = Default::default();
    assert_eq!(again, rules);
}

/// What is said about a rule set that is refused.
fn refused(rules: Result<RuleSet, Error>) -> Vec<String> {
    match rules {
        Err(Error::Invalid(list)) => list,
        Err(other) => panic!("{other:?}"),
        Ok(rules) => panic!("accepted: {rules:?}"),
    }
}

/// A rule file that differs from `tests/rules-broken/base.toml`, and what must be said about it.
struct Broken {
    name: &'static str,
    source: String,
    said: Vec<&'static str>,
}

impl Broken {
    /// The case of a name and what stands below it in the list.
    fn of(case: &'static str) -> Self {
        let (name, changes) = case.split_once('\n').unwrap();
        let mut lines: Vec<String> = BASE.lines().map(str::to_owned).collect();
        let mut said = Vec::new();
        for change in changes.lines().filter(|line| !line.is_empty()) {
            let (place, text) = change.split_once(' ').unwrap_or((change, ""));
            match place {
                "!" => said.push(text),
                "+" => lines.push(text.to_owned()),
                line => lines[line.parse::<usize>().unwrap() - 1] = text.replace("\\n", "\n"),
            }
        }
        let source = lines.join("\n") + "\n";
        Self { name, source, said }
    }

    fn problems(&self) -> Vec<String> {
        refused(RuleSet::from_toml(self.name, &self.source))
    }
}

const BASE: &str = include_str!("../rules-broken/base.toml");
const BROKEN: &str = include_str!("../rules-broken/cases.txt");

fn broken() -> Vec<Broken> {
    BROKEN.split("\n=== ").skip(1).map(Broken::of).collect()
}

/// Every message begins `file:line:column: `.
fn placed(message: &str, file: &str) -> Option<(usize, usize)> {
    let rest = message.strip_prefix(file)?.strip_prefix(':')?;
    let mut parts = rest.split(':');
    let line = parts.next()?.parse().ok()?;
    let column = parts.next()?.parse().ok()?;
    Some((line, column))
}

#[test]
fn broken_files_say_what_is_wrong() {
    RuleSet::from_toml("base", BASE).unwrap();
    let cases = broken();
    assert!(cases.len() > 30);
    for case in cases {
        let name = case.name;
        let found = case.problems();
        let all = found.join("\n");
        assert!(found.iter().all(|m| placed(m, name).is_some()), "{all}");
        assert!(!case.said.is_empty(), "{name} expects nothing");
        for words in case.said {
            assert!(all.contains(words), "{name}: no `{words}` in\n{all}");
        }
    }
}

/// A change to the default rules that is nonsense, and what is said about it.
const NONSENSE: &[(&str, &str, &str)] = &[
    ("from = 1.3", "from = 130", "应在 1 到 10 之间"),
    (
        "from = 1.3",
        "from = 1.3\n[[over-fulfilled.deduction]]\nfrom = 1.5\nshare = 0.8\n[[over-fulfilled.deduction]]\nfrom = 2\nshare = 0.9",
        "越低",
    ),
    (
        "from = 1.3",
        "from = 1.3\n[[over-fulfilled.deduction]]\nfrom = 0.5\nshare = 0.8",
        "1 以上起",
    ),
    ("from = 90", "from = 101", "应在 0 到 100 之间"),
    (
        "from = 0\n\n# 反向",
        "from = -5\n\n# 反向",
        "应在 0 到 100 之间",
    ),
    ("points = 10", "points = -10", "应在 0 到 100 之间"),
    ("to = 80", "to = 85", "首尾相接"),
    ("to = 80", "to = 75", "首尾相接"),
    ("red = 0.6", "red = 60", "应在 0 到 2 之间"),
    (
        "[severity]",
        "[reweight]\nexecution = 30\ngroups = [{ name = \"产出\", points = 50 }, { name = \"效益\", points = 30 }]\n[severity]",
        "不得超过满分 100",
    ),
    (
        "[severity]",
        "[actual]\nmissing = \"free\"\n[severity]",
        "不认识“free”",
    ),
    (
        "{ budget-utilisation = {} }",
        "{ steps = { steps = [{ from = 0.6, share = 0.8 }, { from = 0.9, share = 0.5 }] } }",
        "不得递减",
    ),
    (
        "{ budget-utilisation = {} }",
        "{ steps = { steps = [{ from = 60, share = 0.8 }] } }",
        "应在 0 到 10 之间",
    ),
    (
        "{ budget-utilisation = {} }",
        "{ pass-line = { from = 5 } }",
        "须大于 0、小于 1",
    ),
    (
        "{ budget-utilisation = {} }",
        "{ deduct-per-unit = { unit = 1, deduct = -2 } }",
        "必须大于 0",
    ),
    (
        "{ budget-utilisation = {} }",
        "{ proportional = {} }",
        "比较符相反",
    ),
    (
        "{ budget-utilisation = {} }",
        "{ steps = { of = \"actual\", steps = [{ from = 0.6, share = 0.8 }] } }",
        "比较符相反",
    ),
    (
        "comparator = \"at-most\"\ntarget = \"initial-budget\"\nmethod = { budget-utilisation = {} }",
        "comparator = \"equal\"\nmethod = { reverse-ratio = {} }",
        "比较符相反",
    ),
];

#[test]
fn nonsense_is_refused_with_its_place() {
    let source = RuleSet::embedded_source("default").unwrap();
    for (sound, nonsense, part) in NONSENSE {
        assert!(source.contains(sound), "{sound}");
        let changed = source.replacen(sound, nonsense, 1);
        let found = refused(RuleSet::from_toml("x", &changed));
        let said = found
            .iter()
            .any(|m| placed(m, "x").is_some() && m.contains(part));
        assert!(said, "{nonsense}: {found:?}");
    }
}

#[test]
fn all_problems_are_told_at_once_in_the_order_of_the_file() {
    let several = broken().into_iter().find(|case| case.name == "several");
    let problems = several.unwrap().problems();
    let places: Vec<_> = problems
        .iter()
        .map(|m| placed(m, "several").unwrap())
        .collect();
    assert_eq!(
        places,
        [(1, 6), (10, 10), (16, 8), (28, 6), (38, 1), (38, 12)]
    );
}

#[test]
fn unknown_names_and_missing_files_are_refused() {
    assert!(matches!(
        RuleSet::load(Some("hubai")),
        Err(Error::Unknown(name)) if &*name == "hubai"
    ));
    assert!(matches!(
        RuleSet::load(Some("no/such.toml")),
        Err(Error::Unreadable(..))
    ));
}

#[test]
fn a_form_may_name_methods_that_agree_with_its_target() {
    for (aim, expected) in [
        (Aim::Lower, "反向扣减 反向比例 是否型 预算使用率"),
        (Aim::Higher, "正向比例 是否型 预算使用率"),
        (Aim::Worded, "定性"),
    ] {
        assert_eq!(methods_beside(aim).join(" "), expected);
    }
}

#[test]
fn the_bounds_that_the_rule_file_shows_are_the_usual_ones() {
    let source = RuleSet::embedded_source("default").unwrap();
    let (_, shown) = source.split_once("\n# [audit]\n").unwrap();
    let (shown, _) = shown.split_once("\n\n").unwrap();
    let shown: String = shown
        .lines()
        .map(|line| format!("{}\n", &line[2..]))
        .collect();
    let bounds = |shown: &str| {
        let rules = RuleSet::from_toml("x", &format!("{source}[audit]\n{shown}")).unwrap();
        rules.audit
    };
    let usual = RuleSet::load(None).unwrap().audit;
    assert_eq!(bounds(&shown), usual);
    assert_ne!(bounds(&shown.replace("0.9", "0.8")), usual);
}
