//! Rows of short sheets, cell by cell through the library.

use rust_xlsxwriter::{Formula, Sparkline, Url, Worksheet, XlsxError};

use super::LINKS;
use super::leading::{address, wrapped};
use super::look::{Look, Looks, Pair};
use super::paper::FirstPage;
use crate::base::number;
use crate::output::text;
use crate::report::{Anchor, Head, Role, Row, SourceCell, Value};

/// Position of the next row.
pub(super) struct Pen<'a> {
    pub(super) target: &'a mut Worksheet,
    pub(super) next: u32,
    pub(super) links: usize,
    /// Height in points of the headline and rows so far whose height is set; every row of a page has one.
    pub(super) points: f64,
    pub(super) printed: FirstPage,
}

impl Pen<'_> {
    pub(super) fn height(&mut self, points: Option<f64>) -> Result<(), XlsxError> {
        if let Some(points) = points {
            self.points += points;
            self.target.set_row_height(self.next, points)?;
        }
        Ok(())
    }

    pub(super) fn row(
        &mut self,
        row: &Row,
        (heads, columns): (&[Head], &[&Look]),
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        match row.role {
            Role::Note => {
                if let Some(Value::Text(note)) = row.cells.first() {
                    self.note(&text::cell(note), looks)?;
                }
            }
            Role::Item | Role::Total => {
                let columns = heads.iter().zip(columns);
                for ((value, (head, look)), col) in row.cells.iter().zip(columns).zip(0..) {
                    self.cell((col, head), value, look.of(row.role, row.block), looks)?;
                }
            }
            Role::Heading => self.shared(row, [&looks.page.heading; 4])?,
            Role::Sentence => self.sentence(row, looks)?,
            Role::Names => self.shared(row, [&looks.page.names; 4])?,
            Role::Tally => self.shared(row, [&looks.page.tally; 4])?,
            Role::Figures(styles) => {
                self.shared(row, styles.map(|style| looks.page.figure(style)))?;
            }
        }
        self.next += 1;
        Ok(())
    }

    /// A row of a page: its cells share the width, the formats take turns.
    fn shared(&mut self, row: &Row, formats: [&Pair; 4]) -> Result<(), XlsxError> {
        let (columns, count) = (usize::from(self.printed.columns), row.cells.len().max(1));
        let column = |nth: usize| u16::try_from(nth * columns / count).unwrap_or(u16::MAX);
        let formats = formats.iter().cycle();
        for ((value, formats), nth) in row.cells.iter().zip(formats).zip(0..) {
            let (first, last) = (column(nth), column(nth + 1).saturating_sub(1));
            if last > first {
                let plain = &formats.plain;
                self.target
                    .merge_range(self.next, first, self.next, last, "", plain)?;
            }
            put(self.target, (self.next, first), value, formats)?;
        }
        Ok(())
    }

    /// A sentence of a page, as high as it is long.
    fn sentence(&mut self, row: &Row, looks: &Looks) -> Result<(), XlsxError> {
        let Pair { plain, .. } = &looks.page.sentence;
        let Some(words) = row.cells.first().and_then(Value::words) else {
            return Ok(());
        };
        let words = text::cell(words);
        let link = self.printed.columns.saturating_sub(1);
        let last = link.saturating_sub(u16::from(row.cells.len() > 1));
        let lines = self.printed.lines(&words, 11);
        self.height(Some(f64::from(lines) * 14.0 + 3.0))?;
        self.target
            .merge_range(self.next, 0, self.next, last, &words, plain)?;
        match row.cells.get(1) {
            Some(value) => put(self.target, (self.next, link), value, &looks.page.sentence),
            None => Ok(()),
        }
    }

    /// A sentence across the page; one that is longer than the page is wide is wrapped.
    fn note(&mut self, note: &str, looks: &Looks) -> Result<(), XlsxError> {
        let placed = self.printed.note(note);
        let (first, last) = placed.columns;
        let Some(height) = placed.height() else {
            self.target
                .write_string_with_format(self.next, first, note, &looks.note)?;
            return Ok(());
        };
        self.height(Some(height))?;
        self.target
            .merge_range(self.next, first, self.next, last, note, &looks.wrapped_note)?;
        Ok(())
    }

    fn cell(
        &mut self,
        (col, head): (u16, &Head),
        value: &Value,
        formats: &Pair,
        looks: &Looks,
    ) -> Result<(), XlsxError> {
        let at = (self.next, col);
        trend(self.target, at, value)?;
        if let Some(value) = wrapped(value, head) {
            return put(self.target, at, &value, &Pair::alike(formats.link.clone()));
        }
        match (value, value.words()) {
            (Value::Input(_), _) => put(self.target, at, value, &looks.input),
            (Value::Link(..) | Value::Source(..), Some(words)) if self.links >= LINKS => {
                put(self.target, at, &Value::from(words), formats)
            }
            _ => {
                let leads = matches!(value, Value::Link(..) | Value::Source(..));
                self.links += usize::from(leads);
                put(self.target, at, value, formats)
            }
        }
    }
}

/// Writes one cell; words stay words, whatever they begin with.
pub(super) fn put(
    target: &mut Worksheet,
    (row, col): (u32, u16),
    value: &Value,
    Pair { plain, link }: &Pair,
) -> Result<(), XlsxError> {
    match value {
        Value::Link(words, anchor) => {
            let url = internal(anchor).set_text(text::cell(words));
            target.write_url_with_format(row, col, &url, link)?
        }
        Value::Source(words, source) => {
            let url = external(source).set_text(text::cell(words));
            target.write_url_with_format(row, col, &url, link)?
        }
        Value::Formula(formula, result) if value.trend().is_none() => {
            let formula = Formula::new(&formula.text).set_result(cached(result));
            target.write_formula_with_format(row, col, formula, plain)?
        }
        _ => match (value.words(), value.number()) {
            (Some(words), _) => {
                target.write_string_with_format(row, col, text::cell(words), plain)?
            }
            (None, Some(figure)) => {
                target.write_number_with_format(row, col, number::to_cell(figure), plain)?
            }
            (None, None) => target.write_blank(row, col, plain)?,
        },
    };
    Ok(())
}

/// The result of a formula as stored in the file.
fn cached(result: &Value) -> String {
    match (result.words(), result.number()) {
        (Some(words), _) => text::cell(words).into_owned(),
        (None, Some(figure)) => number::to_cell(figure).to_string(),
        (None, None) => String::new(),
    }
}

/// The first cell of a row of this workbook.
fn internal(anchor: &Anchor) -> Url {
    Url::new(format!("internal:{}", address(anchor)))
}

/// A cell of another file.
fn external(source: &SourceCell) -> Url {
    let sheet = source.sheet.replace('\'', "''");
    let (file, cell) = (&source.file, &source.cell);
    Url::new(format!("file:///{file}#'{sheet}'!{cell}"))
}

/// A small line over a range of the same sheet, where the value is one.
pub(super) fn trend(
    target: &mut Worksheet,
    (row, col): (u32, u16),
    value: &Value,
) -> Result<(), XlsxError> {
    let Some(range) = value.trend() else {
        return Ok(());
    };
    let range = format!("'{}'!{range}", target.name());
    let line = Sparkline::new()
        .set_range(range.as_str())
        .set_line_weight(1.5)
        .show_markers(true)
        .show_last_point(true);
    target.add_sparkline(row, col, &line)?;
    Ok(())
}
