//! `ziping score`: the main job.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::standards::standards;
use super::{FailOn, Shared, say};
use crate::assessment::Assessment;
use crate::batch::{Previous, Progress, assess_years};
use crate::error::Result;
use crate::finding::Severity;
use crate::lang::Lang;
use crate::model::Kind;
use crate::output::{self, Format, Target, UnitPages};
use crate::report::change::summary_of;
use crate::roster::Returns;
use crate::rules::RuleSet;

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
    #[arg(long)]
    unit_sheets: bool,
    #[arg(long, value_enum, default_value_t = FailOn::Never)]
    fail_on: FailOn,
}

impl Arguments {
    pub(super) fn lang(&self) -> Lang {
        self.shared.lang()
    }

    fn targets(&self) -> Vec<Target> {
        targets([self.workbook(), self.json.clone(), self.csv.clone()])
    }

    /// The workbook: as asked for, or beside the first path unless only other outputs were asked for.
    fn workbook(&self) -> Option<PathBuf> {
        match (&self.output, self.json.as_ref().or(self.csv.as_ref())) {
            (Some(output), _) => Some(output.clone()),
            (None, Some(_)) if !self.unit_sheets => None,
            (None, _) => self.shared.paths.first().map(|p| beside(p)),
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
fn beside(path: &Path) -> PathBuf {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let name = whole.file_stem().unwrap_or_default().to_string_lossy();
    whole.with_file_name(format!("{name}-绩效自评汇总.xlsx"))
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let lang = arguments.lang();
    let run = arguments.shared.run()?;
    let targets = arguments.targets();
    output::check(&targets)?;
    let previous = Previous {
        paths: arguments.earlier.previous.clone(),
        rules: rules(arguments.earlier.previous_rules.as_deref(), &run.rules)?,
    };
    let assessment = assess_years(&run, &previous, &Bar::new(arguments.shared.quiet, lang))?;
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
    if !arguments.shared.quiet {
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
    let compared = compared(assessment, lang);
    match lang {
        Lang::Zh => format!(
            "文件 {files} 个：单位入榜 {units} 个，项目 {projects} 个，未入榜 {out} 个；错误 {errors} 条，警告 {warnings} 条。{due}\n{compared}已写出：{written}\n下一步：在“审核发现”和“未入榜”两张表中逐条核对后退回单位修改。"
        ),
        Lang::En => format!(
            "{files} files: {units} units ranked, {projects} projects, {out} not ranked; {errors} errors, {warnings} warnings.{due}\n{compared}Written: {written}\nNext: go through the sheets of findings and of files not ranked, and send them back to the units."
        ),
    }
}

/// A line about the year before, where there is one.
fn compared(assessment: &Assessment, lang: Lang) -> String {
    let comparison = assessment.comparison.iter();
    let sentences = comparison.flat_map(|c| summary_of(c, Kind::Unit, lang));
    sentences.take(1).map(|line| line + "\n").collect()
}
