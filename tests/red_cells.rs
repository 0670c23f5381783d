//! The red cells of a form are the findings about it: random fillings, the conditions of the cells evaluated by
//! LibreOffice, held against the audit of the same form.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a test stops where it is wrong"
)]

#[path = "office/mod.rs"]
mod office;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_decimal::Decimal;
use ziping::audit::{Case, audit_case};
use ziping::base::lang::Lang;
use ziping::blank::{FundRow, IndicatorRow, Order, Prefill, workbook_of};
use ziping::form::labels::{IndicatorColumn as C, Labels};
use ziping::form::read::{Source, read};
use ziping::model::{Annex, Kind, Stage};
use ziping::rules::{RuleSet, evaluate};
use ziping::workbook;

const FILLINGS: usize = 60;
/// The row that the conditions are copied to.
const ROW: u32 = 900;
/// Ground of a red cell.
const RED: &str = "FFF8CFCC";
/// The findings that cells are marked for.
const CODES: [&str; 3] = ["cross-foot", "overspent", "weight-sum"];

struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// An amount with up to three places.
    fn amount(&mut self) -> Decimal {
        let places = [2, 2, 2, 1, 3][self.below(5) as usize];
        Decimal::new(self.below(1_000_000) as i64, places)
    }

    /// What a sum is off by: nothing, what rounding makes, a little more, or much.
    fn off(&mut self) -> Decimal {
        let thousandths = [
            0, 0, 0, 5, 10, 15, 20, 30, -10, -20, -30, -40, 5_000, -5_000,
        ];
        Decimal::new(thousandths[self.below(14) as usize], 3)
    }
}

/// Amounts of one column that nearly hang together, some of them left blank.
fn column(dice: &mut Dice) -> Vec<(&'static str, Option<Decimal>)> {
    let [staff, running, projects] = [dice.amount(), dice.amount(), dice.amount()];
    let basic = staff + running + dice.off();
    let total = basic + projects + dice.off();
    let [fund, carried] = [0, 1].map(|_| Decimal::new(dice.below(50_000) as i64, 2));
    let budget = total - fund - carried + dice.off();
    let rows = [
        ("年度资金总额", total),
        ("基本支出", basic),
        ("人员经费", staff),
        ("公用经费", running),
        ("项目支出", projects),
        ("一般公共预算拨款", budget.abs()),
        ("政府性基金预算拨款", fund),
        ("财政专户管理资金", Decimal::ZERO),
        ("上年结转资金", carried),
        ("其他资金", Decimal::ZERO),
    ];
    let blank = |dice: &mut Dice, label| label != "年度资金总额" && dice.below(12) == 0;
    let keep = rows.map(|(label, amount)| (label, (!blank(dice, label)).then_some(amount)));
    keep.to_vec()
}

fn filling(dice: &mut Dice) -> Prefill {
    let columns = [column(dice), column(dice)];
    let rows = columns[0].iter().zip(&columns[1]);
    let funds = rows.map(|((label, initial), (_, adjusted))| FundRow {
        label: (*label).to_owned(),
        initial: *initial,
        adjusted: *adjusted,
        executed: adjusted.map(|a| a + Decimal::new([0, 0, -1, 1][dice.below(4) as usize], 2)),
        ..FundRow::default()
    });
    let funds = funds.collect();
    let weights: [&[&str]; 5] = [
        &["12.86"; 7],
        &["10"; 9],
        &["10", "10", "10", "10", "10", "10", "10", "10", "9.9"],
        &["30", "30", "30.01"],
        &["45", "", "44"],
    ];
    let weights = weights[dice.below(5) as usize].iter().enumerate();
    let indicators = weights.map(|(number, weight)| {
        IndicatorRow::default()
            .with(C::Level1, "产出指标")
            .with(C::Level2, "数量指标")
            .with(C::Level3, format!("指标甲{number}"))
            .with(C::Target, "10")
            .with(C::Measure, "家")
            .with(C::Actual, "10")
            .with(C::Points, weight.parse::<Decimal>().ok())
    });
    Prefill {
        unit: Some("示例县教育局".to_owned()),
        funds,
        indicators: indicators.collect(),
        spare: Some(1),
        ..Prefill::default()
    }
}

/// The cells of one sheet that turn red by a condition about a single row, with the condition.
fn conditions(sheet: &str, styles: &str) -> Vec<(String, String)> {
    let grounds: Vec<bool> = styles
        .split("<dxf>")
        .skip(1)
        .map(|dxf| dxf.contains(RED))
        .collect();
    let mut found = Vec::new();
    for block in sheet.split("<conditionalFormatting sqref=\"").skip(1) {
        let (area, rest) = block.split_once('"').unwrap();
        let rest = rest.split("</conditionalFormatting>").next().unwrap();
        for rule in rest.split("<cfRule type=\"expression\" dxfId=\"").skip(1) {
            let red = grounds[rule.split('"').next().unwrap().parse::<usize>().unwrap()];
            let condition = rule.split("<formula>").nth(1).unwrap();
            let condition = condition.split("</formula>").next().unwrap();
            let cell = area.split(':').next().unwrap();
            let marked = condition.contains("ROUND(ABS") || condition.starts_with("AND(ISNUMBER(H");
            if red && marked {
                found.push((cell.to_owned(), condition.to_owned()));
            }
        }
    }
    found
}

/// The workbook with the conditions of each form as formulas in a row of their own, and the cells that they are about.
fn with_conditions(book: &[u8]) -> (Vec<u8>, Vec<Vec<String>>) {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        parts.push((part.name().unwrap().to_string(), text));
    }
    let styles = parts
        .iter()
        .find(|(name, _)| name == "xl/styles.xml")
        .unwrap();
    let styles = String::from_utf8(styles.1.clone()).unwrap();
    let mut cells = vec![Vec::new(); FILLINGS];
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, mut text) in parts {
        let number = name.strip_prefix("xl/worksheets/sheet");
        let number = number.and_then(|n| n.strip_suffix(".xml")?.parse::<usize>().ok());
        if let Some(number) = number.filter(|n| *n <= FILLINGS) {
            let sheet = String::from_utf8(text).unwrap();
            let mut row = format!("<row r=\"{ROW}\">");
            for (col, (cell, condition)) in conditions(&sheet, &styles).into_iter().enumerate() {
                let letters = ziping::model::column_letters(col);
                row += &format!("<c r=\"{letters}{ROW}\"><f>IF({condition},1,0)</f></c>");
                cells[number - 1].push(cell);
            }
            text = sheet
                .replace("</sheetData>", &(row + "</row></sheetData>"))
                .into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&text).unwrap();
    }
    (out.finish().unwrap().into_inner(), cells)
}

#[test]
#[ignore = "needs soffice (LibreOffice)"]
fn a_cell_is_red_where_the_audit_finds_something() {
    let labels = Labels::load(None).unwrap();
    let rules = RuleSet::load(None).unwrap();
    let order = Order {
        kind: Kind::Unit,
        stage: Stage::SelfEvaluation,
        labels: &labels,
        rules: &rules,
        year: Some(2023),
        lang: Lang::Zh,
    };
    let mut dice = Dice(7);
    let fillings: Vec<Prefill> = (0..FILLINGS).map(|_| filling(&mut dice)).collect();
    let book = workbook_of(&order, &fillings).unwrap();
    let source = Source {
        file: "甲.xlsx".into(),
        group: None,
    };
    let readings = read(&workbook::read(&book).unwrap(), &source, &labels);
    assert_eq!(readings.len(), FILLINGS);
    let (book, cells) = with_conditions(&book);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("red.xlsx");
    fs::write(&path, book).unwrap();
    let out = folder.path().join("recalculated");
    office::saved(&[path], "xlsx", folder.path(), &out);
    let mut saved: Xlsx<_> = open_workbook(out.join("red.xlsx")).unwrap();
    let mut both = 0;
    let mut differences = Vec::new();
    for ((reading, cells), (name, sheet)) in readings.iter().zip(&cells).zip(saved.worksheets()) {
        let value = |col: usize| sheet.get_value((ROW - 1, col as u32));
        let red = cells
            .iter()
            .enumerate()
            .filter(|(col, _)| match value(*col) {
                Some(Data::Float(n)) => *n > 0.0,
                Some(Data::Int(n)) => *n > 0,
                other => panic!("{name} {}: {other:?}", cells[*col]),
            });
        let weight_cell = cells.iter().find(|cell| cell.starts_with('K')).unwrap();
        let red: BTreeSet<String> = red.map(|(_, cell)| cell.clone()).collect();
        let findings = audit_case(&Case {
            filing: &reading.filing,
            remarks: &reading.remarks,
            evaluation: &evaluate(&reading.filing, &rules),
            rules: &rules,
            progress: None,
            annex: &Annex::default(),
        });
        let own = findings
            .iter()
            .filter(|f| CODES.contains(&f.problem.code.name));
        let found: BTreeSet<String> = own
            .filter_map(|finding| match finding.problem.code.name {
                "weight-sum" => Some(weight_cell.clone()),
                // The condition about rows below the total row is copied for the total row alone.
                "overspent" => finding.cell().map(|c| c.to_string()).filter(|c| c == "J5"),
                // 年中调整数 is computed: the cells it follows from are marked.
                _ => {
                    let cell = finding.cell().map(|cell| cell.to_string());
                    cell.filter(|cell| !cell.starts_with('F'))
                }
            })
            .collect();
        both += red.intersection(&found).count();
        if red != found {
            differences.push(format!("{name}: red {red:?}, found {found:?}"));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(both > FILLINGS / 2, "{both}");
}
