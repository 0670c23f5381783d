//! 一级指标 as groups: the same group under its different spellings.

/// The groups of the central form in its order, each by its first word.
pub const USUAL_GROUPS: [&str; 4] = ["成本", "产出", "效益", "满意度"];

/// Which of the usual groups a 一级指标 is: 产出 and 产出指标 are one.
#[must_use]
pub fn usual_group(level1: &str) -> Option<usize> {
    USUAL_GROUPS
        .iter()
        .position(|word| level1.starts_with(word))
}
