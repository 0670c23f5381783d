//! 同比: the forms of this year with those of the years before, or with what an earlier run wrote about them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Comparison, Results, Round, Source, compare};
use crate::base::hash::Digest;
use crate::base::lang::Message;
use crate::finding::measure::MEASURE_SUSPECT;
use crate::intake::{self, Location, ResultsFile, SourceFile, WorkerPool, results_file, walk};
use crate::record::StoreError;
use crate::review::Papers;
use crate::rules::{self, RuleSet};
use crate::run::draw::Draw;
use crate::run::{self, Assessment, Exclusion, Input, Progress, Run, UncountedFiles, assess_found};

/// 汇总结果: the assessment of a year, and the years before it where any were given.
#[derive(Debug)]
pub struct Series {
    /// The year that is assessed.
    pub assessment: Assessment,
    /// 同比: that year against those before.
    pub comparison: Option<Comparison>,
    /// 进展: the run against an earlier one of the year.
    pub round: Option<Round>,
    /// 抽查: the rule by which forms are chosen for review, if requested.
    pub draw: Option<Draw>,
}

impl From<Assessment> for Series {
    /// A year without those before it.
    fn from(assessment: Assessment) -> Self {
        Self {
            assessment,
            comparison: None,
            round: None,
            draw: None,
        }
    }
}

/// Why the years cannot be compared.
#[derive(Debug)]
pub enum Error {
    /// The forms of a year cannot be assessed.
    Run(run::Error),
    /// The rules that stored results name cannot be had.
    Rules(rules::Error),
    /// A path that was given as a year holds neither forms nor results; why, where that is known.
    NoForms(PathBuf, Option<Message>),
    /// A file of results cannot be compared with.
    Results(PathBuf, StoreError),
    /// An earlier year is later than the year it is compared with.
    YearOrder {
        /// The year given as the earlier one.
        previous: i32,
        /// The year given as the current one.
        current: i32,
    },
    /// The data given as the year before are about the same year.
    YearSame(i32),
    /// Two paths hold the same earlier year.
    YearTwice(i32),
}

impl From<run::Error> for Error {
    fn from(error: run::Error) -> Self {
        Self::Run(error)
    }
}

impl From<intake::Error> for Error {
    fn from(error: intake::Error) -> Self {
        Self::Run(error.into())
    }
}

impl From<rules::Error> for Error {
    fn from(error: rules::Error) -> Self {
        Self::Rules(error)
    }
}

type Result<T> = std::result::Result<T, Error>;

/// The years before, as they were named.
#[derive(Debug)]
pub struct EarlierYears {
    /// Folders of forms, single forms, JSON results or workbooks of this program; one a year.
    pub paths: Vec<PathBuf>,
    /// Rules for the forms among them.
    pub rules: Arc<RuleSet>,
}

/// A path with what was found there, before any form is read.
enum YearInput {
    Forms(PathBuf, Vec<SourceFile>),
    Results(Results),
}

/// Assesses the forms of `run` and compares them with the years before, where any are named.
///
/// # Errors
///
/// As [`assess`](crate::run::assess), and where an earlier year cannot be used.
pub fn assess_years(run: &Run, previous: &EarlierYears, progress: &dyn Progress) -> Result<Series> {
    let met = previous.meet(run)?;
    let current = walk(&run.paths)?;
    progress.found(current.len().saturating_add(count(&met)));
    let mut assessment = assess_found(current, run, progress)?;
    let past = previous.hold(met, run, progress)?;
    let mut comparison = compared(run, past, &Source::Forms(&assessment))?;
    for pair in comparison.iter_mut().flat_map(|c| &mut c.pairs) {
        if let Some(form) = assessment.forms.get_mut(pair.form) {
            for (problem, cell) in std::mem::take(&mut pair.eased) {
                // What this year's form alone shows is reported once.
                if problem.is(&MEASURE_SUSPECT) && !form.is_believed() {
                    continue;
                }
                form.note(problem, Some(cell), &run.rules);
            }
        }
    }
    Ok(Series {
        assessment,
        comparison,
        round: None,
        draw: None,
    })
}

/// Compares what the last of `previous.paths` holds with the paths before it; that year may be results as well.
///
/// # Errors
///
/// As [`assess_years`].
pub fn assess_results(
    run: Run,
    mut previous: EarlierYears,
    progress: &dyn Progress,
) -> Result<Series> {
    let Some(path) = previous.paths.pop() else {
        return assess_years(&run, &previous, progress);
    };
    let results = match previous.look(&path, &run)? {
        YearInput::Forms(path, _) => {
            let run = Run {
                paths: vec![path.clone()],
                ..run
            };
            let series = assess_years(&run, &previous, progress)?;
            has_forms(&series.assessment, path)?;
            return Ok(series);
        }
        YearInput::Results(results) => results,
    };
    let met = previous.meet(&run)?;
    progress.found(count(&met));
    let past = previous.hold(met, &run, progress)?;
    let rules = rules_of(&results, &run)?;
    let assessment = Assessment {
        year: results.provenance.year,
        rules,
        labels: run.labels.stamp.clone(),
        roster: None,
        inputs: results.provenance.files.clone(),
        aside: UncountedFiles::default(),
        notes: Vec::new(),
        forms: Vec::new(),
        excluded: Vec::new(),
        file_findings: Vec::new(),
        reports: Vec::new(),
        midyear: None,
        decisions: None,
        papers: None,
    };
    let comparison = compared(&run, past, &Source::Results(results))?;
    Ok(Series {
        assessment,
        comparison,
        round: None,
        draw: None,
    })
}

fn count(met: &[YearInput]) -> usize {
    let files = met.iter().map(|m| match m {
        YearInput::Forms(_, found) => found.len(),
        YearInput::Results(_) => 0,
    });
    files.sum()
}

/// The rules of stored results; where they are not stored, those built in under their name and hash, else those of the
/// run under their name.
fn rules_of(results: &Results, run: &Run) -> Result<Arc<RuleSet>> {
    if let Some(filed) = &results.filed {
        return Ok(Arc::clone(&filed.rules));
    }
    let named = &results.provenance.rules;
    if RuleSet::embedded_names().contains(&&*named.id) {
        let rules = RuleSet::load(Some(&named.id))?;
        if *rules.stamp.sha256 == *named.sha256 {
            return Ok(Arc::new(rules));
        }
    }
    let mut rules = RuleSet::clone(&run.rules);
    rules.stamp.id = Box::from(&*named.id);
    rules.stamp.title = Box::from(&*named.id);
    rules.stamp.sha256 = Box::from(&*named.sha256);
    rules.stamp.basis.clear();
    Ok(Arc::new(rules))
}

/// Refuses a year without any form that could be read.
fn has_forms(assessment: &Assessment, path: PathBuf) -> Result<()> {
    if assessment.forms.is_empty() {
        let why = assessment.excluded.first().map(Exclusion::cause);
        return Err(Error::NoForms(path, why));
    }
    Ok(())
}

impl EarlierYears {
    fn meet(&self, run: &Run) -> Result<Vec<YearInput>> {
        self.paths.iter().map(|p| self.look(p, run)).collect()
    }

    /// What a path holds, recognised by content.
    fn look(&self, path: &Path, run: &Run) -> Result<YearInput> {
        if path.is_file() {
            let pool = WorkerPool::new(run.program.clone(), 1)?;
            let refused = |why: StoreError| Error::Results(path.to_owned(), why);
            let (results, bytes) = match results_file(path, &pool) {
                ResultsFile::Json(bytes) => {
                    let text = std::str::from_utf8(&bytes);
                    let text = text.map_err(|_| refused(StoreError::NotText))?;
                    (Results::from_json(text), bytes)
                }
                ResultsFile::Archive(workbook, bytes) => (Results::from_workbook(&workbook), bytes),
                ResultsFile::Other => return self.forms(path),
            };
            let mut results = results.map_err(refused)?;
            results.provenance.files = vec![input(path, &bytes, results.rows.len())];
            return Ok(YearInput::Results(results));
        }
        self.forms(path)
    }

    fn forms(&self, path: &Path) -> Result<YearInput> {
        let found = walk(&[path.to_owned()])?;
        Ok(YearInput::Forms(path.to_owned(), found))
    }

    /// Reads the forms; of all years only the latest keeps what was filed, the others their results.
    fn hold(
        &self,
        met: Vec<YearInput>,
        run: &Run,
        progress: &dyn Progress,
    ) -> Result<Vec<Results>> {
        let mut held: Vec<Results> = Vec::with_capacity(met.len());
        for met in met {
            let mut year = match met {
                YearInput::Results(results) => results,
                YearInput::Forms(path, found) => {
                    let run = Run {
                        paths: vec![path.clone()],
                        labels: run.labels.clone(),
                        // A roster gives merged units one code: names of then are matched by former names instead.
                        roster: None,
                        rules: Arc::clone(&self.rules),
                        stage: run.stage,
                        midyear: run.midyear,
                        year: None,
                        selection: run.selection.clone(),
                        decisions: None,
                        papers: Papers::default(),
                        program: run.program.clone(),
                    };
                    let assessment = assess_found(found, &run, progress)?;
                    has_forms(&assessment, path)?;
                    Results::take(assessment)
                }
            };
            let of = |results: &Results| results.provenance.year;
            if held.iter().all(|other| of(other) <= of(&year)) {
                held.iter_mut().for_each(|other| other.filed = None);
            } else {
                year.filed = None;
            }
            held.push(year);
        }
        Ok(held)
    }
}

/// The comparison, unless the years contradict each other.
fn compared(run: &Run, past: Vec<Results>, now: &Source) -> Result<Option<Comparison>> {
    let mut years: Vec<i32> = past.iter().filter_map(|p| p.provenance.year).collect();
    years.sort_unstable();
    if let Some([year, ..]) = years.windows(2).find(|w| w.first() == w.last()) {
        return Err(Error::YearTwice(*year));
    }
    if let (Some(previous), Some(current)) = (years.last().copied(), now.year())
        && previous >= current
    {
        return Err(match previous == current {
            true => Error::YearSame(current),
            false => Error::YearOrder { previous, current },
        });
    }
    let roster = run.roster.as_ref();
    let former = roster.map(|r| r.former_names()).unwrap_or_default();
    Ok(compare(past, now, &former))
}

fn input(path: &Path, bytes: &[u8], forms: usize) -> Input {
    let name = path.file_name().unwrap_or(path.as_os_str());
    Input {
        path: name.to_string_lossy().into(),
        location: Location::At(path.into()),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        sha256: Some(Digest::of(bytes)),
        forms,
    }
}
