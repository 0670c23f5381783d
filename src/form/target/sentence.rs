//! From the pieces of a text to its one statement, or to the result that it has several.

use super::amount::{self, Amount};
use super::{UnclearText, date, sign};
use crate::model::{Comparator, Content, Date, Quantity, Statement};

/// A piece of a text.
#[derive(Debug, PartialEq)]
enum TextPiece {
    Words(String),
    Sign(Comparator),
    Date(Date),
    Amount(Amount),
}

/// Words that make a number an estimate.
const APPROXIMATE: &[&str] = &[
    "大约", "大概", "将近", "接近", "估计", "预计", "左右", "不足", "几乎",
];
/// Words by which a number was not reached.
const DENIED: &[&str] = &["没有", "未", "无法", "不到", "尚欠"];
/// Words before a number that reverse its direction, or make it a difference.
const TURNED: &[&str] = &[
    "下降", "降低", "减少", "压减", "缩减", "削减", "下滑", "下调", "节省", "超额", "超支", "缺口",
    "负",
];
/// Words between comparator and number that make it a difference to a figure not on the form.
const RELATIVE: &[&str] = &["上年", "去年", "往年", "同期", "平均", "计划"];
/// Single characters that may precede a number; another one is a damaged sign (工5%).
const ALONE: &str = "各每达到共计为有满按在于是仅即需达完年月日及和超第";

/// Signs that OCR returns for a last digit, 980° for 9800, and marks of doubt.
const SMUDGES: [char; 14] = [
    '°', 'º', '˚', '\'', '‘', '’', '`', '´', '^', '|', '¦', '!', '?', '"',
];

/// The statement in `plain`; `original` is kept for a statement in words.
pub(super) fn understand(plain: &str, original: &str) -> Statement {
    statement(plain, original)
        .unwrap_or_else(|UnclearText| Content::Unreadable(original.into()).into())
}

fn statement(plain: &str, original: &str) -> Result<Statement, UnclearText> {
    if recurs(plain) {
        return Ok(Content::Text(original.into()).into());
    }
    let pieces = pieces(plain)?;
    let amounts: Vec<&Amount> = pieces.iter().filter_map(as_amount).collect();
    match amounts.as_slice() {
        [] => without_number(&pieces, plain, original),
        [amount] => one(&pieces, amount),
        [low, high] => range(&pieces, low, high),
        _ => Err(UnclearText),
    }
}

const fn as_amount(piece: &TextPiece) -> Option<&Amount> {
    match piece {
        TextPiece::Amount(amount) => Some(amount),
        _ => None,
    }
}

/// Splits a text into words, signs, dates and numbers.
fn pieces(plain: &str) -> Result<Vec<TextPiece>, UnclearText> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = plain;
    while let Some(next) = rest.chars().next() {
        if let Some((piece, tail)) = piece(&words, &pieces, rest)? {
            if !words.is_empty() {
                pieces.push(TextPiece::Words(std::mem::take(&mut words)));
            }
            pieces.push(piece);
            rest = tail;
        } else {
            let taken = ordinal(&words, rest).unwrap_or(next.len_utf8());
            let (part, tail) = rest.split_at_checked(taken).ok_or(UnclearText)?;
            words.push_str(part);
            rest = tail;
        }
    }
    if !words.is_empty() {
        pieces.push(TextPiece::Words(words));
    }
    Ok(pieces)
}

/// Whether a day recurs, 每月10日前: it is no date and no number of days.
fn recurs(plain: &str) -> bool {
    let periods = ["每个月", "每月", "次月", "当月", "每季度", "每季", "每周"];
    let day = periods.iter().find_map(|word| plain.strip_prefix(word));
    let behind = |rest: &str| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with(['日', '号'])
    };
    day.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && behind(rest))
}

/// The sign, date or number at the start of `rest`; `None` for words.
fn piece<'a>(
    words: &str,
    before: &[TextPiece],
    rest: &'a str,
) -> Result<Option<(TextPiece, &'a str)>, UnclearText> {
    if let Some(read) = sign::at(rest) {
        return read.map(|(c, tail)| Some((TextPiece::Sign(c), tail)));
    }
    if let Some(read) = amount::in_words(rest) {
        return read.map(|(a, tail)| Some((TextPiece::Amount(a), tail)));
    }
    let compared = words.is_empty() && matches!(before.last(), Some(TextPiece::Sign(_)));
    if let Some(amount) = amount::counted(rest)
        && (compared || sign::ends_words(words))
    {
        return Ok(Some((TextPiece::Amount(amount), "")));
    }
    number(words, before, rest)
}

/// The date or number at the start of `rest`, with its own sign.
fn number<'a>(
    words: &str,
    before: &[TextPiece],
    rest: &'a str,
) -> Result<Option<(TextPiece, &'a str)>, UnclearText> {
    let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if digit(rest) {
        if words.ends_with(['.', ',']) {
            return Err(UnclearText);
        }
        if ordinal(words, rest).is_some() {
            return Ok(None);
        }
        if let Some(read) = date::at(rest) {
            return read.map(|(d, tail)| Some((TextPiece::Date(d), tail)));
        }
        return amount::at(rest).map(|(a, tail)| Some((TextPiece::Amount(a), tail)));
    }
    let joins = words.is_empty()
        && matches!(
            before.last(),
            Some(TextPiece::Amount(_) | TextPiece::Date(_))
        );
    let behind_letter = words.ends_with(|c: char| c.is_ascii_alphanumeric());
    match rest.strip_prefix(['-', '+']) {
        Some(unsigned) if digit(unsigned) && !joins && !behind_letter => {
            let (mut amount, tail) = amount::at(unsigned)?;
            amount.figure.set_sign_negative(rest.starts_with('-'));
            Ok(Some((TextPiece::Amount(amount), tail)))
        }
        _ => Ok(None),
    }
}

/// Length of digits that are part of a name or a place in a ranking, not a quantity: 第3名, 前10名, PM2.5, 〔2018〕34号.
fn ordinal(words: &str, rest: &str) -> Option<usize> {
    let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let length = rest.len().checked_sub(tail.len()).filter(|l| *l > 0)?;
    let named = words.ends_with(|c: char| c == '第' || c == '〔' || c.is_ascii_alphabetic());
    let numbered = words.ends_with('〕') && tail.starts_with('号')
        || words.ends_with('前') && tail.starts_with(['名', '位', '强', '%']);
    // The fraction of PM2.5 belongs to the name.
    let fraction = tail.strip_prefix('.').map_or(0, |t| {
        let end = t.trim_start_matches(|c: char| c.is_ascii_digit());
        t.len().saturating_sub(end.len()).saturating_add(1)
    });
    (named || numbered).then(|| length.saturating_add(if fraction > 1 { fraction } else { 0 }))
}

/// The statement of a text without a number: a date, or words.
fn without_number(
    pieces: &[TextPiece],
    plain: &str,
    original: &str,
) -> Result<Statement, UnclearText> {
    let lead = match pieces.first() {
        Some(TextPiece::Sign(comparator)) => Some(*comparator),
        _ => None,
    };
    let mut dates = pieces.iter().filter_map(|p| match p {
        TextPiece::Date(date) => Some(*date),
        _ => None,
    });
    if let Some(date) = dates.next() {
        let denied = any_words(pieces, DENIED) || dates.next().is_some();
        let content = Content::Date(date);
        return if denied {
            Err(UnclearText)
        } else {
            Ok(Statement {
                comparator: lead,
                content,
            })
        };
    }
    if damaged_letters(plain) || names_only(plain) {
        return Err(UnclearText);
    }
    let content = if only_signs(pieces) {
        Content::Blank
    } else {
        Content::Text(original.into())
    };
    let comparator = lead.filter(|_| content != Content::Blank);
    Ok(Statement {
        comparator,
        content,
    })
}

/// Whether only signs and measures remain: a cell of a template that was not filled in.
fn only_signs(pieces: &[TextPiece]) -> bool {
    match pieces {
        [TextPiece::Sign(_)] => true,
        [TextPiece::Sign(_), TextPiece::Words(words)] => super::measure::percent(words)
            .or_else(|| Some((0, super::measure::known(words)?.1)))
            .is_some_and(|(_, tail)| tail.is_empty()),
        _ => false,
    }
}

/// Whether a text is digits with a letter, and nothing else: `l0`, `O5%`.
fn names_only(plain: &str) -> bool {
    let bare = plain.trim_start_matches(|c| "≥≤<>=".contains(c));
    bare.starts_with(['O', 'o', 'l', 'I', 'S', 'B']) && bare.contains(|c: char| c.is_ascii_digit())
}

/// Whether a letter is in place of a digit: 第O份.
fn damaged_letters(plain: &str) -> bool {
    let mut before = None;
    for (at, c) in plain.char_indices() {
        let tail = plain
            .get(at.saturating_add(c.len_utf8())..)
            .unwrap_or_default();
        let alone = !before.is_some_and(|b: char| b.is_ascii_alphabetic());
        let counted = || tail.starts_with('%') || super::measure::known(tail).is_some();
        if matches!(c, 'O' | 'o' | 'l' | 'I')
            && alone
            && counted()
            && !tail.starts_with(|n: char| n.is_ascii_alphabetic())
        {
            return true;
        }
        before = Some(c);
    }
    false
}

fn any_words(pieces: &[TextPiece], list: &[&str]) -> bool {
    pieces.iter().any(|p| match p {
        TextPiece::Words(words) if words.contains("未来") => {
            let words = words.replace("未来", "");
            list.iter().any(|w| words.contains(w))
        }
        TextPiece::Words(words) => list.iter().any(|w| words.contains(w)),
        _ => false,
    })
}

/// The statement of the only number of a text.
fn one(pieces: &[TextPiece], amount: &Amount) -> Result<Statement, UnclearText> {
    let at = position(pieces, amount);
    let (before, behind) = pieces.split_at_checked(at).ok_or(UnclearText)?;
    let comparator = compared(before, behind, amount)?;
    if let Some(TextPiece::Words(words)) = behind.get(1)
        && words.starts_with(SMUDGES)
        && !words.starts_with("°C")
    {
        return Err(UnclearText);
    }
    let mut quantity = amount.quantity().ok_or(UnclearText)?;
    if let (Some(measure), Some(each)) = (&quantity.measure, each(before)) {
        quantity.measure = Some(format!("{measure}/{each}").into());
    }
    Ok(Statement {
        comparator,
        content: Content::Quantity(quantity),
    })
}

/// The unit to which a number applies each: 每季度1次 is 1次/季度, not one in the year.
fn each(before: &[TextPiece]) -> Option<&str> {
    let Some(TextPiece::Words(words)) = before.last() else {
        return None;
    };
    let (_, each) = words.rsplit_once('每')?;
    let (unit, _) = super::measure::known(each)?;
    Some(unit)
}

fn position(pieces: &[TextPiece], amount: &Amount) -> usize {
    pieces
        .iter()
        .position(|p| as_amount(p).is_some_and(|a| std::ptr::eq(a, amount)))
        .unwrap_or(pieces.len())
}

/// The comparator around a number, after all doubts are excluded.
fn compared(
    before: &[TextPiece],
    behind: &[TextPiece],
    amount: &Amount,
) -> Result<Option<Comparator>, UnclearText> {
    let doubted = any_words(before, APPROXIMATE)
        || any_words(before, DENIED)
        || any_words(behind, DENIED)
        || behind.iter().any(|p| matches!(p, TextPiece::Sign(_)));
    if doubted || !sound_front(before) {
        return Err(UnclearText);
    }
    let mut found = Vec::new();
    for piece in before {
        match piece {
            TextPiece::Sign(comparator) => found.push(*comparator),
            TextPiece::Words(words) => {
                let (named, behind) = sign::in_words(words);
                if RELATIVE.iter().any(|r| behind.contains(r)) {
                    return Err(UnclearText);
                }
                found.extend(named);
            }
            _ => {}
        }
    }
    found.extend(amount.behind);
    sign::agreed(&found)
}

/// Whether the words before the number leave its meaning unchanged.
fn sound_front(before: &[TextPiece]) -> bool {
    let Some(TextPiece::Words(words)) = before.last() else {
        return true;
    };
    let about = words.ends_with(['约', '近']) && !words.ends_with("节约");
    let turned = TURNED.iter().any(|w| words.ends_with(w));
    let allowed =
        |c: char| c.is_alphabetic() || c.is_ascii_digit() || "()、:。,〔〕“”\"; 《》".contains(c);
    let mut chars = words.chars();
    let single = chars.next().filter(|_| chars.next().is_none());
    let lonely = single.is_some_and(|c| !ALONE.contains(c) && !"(、:。".contains(c));
    let slashed = words.ends_with(['/', '*', '×', '^']);
    !(about || turned || lonely || slashed)
        && words.chars().all(|c| allowed(c) || "/-—~".contains(c))
}

/// The statement of two numbers joined by a dash: 3—5次, 80%-90%.
fn range(pieces: &[TextPiece], low: &Amount, high: &Amount) -> Result<Statement, UnclearText> {
    let (from, to) = (position(pieces, low), position(pieces, high));
    let (before, rest) = pieces.split_at_checked(from).ok_or(UnclearText)?;
    let (between, behind) = rest
        .split_at_checked(to.saturating_sub(from))
        .ok_or(UnclearText)?;
    let joined = match between {
        [_, TextPiece::Words(words)] => {
            matches!(words.as_str(), "-" | "--" | "—" | "——" | "~" | "至" | "到")
        }
        _ => false,
    };
    let compared = compared(before, behind, high)?;
    let restated = low.behind.is_some() || compared.is_some();
    if !joined || restated || year_like(low, high) {
        return Err(UnclearText);
    }
    let (low, high) = ends(low, high).ok_or(UnclearText)?;
    Ok(Content::Range(Box::new((low, high))).into())
}

/// Whether two numbers are years, as in 2020-2023, but not in 2000-2500元.
fn year_like(low: &Amount, high: &Amount) -> bool {
    [low, high]
        .iter()
        .all(|a| a.is_bare() && (1990..=2099).any(|y| a.figure == rust_decimal::Decimal::from(y)))
}

/// Both ends, in the measure of the higher one.
fn ends(low: &Amount, high: &Amount) -> Option<(Quantity, Quantity)> {
    let mut low = low.clone();
    if low.is_bare() {
        low = Amount {
            figure: low.figure,
            ..high.clone()
        };
    }
    let (low, high) = (low.quantity()?, high.quantity()?);
    let alike = low.measure == high.measure && low.percent == high.percent;
    (alike && low.value <= high.value).then_some((low, high))
}
