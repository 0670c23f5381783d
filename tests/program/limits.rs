//! What the system grants too little of is told in a sentence: exit code 2, no signal, no number.

use std::fs;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::run::good;

/// Runs a command line of the shell on the seed's form in `表`; `$Z` is the program.
fn shell(line: &str, folder: &TempDir) -> Output {
    Command::new("bash")
        .args(["-c", line])
        .current_dir(folder.path())
        .env("Z", env!("CARGO_BIN_EXE_ziping"))
        .env_remove("RUST_BACKTRACE")
        .output()
        .unwrap()
}

fn filed() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("表")).unwrap();
    good(&folder.path().join("表"));
    folder
}

#[test]
fn what_the_system_refuses_is_told_in_a_sentence() {
    for (limit, part) in [
        (
            "ulimit -f 2; exec $Z score 表 -o 汇总.xlsx",
            "文件大小超过系统上限",
        ),
        (
            "ulimit -f 2; exec $Z score 表 --json 结果.json",
            "文件大小超过系统上限",
        ),
        (
            "ulimit -v 200000; exec $Z score 表 -o 汇总.xlsx",
            "至少需要 512 MB",
        ),
        ("ulimit -v 200000; exec $Z check 表", "至少需要 512 MB"),
        (
            "ulimit -n 8; exec $Z score 表 -o 汇总.xlsx",
            "同时打开的文件超过系统上限",
        ),
        (
            "export RUST_MIN_STACK=9000000000; ulimit -v 2000000; exec $Z template -o 空白",
            "系统不允许再启动进程或线程",
        ),
        ("exec $Z --help > /dev/full", "磁盘空间不足"),
        ("exec $Z check 表 > /dev/full", "磁盘空间不足"),
    ] {
        let folder = filed();
        let output = shell(limit, &folder);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{limit}: {output:?}");
        assert!(said.contains(part), "{limit}: {said}");
        assert!(
            !said.contains("os error") && !said.contains("panicked"),
            "{said}"
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{limit}");
    }
}

/// With few handles every form is read all the same, or the run is refused: none is lost.
#[test]
fn few_handles_lose_no_form() {
    let folder = filed();
    for handles in [9, 10, 12, 16, 24] {
        let line = format!("ulimit -n {handles}; exec $Z score 表 --json - --quiet --jobs 8");
        let output = shell(&line, &folder);
        match output.status.code() {
            Some(0) => {
                let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
                assert_eq!(result["files"]["read"], 1, "{handles}: {result}");
            }
            Some(2) => {
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(said.contains("系统上限"), "{handles}: {said}");
            }
            _ => panic!("{handles}: {output:?}"),
        }
    }
}

/// A disk that fails while a folder is listed may hide forms: that is told, whichever call fails.
#[test]
#[ignore = "needs strace"]
fn a_folder_that_is_listed_in_part_is_told() {
    let folder = filed();
    for n in 1.. {
        let line = format!(
            "exec strace -f -qq -o 调用 -P 表 -e trace=getdents64 -e inject=getdents64:error=EIO:when={n} \
             $Z check 表 --no-settings --json --quiet"
        );
        let output = shell(&line, &folder);
        let calls = fs::read_to_string(folder.path().join("调用")).unwrap();
        if !calls.contains("INJECTED") {
            assert!(n > 2, "{calls}");
            return;
        }
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("file-not-opened"), "{n}: {output:?}");
    }
}
