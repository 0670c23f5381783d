//! The bounds as rows of the sheet 审核界限: name, explanation, basis, and the findings they decide on.

use rust_decimal::Decimal;

use super::super::settings::{Setting, optional};
use super::super::value::{Bounds, Kind};
use crate::base::lang::Text;
use crate::finding::Ground;
use crate::finding::forms::{PROJECTS_DIFFER, SCORE_OUTLIER};
use crate::finding::funds::ADJUSTMENT_LARGE;
use crate::finding::measure::MEASURE_UNCLEAR;
use crate::finding::merit::{
    ALL_PROJECTS_FULL, FULL_MARKS_LOW_EXECUTION, MERIT_OUTRUNS_MONEY, MODULE,
    NOTHING_SPENT_MUCH_DONE, UNSPENT,
};
use crate::finding::plausible::{MIDYEAR_ABOVE_FINAL, SIGN_SUSPECT, SLIP, TOO_GOOD};
use crate::finding::reading::FIELD_MISSING;
use crate::finding::reason::{
    MEASURE_MISSING, PLACEHOLDER_LEFT, REASON_COPIED, REASON_FOREIGN, REASON_MISSING, REASON_SHARED,
};
use crate::finding::structure::{GROUP_MISFIT, GROUP_MISSING};

/// A bound that rests on experience with filed forms 经验.
const fn bound(key: &'static str, name: Text, note: Text, kind: Kind) -> Setting {
    Setting {
        basis: Some(Ground::Experience),
        ..optional(key, name, note, kind)
    }
}

/// A fraction, shown as a percentage.
const SHARE: Kind = Kind::Percent(Bounds::SHARE);
/// One tenth.
const TENTH: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
/// One half.
const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);
/// Of two texts that are alike more is common than not.
const ALIKE: Kind = Kind::Percent(Bounds::Within(HALF, Decimal::ONE));
/// What is less than half of something.
const MINOR: Kind = Kind::Percent(Bounds::Within(Decimal::ZERO, HALF));
/// 一千万元
const MOST_YUAN: Decimal = Decimal::from_parts(10_000_000, 0, 0, false, 0);
/// A number of characters.
const CHARACTERS: Kind = Kind::Whole(2, 200, Text::new("字数", "the number of characters "));

/// Rows of the sheet 审核界限.
pub const BOUNDS: &[Setting] = &[
    Setting {
        basis: Some(Ground::document(
            "四川省部门预算项目支出绩效自评表",
            "表注：预算执行率低于 90% 的应说明原因",
            "note on the form: an execution rate below 90% is to be explained",
        )),
        decides: &[&REASON_MISSING, &MERIT_OUTRUNS_MONEY],
        ..bound(
            "audit.explained-below",
            Text::new("须说明的执行率", "Execution to be explained below"),
            Text::new(
                "预算执行率低于此数而没有说明原因的，提示缺少偏差原因",
                "An execution rate below this needs a reason",
            ),
            SHARE,
        )
    },
    Setting {
        decides: &[&REASON_COPIED],
        ..bound(
            "audit.copied-from",
            Text::new("表内雷同最少字数", "Shortest copied reason"),
            Text::new(
                "标点、数字和本单位名称不计；更短的原因不比对",
                "Punctuation, digits and the unit's name left aside; shorter reasons are not compared",
            ),
            CHARACTERS,
        )
    },
    Setting {
        decides: &[&REASON_SHARED, &REASON_FOREIGN],
        ..bound(
            "audit.shared-from",
            Text::new("单位间雷同最少字数", "Shortest shared reason"),
            Text::new(
                "同上，用于各单位之间的比对",
                "Likewise, for reasons of different units",
            ),
            CHARACTERS,
        )
    },
    Setting {
        decides: &[&REASON_COPIED, &REASON_SHARED, &REASON_FOREIGN],
        ..bound(
            "audit.likeness",
            Text::new("雷同程度", "Likeness"),
            Text::new(
                "两段文字相邻两字的组合相同的比例达到此数，即为雷同；100% 为只看完全相同",
                "Two texts are nearly the same where this share of their pairs of characters is common; 100% for the same only",
            ),
            ALIKE,
        )
    },
    Setting {
        decides: &[&MEASURE_MISSING],
        ..bound(
            "audit.measures",
            Text::new("改进措施用词", "Words of measures"),
            Text::new(
                "原因和措施填在同一格时，含其中之一即视为写了改进措施；留空用默认",
                "Where reason and measures share a cell, one of these shows that measures are given; blank for the usual",
            ),
            Kind::List,
        )
    },
    Setting {
        decides: &[&MEASURE_MISSING],
        ..bound(
            "audit.steps",
            Text::new("句首的改进措施用词", "Words that measures begin with"),
            Text::new(
                "同上，但只在分句开头、且该分句没有说不足（不、未、难、慢……）时算改进措施；留空用默认",
                "Likewise, but only where a part of a sentence begins with it and does not say what is amiss; blank for the usual",
            ),
            Kind::List,
        )
    },
    Setting {
        decides: &[&PLACEHOLDER_LEFT],
        ..bound(
            "audit.placeholders",
            Text::new("未替换的占位文字", "Placeholders"),
            Text::new(
                "指标值、完成值、名称和文字中含其中之一的，提示未替换；留空用默认",
                "What is left of a pattern in targets, actual values, names and texts; blank for the usual",
            ),
            Kind::List,
        )
    },
    Setting {
        decides: &[&PLACEHOLDER_LEFT],
        ..bound(
            "audit.samples",
            Text::new("样例用语", "Words of samples"),
            Text::new(
                "同上，但只在开头或括号内、后面不接文字时提示，因为名称中也会出现（示例区）；留空用默认",
                "Likewise, but only at the beginning or in brackets with no letter behind, since names hold them too; blank for the usual",
            ),
            Kind::List,
        )
    },
    Setting {
        basis: Some(MODULE),
        decides: &[&MERIT_OUTRUNS_MONEY],
        ..bound(
            "audit.merit-gap",
            Text::new("得分率高于执行率的界限", "Merit above execution"),
            Text::new(
                "（指标得分率−执行率得分率）÷指标得分率超过此数即提示",
                "Said where (merit − execution) ÷ merit is above this",
            ),
            SHARE,
        )
    },
    Setting {
        basis: Some(MODULE),
        decides: &[&UNSPENT],
        ..bound(
            "audit.unspent-above",
            Text::new("预算结余界限", "Unspent above"),
            Text::new(
                "（全年预算数−全年执行数）÷全年预算数超过此数即提示",
                "Said where (adjusted − executed) ÷ adjusted is above this",
            ),
            SHARE,
        )
    },
    Setting {
        decides: &[&ADJUSTMENT_LARGE],
        ..bound(
            "audit.adjusted-times",
            Text::new("预算调整的倍数", "Adjustment above"),
            Text::new(
                "年初预算数和全年预算数相差超过这么多倍即提示",
                "Said where the initial and the adjusted budget are more than so many times apart",
            ),
            Kind::Number(Bounds::Within(Decimal::TWO, Decimal::ONE_HUNDRED)),
        )
    },
    Setting {
        decides: &[&NOTHING_SPENT_MUCH_DONE],
        ..bound(
            "audit.nothing-spent-below",
            Text::new("视为没有支出的执行率", "Nothing spent below"),
            Text::new(
                "执行率低于此数而产出达到指标值的，即提示",
                "Said where outputs reach their targets with an execution rate below this",
            ),
            MINOR,
        )
    },
    Setting {
        decides: &[&FULL_MARKS_LOW_EXECUTION],
        ..bound(
            "audit.full-marks-execution-below",
            Text::new("满分可疑的执行率", "Full marks doubtful below"),
            Text::new(
                "执行率低于此数而全部指标满分的，即提示",
                "Said where every indicator has full points with an execution rate below this",
            ),
            SHARE,
        )
    },
    Setting {
        decides: &[&MIDYEAR_ABOVE_FINAL],
        ..bound(
            "audit.cumulative",
            Text::new("累计比率", "Rates that only rise"),
            Text::new(
                "名称含其中之一的百分比指标，年中值不应高于全年值；留空用默认",
                "Percentages with one of these in their names should not fall after mid-year; blank for the usual",
            ),
            Kind::List,
        )
    },
    Setting {
        decides: &[&MIDYEAR_ABOVE_FINAL],
        ..bound(
            "audit.standing",
            Text::new("非累计数量", "Numbers that may fall"),
            Text::new(
                "名称含其中之一的数量指标，年中值可以高于全年值；留空用默认",
                "Numbers with one of these in their names may fall after mid-year; blank for the usual",
            ),
            Kind::List,
        )
    },
    Setting {
        decides: &[&SIGN_SUSPECT],
        ..bound(
            "audit.harmful",
            Text::new("越少越好的指标", "Better when lower"),
            Text::new(
                "名称以其中之一、或其后的计数词（发生数、事件、人数、率……）结尾的，指标值不应写 ≥；留空用默认",
                "Names that end with one of these, or with what counts it (number, events, rate), should not have ≥; blank for the usual",
            ),
            Kind::List,
        )
    },
    Setting {
        decides: &[&SIGN_SUSPECT],
        ..bound(
            "audit.falling",
            Text::new("降得越多越好的指标", "Better when falling more"),
            Text::new(
                "名称以其中之一的比率、幅度或数量结尾的，指标值不应写 ≤；留空用默认",
                "Names that end with the rate, extent or number of one of these should not have ≤; blank for the usual",
            ),
            Kind::List,
        )
    },
    Setting {
        decides: &[&SLIP],
        ..bound(
            "audit.slip-within",
            Text::new("错位的误差", "Slip within"),
            Text::new(
                "完成值与指标值的一百倍、一万倍相差不超过此数的，视为错位",
                "A value counts as a slip where it is no further than this from a hundred or ten thousand times the target",
            ),
            MINOR,
        )
    },
    Setting {
        decides: &[&TOO_GOOD],
        ..bound(
            "audit.on-target-from",
            Text::new("全部等于指标值的最少个数", "Fewest on target"),
            Text::new(
                "定量指标至少有这么多，且全部恰好等于指标值时提示",
                "Said where at least as many numeric indicators are all exactly on target",
            ),
            Kind::Whole(1, 100, Text::new("个数", "the number ")),
        )
    },
    Setting {
        decides: &[&GROUP_MISFIT],
        ..bound(
            "audit.payment",
            Text::new("支付、执行类比率", "Rates of payment"),
            Text::new(
                "名称含其中之一的百分比指标不应列在数量指标下；留空用默认",
                "Percentages with one of these in their names should not stand under 数量指标; blank for the usual",
            ),
            Kind::List,
        )
    },
    Setting {
        decides: &[&GROUP_MISSING],
        ..bound(
            "audit.groups",
            Text::new("必有的指标类别", "Groups that every form has"),
            Text::new(
                "缺一类即提示；留空用默认",
                "Said where one is missing; blank for the usual",
            ),
            Kind::List,
        )
    },
    Setting {
        decides: &[&FIELD_MISSING],
        ..bound(
            "audit.subgroups",
            Text::new("二级指标名称的结尾", "How names at level 2 end"),
            Text::new(
                "三级指标的名称其实是二级指标（数量指标）时提示缺少名称；留空用默认",
                "Said where the name of an indicator is one of level 2; blank for the usual",
            ),
            Kind::List,
        )
    },
    Setting {
        decides: &[&ALL_PROJECTS_FULL],
        ..bound(
            "audit.full-projects-from",
            Text::new("全部满分的最少项目数", "Fewest projects in full"),
            Text::new(
                "单位至少有这么多个项目，且全部满分时提示",
                "Said where a unit has at least as many projects, all in full",
            ),
            Kind::Whole(2, 1000, Text::new("个数", "the number ")),
        )
    },
    Setting {
        decides: &[&PROJECTS_DIFFER],
        ..bound(
            "audit.projects-apart",
            Text::new("项目合计允许的差额（万元）", "Projects may miss by (万元)"),
            Text::new(
                "项目合计与项目支出相差超过此数即提示；0 为差一分也提示",
                "Said where the projects miss 项目支出 by more; 0 for a cent",
            ),
            Kind::Number(Bounds::Within(Decimal::ZERO, Decimal::ONE_THOUSAND)),
        )
    },
    Setting {
        decides: &[&MEASURE_UNCLEAR],
        ..bound(
            "audit.usual-from",
            Text::new("金额合计偏小的界限（元）", "Small totals below (元)"),
            Text::new(
                "资金合计低于此数的，提示核对金额单位",
                "The unit of money is to be checked where a total is below this",
            ),
            Kind::Number(Bounds::Within(Decimal::ZERO, MOST_YUAN)),
        )
    },
    Setting {
        decides: &[&SCORE_OUTLIER],
        ..bound(
            "audit.outlier-from",
            Text::new("判断离群的最少份数", "Fewest forms of a group"),
            Text::new("同组份数少于此数的不判断", "Smaller groups are not judged"),
            Kind::Whole(4, 10000, Text::new("份数", "the number ")),
        )
    },
    Setting {
        decides: &[&SCORE_OUTLIER],
        ..bound(
            "audit.outlier-width",
            Text::new("离群的四分位距倍数", "Quartile distances"),
            Text::new(
                "总分在上下四分位数以外超过四分位距的这么多倍即提示",
                "Said where a total lies further outside the quartiles than so many times their distance",
            ),
            Kind::Number(Bounds::Within(TENTH, Decimal::TEN)),
        )
    },
];
