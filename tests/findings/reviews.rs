//! Reviewers' faults planted in filled working papers: each is found, and nothing else is said of the papers.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::case::Case;
use crate::numbers::{Numbers, told};
use crate::{file_of, list, scored};

/// Points and filed score of the indicators of the form, from row 7 of the paper on.
const ROWS: [(f64, f64); 5] = [
    (20.0, 19.6),
    (20.0, 20.0),
    (20.0, 20.0),
    (20.0, 19.8),
    (10.0, 10.0),
];

/// Papers with a fault of a reviewer.
const PLANTED: usize = 40;
/// Papers without one.
const FAULTLESS: usize = 12;

/// The cells of a paper with the `nth` fault, and its code.
fn fault(nth: usize, numbers: &mut Numbers) -> (String, &'static str) {
    let at = numbers.below(4);
    let (row, (points, filed)) = (7 + at, ROWS[usize::try_from(at).unwrap()]);
    let some = f64::from(u32::try_from(numbers.below(5)).unwrap());
    match nth % 8 {
        0 => (format!("K{row} {}", points + 0.5 + some), "review-score"),
        1 => (
            format!("K{row} {}\nL{row}", filed - 1.5 - some),
            "review-unexplained",
        ),
        2 => (
            format!("K{row} {}\nL{row} 无佐证材料", points / 4.0),
            "review-share",
        ),
        3 => (format!("K{row}\nL{row}"), "review-blank"),
        4 => (format!("K{row} -{}", some + 1.0), "review-score"),
        5 => (format!("K{row} 0\nL{row} 满意度无调查材料"), "review-share"),
        6 => (format!("G{row} {}", points - 1.0 - some), "review-altered"),
        // Faultless papers take a fifth off for these words.
        _ => (
            "K9 10\nL9 其他（在备注中说明）\nN9 验收材料不全".to_owned(),
            "review-uneven",
        ),
    }
}

#[test]
fn every_planted_fault_of_a_reviewer_is_found_and_no_other() {
    let mut text = String::from("run: --review 底稿\n");
    let mut planted = BTreeSet::new();
    let mut numbers = Numbers::of(told("REVIEW_SEED", 1));
    for nth in 0..PLANTED + FAULTLESS {
        let (cells, code) = match nth.checked_sub(PLANTED) {
            None => fault(nth, &mut numbers),
            Some(_) => (
                "K9 16\nL9 其他（在备注中说明）\nN9 验收材料不全\nK8 0\nL8 指标不可评价".to_owned(),
                "",
            ),
        };
        writeln!(text, "=== 第{nth}局.xlsx from reasoned").unwrap();
        writeln!(text, "=== 底稿/第{nth}局.xlsx from paper\n{cells}").unwrap();
        if !code.is_empty() {
            planted.insert((format!("底稿/第{nth}局.xlsx"), code.to_owned()));
        }
    }
    let results = scored(&Case::parse(&text));
    let found = list(&results, "findings").filter_map(|finding| {
        let code = finding["code"].as_str().unwrap();
        code.starts_with("review-")
            .then(|| (file_of(finding).to_owned(), code.to_owned()))
    });
    let found: Vec<_> = found.collect();
    assert_eq!(found.len(), PLANTED, "{found:?}");
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), planted);
}

#[test]
fn ranks_go_by_reviews_where_every_form_is_reviewed() {
    let case = |reviewed: &[usize]| {
        let mut text = String::from("run: --review 底稿\n");
        for nth in 0..3 {
            let filed = 49 - nth;
            writeln!(text, "=== 第{nth}局.xlsx from reasoned\nF9 {filed}家").unwrap();
        }
        for nth in reviewed {
            // The first loses most.
            let taken = ["指标不可评价", "指标大部分不可评价", "核实无误"][*nth];
            writeln!(text, "=== 底稿/第{nth}局.xlsx from paper\nK9\nL9 {taken}").unwrap();
        }
        let results = scored(&Case::parse(&text));
        let units = list(&results, "units").map(|unit| {
            let total = unit["reviewed_total"].as_str().map(str::to_owned);
            (unit["unit"]["name"].as_str().unwrap().to_owned(), total)
        });
        units.collect::<Vec<_>>()
    };
    let some = case(&[0, 1]);
    assert_eq!(some[0], ("第0局".to_owned(), Some("79.19".to_owned())));
    assert_eq!(some[2], ("第2局".to_owned(), None));
    let all = case(&[0, 1, 2]);
    let names: Vec<_> = all.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["第2局", "第1局", "第0局"]);
}
