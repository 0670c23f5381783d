//! 比率: a rate whose sentence names both of its figures is their ratio, to its printed digits.
//!
//! A rate that some other figures of its paragraph explain is never contradicted.

use rust_decimal::Decimal;

use super::claim::{Claim, ClaimText, claims_of_sentences, printed, worded};
use super::figure::{Figure, Measure};
use super::paragraph::{Paragraph, Sentence, has};
use crate::base::number::{Rate, Rounding, RoundingMode, explained_by_rounding};
use crate::finding::Problem;
use crate::finding::narrative::REPORT_RATE;

/// Names of rates of what was spent.
pub(super) const SPENT_RATES: [&str; 9] = [
    "执行率",
    "支出率",
    "支付率",
    "使用率",
    "支付进度",
    "支出进度",
    "执行进度",
    "发放率",
    "拨付率",
];
/// Words for what is spent.
const SPENT: [&str; 8] = [
    "支出",
    "执行",
    "支付",
    "使用",
    "拨付",
    "发放",
    "已完成",
    "列支",
];
/// Words for the whole it is spent of.
const BUDGETS: [&str; 10] = [
    "预算", "安排", "下达", "到位", "计划", "投资", "总额", "资金", "经费", "指标",
];
/// Amounts that are neither.
const NEITHER: [&str; 9] = [
    "结余",
    "结转",
    "剩余",
    "未",
    "上年",
    "去年",
    "截至上",
    "增加",
    "减少",
];

/// Rates that are not the ratio of their own figures.
pub(super) fn claims(paragraphs: &[Paragraph]) -> Vec<Claim> {
    claims_of_sentences(paragraphs, |_, sentence| {
        let rates = sentence.figures.iter().enumerate();
        let rates = rates.filter(|(_, figure)| figure.is_rate() && !figure.bound);
        rates.filter_map(move |(nth, rate)| {
            let before = sentence.figures.get(..nth)?;
            spent(sentence, before, rate)
                .or_else(|| grown(sentence, before, rate))
                .or_else(|| adjusted(sentence, before, rate))
                .or_else(|| completed(sentence, before, rate))
                .or_else(|| shared(sentence, before, rate))
        })
    })
}

/// 执行率: what was spent ÷ what it was spent of, both in the sentence and each the only one of its kind.
fn spent(sentence: Sentence<'_>, before: &[Figure], rate: &Figure) -> Option<Problem> {
    if !rate.says(&SPENT_RATES) || has(&rate.name, &["较", "比", "到位"]) {
        return None;
    }
    let since = before
        .iter()
        .rposition(Figure::is_rate)
        .map_or(0, |at| at + 1);
    let money = before.get(since..)?.iter();
    let money: Vec<&Figure> = money
        .filter(|f| f.is_money() && f.depth == rate.depth && !f.says(&NEITHER))
        .collect();
    let (spent, whole) = match before.iter().any(Figure::is_money) {
        true => spent_of(sentence, &money)?,
        false => spent_before(sentence.paragraph, rate)?,
    };
    judged(
        sentence,
        rate,
        (spent.amount(), whole.amount()),
        (spent, whole),
    )
}

/// The one amount that was spent and the one it was spent of.
fn spent_of<'a>(sentence: Sentence<'a>, money: &[&'a Figure]) -> Option<(&'a Figure, &'a Figure)> {
    let is_spent = |f: &&&Figure| {
        has(verbs(sentence, f), &SPENT)
            && !has(
                verbs(sentence, f),
                &["预算数", "年初预算", "支出预算", "预算总额", "预算安排"],
            )
    };
    let mut spent = money.iter().filter(is_spent);
    let mut rest = money.iter().filter(|f| !is_spent(f) && f.says(&BUDGETS));
    let (spent, whole) = (
        spent.next().filter(|_| spent.next().is_none())?,
        rest.next().filter(|_| rest.next().is_none())?,
    );
    (spent.depth == 0).then_some((*spent, *whole))
}

/// The same of the sentences before, where their paragraph gives only these two amounts.
fn spent_before<'a>(paragraph: &'a Paragraph, rate: &Figure) -> Option<(&'a Figure, &'a Figure)> {
    let before = paragraph.figures.iter();
    let before = before.take_while(|f| f.span.start < rate.span.start);
    let money: Vec<&Figure> = before.filter(|f| f.is_money()).collect();
    let plain = money.len() == 2 && money.iter().all(|f| f.depth == 0 && !f.bound);
    plain.then(|| spent_of(paragraph.whole(), &money))?
}

/// The words for what an amount is: its name, or where that is blank those before it.
fn verbs<'a>(sentence: Sentence<'a>, figure: &'a Figure) -> &'a str {
    match figure.name.as_str() {
        "" => sentence.before(figure),
        name => name,
    }
}

/// 增幅: the change ÷ what it changed from, where the amount, the change and its rate follow each other.
fn grown(sentence: Sentence<'_>, before: &[Figure], rate: &Figure) -> Option<Problem> {
    let change = before.last()?;
    let amount = before.iter().rev().nth(1)?;
    let up = ["增加", "增长", "增幅", "上升", "提高"];
    let down = ["减少", "下降", "降低", "降幅", "减幅"];
    let own = sentence.between(change, rate);
    let compared = has(
        sentence.between(amount, change),
        &["同比", "比上年", "较上年", "比去年", "较去年"],
    );
    let followed = amount.is_money() && change.is_money() && compared;
    if !followed || amount.says(&["上年", "去年"]) || own.contains(['。', '；']) {
        return None;
    }
    let base = if change.says(&up) && has(own, &up) {
        amount.amount().checked_sub(change.amount())?
    } else if change.says(&down) && has(own, &down) {
        amount.amount().checked_add(change.amount())?
    } else {
        return None;
    };
    let whole_named = Rate::new(change.amount(), amount.amount());
    if whole_named.is_some_and(|exact| agrees(rate, exact).is_some()) {
        return None;
    }
    judged(sentence, rate, (change.amount(), base), (change, amount))
}

/// 预算调整率: the change ÷ the initial budget.
fn adjusted(sentence: Sentence<'_>, before: &[Figure], rate: &Figure) -> Option<Problem> {
    if !rate.name.contains("调整率") {
        return None;
    }
    let money = |words: &[&str]| {
        let mut named = before.iter().filter(|f| f.is_money() && f.says(words));
        let first = named.next();
        first.filter(|_| named.next().is_none())
    };
    let initial = money(&["年初", "批复"])?;
    let change = money(&["调增", "追加", "调减", "调整数", "核减"])?;
    judged(
        sentence,
        rate,
        (change.amount(), initial.amount()),
        (change, initial),
    )
}

/// 完成率: what was done ÷ what was planned, where the two are right before it; 100% may stand for more.
fn completed(sentence: Sentence<'_>, before: &[Figure], rate: &Figure) -> Option<Problem> {
    let [.., planned, done] = before else {
        return None;
    };
    let counted = matches!(planned.measure, Measure::Count(_)) && planned.is_like(done);
    let at_most = has(
        sentence.text(),
        &[
            "≤",
            "以内",
            "不超过",
            "不高于",
            "小于",
            "低于",
            "以下",
            "控制",
        ],
    );
    let named = planned.says(&["计划", "目标", "任务"])
        && done.says(&["实际", "完成"])
        && !done.says(&["计划", "目标", "任务"]);
    let own = rate
        .name
        .trim_end_matches(['为', '达', '到'])
        .ends_with("完成率");
    let fair = counted && named && own && !at_most && rate.value != Decimal::ONE_HUNDRED;
    let near = !sentence.between(planned, rate).contains(['；', '。']);
    let apart = planned.depth == done.depth && done.depth == rate.depth;
    (fair && near && apart).then(|| {
        judged(
            sentence,
            rate,
            (done.amount(), planned.amount()),
            (done, planned),
        )
    })?
}

/// 占比: a part ÷ the whole of its list, where the share is right behind the part.
fn shared(sentence: Sentence<'_>, before: &[Figure], rate: &Figure) -> Option<Problem> {
    let part = before.last().filter(|part| part.is_money())?;
    let gap = sentence
        .between(part, rate)
        .trim_start_matches(['，', '（']);
    let share = [
        "占",
        "占比",
        "占比为",
        "占比重",
        "占总支出",
        "占总支出的",
        "占支出总额的",
    ];
    let (opened, whole) = before.iter().enumerate().find_map(|(nth, whole)| {
        let next = before.get(nth + 1)?;
        let opened = whole.is_money() && sentence.between(whole, next).contains("其中");
        opened.then_some((nth, whole))
    })?;
    let again = before.get(opened + 1..)?.windows(2).any(|two| match two {
        [one, other] => has(sentence.between(one, other), &["其中", "；其", "。"]),
        _ => false,
    });
    let plain = share.contains(&gap) && !std::ptr::eq(part, whole) && !again;
    let less = part.amount() <= whole.amount() && part.depth == whole.depth;
    (plain && less).then(|| {
        judged(
            sentence,
            rate,
            (part.amount(), whole.amount()),
            (part, whole),
        )
    })?
}

/// How a printed rate agrees with an exact one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    /// Rounded half up, or as exact as its figures are.
    Rounded,
    /// Cut, or off by one of its last digit.
    Cut,
}

/// How a printed rate agrees with an exact one; `None` where it does not.
pub(super) fn agrees(rate: &Figure, exact: Rate) -> Option<Agreement> {
    let percent = exact.times(Decimal::ONE_HUNDRED)?;
    let places = rate.value.scale();
    let usual = Rounding::new(places, RoundingMode::HalfUp);
    if usual.apply(percent) == rate.value {
        return Some(Agreement::Rounded);
    }
    let near = (percent - rate.value).abs() <= rate.last_digit();
    (near || explained_by_rounding(rate.value, percent, places)).then_some(Agreement::Cut)
}

/// What is wrong with a rate of two figures.
pub(super) fn judged(
    sentence: Sentence<'_>,
    rate: &Figure,
    (part, whole): (Decimal, Decimal),
    (one, other): (&Figure, &Figure),
) -> Option<Problem> {
    if one.year != other.year && one.year.is_some() && other.year.is_some() {
        return None;
    }
    let exact = Rate::new(part, whole).filter(|_| whole > Decimal::ZERO)?;
    let agreement = agrees(rate, exact);
    let case = match agreement {
        Some(Agreement::Rounded) => return None,
        Some(Agreement::Cut) => "cut",
        None if is_within(rate, (part, one), (whole, other))? => return None,
        None if is_explained(sentence.paragraph, rate) => return None,
        None => "ratio",
    };
    let percent = exact.times(Decimal::ONE_HUNDRED)?;
    let places = rate.value.scale().max(2);
    let percent = Rounding::new(places, RoundingMode::HalfUp).apply(percent);
    let (expected, found) = (worded(percent, &Measure::Percent), printed(rate));
    let claim = ClaimText {
        sentence,
        name: &rate.name,
        expected: &expected,
        found: &found,
    };
    Some(claim.problem(&REPORT_RATE, case))
}

/// Whether figures that were rounded as they are printed may have this ratio; whole amounts are taken as exact.
fn is_within(
    rate: &Figure,
    (part, one): (Decimal, &Figure),
    (whole, other): (Decimal, &Figure),
) -> Option<bool> {
    let coarse = |figure: &Figure| match figure.value.scale() {
        0 => Decimal::ZERO,
        _ => figure.last_digit() / Decimal::TWO,
    };
    let percent = |part, whole| Rate::new(part, whole)?.times(Decimal::ONE_HUNDRED);
    let low = percent(part - coarse(one), whole + coarse(other))?;
    let high = percent(part + coarse(one), whole - coarse(other))?;
    let half = rate.last_digit() / Decimal::TWO;
    Some(rate.value + half >= low && rate.value - half <= high)
}

/// Whether two amounts of the paragraph have this ratio.
fn is_explained(paragraph: &Paragraph, rate: &Figure) -> bool {
    let money = || paragraph.figures.iter().filter(|f| f.is_money());
    money().any(|one| {
        money().any(|other| {
            let rate_of = Rate::new(one.amount(), other.amount());
            let pair = !std::ptr::eq(one, other) && one.amount() != other.amount();
            pair && rate_of.is_some_and(|exact| agrees(rate, exact).is_some())
        })
    })
}
