//! The formulas of the indicator table: what `rules::evaluate` computes, in functions that Excel 2010, WPS
//! and LibreOffice share.
//!
//! Doubles carry noise in their last digits; a product is therefore cut to nine places before the digit that
//! decides is looked at, which leaves ties ties and everything else what it is.

mod choice;
mod rounding;
mod terms;
mod text;

use super::pen::address;
use super::shape::Step;
use crate::form::spec::col::{JUDGED, LEVEL1, LEVEL2, POINTS, TARGET};
use crate::model::MethodKind as Kind;
use crate::rules::{Method, Pattern, RuleSet, StepMeasure, UnknownActual};
pub(super) use rounding::shown;
use rounding::{rounded, scaled};
use terms::Terms;
pub(super) use text::MARK;
use text::{any, carried, factor, in_time, number, plain, unspaced};

/// Formulas under one rule set, with the cells of the total row that they look at.
pub(super) struct Scoring<'a> {
    pub(super) rules: &'a RuleSet,
    /// Column of the value that is compared with the target: the actual one, or that of mid-year.
    pub(super) value: u16,
    /// 预算执行率, not rounded.
    pub(super) execution: String,
    /// 年初预算数 of the total row.
    pub(super) initial: String,
    /// 全年预算数 of the total row.
    pub(super) adjusted: String,
}

/// A method under the name that is in the column of methods.
struct Named<'m> {
    key: String,
    method: &'m Method,
}

/// The methods without parameters.
const PLAIN: [Method; 7] = [
    Method::Proportional,
    Method::ReverseDeduction,
    Method::ReverseRatio,
    Method::AllOrNothing,
    Method::BudgetUtilisation,
    Method::TargetZero,
    Method::NothingIncurred,
];

/// The name of a pattern's method: P1 for the first of the rule set.
pub(super) fn pattern_key(index: usize) -> String {
    format!("P{}", index.saturating_add(1))
}

const fn word(kind: Kind) -> &'static str {
    kind.title().zh
}

impl Scoring<'_> {
    /// The formula of a step in `row`; `first` where no row of the table is above.
    pub(super) fn step(&self, step: Step, row: u32, first: u32) -> String {
        match step {
            Step::Level1 => carried(row, first, LEVEL1, step),
            Step::Level2 => carried(row, first, LEVEL2, step),
            Step::TargetText => plain(row, TARGET),
            Step::ActualText => plain(row, self.value),
            Step::Target => number(&at(row, Step::TargetText)),
            Step::Actual => number(&at(row, Step::ActualText)),
            Step::Sense => self.sense(row),
            Step::Method => self.method(row),
            Step::Completion => self.completion(row),
            Step::Share => self.share(row),
            Step::Rate => self.rate(row),
            Step::Exact => self.exact(row),
        }
    }

    fn terms(&self, row: u32) -> Terms {
        Terms {
            reverse: self.rules.reverse.variant,
            target: at(row, Step::Target),
            actual: at(row, Step::Actual),
            sense: at(row, Step::Sense),
            factor: factor(row),
        }
    }

    /// The methods by the names they have in the column of methods.
    fn methods(&self) -> Vec<Named<'_>> {
        let plain = PLAIN.iter().map(|method| Named {
            key: word(method.kind()).to_owned(),
            method,
        });
        let patterns = self.rules.patterns.iter().enumerate();
        let patterns = patterns.map(|(index, pattern)| Named {
            key: pattern_key(index),
            method: &pattern.method,
        });
        plain.chain(patterns).collect()
    }

    /// One expression for each method, chosen by the name in the column of methods.
    fn by_method(&self, row: u32, expression: impl Fn(&Method) -> String) -> String {
        let method = at(row, Step::Method);
        let methods = self.methods();
        methods
            .iter()
            .rev()
            .fold(r#""""#.to_owned(), |rest, named| {
                let own = expression(named.method);
                format!(r#"IF({method}="{}",{own},{rest})"#, named.key)
            })
    }

    /// 完成率, not rounded.
    fn completion(&self, row: u32) -> String {
        let (terms, method) = (self.terms(row), at(row, Step::Method));
        let by_method = self.by_method(row, |method| match method {
            Method::NothingIncurred => {
                format!(r#"IF({},{},"")"#, both(row), terms.completion())
            }
            _ => self.rate_of(method, &terms),
        });
        let deadline = word(Kind::Deadline);
        format!(r#"IF({method}="","",IF({method}="{deadline}",1,{by_method}))"#)
    }

    /// 完成率 by one method.
    fn rate_of(&self, method: &Method, terms: &Terms) -> String {
        match method {
            Method::Proportional => terms.proportional(),
            Method::Steps { .. } | Method::PassLine { .. } => terms.by_side(),
            Method::ReverseDeduction => terms.deducted(),
            Method::ReverseRatio => terms.inverted(),
            Method::BudgetUtilisation => self.execution.clone(),
            Method::DeductPerUnit { .. } | Method::AllOrNothing | Method::NothingIncurred => {
                terms.completion()
            }
            Method::TargetZero => format!(r#"IF({},1,"")"#, terms.zero_met()),
            Method::WithinRange => terms.in_range(),
            Method::Qualitative => r#""""#.to_owned(),
        }
    }

    /// Share of the points, not rounded; blank where points are deducted instead.
    fn share(&self, row: u32) -> String {
        let (terms, method) = (self.terms(row), at(row, Step::Method));
        let done = at(row, Step::Completion);
        let by_method = self.by_method(row, |method| self.share_by(method, &terms, &done));
        let deadline = word(Kind::Deadline);
        format!(r#"IF({method}="","",IF({method}="{deadline}",1,{by_method}))"#)
    }

    fn share_by(&self, method: &Method, terms: &Terms, done: &str) -> String {
        match method {
            Method::Proportional => self.tempered(terms, done),
            Method::Steps { of, steps } => {
                let measured = match of {
                    StepMeasure::Completion => done.to_owned(),
                    StepMeasure::Actual => {
                        let (s, own) = (&terms.sense, terms.attained());
                        format!(r#"IF({s}="≤",{done},{own}*{})"#, terms.factor)
                    }
                };
                let reached = steps.iter().fold("0".to_owned(), |below, step| {
                    format!(
                        "IF(ROUND({measured},12)>={},{},{below})",
                        step.from, step.share
                    )
                });
                format!(r#"IF({done}="","",{reached})"#)
            }
            Method::PassLine { from } => {
                format!(r#"IF({done}="","",MAX(0,{done}-{from})/(1-{from}))"#)
            }
            Method::AllOrNothing => format!("IF({},1,0)", terms.met()),
            Method::TargetZero => format!("IF({},1,0)", terms.zero_met()),
            Method::NothingIncurred => "1".to_owned(),
            Method::ReverseDeduction
            | Method::ReverseRatio
            | Method::BudgetUtilisation
            | Method::WithinRange => done.to_owned(),
            Method::DeductPerUnit { .. } | Method::Qualitative => r#""""#.to_owned(),
        }
    }

    /// The share kept far above target, where the rule set deducts for it.
    fn tempered(&self, terms: &Terms, done: &str) -> String {
        let steps = self.rules.over_fulfilled.deduction.iter();
        let kept = steps.fold(done.to_owned(), |below, step| {
            format!("IF({done}>={},{},{below})", step.from, step.share)
        });
        if self.rules.over_fulfilled.deduction.is_empty() {
            return kept;
        }
        format!(r#"IF({done}="","",IF({}="≤",{done},{kept}))"#, terms.sense)
    }

    /// The share within 0 to 1, rounded where the rule set rounds rates.
    pub(super) fn rate(&self, row: u32) -> String {
        let share = at(row, Step::Share);
        let within = format!("MAX(0,MIN(1,{share}))");
        let rate = match self.rules.rounding.rate {
            Some(rounding) => rounded(&scaled(&within, rounding, 8), rounding),
            None => within,
        };
        format!(r#"IF({share}="","",{rate})"#)
    }

    /// Points × share in units of the last place kept.
    pub(super) fn exact_of_rate(&self, row: u32) -> String {
        let (points, rate) = (address(row, POINTS), at(row, Step::Rate));
        let earned = scaled(&format!("{points}*{rate}"), self.rules.rounding.score, 9);
        format!(r#"IF(OR({points}="",{rate}=""),"",{earned})"#)
    }

    /// The same for an indicator, which may be worth all points less a deduction.
    fn exact(&self, row: u32) -> String {
        let deducts = |p: &Pattern| p.method.kind() == Kind::DeductPerUnit;
        if !self.rules.patterns.iter().any(deducts) {
            return self.exact_of_rate(row);
        }
        let (points, rate) = (address(row, POINTS), at(row, Step::Rate));
        let rounding = self.rules.rounding.score;
        let terms = self.terms(row);
        let lost = self.by_method(row, |method| match method {
            Method::DeductPerUnit { unit, deduct } => {
                let (nothing, missing) = (terms.nothing_done(), terms.missing());
                let left = format!("IF({nothing},0,MAX(0,{points}-{missing}/{unit}*{deduct}))");
                scaled(&left, rounding, 9)
            }
            _ => r#""""#.to_owned(),
        });
        let earned = self.exact_of_rate(row);
        format!(r#"IF({points}="","",IF({rate}="",{lost},{earned}))"#)
    }

    /// 得分: computed, otherwise the judged score, within 0 and the points; for a blank actual value as the rules say.
    pub(super) fn score(&self, row: u32) -> String {
        let (points, judged) = (address(row, POINTS), address(row, JUDGED));
        let (exact, target) = (at(row, Step::Exact), at(row, Step::Target));
        let computed = self.within(&points, &exact);
        let kept = format!(
            r#"IF(AND(ISNUMBER({judged}),N({judged})>=0,N({judged})<={points}),{judged},"")"#
        );
        let unknown = match self.rules.actual.missing {
            UnknownActual::Zero => "0",
            UnknownActual::Kept => &kept,
            UnknownActual::NotRanked => r#""""#,
        };
        let text = at(row, Step::ActualText);
        let blank = format!(
            r#"AND({points}>0,ISNUMBER({target}),OR({text}="",{text}="{MARK}/",{text}="{MARK}—"))"#
        );
        format!(
            r#"IF(OR({points}="",N({points})<0),"",IF({exact}<>"",{computed},IF({blank},{unknown},{kept})))"#
        )
    }

    /// A score from its exact value, within 0 and the points.
    pub(super) fn within(&self, points: &str, exact: &str) -> String {
        let score = rounded(exact, self.rules.rounding.score);
        format!("MAX(0,MIN({points},{score}))")
    }

    /// Share of the execution points by the rate in `rate`.
    pub(super) fn execution_share(&self, rate: &str) -> String {
        let terms = Terms {
            target: "1".to_owned(),
            actual: rate.to_owned(),
            sense: r#""≥""#.to_owned(),
            factor: "1".to_owned(),
            reverse: self.rules.reverse.variant,
        };
        let method = &self.rules.execution.method;
        let done = match method {
            Method::BudgetUtilisation => rate.to_owned(),
            _ => self.rate_of(method, &terms),
        };
        let share = match method {
            Method::Proportional => rate.to_owned(),
            _ => self.share_by(method, &terms, &format!("({done})")),
        };
        format!(r#"IF({rate}="","",{share})"#)
    }
}

/// Address of a step of the computation.
pub(super) fn at(row: u32, step: Step) -> String {
    address(row, step.col())
}

/// executed ÷ adjusted in the words of `shown`, where both are filled and there is a budget.
pub(super) fn rate_of(adjusted: &str, executed: &str, shown: impl Fn(&str) -> String) -> String {
    let rate = shown(&format!("{executed}/{adjusted}"));
    format!(r#"IF(COUNT({adjusted},{executed})<2,"",IF({adjusted}>0,{rate},""))"#)
}

/// Whether target and actual value are both numbers.
fn both(row: u32) -> String {
    let (target, actual) = (at(row, Step::Target), at(row, Step::Actual));
    format!("COUNT({target},{actual})=2")
}
