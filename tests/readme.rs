//! What README shows is what the program does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The text block behind a mark.
fn shown<'r>(readme: &'r str, mark: &str) -> &'r str {
    let opening = format!("<!-- {mark} -->\n```text\n");
    let (_, behind) = readme.split_once(&opening).unwrap();
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
    check("run", &String::from_utf8(output.stderr).unwrap());
}

#[test]
fn the_comparison_in_readme_is_real() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["compare", "examples/2022", "examples/2023"])
        .current_dir(root)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    check("compare", &String::from_utf8(output.stdout).unwrap());
}

/// README shows `said` behind `mark`; with `UPDATE` it is put there.
fn check(mark: &str, said: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    if std::env::var_os("UPDATE").is_some() {
        let block = |text: &str| format!("<!-- {mark} -->\n```text\n{text}```");
        let updated = readme.replace(&block(shown(&readme, mark)), &block(said));
        fs::write(&path, updated).unwrap();
    }
    assert_eq!(shown(&fs::read_to_string(&path).unwrap(), mark), said);
}

#[test]
fn every_rule_set_and_option_is_in_readme() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    for name in ziping::rules::RuleSet::embedded_names() {
        assert!(readme.contains(&format!("| `{name}` |")), "{name}");
    }
    let help = |command| {
        let help = Command::new(env!("CARGO_BIN_EXE_ziping"))
            .args([command, "--help"])
            .output();
        String::from_utf8(help.unwrap().stdout).unwrap()
    };
    let help = help("score") + &help("compare");
    for option in help.split_whitespace().filter(|w| w.starts_with("--")) {
        let known = ["--help", "--version"].contains(&option);
        assert!(known || readme.contains(option), "{option}");
    }
}
