//! The label file as written, and its validation: all problems at once, each with line and column.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use toml::Spanned;

use super::{
    Closing, Cover, EMBEDDED, FundColumn, FundRow, IndicatorColumn, Labels, Role, RosterColumn,
    Title, Vague, Words,
};
use super::{FieldWordings, LabelSource, LabelStamp, Wordings, fold, key};
use crate::base::hash::sha256;

/// Section → field → wordings.
type RawFile = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, RawField>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    labels: Vec<Spanned<String>>,
    #[serde(default)]
    hints: Vec<Spanned<String>>,
}

/// Name of the section that lists the words for a grade.
const GRADES: &str = "grades";

/// Faults of a label file, each with its byte offset.
pub(super) type LabelFaults = Vec<(usize, String)>;

/// All wordings of a file as written, in its order.
pub(super) fn listed(text: &str) -> Result<Vec<FieldWordings>, LabelFaults> {
    let raw: RawFile = toml::from_str(text).map_err(|e| vec![syntax(&e)])?;
    let of = |list: &[Spanned<String>]| list.iter().map(|l| l.get_ref().as_str().into()).collect();
    let fields = raw.iter().flat_map(|(section, fields)| {
        fields.iter().map(move |(field, wordings)| {
            let wording = FieldWordings {
                section: section.get_ref().as_str().into(),
                field: field.get_ref().as_str().into(),
                labels: of(&wordings.labels),
                hints: of(&wordings.hints),
            };
            (field.span().start, wording)
        })
    });
    let mut listed: Vec<_> = fields.collect();
    listed.sort_by_key(|(at, _)| *at);
    Ok(listed.into_iter().map(|(_, wording)| wording).collect())
}

/// The labels of a file, or all its faults.
pub(super) fn validated(text: &str) -> Result<Labels, LabelFaults> {
    let mut raw: RawFile = toml::from_str(text).map_err(|e| vec![syntax(&e)])?;
    // A file may list only the sections that it changes.
    if text != EMBEDDED {
        let usual: RawFile = toml::from_str(EMBEDDED).map_err(|e| vec![syntax(&e)])?;
        for (section, fields) in usual {
            raw.entry(section).or_insert(fields);
        }
    }
    let mut problems = LabelProblems { found: Vec::new() };
    let labels = Labels {
        cover: section::<Cover>(&raw, &mut problems),
        fund_columns: section::<FundColumn>(&raw, &mut problems),
        fund_rows: section::<FundRow>(&raw, &mut problems),
        indicator_columns: section::<IndicatorColumn>(&raw, &mut problems),
        closing: section::<Closing>(&raw, &mut problems),
        roster: section::<RosterColumn>(&raw, &mut problems),
        title: section::<Title>(&raw, &mut problems),
        vague: section::<Vague>(&raw, &mut problems),
        words: section::<Words>(&raw, &mut problems),
        grades: grades(&raw, &mut problems),
        stamp: LabelStamp {
            source: LabelSource::Embedded,
            sha256: sha256(text.as_bytes()),
        },
    };
    unknown_sections(&raw, &mut problems);
    if problems.found.is_empty() {
        Ok(labels)
    } else {
        problems.found.sort_by_key(|(at, _)| *at);
        Err(problems.found)
    }
}

struct LabelProblems {
    found: LabelFaults,
}

impl LabelProblems {
    fn add(&mut self, at: usize, what: &str) {
        self.found.push((at, what.to_owned()));
    }
}

/// Faults with line and column in `text`, as messages.
pub(super) fn in_lines(text: &str, found: LabelFaults) -> Vec<String> {
    let line = |(at, what)| format!("{}：{what}", position(text, at));
    found.into_iter().map(line).collect()
}

/// `第 3 行第 5 列（line 3, column 5）`
fn position(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |l| l.chars().count())
        .saturating_add(1);
    format!("第 {line} 行第 {column} 列（line {line}, column {column}）")
}

fn syntax(error: &toml::de::Error) -> (usize, String) {
    let at = error.span().map_or(0, |s| s.start);
    let message = error.message();
    let what = format!("写法不合 TOML 格式，或缺少 labels（{message}）");
    (at, what)
}

fn fields<'r>(raw: &'r RawFile, section: &str) -> Option<&'r BTreeMap<Spanned<String>, RawField>> {
    raw.iter()
        .find(|(name, _)| name.get_ref() == section)
        .map(|(_, fields)| fields)
}

fn section<R: Role>(raw: &RawFile, problems: &mut LabelProblems) -> Wordings<R> {
    let mut wordings = Wordings {
        exact: HashMap::default(),
        hints: Vec::new(),
        canonical: HashMap::default(),
        listed: HashMap::default(),
        longest: 0,
    };
    for (name, field) in fields(raw, R::SECTION).into_iter().flatten() {
        match R::ALL.iter().find(|(n, _)| n == name.get_ref()) {
            Some(&(_, role)) => take_field(&mut wordings, role, field, problems),
            None => problems.add(
                name.span().start,
                &format!("没有“{}”这个字段（unknown field）", name.get_ref()),
            ),
        }
    }
    missing_fields(&wordings, problems);
    wordings
        .hints
        .sort_by(|a, b| (b.0.len(), a.1).cmp(&(a.0.len(), b.1)));
    wordings
}

fn take_field<R: Role>(
    wordings: &mut Wordings<R>,
    role: R,
    field: &RawField,
    problems: &mut LabelProblems,
) {
    for label in &field.labels {
        let at = label.span().start;
        let written = label.get_ref();
        wordings
            .canonical
            .entry(role)
            .or_insert_with(|| written.as_str().into());
        let key = key(written);
        if key.is_empty() {
            problems.add(at, "标签为空（empty label）");
            continue;
        }
        wordings.longest = wordings.longest.max(key.len());
        let listed = wordings.listed.entry(role).or_default();
        listed.push((&*key).into());
        if wordings
            .exact
            .insert(key.into(), role)
            .is_some_and(|r| r != role)
        {
            problems.add(
                at,
                &format!("“{written}”已属于同组的另一个字段（claimed twice）"),
            );
        }
    }
    for hint in &field.hints {
        let folded = fold(hint.get_ref());
        if folded.chars().count() < 2 {
            problems.add(hint.span().start, "推断用字至少两个字（hint too short）");
        }
        wordings.hints.push((folded.into(), role));
    }
}

fn missing_fields<R: Role>(wordings: &Wordings<R>, problems: &mut LabelProblems) {
    for (name, role) in R::ALL {
        if wordings.canonical(*role).is_none() {
            let what = format!("[{}.{name}] 没有任何标签（no labels）", R::SECTION);
            problems.add(0, &what);
        }
    }
}

fn grades(raw: &RawFile, problems: &mut LabelProblems) -> Vec<Box<str>> {
    let words: Vec<Box<str>> = fields(raw, GRADES)
        .into_iter()
        .flat_map(|fields| fields.values())
        .flat_map(|field| &field.labels)
        .map(|word| fold(word.get_ref()).into())
        .collect();
    if words.is_empty() {
        problems.add(0, "[grades.words] 没有任何标签（no labels）");
    }
    words
}

fn unknown_sections(raw: &RawFile, problems: &mut LabelProblems) {
    let known = [
        Cover::SECTION,
        FundColumn::SECTION,
        FundRow::SECTION,
        IndicatorColumn::SECTION,
        Closing::SECTION,
        RosterColumn::SECTION,
        Title::SECTION,
        Vague::SECTION,
        Words::SECTION,
        GRADES,
    ];
    for name in raw.keys() {
        if !known.contains(&name.get_ref().as_str()) {
            let what = format!("没有“{}”这一组（unknown section）", name.get_ref());
            problems.add(name.span().start, &what);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EMBEDDED, Labels, Match};
    use super::{FundColumn, Vague, Words};

    #[test]
    fn shipped_labels_are_valid() {
        let labels = Labels::parse(EMBEDDED).unwrap();
        assert_eq!(
            labels.fund_columns.find("全年预算数"),
            Some(Match::Exact(FundColumn::Adjusted))
        );
        assert_eq!(
            labels.fund_columns.find("全年预算总安排"),
            Some(Match::Guessed(FundColumn::Adjusted))
        );
    }

    #[test]
    fn all_problems_are_told_at_once_with_their_places() {
        let broken = EMBEDDED
            .replace("[closing.subtotal]", "[closing.nonsense]")
            .replace(
                "[fund-rows.heading]\nlabels = [",
                "[fund-rows.heading]\nlabels = [\"合计\", ",
            );
        let crate::form::labels::Error::Invalid(problems) = Labels::parse(&broken).unwrap_err()
        else {
            panic!("wrong kind of error");
        };
        let all = problems.join("\n");
        for part in [
            "nonsense",
            "合计",
            "claimed twice",
            "[closing.subtotal]",
            "line ",
        ] {
            assert!(all.contains(part), "{part} not in {all}");
        }
        assert_eq!(problems.len(), 3, "{all}");
    }

    #[test]
    fn sections_that_a_file_leaves_out_are_the_usual_ones() {
        let labels = Labels::parse("[vague.budget]\nlabels = [\"额度\"]\n[vague.target]\nlabels = [\"标准\"]\n[vague.marks]\nlabels = [\"分\"]\n[vague.year]\nlabels = [\"年度预算数\"]").unwrap();
        assert_eq!(labels.vague.exact("额度"), Some(Vague::Budget));
        assert_eq!(labels.vague.exact("金额"), None);
        assert_eq!(
            labels.fund_columns.exact("执行数"),
            Some(FundColumn::Executed)
        );
        assert!(labels.words.ends(Words::Source, "财政拨款"));
        assert!(labels.grades.contains(&"优秀".into()));
    }
}
