//! `ziping score`: the main job.

mod summary;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::nearby::{Kind, Nearby};
use super::options::{Choices, Drawing, EarlierRules, FailOn, Forms, Terms, one_of};
use super::outputs::Outputs;
use super::progress::Bar;
use super::words::{Result, Stop};
use super::{inspection, say, write};
use crate::base::lang::{Lang, message, worded};
use crate::compare::{EarlierYears, Series, assess_years};
use crate::intake::{self, WorkerPool};
use crate::model::{Date, Stage};
use crate::output::{self, EarlierFiles, Format, JSON, Target, UnitPages, XLSX};
use crate::review::Papers;
use crate::rules::{MidyearRule, RuleSet};
use crate::run::{self, Progress, Run, StatedYears};
pub(super) use summary::has_forms;

/// What is ranked: self-evaluations, or monitoring forms.
const STAGES: Choices<Stage, 2> = [
    (Stage::SelfEvaluation, &["self", "自评"]),
    (Stage::Midyear, &["midyear", "年中监控"]),
];

/// 读取、复算、审核、排名，写出汇总工作簿（也可写作：汇总）
///
/// Read, recompute, audit, rank; write the workbook
#[derive(Debug, Args)]
#[command(
    alias = "汇总",
    override_usage = "ziping score [选项] <文件夹或文件>... / ziping score [OPTIONS] <PATH>..."
)]
pub(super) struct Arguments {
    #[command(flatten)]
    forms: Forms,
    #[command(flatten)]
    pub(super) terms: Terms,
    #[command(flatten)]
    outputs: Outputs,
    /// 上年的自评表文件夹，或 ziping score 写出的 JSON、汇总工作簿；可以给多次，每年一次
    ///
    /// Forms of the year before, or JSON or a workbook that ziping score wrote; once for each year
    #[arg(long, value_name = "路径 / PATH")]
    previous: Vec<PathBuf>,
    #[command(flatten)]
    earlier: EarlierRules,
    /// 汇总哪个阶段的表：self 自评，midyear 年中监控（按进度排名，红黄绿预警）；其他阶段的表不入榜，写明原因
    ///
    /// Which forms count: self, self-evaluations; midyear, monitoring forms (ranked by progress, with red and yellow warnings); the others are not ranked, and named
    #[arg(long, value_name = "阶段 / STAGE", default_value = "self", value_parser = one_of(&STAGES))]
    stage: Stage,
    /// 年中监控的数据截至哪个月末；不给时按规则（7 月）
    ///
    /// Month to the end of which monitoring forms report; that of the rules (July) if not given
    #[arg(long, value_name = "月份 / MONTH", value_parser = clap::value_parser!(u32).range(1..=12))]
    month: Option<u32>,
    /// 直接替换上次的汇总工作簿，不另存一份带日期的
    ///
    /// Replace the workbook of the run before without keeping it under its date
    #[arg(long)]
    overwrite: bool,
    /// 另加每个单位一张可打印的单位页；超过 200 个单位时按分组另存在工作簿旁边的文件夹里
    ///
    /// Add a printable page for each unit; above 200 units by group in a folder beside the workbook
    #[arg(long)]
    unit_sheets: bool,
    #[command(flatten)]
    drawing: Drawing,
    /// 填好的复核底稿（文件夹或文件）：复核得分作为第三个得分；入榜的同类表全部复核的，名次按复核总分
    ///
    /// Working papers, filled in (folders or files): reviewed scores as a third; where all forms of a kind are reviewed they are ranked by it
    #[arg(long, value_name = "底稿 / DIR", num_args = 1..)]
    review: Vec<PathBuf>,
}

impl Arguments {
    /// The run over the forms of the stage that is asked for.
    fn run(&self, nearby: &Nearby) -> Result<Run> {
        let paths = self.forms.paths.clone();
        let mut run = self.terms.run(paths, Some(self.stage), nearby)?;
        if !self.review.is_empty() {
            run.papers = Papers::load(&self.review, &WorkerPool::new(run.program.clone(), 1)?)?;
        }
        match (self.stage, self.month) {
            (Stage::Midyear, _) => run.midyear = Some(self.midyear(&run.rules)?),
            (_, Some(_)) => {
                return Err(Stop::new(
                    "--month 只用于年中监控。请同时给出 --stage midyear，或去掉这个选项。",
                    "--month is for mid-year monitoring only. Add --stage midyear, or leave out the option.",
                ));
            }
            _ => {}
        }
        Ok(run)
    }

    /// The settings beside the forms; at mid-year nothing is compared with the year before.
    pub(super) fn nearby(&self) -> Result<Nearby> {
        let compared = self.stage == Stage::SelfEvaluation && self.previous.is_empty();
        let wanted = Kind::ALL.into_iter();
        let wanted = wanted.filter(|kind| *kind != Kind::Previous || compared);
        let wanted: Vec<Kind> = wanted.collect();
        self.terms.nearby(&self.forms.paths, &wanted)
    }

    /// The rule for mid-year monitoring, with the month that is asked for.
    fn midyear(&self, rules: &RuleSet) -> Result<MidyearRule> {
        if self.unit_sheets {
            return Err(not_at_midyear("--unit-sheets"));
        }
        if !self.previous.is_empty() {
            return Err(not_at_midyear("--previous"));
        }
        let id = &rules.stamp.id;
        let Some(rule) = rules.midyear else {
            return Err(Stop(message!(
                "规则“{id}”没有年中监控的预警界限。请在规则文件中加上 [midyear] 一节（month、red、yellow），或换用内置规则。",
                "The rule set '{id}' has no bounds for mid-year warnings. Add [midyear] with month, red and yellow to the rule file, or use a built-in rule set."
            )));
        };
        let month = self.month.unwrap_or(rule.month);
        Ok(MidyearRule { month, ..rule })
    }

    /// What happens to the workbook of the run before: one with the default name is kept.
    fn earlier_results(&self) -> EarlierFiles {
        let named = self.outputs.0.iter().any(|target| target.is(&XLSX));
        match named || self.overwrite {
            true => EarlierFiles::Replaced,
            false => EarlierFiles::Kept,
        }
    }

    /// What is asked for; also a workbook beside the first path unless only other outputs are.
    fn targets(&self) -> Vec<Target> {
        let mut targets = self.outputs.0.clone();
        let asked = targets.iter().any(|target| target.is(&XLSX));
        if !asked && (targets.is_empty() || self.unit_sheets) {
            let first = self.forms.paths.first();
            let workbook = first.map(|path| Target {
                path: beside(path, self.stage),
                format: &XLSX,
            });
            targets.splice(0..0, workbook);
        }
        targets
    }
}

impl Arguments {
    /// Refuses to write over a file that is named here.
    pub(super) fn protect(&self, nearby: &Nearby, targets: &[Target]) -> Result<()> {
        let named = self.terms.named().chain(self.earlier.named());
        let papers = self.previous.iter().chain(&self.review);
        let named = named.chain(papers.map(PathBuf::as_path));
        let named = named.chain(nearby.paths());
        Ok(output::protect_named(&named.collect::<Vec<_>>(), targets)?)
    }

    /// Path of an output requested without one: in `folder`, otherwise beside the first path.
    pub(super) fn usual(&self, format: &'static Format, folder: Option<&Path>) -> Target {
        let first = self.forms.paths.first();
        let beside = beside(first.map_or(Path::new(""), PathBuf::as_path), self.stage);
        let name = beside.file_name().unwrap_or_default();
        let workbook = folder.map_or_else(|| beside.clone(), |folder| folder.join(name));
        let path = workbook;
        let mut target = Target { path, format };
        if !target.is(&XLSX) {
            target.path.set_extension(format.flag);
        }
        target
    }
}

/// Refuses an option that has no meaning at mid-year.
fn not_at_midyear(option: &str) -> Stop {
    Stop(message!(
        "年中监控没有 {option}。请去掉这个选项，或去掉 --stage midyear。",
        "{option} has no meaning at mid-year. Leave out the option, or --stage midyear."
    ))
}

/// `examples/2023` becomes `examples/2023-绩效自评汇总.xlsx`.
fn beside(path: &Path, stage: Stage) -> PathBuf {
    let whole = intake::whole(path).unwrap_or_else(|_| path.to_path_buf());
    let name = whole.file_stem().unwrap_or_default().to_string_lossy();
    let about = match stage {
        Stage::Midyear => "绩效运行监控汇总",
        Stage::Goals | Stage::SelfEvaluation => "绩效自评汇总",
    };
    whole.with_file_name(format!("{name}-{about}.xlsx"))
}

/// The targets, beside their places where another program has a file open; this is reported.
pub(super) fn free(mut targets: Vec<Target>, lang: Lang) -> Vec<Target> {
    for target in &mut targets {
        let place = output::unlocked(&target.path, output::is_locked);
        if place != target.path {
            let (held, place) = (target.path.display(), place.display());
            say(&worded!(
                lang,
                "“{held}”正在其他程序中打开，本次写到“{place}”。",
                "'{held}' is open in another program; this run writes to '{place}'."
            ));
        }
        target.path = place;
    }
    targets
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let terms = &arguments.terms;
    terms.begin()?;
    let targets = free(arguments.targets(), lang);
    output::check(&targets)?;
    let nearby = arguments.nearby()?;
    arguments.protect(&nearby, &targets)?;
    let series = assess(arguments, &nearby, lang, &Bar::new(terms.quiet, lang));
    // The year before, found by place, may be why nothing could be compared.
    let series = series.inspect_err(|_| terms.report_earlier(&nearby, lang))?;
    terms.report_run(&series.assessment, lang);
    if terms.dry_run {
        let places: Vec<&Path> = targets.iter().map(|target| &*target.path).collect();
        let about = (&series.assessment, series.comparison.as_ref());
        inspection::dry_run(about, &places, lang)?;
        return Ok(ExitCode::SUCCESS);
    }
    let options = finish(arguments, &series, &targets, lang)?;
    if !terms.quiet {
        say(&summary::summary(&series, &targets, options));
    }
    Ok(terms.exit(&series.assessment, FailOn::Never))
}

/// Assesses what the arguments name.
pub(super) fn assess(
    arguments: &Arguments,
    nearby: &Nearby,
    lang: Lang,
    progress: &dyn Progress,
) -> Result<Series> {
    let run = arguments.run(nearby)?;
    let previous = nearby.of(Kind::Previous).map(Path::to_path_buf);
    let previous = EarlierYears {
        paths: arguments.previous.iter().cloned().chain(previous).collect(),
        rules: arguments.earlier.load(&run.rules)?,
    };
    let mut series = assess_years(&run, &previous, progress)?;
    series.assessment.notes = arguments.terms.notes(nearby);
    series.round = arguments.terms.round(&series.assessment, lang)?;
    series.draw = arguments.drawing.asked();
    Ok(series)
}

/// The years that the forms state which the arguments name.
pub(super) fn years(
    arguments: &Arguments,
    nearby: &Nearby,
    progress: &dyn Progress,
) -> Result<StatedYears> {
    Ok(run::years(&arguments.run(nearby)?, progress)?)
}

/// The day that was given, where the run depends on it: any other is the same on every day.
fn day(arguments: &Arguments, series: &Series) -> Option<Date> {
    let matters = series.assessment.decisions.is_some() || series.round.is_some();
    arguments.terms.date.filter(|_| matters)
}

/// Writes the outputs, unless no form was read.
pub(super) fn finish(
    arguments: &Arguments,
    series: &Series,
    targets: &[Target],
    lang: Lang,
) -> Result<output::Options> {
    output::protect(series, targets)?;
    let options = output::Options {
        lang,
        created: day(arguments, series),
        unit_pages: if arguments.unit_sheets {
            UnitPages::Written
        } else {
            UnitPages::None
        },
        earlier: arguments.earlier_results(),
        ..output::Options::default()
    };
    if let Err(stop) = has_forms(&series.assessment) {
        // A workbook without forms could pass for a result; for programs a new record lists what was read. Results of
        // an earlier run stay.
        let new = |target: &&Target| target.is(&JSON) && !target.path.exists();
        let records: Vec<_> = targets.iter().filter(new).cloned().collect();
        write(series, &records, options)?;
        return Err(stop);
    }
    write(series, targets, options)?;
    Ok(options)
}
