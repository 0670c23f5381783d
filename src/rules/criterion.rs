//! 评分标准: the wordings of a form's own scoring standard that are understood.

use rust_decimal::Decimal;

use super::method::Method;
use crate::base::number;
use crate::model::Quantity;

/// A scoring standard in a recognised wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Criterion {
    /// 少检查一个扣1分: points lost per unit.
    Count { unit: Decimal, deduct: Decimal },
    /// 每超过一个百分点扣0.3分: points lost per percentage point.
    Point { unit: Decimal, deduct: Decimal },
    /// 未完成不得分
    AllOrNothing,
}

/// Words that name a shortfall or an excess, one of which must precede 扣.
const SHORTFALL: &[&str] = &["少", "低", "超", "差", "降", "高", "多", "未", "增"];
/// Wordings of all or nothing.
const NOTHING: &[&str] = &[
    "否则不得分",
    "未完成不得分",
    "未达到不得分",
    "不达标不得分",
    "未达标不得分",
    "达不到不得分",
];

impl Criterion {
    /// What `text` says, if it says one thing only; a standard with several clauses is not understood.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| match c {
                '０'..='９' | '．' | '％' | '，' => half_width(c),
                c => c,
            })
            .collect();
        let deductions = plain.replace("扣完", "").matches('扣').count();
        if deductions == 0 {
            return NOTHING
                .iter()
                .any(|w| plain.contains(w))
                .then_some(Self::AllOrNothing);
        }
        if deductions > 1 || plain.contains("不得分") {
            return None;
        }
        Self::deduction(&plain)
    }

    /// `少检查一个扣1分`, `每超过1个百分点扣0.3分`
    fn deduction(plain: &str) -> Option<Self> {
        let (condition, rest) = plain.split_once('扣')?;
        let clause = condition
            .rsplit(['，', ',', '。', '；', ';', '、'])
            .find(|c| !c.is_empty())?;
        let (deduct, tail) = leading(rest)?;
        let said = SHORTFALL.iter().any(|w| clause.contains(w));
        if !said || !tail.starts_with('分') || tail.starts_with("分之") {
            return None;
        }
        unit(clause).map(|(unit, point)| {
            if point {
                Self::Point { unit, deduct }
            } else {
                Self::Count { unit, deduct }
            }
        })
    }

    /// The method for `target`; `None` where the standard counts something else than the target does.
    pub(super) fn method(self, target: &Quantity) -> Option<Method> {
        match self {
            Self::AllOrNothing => Some(Method::AllOrNothing),
            Self::Count { .. } if target.percent => None,
            Self::Point { unit, deduct } if target.percent => Some(Method::DeductPerUnit {
                unit: unit.checked_div(Decimal::ONE_HUNDRED)?,
                deduct,
            }),
            Self::Count { unit, deduct } | Self::Point { unit, deduct } => {
                Some(Method::DeductPerUnit { unit, deduct })
            }
        }
    }
}

fn half_width(c: char) -> char {
    u32::from(c)
        .checked_sub(0xfee0)
        .and_then(char::from_u32)
        .unwrap_or(c)
}

/// The number at the start of `text` above 0, with what follows.
fn leading(text: &str) -> Option<(Decimal, &str)> {
    let tail = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let figure = number::parse_plain(text.strip_suffix(tail)?)?;
    (figure > Decimal::ZERO).then_some((figure, tail))
}

/// Size of the unit in a clause and whether it is a percentage point: 一个, 1次, 1%, 一个百分点.
fn unit(clause: &str) -> Option<(Decimal, bool)> {
    let at = clause.find(|c: char| c.is_ascii_digit() || c == '一');
    let (size, measure) = match at.and_then(|at| clause.get(at..)) {
        Some(rest) => match rest.strip_prefix('一') {
            Some(measure) => (Decimal::ONE, measure),
            None => leading(rest)?,
        },
        None => return None,
    };
    let point = measure.contains("百分点") || measure.starts_with('%');
    let short = measure.chars().count() <= 4;
    let other_number = measure.contains(|c: char| c.is_ascii_digit());
    (short && !other_number && !measure.is_empty()).then_some((size, point))
}

#[cfg(test)]
mod tests {
    use super::Criterion;

    #[test]
    fn recognised_wordings() {
        let one = rust_decimal::Decimal::ONE;
        let three_tenths = "0.3".parse().unwrap();
        for (text, expected) in [
            (
                "少检查一个扣1分，扣完为止",
                Some(Criterion::Count {
                    unit: one,
                    deduct: one,
                }),
            ),
            (
                "每少1次扣0.3分",
                Some(Criterion::Count {
                    unit: one,
                    deduct: three_tenths,
                }),
            ),
            (
                "每超过一个百分点扣0.3分",
                Some(Criterion::Point {
                    unit: one,
                    deduct: three_tenths,
                }),
            ),
            (
                "达到目标得满分，每降低1%扣１分。",
                Some(Criterion::Point {
                    unit: one,
                    deduct: one,
                }),
            ),
            ("完成得满分，否则不得分", Some(Criterion::AllOrNothing)),
            ("低于60%不得分，每低1%扣1分", None),
            ("少一个扣1分，迟一天扣2分", None),
            ("酌情扣分", None),
            ("已完成", None),
        ] {
            assert_eq!(Criterion::parse(text), expected, "{text}");
        }
    }
}
