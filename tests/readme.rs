//! What README shows is what the program does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The text block behind the mark.
fn shown(readme: &str) -> &str {
    let (_, behind) = readme.split_once("<!-- run -->\n```text\n").unwrap();
    behind.split_once("```").unwrap().0
}

#[test]
fn the_run_in_readme_is_real() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["score"])
        .arg(root.join("examples/2023"))
        .args(["-o", "汇总.xlsx"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stderr).unwrap();
    let path = root.join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(
            &path,
            readme.replace(
                &format!("```text\n{}```", shown(&readme)),
                &format!("```text\n{said}```"),
            ),
        )
        .unwrap();
    }
    assert_eq!(shown(&fs::read_to_string(&path).unwrap()), said);
}

#[test]
fn every_rule_set_and_option_is_in_readme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    for name in ziping::rules::RuleSet::embedded_names() {
        assert!(readme.contains(&format!("| `{name}` |")), "{name}");
    }
    let help = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["score", "--help"])
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for option in help.split_whitespace().filter(|w| w.starts_with("--")) {
        let known = ["--help", "--version"].contains(&option);
        assert!(known || readme.contains(option), "{option}");
    }
}
