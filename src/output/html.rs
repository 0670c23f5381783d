//! 静态页: the results as one page for a browser, to look at, to print and to mail.
//!
//! A pure view of the run. Everything stands in the page itself: nothing is loaded from elsewhere, and it can be read
//! without its script. HTML, style and script are files in `templates/page`.

mod audited;
mod cells;
mod drawn;
mod filed;
mod ranked;
mod unit;
mod uses;
mod years;

use std::fs::File;
use std::io::{self, Read, Write};

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use self::audited::Audited;
use self::filed::Filed;
use self::ranked::Ranking;
use self::unit::Detail;
use self::years::Years;
use super::Options;
use super::formats::{Format, Writer};
use crate::base::lang::{Lang, Text};
use crate::base::mark::{self, is_in_text};
use crate::compare::Series;
use crate::report::{Book, Scope};
use crate::run::rank::bands;

const STYLE: &str = include_str!("../../templates/page/page.css");
const SCRIPT: &str = include_str!("../../templates/page/page.js");

/// Forms up to which each has its details in the page.
const DETAILED: usize = 2_000;

/// The results as a page.
pub static HTML: Format = Format {
    flag: "html",
    short: None,
    path: Text::new("汇总.html", "OUT.html"),
    help: Text::new(
        "同时写出一个网页：报送、审核、排名和每个单位的得分，用浏览器打开，可打印、可转发，不需要联网",
        "Also write a page for the browser: returns, findings, ranking and each unit; it needs no network",
    ),
    suits: |path| {
        let page =
            |e: &std::ffi::OsStr| e.eq_ignore_ascii_case("html") || e.eq_ignore_ascii_case("htm");
        path.as_os_str() == "-" || path.extension().is_some_and(page)
    },
    ours: |path| {
        let mut head = [0; 400];
        let read = File::open(path).and_then(|mut file| file.read(&mut head));
        read.is_ok() && is_in_text(&head)
    },
    writer: Writer::Stream(write),
};

fn write(series: &Series, options: Options, out: &mut dyn Write) -> io::Result<()> {
    let mut out = out;
    let page = Page::of(series, options.lang);
    page.write_into(&mut out)?;
    out.write_all(b"\n")
}

/// Everything the page shows, in words.
#[derive(Template)]
#[template(path = "page/page.html")]
struct Page {
    lang: Lang,
    title: String,
    subtitle: String,
    mark: &'static str,
    version: &'static str,
    policy: String,
    style: &'static str,
    script: &'static str,
    verdict: String,
    errors: usize,
    warnings: usize,
    ranked: usize,
    filed: Filed,
    audit: Vec<Audited>,
    rankings: Vec<Ranking>,
    years: Option<Years>,
    undrawn: &'static str,
    units: Vec<Detail>,
}

impl Page {
    fn of(series: &Series, lang: Lang) -> Self {
        let assessment = &series.assessment;
        let comparison = series.comparison.as_ref();
        let book = Book::of(series, Scope::Whole, lang);
        let mut audit = audited::list(assessment, lang);
        let rankings = ranked::list(assessment, comparison, lang);
        let (errors, warnings) = audited::counts(assessment);
        let bands = bands::bands(assessment);
        let units = match assessment.forms.len() {
            count if count <= DETAILED => unit::list(series, &bands, &audit, lang),
            _ => Vec::new(),
        };
        link(&mut audit, &units);
        Self {
            lang,
            title: book.title(),
            subtitle: book.subtitle(),
            mark: mark::OUTPUT,
            version: env!("CARGO_PKG_VERSION"),
            policy: policy(),
            style: STYLE,
            script: SCRIPT,
            verdict: filed::verdict(assessment, lang),
            errors,
            warnings,
            ranked: rankings.iter().map(|ranking| ranking.rows.len()).sum(),
            filed: Filed::of(assessment, lang),
            audit,
            rankings,
            years: comparison.map(|comparison| Years::of(comparison, lang)),
            undrawn: match assessment.forms.len() > unit::DRAWN {
                true => Text::new(
                    "超过 300 份，不画原表。",
                    "More than 300 forms: none is drawn.",
                ),
                false => Text::new(
                    "这份表在压缩包里、不是 .xlsx，或已改动，没有画出。",
                    "Not drawn: in an archive, no .xlsx, or changed since.",
                ),
            }
            .get(lang),
            units,
        }
    }

    const fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
        Text::new(zh, en).get(self.lang)
    }

    /// Where a form has its details, by its index; nowhere where the forms are too many.
    fn href(&self, form: &usize) -> String {
        match self.units.is_empty() {
            true => String::new(),
            false => format!("#u{form}"),
        }
    }
}

/// Leads each finding to its cell where the form is drawn, else to the form.
fn link(audit: &mut [Audited], units: &[Detail]) {
    for part in audit {
        let unit = part.form.and_then(|at| units.get(at));
        for cell in part.cells() {
            let drawn = unit.and_then(|unit| unit.drawn.as_ref());
            let anchor = drawn.and_then(|drawn| drawn.anchor(&cell.name));
            cell.href = match (unit, anchor) {
                (Some(unit), Some(anchor)) => format!("#u{}-{anchor}", unit.at),
                (Some(unit), None) => format!("#u{}", unit.at),
                (None, _) => String::new(),
            };
        }
    }
}

/// What the page may do: use its own style and script, and nothing else.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}
