//! Lists of words that no rule file can mean: too short, given twice, undone by another list, or found in every text.

use toml::Spanned;
use toml::de::DeTable;

use super::super::bounds::BOUNDS;
use super::super::document::{Node, Reader, find};
use super::super::settings::BASIC;
use super::super::value::Kind;
use crate::model::usual_group;

/// A list of words by its key.
type Key = &'static str;

/// Lists of words that cannot both be meant; the one to be ignored is last.
const AGAINST: [(Key, Key); 2] = [
    ("reverse.names", "reverse.except"),
    ("standing.final-words", "standing.copy-words"),
];

/// Whether a word of this one letter may be looked for.
type Allowed = fn(char) -> bool;

/// Lists of wordings that are looked for in what people write, and what is allowed of one character: letters of Chinese
/// in names of files, signs among what is to be replaced.
const SOUGHT: &[(Key, Allowed)] = &[
    ("nothing-incurred.phrases", |_| false),
    ("reverse.groups", |_| false),
    ("reverse.names", |_| false),
    ("reverse.except", |_| false),
    ("reverse.kept-low", |_| false),
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

/// Lists in which a word without letters is found in every text: figures and signs.
const WORDED: [Key; 5] = [
    "nothing-incurred.phrases",
    "reverse.groups",
    "reverse.names",
    "reverse.except",
    "reverse.kept-low",
];

/// Lists of words by which one of several forms of a unit is recognised.
const STANDING: [Key; 2] = ["standing.final-words", "standing.copy-words"];

/// What forms, their sheets and files are usually called.
const NAMES: [&str; 4] = [
    "2023年度部门（单位）整体支出绩效自评表.xlsx",
    "2023年度部门单位整体支出绩效自评表.xls",
    "2023年度项目支出绩效自评表.csv",
    "绩效自评报告.docx",
];

/// Key of the groups that every form has.
const GROUPS: Key = "audit.groups";

/// The texts of a list, each with its place.
fn listed<'a, 'd>(root: &'a DeTable<'d>, key: Key) -> Vec<(&'a Node<'d>, &'a str)> {
    let list = find(root, key).and_then(|node| node.get_ref().as_array());
    let texts = list.into_iter().flatten();
    let text = |node: &'a Node<'d>| Some((node, Spanned::get_ref(node).as_str()?.trim()));
    texts.filter_map(text).collect()
}

/// Everything that is wrong with the words of a rule file.
pub(super) fn check(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    let mut refuse = |key, wrong: &dyn Fn(&str) -> bool, zh: &str, en: &str| {
        for (node, word) in listed(root, key)
            .into_iter()
            .filter(|(_, word)| wrong(word))
        {
            let (zh, en) = (format!("“{word}”{zh}"), format!("`{word}` {en}"));
            reader.problems.say(node.span(), &zh, &en);
        }
    };
    for (ones, others) in AGAINST {
        let ones = listed(root, ones);
        refuse(
            others,
            &|other| ones.iter().any(|(_, one)| one.contains(other)),
            "与另一列中的词相互抵消",
            "undoes a word of the other list",
        );
    }
    for (key, alone) in SOUGHT {
        refuse(
            key,
            &|word| single(word).is_some_and(|letter| !alone(letter)),
            "太短，会出现在无关的文字里，至少写两个字",
            "is too short: it occurs in other words",
        );
    }
    refuse(
        "nothing-incurred.phrases",
        &|phrase| RESULTS.iter().any(|result| phrase.contains(result)),
        "说的是完成情况，写了它的指标都会得满分",
        "is about results: who writes it would have full points",
    );
    refuse(
        "reverse.groups",
        &|group| usual_group(group).is_some_and(|nth| nth > 0),
        "一类以高为好，不是反向",
        "is a group of which more is better",
    );
    for key in WORDED {
        refuse(
            key,
            &|text| !text.is_empty() && !text.chars().any(char::is_alphabetic),
            "没有文字，会出现在无关的数字里",
            "has no letter: it occurs among other figures",
        );
    }
    for key in STANDING {
        refuse(
            key,
            &|word| !word.is_empty() && NAMES.iter().any(|name| name.contains(word)),
            "各份表的名称里都有，分不出哪一份；请写只有那一份才有的字样",
            "is in the names of all forms: give what only that one is called",
        );
    }
    repeated(root, reader);
}

/// The one letter of a word of one.
fn single(word: &str) -> Option<char> {
    let mut letters = word.chars();
    letters.next().filter(|_| letters.next().is_none())
}

/// Refuses a text that a list holds twice, and a group of the audit under two of its names.
fn repeated(root: &DeTable<'_>, reader: &mut Reader<'_, '_>) {
    let lists = BASIC.iter().chain(BOUNDS);
    for list in lists.filter(|list| matches!(list.kind, Kind::List | Kind::Lines)) {
        let group = |text| usual_group(text).filter(|_| list.key == GROUPS);
        let texts = listed(root, list.key);
        for (nth, (node, text)) in texts.iter().enumerate() {
            let mut before = texts.iter().take(nth).map(|(_, other)| *other);
            if before
                .any(|other| other == *text || group(text).is_some_and(|g| group(other) == Some(g)))
            {
                reader.problems.say(
                    node.span(),
                    &format!("“{text}”前面已经写过，请删去"),
                    &format!("`{text}` is there already: delete it"),
                );
            }
        }
    }
}
