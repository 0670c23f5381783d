//! The words of a name that identify a figure of the form, and its other words.

use super::figure::{Figure, Measure};
use super::known::Subject;
use super::paragraph::{Sentence, has};
use crate::finding::Field;

/// The field that a name gives an amount or a percentage.
pub(super) fn named_field(name: &str, money: bool) -> Option<Field> {
    if !money {
        return if name.contains("调整率") {
            Some(Field::AdjustmentRate)
        } else {
            has(name, &["执行率", "支出率", "支出进度"]).then_some(Field::ExecutionRate)
        };
    }
    let spent = [
        "执行金额",
        "执行数",
        "实际支出",
        "实际执行",
        "支出金额",
        "支出资金",
        "支出数",
        "支出共计",
        "实际使用",
        "执行",
    ];
    if has(name, &["年初", "批复"]) {
        Some(Field::Initial)
    } else if has(name, &["调增", "调减", "追加"]) {
        Some(Field::Change)
    } else if has(name, &spent) {
        Some(Field::Executed)
    } else if has(
        name,
        &[
            "全年预算",
            "调整后",
            "预算金额",
            "预算总额",
            "预算数",
            "总金额",
        ],
    ) {
        Some(Field::Adjusted)
    } else {
        None
    }
}

/// Words of fields and of their grammar.
const GRAMMAR: [&str; 66] = [
    "预算执行率",
    "执行率",
    "支出进度",
    "支出率",
    "预算调整率",
    "年初批复预算数",
    "年初预算数",
    "年初预算",
    "年初批复",
    "年初",
    "批复",
    "年中",
    "调整后",
    "调整数",
    "调增数",
    "调减数",
    "调增",
    "调减",
    "追加",
    "全年预算数",
    "全年预算",
    "全年执行数",
    "全年",
    "预算支出",
    "实际支出资金",
    "实际支出",
    "实际执行",
    "实际使用",
    "支出金额",
    "支出资金",
    "执行金额",
    "执行数",
    "预算金额",
    "预算总额",
    "预算数",
    "总金额",
    "执行",
    "预算",
    "支出",
    "金额",
    "总额",
    "资金",
    "共计",
    "合计",
    "总计",
    "我单位",
    "本单位",
    "我局",
    "本部门",
    "我部门",
    "部门整体",
    "单位",
    "部门",
    "整体",
    "年度",
    "项目",
    "其中",
    "自评表上",
    "实际",
    "为",
    "共",
    "计",
    "达",
    "是",
    "数",
    "年",
];

/// What else a name states.
pub(super) fn rest(name: &str) -> String {
    let digits = |c: char| c.is_ascii_digit();
    let mut left = name.replace(digits, "");
    for word in GRAMMAR {
        left = left.replace(word, "");
    }
    left
}

/// The field of a figure in the paragraph of its indicator.
pub(super) fn indicator_field(sentence: Sentence<'_>, figure: &Figure, own: &str) -> Option<Field> {
    let before = sentence.before(figure);
    let name = before.rsplit(['，', '。', '；']).next().unwrap_or_default();
    let is_points = matches!(figure.measure, Measure::Points);
    let field = if is_points && has(name, &["分值", "权重", "满分"]) {
        Field::Points
    } else if is_points && has(name, &["得分", "得", "评分"]) {
        Field::Score
    } else if has(name, &["完成率"]) && !name.contains(own) {
        Field::Completion
    } else if has(name, &["指标值", "目标值", "预期"]) {
        Field::Target
    } else if has(name, &["年中", "监控"]) {
        Field::Midyear
    } else if has(name, &["调增", "调减"]) {
        Field::Change
    } else if name.contains(own) || has(name, &["本次评价", "实际完成值"]) {
        Field::Actual
    } else {
        return None;
    };
    Some(field)
}

/// 得8.98分 behind the execution rate, 综合得分 of the whole.
pub(super) fn points(sentence: Sentence<'_>, figure: &Figure) -> Option<(Subject, Field, bool)> {
    let total = [
        "综合得分",
        "总得分",
        "自评总分",
        "综合评分",
        "总分为",
        "自评得分",
    ];
    let name = figure.name.trim_end_matches(['为', '是']);
    if total.iter().any(|word| name.ends_with(word)) {
        let sure =
            !name.ends_with("自评得分") || has(sentence.behind(figure), &["等级", "评价结果", "“"]);
        return Some((Subject::Whole, Field::Total, sure));
    }
    let earned = name.ends_with('得') || name.ends_with("得分");
    let execution = has(sentence.before(figure), &["执行率"]);
    (earned && execution).then_some((Subject::Whole, Field::Score, true))
}

/// The words of the clauses before a figure, without their figures and points.
pub(super) fn plain_words(before: &str) -> String {
    let mut words = before.to_owned();
    for unit in ["万元", "亿元", "元", "%", "，", "、", "。", "："] {
        words = words.replace(unit, "");
    }
    words.replace(|c: char| c.is_ascii_digit() || c == '.', "")
}
