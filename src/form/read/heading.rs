//! Title lines: the kind and the stage of a form, its unit and its project.

use ecow::EcoString;

use super::super::labels::{FundColumn, IndicatorColumn, Title, fold};
use super::Remarks;
use super::cover::{one_line, split_code};
use super::figure::measure_named;
use super::page::{Page, Word};
use super::segment::Segment;
use super::year;
use crate::finding::content;
use crate::finding::heading::unlabelled;
use crate::finding::unit::{YEAR_DIFFERS, YEAR_UNCLEAR};
use crate::finding::{Fact, Field};
use crate::model::{Kind, Located, Stage};
use crate::workbook::stamp::Stamp;

/// Shortest name of a body that is recognised without a label.
const SHORTEST_NAME: usize = 4;

/// 评价年度 in the heading; a second, different year is reported.
pub(super) fn year(page: &Page<'_>, segment: &Segment, remarks: &Remarks) -> Option<Located<i32>> {
    let head = segment.rows.start..segment.head_end();
    let mut stated = year::stated(page, head.clone());
    let Some(first) = stated.next() else {
        let pieced = year::in_pieces(page, head.clone());
        let several = page.words(head).iter();
        let mut several = several.filter(|word| year::is_of_two(&fold(word.text)));
        if let Some(line) = several.next().filter(|_| pieced.is_none()) {
            let found = Fact::text(one_line(line.text));
            remarks.add(YEAR_UNCLEAR.case("two", [("found", found)]), line.at);
        }
        return pieced;
    };
    if let Some(other) = stated.find(|other| other.value != first.value) {
        let (expected, found) = (Fact::Year(first.value), Fact::Year(other.value));
        remarks.add(YEAR_DIFFERS.differs(expected, found), other.cell);
    }
    Some(first)
}

/// 整体支出 or 项目支出 by the title, otherwise by whether a project is named.
pub(super) fn kind(page: &Page<'_>, segment: &Segment, names_project: impl Fn() -> bool) -> Kind {
    let head = segment.rows.start..segment.head_end();
    let title = page.words(head).iter().find(|w| w.is_title());
    let says = |role| title.is_some_and(|w| page.labels.title.occurs(role, &w.key));
    if says(Title::Unit) {
        Kind::Unit
    } else if says(Title::Project) || names_project() {
        Kind::Project
    } else {
        Kind::Unit
    }
}

/// 填报阶段 by the stamp of a copy of this program's form, otherwise by the title, otherwise by the columns.
pub(super) fn stage(page: &Page<'_>, segment: &Segment, stamp: Option<&Stamp>) -> Stage {
    let head = segment.rows.start..segment.head_end();
    let titled = || page.words(head).iter().find_map(|w| w.title);
    let stamped = stamp.map(|stamp| stamp.stage);
    stamped
        .or_else(titled)
        .unwrap_or_else(|| stage_by_columns(segment))
}

/// A form without a title that has columns for mid-year values and none for results is a monitoring form.
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

/// The unit where it has no label: before the year or 部门整体支出 in the title, or on a line of its own above the tables.
pub(super) fn unit(
    page: &Page<'_>,
    segment: &Segment,
    remarks: &Remarks,
) -> Option<Located<EcoString>> {
    let words = page.words(segment.rows.start..segment.head_end());
    let in_title = || {
        let titles = words.iter().filter(|w| w.is_title());
        titles.filter_map(|w| {
            let body = body_before_year(page, w.text).or_else(|| body_in_brackets(page, w.text));
            Some((w, body?))
        })
    };
    let alone = || {
        let lines = words.iter().filter(|w| !w.is_title());
        lines.filter_map(|w| Some((w, body_alone(page, w)?)))
    };
    let (word, name) = in_title().next().or_else(|| alone().next())?;
    remarks.add(unlabelled(word.text, Field::Unit, name), word.at);
    Some(Located::words(name.into(), word.at, word.text))
}

/// The unit at the start of `某县文化馆2022年度部门整体支出绩效自评表`.
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

/// The unit behind the name of the form: `部门整体支出绩效自评表（某市生态环境局）`.
fn body_in_brackets<'t>(page: &Page<'_>, title: &'t str) -> Option<&'t str> {
    let mut parts = title.split(['（', '(']).skip(1);
    parts.find_map(|part| body(page, part.split(['）', ')']).next()?))
}

/// The project where it has no label: in the title, between the year and the name of the form.
pub(super) fn project(
    page: &Page<'_>,
    segment: &Segment,
    remarks: &Remarks,
) -> Option<Located<EcoString>> {
    let words = page.words(segment.rows.start..segment.head_end());
    let titles = words.iter().filter(|w| w.is_title());
    let (word, name) = titles
        .filter_map(|w| Some((w, project_in(w.text)?)))
        .next()?;
    remarks.add(unlabelled(word.text, Field::Project, name), word.at);
    Some(Located::words(name.into(), word.at, word.text))
}

/// The project in `某局2022年度环卫保洁项目支出绩效自评表`; 部门预算项目 and the like are none.
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

/// Reports a name that is a date or a number.
pub(super) fn doubt_name(name: Option<&Located<EcoString>>, field: Field, remarks: &Remarks) {
    let figure =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || "年月日时-/.:—~至".contains(c);
    if let Some(name) = name.filter(|name| name.typed.chars().all(figure)) {
        remarks.add(content::no_name(name.typed.clone(), field), name.cell);
    }
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

/// The name of a body in a line with nothing else, except 单位：万元.
fn body_alone<'t>(page: &Page<'_>, word: &Word<'t>) -> Option<&'t str> {
    let row = page
        .words(word.at.row..word.at.row.saturating_add(1))
        .iter();
    let mut others = row.filter(|w| w.at != word.at);
    let plain = !word.text.contains([':', '：', '，', '。']);
    let alone = others.all(|w| measure_named(w.text).is_some());
    (alone && plain).then(|| body(page, word.text))?
}

/// The name of a body, with its code beside it: 某区水利局（301005）.
fn body<'t>(page: &Page<'_>, text: &'t str) -> Option<&'t str> {
    let name = text.trim();
    let long = name.chars().count() >= SHORTEST_NAME;
    let ends = |name: &str| page.labels.title.ends(Title::Body, &fold(name));
    (long && (ends(name) || ends(&split_code(name).1))).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::project_in;

    #[test]
    fn projects_in_titles() {
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
