//! What README and the manual show is what the program does: every command runs, what stands below it is what it says.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use walkdir::WalkDir;

const PAGES: [&str; 4] = [
    "README.md",
    "docs/manual/finance.md",
    "docs/manual/unit.md",
    "docs/manual/audit.md",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).into()
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// The fenced blocks of a page: their language, where their text is.
fn blocks(page: &str) -> Vec<(String, Range<usize>)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, usize)> = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        let next = at + line.len();
        if let Some(fence) = line.strip_prefix("```") {
            open = match open {
                None => Some((fence.trim().to_owned(), next)),
                Some((language, start)) => {
                    blocks.push((language, start..at));
                    None
                }
            };
        }
        at = next;
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// A folder with what the commands of a page name.
fn ground() -> tempfile::TempDir {
    let ground = tempfile::tempdir().unwrap();
    for part in ["examples", "templates"] {
        for entry in WalkDir::new(root().join(part)) {
            let entry = entry.unwrap();
            let path = ground
                .path()
                .join(entry.path().strip_prefix(root()).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir(path).unwrap();
            } else {
                fs::copy(entry.path(), path).unwrap();
            }
        }
    }
    ground
}

/// Runs a command line of a page; what it prints. A comment `退出码 N` names its exit code.
fn run(line: &str, folder: &Path) -> String {
    let (command, comment) = line.split_once('#').unwrap_or((line, ""));
    let code = comment.trim().strip_prefix("退出码 ");
    let code = code.map_or(0, |code| code.parse().unwrap());
    let output = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(command.split_whitespace().skip(1))
        .current_dir(folder)
        .output()
        .unwrap();
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8(printed).unwrap();
    assert_eq!(output.status.code(), Some(code), "{line}\n{printed}");
    printed
}

/// Runs the commands of a page in their order; with `UPDATE`, what they print is put below them.
fn check(name: &str) {
    let ground = ground();
    let text = page(name);
    let mut updated = text.clone();
    let mut printed = None;
    // Behind the end of one block nothing before it moves: the last block is replaced first.
    let mut replaced = Vec::new();
    for (language, range) in blocks(&text) {
        match (language.as_str(), printed.take()) {
            ("sh", _) => {
                for line in text[range].lines() {
                    if line.starts_with("ziping ") {
                        printed = Some(run(line, ground.path()));
                    }
                }
            }
            ("text", Some(said)) => replaced.push((range, said)),
            _ => {}
        }
    }
    for (range, said) in replaced.into_iter().rev() {
        updated.replace_range(range, &said);
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(name), &updated).unwrap();
    }
    assert_eq!(page(name), updated, "{name}: run with UPDATE=1");
}

#[test]
fn readme_shows_what_happens() {
    check("README.md");
}

#[test]
fn the_manual_for_finance_shows_what_happens() {
    check("docs/manual/finance.md");
}

#[test]
fn the_manual_for_units_shows_what_happens() {
    check("docs/manual/unit.md");
}

#[test]
fn the_manual_for_auditors_shows_what_happens() {
    check("docs/manual/audit.md");
}

#[test]
fn readme_is_one_screen() {
    assert!(page("README.md").lines().count() <= 60);
}

#[test]
fn every_rule_set_command_and_option_is_in_the_manual() {
    let manual = PAGES.map(page).concat();
    for name in ziping::rules::RuleSet::embedded_names() {
        assert!(manual.contains(&format!("| `{name}` |")), "{name}");
    }
    let help = |words: &[&str]| {
        let help = Command::new(env!("CARGO_BIN_EXE_ziping"))
            .args(words)
            .output();
        String::from_utf8(help.unwrap().stdout).unwrap()
    };
    let overview = help(&["help"]);
    let (_, list) = overview.split_once("命令:\n").unwrap();
    let commands: Vec<_> = list
        .lines()
        .take_while(|line| !line.is_empty())
        .map(|line| line.split_whitespace().next().unwrap())
        .collect();
    assert!(commands.contains(&"score"), "{commands:?}");
    for command in commands {
        assert!(manual.contains(&format!("`ziping {command} ")), "{command}");
        let help = help(&["help", command]);
        for option in help.split_whitespace().filter(|w| w.starts_with("--")) {
            let known = ["--help", "--version"].contains(&option);
            assert!(known || manual.contains(option), "{command} {option}");
        }
    }
}

#[test]
fn links_of_all_pages_lead_somewhere() {
    let further = fs::read_dir(root().join("docs")).unwrap();
    let further = further.map(|entry| entry.unwrap().path());
    let pages = PAGES.iter().map(|name| root().join(name));
    for path in pages
        .chain(further)
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
    {
        let text = fs::read_to_string(&path).unwrap();
        for link in text.split("](").skip(1) {
            let target = link.split_once(')').unwrap().0;
            if target.contains("://") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let there = match file {
                "" => path.clone(),
                file => path.parent().unwrap().join(file),
            };
            assert!(there.exists(), "{}: {target}", path.display());
            let found = anchor.is_empty() || anchors(&there).contains(&anchor.to_owned());
            assert!(found, "{}: {target}", path.display());
        }
    }
}

/// The anchors of a page's headings: letters and digits in lower case, `-` for a space.
fn anchors(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let words = line.trim_start_matches('#').trim().to_lowercase();
            let kept = words
                .chars()
                .filter(|c| c.is_alphanumeric() || "- _".contains(*c));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}
