//! 年中监控: the sheets of a book about monitoring forms.

pub(super) mod detail;
pub(super) mod projects;
pub(super) mod ranking;
mod standing;
pub(super) mod warnings;
mod words;

use super::context::Context;
use crate::model::{Pace, Progress};
use crate::rules::MidyearRule;

/// The rule of the monitoring; a book about anything else has none.
fn rule<'a>(context: &Context<'a>) -> Option<&'a MidyearRule> {
    context.assessment.midyear.as_ref()
}

/// 执行进度 of a form, where it has one.
fn pace(progress: Option<&Progress>) -> Option<Pace> {
    progress.and_then(|p| p.pace.ok())
}
