//! 比率: rates whose two figures are in different places, or are counts.

mod growth;

use rust_decimal::Decimal;

use super::left::{LEFT, SPENT};
use super::{SentencePlace, is_slip};
use crate::base::number::{Rate, Rounding, RoundingMode, sum};
use crate::finding::Problem;
use crate::finding::narrative::REPORT_RATE;
use crate::narrative::figure::{Figure, Measure};
use crate::narrative::paragraph::has;
use crate::narrative::rate::{SPENT_RATES, agrees};

/// Words for the whole that is spent.
const WHOLES: [&str; 13] = [
    "全年预算",
    "调整后",
    "预算数",
    "总投资",
    "合计",
    "共计",
    "总额",
    "到位",
    "下达",
    "专项资金",
    "安排",
    "预算",
    "批复",
];
/// Amounts before in which the whole is looked for.
const NEAREST: usize = 6;
/// Percentage points that a rate of few digits may be off and still be one of these figures.
const CLOSE: Decimal = Decimal::from_parts(15, 0, 0, false, 0);

/// The figures that a rate is of.
#[derive(Clone, Copy)]
struct Pair {
    part: Decimal,
    whole: Decimal,
    /// How surely the rate is of these.
    bond: Bond,
}

/// How surely a rate is of two figures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bond {
    /// The words leave no other.
    Named,
    /// They stand near.
    Near,
}

impl Pair {
    const fn new(part: Decimal, whole: Decimal, bond: Bond) -> Self {
        Self { part, whole, bond }
    }
}

/// Rates of a sentence that are no ratio of the figures they belong to.
pub(super) fn rates(near: SentencePlace<'_>) -> Vec<Problem> {
    let figures = near.sentence.figures.iter().enumerate();
    let rates = figures.filter(|(_, figure)| figure.is_rate() && !figure.bound);
    let found = rates.filter_map(|(nth, rate)| {
        let before = near.sentence.figures.get(..nth)?;
        let pairs = [
            spent(near, before, rate),
            saved(near, before, rate),
            named_whole(near, before, rate),
            shared(near, before, rate),
            counted(near, before, rate),
            growth::pair(near, before, rate),
        ];
        judged(near, rate, pairs.into_iter().flatten().next()?)
    });
    let points = growth::points(near);
    found.chain(points).collect()
}

/// A rate that is another than its figures have, by a slip, or by little where it is surely of these; nothing where any
/// two amounts of the report explain it.
fn judged(near: SentencePlace<'_>, rate: &Figure, pair: Pair) -> Option<Problem> {
    let exact = Rate::new(pair.part, pair.whole).filter(|_| pair.whole > Decimal::ZERO)?;
    if agrees(rate, exact).is_some() {
        return None;
    }
    let percent = exact.times(Decimal::ONE_HUNDRED)?;
    let places = rate.value.scale();
    let usual = Rounding::new(places, RoundingMode::HalfUp).apply(percent);
    let off = rate.value.checked_sub(percent)?.abs();
    let close = pair.bond == Bond::Named && off <= CLOSE;
    let slip = is_slip(rate.value, usual) && off >= Decimal::ONE;
    if !close && !slip || is_explained(near, rate) {
        return None;
    }
    let shown = Rounding::new(places.max(2), RoundingMode::HalfUp).apply(percent);
    Some(near.problem(rate, shown, (&REPORT_RATE, "ratio")))
}

fn is_explained(near: SentencePlace<'_>, rate: &Figure) -> bool {
    let money: Vec<&Figure> = near.money().collect();
    let mut wholes = money.iter();
    wholes.any(|whole| {
        let mut parts = money.iter().filter(|part| part.amount() != whole.amount());
        parts.any(|part| {
            Rate::new(part.amount(), whole.amount())
                .is_some_and(|exact| agrees(rate, exact).is_some())
        })
    })
}

/// 执行率 of what was spent in its sentence, of an amount before.
fn spent(near: SentencePlace<'_>, before: &[Figure], rate: &Figure) -> Option<Pair> {
    if !rate.says(&SPENT_RATES) || has(&rate.name, &["较", "比", "到位"]) {
        return None;
    }
    let spent = before
        .iter()
        .rfind(|f| f.is_money() && f.depth == 0 && !f.says(&LEFT))?;
    let plain = spent.says(&SPENT) && !spent.says(&["其中", "预算安排"]);
    let since = near.sentence.between(spent, rate);
    if !plain || has(since, &["；"]) {
        return None;
    }
    let whole = |figure: &&Figure| figure.says(&WHOLES) && !figure.says(&["执行", "支出", "结"]);
    let mut nearest = near.money_before(spent).take(NEAREST);
    let first = nearest.next()?;
    let own = near.sentence.paragraph.figures.iter();
    let beside = own
        .take_while(|f| !std::ptr::eq(*f, spent))
        .filter(|f| f.is_money())
        .last()
        .is_some_and(|last| std::ptr::eq(last, first));
    let bond = match beside && whole(&first) && spent.amount() <= first.amount() {
        true => Bond::Named,
        false => Bond::Near,
    };
    let chosen = std::iter::once(first).chain(nearest).find(whole)?;
    Some(Pair::new(spent.amount(), chosen.amount(), bond))
}

/// 节约率: what was saved of what was planned.
fn saved(near: SentencePlace<'_>, before: &[Figure], rate: &Figure) -> Option<Pair> {
    let own = ["节约率", "节资率", "节支率", "结余率"];
    let [.., planned, paid, saved] = before else {
        return None;
    };
    let three = [planned, paid, saved].iter().all(|f| f.is_money());
    let named = rate.says(&own) && saved.says(&["节约", "节支", "结余"]) && three;
    let apart = near.sentence.between(planned, rate).contains('；');
    (named && !apart).then(|| Pair::new(saved.amount(), planned.amount(), Bond::Named))
}

/// 占总投资的90%: of the only amount of that name.
fn named_whole(near: SentencePlace<'_>, before: &[Figure], rate: &Figure) -> Option<Pair> {
    let part = before.last().filter(|part| part.is_money())?;
    let name = rate.name.strip_prefix('占')?;
    let name = name.trim_end_matches(['的', '比', '例', '为']);
    let far = near.sentence.between(part, rate).chars().count();
    if name.chars().count() < 3 || far > name.chars().count() + 4 {
        return None;
    }
    let mut wholes = near.money().filter(|f| f.says(&[name]));
    let whole = wholes.next()?;
    let only = wholes.all(|other| other.amount() == whole.amount());
    (only && !std::ptr::eq(whole, part))
        .then(|| Pair::new(part.amount(), whole.amount(), Bond::Named))
}

/// 甲A，占a；乙B，占b: shares of parts whose sum is a preceding amount.
fn shared(near: SentencePlace<'_>, before: &[Figure], rate: &Figure) -> Option<Pair> {
    let part = before.last().filter(|part| part.is_money())?;
    let figures = near.sentence.figures;
    let parts: Option<Vec<&Figure>> = figures
        .chunks(2)
        .map(|two| match two {
            [part, share] => {
                let gap = near.sentence.between(part, share);
                let alike = gap.trim_start_matches(['，', '（']) == "占";
                (part.is_money() && share.is_rate() && alike).then_some(part)
            }
            _ => None,
        })
        .collect();
    let parts = parts.filter(|parts| parts.len() > 1 && rate.name == "占")?;
    let whole = sum(parts.iter().map(|part| part.amount()))?;
    let mut before = near.money_before(parts.first()?);
    let stands = before.any(|f| f.amount() == whole);
    stands.then(|| Pair::new(part.amount(), whole, Bond::Named))
}

/// 成功率, 合格率: the second of two counts beside it, of the first.
fn counted(near: SentencePlace<'_>, before: &[Figure], rate: &Figure) -> Option<Pair> {
    let [.., all, done] = before else {
        return None;
    };
    let sentence = near.sentence;
    let counts = matches!(all.measure, Measure::Count(_)) && all.is_like(done);
    let near = !has(sentence.between(all, rate), &["；", "。"]) && all.depth == rate.depth;
    let name = rate.name.trim_end_matches(['为', '达', '到']);
    let task = ["目标", "任务", "计划"];
    let pair = |part: &Figure, whole: &Figure, bond| Pair::new(part.amount(), whole.amount(), bond);
    // 新增6320人，完成目标6000人的105.33%
    if counts && near && name == "的" && done.says(&task) && done.says(&["完成"]) {
        return Some(pair(all, done, Bond::Named));
    }
    // 治理42家（目标40家，完成率105%）
    let inner = done.depth == rate.depth && all.depth + 1 == rate.depth;
    if counts && inner && name.ends_with("完成率") && done.says(&task) {
        return Some(pair(all, done, Bond::Named));
    }
    let is_rate = name.ends_with('率') && !has(name, &["增长", "同比", "完成", "比"]);
    let less = done.amount() <= all.amount() && done.depth == all.depth;
    (counts && near && is_rate && less).then(|| pair(done, all, Bond::Near))
}
