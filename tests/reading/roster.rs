//! Rosters: every fault with its cell, forms matched by code, name and former name, who has filed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;
use tempfile::TempDir;
use ziping::form::labels::Labels;
use ziping::intake::TableFile;
use ziping::model::Fault;
use ziping::model::{CellRef, Located, Unit};
use ziping::roster::Roster;
use ziping::workbook::delimited;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn roster(csv: &str) -> Result<Roster, Vec<Fault>> {
    let table = TableFile {
        file: "名单.csv".into(),
        sha256: "".into(),
        workbook: delimited(csv.as_bytes(), "名单").unwrap(),
    };
    Roster::of(&table, &Labels::load(None).unwrap())
}

/// Cell and a part of the message of every fault in a list.
type Faulty = (&'static str, &'static [(&'static str, &'static str)]);

const FAULTY: &[Faulty] = &[
    (
        "单位编码,单位名称\n1.01E+11,甲局\n101E11,乙局\n",
        &[("A2", "请把这一列设为文本格式")],
    ),
    (
        "编码,名称\n101,甲局\n102,乙局\n101,丙局\n,甲 局\n",
        &[("B4", "与 B2 的单位重复"), ("B5", "已列在 B2")],
    ),
    (
        "编码,名称,组别\n101,甲局,一\n102,,二\n,,三\n,,\n",
        &[("B3", "没有单位名称"), ("B4", "没有单位名称")],
    ),
    (
        "名称,曾用名\n甲局,乙局；己局\n乙局,丙局\n",
        &[("A2", "“乙局”是 A3 单位的现用名")],
    ),
    ("姓名,电话\n张三,1\n", &[("", "没有找到名单")]),
    ("编码,名称\n", &[("", "没有找到名单")]),
];

#[test]
fn all_faults_are_told_at_once_with_their_cells() {
    for (csv, expected) in FAULTY {
        let faults = roster(csv).unwrap_err();
        assert_eq!(faults.len(), expected.len(), "{csv}{faults:?}");
        for (fault, (cell, part)) in faults.iter().zip(*expected) {
            let found = fault.place.cell().map_or(String::new(), |c| c.to_string());
            assert_eq!(found, *cell, "{csv}");
            assert!(fault.message.zh.contains(part), "{fault:?}");
            assert!(!fault.message.en.contains('。'), "{fault:?}");
        }
    }
}

#[test]
fn a_list_is_read_by_its_headers() {
    let csv = "示例区预算单位名单\n\n序号,类别,部门预算编码（六位）,预算单位名称,曾用名\n\
        1,机关,301001,应急管理局（盖章）,安监局、应急办；无\n2,,,[302]民政局,民政局\n,,合计,合计,\n";
    let roster = roster(csv).unwrap();
    let units: Vec<_> = roster
        .units()
        .iter()
        .map(|u| {
            (
                u.code.as_deref(),
                &*u.name,
                u.group.as_deref(),
                u.former.join("/"),
            )
        })
        .collect();
    assert_eq!(
        units,
        [
            (
                Some("301001"),
                "应急管理局",
                Some("机关"),
                "安监局/应急办".to_owned()
            ),
            (Some("302"), "民政局", None, String::new()),
        ]
    );
    let former = roster.former_names();
    let counts: Vec<_> = former.iter().map(|f| (&*f.name, f.former.len())).collect();
    assert_eq!(counts, [("应急管理局", 2), ("民政局", 0)]);
}

#[test]
fn code_then_name_then_former_name() {
    let csv =
        "编码,名称,曾用名\n101,甲局,\n102,乙局（区一中）,丁局\n103,丙局,戊办、丁局\n,己站,庚站\n";
    let roster = roster(csv).unwrap();
    // Code and name on the form; position on the list, whether name and code are those of the list.
    for (code, name, expected) in [
        ("101", "甲局", Some((0, true, true))),
        ("101", "某局", Some((0, false, true))),
        ("", " 甲局", Some((0, true, true))),
        ("103", "甲局", Some((0, true, false))),
        ("999", "甲局", Some((0, true, false))),
        ("", "乙局", Some((1, true, true))),
        ("", "戊办", Some((2, false, true))),
        ("", "丁局", None),
        ("102", "丁局", Some((1, false, true))),
        ("555", "己站", Some((3, true, true))),
        ("", "辛局", None),
        ("101", "", Some((0, true, true))),
        ("", "", None),
    ] {
        let unit = Unit {
            code_cell: None,
            code: (!code.is_empty()).then(|| code.into()),
            name: (!name.is_empty()).then(|| Located::new(name.into(), CellRef::default(), name)),
            group: None,
        };
        let known = roster.find(&unit).map(|k| (k.at, k.named, k.coded));
        assert_eq!(known, expected, "{code} {name}");
    }
    assert_eq!(roster.nearest("区甲局").as_deref(), Some("甲局"));
    assert_eq!(roster.nearest("农业农村局"), None);
}

fn ziping(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(root(""))
        .output()
        .unwrap()
}

fn scored(folder: &Path, roster: &Path) -> Value {
    let [folder, roster] = [folder, roster].map(|p| p.to_str().unwrap());
    let output = ziping(&[
        "score", folder, "--roster", roster, "--json", "-", "--quiet",
    ]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

const SEED: &str = "tests/forms/新疆/乌鲁木齐高新区（新市区）/附件1-应急管理局2023年度部门单位整体支出绩效自评表（定稿）.xlsx";

/// The published form under a former name, with a list saved by Excel in GBK inside the folder of forms.
#[test]
fn a_former_name_is_known_and_the_list_itself_is_no_form() {
    let folder = TempDir::new().unwrap();
    fs::copy(root(SEED), folder.path().join("自评表.xlsx")).unwrap();
    fs::copy(
        root("tests/corpus/加密.xlsx"),
        folder.path().join("民政局（加密）.xlsx"),
    )
    .unwrap();
    let list = folder.path().join("名单.csv");
    let text = "单位编码,单位名称,类别,曾用名\r\n301001,应急管理局,机关,安全生产监督管理局\r\n301002,民政局,机关,\r\n301003,教育局,机关,\r\n";
    fs::write(&list, encoding_rs::GBK.encode(text).0).unwrap();
    let result = scored(folder.path(), &list);
    let unit = &result["units"][0];
    assert_eq!(unit["unit"]["name"], "安全生产监督管理局");
    assert_eq!(unit["unit"]["code"], "301001");
    assert_eq!(unit["unit"]["group"], "机关");
    let roster = &result["roster"];
    assert_eq!(
        (&roster["due"], &roster["received"]),
        (&3.into(), &2.into())
    );
    assert_eq!(roster["missing"][0]["name"], "教育局");
    let findings = result["findings"].as_array().unwrap();
    let codes = |file: &str| -> Vec<&str> {
        let of = findings.iter().filter(|f| f["file"] == file);
        of.map(|f| f["code"].as_str().unwrap()).collect()
    };
    assert_eq!(codes("名单.csv"), ["file-skipped"]);
    assert!(codes("自评表.xlsx").contains(&"unit-name-differs"));
}

/// The same unit under its old and its new name has filed twice.
#[test]
fn a_unit_is_ranked_once_whatever_it_calls_itself() {
    let folder = TempDir::new().unwrap();
    let forms = root("examples/2023/党政机关");
    for (file, name) in [
        (
            "教育局/示例区教育局2023年度部门整体支出绩效自评表.xlsx",
            "教育局.xlsx",
        ),
        (
            "民政局/部门整体支出绩效自评表（示例区民政局）.xlsx",
            "民政局（定稿）.xlsx",
        ),
    ] {
        fs::copy(forms.join(file), folder.path().join(name)).unwrap();
    }
    let list = folder.path().join("名单.csv");
    let book = folder.path().join("汇总.xlsx");
    for (former, ranked, status) in [("", 2, "已报"), ("示例区教育局", 1, "重复")] {
        let text = format!("名称,曾用名\n示例区民政局,{former}\n示例区财政局,\n");
        fs::write(&list, text).unwrap();
        let result = scored(folder.path(), &list);
        let units = result["units"].as_array().unwrap();
        let standing = units.iter().filter(|u| u["rank"].is_u64());
        assert_eq!(standing.count(), ranked, "{former}");
        let [from, to, roster] = [folder.path(), &book, &list].map(|p| p.to_str().unwrap());
        ziping(&["score", from, "--roster", roster, "-o", to]);
        assert_eq!(statuses(&book), [status, "未报"]);
        fs::remove_file(&book).unwrap();
    }
}

/// A stranger's form is not credited to the unit whose code it carries, whether or not that one has filed.
#[test]
fn a_code_alone_credits_nobody() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("名单.csv");
    fs::write(&list, "编码,名称\n301001,区种子管理站\n").unwrap();
    let forms = folder.path().join("表");
    let [to, from] = [&forms, &list].map(|p| p.to_str().unwrap());
    let made = ziping(&["template", "-o", to, "--roster", from]);
    assert_eq!(made.status.code(), Some(0), "{made:?}");
    for (name, received) in [("区种子站", 1), ("山外茶场", 0)] {
        fs::write(&list, format!("编码,名称\n301001,{name}\n")).unwrap();
        let result = scored(&forms, &list);
        assert_eq!(result["roster"]["received"], received, "{name}");
    }
}

/// The column 状态 of the sheet 报送情况.
fn statuses(book: &Path) -> Vec<String> {
    let mut workbook: Xlsx<_> = open_workbook(book).unwrap();
    let sheet = workbook.worksheet_range("报送情况").unwrap();
    let rows = sheet.rows().skip(3).take(2);
    rows.map(|row| row[3].to_string()).collect()
}

#[test]
fn a_list_that_is_wrong_or_absent_stops_the_run() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("名单.csv");
    fs::write(&list, "编码,名称\n1,甲局\n1,乙局\n").unwrap();
    for (path, part) in [
        (list.to_str().unwrap(), "名单.csv → 名单!B3：单位编码“1”"),
        ("没有.xlsx", "找不到"),
        ("tests/corpus/加密.xlsx", "密码"),
        ("README.md", "不是电子表格"),
    ] {
        let output = ziping(&["check", SEED, "--roster", path]);
        assert_eq!(output.status.code(), Some(2), "{path}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(part), "{said}");
    }
}
