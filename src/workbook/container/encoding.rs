//! XML as text, in whatever encoding it is.

use std::borrow::Cow;
use std::sync::LazyLock;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memmem;

use crate::finding::Refusal;

static DOCUMENT_TYPE: LazyLock<memmem::Finder<'static>> =
    LazyLock::new(|| memmem::Finder::new(b"<!DOCTYPE"));

/// Bytes that contain the XML declaration.
const HEAD: usize = 256;

/// An XML text without a document type, which may refer to external files: in UTF-8, UTF-16, or the declared encoding.
///
/// # Errors
///
/// Where the bytes are no text in that encoding, or have a document type.
pub fn xml(bytes: &[u8]) -> Result<String, Refusal> {
    let text = match bytes.get(..2) {
        Some(&[0xFF, 0xFE]) => decoded(UTF_16LE, bytes)?,
        Some(&[0xFE, 0xFF]) => decoded(UTF_16BE, bytes)?,
        // Without a byte order mark; the first character of every XML text is `<`.
        Some(&[b'<', 0]) => decoded(UTF_16LE, bytes)?,
        Some(&[0, b'<']) => decoded(UTF_16BE, bytes)?,
        // Most texts are UTF-8, whatever they declare.
        _ => decoded(UTF_8, bytes).or_else(|_| decoded(declared(bytes), bytes))?,
    };
    match DOCUMENT_TYPE.find(text.as_bytes()) {
        Some(_) => Err(Refusal::Contradictory),
        None => Ok(text),
    }
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Refusal> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(Cow::into_owned).ok_or(Refusal::Damaged)
}

/// The encoding in the XML declaration; UTF-8 without one.
fn declared(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let named = || {
        let end = memmem::find(head, b"?>")?;
        let head = head.get(..end)?.strip_prefix(b"<?xml")?;
        let behind = head.get(memmem::find(head, b"encoding")?..)?;
        let mut quoted = behind.split(|byte| matches!(byte, b'"' | b'\''));
        Encoding::for_label(quoted.nth(1)?)
    };
    named().unwrap_or(UTF_8)
}

#[cfg(test)]
mod tests {
    use super::xml;

    #[test]
    fn encodings_are_taken_as_declared() {
        let text = |name: &str| format!("<?xml version='1.0' encoding='{name}'?><甲/>");
        for name in ["GB2312", "gbk", "GB18030"] {
            let bytes = encoding_rs::GBK.encode(&text(name)).0.into_owned();
            assert_eq!(xml(&bytes).unwrap(), text(name));
        }
        let latin = b"<?xml version=\"1.0\" encoding=\"iso-8859-1\" ?><a>\xE9</a>";
        assert!(xml(latin).unwrap().ends_with("<a>é</a>"));
        let declared_wrongly = text("gbk").into_bytes();
        assert!(xml(&declared_wrongly).unwrap().ends_with("<甲/>"));
        for damaged in [
            &b"<a>\xE9</a>"[..],
            b"<?xml version='1.0'?><a b='encoding=\"gbk\"'>\xB1\xED</a>",
            b"<?xml encoding='gbk'?><a>\xFF</a>",
            b"<?xml encoding='none'?><a>\xB1\xED</a>",
        ] {
            assert!(xml(damaged).is_err());
        }
    }
}
