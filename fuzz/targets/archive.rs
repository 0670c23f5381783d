//! An archive, its kind told by the first byte: walked like a folder, within its bounds.
#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use ziping::intake::walk;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    let ending = ["zip", "tar", "tar.gz"][usize::from(*kind) % 3];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("包.{ending}"));
    fs::write(&path, bytes).unwrap();
    let _ = walk(&[path]);
});
