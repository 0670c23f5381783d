//! The user-defined section of an OLE property stream [MS-OLEPS]: names in a dictionary, values by number.

use std::collections::BTreeMap;

/// Identifier of the section: D5CDD505-2E9C-101B-9397-08002B2CF9AE.
const USER_DEFINED: [u8; 16] = [
    0x05, 0xD5, 0xCD, 0xD5, 0x9C, 0x2E, 0x1B, 0x10, 0x93, 0x97, 0x08, 0x00, 0x2B, 0x2C, 0xF9, 0xAE,
];
/// Bytes before the list of sections.
const HEADER: usize = 28;
/// Most properties that are read.
const MOST: u32 = 1_000;
/// Code page of UTF-16.
const UTF_16: u32 = 1200;

const DICTIONARY: u32 = 0;
const CODE_PAGE: u32 = 1;
const ANSI_TEXT: u32 = 0x1E;
const WIDE_TEXT: u32 = 0x1F;

/// Name and value of every text property.
pub(super) fn user_defined(stream: &[u8]) -> Option<Vec<(String, String)>> {
    let section = section(stream)?;
    let offsets = offsets(section)?;
    let code_page = offsets
        .get(&CODE_PAGE)
        .and_then(|at| u32_at(section, at.checked_add(4)?))
        .map(|page| page & 0xFFFF);
    let names = names(section, *offsets.get(&DICTIONARY)?, code_page)?;
    let text = |id: u32| text(section, *offsets.get(&id)?, code_page);
    let properties = names.into_iter();
    Some(
        properties
            .filter_map(|(id, name)| Some((name, text(id)?)))
            .collect(),
    )
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let end = at.checked_add(4)?;
    Some(u32::from_le_bytes(bytes.get(at..end)?.try_into().ok()?))
}

fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// The user-defined section, from its length field on.
fn section(stream: &[u8]) -> Option<&[u8]> {
    let count = u32_at(stream, 24)?.min(8);
    let mut at = HEADER;
    for _ in 0..count {
        let end = at.checked_add(16)?;
        if stream.get(at..end)? == USER_DEFINED {
            return stream.get(size_at(stream, end)?..);
        }
        at = end.checked_add(4)?;
    }
    None
}

/// Offset of each property in its section.
fn offsets(section: &[u8]) -> Option<BTreeMap<u32, usize>> {
    let count = u32_at(section, 4)?.min(MOST);
    let count = usize::try_from(count).ok()?;
    (0..count)
        .map(|index| {
            let at = index.checked_mul(8)?.checked_add(8)?;
            Some((u32_at(section, at)?, size_at(section, at.checked_add(4)?)?))
        })
        .collect()
}

/// The dictionary: number and name of each property.
fn names(section: &[u8], at: usize, code_page: Option<u32>) -> Option<Vec<(u32, String)>> {
    let count = u32_at(section, at)?.min(MOST);
    let mut at = at.checked_add(4)?;
    let mut names = Vec::new();
    for _ in 0..count {
        let id = u32_at(section, at)?;
        let length = size_at(section, at.checked_add(4)?)?;
        let wide = code_page == Some(UTF_16);
        let bytes = if wide { length.checked_mul(2)? } else { length };
        let start = at.checked_add(8)?;
        let end = start.checked_add(bytes)?;
        names.push((id, decoded(section.get(start..end)?, code_page)));
        at = match wide {
            // Names in UTF-16 are padded to four bytes.
            true => end.checked_next_multiple_of(4)?,
            false => end,
        };
    }
    Some(names)
}

/// The text of a property; `None` for numbers, dates and the like.
fn text(section: &[u8], at: usize, code_page: Option<u32>) -> Option<String> {
    let length = size_at(section, at.checked_add(4)?)?;
    let start = at.checked_add(8)?;
    match u32_at(section, at)? & 0xFFFF {
        ANSI_TEXT => {
            let end = start.checked_add(length)?;
            Some(decoded(section.get(start..end)?, code_page))
        }
        WIDE_TEXT => {
            let end = start.checked_add(length.checked_mul(2)?)?;
            Some(decoded(section.get(start..end)?, Some(UTF_16)))
        }
        _ => None,
    }
}

fn decoded(bytes: &[u8], code_page: Option<u32>) -> String {
    let text = if code_page == Some(UTF_16) {
        let units = bytes
            .chunks_exact(2)
            .filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)));
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    } else {
        String::from_utf8_lossy(bytes).into_owned()
    };
    text.trim_end_matches('\0').to_owned()
}
