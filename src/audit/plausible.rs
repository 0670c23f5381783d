//! Checks on figures that are hardly plausible.

use rust_decimal::Decimal;

use super::row::IndicatorRow;
use super::tolerance::rates_agree;
use super::{Case, Check, SELF};
use crate::base::holds_any;
use crate::base::number::Rate;
use crate::finding::plausible::{
    BORROWED_RATE, MIDYEAR_ABOVE_FINAL, MIDYEAR_JUMP, SIGN_SUSPECT, SLIP, TOO_GOOD,
};
use crate::finding::{Fact, Problem};
use crate::model::{
    CellRef, Comparator, Content, Figure, Indicator, Located, MethodKind, Quantity, Reconciled,
    Scale, Statement, reconcile,
};
use crate::rules::AuditBounds;

/// A cumulative value does not fall after mid-year, and is not reached all at once.
pub(super) const MIDYEAR: Check = Check {
    codes: &[&MIDYEAR_ABOVE_FINAL, &MIDYEAR_JUMP],
    stages: SELF,
    run: |case, problems| {
        for (row, _) in case.explained().filter(|(row, _)| !row.is_exempt()) {
            problems.extend(since_midyear(row, &case.rules.audit));
        }
    },
};

fn since_midyear(
    row: IndicatorRow<'_>,
    bounds: &AuditBounds,
) -> Option<(Problem, Option<CellRef>)> {
    let midyear = row.indicator.midyear.as_deref()?;
    let actual = row.indicator.actual.as_ref()?;
    let (early, late) = (quantity(midyear)?, quantity(actual)?);
    let Reconciled::Comparable {
        target: before,
        actual: after,
        ..
    } = reconcile(early, late)
    else {
        return None;
    };
    let name = ("indicator", Fact::text(row.indicator.name.clone()));
    let found = ("found", Fact::text(actual.typed.clone()));
    if before > after && counts_up(row.indicator, late, bounds) {
        let midyear_typed = ("midyear", Fact::text(midyear.typed.clone()));
        let problem = MIDYEAR_ABOVE_FINAL.with([name, midyear_typed, found]);
        return Some(problem.at(midyear.cell));
    }
    let case = if before.is_zero() && after > Decimal::ZERO && row.reaches() && row.result.upward {
        "zero"
    } else if early.percent && before == Decimal::ONE && after < before {
        "whole"
    } else {
        return None;
    };
    Some(MIDYEAR_JUMP.case(case, [name, found]).at(midyear.cell))
}

/// Whether an indicator can only rise in the course of a year: counts, and rates of what is done so far.
fn counts_up(indicator: &Indicator, actual: &Quantity, bounds: &AuditBounds) -> bool {
    let named = |words: &[Box<str>]| holds_any(&indicator.name, words);
    if actual.percent {
        return named(&bounds.cumulative);
    }
    let measure = actual.measure.as_deref().unwrap_or_default();
    let of_time = ["天", "日", "小时", "分", "秒", "℃"];
    !holds_any(measure, &of_time)
        && !measure.contains(['/', '／', '每'])
        && !named(&bounds.standing)
}

fn quantity(statement: &Located<Statement>) -> Option<&Quantity> {
    match &statement.value.content {
        Content::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}

/// Target and actual value in one unit of measure.
fn figures(indicator: &Indicator) -> Option<(Decimal, Decimal)> {
    let target = quantity(indicator.target.as_ref()?)?;
    let actual = quantity(indicator.actual.as_ref()?)?;
    match reconcile(target, actual) {
        Reconciled::Comparable { target, actual, .. } => Some((target, actual)),
        Reconciled::MeasuresDiffer => None,
    }
}

/// A printed completion rate is that of its own indicator, not another ratio of the form.
pub(super) const BORROWED: Check = Check {
    codes: &[&BORROWED_RATE],
    stages: SELF,
    run: |case, problems| {
        for (row, _) in case.explained() {
            problems.extend(borrowed(case, row));
        }
    },
};

fn borrowed(case: &Case<'_>, row: IndicatorRow<'_>) -> Option<(Problem, Option<CellRef>)> {
    let printed = row.indicator.completion.as_deref()?;
    let percent = printed.value.checked_mul(Decimal::ONE_HUNDRED)?;
    if percent.is_integer() || row.is_exempt() {
        return None;
    }
    let by_method = row.result.method != MethodKind::BudgetUtilisation;
    let by_method = row.result.completion.filter(|_| by_method);
    if by_method.is_some_and(|rate| rates_agree(printed, rate)) {
        return None;
    }
    let (target, actual) = figures(row.indicator)?;
    let own = Rate::new(actual, target)?.value()?;
    let inverse = Rate::new(target, actual).and_then(Rate::value);
    let less = Decimal::TWO.checked_sub(own);
    let mut known = [Some(own), inverse, less].into_iter().flatten();
    if known.any(|rate| rates_agree(printed, rate)) {
        return None;
    }
    let (source, _) = ratios(case)
        .into_iter()
        .find(|(_, rate)| rates_agree(printed, *rate))?;
    let problem = BORROWED_RATE.with([
        ("indicator", Fact::text(row.indicator.name.clone())),
        ("source", Fact::text(source)),
        ("expected", Fact::Rate(own)),
        ("found", Fact::Rate(printed.value)),
    ]);
    Some(problem.at(printed.cell))
}

/// The ratios of the money block and of the indicators, each with its name.
fn ratios(case: &Case<'_>) -> Vec<(String, Decimal)> {
    let ratio = |part: Option<&Figure>, whole: Option<&Figure>| {
        Rate::new(part?.value, whole?.value).and_then(Rate::value)
    };
    let mut ratios = Vec::new();
    if let Some(funding) = &case.filing.funding {
        let executed = funding.executed.as_ref();
        let of_adjusted = ratio(executed, funding.adjusted.as_ref());
        ratios.extend(of_adjusted.map(|rate| ("全年执行数÷全年预算数".to_owned(), rate)));
        let of_initial = ratio(executed, funding.initial.as_ref());
        ratios.extend(of_initial.map(|rate| ("全年执行数÷年初预算数".to_owned(), rate)));
        for line in &case.filing.parts {
            let rate = ratio(line.executed.as_ref(), line.adjusted.as_ref());
            ratios.extend(rate.map(|rate| (format!("{}的执行率", line.label), rate)));
        }
    }
    for indicator in &case.filing.indicators {
        let rate = figures(indicator).and_then(|(target, actual)| Rate::new(actual, target));
        let rate = rate.and_then(Rate::value);
        ratios.extend(rate.map(|rate| (format!("“{}”的完成率", indicator.name), rate)));
    }
    ratios
}

/// The sign of a target fits the meaning of the indicator.
pub(super) const SIGN: Check = Check {
    codes: &[&SIGN_SUSPECT],
    stages: SELF,
    run: |case, problems| {
        for indicator in &case.filing.indicators {
            let Some(target) = &indicator.target else {
                continue;
            };
            if let Some(doubt) = doubt(indicator, &target.value, &case.rules.audit) {
                let name = ("indicator", Fact::text(indicator.name.clone()));
                let found = ("found", Fact::text(target.typed.clone()));
                problems.push(SIGN_SUSPECT.case(doubt, [name, found]).at(target.cell));
            }
        }
    },
};

fn doubt(indicator: &Indicator, target: &Statement, bounds: &AuditBounds) -> Option<&'static str> {
    let Content::Quantity(quantity) = &target.content else {
        return None;
    };
    let name = indicator.name.split(['(', '（']).next().unwrap_or_default();
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let holds = |words: &[&str]| holds_any(name, words);
    let always = || is_always_met(target, quantity) && !holds(CHANGING);
    let Some(comparator) = target.comparator else {
        return always().then_some("always");
    };
    match comparator {
        Comparator::AtLeast | Comparator::MoreThan => {
            if ends_with(name, &bounds.harmful, COUNTED) && !holds(REVERSALS) {
                return Some("harm");
            }
            if always() {
                return Some("always");
            }
            let levels = [&indicator.level1, &indicator.level2].into_iter().flatten();
            let cost = levels.into_iter().any(|level| level.contains("成本"));
            if !cost || quantity.percent {
                return None;
            }
            let of_money = quantity
                .measure
                .as_deref()
                .is_some_and(|m| m.contains('元'));
            let priced = of_money || holds(&["成本", "费用", "经费", "造价", "单价"]);
            let floor = [
                "标准", "补助", "补贴", "待遇", "低保", "救助", "节约", "节省", "收入", "率",
                "下降", "降低", "减少", "达标",
            ];
            (priced && !holds(&floor)).then_some("cost")
        }
        Comparator::AtMost | Comparator::LessThan => {
            let counted = MEASURED.iter().any(|word| name.ends_with(word));
            (counted && ends_with(name, &bounds.falling, MEASURED)).then_some("fall")
        }
        Comparator::Equal => None,
    }
}

/// Whether a target for a count or an amount is reached even by nothing: ≥0场, －90%.
fn is_always_met(target: &Statement, quantity: &Quantity) -> bool {
    match target.comparator {
        Some(Comparator::AtLeast) => quantity.value <= Decimal::ZERO,
        None | Some(Comparator::MoreThan) => quantity.value < Decimal::ZERO,
        Some(_) => false,
    }
}
/// Words in the names of indicators that may fall below 0: 增长率, 盈亏额, 气温.
const CHANGING: &[&str] = &[
    "增",
    "减",
    "升",
    "降",
    "变",
    "涨",
    "跌",
    "提高",
    "改善",
    "盈",
    "亏",
    "利润",
    "收益",
    "结余",
    "差",
    "净",
    "温",
    "同比",
    "环比",
    "较上年",
];

/// Endings behind the word for a harm that make it a count or rate: 事故起数, 违规行为发生率.
const COUNTED: &[&str] = &[
    "发生", "事件", "案件", "行为", "问题", "情况", "使用", "举报", "比例", "比率", "占比", "的",
    "总", "人", "件", "起", "次", "宗", "例", "个", "数", "量", "率",
];
/// Endings behind the word for a fall that measure it: 能耗下降率, 用水减少量.
const MEASURED: &[&str] = &[
    "率",
    "比例",
    "比率",
    "百分比",
    "幅度",
    "幅",
    "数",
    "量",
    "额",
    "度",
];
/// Words that make more of a harm better: 投诉受理数, 违法案件查处数.
const REVERSALS: &[&str] = &[
    "零", "无", "未", "不", "减少", "下降", "降低", "控制", "防", "处理", "处置", "查处", "受理",
    "办理", "办结", "化解", "调处", "侦破", "打击", "整治", "整改", "救治", "救助", "排查", "压降",
    "遏制", "杜绝", "纠正",
];

/// Whether a name ends with one of `words`, followed by nothing but `endings`.
fn ends_with(name: &str, words: &[Box<str>], endings: &[&str]) -> bool {
    let behind = |word: &str| name.rsplit_once(word).map(|(_, behind)| behind);
    holds_any(name, words)
        && words
            .iter()
            .any(|word| behind(word).is_some_and(|b| is_of(b, endings)))
}

/// Whether a text consists of these words alone.
fn is_of(mut text: &str, words: &[&str]) -> bool {
    while let Some(rest) = words.iter().find_map(|word| text.strip_prefix(word)) {
        text = rest;
    }
    text.is_empty()
}

/// Factors by which a slip makes a figure too large: percent for a number, 元 for 万元.
const FOLDS: [(&str, Decimal); 2] = [
    ("100", Decimal::ONE_HUNDRED),
    ("10000", Decimal::from_parts(10_000, 0, 0, false, 0)),
];

/// Target and actual value are not 100 or 10 000 times apart.
pub(super) const SLIPS: Check = Check {
    codes: &[&SLIP],
    stages: SELF,
    run: |case, problems| {
        for indicator in &case.filing.indicators {
            problems.extend(slip(indicator, case.rules.audit.slip_within));
        }
    },
};

fn slip(indicator: &Indicator, within: Decimal) -> Option<(Problem, Option<CellRef>)> {
    let (target, actual) = (indicator.target.as_ref()?, indicator.actual.as_ref()?);
    let facts = || {
        [
            ("indicator", Fact::text(indicator.name.clone())),
            ("expected", Fact::text(target.typed.clone())),
            ("found", Fact::text(actual.typed.clone())),
        ]
    };
    if is_of_two_kinds(quantity(target)?, quantity(actual)?) {
        return Some(SLIP.case("percent", facts()).at(actual.cell));
    }
    let (t, a) = figures(indicator)?;
    let ratio = a.max(t).checked_div(a.min(t))?;
    let near = |factor: Decimal| {
        let off = ratio.checked_sub(factor).map(|off| off.abs());
        off.zip(within.checked_mul(factor))
            .is_some_and(|(off, most)| off <= most)
    };
    let (fold, _) = FOLDS.into_iter().find(|(_, factor)| near(*factor))?;
    let factor = [("factor", Fact::text(fold))];
    let problem = SLIP.case("fold", facts().into_iter().chain(factor));
    Some(problem.at(actual.cell))
}

/// Whether one is a percentage and the other a number with a unit of measure.
fn is_of_two_kinds(target: &Quantity, actual: &Quantity) -> bool {
    let counted = |q: &Quantity| !q.percent && (q.measure.is_some() || q.scale != Scale::One);
    target.percent && counted(actual) || actual.percent && counted(target)
}

/// Not every actual value equals its target.
pub(super) const ON_TARGET: Check = Check {
    codes: &[&TOO_GOOD],
    stages: SELF,
    run: |case, problems| {
        let figures = case.filing.indicators.iter().filter_map(figures);
        let mut count = 0_usize;
        for (target, actual) in figures {
            if target != actual {
                return;
            }
            count = count.saturating_add(1);
        }
        if count >= case.rules.audit.on_target_from {
            let count = Fact::Count(u64::try_from(count).unwrap_or(u64::MAX));
            let total = case.filing.reported_total.as_ref().map(|total| total.cell);
            problems.push(TOO_GOOD.with([("count", count)]).at(total));
        }
    },
};
