//! `ziping compare`: one year against the years before, on the screen or in files.

mod listing;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::score::{Bar, rules, targets};
use super::{FailOn, LangArgument, Shared, say};
use crate::batch::{Previous, Run, assess_results};
use crate::error::Result;
use crate::lang::Lang;
use crate::model::Stage;
use crate::output::{self, Target};
use crate::report::Scope;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(required = true, num_args = 2..)]
    years: Vec<PathBuf>,
    #[arg(long, default_value = "default")]
    rules: String,
    #[arg(long)]
    previous_rules: Option<String>,
    #[arg(long)]
    labels: Option<PathBuf>,
    #[arg(long)]
    roster: Option<PathBuf>,
    #[arg(long, value_parser = clap::value_parser!(i32).range(1990..2100))]
    year: Option<i32>,
    #[arg(long, value_enum, default_value_t = LangArgument::Zh)]
    lang: LangArgument,
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    #[arg(long)]
    quiet: bool,
    #[arg(id = "comparison", short = 'o', long = "output")]
    output: Option<PathBuf>,
    #[arg(long)]
    json: Option<PathBuf>,
    #[arg(long)]
    csv: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = FailOn::Never)]
    fail_on: FailOn,
}

impl Arguments {
    pub(super) fn lang(&self) -> Lang {
        self.lang.into()
    }

    fn targets(&self) -> Vec<Target> {
        targets([self.output.clone(), self.json.clone(), self.csv.clone()])
    }

    /// The run over the forms of this year; its paths come with the years.
    fn run(&self) -> Result<Run> {
        let shared = Shared {
            paths: Vec::new(),
            rules: self.rules.clone(),
            labels: self.labels.clone(),
            roster: self.roster.clone(),
            year: self.year,
            lang: self.lang,
            jobs: self.jobs,
            quiet: self.quiet,
        };
        shared.run(Some(Stage::SelfEvaluation))
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let lang = arguments.lang();
    let run = arguments.run()?;
    let targets = arguments.targets();
    output::check(&targets)?;
    let previous = Previous {
        paths: arguments.years.clone(),
        rules: rules(arguments.previous_rules.as_deref(), &run.rules)?,
    };
    let assessment = assess_results(run, previous, &Bar::new(arguments.quiet, lang))?;
    output::protect(&assessment, &targets)?;
    let options = output::Options {
        lang,
        scope: Scope::Comparison,
        ..output::Options::default()
    };
    output::write(&assessment, &targets, options)?;
    let listing = listing::listing(&assessment, lang);
    if targets.is_empty() {
        let _ = writeln!(std::io::stdout(), "{listing}");
    } else if !arguments.quiet {
        let written: Vec<String> = targets
            .iter()
            .map(|t| t.path.display().to_string())
            .collect();
        let written = written.join("、");
        say(&listing::summary(&assessment, lang));
        say(&match lang {
            Lang::Zh => format!("已写出：{written}"),
            Lang::En => format!("Written: {written}"),
        });
    }
    Ok(arguments.fail_on.exit(&assessment))
}
