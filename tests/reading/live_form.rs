//! The live figures of a form are those of the scorer: random fillings, recalculated by LibreOffice,
//! cell by cell against the values kept in the file and total by total against `rules::evaluate`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    missing_docs
)]

use std::fs;
use std::path::{Path, PathBuf};

use crate::cells::differences;
use crate::numbers::Numbers;
use crate::office::saved;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use rust_decimal::Decimal;
use ziping::base::lang::Lang;
use ziping::blank::{FundRow, IndicatorRow, Order, Prefill, Value, workbook_of};
use ziping::form::labels::{IndicatorColumn as C, Labels};
use ziping::form::read::{Source, read};
use ziping::model::{Comparator, Filing, Kind, Stage};
use ziping::rules::progress;
use ziping::rules::{RuleSet, evaluate};
use ziping::workbook;

/// Fillings under each rule set, and how many share a workbook.
const FILLINGS: usize = 500;
const TOGETHER: usize = 25;

/// What fillings are made of.
struct Dice(Numbers);

impl Dice {
    const fn of(seed: u64) -> Self {
        Self(Numbers::of(seed))
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.0.below(bound)
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        self.0.one(of)
    }

    fn word<'a>(&mut self, of: &[&'a str]) -> &'a str {
        self.0.one::<&str>(of)
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A figure with up to three places.
    fn figure(&mut self, most: u64) -> Decimal {
        let places = *self.one(&[0, 0, 1, 2, 2, 3]);
        let scale = 10_u64.pow(places);
        Decimal::new(self.below(most * scale + 1) as i64, places).normalize()
    }

    fn amount(&mut self) -> Decimal {
        Decimal::new(self.below(10_000_000) as i64, 2).normalize()
    }
}

const NAMES: [&str; 10] = [
    "培训人次",
    "预算经费",
    "事故起数",
    "投诉率",
    "投诉率下降",
    "覆盖率",
    "项目 预算经费",
    "群众满意度",
    "结余率",
    "检查次数",
];
const LEVELS: [(&str, &str); 4] = [
    ("产出指标", "数量指标"),
    ("产出指标", "成本指标"),
    ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"),
];
const SIGNS: [Option<Comparator>; 6] = [
    None,
    Some(Comparator::AtLeast),
    Some(Comparator::MoreThan),
    Some(Comparator::AtMost),
    Some(Comparator::LessThan),
    Some(Comparator::Equal),
];
const MEASURES: [&str; 6] = ["%", "家", "万元", "元", "人次", ""];
const METHODS: [&str; 7] = [
    "",
    "",
    "正向比例",
    "反向扣减",
    "反向比例",
    "是否型",
    "预算使用率",
];
const WORDS: [&str; 6] = ["达成年度指标", "无发生额", "不适用", "效果明显", "", "约90"];

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Target and actual value: figures near each other, words, or dates.
fn values(dice: &mut Dice, initial: Option<Decimal>) -> (String, String) {
    match dice.below(20) {
        0 => ("逐步提升".to_owned(), (*dice.one(&WORDS)).to_owned()),
        1 => {
            let month = 1 + dice.below(12);
            let suffix = dice.one(&["", "前", "之前"]);
            let due = format!("2023年{month}月28日{suffix}");
            let done = 1 + dice.below(12);
            let done = format!("2023年{done}月15日");
            (
                due,
                if dice.chance(20) {
                    "100%".to_owned()
                } else {
                    done
                },
            )
        }
        2 => (dice.figure(100).to_string(), (*dice.one(&WORDS)).to_owned()),
        3 => ("0".to_owned(), dice.one(&["0", "1", "2.5"]).to_string()),
        4 => {
            let target = initial.unwrap_or(Decimal::TEN);
            (target.to_string(), dice.amount().to_string())
        }
        5 => (
            format!("-{}", dice.figure(20)),
            format!("-{}", dice.figure(20)),
        ),
        _ => {
            let most = *dice.one(&[3, 20, 100, 100, 5_000]);
            let target = dice.figure(most);
            let near = Decimal::new(70 + dice.below(60) as i64, 2);
            let actual = match dice.below(4) {
                0 => target,
                1 => dice.figure(most),
                _ => (target * near).normalize(),
            };
            (target.to_string(), actual.to_string())
        }
    }
}

fn indicator(dice: &mut Dice, initial: Option<Decimal>) -> IndicatorRow {
    let (level1, level2) = *dice.one(&LEVELS);
    let (target, actual) = values(dice, initial);
    let dated = target.contains('年');
    let measure = if dated { "" } else { *dice.one(&MEASURES) };
    let points = dice.figure(15);
    let judged = dice.chance(60).then(|| dice.figure(12));
    let row = IndicatorRow::default()
        .with(C::Level1, level1)
        .with(C::Level2, level2)
        .with(C::Level3, dice.word(&NAMES))
        .with(C::Sign, dice.one(&SIGNS).map(Comparator::sign))
        .with(C::Target, target)
        .with(C::Measure, measure)
        .with(C::Actual, actual);
    let method = match dice.chance(5) {
        true => "定性",
        false => dice.word(&METHODS),
    };
    row.with(C::Criterion, method)
        .with(C::Points, dice.chance(97).then_some(points))
        .with(C::Judged, judged)
        .with(C::Reason, dice.word(&["", "", "本年无发生额", "人员变动"]))
}

fn filling(dice: &mut Dice) -> Prefill {
    let adjusted = match dice.below(25) {
        0 => Some(Decimal::ZERO),
        1 => None,
        _ => Some(dice.amount()),
    };
    let initial = dice.chance(95).then(|| dice.amount());
    // A rate of up to four places gives ties.
    let executed = adjusted.map(|a| {
        let rate = Decimal::new(dice.below(10_800) as i64, 4);
        if dice.chance(50) {
            (a * rate).normalize()
        } else {
            dice.amount()
        }
    });
    let rows = 3 + dice.below(7);
    Prefill {
        unit: some("随机单位"),
        funds: vec![FundRow {
            forecast: None,
            label: "年度资金总额".to_owned(),
            initial,
            adjusted,
            executed,
            ..FundRow::default()
        }],
        indicators: (0..rows).map(|_| indicator(dice, initial)).collect(),
        spare: Some(1),
        ..Prefill::default()
    }
}

/// The workbooks as LibreOffice saves them after a hard recalculation, all in one call.
fn recalculated(files: &[PathBuf], folder: &Path) -> PathBuf {
    let out = folder.join("recalculated");
    saved(files, "xlsx", folder, &out);
    out
}

/// Where the values kept in the file are not what the formulas come to; the last three of fifteen digits may differ
/// between two ways of dividing.
fn stale(before: &Path, after: &Path) -> Vec<String> {
    differences(before, after, 11.0)
}

fn filings(path: &Path) -> Vec<Filing> {
    let source = Source {
        file: "表.xlsx".into(),
        group: None,
    };
    let book = workbook::read(&fs::read(path).unwrap()).unwrap();
    let readings = read(&book, &source, &Labels::load(None).unwrap());
    readings.into_iter().map(|form| form.filing).collect()
}

/// Where the form shows other figures than the scorer computes from it.
fn contradictions(filing: &Filing, rules: &RuleSet) -> Vec<String> {
    let worth = evaluate(filing, rules);
    let mut wrong = Vec::new();
    let mut compare = |what: &str, shown: Option<Decimal>, computed: Option<Decimal>| {
        if shown != computed {
            wrong.push(format!("{} {what}: {shown:?} ≠ {computed:?}", filing.sheet));
        }
    };
    let value = |f: &Option<ziping::model::Figure>| f.as_ref().map(|f| f.value);
    let funds = filing.funding.as_ref().unwrap();
    compare("execution", value(&funds.reported), worth.execution.score);
    for (indicator, result) in filing.indicators.iter().zip(&worth.indicators) {
        let what = format!("{} {:?}", indicator.cell, indicator);
        // A 定性评分 that no row of so many points can have leaves the score blank, and is read in its place.
        let points = value(&indicator.points).unwrap_or_default();
        let shown = value(&indicator.reported);
        let shown = shown.filter(|score| (Decimal::ZERO..=points).contains(score));
        compare(&what, shown, result.score);
        compare(
            &what,
            value(&indicator.completion.as_deref().cloned()),
            result.completion,
        );
    }
    compare("total", value(&filing.reported_total), worth.total);
    let grade = filing.reported_grade.as_ref().map(|g| g.value.to_string());
    let computed = worth.score.grade.map(|g| g.name.to_string());
    if grade != computed {
        wrong.push(format!("{} grade: {grade:?} ≠ {computed:?}", filing.sheet));
    }
    wrong
}

/// The example forms that are filled-in forms of this program.
#[test]
#[ignore = "needs LibreOffice"]
fn examples_hold_what_their_formulas_come_to() {
    let folder = tempfile::tempdir().unwrap();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(examples).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        let own = path.extension().is_some_and(|e| e == "xlsx")
            && workbook::read(&fs::read(&path).unwrap()).is_ok_and(|book| book.stamp.is_some());
        if own {
            let copy = folder.path().join(format!("{}.xlsx", files.len()));
            fs::copy(path, &copy).unwrap();
            files.push(copy);
        }
    }
    assert!(files.len() >= 20, "{} forms", files.len());
    let out = recalculated(&files, folder.path());
    for path in &files {
        let wrong = stale(path, &out.join(path.file_name().unwrap()));
        assert!(wrong.is_empty(), "{path:?}: {wrong:#?}");
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn live_figures_are_those_of_the_scorer() {
    let folder = tempfile::tempdir().unwrap();
    let labels = Labels::load(None).unwrap();
    let mut files = Vec::new();
    for name in RuleSet::embedded_names() {
        let rules = RuleSet::load(Some(name)).unwrap();
        let order = Order {
            kind: Kind::Unit,
            stage: Stage::SelfEvaluation,
            labels: &labels,
            rules: &rules,
            year: Some(2023),
            lang: Lang::Zh,
        };
        let mut dice = Dice::of(20_240_401);
        for number in 0..FILLINGS / TOGETHER {
            let fillings: Vec<_> = (0..TOGETHER).map(|_| filling(&mut dice)).collect();
            let path = folder.path().join(format!("{name}-{number}.xlsx"));
            fs::write(&path, workbook_of(&order, &fillings).unwrap()).unwrap();
            files.push((path, RuleSet::load(Some(name)).unwrap()));
        }
    }
    let paths: Vec<PathBuf> = files.iter().map(|(path, _)| path.clone()).collect();
    let out = recalculated(&paths, folder.path());
    let (mut wrong, mut read, mut complete) = (Vec::new(), 0, 0);
    let checked: Vec<_> = files
        .par_iter()
        .map(|(path, rules)| {
            let after = out.join(path.file_name().unwrap());
            (stale(path, &after), filings(&after), path, rules)
        })
        .collect();
    for (stale, filings, path, rules) in checked {
        let name = path.file_name().unwrap().to_string_lossy();
        wrong.extend(stale.into_iter().map(|s| format!("{name} {s}")));
        for filing in filings {
            read += 1;
            complete += usize::from(filing.reported_total.is_some());
            let found = contradictions(&filing, rules);
            wrong.extend(found.into_iter().map(|w| format!("{name} {w}")));
        }
    }
    assert_eq!(read, 3 * FILLINGS);
    assert!(complete > FILLINGS / 2, "{complete} forms with a total");
    let shown: Vec<&String> = wrong.iter().take(20).collect();
    assert!(wrong.is_empty(), "{} differences:\n{shown:#?}", wrong.len());
}

/// A filling of the same figures as they stand at mid-year.
fn at_midyear(dice: &mut Dice) -> Prefill {
    let mut prefill = filling(dice);
    for row in &mut prefill.indicators {
        row.set(C::Midyear, row.value(C::Actual));
        row.set(C::Actual, Value::Blank);
        row.set(C::Judged, Value::Blank);
    }
    prefill
}

/// Where a monitoring form shows another completion, rate or warning than the program finds.
fn misled(filing: &Filing, rules: &RuleSet) -> Vec<String> {
    let found = progress(filing, rules, &rules.midyear.unwrap());
    let rows = filing.indicators.iter().zip(&found.indicators);
    let mut wrong: Vec<String> = rows
        .filter(|(row, advance)| row.completion.as_ref().map(|c| c.value) != advance.completion)
        .map(|(row, advance)| format!("{} {row:?} ≠ {advance:?}", row.cell))
        .collect();
    let shown = filing.funding.as_ref().and_then(|f| f.rate.as_ref());
    let own = |f: &ziping::model::Funding| f.adjusted.is_some();
    let pace = found
        .pace
        .ok()
        .filter(|_| filing.funding.as_ref().is_some_and(own));
    if shown.map(|r| r.value) != pace.map(|p| p.rate) {
        wrong.push(format!("{} rate {shown:?} ≠ {pace:?}", filing.sheet));
    }
    wrong
}

#[test]
#[ignore = "needs LibreOffice"]
fn live_figures_at_mid_year_are_those_of_the_monitoring() {
    let folder = tempfile::tempdir().unwrap();
    let (labels, rules) = (Labels::load(None).unwrap(), RuleSet::load(None).unwrap());
    let order = Order {
        kind: Kind::Unit,
        stage: Stage::Midyear,
        labels: &labels,
        rules: &rules,
        year: Some(2023),
        lang: Lang::Zh,
    };
    let mut dice = Dice::of(20_240_731);
    let mut files = Vec::new();
    for number in 0..FILLINGS / TOGETHER {
        let fillings: Vec<_> = (0..TOGETHER).map(|_| at_midyear(&mut dice)).collect();
        let path = folder.path().join(format!("{number}.xlsx"));
        fs::write(&path, workbook_of(&order, &fillings).unwrap()).unwrap();
        files.push(path);
    }
    let out = recalculated(&files, folder.path());
    let (mut wrong, mut read) = (Vec::new(), 0);
    for path in &files {
        let after = out.join(path.file_name().unwrap());
        wrong.extend(stale(path, &after));
        for filing in filings(&after) {
            read += 1;
            assert_eq!(filing.stage, Stage::Midyear);
            wrong.extend(misled(&filing, &rules));
        }
    }
    assert_eq!(read, FILLINGS);
    let shown: Vec<&String> = wrong.iter().take(20).collect();
    assert!(wrong.is_empty(), "{} differences:\n{shown:#?}", wrong.len());
}
