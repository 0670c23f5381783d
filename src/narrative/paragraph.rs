//! A paragraph with its figures and sentences.

use std::ops::Range;

use super::figure::{Figure, figures};
use super::text::{ParagraphPosition, Passage};

/// A paragraph that was read.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Where it stands.
    pub at: ParagraphPosition,
    /// Its text.
    pub text: String,
    /// Its figures in order.
    pub figures: Vec<Figure>,
}

/// Bytes after which a sentence without an end is cut: each of its figures is judged by all words before it.
const LONGEST: usize = 6_000;

/// A sentence of a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence<'a> {
    pub(super) paragraph: &'a Paragraph,
    start: usize,
    end: usize,
    /// Its figures.
    pub(super) figures: &'a [Figure],
}

impl Paragraph {
    pub(super) fn of(passage: &Passage) -> Self {
        Self {
            at: passage.at.clone(),
            text: passage.text.clone(),
            figures: figures(&passage.text),
        }
    }

    /// Its sentences, without what only numbers them.
    pub(super) fn sentences(&self) -> Vec<Sentence<'_>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, c) in self.text.char_indices() {
            let end = at + c.len_utf8();
            if "。！？".contains(c) || end - start > LONGEST {
                sentences.push(self.sentence(start..end));
                start = end;
            }
        }
        if start < self.text.len() {
            sentences.push(self.sentence(start..self.text.len()));
        }
        sentences
    }

    /// All of it as one sentence.
    pub(super) fn whole(&self) -> Sentence<'_> {
        self.sentence(0..self.text.len())
    }

    fn sentence(&self, range: Range<usize>) -> Sentence<'_> {
        let first = self.figures.partition_point(|f| f.span.start < range.start);
        let last = self.figures.partition_point(|f| f.span.start < range.end);
        Sentence {
            paragraph: self,
            start: range.start,
            end: range.end,
            figures: self.figures.get(first..last).unwrap_or_default(),
        }
    }

    /// A piece of its text.
    pub(super) fn piece(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}

impl<'a> Sentence<'a> {
    /// Its text.
    pub(super) fn text(&self) -> &'a str {
        self.paragraph.piece(self.start..self.end)
    }

    /// What is between two of its figures.
    pub(super) fn between(&self, one: &Figure, other: &Figure) -> &'a str {
        self.paragraph.piece(one.span.end..other.span.start)
    }

    /// What is behind a figure, to the end of the sentence.
    pub(super) fn behind(&self, figure: &Figure) -> &'a str {
        self.paragraph.piece(figure.span.end..self.end)
    }

    /// What is before a figure, from the start of the sentence.
    pub(super) fn before(&self, figure: &Figure) -> &'a str {
        self.paragraph.piece(self.start..figure.span.start)
    }
}

/// Whether a text holds one of `words`.
pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Paragraph};
    use crate::narrative::text::{ParagraphPosition, Passage};

    #[test]
    fn a_sentence_without_an_end_is_cut() {
        let text = "执行率89.85%，得分8.98分；".repeat(2_000);
        let paragraph = Paragraph::of(&Passage::at(ParagraphPosition::Paragraph(1), &text));
        let sentences = paragraph.sentences();
        let mut figures = sentences.iter().map(|sentence| sentence.figures.len());
        assert!(figures.all(|count| (1..500).contains(&count)));
        let mut sizes = sentences.iter().map(|sentence| sentence.text().len());
        assert!(sizes.all(|size| size <= LONGEST + 4));
        let all: String = sentences.iter().map(|sentence| sentence.text()).collect();
        assert_eq!(all, text);
    }
}
