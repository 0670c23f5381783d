//! Rules 评分规则: what a form is worth. Rules are data, methods are code.
//!
//! A rule file (`templates/rules/*.toml`) is read as written, validated as a whole and becomes a
//! [`RuleSet`]; [`evaluate`] applies one to a filing. All arithmetic is checked: what leaves the
//! range of exact decimals has no score.

#![deny(clippy::arithmetic_side_effects)]

mod choice;
mod criterion;
mod evaluate;
mod indicator;
mod load;
mod method;
pub mod monitoring;
mod problems;
mod raw;
mod reweight;
mod ruleset;
mod validate;
mod words;

pub use choice::{pattern_of, sense};
pub use evaluate::{evaluate, totals, unscored};
pub use indicator::merit;
pub use method::{Case, Earned, Measured, Merit, Method, Sense, Step};
pub use monitoring::progress;
pub use reweight::Reweight;
pub use ruleset::{
    Band, ExecutionRule, GradeBand, MidyearRule, Pattern, Reverse, ReverseVariant, RuleFile,
    RuleSet, RuleStamp, ScoreRounding, TargetIs, Title, ZeroBudget,
};
pub use words::{Clause, clauses};
