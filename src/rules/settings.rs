//! Single settings of a rule set 规则项, each one item: its key in a rule file, its name and explanation on the sheets
//! 基本 and 权重 of the rule workbook, and what may be there.
//!
//! A new setting is a field of [`RuleSet`](super::RuleSet), an item here and a line in `templates/rules/*.toml`; one that
//! may be left out needs no line, and its field a default.

use rust_decimal::Decimal;

use super::sheet::Need;
use super::value::{Bounds, Kind, MODES, REVERSE, TREATMENTS, UNKNOWN_ACTUAL, ZERO_BUDGET};
use crate::base::lang::Text;
use crate::finding::{Code, Ground};

/// One setting.
#[derive(Debug)]
pub struct Setting {
    /// Its key in a rule file.
    pub key: &'static str,
    /// Its name.
    pub name: Text,
    /// What it does; blank where the name is clear.
    pub note: Text,
    /// What may be there.
    pub kind: Kind,
    /// Whether a rule file must have it.
    pub needed: Need,
    /// 依据 of a bound of the audit.
    pub basis: Option<Ground>,
    /// The findings that a bound of the audit decides on.
    pub decides: &'static [&'static Code],
}

const fn needed(key: &'static str, name: Text, note: Text, kind: Kind) -> Setting {
    Setting {
        key,
        name,
        note,
        kind,
        needed: Need::Needed,
        basis: None,
        decides: &[],
    }
}

pub(super) const fn optional(key: &'static str, name: Text, note: Text, kind: Kind) -> Setting {
    Setting {
        needed: Need::Optional,
        ..needed(key, name, note, kind)
    }
}

const fn treatment(key: &'static str, name: Text, note: Text) -> Setting {
    optional(key, name, note, Kind::Choice(TREATMENTS))
}

const NONE: Text = Text::new("", "");

/// Rows of the sheet 基本.
pub const BASIC: &[Setting] = &[
    needed(
        "id",
        Text::new("规则代号", "Id"),
        Text::new(
            "小写字母、数字和连字符，印在每份结果上；改动规则后请换一个代号",
            "Lower-case letters, digits and hyphens, printed on every result; give changed rules another",
        ),
        Kind::Id,
    ),
    needed(
        "title.zh",
        Text::new("规则名称", "Title in Chinese"),
        NONE,
        Kind::Words,
    ),
    needed(
        "title.en",
        Text::new("英文名称", "Title in English"),
        NONE,
        Kind::Words,
    ),
    optional(
        "year",
        Text::new("适用年度", "Year"),
        Text::new("不限年度的留空", "Blank where the rules are for any year"),
        Kind::Whole(1990, 2199, Text::new("年度", "the year ")),
    ),
    needed(
        "basis",
        Text::new("依据文件", "Basis"),
        Text::new(
            "至少一份；多份的，在单元格内换行，一行一份",
            "At least one document, each on a line of its own",
        ),
        Kind::Lines,
    ),
    needed(
        "plausible-budget-yuan",
        Text::new("单表预算上限（元）", "Largest budget of a form (yuan)"),
        Text::new(
            "全年预算数超过此数时提示金额单位可疑",
            "A larger budget is not believed",
        ),
        Kind::Number(Bounds::AboveZero),
    ),
    optional(
        "rounding.rate.places",
        Text::new("比率小数位数", "Places of a rate"),
        Text::new(
            "4 即 89.85%；与舍入方式一起留空，则按未舍入的比率计分",
            "4 is 89.85%; blank together with its mode, scores come from the exact rate",
        ),
        Kind::Whole(2, 10, Text::new("小数位数", "places ")),
    ),
    optional(
        "rounding.rate.mode",
        Text::new("比率舍入方式", "Rounding of a rate"),
        NONE,
        Kind::Choice(MODES),
    ),
    needed(
        "rounding.score.places",
        Text::new("得分小数位数", "Places of a score"),
        NONE,
        Kind::Whole(0, 10, Text::new("小数位数", "places ")),
    ),
    needed(
        "rounding.score.mode",
        Text::new("得分舍入方式", "Rounding of a score"),
        NONE,
        Kind::Choice(MODES),
    ),
    needed(
        "execution.zero-budget",
        Text::new("全年预算数为零时", "Where the budget is zero"),
        NONE,
        Kind::Choice(ZERO_BUDGET),
    ),
    needed(
        "reverse.variant",
        Text::new("反向指标公式", "Formula of reverse indicators"),
        Text::new("超过目标值时怎样扣分", "What is lost above the target"),
        Kind::Choice(REVERSE),
    ),
    optional(
        "reverse.groups",
        Text::new("反向指标类别", "Groups of reverse indicators"),
        Text::new(
            "没有写比较符的指标，一、二级指标含其中之一的按反向计分",
            "An indicator without a sign is reverse where level 1 or 2 contains one of these",
        ),
        Kind::List,
    ),
    optional(
        "reverse.names",
        Text::new("反向指标名称", "Names of reverse indicators"),
        Text::new(
            "没有写比较符的指标，名称含其中之一的按反向计分",
            "An indicator without a sign is reverse where its name contains one of these",
        ),
        Kind::List,
    ),
    optional(
        "reverse.except",
        Text::new("反向例外", "Except"),
        Text::new(
            "名称含其中之一的仍按正向",
            "Unless its name contains one of these",
        ),
        Kind::List,
    ),
    optional(
        "reverse.kept-low",
        Text::new("从严控制的指标", "Names of what is kept low"),
        Text::new(
            "名称含其中之一、没有写比较符的，表上所写评分标准按正向读不通时按反向读；留空用默认",
            "Without a sign, a stated standard that makes no sense where more is better is read as reverse where the name contains one of these; blank for the usual",
        ),
        Kind::List,
    ),
    needed(
        "over-fulfilled.from",
        Text::new("超额提示界限", "Far above target from"),
        Text::new(
            "完成率达到此数即提示",
            "Completion rate from which this is said",
        ),
        Kind::Percent(Bounds::Within(Decimal::ONE, Decimal::TEN)),
    ),
    optional(
        "nothing-incurred.phrases",
        Text::new("无发生额的说法", "Wordings of nothing incurred"),
        Text::new(
            "完成值或偏差原因中有其中之一的按满分计并提示",
            "Full points, and said, where actual value or reason holds one of these",
        ),
        Kind::List,
    ),
    optional(
        "actual.missing",
        Text::new("实际完成值空缺时", "Where the actual value is blank"),
        Text::new(
            "有分值、指标值为数字的指标，没有填实际完成值；不填为计零分",
            "Of an indicator with points and a numeric target; blank for no points",
        ),
        Kind::Choice(UNKNOWN_ACTUAL),
    ),
    optional(
        "actual.worded",
        Text::new("实际完成值是文字时", "Where the actual value is in words"),
        Text::new(
            "指标值为数字而实际完成值只写“完成”等文字；不填为沿用自评得分，单位标为待核",
            "The target is a number and the actual value says 完成 or the like; blank for keeping the filed score",
        ),
        Kind::Choice(UNKNOWN_ACTUAL),
    ),
    treatment(
        "standing.other-year",
        Text::new("其他年度的表", "Forms of another year"),
        Text::new("不填为不参加排名", "Blank for not ranked"),
    ),
    treatment(
        "standing.no-year",
        Text::new("没有写明年度的表", "Forms without a year"),
        Text::new("不填为参加排名", "Blank for ranked"),
    ),
    treatment(
        "standing.not-listed",
        Text::new("名单上没有的单位", "Units not on the roster"),
        Text::new(
            "给出单位名单时的单位自评表，项目表不受影响；不填为参加排名",
            "Unit forms where a roster is given, not forms of projects; blank for ranked",
        ),
    ),
    treatment(
        "standing.shared-code",
        Text::new(
            "编码与单位不一一对应的表",
            "Units and codes that do not agree",
        ),
        Text::new("不填为参加排名", "Blank for ranked"),
    ),
    treatment(
        "standing.above-total",
        Text::new("总分高于满分的表", "Totals above all points"),
        Text::new("不填为不参加排名", "Blank for not ranked"),
    ),
    treatment(
        "standing.amount-missing",
        Text::new(
            "预算数或执行数空白的表",
            "Budget or executed amount left blank",
        ),
        Text::new(
            "空白或无法识别的，不采用填报的执行率。不填为不参加排名；选参加排名的，沿用填报的执行率得分，标为待核",
            "Blank or unreadable, the printed rate is not used. Blank for not ranked; else the filed execution score is kept, to be verified",
        ),
    ),
    treatment(
        "standing.undecided",
        Text::new(
            "几份中不能确定哪份为准",
            "Several forms, none told to count",
        ),
        Text::new(
            "不填为都不参加排名；选参加排名的，取路径在前的一份",
            "Blank for none ranked; else the first by path is",
        ),
    ),
    optional(
        "standing.final-words",
        Text::new("优先采用的字样", "Words of a final form"),
        Text::new(
            "同一单位报了几份时，文件、文件夹或工作表名称含其中之一的在先；不填为最终、终稿、定稿、修订",
            "Of several forms of a unit those named so go first; blank for 最终, 终稿, 定稿, 修订",
        ),
        Kind::List,
    ),
    optional(
        "standing.copy-words",
        Text::new("最后采用的字样", "Words of a copy"),
        Text::new(
            "含其中之一或末尾带（1）的排在最后；不填为副本、复件、copy",
            "Those named so, or with (1) at the end, come last; blank for 副本, 复件, copy",
        ),
        Kind::List,
    ),
    optional(
        "midyear.month",
        Text::new("年中监控截至月份", "Month of the mid-year monitoring"),
        Text::new(
            "监控表的数据截至哪个月末，通常为 7；不做年中监控的，三项都留空",
            "Forms report to the end of this month, usually 7; leave all three blank where there is no monitoring",
        ),
        Kind::Whole(1, 12, Text::new("月份", "the month ")),
    ),
    optional(
        "midyear.red",
        Text::new("年中监控红色预警", "Red warning below"),
        Text::new(
            "执行率÷序时进度（月份÷12）低于此数为红",
            "Red where execution rate ÷ (month ÷ 12) is below this",
        ),
        PACE,
    ),
    optional(
        "midyear.yellow",
        Text::new("年中监控黄色预警", "Yellow warning below"),
        Text::new("低于此数为黄，其余为绿", "Yellow below this, else green"),
        PACE,
    ),
];

/// Rows of the sheet 权重.
pub const WEIGHTS: &[Setting] = &[
    needed(
        "total",
        Text::new("满分", "Total points"),
        Text::new(
            "一张表各项分值之和，通常为 100",
            "What all points of a form add to, usually 100",
        ),
        Kind::Number(Bounds::Total),
    ),
    needed(
        "execution.points",
        Text::new("预算执行率分值", "Points of execution"),
        Text::new(
            "通常的分值，用于核对；计分以表中分值为准",
            "The usual points, for checks; a form is scored by its own",
        ),
        POINTS,
    ),
    optional(
        "reweight.execution",
        Text::new("预算执行率新分值", "New points of execution"),
        Text::new(
            "改变各表的分值时才填，与“类别新分值”一起使用；不改的留空",
            "Only where the weights of the forms are to be changed; with the new weights by group",
        ),
        POINTS,
    ),
    optional(
        "reweight.ungrouped",
        Text::new("未分组指标新分值", "New points of indicators in no group"),
        Text::new("同上", "Likewise"),
        POINTS,
    ),
];

/// Points of a part of a form.
const POINTS: Kind = Kind::Number(Bounds::Points);
/// A bound of the pace of execution.
const PACE: Kind = Kind::Percent(Bounds::Within(Decimal::ZERO, Decimal::TWO));

/// Settings that are given together or not at all.
pub(super) const TOGETHER: &[(&[&str], Text)] = &[
    (
        &["rounding.rate.places", "rounding.rate.mode"],
        Text::new(
            "比率的小数位数和舍入方式要么都填，要么都留空",
            "places and rounding of the rate are given both or not at all",
        ),
    ),
    (
        &["midyear.month", "midyear.red", "midyear.yellow"],
        Text::new(
            "month、red、yellow 三项都要写",
            "give all three of month, red and yellow",
        ),
    ),
];
