//! Scoring methods 评分方法: parameters, arithmetic and, for those that a rule file can name, the key, side by side.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::case::{Case, ReverseVariant, Sense, shared};
use super::earned::{FULL, Merit, PointsEarned, Step, StepMeasure};
use crate::base::lang::Text;
use crate::base::number::{Rate, exact};
use crate::model::MethodKind;

/// A scoring method with its parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// 正向比例: points × actual ÷ target, at most the points. 财预〔2020〕10号.
    Proportional,
    /// 反向扣减: full up to the target t, points × (1 − (a − t) ÷ t) above, 0 from 2t.
    ReverseDeduction,
    /// 反向比例: full up to the target, points × target ÷ actual above.
    ReverseRatio,
    /// 预算使用率: points × executed ÷ adjusted budget of the form.
    BudgetUtilisation,
    /// 按单位扣分: points − `deduct` × missing ÷ `unit`, not below 0 (扣完为止).
    DeductPerUnit {
        /// Size of one unit, in the measure of the target: 1 个, 1 万元, 1 percentage point.
        #[serde(with = "exact")]
        unit: Decimal,
        /// Points lost per unit.
        #[serde(with = "exact")]
        deduct: Decimal,
    },
    /// 分档: the share of the highest step reached, 0 below the lowest.
    Steps {
        /// The value compared with the steps.
        #[serde(default)]
        of: StepMeasure,
        /// By rising bound.
        steps: Vec<Step>,
    },
    /// 及格线比例: points × (rate − from) ÷ (1 − from), 0 below the line. 财预〔2021〕101号.
    PassLine {
        /// The pass line as a fraction.
        #[serde(with = "exact")]
        from: Decimal,
    },
    /// 是否型: full when the target is met, else 0. 财预〔2021〕101号.
    AllOrNothing,
    /// 定性: words; the filed score is kept.
    Qualitative,
    /// 目标为零: full at 0, else 0.
    #[serde(skip)]
    TargetZero,
    /// 无发生额: full, and reported.
    NothingIncurred,
    /// 区间: full inside; outside against the end that was missed.
    #[serde(skip)]
    WithinRange,
}

impl Method {
    /// The method without its parameters.
    #[must_use]
    pub const fn kind(&self) -> MethodKind {
        match self {
            Self::Proportional => MethodKind::Proportional,
            Self::ReverseDeduction => MethodKind::ReverseDeduction,
            Self::ReverseRatio => MethodKind::ReverseRatio,
            Self::BudgetUtilisation => MethodKind::BudgetUtilisation,
            Self::DeductPerUnit { .. } => MethodKind::DeductPerUnit,
            Self::Steps { .. } => MethodKind::Steps,
            Self::PassLine { .. } => MethodKind::PassLine,
            Self::AllOrNothing => MethodKind::AllOrNothing,
            Self::Qualitative => MethodKind::Qualitative,
            Self::TargetZero => MethodKind::TargetZero,
            Self::NothingIncurred => MethodKind::NothingIncurred,
            Self::WithinRange => MethodKind::WithinRange,
        }
    }

    /// The method in force for `case`: one that a name pattern chose follows the side that is good; where the target is
    /// 0 there is no ratio.
    #[must_use]
    pub fn facing(self, case: &Case) -> Self {
        match self {
            Self::Proportional
            | Self::ReverseDeduction
            | Self::ReverseRatio
            | Self::Steps { .. }
            | Self::PassLine { .. }
            | Self::WithinRange
                if case.is_zero() =>
            {
                Self::TargetZero
            }
            Self::Proportional if case.sense == Sense::Down => match case.reverse {
                ReverseVariant::Deduction => Self::ReverseDeduction,
                ReverseVariant::Ratio => Self::ReverseRatio,
            },
            Self::ReverseDeduction | Self::ReverseRatio if case.sense != Sense::Down => {
                Self::Proportional
            }
            own => own,
        }
    }

    /// The result of the method for `case`; `None` where it has no answer (words, a negative target missed).
    #[must_use]
    pub fn merit(&self, case: &Case) -> Option<Merit> {
        match self {
            Self::Proportional => case.proportional(),
            Self::ReverseDeduction => case.reverse(Case::deducted),
            Self::ReverseRatio => case.reverse(Case::inverted),
            Self::BudgetUtilisation => case.execution.map(shared),
            Self::DeductPerUnit { unit, deduct } => case.deduct(*unit, *deduct),
            Self::Steps { of, steps } => case.steps(*of, steps),
            Self::PassLine { from } => case.pass_line(*from),
            Self::AllOrNothing => Some(case.all_or_nothing()),
            Self::TargetZero => Some(case.target_zero()),
            Self::NothingIncurred => Some(Merit {
                completion: case.completion(),
                earned: FULL,
            }),
            Self::WithinRange => case.range(),
            Self::Qualitative => None,
        }
    }

    /// The result of the method for an execution rate: a share of its points.
    #[must_use]
    pub fn of_rate(&self, rate: Rate) -> Option<PointsEarned> {
        let case = Case {
            sense: Sense::Up,
            target: (Decimal::ONE, Decimal::ONE),
            actual: rate.value()?,
            execution: Some(rate),
            reverse: ReverseVariant::Deduction,
            one: Decimal::ONE,
        };
        match self {
            // The fraction itself, so that a tie is not lost in 28 digits.
            Self::Proportional => Some(PointsEarned::Share(rate)),
            _ => self.merit(&case).map(|merit| merit.earned),
        }
    }
}

/// A scoring method by name.
#[derive(Debug)]
pub struct NamedMethod {
    /// Its key in a rule file.
    pub key: &'static str,
    /// The method without its parameters.
    pub kind: MethodKind,
    /// The method itself, where a form may name it in its column 评分方法.
    pub on_forms: Option<Method>,
    /// Keys of its parameters among the columns of [`SHEET`](super::patterns::SHEET).
    pub parameters: &'static [&'static str],
}

impl NamedMethod {
    /// A method that forms may name, too.
    const fn on_forms(key: &'static str, method: Method) -> Self {
        Self {
            key,
            kind: method.kind(),
            on_forms: Some(method),
            parameters: &[],
        }
    }

    /// A method that only rules can name.
    const fn of_rules(
        key: &'static str,
        kind: MethodKind,
        parameters: &'static [&'static str],
    ) -> Self {
        Self {
            key,
            kind,
            on_forms: None,
            parameters,
        }
    }

    /// Its name in the rule workbook and in the column 评分方法 of a form.
    #[must_use]
    pub const fn name(&self) -> Text {
        self.kind.title()
    }
}

/// All of them; forms offer theirs in this order.
pub const METHODS: &[NamedMethod] = &[
    NamedMethod::on_forms("proportional", Method::Proportional),
    NamedMethod::on_forms("reverse-deduction", Method::ReverseDeduction),
    NamedMethod::on_forms("reverse-ratio", Method::ReverseRatio),
    NamedMethod::on_forms("budget-utilisation", Method::BudgetUtilisation),
    NamedMethod::of_rules(
        "deduct-per-unit",
        MethodKind::DeductPerUnit,
        &["unit", "deduct"],
    ),
    NamedMethod::of_rules("steps", MethodKind::Steps, &["of", "steps"]),
    NamedMethod::of_rules("pass-line", MethodKind::PassLine, &["from"]),
    NamedMethod::on_forms("all-or-nothing", Method::AllOrNothing),
    NamedMethod::on_forms("qualitative", Method::Qualitative),
    NamedMethod::of_rules("nothing-incurred", MethodKind::NothingIncurred, &[]),
];

/// The methods that a form can name in its column 评分方法, and the names they have there.
pub fn on_forms() -> impl Iterator<Item = (&'static Method, &'static str)> {
    let named = METHODS.iter();
    named.filter_map(|named| Some((named.on_forms.as_ref()?, named.name().zh)))
}
