//! `ziping report`: the written report of each unit and project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::job::Job;
use super::options::{FailOn, Forms, Terms};
use super::papers::Office;
use super::say_each;
use super::words::Result;
use crate::base::lang::{Lang, worded};
use crate::document::Template;
use crate::form::read::{Narrative, Reading, Source, narrative, read};
use crate::intake::{SourceFile, WorkerPool, open, walk};
use crate::output::papers;
use crate::paper::{Error, Kind, Paper, Report, Templates};
use crate::run::{Assessment, Run, assess_found};

/// 写出每个单位的整体支出绩效自评报告（附件4）、每个项目的自评报告（.docx）：数字取自自评表，文字取自“报告文字”，缺的留红字（也可写作：报告）
///
/// Write the report of each unit (附件4) and project (.docx): figures from the form, words from its sheet 报告文字, what is missing in red
#[derive(Debug, Args)]
#[command(
    alias = "报告",
    override_usage = "ziping report [选项] <文件夹或文件>... -o <文件夹> / ziping report [OPTIONS] <PATH>... -o <DIR>"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    forms: Forms,
    #[command(flatten)]
    pub(super) terms: Terms,
    /// 报告写到这个文件夹，没有则新建；写出后改过的报告不会被覆盖
    ///
    /// Folder for the reports, made if there is none; reports that were changed since are never replaced
    #[arg(short = 'o', long = "output", value_name = "文件夹 / DIR")]
    pub(super) folder: PathBuf,
    #[command(flatten)]
    office: Office,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let terms = &arguments.terms;
    let (job, templates) = arguments.office.begin(terms, &arguments.forms, lang)?;
    let to = Place {
        folder: &arguments.folder,
        kind: Report::kind,
        lang,
    };
    let assessment = write(&job, &templates, &to)?;
    Ok(terms.exit(&assessment, FailOn::Never))
}

/// Where papers about single forms go, and what they are.
pub(super) struct Place<'a> {
    pub(super) folder: &'a Path,
    pub(super) kind: fn(&Report) -> &'static Kind,
    pub(super) lang: Lang,
}

/// Writes a paper about each form of a run.
pub(super) fn write(job: &Job, templates: &Templates, to: &Place<'_>) -> Result<Assessment> {
    let run = &job.run;
    let found = walk(&run.paths)?;
    let mut assessment = assess_found(found.clone(), run, &job.bar())?;
    job.report(&mut assessment)?;
    if job.is_dry((&assessment, None), &[to.folder])? {
        return Ok(assessment);
    }
    super::score::has_forms(&assessment)?;
    let reports = reports(&assessment, &found, run)?;
    let papers = filled(&reports, templates, to.kind)?;
    say_each(&papers::write(to.folder, &papers)?, to.lang);
    let (count, folder) = (papers.len(), to.folder.display());
    job.sum_up(|| {
        worded!(
            to.lang,
            "已写出 {count} 份文书到 {folder}。红字处请单位补写，核对后定稿。",
            "{count} papers written to {folder}. What is in red is for the unit to write."
        )
    });
    Ok(assessment)
}

/// The texts of a file besides its forms.
type FileTexts = (Vec<Reading>, Narrative);

/// A report for each form; the files are read once more for the words beside the figures.
fn reports(assessment: &Assessment, found: &[SourceFile], run: &Run) -> Result<Vec<Report>> {
    let pool = WorkerPool::new(run.program.clone(), 1)?;
    let mut beside: BTreeMap<&str, FileTexts> = BTreeMap::new();
    let mut reports = Vec::new();
    for form in &assessment.forms {
        let file = &*form.filing.file;
        let Some(place) = found.iter().find(|found| *found.relative == *file) else {
            continue;
        };
        let (readings, words) = beside
            .entry(file)
            .or_insert_with(|| reread(place, run, &pool));
        let filing = form.filing.open();
        let same = |reading: &&Reading| {
            let other = &reading.filing;
            other.sheet == filing.sheet && other.kind == filing.kind
        };
        let reading = readings.iter().find(same);
        reports.push(Report {
            evaluation: form.evaluation.open(),
            annex: reading
                .map(|reading| reading.annex.clone())
                .unwrap_or_default(),
            narrative: words.clone(),
            year: assessment.year,
            filing,
        });
    }
    Ok(reports)
}

fn reread(place: &SourceFile, run: &Run, pool: &WorkerPool) -> FileTexts {
    let source = Source {
        file: place.relative.clone(),
        group: place.group.clone(),
    };
    match open(place, pool).result {
        Ok(workbook) => (read(&workbook, &source, &run.labels), narrative(&workbook)),
        Err(_) => FileTexts::default(),
    }
}

fn filled(
    reports: &[Report],
    templates: &Templates,
    kind_of: fn(&Report) -> &'static Kind,
) -> Result<Vec<Paper>> {
    let mut sources = BTreeMap::new();
    for report in reports {
        let kind = kind_of(report);
        if !sources.contains_key(kind.file) {
            sources.insert(kind.file, templates.source(kind)?);
        }
    }
    let opened = sources
        .iter()
        .map(|(file, source)| Ok((*file, source.template()?)));
    let opened: Result<BTreeMap<&str, Template<'_>>> = opened.collect();
    let opened = opened?;
    let mut papers: Vec<Paper> = Vec::new();
    for report in reports {
        let kind = kind_of(report);
        let template = opened.get(kind.file);
        let bytes = template.and_then(|template| report.paper(template));
        let bytes = bytes.ok_or_else(|| Error::Unfilled(kind.file.to_owned()))?;
        let name = report.file_name(kind);
        papers.push(Paper { name, bytes });
    }
    Ok(papers)
}
