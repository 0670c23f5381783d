//! 项目使用情况: how many projects there are and what was planned and spent on them, in all, by where the money comes from
//! and one by one; each level adds up to the one above.

use rust_decimal::Decimal;

use super::claim::{Claim, ClaimText, in_measure_of, printed};
use super::figure::{Figure, Measure};
use super::paragraph::{Paragraph, Sentence, has};
use crate::base::number::sum;
use crate::finding::narrative::{REPORT_COUNT, REPORT_SUM};
use crate::finding::{Code, Problem};

/// Number, money and spending of projects.
#[derive(Clone, Copy)]
struct Node<'a> {
    paragraph: usize,
    sentence: Sentence<'a>,
    count: &'a Figure,
    planned: &'a Figure,
    spent: &'a Figure,
}

/// A project with what was planned and spent.
pub(super) struct Leaf<'a> {
    pub(super) name: &'a str,
    pub(super) planned: &'a Figure,
    pub(super) spent: &'a Figure,
}

/// Counts and sums of projects that do not add up.
pub(super) fn claims(paragraphs: &[Paragraph]) -> Vec<Claim> {
    let nodes: Vec<Node<'_>> = paragraphs
        .iter()
        .enumerate()
        .flat_map(|(at, p)| nodes(at, p))
        .collect();
    let Some((root, children)) = nodes.split_first() else {
        return Vec::new();
    };
    let children: Vec<&Node<'_>> = children
        .iter()
        .take_while(|child| child.paragraph <= root.paragraph + 12)
        .collect();
    let groups = |node: &&&Node<'_>| {
        let lead = paragraphs
            .get(node.paragraph.saturating_sub(1)..=node.paragraph)
            .unwrap_or_default();
        lead.iter().any(|p| has(&p.text, &["转移支付", "本级"]))
    };
    let mut claims = Vec::new();
    if children.len() == 2 && children.iter().filter(groups).count() == 2 {
        let of = |figure: fn(&Node<'_>) -> Decimal| {
            children
                .iter()
                .map(|child| figure(child))
                .collect::<Vec<_>>()
        };
        let columns = [
            (root.count, of(|node| node.count.amount())),
            (root.planned, of(|node| node.planned.amount())),
            (root.spent, of(|node| node.spent.amount())),
        ];
        claims.extend(
            columns
                .into_iter()
                .filter_map(|(whole, parts)| differing(root, whole, &parts)),
        );
        // What adds up in groups may still not do so one by one.
        let leaves: Vec<Leaf<'_>> = children
            .iter()
            .flat_map(|child| leaves(paragraphs, child))
            .collect();
        if leaves.len().to_string() == root.count.amount().to_string() {
            let spent: Vec<Decimal> = leaves.iter().map(|leaf| leaf.spent.amount()).collect();
            let twice = claims.iter().any(|claim| claim.paragraph == root.paragraph);
            claims.extend(differing(root, root.spent, &spent).filter(|_| !twice));
        }
    }
    for child in children {
        let leaves = leaves(paragraphs, child);
        if leaves.is_empty() || leaves.len().to_string() != child.count.amount().to_string() {
            continue;
        }
        let of = |figure: fn(&Leaf<'_>) -> Decimal| leaves.iter().map(figure).collect::<Vec<_>>();
        let columns = [
            (child.planned, of(|leaf| leaf.planned.amount())),
            (child.spent, of(|leaf| leaf.spent.amount())),
        ];
        claims.extend(
            columns
                .into_iter()
                .filter_map(|(whole, parts)| differing(child, whole, &parts)),
        );
    }
    claims
}

/// Every project that a report names with its money.
pub(super) fn all(paragraphs: &[Paragraph]) -> Vec<Leaf<'_>> {
    let sentences = paragraphs.iter().flat_map(Paragraph::sentences);
    sentences.flat_map(pairs).collect()
}

/// Sentences such as 共3个项目，预算金额为69.61万元，执行金额为21.34万元.
fn nodes(at: usize, paragraph: &Paragraph) -> Vec<Node<'_>> {
    let mut nodes = Vec::new();
    for sentence in paragraph.sentences() {
        let counts = sentence.figures.windows(3).filter_map(|three| match three {
            [count, planned, spent] => {
                let counted = matches!(&count.measure, Measure::Count(c) if c == "个")
                    && sentence.behind(count).starts_with("项目");
                let money = planned.is_money()
                    && spent.is_money()
                    && is_planned(planned)
                    && is_spent(spent);
                (counted && money && has(&count.name, &["共", "有"])).then_some(Node {
                    paragraph: at,
                    sentence,
                    count,
                    planned,
                    spent,
                })
            }
            _ => None,
        });
        nodes.extend(counts);
    }
    nodes
}

fn is_planned(figure: &Figure) -> bool {
    figure.says(&["预算", "总金额", "项目金额"]) && !figure.says(&["执行"])
}

fn is_spent(figure: &Figure) -> bool {
    figure.says(&["执行", "实际支出", "支出金额", "已支出"])
}

/// The projects behind a node, in its sentence, its paragraph, and those that go on without a number.
fn leaves<'a>(paragraphs: &'a [Paragraph], node: &Node<'a>) -> Vec<Leaf<'a>> {
    let mut leaves = Vec::new();
    for (nth, paragraph) in paragraphs.iter().enumerate().skip(node.paragraph) {
        let numbered = paragraph
            .text
            .starts_with(['（', '一', '二', '三', '四', '五', '六']);
        if nth > node.paragraph && (numbered || !nodes(nth, paragraph).is_empty()) {
            break;
        }
        for sentence in paragraph.sentences() {
            let behind = |leaf: &Leaf<'_>| {
                nth > node.paragraph || leaf.planned.span.start > node.spent.span.start
            };
            leaves.extend(pairs(sentence).into_iter().filter(behind));
        }
    }
    leaves
}

/// 某项目，预算金额为5万元，执行金额为4万元
fn pairs(sentence: Sentence<'_>) -> Vec<Leaf<'_>> {
    let two = sentence.figures.windows(2);
    let pairs = two.filter_map(|two| match two {
        [planned, spent] => {
            let named = planned.name.starts_with("预算金额") && spent.name.starts_with("执行金额");
            let before = sentence.before(planned);
            let before = before
                .strip_suffix(planned.name.as_str())?
                .strip_suffix('，')?;
            let name = before.rsplit(['；', '：', '，', '。']).next()?;
            let name = name.trim_start_matches("分别为");
            let own = name.chars().count() > 2 && !name.ends_with("个项目");
            (named && own && planned.is_money() && spent.is_money()).then_some(Leaf {
                name,
                planned,
                spent,
            })
        }
        _ => None,
    });
    pairs.collect()
}

/// A whole that its parts miss, by rounding or by more.
fn differing(node: &Node<'_>, whole: &Figure, parts: &[Decimal]) -> Option<Claim> {
    let all = sum(parts.iter().copied())?;
    let off = (all - whole.amount()).abs();
    if off.is_zero() {
        return None;
    }
    let slack = whole
        .last_digit()
        .saturating_mul(Decimal::from(parts.len() + 1));
    let rounded = whole.is_money() && off.saturating_mul(Decimal::TWO) <= slack;
    let (expected, found) = (in_measure_of(whole, all), printed(whole));
    let claim = ClaimText {
        sentence: node.sentence,
        name: &whole.name,
        expected: &expected,
        found: &found,
    };
    let code: &'static Code = if whole.is_money() {
        &REPORT_SUM
    } else {
        &REPORT_COUNT
    };
    let problem: Problem = claim.problem(code, if rounded { "rounded" } else { "sum" });
    Some(Claim {
        paragraph: node.paragraph,
        problem,
    })
}
