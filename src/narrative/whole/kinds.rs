//! 分项的名称: what the names of parts reveal about their list.

use crate::narrative::figure::Figure;

/// Names of parts that are all there is.
const COMPLEMENTS: [&[&str]; 6] = [
    &["基本支出", "项目支出"],
    &["人员", "公用"],
    &["年初", "追加"],
    &["年初", "调整"],
    &["在职", "退休"],
    &["转移支付", "本级"],
];

/// Whether the parts are by their names all there is.
pub(super) fn are_complements(parts: &[&Figure]) -> bool {
    COMPLEMENTS.iter().any(|names| {
        let mut names = names.iter();
        names.all(|name| parts.iter().any(|part| part.name.contains(*name)))
    })
}

/// Pairs of kinds beside which there is hardly a third.
const PAIRS: [&[&str]; 7] = [
    &["新建", "改造"],
    &["新建", "改建"],
    &["集中", "分散"],
    &["行政", "事业"],
    &["城市", "农村"],
    &["城镇", "农村"],
    &["男", "女"],
];

/// Whether two parts form a whole, judged by their names.
pub(super) fn are_pairs(parts: &[&Figure]) -> bool {
    let named = |names: &[&str]| {
        let mut both = parts.iter().zip(names);
        parts.len() == 2 && both.all(|(part, name)| part.name.contains(*name))
    };
    PAIRS.iter().any(|names| named(names))
}

/// Whether the names of parts end alike: 县道、乡道、村道.
pub(super) fn are_of_a_kind(parts: &[&Figure]) -> bool {
    let mut ends = parts.iter().map(|part| part.name.chars().next_back());
    let first = ends.next().flatten();
    first.is_some() && ends.all(|end| end == first)
}
