//! Goals → monitoring → self-evaluation: each stage keeps what the one before fixed, and nothing is lost silently.

use std::path::Path;
use std::process::{Command, Output};

use crate::filings::d;
use crate::office::saved;
use crate::staged::{BODIES, Body, file_goals, file_next, form, put, read};
use serde_json::Value;
use tempfile::TempDir;
use ziping::blank::Prefill;
use ziping::form::labels::{IndicatorColumn as C, Labels};
use ziping::form::read::Source;
use ziping::model::{Filing, Kind, Stage};
use ziping::run::Assessed;
use ziping::workbook::{Sheet, Workbook};

fn ziping(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .output()
        .unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn of(forms: &[Assessed], body: &Body) -> Filing {
    let mut own = forms.iter().filter(|f| f.unit_name() == body.unit);
    own.next().unwrap().filing.open()
}

fn typed(filing: &Filing) -> Vec<String> {
    let indicators = filing.indicators.iter();
    indicators
        .map(|i| {
            let target = i.target.as_ref().map_or("", |t| &t.typed);
            let midyear = i.midyear.as_ref().map_or("", |m| &m.typed);
            let points = i.points.as_ref().map(|p| p.value.to_string());
            format!(
                "{} {target} [{midyear}] {}",
                i.name,
                points.unwrap_or_default()
            )
        })
        .collect()
}

#[test]
fn a_year_goes_round() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (goals, watched, closed) = (path("目标"), path("监控"), path("自评"));
    file_goals(&goals);
    let filed = read(std::slice::from_ref(&goals), None);
    assert!(filed.forms.iter().all(|f| f.filing.stage == Stage::Goals));

    let next = file_next(std::slice::from_ref(&goals), Stage::Midyear, &watched);
    assert_eq!((next.forms.len(), next.left), (BODIES.len(), vec![]));
    let monitored = read(std::slice::from_ref(&watched), Some(Stage::Midyear));
    assert_eq!(monitored.forms.len(), BODIES.len());
    for body in &BODIES {
        let (goal, form) = (of(&filed.forms, body), of(&monitored.forms, body));
        assert_eq!(form.stage, Stage::Midyear);
        let initial = |filing: &Filing| filing.funding.as_ref().unwrap().initial.clone();
        assert_eq!(initial(&form).unwrap().value, d(body.amounts[0]));
        assert_eq!(initial(&form).unwrap().value, initial(&goal).unwrap().value);
        assert_eq!(
            form.goal.as_ref().unwrap().value,
            goal.goal.as_ref().unwrap().value
        );
    }
    let told = monitored.forms.iter().flat_map(|form| &form.findings);
    let told: Vec<_> = told.map(|finding| finding.problem.code.name).collect();
    assert!(!told.contains(&"template-altered"), "{told:?}");

    let both = [goals.clone(), watched.clone()];
    let next = file_next(&both, Stage::SelfEvaluation, &closed);
    assert_eq!((next.forms.len(), next.left), (BODIES.len(), vec![]));
    let scored = read(std::slice::from_ref(&closed), Some(Stage::SelfEvaluation));
    for body in &BODIES {
        let (form, before) = (of(&scored.forms, body), of(&monitored.forms, body));
        assert_eq!(typed(&form), typed(&before));
    }
    let totals = scored.forms.iter().filter(|f| f.standing.is_some());
    let totals: Vec<_> = totals
        .map(|f| (f.unit_name().to_owned(), f.evaluation.total.unwrap()))
        .collect();
    // Execution 510 ÷ 520 of 10 points, everything else at target, 18 of 20 by judgement.
    assert!(
        totals.contains(&("示例县教育局".to_owned(), d("97.81"))),
        "{totals:?}"
    );
    assert_eq!(totals.len(), BODIES.len() - 1);
}

#[test]
fn monitoring_forms_are_ranked_by_progress_and_the_others_named() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (goals, watched) = (path("目标"), path("报送"));
    file_goals(&goals);
    file_next(std::slice::from_ref(&goals), Stage::Midyear, &watched);
    file_goals(&watched.join("目标"));
    let (json, book) = (path("结果.json"), path("监控.xlsx"));
    let done = ziping(&[
        "score",
        text(&watched),
        "--stage",
        "年中监控",
        "--json",
        text(&json),
        "-o",
        text(&book),
    ]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(
        said.contains("红色预警 2 份，黄色预警 1 份，绿色 1 份"),
        "{said}"
    );
    let results: Value = serde_json::from_slice(&std::fs::read(&json).unwrap()).unwrap();
    assert_eq!(results["midyear"]["month"], 7);
    let units = results["units"].as_array().unwrap();
    let seen: Vec<String> = units
        .iter()
        .map(|u| {
            let m = &u["midyear"];
            format!(
                "{} {} {} {} {} {}",
                u["rank"],
                u["unit"]["name"],
                m["relative_pace"],
                m["warning"],
                m["indicator_progress"],
                m["overall_progress"]
            )
            .replace('"', "")
        })
        .collect();
    assert_eq!(
        seen,
        [
            "1 示例县教育局 0.9560 green 0.7917 0.8151",
            "2 示例县林业局 0.7200 yellow 0.7275 0.7265",
            "3 示例县河口乡人民政府 0.4675 red 0.5461 0.5348",
            "null 示例县青山镇人民政府 null null 0.7857 null",
            "1 示例县水利局 0.5143 red 0.7857 0.7518",
        ]
    );
    let excluded = results["excluded"].as_array().unwrap();
    let count = |code: &str| {
        let has = |e: &&Value| e["codes"].as_array().unwrap().contains(&code.into());
        excluded.iter().filter(has).count()
    };
    assert_eq!(count("stage-differs"), BODIES.len());
    assert_eq!(count("zero-budget"), 1);

    // The same folder as self-evaluations: nothing is scored or written, everything is named.
    let before = std::fs::read(&json).unwrap();
    let done = ziping(&["score", text(&watched), "--json", text(&json)]);
    assert_eq!(done.status.code(), Some(2), "{done:?}");
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(said.lines().count(), 1 + 2 * BODIES.len(), "{said}");
    assert_eq!(std::fs::read(&json).unwrap(), before);
}

#[test]
fn what_is_not_carried_over_is_told_with_its_place() {
    let folder = TempDir::new().unwrap();
    let goals = folder.path().join("目标");
    file_goals(&goals);
    let body = &BODIES[0];
    let nameless = Prefill {
        unit: None,
        ..body.goals()
    };
    put(
        &goals.join("无名.xlsx"),
        &form(Kind::Unit, Stage::Goals, &nameless),
    );
    let twice = Prefill {
        goal: Some("另一份申报的年度目标。".to_owned()),
        ..body.goals()
    };
    put(
        &goals.join("党政机关/重复.xlsx"),
        &form(Kind::Unit, Stage::Goals, &twice),
    );
    let mut closed = BODIES[1].goals();
    BODIES[1].close(&mut closed);
    put(
        &goals.join("自评.xlsx"),
        &form(Kind::Unit, Stage::SelfEvaluation, &closed),
    );
    put(&goals.join("说明.xlsx"), b"");
    let out = folder.path().join("监控");
    let done = ziping(&[
        "template",
        "--stage",
        "midyear",
        "--goals",
        text(&goals),
        "-o",
        text(&out),
    ]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let said = String::from_utf8(done.stderr).unwrap();
    for part in [
        "无名.xlsx → 自评表：没有单位名称",
        "同一单位同一阶段报了两份",
        "自评.xlsx → 自评表：这是绩效自评表，不是绩效运行监控表之前的阶段",
        "说明.xlsx：",
        "绩效运行监控表 4 份（单位）、1 份（项目）",
        "未带入 4 条",
    ] {
        assert!(said.contains(part), "{part} not in {said}");
    }
    let project = "党政机关/201003-示例县水利局-农村供水工程-项目支出绩效运行监控表.xlsx";
    assert!(out.join(project).exists());
}

#[test]
fn a_monitoring_form_alone_carries_the_goals_too() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (goals, watched) = (path("目标"), path("监控"));
    file_goals(&goals);
    file_next(std::slice::from_ref(&goals), Stage::Midyear, &watched);
    let next = file_next(&[watched], Stage::SelfEvaluation, &path("自评"));
    assert_eq!(next.left, vec![]);
    let form = &next
        .forms
        .iter()
        .find(|(_, f)| f.prefill.unit.as_deref() == Some(BODIES[0].unit));
    let prefill = &form.as_ref().unwrap().1.prefill;
    assert_eq!(prefill.fixed_by, Some(Stage::Midyear));
    assert_eq!(prefill.indicators[0].text(C::Midyear), Some("700"));
    assert_eq!(prefill.indicators[1].text(C::Target), Some("95"));
}

/// The sheets of a run over published layouts, as text.
#[test]
fn the_sheets_of_a_monitoring() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("监控");
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/monitoring");
    let done = ziping(&[
        "score",
        text(&forms),
        "--stage",
        "midyear",
        "--csv",
        text(&out),
    ]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let mut sheets = String::new();
    for name in [
        "监控排名",
        "项目监控",
        "预警",
        "监控明细",
        "审核发现",
        "未入榜",
    ] {
        let sheet = std::fs::read_to_string(out.join(format!("{name}.csv"))).unwrap();
        sheets.push_str(&format!(
            "== {name}\n{}",
            sheet.trim_start_matches('\u{feff}')
        ));
    }
    insta::assert_snapshot!(sheets);
    let files = std::fs::read_dir(&out).unwrap().count();
    assert_eq!(
        files, 10,
        "and the conclusions, the rules, the run and the list of what was written"
    );
}

/// Every formula of the ranking is there, and reads the rows of its own form.
#[test]
fn the_ranking_is_live() {
    let folder = TempDir::new().unwrap();
    let goals = folder.path().join("目标");
    file_goals(&goals);
    let watched = folder.path().join("监控");
    file_next(&[goals], Stage::Midyear, &watched);
    let assessment = read(&[watched], Some(Stage::Midyear));
    let book = ziping::report::Book::new(&assessment, ziping::base::lang::Lang::Zh);
    let sheets = book.sheets();
    let ranking = sheets.iter().find(|s| s.name() == "监控排名").unwrap();
    let rows: Vec<_> = ranking.rows().collect();
    let formulas: Vec<String> = rows[1]
        .cells
        .iter()
        .zip(ranking.heads())
        .filter_map(|(cell, head)| match cell {
            ziping::report::Value::Formula(formula, _) => {
                Some(format!("{}: {}", head.title, formula.text))
            }
            _ => None,
        })
        .collect();
    insta::assert_snapshot!(formulas.join("\n"));
}

/// A workbook without the cells that `dropped` names.
fn without(workbook: &Workbook, dropped: impl Fn(&str) -> bool) -> Workbook {
    let sheets = workbook.sheets.iter().map(|sheet| {
        let cells = sheet.cells().iter();
        let kept = cells.filter(|cell| !dropped(&cell.value.text()));
        Sheet::new(
            &*sheet.name,
            kept.cloned().collect(),
            sheet.merges().to_vec(),
        )
    });
    Workbook {
        sheets: sheets.collect(),
        ..workbook.clone()
    }
}

#[test]
fn the_stage_is_told_by_identity_then_title_then_columns() {
    let source = Source {
        file: "表.xlsx".into(),
        group: None,
    };
    let labels = Labels::load(None).unwrap();
    let stages = |workbook: &Workbook| {
        let readings = ziping::form::read::read(workbook, &source, &labels);
        readings
            .iter()
            .map(|form| form.filing.stage)
            .collect::<Vec<_>>()
    };
    let mut watched = BODIES[0].goals();
    BODIES[0].watch(&mut watched);
    for (stage, prefill, title) in [
        (Stage::Goals, BODIES[0].goals(), "目标申报表"),
        (Stage::Midyear, watched, "运行监控表"),
    ] {
        let bytes = form(Kind::Unit, stage, &prefill);
        let whole = ziping::workbook::read(&bytes).unwrap();
        assert_eq!(stages(&whole), [stage]);
        let untitled = without(&whole, |text| text.ends_with(title));
        assert_eq!(stages(&untitled), [stage], "by its identity");
        let unstamped = |workbook: &Workbook| Workbook {
            stamp: None,
            ..workbook.clone()
        };
        assert_eq!(stages(&unstamped(&whole)), [stage], "by its title");
        if stage == Stage::Midyear {
            assert_eq!(stages(&unstamped(&untitled)), [stage], "by its columns");
        }
    }
}

#[test]
fn a_roster_names_who_is_missing_and_who_changed_its_name() {
    let folder = TempDir::new().unwrap();
    let goals = folder.path().join("目标");
    file_goals(&goals);
    let roster = folder.path().join("名单.csv");
    let listed = "单位编码,单位名称,类别,曾用名\n201001,示例县教育体育局,党政机关,示例县教育局\n201009,示例县统计局,党政机关,\n";
    std::fs::write(&roster, listed).unwrap();
    let out = folder.path().join("监控");
    let done = ziping(&[
        "template",
        "--stage",
        "midyear",
        "--goals",
        text(&goals),
        "--roster",
        text(&roster),
        "-o",
        text(&out),
    ]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(
        said.contains("“示例县统计局”没有报前一阶段的单位整体表"),
        "{said}"
    );
    let named = "党政机关/201001-示例县教育体育局-部门单位整体支出绩效运行监控表.xlsx";
    assert!(out.join(named).exists(), "{said}");
}

/// Rules of a place that has no monitoring, such as a copy from before there was any.
#[test]
fn rules_without_bounds_monitor_nothing() {
    let folder = TempDir::new().unwrap();
    let source = ziping::rules::RuleSet::embedded_source("default").unwrap();
    let (before, behind) = source.split_once("[midyear]").unwrap();
    let (_, behind) = behind.split_once("yellow = 0.8\n").unwrap();
    let rules = folder.path().join("本地.toml");
    std::fs::write(&rules, format!("{before}{behind}")).unwrap();
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/monitoring");
    let json = folder.path().join("结果.json");
    let run = |stage: &str| {
        ziping(&[
            "score",
            text(&forms),
            "--stage",
            stage,
            "--rules",
            text(&rules),
            "--json",
            text(&json),
        ])
    };
    let refused = run("midyear");
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        said.contains("规则“default”没有年中监控的预警界限"),
        "{said}"
    );
    assert!(!json.exists());
    // Under the same rules forms are read; there is only none of self-evaluation.
    let said = String::from_utf8(run("self").stderr).unwrap();
    assert!(said.contains("没有读出任何自评表"), "{said}");
}

/// The bounds of a rule file decide the colour.
#[test]
fn other_bounds_other_colours() {
    let folder = TempDir::new().unwrap();
    let source = ziping::rules::RuleSet::embedded_source("default").unwrap();
    let rules = folder.path().join("本地.toml");
    std::fs::write(&rules, source.replace("yellow = 0.8", "yellow = 0.65")).unwrap();
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/monitoring");
    for (rules, month, warning) in [
        ("default", "7", "yellow"),
        (text(&rules), "7", "green"),
        ("default", "8", "red"),
        ("default", "5", "green"),
    ] {
        let done = ziping(&[
            "score",
            text(&forms),
            "--stage",
            "midyear",
            "--rules",
            rules,
            "--month",
            month,
            "--json",
            "-",
        ]);
        let results: Value = serde_json::from_slice(&done.stdout).unwrap();
        let units = results["units"].as_array().unwrap();
        let road = units.iter().find(|u| u["project"] == "农村公路养护");
        assert_eq!(road.unwrap()["midyear"]["warning"], warning, "{month}");
    }
}

/// Progress is no score: results of a monitoring are not taken for those of a year.
#[test]
fn a_monitoring_is_no_year_to_compare_with() {
    let folder = TempDir::new().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (json, book) = (
        folder.path().join("结果.json"),
        folder.path().join("监控.xlsx"),
    );
    let forms = root.join("tests/monitoring");
    let done = ziping(&[
        "score",
        text(&forms),
        "--stage",
        "midyear",
        "--json",
        text(&json),
        "-o",
        text(&book),
    ]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    for (earlier, why) in [
        (&json, "这是年中监控的结果，没有得分"),
        (&book, "工作簿里没有“结果存档”表"),
    ] {
        let this = root.join("examples/2023");
        let done = ziping(&["compare", text(earlier), text(&this)]);
        assert_eq!(done.status.code(), Some(2));
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn goals_come_first() {
    let folder = TempDir::new().unwrap();
    let goals = folder.path().join("目标");
    file_goals(&goals);
    let out = folder.path().join("表");
    let done = ziping(&[
        "template",
        "--stage",
        "goals",
        "--goals",
        text(&goals),
        "-o",
        text(&out),
    ]);
    assert_eq!(done.status.code(), Some(2));
    assert!(!out.exists());
}

/// A form with `stage` typed into it, calculated and saved by LibreOffice, in `folder`.
fn typed_and_saved(form: &Path, stage: &str, folder: &Path) {
    let own = TempDir::new().unwrap();
    let filled = own.path().join("表.xlsx");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let done = Command::new("python3")
        .arg(root.join("tests/ci/stage.py"))
        .args([form, &filled])
        .arg(stage)
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    saved(&[filled], "xlsx", own.path(), folder);
}

/// Goals → handed out → typed into → filed → handed out → typed into → filed: what is locked stays, what is live is right.
#[test]
#[ignore = "needs LibreOffice and Python with openpyxl"]
fn forms_typed_into_by_hand_go_round() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (goals, watched, closed) = (path("目标"), path("监控"), path("自评"));
    let bytes = form(Kind::Unit, Stage::Goals, &BODIES[0].goals());
    put(&goals.join("教育局.xlsx"), &bytes);
    let handed = |stage: &str, from: &[&Path], out: &Path| {
        let mut arguments = vec!["template", "--stage", stage, "-o", text(out), "--goals"];
        arguments.extend(from.iter().map(|path| text(path)));
        let done = ziping(&arguments);
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        let mut forms = std::fs::read_dir(out).unwrap();
        forms.next().unwrap().unwrap().path()
    };
    let next = handed("midyear", &[&goals], &path("监控表"));
    typed_and_saved(&next, "midyear", &watched);
    let monitored = read(std::slice::from_ref(&watched), Some(Stage::Midyear));
    let own = &monitored.forms[0];
    let progress = own.progress.as_ref().unwrap();
    let printed = own.filing.indicators.open().into_iter();
    let printed: Vec<_> = printed.map(|i| i.completion.map(|c| c.value)).collect();
    let measured: Vec<_> = progress.indicators.iter().map(|a| a.completion).collect();
    assert_eq!(printed, measured);
    let pace = progress.pace.unwrap();
    let rate = own.filing.funding.as_ref().unwrap().rate.as_ref().unwrap();
    assert_eq!((rate.value, pace.relative), (pace.rate, d("0.956")));

    let next = handed("self", &[&goals, &watched], &path("自评表"));
    typed_and_saved(&next, "self", &closed);
    let scored = read(std::slice::from_ref(&closed), Some(Stage::SelfEvaluation));
    let own = &scored.forms[0];
    assert_eq!(own.evaluation.total, Some(d("97.81")));
    let filed = own.filing.reported_total.as_ref().map(|t| t.value);
    assert_eq!(filed, own.evaluation.total);
    let indicators = own.filing.indicators.open();
    let midyear = indicators[0].midyear.as_ref().unwrap();
    assert_eq!(&*midyear.typed, "700");
}
