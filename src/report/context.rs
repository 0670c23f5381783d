//! What all sheets of one book share: language, positions of rows, columns that depend on the data.

mod concerned;
mod starts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::Scope;
use super::directory::{Extent, Home};
use super::level::Levels;
use super::money::Money;
use super::row::{HEAD_ROWS, Row, row_of};
use super::value::Anchor;
use crate::base::lang::{Lang, Text, worded};
use crate::compare::{Comparison, Round};
use crate::model::{Grade, Kind};
use crate::run::Returns;
use crate::run::draw::{Candidate, Draw, candidates};
use crate::run::inference::Inference;
use crate::run::rank::bands::{Band, Bands, bands};
use crate::run::{Assessed, Assessment, ListedFinding, Standing};
use crate::workbook::container::part_name;
pub(super) use concerned::FindingIndex;
use concerned::by_unit;
pub(super) use starts::rows_of;
use starts::{Start, starts};

/// Rows that may be below the data of a sheet.
const CLOSING_ROWS: u32 = 100;

/// A form with its place in the assessment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form<'a> {
    /// Index among all forms.
    pub(super) index: usize,
    /// The form.
    pub(super) form: &'a Assessed,
}

/// A ranked form.
#[derive(Debug, Clone, Copy)]
pub(super) struct RankedForm<'a> {
    /// Index among all forms.
    pub(super) index: usize,
    /// The form.
    pub(super) form: &'a Assessed,
    /// Its place.
    pub(super) standing: Standing,
}

/// Where the pages of the units stand.
#[derive(Debug, Clone, Default)]
pub(super) enum Pages {
    /// There are none.
    #[default]
    None,
    /// In this workbook: the name of the sheet for each index of a form.
    Within(BTreeMap<usize, String>),
    /// In workbooks of a folder of their own.
    Beside { name: String, files: usize },
}

impl Pages {
    /// Name of the sheet with the page of a form.
    pub(super) fn name(&self, index: usize) -> Option<&str> {
        match self {
            Self::Within(names) => names.get(&index).map(String::as_str),
            Self::None | Self::Beside { .. } => None,
        }
    }

    /// Whether they are in this workbook.
    pub(super) const fn within(&self) -> bool {
        matches!(self, Self::Within(_))
    }
}

/// An assessment prepared for laying out.
pub(super) struct Context<'a> {
    /// What is laid out.
    pub(super) assessment: &'a Assessment,
    /// The same against the years before, where any were given.
    pub(super) comparison: Option<&'a Comparison>,
    /// The run against an earlier one of the year, where one was given.
    pub(super) round: Option<&'a Round>,
    /// Language of the book.
    pub(super) lang: Lang,
    /// What the book is about.
    pub(super) scope: Scope,
    /// 一级指标 of the ranked unit forms, as columns.
    pub(super) unit_levels: Levels,
    /// 一级指标 of the ranked project forms, as columns.
    pub(super) project_levels: Levels,
    /// The returns by the roster, where one was given.
    pub(super) returns: Option<Returns>,
    /// All findings by unit, those with the most errors first; of a unit the worst first, each before what follows from it.
    pub(super) findings: Vec<ListedFinding<'a>>,
    /// The units that they are about, in their order.
    pub(super) concerned: Vec<FindingIndex>,
    /// How far each rank can be trusted.
    pub(super) bands: Bands,
    /// The grade of a total as a formula, made when it is first asked for.
    pub(super) grade_formula: OnceLock<String>,
    /// Number of each file and its path relative to the folder of the workbook, where known.
    pub(super) sources: BTreeMap<Arc<str>, (usize, Arc<str>)>,
    /// 抽查: how forms are chosen for review, where it was asked for.
    pub(super) draw: Option<Draw>,
    /// The forms by their risk, made when they are first asked for.
    candidates: OnceLock<Vec<Candidate>>,
    /// 口径反推, made when it is first asked for.
    inference: OnceLock<Inference>,
    /// Where the pages of the units stand.
    pub(super) pages: Pages,
    /// How many filed figures 来源索引 would list up to each form, counted when it is first asked for.
    pub(super) origins: OnceLock<Vec<usize>>,
    /// How many rows of 运行信息 stand before those of the files, counted when it is first asked for.
    pub(super) stated: OnceLock<usize>,
    /// The page 结论, made when it is first asked for.
    pub(super) conclusion: OnceLock<Vec<Row<'static>>>,
    /// The extent of a sheet of this book, by its Chinese name, for references from other sheets.
    pub(super) extent: fn(&Context, &str) -> Option<Extent>,
    /// Names of the sheets of this book that have rows for each form.
    homes: Vec<(Home, Text)>,
    /// Names in formulas that no column has.
    unknown: Mutex<BTreeSet<String>>,
    /// Rows of a sheet at most.
    limit: u32,
    starts: Vec<Start>,
    /// Ranked unit forms and ranked project forms.
    counts: [usize; 2],
    /// Place of each ranked form among those of its kind, from 0.
    ranks: BTreeMap<usize, usize>,
}

impl<'a> Context<'a> {
    /// Prepares `assessment` for the sheets of `scope`, of at most `limit` rows each.
    pub(super) fn new(
        assessment: &'a Assessment,
        (scope, lang, limit): (Scope, Lang, u32),
        homes: Vec<(Home, Text)>,
        extent: fn(&Context, &str) -> Option<Extent>,
    ) -> Self {
        let ranked = |kind| {
            let forms = assessment.forms.iter().enumerate();
            forms.filter(move |(_, f)| f.filing.kind == kind && f.standing.is_some())
        };
        let (findings, concerned) = by_unit(assessment);
        let kinds = [Kind::Unit, Kind::Project];
        let ranks = kinds.into_iter().flat_map(|kind| ranked(kind).zip(0..));
        Self {
            assessment,
            comparison: None,
            round: None,
            lang,
            scope,
            unit_levels: Levels::of(ranked(Kind::Unit)),
            project_levels: Levels::of(ranked(Kind::Project)),
            returns: Returns::of(assessment),
            findings,
            concerned,
            bands: bands(assessment),
            grade_formula: OnceLock::new(),
            sources: BTreeMap::new(),
            draw: None,
            candidates: OnceLock::new(),
            inference: OnceLock::new(),
            pages: Pages::None,
            origins: OnceLock::new(),
            stated: OnceLock::new(),
            conclusion: OnceLock::new(),
            extent,
            homes,
            unknown: Mutex::default(),
            limit,
            starts: starts(assessment, limit),
            counts: kinds.map(|kind| ranked(kind).count()),
            ranks: ranks.map(|((index, _), place)| (index, place)).collect(),
        }
    }

    /// Data rows that a sheet holds, with room for what is above and below them.
    pub(super) fn capacity(&self) -> usize {
        let around = HEAD_ROWS.saturating_add(CLOSING_ROWS);
        let rows = self.limit.saturating_sub(around).max(self.limit / 2);
        usize::try_from(rows).unwrap_or(usize::MAX).max(1)
    }

    /// The part of a sheet, and the row in it, where its n-th data row stands.
    fn placed(&self, nth: usize) -> (usize, u32) {
        (nth / self.capacity(), row_of(nth % self.capacity()))
    }

    /// The row below a number of data rows.
    pub(super) fn below(&self, rows: usize) -> u32 {
        let last = rows.checked_sub(1).map(|last| self.placed(last).1);
        last.map_or(HEAD_ROWS, |row| row.saturating_add(1))
    }

    /// `text` with the year of the run before it.
    pub(super) fn headline(&self, text: Text) -> String {
        let text = text.get(self.lang);
        match self.assessment.year {
            Some(year) => worded!(self.lang, "{year}年度{text}", "{text}, {year}"),
            None => text.to_owned(),
        }
    }

    /// Remembers a name in a formula that no column has.
    pub(super) fn record_unknown(&self, name: &str) {
        let mut unknown = self.unknown.lock().unwrap_or_else(PoisonError::into_inner);
        unknown.insert(name.to_owned());
    }

    /// Names in the formulas made so far that no column has.
    pub(super) fn unknown(&self) -> BTreeSet<String> {
        let unknown = self.unknown.lock().unwrap_or_else(PoisonError::into_inner);
        unknown.clone()
    }

    /// All forms with their index.
    pub(super) fn forms(&self) -> impl Iterator<Item = Form<'a>> + use<'a> {
        let forms = self.assessment.forms.iter().enumerate();
        forms.map(|(index, form)| Form { index, form })
    }

    /// Ranked forms of a kind, best first.
    pub(super) fn ranked(&self, kind: Kind) -> impl Iterator<Item = RankedForm<'a>> + use<'a> {
        self.forms()
            .filter(move |f| f.form.filing.kind == kind)
            .filter_map(|Form { index, form }| {
                form.standing.map(|standing| RankedForm {
                    index,
                    form,
                    standing,
                })
            })
    }

    /// 名次区间 of a form by its index; `None` for one that is not ranked.
    pub(super) fn band(&self, index: usize) -> Option<&Band> {
        self.bands.of(index)
    }

    /// Whether the ranks of a kind have bands: by recomputed totals, under the weights of the forms.
    pub(super) fn has_bands(&self, kind: Kind) -> bool {
        let assessment = self.assessment;
        assessment.rules.reweight.is_none() && !assessment.ranks_reviews(kind)
    }

    /// Number of ranked forms of a kind.
    pub(super) const fn ranked_count(&self, kind: Kind) -> usize {
        let [units, projects] = self.counts;
        match kind {
            Kind::Unit => units,
            Kind::Project => projects,
        }
    }

    /// What the conclusion is about: units, or projects where no unit is ranked.
    pub(super) const fn main_kind(&self) -> Kind {
        match self.counts {
            [0, projects] if projects > 0 => Kind::Project,
            _ => Kind::Unit,
        }
    }

    /// Forms whose details begin in a part of 指标明细.
    pub(super) fn forms_of_part(&self, part: usize) -> impl Iterator<Item = Form<'a>> + '_ {
        self.forms()
            .zip(&self.starts)
            .filter(move |(_, start)| start.part == part)
            .map(|(form, _)| form)
    }

    /// The rows of a part of 指标明细 from `first` on, as `lines` makes them of each form; forms before are passed over.
    pub(super) fn lines_from<L, I: Iterator<Item = L>>(
        &self,
        part: usize,
        first: usize,
        lines: impl Fn(Form<'a>) -> I,
    ) -> impl Iterator<Item = L> {
        let (before, forms) = self.forms_from(part, first);
        forms.flat_map(lines).skip(first.saturating_sub(before))
    }

    /// Forms of a part, starting with the one whose details contain row `first`, and how many rows precede it.
    fn forms_from(
        &self,
        part: usize,
        first: usize,
    ) -> (usize, impl Iterator<Item = Form<'a>> + '_) {
        let behind = |start: &Start| (start.part, start.row) <= (part, row_of(first));
        let at = self.starts.partition_point(behind).saturating_sub(1);
        let start = self.starts.get(at).filter(|start| start.part == part);
        let before = start.map_or(0, |start| start.row.saturating_sub(HEAD_ROWS));
        let forms = self.forms_of_part(part);
        let forms = forms.skip_while(move |form| start.is_some() && form.index < at);
        (usize::try_from(before).unwrap_or(usize::MAX), forms)
    }

    /// Number of rows in a part of 指标明细.
    pub(super) fn detail_rows(&self, part: usize) -> usize {
        let end = |start: &Start| start.part <= part;
        let last = self.starts.partition_point(end).checked_sub(1);
        let last = last.and_then(|at| self.starts.get(at).zip(self.assessment.forms.get(at)));
        let last = last.filter(|(start, _)| start.part == part);
        last.map_or(0, |(start, form)| {
            let before = start.row.saturating_sub(HEAD_ROWS);
            usize::try_from(before).unwrap_or(usize::MAX) + rows_of(form)
        })
    }

    /// Number of sheets that 指标明细 fills.
    pub(super) fn detail_parts(&self) -> usize {
        self.starts.last().map_or(0, |start| start.part + 1)
    }

    /// Row `row` of a part of the sheet that is a home, in a book that has it.
    fn anchor(&self, home: Home, part: usize, row: u32) -> Option<Anchor> {
        let (_, name) = self.homes.iter().find(|(known, _)| *known == home)?;
        let sheet = part_name(*name, part, self.lang);
        Some(Anchor { sheet, row })
    }

    /// First row of a form in 指标明细.
    pub(super) fn detail_anchor(&self, index: usize) -> Option<Anchor> {
        let start = self.starts.get(index)?;
        self.anchor(Home::Details, start.part, start.row)
    }

    /// The page of a form, or its first row in 指标明细, in a book that has either.
    pub(super) fn form_anchor(&self, index: usize) -> Option<Anchor> {
        let page = self.pages.name(index).map(|name| Anchor {
            sheet: name.to_owned(),
            row: 0,
        });
        page.or_else(|| self.detail_anchor(index))
    }

    /// Row of a form in its ranking.
    pub(super) fn rank_anchor(&self, index: usize, kind: Kind) -> Option<Anchor> {
        let (part, row) = self.placed(*self.ranks.get(&index)?);
        self.anchor(Home::Ranking(kind), part, row)
    }

    /// The ranked forms by their risk.
    pub(super) fn candidates(&self) -> &[Candidate] {
        let candidates = || candidates(self.assessment, self.draw);
        self.candidates.get_or_init(candidates)
    }

    /// How filed scores that do not follow the rules can have been computed.
    pub(super) fn inference(&self) -> &Inference {
        self.inference
            .get_or_init(|| Inference::of(self.assessment))
    }

    /// Sums of money over the ranked forms of a kind.
    pub(super) fn money(&self, kind: Kind) -> Money {
        Money::over(self.ranked(kind).map(|r| r.form))
    }

    /// Grades in the comparison.
    fn compared_grades(&self) -> impl Iterator<Item = &str> {
        let comparison = self.comparison.iter();
        let records = comparison.flat_map(|c| {
            let kinds = [Kind::Unit, Kind::Project].into_iter();
            kinds.flat_map(|kind| c.now(kind).chain(c.before(kind)))
        });
        records.filter_map(|r| r.grade.as_deref())
    }

    /// Grades given to any form, best first.
    pub(super) fn grades(&self) -> Vec<Grade> {
        let forms = self.assessment.forms.iter();
        let given = forms.filter_map(|f| f.evaluation.grade.clone());
        let mut by_band: BTreeMap<_, _> = given.map(|grade| (grade.band, grade)).collect();
        for name in self.compared_grades() {
            let bands = self.assessment.rules.grades.iter();
            if let Some(band) = bands.map(|b| &b.name).position(|b| **b == *name) {
                let name = name.into();
                by_band.entry(band).or_insert(Grade { band, name });
            }
        }
        by_band.into_values().collect()
    }
}
