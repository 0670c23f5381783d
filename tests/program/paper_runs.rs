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
    assert_eq!(files(&root("templates/papers")).len(), names.len());
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
