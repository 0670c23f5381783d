//! A zip package: single parts are replaced and all others copied unchanged.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Most bytes a part unpacks to: papers are small.
const PART_BYTES: u64 = 64 << 20;

/// The parts of a zip package.
#[derive(Debug, Clone)]
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    /// The package in `bytes`; `None` where it cannot be opened.
    #[must_use]
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        Some(Self { archive })
    }

    /// Names of its parts.
    pub(super) fn names(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.archive.file_names().filter_map(Result::ok)
    }

    /// A part as text; `None` where it is missing or cannot be read.
    #[must_use]
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let mut archive = self.archive.clone();
        let part = archive.by_name(name).ok()?;
        if part.size() > PART_BYTES {
            return None;
        }
        let mut text = String::new();
        part.take(PART_BYTES).read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// The package with `parts` in place of those of their names, or behind all where there are none; every other part
    /// keeps its packed bytes.
    ///
    /// # Errors
    ///
    /// Where the package is damaged.
    pub(super) fn with(&self, mut parts: BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, ZipError> {
        let mut archive = self.archive.clone();
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index)?;
            let name = part.name()?.into_owned();
            match parts.remove(&name) {
                Some(bytes) => {
                    let date = part.last_modified().unwrap_or_default();
                    put(&mut out, (&name, &bytes), date)?;
                }
                None => out.raw_copy_file(part)?,
            }
        }
        for (name, bytes) in &parts {
            put(&mut out, (name, bytes), DateTime::default())?;
        }
        Ok(out.finish()?.into_inner())
    }
}

fn put(
    out: &mut ZipWriter<Cursor<Vec<u8>>>,
    (name, bytes): (&str, &[u8]),
    date: DateTime,
) -> Result<(), ZipError> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(date);
    out.start_file(name, options)?;
    out.write_all(bytes)?;
    Ok(())
}
