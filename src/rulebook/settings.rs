//! Single settings of a rule set: the rows of the sheets 基本 and 权重.

use rust_decimal::Decimal;

use super::sheets::Kind;
use super::words;
use crate::base::lang::Text;
use crate::model::Group;
use crate::rules::RuleSet;

/// A value of a rule set, before it is worded.
pub(super) enum Said {
    Blank,
    Words(String),
    List(Vec<Box<str>>),
    Number(Decimal),
}

impl Said {
    fn words(text: &str) -> Self {
        Self::Words(text.to_owned())
    }

    /// A closed word by its key.
    pub(super) fn key(value: impl serde::Serialize) -> Self {
        Self::Words(words::key(value))
    }
}

type Get = fn(&RuleSet) -> Said;

/// One setting: a row of 基本 or 权重.
pub(super) struct Setting {
    /// Its key in a rule file.
    pub(super) key: &'static str,
    /// Its value in a rule set.
    pub(super) get: Get,
    pub(super) name: Text,
    pub(super) kind: Kind,
    /// Whether it may be left blank.
    pub(super) optional: bool,
    pub(super) note: Text,
}

const fn needed(key: &'static str, get: Get, name: Text, kind: Kind, note: Text) -> Setting {
    Setting {
        key,
        get,
        name,
        kind,
        optional: false,
        note,
    }
}

const fn optional(key: &'static str, get: Get, name: Text, kind: Kind, note: Text) -> Setting {
    Setting {
        key,
        get,
        name,
        kind,
        optional: true,
        note,
    }
}

const NONE: Text = Text::new("", "");

/// Rows of the sheet 基本.
pub(super) const SETTINGS: &[Setting] = &[
    needed(
        "id",
        |r| Said::words(&r.stamp.id),
        Text::new("规则代号", "Id"),
        Kind::Words,
        Text::new(
            "小写字母、数字和连字符，印在每份结果上；改动规则后请换一个代号",
            "Lower-case letters, digits and hyphens, printed on every result; give changed rules another",
        ),
    ),
    needed(
        "title.zh",
        |r| Said::words(&r.title.zh),
        Text::new("规则名称", "Title in Chinese"),
        Kind::Words,
        NONE,
    ),
    needed(
        "title.en",
        |r| Said::words(&r.title.en),
        Text::new("英文名称", "Title in English"),
        Kind::Words,
        NONE,
    ),
    optional(
        "year",
        |r| r.year.map_or(Said::Blank, |y| Said::Number(y.into())),
        Text::new("适用年度", "Year"),
        Kind::Whole,
        Text::new("不限年度的留空", "Blank where the rules are for any year"),
    ),
    needed(
        "basis",
        |r| Said::List(r.stamp.basis.clone()),
        Text::new("依据文件", "Basis"),
        Kind::Lines,
        Text::new(
            "至少一份；多份的，在单元格内换行，一行一份",
            "At least one document, each on a line of its own",
        ),
    ),
    needed(
        "plausible-budget-yuan",
        |r| Said::Number(r.plausible_budget_yuan),
        Text::new("单表预算上限（元）", "Largest budget of a form (yuan)"),
        Kind::Number,
        Text::new(
            "全年预算数超过此数时提示金额单位可疑",
            "A larger budget is not believed",
        ),
    ),
    optional(
        "rounding.rate.places",
        |r| {
            r.rounding
                .rate
                .map_or(Said::Blank, |r| Said::Number(r.places.into()))
        },
        Text::new("比率小数位数", "Places of a rate"),
        Kind::Whole,
        Text::new(
            "4 即 89.85%；与舍入方式一起留空，则按未舍入的比率计分",
            "4 is 89.85%; blank together with its mode, scores come from the exact rate",
        ),
    ),
    optional(
        "rounding.rate.mode",
        |r| r.rounding.rate.map_or(Said::Blank, |r| Said::key(r.mode)),
        Text::new("比率舍入方式", "Rounding of a rate"),
        Kind::Choice(words::MODES),
        NONE,
    ),
    needed(
        "rounding.score.places",
        |r| Said::Number(r.rounding.score.places.into()),
        Text::new("得分小数位数", "Places of a score"),
        Kind::Whole,
        NONE,
    ),
    needed(
        "rounding.score.mode",
        |r| Said::key(r.rounding.score.mode),
        Text::new("得分舍入方式", "Rounding of a score"),
        Kind::Choice(words::MODES),
        NONE,
    ),
    needed(
        "execution.zero-budget",
        |r| Said::key(r.zero_budget),
        Text::new("全年预算数为零时", "Where the budget is zero"),
        Kind::Choice(words::ZERO_BUDGET),
        NONE,
    ),
    needed(
        "reverse.variant",
        |r| Said::key(r.reverse.variant),
        Text::new("反向指标公式", "Formula of reverse indicators"),
        Kind::Choice(words::REVERSE),
        Text::new("超过目标值时怎样扣分", "What is lost above the target"),
    ),
    optional(
        "reverse.groups",
        |r| Said::List(r.reverse.groups.clone()),
        Text::new("反向指标类别", "Groups of reverse indicators"),
        Kind::List,
        Text::new(
            "没有写比较符的指标，一、二级指标含其中之一的按反向计分",
            "An indicator without a sign is reverse where level 1 or 2 contains one of these",
        ),
    ),
    optional(
        "reverse.names",
        |r| Said::List(r.reverse.names.clone()),
        Text::new("反向指标名称", "Names of reverse indicators"),
        Kind::List,
        Text::new(
            "没有写比较符的指标，名称含其中之一的按反向计分",
            "An indicator without a sign is reverse where its name contains one of these",
        ),
    ),
    optional(
        "reverse.except",
        |r| Said::List(r.reverse.except.clone()),
        Text::new("反向例外", "Except"),
        Kind::List,
        Text::new(
            "名称含其中之一的仍按正向",
            "Unless its name contains one of these",
        ),
    ),
    needed(
        "over-fulfilled.from",
        |r| Said::Number(r.over_fulfilled_from),
        Text::new("超额提示界限", "Far above target from"),
        Kind::Percent,
        Text::new(
            "完成率达到此数即提示",
            "Completion rate from which this is said",
        ),
    ),
    optional(
        "nothing-incurred.phrases",
        |r| Said::List(r.nothing_incurred.clone()),
        Text::new("无发生额的说法", "Wordings of nothing incurred"),
        Kind::List,
        Text::new(
            "完成值或偏差原因中有其中之一的按满分计并提示",
            "Full points, and said, where actual value or reason holds one of these",
        ),
    ),
    optional(
        "midyear.month",
        |r| number(r.midyear.map(|m| m.month.into())),
        Text::new("年中监控截至月份", "Month of the mid-year monitoring"),
        Kind::Whole,
        Text::new(
            "监控表的数据截至哪个月末，通常为 7；不做年中监控的，三项都留空",
            "Forms report to the end of this month, usually 7; leave all three blank where there is no monitoring",
        ),
    ),
    optional(
        "midyear.red",
        |r| number(r.midyear.map(|m| m.red)),
        Text::new("年中监控红色预警", "Red warning below"),
        Kind::Percent,
        Text::new(
            "执行率÷序时进度（月份÷12）低于此数为红",
            "Red where execution rate ÷ (month ÷ 12) is below this",
        ),
    ),
    optional(
        "midyear.yellow",
        |r| number(r.midyear.map(|m| m.yellow)),
        Text::new("年中监控黄色预警", "Yellow warning below"),
        Kind::Percent,
        Text::new("低于此数为黄，其余为绿", "Yellow below this, else green"),
    ),
];

/// Rows of the sheet 权重.
pub(super) const WEIGHTS: &[Setting] = &[
    needed(
        "total",
        |r| Said::Number(r.total_points),
        Text::new("满分", "Total points"),
        Kind::Number,
        Text::new(
            "一张表各项分值之和，通常为 100",
            "What all points of a form add to, usually 100",
        ),
    ),
    needed(
        "execution.points",
        |r| Said::Number(r.execution.points),
        Text::new("预算执行率分值", "Points of execution"),
        Kind::Number,
        Text::new(
            "通常的分值，用于核对；计分以表中分值为准",
            "The usual points, for checks; a form is scored by its own",
        ),
    ),
    optional(
        "reweight.execution",
        |r| number(r.reweight.as_ref().and_then(|w| w.execution)),
        Text::new("预算执行率新分值", "New points of execution"),
        Kind::Number,
        Text::new(
            "改变各表的分值时才填，与“类别新分值”一起使用；不改的留空",
            "Only where the weights of the forms are to be changed; with the new weights by group",
        ),
    ),
    optional(
        "reweight.ungrouped",
        |r| number(r.reweight.as_ref().and_then(|w| w.of(&Group::Ungrouped))),
        Text::new("未分组指标新分值", "New points of indicators in no group"),
        Kind::Number,
        Text::new("同上", "Likewise"),
    ),
];

fn number(figure: Option<Decimal>) -> Said {
    figure.map_or(Said::Blank, Said::Number)
}
