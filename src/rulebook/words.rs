//! Closed words of rule files as officials read them.

use crate::base::lang::{Lang, Text};
use crate::finding::Severity;

/// A closed word: its key in a rule file and how it is shown.
pub(super) type Word = (&'static str, Text);

pub(super) const MODES: &[Word] = &[
    ("half-up", Text::new("四舍五入", "half up")),
    ("half-even", Text::new("四舍六入五成双", "half even")),
    ("down", Text::new("截断", "cut off")),
];

pub(super) const ZERO_BUDGET: &[Word] = &[
    ("not-ranked", Text::new("不参加排名", "not ranked")),
    ("full", Text::new("满分", "full points")),
    ("zero", Text::new("零分", "no points")),
];

pub(super) const REVERSE: &[Word] = &[
    (
        "deduction",
        Text::new("按超出比例扣减", "deduct the excess ratio"),
    ),
    ("ratio", Text::new("目标÷实际", "target ÷ actual")),
];

pub(super) const COMPARATORS: &[Word] = &[
    ("at-least", Text::new("≥", "≥")),
    ("more-than", Text::new("＞", ">")),
    ("at-most", Text::new("≤", "≤")),
    ("less-than", Text::new("＜", "<")),
    ("equal", Text::new("＝", "=")),
];

pub(super) const TARGETS: &[Word] = &[
    ("initial-budget", Text::new("年初预算数", "initial budget")),
    (
        "adjusted-budget",
        Text::new("全年预算数", "adjusted budget"),
    ),
];

pub(super) const MEASURED: &[Word] = &[
    ("completion", Text::new("完成率", "completion rate")),
    ("actual", Text::new("实际完成值", "actual value")),
];

pub(super) const METHODS: &[Word] = &[
    ("proportional", Text::new("正向比例", "proportional")),
    (
        "reverse-deduction",
        Text::new("反向扣减", "reverse, deducted"),
    ),
    ("reverse-ratio", Text::new("反向比例", "reverse, by ratio")),
    (
        "budget-utilisation",
        Text::new("预算使用率", "budget utilisation"),
    ),
    (
        "deduct-per-unit",
        Text::new("按单位扣分", "deduct per unit"),
    ),
    ("steps", Text::new("分档", "steps")),
    ("pass-line", Text::new("及格线比例", "pass line")),
    ("all-or-nothing", Text::new("是否型", "all or nothing")),
    ("qualitative", Text::new("定性", "qualitative")),
    (
        "nothing-incurred",
        Text::new("无发生额", "nothing incurred"),
    ),
];

pub(super) const SEVERITIES: &[Word] = &[
    ("info", Severity::Info.title()),
    ("warning", Severity::Warning.title()),
    ("error", Severity::Error.title()),
];

/// What a row of 评分方法 is about.
pub(super) const SUBJECTS: &[Word] = &[
    ("execution", Text::new("预算执行率", "budget execution")),
    ("indicator", Text::new("指标", "indicator")),
];

/// How the word with the key `key` is shown.
pub(super) fn shown(words: &[Word], key: &str, lang: Lang) -> Option<&'static str> {
    let word = words.iter().find(|(known, _)| *known == key);
    word.map(|(_, text)| text.get(lang))
}

/// The key of a word as typed: shown in either language, or the key itself.
pub(super) fn typed(words: &[Word], text: &str) -> Option<&'static str> {
    let folded = crate::form::labels::fold(text);
    let same = |known: &str| crate::form::labels::fold(known) == folded;
    let word = words
        .iter()
        .find(|(key, text)| same(key) || same(text.zh) || same(text.en));
    word.map(|(key, _)| *key)
}

/// All words of a list in `lang`.
pub(super) fn all(words: &[Word], lang: Lang) -> Vec<&'static str> {
    words.iter().map(|(_, text)| text.get(lang)).collect()
}

/// Name of an enumeration's value in a rule file.
pub(super) fn key(value: impl serde::Serialize) -> String {
    let json = serde_json::to_value(value);
    json.ok()
        .and_then(|v| v.as_str().map(str::to_owned))
        .unwrap_or_default()
}
