//! The text of a document: paragraphs by style, and tables.

/// Width of the text in twentieths of a point: 156 mm.
const WIDTH: u32 = 8844;

/// A paragraph; line breaks in the text are kept.
pub(super) fn p(style: &str, text: &str) -> String {
    paragraph(style, "", text)
}

fn paragraph(style: &str, more: &str, text: &str) -> String {
    let words = text.replace('&', "&amp;").replace('<', "&lt;");
    let words = words.replace('\n', "</w:t><w:br/><w:t xml:space=\"preserve\">");
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>"
    )
}

/// An empty line.
pub(super) fn blank() -> String {
    p("顶格段", "")
}

/// The next paragraph begins a page.
pub(super) fn page_break() -> String {
    "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>".to_owned()
}

/// A column of a table: its share of the width, its heading, the text of a row, and how that is aligned.
pub(super) type Column = (u32, &'static str, &'static str, &'static str);

/// Keeps a row on one page.
const WHOLE: &str = "<w:cantSplit/>";

/// A table with a repeated heading and one row to be repeated.
pub(super) fn table(columns: &[Column]) -> String {
    headed(columns, WHOLE)
}

/// The same with rows that may be longer than a page.
pub(super) fn table_of_lists(columns: &[Column]) -> String {
    headed(columns, "")
}

fn headed(columns: &[Column], of_lines: &str) -> String {
    let heading = row(
        columns.iter().map(|c| (c.0, c.1, "center")),
        shares(columns),
        &format!("{WHOLE}<w:tblHeader/>"),
    );
    let line = row(
        columns.iter().map(|c| (c.0, c.2, c.3)),
        shares(columns),
        of_lines,
    );
    rows(
        &columns.iter().map(|c| c.0).collect::<Vec<_>>(),
        &[heading, line].concat(),
    )
}

/// A table of labels and what stands beside them, two columns.
pub(super) fn pairs(lines: &[(&str, &str)]) -> String {
    let all: String = lines
        .iter()
        .map(|(label, text)| {
            row(
                [(22, *label, "center"), (78, *text, "left")].into_iter(),
                100,
                WHOLE,
            )
        })
        .collect();
    rows(&[22, 78], &all)
}

fn shares(columns: &[Column]) -> u32 {
    columns.iter().map(|c| c.0).sum()
}

/// A table with a grid of these shares.
fn rows(shares: &[u32], rows: &str) -> String {
    let whole: u32 = shares.iter().sum();
    let grid: String = shares
        .iter()
        .map(|share| format!("<w:gridCol w:w=\"{}\"/>", WIDTH * share / whole))
        .collect();
    let side = |side: &str| {
        format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>")
    };
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(side)
        .concat();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
}

/// A row of cells with share, text and alignment.
fn row<'t>(
    cells: impl Iterator<Item = (u32, &'t str, &'t str)>,
    whole: u32,
    properties: &str,
) -> String {
    let cells: String = cells
        .map(|(share, text, align)| {
            let align = format!("<w:jc w:val=\"{align}\"/>");
            format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{}</w:tc>",
                WIDTH * share / whole,
                paragraph("表内", &align, text)
            )
        })
        .collect();
    let properties = match properties {
        "" => String::new(),
        properties => format!("<w:trPr>{properties}</w:trPr>"),
    };
    format!("<w:tr>{properties}{cells}</w:tr>")
}
