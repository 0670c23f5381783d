//! What is done on the page about the results: the same as commands do, byte by byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

use super::{Desk, address, body_of, forms, program, status};

pub(super) fn ziping(words: &[&dyn AsRef<std::ffi::OsStr>]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
    command.args(words.iter().map(|word| (*word).as_ref()));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    output
}

pub(super) fn json_of(answer: &str) -> Value {
    serde_json::from_str(body_of(answer)).unwrap_or_else(|_| panic!("{answer}"))
}

/// All files below a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    let read = files.map(|entry| {
        let name = entry.path().strip_prefix(folder).unwrap().to_owned();
        (name, fs::read(entry.path()).unwrap())
    });
    read.collect()
}

impl Desk {
    fn write(&self, paper: &str, head: &Value) -> PathBuf {
        let written = self.post(&format!("/write/{paper}"), &head.to_string());
        assert!(written["message"].is_null(), "{written}");
        PathBuf::from(written["path"].as_str().unwrap())
    }
}

/// The workbook of the page is that of the command, with the decisions in `saved`.
fn same_workbook(desk: &Desk, forms: &Path, saved: &Path) {
    let workbook = fs::read(desk.write("workbook", &Value::Null)).unwrap();
    let other = saved.with_file_name("other.xlsx");
    ziping(&[
        &"score",
        &"--quiet",
        &forms,
        &"--decisions",
        &saved,
        &"-o",
        &other,
    ]);
    assert!(workbook == fs::read(&other).unwrap(), "the same workbook");
}

#[test]
fn decisions_on_the_page_are_those_of_the_command() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let before = files(ground.path());
    let stored = tempfile::tempdir().unwrap();
    let (own, asked) = (stored.path().join("a.json"), stored.path().join("b.xlsx"));
    ziping(&[&"decisions", &"--quiet", &folder, &"-o", &own]);
    let mut register: Value = serde_json::from_slice(&fs::read(&own).unwrap()).unwrap();
    let lines = register["decisions"].as_array_mut().unwrap();

    let desk = Desk::open(None);
    assert_eq!(desk.run(&folder)["state"], "done");
    for (row, line) in lines.iter().enumerate() {
        let shown = json_of(&desk.get(&format!("/decisions/{row}")));
        assert_eq!(&shown, line);
    }
    let of_cell = |line: &Value| line["cell"].as_str().is_some_and(|cell| cell.contains('!'));
    let rows: Vec<usize> = (0..lines.len())
        .filter(|row| of_cell(&lines[*row]))
        .collect();
    let filed = json_of(&desk.get(&format!("/filed/{}", rows[2])));
    let filed = filed.as_str().unwrap();
    let correction = json!({
        "cell": lines[rows[2]]["cell"], "filed": if filed.is_empty() { "空" } else { filed },
        "corrected": "97", "evidence": "验收单",
    });
    for (row, decided) in [
        (
            rows[0],
            json!({"kind": "核实无误", "by": "张三", "when": "2024-03-01", "note": "附了说明"}),
        ),
        (
            rows[1],
            json!({"kind": "退回", "by": "张三", "when": "2024-03-01", "until": "2099-12-31"}),
        ),
        (
            rows[2],
            json!({"kind": "更正", "by": "张三", "when": "2024-03-01", "correction": correction}),
        ),
    ] {
        for (field, value) in decided.as_object().unwrap() {
            lines[row][field] = value.clone();
        }
        let mut order = decided.clone();
        order["row"] = row.into();
        let stand = desk.post("/decide", &order.to_string());
        assert!(stand["message"].is_null(), "{stand}");
    }
    let stand = json_of(&desk.get("/decisions"));
    assert_eq!(stand["unsaved"].as_array().unwrap().len(), 3);
    assert_eq!(
        files(ground.path()),
        before,
        "nothing is written before it is saved"
    );

    assert_eq!(desk.post("/save", "")["message"], Value::Null);
    assert_eq!(desk.settled()["state"], "done");
    let saved = ground.path().join("处理意见.xlsx");
    let by_page = fs::read(&saved).unwrap();
    let stand = json_of(&desk.get("/decisions"));
    assert!(stand["unsaved"].as_array().unwrap().is_empty());
    assert!(stand["said"].as_str().unwrap().contains("处理意见.xlsx"));
    let page = desk.get("/");
    assert!(page.contains("处理意见：核实无误（张三，2024-03-01）：附了说明"));

    // What a command makes of the file of the page is what it makes of one that was filled in.
    fs::write(&own, register.to_string()).unwrap();
    ziping(&[
        &"decisions",
        &"--quiet",
        &folder,
        &"--decisions",
        &own,
        &"-o",
        &asked,
    ]);
    ziping(&[&"decisions", &"--quiet", &folder, &"-o", &saved]);
    assert!(fs::read(&saved).unwrap() == fs::read(&asked).unwrap());
    fs::write(&saved, &by_page).unwrap();
    same_workbook(&desk, &folder, &saved);

    // Somebody else changed it meanwhile: theirs stays.
    fs::write(&saved, fs::read(&asked).unwrap()).unwrap();
    desk.post(
        "/decide",
        &json!({"row": rows[3], "kind": "退回"}).to_string(),
    );
    assert_eq!(desk.post("/save", "")["message"], Value::Null);
    assert_eq!(desk.settled()["state"], "done");
    assert!(fs::read(&saved).unwrap() == fs::read(&asked).unwrap());
    let said = json_of(&desk.get("/decisions"))["said"].to_string();
    assert!(said.contains("处理意见（2）.xlsx"), "{said}");
    for (name, bytes) in before {
        assert!(files(ground.path())[&name] == bytes, "{}", name.display());
    }
}

#[test]
fn a_version_that_its_name_tells_can_be_replaced_by_the_other() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let entries = walkdir::WalkDir::new(&folder).into_iter().flatten();
    let mut forms = entries.filter(|e| e.path().to_string_lossy().contains("融媒体中心"));
    let form = forms.next().unwrap().into_path();
    let last = form.with_file_name("融媒体中心整体支出绩效自评表（最终）.xlsx");
    written_otherwise(&form, &last, &[("<v>1031.78</v>", "<v>1030.78</v>")]);
    let desk = Desk::open(None);
    desk.run(&folder);
    let page = desk.get("/");
    assert!(page.contains("class=\"adopt\""), "{page}");
    let rows = json_of(&desk.get("/decisions"))["rows"].as_u64().unwrap();
    let lines = (0..rows).map(|row| json_of(&desk.get(&format!("/decisions/{row}"))));
    let lines: Vec<Value> = lines.collect();
    let several = |line: &Value| {
        line["candidates"]
            .as_array()
            .is_some_and(|all| all.len() == 2)
    };
    let asked: Vec<usize> = (0..lines.len()).filter(|at| several(&lines[*at])).collect();
    let [row] = asked[..] else {
        panic!("{asked:?}");
    };
    assert_eq!(
        lines[row]["severity"], "warning",
        "the rules have told already"
    );
    let candidates = lines[row]["candidates"].as_array().unwrap().iter();
    let mut files = candidates.map(|candidate| candidate["file"].as_str().unwrap());
    let first = files.find(|file| !file.contains("最终")).unwrap();
    let order = json!({
        "row": row, "kind": "采用此份", "by": "张三", "when": "2024-03-01", "note": "单位来函", "adopted": first,
    });
    let stand = desk.post("/decide", &order.to_string());
    assert!(stand["message"].is_null(), "{stand}");
    assert_eq!(desk.post("/save", "")["message"], Value::Null);
    assert_eq!(desk.settled()["state"], "done");
    let page = desk.get("/");
    assert!(page.contains("按处理意见采用"), "{page}");
    same_workbook(&desk, &folder, &ground.path().join("处理意见.xlsx"));
}

#[test]
fn a_decision_that_lacks_something_is_said_and_not_taken() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let desk = Desk::open(None);
    desk.run(&folder);
    for (wrong, said) in [
        (json!({"row": 0, "kind": "核实无误"}), "须写明理由"),
        (json!({"row": 999_999, "kind": "退回"}), "没有这一行"),
    ] {
        let answer = desk.post("/decide", &wrong.to_string());
        assert!(
            answer["message"].as_str().unwrap().contains(said),
            "{answer}"
        );
    }
    let answer = desk.post("/save", "");
    assert_eq!(answer["message"], "没有新的决定要保存。");
    assert!(!ground.path().join("处理意见.xlsx").exists());
}

#[test]
fn papers_of_the_page_are_those_of_the_commands() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let place = ground.path().join("文书");
    fs::create_dir(&place).unwrap();
    let desk = Desk::open(None);
    desk.run(&folder);
    let refused = desk.post("/place", "/no/such/folder");
    assert!(refused["message"].is_string());
    assert!(desk.post("/place", place.to_str().unwrap())["message"].is_null());
    let head = json!({
        "office": "某区财政局", "contact": "李四", "deadline": "2024-03-31", "round": "2",
        "units": ["安全生产监督管理局"],
    });
    let options = [
        "--office=某区财政局",
        "--contact=李四",
        "--deadline=2024-03-31",
        "--round=2",
    ];
    let stored = tempfile::tempdir().unwrap();
    let to = stored.path();
    let typed = |command: &str, name: &str, further: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_ziping"))
            .args([command, "--quiet"])
            .args(further)
            .arg("-o")
            .arg(to.join(name))
            .arg(&folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        to.join(name)
    };
    let circular = desk.write("circular", &head);
    assert_eq!(circular, place.join("自评表-通报.docx"));
    let own = typed("circular", "通报.docx", &options);
    assert!(fs::read(circular).unwrap() == fs::read(own).unwrap());
    let mut told = options.to_vec();
    told.push("--unit=安全生产监督管理局");
    let notices = files(&desk.write("notices", &head));
    assert!(notices == files(&typed("notice", "退回", &told)));
    let units = notices
        .keys()
        .filter(|name| name.extension().is_some_and(|e| e == "txt"))
        .filter(|name| !name.to_string_lossy().starts_with("催报名单"));
    assert_eq!(units.count(), 1, "{:?}", notices.keys());
    let reports = files(&desk.write("reports", &Value::Null));
    assert!(reports == files(&typed("report", "报告", &[])));
    assert!(!reports.is_empty());
    let wrong = desk.post("/write/notices", &json!({"deadline": "月底"}).to_string());
    assert!(
        wrong["message"].as_str().unwrap().contains("截止日期"),
        "{wrong}"
    );
}

#[test]
fn settings_by_the_forms_are_shown_and_left_out_on_demand() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let list = ground.path().join("名单.csv");
    fs::write(
        &list,
        "单位编码,单位名称\n101,安全生产监督管理局\n102,没有报的单位\n",
    )
    .unwrap();
    let desk = Desk::open(None);
    let order = json!({"path": folder});
    let lying = desk.post("/lying", &order.to_string());
    let roster = lying["settings"].as_array().unwrap().iter();
    let roster = roster
        .clone()
        .find(|one| one["option"] == "roster")
        .unwrap();
    assert_eq!(roster["used"], list.to_str().unwrap());
    assert_eq!(lying["rules"][0][0], "default");
    desk.run(&folder);
    assert!(desk.get("/").contains("没有报的单位"));
    desk.post("/again", "");
    desk.post("/run", &json!({"path": folder, "roster": ""}).to_string());
    assert_eq!(desk.settled()["state"], "done");
    assert!(!desk.get("/").contains("没有报的单位"));
    let workbook = fs::read(desk.write("workbook", &Value::Null)).unwrap();
    let other = ground.path().join("other.xlsx");
    ziping(&[
        &"score",
        &"--quiet",
        &"--no-settings",
        &folder,
        &"-o",
        &other,
    ]);
    assert!(workbook == fs::read(&other).unwrap());
}

#[test]
fn a_second_start_asks_before_it_leaves_results() {
    let ground = tempfile::tempdir().unwrap();
    let folder = forms(ground.path());
    let desk = Desk::open(None);
    desk.run(&folder);
    let second = program(desk.data.path())
        .arg("desk")
        .arg(ground.path())
        .output();
    let (_, token) = address(&String::from_utf8_lossy(&second.unwrap().stderr));
    let entered = desk.send(&format!("GET /?t={token} HTTP/1.1\r\n{}\r\n", desk.host()));
    assert_eq!(status(&entered), 303);
    let asked = || json_of(&desk.get("/progress"))["asked"].clone();
    assert_eq!(asked(), ground.path().to_str().unwrap());
    assert!(desk.get("/").contains("id=\"ranking\""), "the results stay");
    desk.post("/stay", "");
    assert_eq!(asked(), Value::Null);
    let second = program(desk.data.path())
        .arg("desk")
        .arg(ground.path())
        .output();
    let (_, token) = address(&String::from_utf8_lossy(&second.unwrap().stderr));
    desk.send(&format!("GET /?t={token} HTTP/1.1\r\n{}\r\n", desk.host()));
    desk.post("/again", "");
    let page = desk.get("/");
    let chosen = format!("value=\"{}\"", ground.path().display());
    assert!(page.contains(&chosen), "{page}");
}

/// A form whose texts were replaced.
pub(super) fn written_otherwise(form: &Path, to: &Path, texts: &[(&str, &str)]) {
    let mut from = zip::ZipArchive::new(fs::File::open(form).unwrap()).unwrap();
    let mut into = zip::ZipWriter::new(fs::File::create(to).unwrap());
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).unwrap();
        if let Ok(mut text) = String::from_utf8(bytes.clone()) {
            for (old, new) in texts {
                text = text.replace(old, new);
            }
            bytes = text.into_bytes();
        }
        into.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut into, &bytes).unwrap();
    }
    into.finish().unwrap();
}

#[test]
fn what_cells_say_stays_text_on_the_page() {
    let ground = tempfile::tempdir().unwrap();
    let example = super::root().join("examples/2023");
    let named = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        name.contains("应急管理局")
    };
    let mut entries = walkdir::WalkDir::new(example).into_iter().flatten();
    let form = entries.find(named).unwrap();
    let folder = ground.path().join("自评表");
    fs::create_dir(&folder).unwrap();
    let hostile = "&lt;script&gt;alert(1)&lt;/script&gt;javascript:alert(2)&lt;a href=&quot;javascript:alert(3)&quot;&gt;";
    let texts = [("安全生产监督管理局", hostile)];
    written_otherwise(form.path(), &folder.join("表.xlsx"), &texts);
    let desk = Desk::open(None);
    assert_eq!(desk.run(&folder)["state"], "done");
    for path in ["/", "/unit/0"] {
        let page = desk.get(path);
        assert!(page.contains("javascript:alert(2)"), "{path}: it is shown");
        assert!(
            !page.contains("<script>alert") && !page.contains("href=\"javascript:"),
            "{path}"
        );
    }
    for row in 0..3 {
        let answer = desk.get(&format!("/decisions/{row}"));
        assert!(
            answer.contains("application/json") && answer.contains("nosniff"),
            "{answer}"
        );
    }
}
