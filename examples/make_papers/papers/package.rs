//! The parts of a document around its text: page, styles, fonts, page numbers.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const R: &str = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A4 with margins of 37, 28, 35 and 26 mm; the page number 7 mm below the text.
const PAGE: &str = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1304\" w:gutter=\"0\"/>";
/// 22 lines of 28 characters. A character of 16 pt is a little wider than the 28th part of a line: the styles set it
/// closer, as LibreOffice gives two places of the grid to one that does not fit.
const GRID: &str = "<w:docGrid w:type=\"linesAndChars\" w:linePitch=\"580\" w:charSpace=\"0\"/>";
const CLOSER: &str = "<w:spacing w:val=\"-5\"/>";

/// A font of the standard with those that stand in where it is missing.
const FONTS: [(&str, &str); 4] = [
    (
        "方正小标宋_GBK",
        "方正小标宋简体,FZXiaoBiaoSong-B05,宋体,SimSun,Noto Serif CJK SC",
    ),
    (
        "仿宋_GB2312",
        "仿宋,FangSong,STFangsong,华文仿宋,Noto Serif CJK SC",
    ),
    (
        "楷体_GB2312",
        "楷体,KaiTi,STKaiti,华文楷体,Noto Serif CJK SC",
    ),
    ("黑体", "SimHei,STHeiti,华文黑体,Noto Sans CJK SC"),
];

/// Name, font, half points, and properties of the paragraph.
const STYLES: [(&str, &str, u32, &str); 11] = [
    (
        "题目",
        "方正小标宋_GBK",
        44,
        "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"640\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>",
    ),
    (
        "正文段",
        "仿宋_GB2312",
        32,
        "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:jc w:val=\"both\"/>",
    ),
    ("顶格段", "仿宋_GB2312", 32, "<w:jc w:val=\"both\"/>"),
    (
        "一级标题",
        "黑体",
        32,
        "<w:keepNext/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:outlineLvl w:val=\"0\"/>",
    ),
    (
        "二级标题",
        "楷体_GB2312",
        32,
        "<w:keepNext/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:outlineLvl w:val=\"1\"/>",
    ),
    (
        "三级标题",
        "仿宋_GB2312",
        32,
        "<w:keepNext/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:outlineLvl w:val=\"2\"/>",
    ),
    (
        "落款",
        "仿宋_GB2312",
        32,
        "<w:ind w:rightChars=\"400\" w:right=\"1280\"/><w:jc w:val=\"right\"/>",
    ),
    ("附件号", "黑体", 32, "<w:keepNext/>"),
    ("居中", "仿宋_GB2312", 32, "<w:jc w:val=\"center\"/>"),
    (
        "表内",
        "仿宋_GB2312",
        21,
        "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"300\" w:lineRule=\"exact\"/>",
    ),
    (
        "表注",
        "仿宋_GB2312",
        21,
        "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"320\" w:lineRule=\"exact\"/><w:jc w:val=\"right\"/>",
    ),
];

/// The document with this text between `<w:body>` and the properties of its last section.
pub(super) fn docx(body: &str) -> ZipResult<Vec<u8>> {
    // A cover ends before the first heading, an annex begins behind the last.
    let first = body.split_once("w:type=\"page\"");
    let cover = match first.is_some_and(|(page, _)| !page.contains("一级标题")) {
        true => "<w:titlePg/>",
        false => "",
    };
    let footers = "<w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"even\" r:id=\"rId5\"/>";
    let document = format!(
        "{HEAD}<w:document {W} {R}><w:body>{body}<w:sectPr>{footers}{PAGE}{cover}{GRID}</w:sectPr></w:body></w:document>"
    );
    let parts = [
        ("[Content_Types].xml", content_types()),
        (
            "_rels/.rels",
            relations(&[("officeDocument", "word/document.xml")]),
        ),
        ("word/document.xml", document),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                ("styles", "styles.xml"),
                ("settings", "settings.xml"),
                ("fontTable", "fontTable.xml"),
                ("footer", "footer1.xml"),
                ("footer", "footer2.xml"),
            ]),
        ),
        ("word/styles.xml", styles()),
        (
            "word/settings.xml",
            format!(
                "{HEAD}<w:settings {W}><w:defaultTabStop w:val=\"420\"/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val=\"290\"/><w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
            ),
        ),
        ("word/fontTable.xml", fonts()),
        (
            "word/footer1.xml",
            footer("<w:ind w:rightChars=\"100\" w:right=\"280\"/><w:jc w:val=\"right\"/>"),
        ),
        (
            "word/footer2.xml",
            footer("<w:ind w:leftChars=\"100\" w:left=\"280\"/><w:jc w:val=\"left\"/>"),
        ),
    ];
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        out.start_file(name, options)?;
        out.write_all(text.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}

fn content_types() -> String {
    let parts = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("fontTable", "fontTable"),
        ("footer1", "footer"),
        ("footer2", "footer"),
    ];
    let parts = parts.map(|(part, kind)| {
        format!("<Override PartName=\"/word/{part}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>")
    });
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
        parts.concat()
    )
}

fn relations(targets: &[(&str, &str)]) -> String {
    let each = targets.iter().zip(1..).map(|((kind, target), number)| {
        format!("<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    });
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
        each.collect::<String>()
    )
}

fn styles() -> String {
    let each = STYLES.iter().map(|(name, font, size, properties)| {
        let closer = if *size == 32 { CLOSER } else { "" };
        format!(
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{name}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{properties}</w:pPr><w:rPr><w:rFonts w:eastAsia=\"{font}\"/>{closer}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>"
        )
    });
    let fonts = "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\" w:eastAsia=\"仿宋_GB2312\"/>";
    format!(
        "{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:kern w:val=\"2\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr><w:widowControl w:val=\"0\"/><w:spacing w:line=\"580\" w:lineRule=\"exact\"/></w:pPr></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:left w:w=\"70\" w:type=\"dxa\"/><w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>{}</w:styles>",
        each.collect::<String>()
    )
}

fn fonts() -> String {
    let each = FONTS.iter().map(|(name, others)| {
        format!(
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{others}\"/><w:charset w:val=\"86\"/><w:pitch w:val=\"default\"/></w:font>"
        )
    });
    format!("{HEAD}<w:fonts {W}>{}</w:fonts>", each.collect::<String>())
}

/// — 1 — in 四号.
fn footer(place: &str) -> String {
    let size = "<w:rPr><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/></w:rPr>";
    let text = |text: &str| format!("<w:r>{size}<w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    format!(
        "{HEAD}<w:ftr {W}><w:p><w:pPr><w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"240\" w:lineRule=\"auto\"/>{place}</w:pPr>{}<w:fldSimple w:instr=\" PAGE \">{}</w:fldSimple>{}</w:p></w:ftr>",
        text("— "),
        text("1"),
        text(" —")
    )
}
