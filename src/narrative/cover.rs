//! 封面: unit and year of a report, from its head.

use std::collections::BTreeMap;

use super::paragraph::{Paragraph, has};

/// What a report states about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cover {
    /// The unit behind a label such as 单位名称.
    pub unit: Option<String>,
    /// The unit that the title begins with.
    pub titled: Option<String>,
    /// The year of the title.
    pub year: Option<i32>,
}

/// Paragraphs among which the head stands.
pub(super) const HEAD: usize = 25;

/// Labels of the unit, the longer ones first.
const LABELS: [&str; 10] = [
    "部门单位名称",
    "部门（单位）名称",
    "预算单位名称",
    "单位名称",
    "填报单位",
    "实施单位",
    "项目单位",
    "预算单位",
    "自评单位",
    "报告单位",
];

impl Cover {
    pub(super) fn of(paragraphs: &[Paragraph]) -> Self {
        let head = paragraphs
            .get(..HEAD.min(paragraphs.len()))
            .unwrap_or_default();
        Self {
            unit: head.iter().find_map(|paragraph| unit(&paragraph.text)),
            titled: head.iter().find_map(|paragraph| titled(&paragraph.text)),
            year: head.iter().find_map(|paragraph| year(&paragraph.text)),
        }
    }
}

/// The unit that a line names behind a label.
fn unit(text: &str) -> Option<String> {
    let (_, behind) = LABELS.iter().find_map(|label| text.split_once(label))?;
    let behind = behind
        .trim_start_matches(|c| "（）公章盖".contains(c))
        .strip_prefix('：')?;
    let end = [
        "主管部门",
        "填报",
        "项目",
        "（公章",
        "（盖章",
        "；",
        "。",
        "，",
    ]
    .iter()
    .filter_map(|stop| behind.find(stop))
    .min();
    let name = behind.get(..end.unwrap_or(behind.len()))?;
    let length = name.chars().count();
    (2..=40)
        .contains(&length)
        .then(|| name.to_owned())
        .filter(|name| !name.contains("请填写"))
}

/// The year of a title: （2023年度）, 2023年度部门整体支出绩效自评报告.
fn year(text: &str) -> Option<i32> {
    let titled = text.chars().count() <= 45
        && (has(text, &["报告", "自评"]) || text.trim_matches(['（', '）']).ends_with("年度"));
    years(text).into_iter().next().filter(|_| titled)
}

/// The body that a title begins with: 某县水利局2023年度部门整体支出绩效自评报告.
fn titled(text: &str) -> Option<String> {
    let number = |c: char| c.is_ascii_digit() || "年度".contains(c);
    let (text, _) = text.trim_start_matches("关于").split_once("报告")?;
    let text = text.trim_start_matches(number);
    let ends = BODIES.iter().flat_map(|ending| {
        let met = text.match_indices(ending);
        met.map(|(at, ending)| at + ending.len())
    });
    let behind = |end: &usize| {
        let rest = text.get(*end..).unwrap_or_default();
        let next = ["部门", "单位", "整体", "项目", "关于", "绩效"];
        rest.starts_with(|c: char| c.is_ascii_digit())
            || next.iter().any(|word| rest.starts_with(word))
    };
    let name = text.get(..ends.filter(behind).min()?)?;
    let length = name.chars().count();
    let named = (3..=20).contains(&length) && text.chars().count() <= 45;
    (named && has(text, &["绩效", "自评"])).then(|| name.to_owned())
}

/// The years of a text, as of 2023年.
pub(super) fn years(text: &str) -> Vec<i32> {
    placed_years(text)
        .into_iter()
        .map(|(_, year)| year)
        .collect()
}

/// The same with the places of their 年.
fn placed_years(text: &str) -> Vec<(usize, i32)> {
    let mut years = Vec::new();
    for (at, _) in text.match_indices('年') {
        let before = text.get(..at).unwrap_or_default();
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let number = before.get(before.len() - digits..).unwrap_or_default();
        let year = number
            .parse::<i32>()
            .ok()
            .filter(|year| digits == 4 && (1990..2100).contains(year));
        years.extend(year.map(|year| (at, year)));
    }
    years
}

/// Gives each figure the year that its paragraph named last before it, else that of the heading above. Years in names
/// of documents do not count.
pub(super) fn date(paragraphs: &mut [Paragraph]) {
    let mut heading = None;
    for paragraph in paragraphs {
        let Paragraph { text, figures, .. } = paragraph;
        let inside = |at: usize| {
            let before = text.get(..at).unwrap_or_default();
            before.matches(['《', '〔']).count() > before.matches(['》', '〕']).count()
        };
        let mut years = placed_years(text);
        years.retain(|(at, _)| !inside(*at));
        if figures.is_empty() && is_heading(text) {
            heading = years.last().map(|(_, year)| *year);
        }
        for figure in figures {
            let before = years.iter().rev().find(|(at, _)| *at < figure.span.start);
            figure.year = before.map(|(_, year)| *year).or(heading);
        }
    }
}

/// Whether a paragraph is the heading of those behind it.
pub(super) fn is_heading(text: &str) -> bool {
    let numbered = |c: char| c.is_ascii_digit() || "（一二三四五六七八九十".contains(c);
    text.chars().count() < 24 && text.starts_with(numbered)
}

/// The year that most of the text is about, where one is named more often than any other.
pub(super) fn usual_year(paragraphs: &[Paragraph]) -> Option<i32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for year in paragraphs
        .iter()
        .flat_map(|paragraph| years(&paragraph.text))
    {
        *counts.entry(year).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    let mut usual = counts.into_iter().filter(|(_, count)| *count == most);
    let (year, _) = usual.next()?;
    usual.next().is_none().then_some(year)
}

/// Years of sentences about the unit as a whole: 2023年本单位, 2023年度部门整体支出.
pub(super) fn years_of_whole(paragraph: &Paragraph) -> Vec<i32> {
    let text = &paragraph.text;
    let mut found = Vec::new();
    for word in [
        "本单位",
        "我单位",
        "全年预算",
        "单位实有",
        "部门整体支出绩效",
        "项目支出绩效自评",
    ] {
        for (at, _) in text.match_indices(word) {
            let before = text.get(..at).unwrap_or_default();
            let before = before.strip_suffix("我单位").unwrap_or(before);
            let before = before.strip_suffix('度').unwrap_or(before);
            if before.ends_with('年') {
                found.extend(years(before).pop());
            }
        }
    }
    found
}

/// Endings of the names of bodies.
const BODIES: [&str; 9] = [
    "监督管理局",
    "管理局",
    "局",
    "委员会",
    "办公室",
    "中心",
    "厅",
    "办事处",
    "联合会",
];

/// The unit that the text is about, where the name on the cover does not occur in it: the name at the beginning of its
/// first sentence on the organisation, if the text repeats it.
pub(super) fn other_body(paragraphs: &[Paragraph], unit: &str) -> Option<String> {
    let head = paragraphs
        .iter()
        .position(|paragraph| self::unit(&paragraph.text).is_some())?;
    let body: Vec<&str> = paragraphs
        .get(head + 1..)?
        .iter()
        .map(|p| p.text.as_str())
        .collect();
    if body.iter().any(|text| text.contains(unit)) {
        return None;
    }
    let acts = [
        "坚持",
        "无下属",
        "内设",
        "下设",
        "为正",
        "是主管",
        "负责",
        "办公室无下属",
        "属于",
        "现有",
    ];
    let mut named = body.iter().filter_map(|text| {
        let ending = BODIES.iter().filter_map(|ending| {
            let end = text.find(ending)? + ending.len();
            let behind = text.get(end..)?;
            acts.iter()
                .any(|act| behind.starts_with(act))
                .then_some(end)
        });
        let name = text.get(..ending.min()?)?;
        let name = name.rsplit(['）', '，', '。']).next()?;
        (3..=20)
            .contains(&name.chars().count())
            .then(|| name.to_owned())
    });
    let name = named.next()?;
    let short = |text: &str| text.trim_end_matches("办公室").to_owned();
    let again = body
        .iter()
        .map(|text| text.matches(short(&name).as_str()).count())
        .sum::<usize>();
    let related = unit.contains(short(&name).as_str()) || name.contains(unit);
    (again >= 2 && !related).then_some(name)
}
