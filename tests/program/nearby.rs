//! Settings that lie by the forms, and the options that say what a run is about.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::folder::rows;
use crate::run::{good, text, ziping};

/// A place with the seed's form in the folder 报送.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(TempDir::new().unwrap());
        fs::create_dir(place.forms()).unwrap();
        good(&place.forms());
        place
    }

    fn forms(&self) -> PathBuf {
        self.0.path().join("报送")
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// A rule workbook of this program under another id.
    fn put_rules(&self, name: &str) {
        let made = self.0.path().join("规则的来处");
        let output = ziping(&[
            "template",
            "-o",
            text(&made),
            "--rules",
            "hubei",
            "--rule-workbook",
        ]);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        self.put(name, fs::read(made.join("规则.xlsx")).unwrap());
        fs::remove_dir_all(made).unwrap();
    }

    /// What is said, and the rules and the number of due units of the results.
    fn scored(&self, further: &[&str]) -> (String, String, Option<u64>) {
        let json = self.0.path().join("结果.json");
        let (forms, book) = (self.forms(), self.0.path().join("汇总.xlsx"));
        let arguments = [
            "score",
            text(&forms),
            "--json",
            text(&json),
            "-o",
            text(&book),
        ];
        let output = ziping(&[&arguments, further].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let result: serde_json::Value = serde_json::from_slice(&fs::read(&json).unwrap()).unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let rules = result["rules"]["id"].as_str().unwrap().to_owned();
        (said, rules, result["roster"]["due"].as_u64())
    }
}

const LIST: &str = "单位编码,单位名称\n301001,安全生产监督管理局\n301002,教育局\n";

#[test]
fn a_roster_by_the_forms_is_used_and_named() {
    for name in ["名单.csv", "报送/应报.csv"] {
        let place = Place::new();
        place.put(name, LIST);
        let (said, _, due) = place.scored(&[]);
        assert_eq!(due, Some(2), "{name}: {said}");
        let file = name.rsplit('/').next().unwrap();
        let line = format!("单位名单：就近采用“{file}”");
        assert!(said.contains(&line), "{said}");
        let told = rows(&place.0.path().join("汇总.xlsx"), "运行信息")
            .concat()
            .concat();
        assert!(told.contains(&line), "{told}");
        assert_eq!(place.scored(&["--no-settings"]).2, None);
        place.put(
            "另外.txt.csv",
            "单位名称,分组\n教育局,甲\n农业局,乙\n水利局,乙\n",
        );
        let other = place.0.path().join("另外.txt.csv");
        assert_eq!(place.scored(&["--roster", text(&other)]).2, Some(3));
    }
}

#[test]
fn of_two_rosters_none_is_used() {
    let place = Place::new();
    place.put("名单.csv", LIST);
    place.put("报送/名单.csv", LIST);
    let (said, _, due) = place.scored(&[]);
    assert_eq!(due, None);
    assert!(said.contains("单位名单：就近有 2 个可用"), "{said}");
    let faulty = Place::new();
    faulty.put("名单.csv", "单位编码,单位名称\n1,甲局\n1,乙局\n");
    let (said, _, due) = faulty.scored(&[]);
    assert_eq!(due, None);
    assert!(said.contains("没有采用") && said.contains("重复"), "{said}");
}

#[test]
fn nothing_in_subfolders_sets_anything() {
    let place = Place::new();
    place.put("报送/教育局/名单.csv", LIST);
    place.put_rules("报送/教育局/规则.xlsx");
    let (said, rules, due) = place.scored(&[]);
    assert_eq!((&*rules, due), ("default", None), "{said}");
}

#[test]
fn only_rules_with_the_stamp_are_used() {
    let place = Place::new();
    place.put_rules("规则.xlsx");
    let (said, rules, _) = place.scored(&[]);
    assert_eq!(rules, "hubei", "{said}");
    assert!(said.contains("评分规则：就近采用“规则.xlsx”"), "{said}");
    assert_eq!(
        place.scored(&["--rules", "national-half-up"]).1,
        "national-half-up"
    );
    assert_eq!(place.scored(&["--no-settings"]).1, "default");
    let stamped = fs::read(place.0.path().join("规则.xlsx")).unwrap();
    place.put("规则.xlsx", unstamped(&stamped));
    assert_eq!(place.scored(&[]).1, "default");
}

/// The workbook without its own properties.
fn unstamped(workbook: &[u8]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut new = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let part = old.by_index_raw(at).unwrap();
        if part.name().unwrap() != "docProps/custom.xml" {
            new.raw_copy_file(part).unwrap();
        }
    }
    new.finish().unwrap().into_inner()
}

#[test]
fn the_year_before_is_found_by_its_name() {
    let place = Place::new();
    let year_before = Place::new();
    let json = year_before.0.path().join("去年.json");
    let output = ziping(&["score", "examples/2022", "--json", text(&json), "--quiet"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    place.put("上年结果.json", fs::read(&json).unwrap());
    let (said, ..) = place.scored(&[]);
    assert!(said.contains("上年数据：就近采用“上年结果.json”"), "{said}");
    place.put("上年其他.json", "{}");
    assert!(place.scored(&[]).0.contains("就近采用“上年结果.json”"));
    place.put("报送/上年/说明.txt", "text");
    let (said, ..) = place.scored(&[]);
    assert!(said.contains("上年数据：就近有 2 个可用"), "{said}");
}

#[test]
fn what_ends_the_run_is_named_where_it_was_found_by_place() {
    let place = Place::new();
    place.scored(&[]);
    let forms = place.forms();
    fs::rename(
        place.0.path().join("结果.json"),
        place.0.path().join("上年.json"),
    )
    .unwrap();
    let book = place.0.path().join("汇总.xlsx");
    let output = ziping(&["score", text(&forms), "-o", text(&book)]);
    assert_eq!(output.status.code(), Some(2), "the same year");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("就近采用“上年.json”"), "{said}");
}

fn files(said: &[u8]) -> String {
    String::from_utf8(said.to_vec()).unwrap()
}

#[test]
fn a_run_is_about_the_files_it_is_told() {
    let place = Place::new();
    place.put("报送/旧/说明.txt", "text");
    let json = |further: &[&str]| {
        let forms = place.forms();
        let arguments = ["score", text(&forms), "--json", "-", "--quiet"];
        let output = ziping(&[&arguments, further].concat());
        let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        result["files"]["seen"].as_u64()
    };
    assert_eq!(json(&[]), Some(2));
    assert_eq!(json(&["--only", "*应急*"]), Some(1));
    assert_eq!(json(&["--exclude", "旧/*"]), Some(1));
    let book = place.0.path().join("汇总.xlsx");
    ziping(&[
        "score",
        text(&place.forms()),
        "-o",
        text(&book),
        "--exclude",
        "旧/*",
    ]);
    let told = rows(&book, "运行信息");
    assert!(
        told.iter()
            .any(|row| row[0] == "不读的文件" && row[1] == "旧/*")
    );
    assert!(
        told.iter()
            .any(|row| row[0] == "不在读取范围的文件" && row[1] == "1")
    );
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let place = Place::new();
    let before = listing(place.0.path());
    let forms = place.forms();
    for (command, further, name) in WRITING {
        let output = place.0.path().join(name);
        let asked = [command, text(&forms), "-o", text(&output)];
        let output = ziping(&[&asked, further, &["--dry-run"]].concat());
        assert_eq!(output.status.code(), Some(0), "{command}: {output:?}");
        let told = files(&output.stdout);
        for part in [
            "应急管理局.xlsx：工作表“",
            "整体支出",
            "安全生产监督管理局",
            "年度 2023",
            "评分规则：",
            "将写出：",
            name,
            "没有写出任何文件",
        ] {
            assert!(told.contains(part), "{command} {part}: {told}");
        }
        assert_eq!(listing(place.0.path()), before, "{command}");
    }
}

/// Commands that write, an option that makes them write something else, and what they are asked to write.
const WRITING: [(&str, &[&str], &str); 7] = [
    ("score", &[], "汇总.xlsx"),
    ("decisions", &[], "处理意见.xlsx"),
    ("review", &[], "底稿"),
    ("notice", &[], "文书"),
    ("report", &[], "报告"),
    ("circular", &[], "通报.docx"),
    ("circular", &["--public"], "公开表"),
];

#[test]
fn every_command_names_what_it_uses_by_place() {
    let place = Place::new();
    place.put("名单.csv", LIST);
    let forms = place.forms();
    for (command, further, name) in WRITING {
        let output = place.0.path().join(name);
        let asked = [command, text(&forms), "-o", text(&output)];
        let output = ziping(&[&asked, further].concat());
        assert_eq!(output.status.code(), Some(0), "{command}: {output:?}");
        let said = files(&output.stderr);
        assert!(
            said.contains("单位名单：就近采用“名单.csv”"),
            "{command}: {said}"
        );
    }
}

#[test]
fn results_are_no_log_to_be_replaced() {
    let place = Place::new();
    let (forms, json) = (place.forms(), place.0.path().join("结果.json"));
    let written = ziping(&["score", text(&forms), "--json", text(&json)]);
    assert_eq!(written.status.code(), Some(0), "{written:?}");
    let before = fs::read(&json).unwrap();
    let refused = ziping(&["check", text(&forms), "--log", text(&json)]);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    assert_eq!(fs::read(&json).unwrap(), before);
}

#[test]
fn decisions_that_cannot_be_read_are_told_and_stay() {
    let place = Place::new();
    let (forms, there) = (place.forms(), place.0.path().join("处理意见.json"));
    fs::write(&there, "{\"decisions\": [").unwrap();
    let output = ziping(&["decisions", text(&forms), "-o", text(&there)]);
    let said = files(&output.stderr);
    assert!(said.contains("不是处理意见的 JSON，或内容不完整"), "{said}");
    assert_eq!(fs::read(&there).unwrap(), b"{\"decisions\": [");
    assert!(
        place.0.path().join("处理意见（2）.json").is_file(),
        "{said}"
    );
}

fn listing(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name();
    files.into_iter().map(|e| e.unwrap().into_path()).collect()
}

#[test]
fn a_log_tells_what_the_screen_does_and_is_no_filing() {
    let place = Place::new();
    let (forms, log) = (place.forms(), place.forms().join("运行.log"));
    let arguments = ["score", text(&forms), "--log", text(&log)];
    for _ in 0..2 {
        let output = ziping(&arguments);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let told = fs::read_to_string(&log).unwrap();
        for part in ["ziping ", "应急管理局.xlsx：工作表“", "已写出："] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(told.contains(files(&output.stderr).trim()), "{told}");
        assert!(!told.contains("运行.log："), "{told}");
    }
    let verbose = ziping(&["check", text(&forms), "-v"]);
    assert!(files(&verbose.stderr).contains("应急管理局.xlsx：工作表“"));
    let foreign = place.0.path().join("名单.txt");
    fs::write(&foreign, "text").unwrap();
    let refused = ziping(&["score", text(&forms), "--log", text(&foreign)]);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
    assert_eq!(fs::read(&foreign).unwrap(), b"text");
}

#[test]
fn completions_and_manual_come_from_the_command_line() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = ziping(&["completions", shell]);
        assert!(files(&script.stdout).contains("no-settings"), "{shell}");
    }
    for (arguments, part) in [
        (&["man"][..], "\\-\\-lang"),
        (&["man", "汇总"], "unit\\-sheets"),
        (&["man", "score", "--lang", "en"], "Read, recompute"),
    ] {
        let page = ziping(arguments);
        assert!(files(&page.stdout).contains(part), "{page:?}");
    }
    let unknown = ziping(&["man", "scor"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(files(&unknown.stderr).contains("score"), "{unknown:?}");
}
