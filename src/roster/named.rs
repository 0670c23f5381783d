//! The unit of an unreadable file: by the name of the file, or of its folder.
//!
//! A unit is credited only where its whole name (or a former one, or its code) is there and nothing beside it makes it
//! the name of another body: 区教育局自评表.pdf is of 区教育局, 区教育局第二小学.pdf is not.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::Roster;
use crate::form::labels::fold;

/// Words of the names of forms and papers, which do not identify a unit.
const OF_FORMS: [&str; 41] = [
    "部门",
    "单位",
    "整体",
    "支出",
    "项目",
    "绩效",
    "自评",
    "评价",
    "报告",
    "自查",
    "目标",
    "监控",
    "申报",
    "预算",
    "资金",
    "附件",
    "关于",
    "报送",
    "年度",
    "扫描件",
    "扫描",
    "盖章",
    "签字",
    "定稿",
    "终稿",
    "最终",
    "修改",
    "正式",
    "副本",
    "复印件",
    "照片",
    "图片",
    "材料",
    "资料",
    "情况",
    "年",
    "度",
    "表",
    "版",
    "稿",
    "的",
];

/// Endings of the names of bodies and their parts.
const OF_BODIES: [&str; 38] = [
    "局", "委", "办", "站", "所", "院", "校", "学", "园", "中心", "队", "室", "处", "科", "会",
    "馆", "社", "厅", "部", "公司", "街道", "镇", "乡", "村", "区", "县", "市", "组", "台", "库",
    "场", "厂", "店", "集团", "系统", "下属", "所属", "直属",
];

/// The unit named by a part of a path.
enum PathUnit {
    Unit(usize),
    /// A unit that is not on the roster by this name.
    Other,
    Nothing,
}

impl Roster {
    /// The unit of a file by its name, otherwise by the name of its folder.
    #[must_use]
    pub fn named_by(&self, file: &str) -> Option<usize> {
        parts(file).find_map(|part| match self.says(part) {
            PathUnit::Unit(at) => Some(Some(at)),
            PathUnit::Other => Some(None),
            PathUnit::Nothing => None,
        })?
    }

    /// The unit that a file may be from by its name: one whose name occurs in it among others, or is similar.
    #[must_use]
    pub fn suggested_by(&self, file: &str) -> Option<EcoString> {
        parts(file).find_map(|part| {
            let part = fold(part);
            let within = self
                .index
                .all_names()
                .filter(|(name, _)| part.contains(*name));
            let within =
                within.max_by_key(|(name, at)| (name.chars().count(), std::cmp::Reverse(*at)));
            let within = within.and_then(|(_, at)| Some(self.units.get(at)?.name.clone()));
            within.or_else(|| words(&part).find_map(|word| self.nearest(word)))
        })
    }

    fn says(&self, part: &str) -> PathUnit {
        let part = fold(part);
        let named: Vec<(usize, &str, usize)> = self
            .index
            .all_names()
            .filter_map(|(name, at)| Some((part.find(name)?, name, at)))
            .collect();
        let hidden = |(start, name, _): &(usize, &str, usize)| {
            named.iter().any(|(other, longer, _)| {
                longer.len() > name.len()
                    && other <= start
                    && start.saturating_add(name.len()) <= other.saturating_add(longer.len())
            })
        };
        let whole = named
            .iter()
            .filter(|one| !hidden(one) && stands_alone(&part, one.0, one.1));
        let mut units: BTreeSet<usize> = whole.map(|(.., at)| *at).collect();
        if units.is_empty() && !words(&part).any(is_body) {
            units.extend(codes(&part).filter_map(|code| self.index.by_code(code)));
        }
        match (units.len(), units.pop_first()) {
            (1, Some(at)) => PathUnit::Unit(at),
            (0, _) if named.is_empty() && !words(&part).any(is_body) => PathUnit::Nothing,
            _ => PathUnit::Other,
        }
    }
}

/// Name of a file without its ending, then those of the folders above it, the nearest first.
fn parts(file: &str) -> impl Iterator<Item = &str> {
    file.rsplit('/').map(|part| {
        let part = part.trim_end_matches('!');
        match part.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() && ending.is_ascii() => stem,
            _ => part,
        }
    })
}

const fn is_script(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether what is at `start` is a name of its own and no part of one: nothing before it but words of forms, behind it
/// none that ends like the name of a body.
fn stands_alone(part: &str, start: usize, name: &str) -> bool {
    let (before, rest) = part.split_at_checked(start).unwrap_or((part, ""));
    let behind = rest.get(name.len()..).unwrap_or_default();
    let before = before.rsplit(|c| !is_script(c)).next().unwrap_or_default();
    let behind = behind.split(|c| !is_script(c)).next().unwrap_or_default();
    words(before).next().is_none() && !words(behind).any(is_body)
}

/// The runs of Chinese characters of a text without the words of forms.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut runs: Vec<&str> = text.split(|c| !is_script(c)).collect();
    for known in OF_FORMS {
        runs = runs.into_iter().flat_map(|run| run.split(known)).collect();
    }
    runs.into_iter().filter(|run| !run.is_empty())
}

fn is_body(word: &str) -> bool {
    OF_BODIES.iter().any(|ending| word.ends_with(ending))
}

/// Runs of digits and letters that may be codes, without years.
fn codes(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c: char| !c.is_ascii_alphanumeric());
    let year = |run: &str| run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
    runs.filter(move |run| {
        run.len() > 2 && run.contains(|c: char| c.is_ascii_digit()) && !year(run)
    })
}
