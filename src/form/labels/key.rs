//! Folding of label texts, so that spaces, brackets, numbering and widths do not matter.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::base::traditional;

/// Half-width, lower-case text in simplified characters without white space: `（ 2022 年度）` becomes `(2022年度)`.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let other = |&(_, c): &(usize, char)| match c {
        '\u{4e00}'..='\u{9fff}' => traditional::simplified(c) != c,
        c => folded(c) != Some(c) || is_compatible(c),
    };
    let Some((same, _)) = text.char_indices().find(other) else {
        return Cow::Borrowed(text);
    };
    let (same, rest) = text.split_at_checked(same).unwrap_or(("", text));
    let mut whole = String::with_capacity(text.len());
    whole.push_str(same);
    for c in rest.chars() {
        match is_compatible(c) {
            true => whole.extend(std::iter::once(c).nfkc().filter_map(folded)),
            false => whole.extend(folded(c)),
        }
    }
    Cow::Owned(whole)
}

/// Whether a folded text may have a character that is `wanted`, checked without folding it.
pub(crate) fn may_fold_to(text: &str, wanted: impl Fn(char) -> bool) -> bool {
    let mut letters = text.chars();
    letters.any(|c| folded(c).is_some_and(&wanted) || is_compatible(c))
}

/// Whether a character is a compatibility form of letters (NFKC): ㈠, Ⅲ, ℃, ︵. Forms of digits are kept: ①, 5².
fn is_compatible(c: char) -> bool {
    let listed = matches!(c, '\u{2100}'..='\u{218f}' | '\u{3200}'..='\u{33ff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff65}'..='\u{ffef}');
    listed && std::iter::once(c).nfkc().all(|c| !c.is_ascii_digit())
}

/// Whether a text consists of simplified Chinese and digits, as most labels do: it is folded already, without brackets
/// and formula.
fn is_plain(text: &str) -> bool {
    // Chinese letters begin with these bytes. Without a branch, so that the compiler checks many bytes at once.
    let chinese = |byte: u8| (byte & 0xC0 == 0x80) | (0xE4..=0xE9).contains(&byte);
    let plain = |byte: u8| chinese(byte) | byte.is_ascii_digit();
    text.bytes().fold(true, |all, byte| all & plain(byte)) && !traditional::occurs(text)
}

/// The folded form of a character.
#[inline]
fn folded(c: char) -> Option<char> {
    match c {
        '\u{4e00}'..='\u{9fff}' => Some(traditional::simplified(c)),
        c if c.is_ascii_graphic() => Some(bracket(c).to_ascii_lowercase()),
        c => half_width(c).map(|c| bracket(c).to_ascii_lowercase()),
    }
}

/// Round brackets for square ones.
const fn bracket(c: char) -> char {
    match c {
        '[' => '(',
        ']' => ')',
        c => c,
    }
}

/// The half-width form of a character; `None` for white space and invisible ones.
fn half_width(c: char) -> Option<char> {
    match c {
        '\u{3000}' | '\u{feff}' | '\u{200b}'..='\u{200f}' => None,
        c if c.is_whitespace() || c.is_control() => None,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c).saturating_sub(0xfee0)),
        '【' | '〔' | '﹝' | '﹙' => Some('('),
        '】' | '〕' | '﹞' | '﹚' => Some(')'),
        '﹕' | '∶' => Some(':'),
        '﹪' => Some('%'),
        c => Some(c),
    }
}

/// The part of a label that names its field: folded, without brackets, numbering, stars and trailing signs.
///
/// `其中：①项目支出` and `项目支出` have the same key, and so have `执行率\n（B/A）` and `执行率`.
#[must_use]
pub fn key(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text.get(named(text)).unwrap_or_default());
    }
    let mut bare = fold(text);
    if let Some(outside) = without_brackets(&bare) {
        bare = Cow::Owned(outside);
    }
    if let Some(plain) = without_formula(&bare) {
        bare = Cow::Owned(plain);
    }
    let name = named(&bare);
    match bare {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(name).unwrap_or_default()),
        Cow::Owned(mut text) => {
            text.truncate(name.end);
            text.drain(..name.start);
            Cow::Owned(text)
        }
    }
}

/// Most letters of a label; a longer text is prose.
const LABEL: usize = 40;

/// The key of a text that may be a label; empty for prose.
#[must_use]
pub fn label_key(text: &str) -> Cow<'_, str> {
    let short = text.len() <= LABEL || text.len() <= 4 * LABEL && text.chars().nth(LABEL).is_none();
    if short { key(text) } else { Cow::Borrowed("") }
}

/// Position of the name in a text without brackets and formula.
fn named(bare: &str) -> Range<usize> {
    let named = without_numbering(bare);
    let start = bare.len() - named.len();
    let trimmed = named.trim_end_matches([':', ';', '。', '*', ',', '、', '=', '/', '+', '÷', '×']);
    let kept = match trimmed.strip_suffix('等') {
        Some(rest) if rest.chars().nth(2).is_some() => rest,
        _ => trimmed,
    };
    start..start + kept.len()
}

/// The contents of the brackets of a folded text: `产出指标(50分)` gives `50分`.
#[must_use]
pub fn bracketed(folded: &str) -> Vec<&str> {
    folded
        .split('(')
        .skip(1)
        .filter_map(|part| part.split(')').next())
        .filter(|part| !part.is_empty())
        .collect()
}

/// The text outside brackets, if there are any; a bracket that is not closed extends to the end.
fn without_brackets(folded: &str) -> Option<String> {
    memchr::memchr2(b'(', b')', folded.as_bytes())?;
    let mut depth = 0_u32;
    let mut kept = String::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    if kept.is_empty() {
        kept = folded.replace(['(', ')'], "");
    }
    Some(kept)
}

/// The text without circled numbers ①–⑳ and the formula made of them, if there are any: `小计③=①+②` becomes `小计`.
fn without_formula(text: &str) -> Option<String> {
    // All of them begin with the same byte.
    memchr::memchr(0xE2, text.as_bytes())?;
    let circled = |c: char| ('\u{2460}'..='\u{2473}').contains(&c);
    if !text.contains(circled) {
        return None;
    }
    let formula = |c: char| circled(c) || matches!(c, '=' | '+' | '-' | '/' | '×' | '÷' | '*');
    Some(text.replace(formula, ""))
}

/// The text behind `其中：`, `1.`, `一、`, `指标1：`, `★`.
fn without_numbering(text: &str) -> &str {
    let mut rest = text;
    loop {
        let next = strip_once(rest);
        if next.len() == rest.len() || next.is_empty() {
            return rest;
        }
        rest = next;
    }
}

fn strip_once(text: &str) -> &str {
    let text = text.trim_start_matches(['★', '☆', '*', ':', '、', '.', '-', '—']);
    if let Some(rest) = text.strip_prefix("其中") {
        return rest;
    }
    if let Some(rest) = text.strip_prefix("指标") {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if number.len() < rest.len() {
            return number;
        }
    }
    let is_number = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
            )
    };
    let behind = text.trim_start_matches(is_number);
    if behind.len() < text.len() && behind.starts_with(['、', '.']) {
        return behind;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{bracketed, fold, folded, is_plain, key};

    #[test]
    fn plain_texts_are_folded_already() {
        let plain = |c: &char| is_plain(c.encode_utf8(&mut [0; 4]));
        for c in ('\0'..=char::MAX).filter(plain) {
            assert_eq!(folded(c), Some(c));
        }
        assert!(is_plain("一级指标2023") && !is_plain("得分(分)") && !is_plain("①项目"));
    }

    #[test]
    fn noise_does_not_change_a_key() {
        for (typed, expected) in [
            ("偏差原因\n分析及\n改进措施", "偏差原因分析及改进措施"),
            ("执行率\n（B/A）", "执行率"),
            ("小计\n③=①+②", "小计"),
            ("执行率（4）=（3）/（2）", "执行率"),
            ("支出实现率（%）\n⑤=④/③", "支出实现率"),
            ("部门（单位）名称", "部门名称"),
            ("其中：当年财政拨款", "当年财政拨款"),
            ("其中：基本支出：", "基本支出"),
            ("\u{3000}\u{3000}①项目支出", "项目支出"),
            ("1.财政资金小计", "财政资金小计"),
            (
                "一、财政资金安排和使用情况（单位：万元）",
                "财政资金安排和使用情况",
            ),
            ("一级\n指标", "一级指标"),
            ("指标1：★完成数量", "完成数量"),
            ("总 分", "总分"),
            ("服务对象满意度指标等", "服务对象满意度指标"),
            ("得分（20分*执行率）", "得分"),
            ("（B/A）", "b/a"),
            ("1", "1"),
            ("實際完成值（B）", "实际完成值"),
            ("預算執行率", "预算执行率"),
            ("温度℃5²", "温度°c5²"),
            ("第Ⅲ中学", "第iii中学"),
        ] {
            assert_eq!(key(typed), expected, "{typed}");
        }
    }

    #[test]
    fn brackets_are_kept_apart() {
        let folded = fold("预算执行情况\n（万元）\n（20分）");
        assert_eq!(bracketed(&folded), ["万元", "20分"]);
    }
}
