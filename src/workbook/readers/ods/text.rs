//! The text of an .ods cell: its paragraphs, without notes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::finding::Refusal;
use crate::workbook::limits::Limits;
use crate::workbook::readers::xml::{bounded, named, reference};

/// Reads up to the end of the current cell; `None` where it has no paragraph.
pub(super) fn read(reader: &mut Reader<&[u8]>) -> Result<Option<String>, Refusal> {
    let mut text = String::new();
    let mut depth = 0_usize;
    let mut paragraphs = 0_usize;
    loop {
        match reader.read_event().map_err(|_| Refusal::Damaged)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "annotation" | "frame" | "shapes" | "table" => {
                    reader.read_to_end(e.name()).map_err(|_| Refusal::Damaged)?;
                }
                name => {
                    depth += 1;
                    if name == "p" {
                        paragraphs += 1;
                    }
                    open(&mut text, &e, name, paragraphs)?;
                }
            },
            // The cell itself.
            Event::End(_) if depth == 0 => {
                return Ok((paragraphs > 0 || !text.is_empty()).then_some(text));
            }
            Event::End(_) => depth -= 1,
            Event::Text(t) if paragraphs > 0 => text.push_str(&t.xml10_content()),
            Event::CData(t) if paragraphs > 0 => text.push_str(&t.xml10_content()),
            Event::GeneralRef(e) => text.push_str(&reference(&e)?),
            Event::Eof => return Err(Refusal::Damaged),
            _ => {}
        }
    }
}

/// The text that the start of an element adds.
fn open(
    text: &mut String,
    element: &BytesStart<'_>,
    name: &str,
    paragraphs: usize,
) -> Result<(), Refusal> {
    match name {
        "p" if paragraphs > 1 => text.push('\n'),
        "line-break" => text.push('\n'),
        "tab" => text.push(' '),
        "s" => {
            let count = match named(element, "c")? {
                Some(stated) => stated.parse().map_err(|_| Refusal::Contradictory)?,
                None => 1,
            };
            if count > Limits::TEXT {
                return Err(Refusal::Contradictory);
            }
            text.extend(std::iter::repeat_n(' ', count));
        }
        _ => {}
    }
    bounded(text)
}
