//! Words of the form that its report repeats with other digits: dates, goals and reasons are compared with it letter by
//! letter.

use std::collections::BTreeSet;

use super::claim::differs;
use super::known::{Knowledge, Subject};
use super::paragraph::Paragraph;
use crate::finding::{Field, Problem};

/// Words of the form that the paragraph repeats with other digits.
pub(super) fn by_letter(
    paragraph: &Paragraph,
    subject: Option<&Subject>,
    knowledge: &Knowledge,
) -> Vec<Problem> {
    let mut problems = stated(paragraph, subject, knowledge);
    let text = masked(&paragraph.text);
    for prose in &knowledge.prose {
        let Some(at) = text.find(&masked(&prose.shown)) else {
            continue;
        };
        let piece = paragraph.piece(at..at + prose.shown.len());
        if piece != prose.shown {
            problems.push(differs(paragraph.whole(), prose, piece));
        }
    }
    problems
}

/// Dates of an indicator whose digits are not those of the form.
fn stated(paragraph: &Paragraph, subject: Option<&Subject>, knowledge: &Knowledge) -> Vec<Problem> {
    let Some(subject @ Subject::Indicator(name)) = subject else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    for (field, lead) in [
        (Field::Target, "预期指标值为".to_owned()),
        (Field::Midyear, "年中监控实际完成值为".to_owned()),
        (Field::Actual, format!("本次评价{name}")),
    ] {
        let Some(at) = paragraph.text.find(&lead) else {
            continue;
        };
        let start = at + lead.len();
        let piece = paragraph.piece(start..paragraph.text.len());
        let piece = piece.split(['，', '。']).next().unwrap_or_default();
        let within = start..start + piece.len();
        let read = paragraph
            .figures
            .iter()
            .any(|f| within.contains(&f.span.start));
        let known = knowledge.find(subject, field).next();
        let Some(known) = known.filter(|_| !read) else {
            continue;
        };
        let digits = |text: &str| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        if digits(piece) != digits(&known.shown)
            && !digits(piece).is_empty()
            && known.amounts.is_empty()
        {
            problems.push(differs(paragraph.whole(), known, piece));
        }
    }
    problems
}

/// A text with one sign for every digit.
fn masked(text: &str) -> String {
    text.replace(|c: char| c.is_ascii_digit(), "0")
}

/// The names of subjects that hold digits.
pub(super) fn numbered(knowledge: &Knowledge) -> Vec<String> {
    let names = knowledge
        .known
        .iter()
        .filter_map(|known| match &known.subject {
            Subject::Line(name) | Subject::Indicator(name) | Subject::Project(name) => Some(name),
            _ => None,
        });
    let digits = |name: &&String| name.contains(|c: char| c.is_ascii_digit());
    let names: BTreeSet<&String> = names.filter(digits).collect();
    names.into_iter().cloned().collect()
}
