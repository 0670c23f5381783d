//! 催报名单: the units whose forms are missing or could not be read; without a roster no unit can be reported as
//! missing; the list states this and gives the files that could not be read.

use std::sync::Arc;

use super::kind::Kind;
use super::letter::{Letter, Sending, long_date, placeholders};
use super::placeholder::{Placeholder, names, text, values};
use crate::base::lang::Lang;
use crate::document::{List, Names, Template, Value};
use crate::run::{Assessment, Exclusion, Returns, Status, UnreadFile};

/// 催报名单
pub static MISSING: Kind = Kind {
    file: "催报名单.docx",
    bytes: include_bytes!("../../templates/papers/催报名单.docx"),
    names: vocabulary,
};

/// A unit that is still to file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct OutstandingUnit {
    number: usize,
    code: String,
    name: String,
    why: String,
}

/// The units that are still to file.
#[derive(Debug, Clone)]
pub struct Outstanding {
    letter: Arc<Letter>,
    /// How many units were to file, and how many have; `None` without a roster.
    counts: Option<[usize; 2]>,
    owing: Vec<OutstandingUnit>,
}

impl Sending for Outstanding {
    fn letter(&self) -> &Letter {
        &self.letter
    }
}

/// The text of a list without a roster.
const NO_ROSTER: &str =
    "没有单位名单，未报的单位列不出来。请把单位名单放在自评表文件夹旁边，再写一次。";

const DUE: [Placeholder<Outstanding>; 4] = [
    Placeholder::new("应报数", "52", |due| counted(due, |[due, _]| due)),
    Placeholder::new("已报数", "47", |due| {
        counted(due, |[_, received]| received)
    }),
    Placeholder::new("未报数", "5", |due| counted(due, |_| due.owing.len())),
    Placeholder::new("没有名单", NO_ROSTER, |due| {
        text(due.counts.map_or(NO_ROSTER, |_| ""))
    }),
];

/// A number of units, nothing without a roster.
fn counted(due: &Outstanding, of: impl Fn([usize; 2]) -> usize) -> Value {
    let count = due.counts.map(of);
    text(count.map_or(String::new(), |count| count.to_string()))
}

const OWING: [Placeholder<OutstandingUnit>; 4] = [
    Placeholder::new("序号", "1", |unit| text(unit.number.to_string())),
    Placeholder::new("单位编码", "301001", |unit| text(&*unit.code)),
    Placeholder::new("单位名称", "教育局", |unit| text(&*unit.name)),
    Placeholder::new("情况", "未报", |unit| text(&*unit.why)),
];

const UNITS: &str = "每个单位";

fn vocabulary() -> Names {
    let mut all = names(&placeholders::<Outstanding>());
    all.extend(names(&DUE));
    Names {
        values: all,
        lists: vec![List {
            name: UNITS,
            values: names(&OWING),
        }],
    }
}

impl Outstanding {
    /// Of the units of the roster; `None` where all have filed.
    #[must_use]
    pub fn of(assessment: &Assessment, letter: &Letter) -> Option<Self> {
        let letter = Arc::new(letter.clone());
        let Some((returns, roster)) = Returns::of(assessment).zip(assessment.roster.as_ref())
        else {
            return Some(Self {
                letter,
                counts: None,
                owing: unreadable(assessment),
            });
        };
        let mut owing = Vec::new();
        for unit in &returns.units {
            let listed = roster.units().get(unit.at)?;
            let unread = || unread(assessment, &unit.unread);
            let why = match unit.status {
                Status::Missing => "未报".to_owned(),
                Status::Unread => unread(),
                _ => continue,
            };
            owing.push(OutstandingUnit {
                number: owing.len() + 1,
                code: listed.code.as_deref().unwrap_or_default().to_owned(),
                name: listed.name.to_string(),
                why,
            });
        }
        let counts = Some([returns.units.len(), returns.received()]);
        (!owing.is_empty()).then_some(Self {
            letter,
            counts,
            owing,
        })
    }

    /// How many units are still to file; `None` where this is unknown.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        self.counts.map(|_| self.owing.len())
    }

    /// The list.
    #[must_use]
    pub fn paper(&self, template: &Template<'_>) -> Option<Vec<u8>> {
        let mut all = values(&placeholders::<Self>(), self);
        all.extend(values(&DUE, self));
        all.list(
            UNITS,
            self.owing.iter().map(|unit| values(&OWING, unit)).collect(),
        );
        template.fill(&all)
    }

    /// A message of a few lines for a chat.
    #[must_use]
    pub fn message(&self) -> String {
        let due = self.letter.deadline.map_or("请尽快".to_owned(), |d| {
            format!("请于{}前", long_date(d))
        });
        let mut lines = match self.counts {
            Some([all, received]) => vec![format!(
                "绩效自评表应报 {all} 个单位，已收到 {received} 个。下列单位{due}报送："
            )],
            None => vec![NO_ROSTER.to_owned()],
        };
        if self.counts.is_none() && !self.owing.is_empty() {
            lines.push(format!("下列文件不能读取，{due}重新报送："));
        }
        let owing = self.owing.iter();
        lines.extend(owing.map(|unit| format!("{}. {}（{}）", unit.number, unit.name, unit.why)));
        lines.iter().map(|line| format!("{line}\r\n")).collect()
    }
}

/// The files from which no form could be read.
fn unreadable(assessment: &Assessment) -> Vec<OutstandingUnit> {
    let files = assessment
        .excluded
        .iter()
        .filter(|e| e.sheet.is_none() && e.unit.is_none());
    let owing = (1..).zip(files).map(|(number, e)| OutstandingUnit {
        number,
        code: String::new(),
        name: e.file.to_string(),
        why: format!("收到但不能读：{}", e.reason(Lang::Zh)),
    });
    owing.collect()
}

/// Why the files of a unit could not be read.
fn unread(assessment: &Assessment, files: &[UnreadFile]) -> String {
    let of = |e: &&Exclusion| files.iter().any(|unread| unread.file == e.file);
    let reasons = assessment.excluded.iter().filter(of);
    let reasons = reasons.map(|e| format!("收到但不能读：{}：{}", e.file, e.reason(Lang::Zh)));
    reasons.collect::<Vec<_>>().join("；")
}
