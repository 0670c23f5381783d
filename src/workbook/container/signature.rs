//! The kind of a file by its first bytes.

use memchr::memmem;

use crate::finding::FoundKind;

/// Kind of a file by content 文件类型.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// 0 bytes.
    Empty,
    /// A zip container: a workbook, a document or an archive.
    Zip,
    /// An OLE compound file: .xls, .doc, .ppt or a file with a password.
    Ole,
    /// A workbook as a single XML text: Excel 2003, flat OpenDocument.
    Flat,
    /// rar, 7z, gzip and the like.
    Archive,
    /// No workbook.
    Other(FoundKind),
}

const MAGIC: &[(&[u8], Signature)] = &[
    (b"PK\x03\x04", Signature::Zip),
    (b"PK\x05\x06", Signature::Archive),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Signature::Ole),
    (b"Rar!\x1A\x07", Signature::Archive),
    (b"7z\xBC\xAF\x27\x1C", Signature::Archive),
    (b"\x1F\x8B", Signature::Archive),
    (b"BZh", Signature::Archive),
    (b"\xFD7zXZ\x00", Signature::Archive),
    (b"%PDF", Signature::Other(FoundKind::Pdf)),
    (b"\x89PNG", Signature::Other(FoundKind::Picture)),
    (b"\xFF\xD8\xFF", Signature::Other(FoundKind::Picture)),
    (b"GIF8", Signature::Other(FoundKind::Picture)),
    (b"II*\0", Signature::Other(FoundKind::Picture)),
    (b"MM\0*", Signature::Other(FoundKind::Picture)),
    (b"{\\rtf", Signature::Other(FoundKind::Document)),
    // Files of Excel 2, 3 and 4 begin with their first record, without a container.
    (
        b"\x09\x00\x04\x00",
        Signature::Other(FoundKind::OldWorkbook),
    ),
    (
        b"\x09\x02\x06\x00",
        Signature::Other(FoundKind::OldWorkbook),
    ),
    (
        b"\x09\x04\x06\x00",
        Signature::Other(FoundKind::OldWorkbook),
    ),
];

/// The namespace of XML workbooks of Excel 2003.
pub const SPREADSHEETML: &str = "urn:schemas-microsoft-com:office:spreadsheet";

/// The kind of a file, by `bytes` from its start.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Signature {
    if bytes.is_empty() {
        return Signature::Empty;
    }
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    if let Some((_, signature)) = known {
        return *signature;
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Signature::Other(FoundKind::Picture);
    }
    let brand = bytes.get(4..12).unwrap_or_default();
    if [b"ftyphe", b"ftypmi", b"ftypav"]
        .iter()
        .any(|photo| brand.starts_with(*photo))
    {
        return Signature::Other(FoundKind::Picture);
    }
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        return Signature::Other(FoundKind::Picture);
    }
    match is_flat(bytes) {
        true => Signature::Flat,
        false => Signature::Other(text_kind(bytes)),
    }
}

/// Whether the root element is that of a workbook; LibreOffice declares thousands of bytes of namespaces in it.
fn is_flat(bytes: &[u8]) -> bool {
    let head = bytes.get(..1 << 14).unwrap_or(bytes);
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let has = |what: &str| memmem::find(head, what.as_bytes()).is_some();
    let excel = || has(SPREADSHEETML) && (has("<Workbook") || has(":Workbook"));
    let open = || has("<office:document") && has("opendocument.spreadsheet");
    start.trim_ascii_start().starts_with(b"<") && (excel() || open())
}

/// Text, web page, XML or unknown, by the first 4 KiB.
fn text_kind(bytes: &[u8]) -> FoundKind {
    let head = bytes.get(..4096).unwrap_or(bytes);
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        return FoundKind::Text;
    }
    if head.contains(&0) {
        return FoundKind::Unknown;
    }
    let lower = head.to_ascii_lowercase();
    let has = |what: &str| memmem::find(&lower, what.as_bytes()).is_some();
    let start = lower.trim_ascii_start();
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    if is_mail(&lower) {
        return FoundKind::Mail;
    }
    let web = ["<html", "<!doctype html", "<table", "<head", "<meta"];
    if has("mime-version:") || web.iter().any(|tag| has(tag)) {
        return FoundKind::Html;
    }
    if start.starts_with(b"<?xml") || start.starts_with(b"<") {
        return FoundKind::Xml;
    }
    let odd = head
        .iter()
        .filter(|b| b.is_ascii_control() && !b.is_ascii_whitespace())
        .count();
    if odd * 50 > head.len() {
        FoundKind::Unknown
    } else {
        FoundKind::Text
    }
}

/// Whether a file is a mail, by its head in lower case; a web page saved with its pictures has no addressee.
fn is_mail(head: &[u8]) -> bool {
    let begins = |name: &str| {
        head.split(|b| *b == b'\n')
            .any(|line| line.starts_with(name.as_bytes()))
    };
    let sent = ["received:", "return-path:", "message-id:", "to:"];
    begins("from:") && sent.iter().any(|name| begins(name))
}

#[cfg(test)]
mod tests {
    use super::{Signature, sniff};
    use crate::finding::FoundKind;

    #[test]
    fn content_decides() {
        let other = Signature::Other;
        for (bytes, signature) in [
            (&b""[..], Signature::Empty),
            (b"PK\x03\x04..", Signature::Zip),
            (b"Rar!\x1A\x07\x01", Signature::Archive),
            (b"%PDF-1.7", other(FoundKind::Pdf)),
            (b"\xFF\xD8\xFF\xE0", other(FoundKind::Picture)),
            (b"\xEF\xBB\xBF<HTML><body>", other(FoundKind::Html)),
            (b"MIME-Version: 1.0\r\n", other(FoundKind::Html)),
            (
                b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n<html>",
                other(FoundKind::Html),
            ),
            (b"Received: by x\r\nFrom: a@b\r\n", other(FoundKind::Mail)),
            (b"\0\0\0\x18ftypheic\0\0\0\0", other(FoundKind::Picture)),
            (b"<?xml version=\"1.0\"?><Workbook/>", other(FoundKind::Xml)),
            ("名称,金额\r\n教育局,5".as_bytes(), other(FoundKind::Text)),
            (b"\x00\x01\x02\x03", other(FoundKind::Unknown)),
        ] {
            assert_eq!(sniff(bytes), signature, "{bytes:?}");
        }
    }
}
