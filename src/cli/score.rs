//! `ziping score`: the main job.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::standards::standards;
use super::{FailOn, Shared, say};
use crate::base::lang::Lang;
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::model::{Kind, Stage};
use crate::output::{self, Format, Target, UnitPages};
use crate::progress::Warning;
use crate::report::change::summary_of;
use crate::rules::{MidyearRule, RuleSet};
use crate::run::Assessment;
use crate::run::Returns;
use crate::run::{Previous, Progress, Run, assess_years};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    shared: Shared,
    #[arg(short, long)]
    output: Option<PathBuf>,
    #[arg(long)]
    json: Option<PathBuf>,
    #[arg(long)]
    csv: Option<PathBuf>,
    #[command(flatten)]
    earlier: Earlier,
    #[arg(long, value_enum, default_value_t = StageArgument::SelfEvaluation)]
    stage: StageArgument,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=12))]
    month: Option<u32>,
    #[arg(long)]
    unit_sheets: bool,
    #[arg(long, value_enum, default_value_t = FailOn::Never)]
    fail_on: FailOn,
}

/// What is ranked: self-evaluations, or monitoring forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StageArgument {
    #[value(name = "self", alias = "自评")]
    SelfEvaluation,
    #[value(alias = "年中监控")]
    Midyear,
}

impl From<StageArgument> for Stage {
    fn from(argument: StageArgument) -> Self {
        match argument {
            StageArgument::SelfEvaluation => Self::SelfEvaluation,
            StageArgument::Midyear => Self::Midyear,
        }
    }
}

impl Arguments {
    pub(super) fn lang(&self) -> Lang {
        self.shared.terms.lang()
    }

    /// The run over the forms of the stage that is asked for.
    fn run(&self) -> Result<Run> {
        let stage = Stage::from(self.stage);
        let mut run = self.shared.run(Some(stage))?;
        match (stage, self.month) {
            (Stage::Midyear, _) => run.midyear = Some(self.midyear(&run.rules)?),
            (_, Some(_)) => return Err(Error::OnlyAtMidyear("--month")),
            _ => {}
        }
        Ok(run)
    }

    /// The rule for mid-year monitoring, with the month that is asked for.
    fn midyear(&self, rules: &RuleSet) -> Result<MidyearRule> {
        if self.unit_sheets {
            return Err(Error::NotAtMidyear("--unit-sheets"));
        }
        if !self.earlier.previous.is_empty() {
            return Err(Error::NotAtMidyear("--previous"));
        }
        let rule = rules.midyear;
        let rule = rule.ok_or_else(|| Error::NoMidyearRule(rules.stamp.id.clone()))?;
        let month = self.month.unwrap_or(rule.month);
        Ok(MidyearRule { month, ..rule })
    }

    fn targets(&self) -> Vec<Target> {
        targets([self.workbook(), self.json.clone(), self.csv.clone()])
    }

    /// The workbook: as asked for, or beside the first path unless only other outputs were asked for.
    fn workbook(&self) -> Option<PathBuf> {
        match (&self.output, self.json.as_ref().or(self.csv.as_ref())) {
            (Some(output), _) => Some(output.clone()),
            (None, Some(_)) if !self.unit_sheets => None,
            (None, _) => self.shared.paths.first().map(|p| beside(p, self.stage)),
        }
    }
}

/// Workbook, JSON and CSV, as far as they were asked for.
pub(super) fn targets(paths: [Option<PathBuf>; 3]) -> Vec<Target> {
    let formats = [Format::Xlsx, Format::Json, Format::Csv];
    let targets = paths.into_iter().zip(formats);
    targets
        .filter_map(|(path, format)| path.map(|path| Target { path, format }))
        .collect()
}

/// The years before and their rules.
#[derive(Debug, Args)]
struct Earlier {
    #[arg(long)]
    previous: Vec<PathBuf>,
    #[arg(long)]
    previous_rules: Option<String>,
}

/// `examples/2023` becomes `examples/2023-绩效自评汇总.xlsx`.
fn beside(path: &Path, stage: StageArgument) -> PathBuf {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let name = whole.file_stem().unwrap_or_default().to_string_lossy();
    let about = match stage {
        StageArgument::SelfEvaluation => "绩效自评汇总",
        StageArgument::Midyear => "绩效运行监控汇总",
    };
    whole.with_file_name(format!("{name}-{about}.xlsx"))
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let lang = arguments.lang();
    let run = arguments.run()?;
    let targets = arguments.targets();
    output::check(&targets)?;
    let previous = Previous {
        paths: arguments.earlier.previous.clone(),
        rules: rules(arguments.earlier.previous_rules.as_deref(), &run.rules)?,
    };
    let assessment = assess_years(
        &run,
        &previous,
        &Bar::new(arguments.shared.terms.quiet, lang),
    )?;
    output::protect(&assessment, &targets)?;
    let options = output::Options {
        lang,
        unit_pages: if arguments.unit_sheets {
            UnitPages::Written
        } else {
            UnitPages::None
        },
        ..output::Options::default()
    };
    output::write(&assessment, &targets, options)?;
    if !arguments.shared.terms.quiet {
        say(&summary(&assessment, &targets, options));
    }
    let code = arguments.fail_on.exit(&assessment);
    // The process ends: giving back what every form holds would only keep the user waiting.
    std::mem::forget(assessment);
    Ok(code)
}

/// The rules of the years before: those of this year unless others are named.
pub(super) fn rules(name: Option<&str>, current: &Arc<RuleSet>) -> Result<Arc<RuleSet>> {
    name.map_or_else(
        || Ok(Arc::clone(current)),
        |name| standards(name, None, None).map(|s| s.rules),
    )
}

/// A progress bar on a terminal, nothing elsewhere.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(quiet: bool, lang: Lang) -> Self {
        let target = if quiet {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        let template = match lang {
            Lang::Zh => "读取 {pos}/{len} {wide_bar} 剩余 {eta}",
            Lang::En => "reading {pos}/{len} {wide_bar} {eta} left",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(bar)
    }
}

impl Progress for Bar {
    fn found(&self, files: usize) {
        self.0.set_length(u64::try_from(files).unwrap_or(u64::MAX));
        self.0.enable_steady_tick(Duration::from_millis(500));
    }

    fn done(&self) {
        self.0.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// How many units of the roster have filed, on a line of its own; nothing without a roster.
fn due(assessment: &Assessment, lang: Lang) -> String {
    let Some(returns) = Returns::of(assessment) else {
        return String::new();
    };
    let (all, received) = (returns.units.len(), returns.received());
    let missing = all.saturating_sub(received);
    match lang {
        Lang::Zh => format!("\n名单 {all} 个单位：已报 {received} 个，未报 {missing} 个。"),
        Lang::En => format!("\nRoster of {all} units: {received} have filed, {missing} have not."),
    }
}

/// What was written, how much, and the next step.
fn summary(assessment: &Assessment, targets: &[Target], options: output::Options) -> String {
    let lang = options.lang;
    let ranked = |kind| {
        let ranked = assessment.of_kind(kind).filter(|f| f.standing.is_some());
        ranked.count()
    };
    let findings = assessment.findings();
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let (units, projects) = (ranked(Kind::Unit), ranked(Kind::Project));
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let files = assessment.inputs.len();
    let out = assessment.excluded.len();
    let due = due(assessment, lang);
    let workbooks = targets.iter().filter(|t| t.format == Format::Xlsx);
    let pages = workbooks.filter_map(|t| output::unit_folder(assessment, &t.path, options));
    let written = targets.iter().map(|t| t.path.clone()).chain(pages);
    let written: Vec<String> = written.map(|path| path.display().to_string()).collect();
    let written = written.join("、");
    let compared = compared(assessment, lang) + &warned(assessment, lang);
    match lang {
        Lang::Zh => format!(
            "文件 {files} 个：单位入榜 {units} 个，项目 {projects} 个，未入榜 {out} 个；错误 {errors} 条，警告 {warnings} 条。{due}\n{compared}已写出：{written}\n下一步：在“审核发现”和“未入榜”两张表中逐条核对后退回单位修改。"
        ),
        Lang::En => format!(
            "{files} files: {units} units ranked, {projects} projects, {out} not ranked; {errors} errors, {warnings} warnings.{due}\n{compared}Written: {written}\nNext: go through the sheets of findings and of files not ranked, and send them back to the units."
        ),
    }
}

/// A line about the warnings at mid-year, where the run is about monitoring forms.
fn warned(assessment: &Assessment, lang: Lang) -> String {
    if assessment.midyear.is_none() {
        return String::new();
    }
    let [red, yellow, green] = Warning::ALL.map(|warning| {
        let ranked = assessment.forms.iter().filter(|f| f.standing.is_some());
        let paces = ranked.filter_map(|f| f.progress.as_ref()?.pace.ok());
        paces.filter(|pace| pace.warning == warning).count()
    });
    match lang {
        Lang::Zh => {
            format!("执行进度：红色预警 {red} 份，黄色预警 {yellow} 份，绿色 {green} 份。\n")
        }
        Lang::En => format!("Pace of spending: {red} red, {yellow} yellow, {green} green.\n"),
    }
}

/// A line about the year before, where there is one.
fn compared(assessment: &Assessment, lang: Lang) -> String {
    let comparison = assessment.comparison.iter();
    let sentences = comparison.flat_map(|c| summary_of(c, Kind::Unit, lang));
    sentences.take(1).map(|line| line + "\n").collect()
}
