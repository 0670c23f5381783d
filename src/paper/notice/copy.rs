//! 批注件: the unit's own workbook with a comment at each place that a notice speaks of.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::Notice;
use super::item::Item;
use crate::base::hash::Digest;
use crate::base::lang::Text;
use crate::document::{AddedRow, Annotations, Comment, NotAnnotated, annotate};
use crate::form::read::PROBLEM_LIST;

/// The outcome of copying a unit's own file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CopyOutcome {
    /// A copy with comments was written.
    Annotated,
    /// There is nothing to comment on.
    Clean,
    /// It is no .xlsx.
    OtherFormat,
    /// It is protected or signed.
    Protected,
    /// It is built in an unusual way.
    Unusual,
    /// It cannot be opened again, is in an archive, or has changed since it was read.
    NotAtHand,
}

impl CopyOutcome {
    /// In words.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Annotated => Text::new("已批注", "annotated"),
            Self::Clean => Text::new("无须批注", "nothing to annotate"),
            Self::OtherFormat => Text::new("未批注：不是 .xlsx", "not annotated: no .xlsx"),
            Self::Protected => Text::new(
                "未批注：工作簿有保护、密码或数字签名",
                "not annotated: protected or signed",
            ),
            Self::Unusual => Text::new("未批注：文件结构特殊", "not annotated: unusual file"),
            Self::NotAtHand => Text::new(
                "未批注：文件在压缩包内，或读取后有变动",
                "not annotated: in an archive, or changed since",
            ),
        }
    }
}

const AUTHOR: &str = "绩效审核";

const HEAD: [(&str, u32); 6] = [
    ("序号", 6),
    ("级别", 8),
    ("工作表", 14),
    ("单元格", 9),
    ("所填内容", 18),
    ("哪里不对，怎么改", 90),
];

/// A file, the outcome, and its copy.
type Outcome = (Arc<str>, CopyOutcome, Option<Vec<u8>>);

/// Each file of the unit with the outcome, and the copy where there is one.
pub(super) fn copies(notice: &Notice, places: &BTreeMap<&str, Cow<'_, Path>>) -> Vec<Outcome> {
    let mut done: Vec<Outcome> = Vec::new();
    for form in &notice.forms {
        if done.iter().any(|(file, ..)| *file == form.file) {
            continue;
        }
        let own = notice.all().filter(|item| item.file == form.file);
        let own: Vec<&Item> = own.collect();
        let copied = match places.get(&*form.file) {
            _ if own.is_empty() => Err(CopyOutcome::Clean),
            Some(place) => copy(place, form.sha256, &own, notice.letter.round),
            None => Err(CopyOutcome::NotAtHand),
        };
        let (copied, bytes) = match copied {
            Ok(bytes) => (CopyOutcome::Annotated, Some(bytes)),
            Err(why) => (why, None),
        };
        done.push((Arc::clone(&form.file), copied, bytes));
    }
    done
}

fn copy(
    place: &Path,
    hash: Option<Digest>,
    items: &[&Item],
    round: u32,
) -> Result<Vec<u8>, CopyOutcome> {
    let bytes = fs::read(place).map_err(|_| CopyOutcome::NotAtHand)?;
    if hash != Some(Digest::of(&bytes)) {
        return Err(CopyOutcome::NotAtHand);
    }
    let comments: Vec<Comment> = items
        .iter()
        .filter_map(|item| comment(item, round))
        .collect();
    let rows: Vec<AddedRow> = items.iter().map(|item| listed(item)).collect();
    let annotations = Annotations {
        author: AUTHOR,
        comments: &comments,
        sheet: PROBLEM_LIST,
        head: &HEAD,
        rows: &rows,
    };
    annotate(&bytes, &annotations).map_err(|why| match why {
        NotAnnotated::OtherFormat => CopyOutcome::OtherFormat,
        NotAnnotated::Protected => CopyOutcome::Protected,
        NotAnnotated::Unusual => CopyOutcome::Unusual,
    })
}

fn comment(item: &Item, round: u32) -> Option<Comment> {
    let cell = item.cell?;
    let severity = item.severity.title().zh;
    Some(Comment {
        sheet: item.sheet.to_string(),
        cell: cell.to_string(),
        place: (cell.row, cell.col),
        text: format!("第{round}次审核 {severity}：{}", item.demand),
    })
}

fn listed(item: &Item) -> AddedRow {
    let cell = item.cell.map(|cell| cell.to_string());
    let target = cell.clone().map(|cell| (item.sheet.to_string(), cell));
    AddedRow {
        cells: vec![
            item.number.to_string(),
            item.severity.title().zh.to_owned(),
            item.sheet.to_string(),
            item.at(),
            item.filed.clone(),
            item.demand.clone(),
        ],
        target,
    }
}

/// Name of a file without its folders and its ending.
pub(super) fn stem_of(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    crate::base::file_name::safe(stem)
}
