//! The cells to which formulas with an empty text as their result refer: where these are blank, the result is still
//! empty.

use std::collections::{BTreeSet, HashMap};

use super::formula::{behind, written};
use super::scan::Scan;
use crate::model::CellRef;
use crate::workbook::readers::collect::ValueOrigin;

/// Functions whose result depends on more than the cells that they name.
const UNSTEADY: [&str; 7] = [
    "OFFSET",
    "INDIRECT",
    "CELL",
    "TODAY",
    "NOW",
    "RAND",
    "RANDBETWEEN",
];

/// Whether every formula of a sheet with an empty text as its result refers to blank cells only. Forms of offices have
/// a hundred of them, in rows that nobody filled in, and calculating one form takes longer than reading two hundred.
pub(super) fn are_blank((xml, scan): &(String, Scan)) -> bool {
    if scan.empty.is_empty() {
        return true;
    }
    let filled = scan.cells.iter().filter(|cell| !cell.value.is_empty());
    let filled: BTreeSet<(u32, u32)> = filled.map(|cell| (cell.at.row, cell.at.col)).collect();
    let groups = groups(xml, scan);
    scan.empty.iter().all(|(at, place)| {
        let formula = xml.get(place.clone()).and_then(written);
        let named = formula.and_then(|formula| match (formula.kind, formula.group) {
            (None | Some("normal"), None) => precedents(&formula.text, (*at, *at)),
            (Some("shared"), Some(_)) if !formula.text.is_empty() => {
                precedents(&formula.text, (*at, *at))
            }
            (Some("shared"), Some(group)) => {
                let (written_at, text) = groups.get(group)?;
                precedents(text, (*written_at, *at))
            }
            _ => None,
        });
        named.is_some_and(|areas| !areas.iter().any(|area| holds_any(&filled, area)))
    })
}

/// First and last cell of an area.
type Corners = (CellRef, CellRef);

fn holds_any(filled: &BTreeSet<(u32, u32)>, (first, last): &Corners) -> bool {
    let mut rows = filled.range((first.row, 0)..=(last.row, u32::MAX));
    rows.any(|(_, col)| (first.col..=last.col).contains(col))
}

/// The shared formulas by index, each with the cell in which it is written.
fn groups(xml: &str, scan: &Scan) -> HashMap<String, (CellRef, String)> {
    let results = scan.cells.iter();
    let results = results
        .filter(|cell| matches!(cell.behind, ValueOrigin::Formula | ValueOrigin::TextFormula));
    let with_result = results.filter_map(|cell| Some((cell.at, behind(xml, cell.value.start)?)));
    let without = scan.empty.iter();
    let without = without.filter_map(|(at, place)| Some((*at, written(xml.get(place.clone())?)?)));
    let all = with_result.chain(without);
    let shared = all.filter(|(_, formula)| !formula.text.is_empty());
    let named =
        shared.filter_map(|(at, formula)| Some((formula.group?.to_owned(), (at, formula.text))));
    named.collect()
}

/// The areas to which a formula refers in the second cell, if it is written in the first; `None` where its result
/// depends on something else too.
fn precedents(formula: &str, (from, to): (CellRef, CellRef)) -> Option<Vec<Corners>> {
    let mut areas = Vec::new();
    for text in formula.split('"').step_by(2) {
        if text.contains(['!', '[', '{', '#', '@', '\'']) {
            return None;
        }
        let mut rest = text;
        while let Some(start) = rest.find(is_of_word) {
            let word = rest.get(start..)?;
            let end = word.find(|c| !is_of_word(c)).unwrap_or(word.len());
            let (word, behind) = word.split_at_checked(end)?;
            rest = behind;
            let function = behind.trim_start().starts_with('(');
            if function && (word.contains(':') || is_unsteady(word)) {
                return None;
            }
            let value = matches!(word, "TRUE" | "FALSE") || word.parse::<f64>().is_ok();
            if !function && !value {
                let (first, last) = word.split_once(':').unwrap_or((word, word));
                areas.push((moved(first, (from, to))?, moved(last, (from, to))?));
            }
        }
    }
    Some(areas)
}

/// Scripts write the names of functions in lower case, too.
fn is_unsteady(function: &str) -> bool {
    let mut unsteady = UNSTEADY.iter();
    unsteady.any(|name| function.eq_ignore_ascii_case(name))
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || "$_.:".contains(c)
}

/// The cell to which `$A1` refers in the second cell, if the formula is written in the first.
fn moved(address: &str, (from, to): (CellRef, CellRef)) -> Option<CellRef> {
    let (fixed_column, rest) = fixed(address);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, rest) = rest.split_at_checked(letters)?;
    let (fixed_row, row) = fixed(rest);
    let cell = CellRef::of_address(&format!("{column}{row}"))?;
    let along = |fixed, at: u32, from: u32, to: u32| match fixed {
        true => Some(at),
        false => at.checked_add(to)?.checked_sub(from),
    };
    Some(CellRef::new(
        along(fixed_row, cell.row, from.row, to.row)?,
        along(fixed_column, cell.col, from.col, to.col)?,
    ))
}

fn fixed(address: &str) -> (bool, &str) {
    match address.strip_prefix('$') {
        Some(rest) => (true, rest),
        None => (false, address),
    }
}

#[cfg(test)]
mod tests {
    use super::{are_blank, precedents};
    use crate::model::CellRef;
    use crate::workbook::readers::xlsx::scan::scan;

    #[test]
    fn cells_are_named_by_formulas() {
        let at = |address| CellRef::of_address(address).unwrap();
        let named = |formula, from, to| {
            let areas = precedents(formula, (at(from), at(to)))?;
            let areas = areas.iter().map(|(first, last)| format!("{first}:{last}"));
            Some(areas.collect::<Vec<_>>().join(" "))
        };
        for (formula, expected) in [
            (
                r#"IF(F8="","",ROUND(G8/F8*100,2))"#,
                Some("F8:F8 G8:G8 F8:F8"),
            ),
            (r#"IF(COUNT($D$7:D9)=0,"A1",1.5)"#, Some("D7:D9")),
            (r#""""#, Some("")),
            ("IF(TRUE,LOG10(A1),0)", Some("A1:A1")),
            ("OFFSET(A1,1,0)", None),
            ("if(A1=1,offset(A1,1,0),0)", None),
            ("A1:INDEX(B1:B9,2)", None),
            ("表2!A1", None),
            ("预算数*2", None),
            ("SUM(A:A)", None),
        ] {
            assert_eq!(named(formula, "I8", "I8").as_deref(), expected, "{formula}");
        }
        assert_eq!(named("$F8+G$8", "I8", "J9").as_deref(), Some("F9:F9 H8:H8"));
        assert_eq!(named("A1", "B2", "A1"), None);
    }

    #[test]
    fn empty_texts_of_blank_rows_stand() {
        let sheet = |cells: &str| {
            let xml = format!(
                r#"<worksheet><sheetData><row r="8"><c r="F8"><v>10</v></c><c r="G8"><v>9</v></c><c r="I8"><f t="shared" ref="I8:I9" si="0">IF(F8="","",G8/F8)</f><v>0.9</v></c></row><row r="9">{cells}</row></sheetData></worksheet>"#
            );
            let scan = scan(&xml).unwrap();
            assert!(!scan.empty.is_empty());
            are_blank(&(xml, scan))
        };
        let shared = r#"<c r="I9" t="str"><f t="shared" si="0"/><v></v></c>"#;
        assert!(sheet(shared));
        assert!(!sheet(&format!(r#"<c r="F9"><v>20</v></c>{shared}"#)));
        let alone = |formula| format!(r#"<c r="I9" t="str"><f>{formula}</f><v></v></c>"#);
        assert!(sheet(&alone("IF(F9=&quot;&quot;,&quot;&quot;,G9)")));
        assert!(!sheet(&alone("IF(F8&gt;0,&quot;&quot;,G9)")));
        assert!(!sheet(&alone("IF(表2!F8,&quot;&quot;,G9)")));
    }
}
