//! Parts of an .xlsx workbook: read, read the plain way, and drawn.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::workbook::{drawn, read_plain, saved};
use ziping_fuzz::{forgive_libraries, package, read};

fuzz_target!(init: forgive_libraries(), |text: &[u8]| {
    let Some(bytes) = package(text) else { return };
    let whole = read(&bytes);
    if let Some(plain) = read_plain(&bytes) {
        assert_eq!(whole.as_ref(), Some(&plain), "the plain way reads otherwise");
    }
    let _ = saved(&bytes);
    let _ = drawn(&bytes);
});
