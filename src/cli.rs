//! The command line: Chinese by default, English with `--lang en`.

mod check;
mod compare;
mod refusal;
mod score;
mod standards;
mod template;
mod texts;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::base::lang::Lang;
use crate::error::Result;
use crate::finding::Severity;
use crate::model::Stage;
use crate::run::Assessment;
use crate::run::Run;
use standards::standards;

/// Exit code when findings reach `--fail-on`.
const FOUND: u8 = 1;
/// Exit code when the run could not be done.
const FAILED: u8 = 2;

/// 绩效自评表批量复算
#[derive(Debug, Parser)]
#[command(name = "ziping", version, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(alias = "汇总")]
    Score(score::Arguments),
    #[command(alias = "对比")]
    Compare(compare::Arguments),
    #[command(alias = "检查")]
    Check(check::Arguments),
    #[command(alias = "模板")]
    Template(template::Arguments),
    #[command(alias = "解释")]
    Explain(Explain),
}

#[derive(Debug, Args)]
struct Explain {
    code: Option<String>,
    #[arg(long, value_enum, default_value_t = LangArgument::Zh)]
    lang: LangArgument,
}

/// What every command that reads forms takes.
#[derive(Debug, Args)]
struct Shared {
    #[arg(required = true, num_args = 1..)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    terms: Terms,
}

/// How forms are read, wherever they lie.
#[derive(Debug, Args)]
struct Terms {
    #[arg(long, default_value = "default")]
    rules: String,
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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LangArgument {
    Zh,
    En,
}

impl From<LangArgument> for Lang {
    fn from(argument: LangArgument) -> Self {
        match argument {
            LangArgument::Zh => Self::Zh,
            LangArgument::En => Self::En,
        }
    }
}

/// Which findings make the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Never,
}

impl FailOn {
    fn exit(self, assessment: &Assessment) -> ExitCode {
        let bound = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Never => return ExitCode::SUCCESS,
        };
        if assessment.worst().is_some_and(|worst| worst >= bound) {
            ExitCode::from(FOUND)
        } else {
            ExitCode::SUCCESS
        }
    }
}

impl Shared {
    fn run(&self, stage: Option<Stage>) -> Result<Run> {
        self.terms.run(self.paths.clone(), stage)
    }
}

impl Terms {
    fn lang(&self) -> Lang {
        self.lang.into()
    }

    fn run(&self, paths: Vec<PathBuf>, stage: Option<Stage>) -> Result<Run> {
        let (labels, roster) = (self.labels.as_deref(), self.roster.as_deref());
        let standards = standards(&self.rules, labels, roster)?;
        let midyear = standards.rules.midyear;
        Ok(Run {
            midyear,
            year: self.year,
            jobs: self.jobs.map(usize::from),
            ..standards.run(paths, stage)
        })
    }
}

/// Runs the program; `arguments` begin with its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = texts::with_default_command(arguments.into_iter().collect());
    let lang = texts::lang_of(&arguments);
    let command = texts::localised(Cli::command(), lang);
    let parsed = command
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(cli) => execute(cli.command),
        Err(error) => refusal::exit(&error, lang),
    }
}

fn execute(command: Command) -> ExitCode {
    let (lang, result) = match command {
        Command::Score(arguments) => (arguments.lang(), score::run(&arguments)),
        Command::Compare(arguments) => (arguments.lang(), compare::run(&arguments)),
        Command::Check(arguments) => (arguments.lang(), check::run(&arguments)),
        Command::Template(arguments) => (arguments.lang(), template::run(&arguments)),
        Command::Explain(arguments) => {
            let lang = arguments.lang.into();
            (lang, check::explain_code(arguments.code.as_deref(), lang))
        }
    };
    result.unwrap_or_else(|error| {
        say(&error.message(lang));
        ExitCode::from(FAILED)
    })
}

/// Talk goes to standard error; nobody is left to tell when that is closed.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
