//! A label file, and its labels looked up.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::form::labels::Labels;

fuzz_target!(|text: &str| {
    if let Ok(labels) = Labels::parse(text) {
        for line in text.lines() {
            let _ = labels.cover.find(line);
            let _ = labels.indicator_columns.find(line);
        }
    }
});
