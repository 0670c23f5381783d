//! Faults planted in generated forms: each kind is found where it was planted, and nothing is said that does not come
//! of it.
//!
//! `PLANTED=4 PLANT_SEED=11 cargo test --test findings planted` plants four of each kind.

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::clean::{Layout, area, form, hundredths, share};
use crate::notation::Sheet;
use crate::numbers::{Numbers, told};
use crate::workbook::{located, xlsx};
use crate::{file_of, is_at, list};

/// A kind of fault: its code, the codes of what else it is, and how it is planted; the cell at which it is found.
struct Kind(
    &'static str,
    &'static [&'static str],
    fn(&mut Spoilt) -> String,
);

/// Rows of the indicators.
const ROWS: std::ops::RangeInclusive<u32> = 9..=17;
/// Rows whose indicator wants as much as possible of a number.
const GROWING: [u32; 7] = [9, 10, 11, 13, 14, 15, 17];
const COST: u32 = 12;
const TOTAL: &str = "I18";

/// A clean form of a unit in which something is being spoilt.
struct Spoilt {
    sheet: Sheet,
    seed: u64,
    numbers: Numbers,
}

impl Spoilt {
    fn text(&self, cell: &str) -> String {
        self.sheet.text(located(cell).unwrap()).to_owned()
    }

    fn set(&mut self, cell: &str, text: impl ToString) {
        self.sheet.set(located(cell).unwrap(), &text.to_string());
    }

    /// The figure of a cell, in hundredths.
    fn figure(&self, cell: &str) -> u64 {
        let text = self.text(cell);
        let digits: String = text
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        let (whole, places) = digits.split_once('.').unwrap_or((&digits, ""));
        let places = format!("{places:0<2}");
        whole.parse::<u64>().unwrap() * 100 + places[..2].parse::<u64>().unwrap()
    }

    /// The text of a cell with another figure, in whole numbers.
    fn refigure(&mut self, cell: &str, figure: u64) {
        let text = self.text(cell);
        let is_digit = |c: char| c.is_ascii_digit() || c == '.';
        let start = text.find(is_digit).unwrap();
        let end = text.rfind(is_digit).unwrap() + 1;
        self.set(cell, format!("{}{figure}{}", &text[..start], &text[end..]));
    }

    fn growing(&mut self) -> u32 {
        *self.numbers.one(&GROWING)
    }

    fn reason(&self, words: &str) -> String {
        format!("{}：{words}", area(self.seed))
    }

    /// Makes an indicator reach so many percent of its target and earn as much, with a reason.
    fn reach(&mut self, row: u32, percent: u64) {
        let (target, points) = (
            self.figure(&format!("D{row}")) / 100,
            self.figure(&format!("H{row}")),
        );
        // A sign of its own would ask for more than a figure.
        let actual = target * percent / 100;
        self.refigure(&format!("F{row}"), actual);
        self.refigure(&format!("E{row}"), actual / 2 + 1);
        self.set(
            &format!("G{row}"),
            format!("{}%", hundredths(share(10_000, actual, target))),
        );
        self.set(
            &format!("I{row}"),
            hundredths(share(points, actual.min(target), target)),
        );
        let said = format!("第{row}项因雨季停工没有做完，已安排来年补做。");
        let reason = if actual < target {
            self.reason(&said)
        } else {
            String::new()
        };
        self.set(&format!("J{row}"), reason);
        self.retotal();
    }

    /// An indicator that falls short of its target.
    fn short(&mut self) -> u32 {
        let row = self.growing();
        self.reach(row, 90);
        row
    }

    fn retotal(&mut self) {
        let scores = ROWS.map(|row| self.figure(&format!("I{row}")));
        let total = scores.sum::<u64>() + self.figure("I5");
        self.set(TOTAL, hundredths(total));
    }

    /// Makes the unit spend other amounts on its two lines, with rate, score and total of them.
    fn spend(&mut self, lines: [u64; 2]) {
        let whole = lines[0] + lines[1];
        let adjusted = self.figure("E5");
        for (cell, amount) in [("F5", whole), ("F6", lines[0]), ("F7", lines[1])] {
            self.set(cell, hundredths(amount));
        }
        self.set(
            "H5",
            format!("{}%", hundredths(share(10_000, whole, adjusted))),
        );
        self.set(
            "I5",
            hundredths(share(1_000, whole.min(adjusted), adjusted)),
        );
        self.retotal();
    }

    /// Makes it spend so many hundredths of a percent of each line.
    fn spend_share(&mut self, share: u64) {
        let lines = ["E6", "E7"].map(|cell| self.figure(cell) * share / 10_000);
        self.spend(lines);
    }

    fn all_reach(&mut self, percent: u64) {
        for row in GROWING {
            self.reach(row, percent);
        }
    }

    /// Adds a row below the table.
    fn below(&mut self, cells: &[&str]) {
        for (letter, text) in ('A'..).zip(cells) {
            self.set(&format!("{letter}19"), text);
        }
    }
}

const KINDS: &[Kind] = &[
    Kind("cross-foot", &[], |form| {
        let (part, by) = (form.figure("F6"), 100 + form.numbers.below(900));
        form.set("F6", hundredths(part - by));
        "F5".into()
    }),
    Kind("adjustment-mismatch", &["cross-foot"], |form| {
        form.set("D5", "1234.56");
        "E5".into()
    }),
    Kind("execution-rate-mismatch", &[], |form| {
        let rate = form.figure("H5") - 300 - form.numbers.below(500);
        form.set("H5", format!("{}%", hundredths(rate)));
        "H5".into()
    }),
    Kind("execution-score-mismatch", &[], |form| {
        let score = form.figure("I5") - 50 - form.numbers.below(200);
        form.set("I5", hundredths(score));
        form.retotal();
        "I5".into()
    }),
    Kind("overspent", &[], |form| {
        let lines = ["E6", "E7"].map(|cell| form.figure(cell) * 107 / 100);
        form.spend(lines);
        "F5".into()
    }),
    Kind("negative", &[], |form| {
        let adjusted = form.figure("E7");
        let initial = form.figure("C6");
        form.set("C7", "-1.00");
        form.set("D7", hundredths(adjusted + 100));
        form.set("C5", hundredths(initial - 100));
        let (whole, initial) = (form.figure("E5"), initial - 100);
        let sign = if whole < initial { "-" } else { "" };
        form.set(
            "D5",
            format!("{sign}{}", hundredths(whole.abs_diff(initial))),
        );
        "C7".into()
    }),
    Kind("measure-suspect", &[], |form| {
        for cell in [
            "C5", "D5", "E5", "F5", "C6", "D6", "E6", "F6", "C7", "D7", "E7", "F7",
        ] {
            let sign = if form.text(cell).starts_with('-') {
                "-"
            } else {
                ""
            };
            let amount = form.figure(cell) * 100;
            form.set(cell, format!("{sign}{amount}"));
        }
        "*".into()
    }),
    Kind("error-value", &[], |form| {
        form.set("F6", "#REF!");
        "F6".into()
    }),
    Kind("uncalculated", &[], |form| {
        form.set("F6", "=[1]总表!C5");
        "F6".into()
    }),
    Kind("calculated", &[], |form| {
        form.set("F6", "=F5-F7");
        "F6".into()
    }),
    Kind("actual-missing", &[], |form| {
        let row = form.growing();
        form.reach(row, 100);
        form.set(&format!("F{row}"), "");
        form.set(&format!("G{row}"), "");
        form.set(&format!("E{row}"), "");
        format!("F{row}")
    }),
    Kind("actual-worded", &[], |form| {
        let row = form.growing();
        form.reach(row, 100);
        form.set(&format!("F{row}"), "完成");
        form.set(&format!("G{row}"), "100%");
        format!("F{row}")
    }),
    Kind("completion-mismatch", &[], |form| {
        let row = form.short();
        form.set(&format!("G{row}"), "97.53%");
        format!("G{row}")
    }),
    Kind("score-mismatch", &[], |form| {
        let row = form.short();
        let points = form.figure(&format!("H{row}"));
        form.set(&format!("I{row}"), hundredths(points * 98 / 100));
        form.retotal();
        format!("I{row}")
    }),
    Kind("score-above-points", &["score-mismatch"], |form| {
        let row = form.growing();
        form.reach(row, 100);
        let points = form.figure(&format!("H{row}"));
        form.set(&format!("I{row}"), hundredths(points + 100));
        form.retotal();
        format!("I{row}")
    }),
    Kind("weight-sum", &["score-above-points"], |form| {
        let row = form.growing();
        form.reach(row, 100);
        let points = form.figure(&format!("H{row}")) / 100 + 3;
        form.set(&format!("H{row}"), points);
        form.set(&format!("I{row}"), points);
        form.retotal();
        "H18".into()
    }),
    Kind("total-mismatch", &["reported-sum"], |form| {
        let total = form.figure(TOTAL) - 150 - form.numbers.below(500);
        form.set(TOTAL, hundredths(total));
        TOTAL.into()
    }),
    Kind("grade-mismatch", &[], |form| {
        form.below(&["评价等级", "中"]);
        "B19".into()
    }),
    Kind("reason-missing", &[], |form| {
        let row = form.short();
        form.set(&format!("J{row}"), "");
        format!("J{row}")
    }),
    Kind("measure-missing", &[], |form| {
        let row = form.short();
        let reason = form.reason("雨季长，两处工地停了一个多月。");
        form.set(&format!("J{row}"), reason);
        format!("J{row}")
    }),
    Kind("reason-contradicts", &[], |form| {
        let row = form.short();
        let reason = form.reason("超额完成年度任务，下年继续加强管理。");
        form.set(&format!("J{row}"), reason);
        format!("J{row}")
    }),
    Kind("reason-contradicts", &[], |form| {
        let row = form.growing();
        form.reach(row, 100);
        let reason = form.reason("年度任务未完成，下年加强调度。");
        form.set(&format!("J{row}"), reason);
        format!("J{row}")
    }),
    Kind("reason-copied", &[], |form| {
        let reason = form.reason("受雨季影响工期推迟，已调整来年计划。");
        for row in [9, 14] {
            form.reach(row, 90);
            form.set(
                &format!("J{row}"),
                reason.replace("工期", if row == 9 { "工期，" } else { "工期" }),
            );
        }
        "J9".into()
    }),
    Kind("placeholder-left", &["field-missing"], |form| {
        let row = form.growing();
        form.set(&format!("D{row}"), "≥**");
        format!("D{row}")
    }),
    Kind("placeholder-left", &[], |form| {
        let row = form.growing();
        form.set(&format!("C{row}"), "XX工程完成情况");
        format!("C{row}")
    }),
    Kind("placeholder-left", &[], |form| {
        let row = form.short();
        form.set(&format!("J{row}"), "（200字以内，说明原因和改进措施）");
        format!("J{row}")
    }),
    Kind("midyear-above-final", &[], |form| {
        let actual = form.figure("F9") / 100;
        form.refigure("E9", actual * 3 / 2 + 2);
        "E9".into()
    }),
    Kind("midyear-jump", &[], |form| {
        let row = form.growing();
        form.reach(row, 100);
        form.refigure(&format!("E{row}"), 0);
        format!("E{row}")
    }),
    Kind("borrowed-rate", &[], |form| {
        let row = form.short();
        form.set(&format!("C{row}"), "预算经费控制率");
        form.set(&format!("G{row}"), form.text("H5"));
        format!("G{row}")
    }),
    Kind("sign-suspect", &[], |form| {
        let row = *form.numbers.one(&[9, 14]);
        form.set(&format!("C{row}"), "有效投诉件数");
        let figure = form.figure(&format!("D{row}")) / 100;
        form.set(&format!("D{row}"), format!("≥{figure}件"));
        for column in ["E", "F"] {
            let figure = form.figure(&format!("{column}{row}")) / 100;
            form.set(&format!("{column}{row}"), format!("{figure}件"));
        }
        format!("D{row}")
    }),
    Kind("sign-suspect", &[], |form| {
        let actual = form.text("F12");
        form.set("D12", format!("≥{actual}"));
        form.set("G12", "100%");
        format!("D{COST}")
    }),
    Kind("group-misfit", &[], |form| {
        form.reach(10, 100);
        for cell in ["D", "E", "F", "G"] {
            let text = form.text(&format!("{cell}10"));
            form.set(&format!("{cell}9"), text);
        }
        let points = form.text("H9");
        form.set("I9", points);
        form.set("J9", "");
        form.set("C9", "资金支付率");
        form.retotal();
        "C9".into()
    }),
    Kind("indicator-repeated", &[], |form| {
        let name = form.text("C9");
        let row = *form.numbers.one(&[13, 14, 15]);
        form.set(&format!("C{row}"), name);
        format!("C{row}")
    }),
    Kind("group-missing", &[], |form| {
        form.set("A17", "效益指标");
        form.set("B17", "社会效益指标");
        form.set("C17", "办事等候时间达标率");
        "-".into()
    }),
    Kind("slip", &[], |form| {
        let row = *form.numbers.one(&[9, 14, 15]);
        form.reach(row, 100);
        let (rate, score) = ("100%", form.text(&format!("H{row}")));
        let actual = form.figure(&format!("F{row}"));
        form.refigure(&format!("F{row}"), actual);
        form.set(&format!("G{row}"), rate);
        form.set(&format!("I{row}"), score);
        format!("F{row}")
    }),
    Kind("slip", &[], |form| {
        let row = *form.numbers.one(&[9, 14, 15]);
        form.reach(row, 100);
        let actual = form.figure(&format!("F{row}"));
        form.refigure(&format!("F{row}"), actual * 100);
        form.set(&format!("G{row}"), "100%");
        format!("F{row}")
    }),
    Kind("date-order", &[], |form| {
        form.below(&["填报日期：2023年9月12日"]);
        "A19".into()
    }),
    Kind("merit-outruns-money", &[], |form| {
        form.all_reach(100);
        form.spend_share(8_500);
        TOTAL.into()
    }),
    Kind("unspent", &["merit-outruns-money"], |form| {
        form.spend_share(7_500);
        "F5".into()
    }),
    Kind(
        "idle-project",
        &["unspent", "merit-outruns-money", "full-marks-low-execution"],
        |form| {
            let spent = form.figure("E6") * 98 / 100;
            form.spend([spent, 0]);
            "F7".into()
        },
    ),
    Kind(
        "nothing-spent-much-done",
        &["unspent", "merit-outruns-money", "full-marks-low-execution"],
        |form| {
            form.spend_share(60);
            "F5".into()
        },
    ),
    Kind(
        "full-marks-low-execution",
        &["unspent", "merit-outruns-money"],
        |form| {
            form.all_reach(100);
            form.spend_share(5_500);
            TOTAL.into()
        },
    ),
    Kind("too-good", &[], |form| {
        form.all_reach(100);
        let most = form.text("D12").replace('≤', "");
        form.set("F12", most);
        TOTAL.into()
    }),
    Kind("name-differs", &[], |form| {
        form.set("B3", format!("{}安全生产监督管理局", area(form.seed)));
        "*".into()
    }),
    Kind("year-other", &[], |form| {
        form.set("A2", "（2022年度）");
        "*".into()
    }),
    Kind("unit-unclear", &[], |form| {
        form.set("B3", "");
        "*".into()
    }),
    Kind("measure-unclear", &[], |form| {
        form.set("A4", "年度资金");
        "*".into()
    }),
    Kind("reason-foreign", &[], |form| {
        let row = form.short();
        // The first form of the kind before.
        let other = (form.seed / 100 - 1) * 100;
        let reason = form.reason(&format!("第{other}局的雨季停工没有做完，已安排来年补做。"));
        form.set(&format!("J{row}"), reason);
        format!("J{row}")
    }),
    Kind("field-missing", &[], |form| {
        let row = form.growing();
        form.set(&format!("C{row}"), "");
        format!("C{row}")
    }),
    Kind("measures-differ", &[], |form| {
        form.reach(9, 100);
        let actual = form.figure("F9") / 100;
        form.set("F9", format!("{actual}万元"));
        "F9".into()
    }),
    Kind("over-fulfilled", &[], |form| {
        let row = *form.numbers.one(&[9, 14, 15]);
        form.set(
            &format!("D{row}"),
            form.text(&format!("D{row}")).replace("'=", "≥"),
        );
        form.reach(row, 250);
        form.set(&format!("I{row}"), form.text(&format!("H{row}")));
        let reason = form.reason("上级年中追加任务，已按新任务重排进度，来年调高指标值。");
        form.set(&format!("J{row}"), reason);
        form.retotal();
        format!("F{row}")
    }),
    Kind("out-of-range", &[], |form| {
        form.set("F6", "~1E+300");
        "F6".into()
    }),
    Kind("percent-assumed", &[], |form| {
        form.reach(10, 100);
        let actual = form.figure("F10") / 100;
        form.set("F10", format!("0.{actual:02}"));
        if actual == 100 {
            form.set("F10", "1");
        }
        "F10".into()
    }),
    Kind("not-verifiable", &[], |form| {
        form.set("D14", "明显提高");
        form.set("E14", "有所提高");
        form.set("F14", "明显提高");
        form.set("G14", "100%");
        let points = form.text("H14");
        form.set("I14", points);
        form.set("J14", "");
        form.retotal();
        "I14".into()
    }),
    Kind("group-weight-sum", &[], |form| {
        for row in 9..=12 {
            form.set(&format!("A{row}"), "产出指标（60分）");
        }
        "*".into()
    }),
    Kind("unreadable-quantity", &[], |form| {
        form.set("F6", "〃");
        "F6".into()
    }),
    Kind("value-type", &[], |form| {
        let row = form.growing();
        let typed = *form.numbers.one(&["同上", "〃", "#GETTING_DATA", "TRUE"]);
        form.set(&format!("F{row}"), typed);
        format!("F{row}")
    }),
    Kind("column-unnamed", &[], |form| {
        form.set("I8", "");
        "*".into()
    }),
    Kind("column-twice", &[], |form| {
        form.set("K8", "得分");
        for row in ROWS {
            let score = form.text(&format!("I{row}"));
            form.set(&format!("K{row}"), score);
        }
        form.set("K9", "1.11");
        "*".into()
    }),
];

/// What is wrong with what was found about the form in `file`; `kind` was planted at `cell`.
fn faults(results: &Value, file: &str, kind: &Kind, cell: &str) -> Vec<String> {
    let own: Vec<&Value> = list(results, "findings")
        .filter(|f| file_of(f) == file)
        .collect();
    let here = |f: &&&Value| f["code"] == kind.0 && (cell == "*" || is_at(f, cell));
    let planted: Vec<&Value> = own.iter().filter(here).map(|f| &f["id"]).collect();
    let mut faults = Vec::new();
    if planted.is_empty() {
        faults.push("not found".to_owned());
    }
    for finding in &own {
        let code = finding["code"].as_str().unwrap();
        let meant = code == kind.0 || kind.1.contains(&code) || finding["severity"] == "info";
        if !meant && finding["caused_by"].is_null() {
            faults.push(format!("beside it: {finding}"));
        }
    }
    faults
}

#[test]
fn what_is_planted_is_found_and_nothing_else() {
    let (each, seed) = (told("PLANTED", 1), told("PLANT_SEED", 1));
    let place = TempDir::new().unwrap();
    let mut planted = Vec::new();
    for (at, kind) in (0..).zip(KINDS) {
        for nth in 0..each {
            let seed = seed * 1_000_000 + at * 100 + nth * 2;
            let mut form = Spoilt {
                sheet: form(seed, Layout::Unit),
                seed,
                numbers: Numbers::of(seed),
            };
            let cell = kind.2(&mut form);
            let file = format!("{seed}.xlsx");
            let name = if kind.0 == "name-differs" {
                format!("{}应急管理局2023年度自评表.xlsx", area(seed))
            } else {
                file
            };
            fs::write(place.path().join(&name), xlsx(&[form.sheet], None)).unwrap();
            planted.push((kind, name, cell));
        }
    }
    let done = Command::new(env!("CARGO_BIN_EXE_ziping"))
        .args(["score", ".", "--json", "-", "--quiet"])
        .current_dir(place.path())
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let results: Value = serde_json::from_slice(&done.stdout).unwrap();
    let wrong: Vec<String> = planted
        .iter()
        .filter_map(|(kind, file, cell)| {
            let faults = faults(&results, file, kind, cell);
            let list = faults.join("\n  ");
            (!faults.is_empty()).then(|| format!("{} in {file} at {cell}\n  {list}", kind.0))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        planted.len(),
        wrong.join("\n")
    );
}
