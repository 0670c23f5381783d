//! Bounds of the audit 审核界限: what a rule set may change of the checks, each with what it rests on and the findings
//! that it decides on.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::settings::{Setting, optional};
use super::value::{Bounds, Kind};
use crate::base::lang::Text;
use crate::base::number::exact;
use crate::finding::reason::{MEASURE_MISSING, PLACEHOLDER_LEFT, REASON_COPIED, REASON_MISSING};
use crate::finding::{Code, Ground};

/// Bounds of the audit; a rule set that leaves one out has the usual one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct AuditBounds {
    /// 执行率 (fraction) below which 偏差原因 of the execution has to be given.
    #[serde(with = "exact")]
    pub explained_below: Decimal,
    /// Fewest characters of a reason that is held against the others of its form.
    pub copied_from: usize,
    /// Share of common pairs of characters from which two reasons are nearly the same.
    #[serde(with = "exact")]
    pub likeness: Decimal,
    /// Words by which 改进措施 are known where they stand in one cell with the reason.
    pub measures: Vec<Box<str>>,
    /// What a form leaves to be replaced.
    pub placeholders: Vec<Box<str>>,
}

fn words(words: &[&str]) -> Vec<Box<str>> {
    words.iter().map(|word| (*word).into()).collect()
}

impl Default for AuditBounds {
    fn default() -> Self {
        Self {
            explained_below: Decimal::new(9, 1),
            copied_from: 6,
            likeness: Decimal::new(9, 1),
            measures: words(MEASURES),
            placeholders: words(PLACEHOLDERS),
        }
    }
}

const MEASURES: &[&str] = &[
    "措施",
    "下一步",
    "下步",
    "下年",
    "明年",
    "次年",
    "今后",
    "将",
    "拟",
    "加强",
    "加快",
    "加大",
    "强化",
    "改进",
    "整改",
    "督促",
    "督导",
    "进一步",
    "确保",
    "争取",
    "制定",
    "尽快",
    "优化",
    "增设",
    "返工",
    "转入",
    "已重新",
    "已增",
    "已安排",
    "已列入",
    "已采取",
    "已启动",
    "已协调",
    "已调整",
    "已申请",
];

const PLACEHOLDERS: &[&str] = &["**", "XX", "xx", "××", "＊＊", "字以内", "示例"];

/// A bound that rests on experience with filed forms 经验.
const fn bound(key: &'static str, name: Text, note: Text, kind: Kind) -> Setting {
    Setting {
        basis: Some(Ground::Experience),
        ..optional(key, name, note, kind)
    }
}

/// A fraction, shown as a percentage.
const SHARE: Kind = Kind::Percent(Bounds::SHARE);
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
        decides: &[&REASON_MISSING],
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
        decides: &[&REASON_COPIED],
        ..bound(
            "audit.likeness",
            Text::new("雷同程度", "Likeness"),
            Text::new(
                "两段文字相邻两字的组合相同的比例达到此数，即为雷同；100% 为只看完全相同",
                "Two texts are nearly the same where this share of their pairs of characters is common; 100% for the same only",
            ),
            SHARE,
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
];

/// The bounds that decide on a finding.
pub fn bounds_of(code: &Code) -> impl Iterator<Item = &'static Setting> {
    BOUNDS
        .iter()
        .filter(move |bound| bound.decides.contains(&code))
}
