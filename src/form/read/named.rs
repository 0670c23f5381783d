//! Whether cover, written report and file name are of one unit.

use std::collections::BTreeMap;

use super::super::labels::fold;
use super::Reading;
use crate::base::{holds_any, is_letter};
use crate::finding::Fact;
use crate::finding::forms::NAME_DIFFERS;
use crate::model::{Filing, Kind};
use crate::workbook::{Sheet, Workbook};

/// Endings of names of bodies that are recognised in running text.
const ENDINGS: [&str; 12] = [
    "局",
    "委员会",
    "中心",
    "办公室",
    "办事处",
    "人民政府",
    "医院",
    "学校",
    "小学",
    "中学",
    "图书馆",
    "法院",
];
/// Fewest characters of a body that is recognised by its ending only.
const SHORTEST: usize = 4;
/// Most characters of it that are examined.
const LONGEST: usize = 8;

/// Reports a file name or a written report of another unit than the form's.
pub(super) fn compare(workbook: &Workbook, reading: &mut Reading) {
    let filing = &reading.filing;
    let Some(unit) = &filing.unit.name else {
        return;
    };
    let found = ("found", Fact::text(unit.value.clone()));
    let other = |name: String| ("other", Fact::text(name));
    let by_file = file_names(filing).map(|name| {
        let facts = [found.clone(), other(name)];
        NAME_DIFFERS.case("file", facts)
    });
    let reports = workbook
        .sheets
        .iter()
        .filter(|s| s.name.contains("报告") && filing.kind == Kind::Unit);
    let by_sheet = reports.into_iter().find_map(|sheet| {
        let name = report_names(sheet, &fold(&unit.value))?;
        let sheet = ("sheet", Fact::text(sheet.name.clone()));
        Some(NAME_DIFFERS.case("sheet", [found.clone(), other(name), sheet]))
    });
    let cell = unit.cell;
    let remarks = by_file.into_iter().chain(by_sheet);
    reading
        .remarks
        .extend(remarks.map(|problem| problem.at(cell)));
}

/// The body in a file name, if it is none of those on the form.
fn file_names(filing: &Filing) -> Option<String> {
    let name = filing.file.rsplit('/').next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = fold(stem);
    let (department, project) = (filing.department.as_deref(), filing.project.as_deref());
    let known = [filing.unit.name.as_ref(), department, project];
    let known: Vec<_> = known
        .into_iter()
        .flatten()
        .map(|name| fold(&name.value))
        .collect();
    let mut parts = stem.split(|c: char| !is_letter(c) || c.is_ascii());
    parts.find_map(|part| {
        let part = part.trim_start_matches("年度").trim_start_matches('年');
        let body = body(part)?;
        let here = known.iter().any(|known| agree(body, known));
        (!here).then(|| body.to_owned())
    })
}

/// The name of a body at the start of a text.
fn body(text: &str) -> Option<&str> {
    if !holds_any(text, &ENDINGS) {
        return None;
    }
    let end = |ending: &&str| text.find(*ending).map(|at| at.saturating_add(ending.len()));
    let end = ENDINGS.iter().filter_map(end).max()?;
    let body = text.get(..end)?;
    let forms = ["项目", "自评", "绩效", "整体", "资金", "建设"];
    let plain = !holds_any(body, &forms);
    (plain && body.chars().nth(2).is_some()).then_some(body)
}

/// Whether two names may be of one body: the shorter one omits letters of the other, as 住建局 does.
fn agree(a: &str, b: &str) -> bool {
    let within = |short: &str, long: &str| {
        let mut letters = long.chars();
        short.chars().all(|c| letters.any(|other| other == c))
    };
    within(a, b) || within(b, a)
}

/// The body that a written report names repeatedly, if it never names the unit of the form.
fn report_names(sheet: &Sheet, unit: &str) -> Option<String> {
    let rows = 0..sheet.end_row();
    let cells = rows.flat_map(|row| sheet.row(row).iter());
    let text: String = cells
        .map(|cell| fold(&cell.value.text()).into_owned())
        .collect();
    let tail: String = unit
        .chars()
        .rev()
        .take(SHORTEST)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    if text.contains(&tail) {
        return None;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for ending in ENDINGS {
        for (at, _) in text.match_indices(ending) {
            let before = text.get(..at).unwrap_or_default().chars().rev();
            let before: Vec<char> = before
                .take_while(|c| c.is_alphabetic())
                .take(LONGEST)
                .collect();
            for length in SHORTEST.saturating_sub(ending.chars().count())..=before.len() {
                let start = before.iter().take(length).rev();
                let name: String = start.copied().chain(ending.chars()).collect();
                let count = counts.entry(name).or_default();
                *count = count.saturating_add(1);
            }
        }
    }
    let again = counts
        .into_iter()
        .filter(|(name, count)| *count > 1 && !agree(name, unit));
    let most = again.max_by_key(|(name, count)| (*count, name.chars().count()));
    most.map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::{agree, body};

    #[test]
    fn short_names_are_of_the_same_body() {
        for (a, b, same) in [
            ("住建局", "示例区住房和城乡建设局", true),
            ("卫健委", "卫生健康委员会", true),
            ("天长市水利局", "水利局", true),
            ("应急管理局", "安全生产监督管理局", false),
        ] {
            assert_eq!(agree(a, b), same, "{a} {b}");
        }
    }

    #[test]
    fn bodies_are_known_by_their_endings() {
        for (text, found) in [
            ("应急管理局", Some("应急管理局")),
            ("零陵区林业局部门整体支出绩效自评表", Some("零陵区林业局")),
            ("部门单位整体支出绩效自评表", None),
            ("文化中心建设项目自评表", Some("文化中心")),
        ] {
            assert_eq!(body(text), found, "{text}");
        }
    }
}
