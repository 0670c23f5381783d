//! The book 汇总表: an assessment laid out in sheets, whatever file it will be written to.
//!
//! Each sheet is one file here and one line in [`SHEETS`]; its rows are made while they are
//! written, so a book of a million rows costs no more memory than its assessment.

mod annex;
mod audit_terms;
pub(crate) mod change;
mod chart;
mod closing;
mod column;
mod conclusion;
mod context;
mod credibility;
mod decisions;
mod detail;
mod directory;
mod excluded;
mod findings;
mod form_columns;
mod formula;
mod inference;
mod input;
mod level;
mod level_rates;
mod losses;
mod money;
mod origins;
mod parameters;
mod progress;
mod ranking;
mod reader;
mod returns;
mod review_list;
mod reviews;
mod robustness;
pub(crate) mod round;
mod row;
mod rules;
mod run;
mod sheet;
mod shortlist;
mod sources;
mod spending;
mod standing;
mod style;
mod tab;
mod trial;
mod unit_page;
mod value;
mod versions;
mod warnings;
mod what_if;

pub use chart::{Chart, Drawing, ROW_PIXELS};
pub use column::Head;
pub(crate) use formula::quoted;
pub use input::Input;
pub use reader::Reader;
pub use row::{HEAD_ROWS, Page, Role, Row, Rows, Spacing, Values};
pub use sheet::{Heading, Plan};
pub use style::Style;
pub use tab::Tab;
pub use unit_page::{
    Cell as PageCell, Ink, PAGE_HEAD_ROWS, UnitPage, Volume, WIDTHS as PAGE_WIDTHS, paged_forms,
};
pub use value::{Anchor, Formula, SourceCell, Value};

use std::collections::BTreeSet;
use std::path::Path;

use crate::base::lang::{Lang, Text, worded};
use crate::compare::{Comparison, Series};
use crate::finding::Severity;
use crate::model::{Date, Grade};
use crate::run::Assessment;
use crate::workbook::container::part_name;
use context::{Context, Pages};
use directory::Extent;
use sheet::Sheet;

/// The program as named in every output.
pub const PROGRAM: &str = concat!("ziping ", env!("CARGO_PKG_VERSION"));

/// Rows of an Excel sheet.
const SHEET_ROWS: u32 = 1_048_576;

/// Every sheet by its reader, in the order in which the books have them.
static SHEETS: [(Reader, &[&dyn Sheet]); 3] = [
    (
        Reader::Leader,
        &[
            &conclusion::SHEET,
            &annex::SHEET,
            &ranking::UNITS,
            &ranking::UNITS_AT_MIDYEAR,
            &warnings::SHEET,
            &change::forms::UNITS,
            &ranking::PROJECTS,
            &ranking::PROJECTS_AT_MIDYEAR,
            &change::forms::PROJECTS,
        ],
    ),
    (
        Reader::Clerk,
        &[
            &returns::SHEET,
            &findings::SHEET,
            &excluded::SHEET,
            &versions::SHEET,
            &decisions::SHEET,
            &round::SHEET,
            &credibility::SHEET,
            &review_list::SHEET,
            &reviews::SHEET,
            &inference::SHEET,
            &change::groups::SHEET,
            &level_rates::SHEET,
            &losses::SHEET,
            &robustness::SHEET,
            &spending::SHEET,
            &parameters::SHEET,
        ],
    ),
    (
        Reader::Auditor,
        &[
            &detail::SHEET,
            &detail::AT_MIDYEAR,
            &trial::SHEET,
            &change::sources::SHEET,
            &origins::SHEET,
            &rules::SHEET,
            &audit_terms::SHEET,
            &run::SHEET,
            &change::archive::SHEET,
        ],
    ),
];

/// What a book is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scope {
    /// The whole assessment 汇总.
    #[default]
    Whole,
    /// Only its comparison with the years before 同比.
    Comparison,
    /// 年中监控, of an assessment of monitoring forms whatever was asked for.
    Monitoring,
}

/// An assessment laid out.
pub struct Book<'a> {
    context: Context<'a>,
    day: Option<Date>,
}

impl<'a> Book<'a> {
    /// Lays out `assessment`.
    #[must_use]
    pub fn new(assessment: &'a Assessment, lang: Lang) -> Self {
        Self::with_limit(assessment, lang, SHEET_ROWS)
    }

    /// Lays out `assessment` in sheets of at most `limit` rows.
    #[must_use]
    pub fn with_limit(assessment: &'a Assessment, lang: Lang, limit: u32) -> Self {
        Self::laid(assessment, None, (Scope::Whole, lang, limit))
    }

    /// Lays out so much of `series`.
    #[must_use]
    pub fn of(series: &'a Series, scope: Scope, lang: Lang) -> Self {
        let comparison = series.comparison.as_ref();
        let mut book = Self::laid(&series.assessment, comparison, (scope, lang, SHEET_ROWS));
        book.context.round = series.round.as_ref();
        book.context.draw = series.draw;
        book
    }

    fn laid(
        assessment: &'a Assessment,
        comparison: Option<&'a Comparison>,
        (scope, lang, limit): (Scope, Lang, u32),
    ) -> Self {
        let scope = match assessment.midyear {
            Some(_) => Scope::Monitoring,
            None => scope,
        };
        let plans = scope.sheets().map(|(_, sheet)| sheet.plan());
        let homes = plans.filter_map(|plan| Some((plan.home?, plan.name)));
        let mut context = Context::new(assessment, (scope, lang, limit), homes.collect(), extent);
        context.comparison = comparison;
        Self { context, day: None }
    }

    /// The same for a workbook in `folder`, with links to the files that were read.
    #[must_use]
    pub fn within(mut self, folder: &Path) -> Self {
        self.context.sources = sources::from(folder, self.context.assessment);
        self
    }

    /// The same as of a day.
    #[must_use]
    pub const fn on(mut self, day: Option<Date>) -> Self {
        self.day = day;
        self
    }

    /// 截止日期, where it is known.
    #[must_use]
    pub const fn day(&self) -> Option<Date> {
        self.day
    }

    /// The same with a page for each unit as a sheet behind the others.
    #[must_use]
    pub fn with_unit_pages(mut self) -> Self {
        let taken: Vec<_> = self.sheets().iter().map(Tab::name).collect();
        let forms = unit_page::forms(&self.context);
        let forms: Vec<_> = forms
            .map(|form| (form.index, form.form.unit_name()))
            .collect();
        let names = unit_page::sheet_names(forms.iter().map(|(_, name)| *name), taken.into_iter());
        let indices = forms.iter().map(|(index, _)| *index);
        self.context.pages = Pages::Within(indices.zip(names).collect());
        self
    }

    /// The same, with the pages of the units in the folder `name`.
    #[must_use]
    pub fn with_unit_pages_beside(mut self, name: String, files: usize) -> Self {
        self.context.pages = Pages::Beside { name, files };
        self
    }

    /// The pages of the units that are in this workbook, produced on demand.
    pub fn unit_pages(&self) -> impl Iterator<Item = UnitPage<'_>> {
        let forms = unit_page::forms(&self.context);
        forms.filter_map(|form| {
            let name = self.context.pages.name(form.index)?.to_owned();
            Some(unit_page::page(form, &self.context, name))
        })
    }

    /// The pages of all units in workbooks of at most `most`, each of one group of units.
    #[must_use]
    pub fn unit_volumes(&self, most: usize) -> Vec<Volume<'_>> {
        unit_page::volumes(&self.context, most)
    }

    /// Its sheets, in order; only the ranking may be empty, and then gives the reason.
    #[must_use]
    pub fn sheets(&self) -> Vec<Tab<'_>> {
        let sheets = self.context.scope.sheets();
        sheets.flat_map(|sheet| self.parts(sheet)).collect()
    }

    /// The sheets that one fills.
    fn parts(
        &self,
        (reader, sheet): (Reader, &'static dyn Sheet),
    ) -> impl Iterator<Item = Tab<'_>> {
        let context = &self.context;
        (0..sheet.parts(context)).map(move |part| Tab {
            reader,
            sheet,
            context,
            part,
        })
    }

    /// Name of the first sheet; every other leads back to it.
    #[must_use]
    pub fn front(&self) -> Option<String> {
        let first = self.context.scope.sheets().next()?;
        self.parts(first).next().map(|tab| tab.name())
    }

    /// Names used by the formulas so far that no column has: empty, unless a header was changed and a formula was not.
    #[must_use]
    pub fn unknown_names(&self) -> BTreeSet<String> {
        self.context.unknown()
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
            Scope::Monitoring => {
                Text::new("部门预算绩效运行监控汇总", "Budget performance at mid-year")
            }
            Scope::Whole => Text::new("部门预算绩效自评复算汇总", "Self-evaluations recomputed"),
            Scope::Comparison => {
                Text::new("部门预算绩效自评同比", "Self-evaluations year over year")
            }
        };
        self.context.headline(about)
    }

    /// Line below every headline: rules, unit of money, program.
    #[must_use]
    pub fn subtitle(&self) -> String {
        let between = Text::new("　", "   ").get(self.lang());
        self.subtitle_lines().join(between)
    }

    /// The same in two lines, where there is no room for one.
    #[must_use]
    pub fn subtitle_lines(&self) -> [String; 2] {
        let rules = &self.context.assessment.rules.stamp;
        let (title, id) = (&rules.title, &rules.id);
        [
            worded!(
                self.lang(),
                "评分规则：{title}（{id}）",
                "Rules: {title} ({id})"
            ),
            worded!(
                self.lang(),
                "金额单位：万元　编制程序：{PROGRAM}",
                "Money in 万元 (10 000 yuan)   Program: {PROGRAM}"
            ),
        ]
    }

    /// Grades in use, best first; their cells are coloured.
    #[must_use]
    pub fn grades(&self) -> Vec<Grade> {
        self.context.grades()
    }

    /// Wording of the verdicts on what a unit filed: 退回, 可收; their cells are coloured.
    #[must_use]
    pub fn verdicts(&self) -> [&'static str; 2] {
        findings::VERDICTS.map(|verdict| verdict.get(self.lang()))
    }

    /// Wording of the severities, gravest first; their cells are coloured.
    #[must_use]
    pub fn severities(&self) -> [&'static str; 3] {
        Severity::WORST_FIRST.map(|severity| severity.title().get(self.lang()))
    }
}

impl Scope {
    /// The sheets of a book about it.
    fn sheets(self) -> impl Iterator<Item = (Reader, &'static dyn Sheet)> {
        all_sheets().filter(move |(_, sheet)| sheet.plan().books.contains(&self))
    }
}

fn all_sheets() -> impl Iterator<Item = (Reader, &'static dyn Sheet)> {
    let groups = SHEETS.iter();
    groups.flat_map(|(reader, sheets)| sheets.iter().map(|sheet| (*reader, *sheet)))
}

/// The extent of the sheet with this Chinese name, for references from other sheets.
fn extent(context: &Context, name: &str) -> Option<Extent> {
    let (_, sheet) = all_sheets().find(|(_, sheet)| sheet.plan().name.zh == name)?;
    let mut columns = sheet.names(context);
    if sheet.parts(context) > 1 {
        // No formula names the cells of a sheet in parts.
        columns.hidden.append(&mut columns.shown);
    }
    Some(Extent {
        name: part_name(sheet.plan().name, 0, context.lang),
        columns,
        rows: sheet.count(context, 0),
    })
}
