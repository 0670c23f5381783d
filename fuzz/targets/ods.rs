//! Parts of an .ods workbook.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_fuzz::{forgive_libraries, package, read};

fuzz_target!(init: forgive_libraries(), |text: &[u8]| {
    if let Some(bytes) = package(text) {
        read(&bytes);
    }
});
