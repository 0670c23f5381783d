//! Wording of the findings: what is wrong — what to do.

use super::Problem;
use crate::lang::Lang;

/// `problem` in words.
pub(super) fn wording(problem: &Problem, lang: Lang) -> String {
    problem.code().title().get(lang).to_owned()
}
