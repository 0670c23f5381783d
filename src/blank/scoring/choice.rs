//! Which method an indicator is scored by, in formulas, as `rules::choice` has it.

use super::{Scoring, any, at, both, factor, in_time, pattern_key, unspaced, word};
use crate::blank::pen::address;
use crate::blank::shape::Step;
use crate::form::spec::col::{MEASURE, MEASURES, METHOD, NAME, REASON, SIGN};
use crate::model::MethodKind as Kind;
use crate::rules::{Method, Pattern, ReverseVariant, StepMeasure, TargetIs};

impl Scoring<'_> {
    /// Which side of the target is good, by its sign or by group and name.
    pub(super) fn sense(&self, row: u32) -> String {
        let (sign, target) = (address(row, SIGN), at(row, Step::Target));
        let name = unspaced(&address(row, NAME));
        let levels = unspaced(&format!(
            r#"{}&"|"&{}"#,
            at(row, Step::Level1),
            at(row, Step::Level2)
        ));
        let reverse = &self.rules.reverse;
        let (except, names, groups) = (
            any(&reverse.except, &name),
            any(&reverse.names, &name),
            any(&reverse.groups, &levels),
        );
        format!(
            r#"IF({target}="","",IF(OR({sign}="≥",{sign}=">",{sign}="="),{sign},IF(OR({sign}="≤",{sign}="<",AND(NOT({except}),OR({names},{groups}))),"≤",IF({target}=0,"=","≥"))))"#
        )
    }

    /// The method in force: the rule set's pattern, what the form chose, or by sign.
    pub(super) fn method(&self, row: u32) -> String {
        let both = both(row);
        let (own, dated) = (address(row, METHOD), in_time(row));
        let deadline = word(Kind::Deadline);
        let chosen = self.chosen(row);
        let judged = format!(
            r#"IF({both},{chosen},IF({own}="{}","",IF({dated},"{deadline}","")))"#,
            word(Kind::Qualitative)
        );
        let idle = self.idle(row);
        let free = format!(r#"IF({idle},"{}",{judged})"#, word(Kind::NothingIncurred));
        let patterns = self.rules.patterns.iter().enumerate().rev();
        patterns.fold(free, |otherwise, (index, pattern)| {
            let fits = self.fits(pattern, row);
            let key = pattern_key(index);
            let by = match pattern.method {
                Method::Qualitative => return format!(r#"IF({fits},"",{otherwise})"#),
                Method::NothingIncurred => {
                    return format!(r#"IF({fits},"{key}",{otherwise})"#);
                }
                Method::BudgetUtilisation => {
                    let amount = self.is_amount(row);
                    format!(
                        r#"IF(OR({}="",NOT({amount})),{chosen},"{key}")"#,
                        self.execution
                    )
                }
                // Bounds of actual values are fractions.
                Method::Steps {
                    of: StepMeasure::Actual,
                    ..
                } => {
                    let (measure, own) = (address(row, MEASURE), &pattern.method);
                    let own = self.facing(own, &key, row);
                    format!(r#"IF({measure}="%",{own},{chosen})"#)
                }
                ref method => self.facing(method, &key, row),
            };
            let used = format!(r#"IF({both},{by},IF({dated},"{deadline}",""))"#);
            format!("IF({fits},{used},{otherwise})")
        })
    }

    /// The name of a pattern's method, or of its replacement where the target is 0 or lower is better.
    fn facing(&self, method: &Method, key: &str, row: u32) -> String {
        let (target, sense) = (at(row, Step::Target), at(row, Step::Sense));
        let zero = word(Kind::TargetZero);
        let by_sign = self.by_sign(row);
        match method {
            Method::Proportional => {
                format!(r#"IF(OR({target}=0,{sense}="≤"),{by_sign},"{key}")"#)
            }
            Method::ReverseDeduction | Method::ReverseRatio => {
                format!(r#"IF(OR({target}=0,{sense}<>"≤"),{by_sign},"{key}")"#)
            }
            Method::Steps { .. } | Method::PassLine { .. } => {
                format!(r#"IF({target}=0,"{zero}","{key}")"#)
            }
            _ => format!(r#""{key}""#),
        }
    }

    /// Whether the target is an amount, or a budget of the total row.
    fn is_amount(&self, row: u32) -> String {
        let measure = address(row, MEASURE);
        let budget = self.is_budget(row);
        format!(r#"OR(RIGHT({measure},1)="元",{budget})"#)
    }

    fn is_budget(&self, row: u32) -> String {
        let budgets = [TargetIs::InitialBudget, TargetIs::AdjustedBudget];
        let [initial, adjusted] = budgets.map(|what| self.equals(what, row));
        format!("OR({initial},{adjusted})")
    }

    /// The method chosen by the form, where it agrees with sign and kind, otherwise by sign.
    fn chosen(&self, row: u32) -> String {
        let own = address(row, METHOD);
        let (target, sense) = (at(row, Step::Target), at(row, Step::Sense));
        let (by_sign, budget) = (self.by_sign(row), self.is_budget(row));
        let [forward, deducted, ratio, either, spent] = [
            Kind::Proportional,
            Kind::ReverseDeduction,
            Kind::ReverseRatio,
            Kind::AllOrNothing,
            Kind::BudgetUtilisation,
        ]
        .map(|kind| format!(r#"{own}="{}""#, word(kind)));
        let execution = &self.execution;
        format!(
            r#"IF(OR({either},AND({spent},{execution}<>"",{budget}),AND({target}<>0,OR(AND({forward},{sense}<>"≤"),AND(OR({deducted},{ratio}),{sense}="≤")))),{own},{by_sign})"#
        )
    }

    fn by_sign(&self, row: u32) -> String {
        let reverse = match self.rules.reverse.variant {
            ReverseVariant::Deduction => Kind::ReverseDeduction,
            ReverseVariant::Ratio => Kind::ReverseRatio,
        };
        format!(
            r#"IF({}=0,"{}",IF({}="≤","{}","{}"))"#,
            at(row, Step::Target),
            word(Kind::TargetZero),
            at(row, Step::Sense),
            word(reverse),
            word(Kind::Proportional)
        )
    }

    /// Whether the form states 无发生额 and its figures do not contradict that.
    fn idle(&self, row: u32) -> String {
        let (actual, reason) = (address(row, self.value), address(row, REASON));
        let texts = format!(r#"{actual}&"|"&{reason}&"|"&{}"#, address(row, MEASURES));
        let occurs = any(&self.rules.nothing_incurred.phrases, &unspaced(&texts));
        let (both, met) = (both(row), self.terms(row).met());
        let (target, figure) = (at(row, Step::Target), at(row, Step::Actual));
        format!("AND({occurs},IF({both},OR({figure}=0,{met}),ISNUMBER({target})))")
    }

    /// Whether a pattern of the rule set is meant for the indicator.
    fn fits(&self, pattern: &Pattern, row: u32) -> String {
        let mut conditions = Vec::new();
        if !pattern.names.is_empty() {
            conditions.push(any(&pattern.names, &unspaced(&address(row, NAME))));
        }
        if !pattern.groups.is_empty() {
            let levels = format!(r#"{}&"|"&{}"#, at(row, Step::Level1), at(row, Step::Level2));
            conditions.push(any(&pattern.groups, &unspaced(&levels)));
        }
        if let Some(comparator) = pattern.comparator {
            let sign = address(row, SIGN);
            conditions.push(format!(r#"{sign}="{}""#, comparator.sign()));
        }
        if let Some(what) = pattern.target {
            conditions.push(self.equals(what, row));
        }
        match conditions.len() {
            0 => "TRUE".to_owned(),
            _ => format!("AND({})", conditions.join(",")),
        }
    }

    /// Whether the target is a budget of the total row, as printed or in 元; the form is in 万元.
    fn equals(&self, what: TargetIs, row: u32) -> String {
        let budget = match what {
            TargetIs::InitialBudget => &self.initial,
            TargetIs::AdjustedBudget => &self.adjusted,
        };
        let (target, measure) = (at(row, Step::Target), address(row, MEASURE));
        let factor = factor(row);
        format!(
            r#"IF(COUNT({target},{budget})=2,OR(AND({measure}<>"%",ROUND({target}-{budget},8)=0),ROUND({target}*{factor}-{budget}*10000,6)=0),FALSE)"#
        )
    }
}
