//! JSON results of an earlier run: what is read and written is the same when it is read and written again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use ziping::record::{Exclusion, Finding, Form, Run, read};

type Stored = Run<IgnoredAny, Vec<Form>, Vec<Exclusion>, Vec<Finding>>;

/// Rates are written to four places, whatever a file of another hand has.
fn comes_back<T: Serialize + DeserializeOwned>(read: &T) {
    let written = serde_json::to_string(read).unwrap();
    let again: T = serde_json::from_str(&written).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), written);
}

fuzz_target!(|text: &str| {
    let Ok(run) = read::<IgnoredAny, _, _, _, IgnoredAny>(text) else {
        return;
    };
    let run: Stored = run;
    comes_back(&run.units);
    comes_back(&run.findings);
});
