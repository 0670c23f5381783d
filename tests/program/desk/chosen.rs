//! What is chosen before a run, and what is remembered for the next.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::decided::{json_of, written_otherwise, ziping};
use super::{Desk, body_of, forms, root, status};

#[test]
fn the_year_is_found_before_the_run() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let earlier = walkdir::WalkDir::new(root().join("examples/2022"));
    let earlier = earlier.into_iter().flatten();
    let mut earlier = earlier.filter(|entry| entry.path().extension().is_some_and(|e| e == "xlsx"));
    fs::copy(earlier.next().unwrap().path(), folder.join("旧表.xlsx")).unwrap();
    let desk = Desk::open(None);
    let order = json!({ "path": &folder }).to_string();
    let stated = desk.post("/years", &order);
    assert_eq!(stated["most"], 2023, "{stated}");
    assert_eq!(stated["years"]["2022"], 1);
    assert_eq!(stated["looked"], stated["files"]);
    assert_eq!(
        json_of(&desk.get("/progress"))["state"],
        "empty",
        "nothing runs"
    );
    desk.run(&folder);
    let results = desk.post("/write/results", "");
    let results = fs::read(results["path"].as_str().unwrap()).unwrap();
    let results: Value = serde_json::from_slice(&results).unwrap();
    assert_eq!(results["year"], 2023);
    let page = desk.get("/");
    assert!(page.contains("请把评价年度改为 2022。"), "{page}");
    assert!(!page.contains("--year") && !page.contains("ziping score"));
    desk.post("/again", "");
    let order = json!({ "path": &folder, "year": "2022" });
    desk.post("/run", &order.to_string());
    assert_eq!(desk.settled()["state"], "done");
    assert!(desk.get("/").contains("单位入榜 1 个"));
}

#[test]
fn years_that_are_equally_frequent_are_left_to_choose() {
    let ground = tempfile::tempdir().unwrap();
    for year in ["2022", "2023"] {
        let from = root().join("examples").join(year).join("乡镇街道");
        let name = format!("东风街道办事处{year}年度自评表.xlsx");
        fs::copy(from.join(&name), ground.path().join(name)).unwrap();
    }
    let desk = Desk::open(None);
    let order = json!({ "path": ground.path() }).to_string();
    let stated = desk.post("/years", &order);
    assert_eq!(stated["most"], Value::Null, "{stated}");
    assert_eq!(stated["years"], json!({"2022": 1, "2023": 1}));
}

/// Everything that can be given to a run.
struct Given {
    folder: PathBuf,
    roster: PathBuf,
    last: PathBuf,
    decisions: PathBuf,
    previous: PathBuf,
}

fn given(ground: &Path) -> Given {
    let folder = forms(ground);
    let given = Given {
        roster: root().join("examples/名单.xlsx"),
        last: ground.join("上次.json"),
        decisions: ground.join("意见.xlsx"),
        previous: root().join("examples/2022"),
        folder,
    };
    let Given {
        folder,
        last,
        decisions,
        ..
    } = &given;
    ziping(&[&"score", &"--quiet", folder, &"--json", last]);
    let register = ground.join("意见.json");
    ziping(&[&"decisions", &"--quiet", folder, &"-o", &register]);
    let mut read: Value = serde_json::from_slice(&fs::read(&register).unwrap()).unwrap();
    let lines = read["decisions"].as_array_mut().unwrap();
    let of_cell = lines
        .iter_mut()
        .find(|line| line["cell"].is_string())
        .unwrap();
    for (field, value) in [("kind", "核实无误"), ("by", "张三"), ("note", "附了说明")] {
        of_cell[field] = value.into();
    }
    fs::write(&register, read.to_string()).unwrap();
    ziping(&[
        &"decisions",
        &"--quiet",
        folder,
        &"--decisions",
        &register,
        &"-o",
        decisions,
    ]);
    fs::remove_file(register).unwrap();
    // Since the last run one form was filed anew.
    let named = |path: &Path| path.to_string_lossy().contains("融媒体中心");
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten();
    let form = entries
        .map(walkdir::DirEntry::into_path)
        .find(|p| named(p))
        .unwrap();
    let anew = form.with_file_name("融媒体中心新报.xlsx");
    written_otherwise(&form, &anew, &[("<v>1031.78</v>", "<v>1030.78</v>")]);
    fs::remove_file(form).unwrap();
    given
}

#[test]
fn outputs_are_those_of_the_command_whatever_is_given() {
    let ground = tempfile::tempdir().unwrap();
    let Given {
        folder,
        roster,
        last,
        decisions,
        previous,
    } = given(ground.path());
    let desk = Desk::open(None);
    let order = json!({
        "path": &folder, "year": "2023", "rules": "default", "roster": &roster, "last": &last,
        "decisions": &decisions, "previous": &previous,
    });
    assert!(desk.post("/run", &order.to_string())["message"].is_null());
    assert_eq!(desk.settled()["state"], "done");
    let page = desk.get("/");
    for part in [
        "id=\"years\"",
        "id=\"since\"",
        "处理意见：核实无误（张三",
        "未报单位",
    ] {
        assert!(page.contains(part), "{part}");
    }
    // Beside the other: links to the forms are those of the place.
    let [workbook, results, html] = ["a.xlsx", "a.json", "a.html"].map(|n| ground.path().join(n));
    ziping(&[
        &"score",
        &"--quiet",
        &"--year=2023",
        &"--rules=default",
        &"--roster",
        &roster,
        &"--last",
        &last,
        &"--decisions",
        &decisions,
        &"--previous",
        &previous,
        &"-o",
        &workbook,
        &"--json",
        &results,
        &"--html",
        &html,
        &"--",
        &folder,
    ]);
    for (paper, own) in [("workbook", workbook), ("results", results), ("page", html)] {
        let written = desk.post(&format!("/write/{paper}"), "");
        let path = written["path"]
            .as_str()
            .unwrap_or_else(|| panic!("{written}"));
        assert!(fs::read(path).unwrap() == fs::read(own).unwrap(), "{paper}");
    }
}

#[test]
fn what_stands_on_papers_is_remembered_and_can_be_emptied() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let mut desk = Desk::open(None);
    desk.run(&folder);
    let head = json!({
        "office": "某区财政局", "contact": "李四", "deadline": "2099-03-31", "round": "2", "by": "张三",
    });
    assert!(desk.post("/head", &head.to_string())["message"].is_null());
    desk.post("/end", "");
    assert!(desk.child.wait().unwrap().success());
    let desk = desk.again();
    desk.run(&folder);
    let stand = json_of(&desk.get("/decisions"));
    assert_eq!(stand["kept"], head);
    let data = stand["data"].as_str().unwrap().to_owned();
    assert!(Path::new(&data).is_dir());
    desk.post("/again", "");
    let choosing = desk.get("/");
    assert!(choosing.contains(&data) && choosing.contains(&*folder.to_string_lossy()));
    assert!(desk.post("/forget", "")["message"].is_null());
    let left = fs::read_dir(&data).unwrap().flatten();
    let mut left: Vec<_> = left.map(|entry| entry.file_name()).collect();
    left.sort();
    assert_eq!(left, ["desk.json", "desk.lock"], "the desk that is open");
    let choosing = desk.get("/");
    assert!(!choosing.contains("data-path"), "no folder is remembered");
}

#[test]
fn a_run_that_came_to_nothing_is_said_on_the_page_itself() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let desk = Desk::open(None);
    let order = json!({ "path": &folder, "year": "去年" });
    desk.post("/run", &order.to_string());
    assert_eq!(desk.settled()["state"], "failed");
    assert!(desk.get("/").contains("取值“去年”无效"));
}

#[test]
fn only_papers_and_forms_are_opened() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let desk = Desk::open(None);
    desk.run(&folder);
    // A form that became a program meanwhile has another name, and no number.
    for path in ["/open/form/99", "/open/paper/99", "/open/form/cmd.exe"] {
        let (host, cookie) = (desk.host(), &desk.cookie);
        let answer = desk.send(&format!(
            "POST {path} HTTP/1.1\r\n{host}Cookie: {cookie}\r\nX-Ziping: desk\r\nContent-Length: 0\r\n\r\n"
        ));
        assert_eq!(status(&answer), 404, "{path}: {}", body_of(&answer));
    }
}
