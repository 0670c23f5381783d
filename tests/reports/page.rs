//! The results as a page.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use ziping::base::lang::Lang;
use ziping::model::{CellRef, Located, Stage};
use ziping::output::{HTML, Options, Target, write};
use ziping::run::Assessment;
use ziping::run::review::ReviewedScore;

use crate::{fixture, staged};

fn page(assessment: Assessment, lang: Lang) -> String {
    let folder = tempfile::tempdir().unwrap();
    let target = Target {
        path: folder.path().join("汇总.html"),
        format: &HTML,
    };
    let options = Options {
        lang,
        ..Options::default()
    };
    write(&assessment.into(), std::slice::from_ref(&target), options).unwrap();
    fs::read_to_string(&target.path).unwrap()
}

/// What stands between each `before` and the next `after`.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    let pieces = text.split(before).skip(1);
    pieces
        .map(|piece| piece.split(after).next().unwrap())
        .collect()
}

#[test]
fn every_link_leads_to_a_place_in_the_page() {
    let page = page(fixture::district(), Lang::Zh);
    let ids: Vec<_> = between(&page, " id=\"", "\"");
    let distinct: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "an id stands once");
    let links = between(&page, " href=\"#", "\"");
    assert!(links.len() > fixture::district().forms.len());
    for link in links {
        assert!(distinct.contains(link), "#{link}");
    }
    let units = ids.iter().filter(|id| {
        id.strip_prefix('u')
            .is_some_and(|at| at.parse::<usize>().is_ok())
    });
    assert_eq!(units.count(), fixture::district().forms.len());
}

#[test]
fn nothing_is_loaded_and_only_its_own_script_may_run() {
    let page = page(fixture::district(), Lang::Zh);
    for loads in ["src=", "url(", "@import", "http:", "https:", "//fonts"] {
        assert!(!page.contains(loads), "{loads}");
    }
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"")[0];
    for (tag, source) in [("style", "style-src"), ("script", "script-src")] {
        let texts = between(&page, &format!("<{tag}>"), &format!("</{tag}>"));
        assert_eq!(texts.len(), 1);
        let hash = STANDARD.encode(Sha256::digest(texts[0].as_bytes()));
        let allowed = policy.replace("&#39;", "'");
        assert!(
            allowed.contains(&format!("{source} 'sha256-{hash}'")),
            "{allowed}"
        );
    }
    assert!(ziping::base::mark::is_in_text(page.as_bytes()));
}

#[test]
fn what_units_write_stays_text() {
    let mut district = fixture::district();
    let hostile = "</td><script>alert(1)</script>\"onmouseover='x' &amp;";
    let form = &mut district.forms[0];
    form.filing.unit.name = Some(Located::new(hostile.into(), CellRef::new(2, 1), hostile));
    form.filing.file = "x\"><img src=x onerror=alert(1)>.xlsx".into();
    let plain = page(fixture::district(), Lang::Zh);
    let page = page(district, Lang::Zh);
    for tag in ["<script", "<img", "</td>", "<a "] {
        assert_eq!(
            page.matches(tag).count(),
            plain.matches(tag).count(),
            "{tag}"
        );
    }
    assert!(page.contains("&#60;script&#62;alert(1)&#60;/script&#62;"));
}

#[test]
fn both_languages_say_the_same_much() {
    let zh = page(fixture::district(), Lang::Zh);
    let en = page(fixture::district(), Lang::En);
    assert!(zh.contains("<html lang=\"zh-CN\">") && en.contains("<html lang=\"en\">"));
    for tag in ["<tr", "<article", "<th ", "<li", "<h3"] {
        assert_eq!(zh.matches(tag).count(), en.matches(tag).count(), "{tag}");
    }
    assert!(en.contains("Units with the gravest findings first"));
}

/// Texts of the column of a ranking's figure.
fn ranked_figures(page: &str) -> Vec<String> {
    let ranking = between(page, "id=\"ranking\"", "</section>")[0];
    let rows = between(ranking, "<tr><td class=\"n\">", "</tr>");
    let figures = rows
        .iter()
        .map(|row| between(row, "<td class=\"n\">", "</td>")[0]);
    figures.map(str::to_owned).collect()
}

#[test]
fn a_ranking_names_what_it_goes_by() {
    let mut district = fixture::district();
    let by = |page: &str| {
        let ranking = between(page, "id=\"ranking\"", "</section>")[0];
        between(ranking, "<th scope=\"col\">", "</th>")[3].to_owned()
    };
    assert_eq!(by(&page(district.clone(), Lang::Zh)), "复算总分");
    for form in &mut district.forms {
        form.reviewed = Some(Box::new(ReviewedScore {
            total: Some(Decimal::new(8125, 2)),
            file: "底稿.xlsx".into(),
            official: true,
        }));
    }
    let reviewed = page(district, Lang::Zh);
    assert_eq!(by(&reviewed), "复核总分");
    assert!(ranked_figures(&reviewed).iter().all(|f| f == "81.25"));
    assert!(reviewed.contains("<dt>复核总分</dt><dd>81.25</dd>"));
}

#[test]
fn progress_is_a_percentage() {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/monitoring");
    let midyear = staged::read(&[forms], Some(Stage::Midyear));
    let page = page(midyear, Lang::Zh);
    let figures = ranked_figures(&page);
    assert!(!figures.is_empty());
    assert!(figures.iter().all(|f| f.ends_with('%')), "{figures:?}");
}

#[test]
fn of_many_forms_none_is_drawn_and_that_is_said() {
    let mut district = fixture::district();
    let one = district.forms[0].clone();
    district.forms.resize(300, one.clone());
    let said = "超过 300 份，不画原表。";
    assert!(!page(district.clone(), Lang::Zh).contains(said));
    district.forms.push(one);
    let many = page(district, Lang::Zh);
    assert_eq!(many.matches(said).count(), 301, "each says why");
    assert_eq!(many.matches("<article").count(), 301);
}
