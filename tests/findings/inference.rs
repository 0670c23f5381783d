//! 口径反推: forms are filed by ways of scoring that are planted, one a unit. Each way is recovered where no other gives
//! the same scores, and where others do it is said that nobody can tell.
//!
//! `WAYS=500 WAYS_SEED=3 cargo test --test findings planted_ways` tries other forms.

use std::collections::BTreeMap;
use std::fs;

use tempfile::TempDir;

use crate::clean::hundredths;
use crate::numbers::told;
use crate::plants::{COST, ROWS, Spoilt};
use crate::results;
use crate::workbook::xlsx;

/// How a figure is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    HalfUp,
    HalfEven,
    Down,
}

/// A rounding: its words, places and mode.
type Rounded = (&'static str, u32, Mode);

const RATES: [Option<Rounded>; 3] = [
    None,
    Some(("4 位小数四舍五入", 4, Mode::HalfUp)),
    Some(("4 位小数截断", 4, Mode::Down)),
];
const SCORES: [Rounded; 6] = [
    ("2 位小数四舍五入", 2, Mode::HalfUp),
    ("2 位小数四舍六入五成双", 2, Mode::HalfEven),
    ("2 位小数截断", 2, Mode::Down),
    ("1 位小数四舍五入", 1, Mode::HalfUp),
    ("1 位小数截断", 1, Mode::Down),
    ("取整四舍五入", 0, Mode::HalfUp),
];

/// A fraction.
type Share = (u128, u128);

fn round((numerator, denominator): Share, places: u32, mode: Mode) -> u128 {
    let scaled = numerator * 10_u128.pow(places);
    let (whole, rest) = (scaled / denominator, 2 * (scaled % denominator));
    let up = match mode {
        Mode::HalfUp => rest >= denominator,
        Mode::HalfEven => rest > denominator || (rest == denominator && whole % 2 == 1),
        Mode::Down => false,
    };
    whole + u128::from(up)
}

/// Way of scoring: whether execution is taken of the first budget, whether what costs too much is scored by the ratio.
#[derive(Debug, Clone, Copy)]
struct Way {
    rate: Option<Rounded>,
    score: Rounded,
    of_initial: bool,
    by_ratio: bool,
}

impl Way {
    /// The first is that of the rules of the run.
    fn all() -> Vec<Self> {
        let own = Self {
            rate: RATES[1],
            score: SCORES[1],
            of_initial: false,
            by_ratio: false,
        };
        let mut all = vec![own];
        for rate in RATES {
            for score in SCORES {
                for (of_initial, by_ratio) in
                    [(false, false), (true, false), (false, true), (true, true)]
                {
                    all.push(Self {
                        rate,
                        score,
                        of_initial,
                        by_ratio,
                    });
                }
            }
        }
        all
    }

    /// Points × share, in hundredths.
    fn worth(self, points: u128, share: Share) -> u64 {
        let (part, whole) = share;
        let share = (part.min(whole), whole);
        let (part, whole) = match self.rate {
            None => share,
            Some((_, places, mode)) => (round(share, places, mode), 10_u128.pow(places)),
        };
        let (_, places, mode) = self.score;
        let score = round((points * part, whole), places, mode);
        u64::try_from(score * 10_u128.pow(2 - places)).unwrap()
    }

    /// The scores of execution and of every row with a number, in hundredths.
    fn scores(self, form: &Spoilt) -> Vec<(String, u64)> {
        let of = |cell: String| u128::from(form.figure(&cell));
        let base = if self.of_initial { "C5" } else { "E5" };
        let execution = (of("F5".to_owned()), of(base.to_owned()));
        let mut scores = vec![("I5".to_owned(), self.worth(10, execution))];
        for row in ROWS.filter(|row| *row != WORDED) {
            let [target, actual, points] =
                ["D", "F", "H"].map(|column| of(format!("{column}{row}")));
            let share = match row {
                COST if actual <= target => (1, 1),
                COST if self.by_ratio => (target, actual),
                COST => ((2 * target).saturating_sub(actual), target),
                _ => (actual, target),
            };
            scores.push((format!("I{row}"), self.worth(points / 100, share)));
        }
        scores
    }

    /// Its four parts as the sheet says them.
    fn parts(self) -> [String; 4] {
        let rate = self.rate.map(|(rate, ..)| format!("比率{rate}"));
        let base = if self.of_initial { "年初" } else { "全年" };
        let rules = if self.by_ratio { "hubei" } else { "default" };
        [
            format!("得分{}", self.score.0),
            rate.unwrap_or_else(|| "精确比率".to_owned()),
            format!("执行率以{base}预算数为分母"),
            format!("按规则 {rules} 的评分方法"),
        ]
    }

    /// As the sheet says it, what is as in the rules of the run left out.
    fn words(self) -> String {
        let [score, rate, base, methods] = self.parts();
        let mut words = vec![score, rate];
        words.extend(self.of_initial.then_some(base));
        words.extend(self.by_ratio.then_some(methods));
        words.join("、")
    }
}

/// The row that is judged by words.
const WORDED: u32 = 16;

/// A form that was scored by a way.
fn filed(seed: u64, ways: &[Way]) -> (Spoilt, Way) {
    let mut form = Spoilt::of(seed);
    if form.numbers.below(3) > 0 {
        let target = form.figure("D12") / 100;
        let more = 1 + form.numbers.below(target * 9 / 10);
        form.refigure("F12", target + more);
    }
    let way = *form.numbers.one(ways);
    for (cell, score) in way.scores(&form) {
        form.set(&cell, hundredths(score));
    }
    form.retotal();
    (form, way)
}

/// What all of some ways have in common.
fn shared(ways: &[&Way]) -> Vec<String> {
    let all: Vec<_> = ways.iter().map(|way| way.parts()).collect();
    let parts = all[0].iter().enumerate();
    let shared = parts.filter(|(at, part)| all.iter().all(|other| other[*at] == **part));
    shared.map(|(_, part)| part.clone()).collect()
}

/// What a row of the sheet says.
#[derive(Debug)]
struct Row {
    verdict: String,
    shared: String,
    ways: String,
    count: usize,
}

/// The rows of the sheet by unit.
fn sheet(csv: &str) -> BTreeMap<String, Row> {
    let csv = csv.trim_start_matches('\u{feff}');
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.find(|line| line.contains(&"判断")).unwrap();
    let at = |name: &str| header.iter().position(|own| *own == name).unwrap();
    let columns = ["单位", "判断", "各口径共同之处", "能够解释的口径", "口径数"];
    let columns = columns.map(at);
    let rows = lines.filter(|line| line.len() == header.len() && !line[columns[1]].is_empty());
    let rows = rows.map(|line| {
        let [unit, verdict, shared, ways, count] = columns.map(|at| line[at].to_owned());
        let count = count.parse().unwrap();
        let row = Row {
            verdict,
            shared,
            ways,
            count,
        };
        (unit, row)
    });
    rows.collect()
}

#[test]
fn planted_ways_of_scoring_are_recovered_where_they_can_be_told() {
    let (count, first) = (told("WAYS", 200), told("WAYS_SEED", 1) * 1_000_000);
    let place = TempDir::new().unwrap();
    let all = Way::all();
    let mut planted = Vec::new();
    for seed in first..first + count {
        let (form, way) = filed(seed, &all);
        fs::write(
            place.path().join(format!("{seed}.xlsx")),
            xlsx(std::slice::from_ref(&form.sheet), None),
        )
        .unwrap();
        planted.push((form, way));
    }
    results(place.path(), &[".", "--csv", "表"]);
    let csv = fs::read_to_string(place.path().join("表/口径反推.csv")).unwrap();
    let found = sheet(&csv);
    let (mut differ, mut certain, mut wrong) = (0, 0, Vec::new());
    for (form, way) in &planted {
        let scores = way.scores(form);
        let unit = form.text("B3");
        let same = |other: &&Way| other.scores(form) == scores;
        let found = found.get(&unit);
        if same(&&all[0]) {
            // As the rules of the run ask for: there is nothing to explain.
            wrong.extend(found.map(|found| format!("{unit}: {found:?} of the rules' own")));
            continue;
        }
        let ways: Vec<_> = all.iter().skip(1).filter(same).collect();
        let parts = shared(&ways);
        differ += 1;
        certain += parts.len();
        let (verdict, words) = match ways.as_slice() {
            [_] => ("可以确定", Some(way.words())),
            _ => ("无法判定", None),
        };
        let fits = found.is_some_and(|found| {
            let named = words.as_ref().is_none_or(|words| *words == found.ways);
            let counted = (&*found.verdict, found.count) == (verdict, ways.len());
            counted && named && found.shared == parts.join("、")
        });
        if !fits {
            wrong.push(format!(
                "{unit}: {way:?}, {verdict} {parts:?}, not {found:?}"
            ));
        }
    }
    let list = wrong.join("\n");
    assert!(wrong.is_empty(), "{} of {count}\n{list}", wrong.len());
    // Of four parts of each way more than two can be told.
    assert!(certain > 2 * differ, "{certain} parts of {differ} forms");
    assert!(differ * 2 > planted.len(), "{differ} forms differ");
}
