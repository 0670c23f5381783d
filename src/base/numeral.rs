//! Chinese numerals 一、二、三 … 九千九百九十九, read and written.

/// The numeral at the start of a text, such as 九十五 or 一百二十, and the rest of the text; `None` where there is
/// none, or where two digits follow each other (三四百) or it has more than nine characters.
#[must_use]
pub(crate) fn read(text: &str) -> Option<(u32, &str)> {
    let (mut total, mut digit, mut end) = (0_u32, None, 0);
    for (at, c) in text.char_indices() {
        if let Some(d) = digit_of(c) {
            if digit.is_some_and(|before| before != 0) {
                return None;
            }
            digit = Some(d);
        } else if let Some(unit) = unit_of(c) {
            let scaled = digit.take().unwrap_or(1).checked_mul(unit)?;
            total = total.checked_add(scaled)?;
        } else {
            break;
        }
        end = at.saturating_add(c.len_utf8());
    }
    let (typed, tail) = text.split_at_checked(end).filter(|_| end > 0)?;
    let total = total.checked_add(digit.unwrap_or(0))?;
    (typed.chars().count() <= 9).then_some((total, tail))
}

/// The digit that a character is.
#[must_use]
pub(crate) fn digit_of(c: char) -> Option<u32> {
    "零一二三四五六七八九"
        .chars()
        .position(|d| d == c)
        .and_then(|d| u32::try_from(d).ok())
        .or(match c {
            '〇' => Some(0),
            '两' => Some(2),
            _ => None,
        })
}

const fn unit_of(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        _ => None,
    }
}

/// 一 … 九十九; other numbers in digits.
#[must_use]
pub(crate) fn written(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |at: usize| DIGITS.get(at).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones @ 1..) => digit(ones).to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens @ 2..=9, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{read, written};

    #[test]
    fn numbers_are_written_in_words() {
        let words = [1, 10, 11, 20, 23, 99, 100].map(written);
        assert_eq!(
            words,
            ["一", "十", "十一", "二十", "二十三", "九十九", "100"]
        );
    }

    #[test]
    fn numbers_in_words_are_read() {
        let numbers = ["九十五", "一百二十个", "两千零三", "十次"];
        let numbers = numbers.map(|text| read(text).map(|(number, _)| number));
        assert_eq!(numbers, [Some(95), Some(120), Some(2003), Some(10)]);
        assert!(read("三四百").is_none() && read("个").is_none());
    }
}
