//! The check of a container, whole and plain.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::workbook::container::{check, check_plain};
use ziping_fuzz::forgive_libraries;

fuzz_target!(init: forgive_libraries(), |bytes: &[u8]| {
    let whole = check(bytes).is_ok();
    assert!(whole || check_plain(bytes).is_none(), "plain, and yet refused");
});
