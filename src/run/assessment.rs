//! The assessment 汇总结果: every form with its standing, every file with its fate.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use ecow::EcoString;
use rust_decimal::Decimal;

use crate::base::hash::Digest;
use crate::base::lang::{Lang, Message, Text};
use crate::finding::measure::MEASURE_SUSPECT;
use crate::finding::sheet::STAGE_DIFFERS;
use crate::finding::{Finding, FindingSubject, Problem, Severity};
use crate::form::labels::LabelStamp;
use crate::intake::Location;
use crate::model::Progress;
use crate::model::{
    CellRef, Correction, Figure, Indicator, IndicatorResult, Kind, Measure, PackedEvaluation,
    PackedFiling, ProjectList, Spot, Weight,
};
use crate::roster::Roster;
use crate::rules::{MidyearRule, RuleSet};
use crate::run::review::ReviewedScore;
use crate::run::{ComparedReport, Decisions, Version};

/// Everything a run found out; all outputs are rendered from it.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// 评价年度 of the run.
    pub year: Option<i32>,
    /// The rule set that was applied.
    pub rules: Arc<RuleSet>,
    /// The wordings of labels that were applied.
    pub labels: LabelStamp,
    /// The units that were due to file, where a roster was given.
    pub roster: Option<Arc<Roster>>,
    /// Every file found, in path order; without uncounted files.
    pub inputs: Vec<Input>,
    /// Files that are no filings.
    pub aside: UncountedFiles,
    /// Remarks on the run, such as which settings were used because they are beside the forms.
    pub notes: Vec<Note>,
    /// Every form that was read: units by rank, then unranked units by path; then projects likewise.
    pub forms: Vec<Assessed>,
    /// Forms and files that are not in the ranking, in path order.
    pub excluded: Vec<Exclusion>,
    /// Findings about files as a whole, in path order.
    pub file_findings: Vec<Finding>,
    /// 自评报告 that were read, in path order.
    pub reports: Vec<ComparedReport>,
    /// 年中监控: the rule by which progress was measured, where the run is about monitoring forms.
    pub midyear: Option<MidyearRule>,
    /// 处理意见 that were to be applied, where any were given.
    pub decisions: Option<Decisions>,
    /// SHA-256 over the 复核底稿, where any were given.
    pub papers: Option<Box<str>>,
}

/// One form with its evaluation, its findings and its place in the ranking.
///
/// All are moved as they are gathered and ranked: what is large in one stays where it is.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// What was filed.
    pub filing: Box<PackedFiling>,
    /// Its scores under the rules.
    pub evaluation: Box<PackedEvaluation>,
    /// How far it has come, of a monitoring form.
    pub progress: Option<Box<Progress>>,
    /// Findings about it, in the form's order.
    pub findings: Vec<Finding>,
    /// 项目清单 in its workbook.
    pub projects: Option<Box<ProjectList>>,
    /// 未采用的数字: cells with figures inside its tables that no field was read from.
    pub unused: Box<[CellRef]>,
    /// Why it is not ranked 未入榜原因, the decisive reason first; empty for a form that is.
    pub barred: Vec<Problem>,
    /// Where it stands; `None` when it is not ranked.
    pub standing: Option<Standing>,
    /// 版本: all forms of its unit (project) and year, itself among them, where there are several.
    pub versions: Option<Arc<[Version]>>,
    /// 复核得分, where it was reviewed.
    pub reviewed: Option<Box<ReviewedScore>>,
}

/// Place among the forms of the same kind; ties share a rank (1, 2, 2, 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// 名次 by what forms of its kind are ranked by, [`Assessed::ranked_figure`].
    pub rank: usize,
    /// 组内名次, where the unit has a group.
    pub group_rank: Option<usize>,
    /// 自评名次: rank by filed total among the ranked forms that state one.
    pub reported_rank: Option<usize>,
}

/// One file of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Path relative to the folder that was given, with `/`.
    pub path: Arc<str>,
    /// Where it was opened.
    pub location: Location,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256; `None` where the file was not opened.
    pub sha256: Option<Digest>,
    /// Number of forms read from it, 0 when it was skipped.
    pub forms: usize,
}

impl Input {
    /// The path it was opened by.
    #[must_use]
    pub fn opened(&self) -> Cow<'_, Path> {
        self.location.path(&self.path)
    }
}

/// A remark about the run as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it is about.
    pub title: Text,
    /// Its message.
    pub words: Message,
}

/// 不计的文件: number of files among the forms that are no filings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UncountedFiles {
    /// Lock files and those that operating systems keep.
    pub housekeeping: usize,
    /// Files that this program wrote. No result counts them, so that it is the same before and after they are written.
    pub own: usize,
    /// Files that the run is not about, by the names it was given.
    pub omitted: usize,
}

/// A form or file that is not ranked, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Path of the file.
    pub file: Arc<str>,
    /// Sheet, where a form was read.
    pub sheet: Option<Arc<str>>,
    /// Unit, where it is known.
    pub unit: Option<EcoString>,
    /// The reasons, the decisive one first; never empty.
    pub reasons: Vec<Problem>,
}

impl Exclusion {
    /// All reasons as one text, the decisive one first.
    #[must_use]
    pub fn reason(&self, lang: Lang) -> String {
        let messages: Vec<_> = self.reasons.iter().map(|p| p.message(lang)).collect();
        messages.join(Text::new("；", "; ").get(lang))
    }

    /// The same without the full stop, to stand within a sentence.
    #[must_use]
    pub fn cause(&self) -> Message {
        let within = |lang| {
            let reason = self.reason(lang);
            reason.trim_end_matches(['。', '.']).to_owned()
        };
        Message::new(within(Lang::Zh), within(Lang::En))
    }

    /// Codes of the reasons, in their order.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.reasons.iter().map(|problem| problem.code.name)
    }

    /// Whether it is left out because it belongs to another stage of the year.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        self.reasons.first().is_some_and(|p| p.is(&STAGE_DIFFERS))
    }
}

impl Assessed {
    /// Name of the unit; the file is used where the form names none.
    #[must_use]
    pub fn unit_name(&self) -> &str {
        let name = self.filing.unit.name.as_ref();
        name.map_or(&self.filing.file, |n| &n.value)
    }

    /// Each of its indicators with its result, in the form's order; forms of earlier stages have no results.
    pub fn indicators(&self) -> impl Iterator<Item = (Indicator, Option<IndicatorResult>)> {
        self.results(self.filing.indicators.open())
    }

    /// The same of what is needed of them to add scores up.
    pub fn weights(&self) -> impl Iterator<Item = (Weight, Option<IndicatorResult>)> {
        self.results(self.filing.indicators.leading())
    }

    fn results<T>(&self, rows: Vec<T>) -> impl Iterator<Item = (T, Option<IndicatorResult>)> {
        let results = self.evaluation.indicators.open().into_iter().map(Some);
        rows.into_iter().zip(results.chain(std::iter::repeat(None)))
    }

    /// The figure it is ranked by: 复算总分; 复核总分 where all of its kind are reviewed; 综合进度 for a monitoring
    /// form.
    #[must_use]
    pub fn ranked_figure(&self) -> Option<Decimal> {
        match (&self.progress, self.official_review()) {
            (Some(progress), _) => progress.overall,
            (None, Some(reviewed)) => reviewed.total,
            (None, None) => self.evaluation.total,
        }
    }

    /// The review by which it is ranked, where all of its kind are reviewed.
    #[must_use]
    pub fn official_review(&self) -> Option<&ReviewedScore> {
        let reviewed = self.reviewed.as_deref();
        reviewed.filter(|reviewed| reviewed.official)
    }

    /// Whether it has what forms are ranked by and nothing bars it.
    #[must_use]
    pub fn is_ranked(&self) -> bool {
        self.barred.is_empty() && self.ranked_figure().is_some()
    }

    /// Whether another version of it is ranked in its place.
    #[must_use]
    pub fn is_superseded(&self) -> bool {
        let mut versions = self.versions.iter().flat_map(|versions| versions.iter());
        !self.is_ranked() && versions.any(|version| version.ranked)
    }

    /// 自评总分 as filed.
    #[must_use]
    pub fn reported_total(&self) -> Option<Decimal> {
        self.filing.reported_total.as_ref().map(|f| f.value)
    }

    /// 年初预算数, 全年预算数 and 全年执行数 in 万元; none where its unit of money cannot be believed.
    #[must_use]
    pub fn amounts(&self) -> [Option<Decimal>; 3] {
        let Some(funding) = self.filing.funding.as_ref().filter(|_| self.is_believed()) else {
            return [None; 3];
        };
        let amount = |figure: &Option<Figure>| {
            Measure::in_ten_thousands(funding.measure, figure.as_ref()?.value)
        };
        [&funding.initial, &funding.adjusted, &funding.executed].map(amount)
    }

    /// Whether the unit of money it states can be right: an amount ten thousand times too large would drown every sum.
    #[must_use]
    pub fn is_believed(&self) -> bool {
        let suspect = |f: &Finding| f.problem.is(&MEASURE_SUSPECT);
        !self.findings.iter().any(suspect)
    }

    /// Adds something found about it, at a cell.
    pub(crate) fn note(&mut self, problem: Problem, cell: Option<CellRef>, rules: &RuleSet) {
        let filing = &self.filing;
        let known = self.findings.iter().map(|finding| &finding.about);
        let mut own = known.filter(|about| about.sheet.as_ref() == Some(&filing.sheet));
        let about = own.next().cloned();
        let about = about.unwrap_or_else(|| FindingSubject::form(filing));
        let found = rules.finding(problem, &about, cell.map(Spot::Cell));
        // Grown by the usual doubling, the lists of all forms would keep half their room blank.
        self.findings.reserve_exact(1);
        self.findings.extend(found);
    }

    /// The cause of a finding about it.
    #[must_use]
    pub fn cause(&self, finding: &Finding) -> Option<&Finding> {
        let at = usize::try_from(finding.caused_by?).ok()?;
        self.findings.get(at)
    }

    /// Its cells that were corrected by decisions.
    pub fn corrections(&self) -> impl Iterator<Item = &Correction> {
        let decisions = self.findings.iter().filter_map(|f| f.decision.as_ref());
        decisions.filter_map(|decision| decision.correction.as_ref())
    }

    /// Number of its findings of a severity that count.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let of = |f: &&Finding| f.severity == severity && f.is_open();
        self.findings.iter().filter(of).count()
    }
}

impl Assessment {
    /// Forms of one kind, ranked ones first.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Assessed> {
        self.forms.iter().filter(move |f| f.filing.kind == kind)
    }

    /// Whether forms of a kind are ranked by their reviews.
    #[must_use]
    pub fn ranks_reviews(&self, kind: Kind) -> bool {
        let mut forms = self.of_kind(kind);
        forms.any(|form| form.official_review().is_some())
    }

    /// Number of findings of a severity that count.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let of = |f: &&Finding| f.severity == severity && f.is_open();
        let of_files = self.file_findings.iter().filter(of);
        let of_forms: usize = self.forms.iter().map(|form| form.count(severity)).sum();
        of_files.count().saturating_add(of_forms)
    }

    /// The gravest severity of what counts.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        let of_forms = self.forms.iter().flat_map(|form| &form.findings);
        let all = self.file_findings.iter().chain(of_forms);
        let all = all.filter(|finding| finding.is_open());
        all.map(|f| f.severity).max()
    }

    /// Number of files found, without those that this program wrote.
    #[must_use]
    pub const fn files_seen(&self) -> usize {
        self.inputs.len().saturating_add(self.aside.housekeeping)
    }

    /// Number of files of which at least one form was read.
    #[must_use]
    pub fn files_read(&self) -> usize {
        self.inputs.iter().filter(|i| i.forms > 0).count()
    }
}
