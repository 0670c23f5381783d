//! 参数: what a spreadsheet program makes of changed settings is what a run with those settings comes to.

mod sheets;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use calamine::{Xlsx, open_workbook};
use rust_decimal::Decimal;
use ziping::audit::audit;
use ziping::base::lang::Lang;
use ziping::finding::indicator;
use ziping::form::labels::Labels;
use ziping::model::{Group, Kind};
use ziping::output::{Options, Target, XLSX, write};
use ziping::record;
use ziping::report::{Book, Value};
use ziping::rules::{LEAST_POINTS, RuleSet, evaluate};
use ziping::run::rank::rank;
use ziping::run::{Assessed, Assessment};
use ziping::run::{Progress, Run, assess};

use sheets::{Table, changed, csv, recalculated, written};

/// Settings that are tried out with LibreOffice.
const TRIES: u64 = 50;

/// First words of the groups of the examples, in the order of the sheet; none for indicators without a group.
const GROUPS: [Option<&str>; 5] = [
    Some("成本"),
    Some("产出"),
    Some("效益"),
    Some("满意度"),
    None,
];

struct Quiet;

impl Progress for Quiet {
    fn found(&self, _: usize) {}
    fn done(&self) {}
}

/// Example forms under the rules of a rule file.
fn run(rules: &str) -> Assessment {
    let run = Run {
        paths: vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/2023")],
        labels: Labels::load(None).unwrap(),
        rules: Arc::new(RuleSet::from_toml("rules.toml", rules).unwrap()),
        selection: ziping::intake::Selection::default(),
        year: None,
        decisions: None,
        roster: None,
        stage: Some(ziping::model::Stage::SelfEvaluation),
        midyear: None,
        papers: Default::default(),
        program: env!("CARGO_BIN_EXE_ziping").into(),
    };
    assess(&run, &Quiet).unwrap()
}

/// The forms of a run under the rules of another rule file, without reading the files once more.
fn again(run: &Assessment, rules: &str) -> Assessment {
    let rules = RuleSet::from_toml("rules.toml", rules).unwrap();
    let mut again = run.clone();
    for form in &mut again.forms {
        let filing = form.filing.open();
        let evaluation = evaluate(&filing, &rules);
        form.findings = audit(&filing, &evaluation, &rules);
        form.evaluation = evaluation.packed();
    }
    again.forms = rank(again.forms);
    again
}

/// New values of the cells; none where a cell is left empty.
#[derive(Debug)]
struct Settings {
    /// Budget execution, then the groups.
    weights: Vec<Option<Decimal>>,
    bounds: Vec<Decimal>,
    surplus: Decimal,
}

/// Figures from a fixed sequence (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }

    /// A figure below `end` with up to two places.
    fn figure(&mut self, end: u64) -> Decimal {
        let places = u32::try_from(self.below(3)).unwrap();
        let figure = self.below(end * 10_u64.pow(places));
        Decimal::new(i64::try_from(figure).unwrap(), places).normalize()
    }
}

impl Settings {
    fn random(dice: &mut Dice) -> Self {
        // A rule file refuses new weights of more than the whole, and takes those below 1 for shares.
        let mut left = Decimal::ONE_HUNDRED;
        let weights = (0..=GROUPS.len()).map(|_| {
            let weight = (dice.below(5) < 3).then(|| dice.figure(60));
            let share = |weight: Decimal| weight > Decimal::ZERO && weight < Decimal::ONE;
            let weight = weight.filter(|weight| *weight <= left && !share(*weight))?;
            left -= weight;
            Some(weight)
        });
        let weights = weights.collect();
        let step = |dice: &mut Dice| dice.figure(15) + Decimal::ONE;
        let best = Decimal::from(98) - dice.figure(10);
        let second = best - step(dice);
        let bounds = vec![best, second, second - step(dice)];
        Self {
            weights,
            bounds,
            surplus: Decimal::new(101, 2) + dice.figure(60) / Decimal::ONE_HUNDRED,
        }
    }

    /// The rule file `base` with these settings.
    fn rules(&self, base: &str) -> String {
        let mut bounds = self.bounds.iter();
        let mut next = None;
        let mut text = String::new();
        for line in base.lines() {
            match line {
                "[[grade]]" => next = bounds.next().copied(),
                "[over-fulfilled]" => next = Some(self.surplus),
                _ if line.starts_with("[[band]]") => next = None,
                _ => {}
            }
            match next {
                Some(figure) if line.starts_with("from = ") => {
                    writeln!(text, "from = {figure}").unwrap();
                    next = None;
                }
                _ => writeln!(text, "{line}").unwrap(),
            }
        }
        if self.weights.iter().all(Option::is_none) {
            return text;
        }
        text.push_str("[reweight]\n");
        let points = |nth: usize| self.weights[nth];
        if let Some(points) = points(0) {
            writeln!(text, "execution = {points}").unwrap();
        }
        let named = GROUPS.iter().zip(1..);
        let named = named.filter_map(|(name, nth)| Some((name.as_ref()?, points(nth)?)));
        let named: Vec<_> = named
            .map(|(name, points)| format!("{{ name = \"{name}\", points = {points} }}"))
            .collect();
        writeln!(text, "groups = [{}]", named.join(", ")).unwrap();
        if let Some(points) = points(GROUPS.len()) {
            writeln!(text, "ungrouped = {points}").unwrap();
        }
        text
    }

    /// Address and content of every cell to be changed.
    fn cells(&self) -> Vec<(String, String)> {
        let first_bound = self.weights.len() + 2;
        let weights = self.weights.iter().zip(1..);
        let weights = weights.filter_map(|(w, line)| Some((line, w.as_ref()?)));
        let bounds = self.bounds.iter().zip(first_bound..).map(|(b, l)| (l, b));
        let surplus = (first_bound + self.bounds.len(), &self.surplus);
        weights
            .chain(bounds)
            .chain([surplus])
            .map(|(line, figure)| (format!("C{}", line + 3), figure.to_string()))
            .collect()
    }
}

/// What a unit comes to: total, grade, rank, indicators far above target.
type Result = (String, String, String, String);

/// Units in order, and what each comes to.
type Ranking = (Vec<String>, BTreeMap<String, Result>);

/// The ranking of a run.
fn ranking_of(assessment: &Assessment) -> Ranking {
    let surpluses = |form: &Assessed| {
        let codes = form.findings.iter().map(|f| f.problem.code);
        codes
            .filter(|code| **code == indicator::OVER_FULFILLED)
            .count()
    };
    let result = |form: &Assessed| {
        let total = form.evaluation.total.unwrap();
        let grade = form.evaluation.grade.as_ref().map(|g| g.name.to_string());
        (
            format!("{total:.8}"),
            grade.unwrap_or_default(),
            form.standing.unwrap().rank.to_string(),
            surpluses(form).to_string(),
        )
    };
    let units = assessment.of_kind(Kind::Unit);
    let ranked: Vec<_> = units.filter(|f| f.standing.is_some()).collect();
    let order = ranked.iter().map(|f| f.unit_name().to_owned()).collect();
    let named = ranked
        .iter()
        .map(|f| (f.unit_name().to_owned(), result(f)))
        .collect();
    (order, named)
}

/// The first so many units below a header in the third row.
fn column(sheet: &Table, header: &str, units: usize) -> Vec<String> {
    let col = sheet[2].iter().position(|h| h == header).unwrap();
    let rows = sheet[3..].iter().take(units);
    rows.map(|row| row[col].clone()).collect()
}

/// The ranking that the two sheets show.
fn shown(trial: &Table, parameters: &Table, units: usize) -> Ranking {
    let totals = column(trial, "试算总分", units).into_iter();
    let totals = totals.map(|t| format!("{:.8}", t.parse::<f64>().unwrap()));
    let results = totals
        .zip(column(trial, "试算等级", units))
        .zip(column(trial, "试算名次", units))
        .zip(column(trial, "超额指标数", units))
        .map(|(((total, grade), rank), surplus)| (total, grade, rank, surplus));
    let named = column(trial, "单位", units).into_iter().zip(results);
    (column(parameters, "单位", units), named.collect())
}

/// The built-in rules, and two ways of rounding that differ from them.
fn bases() -> [String; 3] {
    let default = RuleSet::embedded_source("default").unwrap();
    let half_up = RuleSet::embedded_source("national-half-up").unwrap();
    let score = "score = { places = 2, mode = \"half-even\" }";
    assert!(default.contains(score));
    let cut = default.replace(score, "score = { places = 1, mode = \"down\" }");
    [default.to_owned(), half_up.to_owned(), cut]
}

#[test]
#[ignore = "needs LibreOffice"]
fn what_is_tried_out_is_what_a_run_comes_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(2023);
    let mut files = Vec::new();
    let mut expected = Vec::new();
    let mut orders = std::collections::BTreeSet::new();
    for (base, part) in bases().iter().zip(0..) {
        let path = folder.path().join(format!("base{part}.xlsx"));
        let target = Target {
            path: path.clone(),
            format: &XLSX,
        };
        let base_run = run(base);
        write(&base_run.clone().into(), &[target], Options::default()).unwrap();
        for nth in (0..TRIES).filter(|nth| nth % 3 == part) {
            let settings = Settings::random(&mut dice);
            let to = folder.path().join(format!("try{nth}.xlsx"));
            changed(&path, &settings.cells(), &to);
            let rules = settings.rules(base);
            let ranking = ranking_of(&again(&base_run, &rules));
            if nth < 3 {
                assert_eq!(ranking, ranking_of(&run(&rules)));
            }
            orders.insert(ranking.0.clone());
            expected.push((settings, ranking));
            files.push(to);
        }
    }
    let out = recalculated(folder.path(), &files);
    for ((settings, expected), file) in expected.iter().zip(&files) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let sheet = |sheet| csv(&out.join(format!("{name}-{sheet}.csv")));
        let shown = shown(&sheet("试算"), &sheet("参数"), expected.0.len());
        assert_eq!(shown, *expected, "{settings:?}");
    }
    assert!(
        orders.len() > 20,
        "the settings must matter: {}",
        orders.len()
    );
}

#[test]
fn without_a_change_it_is_the_ranking() {
    let assessment = run(RuleSet::embedded_source("default").unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("summary.xlsx");
    let target = Target {
        path: path.clone(),
        format: &XLSX,
    };
    write(&assessment.clone().into(), &[target], Options::default()).unwrap();
    let ranking = ranking_of(&assessment);
    let mut workbook: Xlsx<_> = open_workbook(&path).unwrap();
    let mut sheet = |name| written(&mut workbook, name);
    let shown = shown(&sheet("试算"), &sheet("参数"), ranking.0.len());
    assert_eq!(shown, ranking);
}

/// Budget execution at 20 of 100 leaves the groups 80 in place of 90.
#[test]
fn groups_without_a_new_weight_share_what_is_left() {
    let base = RuleSet::embedded_source("default").unwrap();
    let assessment = run(&format!("{base}\n[reweight]\nexecution = 20\n"));
    let mut units = assessment.forms.iter();
    let unit = units.find(|f| f.unit_name() == "示例区统计局");
    let evaluation = &unit.unwrap().evaluation;
    let parts = evaluation.reweighted.as_ref().unwrap();
    let execution = parts.execution.unwrap();
    // 9.84 of 10 becomes 19.68 of 20; output 49.75 of 50 becomes 44.22 of 44.444….
    assert_eq!(execution.score.to_string(), "19.68");
    let (_, output) = parts
        .groups
        .iter()
        .find(|(g, _)| *g == Group::Usual(1))
        .unwrap();
    assert_eq!(output.points.to_string(), "44.44444444");
    assert_eq!(output.score.to_string(), "44.22");
    assert_eq!(parts.own_total.to_string(), "98.59");
    let sum: Decimal = parts.groups.iter().map(|(_, part)| part.score).sum();
    assert_eq!(evaluation.total, Some(sum + execution.score));
}

/// What is written of a form adds up to its total, under the new weights and under its own.
#[test]
fn written_parts_add_up_under_new_weights() {
    let base = RuleSet::embedded_source("default").unwrap();
    let weighed = run(&format!("{base}\n[reweight]\nexecution = 30\n"));
    let rounding = weighed.rules.rounding.score;
    let mut seen = 0;
    for form in weighed
        .forms
        .iter()
        .filter(|f| f.evaluation.total.is_some())
    {
        let written = record::Form::of(form, rounding, None);
        let funding = &written.funding;
        let rows = written.indicators.iter();
        let parts = rows.clone().filter_map(|i| i.recomputed);
        let parts: Decimal = parts.chain(funding.recomputed).sum();
        assert_eq!(Some(parts), written.recomputed_total);
        let own = rows.filter_map(|i| i.own_recomputed);
        let own: Decimal = own.chain(funding.own_recomputed).sum();
        assert_eq!(Some(own), written.own_total);
        seen += 1;
    }
    assert!(seen > 0);
}

/// The filed total is held against the form's own weights, and the sheets add up under the new ones.
#[test]
fn new_weights_do_not_accuse_the_units() {
    let base = RuleSet::embedded_source("default").unwrap();
    let plain = run(base);
    let weighed = run(&format!("{base}\n[reweight]\nexecution = 30\n"));
    let codes = |a: &Assessment| -> Vec<_> {
        let findings = a.findings();
        findings
            .iter()
            .map(|row| (row.finding.place(), row.finding.problem.code))
            .collect()
    };
    assert_eq!(codes(&plain), codes(&weighed));
    let book = Book::new(&weighed, Lang::Zh);
    let sheets = book.sheets();
    assert!(
        sheets
            .iter()
            .all(|s| s.name() != "参数" && s.name() != "试算")
    );
    let said = |sheet: &str, words: &str| {
        let sheet = sheets.iter().find(|s| s.name() == sheet).unwrap();
        let cells = sheet.rows().flat_map(|row| row.cells);
        cells.into_iter().any(|cell| match cell {
            Value::Text(text) => text.contains(words),
            _ => false,
        })
    };
    assert!(said("运行信息", "已重新分配分值"));
    assert!(said("规则说明", "预算执行 30"));
    let ranking = sheets.iter().find(|s| s.name() == "排名").unwrap();
    let total = ranking
        .heads()
        .iter()
        .position(|h| h.title == "复算总分")
        .unwrap();
    let row = ranking.rows().next().unwrap();
    assert!(matches!(row.cells[total], Value::Formula(..)));
}

/// A weight that the sheet takes is one that a rule file takes.
#[test]
fn the_least_weight_is_one_for_sheet_and_rule_file() {
    let base = RuleSet::embedded_source("default").unwrap();
    let plain = run(base);
    let book = Book::new(&plain, Lang::Zh);
    let sheets = book.sheets();
    let sheet = sheets.iter().find(|s| s.name() == "参数").unwrap();
    let least: Vec<_> = sheet.inputs().into_iter().filter_map(|i| i.from).collect();
    assert!(!least.is_empty());
    assert!(least.iter().all(|least| *least == LEAST_POINTS));
    let taken = |points: Decimal| {
        let group = format!("groups = [{{ name = \"产出\", points = {points} }}]");
        RuleSet::from_toml("rules.toml", &format!("{base}\n[reweight]\n{group}\n")).is_ok()
    };
    assert!(taken(LEAST_POINTS));
    assert!(!taken(LEAST_POINTS - Decimal::new(1, 2)));
}
