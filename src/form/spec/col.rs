//! The columns of a form, shared by the money block and the indicator table.

/// 一级指标
pub const LEVEL1: u16 = 0;
/// 二级指标
pub const LEVEL2: u16 = 1;
/// 三级指标
pub const NAME: u16 = 2;
/// 指标性质
pub const SIGN: u16 = 3;
/// 年度指标值
pub const TARGET: u16 = 4;
/// 计量单位
pub const MEASURE: u16 = 5;
/// 年中监控实际完成值
pub const MIDYEAR: u16 = 6;
/// 实际完成值; 全年预计完成情况 on a monitoring form
pub const ACTUAL: u16 = 7;
/// 指标完成率
pub const COMPLETION: u16 = 8;
/// 评分方法
pub const METHOD: u16 = 9;
/// 分值
pub const POINTS: u16 = 10;
/// 定性评分
pub const JUDGED: u16 = 11;
/// 得分
pub const SCORE: u16 = 12;
/// 偏差原因分析
pub const REASON: u16 = 13;
/// 改进措施
pub const MEASURES: u16 = 14;
/// The last visible column.
pub const LAST: u16 = MEASURES;

/// 年初预算数, the first of its columns
pub const INITIAL: u16 = 3;
/// 全年预算数, the first of its columns
pub const ADJUSTED: u16 = 7;
/// 全年执行数; executed so far on a monitoring form
pub const EXECUTED: u16 = 9;

/// Widths in characters; a Chinese one counts as two.
pub const WIDTHS: [u16; 15] = [11, 15, 24, 6, 17, 8, 11, 15, 10, 12, 7, 7, 8, 20, 18];

/// Width of adjacent columns.
#[must_use]
pub fn width((first, last): (u16, u16)) -> u16 {
    let columns = (0..).zip(WIDTHS);
    let columns = columns.filter(|(col, _)| (first..=last).contains(col));
    columns.map(|(_, width)| width).sum()
}
