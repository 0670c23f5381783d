//! What the program writes and what it never writes over.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const FORM: &str = "tests/forms/新疆/乌鲁木齐高新区（新市区）/附件1-应急管理局2023年度部门单位整体支出绩效自评表（定稿）.xlsx";

/// A folder with one form in 报送.
fn filed() -> TempDir {
    let folder = TempDir::new().unwrap();
    let place = folder.path().join("报送");
    fs::create_dir(&place).unwrap();
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join(FORM);
    fs::copy(form, place.join("应急管理局.xlsx")).unwrap();
    folder
}

fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
    command.args(arguments).current_dir(folder);
    command
}

fn ziping(folder: &TempDir, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[test]
fn named_inputs_are_never_written_over() {
    let folder = filed();
    let roster = folder.path().join("名单.csv");
    fs::write(&roster, "单位编码,单位名称\n001,应急管理局\n").unwrap();
    let rules = folder.path().join("规则.json");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/rules/default.toml");
    fs::copy(shipped, &rules).unwrap();
    for [option, input] in [["--roster", "名单.csv"], ["--rules", "规则.json"]] {
        let before = fs::read(folder.path().join(input)).unwrap();
        let out = format!("./报送/../{input}");
        let output = ziping(&folder, &["score", "报送", option, input, "--json", &out]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert_eq!(fs::read(folder.path().join(input)).unwrap(), before);
    }
}

#[test]
fn a_workbook_of_somebody_else_is_kept() {
    let folder = filed();
    let out = folder.path().join("汇总.xlsx");
    fs::write(&out, "somebody's").unwrap();
    let run = || ziping(&folder, &["score", "报送", "-o", "汇总.xlsx", "--quiet"]);
    let output = run();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let kept = names(folder.path());
    let kept = kept
        .iter()
        .find(|name| name.starts_with("汇总 （"))
        .unwrap();
    assert_eq!(fs::read(folder.path().join(kept)).unwrap(), b"somebody's");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(kept), "{said}");
    // Our own is replaced.
    assert!(run().stderr.is_empty());
    assert_eq!(names(folder.path()).len(), 3);
}

#[test]
fn without_a_form_there_is_no_workbook_and_programs_are_told_why() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("报送")).unwrap();
    fs::write(folder.path().join("报送/甲局.xlsx"), "text").unwrap();
    let output = ziping(
        &folder,
        &[
            "score",
            "报送",
            "-o",
            "汇总.xlsx",
            "--csv",
            "各表",
            "--json",
            "结果.json",
        ],
    );
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(names(folder.path()), ["报送", "结果.json"]);
    let result = fs::read(folder.path().join("结果.json")).unwrap();
    let result: serde_json::Value = serde_json::from_slice(&result).unwrap();
    assert_eq!(result["excluded"][0]["codes"][0], "file-not-workbook");
}

#[test]
fn names_that_would_lead_elsewhere_lead_nowhere() {
    if cfg!(windows) {
        return;
    }
    for name in [
        "javascript:alert(1).xlsx",
        "\\\\server\\a.xlsx",
        "a?b.xlsx",
        "a\u{1}b\u{FFFE}.xlsx",
    ] {
        let folder = filed();
        let form = folder.path().join("报送/应急管理局.xlsx");
        fs::rename(form, folder.path().join("报送").join(name)).unwrap();
        let output = ziping(&folder, &["score", "报送", "-o", "汇总.xlsx", "--quiet"]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let file = fs::File::open(folder.path().join("汇总.xlsx")).unwrap();
        let mut archive = zip::ZipArchive::new(file).unwrap();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            let mut text = String::new();
            std::io::Read::read_to_string(&mut part, &mut text).unwrap();
            let seen = !text.contains(['\u{1}', '\u{FFFE}']);
            let stays = !text.contains("TargetMode=\"External\"");
            assert!(seen && stays, "{name:?} in {:?}", part.name());
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_could_not_be_printed_is_told() {
    let folder = filed();
    for arguments in [
        &["check", "报送", "--fail-on", "never"][..],
        &["score", "报送", "--json", "-"],
        &["explain", "--list"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = command(&folder, arguments);
        let output = command
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {output:?}");
    }
    assert_eq!(names(folder.path()), ["报送"]);
}

/// A pipe or device that is named as an output is neither renamed nor replaced.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_left_where_it_is() {
    use std::os::unix::fs::FileTypeExt as _;
    let folder = filed();
    let made = Command::new("mkfifo")
        .arg("管道")
        .current_dir(&folder)
        .status();
    assert!(made.unwrap().success());
    let output = ziping(&folder, &["score", "报送", "--json", "管道", "--quiet"]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("管道"),
        "{output:?}"
    );
    assert_eq!(names(folder.path()), ["报送", "管道"]);
    let kind = fs::metadata(folder.path().join("管道"))
        .unwrap()
        .file_type();
    assert!(kind.is_fifo());
}
