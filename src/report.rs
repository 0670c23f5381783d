//! The book 汇总表: an assessment laid out in sheets, whatever file it will be written to.
//!
//! Each sheet is one file here and one line in [`SHEETS`]; its rows are made while they are
//! written, so a book of a million rows costs no more memory than its assessment.

pub(crate) mod change;
mod chart;
mod closing;
mod column;
mod context;
mod detail;
mod excluded;
mod findings;
mod formula;
mod level;
mod level_rates;
mod losses;
mod money;
mod origins;
mod overview;
mod projects;
mod ranking;
mod returns;
mod robustness;
mod rules;
mod run;
mod spending;
mod standing;
mod table;
mod value;
mod wording;

pub use chart::{Chart, Drawing, ROW_PIXELS};
pub use column::{Head, Style};
pub(crate) use formula::letters;
pub use table::{HEAD_ROWS, Page, Role, Row, Rows, Sheet, Spacing};
pub use value::{Anchor, Value};

use crate::assessment::Assessment;
use crate::finding::Severity;
use crate::lang::{Lang, Text};
use crate::model::Grade;
use context::Context;
use table::Plan;

/// The program as named in every output.
pub const PROGRAM: &str = concat!("ziping ", env!("CARGO_PKG_VERSION"));

/// Rows of an Excel sheet.
const SHEET_ROWS: u32 = 1_048_576;

/// Every sheet of a book, in order.
const SHEETS: &[Plan] = &[
    Plan::of::<overview::Overview>(),
    Plan::of::<ranking::Ranking>(),
    Plan::of::<change::units::Units>(),
    Plan::of::<change::groups::Groups>(),
    Plan::of::<level_rates::LevelRates>(),
    Plan::of::<detail::Detail>(),
    Plan::of::<losses::Losses>(),
    Plan::of::<robustness::Robustness>(),
    Plan::of::<spending::Spending>(),
    Plan::of::<projects::Projects>(),
    Plan::of::<change::projects::Projects>(),
    Plan::of::<change::sources::Sources>(),
    Plan::of::<findings::Findings>(),
    Plan::of::<excluded::Excluded>(),
    Plan::of::<returns::Filed>(),
    Plan::of::<rules::Rules>(),
    Plan::of::<origins::Origins>(),
    Plan::of::<run::Run>(),
    Plan::of::<change::archive::Archive>(),
];

/// Every sheet of a book about nothing but a comparison, in order.
const COMPARISON: &[Plan] = &[
    Plan::of::<overview::Overview>(),
    Plan::of::<change::units::Units>(),
    Plan::of::<change::groups::Groups>(),
    Plan::of::<change::projects::Projects>(),
    Plan::of::<change::sources::Sources>(),
];

/// What a book is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scope {
    /// The whole assessment 汇总.
    #[default]
    Whole,
    /// Only its comparison with the years before 同比.
    Comparison,
}

/// An assessment laid out.
pub struct Book<'a> {
    context: Context<'a>,
}

impl<'a> Book<'a> {
    /// Lays out `assessment`.
    #[must_use]
    pub fn new(assessment: &'a Assessment, lang: Lang) -> Self {
        Self::with_limit(assessment, lang, SHEET_ROWS)
    }

    /// Lays out so much of `assessment`.
    #[must_use]
    pub fn of(assessment: &'a Assessment, scope: Scope, lang: Lang) -> Self {
        let mut book = Self::new(assessment, lang);
        book.context.scope = scope;
        book
    }

    /// Lays out `assessment` in sheets of at most `limit` rows.
    #[must_use]
    pub fn with_limit(assessment: &'a Assessment, lang: Lang, limit: u32) -> Self {
        Self {
            context: Context::new(assessment, lang, limit),
        }
    }

    /// Its sheets, in order; none is empty but the ranking, which then says why.
    #[must_use]
    pub fn sheets(&self) -> Vec<Sheet<'_>> {
        let plans = match self.context.scope {
            Scope::Whole => SHEETS.iter(),
            Scope::Comparison => COMPARISON.iter(),
        };
        plans.flat_map(|plan| plan.sheets(&self.context)).collect()
    }

    /// Language of all its words.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.context.lang
    }

    /// Year it is about.
    #[must_use]
    pub const fn year(&self) -> Option<i32> {
        self.context.assessment.year
    }

    /// Headline of the whole book.
    #[must_use]
    pub fn title(&self) -> String {
        let about = match self.context.scope {
            Scope::Whole => Text::new("部门预算绩效自评复算汇总", "Self-evaluations recomputed"),
            Scope::Comparison => {
                Text::new("部门预算绩效自评同比", "Self-evaluations year over year")
            }
        };
        headline(&self.context, about)
    }

    /// Line below every headline: rules, unit of money, program.
    #[must_use]
    pub fn subtitle(&self) -> String {
        let rules = &self.context.assessment.rules.stamp;
        match self.lang() {
            Lang::Zh => format!(
                "评分规则：{}（{}）　金额单位：万元　编制程序：{PROGRAM}",
                rules.title, rules.id
            ),
            Lang::En => format!(
                "Rules: {} ({})   Money in 万元 (10 000 yuan)   Program: {PROGRAM}",
                rules.title, rules.id
            ),
        }
    }

    /// Grades in use, best first; their cells are coloured.
    #[must_use]
    pub fn grades(&self) -> Vec<Grade> {
        self.context.grades()
    }

    /// Wording of the severities, gravest first; their cells are coloured.
    #[must_use]
    pub fn severities(&self) -> [&'static str; 3] {
        [Severity::Error, Severity::Warning, Severity::Info]
            .map(|severity| severity.title().get(self.lang()))
    }
}

/// `text` with the year of the run before it.
fn headline(context: &Context, text: Text) -> String {
    let text = text.get(context.lang);
    match (context.assessment.year, context.lang) {
        (Some(year), Lang::Zh) => format!("{year}年度{text}"),
        (Some(year), Lang::En) => format!("{text}, {year}"),
        (None, _) => text.to_owned(),
    }
}
