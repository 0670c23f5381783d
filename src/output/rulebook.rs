//! A rule workbook as .xlsx: yellow cells to be edited, lists to choose from, typed cells.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format as Look,
    FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::{A3, A4};
use crate::base::lang::{Lang, Text};
use crate::base::mark::{self, Setting};
use crate::base::number::to_cell;
use crate::base::system::with_threads;
use crate::rulebook::{Cell, CellValue, Column, Form, Page};

/// Row of the headers; the first data row follows.
const HEADER: u32 = 1;
/// Height of one line in points.
const LINE: f64 = 16.0;
/// Letters of the widest page that is printed side by side; of a wider one the first columns come again on every part.
const ACROSS: u16 = 150;
const REPEATED: u16 = 2;
/// Percent at which the letters of 10 points stay readable.
const SCALE: u16 = 76;

/// The bytes of the workbook; they depend on its content only.
///
/// # Errors
///
/// The library's reason.
pub fn bytes(pages: &[Page], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let properties = DocProperties::new();
    let stamp = Setting::Rules.property();
    let properties = properties.set_custom_property(stamp, env!("CARGO_PKG_VERSION"));
    saved(pages, properties, lang)
}

/// The same, marked as what this program wrote, which is no filing.
///
/// # Errors
///
/// The library's reason.
pub fn marked(pages: &[Page], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let properties = DocProperties::new();
    let properties = properties.set_custom_property(mark::OUTPUT, env!("CARGO_PKG_VERSION"));
    saved(pages, properties, lang)
}

fn saved(pages: &[Page], properties: DocProperties, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&properties.set_creation_datetime(&created));
    for page in pages {
        sheet(workbook.add_worksheet(), page, lang)?;
    }
    with_threads(|| workbook.save_to_buffer())?
}

fn sheet(out: &mut Worksheet, page: &Page, lang: Lang) -> Result<(), XlsxError> {
    out.set_name(page.name)?;
    out.set_landscape();
    let wide = page.columns.iter().map(|column| column.width);
    if wide.fold(0, u16::saturating_add) <= ACROSS {
        out.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    } else {
        out.set_paper_size(A3).set_print_scale(SCALE);
        out.set_repeat_columns(0, REPEATED)?;
    }
    out.set_footer("&C第&P页 共&N页");
    out.write_with_format(0, 0, page.note, &look().set_bold().set_font_size(12))?;
    out.set_row_height(0, 24)?;
    for (col, column) in (0..).zip(&page.columns) {
        out.set_column_width(col, f64::from(column.width))?;
        if !column.header.is_empty() {
            out.write_with_format(HEADER, col, column.header, &header())?;
        }
    }
    if page.columns.len() > 1 {
        out.set_freeze_panes(HEADER + 1, 0)?;
        out.set_repeat_rows(HEADER, HEADER)?;
    }
    let blank = Cell {
        value: None,
        form: None,
    };
    let width = page.columns.len();
    let spare = std::iter::repeat_n(vec![blank; width], page.spare);
    for (row, cells) in (HEADER + 1..).zip(page.rows.iter().cloned().chain(spare)) {
        let pairs = || cells.iter().zip(&page.columns);
        let lines = pairs().map(|(cell, column)| lines(cell, column)).max();
        out.set_row_height(row, LINE * f64::from(lines.unwrap_or(1)) + 4.0)?;
        for (col, (cell, column)) in (0..).zip(pairs()) {
            put(out, (row, col), cell, column)?;
        }
    }
    validated(out, page, lang)
}

fn put(
    out: &mut Worksheet,
    (row, col): (u32, u16),
    cell: &Cell,
    column: &Column,
) -> Result<(), XlsxError> {
    let form = cell.form.as_ref().unwrap_or(&column.form);
    let mut look = if column.header.is_empty() {
        look()
    } else {
        look()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00BF_BFBF))
    };
    look = look.set_text_wrap();
    if column.edited {
        look = look.set_background_color(Color::RGB(0x00FF_F9E5));
    }
    look = match form {
        Form::Percent => look.set_num_format("0.##%").set_align(FormatAlign::Center),
        Form::Code => look.set_num_format("@"),
        Form::Number | Form::Whole | Form::Choice(_) => look.set_align(FormatAlign::Center),
        Form::Words => look,
    };
    match &cell.value {
        None => out.write_blank(row, col, &look)?,
        Some(CellValue::Words(text)) => out.write_string_with_format(row, col, text, &look)?,
        Some(CellValue::Number(figure)) => {
            out.write_number_with_format(row, col, to_cell(*figure), &look)?
        }
    };
    Ok(())
}

/// Lists, numbers and whole numbers, where the program asks for them.
fn validated(out: &mut Worksheet, page: &Page, lang: Lang) -> Result<(), XlsxError> {
    let last = page.rows.len() + page.spare;
    let last = HEADER + u32::try_from(last).unwrap_or(u32::MAX - HEADER);
    for (col, column) in (0..).zip(&page.columns) {
        if let Some(rule) = validation(&column.form, lang).filter(|_| column.edited) {
            out.add_data_validation(HEADER + 1, col, last, col, &rule)?;
        }
        for (row, cells) in (HEADER + 1..).zip(&page.rows) {
            let own = cells.get(usize::from(col)).and_then(|c| c.form.as_ref());
            if let Some(rule) = own.and_then(|form| validation(form, lang)) {
                out.add_data_validation(row, col, row, col, &rule)?;
            }
        }
    }
    Ok(())
}

fn validation(form: &Form, lang: Lang) -> Option<DataValidation> {
    let rule = DataValidation::new();
    let (rule, message) = match form {
        Form::Words | Form::Code => return None,
        Form::Choice(words) => (
            rule.allow_list_strings(words).ok()?,
            Text::new("请从列表中选择。", "Choose from the list."),
        ),
        Form::Whole => (
            rule.allow_whole_number(DataValidationRule::Between(0, 9999)),
            Text::new("请填整数。", "Type a whole number."),
        ),
        Form::Number | Form::Percent => (
            rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            Text::new("请填数字。", "Type a number."),
        ),
    };
    rule.set_error_message(message.get(lang)).ok()
}

/// Lines that a text takes in its column.
fn lines(cell: &Cell, column: &Column) -> u32 {
    let Some(CellValue::Words(text)) = &cell.value else {
        return 1;
    };
    let room = usize::from(column.width).saturating_sub(2).max(1);
    let lines = text.lines().map(|line| line.width().div_ceil(room).max(1));
    u32::try_from(lines.sum::<usize>()).unwrap_or(1)
}

fn look() -> Look {
    Look::new()
        .set_font_name("宋体")
        .set_font_size(10)
        .set_align(FormatAlign::VerticalCenter)
}

fn header() -> Look {
    look()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_background_color(Color::RGB(0x00DD_EBF7))
        .set_text_wrap()
}
