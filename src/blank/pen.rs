//! Writing cells of a blank form: areas, looks, what is locked.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError};

use super::Value;
use super::access::Access;
use crate::base::number::to_cell;
use crate::form::spec::CellFormat;
use crate::model::column_letters;

/// A block of cells, from its first to its last row and column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) rows: (u32, u32),
    pub(super) cols: (u16, u16),
}

impl Area {
    /// One cell.
    pub(super) const fn cell(row: u32, col: u16) -> Self {
        Self::row(row, (col, col))
    }

    /// Cells side by side.
    pub(super) const fn row(row: u32, cols: (u16, u16)) -> Self {
        Self {
            rows: (row, row),
            cols,
        }
    }

    const fn is_cell(self) -> bool {
        self.rows.0 == self.rows.1 && self.cols.0 == self.cols.1
    }
}

/// How a cell looks; what may be typed into is pale yellow, what is computed is grey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// 标题
    Title,
    /// A line below the title.
    Caption,
    /// 栏目名称, locked.
    Label,
    /// 资金项目, locked, from the left.
    Line,
    /// A narrow row that closes a table.
    Behind,
    /// Words without a border.
    Note,
    /// What must not be taken for a filing.
    Mark,
    /// A line to be signed, unlocked.
    Signed,
    /// Fixed words in a table.
    Printed,
    /// A heading on a sheet of words.
    Heading,
    /// Steps of a computation in hidden columns.
    Step,
    /// A cell of the form: its background shows what may be done with it.
    Cell(Access, CellFormat),
}

/// Ground of cells to be filled in.
const INPUT: Color = Color::RGB(0xFF_FB_E8);
/// Ground of labels.
const LABEL: Color = Color::RGB(0xF2_F2_F2);
/// Ground of cells that are filled in at a later stage.
const SHUT: Color = Color::RGB(0xD9_D9_D9);
/// Ground of what an earlier stage fixed.
const FIXED: Color = Color::RGB(0xEA_F1_E4);
/// Ground of computed cells.
const COMPUTED: Color = Color::RGB(0xE9_EF_F7);

impl Look {
    pub(super) fn format(self) -> Format {
        let base = Format::new()
            .set_font_name("宋体")
            .set_font_size(10)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        let centred = base.clone().set_align(FormatAlign::Center);
        let boxed = centred.clone().set_border(FormatBorder::Thin);
        match self {
            Self::Title => centred
                .set_font_name("黑体")
                .set_font_size(18)
                .unset_text_wrap(),
            Self::Caption => centred
                .set_font_name("仿宋")
                .set_font_size(12)
                .set_num_format("@")
                .set_unlocked(),
            Self::Label => boxed.set_font_name("黑体").set_background_color(LABEL),
            Self::Line => boxed
                .set_align(FormatAlign::Left)
                .set_background_color(LABEL),
            Self::Behind => boxed
                .set_font_size(8)
                .set_font_color(Color::Gray)
                .set_background_color(LABEL),
            Self::Note => base.set_align(FormatAlign::Left),
            Self::Mark => centred
                .set_font_name("黑体")
                .set_font_size(14)
                .set_font_color(Color::RGB(0xC0_00_00)),
            Self::Signed => base.set_align(FormatAlign::Left).set_unlocked(),
            Self::Printed => boxed.set_align(FormatAlign::Left),
            Self::Heading => base.set_font_name("黑体").set_font_size(12),
            Self::Step => base.unset_text_wrap().set_font_color(Color::Gray),
            Self::Cell(access, content) => access.format(boxed, content),
        }
    }
}

impl Access {
    /// The ground of a cell, and its content on it.
    fn format(self, boxed: Format, content: CellFormat) -> Format {
        let ground = |color| boxed.set_background_color(color);
        match self {
            Self::Open => formatted(content, ground(INPUT).set_unlocked()),
            Self::Computed => formatted(content, ground(COMPUTED)),
            Self::Fixed if content == CellFormat::Word => ground(FIXED).set_num_format("@"),
            Self::Fixed => formatted(content, ground(FIXED)),
            Self::Shut => ground(SHUT),
        }
    }
}

/// Format of a cell by its content.
fn formatted(content: CellFormat, cell: Format) -> Format {
    let number = |cell: Format, format| cell.set_num_format(format).unset_text_wrap();
    match content {
        CellFormat::Word => cell,
        CellFormat::Words => cell.set_align(FormatAlign::Left),
        CellFormat::Prose => cell
            .set_align(FormatAlign::Left)
            .set_align(FormatAlign::Top),
        CellFormat::AsTyped => cell.set_num_format("@"),
        CellFormat::Amount => number(cell, "#,##0.00####"),
        CellFormat::Points => number(cell, "0.##"),
        CellFormat::Rate => number(cell, "0.00%"),
        CellFormat::Score => number(cell, "0.00##"),
    }
}

/// What a sheet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be filled in.
    Filling,
    /// To be looked at: nothing can be typed.
    Reading,
}

/// Writes to one sheet.
pub(super) struct Pen<'w> {
    pub(super) sheet: &'w mut Worksheet,
    purpose: Purpose,
}

impl<'w> Pen<'w> {
    pub(super) const fn new(sheet: &'w mut Worksheet, purpose: Purpose) -> Self {
        Self { sheet, purpose }
    }

    fn format(&self, look: Look) -> Format {
        match self.purpose {
            Purpose::Filling => look.format(),
            Purpose::Reading => look.format().set_locked(),
        }
    }

    /// A fixed, locked text.
    pub(super) fn label(&mut self, area: Area, text: &str) -> Result<(), XlsxError> {
        self.put(area, Look::Label, text)
    }

    /// A cell to be filled in: `value`, unlocked if it is open.
    pub(super) fn field(
        &mut self,
        area: Area,
        access: Access,
        content: CellFormat,
        value: &Value,
    ) -> Result<(), XlsxError> {
        match access {
            Access::Shut => self.shut(area),
            access => self.put(area, Look::Cell(access, content), value.clone()),
        }
    }

    /// A typed number that is shown as it is.
    pub(super) fn figure(
        &mut self,
        area: Area,
        access: Access,
        figure: Decimal,
    ) -> Result<(), XlsxError> {
        let look = Look::Cell(access, CellFormat::AsTyped);
        let format = self.format(look).set_num_format("General");
        self.merge(area, &format)?;
        self.write(area, &format, &Value::Number(figure))
    }

    /// A cell of another stage.
    pub(super) fn shut(&mut self, area: Area) -> Result<(), XlsxError> {
        self.put(
            area,
            Look::Cell(Access::Shut, CellFormat::Word),
            Value::Blank,
        )
    }

    /// Format of a cell or a merged area.
    pub(super) fn put(
        &mut self,
        area: Area,
        look: Look,
        value: impl Into<Value>,
    ) -> Result<(), XlsxError> {
        let format = self.format(look);
        self.merge(area, &format)?;
        self.write(area, &format, &value.into())
    }

    /// Other words in an area that was merged before.
    pub(super) fn rewrite(&mut self, area: Area, look: Look, text: &str) -> Result<(), XlsxError> {
        let format = self.format(look);
        self.write(area, &format, &text.into())
    }

    fn write(&mut self, area: Area, format: &Format, value: &Value) -> Result<(), XlsxError> {
        let (row, col, sheet) = (area.rows.0, area.cols.0, &mut self.sheet);
        match value {
            Value::Blank => sheet.write_blank(row, col, format)?,
            Value::Text(text) => sheet.write_string_with_format(row, col, text, format)?,
            Value::Number(figure) => {
                sheet.write_number_with_format(row, col, to_cell(*figure), format)?
            }
        };
        Ok(())
    }

    /// A computed cell of the form.
    pub(super) fn computed(
        &mut self,
        area: Area,
        content: CellFormat,
        formula: &str,
        result: impl Into<Value>,
    ) -> Result<(), XlsxError> {
        let look = Look::Cell(Access::Computed, content);
        self.formula(area, look, formula, result)
    }

    /// A formula with its result.
    pub(super) fn formula(
        &mut self,
        area: Area,
        look: Look,
        formula: &str,
        result: impl Into<Value>,
    ) -> Result<(), XlsxError> {
        let format = self.format(look);
        self.merge(area, &format)?;
        let formula = Formula::new(formula);
        let formula = match result.into() {
            // The sheet's default result is the empty text: not computed is not zero.
            Value::Blank => formula,
            Value::Text(text) => formula.set_result(text),
            Value::Number(figure) => formula.set_result(to_cell(figure).to_string()),
        };
        let (row, col) = (area.rows.0, area.cols.0);
        self.sheet
            .write_formula_with_format(row, col, formula, &format)?;
        Ok(())
    }

    fn merge(&mut self, area: Area, format: &Format) -> Result<(), XlsxError> {
        if !area.is_cell() {
            let ((top, bottom), (left, right)) = (area.rows, area.cols);
            self.sheet
                .merge_range(top, left, bottom, right, "", format)?;
        }
        Ok(())
    }

    /// Height of a row in points.
    pub(super) fn height(&mut self, row: u32, points: u32) -> Result<(), XlsxError> {
        self.sheet.set_row_height(row, points)?;
        Ok(())
    }
}

/// Address of a cell, `M12`.
pub(super) fn address(row: u32, col: u16) -> String {
    format!("{}{}", column_letters(col.into()), row.saturating_add(1))
}

/// Address that stays where it is when a formula is copied, `$M$12`.
pub(super) fn fixed(row: u32, col: u16) -> String {
    format!("${}${}", column_letters(col.into()), row.saturating_add(1))
}

/// Cells of one column, `$M$12:$M$43`.
pub(super) fn column(rows: (u32, u32), col: u16) -> String {
    format!("{}:{}", fixed(rows.0, col), fixed(rows.1, col))
}

#[cfg(test)]
mod tests {
    use super::{address, column};

    #[test]
    fn addresses() {
        assert_eq!(address(0, 0), "A1");
        assert_eq!(address(11, 25), "Z12");
        assert_eq!(address(11, 27), "AB12");
        assert_eq!(column((11, 42), 12), "$M$12:$M$43");
    }
}
