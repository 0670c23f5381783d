//! 静态页: the results as one page for a browser, to look at, to print and to mail.
//!
//! A pure view of the run. Everything is in the page itself: nothing is loaded from elsewhere, and it can be read
//! without its script. HTML, style and script are files in `templates/page`.

mod audited;
mod cells;
mod drawn;
mod filed;
mod plain;
mod ranked;
mod ranked_by;
mod since;
mod unit;
mod uses;
mod years;

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use self::audited::FindingGroup;
use self::drawn::Pool;
use self::filed::FilingStatus;
use self::ranked::Ranking;
use self::since::RoundView;
use self::unit::{Detail, Details, Places};
use self::years::Years;
use super::Options;
use super::formats::{Format, Writer};
use crate::base::lang::{Lang, Text, worded};
use crate::base::mark::{self, is_in_text};
use crate::compare::Series;
use crate::decision::DecisionLine;
use crate::intake;
use crate::model::CellRef;
use crate::record::Rows;
use crate::report::{Book, Scope};
use crate::run::rank::bands::{self, Bands};
pub use filed::verdict;
pub use plain::{field, plain};

/// How pages look.
pub const STYLE: &str = include_str!("../../templates/page/page.css");
/// What pages can do besides showing results.
pub const SCRIPT: &str = include_str!("../../templates/page/page.js");

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
    let bands = bands::bands(&series.assessment);
    let seat = Seat::File(policy());
    let (page, _) = Page::of(series, &bands, &Rows::default(), (seat, options.lang));
    page.write_into(&mut out)?;
    out.write_all(b"\n")
}

/// The pages of a run that a server shows: all in one, and of many forms one for each.
#[derive(Debug)]
pub struct Pages {
    series: Series,
    lang: Lang,
    bands: Bands,
    places: Places,
    main: String,
    pool: Pool,
}

impl Pages {
    /// The pages of `series`, with `rows` to be decided about.
    #[must_use]
    pub fn of(series: Series, rows: &Rows, lang: Lang) -> Self {
        let bands = bands::bands(&series.assessment);
        let (page, places) = Page::of(&series, &bands, rows, (Seat::Server, lang));
        // Writing to a string fails for no reason but a fault of the templates, which are checked when they are compiled.
        let main = page.render().unwrap_or_default();
        Self {
            series,
            lang,
            bands,
            places,
            main,
            pool: drawn::pool(),
        }
    }

    /// What they are about.
    #[must_use]
    pub const fn series(&self) -> &Series {
        &self.series
    }

    /// The page with all views.
    #[must_use]
    pub fn main(&self) -> &str {
        &self.main
    }

    /// The page of one form, by its index.
    #[must_use]
    pub fn unit(&self, at: usize) -> Option<String> {
        let details = Details {
            series: &self.series,
            bands: &self.bands,
            places: &self.places,
            pool: &self.pool,
            lang: self.lang,
        };
        let page = FormPage {
            lang: self.lang,
            undrawn: undrawn(1, self.lang),
            views: "/",
            unit: details.one(at)?,
        };
        page.render().ok()
    }

    /// What was filed in `cell` of the form that a row of decisions is about, by default the row's own cell.
    #[must_use]
    pub fn filed(&self, row: &DecisionLine, cell: Option<&str>) -> Option<String> {
        let (sheet, own) = row.cell.as_deref()?.rsplit_once('!')?;
        let cell = CellRef::of_address(cell.unwrap_or(own))?;
        let mut inputs = self.series.assessment.inputs.iter();
        let input = inputs.find(|input| row.file.as_deref() == Some(&*input.path))?;
        let hash = input.sha256;
        let sheets = intake::drawn(&input.opened(), hash, self.pool.as_ref())?;
        let drawn = sheets.iter().find(|drawn| *drawn.sheet.name == *sheet)?;
        let cell = drawn.sheet.at(drawn.sheet.region(cell).first);
        Some(cell.map_or_else(String::new, |cell| cell.value.text().into_owned()))
    }

    /// Path of the file of a form, by the form's index.
    #[must_use]
    pub fn location(&self, at: usize) -> Option<PathBuf> {
        let assessment = &self.series.assessment;
        let input = unit::input(assessment, assessment.forms.get(at)?)?;
        Some(input.opened().into_owned())
    }
}

/// Where a page stands.
enum Seat {
    /// In a file of its own, with what it may do.
    File(String),
    /// On a server, which decides what the page may do.
    Server,
}

/// The page of one form.
#[derive(Template)]
#[template(path = "page/alone.html")]
struct FormPage {
    lang: Lang,
    undrawn: String,
    /// Where the other views are.
    views: &'static str,
    unit: Detail,
}

impl FormPage {
    const fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
        Text::new(zh, en).get(self.lang)
    }
}

/// Why a form is not drawn: there are too many.
fn undrawn(forms: usize, lang: Lang) -> String {
    let most = unit::DRAWN;
    match forms > most {
        true => worded!(
            lang,
            "超过 {most} 份，不画原表。",
            "More than {most} forms: none is drawn."
        ),
        false => worded!(
            lang,
            "这份表已改动，或不能再读，没有画出。",
            "Not drawn: the file was changed since, or cannot be read any more."
        ),
    }
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
    seat: Seat,
    views: &'static str,
    style: &'static str,
    script: &'static str,
    verdict: String,
    errors: usize,
    warnings: usize,
    ranked: usize,
    filed: FilingStatus,
    audit: Vec<FindingGroup>,
    rankings: Vec<Ranking>,
    years: Option<Years>,
    round: Option<RoundView>,
    undrawn: String,
    units: Vec<Detail>,
}

impl Page {
    fn of(
        series: &Series,
        bands: &Bands,
        rows: &Rows,
        (seat, lang): (Seat, Lang),
    ) -> (Self, Places) {
        let assessment = &series.assessment;
        let comparison = series.comparison.as_ref();
        let book = Book::of(series, Scope::Whole, lang);
        let mut audit = audited::list(assessment, rows, lang);
        let rankings = ranked::list(assessment, comparison, lang);
        let (errors, warnings) = audited::counts(assessment);
        let places = unit::places(&audit);
        let details = Details {
            series,
            bands,
            places: &places,
            pool: &drawn::pool(),
            lang,
        };
        let units = match assessment.forms.len() {
            count if count <= DETAILED => details.all(),
            _ => Vec::new(),
        };
        link(&mut audit, &units, &seat);
        let page = Self {
            lang,
            title: book.title(),
            subtitle: book.subtitle(),
            mark: mark::OUTPUT,
            version: env!("CARGO_PKG_VERSION"),
            seat,
            views: "",
            style: STYLE,
            script: SCRIPT,
            verdict: filed::verdict(assessment, lang),
            errors,
            warnings,
            ranked: rankings.iter().map(|ranking| ranking.rows.len()).sum(),
            filed: FilingStatus::of(assessment, rows, lang),
            round: series
                .round
                .as_ref()
                .map(|round| RoundView::of(round, lang)),
            audit,
            rankings,
            years: comparison.map(|comparison| Years::of(comparison, lang)),
            undrawn: undrawn(assessment.forms.len(), lang),
            units,
        };
        (page, places)
    }

    const fn t(&self, zh: &'static str, en: &'static str) -> &'static str {
        Text::new(zh, en).get(self.lang)
    }

    /// Where a form has its details, by its index; nowhere in a file with too many forms.
    fn href(&self, form: &usize) -> String {
        place(*form, self.units.get(*form), &self.seat)
    }
}

/// The address of a form's details: in the page where they are there, else on a page of their own.
fn place(form: usize, unit: Option<&Detail>, seat: &Seat) -> String {
    match (unit, seat) {
        (Some(_), _) => format!("#u{form}"),
        (None, Seat::Server) => format!("/unit/{form}#u{form}"),
        (None, Seat::File(_)) => String::new(),
    }
}

/// Leads each finding to its cell where the form is drawn, else to the form.
fn link(audit: &mut [FindingGroup], units: &[Detail], seat: &Seat) {
    for part in audit {
        let Some(form) = part.form else { continue };
        let unit = units.get(form);
        let place = place(form, unit, seat);
        for cell in part.cells() {
            let drawn = unit.map(|unit| unit.drawn.as_ref());
            let anchor = match drawn {
                Some(drawn) => drawn.and_then(|drawn| drawn.anchor(&cell.name)),
                None => (!place.is_empty()).then_some(&*cell.name),
            };
            cell.href = match anchor {
                Some(anchor) => format!("{place}-{anchor}"),
                None => place.clone(),
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
