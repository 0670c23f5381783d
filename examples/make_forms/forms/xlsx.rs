//! Sheets as an Excel workbook.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
};

use super::Result;
use super::sheet::{Cell, Content, Paper, Sheet, Shown, Style};

/// A4 in Excel's list of paper sizes.
const A4: u8 = 9;

/// The workbook of `sheets`, dated `created`.
pub(super) fn bytes(sheets: &[Sheet], created: &str) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let date = ExcelDateTime::parse_from_str(created)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
    for sheet in sheets {
        write(workbook.add_worksheet(), sheet)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write(page: &mut Worksheet, sheet: &Sheet) -> Result<()> {
    page.set_name(&sheet.name)?;
    page.set_paper_size(A4);
    page.set_print_center_horizontally(true);
    page.set_print_fit_to_pages(1, 0);
    page.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    if sheet.paper == Paper::Landscape {
        page.set_landscape();
    }
    for (col, width) in (0..).zip(&sheet.widths) {
        page.set_column_width(col, *width)?;
    }
    for (row, height) in (0..).zip(sheet.heights()) {
        page.set_row_height(row, height)?;
    }
    sheet.cells.iter().try_for_each(|cell| put(page, cell))
}

fn put(page: &mut Worksheet, cell: &Cell) -> Result<()> {
    let ((top, bottom), (left, right)) = (cell.area.rows, cell.area.cols);
    let plain = format(cell.style);
    if (top, left) != (bottom, right) {
        page.merge_range(top, left, bottom, right, "", &plain)?;
    }
    match &cell.content {
        Content::Blank => page.write_blank(top, left, &plain)?,
        Content::Text(text) => page.write_string_with_format(top, left, text, &plain)?,
        Content::Number(figure, shown) => {
            page.write_number_with_format(top, left, *figure, &numbered(plain, *shown))?
        }
        Content::Formula(expression, result, shown) => {
            let formula = Formula::new(format!("={expression}")).set_result(result.to_string());
            page.write_formula_with_format(top, left, formula, &numbered(plain, *shown))?
        }
    };
    Ok(())
}

fn format(style: Style) -> Format {
    let base = Format::new()
        .set_font_name("宋体")
        .set_font_size(10)
        .set_align(FormatAlign::VerticalCenter);
    let boxed = base.clone().set_border(FormatBorder::Thin).set_text_wrap();
    match style {
        Style::Note => base,
        Style::Title => base
            .set_font_name("方正小标宋简体")
            .set_font_size(18)
            .set_bold()
            .set_align(FormatAlign::Center),
        Style::Caption => base.set_font_size(11).set_align(FormatAlign::Center),
        Style::Label => boxed.set_bold().set_align(FormatAlign::Center),
        Style::Text => boxed.set_align(FormatAlign::Left),
        Style::Value => boxed.set_align(FormatAlign::Center),
    }
}

fn numbered(format: Format, shown: Shown) -> Format {
    match shown {
        Shown::General => format,
        Shown::TwoPlaces => format.set_num_format("0.00"),
        Shown::Percent => format.set_num_format("0%"),
        Shown::PercentTwoPlaces => format.set_num_format("0.00%"),
    }
}
