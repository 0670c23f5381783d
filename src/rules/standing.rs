//! 入榜: which of the forms that were filed count for the ranking.

use serde::{Deserialize, Serialize};

use crate::base::lang::Text;

/// 入榜规则: how a form that is foreign, doubtful or one of several is treated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct StandingRule {
    /// A form of another year than the run's.
    pub other_year: Treatment,
    /// A form that states no year.
    pub no_year: Treatment,
    /// A unit form that is not on the roster, where one is given.
    pub not_listed: Treatment,
    /// A form whose unit has another code, or whose code another unit, on a second form.
    pub shared_code: Treatment,
    /// A form whose total is above all points there are.
    pub above_total: Treatment,
    /// A form whose cell for the budget or the executed amount is blank or cannot be read.
    pub amount_missing: Treatment,
    /// Several forms of one unit and year where the last one is unknown; then the first by path is ranked.
    pub undecided: Treatment,
    /// Words in the name of a file, folder or sheet that give a form precedence over those without.
    pub final_words: Vec<Box<str>>,
    /// Words that put it after those without; a number in brackets at the end is one as well.
    pub copy_words: Vec<Box<str>>,
}

/// Whether a form of some kind is ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Treatment {
    /// 参加排名
    Ranked,
    /// 不参加排名
    NotRanked,
}

impl Default for StandingRule {
    fn default() -> Self {
        let words = |list: &[&str]| list.iter().map(|word| Box::from(*word)).collect();
        Self {
            other_year: Treatment::NotRanked,
            no_year: Treatment::Ranked,
            not_listed: Treatment::Ranked,
            shared_code: Treatment::Ranked,
            above_total: Treatment::NotRanked,
            amount_missing: Treatment::NotRanked,
            undecided: Treatment::NotRanked,
            final_words: words(&["最终", "终稿", "定稿", "修订"]),
            copy_words: words(&["副本", "复件", "copy"]),
        }
    }
}

impl Treatment {
    /// Whether it keeps a form out of the ranking.
    #[must_use]
    pub fn bars(self) -> bool {
        self == Self::NotRanked
    }

    /// 参加排名、不参加排名
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Ranked => Text::new("参加排名", "ranked"),
            Self::NotRanked => Text::new("不参加排名", "not ranked"),
        }
    }
}
