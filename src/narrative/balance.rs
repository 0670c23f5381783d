//! 收支平衡: income equals spending plus the balance; the initial budget plus its changes equals the final budget;
//! people times a standard equal the amount paid.

mod change;

use rust_decimal::Decimal;

use super::claim::{Claim, ClaimText, claims_of_sentences, in_measure_of, printed};
use super::figure::{Figure, Measure};
use super::paragraph::{Paragraph, Sentence, has};
use crate::finding::Problem;
use crate::finding::narrative::REPORT_COUNT;
use change::{changed, changed_often, compared};

/// Names of the final balance.
const LEFT: [&str; 6] = [
    "结余结转",
    "结转结余",
    "年末结转",
    "年末结余",
    "结余",
    "剩余",
];
/// Words for an earlier balance, or a balance of something else.
const BEFORE: [&str; 5] = ["上年", "年初", "以前年度", "累计", "历年"];

/// Words of amounts that come on top of, or are part of, those beside them.
const ASIDE: [&str; 7] = ["其中", "上年", "收回", "调减", "追加", "含", "以前年度"];

/// Sums of one sentence, and of the account of a year, that do not come out.
pub(super) fn claims(paragraphs: &[Paragraph]) -> Vec<Claim> {
    claims_of_sentences(paragraphs, |at, sentence| {
        let is_plain = |f: &&Figure| f.is_money() && f.depth == 0;
        let of_three = sentence.figures.iter().filter(is_plain).count() == 3;
        let found = [
            of_three.then(|| spent_and_left(sentence)).flatten(),
            of_three.then(|| changed(sentence)).flatten(),
            by_standard(sentence),
            account(paragraphs, at, sentence),
            available(sentence),
            changed_often(sentence),
            compared(sentence),
        ];
        found.into_iter().flatten()
    })
}

/// The only amount of a sentence, outside brackets, whose name contains one of some words and none of others.
fn only<'a>(sentence: Sentence<'a>, words: &[&str], not: &[&str]) -> Option<&'a Figure> {
    let mut named = sentence
        .figures
        .iter()
        .filter(|f| f.is_money() && f.depth == 0 && !f.bound && f.says(words) && !f.says(not));
    let first = named.next();
    first.filter(|_| named.next().is_none())
}

fn rounding(figures: &[&Figure]) -> Decimal {
    let ulps = figures.iter().map(|f| f.last_digit());
    ulps.fold(Decimal::ZERO, Decimal::saturating_add)
}

/// Whether two amounts differ by at most that; those beyond the range of exact decimals count as near.
fn is_near(one: Decimal, other: Decimal, most: Decimal) -> bool {
    let apart = one.checked_sub(other).map(|apart| apart.abs());
    apart.is_none_or(|apart| apart <= most)
}

/// A whole that is not the sum, beyond rounding; nothing where the figures are of several years.
fn differs(
    sentence: Sentence<'_>,
    figures: &[&Figure],
    whole: &Figure,
    sum: Decimal,
    case: &'static str,
) -> Option<Problem> {
    let other = |figure: &&Figure| figure.year.is_some() && figure.year != whole.year;
    if figures.iter().any(other) {
        return None;
    }
    if is_near(whole.amount(), sum, rounding(figures)) {
        return None;
    }
    Some(problem_of(sentence, whole, sum, case))
}

/// The problem of a figure that differs from the computed one.
fn problem_of(
    sentence: Sentence<'_>,
    figure: &Figure,
    exact: Decimal,
    case: &'static str,
) -> Problem {
    let (expected, found) = (in_measure_of(figure, exact), printed(figure));
    let claim = ClaimText {
        sentence,
        name: &figure.name,
        expected: &expected,
        found: &found,
    };
    claim.problem(&REPORT_COUNT, case)
}

/// 预算A，支出B，结余C: of three amounts, A is B and C.
fn spent_and_left(sentence: Sentence<'_>) -> Option<Problem> {
    let left = only(sentence, &LEFT, &BEFORE).or_else(|| only(sentence, &["节约"], &BEFORE))?;
    let spent = only(
        sentence,
        &["支出", "执行", "支付", "使用", "中标"],
        &["预算", "结余", "未", "其中"],
    )?;
    let whole = only(
        sentence,
        &["预算", "到位", "收入", "下达"],
        &["结余", "调", "追加"],
    )?;
    let three = [whole, spent, left];
    let ordered = whole.span.start < spent.span.start && spent.span.start < left.span.start;
    let distinct = !std::ptr::eq(whole, spent) && !std::ptr::eq(spent, left);
    let text = sentence.text();
    let aside = has(text, &ASIDE) || has(text, &["同比"]);
    let sum = spent.amount().checked_add(left.amount())?;
    (ordered && distinct && !aside).then(|| differs(sentence, &three, whole, sum, "balance"))?
}

/// 可用资金A，使用B，结余C: of three amounts in a row, the first the whole of those before it, A is B and C.
fn available(sentence: Sentence<'_>) -> Option<Problem> {
    let money = money_in(sentence);
    let three = money.windows(3).find_map(|three| match three {
        [whole, spent, left] => {
            let all = whole.says(&["可用", "调整后", "总额", "合计", "共计", "总计"]);
            let used = spent.says(&["支出", "执行", "支付", "使用"])
                && !spent.says(&["预算", "未", "其中"]);
            let over = left.says(&LEFT) && !left.says(&BEFORE);
            (all && used && over && money.len() > 3).then_some([*whole, *spent, *left])
        }
        _ => None,
    })?;
    let [whole, spent, left] = three;
    let text = sentence.between(whole, left);
    let aside = has(text, &ASIDE) || has(text, &["。", "；"]);
    let sum = spent.amount().checked_add(left.amount())?;
    // A preceding amount may be added to a whole.
    let beside = |f: &&Figure| !std::ptr::eq(*f, whole) && f.span.start < whole.span.start;
    let mut before = money.iter().filter(|f| beside(f));
    let rest = sum.checked_sub(whole.amount())?;
    let on_top = before.any(|f| is_near(rest, f.amount(), rounding(&three)));
    (!aside && !on_top).then(|| differs(sentence, &three, whole, sum, "balance"))?
}

/// The amounts of a sentence outside brackets, in order.
fn money_in(sentence: Sentence<'_>) -> Vec<&Figure> {
    let figures = sentence.figures.iter();
    figures
        .filter(|f| f.is_money() && f.depth == 0 && !f.bound)
        .collect()
}

/// n人，每人A元，共B: the product, for the months that are stated, else for any number of months of a year.
fn by_standard(sentence: Sentence<'_>) -> Option<Problem> {
    let figures = sentence.figures.iter();
    let figures: Vec<&Figure> = figures.filter(|f| !is_months(f)).collect();
    figures.windows(3).find_map(|three| match three {
        [count, each, total] => of_standard(sentence, [count, each, total]),
        _ => None,
    })
}

/// Counters of the recipients of a standard.
const COUNTED: [&str; 12] = [
    "人", "名", "户", "人次", "件", "套", "亩", "场", "公里", "台", "个", "次",
];

fn of_standard(sentence: Sentence<'_>, [count, each, total]: [&Figure; 3]) -> Option<Problem> {
    let counted = matches!(&count.measure, Measure::Count(c) if COUNTED.contains(&c.as_str()));
    let standard = matches!(each.measure, Measure::Standard(_));
    if !counted || !standard || !total.is_money() {
        return None;
    }
    let markers = ["共", "合计", "总计", "发放", "补助资金", "金额", "计"];
    let all = total.says(&markers) && !total.bound && !count.bound && total.depth == each.depth;
    let text = sentence.between(count, total);
    let (before, behind) = (sentence.before(count), sentence.behind(total));
    let last = before.rsplit(['；', '。']).next().unwrap_or_default();
    let more = sentence.figures.iter().filter(|f| {
        matches!(f.measure, Measure::Standard(_))
            || f.is_like(count) && f.span.start < count.span.start
    });
    let open = more.count() > 1 && !text.contains('；') && last.contains('、');
    let vague = has(text, &VAGUE) || has(last, &VAGUE) || behind.starts_with('等') || open;
    let product = count.amount().checked_mul(each.amount())?;
    let monthly = has(sentence.text(), &["每月", "/月"]);
    let stated = stated_months(sentence).filter(|_| monthly);
    let months = match stated {
        Some(months) => vec![months],
        None => (1..=12).map(Decimal::from).collect(),
    };
    let mut products = months
        .iter()
        .filter_map(|months| product.checked_mul(*months));
    // A mean is rounded.
    let slack = match has(text, &["人均", "户均", "平均"]) {
        true => total.amount().checked_div(Decimal::TEN)?,
        false => total.last_digit(),
    };
    let fits = |sum: Decimal| is_near(sum, total.amount(), slack);
    if !all || vague || text.contains('；') || products.any(fits) {
        return None;
    }
    let months = stated.unwrap_or(Decimal::from(if monthly { 12 } else { 1 }));
    differs(
        sentence,
        &[total],
        total,
        product.checked_mul(months)?,
        "standard",
    )
}

/// Words of standards that are not the same for all.
const VAGUE: [&str; 9] = [
    "等", "不等", "左右", "最高", "分档", "约", "以上", "最低", "分别",
];

fn is_months(figure: &Figure) -> bool {
    matches!(&figure.measure, Measure::Count(c) if c == "个月")
}

/// 9个月, where a sentence gives one number of months.
fn stated_months(sentence: Sentence<'_>) -> Option<Decimal> {
    let mut stated = sentence.figures.iter().filter(|f| is_months(f));
    let first = stated.next().filter(|f| !f.bound)?;
    stated.next().is_none().then(|| first.amount())
}

/// Number of paragraphs before the one with the balance that may contain the income.
const NEAR: usize = 3;

/// 收入、其他资金、支出、结余结转: income equals spending plus the balance, for any selection of the stated sources.
fn account(paragraphs: &[Paragraph], at: usize, sentence: Sentence<'_>) -> Option<Problem> {
    let left = sentence.figures.iter().find(|f| {
        let end = LEFT
            .iter()
            .any(|word| f.name.trim_start_matches("年末").starts_with(word));
        f.is_money() && end && !f.says(&BEFORE)
    })?;
    let spent = sentence.figures.iter().find(|f| {
        let name = f.name.trim_end_matches(['为', '共', '计', '合', '总']);
        f.is_money() && f.span.start < left.span.start && f.depth == 0 && is_yearly(name, "支出")
    })?;
    let near = paragraphs.get(at.saturating_sub(NEAR)..=at)?;
    let earlier = near.iter().flat_map(|paragraph| &paragraph.figures);
    let earlier: Vec<&Figure> = earlier
        .filter(|f| f.is_money())
        .take_while(|f| !std::ptr::eq(*f, left))
        .collect();
    let income = earlier.iter().rev().find(|f| {
        let name = f.name.trim_end_matches(['为', '共', '计', '合', '总']);
        f.depth == 0 && is_yearly(name, "收入")
    })?;
    let sources = earlier.iter().filter(|f| {
        f.says(&[
            "其他资金",
            "上年结",
            "年初结",
            "其他收入",
            "经营收入",
            "事业收入",
            "财政拨款",
            "使用",
        ])
    });
    let sources: Vec<Decimal> = sources.map(|f| f.amount()).take(6).collect();
    let need = spent.amount().checked_add(left.amount())?;
    let reached = (0_u32..1 << sources.len()).any(|chosen| {
        let extra = sources
            .iter()
            .enumerate()
            .filter(|(nth, _)| chosen >> nth & 1 == 1);
        let sum = extra.fold(income.amount(), |sum, (_, source)| {
            sum.saturating_add(*source)
        });
        is_near(sum, need, rounding(&[income, spent, left]))
    });
    if reached {
        return None;
    }
    let others = earlier.iter().filter(|f| f.says(&["其他资金"]));
    let other = others.fold(Decimal::ZERO, |sum, f| sum.saturating_add(f.amount()));
    let due = income
        .amount()
        .checked_add(other)?
        .checked_sub(spent.amount())?;
    differs(sentence, &[income, spent, left], left, due, "account")
}

/// 2022年支出, 本年支出, 支出总计: the whole of a year and nothing narrower.
fn is_yearly(name: &str, what: &str) -> bool {
    let Some((before, behind)) = name.split_once(what) else {
        return false;
    };
    let before = before.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年' || c == '度');
    let whole = [
        "",
        "本年",
        "全年",
        "本年度",
        "全年实际",
        "实际",
        "总",
        "年度",
        "预算",
        "部门",
        "部门预算",
        "单位",
        "本年总",
    ];
    behind.is_empty() && whole.contains(&before)
}
