//! Rules 评分规则: what a form is worth. Rules are data, methods are code.
//!
//! A rule file (`templates/rules/*.toml`) is read as written, validated as a whole and becomes a
//! [`RuleSet`]; [`evaluate`] applies one to a filing. All arithmetic is checked: what leaves the
//! range of exact decimals has no score.

#![deny(clippy::arithmetic_side_effects)]

mod bounds;
mod build;
mod case;
mod choice;
mod clauses;
mod document;
mod earned;
mod evaluate;
mod indicator;
mod load;
mod method;
pub mod monitoring;
pub mod patterns;
mod problems;
mod reading;
mod review;
mod reweight;
mod ruleset;
pub mod settings;
pub mod sheet;
mod standard;
mod standing;
pub mod tables;
mod together;
mod value;

pub use bounds::{AuditBounds, BOUNDS, bounds_of};
pub use case::{Case, ReverseVariant, Sense};
pub use choice::{Aim, method_names, methods_beside, pattern_of, sense, states_method};
pub use clauses::{Clause, clauses};
pub use earned::{Merit, PointsEarned, ScoreRounding, Step, StepMeasure};
pub use evaluate::{evaluate, scores, totals, unscored};
pub use indicator::merit;
pub use load::Error;
pub use method::{METHODS, Method, NamedMethod, on_forms};
pub use monitoring::progress;
pub use review::{Deduction, RISK, RiskRule};
pub use reweight::{NewWeight, Points, Reweight};
pub use ruleset::{
    ActualRule, Band, ExecutionRule, GradeBand, Level, MidyearRule, NothingIncurred, OverFulfilled,
    Pattern, Reverse, RuleFile, RuleSet, RuleStamp, TargetIs, Title, UnknownActual, ZeroBudget,
};
pub use standing::{StandingRule, Treatment};
pub use together::LEAST_POINTS;
pub use value::{Bounds, Kind, SEVERITIES, Word};
