//! The fixed parts of an OpenDocument file, and its styles.

use std::fmt::Write as _;

use crate::forms::sheet::{Paper, Sheet, Shown, Style};

/// `META-INF/manifest.xml`
pub(super) const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;

const NAMESPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3""#;

/// Fonts and number formats both style parts refer to.
const FONTS: &str = r#"<office:font-face-decls><style:font-face style:name="宋体" svg:font-family="宋体"/><style:font-face style:name="方正小标宋简体" svg:font-family="方正小标宋简体"/></office:font-face-decls>"#;

const NUMBERS: &str = r#"<number:number-style style:name="N2"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1"/></number:number-style><number:percentage-style style:name="N10"><number:number number:decimal-places="0" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style><number:percentage-style style:name="N11"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>"#;

const STYLES: [Style; 6] = [
    Style::Note,
    Style::Title,
    Style::Caption,
    Style::Label,
    Style::Text,
    Style::Value,
];

const FORMATS: [Shown; 4] = [
    Shown::General,
    Shown::TwoPlaces,
    Shown::Percent,
    Shown::PercentTwoPlaces,
];

/// `meta.xml`, with the date of creation.
pub(super) fn meta(created: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-meta {NAMESPACES}><office:meta><meta:creation-date>{created}T00:00:00</meta:creation-date></office:meta></office:document-meta>"#
    )
}

/// `styles.xml`: default cell, A4 upright and across.
pub(super) fn styles() -> String {
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMESPACES}>{FONTS}<office:styles><style:style style:name="Default" style:family="table-cell"><style:text-properties style:font-name="宋体" style:font-name-asian="宋体" fo:font-size="10pt" style:font-size-asian="10pt"/></style:style></office:styles><office:automatic-styles>"#
    );
    for (name, size) in [
        (
            "upright",
            r#"fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait""#,
        ),
        (
            "across",
            r#"fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape""#,
        ),
    ] {
        out.push_str(&format!(
            r#"<style:page-layout style:name="{name}"><style:page-layout-properties {size} fo:margin="1.3cm" style:table-centering="horizontal" style:scale-to-X="1" style:scale-to-Y="0"/><style:header-style/><style:footer-style/></style:page-layout>"#
        ));
    }
    out.push_str(r#"</office:automatic-styles><office:master-styles><style:master-page style:name="A4" style:page-layout-name="upright"/><style:master-page style:name="A4across" style:page-layout-name="across"/></office:master-styles></office:document-styles>"#);
    out
}

/// Name of the table style for a paper.
pub(super) const fn page_style(paper: Paper) -> &'static str {
    match paper {
        Paper::Portrait => "ta1",
        Paper::Landscape => "ta2",
    }
}

/// Name of the cell style for a look and a number format.
pub(super) fn cell_style(style: Style, shown: Shown) -> String {
    let look = STYLES.iter().position(|s| *s == style).unwrap_or(0);
    let format = FORMATS.iter().position(|s| *s == shown).unwrap_or(0);
    format!("ce{look}_{format}")
}

/// `content.xml` up to the first table.
pub(super) fn content_head(sheets: &[Sheet]) -> String {
    let mut out = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}>{FONTS}<office:automatic-styles>{NUMBERS}<style:style style:name="ta1" style:family="table" style:master-page-name="A4"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table" style:master-page-name="A4across"><style:table-properties table:display="true"/></style:style>"#
    );
    for (index, sheet) in sheets.iter().enumerate() {
        sizes(&mut out, index, sheet);
    }
    for style in STYLES {
        for shown in FORMATS {
            out.push_str(&cell_look(style, shown));
        }
    }
    out.push_str("</office:automatic-styles><office:body><office:spreadsheet>");
    out
}

/// Styles of the columns and rows of one sheet.
fn sizes(out: &mut String, index: usize, sheet: &Sheet) {
    for (col, width) in sheet.widths.iter().enumerate() {
        // Seven pixels a character and five of padding, 96 pixels an inch.
        let centimetres = (width * 7.0 + 5.0) / 96.0 * 2.54;
        let _ = write!(
            out,
            r#"<style:style style:name="co{index}_{col}" style:family="table-column"><style:table-column-properties style:column-width="{centimetres:.3}cm"/></style:style>"#
        );
    }
    for (row, height) in sheet.heights().iter().enumerate() {
        let _ = write!(
            out,
            r#"<style:style style:name="ro{index}_{row}" style:family="table-row"><style:table-row-properties style:row-height="{height}pt" style:use-optimal-row-height="false"/></style:style>"#
        );
    }
}

fn cell_look(style: Style, shown: Shown) -> String {
    let name = cell_style(style, shown);
    let data = match shown {
        Shown::General => "",
        Shown::TwoPlaces => r#" style:data-style-name="N2""#,
        Shown::Percent => r#" style:data-style-name="N10""#,
        Shown::PercentTwoPlaces => r#" style:data-style-name="N11""#,
    };
    let (font, size, weight) = match style {
        Style::Title => ("方正小标宋简体", 18, "bold"),
        Style::Caption => ("宋体", 11, "normal"),
        Style::Label => ("宋体", 10, "bold"),
        Style::Note | Style::Text | Style::Value => ("宋体", 10, "normal"),
    };
    let align = match style {
        Style::Note | Style::Text => "start",
        Style::Title | Style::Caption | Style::Label | Style::Value => "center",
    };
    let border = match style {
        Style::Note | Style::Title | Style::Caption => "",
        Style::Label | Style::Text | Style::Value => {
            r##" fo:border="0.5pt solid #000000" fo:wrap-option="wrap""##
        }
    };
    format!(
        r#"<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default"{data}><style:table-cell-properties style:vertical-align="middle"{border}/><style:paragraph-properties fo:text-align="{align}"/><style:text-properties style:font-name="{font}" style:font-name-asian="{font}" fo:font-size="{size}pt" style:font-size-asian="{size}pt" fo:font-weight="{weight}" style:font-weight-asian="{weight}"/></style:style>"#
    )
}

/// Text with the characters XML reserves written out.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
