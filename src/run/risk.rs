//! 风险分: how urgently a form asks for review, as a sum of parts that the rule set weights.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Assessed, Assessment, Shares};
use crate::base::number::Rate;
use crate::finding::Severity;
use crate::model::Kind;
use crate::rules::RuleSet;

/// 风险分 of a form: the parts, to cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Risk {
    /// 错误: errors that follow from nothing else × weight.
    pub errors: Decimal,
    /// 警告: the same of warnings.
    pub warnings: Decimal,
    /// 分差: |filed − recomputed total| × weight.
    pub apart: Decimal,
    /// 不可核实: share of the total × weight.
    pub unverified: Decimal,
    /// 满分: share of the indicators × weight.
    pub full: Decimal,
    /// 得分率高于执行率: share of the merit × weight.
    pub gap: Decimal,
    /// 结余: share of the budget × weight.
    pub unspent: Decimal,
    /// 预算规模: budget ÷ the largest of its kind × weight.
    pub budget: Decimal,
}

impl Risk {
    /// The risk of a form among forms whose largest budgets are `largest`.
    #[must_use]
    pub fn of(form: &Assessed, largest: &Largest, rules: &RuleSet) -> Self {
        let (weights, shares) = (&rules.risk, Shares::of(form, rules));
        let part = |weight: Decimal, of: Option<Decimal>| {
            let part = of.and_then(|of| weight.checked_mul(of));
            RuleSet::TWO_PLACES.apply(part.unwrap_or_default())
        };
        let count = |severity| {
            let findings = form.findings.iter().filter(|f| f.caused_by.is_none());
            Some(findings.filter(|f| f.severity == severity).count().into())
        };
        let apart = form.reported_total().zip(form.evaluation.own_total());
        Self {
            errors: part(weights.error, count(Severity::Error)),
            warnings: part(weights.warning, count(Severity::Warning)),
            apart: part(
                weights.apart,
                apart.and_then(|(filed, own)| Some(filed.checked_sub(own)?.abs())),
            ),
            unverified: part(weights.unverified, shares.unverified),
            full: part(weights.full, shares.full),
            gap: part(weights.gap, shares.gap),
            unspent: part(weights.unspent, shares.unspent),
            budget: part(weights.budget, largest.share(form)),
        }
    }

    /// The parts in the order of their columns.
    #[must_use]
    pub const fn parts(&self) -> [Decimal; 8] {
        let Self {
            errors,
            warnings,
            apart,
            unverified,
            full,
            gap,
            unspent,
            budget,
        } = *self;
        [
            errors, warnings, apart, unverified, full, gap, unspent, budget,
        ]
    }

    /// 风险分: the sum of the parts.
    #[must_use]
    pub fn total(&self) -> Decimal {
        let mut parts = self.parts().into_iter();
        parts
            .try_fold(Decimal::ZERO, Decimal::checked_add)
            .unwrap_or(Decimal::MAX)
    }
}

/// The largest 全年预算数 of each kind of form.
#[derive(Debug, Clone, Default)]
pub struct Largest(BTreeMap<Kind, Decimal>);

impl Largest {
    /// Among the ranked forms.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let mut largest = BTreeMap::new();
        for form in assessment.forms.iter().filter(|f| f.standing.is_some()) {
            if let [_, Some(adjusted), _] = form.amounts() {
                let most: &mut Decimal = largest.entry(form.filing.kind).or_default();
                *most = adjusted.max(*most);
            }
        }
        Self(largest)
    }

    fn share(&self, form: &Assessed) -> Option<Decimal> {
        let [_, adjusted, _] = form.amounts();
        let most = self.0.get(&form.filing.kind)?;
        Rate::new(adjusted?.max(Decimal::ZERO), *most)?.value()
    }
}
