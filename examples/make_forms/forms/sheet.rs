//! A worksheet before it has a file format: cells with spans, styles and sizes.

use unicode_width::UnicodeWidthStr;

/// What a cell shows.
#[derive(Clone)]
pub(super) enum Content {
    /// Nothing but its borders.
    Blank,
    /// Text.
    Text(String),
    /// A number and how it is shown.
    Number(f64, Shown),
    /// A formula in A1 notation without `=`, its stored result, how that is shown.
    Formula(String, f64, Shown),
}

impl Content {
    /// Text, or blank where there is none.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Blank
        } else {
            Self::Text(text)
        }
    }

    /// A formula whose result is cut to the 15 digits a spreadsheet shows.
    pub(super) fn formula(expression: String, result: f64, shown: Shown) -> Self {
        let cut = format!("{result:.14e}").parse().unwrap_or(result);
        Self::Formula(expression, cut, shown)
    }
}

/// Number format.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shown {
    /// As typed.
    General,
    /// `0.00`
    TwoPlaces,
    /// `0%`
    Percent,
    /// `0.00%`
    PercentTwoPlaces,
}

/// Look of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Style {
    /// 附件1, and the line under the table: no border.
    Note,
    /// The title: 小标宋 18, centred.
    Title,
    /// （2023年度）under the title.
    Caption,
    /// Printed words of the form: bold, centred.
    Label,
    /// Longer text: left.
    Text,
    /// Figures and short values: centred.
    Value,
}

/// First and last row, first and last column, from 0.
#[derive(Clone, Copy)]
pub(super) struct Area {
    /// First and last row.
    pub(super) rows: (u32, u32),
    /// First and last column.
    pub(super) cols: (u16, u16),
}

/// One cell or merged region.
pub(super) struct Cell {
    /// Where it lies.
    pub(super) area: Area,
    /// What it shows.
    pub(super) content: Content,
    /// How it looks.
    pub(super) style: Style,
}

/// Which way the paper lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    /// A4 upright.
    Portrait,
    /// A4 across.
    Landscape,
}

/// One worksheet.
pub(super) struct Sheet {
    /// Name on the tab.
    pub(super) name: String,
    /// Column widths in characters.
    pub(super) widths: Vec<f64>,
    /// A4 upright or across.
    pub(super) paper: Paper,
    /// All cells.
    pub(super) cells: Vec<Cell>,
}

/// Height of a row with one line, in points.
const LINE: f64 = 18.0;
/// Each further line.
const FURTHER: f64 = 14.0;

impl Sheet {
    /// An empty sheet with the columns of `widths`.
    pub(super) fn new(name: &str, widths: &[f64], paper: Paper) -> Self {
        Self {
            name: name.to_owned(),
            widths: widths.to_vec(),
            paper,
            cells: Vec::new(),
        }
    }

    /// Column of the right edge.
    pub(super) fn last_col(&self) -> u16 {
        u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(0)
    }

    /// A cell of one row, over the columns `cols`.
    pub(super) fn put(&mut self, row: u32, cols: (u16, u16), content: Content, style: Style) {
        self.block((row, row), cols, content, style);
    }

    /// A printed word of the form.
    pub(super) fn label(&mut self, row: u32, cols: (u16, u16), text: &str) {
        self.put(row, cols, Content::text(text), Style::Label);
    }

    /// A cell over several rows.
    pub(super) fn block(
        &mut self,
        rows: (u32, u32),
        cols: (u16, u16),
        content: Content,
        style: Style,
    ) {
        self.cells.push(Cell {
            area: Area { rows, cols },
            content,
            style,
        });
    }

    /// Heights of the rows in points: as many lines as the fullest cell wraps to.
    pub(super) fn heights(&self) -> Vec<f64> {
        let rows = self.cells.iter().map(|c| c.area.rows.1).max();
        (0..=rows.unwrap_or(0))
            .map(|row| {
                let single = |c: &&Cell| c.area.rows == (row, row);
                let heights = self.cells.iter().filter(single).map(|c| self.height(c));
                heights.fold(LINE, f64::max)
            })
            .collect()
    }

    fn height(&self, cell: &Cell) -> f64 {
        if cell.style == Style::Title {
            return LINE + FURTHER;
        }
        let Content::Text(text) = &cell.content else {
            return LINE;
        };
        if cell.style == Style::Note {
            return LINE;
        }
        let room = (self.width(cell.area.cols) - 1.0).max(1.0);
        let lines: f64 = text.lines().map(|line| wrapped(line, room)).sum();
        LINE + FURTHER * (lines - 1.0).max(0.0)
    }

    /// Characters that fit into the columns.
    pub(super) fn width(&self, cols: (u16, u16)) -> f64 {
        let (first, last) = (usize::from(cols.0), usize::from(cols.1));
        self.widths
            .get(first..=last)
            .unwrap_or_default()
            .iter()
            .sum()
    }
}

/// Lines that `text` takes in `room` characters.
fn wrapped(text: &str, room: f64) -> f64 {
    let width = u32::try_from(text.width()).unwrap_or(u32::MAX);
    (f64::from(width) / room).ceil().max(1.0)
}

/// `D7` for row 6, column 3.
pub(super) fn address(row: u32, col: u16) -> String {
    let letter = char::from(b'A'.saturating_add(u8::try_from(col).unwrap_or(25)));
    format!("{letter}{}", row + 1)
}
