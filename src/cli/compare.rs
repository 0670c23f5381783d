//! `ziping compare`: one year against the years before, on the screen or in files.

mod listing;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::nearby::Nearby;
use super::options::{EarlierRules, FailOn, Terms};
use super::outputs::Outputs;
use super::progress::Bar;
use super::words::Result;
use super::{inspection, print, say, write};
use crate::base::lang::{Lang, worded};
use crate::compare::{EarlierYears, assess_results};
use crate::model::Stage;
use crate::output;
use crate::report::Scope;

/// 两年或多年同比：单位衔接、总分变动及其原因；不给输出文件时列在屏幕上（也可写作：对比）
///
/// Compare years: units linked, changes and their causes; on the screen if no output is named
#[derive(Debug, Args)]
#[command(
    alias = "对比",
    override_usage = "ziping compare [选项] <上年>... <本年> / ziping compare [OPTIONS] <PREVIOUS>... <CURRENT>"
)]
pub(super) struct Arguments {
    /// 各年的数据，最后一个是本年：自评表文件夹或文件，或 ziping score 写出的 JSON、汇总工作簿
    ///
    /// One path a year, the current one last: forms, or JSON or a workbook that ziping score wrote
    #[arg(required = true, num_args = 2.., value_name = "年 / YEAR")]
    years: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) terms: Terms,
    #[command(flatten)]
    earlier: EarlierRules,
    #[command(flatten)]
    outputs: Outputs,
}

pub(super) fn run(arguments: &Arguments, lang: Lang) -> Result<ExitCode> {
    let terms = &arguments.terms;
    // The paths of this year come with the years.
    let run = terms.run(Vec::new(), Some(Stage::SelfEvaluation), &Nearby::default())?;
    let targets = &arguments.outputs.0;
    output::check(targets)?;
    let named = terms.named().chain(arguments.earlier.named());
    let named = named.chain(arguments.years.iter().map(PathBuf::as_path));
    output::protect_named(&named.collect::<Vec<_>>(), targets)?;
    let previous = EarlierYears {
        paths: arguments.years.clone(),
        rules: arguments.earlier.load(&run.rules)?,
    };
    terms.begin()?;
    let mut series = assess_results(run, previous, &Bar::new(terms.quiet, lang))?;
    series.assessment.notes = terms.notes(&Nearby::default());
    terms.report_run(&series.assessment, lang);
    // A year from stored results has no forms for progress.
    if !series.assessment.forms.is_empty() {
        terms.report_round(&series.assessment, lang)?;
    }
    output::protect(&series, targets)?;
    if terms.dry_run {
        let places: Vec<&Path> = targets.iter().map(|t| &*t.path).collect();
        let about = (&series.assessment, series.comparison.as_ref());
        inspection::dry_run(about, &places, lang)?;
        return Ok(ExitCode::SUCCESS);
    }
    let options = output::Options {
        lang,
        scope: Scope::Comparison,
        ..output::Options::default()
    };
    write(&series, targets, options)?;
    if targets.is_empty() {
        print(&listing::listing(&series, lang))?;
    } else if !terms.quiet {
        let written: Vec<_> = targets.iter().map(|t| t.path.to_string_lossy()).collect();
        let written = written.join("、");
        say(&listing::summary(&series, lang));
        say(&worded!(lang, "已写出：{written}", "Written: {written}"));
    }
    Ok(terms.exit(&series.assessment, FailOn::Never))
}
