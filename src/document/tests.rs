use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::package::Package;
use super::{List, Name, Names, Template, TemplateError, Value, Values, is_sealed, paragraphs};

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn document(body: &str) -> Vec<u8> {
    let xml = format!("<w:document><w:body>{body}</w:body></w:document>");
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &xml),
        ("word/styles.xml", "<w:styles/>"),
        (
            "word/header1.xml",
            "<w:hdr><w:p><w:r><w:t>【单位名称】</w:t></w:r></w:p></w:hdr>",
        ),
    ])
}

fn names() -> Names {
    let name = |name| Name { name, example: "" };
    Names {
        values: ["单位名称", "执行率", "说明"].map(name).to_vec(),
        lists: vec![List {
            name: "每个指标",
            values: ["指标", "得分"].map(name).to_vec(),
        }],
    }
}

fn text(words: &str) -> Value {
    Value::text(words)
}

fn values() -> Values {
    let mut values = Values::default();
    values.set("单位名称", text("甲局 & 乙局"));
    values.set("执行率", text("89.85%"));
    values.set("说明", Value::gap("请填写"));
    let row = |name: &str, score: &str| [("指标", text(name)), ("得分", text(score))];
    let items = [row("培训次数", "8"), row("满意度", "10")];
    values.list("每个指标", items.map(|i| i.into_iter().collect()).to_vec());
    values
}

/// The body after filling, or why it is refused.
fn filled(body: &str) -> Result<String, TemplateError> {
    let bytes = document(body);
    let paper = Template::open(&bytes, &names())?.fill(&values()).unwrap();
    assert!(is_sealed(&paper));
    let xml = Package::open(&paper)
        .unwrap()
        .text("word/document.xml")
        .unwrap();
    let inner = xml.strip_prefix("<w:document><w:body>").unwrap();
    Ok(inner
        .strip_suffix("</w:body></w:document>")
        .unwrap()
        .to_owned())
}

const KEPT: &str = "<w:t xml:space=\"preserve\">";

#[test]
fn a_placeholder_split_over_runs_takes_the_style_of_its_first() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>率【执</w:t></w:r><w:proofErr/><w:r><w:t>行</w:t></w:r><w:r><w:t>率】。</w:t></w:r></w:p>";
    let expected = format!(
        "<w:p><w:r><w:rPr><w:b/></w:rPr>{KEPT}率89.85%</w:t></w:r><w:proofErr/><w:r>{KEPT}</w:t></w:r><w:r>{KEPT}。</w:t></w:r></w:p>"
    );
    assert_eq!(filled(body).unwrap(), expected);
}

#[test]
fn rows_and_paragraphs_repeat() {
    let body = "<w:tr><w:tc><w:p><w:r><w:t>【每个指标】【指标】</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>【得分】</w:t></w:r></w:p></w:tc></w:tr>";
    let row = |name: &str, score: &str| {
        format!(
            "<w:tr><w:tc><w:p><w:r>{KEPT}{name}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>{KEPT}{score}</w:t></w:r></w:p></w:tc></w:tr>"
        )
    };
    assert_eq!(
        filled(body).unwrap(),
        row("培训次数", "8") + &row("满意度", "10")
    );
    let body =
        "<w:p><w:r><w:t>【每个指标】</w:t></w:r><w:r><w:t>【指标】得【得分】分</w:t></w:r></w:p>";
    assert_eq!(filled(body).unwrap().matches("<w:p>").count(), 2);
}

#[test]
fn conditions_keep_or_drop() {
    let paragraph = |name: &str| format!("<w:p><w:r><w:t>【如有：{name}】有</w:t></w:r></w:p>");
    assert!(filled(&paragraph("执行率")).unwrap().contains(">有<"));
    assert!(filled(&paragraph("每个指标")).unwrap().contains(">有<"));
    let bytes = document(&paragraph("执行率"));
    let template = names();
    let paper = Template::open(&bytes, &template).unwrap();
    let xml = paper.fill(&Values::default()).unwrap();
    let xml = Package::open(&xml)
        .unwrap()
        .text("word/document.xml")
        .unwrap();
    assert_eq!(xml, "<w:document><w:body></w:body></w:document>");
}

#[test]
fn gaps_are_red_and_brackets_doubled_are_brackets() {
    let body =
        "<w:p><w:r><w:rPr><w:b/><w:sz/></w:rPr><w:t>【【2020】见【说明】止</w:t></w:r></w:p>";
    let found = filled(body).unwrap();
    let red = "<w:rPr><w:b/><w:color w:val=\"FF0000\"/><w:sz/></w:rPr>";
    assert!(
        found.contains(&format!("{red}{KEPT}请填写</w:t>")),
        "{found}"
    );
    assert!(
        found.contains(">【2020】见<") && found.contains(">止<"),
        "{found}"
    );
}

#[test]
fn what_is_escaped_stays_escaped() {
    let found = filled("<w:p><w:r><w:t>a &lt; 【单位名称】</w:t></w:r></w:p>").unwrap();
    assert!(found.contains("a &lt; 甲局 &amp; 乙局"), "{found}");
}

#[test]
fn lines_are_paragraphs_where_a_value_stands_alone() {
    let bytes = document(
        "<w:p><w:r><w:t>【说明】</w:t></w:r></w:p><w:p><w:r><w:t>见【说明】</w:t></w:r></w:p>",
    );
    let lines = [("说明", text("一\n二"))].into_iter().collect();
    let paper = Template::open(&bytes, &names())
        .unwrap()
        .fill(&lines)
        .unwrap();
    let xml = Package::open(&paper)
        .unwrap()
        .text("word/document.xml")
        .unwrap();
    assert_eq!(xml.matches("<w:p>").count(), 3, "{xml}");
    assert!(xml.contains("见一</w:t><w:br/>"), "{xml}");
}

#[test]
fn names_are_checked_with_their_paragraph_even_in_lists_without_items() {
    let body =
        "<w:p/><w:tr><w:tc><w:p><w:r><w:t>【每个指标】【得分分】</w:t></w:r></w:p></w:tc></w:tr>";
    let Err(TemplateError::Unknown {
        name,
        place,
        nearest,
    }) = filled(body)
    else {
        panic!("not refused");
    };
    assert_eq!(
        (&*name, place.paragraph, nearest.as_deref()),
        ("得分分", 2, Some("得分"))
    );
    let outside = "<w:p><w:r><w:t>【得分】</w:t></w:r></w:p>";
    assert!(matches!(
        filled(outside),
        Err(TemplateError::Unknown { .. })
    ));
    let list = "<w:p><w:r><w:t>【每个项目】</w:t></w:r></w:p>";
    assert!(
        matches!(filled(list), Err(TemplateError::Unknown { nearest: Some(n), .. }) if n == "每个指标")
    );
}

#[test]
fn tracked_changes_are_refused() {
    let body = "<w:p/><w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>";
    assert!(matches!(filled(body), Err(TemplateError::Tracked(place)) if place.paragraph == 2));
    assert!(matches!(
        Template::open(b"x", &names()),
        Err(TemplateError::NotDocument)
    ));
}

#[test]
fn other_parts_keep_their_bytes() {
    let bytes = document("<w:p><w:r><w:t>【执行率】</w:t></w:r></w:p>");
    let paper = Template::open(&bytes, &names())
        .unwrap()
        .fill(&values())
        .unwrap();
    let (before, after) = (
        Package::open(&bytes).unwrap(),
        Package::open(&paper).unwrap(),
    );
    let parts = |package: &Package<'_>| -> BTreeMap<String, String> {
        let names = package.names().map(|name| name.into_owned());
        names
            .map(|name| (name.clone(), package.text(&name).unwrap()))
            .collect()
    };
    let (before, after) = (parts(&before), parts(&after));
    assert!(before.keys().eq(after.keys()));
    let changed = before.iter().filter(|(name, text)| after[*name] != **text);
    assert_eq!(
        changed.map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        ["word/document.xml", "word/header1.xml"]
    );
}

#[test]
fn numbers_that_are_shown_are_read() {
    let level = |at: u32, format: &str, shown: &str, more: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}\
             <w:lvlText w:val=\"{shown}\"/></w:lvl>"
        )
    };
    let levels = [
        level(0, "chineseCounting", "%1、", ""),
        level(1, "chineseCounting", "（%2）", "<w:pStyle w:val=\"two\"/>"),
        level(2, "decimal", "%1.%3.", ""),
        level(3, "bullet", "●", ""),
    ];
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId=\"7\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\">\
         <w:startOverride w:val=\"5\"/></w:lvlOverride></w:num></w:numbering>",
        levels.concat()
    );
    let styles = "<w:styles><w:style w:styleId=\"two\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
                  <w:style w:styleId=\"three\"><w:basedOn w:val=\"two\"/></w:style></w:styles>";
    let numbered = |list: u32, at: u32, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{at}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>\
             <w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let styled = |style: &str, words: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let body = [
        numbered(1, 0, "概况"),
        styled("two", "职能"),
        styled("three", "人员"),
        numbered(1, 2, "5个科室"),
        numbered(1, 3, "要点"),
        numbered(1, 0, "管理"),
        numbered(1, 1, "支出"),
        numbered(2, 0, "另起"),
        numbered(0, 0, "没有编号"),
    ];
    let document = format!(
        "<w:document><w:body>{}</w:body></w:document>",
        body.concat()
    );
    let package = zipped(&[
        ("word/document.xml", &document),
        ("word/numbering.xml", &numbering),
        ("word/styles.xml", styles),
    ]);
    let shown = [
        "一、 概况",
        "（一） 职能",
        "（二） 人员",
        "一.1. 5个科室",
        "要点",
        "二、 管理",
        "（一） 支出",
        "五、 另起",
        "没有编号",
    ];
    assert_eq!(paragraphs(&package).unwrap(), shown);
}
