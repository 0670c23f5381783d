//! A form in a text table: read, evaluated under the usual rules, and audited.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use ziping::audit::{Case, audit_case};
use ziping::form::labels::Labels;
use ziping::form::read::{Source, read};
use ziping::rules::{RuleSet, evaluate};
use ziping::workbook::delimited;

static LABELS: LazyLock<Labels> = LazyLock::new(|| Labels::load(None).unwrap());
static RULES: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::load(None).unwrap());

fuzz_target!(|bytes: &[u8]| {
    let Ok(book) = delimited(bytes, "表") else {
        return;
    };
    let source = Source {
        file: "组/表.csv".into(),
        group: Some("组".into()),
    };
    for reading in read(&book, &source, &LABELS) {
        let evaluation = evaluate(&reading.filing, &RULES);
        let _ = audit_case(&Case {
            filing: &reading.filing,
            remarks: &reading.remarks,
            evaluation: &evaluation,
            rules: &RULES,
            progress: None,
            annex: &reading.annex,
        });
    }
});
