//! Values of settings 规则项: what may be in a rule file and in a cell of the rule workbook.

use rust_decimal::Decimal;

use super::method::METHODS;
use super::standing::Treatment;
use crate::base::lang::Text;

/// A closed word: its key in a rule file and how it is shown.
pub type Word = (&'static str, Text);

/// The kind of a value and its bounds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// A text that is not blank.
    Words,
    /// A text of lower-case letters, digits and hyphens.
    Id,
    /// Texts; in a cell parted by semicolons.
    List,
    /// At least one text; in a cell a line each.
    Lines,
    /// A whole number between two others, with the noun it is called by.
    Whole(i64, i64, Text),
    /// A number.
    Number(Bounds),
    /// A fraction; in a cell shown as a percentage.
    Percent(Bounds),
    /// One of a closed list.
    Choice(&'static [Word]),
    /// A scoring method by its name.
    Method,
    /// Steps of a method; in a cell `60%=50%；80%=80%`.
    Steps,
}

/// Bounds of a number.
#[derive(Debug, Clone, Copy)]
pub enum Bounds {
    /// Above 0.
    AboveZero,
    /// Between two numbers, both included.
    Within(Decimal, Decimal),
    /// Above 0 and below 1.
    Inside,
    /// The sum of points of a form: a whole number, 10 to 1000.
    Total,
    /// From 0 to the total points of a form, both included.
    Points,
}

impl Kind {
    /// The words that it is chosen from.
    #[must_use]
    pub fn words(self) -> Option<Vec<Word>> {
        match self {
            Self::Choice(words) => Some(words.to_vec()),
            Self::Method => {
                let words = METHODS.iter().map(|named| (named.key, named.name()));
                Some(words.collect())
            }
            _ => None,
        }
    }

    /// Its name in messages on wrong values.
    pub(super) const fn noun(self) -> Text {
        match self {
            Self::Words | Self::Id | Self::Choice(_) | Self::Method => Text::new("文字", "a text"),
            Self::List | Self::Lines | Self::Steps => Text::new("列表", "a list"),
            Self::Whole(..) => Text::new("整数", "a whole number"),
            Self::Number(_) | Self::Percent(_) => Text::new("数字", "a number"),
        }
    }
}

impl Bounds {
    /// Whether all points of a form may add to this.
    pub(super) fn is_total(figure: Decimal) -> bool {
        let within = figure >= Decimal::TEN && figure <= Decimal::ONE_THOUSAND;
        within && figure.fract().is_zero()
    }

    /// A share of the points, 0–1.
    pub(super) const SHARE: Self = Self::Within(Decimal::ZERO, Decimal::ONE);
    /// A percentage, 0–100.
    pub(super) const HUNDRED: Self = Self::Within(Decimal::ZERO, Decimal::ONE_HUNDRED);
    /// Where a step begins: a completion rate, up to ten times the target.
    pub(super) const RATE: Self = Self::Within(Decimal::ZERO, Decimal::TEN);
}

pub(super) const UNKNOWN_ACTUAL: &[Word] = &[
    ("zero", Text::new("计零分", "no points")),
    ("kept", Text::new("沿用自评得分", "the filed score is kept")),
    ("not-ranked", Text::new("不参加排名", "not ranked")),
];

pub(super) const TREATMENTS: &[Word] = &[
    ("ranked", Treatment::Ranked.title()),
    ("not-ranked", Treatment::NotRanked.title()),
];

pub(super) const MODES: &[Word] = &[
    ("half-up", Text::new("四舍五入", "half up")),
    ("half-even", Text::new("四舍六入五成双", "half even")),
    ("down", Text::new("截断", "cut off")),
];

pub(super) const ZERO_BUDGET: &[Word] = &[
    ("not-ranked", Text::new("不参加排名", "not ranked")),
    ("full", Text::new("满分", "full points")),
    ("zero", Text::new("零分", "no points")),
];

pub(super) const REVERSE: &[Word] = &[
    (
        "deduction",
        Text::new("按超出比例扣减", "deduct the excess ratio"),
    ),
    ("ratio", Text::new("目标÷实际", "target ÷ actual")),
];

pub(super) const COMPARATORS: &[Word] = &[
    ("at-least", Text::new("≥", "≥")),
    ("more-than", Text::new("＞", ">")),
    ("at-most", Text::new("≤", "≤")),
    ("less-than", Text::new("＜", "<")),
    ("equal", Text::new("＝", "=")),
];

pub(super) const TARGETS: &[Word] = &[
    ("initial-budget", Text::new("年初预算数", "initial budget")),
    (
        "adjusted-budget",
        Text::new("全年预算数", "adjusted budget"),
    ),
];

pub(super) const MEASURED: &[Word] = &[
    ("completion", Text::new("完成率", "completion rate")),
    ("actual", Text::new("实际完成值", "actual value")),
];

/// The severities of findings, and the states that a rule set can give a code.
pub const SEVERITIES: &[Word] = &[
    ("info", crate::finding::Severity::Info.title()),
    ("warning", crate::finding::Severity::Warning.title()),
    ("error", crate::finding::Severity::Error.title()),
    ("trial", crate::finding::Phase::Trial.title()),
    ("off", crate::finding::Phase::Off.title()),
];
