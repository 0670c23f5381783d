//! The CSV files worked out anew by another program: pandas finds the same ranks, sums and rates.

use std::path::Path;
use std::process::Command;

#[test]
#[ignore = "needs Python with pandas"]
fn pandas_finds_the_same_ranks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("汇总");
    for (forms, rules) in [
        ("examples/2023", "default"),
        ("examples/2022", "national-half-up"),
    ] {
        let scored = Command::new(env!("CARGO_BIN_EXE_ziping"))
            .current_dir(root)
            .args(["score", forms, "--rules", rules, "--quiet", "--csv"])
            .arg(&csv)
            .status()
            .unwrap();
        assert!(scored.success());
        let found = Command::new("python3")
            .arg(root.join("tests/ci/ranks.py"))
            .arg(&csv)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&found.stderr);
        assert!(found.status.success(), "{forms}: {said}");
    }
}
