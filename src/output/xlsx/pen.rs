//! Rows of short sheets, cell by cell through the library.

use rust_xlsxwriter::{Format, Formula, Url, Worksheet, XlsxError};

use super::LINKS;
use super::look::{Look, Looks, Pair};
use crate::number;
use crate::output::text;
use crate::report::{Role, Row, Value};

/// Where the next row goes.
pub(super) struct Pen<'a> {
    pub(super) target: &'a mut Worksheet,
    pub(super) next: u32,
    pub(super) links: usize,
}

impl Pen<'_> {
    pub(super) fn height(&mut self, points: Option<f64>) -> Result<(), XlsxError> {
        if let Some(points) = points {
            self.target.set_row_height(self.next, points)?;
        }
        Ok(())
    }

    pub(super) fn row(
        &mut self,
        row: &Row,
        columns: &[&Look],
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        if row.role == Role::Note {
            if let Some(Value::Text(note)) = row.cells.first() {
                let note = text::cell(note);
                self.target
                    .write_string_with_format(self.next, 0, note, &looks.note)?;
            }
        } else {
            for ((value, look), col) in row.cells.iter().zip(columns).zip(0..) {
                self.cell(col, value, look.of(row))?;
            }
        }
        self.next += 1;
        Ok(())
    }

    fn cell(&mut self, col: u16, value: &Value, formats: Pair) -> Result<(), XlsxError> {
        match value {
            Value::Blank => self.target.write_blank(self.next, col, formats.plain)?,
            Value::Text(words) => self.words(col, words, formats.plain)?,
            Value::Number(figure) => {
                let double = number::to_cell(*figure);
                self.target
                    .write_number_with_format(self.next, col, double, formats.plain)?
            }
            #[allow(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
            Value::Count(count) => self.target.write_number_with_format(
                self.next,
                col,
                *count as f64,
                formats.plain,
            )?,
            Value::Formula(formula, result) => {
                let formula = Formula::new(formula).set_result(cached(result));
                self.target
                    .write_formula_with_format(self.next, col, formula, formats.plain)?
            }
            Value::Link(words, _) if self.links >= LINKS => {
                self.words(col, words, formats.plain)?
            }
            Value::Link(words, anchor) => {
                self.links += 1;
                let link = format!("internal:'{}'!A{}", anchor.sheet, anchor.row + 1);
                let url = Url::new(link).set_text(text::cell(words));
                self.target
                    .write_url_with_format(self.next, col, &url, formats.link)?
            }
        };
        Ok(())
    }

    /// Words stay words, whatever they begin with.
    fn words(
        &mut self,
        col: u16,
        words: &str,
        format: &Format,
    ) -> Result<&mut Worksheet, XlsxError> {
        self.target
            .write_string_with_format(self.next, col, text::cell(words), format)
    }
}

/// What a formula comes to, as it is kept in the file.
fn cached(result: &Value) -> String {
    match result.shown() {
        Value::Number(figure) => number::to_cell(*figure).to_string(),
        Value::Count(count) => count.to_string(),
        Value::Text(words) | Value::Link(words, _) => text::cell(words).into_owned(),
        Value::Blank | Value::Formula(..) => String::new(),
    }
}
