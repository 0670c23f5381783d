//! The check of a container: where a workbook is read both ways, the plain way reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::workbook::container::{check, check_plain};
use ziping::workbook::read_plain;
use ziping_fuzz::{forgive_libraries, read};

fuzz_target!(init: forgive_libraries(), |bytes: &[u8]| {
    let _ = check(bytes);
    let _ = check_plain(bytes);
    if let (Some(plain), Some(whole)) = (read_plain(bytes), read(bytes)) {
        assert_eq!(plain, whole, "the plain way reads otherwise");
    }
});
