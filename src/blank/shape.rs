//! The columns of a blank form, shared by the money block and the indicator table.

use unicode_width::UnicodeWidthStr;

use super::pen::Look;
use crate::form::labels::IndicatorColumn as C;

pub(super) const LEVEL1: u16 = 0;
pub(super) const LEVEL2: u16 = 1;
pub(super) const NAME: u16 = 2;
pub(super) const SIGN: u16 = 3;
pub(super) const TARGET: u16 = 4;
pub(super) const MEASURE: u16 = 5;
pub(super) const MIDYEAR: u16 = 6;
pub(super) const ACTUAL: u16 = 7;
pub(super) const COMPLETION: u16 = 8;
pub(super) const METHOD: u16 = 9;
pub(super) const POINTS: u16 = 10;
pub(super) const JUDGED: u16 = 11;
pub(super) const SCORE: u16 = 12;
pub(super) const REASON: u16 = 13;
pub(super) const MEASURES: u16 = 14;
/// The last column a person sees.
pub(super) const LAST: u16 = MEASURES;

/// One column of the indicator table.
pub(super) struct Column {
    /// What it is; its header is the first wording of the label file.
    pub(super) role: C,
    /// Where it stands.
    pub(super) col: u16,
    /// Width in characters, a Chinese one counting two.
    pub(super) width: u16,
    /// How its cells look.
    pub(super) look: Look,
}

const fn column(role: C, col: u16, width: u16, look: Look) -> Column {
    Column {
        role,
        col,
        width,
        look,
    }
}

/// The columns of the indicator table from left to right.
pub(super) const COLUMNS: [Column; 15] = [
    column(C::Level1, LEVEL1, 11, Look::Word),
    column(C::Level2, LEVEL2, 15, Look::Word),
    column(C::Level3, NAME, 24, Look::Words),
    column(C::Sign, SIGN, 6, Look::AsTyped),
    column(C::Target, TARGET, 17, Look::AsTyped),
    column(C::Measure, MEASURE, 8, Look::Word),
    column(C::Midyear, MIDYEAR, 11, Look::AsTyped),
    column(C::Actual, ACTUAL, 15, Look::AsTyped),
    column(C::Completion, COMPLETION, 10, Look::ComputedRate),
    column(C::Criterion, METHOD, 12, Look::Word),
    column(C::Points, POINTS, 7, Look::Points),
    column(C::Judged, JUDGED, 7, Look::Points),
    column(C::Score, SCORE, 8, Look::ComputedScore),
    column(C::Reason, REASON, 20, Look::Words),
    column(C::Measures, MEASURES, 18, Look::Words),
];

/// Width of columns side by side.
pub(super) fn width((first, last): (u16, u16)) -> u16 {
    let columns = COLUMNS.iter().filter(|c| (first..=last).contains(&c.col));
    columns.map(|column| column.width).sum()
}

/// Points of a row that holds these texts in columns so wide, and no less than `least`.
pub(super) fn height<'t>(texts: impl Iterator<Item = (&'t str, u16)>, least: u32) -> u32 {
    let lines = texts.map(|(text, width)| {
        let room = usize::from(width.saturating_sub(1)).max(1);
        let lines = text.lines().map(|line| line.width().div_ceil(room).max(1));
        lines.sum::<usize>()
    });
    let lines = u32::try_from(lines.max().unwrap_or(1)).unwrap_or(u32::MAX);
    let points = lines.saturating_mul(LINE).saturating_add(ROOM);
    points.clamp(least, TALLEST)
}

/// Points of a line of the form's letters.
const LINE: u32 = 15;
/// Points above and below the lines, for taller letters that stand in where 宋体 is missing.
const ROOM: u32 = 2;
/// Points of the tallest row there can be.
const TALLEST: u32 = 409;

/// The steps of the computation, in hidden columns behind the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Step {
    /// 一级指标 in force, carried down.
    Level1 = 16,
    /// 二级指标 in force, carried down.
    Level2,
    /// 年度指标值 without blanks and percent sign.
    TargetText,
    /// 年度指标值 as a number.
    Target,
    /// 实际完成值 without blanks and percent sign.
    ActualText,
    /// 实际完成值 as a number.
    Actual,
    /// Which side of the target is good.
    Sense,
    /// 评分方法 in force.
    Method,
    /// 完成率, not rounded.
    Completion,
    /// Share of the points earned, not rounded.
    Share,
    /// The share as it is multiplied.
    Rate,
    /// The score before it is rounded, in its last places.
    Exact,
}

impl Step {
    /// Every step, from left to right.
    pub(super) const ALL: [Self; 12] = [
        Self::Level1,
        Self::Level2,
        Self::TargetText,
        Self::Target,
        Self::ActualText,
        Self::Actual,
        Self::Sense,
        Self::Method,
        Self::Completion,
        Self::Share,
        Self::Rate,
        Self::Exact,
    ];

    /// Its column.
    pub(super) const fn col(self) -> u16 {
        self as u16
    }
}

/// 一级指标, 二级指标 and the rows a blank form gives each, as 财预〔2020〕10号 and 财预〔2021〕101号 name them.
pub(super) const LEVELS: [(&str, &str, u32); 9] = [
    ("产出指标", "数量指标", 3),
    ("产出指标", "质量指标", 2),
    ("产出指标", "时效指标", 2),
    ("产出指标", "成本指标", 1),
    ("效益指标", "经济效益指标", 1),
    ("效益指标", "社会效益指标", 1),
    ("效益指标", "生态效益指标", 1),
    ("效益指标", "可持续影响指标", 1),
    ("满意度指标", "服务对象满意度指标", 1),
];

/// 一级指标 to choose from.
pub(super) const LEVELS1: [&str; 4] = ["成本指标", "产出指标", "效益指标", "满意度指标"];

/// 二级指标 to choose from.
pub(super) const LEVELS2: [&str; 12] = [
    "经济成本指标",
    "社会成本指标",
    "生态环境成本指标",
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济效益指标",
    "社会效益指标",
    "生态效益指标",
    "可持续影响指标",
    "服务对象满意度指标",
];

/// Blank rows behind the indicators.
pub(super) const SPARE: u32 = 20;
