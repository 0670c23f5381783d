//! Heights of rows, and the hidden columns in which a form computes.

use unicode_width::UnicodeWidthStr;

use crate::model::Stage;

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
/// Points above and below the lines, for taller letters of substitute fonts where 宋体 is missing.
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
    /// Which side of the target is good.
    Sense,
    /// 实际完成值 without blanks and percent sign.
    ActualText,
    /// 实际完成值 as a number.
    Actual,
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
        Self::Sense,
        Self::ActualText,
        Self::Actual,
        Self::Method,
        Self::Completion,
        Self::Share,
        Self::Rate,
        Self::Exact,
    ];

    /// The steps that a stage needs.
    pub(super) const fn needed(stage: Stage) -> &'static [Self] {
        let count = match stage {
            Stage::Goals => 5,
            Stage::Midyear => 9,
            Stage::SelfEvaluation => Self::ALL.len(),
        };
        Self::ALL.split_at(count).0
    }

    /// Its column.
    pub(super) const fn col(self) -> u16 {
        self as u16
    }
}
