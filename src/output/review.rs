//! 复核底稿 as .xlsx: a sheet for each form of a unit, and one with the deductions to choose from.

mod formulas;
mod words;

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format as Look, FormatAlign, FormatBorder,
    Formula, Workbook, Worksheet, XlsxError,
};

use super::{A3, A4};
use crate::base::hash::Digest;
use crate::base::lang::{Lang, Text, worded};
use crate::base::mark;
use crate::base::number::to_cell;
use crate::base::system::with_threads;
use crate::model::Filing;
use crate::review::{Column, Head, PAPER, TOTAL};
use crate::rules::RuleSet;
use crate::run::review::{DueRow, due};

/// A form with the hash of its file.
pub type HashedForm<'a> = (&'a Filing, Option<Digest>);

/// Rows above the first row of the form.
const TOP: u32 = 5;
/// Name of the sheet with the deductions.
const LIST: Text = Text::new("扣分要点", "Deductions");
/// Note beside a deduction whose share the reviewer decides.
const DECIDED: Text = Text::new("由复核人定", "as the reviewer decides");

/// The bytes of the workbook for the forms of a unit; they depend on its content only.
///
/// # Errors
///
/// The library's reason.
pub fn bytes(forms: &[HashedForm<'_>], rules: &RuleSet, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_creation_datetime(&created)
            .set_custom_property(mark::OUTPUT, env!("CARGO_PKG_VERSION")),
    );
    for (form, nth) in forms.iter().zip(1_usize..) {
        let sheet = workbook.add_worksheet();
        let name = PAPER.get(lang);
        sheet.set_name(match nth {
            1 => name.to_owned(),
            _ => format!("{name}{nth}"),
        })?;
        paper(sheet, *form, rules, lang)?;
    }
    deductions(workbook.add_worksheet(), rules, lang)?;
    with_threads(|| workbook.save_to_buffer())?
}

fn paper(
    out: &mut Worksheet,
    (filing, hash): HashedForm<'_>,
    rules: &RuleSet,
    lang: Lang,
) -> Result<(), XlsxError> {
    out.set_paper_size(A3).set_landscape();
    out.set_print_fit_to_pages(1, 0);
    out.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    out.set_footer("&C第&P页 共&N页");
    out.set_formula_result_default("");
    out.set_freeze_panes(TOP, 0)?;
    out.set_repeat_rows(TOP - 1, TOP - 1)?;
    let title = match filing.year.as_ref().map(|year| year.value) {
        Some(year) => worded!(
            lang,
            "{year}年度预算绩效自评复核底稿",
            "Review of the self-evaluation, {year}"
        ),
        None => worded!(
            lang,
            "预算绩效自评复核底稿",
            "Review of the self-evaluation"
        ),
    };
    out.write_with_format(0, 0, title, &look().set_bold().set_font_size(14))?;
    head(out, (filing, hash), lang)?;
    for (col, column) in (0..).zip(Column::ALL) {
        out.set_column_width(col, width(column))?;
        out.write_with_format(TOP - 1, col, column.title().get(lang), &header())?;
    }
    let rows = due(filing);
    let last = TOP.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX - TOP));
    for (row, due) in (TOP..last).zip(&rows) {
        line(out, row, (due, filing), (rules, lang))?;
    }
    total(out, last, &rows, lang)?;
    let choices = format!("={}", formulas::list('A', rules, lang));
    let list = DataValidation::new().allow_list_formula(Formula::new(choices));
    let list = list.ignore_blank(true).show_error_message(false);
    if last > TOP {
        let column = column(Column::Deduction);
        out.add_data_validation(TOP, column, last - 1, column, &list)?;
    }
    let note = Text::new(
        "填浅黄色的几栏：没有问题的选“核实无误”；有固定比例的扣分要点自动算出复核得分，其余的直接填写复核得分并在备注中说明。复核得分 = 自评得分与“权重×（1−扣分比例）”中较小者；偏离度 =（自评得分−复核得分）÷自评得分。其他各栏请勿改动。",
        "Fill in the yellow columns. A deduction with a share gives the score: the lesser of the filed score and weight × (1 − share); otherwise type the score and say why. Deviation = (filed − reviewed) ÷ filed. Leave the other columns as they are.",
    );
    out.write_with_format(last + 1, 0, note.get(lang), &look())?;
    Ok(())
}

fn head(out: &mut Worksheet, (filing, hash): HashedForm<'_>, lang: Lang) -> Result<(), XlsxError> {
    let text = |cell: Option<&crate::model::Located<ecow::EcoString>>| {
        cell.map(|cell| cell.value.to_string())
    };
    for head in Head::ALL {
        let (row, col) = match head {
            Head::Unit => (1, 0),
            Head::Project => (1, 6),
            Head::File => (2, 0),
            Head::Sheet => (2, 6),
            Head::Hash => (2, 10),
            Head::Reviewer => (3, 0),
            Head::Date => (3, 6),
        };
        let value = match head {
            Head::Unit => text(filing.unit.name.as_ref()),
            Head::Project => text(filing.project.as_deref()),
            Head::File => Some(filing.file.to_string()),
            Head::Sheet => Some(filing.sheet.to_string()),
            Head::Hash => hash.map(|hash| hash.to_string()),
            Head::Reviewer | Head::Date => None,
        };
        out.write_with_format(row, col, head.title().get(lang), &look().set_bold())?;
        match value {
            Some(value) => out.write_string_with_format(row, col + 1, value, &look())?,
            None if matches!(head, Head::Reviewer | Head::Date) => {
                out.write_blank(row, col + 1, &edited())?
            }
            None => out,
        };
    }
    Ok(())
}

/// One row of the form: what was filed, and what the reviewer fills in.
fn line(
    out: &mut Worksheet,
    row: u32,
    (due, filing): (&DueRow, &Filing),
    (rules, lang): (&RuleSet, Lang),
) -> Result<(), XlsxError> {
    for column in Column::ALL {
        let at = (row, self::column(column));
        match column {
            Column::Points => number(out, at, due.points, &figure())?,
            Column::Reported => number(out, at, due.reported, &figure())?,
            Column::ReviewedActual | Column::Deduction | Column::Note => {
                out.write_blank(at.0, at.1, &edited())?;
            }
            Column::Reviewed => match due.points {
                Some(_) => live(
                    out,
                    at,
                    formulas::reviewed(row, rules, lang),
                    None,
                    &edited(),
                )?,
                None => {
                    out.write_blank(at.0, at.1, &edited())?;
                }
            },
            Column::Deviation => live(out, at, formulas::deviation(row), None, &percentage())?,
            _ => {
                let words = words::words(column, due, filing, lang).unwrap_or_default();
                out.write_string_with_format(at.0, at.1, words, &cell())?;
            }
        }
    }
    Ok(())
}

/// The row of sums; the reviewed total stays blank while a row is open.
fn total(out: &mut Worksheet, row: u32, rows: &[DueRow], lang: Lang) -> Result<(), XlsxError> {
    for column in Column::ALL {
        out.write_blank(row, self::column(column), &cell())?;
    }
    out.write_with_format(row, 0, TOTAL.get(lang), &header())?;
    let sum = |of: fn(&DueRow) -> Option<Decimal>| {
        let mut figures = rows.iter().filter_map(of);
        figures.try_fold(Decimal::ZERO, Decimal::checked_add)
    };
    let of = (TOP, row.saturating_sub(1));
    let [points, reported] =
        [Column::Points, Column::Reported].map(|column| formulas::sum(column, of));
    let figure = figure();
    let mut write = |column, formula, result, look| {
        let at = (row, self::column(column));
        live(out, at, formula, result, look)
    };
    write(Column::Points, points, sum(|due| due.points), &figure)?;
    write(Column::Reported, reported, sum(|due| due.reported), &figure)?;
    write(
        Column::Reviewed,
        formulas::reviewed_total(of),
        None,
        &figure,
    )?;
    write(
        Column::Deviation,
        formulas::deviation(row),
        None,
        &percentage(),
    )
}

fn number(
    out: &mut Worksheet,
    (row, col): (u32, u16),
    value: Option<Decimal>,
    look: &Look,
) -> Result<(), XlsxError> {
    match value {
        Some(value) => out.write_number_with_format(row, col, to_cell(value), look)?,
        None => out.write_blank(row, col, look)?,
    };
    Ok(())
}

/// A formula with its result; nothing where the result is blank.
fn live(
    out: &mut Worksheet,
    (row, col): (u32, u16),
    formula: String,
    result: Option<Decimal>,
    look: &Look,
) -> Result<(), XlsxError> {
    let result = result
        .map(|result| result.normalize().to_string())
        .unwrap_or_default();
    let formula = Formula::new(formula).set_result(result);
    out.write_formula_with_format(row, col, formula, look)?;
    Ok(())
}

/// The deductions with their shares.
fn deductions(out: &mut Worksheet, rules: &RuleSet, lang: Lang) -> Result<(), XlsxError> {
    out.set_name(LIST.get(lang))?;
    out.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    let heads = [
        LIST,
        Text::new("扣分比例", "Taken off"),
        Text::new("适用类别", "Groups"),
    ];
    for ((col, head), width) in (0..).zip(heads).zip([46.0, 14.0, 30.0]) {
        out.set_column_width(col, width)?;
        out.write_with_format(0, col, head.get(lang), &header())?;
    }
    for (row, known) in (1..).zip(&rules.deductions) {
        out.write_string_with_format(row, 0, &*known.name, &cell())?;
        match known.off {
            Some(off) => out.write_number_with_format(row, 1, to_cell(off), &percentage())?,
            None => out.write_string_with_format(row, 1, DECIDED.get(lang), &cell())?,
        };
        out.write_string_with_format(row, 2, known.groups.join("、"), &cell())?;
    }
    Ok(())
}

fn column(column: Column) -> u16 {
    let at = Column::ALL.iter().position(|known| *known == column);
    at.and_then(|at| u16::try_from(at).ok()).unwrap_or_default()
}

const fn width(column: Column) -> f64 {
    match column {
        Column::Level3 | Column::Note => 26.0,
        Column::Deduction => 24.0,
        Column::Level1
        | Column::Level2
        | Column::Target
        | Column::Actual
        | Column::ReviewedActual => 14.0,
        Column::Sign
        | Column::Measure
        | Column::Points
        | Column::Reported
        | Column::Reviewed
        | Column::Deviation => 9.0,
    }
}

fn look() -> Look {
    Look::new()
        .set_font_name("宋体")
        .set_font_size(10)
        .set_align(FormatAlign::VerticalCenter)
}

fn cell() -> Look {
    look()
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0x00BF_BFBF))
        .set_text_wrap()
}

fn figure() -> Look {
    cell().set_align(FormatAlign::Center)
}

fn percentage() -> Look {
    figure().set_num_format("0.00%")
}

fn edited() -> Look {
    cell().set_background_color(Color::RGB(0x00FF_F9E5))
}

fn header() -> Look {
    cell()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_background_color(Color::RGB(0x00DD_EBF7))
}
