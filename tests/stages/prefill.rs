//! Pre-filled forms: read back, they say what was known of each unit and nothing else.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use ziping::form::labels::Labels;
use ziping::form::read::{Source, read};
use ziping::model::Filing;
use ziping::workbook;

fn ziping(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap()
}

/// Writes the forms of the example district.
fn written(out: &Path, further: &[&str]) -> Output {
    let out = out.to_str().unwrap();
    let known = ["template", "-o", out, "--roster", "examples/名单.xlsx"];
    ziping(&[&known, further].concat())
}

fn filing(path: PathBuf) -> Filing {
    let workbook = workbook::read(&fs::read(path).unwrap()).unwrap();
    let source = Source {
        file: "表.xlsx".into(),
        group: None,
    };
    let mut readings = read(&workbook, &source, &Labels::load(None).unwrap());
    assert_eq!(readings.len(), 1);
    readings.remove(0).filing
}

const FORM: &str = "部门单位整体支出绩效自评表.xlsx";

#[test]
fn last_years_indicators_are_carried_over_without_its_amounts() {
    let folder = TempDir::new().unwrap();
    let done = written(folder.path(), &["--previous", "examples/2023"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    // On the roster as 应急管理局, filed as 安全生产监督管理局.
    let form = filing(
        folder
            .path()
            .join(format!("党政机关/301001-示例区应急管理局-{FORM}")),
    );
    assert_eq!(&*form.unit.name.as_ref().unwrap().value, "示例区应急管理局");
    assert_eq!(form.unit.code.as_deref(), Some("301001"));
    assert_eq!(form.year.as_ref().unwrap().value, 2024);
    assert!(form.funding.as_ref().unwrap().adjusted.is_none());
    let indicators: Vec<_> = form
        .indicators
        .iter()
        .map(|i| {
            let target = i.target.as_ref().map(|t| t.value.to_string());
            let points = i.points.as_ref().map(|p| p.value.to_string());
            (
                &*i.name,
                target.unwrap_or_default(),
                points.unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(indicators.len(), 8);
    assert_eq!(indicators[0], ("培训费下降率", "≥5%".into(), "8".into()));
    // Last year's budget is no target for this one.
    assert_eq!(indicators[1].0, "预算经费");
    assert!(!indicators[1].1.contains("433.69"), "{indicators:?}");
    assert_eq!(indicators[5].1, "≥52家");
    assert!(form.indicators.iter().all(|i| i.stated_actual().is_none()));
    let none = filing(
        folder
            .path()
            .join(format!("党政机关/301009-示例区交通运输局-{FORM}")),
    );
    assert!(none.indicators.iter().all(|i| i.points.is_none()));
}

#[test]
fn approved_indicators_come_first() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("指标.csv");
    fs::write(
        &list,
        "单位编码,单位名称,一级指标,二级指标,三级指标,指标值,分值,评分方法\n\
         301002,示例区教育局,产出指标,数量指标,改造校舍,≥12000平方米,50,\n\
         301002,示例区教育局,,质量指标,验收合格率,100%,40,是否型\n",
    )
    .unwrap();
    let out = folder.path().join("表");
    let list = list.to_str().unwrap();
    let done = written(
        &out,
        &[
            "--previous",
            "examples/2022",
            "--indicators",
            list,
            "--year",
            "2025",
        ],
    );
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let form = filing(out.join(format!("党政机关/301002-示例区教育局-{FORM}")));
    assert_eq!(form.year.as_ref().unwrap().value, 2025);
    let said: Vec<_> = form
        .indicators
        .iter()
        .map(|i| {
            (
                &*i.name,
                i.level1.as_deref(),
                i.target.as_ref().unwrap().value.to_string(),
            )
        })
        .collect();
    let group = Some("产出指标");
    assert_eq!(
        said,
        [
            ("改造校舍", group, "≥12000平方米".to_owned()),
            ("验收合格率", group, "100%".to_owned())
        ]
    );
    let other = filing(out.join(format!("党政机关/301004-示例区林业局-{FORM}")));
    assert!(other.indicators.len() > 3);
}

#[test]
fn a_faulty_list_of_indicators_writes_nothing() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("指标.csv");
    fs::write(
        &list,
        "单位名称,三级指标,指标值,分值,评分方法\n教育局,甲,5,10,\n示例区教育局,乙,约95%,十,估分\n",
    )
    .unwrap();
    let out = folder.path().join("表");
    let done = written(&out, &["--indicators", list.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(2));
    let said = String::from_utf8(done.stderr).unwrap();
    for part in [
        "指标!A2：名单中没有单位“教育局”，最接近的是“示例区教育局”",
        "指标!C3：指标值“约95%”",
        "指标!D3：分值应为数字",
        "指标!E3：没有“估分”这种评分方法",
    ] {
        assert!(said.contains(part), "{part} not in {said}");
    }
    assert!(!out.exists());
}

fn said(done: &Output) -> String {
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    String::from_utf8(done.stderr.clone()).unwrap()
}

/// Name, target and points of each indicator.
fn goals(form: &Filing) -> Vec<[String; 3]> {
    let rows = form.indicators.iter().map(|i| {
        let target = i.target.as_ref().map(|t| t.value.to_string());
        let points = i.points.as_ref().map(|p| p.value.to_string());
        let name = i.name.to_string();
        [name, target.unwrap_or_default(), points.unwrap_or_default()]
    });
    rows.collect()
}

const PROJECT: &str = "项目支出绩效自评表.xlsx";

#[test]
fn each_project_of_last_year_gets_a_form_of_its_own() {
    let folder = TempDir::new().unwrap();
    let further = ["--previous", "examples/2023", "--kind", "project"];
    let done = written(folder.path(), &further);
    assert!(said(&done).contains("4 份预填了指标"), "{done:?}");
    let water = "党政机关/301005-示例区水利局-农村供水工程维修养护";
    let form = filing(folder.path().join(format!("{water}-{PROJECT}")));
    assert_eq!(&*form.unit.name.as_ref().unwrap().value, "示例区水利局");
    assert_eq!(form.unit.code.as_deref(), Some("301005"));
    assert_eq!(form.year.as_ref().unwrap().value, 2024);
    assert_eq!(
        &*form.project.as_ref().unwrap().value,
        "农村供水工程维修养护"
    );
    let goals = goals(&form);
    assert_eq!(goals.len(), 7);
    assert_eq!(goals[0], ["维修养护供水工程", "≥36处", "20"]);
    assert_eq!(goals[2], ["故障修复时间", "≤24小时", "10"]);
    assert!(form.indicators.iter().all(|i| i.stated_actual().is_none()));
    assert!(form.funding.as_ref().unwrap().adjusted.is_none());
    let toilets = "乡镇街道/601003-示例区青山镇人民政府-农村户厕改造";
    let toilets = filing(folder.path().join(format!("{toilets}-{PROJECT}")));
    let department = toilets.department.as_ref().map(|d| &*d.value);
    assert_eq!(department, Some("示例区农业农村局"));
    let none = folder.path().join("党政机关/301009-示例区交通运输局");
    let none = format!("{}-{PROJECT}", none.display());
    assert!(filing(none.into()).indicators.is_empty());
}

/// Every file below a folder with its bytes.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter();
    let files = files
        .map(Result::unwrap)
        .filter(|e| e.file_type().is_file());
    files
        .map(|file| {
            let path = file.path().strip_prefix(folder).unwrap().to_path_buf();
            (path, fs::read(file.path()).unwrap())
        })
        .collect()
}

#[test]
fn stored_results_carry_over_what_they_hold() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let path = |name: &str| at(name).to_str().unwrap().to_owned();
    let (json, book) = (path("上年.json"), path("上年.xlsx"));
    let score = [
        "score",
        "examples/2023",
        "--quiet",
        "-o",
        &book,
        "--json",
        &json,
    ];
    assert_eq!(ziping(&score).status.code(), Some(0));
    for kind in ["unit", "project"] {
        let forms = |name: &str, from: &str| {
            let out = at(&format!("{kind}-{name}"));
            let done = written(&out, &["--previous", from, "--kind", kind]);
            (said(&done), contents(&out))
        };
        let (told, of_forms) = forms("表", "examples/2023");
        let (of_weights, told) = told
            .lines()
            .partition::<Vec<_>, _>(|line| line.contains("分值没有带入"));
        assert_eq!(of_weights.is_empty(), kind == "project", "{of_weights:?}");
        assert!(!told.join("\n").contains("没有"), "{told:?}");
        let (told, of_json) = forms("结果", &json);
        assert_eq!(told.matches("没有").count(), of_weights.len(), "{told}");
        assert_eq!(of_json, of_forms);
        let (told, of_book) = forms("汇总", &book);
        assert!(
            told.contains("上年.xlsx：“结果存档”没有逐项的指标"),
            "{told}"
        );
        assert!(told.contains("0 份预填了指标"), "{told}");
        let names = |forms: &[(PathBuf, Vec<u8>)]| -> Vec<PathBuf> {
            forms.iter().map(|(path, _)| path.clone()).collect()
        };
        assert_eq!(names(&of_book), names(&of_forms));
    }
}

#[test]
fn a_file_that_holds_no_results_writes_nothing() {
    let folder = TempDir::new().unwrap();
    let json = folder.path().join("上年.json");
    fs::write(&json, r#"{"schema": 1, "year": 2023}"#).unwrap();
    let out = folder.path().join("表");
    let done = written(&out, &["--previous", json.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(2));
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("上年.json"), "{said}");
    assert!(!out.exists());
}

#[test]
fn units_of_last_year_that_are_on_no_roster_are_told() {
    let folder = TempDir::new().unwrap();
    let roster = folder.path().join("名单.csv");
    fs::write(&roster, "单位名称\n示例区教育局\n").unwrap();
    let out = folder.path().join("表");
    let (out, roster) = (out.to_str().unwrap(), roster.to_str().unwrap());
    let done = ziping(&[
        "template",
        "-o",
        out,
        "--roster",
        roster,
        "--previous",
        "examples/2023",
    ]);
    let told = said(&done);
    assert!(
        told.contains("上年的 15 个单位不在名单上，没有沿用："),
        "{told}"
    );
    assert!(told.contains("等。改了名的"), "{told}");
}

#[test]
fn approved_indicators_may_be_those_of_projects() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("指标.csv");
    fs::write(
        &list,
        "单位名称,项目名称,一级指标,三级指标,指标值,分值\n\
         示例区水利局,,产出指标,整治河道,≥20公里,90\n\
         示例区水利局,水库除险,产出指标,加固水库,3座,60\n\
         ,,,验收合格率,100%,30\n\
         ,农村供水,产出指标,受益人口,≥2万人,90\n",
    )
    .unwrap();
    let list = list.to_str().unwrap();
    let further = ["--previous", "examples/2023", "--indicators", list];
    let further = [&further[..], &["--year", "2024"]].concat();
    let unit = folder.path().join("单位");
    said(&written(&unit, &further));
    let own = filing(unit.join(format!("党政机关/301005-示例区水利局-{FORM}")));
    assert_eq!(goals(&own), [["整治河道", "≥20公里", "90"]]);
    let projects = folder.path().join("项目");
    said(&written(
        &projects,
        &[&further[..], &["--kind", "project"]].concat(),
    ));
    let project = |name: &str| {
        let name = format!("党政机关/301005-示例区水利局-{name}-{PROJECT}");
        goals(&filing(projects.join(name)))
    };
    let dams = project("水库除险");
    assert_eq!(
        dams,
        [["加固水库", "3座", "60"], ["验收合格率", "100%", "30"]]
    );
    assert_eq!(project("农村供水"), [["受益人口", "≥2万人", "90"]]);
    let water = "党政机关/301005-示例区水利局-农村供水工程维修养护";
    let last_year = projects.join(format!("{water}-{PROJECT}"));
    assert!(
        !last_year.exists(),
        "approved projects take the place of last year's"
    );
}

/// A part of a workbook.
fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// A cell of the form's sheet as it is written, and whether it is locked.
fn cell(path: &Path, address: &str) -> (String, bool) {
    let sheet = part(path, "xl/worksheets/sheet1.xml");
    let (_, cell) = sheet
        .split_once(&format!("<c r=\"{address}\" s=\""))
        .unwrap();
    let (style, rest) = cell.split_once('"').unwrap();
    let styles = part(path, "xl/styles.xml");
    let (_, formats) = styles.split_once("<cellXfs").unwrap();
    let format = formats
        .split("<xf ")
        .nth(1 + style.parse::<usize>().unwrap());
    let open = format.unwrap().contains("locked=\"0\"");
    let (written, _) = rest.split_once("</").unwrap();
    (written.to_owned(), !open)
}

#[test]
fn approved_methods_are_locked_and_targets_are_numbers() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("指标.csv");
    fs::write(
        &list,
        "单位编码,单位名称,一级指标,三级指标,指标值,分值,评分方法\n\
         301002,示例区教育局,产出指标,改造校舍,≥12000平方米,50,\n\
         301002,示例区教育局,,验收合格率,≥97.5%,40,是否型\n",
    )
    .unwrap();
    let out = folder.path().join("表");
    let done = written(&out, &["--indicators", list.to_str().unwrap()]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let path = out.join(format!("党政机关/301002-示例区教育局-{FORM}"));
    let form = filing(path.clone());
    let targets: Vec<_> = form.indicators.iter().map(|i| i.target.as_ref()).collect();
    let targets: Vec<_> = targets
        .iter()
        .map(|t| t.unwrap().value.to_string())
        .collect();
    assert_eq!(targets, ["≥12000平方米", "≥97.5%"]);
    for (indicator, target) in form.indicators.iter().zip(["12000", "97.5"]) {
        let row = indicator.cell.row + 1;
        let (written, locked) = cell(&path, &format!("E{row}"));
        assert_eq!(written, format!("><v>{target}"));
        assert!(locked);
        // 评分方法, chosen or left to the rules.
        assert!(cell(&path, &format!("J{row}")).1);
        // 实际完成值
        assert!(!cell(&path, &format!("H{row}")).1);
    }
    let unknown = out.join(format!("党政机关/301004-示例区林业局-{FORM}"));
    let row = filing(path).indicators[0].cell.row + 1;
    assert!(!cell(&unknown, &format!("J{row}")).1);
}

#[test]
fn weights_that_do_not_add_up_are_said_and_left_open() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("指标.csv");
    for (weights, said) in [([50, 40], None), ([50, 30], Some("分值合计 80 分"))] {
        fs::write(
            &list,
            format!(
                "单位编码,三级指标,指标值,分值\n301002,改造校舍,≥12000平方米,{}\n301002,验收合格率,≥97.5%,{}\n",
                weights[0], weights[1]
            ),
        )
        .unwrap();
        let out = folder.path().join(weights[1].to_string());
        let done = written(&out, &["--indicators", list.to_str().unwrap()]);
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        let told = String::from_utf8(done.stderr).unwrap();
        match said {
            Some(said) => assert!(told.contains(said) && told.contains("301002"), "{told}"),
            None => assert!(!told.contains("分值合计"), "{told}"),
        }
        let form = filing(out.join(format!("党政机关/301002-示例区教育局-{FORM}")));
        let filled = form.indicators.iter().all(|i| i.points.is_some());
        assert_eq!(filled, said.is_none());
        assert_eq!(form.indicators.len(), 2);
    }
}

/// A unit that writes a kinder method than the approved one is scored by the approved one, and told so.
#[test]
fn approved_methods_go_before_what_a_form_states() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("指标.csv");
    let json = folder.path().join("结果.json");
    let [list_path, json_path] = [&list, &json].map(|path| path.to_str().unwrap());
    let filed = "examples/2023/党政机关/教育局";
    let run = |further: &[&str]| -> serde_json::Value {
        let score = ["score", filed, "--quiet", "--roster", "examples/名单.xlsx"];
        let done = ziping(&[&score, ["--json", json_path].as_slice(), further].concat());
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        serde_json::from_slice(&fs::read(&json).unwrap()).unwrap()
    };
    let stated = run(&[]);
    let counted = |indicator: &&serde_json::Value| indicator["method"] == "proportional";
    let indicators = stated["units"][0]["indicators"].as_array().unwrap();
    let name = indicators.iter().find(counted).unwrap()["name"]
        .as_str()
        .unwrap();
    fs::write(
        &list,
        format!("单位编码,三级指标,指标值,分值,评分方法\n301002,{name},≥1,90,是否型\n"),
    )
    .unwrap();
    let approved = run(&["--indicators", list_path]);
    let of = |results: &serde_json::Value| {
        let rows = results["units"][0]["indicators"].as_array().unwrap();
        let row = rows.iter().find(|row| row["name"] == name).unwrap();
        row["method"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        [of(&stated), of(&approved)],
        ["proportional", "all-or-nothing"]
    );
}
