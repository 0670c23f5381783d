//! The finished files, read back.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::filings::d;
use crate::fixture;
use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use ziping::base::lang::Lang;
use ziping::base::number;
use ziping::model::Kind;
use ziping::output::Error;
use ziping::output::{JSON, Options, Target, XLSX, json, write};
use ziping::report::{Book, Heading, Role, Value};
use ziping::rules::MidyearRule;
use ziping::run::Assessment;

fn xlsx(path: PathBuf) -> Target {
    Target {
        path,
        format: &XLSX,
    }
}

fn json_at(path: PathBuf) -> Target {
    Target {
        path,
        format: &JSON,
    }
}

/// A district small enough to be read in a snapshot: two units, one of them unranked, and a project.
fn hamlet() -> Assessment {
    let mut assessment = fixture::district();
    let mut at = 0;
    assessment.forms.retain(|_| {
        at += 1;
        matches!(at, 5 | 15 | 16)
    });
    for form in &mut assessment.forms {
        fixture::cut(form, 3);
    }
    assessment.inputs.truncate(2);
    assessment
}

fn workbook(assessment: &Assessment, options: Options) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("汇总.xlsx");
    write(&assessment.clone().into(), &[xlsx(path.clone())], options).unwrap();
    (folder, path)
}

fn sheets(path: &Path) -> Vec<(String, Range<Data>)> {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    workbook.worksheets()
}

/// Every sheet as lines of cells; wordings of findings are the business of other tests.
fn as_text(path: &Path) -> String {
    let mut text = String::new();
    for (name, range) in sheets(path) {
        text.push_str(&format!("== {name} ==\n"));
        let headers: Vec<_> = range.rows().nth(2).unwrap().to_vec();
        for row in range.rows() {
            let cells = row.iter().zip(&headers).map(|(cell, header)| {
                let header = header.to_string();
                let worded = header == "说明" || header == "原因";
                match cell {
                    Data::String(_) if worded && cell.to_string() != header => "…".to_owned(),
                    cell => cell.to_string(),
                }
            });
            let line = cells.collect::<Vec<_>>().join(" | ");
            text.push_str(line.trim_end_matches([' ', '|']));
            text.push('\n');
        }
    }
    text
}

#[test]
fn json_is_as_agreed() {
    let mut out = Vec::new();
    json::write(&hamlet().into(), Lang::Zh, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.ends_with("}\n"));
    let text = text.replace(env!("CARGO_PKG_VERSION"), "x.y.z");
    let lines = text.lines().map(|line| {
        let worded = ["\"message\": ", "\"reason\": "];
        let found = worded
            .iter()
            .find_map(|key| Some(line.find(key)? + key.len()));
        found.map_or(line.to_owned(), |end| format!("{}\"…\",", &line[..end]))
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn json_of_a_district_is_one_document() {
    let mut out = Vec::new();
    json::write(&fixture::district().into(), Lang::Zh, &mut out).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value["units"].as_array().unwrap().len(), 17);
    assert_eq!(value["units"][14]["rank"], serde_json::Value::Null);
    assert_eq!(
        value["units"][0]["indicators"].as_array().unwrap().len(),
        14
    );
}

#[test]
fn workbook_reads_back() {
    let (_folder, path) = workbook(&hamlet(), Options::default());
    let text = as_text(&path).replace(env!("CARGO_PKG_VERSION"), "x.y.z");
    insta::assert_snapshot!(text);
}

#[test]
fn sheets_have_short_names_and_unique_headers() {
    let assessment = fixture::district();
    for lang in [Lang::Zh, Lang::En] {
        let book = Book::new(&assessment, lang);
        let names: BTreeSet<_> = book.sheets().iter().map(|s| s.name()).collect();
        assert_eq!(names.len(), book.sheets().len());
        for sheet in book.sheets() {
            if sheet.plan().heading == Heading::Page {
                continue;
            }
            assert!(
                sheet.name().encode_utf16().count() <= 29,
                "{}",
                sheet.name()
            );
            let heads = sheet.heads();
            let titles: BTreeSet<_> = heads.iter().map(|h| &h.title).collect();
            assert_eq!(titles.len(), heads.len(), "{}", sheet.name());
            assert_eq!(sheet.rows().next().unwrap().cells.len(), heads.len());
        }
    }
}

#[test]
fn same_assessment_same_bytes() {
    let assessment = fixture::district();
    let read = || {
        let (_folder, path) = workbook(&assessment, Options::default());
        fs::read(path).unwrap()
    };
    let first = read();
    // Zip and document dates have whole seconds.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert_eq!(first, read());
}

#[test]
fn text_like_a_formula_stays_text() {
    let (_folder, path) = workbook(&fixture::district(), Options::default());
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        // A long name that leads somewhere is words between quotes of a formula of ours.
        let outside = |f: &str| f.split('"').step_by(2).collect::<String>();
        let suspect = |f: &&String| {
            let outside = outside(f);
            outside.contains("北京路") || outside.matches("HYPERLINK").count() > 1
        };
        assert!(
            formulas.used_cells().all(|(_, _, f)| !suspect(&f)),
            "{name}"
        );
    }
    let text = as_text(&path);
    assert!(text.contains("=HYPERLINK(\"x\")北京路街道"));
}

#[test]
fn forms_are_never_cut_in_two() {
    let assessment = fixture::district();
    let book = Book::with_limit(&assessment, Lang::Zh, 40);
    let parts: Vec<_> = book.sheets();
    let parts: Vec<_> = parts
        .iter()
        .filter(|s| s.name().starts_with("指标明细"))
        .collect();
    assert_eq!(parts.len(), 8);
    let mut seen = BTreeSet::new();
    for part in parts {
        assert!(part.count() <= 37);
        let blocks: BTreeSet<_> = part.rows().map(|row| row.block).collect();
        assert!(
            blocks.iter().all(|block| seen.insert(*block)),
            "{}",
            part.name()
        );
    }
    assert_eq!(seen.len(), assessment.forms.len());
}

/// Long sheets are rendered in blocks, each from its own first row on.
#[test]
fn rows_are_the_same_wherever_a_block_begins() {
    let mut watched = fixture::district();
    watched.midyear = Some(MidyearRule {
        month: 7,
        red: d("0.8"),
        yellow: d("0.9"),
    });
    for assessment in [fixture::district(), watched] {
        let book = Book::with_limit(&assessment, Lang::Zh, 40);
        for sheet in book.sheets() {
            let all: Vec<_> = sheet.items(0..usize::MAX).collect();
            assert_eq!(all.len(), sheet.count());
            for first in 0..all.len() {
                let block: Vec<_> = sheet.items(first..first + 3).collect();
                let last = all.len().min(first + 3);
                assert_eq!(block, all[first..last], "{} {first}", sheet.name());
            }
        }
    }
}

/// Name of the unit or project a row is about.
fn names(cells: &[Value]) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::Text(text) | Value::Link(text, _) => Some(text.to_string()),
        _ => None,
    };
    cells.iter().filter_map(text).collect()
}

#[test]
fn links_lead_to_their_unit() {
    let assessment = fixture::district();
    for limit in [40, 1_048_576] {
        let book = Book::with_limit(&assessment, Lang::Zh, limit);
        let sheets = book.sheets();
        let mut links = 0;
        // The conclusion leads to whole sheets.
        let leads = sheets
            .iter()
            .flat_map(|s| s.rows().map(|row| (s.name(), row)));
        for (sheet, row) in leads {
            for value in &row.cells {
                let Value::Link(text, anchor) = value else {
                    continue;
                };
                let target = sheets.iter().find(|s| s.name() == anchor.sheet).unwrap();
                if sheet == "结论" {
                    links += 1;
                    continue;
                }
                let at = usize::try_from(anchor.row - ziping::report::HEAD_ROWS).unwrap();
                let goal = target.rows().nth(at).unwrap();
                assert!(names(&goal.cells).contains(&text.to_string()), "{text}");
                links += 1;
            }
        }
        assert!(links > 60, "{links}");
    }
}

#[test]
fn nothing_ranked_is_said_and_empty_sheets_are_left_out() {
    let mut assessment = fixture::district();
    assessment.forms.clear();
    assessment.file_findings.clear();
    assessment.excluded.clear();
    let (_folder, path) = workbook(&assessment, Options::default());
    let names: Vec<_> = sheets(&path).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["结论", "排名", "规则说明", "审核说明", "运行信息"]);
    assert!(as_text(&path).contains("没有可排名的自评表"));
}

#[test]
fn money_in_yuan_is_shown_in_ten_thousands() {
    let mut assessment = fixture::district();
    let funding = assessment.forms[0].filing.funding.as_mut().unwrap();
    funding.measure = Some(ziping::model::Measure::Yuan);
    funding.initial.as_mut().unwrap().value = d("12864000");
    let book = Book::new(&assessment, Lang::Zh);
    let sheets = book.sheets();
    let ranking = sheets.iter().find(|s| s.name() == "排名").unwrap();
    let row = ranking.rows().next().unwrap();
    assert!(row.cells.contains(&Value::Number(d("1286.4"))));
}

#[test]
fn the_rate_of_all_is_a_rate_of_sums() {
    let assessment = fixture::district();
    let book = Book::new(&assessment, Lang::Zh);
    let sheets = book.sheets();
    let ranking = sheets.iter().find(|s| s.name() == "排名").unwrap();
    let total = ranking
        .rows()
        .find(|row| row.role == ziping::report::Role::Total);
    let cells = total.unwrap().cells;
    let column = ranking
        .heads()
        .iter()
        .position(|h| h.title == "执行率")
        .unwrap();
    // 91 190.80 of 99 181.09; the mean of the fourteen rates would be 0.9053.
    assert_eq!(cells[column].number(), Some(d("0.9194")));
    assert_eq!(assessment.of_kind(Kind::Unit).count(), 15);
}

#[test]
fn own_outputs_can_be_told() {
    let (_folder, path) = workbook(&hamlet(), Options::default());
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    };
    assert!(read("docProps/custom.xml").contains("name=\"ziping-output\""));
    assert!(read("docProps/core.xml").contains("2024-01-01T00:00:00Z"));
}

#[test]
fn impossible_paths_are_refused_before_work() {
    let folder = tempfile::tempdir().unwrap();
    let folder_named = folder.path().join("a.xlsx");
    fs::create_dir(&folder_named).unwrap();
    let same = folder.path().join("b.xlsx");
    for targets in [
        vec![xlsx("-".into())],
        vec![xlsx(folder.path().join("汇总.xls"))],
        vec![xlsx(folder_named)],
        vec![xlsx(same.clone()), json_at(same)],
    ] {
        let result = write(&hamlet().into(), &targets, Options::default());
        assert!(matches!(result, Err(Error::Path(_))), "{targets:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_failed_run_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("汇总.xlsx");
    fs::write(&old, "old").unwrap();
    let nowhere = folder.path().join("missing").join("results.json");
    let targets = [xlsx(old.clone()), json_at(nowhere)];
    let result = write(&hamlet().into(), &targets, Options::default());
    assert!(matches!(result, Err(Error::Unwritable(..))));
    assert_eq!(fs::read(&old).unwrap(), b"old");
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left behind"
    );
    write(&hamlet().into(), &targets[..1], Options::default()).unwrap();
    assert!(fs::read(&old).unwrap().starts_with(b"PK"));
}

/// Whether a cell of the file holds what the book says.
fn holds(cell: &Data, value: &Value) -> bool {
    match (value.shown(), cell) {
        (Value::Blank | Value::Sparkline | Value::Input(None), Data::Empty) => true,
        (Value::Text(words), Data::Empty) => words.is_empty(),
        (
            Value::Text(words) | Value::Link(words, _) | Value::Source(words, _),
            Data::String(text),
        ) => **words == *text,
        (shown, Data::Float(double)) => {
            let figure = shown.number().map(number::to_cell);
            figure.is_some_and(|figure| (figure - double).abs() < 1e-12)
        }
        _ => false,
    }
}

/// Sheets beyond 500 and beyond 5 000 rows, beside short ones.
#[test]
fn long_sheets_hold_what_the_book_says() {
    for count in [40, 345] {
        let assessment = fixture::province(count);
        let (_folder, path) = workbook(&assessment, Options::default());
        let book = Book::new(&assessment, Lang::Zh);
        for (sheet, (name, range)) in book.sheets().iter().zip(sheets(&path)) {
            assert_eq!(sheet.name(), name);
            let mut rows = range.rows().skip(3);
            for (at, row) in sheet.rows().enumerate() {
                let mut cells = rows.next().unwrap().to_vec();
                // The cells of a page share its width; a note stands beside the columns that are printed on every page.
                if sheet.plan().heading == Heading::Page || row.role == Role::Note {
                    cells.retain(|cell| *cell != Data::Empty);
                }
                for (value, cell) in row.cells.iter().zip(&cells) {
                    assert!(holds(cell, value), "{name} {at}: {value:?} {cell:?}");
                }
            }
            assert!(rows.next().is_none(), "{name}");
        }
    }
}

fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

/// The number format of a cell, by way of its number in the style part.
fn number_format(sheet: &str, styles: &str, cell: &str) -> String {
    let quoted = |text: &str, before: &str| {
        let (_, rest) = text.split_once(before).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let style: usize = quoted(sheet, &format!("<c r=\"{cell}\" s=\""))
        .parse()
        .unwrap();
    let (_, formats) = styles.split_once("<cellXfs").unwrap();
    let format = formats.split("<xf ").nth(style + 1).unwrap();
    let id = quoted(format, "numFmtId=\"");
    quoted(styles, &format!("<numFmt numFmtId=\"{id}\" formatCode=\""))
}

#[test]
fn long_sheets_look_and_lead_like_short_ones() {
    let formats = [20, 40].map(|count| {
        let assessment = fixture::province(count);
        let (_folder, path) = workbook(&assessment, Options::default());
        let book = Book::new(&assessment, Lang::Zh);
        let sheets = book.sheets();
        let at = sheets.iter().position(|s| s.name() == "指标明细").unwrap();
        let xml = part(&path, &format!("xl/worksheets/sheet{}.xml", at + 1));
        let rows = sheets[at].rows();
        let is_link = |value: &&Value| matches!(value, Value::Link(..));
        let links: usize = rows
            .map(|row| row.cells.iter().filter(is_link).count())
            .sum();
        // The headline leads back to the first sheet.
        let wide = xml.matches("<f>HYPERLINK(").count();
        assert_eq!(xml.matches("<hyperlink ").count() + wide, links + 1);
        assert!(links >= 14 && wide > 0, "{links} {wide}");
        let heads = sheets[at].heads();
        let score = heads
            .iter()
            .position(|head| head.title == "复算得分")
            .unwrap();
        let letter = char::from(b'A' + u8::try_from(score).unwrap());
        let in_place = xml.matches("t=\"str\"><v>").count();
        assert_eq!(in_place > 0, count == 40);
        number_format(&xml, &part(&path, "xl/styles.xml"), &format!("{letter}4"))
    });
    assert_eq!(formats[0], formats[1]);
    assert!(formats[0].starts_with("0.00_"), "{formats:?}");
}

#[test]
fn bytes_do_not_depend_on_threads() {
    let assessment = fixture::province(120);
    let [one, three] = [1, 3].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| {
            let (_folder, path) = workbook(&assessment, Options::default());
            fs::read(path).unwrap()
        })
    });
    assert!(one == three);
}
