//! Forms as they are drawn: nothing is left out, and every mark stands where its finding is about.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use ziping::base::number::parse_plain;
use ziping::intake::{WorkerPool, open, walk};
use ziping::workbook::{Value, Workbook};

use super::{Desk, body_of, root, zipped};

/// A cell of a drawn form.
struct Cell {
    class: String,
    text: String,
    /// What it is used for.
    used: Option<String>,
    /// Titles of the findings about it.
    marks: Vec<String>,
    has_id: bool,
}

impl Cell {
    fn is(&self, class: &str) -> bool {
        self.class.split(' ').any(|own| own == class)
    }
}

/// What stands between `before` and `after`.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}

fn plain(html: &str) -> String {
    let mut text = html.to_owned();
    for (written, meant) in [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
    ] {
        text = text.replace(written, meant);
    }
    text
}

/// The cells of a drawn form by address, and the number of lit ones that its switch states.
fn drawn(page: &str) -> (BTreeMap<String, Cell>, usize) {
    let drawing = between(page, "<div class=\"drawn\">", "</table>").unwrap();
    let lit = between(drawing, "<span class=\"count\">", "</span>").unwrap();
    let rows: Vec<&str> = drawing.split("<tr>").skip(1).collect();
    let heads = rows[0].split("<td class=\"head\">").skip(2);
    let letters: Vec<&str> = heads.map(|head| head.split('<').next().unwrap()).collect();
    let numbers = rows[1..]
        .iter()
        .map(|row| between(row, "<td class=\"head\">", "</td>").unwrap());
    let numbers: Vec<&str> = numbers.collect();
    let mut taken = BTreeSet::new();
    let mut cells = BTreeMap::new();
    for (down, row) in rows[1..].iter().enumerate() {
        let mut across = 0;
        for cell in row.split("<td").skip(2) {
            while taken.contains(&(down, across)) {
                across += 1;
            }
            let (attributes, content) = cell.split_once('>').unwrap();
            let named = |name: &str| between(attributes, &format!(" {name}=\""), "\"");
            let span = |name| named(name).map_or(1, |n| n.parse::<usize>().unwrap());
            let (wide, high) = (span("colspan"), span("rowspan"));
            taken.extend((0..high).flat_map(|y| (0..wide).map(move |x| (down + y, across + x))));
            let marks = content.split("<span class=\"marks\">").skip(1);
            let cell = Cell {
                class: named("class").unwrap_or_default().to_owned(),
                text: plain(content.split('<').next().unwrap()),
                used: between(content, "<span class=\"use\">", "</span>").map(plain),
                marks: marks
                    .map(|mark| plain(mark.split('<').next().unwrap()))
                    .collect(),
                has_id: named("id").is_some(),
            };
            cells.insert(format!("{}{}", letters[across], numbers[down]), cell);
            across += wide;
        }
    }
    (cells, lit.parse().unwrap())
}

/// A run over some forms: its results, and each form as it is drawn.
struct Seen {
    results: Json,
    pages: Vec<String>,
}

fn seen(folder: &Path) -> Seen {
    let home = tempfile::tempdir().unwrap();
    let desk = Desk::open(None);
    assert_eq!(desk.run(folder)["state"], "done");
    desk.post("/place", home.path().to_str().unwrap());
    let written = desk.post("/write/results", "");
    let results = fs::read(written["path"].as_str().unwrap()).unwrap();
    let results: Json = serde_json::from_slice(&results).unwrap();
    let units = 0..results["units"].as_array().unwrap().len();
    let pages = units.map(|at| body_of(&desk.get(&format!("/unit/{at}"))).to_owned());
    Seen {
        pages: pages.collect(),
        results,
    }
}

/// A copy of the published forms.
fn published(ground: &Path) -> std::path::PathBuf {
    let folder = ground.join("自评表");
    let from = root().join("tests/forms");
    for entry in walkdir::WalkDir::new(&from).into_iter().flatten() {
        let to = folder.join(entry.path().strip_prefix(&from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    folder
}

/// Every workbook below a folder, by its path.
fn workbooks(folder: &Path) -> BTreeMap<String, Workbook> {
    let pool = WorkerPool::new(env!("CARGO_BIN_EXE_ziping").into(), 2).unwrap();
    let found = walk(&[folder.to_owned()]).unwrap();
    let opened = found.iter().map(|found| (found, open(found, &pool).result));
    let read = opened.filter_map(|(found, book)| Some((found.relative.to_string(), book.ok()?)));
    read.collect()
}

/// Whether a cell holds a number, as such or as a text.
fn is_number(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::Percent(..) => true,
        Value::Text(text) => parse_plain(text.trim()).is_some(),
        Value::Date(_) | Value::Bool(_) => false,
    }
}

#[test]
fn every_number_of_a_form_is_used_or_lit() {
    let ground = tempfile::tempdir().unwrap();
    let folder = published(ground.path());
    let books = workbooks(&folder);
    let Seen { results, pages } = seen(&folder);
    let mut numbers = 0;
    for (unit, page) in results["units"].as_array().unwrap().iter().zip(&pages) {
        let (file, sheet) = (
            unit["file"].as_str().unwrap(),
            unit["sheet"].as_str().unwrap(),
        );
        let (cells, stated) = drawn(page);
        let sheets = books[file].sheets.iter();
        let form = sheets.into_iter().find(|own| *own.name == *sheet).unwrap();
        let filed = form.cells().iter().filter(|cell| is_number(&cell.value));
        let mut lit = 0;
        for cell in filed {
            let at = cell.at.to_string();
            let shown = &cells[&at];
            assert!(
                shown.is("used") != shown.is("unused"),
                "{file} {at}: {}",
                shown.text
            );
            assert_eq!(shown.is("used"), shown.used.is_some(), "{file} {at}");
            lit += usize::from(shown.is("unused"));
            numbers += 1;
        }
        let listed = unit["unused_figures"].as_array().unwrap();
        assert_eq!((lit, stated), (listed.len(), lit), "{file}: {listed:?}");
        for figure in listed {
            let (_, at) = figure.as_str().unwrap().rsplit_once('!').unwrap();
            assert!(cells[at].is("unused"), "{file}: {figure}");
        }
        for cell in form.cells() {
            let at = cell.at.to_string();
            assert!(cells.contains_key(&at), "{file} {at} is not drawn");
        }
    }
    assert!(numbers > 250, "{numbers}");
}

/// Findings that are about several cells, or about what is missing, and quote no single cell.
const OF_SEVERAL: [&str; 15] = [
    "field-missing",
    "group-weight-sum",
    "measure-missing",
    "merit-outruns-money",
    "midyear-jump",
    "nothing-incurred",
    "over-fulfilled",
    "reason-copied",
    "reason-missing",
    "reason-shared",
    "score-above-points",
    "too-good",
    "unit-code-differs",
    "unspent",
    "weight-sum",
];

fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .collect()
}

/// Checks every finding with a cell; the number of those that quote it.
fn check(Seen { results, pages }: &Seen) -> usize {
    let mut quoted = 0;
    let findings = results["findings"].as_array().unwrap();
    for (unit, page) in results["units"].as_array().unwrap().iter().zip(pages) {
        let (cells, _) = drawn(page);
        let of = |finding: &&Json| {
            finding["cell"].is_string()
                && finding["file"] == unit["file"]
                && finding["sheet"] == unit["sheet"]
        };
        for finding in findings.iter().filter(of) {
            let code = finding["code"].as_str().unwrap();
            let about = format!("{code} {}", finding["message"]);
            let cell = cells.get(finding["cell"].as_str().unwrap());
            let cell = cell.unwrap_or_else(|| panic!("not drawn: {about}"));
            assert!(
                cell.is("marked") && cell.has_id && !cell.marks.is_empty(),
                "{about}"
            );
            let text = folded(&cell.text);
            if text.is_empty() || OF_SEVERAL.contains(&code) {
                continue;
            }
            let message = folded(finding["message"].as_str().unwrap());
            let found = finding["found"].as_str().map(folded);
            let found = found.is_some_and(|found| text.contains(&found));
            assert!(
                message.contains(&text) || found,
                "“{text}” is not what is quoted: {about}"
            );
            quoted += 1;
        }
    }
    quoted
}

#[test]
fn a_marked_cell_shows_what_its_finding_quotes() {
    let ground = tempfile::tempdir().unwrap();
    assert!(check(&seen(&published(ground.path()))) > 40);
    let examples = ground.path().join("示例");
    fs::create_dir(&examples).unwrap();
    assert!(check(&seen(&super::forms(&examples))) > 40);
}

#[test]
fn forms_of_an_archive_are_drawn_like_those_of_a_folder() {
    let ground = tempfile::tempdir().unwrap();
    let folder = published(ground.path());
    let archive = ground.path().join("收到.zip");
    fs::write(&archive, zipped(&folder)).unwrap();
    let (plain, packed) = (seen(&folder), seen(&archive));
    assert_eq!(plain.pages.len(), packed.pages.len());
    let endings = plain.results["units"].as_array().unwrap().iter();
    let endings = endings.map(|unit| unit["file"].as_str().unwrap().rsplit('.').next().unwrap());
    let endings: BTreeSet<&str> = endings.collect();
    assert_eq!(endings, BTreeSet::from(["ods", "xls", "xlsx"]));
    for (one, other) in plain.pages.iter().zip(&packed.pages) {
        let table =
            |page: &str| between(page, "<div class=\"drawn\">", "</table>").map(str::to_owned);
        assert!(table(one).is_some() && table(one) == table(other));
    }
}
