//! Layouts as text: each `tests/layouts/*.txt` is a sheet in the notation of `tests/notation`, each
//! `*.expected` is the filing read from it.
//!
//! `UPDATE=1 cargo test --test reading` writes the expected files anew: read them before committing.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::notation;
use crate::notation::Typed;
use ziping::base::lang::Lang;
use ziping::finding::{Finding, FindingSubject};
use ziping::form::labels::Labels;
use ziping::form::read::{Reading, Source, read};
use ziping::model::{CellRef, Figure, Gap, Located, Stage, Statement, Weight};
use ziping::workbook::{Cell, Region, Sheet, Value, Workbook};

pub(crate) fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    cases.sort();
    cases
}

fn cell_ref((row, col): notation::Address) -> CellRef {
    CellRef::new(row, col)
}

fn value(text: &str) -> Value {
    match Typed::of(text) {
        Typed::Number(number) => Value::Number(number),
        Typed::Percent(fraction) => Value::Percent(fraction, None),
        Typed::Text(text) => Value::Text(text.into()),
    }
}

fn sheet(sheet: &notation::Sheet) -> Sheet {
    let cells = sheet.cells().map(|(at, text)| Cell {
        at: cell_ref(at),
        value: value(text),
        formula: false,
    });
    let merges = sheet.merges().into_iter().map(|(first, last)| Region {
        first: cell_ref(first),
        last: cell_ref(last),
    });
    Sheet::new(&sheet.name, cells.collect(), merges.collect())
}

pub(crate) fn workbook(text: &str) -> Workbook {
    Workbook {
        sheets: notation::sheets(text).iter().map(sheet).collect(),
        remarks: Vec::new(),
        stamp: None,
    }
}

fn figure(figure: Option<&Figure>) -> String {
    figure.map_or("-".to_owned(), |f| format!("{}@{}", f.value, f.cell))
}

fn text(text: Option<&Located<ecow::EcoString>>) -> String {
    text.map_or("-".to_owned(), |t| format!("{}@{}", t.value, t.cell))
}

fn statement(statement: Option<&Located<Statement>>) -> String {
    statement.map_or("-".to_owned(), |s| format!("{}@{}", s.typed, s.cell))
}

fn described(reading: &Reading) -> String {
    let filing = &reading.filing;
    let mut out = String::new();
    let year = filing
        .year
        .as_ref()
        .map_or("-".to_owned(), |y| format!("{}@{}", y.value, y.cell));
    let code = filing.unit.code.as_deref().unwrap_or("-");
    writeln!(
        out,
        "{:?} 年度 {year} 编码 {code} 单位 {} 主管 {} 项目 {}",
        filing.kind,
        text(filing.unit.name.as_ref()),
        text(filing.department.as_deref()),
        text(filing.project.as_deref())
    )
    .unwrap();
    if filing.stage != Stage::SelfEvaluation {
        writeln!(out, "阶段 {}", filing.stage.form().zh).unwrap();
    }
    if filing.stage != Stage::SelfEvaluation && filing.goal.is_some() {
        writeln!(out, "目标 {}", text(filing.goal.as_ref())).unwrap();
    }
    if let Some(f) = &filing.funding {
        writeln!(
            out,
            "资金 {} 年初 {} 结转 {} 调整 {} 全年 {} 执行 {} 率 {} 分值 {} 得分 {}",
            f.measure.map_or("-", |m| m.label()),
            figure(f.initial.as_ref()),
            figure(f.carryover.as_deref()),
            figure(f.change.as_deref()),
            figure(f.adjusted.as_ref()),
            figure(f.executed.as_ref()),
            figure(f.rate.as_ref()),
            figure(f.points.as_ref()),
            figure(f.reported.as_ref())
        )
        .unwrap();
        if let Some(forecast) = &f.forecast {
            writeln!(out, "  预计 {}", figure(Some(forecast))).unwrap();
        }
        let gaps = [
            ("年初", f.gaps.initial),
            ("全年", f.gaps.adjusted),
            ("执行", f.gaps.executed),
        ];
        for (name, gap) in gaps {
            match gap {
                Some(Gap::Blank(cell)) => writeln!(out, "  空白 {name}@{cell}").unwrap(),
                Some(Gap::Unreadable(cell)) => writeln!(out, "  不明 {name}@{cell}").unwrap(),
                None => {}
            }
        }
        for l in &filing.parts {
            writeln!(
                out,
                "  · {} 年初 {} 调整 {} 全年 {} 执行 {} 率 {}",
                l.label,
                figure(l.initial.as_ref()),
                figure(l.change.as_ref()),
                figure(l.adjusted.as_ref()),
                figure(l.executed.as_ref()),
                figure(l.rate.as_ref())
            )
            .unwrap();
        }
    }
    for i in &filing.indicators {
        writeln!(out, "指标 {}/{}/{}@{} 目标 {} 年初目标 {} 年中 {} 实际 {} 完成率 {} 分值 {} 得分 {} 标准 {} 原因 {}", i.level1.as_deref().unwrap_or("-"), i.level2.as_deref().unwrap_or("-"), i.name, i.cell, statement(i.target.as_ref()), statement(i.initial_target.as_deref()), statement(i.midyear.as_deref()), statement(i.stated_actual()), figure(i.completion.as_deref()), figure(i.points.as_ref()), figure(i.reported.as_ref()), text(i.criterion.as_deref()), text(i.reason.as_deref())).unwrap();
        if let Some(forecast) = &i.forecast {
            writeln!(out, "  预计 {}", statement(Some(forecast))).unwrap();
        }
    }
    for g in &filing.groups {
        writeln!(out, "分组 {} {}", g.name, figure(Some(&g.points))).unwrap();
    }
    writeln!(
        out,
        "总分 {} 分值合计 {} 等级 {}",
        figure(filing.reported_total.as_ref()),
        figure(filing.stated_points.as_ref()),
        text(filing.reported_grade.as_ref())
    )
    .unwrap();
    for (problem, cell) in &reading.remarks {
        let finding = Finding::new(
            problem.clone(),
            &FindingSubject::file(&"f".into(), None),
            None,
        );
        writeln!(
            out,
            "! {} {} {}",
            problem.code.name,
            cell.map_or("-".to_owned(), |c| c.to_string()),
            finding.message(Lang::Zh)
        )
        .unwrap();
    }
    out
}

#[test]
fn layouts_are_read_as_expected() {
    let labels = Labels::load(None).unwrap();
    let source = Source {
        file: "f.xlsx".into(),
        group: None,
    };
    let cases = cases();
    assert!(cases.len() >= 15, "layouts are missing: {}", cases.len());
    let mut stale = Vec::new();
    for case in cases {
        let readings = read(
            &workbook(&fs::read_to_string(&case).unwrap()),
            &source,
            &labels,
        );
        for filing in readings.iter().map(|reading| &reading.filing) {
            let kept = filing.clone().packed().open();
            assert_eq!(format!("{kept:?}"), format!("{filing:?}"));
            let weights = filing.indicators.iter().map(|i| Weight {
                level1: i.level1.clone(),
                level2: i.level2.clone(),
                points: i.points.clone(),
            });
            let weights: Vec<_> = weights.collect();
            assert_eq!(
                filing.clone().packed().indicators.leading::<Weight>(),
                weights
            );
        }
        let found: Vec<String> = readings.iter().map(described).collect();
        let found = if found.is_empty() {
            "不是自评表\n".to_owned()
        } else {
            found.join("----\n")
        };
        let expected = case.with_extension("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != found {
            stale.push(format!("{}:\n{found}", case.display()));
        }
    }
    assert!(stale.is_empty(), "{}", stale.join("\n"));
}
