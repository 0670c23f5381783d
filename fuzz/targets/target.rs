//! A target 指标值 with sign and measure: a line each, the last two may be missing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping::form::target::{composed, parse};
use ziping::workbook::Value;

fuzz_target!(|text: &str| {
    let _ = parse(text);
    let mut lines = text.splitn(3, '\n');
    let value = lines.next().unwrap_or_default();
    let _ = composed(lines.next(), &Value::Text(value.into()), lines.next());
});
