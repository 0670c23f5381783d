//! A folder as people collect it: what nobody filed, what this program wrote, what cannot be read.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::run::{good, scored, text, ziping};

/// Scores `forms` below `place` into every kind of output beside the forms; what is said.
fn written_among_the_forms(place: &Path) -> String {
    let into = |name: &str| text(&place.join("报送").join(name)).to_owned();
    let (book, json, tables) = (into("汇总.xlsx"), into("结果.json"), into("表"));
    let output = ziping(&[
        "score",
        text(&place.join("报送")),
        "-o",
        &book,
        "--json",
        &json,
        "--csv",
        &tables,
        "--unit-sheets",
    ]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn own_outputs_among_the_forms_change_nothing() {
    let place = TempDir::new().unwrap();
    let forms = place.path().join("报送");
    fs::create_dir(&forms).unwrap();
    good(&forms);
    let written = ["汇总.xlsx", "结果.json", "表/排名.csv"];
    let read = || written.map(|name| fs::read(forms.join(name)).unwrap());
    let said = written_among_the_forms(place.path());
    assert!(!said.contains("不计"), "{said}");
    let first = read();
    let tables = fs::read_dir(forms.join("表")).unwrap().count();
    // Whatever they are called now.
    fs::copy(forms.join("汇总.xlsx"), forms.join("应急管理局上报.xlsx")).unwrap();
    fs::write(
        forms.join("查看.html"),
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"ziping-output\" content=\"0.1.0\">",
    )
    .unwrap();
    let said = written_among_the_forms(place.path());
    let own = format!(
        "不计：系统文件、临时文件 0 个，本程序写出的文件 {} 个。",
        tables + 4
    );
    assert!(said.contains(&own), "{own}\n{said}");
    // A run that was killed among its tables leaves them in the list of what it was about to write.
    let lists = ["表/ziping-files.json", "表/ziping-files.next.json"].map(|name| forms.join(name));
    fs::rename(&lists[0], &lists[1]).unwrap();
    let said = written_among_the_forms(place.path());
    assert!(said.contains(&own), "{own}\n{said}");
    assert!(lists[0].exists() && !lists[1].exists());
    for (name, (before, after)) in written.iter().zip(first.iter().zip(read())) {
        assert!(*before == after, "{name} differs");
    }
}

#[test]
fn what_nobody_filed_is_one_line() {
    let place = TempDir::new().unwrap();
    let forms = place.path().join("报送");
    fs::create_dir_all(forms.join("__MACOSX")).unwrap();
    good(&forms);
    for name in [
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "__MACOSX/应急管理局.xlsx",
        "~$应急管理局.xlsx",
        ".~lock.应急管理局.xlsx#",
        "._应急管理局.xlsx",
    ] {
        fs::write(forms.join(name), "Bud1").unwrap();
    }
    let book = place.path().join("汇总.xlsx");
    let result = scored(&forms, &["-o", text(&book)]);
    assert_eq!(
        result["files"],
        serde_json::json!({"seen": 8, "read": 1, "skipped": 7})
    );
    assert_eq!(result["excluded"], serde_json::json!([]));
    let findings = result["findings"].as_array().unwrap();
    let about: Vec<&Value> = findings.iter().map(|f| &f["file"]).collect();
    assert!(
        about.iter().all(|file| **file == "应急管理局.xlsx"),
        "{about:?}"
    );
    let counts = rows(&book, "运行信息");
    let counted = |row: &Vec<String>| row[0].contains("系统文件、临时文件") && row[1] == "7";
    assert!(counts.iter().any(counted), "{counts:?}");
}

#[test]
fn formats_without_checksum_are_counted() {
    let place = TempDir::new().unwrap();
    let forms = place.path().join("报送");
    fs::create_dir(&forms).unwrap();
    let book = place.path().join("汇总.xlsx");
    let counted = |row: &Vec<String>| row[0].contains("格式没有校验和");
    good(&forms);
    scored(&forms, &["-o", text(&book)]);
    assert!(!rows(&book, "运行信息").iter().any(counted));
    let old = "tests/forms/安徽/濉溪县/[155]濉溪县民政局-临时救助-2019绩效目标自评表.xls";
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join(old);
    fs::copy(old, forms.join("临时救助.xls")).unwrap();
    scored(&forms, &["-o", text(&book), "--year", "2023"]);
    let counts = rows(&book, "运行信息");
    let row = counts.iter().find(|row| counted(row));
    assert_eq!(row.map(|row| &*row[1]), Some("1"), "{counts:?}");
}

/// Files of a folder beside the seed's form, and what 报送情况 says of the unit that they are credited to.
const RECEIVED: [(&str, &str, &[u8], &str); 17] = [
    (
        "区教育局",
        "区教育局2023年度自评表（盖章）.pdf",
        b"%PDF-1.7",
        "已报（扫描件，不能读）",
    ),
    (
        "区民政局",
        "附件2-区民政局整体支出绩效自评表.jpg",
        b"\xFF\xD8\xFF\xE0",
        "已报（图片，不能读）",
    ),
    (
        "区水务局",
        "乡镇/区水务局/IMG_0001.heic",
        b"\0\0\0\x18ftypheic\0\0",
        "已报（图片，不能读）",
    ),
    (
        "区司法局",
        "301004 自评表.doc",
        b"{\\rtf1",
        "已报（文字文档，不能读）",
    ),
    (
        "区卫健委",
        "区卫生局.eml",
        b"From: a@b\r\nTo: c@d\r\nSubject: x\r\n",
        "已报（邮件，不能读）",
    ),
    (
        "区人社局",
        "区人社局.rar",
        b"Rar!\x1A\x07\x01\0",
        "已报（压缩包，不能读）",
    ),
    ("区财政局", "区财政局.xlsx", b"", "已报（空文件，不能读）"),
    (
        "区审计局",
        "区审计局自评表.xlsx",
        b"PK\x03\x04....",
        "已报（文件损坏，不能读）",
    ),
    ("区统计局", "区统计局绩效自评报告.pdf", b"%PDF-1.7", "未报"),
    ("区民宗局", "区民宗局绩效报告.txt", b"2023", "未报"),
    // Another body's name, a name of two units, a text that is no form.
    ("区体育局", "区体育局下属训练中心.pdf", b"%PDF-1.7", "未报"),
    ("区林业局", "区林业局、区气象局.pdf", b"%PDF-1.7", "未报"),
    ("区气象局", "说明.txt", b"text", "未报"),
    ("区档案局", "区档案局/第三小学.pdf", b"%PDF-1.7", "未报"),
    ("区信访局", "区信访苟.pdf", b"%PDF-1.7", "未报"),
    (
        "区科技局",
        "关于报送区科技局自评表.pdf",
        b"%PDF-1.7",
        "已报（扫描件，不能读）",
    ),
    ("区文旅局", "区文旅局的说明.txt", b"text", "未报"),
];

#[test]
fn what_cannot_be_read_is_credited_to_the_unit_it_names() {
    let place = TempDir::new().unwrap();
    let forms = place.path().join("报送");
    fs::create_dir(&forms).unwrap();
    good(&forms);
    let mut list = "单位编码,单位名称,曾用名\n301000,应急管理局,安全生产监督管理局\n".to_owned();
    for (at, (unit, file, bytes, _)) in RECEIVED.iter().enumerate() {
        let path = forms.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        let former = if *unit == "区卫健委" {
            "区卫生局"
        } else {
            ""
        };
        list += &format!("{},{unit},{former}\n", 301_001 + at);
    }
    // The signed copy of a form that was read changes nothing.
    fs::write(forms.join("应急管理局（盖章）.pdf"), "%PDF-1.7").unwrap();
    let roster = place.path().join("名单.csv");
    fs::write(&roster, list).unwrap();
    let book = place.path().join("汇总.xlsx");
    let further = ["-o", text(&book), "--roster", text(&roster)];
    let result = scored(&forms, &further);
    let rows = rows(&book, "报送情况");
    let state = |unit: &str| {
        let row = rows.iter().find(|row| row[1] == unit);
        row.unwrap()[3].clone()
    };
    assert_eq!(state("应急管理局"), "已报");
    for (unit, file, _, expected) in RECEIVED {
        assert_eq!(state(unit), expected, "{file}");
    }
    let said: String = rows.concat().concat();
    assert!(
        said.contains("已收到报告：区统计局绩效自评报告.pdf"),
        "{said}"
    );
    assert!(
        said.contains("已收到报告：区民宗局绩效报告.txt（0 个数，与自评表核对上 0 个）"),
        "{said}"
    );
    assert!(said.contains("区信访苟.pdf（可能是区信访局）"), "{said}");
    assert!(
        said.contains("区体育局下属训练中心.pdf（可能是区体育局）"),
        "{said}"
    );
    let due = &result["roster"];
    assert_eq!((&due["due"], &due["received"]), (&18.into(), &10.into()));
    assert_eq!(due["unread"][0]["state"], "已报（扫描件，不能读）");
    let excluded = result["excluded"].as_array().unwrap();
    let mail = excluded.iter().find(|e| e["file"] == "区卫生局.eml");
    assert_eq!(mail.unwrap()["unit"], "区卫健委");
}

/// The rows of a sheet as texts.
pub(crate) fn rows(book: &Path, sheet: &str) -> Vec<Vec<String>> {
    use calamine::{Reader, Xlsx, open_workbook};
    let mut workbook: Xlsx<_> = open_workbook(book).unwrap();
    let sheet = workbook.worksheet_range(sheet).unwrap();
    let texts = |row: &[calamine::Data]| row.iter().map(ToString::to_string).collect();
    sheet.rows().map(texts).collect()
}
