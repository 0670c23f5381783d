//! Words and numbers of a scoring standard.

use rust_decimal::Decimal;

use crate::base::number;

/// A number with its measure as typed: 1万元, 90%.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) figure: Decimal,
    pub(super) measure: String,
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.figure, self.measure)
    }
}

/// Without white space, in half width, with one sign for each operator.
pub(super) fn folded(text: &str) -> String {
    let chars = text.chars().filter(|c| !c.is_whitespace() || *c == '\n');
    let half = |c: char| match c {
        '！'..='～' => u32::from(c)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        '—' | '–' | '―' | '〜' => '-',
        '≧' => '≥',
        '≦' => '≤',
        '×' => '*',
        '÷' => '/',
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        c => c,
    };
    let chars = chars.filter(|c| !"“”\"「」".contains(*c));
    let plain: String = chars.map(half).collect();
    let plain = plain.replace('~', "-").replace("--", "-");
    let plain = plain.replace("乘以", "*").replace("除以", "/");
    let plain = taken(plain.replace("相应扣", "扣"));
    let plain = intervals(plain.replace(">=", "≥").replace("<=", "≤"));
    plain.replace('[', "(").replace(']', ")")
}

/// 减1分 as 扣1分; 减1个 is no score.
fn taken(plain: String) -> String {
    if !plain.contains('减') {
        return plain;
    }
    let mut written = String::new();
    let mut rest: &str = &plain;
    while let Some((before, behind)) = rest.split_once('减') {
        let points = figure(behind).and_then(|(_, rest)| rest.strip_prefix('分'));
        let points = points.filter(|rest| !rest.starts_with(['钟', '之']));
        written.push_str(before);
        match points {
            Some(_) if before.ends_with('扣') => {}
            Some(_) => written.push('扣'),
            None => written.push('减'),
        }
        rest = behind;
    }
    written.push_str(rest);
    written
}

/// `[85%,95%)` as `85%≤x<95%`.
fn intervals(plain: String) -> String {
    if !plain.contains('[') && !plain.contains(']') {
        return plain;
    }
    let mut written = String::new();
    let mut rest: &str = &plain;
    while let Some((before, text)) = rest.find(['[', '(']).map(|at| rest.split_at(at)) {
        written.push_str(before);
        rest = match interval(text) {
            Some((inequality, behind)) => {
                written.push_str(&inequality);
                behind
            }
            None => {
                let mut letters = text.chars();
                written.extend(letters.next());
                letters.as_str()
            }
        };
    }
    written.push_str(rest);
    written
}

/// The interval at the start of a text as an inequality, and what follows; square brackets hold their end.
fn interval(text: &str) -> Option<(String, &str)> {
    let (inside, _) = text.get(1..)?.split_once([']', ')'])?;
    let end = inside.len().checked_add(1)?;
    let closed = |at: usize, bracket: char| text.get(at..).is_some_and(|t| t.starts_with(bracket));
    let sign = |closed: bool| if closed { '≤' } else { '<' };
    let [opens, closes] = [sign(closed(0, '[')), sign(closed(end, ']'))];
    let behind = text.get(end.checked_add(1)?..)?;
    let whole = |text| level(text).filter(|(_, rest)| rest.is_empty());
    let ends = || {
        let (low, high) = inside.split_once([',', '-'])?;
        let ((mut first, _), (second, _)) = (whole(low)?, whole(high)?);
        if first.measure.is_empty() {
            first.measure.clone_from(&second.measure);
        }
        Some((first, second))
    };
    if let Some((first, second)) = ends() {
        return Some((format!("{first}{opens}x{closes}{second}"), behind));
    }
    let (low, _) = inside
        .split_once(",+∞")
        .or_else(|| inside.split_once(",∞"))?;
    let above = if opens == '≤' { '≥' } else { '>' };
    Some((format!("{above}{low}"), behind))
}

/// Counters of events.
pub(super) const EVENTS: &str = "起 次 件 例 宗 个 项 处 场";

/// Words that qualify what is beside them.
pub(super) const QUALIFYING: &str =
    "扣 得 分 减 % 但 除 外 若 如 仅 非 未 不 按 超 低 以上 以下 原则";
/// Words that restrict the words before them.
pub(super) const LIMITING: &str =
    "否决 取消 酌 视 造成 情节 严重 重大 另 再 加 奖 清零 归零 无效 累计";

/// Whether `text` is one of some words, parted by blanks.
pub(super) fn among(text: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| word == text)
}

/// Whether one of some words, parted by blanks, occurs in `text`.
pub(super) fn holds(text: &str, words: &str) -> bool {
    words.split_whitespace().any(|word| text.contains(word))
}

/// What follows the first of some words, parted by blanks, that `text` begins with.
pub(super) fn after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let mut words = words.split_whitespace();
    words.find_map(|word| text.strip_prefix(word))
}

/// `text` without the first of some words that it begins with.
pub(super) fn cut<'t>(text: &'t str, words: &str) -> &'t str {
    after(text, words).unwrap_or(text)
}

/// `text` without the first of some words that it ends with.
pub(super) fn cut_end<'t>(text: &'t str, words: &str) -> &'t str {
    let mut words = words.split_whitespace();
    words
        .find_map(|word| text.strip_suffix(word))
        .unwrap_or(text)
}

pub(super) const fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Numerals in words; 两 is behind 二.
const NUMERALS: &str = "一二两三四五六七八九十";

/// The number at the start of `text`, and what follows.
pub(super) fn figure(text: &str) -> Option<(Decimal, &str)> {
    let first = text.chars().next()?;
    if let Some(at) = NUMERALS.chars().position(|c| c == first) {
        let n = if at > 1 { at } else { at.saturating_add(1) };
        let rest = text.get(first.len_utf8()..)?;
        let more = rest.starts_with(|c| NUMERALS.contains(c) || "百千".contains(c));
        return (!more).then_some((Decimal::from(n), rest));
    }
    let tail = text.trim_start_matches(|c: char| is_digit(c) || c == '.' || c == ',');
    let typed = text.strip_suffix(tail)?;
    Some((number::parse_plain(typed)?, tail))
}

/// A number with its measure, and what follows.
pub(super) fn level(text: &str) -> Option<(Level, &str)> {
    let (figure, rest) = figure(text)?;
    let ends = |c: char| is_digit(c) || "-至到≤<≥>=()及或以之内基为".contains(c);
    let end = match rest.starts_with('%') {
        true => 1,
        false => rest.find(ends).unwrap_or(rest.len()),
    };
    let (measure, rest) = rest.split_at_checked(end)?;
    let measure = measure.to_owned();
    (measure.chars().count() <= 4).then_some((Level { figure, measure }, rest))
}

/// Rates that are beside any other.
const GENERAL: [[char; 2]; 3] = [['完', '成'], ['达', '成'], ['实', '现']];

/// The rates that are named, by the two letters that distinguish them: 覆盖 of 覆盖率.
fn rates(text: &str) -> Vec<[char; 2]> {
    let letters: Vec<char> = text.chars().collect();
    let named = letters.windows(3).filter_map(|three| match three {
        [a, b, '率'] => Some([*a, *b]),
        ['满', '意', '度'] => Some(['满', '意']),
        _ => None,
    });
    named.filter(|name| !GENERAL.contains(name)).collect()
}

/// Whether two measures are named, such as 覆盖率 and 及时率: the given figure is one of them.
pub(super) fn names_two(text: &str) -> bool {
    let named = rates(text);
    named.iter().any(|name| Some(name) != named.first())
}

/// Events with specific names only.
const EVENTS_NAMED: &str =
    "死亡事故 伤亡事故 安全事故 责任事故 火灾事故 交通事故 质量事故 医疗事故 投诉 上访 信访 舆情";

fn events(text: &str) -> impl Iterator<Item = &'static str> {
    let named = EVENTS_NAMED.split_whitespace();
    named.filter(move |event| text.contains(event))
}

/// Whether two kinds of events are named, such as 死亡事故 and 安全事故: what is counted is one of them.
pub(super) fn names_two_events(text: &str) -> bool {
    events(text).count() > 1
}

/// Whether a standard speaks of another rate or of other events than the name of its indicator: 上访 beside 投诉件数.
pub(super) fn is_about_another(text: &str, name: &str) -> bool {
    fn apart<T: PartialEq>(own: &[T], named: &[T]) -> bool {
        !own.is_empty() && !named.is_empty() && !named.iter().any(|named| own.contains(named))
    }
    let events = |text| events(text).collect::<Vec<_>>();
    apart(&rates(name), &rates(text)) || apart(&events(name), &events(text))
}
