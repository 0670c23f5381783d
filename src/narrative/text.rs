//! The paragraphs of a written report, each with its place, as one text without noise: blanks inside words and numbers,
//! full-width digits and punctuation are normalised.

use std::sync::Arc;

use crate::model::CellRef;

/// Where a paragraph stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParagraphPosition {
    /// Its number in the file, from 1.
    Paragraph(u32),
    /// A cell of a sheet of a form.
    Cell(Arc<str>, CellRef),
}

/// A paragraph of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands.
    pub at: ParagraphPosition,
    /// Its text.
    pub text: String,
}

impl Passage {
    /// The text at a place.
    #[must_use]
    pub fn at(at: ParagraphPosition, text: &str) -> Self {
        Self {
            at,
            text: tidy(text),
        }
    }
}

/// 报告文字: the words of a report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportText {
    /// Its paragraphs; blank ones are left out and counted all the same.
    pub passages: Vec<Passage>,
}

impl ReportText {
    /// The paragraphs of a document.
    pub fn of_paragraphs<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> Self {
        let numbered = (1..).zip(paragraphs);
        let passages =
            numbered.map(|(at, text)| Passage::at(ParagraphPosition::Paragraph(at), text));
        let passages = passages.filter(|passage| !passage.text.is_empty());
        Self {
            passages: passages.collect(),
        }
    }

    /// A plain text: lines are paragraphs, or where they are cut at one width, parts of them.
    #[must_use]
    pub fn of_lines(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        let Some(width) = wrapped_at(&lines) else {
            return Self::of_paragraphs(lines);
        };
        let mut joined: Vec<String> = Vec::new();
        let mut open = false;
        for line in lines {
            match joined.last_mut() {
                Some(last) if open && !begins_item(line) => last.push_str(line),
                _ => joined.push(line.to_owned()),
            }
            open = line_width(line) + SLACK >= width && !line.ends_with(ENDS);
        }
        Self::of_paragraphs(joined.iter().map(String::as_str))
    }
}

/// What a paragraph ends with.
const ENDS: [char; 6] = ['。', '！', '？', '：', ':', '…'];

/// So much narrower than the widest line, in halves of a character, a line may be and go on in the next.
const SLACK: usize = 16;

/// Width in halves of a Chinese character.
fn line_width(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The width at which lines are cut; `None` where they are paragraphs.
fn wrapped_at(lines: &[&str]) -> Option<usize> {
    let mut widths: Vec<usize> = lines.iter().map(|line| line_width(line)).collect();
    widths.sort_unstable();
    let widest = *widths.last()?;
    let near = widths.iter().filter(|width| **width + SLACK >= widest);
    ((40..=120).contains(&widest) && lines.len() >= 12 && near.count() * 5 >= lines.len() * 2)
        .then_some(widest)
}

/// Whether a line begins with the number of an item: 一、 （一） 1. （1） 第一
fn begins_item(line: &str) -> bool {
    let inner = line.trim_start_matches(['（', '(']);
    let bracketed = inner.len() < line.len();
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = inner.trim_start_matches(number);
    let numbered = rest.len() < inner.len() && inner.len() - rest.len() <= 6;
    let mut behind = rest.chars();
    let closed = match behind.next() {
        Some('）' | ')') => bracketed,
        Some('、' | '．') => !bracketed,
        Some('.') => !bracketed && !behind.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    numbered && closed
}

/// The same text with one notation of digits and points, and without blanks except between digits.
pub(super) fn tidy(text: &str) -> String {
    let chars: Vec<char> = text.trim().chars().map(plain).collect();
    let mut tidied = String::with_capacity(text.len());
    let mut last: Option<char> = None;
    let mut blank = false;
    let mut rest = chars.into_iter().peekable();
    while let Some(c) = rest.next() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        // 1. 5个项目: the number of an item and a figure.
        let item = tidied.len() <= 3 && last == Some('.') && c.is_ascii_digit();
        if blank && (digits(last) && c.is_ascii_alphanumeric() || item) {
            tidied.push(' ');
        }
        blank = false;
        let between = digits(last) && rest.peek().is_some_and(char::is_ascii_digit);
        let c = match c {
            ',' if !between => '，',
            ':' if !between => '：',
            other => other,
        };
        tidied.push(c);
        last = Some(c);
    }
    tidied
}

/// A character in the notation that is read.
fn plain(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '－' | '＋' | '／' | '．' => {
            u32::from(c)
                .checked_sub(0xFEE0)
                .and_then(char::from_u32)
                .unwrap_or(c)
        }
        '﹪' => '%',
        '(' => '（',
        ')' => '）',
        ';' => '；',
        '!' => '！',
        '?' => '？',
        c => c,
    }
}
