//! VLOOKUP, MATCH and INDEX with a result that is known beforehand: an exact key from the formula or a cell, searched
//! among values. The engine also finds blanks and texts that Excel does not.

use ironcalc_base::expressions::parser::Node;
use ironcalc_base::expressions::types::CellReferenceRC;

use super::functions::children;
use super::reference::{Area, Reference};
use super::{CalcSheet, CellContent};
use crate::base::visible;
use crate::model::CellRef;

/// Wildcards of lookup keys.
const PATTERN: [char; 3] = ['*', '?', '~'];

/// The key of a lookup.
enum LookupKey {
    Number(f64),
    Text(String),
}

/// Whether a value matches a key.
enum KeyMatch {
    Same,
    Other,
    /// To some programs only.
    Doubtful,
}

/// Replaces every lookup by the cell or position that it finds; `None` where that is uncertain, or where more than
/// `left` cells would be searched.
pub(super) fn settle(
    node: &mut Node,
    (own, sheets): (&CellReferenceRC, &[CalcSheet]),
    left: &mut usize,
) -> Option<()> {
    for child in children(node) {
        settle(child, (own, sheets), left)?;
    }
    let Node::FunctionKind { kind, args } = &*node else {
        return Some(());
    };
    let mut lookup = Lookup { own, sheets, left };
    let found = match &*kind.to_xlsx_string() {
        "VLOOKUP" => lookup.vlookup(args)?,
        "MATCH" => lookup.position(args)?,
        "INDEX" => lookup.index(args)?,
        _ => return Some(()),
    };
    *node = found;
    Some(())
}

struct Lookup<'a> {
    own: &'a CellReferenceRC,
    sheets: &'a [CalcSheet],
    left: &'a mut usize,
}

impl Lookup<'_> {
    /// `VLOOKUP(key,table,column,FALSE)`.
    fn vlookup(&mut self, args: &[Node]) -> Option<Node> {
        let [key, table, column, exact] = args else {
            return None;
        };
        let exact = matches!(exact, Node::BooleanKind(false)) || whole(exact) == Some(0);
        let table = Reference::of(table)?.area(self.own)?;
        let column = whole(column)?
            .checked_sub(1)?
            .checked_add(table.first.col)?;
        if !exact || column > table.last.col {
            return None;
        }
        let last = CellRef::new(table.last.row, table.first.col);
        let keys = Area { last, ..table };
        let row = self.find(key, &keys)?.row;
        self.cell(table.sheet, CellRef::new(row, column))
    }

    /// `MATCH(key,line,0)`.
    fn position(&mut self, args: &[Node]) -> Option<Node> {
        let [key, line, exact] = args else {
            return None;
        };
        let line = Reference::of(line)?.area(self.own)?;
        let (rows, columns) = (line.first.row..line.last.row, line.first.col..line.last.col);
        if whole(exact) != Some(0) || !rows.is_empty() && !columns.is_empty() {
            return None;
        }
        let at = self.find(key, &line)?;
        let down = at.row.checked_sub(line.first.row)?;
        let across = at.col.checked_sub(line.first.col)?;
        Some(Node::NumberKind(f64::from(down + across) + 1.0))
    }

    /// `INDEX(area,row,column)`, or `INDEX(line,place)` for a single row or column.
    fn index(&mut self, args: &[Node]) -> Option<Node> {
        let (area, places) = args.split_first()?;
        let area = Reference::of(area)?.area(self.own)?;
        let places: Vec<u32> = places.iter().map(whole).collect::<Option<_>>()?;
        let (row, column) = match places.as_slice() {
            [place] if area.first.col == area.last.col => (*place, 1),
            [place] if area.first.row == area.last.row => (1, *place),
            [row, column] => (*row, *column),
            _ => return None,
        };
        let row = row.checked_sub(1)?.checked_add(area.first.row)?;
        let column = column.checked_sub(1)?.checked_add(area.first.col)?;
        let inside = row <= area.last.row && column <= area.last.col;
        match inside {
            true => self.cell(area.sheet, CellRef::new(row, column)),
            false => None,
        }
    }

    /// The first cell of an area that matches the key.
    fn find(&mut self, key: &Node, area: &Area) -> Option<CellRef> {
        let key = self.key(key)?;
        let sheet = self.sheets.get(area.sheet)?;
        let here = |at: &CellRef| {
            (area.first.row..=area.last.row).contains(&at.row)
                && (area.first.col..=area.last.col).contains(&at.col)
        };
        self.spend(sheet.formulas.len().saturating_add(sheet.skipped.len()))?;
        let open = sheet.formulas.iter().map(|formula| &formula.at);
        if open.chain(&sheet.skipped).any(here) {
            return None;
        }
        let values = sheet.values.range(area.first..=area.last);
        for (at, value) in values {
            self.spend(1)?;
            if !here(at) {
                continue;
            }
            match key.likeness(value) {
                KeyMatch::Same => return Some(*at),
                KeyMatch::Other => {}
                KeyMatch::Doubtful => return None,
            }
        }
        None
    }

    fn spend(&mut self, cells: usize) -> Option<()> {
        *self.left = self.left.checked_sub(cells)?;
        Some(())
    }

    fn key(&self, key: &Node) -> Option<LookupKey> {
        match key {
            Node::NumberKind(number) => Some(LookupKey::Number(*number)),
            Node::StringKind(text) => LookupKey::text(text),
            Node::ReferenceKind { .. } => {
                let area = Reference::of(key)?.area(self.own)?;
                match self.sheets.get(area.sheet)?.values.get(&area.first)? {
                    CellContent::Number(number) => Some(LookupKey::Number(*number)),
                    CellContent::Text(text) => LookupKey::text(text),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The cell as a part of a formula, if it has content: programs differ on the result for an empty one.
    fn cell(&mut self, sheet: usize, at: CellRef) -> Option<Node> {
        let found = self.sheets.get(sheet)?;
        self.spend(found.formulas.len())?;
        let formula = || found.formulas.iter().any(|formula| formula.at == at);
        if !found.values.contains_key(&at) && !formula() {
            return None;
        }
        Some(Node::ReferenceKind {
            sheet_name: Some(found.name.clone()),
            sheet_index: u32::try_from(sheet).ok()?,
            absolute_row: true,
            absolute_column: true,
            row: i32::try_from(at.row).ok()?.checked_add(1)?,
            column: i32::try_from(at.col).ok()?.checked_add(1)?,
        })
    }
}

impl LookupKey {
    /// A key of text that has no wildcards and is a number to no program.
    fn text(text: &str) -> Option<Self> {
        let plain = !text.contains(PATTERN) && !text.is_empty() && !is_figure(text);
        plain.then(|| Self::Text(text.to_owned()))
    }

    fn likeness(&self, value: &CellContent) -> KeyMatch {
        match (self, value) {
            (Self::Number(key), CellContent::Number(value)) => {
                match (key.to_bits() == value.to_bits(), near(*key, *value)) {
                    (true, _) => KeyMatch::Same,
                    (false, true) => KeyMatch::Doubtful,
                    (false, false) => KeyMatch::Other,
                }
            }
            (Self::Text(key), CellContent::Text(value)) if key == value => KeyMatch::Same,
            (Self::Text(key), CellContent::Text(value)) if folded(key) == folded(value) => {
                KeyMatch::Doubtful
            }
            (Self::Number(key), CellContent::Text(value)) if is_figure(value) => {
                match folded(value).parse() {
                    Ok(value) if !near(*key, value) => KeyMatch::Other,
                    _ => KeyMatch::Doubtful,
                }
            }
            (_, CellContent::Bool(_) | CellContent::Error(_)) => KeyMatch::Doubtful,
            _ => KeyMatch::Other,
        }
    }
}

/// A whole number from the formula.
fn whole(node: &Node) -> Option<u32> {
    match node {
        Node::NumberKind(number) if number.fract() == 0.0 => number.to_string().parse().ok(),
        _ => None,
    }
}

/// Whether two numbers may differ by noise only.
fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

/// Whether a text is a number to some program.
fn is_figure(text: &str) -> bool {
    folded(text).starts_with(|c: char| c.is_ascii_digit() || "+-.(%¥$".contains(c))
}

/// A text without the differences that some programs ignore: capitals, full-width letters, blanks.
fn folded(text: &str) -> String {
    let seen = visible(text);
    let half = seen.chars().map(|c| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    });
    let letters = half.filter(|c| !c.is_whitespace());
    letters.flat_map(char::to_lowercase).collect()
}
