//! Blank forms: what they print is read back, what they compute is what the scorer computes.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use crate::filings::d;
use ziping::base::lang::Lang;
use ziping::blank::{FundRow, IndicatorRow, Order, Prefill, file_name, workbook};
use ziping::finding::{Code, sheet};
use ziping::form::labels::{IndicatorColumn as C, Labels};
use ziping::form::read::{Reading, Source, examples, read};
use ziping::form::spec::printed;
use ziping::model::{Filing, Kind};
use ziping::rules::{RuleSet, evaluate};
use ziping::workbook::{self, Cell, Sheet, Value, Workbook};

const KINDS: [Kind; 2] = [Kind::Unit, Kind::Project];

fn labels() -> Labels {
    Labels::load(None).unwrap()
}

fn bytes(kind: Kind, prefill: &Prefill) -> Vec<u8> {
    let order = Order {
        kind,
        stage: ziping::model::Stage::SelfEvaluation,
        labels: &labels(),
        rules: &RuleSet::load(None).unwrap(),
        year: Some(2024),
        lang: Lang::Zh,
    };
    workbook(&order, prefill).unwrap()
}

fn filings(workbook: &Workbook) -> Vec<Filing> {
    let readings = readings(workbook).into_iter();
    readings.map(|form| form.filing).collect()
}

fn readings(workbook: &Workbook) -> Vec<Reading> {
    let source = Source {
        file: "表.xlsx".into(),
        group: None,
    };
    read(workbook, &source, &labels())
}

fn text(word: &str) -> Option<String> {
    Some(word.to_owned())
}

/// Every field of a form with a value of its own.
fn full() -> Prefill {
    let funds = [
        ("年度资金总额", "100.5", "110.25", "99.75"),
        ("基本支出", "60", "62", "61"),
        ("其他资金", "1.5", "2.5", "0.5"),
        ("上级补助", "3", "4", "5"),
    ];
    let funds = funds.map(|(label, initial, adjusted, executed)| FundRow {
        forecast: None,
        label: label.to_owned(),
        initial: Some(d(initial)),
        adjusted: Some(d(adjusted)),
        executed: Some(d(executed)),
        reason: text("结转下年使用"),
    });
    let indicator = IndicatorRow::default()
        .with(C::Level1, "产出指标")
        .with(C::Level2, "质量指标")
        .with(C::Level3, "问题整改率")
        .with(C::Sign, "≤")
        .with(C::Target, "95")
        .with(C::Measure, "%")
        .with(C::Midyear, "40")
        .with(C::Actual, "97.5")
        .with(C::Criterion, "反向比例")
        .with(C::Points, d("90"))
        .with(C::Reason, "人员抽调")
        .with(C::Measures, "按月排定");
    Prefill {
        fixed_by: None,
        unit: text("示范区水利局"),
        code: text("301001"),
        group: text("党政机关"),
        department: text("示范区人民政府"),
        project: text("水库除险加固"),
        funds: funds.to_vec(),
        goal: text("完成加固"),
        achieved: text("已完成"),
        indicators: vec![indicator],
        filed: text("2025年3月1日"),
        spare: None,
    }
}

#[test]
fn every_label_is_read_back_as_its_field() {
    for kind in KINDS {
        let book = workbook::read(&bytes(kind, &full())).unwrap();
        let forms = readings(&book);
        assert_eq!(forms.len(), 1);
        let form = &forms[0].filing;
        assert_eq!(form.kind, kind);
        assert_eq!(form.year.as_ref().unwrap().value, 2024);
        assert_eq!(&*form.unit.name.as_ref().unwrap().value, "示范区水利局");
        assert_eq!(form.unit.code.as_deref(), Some("301001"));
        assert_eq!(form.unit.group.as_deref(), Some("党政机关"));
        let funds = form.funding.as_ref().unwrap();
        let amount = |f: &Option<ziping::model::Figure>| f.as_ref().unwrap().value;
        assert_eq!(amount(&funds.initial), d("100.5"));
        assert_eq!(amount(&funds.change.as_deref().cloned()), d("9.75"));
        assert_eq!(amount(&funds.adjusted), d("110.25"));
        assert_eq!(amount(&funds.executed), d("99.75"));
        assert_eq!(amount(&funds.rate), d("0.9048"));
        assert_eq!(amount(&funds.points), d("10"));
        assert_eq!(amount(&funds.reported), d("9.05"));
        let other = form.parts.iter().find(|l| &*l.label == "其他资金").unwrap();
        assert_eq!(amount(&other.executed), d("0.5"));
        assert!(form.parts.iter().any(|l| &*l.label == "上级补助"));
        let row = &form.indicators[0];
        assert_eq!(form.indicators.len(), 1);
        assert_eq!(row.level1.as_deref(), Some("产出指标"));
        assert_eq!(row.level2.as_deref(), Some("质量指标"));
        assert_eq!(&*row.name, "问题整改率");
        assert_eq!(row.target.as_ref().unwrap().value.to_string(), "≤95%");
        assert_eq!(row.midyear.as_ref().unwrap().value.to_string(), "40%");
        assert_eq!(row.actual.as_ref().unwrap().value.to_string(), "97.5%");
        assert_eq!(amount(&row.completion.as_deref().cloned()), d("0.9744"));
        assert_eq!(&*row.criterion.as_ref().unwrap().value, "反向比例");
        assert_eq!(amount(&row.points), d("90"));
        assert_eq!(amount(&row.reported), d("87.70"));
        let reason = &row.reason.as_ref().unwrap().value;
        assert_eq!(&**reason, "人员抽调；按月排定");
        assert_eq!(amount(&form.reported_total), d("96.75"));
        assert_eq!(&*form.reported_grade.as_ref().unwrap().value, "优");
        let project = form.project.as_ref().map(|p| &*p.value);
        let named = (kind == Kind::Project).then_some("水库除险加固");
        assert_eq!(project, named);
        assert!(forms[0].remarks.is_empty(), "{:?}", forms[0].remarks);
        let worth = evaluate(form, &RuleSet::load(None).unwrap());
        assert_eq!(worth.total, Some(d("96.75")));
    }
}

#[test]
fn an_empty_form_shows_blanks_and_holds_no_figures() {
    for kind in KINDS {
        let book = workbook::read(&bytes(kind, &Prefill::default())).unwrap();
        let numbers: Vec<&Cell> = book.sheets[0]
            .cells()
            .iter()
            .filter(|cell| !matches!(cell.value, Value::Text(_)))
            .collect();
        let points: Vec<_> = numbers.iter().map(|c| c.value.text()).collect();
        assert_eq!(points, ["10"], "only the points of the execution");
        let formulas = book.sheets[0].cells().iter().filter(|c| c.formula);
        let shown: Vec<_> = formulas.map(|c| c.value.text()).collect();
        assert!(shown.iter().all(|t| t.ends_with("指标")), "{shown:?}");
        let form = &filings(&book)[0];
        assert!(form.indicators.is_empty());
        assert!(form.reported_total.is_none());
    }
}

#[test]
fn sheets_beside_the_form_are_no_forms() {
    for kind in KINDS {
        let book = workbook::read(&bytes(kind, &full())).unwrap();
        let labels = labels();
        assert_eq!(examples(&book, &labels), ["示例"]);
        for sheet in book.sheets.iter().skip(1) {
            let alone = Workbook {
                sheets: vec![sheet.clone()],
                ..Workbook::default()
            };
            assert!(filings(&alone).is_empty(), "{}", sheet.name);
        }
        let renamed = Sheet::new(
            "自评表",
            book.sheets.last().unwrap().cells().to_vec(),
            book.sheets.last().unwrap().merges().to_vec(),
        );
        let elsewhere = Workbook {
            sheets: vec![renamed],
            ..Workbook::default()
        };
        assert!(
            filings(&elsewhere).is_empty(),
            "the mark is on the sheet itself"
        );
    }
}

/// The first sheet with `change` made to its cells.
fn changed(book: &Workbook, change: impl Fn(&mut Cell)) -> Workbook {
    changed_at(book, 0, change)
}

fn changed_at(book: &Workbook, at: usize, change: impl Fn(&mut Cell)) -> Workbook {
    let mut book = book.clone();
    let sheet = &book.sheets[at];
    let mut cells = sheet.cells().to_vec();
    cells.iter_mut().for_each(change);
    book.sheets[at] = Sheet::new(sheet.name.clone(), cells, sheet.merges().to_vec());
    book
}

#[test]
fn only_the_example_that_came_with_the_form_is_passed_over() {
    for kind in KINDS {
        let book = workbook::read(&bytes(kind, &full())).unwrap();
        let told = |book: &Workbook| -> Vec<&'static Code> {
            let forms = readings(book);
            assert_eq!(forms.len(), 1);
            forms[0].remarks.iter().map(|(p, _)| p.code).collect()
        };
        assert!(told(&book).is_empty());
        let last = book.sheets.len() - 1;
        let taken = changed_at(&book, last, |cell| {
            if cell.value.text() == "示例单位" {
                cell.value = Value::Text("示范区水利局".into());
            }
        });
        assert_eq!(told(&taken), [&sheet::EXAMPLE_SHEET], "figures of a unit");
        let mut foreign = book.clone();
        foreign.stamp = None;
        assert_eq!(
            told(&foreign),
            [&sheet::EXAMPLE_SHEET],
            "a form from elsewhere"
        );
    }
}

fn altered(book: &Workbook) -> Vec<String> {
    let forms = readings(book);
    let remarks = forms[0].remarks.iter();
    remarks
        .filter(|(problem, _)| problem.is(&sheet::TEMPLATE_ALTERED))
        .filter_map(|(problem, cell)| {
            let cell = cell.map_or_else(String::new, |c| format!("{c} "));
            Some(format!("{cell}{}", problem.text("what")?))
        })
        .collect()
}

/// Height of a row of the form, as the file has it.
fn height(book: &[u8], row: u32) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut xml = String::new();
    let mut sheet = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
    sheet.read_to_string(&mut xml).unwrap();
    let (_, row) = xml.split_once(&format!("<row r=\"{row}\"")).unwrap();
    let (_, height) = row.split_once("ht=\"").unwrap();
    height.split_once('"').unwrap().0.to_owned()
}

#[test]
fn rows_are_as_high_as_what_is_known_of_them() {
    let mut prefill = full();
    let [funds, goals, indicator] = [5, 18, 20];
    let book = bytes(Kind::Unit, &prefill);
    let heights = |book: &[u8]| [funds, goals, indicator].map(|row| height(book, row));
    assert_eq!(heights(&book), ["18.75", "66", "32.25"]);
    let long = text(&"很长的原因".repeat(40));
    prefill.funds[0].reason.clone_from(&long);
    prefill.goal.clone_from(&long);
    prefill.indicators[0].set(C::Reason, long);
    let book = bytes(Kind::Unit, &prefill);
    assert_eq!(heights(&book), ["167.25", "77.25", "332.25"]);
}

#[test]
fn changed_locked_parts_are_told() {
    let book = workbook::read(&bytes(Kind::Unit, &full())).unwrap();
    assert!(altered(&book).is_empty());
    let relabelled = changed(&book, |cell| {
        if cell.value.text() == "度量单位" {
            cell.value = Value::Text("单位".into());
        }
    });
    assert_eq!(altered(&relabelled), ["度量单位"]);
    let typed = changed(&book, |cell| {
        if cell.value.text() == "87.7" {
            cell.formula = false;
        }
    });
    assert_eq!(altered(&typed), ["M20 87.7"]);
    let graded = changed(&book, |cell| {
        if cell.value.text() == "优" {
            cell.formula = false;
        }
    });
    assert_eq!(altered(&graded), ["K43 优"]);
    let other = changed(&book, |cell| {
        if cell.value.text() == "301001" {
            cell.value = Value::Text("302002".into());
        }
    });
    assert_eq!(altered(&other), ["C3 301001 → 302002"]);
    let mut foreign = relabelled;
    foreign.stamp = None;
    assert!(altered(&foreign).is_empty(), "no stamp, nothing to compare");
}

#[test]
fn labels_of_another_file_are_printed() {
    let source = fs::read_to_string(root("templates/labels.toml")).unwrap();
    let source = source.replace("[\"度量单位\", \"计量单位\"", "[\"计量单位\", \"度量单位\"");
    let labels = Labels::parse(&source).unwrap();
    let all = printed(Kind::Unit, ziping::model::Stage::SelfEvaluation, &labels);
    assert!(all.contains(&"计量单位".to_owned()) && !all.contains(&"度量单位".to_owned()));
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// `UPDATE=1 cargo test --test stages` writes them anew.
#[test]
fn checked_in_forms_are_what_the_program_writes() {
    for kind in KINDS {
        let order = Order {
            kind,
            stage: ziping::model::Stage::SelfEvaluation,
            labels: &labels(),
            rules: &RuleSet::load(None).unwrap(),
            year: None,
            lang: Lang::Zh,
        };
        let fresh = workbook(&order, &Prefill::default()).unwrap();
        let again = workbook(&order, &Prefill::default()).unwrap();
        assert!(fresh == again, "the same input gives the same bytes");
        let path = root("templates").join(file_name(kind, ziping::model::Stage::SelfEvaluation));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &fresh).unwrap();
        }
        let kept = fs::read(&path).unwrap();
        assert!(kept == fresh, "{} is stale: UPDATE=1", path.display());
    }
}
