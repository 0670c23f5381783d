//! A rule file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::rules::RuleSet;

fuzz_target!(|text: &str| {
    let _ = RuleSet::from_toml("规则.toml", text);
});
