//! Small conveniences over quick-xml: attributes by local name, errors as damage.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;
use quick_xml::events::attributes::Attribute;

use crate::finding::Refusal;

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

/// The text without a byte order mark.
pub(super) fn without_mark(xml: &str) -> &str {
    xml.strip_prefix('\u{FEFF}').unwrap_or(xml)
}
