//! `ziping compare`: one year against the years before, on the screen or in files.

mod listing;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::score::{Bar, rules, targets};
use super::{FailOn, Terms, say};
use crate::base::lang::Lang;
use crate::error::Result;
use crate::model::Stage;
use crate::output::{self, Target};
use crate::report::Scope;
use crate::run::{Previous, assess_results};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(required = true, num_args = 2..)]
    years: Vec<PathBuf>,
    #[command(flatten)]
    terms: Terms,
    #[arg(long)]
    previous_rules: Option<String>,
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
        self.terms.lang()
    }

    fn targets(&self) -> Vec<Target> {
        targets([self.output.clone(), self.json.clone(), self.csv.clone()])
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let lang = arguments.lang();
    // The paths of this year come with the years.
    let run = arguments
        .terms
        .run(Vec::new(), Some(Stage::SelfEvaluation))?;
    let targets = arguments.targets();
    output::check(&targets)?;
    let previous = Previous {
        paths: arguments.years.clone(),
        rules: rules(arguments.previous_rules.as_deref(), &run.rules)?,
    };
    let assessment = assess_results(run, previous, &Bar::new(arguments.terms.quiet, lang))?;
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
    } else if !arguments.terms.quiet {
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
