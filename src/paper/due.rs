//! 催报名单: the units whose forms are missing or could not be read.

use std::sync::Arc;

use super::kind::Kind;
use super::letter::{Letter, Sending, long_date, placeholders};
use super::placeholder::{Placeholder, names, text, values};
use crate::base::lang::Lang;
use crate::document::{List, Names, Template};
use crate::run::{Assessment, Exclusion, Returns, Status, Unread};

/// 催报名单
pub static MISSING: Kind = Kind {
    file: "催报名单.docx",
    bytes: include_bytes!("../../templates/papers/催报名单.docx"),
    names: vocabulary,
};

/// A unit that is still to file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Owing {
    number: usize,
    code: String,
    name: String,
    why: String,
}

/// Who is still to file.
#[derive(Debug, Clone)]
pub struct Due {
    letter: Arc<Letter>,
    due: usize,
    received: usize,
    owing: Vec<Owing>,
}

impl Sending for Due {
    fn letter(&self) -> &Letter {
        &self.letter
    }
}

const DUE: [Placeholder<Due>; 3] = [
    Placeholder::new("应报数", "52", |due| text(due.due.to_string())),
    Placeholder::new("已报数", "47", |due| text(due.received.to_string())),
    Placeholder::new("未报数", "5", |due| text(due.owing.len().to_string())),
];

const OWING: [Placeholder<Owing>; 4] = [
    Placeholder::new("序号", "1", |unit| text(unit.number.to_string())),
    Placeholder::new("单位编码", "301001", |unit| text(&*unit.code)),
    Placeholder::new("单位名称", "教育局", |unit| text(&*unit.name)),
    Placeholder::new("情况", "未报", |unit| text(&*unit.why)),
];

const UNITS: &str = "每个单位";

fn vocabulary() -> Names {
    let mut all = names(&placeholders::<Due>());
    all.extend(names(&DUE));
    Names {
        values: all,
        lists: vec![List {
            name: UNITS,
            values: names(&OWING),
        }],
    }
}

impl Due {
    /// Of the units of the roster; `None` without one, or where all have filed.
    #[must_use]
    pub fn of(assessment: &Assessment, letter: &Letter) -> Option<Self> {
        let returns = Returns::of(assessment)?;
        let roster = assessment.roster.as_ref()?;
        let mut owing = Vec::new();
        for unit in &returns.units {
            let listed = roster.units().get(unit.at)?;
            let unread = || unread(assessment, &unit.unread);
            let why = match unit.status {
                Status::Missing => "未报".to_owned(),
                Status::Unread => unread(),
                _ => continue,
            };
            owing.push(Owing {
                number: owing.len() + 1,
                code: listed.code.as_deref().unwrap_or_default().to_owned(),
                name: listed.name.to_string(),
                why,
            });
        }
        let (due, received) = (returns.units.len(), returns.received());
        (!owing.is_empty()).then(|| Self {
            letter: Arc::new(letter.clone()),
            due,
            received,
            owing,
        })
    }

    /// How many units are still to file.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.owing.len()
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
        let (all, received) = (self.due, self.received);
        let mut lines = vec![format!(
            "绩效自评表应报 {all} 个单位，已收到 {received} 个。下列单位{due}报送："
        )];
        let owing = self.owing.iter();
        lines.extend(owing.map(|unit| format!("{}. {}（{}）", unit.number, unit.name, unit.why)));
        lines.iter().map(|line| format!("{line}\r\n")).collect()
    }
}

/// Why the files of a unit could not be read.
fn unread(assessment: &Assessment, files: &[Unread]) -> String {
    let of = |e: &&Exclusion| files.iter().any(|unread| unread.file == e.file);
    let reasons = assessment.excluded.iter().filter(of);
    let reasons = reasons.map(|e| format!("收到但不能读：{}：{}", e.file, e.reason(Lang::Zh)));
    reasons.collect::<Vec<_>>().join("；")
}
