//! Every code, in the order in which lists of them are printed.

use std::cmp::Ordering;

use super::code::Code;
use super::{
    across, content, decided, file, forms, funds, heading, indicator, layout, measure, merit,
    narrative, pace, plausible, reading, reason, review, score, sheet, stated, structure, unit,
};

/// Every code.
pub static ALL: &[&Code] = &[
    &file::FILE_EMPTY,
    &file::FILE_PASSWORD,
    &file::FILE_DAMAGED,
    &file::FILE_NOT_WORKBOOK,
    &file::FILE_ARCHIVE,
    &file::FILE_LIMIT,
    &file::FILE_NOT_OPENED,
    &file::FILE_SKIPPED,
    &sheet::NO_FORM,
    &sheet::FORM_HIDDEN,
    &sheet::STAGE_DIFFERS,
    &sheet::HIDDEN_SHEET,
    &sheet::EXAMPLE_SHEET,
    &sheet::TEMPLATE_ALTERED,
    &reading::UNCALCULATED,
    &reading::CALCULATED,
    &reading::LINKED,
    &reading::ERROR_VALUE,
    &sheet::BEYOND_WINDOW,
    &sheet::LINES_UNEVEN,
    &reading::OUT_OF_RANGE,
    &heading::LABEL_GUESSED,
    &reading::COLUMN_UNREAD,
    &layout::COLUMN_OTHER_YEAR,
    &layout::COLUMN_TWICE,
    &layout::COLUMN_UNNAMED,
    &layout::ROW_UNNAMED,
    &layout::ROWS_UNREAD,
    &layout::FIGURES_HIDDEN,
    &content::VALUE_TYPE,
    &layout::CODE_DAMAGED,
    &reading::UNREADABLE_QUANTITY,
    &reading::FIELD_MISSING,
    &unit::UNIT_UNCLEAR,
    &unit::UNIT_NOT_LISTED,
    &unit::UNIT_NAME_DIFFERS,
    &unit::UNIT_CODE_DIFFERS,
    &unit::YEAR_UNCLEAR,
    &unit::YEAR_DIFFERS,
    &unit::YEAR_OTHER,
    &measure::MEASURE_UNCLEAR,
    &measure::MEASURE_SUSPECT,
    &layout::MEASURE_MIXED,
    &reading::AMOUNT_IN_LABEL,
    &funds::CROSS_FOOT,
    &funds::PARTS_UNCLEAR,
    &funds::PARTS_SHORT,
    &funds::ADJUSTMENT_MISMATCH,
    &funds::ADJUSTMENT_LARGE,
    &funds::OVERSPENT,
    &pace::EXECUTION_RED,
    &pace::EXECUTION_YELLOW,
    &funds::ZERO_BUDGET,
    &funds::BUDGET_BASE,
    &funds::INITIAL_ABSENT,
    &score::WEIGHT_SUM,
    &score::GROUP_WEIGHT_SUM,
    &score::SCORE_ABOVE_POINTS,
    &funds::NEGATIVE,
    &funds::EXECUTION_RATE_MISMATCH,
    &score::EXECUTION_SCORE_MISMATCH,
    &indicator::COMPLETION_MISMATCH,
    &score::SCORE_MISMATCH,
    &score::TOTAL_MISMATCH,
    &score::REPORTED_SUM,
    &score::GRADE_MISMATCH,
    &indicator::NOT_VERIFIABLE,
    &indicator::OUT_OF_BAND,
    &indicator::MEASURES_DIFFER,
    &stated::METHOD_CONTRADICTS,
    &stated::STANDARD_UNREAD,
    &stated::ACTUAL_MISSING,
    &stated::ACTUAL_WORDED,
    &indicator::PERCENT_ASSUMED,
    &indicator::OVER_FULFILLED,
    &indicator::NOTHING_INCURRED,
    &indicator::SHARED_SCORE,
    &reason::REASON_MISSING,
    &reason::MEASURE_MISSING,
    &reason::REASON_CONTRADICTS,
    &reason::REASON_COPIED,
    &reason::REASON_SHARED,
    &reason::REASON_FOREIGN,
    &reason::PLACEHOLDER_LEFT,
    &merit::MERIT_OUTRUNS_MONEY,
    &merit::UNSPENT,
    &merit::IDLE_PROJECT,
    &merit::NOTHING_SPENT_MUCH_DONE,
    &merit::FULL_MARKS_LOW_EXECUTION,
    &merit::ALL_PROJECTS_FULL,
    &plausible::MIDYEAR_ABOVE_FINAL,
    &plausible::MIDYEAR_JUMP,
    &plausible::BORROWED_RATE,
    &plausible::SIGN_SUSPECT,
    &plausible::SLIP,
    &plausible::TOO_GOOD,
    &plausible::DATE_ORDER,
    &structure::GROUP_MISFIT,
    &structure::INDICATOR_REPEATED,
    &structure::GROUP_MISSING,
    &forms::PROJECTS_DIFFER,
    &forms::PROJECT_MISSING,
    &forms::TARGET_CHANGED,
    &forms::WEIGHT_MOVED,
    &forms::SCORE_OUTLIER,
    &forms::NAME_DIFFERS,
    &across::DUPLICATE_FILE,
    &across::DUPLICATE_UNIT,
    &across::VERSIONS_UNDECIDED,
    &across::UNIT_SHARES_CODE,
    &narrative::REPORT_DIFFERS,
    &narrative::REPORT_SUM,
    &narrative::REPORT_RATE,
    &narrative::REPORT_TWICE,
    &narrative::REPORT_COUNT,
    &narrative::REPORT_NAME,
    &narrative::REPORT_YEAR,
    &score::NOT_SCORABLE,
    &decided::FIGURE_CORRECTED,
    &decided::WITHDRAWN,
    &decided::DECISION_ORPHANED,
    &decided::DECISION_EXPIRED,
    &decided::DECISION_INVALID,
    &review::REVIEW_UNUSED,
    &review::REVIEW_ALTERED,
    &review::REVIEW_SCORE,
    &review::REVIEW_SHARE,
    &review::REVIEW_UNEXPLAINED,
    &review::REVIEW_UNEVEN,
    &review::REVIEW_BLANK,
];

impl Code {
    /// The code of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().copied().find(|code| code.name == name)
    }

    /// Its place in [`ALL`].
    #[must_use]
    pub fn position(&self) -> usize {
        let here = ALL.iter().position(|code| std::ptr::eq(*code, self));
        here.unwrap_or(ALL.len())
    }
}

impl PartialOrd for Code {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Code {
    /// By their order in [`ALL`].
    fn cmp(&self, other: &Self) -> Ordering {
        self.position().cmp(&other.position())
    }
}
