use std::collections::BTreeSet;

use super::Code;

#[test]
fn codes_are_unique_and_listed() {
    let names: BTreeSet<_> = Code::ALL.iter().map(|c| c.name()).collect();
    assert_eq!(names.len(), Code::ALL.len());
    for &code in Code::ALL {
        assert_eq!(Code::from_name(code.name()), Some(code));
        assert_eq!(
            serde_json::to_string(&code).unwrap(),
            format!("\"{}\"", code.name())
        );
    }
}
