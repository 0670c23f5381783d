//! Forms as they are drawn: nothing is left out, and every mark stands where its finding is about.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use ziping::base::number::parse_plain;
use ziping::intake::{WorkerPool, open, walk};
use ziping::model::CellRef;
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
    let mut by_place: BTreeMap<String, VecDeque<String>> = BTreeMap::new();
    for at in units {
        let page = body_of(&desk.get(&format!("/unit/{at}"))).to_owned();
        let place = plain(between(&page, "<p class=\"place\">", "</p>").unwrap());
        by_place.entry(place).or_default().push_back(page);
    }
    let pages = results["units"].as_array().unwrap().iter().map(|unit| {
        let [file, sheet] = ["file", "sheet"].map(|part| unit[part].as_str().unwrap());
        let pages = by_place.get_mut(&format!("{file} → {sheet}")).unwrap();
        pages.pop_front().unwrap()
    });
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

/// Checks that every number of the forms below a folder is used or lit; how many there are.
fn used_or_lit(folder: &Path) -> usize {
    let books = workbooks(folder);
    let Seen { results, pages } = seen(folder);
    let mut numbers = 0;
    for (unit, page) in results["units"].as_array().unwrap().iter().zip(&pages) {
        let [file, sheet] = ["file", "sheet"].map(|part| unit[part].as_str().unwrap());
        let (cells, stated) = drawn(page);
        let mut sheets = books[file].sheets.iter();
        let form = sheets.find(|own| *own.name == *sheet).unwrap();
        let is_shown = |at: CellRef| !form.is_hidden(at) || cells.contains_key(&at.to_string());
        let listed = unit["unused_figures"].as_array().unwrap();
        let mut lit = 0;
        for cell in form.cells() {
            let at = cell.at.to_string();
            let shown = cells.get(&at);
            assert_eq!(shown.is_some(), is_shown(cell.at), "{file} {at}");
            if !is_number(&cell.value) {
                lit += usize::from(shown.is_some_and(|shown| shown.is("unused")));
                continue;
            }
            numbers += 1;
            let is_listed = || listed.contains(&Json::from(format!("{sheet}!{at}")));
            let unused = shown.map_or_else(is_listed, |shown| shown.is("unused"));
            lit += usize::from(unused);
            if let Some(shown) = shown {
                assert!(shown.is("used") != unused, "{file} {at}: {}", shown.text);
                assert_eq!(shown.is("used"), shown.used.is_some(), "{file} {at}");
            }
        }
        assert_eq!(lit, stated, "{file}");
        for figure in listed {
            let (_, at) = figure.as_str().unwrap().rsplit_once('!').unwrap();
            assert!(
                cells.get(at).is_none_or(|c| c.is("unused")),
                "{file}: {figure}"
            );
        }
    }
    numbers
}

#[test]
fn every_number_of_a_form_is_used_or_lit() {
    let ground = tempfile::tempdir().unwrap();
    assert!(used_or_lit(&published(ground.path())) > 250);
    let examples = ground.path().join("示例");
    fs::create_dir(&examples).unwrap();
    assert!(used_or_lit(&super::forms(&examples)) > 1_000);
}

/// Findings of what is not there, and of the form as a whole: their cells show where it belongs, and are not quoted.
const OF_NO_CELL: [&str; 5] = [
    "field-missing",
    "reason-missing",
    "measure-unclear",
    "duplicate-unit",
    "versions-undecided",
];

/// Findings of what was reckoned from a cell, with what the cell is used as.
const RECKONED: [(&str, &str); 7] = [
    ("merit-outruns-money", "自评总分"),
    ("full-marks-low-execution", "自评总分"),
    ("score-above-points", "自评总分"),
    ("score-outlier", "自评总分"),
    ("too-good", "自评总分"),
    ("unspent", "全年执行数"),
    ("weight-sum", "分值"),
];

fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .collect()
}

/// What stands between quotation marks.
fn quotations(message: &str) -> impl Iterator<Item = String> {
    let quoted = message.split('“').skip(1);
    quoted.filter_map(|rest| Some(folded(rest.split_once('”')?.0)))
}

/// Whether a finding quotes its cell, names what stands in the row of its cell, or was reckoned from its cell.
fn is_of(finding: &Json, at: &str, cells: &BTreeMap<String, Cell>) -> bool {
    let message = finding["message"].as_str().unwrap();
    let whole = folded(message);
    let cell = &cells[at];
    let text = folded(&cell.text);
    let found = finding["found"].as_str().map(folded);
    let is_quoted = whole.contains(&text)
        || found.is_some_and(|found| text.contains(&found))
        || quotations(message).any(|quoted| !quoted.is_empty() && text.contains(&quoted));
    let row = |at: &str| {
        at.trim_start_matches(|c: char| c.is_ascii_uppercase())
            .to_owned()
    };
    let beside = cells.iter().filter(|(other, _)| row(other) == row(at));
    let is_named = || {
        let mut texts = beside.map(|(_, cell)| folded(&cell.text));
        texts.any(|text| {
            let long = |text: &String| text.chars().count() > 3;
            let names = quotations(message).filter(long);
            (long(&text) && whole.contains(&text)) || { names }.any(|name| text.contains(&name))
        })
    };
    let is_reckoned = || {
        let mut reckoned = RECKONED.iter();
        let of = reckoned.find(|(code, _)| finding["code"] == *code);
        let used = cell.used.as_deref().unwrap_or_default();
        of.is_some_and(|(_, title)| used.contains(title))
    };
    is_quoted || is_named() || is_reckoned()
}

/// Checks every finding of a form with a cell; how many are about what stands there.
fn check(Seen { results, pages }: &Seen) -> usize {
    let units = results["units"].as_array().unwrap();
    let forms: Vec<_> = units
        .iter()
        .zip(pages)
        .map(|(unit, page)| (unit, drawn(page).0))
        .collect();
    let mut about = 0;
    for finding in results["findings"].as_array().unwrap() {
        let Some(at) = finding["cell"].as_str() else {
            continue;
        };
        let is_there = |unit: &Json| {
            let same = |part: &str| unit[part] == finding[part];
            same("file") && same("sheet")
        };
        // A sheet may hold several forms.
        let mut there = forms.iter().filter(|(unit, _)| is_there(unit)).peekable();
        if there.peek().is_none() {
            continue;
        }
        let said = format!("{finding}");
        let marked = |cells: &BTreeMap<String, Cell>| {
            let cell = cells.get(at);
            cell.is_some_and(|c| c.is("marked") && c.has_id && !c.marks.is_empty())
        };
        let form = there.find(|(_, cells)| marked(cells));
        let (_, cells) = form.unwrap_or_else(|| panic!("not marked: {said}"));
        let code = finding["code"].as_str().unwrap();
        if OF_NO_CELL.contains(&code) {
            continue;
        }
        let text = &cells[at].text;
        let blank = ["actual-missing", "column-unnamed"].contains(&code);
        assert!(blank || !text.is_empty(), "{at} is blank: {said}");
        assert!(is_of(finding, at, cells), "“{text}”: {said}");
        about += 1;
    }
    about
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
