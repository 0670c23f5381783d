//! A workbook as one XML text: Excel 2003 and OpenDocument.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_fuzz::{forgive_libraries, read};

fuzz_target!(init: forgive_libraries(), |text: &[u8]| {
    read(text);
});
