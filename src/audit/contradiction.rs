//! Words that contradict the figures: 超额完成 below the target, 未完成 at the target, 待验收 with full marks.

use super::reason::{Placeholders, parts};
use super::row::IndicatorRow;
use super::{Check, SELF};
use crate::base::holds_any;
use crate::finding::reason::REASON_CONTRADICTS;
use crate::finding::{Fact, Problem};

/// Reasons and actual values do not contradict the figures.
pub(super) const CONTRADICTS: Check = Check {
    codes: &[&REASON_CONTRADICTS],
    stages: SELF,
    run: |case, problems| {
        let placeholders = Placeholders::of(&case.rules.audit);
        for (row, explanation) in case.explained() {
            let given = explanation.filter(|e| !e.reason.is_empty() && !row.is_exempt());
            if let Some(given) = given {
                let found = contradiction(row, &given.reason);
                // A leftover of the template is no statement of the unit.
                let found = found.filter(|_| !placeholders.is_left_in(&given.reason));
                problems.extend(found.map(|problem| problem.at(given.cell)));
            }
            if let Some(actual) = row.indicator.actual.as_ref().filter(|_| row.is_full()) {
                problems.extend(pending(row, &actual.typed).map(|p| p.at(actual.cell)));
            }
        }
    },
};

/// Two words in one part of a sentence, in this order: 未能按期完成.
struct Phrase {
    first: &'static [&'static str],
    then: &'static [&'static str],
    /// Most letters between them.
    apart: usize,
    /// Words that must not occur between them.
    unless: &'static [&'static str],
}

const SURPLUS: Phrase = Phrase {
    first: &[
        "超额",
        "超计划",
        "超目标",
        "超预期",
        "超年初",
        "超全年",
        "超出",
        "超过",
    ],
    then: &["完成", "实现", "达成"],
    apart: 8,
    unless: &["时", "期限", "工期", "预算", "未"],
};
const UNFINISHED: Phrase = Phrase {
    first: &["未", "没有", "没能", "无法"],
    then: &["完成", "达到", "达标", "达成", "实现"],
    apart: 4,
    unless: &["来", "影响", "发生"],
};
const FINISHED: Phrase = Phrase {
    first: &["已"],
    then: &["完成", "补齐", "办结", "达标", "达到", "验收", "完工"],
    apart: 6,
    unless: &["未", "没有"],
};
const OPEN: Phrase = Phrase {
    first: &["待", "未", "没有"],
    then: &["验收", "竣工", "完工", "交付", "使用"],
    apart: 4,
    unless: &["影响"],
};
const ONGOING: Phrase = Phrase {
    first: &["正在"],
    then: &["实施", "建设", "施工", "推进", "进行", "办理", "开展"],
    apart: 8,
    unless: &[],
};

impl Phrase {
    /// The rest of the part of a sentence behind each occurrence of the phrase.
    fn behind<'t>(&self, part: &'t str) -> impl Iterator<Item = &'t str> + use<'t, '_> {
        let begins = holds_any(part, self.first);
        let firsts = self.first.iter().filter(move |_| begins);
        let firsts = firsts.flat_map(|first| part.match_indices(first));
        let rests = firsts.filter_map(|(at, first)| part.get(at..)?.strip_prefix(first));
        let near = |rest: &'t str, then: &str| {
            let (between, behind) = rest.split_once(then)?;
            let fits = between.chars().count() <= self.apart && !holds_any(between, self.unless);
            fits.then_some(behind)
        };
        rests.flat_map(move |rest| self.then.iter().filter_map(move |then| near(rest, then)))
    }

    fn stands_in(&self, part: &str) -> bool {
        self.behind(part).next().is_some()
    }

    fn ends(&self, part: &str) -> bool {
        self.behind(part).any(str::is_empty)
    }
}

/// Wordings of a surplus that contain no word for completion.
const BEYOND: &[&str] = &["超目标", "超出目标", "超出指标值", "超过指标值"];
/// Words that reverse the meaning of the others.
const REVERSALS: &[&str] = &[
    "无未",
    "未超",
    "没有超",
    "不存在",
    "上年",
    "去年",
    "往年",
    "以前年度",
];
/// Words that make 未完成 part of a heading: 未完成原因：无.
const HEADINGS: &[&str] = &["原因", "情况", "指标", "项"];
const PENDING: &[&str] = &[
    "在建",
    "实施中",
    "建设中",
    "施工中",
    "推进中",
    "进行中",
    "办理中",
    "招标中",
];

fn contradiction(row: IndicatorRow<'_>, text: &str) -> Option<Problem> {
    let says = |phrase: &Phrase| parts(text).any(|part| phrase.stands_in(part));
    let unfinished = |part| {
        let heads = |behind: &str| HEADINGS.iter().any(|word| behind.starts_with(word));
        UNFINISHED.behind(part).any(|behind| !heads(behind))
    };
    let case = if holds_any(text, REVERSALS) {
        None
    } else if row.misses() && row.result.upward && (says(&SURPLUS) || holds_any(text, BEYOND)) {
        Some("surplus")
    } else if row.reaches() && !says(&FINISHED) && parts(text).any(unfinished) {
        Some("unfinished")
    } else {
        None
    };
    match case {
        Some(case) => Some(REASON_CONTRADICTS.case(case, quoted(row, text))),
        None => pending(row, text).filter(|_| row.is_full()),
    }
}

/// The contradiction of a text that describes unfinished work, by the words at the end of a part of a sentence.
fn pending(row: IndicatorRow<'_>, text: &str) -> Option<Problem> {
    let goes_on = |part: &str| {
        PENDING.iter().any(|word| part.ends_with(word)) || OPEN.ends(part) || ONGOING.ends(part)
    };
    let may = holds_any(text, &["待", "未", "没有", "正在", "中", "在建"]);
    (may && parts(text).any(goes_on)).then(|| REASON_CONTRADICTS.case("pending", quoted(row, text)))
}

fn quoted(row: IndicatorRow<'_>, text: &str) -> [(&'static str, Fact); 2] {
    let name = Fact::text(row.indicator.name.clone());
    [("indicator", name), ("found", Fact::text(text))]
}

#[cfg(test)]
mod tests {
    use super::{FINISHED, ONGOING, OPEN, Phrase, SURPLUS, UNFINISHED, parts};

    #[test]
    fn phrases_are_found_with_what_stands_between() {
        let says = |phrase: &Phrase, text| parts(text).any(|part| phrase.stands_in(part));
        for (phrase, text, expected) in [
            (&SURPLUS, "本年超额完成任务", true),
            (&SURPLUS, "超出年初目标完成", true),
            (&SURPLUS, "超过计划时间完成", false),
            (&SURPLUS, "工程量超出计划，没有完成", false),
            (&UNFINISHED, "未能按期完成", true),
            (&UNFINISHED, "年度任务没有全部实现", true),
            (&UNFINISHED, "未来三年完成", false),
            (&UNFINISHED, "没有影响完成", false),
            (&FINISHED, "延期的两处已于二月全部补齐", true),
            (&FINISHED, "已知未完成", false),
        ] {
            assert_eq!(says(phrase, text), expected, "{text}");
        }
        for (phrase, text, expected) in [
            (&OPEN, "工程尚未竣工验收", true),
            (&OPEN, "待验收", true),
            (&OPEN, "未验收的工程尚未竣工", true),
            (&OPEN, "待验收项目已办结", false),
            (&ONGOING, "主体工程正在建设", true),
            (&ONGOING, "正在建设的商圈带来客流", false),
        ] {
            assert_eq!(
                parts(text).any(|part| phrase.ends(part)),
                expected,
                "{text}"
            );
        }
    }
}
