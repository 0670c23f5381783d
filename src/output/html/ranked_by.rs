//! 排名依据: what forms are ranked by.

use rust_decimal::Decimal;

use super::cells::{less, name, rate, score};
use crate::base::lang::{Lang, Text, worded};
use crate::run::Assessed;

/// What a form is ranked by; one and the same for the ranked forms of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RankedBy {
    Progress,
    Reviewed,
    Recomputed,
}

impl RankedBy {
    pub(super) fn of(form: &Assessed) -> Self {
        let reviewed = form.reviewed.as_ref();
        match &form.progress {
            Some(_) => Self::Progress,
            None if reviewed.is_some_and(|reviewed| reviewed.official) => Self::Reviewed,
            None => Self::Recomputed,
        }
    }

    pub(super) const fn title(self) -> Text {
        match self {
            Self::Progress => Text::new("综合进度", "Progress"),
            Self::Reviewed => Text::new("复核总分", "Reviewed total"),
            Self::Recomputed => Text::new("复算总分", "Recomputed total"),
        }
    }

    pub(super) fn write(self, figure: Option<Decimal>) -> String {
        match self {
            Self::Progress => rate(figure),
            Self::Reviewed | Self::Recomputed => score(figure),
        }
    }

    /// How much a form is behind the one that is before it.
    pub(super) fn behind(self, form: &Assessed, above: &Assessed, lang: Lang) -> Option<String> {
        let less = less(above.ranked_figure(), form.ranked_figure())?;
        let name = name(above);
        Some(match self {
            Self::Progress => {
                let less = less.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
                worded!(
                    lang,
                    "综合进度比前一名{name}低 {less} 个百分点。",
                    "Progress {less} percentage points below {name}, which stands before it."
                )
            }
            Self::Reviewed | Self::Recomputed => {
                let less = less.normalize();
                worded!(
                    lang,
                    "比前一名{name}少 {less} 分。",
                    "{less} points behind {name}, which stands before it."
                )
            }
        })
    }
}
