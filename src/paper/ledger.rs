//! 台账: what was sent to which unit about which file, one row per file.

use std::sync::Arc;

use super::letter::long_date;
use super::notice::{CopyOutcome, Notice, NoticeFiles};

const HEAD: [&str; 12] = [
    "轮次",
    "发文日期",
    "单位",
    "所审文件",
    "文件指纹（SHA-256）",
    "自评总分",
    "复算总分",
    "结论",
    "必须修改",
    "需要说明",
    "截止日期",
    "批注件",
];

/// The rows of the ledger, its headings first.
#[must_use]
pub fn ledger<'n>(sent: impl Iterator<Item = (&'n Notice, &'n NoticeFiles)>) -> Vec<Vec<String>> {
    let mut rows = vec![HEAD.map(str::to_owned).to_vec()];
    for (notice, sent) in sent {
        rows.extend(lines(notice, &sent.copies));
    }
    rows
}

fn lines<'n>(
    notice: &'n Notice,
    copies: &'n [(Arc<str>, CopyOutcome)],
) -> impl Iterator<Item = Vec<String>> + 'n {
    let letter = notice.sending();
    let [errors, warnings] = notice.counts();
    let score = |score: Option<_>| {
        score.map_or(String::new(), |s: rust_decimal::Decimal| {
            s.normalize().to_string()
        })
    };
    notice.forms.iter().map(move |form| {
        let copied = copies.iter().find(|(file, _)| *file == form.file);
        vec![
            letter.round.to_string(),
            long_date(letter.date),
            notice.unit.clone(),
            form.file.to_string(),
            form.sha256.map_or(String::new(), |hash| hash.to_string()),
            score(form.reported),
            score(form.total),
            notice.verdict().to_owned(),
            errors.to_string(),
            warnings.to_string(),
            letter.deadline.map(long_date).unwrap_or_default(),
            copied
                .map_or("", |(_, copied)| copied.title().zh)
                .to_owned(),
        ]
    })
}
