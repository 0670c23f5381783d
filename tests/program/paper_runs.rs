//! Papers: templates, notices and annotated copies.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::{TempDir, tempdir};
use zip::{ZipArchive, ZipWriter};

use crate::papers;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn ziping(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn done(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    said
}

/// A folder with the forms of the example of 2023, without subfolders.
fn filed() -> TempDir {
    let folder = tempdir().unwrap();
    let forms = folder.path().join("自评表");
    fs::create_dir(&forms).unwrap();
    for entry in walkdir::WalkDir::new(root("examples/2023")) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            fs::copy(entry.path(), forms.join(entry.file_name())).unwrap();
        }
    }
    folder
}

const NOTICE: [&str; 10] = [
    "notice",
    "自评表",
    "-o",
    "文书",
    "--date",
    "2024-04-15",
    "--deadline",
    "2024-04-22",
    "--office",
    "某区财政局",
];

/// The parts of a package.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(part.name().unwrap().into_owned(), bytes);
    }
    parts
}

/// The words of a document.
fn words(bytes: &[u8]) -> String {
    let xml = String::from_utf8(parts(bytes).remove("word/document.xml").unwrap()).unwrap();
    let paragraphs = xml.split("</w:p>").map(|paragraph| {
        let texts = paragraph.split("<w:t xml:space=\"preserve\">").skip(1);
        texts
            .filter_map(|text| text.split("</w:t>").next())
            .collect::<String>()
    });
    paragraphs.collect::<Vec<_>>().join("\n")
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn checked_in_templates_are_what_the_program_makes() {
    let made = papers::all().unwrap();
    for (name, bytes) in &made {
        let kept = fs::read(root("templates/papers").join(name)).unwrap();
        assert!(
            kept == *bytes,
            "{name} is stale: cargo run --example make_papers"
        );
    }
    let kinds: Vec<&str> = ziping::paper::KINDS.iter().map(|kind| kind.file).collect();
    let names: Vec<&str> = made.iter().map(|(name, _)| *name).collect();
    assert_eq!(kinds, names);
    // 结果应用.toml lies there too.
    assert_eq!(files(&root("templates/papers")).len(), names.len() + 1);
}

#[test]
fn templates_have_what_wps_needs() {
    for (name, bytes) in papers::all().unwrap() {
        let xml = String::from_utf8(parts(&bytes).remove("word/document.xml").unwrap()).unwrap();
        let tables = xml.matches("<w:tbl>").count();
        assert_eq!(
            xml.matches("<w:tblGrid><w:gridCol w:w=").count(),
            tables,
            "{name}"
        );
        for absent in ["txbx", "<w:sdt", " TOC "] {
            assert!(!xml.contains(absent), "{name}: {absent}");
        }
    }
}

#[test]
fn every_template_can_be_opened_and_its_names_are_listed() {
    let output = ziping(&root(""), &["template", "--papers", "--list"]);
    let list = String::from_utf8(output.stdout).unwrap();
    for kind in ziping::paper::KINDS {
        ziping::document::Template::open(kind.bytes, &(kind.names)()).unwrap();
        assert!(list.contains(kind.file));
        for name in (kind.names)().values {
            assert!(list.contains(&format!("【{}】", name.name)));
        }
    }
}

#[test]
fn each_unit_is_told_and_its_form_annotated() {
    let folder = filed();
    let said = done(&ziping(folder.path(), &NOTICE));
    assert!(said.contains("退回修改"), "{said}");
    let out = folder.path().join("文书");
    let names = files(&out);
    let scored = ziping(
        folder.path(),
        &["score", "自评表", "--json", "-", "--quiet"],
    );
    let scored: Value = serde_json::from_slice(&scored.stdout).unwrap();
    let errors = scored["findings"].as_array().unwrap().iter();
    let root_error =
        |f: &&Value| f["severity"] == "error" && f["caused_by"].is_null() && !f["cell"].is_null();
    for finding in errors.filter(root_error) {
        let unit = finding["unit"].as_str().unwrap();
        let own = names
            .iter()
            .find(|n| n.starts_with(unit) && n.contains("退回修改单") && n.ends_with("docx"));
        let own = own.unwrap_or_else(|| panic!("nothing for {unit} in {names:?}"));
        let text = words(&fs::read(out.join(own)).unwrap());
        assert!(
            text.contains(finding["message"].as_str().unwrap()),
            "{text}"
        );
        assert!(text.contains(finding["cell"].as_str().unwrap()), "{text}");
        assert!(text.contains("2024年4月22日") && text.contains("某区财政局"));
    }
    assert!(names.contains(&"台账（第1次）.csv".to_owned()));
}

#[test]
fn copies_differ_in_comments_alone_and_score_alike() {
    let folder = filed();
    done(&ziping(folder.path(), &NOTICE));
    let out = folder.path().join("文书");
    let copies: Vec<String> = files(&out)
        .into_iter()
        .filter(|n| n.contains("批注"))
        .collect();
    assert!(!copies.is_empty());
    let again = folder.path().join("再报");
    fs::create_dir(&again).unwrap();
    for name in &copies {
        let copy = fs::read(out.join(name)).unwrap();
        let stem = name.split('-').nth(1).unwrap();
        let originals = files(&folder.path().join("自评表"));
        let original = originals
            .iter()
            .find(|o| name.contains(o.trim_end_matches(".xlsx")));
        let original = original.unwrap_or_else(|| panic!("{stem}"));
        let before = parts(&fs::read(folder.path().join("自评表").join(original)).unwrap());
        let after = parts(&copy);
        for (part, bytes) in &before {
            let may_differ = part == "[Content_Types].xml"
                || part.starts_with("xl/workbook.xml")
                || part == "xl/_rels/workbook.xml.rels"
                || part.starts_with("xl/worksheets/");
            assert!(may_differ || after[part] == *bytes, "{name}: {part}");
        }
        assert!(
            after.keys().any(|part| part.starts_with("xl/comments")),
            "{name}"
        );
        // Somebody saved it: the comment of the zip file is gone.
        let mut saved = ZipWriter::new(Cursor::new(Vec::new()));
        for (part, bytes) in &after {
            let options = zip::write::SimpleFileOptions::default();
            saved.start_file(part.as_str(), options).unwrap();
            saved.write_all(bytes).unwrap();
        }
        fs::write(again.join(original), saved.finish().unwrap().into_inner()).unwrap();
    }
    let figures = |folder_name: &str| -> BTreeMap<String, [Value; 3]> {
        let scored = ziping(
            folder.path(),
            &["score", folder_name, "--json", "-", "--quiet"],
        );
        let scored: Value = serde_json::from_slice(&scored.stdout).unwrap();
        let units = scored["units"].as_array().unwrap().iter();
        let figures = units.map(|u| {
            let file = u["file"].as_str().unwrap().to_owned();
            (
                file,
                ["funding", "indicators", "recomputed_total"].map(|key| u[key].clone()),
            )
        });
        figures.collect()
    };
    let before = figures("自评表");
    let after = figures("再报");
    assert!(!after.is_empty());
    for (file, found) in &after {
        assert_eq!(found, &before[file], "{file}");
    }
}

/// Copies of forms of the example under names of their own, and what a notice about them writes.
fn noticed(forms: &[(&str, &str)], change: impl Fn(&str, Vec<u8>) -> Vec<u8>) -> Vec<String> {
    let folder = tempdir().unwrap();
    for (from, to) in forms {
        let place = folder.path().join("自评表").join(to);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        let bytes = fs::read(root("examples/2023").join(from)).unwrap();
        fs::write(place, change(to, bytes)).unwrap();
    }
    done(&ziping(folder.path(), &NOTICE));
    files(&folder.path().join("文书"))
}

#[test]
fn files_of_one_name_have_a_copy_each() {
    let education = "党政机关/教育局/";
    let [unit, project] = [
        "示例区教育局2023年度部门整体支出绩效自评表.xlsx",
        "项目/义务教育薄弱环节改善项目支出绩效自评表.xlsx",
    ]
    .map(|name| format!("{education}{name}"));
    let forms = [
        (&*unit, "部门/自评表.xlsx"),
        (&*project, "项目/自评表.xlsx"),
    ];
    let names = noticed(&forms, |_, bytes| bytes);
    for copy in ["批注（第1次）.xlsx", "批注（第1次）（2）.xlsx"] {
        let name = format!("示例区教育局-自评表-{copy}");
        assert!(names.contains(&name), "{name} in {names:?}");
    }
}

#[test]
fn papers_of_long_names_fit_on_a_disk() {
    let folder = filed();
    let forms = folder.path().join("自评表");
    let form = "融媒体中心整体支出绩效自评表.xlsx";
    let long = forms.join(format!("{}.xlsx", "部门单位整体支出绩效自评表".repeat(6)));
    let unit = "示例区融媒体中心";
    let named = format!("{unit}{}", "第一分中心".repeat(9));
    let part = "xl/sharedStrings.xml";
    let renamed = with_part(&fs::read(forms.join(form)).unwrap(), part, |xml| {
        assert!(xml.contains(unit), "{xml}");
        xml.replace(unit, &named)
    });
    fs::write(&long, renamed).unwrap();
    done(&ziping(folder.path(), &NOTICE));
    let papers = files(&folder.path().join("文书"));
    let copy = papers
        .iter()
        .find(|name| name.len() > 200 && name.ends_with("-批注（第1次）.xlsx"));
    assert!(
        copy.is_some_and(|name| name.starts_with(unit)),
        "{papers:?}"
    );
}

#[test]
fn a_version_that_was_replaced_is_not_sent_back() {
    let form = "党政机关/水利局/示例区水利局2023年度部门整体绩效自评表.xlsx";
    let wrong = |name: &str, bytes: Vec<u8>| match name {
        "水利局.xlsx" => with_part(&bytes, "xl/worksheets/sheet1.xml", |xml| {
            assert!(xml.contains("<v>88.35</v>"));
            xml.replace("<v>88.35</v>", "<v>80</v>")
        }),
        _ => bytes,
    };
    let paper = |forms: &[(&str, &str)]| {
        let names = noticed(forms, wrong);
        let mut names = names.into_iter();
        names
            .find(|n| n.ends_with("docx") && n.starts_with("示例区"))
            .unwrap()
    };
    let (first, last) = ((form, "水利局.xlsx"), (form, "水利局（最终）.xlsx"));
    assert_eq!(paper(&[first]), "示例区水利局-退回修改单（第1次）.docx");
    assert_eq!(
        paper(&[first, last]),
        "示例区水利局-审核通过单（第1次）.docx"
    );
}

#[test]
fn what_is_wrong_with_a_report_is_told_and_nobody_is_missing_without_a_roster() {
    let folder = tempdir().unwrap();
    let forms = folder.path().join("自评表");
    fs::create_dir(&forms).unwrap();
    let form = "党政机关/附件1-应急管理局2023年度部门单位整体支出绩效自评表（定稿）.xlsx";
    fs::copy(root("examples/2023").join(form), forms.join("表.xlsx")).unwrap();
    fs::write(forms.join("扫描.xlsx"), "no workbook").unwrap();
    let report =
        "部门整体支出绩效自评报告\n单位名称：安全生产监督管理局\n我单位全年预算数为458.82万元。\n";
    fs::write(forms.join("自评报告.txt"), report).unwrap();
    let said = done(&ziping(folder.path(), &NOTICE));
    assert!(said.contains("没有单位名单"), "{said}");
    let out = folder.path().join("文书");
    let read = |name: &str| fs::read(out.join(name)).unwrap();
    let notice = words(&read("安全生产监督管理局-退回修改单（第1次）.docx"));
    let told = [
        "自评报告.txt",
        "第3段",
        "全年预算数在自评表中是 485.82万元，报告写 458.82万元",
    ];
    for told in told {
        assert!(notice.contains(told), "{told} in {notice}");
    }
    let list = words(&read("催报名单（第1次）.docx"));
    assert!(list.contains("没有单位名单，未报的单位列不出来"), "{list}");
    assert!(
        list.contains("扫描.xlsx") && !list.contains("应报"),
        "{list}"
    );
    let ledger = String::from_utf8(read("台账（第1次）.csv")).unwrap();
    assert!(ledger.contains("自评报告.txt"), "{ledger}");
}

/// A package with one part changed.
fn with_part(bytes: &[u8], name: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (part, bytes) in parts(bytes) {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let bytes = if part == name {
            change(text(bytes)).into_bytes()
        } else {
            bytes
        };
        out.start_file(part, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn comments_stay_and_protected_books_are_named() {
    let folder = filed();
    done(&ziping(folder.path(), &NOTICE));
    let out = folder.path().join("文书");
    let copy = files(&out)
        .into_iter()
        .find(|n| n.contains("住房") && n.contains("批注"))
        .unwrap();
    let annotated = fs::read(out.join(copy)).unwrap();
    // A copy that somebody saved comes back: its comments stay, its list too, and a second list is added.
    let again = folder.path().join("再报");
    fs::create_dir(&again).unwrap();
    let comments = "xl/comments1.xml";
    let saved = with_part(&annotated, comments, |xml| {
        xml.replace("第1次审核", "单位的批注")
    });
    let with_protection = |element: &str| {
        with_part(&saved, "xl/workbook.xml", |xml| {
            xml.replace("<bookViews>", &format!("{element}<bookViews>"))
        })
    };
    // What LibreOffice writes into every workbook protects nothing.
    let open = with_protection("<workbookProtection/>");
    fs::write(again.join("住建局.xlsx"), open).unwrap();
    let protected = with_protection("<workbookProtection lockStructure=\"1\"/>");
    let other = folder.path().join("又报");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("保护.xlsx"), protected).unwrap();
    let notice = |from: &str, to: &str| {
        let arguments = ["notice", from, "-o", to, "--round", "2"];
        done(&ziping(folder.path(), &arguments))
    };
    notice("再报", "二");
    let said = notice("又报", "三");
    assert!(
        said.contains("有保护") && said.contains("保护.xlsx"),
        "{said}"
    );
    let second = folder.path().join("二");
    let copies: Vec<String> = files(&second)
        .into_iter()
        .filter(|n| n.contains("批注"))
        .collect();
    assert_eq!(copies.len(), 1, "{copies:?}");
    let found = parts(&fs::read(second.join(&copies[0])).unwrap());
    let text = |part: &str| String::from_utf8(found[part].clone()).unwrap();
    assert!(text(comments).contains("单位的批注"));
    assert!(
        text("xl/workbook.xml").contains("name=\"问题清单\"")
            && text("xl/workbook.xml").contains("name=\"问题清单(2)\"")
    );
}

#[test]
fn a_copy_that_nobody_changed_is_no_filing() {
    let folder = filed();
    done(&ziping(folder.path(), &NOTICE));
    let scored = ziping(folder.path(), &["score", "文书", "--json", "-", "--quiet"]);
    assert_eq!(
        scored.status.code(),
        Some(2),
        "nothing in the folder is a filing"
    );
}

#[test]
fn papers_that_were_changed_are_not_replaced() {
    let folder = filed();
    done(&ziping(folder.path(), &NOTICE));
    let out = folder.path().join("文书");
    let before = files(&out);
    // The same again: nothing new.
    let said = done(&ziping(folder.path(), &NOTICE));
    assert!(!said.contains("写在旁边"), "{said}");
    assert_eq!(files(&out), before);
    let changed = before.iter().find(|name| name.ends_with(".docx")).unwrap();
    fs::write(out.join(changed), "my words").unwrap();
    let said = done(&ziping(folder.path(), &NOTICE));
    assert!(said.contains("写在旁边"), "{said}");
    assert_eq!(fs::read_to_string(out.join(changed)).unwrap(), "my words");
    let beside = changed.replace(".docx", "（2）.docx");
    assert!(files(&out).contains(&beside));
    // Once more: the second is replaced, there is no third.
    done(&ziping(folder.path(), &NOTICE));
    assert_eq!(files(&out).len(), before.len() + 1);
}

#[test]
fn the_office_s_own_templates_are_used_and_refused_by_name() {
    let folder = filed();
    let own = folder.path().join("文书模板");
    done(&ziping(
        folder.path(),
        &["template", "--papers", "-o", "文书模板"],
    ));
    let template = own.join("退回修改单.docx");
    let edit = |from: &str, to: &str| {
        let bytes = fs::read(&template).unwrap();
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for (part, bytes) in parts(&bytes) {
            let text = String::from_utf8(bytes).unwrap().replace(from, to);
            out.start_file(part, zip::write::SimpleFileOptions::default())
                .unwrap();
            out.write_all(text.as_bytes()).unwrap();
        }
        fs::write(&template, out.finish().unwrap().into_inner()).unwrap();
    };
    edit("绩效自评表退回修改单", "本局的退回单");
    let said = done(&ziping(folder.path(), &NOTICE));
    assert!(said.contains("文书模板取自"), "{said}");
    let out = folder.path().join("文书");
    let name = files(&out)
        .into_iter()
        .find(|n| n.contains("退回修改单") && n.ends_with("docx"));
    let text = words(&fs::read(out.join(name.unwrap())).unwrap());
    assert!(text.starts_with("本局的退回单"), "{text}");
    edit("【单位名称】", "【单位名】");
    let refused = ziping(folder.path(), &NOTICE);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        said.contains("【单位名】") && said.contains("是否应为【单位名称】"),
        "{said}"
    );
    edit("【单位名】", "【单位名称】");
    edit(
        "<w:body>",
        "<w:body><w:p><w:ins w:id=\"1\"><w:r><w:t>新</w:t></w:r></w:ins></w:p>",
    );
    let refused = ziping(folder.path(), &NOTICE);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("第 1 段") && said.contains("修订"), "{said}");
}

const SEED: &str = "tests/forms/新疆/乌鲁木齐高新区（新市区）";

/// Figures of the published report of the unit that its form knows, as printed there, in its order.
const PUBLISHED: [&str; 43] = [
    "433.69",
    "367.78",
    "65.91",
    "52.13",
    "485.82",
    "12.02%",
    "436.51",
    "89.85%",
    "415.17",
    "21.34",
    "416.21",
    "400.68",
    "15.53",
    "99.75%",
    "69.61",
    "50.41",
    "5.91",
    "44.5",
    "19.2",
    "15.44",
    "8.98",
    "5%",
    "100%",
    "8分",
    "288.9",
    "12分",
    "10.78",
    "51.54%",
    "30.66%",
    "3.07",
    "10分",
    "95%",
    "105.26%",
    "52",
    "26",
    "54",
    "103.85%",
    "15分",
    "90%",
    "0%",
    "90.83",
    "2个项目",
    "3个项目",
];

#[test]
fn the_report_has_every_figure_of_the_published_one() {
    let folder = tempdir().unwrap();
    done(&ziping(
        &root(""),
        &["report", SEED, "-o", folder.path().to_str().unwrap()],
    ));
    let name = "安全生产监督管理局-部门单位整体支出绩效自评报告.docx";
    let text = words(&fs::read(folder.path().join(name)).unwrap());
    let missing: Vec<&str> = PUBLISHED
        .into_iter()
        .filter(|figure| !text.replace(' ', "").contains(figure))
        .collect();
    assert!(missing.is_empty(), "{missing:?} in {text}");
    // What the projects do not come to stands out, as does what nobody wrote.
    for gap in ["与各项目合计不同", "请填写主要职能"] {
        assert!(text.contains(gap), "{text}");
    }
    let headings = ["一、", "二、", "三、", "四、", "五、", "六、"];
    let at: Vec<usize> = headings
        .iter()
        .map(|heading| text.find(&format!("\n{heading}")).unwrap())
        .collect();
    assert!(at.is_sorted());
}

#[test]
fn words_of_the_form_go_into_its_report() {
    let folder = tempdir().unwrap();
    let form = folder.path().join("局.xlsx");
    let blank = fs::read(root("templates/部门单位整体支出绩效自评表.xlsx")).unwrap();
    let workbook = ziping::workbook::read(&blank).unwrap();
    assert!(ziping::form::read::narrative(&workbook).is_empty());
    // The words go where the reader looks: the cell beside the heading.
    let mut changed = parts(&blank);
    let sheet = changed.get_mut("xl/worksheets/sheet3.xml").unwrap();
    let xml = String::from_utf8(sheet.clone()).unwrap();
    let cell = xml.find("<c r=\"B3\"").unwrap();
    let end = cell + xml[cell..].find("/>").unwrap();
    let filled = format!(
        "{} t=\"inlineStr\"><is><t>管钱。&#10;管人。</t></is></c>{}",
        &xml[cell..end].replace(" t=\"s\"", ""),
        ""
    );
    *sheet = format!("{}{filled}{}", &xml[..cell], &xml[end + 2..]).into_bytes();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (part, bytes) in changed {
        out.start_file(part, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&bytes).unwrap();
    }
    fs::write(&form, out.finish().unwrap().into_inner()).unwrap();
    let workbook = ziping::workbook::read(&fs::read(&form).unwrap()).unwrap();
    let words = ziping::form::read::narrative(&workbook);
    assert_eq!(
        words.get("主要职能").map(String::as_str),
        Some("管钱。\n管人。")
    );
}

#[test]
fn the_circular_names_units_grades_and_problems() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("通报.docx");
    let out = out.to_str().unwrap();
    let command = [
        "circular",
        "examples/2023",
        "--previous",
        "examples/2022",
        "--roster",
        "examples/名单.xlsx",
        "-o",
        out,
    ];
    done(&ziping(&root(""), &command));
    let text = words(&fs::read(out).unwrap());
    let scored = ziping(
        &root(""),
        &[
            "score",
            "examples/2023",
            "--roster",
            "examples/名单.xlsx",
            "--json",
            "-",
            "--quiet",
        ],
    );
    let scored: Value = serde_json::from_slice(&scored.stdout).unwrap();
    let units = scored["units"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|u| u["kind"] == "unit" && !u["rank"].is_null());
    // As the roster calls them, whatever they call themselves.
    let listed = |name: &str| match name {
        "安全生产监督管理局" => "示例区应急管理局".to_owned(),
        name => name.to_owned(),
    };
    for unit in units {
        for key in ["/unit/name", "/recomputed_total"] {
            let shown = listed(unit.pointer(key).unwrap().as_str().unwrap());
            assert!(text.contains(&shown), "{key} {shown} in {text}");
        }
    }
    assert!(!text.contains("安全生产监督管理局"), "{text}");
    for said in [
        "485.82",
        "应报18个单位",
        "存在的主要问题",
        "优先保障",
        "上年平均分",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    // A circular that somebody changed stays.
    fs::write(out, "my words").unwrap();
    assert!(done(&ziping(&root(""), &command)).contains("写在旁边"));
    assert_eq!(fs::read_to_string(out).unwrap(), "my words");
    assert!(folder.path().join("通报（2）.docx").exists());
}

#[test]
fn what_is_published_is_the_form() {
    let folder = tempdir().unwrap();
    done(&ziping(
        &root(""),
        &[
            "circular",
            SEED,
            "--public",
            "-o",
            folder.path().to_str().unwrap(),
        ],
    ));
    let text = words(&fs::read(folder.path().join("安全生产监督管理局-公开表.docx")).unwrap());
    for figure in [
        "433.69",
        "485.82",
        "436.51",
        "90.83",
        "受益人员满意度",
        "10.78",
    ] {
        assert!(text.contains(figure), "{figure} in {text}");
    }
}

/// Templates as LibreOffice saves them, and as python-docx does, say the same when filled.
fn resaved(save: impl Fn(&Path, &Path)) {
    let folder = filed();
    let (own, built_in) = (folder.path().join("文书模板"), folder.path().join("内置"));
    done(&ziping(
        folder.path(),
        &["template", "--papers", "-o", "内置"],
    ));
    save(&built_in, &own);
    let notice = |papers: &str, out: &str| -> BTreeMap<String, String> {
        let further = ["--papers", papers, "-o", out];
        let command: Vec<&str> = NOTICE
            .iter()
            .filter(|w| !["-o", "文书"].contains(w))
            .copied()
            .chain(further)
            .collect();
        done(&ziping(folder.path(), &command));
        let out = folder.path().join(out);
        let names = files(&out)
            .into_iter()
            .filter(|name| name.ends_with(".docx"));
        let squeeze = |text: String| {
            text.lines()
                .map(str::trim)
                .filter(|l| !l.is_empty())
                .collect::<Vec<_>>()
                .join("\n")
        };
        names
            .map(|name| {
                (
                    name.clone(),
                    squeeze(text_of(&fs::read(out.join(&name)).unwrap())),
                )
            })
            .collect()
    };
    let expected = notice("内置", "一");
    let found = notice("文书模板", "二");
    assert!(!expected.is_empty());
    assert_eq!(found, expected);
}

/// The text of a document, whatever wrote it.
fn text_of(bytes: &[u8]) -> String {
    let xml = String::from_utf8(parts(bytes).remove("word/document.xml").unwrap()).unwrap();
    let paragraphs = xml.split("</w:p>").map(|paragraph| {
        let texts = paragraph
            .split("<w:t")
            .skip(1)
            .filter_map(|t| t.split_once('>'));
        let texts = texts.filter_map(|(_, text)| text.split_once("</w:t>"));
        texts.map(|(text, _)| text).collect::<String>()
    });
    paragraphs.collect::<Vec<_>>().join("\n")
}

#[test]
#[ignore = "needs LibreOffice"]
fn templates_saved_by_libreoffice_say_the_same() {
    resaved(|from, to| {
        let templates: Vec<PathBuf> = files(from)
            .iter()
            .filter(|n| n.ends_with("docx"))
            .map(|n| from.join(n))
            .collect();
        fs::create_dir(to).unwrap();
        crate::office::saved(&templates, "docx", to.parent().unwrap(), to);
    });
}

#[test]
#[ignore = "needs Python with python-docx"]
fn templates_saved_by_python_say_the_same() {
    resaved(|from, to| {
        let script = "import sys, docx, os\nos.makedirs(sys.argv[2])\nfor n in os.listdir(sys.argv[1]):\n  if n.endswith('docx'): docx.Document(os.path.join(sys.argv[1], n)).save(os.path.join(sys.argv[2], n))";
        let done = Command::new("python3")
            .args(["-c", script])
            .arg(from)
            .arg(to)
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    });
}

#[test]
#[ignore = "needs LibreOffice and Python with openpyxl"]
fn annotated_copies_open_elsewhere() {
    let folder = filed();
    done(&ziping(folder.path(), &NOTICE));
    let out = folder.path().join("文书");
    let copies: Vec<PathBuf> = files(&out)
        .iter()
        .filter(|n| n.contains("批注"))
        .map(|n| out.join(n))
        .collect();
    let script = "import sys, openpyxl\nfor n in sys.argv[1:]:\n  b = openpyxl.load_workbook(n)\n  assert '问题清单' in b.sheetnames, n\n  assert any(c.comment for s in b for r in s for c in r), n";
    let opened = Command::new("python3")
        .args(["-c", script])
        .args(&copies)
        .output()
        .unwrap();
    assert!(opened.status.success(), "{opened:?}");
    let saved = folder.path().join("另存");
    crate::office::saved(&copies, "xlsx", folder.path(), &saved);
    assert_eq!(files(&saved).len(), copies.len());
}
