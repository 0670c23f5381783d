//! From the pieces of a text to the one thing it says, or to the admission that it says several.

use super::amount::{self, Amount};
use super::{Unclear, date, sign};
use crate::model::{Comparator, Content, Date, Quantity, Statement};

/// What a text is made of.
#[derive(Debug, PartialEq)]
enum Piece {
    Words(String),
    Sign(Comparator),
    Date(Date),
    Amount(Amount),
}

/// Words that make a number a guess.
const APPROXIMATE: &[&str] = &[
    "大约", "大概", "将近", "接近", "估计", "预计", "左右", "不足", "几乎",
];
/// Words that make a number something that did not happen.
const DENIED: &[&str] = &["没有", "未", "无法", "不到", "尚欠"];
/// Words in front of a number that turn its direction round, or make it a difference.
const TURNED: &[&str] = &[
    "下降", "降低", "减少", "压减", "缩减", "削减", "下滑", "下调", "节省", "超额", "超支", "缺口",
    "负",
];
/// Words between comparator and number that make it a difference to something not on the form.
const RELATIVE: &[&str] = &["上年", "去年", "往年", "同期", "平均", "计划"];
/// Single characters that may stand alone before a number; another one is a damaged sign (工5%).
const ALONE: &str = "各每达到共计为有满按在于是仅即需达完年月日及和超第";

/// What a scanner makes of a last digit, 980° for 9800, and marks of doubt.
const SMUDGES: [char; 14] = [
    '°', 'º', '˚', '\'', '‘', '’', '`', '´', '^', '|', '¦', '!', '?', '"',
];

/// The statement that `plain` makes; `original` is kept where it is words.
pub(super) fn understand(plain: &str, original: &str) -> Statement {
    statement(plain, original).unwrap_or_else(|Unclear| Content::Unreadable(original.into()).into())
}

fn statement(plain: &str, original: &str) -> Result<Statement, Unclear> {
    if recurs(plain) {
        return Ok(Content::Text(original.into()).into());
    }
    let pieces = pieces(plain)?;
    let amounts: Vec<&Amount> = pieces.iter().filter_map(as_amount).collect();
    match amounts.as_slice() {
        [] => without_number(&pieces, plain, original),
        [amount] => one(&pieces, amount),
        [low, high] => range(&pieces, low, high),
        _ => Err(Unclear),
    }
}

const fn as_amount(piece: &Piece) -> Option<&Amount> {
    match piece {
        Piece::Amount(amount) => Some(amount),
        _ => None,
    }
}

/// Cuts a text into words, signs, dates and numbers.
fn pieces(plain: &str) -> Result<Vec<Piece>, Unclear> {
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut rest = plain;
    while let Some(next) = rest.chars().next() {
        if let Some((piece, tail)) = piece(&words, &pieces, rest)? {
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            pieces.push(piece);
            rest = tail;
        } else {
            let taken = ordinal(&words, rest).unwrap_or(next.len_utf8());
            let (part, tail) = rest.split_at_checked(taken).ok_or(Unclear)?;
            words.push_str(part);
            rest = tail;
        }
    }
    if !words.is_empty() {
        pieces.push(Piece::Words(words));
    }
    Ok(pieces)
}

/// 每月10日前: a day that comes again is no date and no number of days.
fn recurs(plain: &str) -> bool {
    let periods = ["每个月", "每月", "次月", "当月", "每季度", "每季", "每周"];
    let day = periods.iter().find_map(|word| plain.strip_prefix(word));
    let behind = |rest: &str| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with(['日', '号'])
    };
    day.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && behind(rest))
}

/// The sign, date or number at the start of `rest`; `None` when it is words.
fn piece<'a>(
    words: &str,
    before: &[Piece],
    rest: &'a str,
) -> Result<Option<(Piece, &'a str)>, Unclear> {
    if let Some(read) = sign::at(rest) {
        return read.map(|(c, tail)| Some((Piece::Sign(c), tail)));
    }
    if let Some(read) = amount::in_words(rest) {
        return read.map(|(a, tail)| Some((Piece::Amount(a), tail)));
    }
    let compared = words.is_empty() && matches!(before.last(), Some(Piece::Sign(_)));
    if let Some(amount) = amount::counted(rest)
        && (compared || sign::ends_words(words))
    {
        return Ok(Some((Piece::Amount(amount), "")));
    }
    number(words, before, rest)
}

/// The date or number at the start of `rest`, with its own sign.
fn number<'a>(
    words: &str,
    before: &[Piece],
    rest: &'a str,
) -> Result<Option<(Piece, &'a str)>, Unclear> {
    let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if digit(rest) {
        if words.ends_with(['.', ',']) {
            return Err(Unclear);
        }
        if ordinal(words, rest).is_some() {
            return Ok(None);
        }
        if let Some(read) = date::at(rest) {
            return read.map(|(d, tail)| Some((Piece::Date(d), tail)));
        }
        return amount::at(rest).map(|(a, tail)| Some((Piece::Amount(a), tail)));
    }
    let joins =
        words.is_empty() && matches!(before.last(), Some(Piece::Amount(_) | Piece::Date(_)));
    let behind_letter = words.ends_with(|c: char| c.is_ascii_alphanumeric());
    match rest.strip_prefix(['-', '+']) {
        Some(unsigned) if digit(unsigned) && !joins && !behind_letter => {
            let (mut amount, tail) = amount::at(unsigned)?;
            amount.figure.set_sign_negative(rest.starts_with('-'));
            Ok(Some((Piece::Amount(amount), tail)))
        }
        _ => Ok(None),
    }
}

/// Length of digits that are a name or a place in a ranking, not a quantity: 第3名, 前10名, PM2.5, 〔2018〕34号.
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

/// A date, or words.
fn without_number(pieces: &[Piece], plain: &str, original: &str) -> Result<Statement, Unclear> {
    let lead = match pieces.first() {
        Some(Piece::Sign(comparator)) => Some(*comparator),
        _ => None,
    };
    let mut dates = pieces.iter().filter_map(|p| match p {
        Piece::Date(date) => Some(*date),
        _ => None,
    });
    if let Some(date) = dates.next() {
        let denied = any_words(pieces, DENIED) || dates.next().is_some();
        let content = Content::Date(date);
        return if denied {
            Err(Unclear)
        } else {
            Ok(Statement {
                comparator: lead,
                content,
            })
        };
    }
    if damaged_letters(plain) || names_only(plain) {
        return Err(Unclear);
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

/// Whether nothing but a sign and a measure is left: a template cell nobody filled in.
fn only_signs(pieces: &[Piece]) -> bool {
    match pieces {
        [Piece::Sign(_)] => true,
        [Piece::Sign(_), Piece::Words(words)] => super::measure::percent(words)
            .or_else(|| Some((0, super::measure::known(words)?.1)))
            .is_some_and(|(_, tail)| tail.is_empty()),
        _ => false,
    }
}

/// Digits that hang on a letter and nothing else: `l0`, `O5%`.
fn names_only(plain: &str) -> bool {
    let bare = plain.trim_start_matches(|c| "≥≤<>=".contains(c));
    bare.starts_with(['O', 'o', 'l', 'I', 'S', 'B']) && bare.contains(|c: char| c.is_ascii_digit())
}

/// A letter where a digit should be: 第O份.
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

fn any_words(pieces: &[Piece], list: &[&str]) -> bool {
    pieces.iter().any(|p| match p {
        Piece::Words(words) if words.contains("未来") => {
            let words = words.replace("未来", "");
            list.iter().any(|w| words.contains(w))
        }
        Piece::Words(words) => list.iter().any(|w| words.contains(w)),
        _ => false,
    })
}

/// The one number of a text.
fn one(pieces: &[Piece], amount: &Amount) -> Result<Statement, Unclear> {
    let at = position(pieces, amount);
    let (before, behind) = pieces.split_at_checked(at).ok_or(Unclear)?;
    let comparator = compared(before, behind, amount)?;
    if let Some(Piece::Words(words)) = behind.get(1)
        && words.starts_with(SMUDGES)
        && !words.starts_with("°C")
    {
        return Err(Unclear);
    }
    let mut quantity = amount.quantity().ok_or(Unclear)?;
    if let (Some(measure), Some(each)) = (&quantity.measure, each(before)) {
        quantity.measure = Some(format!("{measure}/{each}").into());
    }
    Ok(Statement {
        comparator,
        content: Content::Quantity(quantity),
    })
}

/// What a number is for each of: 每季度1次 is 1次/季度, not one in the year.
fn each(before: &[Piece]) -> Option<&str> {
    let Some(Piece::Words(words)) = before.last() else {
        return None;
    };
    let (_, each) = words.rsplit_once('每')?;
    let (unit, _) = super::measure::known(each)?;
    Some(unit)
}

fn position(pieces: &[Piece], amount: &Amount) -> usize {
    pieces
        .iter()
        .position(|p| as_amount(p).is_some_and(|a| std::ptr::eq(a, amount)))
        .unwrap_or(pieces.len())
}

/// The comparator around a number, after every doubt has been excluded.
fn compared(
    before: &[Piece],
    behind: &[Piece],
    amount: &Amount,
) -> Result<Option<Comparator>, Unclear> {
    let doubted = any_words(before, APPROXIMATE)
        || any_words(before, DENIED)
        || any_words(behind, DENIED)
        || behind.iter().any(|p| matches!(p, Piece::Sign(_)));
    if doubted || !sound_front(before) {
        return Err(Unclear);
    }
    let mut found = Vec::new();
    for piece in before {
        match piece {
            Piece::Sign(comparator) => found.push(*comparator),
            Piece::Words(words) => {
                let (named, behind) = sign::in_words(words);
                if RELATIVE.iter().any(|r| behind.contains(r)) {
                    return Err(Unclear);
                }
                found.extend(named);
            }
            _ => {}
        }
    }
    found.extend(amount.behind);
    sign::agreed(&found)
}

/// Whether the words that touch the number from the front leave it what it is.
fn sound_front(before: &[Piece]) -> bool {
    let Some(Piece::Words(words)) = before.last() else {
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

/// Two numbers joined by a dash: 3—5次, 80%-90%.
fn range(pieces: &[Piece], low: &Amount, high: &Amount) -> Result<Statement, Unclear> {
    let (from, to) = (position(pieces, low), position(pieces, high));
    let (before, rest) = pieces.split_at_checked(from).ok_or(Unclear)?;
    let (between, behind) = rest
        .split_at_checked(to.saturating_sub(from))
        .ok_or(Unclear)?;
    let joined = match between {
        [_, Piece::Words(words)] => {
            matches!(words.as_str(), "-" | "--" | "—" | "——" | "~" | "至" | "到")
        }
        _ => false,
    };
    let compared = compared(before, behind, high)?;
    let restated = low.behind.is_some() || compared.is_some();
    if !joined || restated || year_like(low, high) {
        return Err(Unclear);
    }
    let (low, high) = ends(low, high).ok_or(Unclear)?;
    Ok(Content::Range(Box::new((low, high))).into())
}

/// 2020-2023 is a period, 2000-2500元 is not.
fn year_like(low: &Amount, high: &Amount) -> bool {
    [low, high]
        .iter()
        .all(|a| a.is_bare() && (1990..=2099).any(|y| a.figure == rust_decimal::Decimal::from(y)))
}

/// Both ends in the measure of the higher one.
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
