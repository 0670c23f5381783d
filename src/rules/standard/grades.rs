//! A standard that grades by words: 优得10分，良得8分，中得6分，差不得分.

use rust_decimal::Decimal;

use super::wording::pieces;
use super::words::{folded, is_digit};
use super::worth::{Worth, worth};

/// Signs that part a grade from what it is worth, or join it to one.
const AROUND: &[char] = &['"', '\'', '“', '”', '(', ')', '是', '的', '者', '则', '时'];

/// What `answer` is worth by such a standard; `None` where the text is no complete list of grades, or has none for it.
pub(in crate::rules) fn graded(text: &str, answer: &str, points: Decimal) -> Option<Decimal> {
    let plain = folded(text);
    let mut grades: Vec<(String, Decimal)> = Vec::new();
    let mut word = String::new();
    for piece in pieces(&plain) {
        word.push_str(piece);
        let Some((before, worth)) = worth(&word) else {
            continue;
        };
        let earned = earned(worth, points)?;
        let grade = before.trim_matches(AROUND).to_owned();
        let known = grades.iter().any(|(other, _)| *other == grade);
        let plain = !grade.is_empty() && !grade.contains(is_digit) && grade.chars().count() <= 8;
        if known || !plain {
            return None;
        }
        grades.push((grade, earned));
        word.clear();
    }
    let whole = grades.iter().any(|(_, earned)| *earned == points);
    if !word.is_empty() || grades.len() < 2 || !whole {
        return None;
    }
    let answer = folded(answer);
    let answer = answer.trim_matches(AROUND);
    let found = grades.iter().find(|(grade, _)| grade == answer)?;
    Some(found.1)
}

fn earned(worth: Worth, points: Decimal) -> Option<Decimal> {
    points.checked_sub(worth.lost(points)?)
}
