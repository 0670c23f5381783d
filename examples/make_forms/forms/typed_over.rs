//! Figures typed over the formulas of a form whose protection was taken off; what follows from them follows.

use std::io::{Cursor, Read as _, Write as _};

use rust_decimal::Decimal;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};
use ziping::blank::Order;
use ziping::form::read::{Source, read};
use ziping::model::{CellRef, Filing};
use ziping::rules::RuleSet;
use ziping::workbook;

use super::Result;
use super::data::Form;

/// The sheet of the form.
const SHEET: &str = "xl/worksheets/sheet1.xml";

/// What a cell holds from now on.
enum Given {
    /// A value in the place of the formula.
    Typed(String),
    /// What the formula comes to.
    Result(String),
}

/// The workbook with what the data give for scores, total and grade in the place of formulas.
pub(super) fn workbook(bytes: Vec<u8>, form: &Form, order: &Order<'_>) -> Result<Vec<u8>> {
    let book = workbook::read(&bytes).map_err(|refusal| format!("{}: {refusal:?}", form.file))?;
    let source = Source {
        file: form.file.as_str().into(),
        group: None,
    };
    let mut readings = read(&book, &source, order.labels);
    let (Some(reading), Some(sheet)) = (readings.pop(), book.sheets.first()) else {
        return Err(format!("{}: no form", form.file).into());
    };
    let mut changes = Changes::new(&reading.filing, sheet)?;
    changes.scores(form)?;
    changes.total(form)?;
    changes.grade(form, order.rules);
    if changes.made.is_empty() {
        return Ok(bytes);
    }
    let mut archive = ZipArchive::new(Cursor::new(&bytes))?;
    let mut xml = String::new();
    archive.by_name(SHEET)?.read_to_string(&mut xml)?;
    for (cell, given) in &changes.made {
        xml = put(&xml, *cell, given).ok_or_else(|| format!("{}: no {cell}", form.file))?;
    }
    replaced(archive, &xml)
}

/// The cells that change, and the total they come to.
struct Changes<'f> {
    filing: &'f Filing,
    sheet: &'f workbook::Sheet,
    total: Option<Decimal>,
    /// Row of the total, column of the weights, column of the scores.
    at: (u32, u32, u32),
    made: Vec<(CellRef, Given)>,
}

impl<'f> Changes<'f> {
    fn new(filing: &'f Filing, sheet: &'f workbook::Sheet) -> Result<Self> {
        let points = filing.stated_points.as_ref().ok_or("no sum of points")?;
        let first = filing.indicators.first().and_then(|i| i.reported.as_ref());
        let scores = first.ok_or("no score")?.cell.col;
        Ok(Self {
            filing,
            sheet,
            total: filing.reported_total.as_ref().map(|t| t.value),
            at: (points.cell.row, points.cell.col, scores),
            made: Vec::new(),
        })
    }

    /// Scores that were typed; subtotal and total follow.
    fn scores(&mut self, form: &Form) -> Result<()> {
        let mut level = None;
        for (typed, read) in form.indicators.iter().zip(&self.filing.indicators) {
            level = typed.level1.as_deref().or(level);
            let (Some(score), Some(was)) = (typed.score.decimal()?, &read.reported) else {
                continue;
            };
            let more = score - was.value;
            self.typed(was.cell, &score);
            self.total = self.total.map(|total| total + more);
            let (cell, sum) = self.subtotal(level.unwrap_or_default())?;
            self.follows(cell, &(sum + more));
        }
        Ok(())
    }

    fn subtotal(&self, level: &str) -> Result<(CellRef, Decimal)> {
        let label = format!("其中：{level}");
        let mut cells = self.sheet.cells().iter();
        let row = cells.find(|cell| cell.value.text() == label.as_str());
        let at = CellRef::new(row.ok_or("no subtotal")?.at.row, self.at.2);
        let sum = self.sheet.at(at).ok_or("no subtotal")?;
        Ok((at, sum.value.text().parse()?))
    }

    fn total(&mut self, form: &Form) -> Result<()> {
        let cell = CellRef::new(self.at.0, self.at.2);
        if let Some(typed) = form.total.decimal()? {
            self.total = Some(typed);
            self.typed(cell, &typed);
        } else if let Some(total) = self.total.filter(|_| !self.made.is_empty()) {
            self.follows(cell, &total);
        }
        Ok(())
    }

    fn grade(&mut self, form: &Form, rules: &RuleSet) {
        let cell = CellRef::new(self.at.0 + 1, self.at.1);
        let grade = self.total.and_then(|total| rules.grade(total));
        if let Some(typed) = form.grade.text() {
            self.typed(cell, &typed);
        } else if let Some(grade) = grade.filter(|_| !self.made.is_empty()) {
            self.follows(cell, &grade.name);
        }
    }

    fn typed(&mut self, cell: CellRef, value: &dyn ToString) {
        self.made.push((cell, Given::Typed(value.to_string())));
    }

    fn follows(&mut self, cell: CellRef, value: &dyn ToString) {
        self.made.push((cell, Given::Result(value.to_string())));
    }
}

/// The sheet with another cell in the place of the one that is there.
fn put(xml: &str, cell: CellRef, given: &Given) -> Option<String> {
    let start = xml.find(&format!(r#"<c r="{cell}" "#))?;
    let length = xml.get(start..)?.find("</c>")?;
    let old = xml.get(start..start + length)?;
    let style = between(old, r#" s=""#, "\"")?;
    let (formula, value) = match given {
        Given::Typed(value) => (String::new(), value),
        Given::Result(value) => (format!("<f>{}</f>", between(old, "<f>", "</f>")?), value),
    };
    let kind = match value.parse::<Decimal>() {
        Ok(_) => "",
        Err(_) => r#" t="str""#,
    };
    let new = format!(r#"<c r="{cell}" s="{style}"{kind}>{formula}<v>{value}</v>"#);
    Some(format!(
        "{}{new}{}",
        xml.get(..start)?,
        xml.get(start + length..)?
    ))
}

fn between<'t>(text: &'t str, before: &str, behind: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(behind).map(|(inner, _)| inner)
}

/// The workbook with another text of the form's sheet.
fn replaced(mut archive: ZipArchive<Cursor<&Vec<u8>>>, xml: &str) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index)?;
        if part.name()? != SHEET {
            zip.raw_copy_file(part)?;
            continue;
        }
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        zip.start_file(SHEET, options)?;
        zip.write_all(xml.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
