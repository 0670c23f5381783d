//! Rules 评分规则: what a form is worth. Rules are data, methods are code.

mod ruleset;

pub use ruleset::{GradeBand, RuleSet, ScoreRounding, ZeroBudget};
