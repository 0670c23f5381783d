//! What the fuzz targets share: packages put together from their parts, and whose fault a panic is.

use std::io::{Cursor, Write};
use std::panic;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Stands before the path of a part, at the beginning of a line.
const PART: &[u8] = b"=== ";

/// The package whose parts `text` lists, each under a line `=== path`.
///
/// Damage to bytes of a .zip seldom gets past its checksums; damage to parts does.
#[must_use]
pub fn package(text: &[u8]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (path, content) in parts(text) {
        zip.start_file(path, options).ok()?;
        zip.write_all(content).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

fn parts(text: &[u8]) -> Vec<(String, &[u8])> {
    let starts_line = |at: usize| at == 0 || text[at - 1] == b'\n';
    let heads = text.windows(PART.len()).enumerate();
    let heads = heads.filter(|&(at, window)| window == PART && starts_line(at));
    let heads: Vec<usize> = heads.map(|(at, _)| at).collect();
    let ends = heads.iter().skip(1).copied().chain([text.len()]);
    let parts = heads.iter().zip(ends).filter_map(|(&start, end)| {
        let part = &text[start + PART.len()..end];
        let line = part.iter().position(|b| *b == b'\n')?;
        let path = String::from_utf8_lossy(&part[..line]).into_owned();
        Some((path, &part[line + 1..]))
    });
    parts.collect()
}

/// Lets the libraries that read workbooks panic, as they may in a reading process; a panic of ziping ends the fuzzing.
pub fn forgive_libraries() {
    let ends = panic::take_hook();
    panic::set_hook(Box::new(move |fault| {
        let place = fault.location().map_or("", |at| at.file());
        if !place.contains("/registry/src/") {
            ends(fault);
        }
    }));
}

/// Reads a workbook as a reading process does.
pub fn read(bytes: &[u8]) -> Option<ziping::workbook::Workbook> {
    let read = || ziping::workbook::read(bytes).ok();
    panic::catch_unwind(read).ok().flatten()
}
