//! 本程序的标记: how a file that this program wrote is recognised under any name in any folder.
//!
//! A package (.xlsx, .docx) and a web page have a property named [`OUTPUT`], results as JSON name their program first,
//! and files that cannot be marked, such as .csv, are listed with their hashes in a [`List`] beside them, which is
//! marked. Marked files are no filings: a run counts and skips them. Workbooks that officials fill in and a later run
//! reads have the property of their [`Setting`] instead.

use std::collections::BTreeMap;

use memchr::memmem::find;
use serde::{Deserialize, Serialize};

/// Name of the property that marks a file of results; its value is the version of the program.
pub const OUTPUT: &str = "ziping-output";

/// 设置: a workbook of this program that officials fill in and that sets something of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setting {
    /// 规则工作簿
    Rules,
}

impl Setting {
    /// All kinds.
    pub const ALL: [Self; 1] = [Self::Rules];

    /// Name of the property that marks its workbook; its value is the version of the program.
    #[must_use]
    pub const fn property(self) -> &'static str {
        match self {
            Self::Rules => "ziping-rules",
        }
    }
}

/// Bytes at the beginning of a text among which its mark stands.
const HEAD: usize = 1024;

/// How a property of this name is written in the part or page that holds it.
#[must_use]
pub fn property(name: &str) -> String {
    format!("name=\"{name}\"")
}

/// Whether a text that begins with these bytes is marked: a page, results as JSON, or a list of files.
#[must_use]
pub fn is_in_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let has = |mark: &str| find(head, mark.as_bytes()).is_some();
    match head.trim_ascii_start().first() {
        Some(b'{') => has("\"program\": \"ziping ") || has(&format!("\"{OUTPUT}\"")),
        _ => has(&property(OUTPUT)),
    }
}

/// 文件清单: files of a folder that this program wrote, as they were written.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct List {
    /// Version of the program.
    #[serde(rename = "ziping-output", default)]
    pub version: String,
    /// SHA-256 of each file by its name.
    pub files: BTreeMap<String, String>,
}

impl List {
    /// Name of the list in its folder.
    pub const NAME: &str = "ziping-files.json";

    /// Name of the list of what a run is about to write, which is deleted when all files are in place: if the run is
    /// killed, each file is in one of the two lists.
    pub const NEXT: &str = "ziping-files.next.json";

    /// The list in a file; `None` where it cannot be understood.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{List, is_in_text};

    #[test]
    fn a_text_is_known_by_its_head() {
        let list = serde_json::to_vec(&List::default()).unwrap();
        let long = [
            b"{",
            " ".repeat(2000).as_bytes(),
            b"\"program\": \"ziping 1\"",
        ]
        .concat();
        for (text, own) in [
            (
                &b"{\n  \"schema\": 1,\n  \"program\": \"ziping 0.1.0\""[..],
                true,
            ),
            (b"{\"program\": \"other 0.1.0\"}", false),
            (
                b"<html><head><meta name=\"ziping-output\" content=\"0.1.0\">",
                true,
            ),
            (b"<html><head><title>ziping-output</title>", false),
            (&list, true),
            (&long, false),
            (b"", false),
        ] {
            assert_eq!(is_in_text(text), own, "{}", String::from_utf8_lossy(text));
        }
    }
}
