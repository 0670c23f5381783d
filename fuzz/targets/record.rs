//! JSON results of an earlier run: what is read is the same when it is written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde::de::IgnoredAny;
use ziping::record::{Exclusion, Finding, Form, Run, read};

type Stored = Run<IgnoredAny, Vec<Form>, Vec<Exclusion>, Vec<Finding>>;

fuzz_target!(|text: &str| {
    let Ok(run) = read::<IgnoredAny, _, _, _, IgnoredAny>(text) else {
        return;
    };
    let run: Stored = run;
    let again = serde_json::to_string(&run.units).unwrap();
    assert_eq!(
        serde_json::from_str::<Option<Vec<Form>>>(&again).unwrap(),
        run.units
    );
    let again = serde_json::to_string(&run.findings).unwrap();
    assert_eq!(
        serde_json::from_str::<Option<Vec<Finding>>>(&again).unwrap(),
        run.findings
    );
});
