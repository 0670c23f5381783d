//! Document properties of all formats, for the stamp of a blank form.
//!
//! A workbook is never refused for its properties: those that cannot be read are ignored.

mod ole;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::xml::{attributes, resolved, without_mark};
use crate::workbook::container::{Compound, Container};
use crate::workbook::stamp::Stamp;

/// Longest part that is read.
const LONGEST: usize = 1 << 20;

/// The stamp in `docProps/custom.xml`, where Excel stores it.
pub(super) fn of_package(container: &mut Container<'_>) -> Option<Stamp> {
    let part = container.cached("docProps/custom.xml").ok()??;
    stamp(&part, "property")
}

/// The stamp in `meta.xml`, where LibreOffice stores it.
pub(super) fn of_document(container: &mut Container<'_>) -> Option<Stamp> {
    let part = container.text("meta.xml").ok()??;
    stamp(&part, "user-defined")
}

/// The stamp in the property stream of an .xls file.
pub(super) fn of_compound(compound: &Compound) -> Option<Stamp> {
    let properties = ole::user_defined(compound.properties.as_deref()?)?;
    found(&properties)
}

fn found(properties: &[(String, String)]) -> Option<Stamp> {
    Stamp::find(properties.iter().map(|(n, v)| (n.as_str(), v.as_str())))
}

/// The stamp in the elements called `element`.
fn stamp(xml: &str, element: &str) -> Option<Stamp> {
    found(&texts(xml, element)?)
}

/// Names and texts of the elements called `element`.
pub(super) fn texts(xml: &str, element: &str) -> Option<Vec<(String, String)>> {
    if xml.len() > LONGEST {
        return None;
    }
    let mut reader = Reader::from_str(without_mark(xml));
    let mut properties: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) if e.local_name().as_ref() == element => {
                properties.push((name(&e)?, String::new()));
                inside = true;
            }
            Event::End(e) if e.local_name().as_ref() == element => inside = false,
            Event::Text(text) if inside => {
                if let Some((_, value)) = properties.last_mut() {
                    value.push_str(text.as_ref().trim());
                }
            }
            Event::Eof => return Some(properties),
            _ => {}
        }
    }
}

fn name(element: &BytesStart<'_>) -> Option<String> {
    let mut name = String::new();
    attributes(element, |key, attribute| {
        if key == "name" {
            name = resolved(&attribute)?.into_owned();
        }
        Ok(())
    })
    .ok()?;
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn a_text_ends_with_its_element() {
        let xml =
            "<p><modified>2024-03-01T10:03:00Z</modified><lastModifiedBy>x</lastModifiedBy></p>";
        let modified = (String::new(), "2024-03-01T10:03:00Z".to_owned());
        assert_eq!(texts(xml, "modified").unwrap(), [modified]);
        let xml = "<p><property name=\"a\"><vt:lpwstr>1</vt:lpwstr></property>\n 2</p>";
        assert_eq!(
            texts(xml, "property").unwrap(),
            [("a".to_owned(), "1".to_owned())]
        );
    }
}
