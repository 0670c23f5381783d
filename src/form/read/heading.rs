//! Title lines: which of the two forms it is, and for which year.

use ecow::EcoString;

use super::super::labels::{Cover, FundColumn, IndicatorColumn, Title, fold, key};
use super::Remarks;
use super::cover::labelled;
use super::page::{Page, Word};
use super::segment::{Segment, is_title};
use crate::finding::reading::guessed;
use crate::finding::unit::YEAR_DIFFERS;
use crate::finding::{Fact, Field};
use crate::model::{Kind, Located, Stage};
use crate::workbook::stamp::Stamp;

/// Shortest name of a body that is recognised without a label.
const SHORTEST_NAME: usize = 4;

/// 整体支出 or 项目支出, by the title, else by whether a project is named.
pub(super) fn kind(page: &Page<'_>, segment: &Segment, names_project: impl Fn() -> bool) -> Kind {
    let head = segment.rows.start..segment.head_end();
    let title = page.words(head).iter().find(|w| is_title(w));
    let says = |role| title.is_some_and(|w| page.labels.title.occurs(role, &w.key));
    if says(Title::Unit) {
        Kind::Unit
    } else if says(Title::Project) || names_project() {
        Kind::Project
    } else {
        Kind::Unit
    }
}

/// 填报阶段: by the hidden identity of a copy of this program's form, else by the title, else by the columns.
pub(super) fn stage(page: &Page<'_>, segment: &Segment, stamp: Option<&Stamp>) -> Stage {
    let head = segment.rows.start..segment.head_end();
    let titled = || page.words(head).iter().find_map(|w| w.title);
    let stamped = stamp.map(|stamp| stamp.stage);
    stamped
        .or_else(titled)
        .unwrap_or_else(|| stage_by_columns(segment))
}

/// A form without a title that has room for mid-year values and none for results is a monitoring form.
fn stage_by_columns(segment: &Segment) -> Stage {
    use IndicatorColumn as C;
    let funds = segment.funds.iter();
    let mut so_far = funds.filter_map(|h| h.column(FundColumn::Executed));
    let watched = so_far.any(|c| c.typed.contains("月"))
        || segment
            .tables
            .iter()
            .any(|h| h.count(&[C::Midyear, C::Forecast]) > 0);
    let closed = segment
        .tables
        .iter()
        .any(|h| h.has(C::Actual) || h.has(C::Score) && !h.has(C::Forecast));
    match watched && !closed {
        true => Stage::Midyear,
        false => Stage::SelfEvaluation,
    }
}

/// The unit where no label names it: before the year or 部门整体支出 in the title, or on a line of its own above the tables.
pub(super) fn unit(
    page: &Page<'_>,
    segment: &Segment,
    remarks: &Remarks,
) -> Option<Located<EcoString>> {
    let words = page.words(segment.rows.start..segment.head_end());
    let in_title = || {
        let titles = words.iter().filter(|w| is_title(w));
        titles.filter_map(|w| {
            let body = body_before_year(page, w.text).or_else(|| body_in_brackets(page, w.text));
            Some((w, body?))
        })
    };
    let alone = || {
        let lines = words.iter().filter(|w| !is_title(w));
        lines.filter_map(|w| Some((w, body_alone(page, w)?)))
    };
    let (word, name) = in_title().next().or_else(|| alone().next())?;
    remarks.add(guessed(word.text, Field::Unit), word.at);
    Some(Located::new(name.into(), word.at, word.text))
}

/// `某县文化馆2022年度部门整体支出绩效自评表` begins with the unit.
fn body_before_year<'t>(page: &Page<'_>, title: &'t str) -> Option<&'t str> {
    let is_cut = |at: usize| {
        let rest = title.get(at..).unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_digit() || c == '（' || c == '(')
            || ["部门", "单位", "整体", "项目支出", "二〇", "二○"]
                .iter()
                .any(|w| rest.starts_with(w))
    };
    let end = title
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| is_cut(*at))?;
    body(page, title.get(..end)?)
}

/// `部门整体支出绩效自评表（某市生态环境局）` names the unit behind the form.
fn body_in_brackets<'t>(page: &Page<'_>, title: &'t str) -> Option<&'t str> {
    let mut parts = title.split(['（', '(']).skip(1);
    parts.find_map(|part| body(page, part.split(['）', ')']).next()?))
}

/// The project where no label names it: in the title, between the year and the name of the form.
pub(super) fn project(
    page: &Page<'_>,
    segment: &Segment,
    remarks: &Remarks,
) -> Option<Located<EcoString>> {
    let words = page.words(segment.rows.start..segment.head_end());
    let titles = words.iter().filter(|w| is_title(w));
    let (word, name) = titles
        .filter_map(|w| Some((w, project_in(w.text)?)))
        .next()?;
    remarks.add(guessed(word.text, Field::Project), word.at);
    Some(Located::new(name.into(), word.at, word.text))
}

/// `某局2022年度环卫保洁项目支出绩效自评表` is about 环卫保洁项目; 部门预算项目 and the like name none.
fn project_in(title: &str) -> Option<&str> {
    let (_, behind) = title
        .split_once("年度")
        .or_else(|| title.split_once('年'))?;
    let name = behind.trim_start_matches(['）', ')', ' ', '\u{3000}']);
    let end = name.find("项目")?;
    let plain = name.get(..end)?.trim();
    let mut rest = plain;
    while let Some(next) = GENERAL.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next.trim_start();
    }
    let named = !rest.is_empty() && !rest.contains(['（', '(', '：', ':']);
    named.then(|| name.get(..end.saturating_add("项目".len())))?
}

/// Words before 项目 in the name of the form itself.
const GENERAL: &[&str] = &[
    "部门",
    "单位",
    "预算",
    "财政",
    "支出",
    "专项",
    "资金",
    "重点",
    "本级",
    "省级",
    "市级",
    "区级",
    "县级",
    "州级",
    "镇级",
    "省",
    "市",
    "区",
    "县",
    "乡镇",
    "年初",
    "度",
    "全部",
    "各",
    "主要",
    "一般",
    "运转类",
    "特定目标类",
    "其他",
    "政策",
    "和",
    "、",
    "及",
    "等",
    "公共",
];

/// A line that holds nothing but the name of a body.
fn body_alone<'t>(page: &Page<'_>, word: &Word<'t>) -> Option<&'t str> {
    let row = page.words(word.at.row..word.at.row.saturating_add(1));
    let plain = !word.text.contains([':', '：', '，', '。']);
    (row.len() == 1 && plain).then(|| body(page, word.text))?
}

fn body<'t>(page: &Page<'_>, text: &'t str) -> Option<&'t str> {
    let name = text.trim();
    let long = name.chars().count() >= SHORTEST_NAME;
    (long && page.labels.title.ends(Title::Body, &fold(name))).then_some(name)
}

/// 评价年度 as the heading states it; a second, different year is remarked.
pub(super) fn year(page: &Page<'_>, segment: &Segment, remarks: &Remarks) -> Option<Located<i32>> {
    let words = page.words(segment.rows.start..segment.head_end());
    let mut stated = words.iter().filter_map(|w| stated_year(page, w));
    let Some(first) = stated.next() else {
        return year_in_pieces(page, segment);
    };
    if let Some(other) = stated.find(|other| other.value != first.value) {
        let (expected, found) = (Fact::Year(first.value), Fact::Year(other.value));
        remarks.add(YEAR_DIFFERS.differs(expected, found), other.cell);
    }
    Some(first)
}

/// `（ | 2023 | 年度）` over several cells of a row.
fn year_in_pieces(page: &Page<'_>, segment: &Segment) -> Option<Located<i32>> {
    (segment.rows.start..segment.head_end()).find_map(|row| {
        let cells = page.sheet.row(row);
        let typed: String = cells.iter().map(|c| c.value.text()).collect();
        let year = lone_year(&fold(&typed))?;
        Some(Located::new(year, cells.first()?.at, typed))
    })
}

fn stated_year(page: &Page<'_>, word: &Word<'_>) -> Option<Located<i32>> {
    let folded = fold(word.text);
    let year = if is_title(word) {
        year_in(&folded)
    } else {
        lone_year(&folded)
            .or_else(|| labelled_year(page, word, &folded))
            .or_else(|| year_apart(word.text))
            .or_else(|| year_of_line(page, word, &folded))
    }?;
    Some(Located::new(year, word.at, word.text))
}

/// `(2022年度)`, also with a bracket lost, also in Chinese digits.
fn lone_year(folded: &str) -> Option<i32> {
    let bare: String = folded
        .chars()
        .filter(|c| !matches!(c, '(' | ')' | '_'))
        .collect();
    let digits = bare
        .strip_suffix("年度")
        .or_else(|| bare.strip_suffix('年'))?;
    number(digits)
}

/// `填报单位：某局  2023年度  单位：万元`: a year that stands apart in a line.
fn year_apart(text: &str) -> Option<i32> {
    text.split_whitespace()
        .map(fold)
        .filter(|token| token.contains("年度"))
        .find_map(|token| lone_year(&token))
}

/// `（2022年1月—12月）`, `2022年度绩效自评` or `（2022年度，单位：万元）`: the only text of its row, with a year in front.
fn year_of_line(page: &Page<'_>, word: &Word<'_>, folded: &str) -> Option<i32> {
    let row = page.words(word.at.row..word.at.row.saturating_add(1));
    if row.len() > 1 {
        return None;
    }
    let line = folded.trim_matches(['(', ')']);
    let dated = |part: &str| lone_year(part).or_else(|| year_of_period(part));
    let first = line.split([',', '、', ';', '，', '；']).next()?;
    let subtitle = || line.find("年度").and_then(|end| number(line.get(..end)?));
    dated(first).or_else(|| subtitle().filter(|_| !line.contains(':')))
}

fn labelled_year(page: &Page<'_>, word: &Word<'_>, folded: &str) -> Option<i32> {
    let is_year = |label: &str| page.labels.cover.exact(&key(label)) == Some(Cover::Year);
    let mut inside = labelled(word.text).into_iter();
    if let Some((_, value)) = inside.find(|(label, value)| is_year(label) && !value.is_empty()) {
        return year_of(&fold(&value));
    }
    if !is_year(folded) {
        return None;
    }
    let cell = page.right_of(word.at.row, word.region.last.col)?;
    year_of(&fold(&cell.value.text()))
}

fn year_of(folded: &str) -> Option<i32> {
    number(folded)
        .or_else(|| lone_year(folded))
        .or_else(|| year_of_period(folded))
}

/// `2023年1月1日至2023年12月31日`: a period within one year.
fn year_of_period(folded: &str) -> Option<i32> {
    let (from, to) = folded.split_once(['至', '-', '—', '~'])?;
    let from = year_in(from)?;
    let same = to.starts_with(|c: char| c.is_ascii_digit()) && to.contains('月');
    year_in(to).map_or(same, |to| to == from).then_some(from)
}

/// The first `2022年` in a title.
fn year_in(folded: &str) -> Option<i32> {
    let chars: Vec<char> = folded.chars().filter(|c| !matches!(c, '(' | ')')).collect();
    chars
        .windows(5)
        .filter(|w| w.last() == Some(&'年'))
        .find_map(|w| number(&w.iter().take(4).collect::<String>()))
}

/// Four digits between 1990 and 2099.
fn number(digits: &str) -> Option<i32> {
    if digits.chars().count() != 4 {
        return None;
    }
    let plain: String = digits.chars().map(arabic).collect();
    plain
        .parse()
        .ok()
        .filter(|year| (1990..2100).contains(year))
}

fn arabic(c: char) -> char {
    "〇一二三四五六七八九"
        .chars()
        .position(|d| d == c)
        .and_then(|i| char::from_digit(u32::try_from(i).ok()?, 10))
        .unwrap_or(if c == '○' || c == '零' { '0' } else { c })
}

#[cfg(test)]
mod tests {
    use super::{fold, lone_year, project_in, year_in};

    #[test]
    fn years_in_headings() {
        for (text, year) in [
            ("（ 2022 年度）", Some(2022)),
            ("2021年度）", Some(2021)),
            ("（2019年度）", Some(2019)),
            ("二〇二三年度", Some(2023)),
            ("（20  年度）", None),
            ("填报时间：2024年4月", None),
        ] {
            assert_eq!(lone_year(&fold(text)), year, "{text}");
        }
        for (text, year) in [
            ("部门预算项目支出绩效自评表(2023年度)", Some(2023)),
            ("2020年度市级服务贸易发展资金项目自评表", Some(2020)),
            ("项目支出绩效自评表", None),
        ] {
            assert_eq!(year_in(&fold(text)), year, "{text}");
        }
        for (title, project) in [
            (
                "某局2022年度环卫保洁项目支出绩效自评表",
                Some("环卫保洁项目"),
            ),
            ("2020年度长江禁捕项目自评表", Some("长江禁捕项目")),
            ("2022年度部门预算项目支出绩效自评表", None),
            ("2023年度市级财政专项资金项目绩效自评表", None),
            ("部门预算项目支出绩效自评表(2023年度)", None),
            ("项目支出绩效自评表", None),
        ] {
            assert_eq!(project_in(title), project, "{title}");
        }
    }
}
