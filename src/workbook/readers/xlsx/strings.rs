//! Shared and inline texts, if they are plain; others are left to the library.

use std::borrow::Cow;

use quick_xml::escape::unescape;

use super::lane::pass;
use super::tags::{MarkupPiece, Tags, attribute};
use crate::finding::Refusal;
use crate::workbook::readers::look::FontEffect;

/// The shared strings of a part; `None` where one of them is unusual.
pub(super) fn shared(xml: &str) -> Result<Option<Vec<Cow<'_, str>>>, Refusal> {
    let mut tags = Tags::new(xml);
    let mut strings = Vec::new();
    loop {
        while let Some((text, end)) = common(xml, tags.at()) {
            let Some(text) = plain(text)? else {
                return Ok(None);
            };
            strings.push(text);
            tags.go_on(end);
        }
        let Some((piece, _)) = tags.next()? else {
            return Ok(Some(strings));
        };
        match piece {
            MarkupPiece::Open("si", _) => match text(xml, &mut tags, "si")? {
                Some(text) => strings.push(text),
                None => return Ok(None),
            },
            MarkupPiece::Lone("si", _) => strings.push(Cow::Borrowed("")),
            MarkupPiece::Open("sst", attributes) | MarkupPiece::Lone("sst", attributes) => {
                count(attributes, xml.len())?;
            }
            MarkupPiece::Hidden if !strings.is_empty() => return Ok(None),
            _ => {}
        }
    }
}

/// The text of a string as nearly every program writes it, `<si><t>甲</t></si>`, if one begins at `start`, and its end.
/// Anything else is left to the reader of markup.
fn common(xml: &str, start: usize) -> Option<(&str, usize)> {
    let bytes = xml.as_bytes();
    let element = pass(bytes.get(start..)?, b"<si><t")?;
    let (inside, kept) = match pass(element, b">") {
        Some(inside) => (inside, false),
        None => (pass(element, b" xml:space=\"preserve\">")?, true),
    };
    let length = memchr::memchr(b'<', inside)?;
    let behind = pass(inside.get(length..)?, b"</t></si>")?;
    let begin = bytes.len() - inside.len();
    let text = xml.get(begin..begin + length)?;
    let text = if kept { text } else { trimmed(text) };
    Some((text, bytes.len() - behind.len()))
}

/// A run without the white space around it, which counts only under `xml:space="preserve"`.
fn trimmed(text: &str) -> &str {
    let ends = [text.as_bytes().first(), text.as_bytes().last()];
    match ends.into_iter().flatten().any(|byte| *byte <= b' ') {
        true => text.trim_matches([' ', '\t', '\r', '\n']),
        false => text,
    }
}

/// Refuses a count that cannot be true.
fn count(attributes: &str, length: usize) -> Result<(), Refusal> {
    let stated = attribute(attributes, "uniqueCount").map(str::parse::<usize>);
    match stated {
        Some(Ok(count)) if count <= length => Ok(()),
        None => Ok(()),
        Some(_) => Err(Refusal::Contradictory),
    }
}

/// The runs of a text up to the end of `element`, joined, without phonetic ones; `None` where it is unusual.
pub(super) fn text<'x>(
    xml: &'x str,
    tags: &mut Tags<'x>,
    element: &str,
) -> Result<Option<Cow<'x, str>>, Refusal> {
    let mut joined: Option<Cow<'x, str>> = None;
    let (mut phonetic, mut look) = (false, FontEffect::Plain);
    loop {
        let (piece, place) = tags.next()?.ok_or(Refusal::Damaged)?;
        match piece {
            MarkupPiece::Close(name) if name == element => {
                return Ok(Some(joined.unwrap_or(Cow::Borrowed(""))));
            }
            MarkupPiece::Open("rPh", _) => phonetic = true,
            MarkupPiece::Close("rPh") => phonetic = false,
            MarkupPiece::Open("r", _) => look = FontEffect::Plain,
            MarkupPiece::Lone(name, attributes) => look = with(look, name, attributes),
            MarkupPiece::Open("t", attributes) => {
                let Some(run) = run(xml, tags, place.end, attributes)? else {
                    return Ok(None);
                };
                if !phonetic {
                    let before = joined.unwrap_or_default();
                    let run = look.written(run, &before);
                    joined = Some(if before.is_empty() { run } else { before + run });
                }
            }
            MarkupPiece::Hidden => return Ok(None),
            _ => {}
        }
    }
}

/// The effect of a run after one more of its properties.
fn with(look: FontEffect, name: &str, attributes: &str) -> FontEffect {
    let value = || attribute(attributes, "val");
    match name {
        "strike" if !matches!(value(), Some("0" | "false")) => FontEffect::Struck,
        "vertAlign" if value() == Some("superscript") => FontEffect::Raised,
        _ => look,
    }
}

/// One run: plain text with references; `None` for anything else.
fn run<'x>(
    xml: &'x str,
    tags: &mut Tags<'x>,
    start: usize,
    attributes: &str,
) -> Result<Option<Cow<'x, str>>, Refusal> {
    let (piece, place) = tags.next()?.ok_or(Refusal::Damaged)?;
    if piece != MarkupPiece::Close("t") {
        return Ok(None);
    }
    let text = xml.get(start..place.start).unwrap_or_default();
    let text = match attribute(attributes, "xml:space") {
        Some("preserve") => text,
        _ => trimmed(text),
    };
    plain(text)
}

/// A text with its references resolved; `None` where it has other escapes.
pub(super) fn plain(text: &str) -> Result<Option<Cow<'_, str>>, Refusal> {
    // One search instead of three, for signs that most texts do not contain.
    if memchr::memchr3(b'_', b'\r', b'&', text.as_bytes()).is_none() {
        return Ok(Some(Cow::Borrowed(text)));
    }
    if text.contains("_x") || text.contains('\r') {
        return Ok(None);
    }
    unescape(text).map(Some).map_err(|_| Refusal::Damaged)
}

#[cfg(test)]
mod tests {
    use super::{common, shared};

    #[test]
    fn runs_join_without_phonetics() {
        let xml = "<sst uniqueCount=\"3\"><si><t>a &lt; b </t></si><si><r><t xml:space=\"preserve\">x </t></r>\
            <r><t>y</t></r><rPh><t>z</t></rPh></si><si/><si><t xml:space=\"preserve\"> c </t></si></sst>";
        let strings = shared(xml).unwrap().unwrap();
        assert_eq!(strings, ["a < b", "x y", "", " c "]);
    }

    #[test]
    fn the_look_of_a_run_tells_figures_apart() {
        let run = |look: &str, text: &str| {
            format!("<r><rPr><sz val=\"11\"/>{look}</rPr><t>{text}</t></r>")
        };
        let (strike, raise) = ("<strike/>", "<vertAlign val=\"superscript\"/>");
        for (runs, read) in [
            (run(strike, "95") + &run("", "96%"), "9\u{336}5\u{336}96%"),
            (run("<strike val=\"0\"/>", "95") + &run("", "%"), "95%"),
            (run("", "126") + &run(raise, "1"), "126¹"),
            (run("", "95%") + &run(raise, "[2]"), "95%[²]"),
            (run("", "km") + &run(raise, "2"), "km2"),
            (run(strike, "完成") + &run("", "95"), "完成95"),
        ] {
            let xml = format!("<sst uniqueCount=\"1\"><si>{runs}</si></sst>");
            assert_eq!(shared(&xml).unwrap().unwrap(), [read]);
        }
    }

    #[test]
    fn both_ways_read_the_same() {
        for text in [
            "",
            " 甲 ",
            "a &amp; b",
            "1 > 0",
            "_x000D_",
            "\r\n",
            "<b/>",
            "<!-- -->",
            "&x;",
        ] {
            for kept in ["", " xml:space=\"preserve\""] {
                let plain = format!("<sst><si><t{kept}>{text}</t></si></sst>");
                let apart = format!("<sst><si ><t{kept}>{text}</t></si></sst>");
                assert!(common(&apart, 5).is_none());
                assert_eq!(shared(&plain), shared(&apart), "{plain}");
            }
        }
        assert_eq!(common("<si><t>甲</t></si>", 0), Some(("甲", 19)));
    }

    #[test]
    fn the_unusual_is_left_to_the_library() {
        for odd in [
            "<t>_x000D_</t>",
            "<t><![CDATA[x]]></t>",
            "<t>a<!-- -->b</t>",
        ] {
            let xml = format!("<sst><si>{odd}</si></sst>");
            assert!(shared(&xml).unwrap().is_none(), "{odd}");
        }
        assert!(shared("<sst uniqueCount=\"9999\"/>").is_err());
    }
}
