//! The added sheet: a table of texts, each row leading to its cell.

use quick_xml::escape::escape;

use super::super::compile::printable;
use super::super::tree::{Element, parse};
use super::parts::Parts;
use super::{AddedRow, Annotations};

/// The number of a style of the workbook that wraps text, if it has one: styles stay as they are.
pub(super) fn wrapped_style(parts: &Parts<'_>, workbook: &str) -> Option<usize> {
    let styles = parts
        .relations(workbook)
        .into_iter()
        .find(|r| r.is("styles"))?;
    let tree = parse(&parts.text(&styles.part)?)?;
    let all = tree.descendants();
    let formats = all.into_iter().find(|e| e.name() == "cellXfs")?;
    let wraps = |format: &Element| {
        let mut alignments = format.elements().filter(|e| e.name() == "alignment");
        alignments.any(|a| {
            a.attribute("wrapText")
                .is_some_and(|v| v == "1" || v == "true")
        })
    };
    formats.elements().position(wraps)
}

pub(super) fn xml(annotations: &Annotations<'_>, style: Option<usize>) -> String {
    let style = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
    let columns = annotations
        .head
        .iter()
        .zip(1..)
        .map(|((_, width), number)| {
            format!("<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>")
        });
    let head = AddedRow {
        cells: annotations
            .head
            .iter()
            .map(|(head, _)| (*head).to_owned())
            .collect(),
        target: None,
    };
    let all = || std::iter::once(&head).chain(annotations.rows).zip(1..);
    let rows: String = all()
        .map(|(row, number)| row_xml(row, number, &style))
        .collect();
    let links: String = all()
        .filter_map(|(row, number)| link(row, number))
        .collect();
    let links = match &*links {
        "" => String::new(),
        links => format!("<hyperlinks>{links}</hyperlinks>"),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><cols>{}</cols><sheetData>{rows}</sheetData>{links}<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>",
        super::SPREADSHEET,
        columns.collect::<String>()
    )
}

fn row_xml(row: &AddedRow, number: u32, style: &str) -> String {
    let cells = row.cells.iter().map(|text| {
        let text = printable(text);
        format!(
            "<c{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escape(&*text)
        )
    });
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

/// The first cell leads to the cell that its row is about.
fn link(row: &AddedRow, number: u32) -> Option<String> {
    let (sheet, cell) = row.target.as_ref()?;
    let place = format!("'{}'!{cell}", sheet.replace('\'', "''"));
    let place = escape(&*place).into_owned();
    Some(format!(
        "<hyperlink ref=\"A{number}\" location=\"{place}\"/>"
    ))
}
