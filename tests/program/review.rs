//! Whom to review: the list by risk, and the draw.

use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use tempfile::TempDir;

use crate::run::{good, root, scored, text, ziping};

/// The cells of 复核名单 below its header.
fn list(further: &[&str]) -> Vec<Vec<Data>> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("汇总.xlsx");
    let arguments = ["score", "examples/2023", "-o", text(&path), "--quiet"];
    let done = ziping(&[&arguments, further].concat());
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    rows(&path)
}

fn rows(path: &Path) -> Vec<Vec<Data>> {
    let mut workbook = open_workbook_auto(path).unwrap();
    let sheet = workbook.worksheet_range("复核名单").unwrap();
    sheet.rows().skip(3).map(<[Data]>::to_vec).collect()
}

fn number(cell: &Data) -> f64 {
    cell.to_string().parse().unwrap()
}

#[test]
fn the_risk_is_the_sum_of_its_parts_and_orders_the_list() {
    let rows = list(&[]);
    let forms: Vec<_> = rows
        .iter()
        .filter(|row| !row[3].to_string().is_empty())
        .collect();
    assert_eq!(forms.len(), 19);
    for row in &forms {
        let parts: f64 = row[4..12].iter().map(number).sum();
        assert!((parts - number(&row[3])).abs() < 0.001, "{row:?}");
    }
    assert!(forms.is_sorted_by(|one, next| number(&one[3]) >= number(&next[3])));
    assert!(forms.iter().any(|row| number(&row[4]) > 0.0));
}

#[test]
fn a_draw_takes_every_error_and_the_same_others_for_a_seed() {
    let chosen = |further: &[&str]| {
        let rows = list(further).into_iter();
        let chosen = rows.filter(|row| !row[3].to_string().is_empty());
        chosen
            .map(|row| (row[1].to_string(), row[12].to_string(), number(&row[4])))
            .collect::<Vec<_>>()
    };
    let drawn = |list: &[(String, String, f64)]| {
        let names = list.iter().filter(|(_, how, _)| how == "随机抽取");
        names.map(|(name, ..)| name.clone()).collect::<Vec<_>>()
    };
    let seven = chosen(&["--draw", "3", "--seed", "7"]);
    assert_eq!(
        seven,
        chosen(&["--draw", "3", "--seed", "7", "--jobs", "1"])
    );
    assert_eq!(drawn(&seven).len(), 3);
    assert_ne!(
        drawn(&seven),
        drawn(&chosen(&["--draw", "3", "--seed", "8"]))
    );
    for (name, how, errors) in &seven {
        assert_eq!(how.starts_with("必查：有错误"), *errors > 0.0, "{name}");
    }
    let refused = ziping(&["score", "examples/2023", "--draw", "120%", "--json", "-"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn papers_that_nobody_filled_in_have_no_score_and_are_no_filings() {
    let folder = TempDir::new().unwrap();
    let papers = folder.path().join("底稿");
    let done = ziping(&["review", "examples/2023", "-o", text(&papers)]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    assert_eq!(std::fs::read_dir(&papers).unwrap().count(), 15);
    let again = ziping(&["review", "examples/2023", "-o", text(&papers)]);
    assert_eq!(again.status.code(), Some(2), "{again:?}");
    let result = scored(&root("examples/2023"), &["--review", text(&papers)]);
    let units = result["units"].as_array().unwrap();
    assert!(units.iter().all(|unit| unit["reviewed_total"].is_null()));
    let codes = result["findings"].as_array().unwrap().iter();
    let codes: std::collections::BTreeSet<_> = codes
        .filter_map(|finding| finding["code"].as_str())
        .filter(|code| code.starts_with("review-"))
        .collect();
    assert_eq!(codes, ["review-blank"].into());
    let filed = folder.path().join("报送");
    std::fs::rename(&papers, &filed).unwrap();
    good(&filed);
    let result = scored(&filed, &[]);
    assert_eq!(result["units"].as_array().unwrap().len(), 1);
    assert_eq!(result["files"]["seen"], 1, "{}", result["files"]);
}
