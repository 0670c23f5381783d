//! A text table.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::workbook::delimited;

fuzz_target!(|bytes: &[u8]| {
    let _ = delimited(bytes, "表");
});
