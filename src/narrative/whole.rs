//! 部分与总数: parts that are listed behind 其中 add up to the amount before it.
//!
//! A list that is cut, unfinished, nested without brackets or of several measures is no sum; nor is one whose first
//! items already give the whole.

mod kinds;

use rust_decimal::Decimal;

use super::claim::{Claim, ClaimText, in_measure_of, printed};
use super::figure::{Figure, Measure};
use super::paragraph::{Paragraph, Sentence, has};
use super::slip::is_slip;
use crate::base::number::sum;
use crate::finding::Problem;
use crate::finding::narrative::{REPORT_COUNT, REPORT_SUM};
use kinds::{are_complements, are_of_a_kind, are_pairs};

/// Words that open a list of all parts.
const OPENERS: [&str; 12] = [
    "其中",
    "资金来源为",
    "资金来源：",
    "分别是",
    "分别为",
    "具体为",
    "具体是",
    "具体如下",
    "由",
    "包含",
    "包括",
    "含",
];

/// Words between two figures that make the second no part.
const OTHER: [&str; 28] = [
    "同比",
    "比上年",
    "较上年",
    "上年",
    "去年",
    "增长",
    "增加",
    "下降",
    "减少",
    "占",
    "率",
    "截至",
    "截止",
    "同时",
    "另",
    "此外",
    "累计",
    "共计",
    "合计",
    "总计",
    "完成",
    "主要",
    "人均",
    "目标",
    "计划",
    "得分",
    "已",
    "年末",
];

/// Names of the balance, which may be among the parts of the spending.
const LEFT: [&str; 7] = ["结余", "结转", "剩余", "未支", "未拨", "未使用", "缺口"];

/// Sums that are wrong, or right but for the rounding of their parts.
pub(super) fn claims(paragraphs: &[Paragraph]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        for sentence in paragraph.sentences() {
            let behind = sentence.figures.iter().enumerate();
            let lists = behind.filter_map(|(nth, whole)| List::of(sentence, nth, whole));
            let found = lists.filter_map(|list| list.judged());
            claims.extend(found.map(|problem| Claim {
                paragraph: at,
                problem,
            }));
        }
        let last = whole_last(paragraph).and_then(|list| list.judged());
        claims.extend(last.map(|problem| Claim {
            paragraph: at,
            problem,
        }));
    }
    claims
}

/// A whole and what is listed as its parts.
struct List<'a> {
    sentence: Sentence<'a>,
    whole: &'a Figure,
    parts: Vec<&'a Figure>,
    /// Whether all parts are listed, by the words that open the list or the names of the parts.
    complete: bool,
}

impl<'a> List<'a> {
    /// The list behind a whole, the nth figure of a sentence.
    fn of(sentence: Sentence<'a>, nth: usize, whole: &'a Figure) -> Option<Self> {
        let counted = matches!(whole.measure, Measure::Count(_) | Measure::Points);
        if whole.bound || !whole.is_money() && !counted {
            return None;
        }
        let behind = sentence.figures.get(nth + 1..)?;
        let gap = sentence.between(whole, behind.first()?);
        let gap = gap.strip_prefix("项目").unwrap_or(gap);
        let trimmed = gap.trim_start_matches(['，', '：', '；', '、', '。']);
        let bracketed = trimmed.starts_with('（');
        let trimmed = trimmed.trim_start_matches('（');
        let opener = OPENERS.iter().find(|word| trimmed.starts_with(**word));
        let opener = opener.copied().or(bracketed.then_some(""))?;
        let rest = trimmed.get(opener.len()..)?;
        if opener == "由" && !sentence.behind(whole).contains("组成") {
            return None;
        }
        let depth = whole.depth + usize::from(bracketed);
        let parts = parts(sentence, (whole, depth), behind)?;
        let complete =
            rest.starts_with('：') || opener.starts_with(['分', '具']) || are_complements(&parts);
        Some(Self {
            sentence,
            whole,
            parts,
            complete,
        })
    }

    fn judged(&self) -> Option<Problem> {
        let whole = self.whole.amount();
        let all = sum(self.parts.iter().map(|part| part.amount()))?;
        if self.parts.len() < 2 || self.holds(whole)? {
            return None;
        }
        let off = (whole - all).abs();
        let ulps = sum(self.parts.iter().map(|part| part.last_digit()))?;
        let own = self.whole.last_digit();
        let (slack, half) = (ulps.checked_add(own)?, Decimal::TWO);
        if off.checked_mul(half)? <= own && own > ulps {
            return None;
        }
        // Small whole amounts are counted, not rounded.
        let counted = slack >= Decimal::from(self.parts.len()) && whole < Decimal::ONE_THOUSAND;
        let rounded = off.checked_mul(half)? <= slack && !(counted && self.is_of_integers());
        let few = match self.complete {
            true => whole.checked_div(Decimal::TEN)?,
            false => whole.checked_div(Decimal::from(20))?,
        };
        let slipped = self.is_slipped(all);
        if !rounded && all < whole && off > few && !are_complements(&self.parts) && !slipped {
            return None;
        }
        let summed =
            self.counts_projects() || are_complements(&self.parts) && is_counted(self.whole);
        if !self.whole.is_money() && (rounded || !summed && !slipped) {
            return None;
        }
        let (expected, found) = (in_measure_of(self.whole, all), printed(self.whole));
        let claim = ClaimText {
            sentence: self.sentence,
            name: &self.whole.name,
            expected: &expected,
            found: &found,
        };
        let code = match self.whole.is_money() {
            true => &REPORT_SUM,
            false => &REPORT_COUNT,
        };
        let case = if rounded && self.whole.is_money() {
            "rounded"
        } else {
            "sum"
        };
        Some(claim.problem(code, case))
    }

    /// Whether counts or points of one kind miss their whole by a slip of the pen in one of them.
    fn is_slipped(&self, all: Decimal) -> bool {
        let whole = self.whole.amount();
        let points = self.whole.measure == Measure::Points;
        let pairs = are_pairs(&self.parts);
        let kinds = pairs || self.parts.len() > 2 && (points || are_of_a_kind(&self.parts));
        // What is left out of a list may be any round amount.
        let (places, off) = (self.whole.value.scale(), (whole - all).abs());
        let round = off.checked_mul(Decimal::from(10_u32.pow(places.min(6))));
        let round = round.is_none_or(|off| (off % Decimal::TEN).is_zero());
        let part = |part: &&Figure| {
            let due = part.amount().checked_add(whole)?.checked_sub(all)?;
            (due > Decimal::ZERO && is_slip(part.amount(), due)).then_some(())
        };
        let slip = is_slip(whole, all) || self.parts.iter().any(|one| part(one).is_some());
        let slip = slip && !(all < whole && round) || pairs && all > whole;
        !self.whole.is_money() && kinds && slip
    }

    /// Whether whole and parts are numbers of projects.
    fn counts_projects(&self) -> bool {
        let mut all = self.parts.iter().chain([&self.whole]);
        all.all(|f| f.name.contains("项目") || self.sentence.behind(f).starts_with("项目"))
    }

    fn is_of_integers(&self) -> bool {
        let mut all = self.parts.iter().chain([&self.whole]);
        all.all(|figure| figure.value.fract().is_zero())
    }

    /// Whether some beginning of the list makes the whole, with or without what is left over or is in between.
    fn holds(&self, whole: Decimal) -> Option<bool> {
        let spent = self.parts.iter().filter(|part| !part.says(&LEFT));
        let lists: [Vec<Decimal>; 2] = [
            self.parts.iter().map(|part| part.amount()).collect(),
            spent.map(|part| part.amount()).collect(),
        ];
        for amounts in lists {
            let mut so_far = Decimal::ZERO;
            for (nth, amount) in amounts.iter().enumerate() {
                so_far = so_far.checked_add(*amount)?;
                if so_far == whole && nth > 0 {
                    return Some(true);
                }
            }
            // A part that is the sum of those behind it is a heading of its own.
            let nested = amounts.split_first().is_some_and(|(first, rest)| {
                *first == whole || rest.len() > 1 && sum(rest.iter().copied()) == Some(*first)
            });
            let any = amounts.len() > 2
                && amounts
                    .iter()
                    .any(|one| so_far.checked_sub(*one) == Some(whole));
            if nested || any {
                return Some(true);
            }
        }
        Some(false)
    }
}

/// Whether a count is one of projects or of people.
fn is_counted(figure: &Figure) -> bool {
    matches!(&figure.measure, Measure::Count(counter) if ["个", "人", "名"].contains(&counter.as_str()))
}

/// The parts of a list; `None` where it cannot be summed.
fn parts<'a>(
    sentence: Sentence<'a>,
    (whole, depth): (&'a Figure, usize),
    behind: &'a [Figure],
) -> Option<Vec<&'a Figure>> {
    let mut parts: Vec<&Figure> = Vec::new();
    let mut last = whole;
    let mut by_semicolon: Option<bool> = None;
    for figure in behind {
        let gap = sentence.between(last, figure);
        if gap.contains('）') && figure.depth < depth {
            break;
        }
        if figure.depth > depth {
            if gap.contains("其中") || figure.is_like(whole) || !figure.is_money() {
                last = figure;
                continue;
            }
            return None;
        }
        let gap = outside(gap);
        if let Some(part) = parts.last() {
            // A share behind a part is between it and the semicolon.
            let since = outside(sentence.between(part, figure));
            let semicolon = since.contains('；');
            if by_semicolon == Some(false) && semicolon {
                break;
            }
            if figure.is_like(whole) {
                by_semicolon = by_semicolon.or(Some(semicolon));
            }
            if gap.contains("其中") {
                return None;
            }
        }
        if !figure.is_like(whole) {
            let aside = figure.is_rate() || !figure.is_money() && whole.is_money();
            if aside && !matches!(figure.measure, Measure::Bare) {
                last = figure;
                continue;
            }
            return None;
        }
        let own = gap.rsplit(['，', '、', '；', '：']).next().unwrap_or(&gap);
        if !parts.is_empty() && has(&gap, &OTHER) || figure.bound || has(own, &OTHER) {
            break;
        }
        parts.push(figure);
        last = figure;
    }
    let tail = sentence.behind(parts.last()?);
    let tail = tail.trim_start_matches(|c| "）".contains(c));
    let unfinished = tail.starts_with('等')
        || sentence.text().contains("主要")
        || parts.iter().any(|p| is_unnamed(sentence, p));
    let unfinished = unfinished || parts.iter().any(|part| is_attribute(&part.name));
    let dots = tail.starts_with('…');
    (!(unfinished || dots && parts.len() < 2)).then_some(parts)
}

/// Whether a name states the kind of an amount and not its subject.
fn is_attribute(name: &str) -> bool {
    let name = name.trim_end_matches(['为', '是', '共', '计']);
    [
        "预算金额",
        "执行金额",
        "项目总金额",
        "金额",
        "预算数",
        "执行数",
        "预算",
        "执行",
        "实际支出",
    ]
    .contains(&name)
}

/// A gap without what is in brackets.
fn outside(gap: &str) -> String {
    let mut depth = 0_usize;
    let kept = gap.chars().filter(|c| {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    kept.collect()
}

/// Whether a part has no name in the words before or behind it.
fn is_unnamed(sentence: Sentence<'_>, part: &Figure) -> bool {
    let named = part.name.chars().filter(|c| !c.is_ascii()).count() > 1;
    let behind = sentence.behind(part);
    let named_behind = ["支持", "用于", "为", "是", "（"]
        .iter()
        .any(|word| behind.starts_with(word));
    !named && !named_behind
}

/// 甲5万元；乙6万元……共计11万元: a list of at least three parts behind a colon, then their whole.
fn whole_last(paragraph: &Paragraph) -> Option<List<'_>> {
    let sentence = paragraph.whole();
    let mut figures = sentence.figures.iter().enumerate();
    let words = ["共计", "合计", "总计", "以上"];
    let is_whole = |figure: &Figure| words.iter().any(|word| figure.name.starts_with(word));
    let (nth, whole) = figures.find(|(_, figure)| figure.is_money() && is_whole(figure))?;
    let parts: Vec<&Figure> = sentence.figures.get(..nth)?.iter().collect();
    let begun = sentence.before(parts.first()?).contains('：');
    let gaps = parts.windows(2).all(|pair| match pair {
        [one, other] => {
            let gap = sentence.between(one, other);
            one.is_money() && other.is_money() && !has(gap, &OTHER) && !has(gap, &["其中", "。"])
        }
        _ => false,
    });
    let named = |part: &&Figure| !is_unnamed(sentence, part) && part.depth == whole.depth;
    let listed = parts.len() > 2 && begun && gaps && parts.iter().all(named);
    listed.then_some(List {
        sentence,
        whole,
        parts,
        complete: true,
    })
}
