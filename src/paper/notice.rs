//! 退回修改单 and 审核通过单: the reply to each unit on its filing, and a copy of its form with comments.

mod copy;
mod item;
mod message;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Paper;
use super::kind::Kind;
use super::letter::{Letter, Sending, placeholders};
use super::placeholder::{Placeholder, names, text, values};
use crate::base::file_name::fitting;
use crate::base::hash::Digest;
use crate::base::lang::Lang;
use crate::document::{List, Names, Template, Value, Values};
use crate::finding::{Finding, Severity};
use crate::run::{Assessed, Assessment, ComparedReport};
pub use copy::CopyOutcome;
use copy::stem_of;
use item::{ITEM, Item, items, report_items};

/// 退回修改单
pub static RETURNED: Kind = Kind {
    file: "退回修改单.docx",
    bytes: include_bytes!("../../templates/papers/退回修改单.docx"),
    names: vocabulary,
};

/// 审核通过单
pub static PASSED: Kind = Kind {
    file: "审核通过单.docx",
    bytes: include_bytes!("../../templates/papers/审核通过单.docx"),
    names: vocabulary,
};

/// A form or report that a notice speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeForm {
    /// Its file.
    pub file: Arc<str>,
    /// SHA-256 of the file.
    pub sha256: Option<Digest>,
    /// 自评总分
    pub reported: Option<Decimal>,
    /// 复算总分
    pub total: Option<Decimal>,
}

/// The notice to one unit.
#[derive(Debug, Clone)]
pub struct Notice {
    letter: Arc<Letter>,
    /// The unit.
    pub unit: String,
    /// The forms it speaks of.
    pub forms: Vec<NoticeForm>,
    /// What must be changed.
    errors: Vec<Item>,
    /// What should be explained.
    warnings: Vec<Item>,
    /// Why forms of it are not ranked.
    barred: Vec<String>,
    /// Whether a form of it is ranked.
    ranked: bool,
}

impl Sending for Notice {
    fn letter(&self) -> &Letter {
        &self.letter
    }
}

/// SHA-256 of the files that were read, by path.
type Hashes<'a> = BTreeMap<&'a str, Digest>;

/// What notices are made with.
#[derive(Debug)]
pub struct Blanks<'a> {
    /// 退回修改单
    pub returned: Template<'a>,
    /// 审核通过单
    pub passed: Template<'a>,
    /// Locations of the files of the run, by their paths in it.
    pub places: BTreeMap<&'a str, Cow<'a, Path>>,
}

/// The files of a notice.
#[derive(Debug)]
pub struct NoticeFiles {
    /// The notice, the message and the copies.
    pub papers: Vec<Paper>,
    /// The outcome of copying each of the unit's own files.
    pub copies: Vec<(Arc<str>, CopyOutcome)>,
}

const NOTICE: [Placeholder<Notice>; 4] = [
    Placeholder::new("单位名称", "应急管理局", |notice| {
        text(&*notice.unit)
    }),
    Placeholder::new("必须修改数", "3", |notice| {
        text(notice.errors.len().to_string())
    }),
    Placeholder::new("需要说明数", "2", |notice| {
        text(notice.warnings.len().to_string())
    }),
    Placeholder::new("未入榜原因", "没有填写全年预算数", |notice| {
        text(notice.barred.join("\n"))
    }),
];

const SPOKEN: [Placeholder<NoticeForm>; 4] = [
    Placeholder::new("文件名", "应急管理局.xlsx", |form| {
        text(&*form.file)
    }),
    Placeholder::new("文件指纹", "3f5a…", |form| {
        text(form.sha256.map_or("—".to_owned(), |hash| hash.to_string()))
    }),
    Placeholder::new("自评总分", "90.83", |form| score(form.reported)),
    Placeholder::new("复算总分", "90.83", |form| score(form.total)),
];

fn score(score: Option<Decimal>) -> Value {
    text(score.map_or("—".to_owned(), |score| score.normalize().to_string()))
}

const FILES: &str = "每个文件";
const ERRORS: &str = "每条错误";
const WARNINGS: &str = "每条警告";
const ALL: &str = "每条发现";

fn vocabulary() -> Names {
    let list = |name, values| List { name, values };
    let mut all = names(&placeholders::<Notice>());
    all.extend(names(&NOTICE));
    Names {
        values: all,
        lists: vec![
            list(FILES, names(&SPOKEN)),
            list(ERRORS, names(&ITEM)),
            list(WARNINGS, names(&ITEM)),
            list(ALL, names(&ITEM)),
        ],
    }
}

/// A notice for each unit that filed, in the order of the assessment.
#[must_use]
pub fn notices(assessment: &Assessment, letter: &Letter) -> Vec<Notice> {
    let letter = Arc::new(letter.clone());
    let inputs = assessment.inputs.iter();
    let hashes: Hashes<'_> = inputs.filter_map(|i| Some((&*i.path, i.sha256?))).collect();
    let units = assessment.units().into_iter();
    let notices = units.filter_map(|forms| {
        let (_, first) = forms.first()?;
        let mut notice = Notice::new(Arc::clone(&letter), first);
        let files: Vec<&str> = forms.iter().map(|(_, form)| &*form.filing.file).collect();
        for (at, form) in &forms {
            notice.take(*at, form, &hashes);
        }
        let reports = assessment.reports.iter();
        let own = reports.filter(|r| r.form.as_deref().is_some_and(|form| files.contains(&form)));
        for report in own {
            notice.take_report(report, &assessment.file_findings, &hashes);
        }
        Some(notice)
    });
    notices.collect()
}

impl Notice {
    fn new(letter: Arc<Letter>, form: &Assessed) -> Self {
        Self {
            letter,
            unit: form.unit_name().to_owned(),
            forms: Vec::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
            barred: Vec::new(),
            ranked: false,
        }
    }

    /// Adds a form; one that is replaced by another version is not sent back, only named.
    fn take(&mut self, at: usize, form: &Assessed, hashes: &Hashes<'_>) {
        self.add_items(items(at, form));
        if form.is_superseded() {
            return;
        }
        let file = &form.filing.file;
        self.forms.push(NoticeForm {
            file: Arc::clone(file),
            sha256: hashes.get(&**file).copied(),
            reported: form.reported_total(),
            total: form.evaluation.total,
        });
        self.ranked |= form.is_ranked();
        let reasons = form.barred.iter().map(|problem| problem.message(Lang::Zh));
        self.barred.extend(reasons);
    }

    /// Adds a report that was compared with a form of the unit.
    fn take_report(&mut self, report: &ComparedReport, findings: &[Finding], hashes: &Hashes<'_>) {
        self.add_items(report_items(report, findings));
        if self.forms.iter().all(|form| form.file != report.file) {
            self.forms.push(NoticeForm {
                file: Arc::clone(&report.file),
                sha256: hashes.get(&*report.file).copied(),
                reported: None,
                total: None,
            });
        }
    }

    fn add_items(&mut self, items: Vec<Item>) {
        for item in items {
            match item.severity {
                Severity::Error => self.errors.push(item),
                Severity::Warning => self.warnings.push(item),
                Severity::Info => {}
            }
        }
        for list in [&mut self.errors, &mut self.warnings] {
            for (item, number) in list.iter_mut().zip(1..) {
                item.number = number;
            }
        }
    }

    /// Whether the unit has to file again: something must be changed, or nothing it filed is ranked.
    #[must_use]
    pub const fn is_return(&self) -> bool {
        !self.errors.is_empty() || !self.ranked
    }

    /// 发文要素
    #[must_use]
    pub fn sending(&self) -> &Letter {
        &self.letter
    }

    /// 结论
    #[must_use]
    pub const fn verdict(&self) -> &'static str {
        if self.is_return() {
            "退回修改"
        } else {
            "审核通过"
        }
    }

    /// Numbers of what must be changed and of what should be explained.
    #[must_use]
    pub const fn counts(&self) -> [usize; 2] {
        [self.errors.len(), self.warnings.len()]
    }

    /// 必须修改, then 需要说明.
    fn all(&self) -> impl Iterator<Item = &Item> {
        self.errors.iter().chain(&self.warnings)
    }

    fn values(&self) -> Values {
        let mut all = values(&placeholders::<Self>(), self);
        all.extend(values(&NOTICE, self));
        let list = |items: &[Item]| items.iter().map(|item| values(&ITEM, item)).collect();
        all.list(
            FILES,
            self.forms
                .iter()
                .map(|form| values(&SPOKEN, form))
                .collect(),
        );
        all.list(ERRORS, list(&self.errors));
        all.list(WARNINGS, list(&self.warnings));
        all.list(ALL, self.all().map(|item| values(&ITEM, item)).collect());
        all
    }

    /// Its files under `stem`: the paper, a message of a few lines, and the unit's own workbooks with comments.
    #[must_use]
    pub fn sent(&self, stem: &str, blanks: &Blanks<'_>) -> Option<NoticeFiles> {
        let (template, title) = match self.is_return() {
            true => (&blanks.returned, "退回修改单"),
            false => (&blanks.passed, "审核通过单"),
        };
        let name = |ending: &str| {
            let round = self.letter.round;
            format!("{stem}-{title}（第{round}次）.{ending}")
        };
        let mut papers = vec![
            Paper {
                name: name("docx"),
                bytes: template.fill(&self.values())?,
            },
            Paper {
                name: name("txt"),
                bytes: message::message(self).into_bytes(),
            },
        ];
        let mut copies = Vec::new();
        for (file, copied, bytes) in copy::copies(self, &blanks.places) {
            let behind = format!("-批注（第{}次）.xlsx", self.letter.round);
            let form = stem_of(&file);
            let form = fitting(&form, &format!("{stem}-{behind}"));
            papers.extend(bytes.map(|bytes| Paper {
                name: format!("{stem}-{form}{behind}"),
                bytes,
            }));
            copies.push((file, copied));
        }
        Some(NoticeFiles { papers, copies })
    }
}
