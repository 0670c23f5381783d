//! Faults planted in generated forms: each kind is found where it was planted, and nothing is said that does not come
//! of it.
//!
//! `PLANTED=4 PLANT_SEED=11 cargo test --test findings planted` plants four of each kind.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::clean::{Layout, area, form, hundredths, share};
use crate::kinds::KINDS;
use crate::notation::{Sheet, sheets};
use crate::numbers::{Numbers, told};
use crate::workbook::{located, xlsx};
use crate::{file_of, is_at, list, results};

/// A kind of fault: its code, the codes of what else it is, and how it is planted; the cell at which it is found.
pub(crate) struct Kind(
    pub(crate) &'static str,
    pub(crate) &'static [&'static str],
    pub(crate) fn(&mut Spoilt) -> String,
);

/// Rows of the indicators.
pub(crate) const ROWS: std::ops::RangeInclusive<u32> = 9..=17;
/// Rows whose indicator wants as much as possible of a number.
pub(crate) const GROWING: [u32; 7] = [9, 10, 11, 13, 14, 15, 17];
pub(crate) const COST: u32 = 12;
pub(crate) const TOTAL: &str = "I18";

/// A clean form of a unit in which something is being spoilt.
pub(crate) struct Spoilt {
    pub(crate) sheet: Sheet,
    pub(crate) seed: u64,
    pub(crate) numbers: Numbers,
    /// Further sheets of its workbook.
    pub(crate) annexed: Vec<Sheet>,
    /// Further files that belong to it: what follows its number in their names, and their sheet.
    pub(crate) beside: Vec<(String, Sheet)>,
    /// Whether it lies in a folder of its own: a group.
    pub(crate) grouped: bool,
}

impl Spoilt {
    /// The clean form of a seed.
    pub(crate) fn of(seed: u64) -> Self {
        Self {
            sheet: form(seed, Layout::Unit),
            seed,
            numbers: Numbers::of(seed),
            annexed: Vec::new(),
            beside: Vec::new(),
            grouped: false,
        }
    }

    /// Files a form of one of its projects, which may be spoilt before.
    pub(crate) fn file_project(&mut self, nth: u64, spoil: impl Fn(&mut Sheet)) {
        let mut project = form(self.further(nth), Layout::Project);
        project.set(located("F4").unwrap(), &format!("第{}局", self.seed));
        spoil(&mut project);
        self.beside.push((format!("项目{nth}"), project));
    }

    /// Files goals that are those of the form but for some cells of it.
    pub(crate) fn file_goals(&mut self, others: &[(&str, String)]) {
        let mut text = format!(
            "部门整体支出绩效目标申报表|<|<|<|<\n（2023年度）|<|<|<|<\n部门（单位）名称|{}|<|<|<\n一级指标|二级指标|三级指标|年度指标值|分值\n",
            self.text("B3")
        );
        for row in ROWS {
            let cell = |column: &str| {
                let at = format!("{column}{row}");
                let other = others.iter().find(|(cell, _)| *cell == at);
                other.map_or_else(|| self.text(&at), |(_, text)| text.clone())
            };
            let cells = ["A", "B", "C", "D", "H"].map(cell);
            text += &(cells.join("|") + "\n");
        }
        self.beside
            .push(("目标".to_owned(), sheets(&text).remove(0)));
    }

    /// Lists projects with budget and spending, in hundredths, on a sheet of their own.
    pub(crate) fn list_projects(&mut self, projects: &[(String, u64, u64)]) {
        let mut text = String::from("--- 项目清单\n序号|项目|资金性质|全年预算数|全年执行数\n");
        for ((name, adjusted, executed), number) in projects.iter().zip(1..) {
            let (adjusted, executed) = (hundredths(*adjusted), hundredths(*executed));
            text += &format!("{number}|{name}|本级财力|{adjusted}|{executed}\n");
        }
        self.annexed.extend(sheets(&text));
    }

    /// The seed of a further form that belongs to it.
    pub(crate) fn further(&self, nth: u64) -> u64 {
        self.seed * 1_000 + nth
    }

    pub(crate) fn text(&self, cell: &str) -> String {
        self.sheet.text(located(cell).unwrap()).to_owned()
    }

    pub(crate) fn set(&mut self, cell: &str, text: impl ToString) {
        self.sheet.set(located(cell).unwrap(), &text.to_string());
    }

    /// The figure of a cell, in hundredths.
    pub(crate) fn figure(&self, cell: &str) -> u64 {
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
    pub(crate) fn refigure(&mut self, cell: &str, figure: u64) {
        let text = self.text(cell);
        let is_digit = |c: char| c.is_ascii_digit() || c == '.';
        let start = text.find(is_digit).unwrap();
        let end = text.rfind(is_digit).unwrap() + 1;
        self.set(cell, format!("{}{figure}{}", &text[..start], &text[end..]));
    }

    pub(crate) fn growing(&mut self) -> u32 {
        *self.numbers.one(&GROWING)
    }

    pub(crate) fn reason(&self, words: &str) -> String {
        format!("{}：{words}", area(self.seed))
    }

    /// Makes an indicator reach so many percent of its target and earn as much, with a reason.
    pub(crate) fn reach(&mut self, row: u32, percent: u64) {
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
    pub(crate) fn short(&mut self) -> u32 {
        let row = self.growing();
        self.reach(row, 90);
        row
    }

    pub(crate) fn retotal(&mut self) {
        let scores = ROWS.map(|row| self.figure(&format!("I{row}")));
        let total = scores.sum::<u64>() + self.figure("I5");
        self.set(TOTAL, hundredths(total));
    }

    /// Makes the unit spend other amounts on its two lines, with rate, score and total of them.
    pub(crate) fn spend(&mut self, lines: [u64; 2]) {
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
    pub(crate) fn spend_share(&mut self, share: u64) {
        let lines = ["E6", "E7"].map(|cell| self.figure(cell) * share / 10_000);
        self.spend(lines);
    }

    pub(crate) fn all_reach(&mut self, percent: u64) {
        for row in GROWING {
            self.reach(row, percent);
        }
    }

    /// Adds a row below the table.
    pub(crate) fn below(&mut self, cells: &[&str]) {
        for (letter, text) in ('A'..).zip(cells) {
            self.set(&format!("{letter}19"), text);
        }
    }
}

/// A fault that was planted: its kind, the files that belong to it, and the cell at which it is found.
struct Planted {
    kind: &'static Kind,
    files: Vec<String>,
    cell: String,
}

impl Planted {
    /// Spoils the clean form of a seed and files it in a folder, with what belongs to it.
    fn file(kind: &'static Kind, seed: u64, folder: &Path) -> Self {
        let mut form = Spoilt::of(seed);
        let cell = kind.2(&mut form);
        let group = if form.grouped {
            format!("{seed}组/")
        } else {
            String::new()
        };
        let name = match kind.0 {
            "name-differs" => format!("{}应急管理局2023年度自评表", area(seed)),
            _ => seed.to_string(),
        };
        fs::create_dir_all(folder.join(&group)).unwrap();
        let own = [vec![form.sheet], form.annexed].concat();
        let beside = form.beside.into_iter();
        let beside = beside.map(|(name, sheet)| (format!("{group}{seed}{name}.xlsx"), vec![sheet]));
        let all = std::iter::once((format!("{group}{name}.xlsx"), own)).chain(beside);
        let files = all.map(|(file, sheets)| {
            fs::write(folder.join(&file), xlsx(&sheets, None)).unwrap();
            file
        });
        let files = files.collect();
        Self { kind, files, cell }
    }

    /// What is wrong with what was found about its files.
    fn faults(&self, results: &Value) -> Vec<String> {
        let Self { kind, cell, files } = self;
        let own =
            || list(results, "findings").filter(|f| files.iter().any(|file| file == file_of(f)));
        let mut faults = Vec::new();
        if !own().any(|f| f["code"] == kind.0 && (cell == "*" || is_at(f, cell))) {
            faults.push("not found".to_owned());
        }
        for finding in own() {
            let code = finding["code"].as_str().unwrap();
            let meant = code == kind.0 || kind.1.contains(&code) || finding["severity"] == "info";
            if !meant && finding["caused_by"].is_null() {
                faults.push(format!("beside it: {finding}"));
            }
        }
        faults
    }
}

#[test]
fn what_is_planted_is_found_and_nothing_else() {
    let (each, seed) = (told("PLANTED", 1), told("PLANT_SEED", 1));
    let place = TempDir::new().unwrap();
    let kinds = (0..).zip(KINDS);
    let each = kinds.flat_map(|(at, kind)| (0..each).map(move |nth| (kind, at * 100 + nth * 2)));
    let planted: Vec<_> = each
        .map(|(kind, at)| Planted::file(kind, seed * 1_000_000 + at, place.path()))
        .collect();
    let results = results(place.path(), &["."]);
    let wrong: Vec<String> = planted
        .iter()
        .filter_map(|planted| {
            let Planted { kind, files, cell } = planted;
            let faults = planted.faults(&results).join("\n  ");
            let told = || format!("{} in {files:?} at {cell}\n  {faults}", kind.0);
            (!faults.is_empty()).then(told)
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
