//! Walks over folders made for the tests.

use std::fs;
use std::path::{Path, PathBuf};

use super::walk;
use crate::finding::Refusal;
use crate::intake::Error;

fn folder(files: &[&str]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for file in files {
        let path = root.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
    root
}

fn listed(paths: &[&Path]) -> Vec<String> {
    let paths: Vec<PathBuf> = paths.iter().map(|p| p.to_path_buf()).collect();
    let found = walk(&paths).unwrap();
    found.iter().map(|f| f.relative.to_string()).collect()
}

#[test]
fn order_is_by_path_components() {
    let root = folder(&["b.xlsx", "a/c.xlsx", "a-1/d.xlsx", "a/b/e.xlsx"]);
    let expected = ["a/b/e.xlsx", "a/c.xlsx", "a-1/d.xlsx", "b.xlsx"];
    assert_eq!(listed(&[root.path()]), expected);
}

#[test]
fn groups_are_first_folders() {
    let root = folder(&["top.xlsx", "教育/x.xlsx", "教育/小学/y.xlsx"]);
    let found = walk(&[root.path().to_path_buf()]).unwrap();
    let groups: Vec<_> = found.iter().map(|f| f.group.as_deref()).collect();
    assert_eq!(groups, [None, Some("教育"), Some("教育")]);
}

#[test]
fn nothing_met_is_left_out() {
    let root = folder(&[
        "~$a.xlsx",
        ".~b.xls",
        "._c",
        "Thumbs.db",
        "__MACOSX/d.xlsx",
        "e.xlsx",
    ]);
    let found = walk(&[root.path().to_path_buf()]).unwrap();
    let locks = found.iter().filter(|f| f.housekeeping);
    assert_eq!((found.len(), locks.count()), (6, 5));
}

#[test]
fn overlapping_paths_list_a_file_once() {
    let root = folder(&["in/a.xlsx", "in/sub/b.xlsx"]);
    let (outer, inner) = (root.path().join("in"), root.path().join("in/sub"));
    assert_eq!(listed(&[&outer, &inner]), ["in/a.xlsx", "in/sub/b.xlsx"]);
    let single = outer.join("a.xlsx");
    assert_eq!(listed(&[&single, &single]), ["a.xlsx"]);
}

#[test]
fn folders_of_one_name_stay_apart() {
    let root = folder(&["x/2022/a.xlsx", "y/2022/a.xlsx"]);
    let (x, y) = (root.path().join("x/2022"), root.path().join("y/2022"));
    assert_eq!(listed(&[&x, &y]), ["2022/a.xlsx", "2022/a.xlsx#2"]);
}

#[test]
fn missing_and_empty_paths_stop_the_run() {
    let root = folder(&[]);
    let missing = walk(&[root.path().join("no")]);
    assert!(matches!(missing, Err(Error::NoSuchPath(_))));
    let empty = walk(&[root.path().to_path_buf()]);
    assert!(matches!(empty, Err(Error::NothingToRead(_))));
}

#[test]
fn what_lies_too_deep_is_named() {
    let deep = vec!["d"; 40].join("/");
    let root = folder(&[&format!("{deep}/a.xlsx"), "b.xlsx"]);
    let found = walk(&[root.path().to_path_buf()]).unwrap();
    assert_eq!(found.len(), 2);
    let refusal = found[1].refusal.clone();
    assert!(
        matches!(refusal, Some(Refusal::TooLarge { .. })),
        "{refusal:?}"
    );
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_named_not_followed() {
    use std::os::unix::ffi::OsStrExt;
    let root = folder(&["real/a.xlsx"]);
    let link = |from: &str| root.path().join("in").join(from);
    fs::create_dir(root.path().join("in")).unwrap();
    std::os::unix::fs::symlink(root.path().join("real"), link("folder")).unwrap();
    std::os::unix::fs::symlink(root.path().join("real/a.xlsx"), link("file.xlsx")).unwrap();
    std::os::unix::fs::symlink("nowhere", link("dangling.xlsx")).unwrap();
    let odd = std::ffi::OsStr::from_bytes(b"\xB2\xC6\x1B.xlsx");
    fs::write(root.path().join("in").join(odd), "x").unwrap();
    let found = walk(&[root.path().join("in")]).unwrap();
    let links = found
        .iter()
        .filter(|f| f.refusal == Some(Refusal::NotRegular));
    assert_eq!((found.len(), links.count()), (4, 3));
    assert!(
        found
            .iter()
            .any(|f| &*f.relative == "\u{FFFD}\u{FFFD}.xlsx"),
        "{found:?}"
    );
}
