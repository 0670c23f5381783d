//! Functions over quick-xml: elements one by one, attributes by local name, errors as damage.

use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::finding::Refusal;
use crate::workbook::limits::Limits;

/// The elements of an XML text in order.
pub(super) struct Elements<'a> {
    reader: Reader<&'a [u8]>,
    /// Open elements.
    depth: usize,
}

/// Start or end of an element; an empty one has both.
pub(super) enum Tag<'a> {
    Start(BytesStart<'a>),
    End(BytesEnd<'a>),
}

impl<'a> Elements<'a> {
    pub(super) fn of(xml: &'a str) -> Self {
        let mut reader = Reader::from_str(without_mark(xml));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// The next start or end; `None` where the text ends and no element is open.
    pub(super) fn step(&mut self) -> Result<Option<Tag<'a>>, Refusal> {
        loop {
            match self.reader.read_event().map_err(|_| Refusal::Damaged)? {
                Event::Start(element) => {
                    self.depth = self.depth.saturating_add(1);
                    return Ok(Some(Tag::Start(element)));
                }
                Event::End(element) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Tag::End(element)));
                }
                Event::Eof if self.depth > 0 => return Err(Refusal::Damaged),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// The reader, for reading up to the end of the current element.
    pub(super) const fn within(&mut self) -> &mut Reader<&'a [u8]> {
        self.depth = self.depth.saturating_sub(1);
        &mut self.reader
    }

    /// Skips the current element.
    pub(super) fn skip(&mut self, element: &BytesStart<'a>) -> Result<(), Refusal> {
        let passed = self.within().read_to_end(element.name());
        passed.map(drop).map_err(|_| Refusal::Damaged)
    }
}

/// Calls `each` with the local name and the attribute, in order.
pub(super) fn attributes<'e>(
    element: &'e BytesStart<'_>,
    mut each: impl FnMut(&str, Attribute<'e>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Refusal::Damaged)?;
        let key = attribute.key;
        each(key.local_name().as_ref(), attribute)?;
    }
    Ok(())
}

/// The value of an attribute with its references resolved.
pub(super) fn resolved<'e>(attribute: &Attribute<'e>) -> Result<Cow<'e, str>, Refusal> {
    attribute
        .normalized_value(XmlVersion::Implicit1_0)
        .map_err(|_| Refusal::Damaged)
}

/// The value of one attribute by local name.
pub(super) fn named(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let mut found = None;
    attributes(element, |key, attribute| {
        if key == name {
            found = Some(resolved(&attribute)?.into_owned());
        }
        Ok(())
    })?;
    Ok(found)
}

/// The character of a reference: by its number, or one of the five names of XML.
pub(super) fn reference(element: &BytesRef<'_>) -> Result<String, Refusal> {
    if let Some(letter) = element.resolve_char_ref().map_err(|_| Refusal::Damaged)? {
        return Ok(letter.to_string());
    }
    let name = element.xml10_content();
    let known = resolve_predefined_entity(&name).ok_or(Refusal::Damaged)?;
    Ok(known.to_owned())
}

/// Refuses a text far longer than a cell may contain.
pub(super) const fn bounded(text: &str) -> Result<(), Refusal> {
    match text.len() > 8 * Limits::TEXT {
        true => Err(Refusal::Contradictory),
        false => Ok(()),
    }
}

/// The text without a byte order mark.
pub(super) fn without_mark(xml: &str) -> &str {
    xml.strip_prefix('\u{FEFF}').unwrap_or(xml)
}
