//! The structure of formulas: which are calculated, and to which cells they refer.

use std::collections::HashMap;

use ironcalc_base::expressions::parser::{Node, Parser, new_parser_english};
use ironcalc_base::expressions::types::CellReferenceRC;

use super::doubt::FormulaTexts;
use super::functions::{OF_FIGURES, OF_VALUES, holds, is_figure, plain, takes_areas};
use super::print::printed;
use super::reference::{Area, Reference};
use super::{CalcSheet, OpenFormula, elements, lookup, steps, subtotal, texts};
use crate::model::CellRef;
use crate::workbook::limits::Limits;

/// A formula that can be calculated.
#[derive(Debug)]
pub(super) struct ParsedFormula {
    /// Its text in its own cell.
    pub(super) text: String,
    /// Its text for the second of two calculations, if it needs two.
    pub(super) moved: Option<String>,
    pub(super) areas: Vec<Area>,
}

/// Most characters of a formula, as in Excel.
const LENGTH: usize = 8_192;
/// Most characters of a formula that is expanded.
const WRITTEN: usize = 1 << 18;
/// Most nested brackets and signs; Excel allows 64 functions.
const DEPTH: usize = 256;

/// Position of a part of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    /// In place of a single value: an area or array would be reduced to one, by each program in its own way.
    Value,
    /// As an argument of a function that takes areas.
    Area,
}

/// Parses the formulas of one workbook.
pub(super) struct Grammar<'s> {
    parser: Parser<'static>,
    sheets: &'s [CalcSheet],
    /// Cells that lookups may still search.
    looks: usize,
}

impl<'s> Grammar<'s> {
    pub(super) fn new(sheets: &'s [CalcSheet]) -> Self {
        let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        Self {
            parser: new_parser_english(names, Vec::new(), HashMap::new()),
            sheets,
            looks: Limits::CALCULATED_OVER,
        }
    }

    /// A formula as it is calculated in its own cell; `None` where it is not calculated.
    pub(super) fn read(&mut self, sheet: &str, formula: &OpenFormula) -> Option<ParsedFormula> {
        if formula.text.len() > LENGTH || depth(&formula.text) > DEPTH {
            return None;
        }
        let written = context(sheet, formula.written_at)?;
        let mut node = self.parser.parse(&formula.text, &written);
        let own = context(sheet, formula.at)?;
        let (own_cell, sheets) = (&own, self.sheets);
        let known = FormulaTexts {
            own: own_cell,
            sheets,
        };
        known.sound(&mut node)?;
        let mut parse = |text: &str| self.parser.parse(text, &own);
        let mut areas = Vec::new();
        subtotal::unfold(&mut node, &mut parse, (&own, self.sheets), &mut areas)?;
        lookup::settle(&mut node, (&own, self.sheets), &mut self.looks)?;
        elements::unroll(&mut node, &mut parse, &own)?;
        let [up, down] = steps::MOVED;
        let twice = steps::has(&mut node);
        let moved = twice.then(|| finished(node.clone(), down, &mut parse, &own));
        let (node, text) = finished(node, up, &mut parse, &own)?;
        let mut walk = FormulaWalk { own: &own, areas };
        walk.node(&node, Position::Value)?;
        Some(ParsedFormula {
            areas: walk.areas,
            text,
            moved: match moved {
                Some(moved) => Some(moved?.1),
                None => None,
            },
        })
    }
}

/// The text of a formula whose cells are known; `None` where it is too long.
fn finished(
    mut node: Node,
    moved: &str,
    parse: &mut dyn FnMut(&str) -> Node,
    own: &CellReferenceRC,
) -> Option<(Node, String)> {
    steps::move_by(&mut node, moved, parse, own)?;
    texts::cut(&mut node, parse, own)?;
    let text = printed(&node, own)?;
    (text.len() <= WRITTEN).then_some((node, text))
}

fn context(sheet: &str, at: CellRef) -> Option<CellReferenceRC> {
    let counted = |place: u32| i32::try_from(place).ok()?.checked_add(1);
    Some(CellReferenceRC {
        sheet: sheet.to_owned(),
        row: counted(at.row)?,
        column: counted(at.col)?,
    })
}

/// Depth of nested brackets and of consecutive signs.
fn depth(text: &str) -> usize {
    let (mut brackets, mut signs, mut deepest, mut quoted) = (0_usize, 0_usize, 0, false);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'(' | b'{' => brackets += 1,
            b')' | b'}' => brackets = brackets.saturating_sub(1),
            b'-' | b'+' | b'^' | b'@' => signs += 1,
            b' ' => {}
            _ => signs = 0,
        }
        deepest = deepest.max(brackets + signs);
    }
    deepest
}

struct FormulaWalk<'a> {
    own: &'a CellReferenceRC,
    areas: Vec<Area>,
}

impl FormulaWalk<'_> {
    fn node(&mut self, node: &Node, place: Position) -> Option<()> {
        // The operands of an operator are single values.
        let inner = Position::Value;
        match node {
            Node::BooleanKind(_)
            | Node::NumberKind(_)
            | Node::StringKind(_)
            | Node::EmptyArgKind => Some(()),
            Node::ArrayKind(_) => (place != Position::Value).then_some(()),
            Node::ReferenceKind { .. } => self.reference(node),
            Node::RangeKind { .. } if place != Position::Value => self.reference(node),
            Node::OpConcatenateKind { left, right }
            | Node::OpSumKind { left, right, .. }
            | Node::OpProductKind { left, right, .. }
            | Node::OpPowerKind { left, right }
            | Node::CompareKind { left, right, .. } => {
                self.node(left, inner)?;
                self.node(right, inner)
            }
            Node::UnaryKind { right, .. } => self.node(right, inner),
            Node::FunctionKind { kind, args } => {
                let name = kind.to_xlsx_string();
                self.call(plain(&name), args)
            }
            _ => None,
        }
    }

    fn call(&mut self, name: &str, args: &[Node]) -> Option<()> {
        argument_of(name, 0)?;
        let before = self.areas.len();
        if holds(OF_FIGURES, name) && !args.iter().all(is_figure) {
            return None;
        }
        for (number, argument) in args.iter().enumerate() {
            self.node(argument, argument_of(name, number)?)?;
        }
        // A sum over an area that is given by its first cell alone covers more cells than it names.
        let shape = |area: &Area| {
            (
                area.last.row - area.first.row,
                area.last.col - area.first.col,
            )
        };
        let summed = matches!(name, "SUMIF" | "AVERAGEIF") && args.len() > 2;
        let areas = self.areas.get(before..).unwrap_or_default();
        let alike = areas.first().map(shape) == areas.last().map(shape);
        (!summed || alike).then_some(())
    }

    /// Records a cell or an area, if it is on the sheet.
    fn reference(&mut self, node: &Node) -> Option<()> {
        self.areas.push(Reference::of(node)?.area(self.own)?);
        Some(())
    }
}

/// Position of an argument of a function, by its number; `None` for a function that is not calculated.
fn argument_of(name: &str, number: usize) -> Option<Position> {
    if holds(OF_VALUES, name) {
        return Some(Position::Value);
    }
    let area = match name {
        "LARGE" | "SMALL" | "COUNTIF" => number == 0,
        "SUMIF" | "AVERAGEIF" => number != 1,
        "COUNTIFS" => number.is_multiple_of(2),
        "SUMIFS" | "AVERAGEIFS" => number == 0 || !number.is_multiple_of(2),
        _ => true,
    };
    takes_areas(name).then_some(if area {
        Position::Area
    } else {
        Position::Value
    })
}
