//! 发文要素: sender, date and deadline of a paper.

use super::placeholder::{Placeholder, or_gap, text};
use crate::base::lang::Lang;
use crate::model::Date;

/// What the papers of one sending have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// 年度
    pub year: Option<i32>,
    /// 轮次: the how manieth time papers are sent.
    pub round: u32,
    /// 发文日期
    pub date: Date,
    /// 截止日期 for the answer.
    pub deadline: Option<Date>,
    /// 联系人
    pub contact: Option<String>,
    /// 发文单位
    pub office: Option<String>,
}

/// 2024年4月1日
#[must_use]
pub fn long_date(date: Date) -> String {
    date.on_paper(Lang::Zh)
}

/// Papers that are about a sending.
pub(super) trait Sending {
    /// The sending.
    fn letter(&self) -> &Letter;
}

/// The names that every such paper has.
pub(super) const fn placeholders<T: Sending>() -> [Placeholder<T>; 6] {
    [
        Placeholder::new("年度", "2023", |paper| {
            or_gap(paper.letter().year.map(|year| year.to_string()), "年度")
        }),
        Placeholder::new("轮次", "1", |paper| {
            text(paper.letter().round.to_string())
        }),
        Placeholder::new("发文日期", "2024年4月15日", |paper| {
            text(long_date(paper.letter().date))
        }),
        Placeholder::new("截止日期", "2024年4月22日", |paper| {
            or_gap(paper.letter().deadline.map(long_date), "截止日期")
        }),
        Placeholder::new("联系人", "绩效科 张三 0991-1234567", |paper| {
            or_gap(paper.letter().contact.clone(), "联系人及电话")
        }),
        Placeholder::new("发文单位", "某某区财政局", |paper| {
            or_gap(paper.letter().office.clone(), "发文单位")
        }),
    ]
}
