//! Comparators 比较符 as signs and as words before or behind a number.

use super::UnclearText;
use crate::model::Comparator;

/// Words before a number, at any distance; longer ones first.
const BEFORE: &[(&str, Comparator)] = &[
    ("大于或等于", Comparator::AtLeast),
    ("小于或等于", Comparator::AtMost),
    ("大于等于", Comparator::AtLeast),
    ("小于等于", Comparator::AtMost),
    ("不得低于", Comparator::AtLeast),
    ("不得少于", Comparator::AtLeast),
    ("不得高于", Comparator::AtMost),
    ("不得超过", Comparator::AtMost),
    ("不能超过", Comparator::AtMost),
    ("不低于", Comparator::AtLeast),
    ("不少于", Comparator::AtLeast),
    ("不小于", Comparator::AtLeast),
    ("不超过", Comparator::AtMost),
    ("不高于", Comparator::AtMost),
    ("不多于", Comparator::AtMost),
    ("不大于", Comparator::AtMost),
    ("控制在", Comparator::AtMost),
    ("至少", Comparator::AtLeast),
    ("达到", Comparator::AtLeast),
    ("不超", Comparator::AtMost),
    ("至多", Comparator::AtMost),
    ("最多", Comparator::AtMost),
    ("超过", Comparator::MoreThan),
    ("多于", Comparator::MoreThan),
    ("大于", Comparator::MoreThan),
    ("高于", Comparator::MoreThan),
    ("低于", Comparator::LessThan),
    ("小于", Comparator::LessThan),
    ("少于", Comparator::LessThan),
    ("等于", Comparator::Equal),
];

/// Words that are comparators only next to the number: 达标率95% has none.
const TOUCHING: &[(&str, Comparator)] = &[
    ("达", Comparator::AtLeast),
    ("最低", Comparator::AtLeast),
    ("最少", Comparator::AtLeast),
    ("最高", Comparator::AtMost),
    ("上限", Comparator::AtMost),
    ("上限为", Comparator::AtMost),
    ("下限", Comparator::AtLeast),
    ("下限为", Comparator::AtLeast),
];

/// Words behind a number; by law 以上, 以下 and 以内 include the number (民法典第一千二百五十九条).
const BEHIND: &[(&str, Comparator)] = &[
    ("及以上", Comparator::AtLeast),
    ("或以上", Comparator::AtLeast),
    ("含以上", Comparator::AtLeast),
    ("以上", Comparator::AtLeast),
    ("之上", Comparator::AtLeast),
    ("及以下", Comparator::AtMost),
    ("或以下", Comparator::AtMost),
    ("以下", Comparator::AtMost),
    ("之下", Comparator::AtMost),
    ("及以内", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("之内", Comparator::AtMost),
    ("内", Comparator::AtMost),
];

/// A run of sign characters at the start of `rest`.
pub(super) fn at(rest: &str) -> Option<Result<(Comparator, &str), UnclearText>> {
    let tail = rest.trim_start_matches(|c| "<>=≤≥≠".contains(c));
    let run = rest.strip_suffix(tail).filter(|r| !r.is_empty())?;
    let comparator = match run {
        "≥" | ">=" | "=>" | "≥=" | "=≥" | ">≥" => Comparator::AtLeast,
        "≤" | "<=" | "=<" | "≤=" | "=≤" | "<≤" => Comparator::AtMost,
        ">" => Comparator::MoreThan,
        "<" => Comparator::LessThan,
        "=" | "==" => Comparator::Equal,
        _ => return Some(Err(UnclearText)),
    };
    Some(Ok((comparator, tail)))
}

/// The comparators in the words before a number, in order, and the words behind the last of them.
pub(super) fn in_words(words: &str) -> (Vec<Comparator>, &str) {
    let mut found = Vec::new();
    let mut behind = "";
    let mut rest = words;
    while let Some(next) = rest.chars().next() {
        if let Some((comparator, tail)) = strip(rest, BEFORE) {
            found.push(comparator);
            behind = tail;
            rest = tail;
        } else {
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    if found.is_empty() {
        found.extend(
            TOUCHING
                .iter()
                .find(|(word, _)| words.ends_with(word))
                .map(|(_, comparator)| *comparator),
        );
    }
    (found, behind)
}

/// Whether `words` ends with a comparator, so that a number in words may follow.
pub(super) fn ends_words(words: &str) -> bool {
    BEFORE.iter().any(|(word, _)| words.ends_with(word))
}

/// The comparator in a column of its own: a sign, a word, or 正向 / 反向; `None` for 定性 and the like.
pub(super) fn of_column(plain: &str) -> Option<Comparator> {
    if let Some(Ok((comparator, ""))) = at(plain) {
        return Some(comparator);
    }
    match plain.trim_end_matches("指标") {
        "正向" => Some(Comparator::AtLeast),
        "反向" | "逆向" | "负向" => Some(Comparator::AtMost),
        word => strip(word, BEFORE)
            .filter(|(_, tail)| tail.is_empty())
            .map(|(comparator, _)| comparator),
    }
}

/// A comparator behind a number, and the rest.
pub(super) fn behind(rest: &str) -> (Option<Comparator>, &str) {
    let noted = without_inclusion(rest);
    match strip(noted, BEHIND) {
        // 内容, 内部: the word is a noun.
        Some((_, tail)) if noted.starts_with('内') && tail.starts_with(char::is_alphabetic) => {
            (None, rest)
        }
        Some((comparator, tail)) => (Some(comparator), tail),
        None => (None, rest),
    }
}

/// The rest behind `(含)` or `(含90%)`, which include the number itself.
fn without_inclusion(rest: &str) -> &str {
    let Some((note, tail)) = rest.strip_prefix("(含").and_then(|r| r.split_once(')')) else {
        return rest;
    };
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%' | '‰');
    match note.chars().all(number) {
        true => tail,
        false => rest,
    }
}

fn strip<'a>(text: &'a str, words: &[(&str, Comparator)]) -> Option<(Comparator, &'a str)> {
    words
        .iter()
        .find_map(|(word, comparator)| Some((*comparator, text.strip_prefix(word)?)))
}

/// The comparator on which several words agree; the first of those with one direction.
pub(super) fn agreed(all: &[Comparator]) -> Result<Option<Comparator>, UnclearText> {
    let Some((first, others)) = all.split_first() else {
        return Ok(None);
    };
    if others.iter().all(|o| direction(*o) == direction(*first)) {
        Ok(Some(*first))
    } else {
        Err(UnclearText)
    }
}

const fn direction(comparator: Comparator) -> i8 {
    match comparator {
        Comparator::AtLeast | Comparator::MoreThan => 1,
        Comparator::AtMost | Comparator::LessThan => -1,
        Comparator::Equal => 0,
    }
}
