//! Markup of an XML text one piece at a time, in place; enough to see structure, no more.

use std::ops::Range;

use memchr::{memchr, memmem};

use crate::finding::Refusal;

/// A piece of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// `<name …>` by local name with its attributes.
    Open(&'a str, &'a str),
    /// `<name …/>`
    Lone(&'a str, &'a str),
    /// `</name>`
    Close(&'a str),
    /// A comment, a processing instruction or a CDATA section.
    Hidden,
}

/// The markup of a text in order.
#[derive(Debug)]
pub(super) struct Tags<'a> {
    xml: &'a str,
    at: usize,
}

impl<'a> Tags<'a> {
    pub(super) const fn new(xml: &'a str) -> Self {
        Self { xml, at: 0 }
    }

    /// Where the next piece is looked for.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Goes on from `at`, a place between two pieces.
    pub(super) const fn go_on(&mut self, at: usize) {
        self.at = at;
    }

    /// The next piece and where it stands; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<(Piece<'a>, Range<usize>)>, Refusal> {
        let rest = self.rest(self.at)?;
        let start = match rest.first() {
            Some(b'<') => Some(0),
            _ => memchr(b'<', rest),
        };
        let Some(start) = start.map(|i| self.at + i) else {
            self.at = self.xml.len();
            return Ok(None);
        };
        let (piece, end) = self.piece(start)?;
        self.at = end;
        Ok(Some((piece, start..end)))
    }

    /// Goes on at the end tag of an element without looking at what is inside: for texts without comments and such.
    pub(super) fn leave(&mut self, name: &str) {
        let mut rest = self.xml.as_bytes().get(self.at..).unwrap_or_default();
        while let Some(tag) = memmem::find(rest, b"</").and_then(|at| rest.get(at..)) {
            let end = memchr(b'>', tag).unwrap_or(tag.len());
            if tag
                .get(..end)
                .is_some_and(|tag| tag.ends_with(name.as_bytes()))
            {
                self.at = self.xml.len() - tag.len();
                return;
            }
            rest = tag.get(end..).unwrap_or_default();
        }
    }

    fn rest(&self, from: usize) -> Result<&'a [u8], Refusal> {
        self.xml.as_bytes().get(from..).ok_or(Refusal::Damaged)
    }

    fn piece(&self, start: usize) -> Result<(Piece<'a>, usize), Refusal> {
        let rest = self.rest(start)?;
        match rest.get(1) {
            Some(b'!') if rest.starts_with(b"<!--") => self.hidden(start + 4, b"-->"),
            Some(b'!') if rest.starts_with(b"<![CDATA[") => self.hidden(start + 9, b"]]>"),
            Some(b'!') => Err(Refusal::Contradictory),
            Some(b'?') => self.hidden(start + 2, b"?>"),
            _ => {
                let end = self.tag_end(start + 1)?;
                let inner = self.xml.get(start + 1..end).ok_or(Refusal::Damaged)?;
                Ok((named(inner), end + 1))
            }
        }
    }

    fn hidden(&self, from: usize, end: &[u8]) -> Result<(Piece<'a>, usize), Refusal> {
        let found = memmem::find(self.rest(from)?, end).ok_or(Refusal::Damaged)?;
        Ok((Piece::Hidden, from + found + end.len()))
    }

    /// Position of the `>` that ends a tag, outside quotes.
    fn tag_end(&self, from: usize) -> Result<usize, Refusal> {
        let mut at = from;
        let mut rest = self.rest(from)?.iter();
        loop {
            match *rest.next().ok_or(Refusal::Damaged)? {
                b'>' => return Ok(at),
                quote @ (b'"' | b'\'') => {
                    let close = rest.position(|byte| *byte == quote);
                    at += close.ok_or(Refusal::Damaged)? + 2;
                }
                _ => at += 1,
            }
        }
    }
}

fn named(inner: &str) -> Piece<'_> {
    if let Some(name) = inner.strip_prefix('/') {
        return Piece::Close(local(name.trim_ascii_end()));
    }
    let (inner, lone) = match inner.strip_suffix('/') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let end = inner.bytes().position(|b| b.is_ascii_whitespace());
    let (name, attributes) = inner.split_at(end.unwrap_or(inner.len()));
    if lone {
        Piece::Lone(local(name), attributes)
    } else {
        Piece::Open(local(name), attributes)
    }
}

fn local(name: &str) -> &str {
    match name.bytes().position(|b| b == b':') {
        Some(colon) => name.get(colon + 1..).unwrap_or_default(),
        None => name,
    }
}

/// The raw value of an attribute without a prefix.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let bytes = attributes.as_bytes();
    let find = |from: usize, wanted: fn(u8) -> bool| {
        let rest = bytes.get(from..)?.iter();
        rest.copied().position(wanted).map(|i| from + i)
    };
    let mut at = 0;
    loop {
        let equals = find(at, |b| b == b'=')?;
        let open = find(equals + 1, |b| !b.is_ascii_whitespace())?;
        let quote = *bytes.get(open).filter(|b| matches!(b, b'"' | b'\''))?;
        let close = match quote {
            b'"' => find(open + 1, |b| b == b'"')?,
            _ => find(open + 1, |b| b == b'\'')?,
        };
        if attributes.get(at..equals)?.trim_ascii() == name {
            return attributes.get(open + 1..close);
        }
        at = close + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, Tags, attribute};

    #[test]
    fn pieces_in_order() {
        let xml = "<?x?><x:a q=\"1>2\" w='\"'>t<b/><!-- <c> --></x:a >";
        let mut tags = Tags::new(xml);
        let mut pieces = Vec::new();
        while let Some((piece, _)) = tags.next().unwrap() {
            pieces.push(piece);
        }
        let attributes = " q=\"1>2\" w='\"'";
        let expected = [
            Piece::Hidden,
            Piece::Open("a", attributes),
            Piece::Lone("b", ""),
            Piece::Hidden,
            Piece::Close("a"),
        ];
        assert_eq!(pieces, expected);
        assert_eq!(attribute(attributes, "w"), Some("\""));
        assert_eq!(attribute(attributes, "q"), Some("1>2"));
        assert_eq!(attribute(attributes, "r"), None);
        assert!(Tags::new("<!DOCTYPE x>").next().is_err());
        assert!(Tags::new("<a b='").next().is_err());
    }
}
