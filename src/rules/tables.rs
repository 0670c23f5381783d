//! Lists of a rule set 等级、分档…: each an array of tables in a rule file and a sheet of the rule workbook.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use ecow::EcoString;
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use super::document::{Reader, Row};
use super::sheet::{Need, STEPS, Sheet, column};
use super::value::{Bounds, Kind};
use crate::base::lang::Text;
use crate::base::visible;
use crate::model::Group;

/// A list of a rule set with one row an entry.
#[derive(Debug)]
pub struct Table {
    /// Its key in a rule file.
    pub key: &'static str,
    /// Its sheet in the rule workbook.
    pub sheet: Sheet,
    /// Whether a rule file must have it.
    pub needed: Need,
    /// Conditions on its rows.
    pub(super) check: fn(&[Row<'_, '_>], &mut Reader<'_, '_>),
}

/// The lists in the order of their sheets.
pub const TABLES: &[Table] = &[GRADES, BANDS, DEDUCTIONS, REVIEWED, REWEIGHT];

const GRADES: Table = Table {
    key: "grade",
    sheet: Sheet {
        name: Text::new("等级", "Grades"),
        note: Text::new(
            "从高到低，下限含本数，最后一档的下限为 0。",
            "Best first; lower bounds are included, the last one is 0.",
        ),
        columns: &[
            column("name", Text::new("等级", "Grade"), 14, Kind::Words),
            column(
                "aliases",
                Text::new("其他叫法", "Other names"),
                40,
                Kind::List,
            ),
            column(
                "from",
                Text::new("下限（分）", "From (points)"),
                16,
                Kind::Number(Bounds::Points),
            ),
        ],
        edited: 0..3,
        spare: 3,
    },
    needed: Need::Needed,
    check: grades,
};

/// Bands from the best down, the last from 0, every name once.
fn grades(rows: &[Row<'_, '_>], reader: &mut Reader<'_, '_>) {
    let mut names = BTreeSet::new();
    let mut bound: Option<Decimal> = None;
    if rows.len() > 1 {
        best(rows.first(), reader);
    }
    for row in rows {
        for nth in [0, 1] {
            let mut texts = row.texts(nth).into_iter().map(as_seen);
            if texts.any(|name| !names.insert(name)) {
                let problems = &mut reader.problems;
                problems.say(row.span(nth), "等级名称重复", "grade name used twice");
            }
        }
        let Some(from) = reader.number_of(row, 2) else {
            bound = None;
            continue;
        };
        if bound.is_some_and(|above| from >= above) {
            reader.problems.say(
                row.span(2),
                "等级下限须从高到低递减",
                "grade bounds must decrease from the best down",
            );
        }
        bound = Some(from);
    }
    if let [only] = rows {
        let problems = &mut reader.problems;
        problems.say(
            only.span(0),
            "至少要有两个等级",
            "at least two grades are needed",
        );
    }
    if let Some(row) = rows.last()
        && reader.number_of(row, 2).is_some_and(|from| !from.is_zero())
    {
        reader.problems.say(
            row.span(2),
            "最后一档的下限应为 0",
            "the last grade must begin at 0",
        );
    }
}

/// The best grade begins in the upper half of the points: 0.9 for 90 would have everybody be the best.
fn best(row: Option<&Row<'_, '_>>, reader: &mut Reader<'_, '_>) {
    let Some(row) = row else { return };
    let twice = |from: Decimal| from.checked_add(from);
    let (from, total) = (reader.number_of(row, 2), reader.total);
    if let (Some(from), Some(total)) = (from.and_then(twice), total)
        && from <= total
    {
        reader.problems.say(
            row.span(2),
            "最高一档的下限应高于满分的一半，填分数（90），不是比例（0.9）",
            "the best grade begins above half of all points; give points (90), no fraction (0.9)",
        );
    }
}

/// A name as it is seen: `Ａ档` is `A档`.
fn as_seen(name: &str) -> String {
    let seen = visible(name);
    let letters = seen.nfkc().filter(|c| !c.is_whitespace());
    letters.collect::<String>().to_lowercase()
}

const BANDS: Table = Table {
    key: "band",
    sheet: Sheet {
        name: Text::new("定性分档", "Qualitative bands"),
        note: Text::new(
            "占分值的百分数，从 100 到 0 首尾相接；自评得分应落在所用说法的档内。",
            "In percent of the points, from 100 to 0 without a gap; the filed score should lie in the band of its words.",
        ),
        columns: &[
            column("to", Text::new("上限（%）", "To (%)"), 14, PERCENT),
            column("from", Text::new("下限（%）", "From (%)"), 14, PERCENT),
            column("phrases", Text::new("说法", "Wordings"), 80, Kind::List),
        ],
        edited: 0..3,
        spare: 3,
    },
    needed: Need::Needed,
    check: bands,
};

const PERCENT: Kind = Kind::Number(Bounds::HUNDRED);

/// Qualitative bands from 100 down to 0 without a gap, every phrase in one band only.
fn bands(rows: &[Row<'_, '_>], reader: &mut Reader<'_, '_>) {
    // Unknown below what is wrong itself.
    let mut upper = Some(Decimal::ONE_HUNDRED);
    let mut seen = BTreeSet::new();
    for row in rows {
        let (to, from) = (reader.number_of(row, 0), reader.number_of(row, 1));
        let problems = &mut reader.problems;
        let joins = |from: &Decimal| upper.is_some_and(|before| *from < before);
        if let (Some(to), Some(from)) = (to, from)
            && from >= to
            && (to == from || upper == Some(to) || !joins(&from))
        {
            problems.say(row.span(1), "下限须小于上限", "from must be below to");
            upper = None;
        } else if let (Some(to), Some(before)) = (to, upper)
            && to != before
        {
            problems.say(
                row.span(0),
                &format!("各档须从 100 起首尾相接，此处应为 {before}"),
                &format!("bands must join from 100 down; {before} expected here"),
            );
            upper = from.filter(|_| to < before);
        } else {
            upper = from;
        }
        if row.texts(2).is_empty() {
            problems.say(
                row.span(2),
                "至少写明一个说法",
                "a band needs at least one wording",
            );
        }
        let mut phrases = row.texts(2).into_iter().map(as_seen);
        if phrases.any(|phrase| !seen.insert(phrase)) {
            problems.say(row.span(2), "同一说法出现在两档", "phrase claimed twice");
        }
        if let Some(short) = row.texts(2).iter().find(|p| p.chars().count() == 1) {
            problems.say(
                row.span(2),
                &format!("“{short}”太短，会出现在无关的文字里，至少写两个字"),
                &format!("`{short}` is too short: it occurs in other words"),
            );
        }
    }
    if let Some(row) = rows.last()
        && reader.number_of(row, 1).is_some_and(|from| !from.is_zero())
    {
        reader
            .problems
            .say(row.span(1), "最后一档须到 0", "the last band must reach 0");
    }
}

const DEDUCTIONS: Table = Table {
    key: "over-fulfilled.deduction",
    sheet: Sheet {
        name: Text::new("超额扣分", "Over-fulfilment"),
        note: Text::new(
            "完成率达到左列时只得右列的比例；不扣分的留空。",
            "From a completion rate on, only a share of the points; blank for no deduction.",
        ),
        columns: STEPS,
        edited: 0..2,
        spare: 5,
    },
    needed: Need::Stated,
    check: |rows, reader| {
        reader.rising(rows);
        falling(rows, reader);
    },
};

/// What is far above target keeps ever smaller shares, and only what is above it.
fn falling(rows: &[Row<'_, '_>], reader: &mut Reader<'_, '_>) {
    for (before, row) in rows.iter().zip(rows.iter().skip(1)) {
        if reader.order([before, row], 1) == Some(Ordering::Greater) {
            let (zh, en) = (
                "完成率越高，得分比例应越低",
                "the share must not rise with the rate",
            );
            reader.problems.say(row.span(1), zh, en);
        }
    }
    for row in rows {
        if reader.number_of(row, 1) == Some(Decimal::ONE) {
            let (zh, en) = (
                "得分比例为 1 等于不扣分，请删去这一行",
                "a share of 1 takes nothing off: delete the row",
            );
            reader.problems.say(row.span(1), zh, en);
        }
    }
    let first = rows.first();
    let begins = first.and_then(|row| reader.number_of(row, 0));
    if let Some(row) = first.filter(|_| begins.is_some_and(|from| from <= Decimal::ONE)) {
        let (zh, en) = (
            "超额扣分应从完成率 1 以上起",
            "it must begin above a rate of 1",
        );
        reader.problems.say(row.span(0), zh, en);
    }
}

const REVIEWED: Table = Table {
    key: "deduction",
    sheet: Sheet {
        name: Text::new("扣分要点", "Deductions"),
        note: Text::new(
            "复核底稿中可选的扣分要点：扣去分值的百分之几，0 为核实无误；由复核人定的留空。适用类别留空为全部指标。",
            "What reviewers choose from: the share of the points taken off, 0 for nothing; blank where the reviewer decides. Blank groups for every indicator.",
        ),
        columns: &[
            column("name", Text::new("扣分要点", "Deduction"), 44, Kind::Words),
            column(
                "off",
                Text::new("扣分比例", "Taken off"),
                14,
                Kind::Percent(Bounds::SHARE),
            ),
            column("groups", Text::new("适用类别", "Groups"), 40, Kind::List),
        ],
        edited: 0..3,
        spare: 5,
    },
    needed: Need::Optional,
    check: reviewed,
};

/// Every name once.
fn reviewed(rows: &[Row<'_, '_>], reader: &mut Reader<'_, '_>) {
    let mut names = BTreeSet::new();
    for row in rows {
        let mut texts = row.texts(0).into_iter().map(as_seen);
        if texts.any(|name| !names.insert(name)) {
            let problems = &mut reader.problems;
            problems.say(row.span(0), "扣分要点重复", "deduction named twice");
        }
    }
}

const REWEIGHT: Table = Table {
    key: "reweight.groups",
    sheet: Sheet {
        name: Text::new("类别新分值", "New weights"),
        note: Text::new(
            "改变各表一级指标的分值时才填：写明的类别取新分值，其余按原分值的比例分享余下的分；不改的留空。",
            "Only where the weights of the forms are to be changed: the named groups take these, the others share the rest; blank for no change.",
        ),
        columns: &[
            column("name", Text::new("一级指标", "Group"), 22, Kind::Words),
            column(
                "points",
                Text::new("新分值", "New points"),
                18,
                Kind::Number(Bounds::Points),
            ),
        ],
        edited: 0..2,
        spare: 8,
    },
    needed: Need::Optional,
    check: new_weights,
};

/// The name of budget execution, which is no group.
const EXECUTION: &[&str] = &["预算执行率", "执行率", "预算执行率得分"];

/// New weights, each group once.
fn new_weights(rows: &[Row<'_, '_>], reader: &mut Reader<'_, '_>) {
    let mut groups = BTreeSet::new();
    for row in rows {
        let names = row.texts(0).into_iter().map(EcoString::from);
        if row.texts(0).iter().any(|name| EXECUTION.contains(name)) {
            reader.problems.say(
                row.span(0),
                "预算执行率不是一类指标，新分值请写在“预算执行率新分值”（reweight.execution）",
                "budget execution is no group: its new points are reweight.execution",
            );
        }
        if names
            .map(|name| Group::of(Some(&name)))
            .any(|g| !groups.insert(g))
        {
            let problems = &mut reader.problems;
            problems.say(row.span(0), "同一类指标写了两次", "group named twice");
        }
    }
}
