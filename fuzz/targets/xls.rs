//! An .xls workbook, a compound file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_fuzz::{forgive_libraries, read};

fuzz_target!(init: forgive_libraries(), |bytes: &[u8]| {
    read(bytes);
});
