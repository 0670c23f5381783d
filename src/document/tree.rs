//! The elements of an XML part with the very text of their tags, so that what is not touched is written as it was.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting: no office program writes a tenth of it.
const DEEPEST: usize = 256;

/// A piece of a part.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Element(Element),
    /// Text, comments and other nodes, unchanged.
    Raw(String),
}

/// An element.
#[derive(Debug, Clone, Default)]
pub(super) struct Element {
    /// `<w:p …>`, or `<w:p …/>`
    pub(super) open: String,
    pub(super) children: Vec<Node>,
    /// `</w:p>`, or nothing
    pub(super) close: String,
}

impl Element {
    /// Name with its prefix.
    fn full_name(&self) -> &str {
        let inner = self.open.trim_start_matches('<');
        let end = inner.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
        inner.get(..end.unwrap_or(inner.len())).unwrap_or_default()
    }

    /// Name without its prefix.
    pub(super) fn name(&self) -> &str {
        let name = self.full_name();
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// `w:`, or nothing.
    pub(super) fn prefix(&self) -> &str {
        let name = self.full_name();
        let end = name.rfind(':').map_or(0, |colon| colon + 1);
        name.get(..end).unwrap_or_default()
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        })
    }

    /// Its text as it stands, references and all.
    pub(super) fn raw_text(&self) -> String {
        let texts = self.children.iter().map(|node| match node {
            Node::Raw(text) => text.as_str(),
            Node::Element(_) => "",
        });
        texts.collect()
    }

    /// The value of an attribute, by its name with prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let inner = self.open.trim_start_matches('<').trim_end_matches('>');
        let inner = inner.trim_end_matches('/');
        let start = BytesStart::from_content(inner, self.full_name().len());
        let mut attributes = start.attributes().filter_map(Result::ok);
        let found = attributes.find(|a| a.key.as_ref() == name)?;
        unescape(&found.value).ok().map(Cow::into_owned)
    }

    /// Every element within it, itself left out, in order.
    pub(super) fn descendants(&self) -> Vec<&Self> {
        let mut all = Vec::new();
        for child in self.elements() {
            all.push(child);
            all.extend(child.descendants());
        }
        all
    }

    pub(super) fn write(&self, out: &mut String) {
        out.push_str(&self.open);
        for child in &self.children {
            child.write(out);
        }
        out.push_str(&self.close);
    }
}

impl Node {
    pub(super) fn write(&self, out: &mut String) {
        match self {
            Self::Element(element) => element.write(out),
            Self::Raw(text) => out.push_str(text),
        }
    }
}

/// The whole part as an element without tags; `None` where it is not well formed.
pub(super) fn parse(xml: &str) -> Option<Element> {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    let mut from = 0;
    loop {
        let event = reader.read_event().ok()?;
        let to = usize::try_from(reader.buffer_position()).ok()?;
        let text = || xml.get(from..to).map(str::to_owned);
        match event {
            Event::Eof => break,
            Event::DocType(_) => return None,
            Event::Start(_) if open.len() > DEEPEST => return None,
            Event::Start(_) => open.push(Element {
                open: text()?,
                ..Element::default()
            }),
            Event::Empty(_) => open.last_mut()?.children.push(Node::Element(Element {
                open: text()?,
                ..Element::default()
            })),
            Event::End(_) => {
                let close = text()?;
                let element = open.pop()?;
                let element = Element { close, ..element };
                open.last_mut()?.children.push(Node::Element(element));
            }
            _ => {
                let text = text()?;
                match open.last_mut()?.children.last_mut() {
                    Some(Node::Raw(before)) => before.push_str(&text),
                    _ => open.last_mut()?.children.push(Node::Raw(text)),
                }
            }
        }
        from = to;
    }
    let whole = open.pop()?;
    open.is_empty().then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn what_is_parsed_is_written_as_it_was() {
        let xml = "<?xml version='1.0'?>\r\n<!-- a --><w:a x=\"1>2\"  y='&lt;'><b/>t&amp;t &#20320;<w:c ></w:c ><![CDATA[<]]></w:a>\n";
        let mut written = String::new();
        parse(xml).unwrap().write(&mut written);
        assert_eq!(written, xml);
        for damaged in ["<a>", "<a></b>", "<!DOCTYPE a><a/>", &"<a>".repeat(300)] {
            assert!(parse(damaged).is_none(), "{damaged}");
        }
    }
}
