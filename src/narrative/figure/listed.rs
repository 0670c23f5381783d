//! 分别为: names in a row and their figures in the same order, 基本支出、项目支出分别为300万元、185万元.

use super::Figure;

/// Words after which figures follow in the order of the names before.
const ORDERED: [&str; 4] = ["分别为", "分别是", "分别达", "分别"];

/// Words at which a list of names ends, searched backwards.
const ENDS: [char; 8] = ['，', '。', '；', '：', '！', '？', '（', '）'];

/// Gives each figure of such lists the name that is its own.
pub(super) fn name_each(text: &str, figures: &mut [Figure]) {
    for (at, word) in text.match_indices("分别") {
        let behind = text.get(at..).unwrap_or_default();
        let word = ORDERED
            .iter()
            .find(|word| behind.starts_with(**word))
            .unwrap_or(&word);
        let before = text.get(..at).unwrap_or_default();
        let from = figures.partition_point(|figure| figure.span.start < at);
        let listed = in_row(
            text,
            at + word.len(),
            figures.get(from..).unwrap_or_default(),
        );
        let row = before.rsplit(ENDS).next().unwrap_or_default();
        let names = match listed {
            0 | 1 => continue,
            // Names that cannot be distinguished are not assigned.
            _ => names(row, listed).unwrap_or_else(|| vec![String::new(); listed]),
        };
        let own = figures.iter_mut().skip(from);
        for (figure, name) in own.zip(names) {
            figure.name = name;
        }
    }
}

/// A number of names in a row, each with the words behind the last, which apply to all.
fn names(row: &str, count: usize) -> Option<Vec<String>> {
    let mut names: Vec<&str> = row.split('、').collect();
    if names.len() + 1 == count {
        let two = ["以及", "和", "及", "与"];
        let (one, other) = two
            .iter()
            .find_map(|word| names.last()?.split_once(*word))?;
        names.pop();
        names.extend([one, other]);
    }
    if names.len() != count || names.iter().any(|name| name.is_empty()) {
        return None;
    }
    let (last, others) = names.split_last()?;
    let word = SAID.iter().find(|word| last.ends_with(**word));
    let shared = word.filter(|_| !others.iter().any(|name| is_shared(name)));
    let own = others.iter().map(|name| match shared {
        Some(word) => format!("{name}{word}"),
        None => (*name).to_owned(),
    });
    Some(own.chain([(*last).to_owned()]).collect())
}

fn is_shared(name: &str) -> bool {
    SAID.iter().any(|word| name.ends_with(word))
}

/// Words that may apply to all names of a row, the longer first.
const SAID: [&str; 19] = [
    "预算执行率",
    "执行率",
    "到位率",
    "完成率",
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "预算金额",
    "执行金额",
    "实际支出",
    "年初预算",
    "全年预算",
    "预算数",
    "执行数",
    "执行",
    "得分",
    "分值",
    "预算",
    "支出",
];

/// How many figures follow each other behind a place with only a punctuation mark between them.
fn in_row(text: &str, from: usize, figures: &[Figure]) -> usize {
    let mut end = from;
    let joined = figures.iter().take_while(|figure| {
        let gap = text.get(end..figure.span.start).unwrap_or_default();
        let first = end == from && gap.is_empty();
        end = figure.span.end;
        first || ["、", "，", "和", "与", "及"].contains(&gap)
    });
    joined.count()
}
