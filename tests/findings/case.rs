//! Case files: what a case holds, and how it is read.
//!
//! A case begins with lines about the run and goes on with its files:
//!
//! ```text
//! # A comment says what the case is about.
//! finding: cross-foot error 甲局.xlsx E6 expected 485.82 found 485.84
//! absent: cross-foot 乙局.xlsx
//! run: --rules hubei
//! === 甲局.xlsx from unit
//! E6 485.84
//! === 名单.csv
//! 单位名称
//! ```
//!
//! - `finding:` code, severity, file and cell of a finding that must be there; the cell may name its sheet
//!   (`自评表!E6`), `-` stands for a finding about no cell; `expected` and `found` where they are worth saying, and
//!   `follows` the code and the cell of its root cause, `follows nothing` where it has none.
//! - `absent:` a code that must not be there, in a file and, where one is named, at a cell.
//! - `run:` further arguments of `ziping score`, which runs where the files lie, on those in `报送`.
//! - `skipped:` a file of `报送` that is not read; every other one must be. A file here and above may be a folder, or
//!   with `/*` behind whatever lies in it.
//! - `none:` why there is no such case; nothing else follows.
//! - `===` begins a file: sheets in the notation of `tests/notation` and [`crate::workbook`], or the text of a file
//!   whose name does not end in .xlsx. `from` a form of `tests/findings/forms`, with the name of the unit, which is
//!   that of the file, put in, it goes on with the cells that differ: `E6 485.84`, or `E6` alone for a blank cell.
//!   Where it says `saved` at the end, its properties give that moment as the date of saving.
//!   `made` by a recipe of [`crate::recipes`], it is what no sheet can say. A name without a folder lies in `报送`.

use std::fs;
use std::path::Path;

use crate::notation::{Sheet, sheets};
use crate::recipes;
use crate::workbook::{located, xlsx};

/// Where the forms lie that a run is about.
pub(crate) const FILED: &str = "报送";

/// Where the working papers of reviewers lie.
const REVIEWED: &str = "底稿/";

#[derive(Debug, Default)]
pub(crate) struct Case {
    pub(crate) none: Option<String>,
    pub(crate) arguments: Vec<String>,
    pub(crate) findings: Vec<Expected>,
    pub(crate) absent: Vec<Absent>,
    pub(crate) skipped: Vec<String>,
    pub(crate) files: Vec<File>,
}

/// A finding that must be there.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) code: String,
    pub(crate) severity: String,
    pub(crate) file: String,
    pub(crate) cell: String,
    pub(crate) expected: Option<String>,
    pub(crate) found: Option<String>,
    /// Code and cell of its root cause, or `nothing`.
    pub(crate) follows: Option<String>,
}

/// A finding that must not be there.
#[derive(Debug)]
pub(crate) struct Absent {
    pub(crate) code: String,
    pub(crate) file: String,
    pub(crate) cell: Option<String>,
}

#[derive(Debug)]
pub(crate) struct File {
    /// Path from where the run is started.
    pub(crate) path: String,
    origin: Origin,
    /// 保存日期
    saved: Option<String>,
    lines: Vec<String>,
}

#[derive(Debug)]
enum Origin {
    Sheets,
    Form(String),
    Recipe(String),
}

impl Case {
    pub(crate) fn parse(text: &str) -> Self {
        let mut case = Self::default();
        for line in text.lines() {
            if let Some(title) = line.strip_prefix("=== ") {
                case.files.push(File::titled(title));
            } else if let Some(file) = case.files.last_mut() {
                file.lines.push(line.to_owned());
            } else if !line.is_empty() && !line.starts_with('#') {
                case.header(line);
            }
        }
        case
    }

    fn header(&mut self, line: &str) {
        let (key, value) = line.split_once(": ").expect(line);
        let words: Vec<&str> = value.split(' ').collect();
        match key {
            "none" => self.none = Some(value.to_owned()),
            "run" => self.arguments.extend(words.into_iter().map(str::to_owned)),
            "finding" => self.findings.push(Expected::of(value)),
            "absent" => self.absent.push(Absent {
                code: words[0].to_owned(),
                file: words[1].to_owned(),
                cell: words.get(2).map(|cell| (*cell).to_owned()),
            }),
            "skipped" => self.skipped.push(value.to_owned()),
            _ => panic!("{line}"),
        }
    }
}

impl Expected {
    fn of(line: &str) -> Self {
        let (line, follows) = parted(line, " follows ");
        let (line, found) = parted(line, " found ");
        let (line, expected) = parted(line, " expected ");
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let [code, severity, file, cell] = words.try_into().unwrap();
        Self {
            code,
            severity,
            file,
            cell,
            expected,
            found,
            follows,
        }
    }
}

/// Whether a file that findings name is the one meant by a case.
pub(crate) fn is_meant(file: &str, meant: &str) -> bool {
    match meant.strip_suffix('*') {
        Some(folder) => file.starts_with(folder),
        None => file == meant,
    }
}

fn parted<'l>(line: &'l str, mark: &str) -> (&'l str, Option<String>) {
    line.split_once(mark)
        .map_or((line, None), |(line, rest)| (line, Some(rest.to_owned())))
}

impl File {
    fn titled(title: &str) -> Self {
        let (title, saved) = parted(title, " saved ");
        let (name, origin) = if let Some((name, form)) = title.split_once(" from ") {
            (name, Origin::Form(form.to_owned()))
        } else if let Some((name, recipe)) = title.split_once(" made ") {
            (name, Origin::Recipe(recipe.to_owned()))
        } else {
            (title, Origin::Sheets)
        };
        let path = if name.contains('/') {
            name.to_owned()
        } else {
            format!("{FILED}/{name}")
        };
        Self {
            path,
            origin,
            saved,
            lines: Vec::new(),
        }
    }

    /// Path as findings name it: from the folder of the forms, of a working paper with its folder; `None` for a file that
    /// lies elsewhere.
    pub(crate) fn filed(&self) -> Option<&str> {
        let paper = self
            .path
            .starts_with(REVIEWED)
            .then_some(self.path.as_str());
        let form = self.path.strip_prefix(FILED);
        paper.or_else(|| form?.strip_prefix('/'))
    }

    fn stem(&self) -> &str {
        Path::new(&self.path).file_stem().unwrap().to_str().unwrap()
    }

    /// Puts the file below `folder`.
    pub(crate) fn put(&self, folder: &Path) {
        let path = folder.join(&self.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        match (&self.origin, self.workbook()) {
            (Origin::Recipe(recipe), _) => recipes::put(recipe, &self.lines, &path),
            (_, Some(bytes)) => fs::write(path, bytes).unwrap(),
            (_, None) => fs::write(path, self.lines.join("\n")).unwrap(),
        }
    }

    /// The workbook that its sheets make; `None` for a text or what a recipe makes.
    pub(crate) fn workbook(&self) -> Option<Vec<u8>> {
        let sheets = match &self.origin {
            Origin::Form(form) => self.differing(form),
            Origin::Sheets if self.path.ends_with(".xlsx") => sheets(&self.lines.join("\n")),
            _ => return None,
        };
        Some(xlsx(&sheets, self.saved.as_deref()))
    }

    /// The sheets of a form with the cells that differ.
    fn differing(&self, form: &str) -> Vec<Sheet> {
        let mut all = sheets(&form_text(form, self.stem()));
        let own = all.len();
        let mut lines = self.lines.split(|line| line.starts_with("---"));
        for line in lines.next().unwrap() {
            let (cell, text) = line.split_once(' ').unwrap_or((line, ""));
            let at = located(cell).unwrap_or_else(|| panic!("{line}"));
            all[0].set(at, text);
        }
        let further = self
            .lines
            .iter()
            .skip_while(|line| !line.starts_with("---"));
        let further: Vec<&str> = further.map(String::as_str).collect();
        all.extend(sheets(&further.join("\n")));
        assert!(all.len() == own + lines.count());
        all
    }
}

/// A form of `tests/findings/forms`, filled in by a unit.
pub(crate) fn form_text(form: &str, unit: &str) -> String {
    let path = folder().join("forms").join(form).with_extension("txt");
    let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{form}"));
    text.replace("{unit}", unit)
}

/// Where the cases lie.
pub(crate) fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/findings")
}
