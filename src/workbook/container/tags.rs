//! The markup of an XML text piece by piece, without copying; only what its structure requires.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memmem, memrchr};
use quick_xml::escape::unescape;

use crate::finding::Refusal;

/// A piece of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkupPiece<'a> {
    /// `<name …>` by local name with its attributes.
    Open(&'a str, &'a str),
    /// `<name …/>`
    Lone(&'a str, &'a str),
    /// `</name>`
    Close(&'a str),
    /// A comment, a processing instruction or a CDATA section.
    Hidden,
}

/// The markup of a text in order; elements that are not closed in order are refused as damage.
#[derive(Debug)]
pub(crate) struct Tags<'a> {
    xml: &'a str,
    at: usize,
    /// Open elements.
    open: Vec<&'a str>,
}

impl<'a> Tags<'a> {
    pub(crate) const fn new(xml: &'a str) -> Self {
        Self {
            xml,
            at: 0,
            open: Vec::new(),
        }
    }

    /// The markup inside an element, up to its end.
    pub(crate) fn within(xml: &'a str, element: &'a str) -> Self {
        Self {
            open: vec![element],
            ..Self::new(xml)
        }
    }

    /// Position from which the next piece is searched.
    pub(crate) const fn at(&self) -> usize {
        self.at
    }

    /// Whether `element` is the innermost open element.
    pub(crate) fn is_within(&self, element: &str) -> bool {
        self.open.last().is_some_and(|open| *open == element)
    }

    /// Continues at `at`, between two pieces of the same element.
    pub(crate) const fn go_on(&mut self, at: usize) {
        self.at = at;
    }

    /// The next piece and its position; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<(MarkupPiece<'a>, Range<usize>)>, Refusal> {
        let rest = self.rest(self.at)?;
        let start = match rest.first() {
            Some(b'<') => Some(0),
            _ => memchr(b'<', rest),
        };
        let Some(start) = start.map(|i| self.at + i) else {
            self.at = self.xml.len();
            return self.open.is_empty().then_some(None).ok_or(Refusal::Damaged);
        };
        let (piece, end) = self.piece(start)?;
        self.at = end;
        match piece {
            MarkupPiece::Open(name, _) => self.open.push(name),
            MarkupPiece::Close(name) if self.open.pop() != Some(name) => {
                return Err(Refusal::Damaged);
            }
            _ => {}
        }
        Ok(Some((piece, start..end)))
    }

    /// Continues at the end tag of an element, ignoring its content, which must have no comments or CDATA.
    pub(crate) fn leave(&mut self, name: &str) {
        let rest = self.xml.as_bytes().get(self.at..).unwrap_or_default();
        let mut ends = memmem::find_iter(rest, name).filter_map(|at| end_tag(rest, at, name));
        if let Some(end) = ends.next() {
            self.at += end;
        }
    }

    fn rest(&self, from: usize) -> Result<&'a [u8], Refusal> {
        self.xml.as_bytes().get(from..).ok_or(Refusal::Damaged)
    }

    fn piece(&self, start: usize) -> Result<(MarkupPiece<'a>, usize), Refusal> {
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

    fn hidden(&self, from: usize, end: &[u8]) -> Result<(MarkupPiece<'a>, usize), Refusal> {
        let found = memmem::find(self.rest(from)?, end).ok_or(Refusal::Damaged)?;
        Ok((MarkupPiece::Hidden, from + found + end.len()))
    }

    /// Position of the `>` that ends a tag, outside quotes.
    fn tag_end(&self, from: usize) -> Result<usize, Refusal> {
        let rest = self.rest(from)?;
        let end = memchr(b'>', rest).ok_or(Refusal::Damaged)?;
        if rest.get(..end).is_some_and(unquoted) {
            return Ok(from + end);
        }
        self.quoted_end(from)
    }

    /// The same for tags with unusual quotes.
    fn quoted_end(&self, from: usize) -> Result<usize, Refusal> {
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

/// Whether a position behind `tag` is outside quotes: there are double quotes only, and all are closed.
pub(crate) fn unquoted(tag: &[u8]) -> bool {
    // Without a branch, so that the compiler checks many bytes at once.
    let (mut open, mut single) = (false, false);
    for byte in tag {
        open ^= *byte == b'"';
        single |= *byte == b'\'';
    }
    !open && !single
}

/// Most bytes of an end tag before its name: `</` and a prefix.
const PREFIX: usize = 32;

/// Position of the end tag whose name is at `at`.
fn end_tag(text: &[u8], at: usize, name: &str) -> Option<usize> {
    let from = at.saturating_sub(PREFIX);
    let start = from + memrchr(b'<', text.get(from..at)?)?;
    let prefix = text.get(start..at)?.strip_prefix(b"</")?;
    let ended = text.get(at + name.len()) == Some(&b'>');
    let prefixed = prefix.ends_with(b":") && !prefix.contains(&b'>');
    (ended && (prefix.is_empty() || prefixed)).then_some(start)
}

fn named(inner: &str) -> MarkupPiece<'_> {
    if let Some(name) = inner.strip_prefix('/') {
        return MarkupPiece::Close(local(name.trim_ascii_end()));
    }
    let (inner, lone) = match inner.strip_suffix('/') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    // Finds the end of the name and of its prefix in one pass.
    let (mut prefix, mut end) = (0, inner.len());
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            b':' if prefix == 0 => prefix = at + 1,
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let attributes = inner.get(end..).unwrap_or_default();
    let name = inner.get(prefix..end).unwrap_or_default();
    if lone {
        MarkupPiece::Lone(name, attributes)
    } else {
        MarkupPiece::Open(name, attributes)
    }
}

/// A name without its namespace prefix.
pub(crate) fn local(name: &str) -> &str {
    match name.bytes().position(|b| b == b':') {
        Some(colon) => name.get(colon + 1..).unwrap_or_default(),
        None => name,
    }
}

/// The text before and behind the first occurrence of an ASCII sign, compared byte by byte, as names and values are
/// short.
#[inline]
fn cut(text: &str, sign: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == sign)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The raw value of an attribute without a namespace prefix.
pub(crate) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        let (before, behind) = cut(rest, b'=')?;
        let behind = behind.trim_ascii_start();
        let quote = *behind.as_bytes().first()?;
        let inner = behind.get(1..).filter(|_| matches!(quote, b'"' | b'\''))?;
        let (value, behind) = cut(inner, quote)?;
        if before.trim_ascii() == name {
            return Some(value);
        }
        rest = behind;
    }
}

/// Calls `each` with the local name and the attributes of every element, in order.
pub(crate) fn elements<'a>(
    xml: &'a str,
    mut each: impl FnMut(&'a str, Attributes<'a>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut tags = Tags::new(xml);
    while let Some((piece, _)) = tags.next().map_err(|_| Refusal::Damaged)? {
        if let MarkupPiece::Open(name, attributes) | MarkupPiece::Lone(name, attributes) = piece {
            each(name, Attributes(attributes))?;
        }
    }
    Ok(())
}

/// The attributes of an element in order, as name and raw value; invalid ones are refused.
#[derive(Debug, Clone)]
pub(crate) struct Attributes<'a>(&'a str);

impl<'a> Iterator for Attributes<'a> {
    type Item = Result<(&'a str, &'a str), Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_ascii_start();
        if rest.is_empty() {
            return None;
        }
        let read = named_value(rest);
        self.0 = read.map_or("", |(_, behind)| behind);
        Some(read.map(|(found, _)| found).ok_or(Refusal::Damaged))
    }
}

/// The attribute at the start of a text, and the rest.
fn named_value(text: &str) -> Option<((&str, &str), &str)> {
    let (name, behind) = text.split_once('=')?;
    let name = name.trim_ascii_end();
    let sound = !name.is_empty() && !name.contains(|c: char| c.is_ascii_whitespace());
    let behind = behind.trim_ascii_start();
    let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, behind) = behind.get(1..)?.split_once(quote)?;
    sound.then_some(((name, value), behind))
}

/// A raw value with its references resolved and its white space as blanks.
pub(crate) fn resolved(value: &str) -> Result<Cow<'_, str>, Refusal> {
    let odd = |byte: u8| matches!(byte, b'&' | b'\t' | b'\n' | b'\r');
    if !value.bytes().any(odd) {
        return Ok(Cow::Borrowed(value));
    }
    let blank = value.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ");
    let resolved = unescape(&blank).map_err(|_| Refusal::Damaged)?;
    Ok(Cow::Owned(resolved.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::{MarkupPiece, Tags, attribute, elements, resolved};

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
            MarkupPiece::Hidden,
            MarkupPiece::Open("a", attributes),
            MarkupPiece::Lone("b", ""),
            MarkupPiece::Hidden,
            MarkupPiece::Close("a"),
        ];
        assert_eq!(pieces, expected);
        assert_eq!(attribute(attributes, "w"), Some("\""));
        assert_eq!(attribute(attributes, "q"), Some("1>2"));
        assert_eq!(attribute(attributes, "r"), None);
        assert!(Tags::new("<!DOCTYPE x>").next().is_err());
        assert!(Tags::new("<a b='").next().is_err());
        let sound = |xml| {
            let mut tags = Tags::new(xml);
            std::iter::from_fn(|| tags.next().transpose()).all(|piece| piece.is_ok())
        };
        assert!(sound("<a><b/><x:c></y:c></a>"));
        for damaged in ["<a>", "</a>", "<a><b></a></b>", "<a><b></a>", "<a></a></a>"] {
            assert!(!sound(damaged), "{damaged}");
        }
    }

    /// Names of elements and their attributes, up to the first error.
    fn read(xml: &str) -> Option<Vec<String>> {
        let mut found = Vec::new();
        let all = elements(xml, |name, attributes| {
            for attribute in attributes {
                let (key, value) = attribute?;
                found.push(format!("{name} {key}={}", resolved(value)?));
            }
            Ok(())
        });
        all.ok().map(|()| found)
    }

    #[test]
    fn both_ways_end_a_tag_at_the_same_place() {
        for number in 0..4_usize.pow(7) {
            let sign = |place| ['"', '\'', '>', 'a'][number / 4_usize.pow(place) % 4];
            let xml: String = (0..7).map(sign).collect();
            let tags = Tags::new(&xml);
            assert_eq!(tags.tag_end(0).ok(), tags.quoted_end(0).ok(), "{xml}");
        }
    }

    #[test]
    fn elements_are_left_at_their_ends() {
        for (xml, rest) in [
            ("<b/>b></ab></x:b></b>", "</x:b></b>"),
            ("<x><b></b", "<x><b></b"),
            ("</a>x:b></b>", "</b>"),
            ("<x></b >b></b>", "</b>"),
            ("", ""),
        ] {
            let mut tags = Tags::new(xml);
            tags.leave("b");
            assert_eq!(xml.get(tags.at()..), Some(rest));
        }
    }

    #[test]
    fn attributes_are_read_strictly() {
        let xml = "<?x y='z'?><x:a q = \"1>2\"  r:w='\"'><b\nc='&lt;&#65;\r\n\t'/>&amp;</x:a>";
        let found = ["a q=1>2", "a r:w=\"", "b c=<A  "];
        assert_eq!(read(xml).unwrap(), found);
        for odd in [
            "<a><b></a>",
            "</a>",
            "<a b/>",
            "<a b=1/>",
            "<a b c='1'/>",
            "<a ='1'/>",
            "<a b='&x;'/>",
            "<a b='1' c/>",
            "<!ELEMENT a>",
            "<!-- <a/>",
        ] {
            assert!(read(odd).is_none(), "{odd}");
        }
    }
}
