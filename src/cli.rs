//! The command line: Chinese by default, English with `--lang en`. Each command is one file.

mod check;
mod circular;
mod clock;
mod compare;
mod completions;
mod decisions;
mod desk;
mod explain;
mod help;
mod inspection;
mod job;
mod journal;
mod man;
mod nearby;
mod notice;
mod options;
mod outputs;
mod papers;
mod progress;
mod refusal;
mod report;
mod review;
mod round;
mod score;
mod standards;
mod started;
mod system;
mod template;
mod texts;
mod verdicts;
mod words;

use std::ffi::OsString;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::base::lang::{Lang, Text, worded};
use crate::base::system::refused_thread;
use crate::compare::Series;
use crate::intake;
use crate::output::{self, Notice, Target};
use crate::run;
use options::{LANGS, one_of};
use started::{Action, Console};
use words::{Result, Words};

/// Position of the options of all commands among those of one: after the first dozen, which are more important.
const GENERAL: usize = 12;

/// Exit code when findings reach `--fail-on`.
const FOUND: u8 = 1;
/// Exit code when the run could not be done.
const FAILED: u8 = 2;

/// 预算绩效自评表批量复算、审核、排名：读取文件夹中的自评表，写出一份汇总工作簿。
/// 直接给出文件夹（ziping 文件夹）等同于 ziping score 文件夹。
///
/// Reads the self-evaluation forms of a folder, recomputes, audits and ranks them, and writes one workbook.
/// A folder alone (ziping FOLDER) is the same as ziping score FOLDER.
#[derive(Debug, Parser)]
#[command(
    name = "ziping",
    disable_help_subcommand = true,
    verbatim_doc_comment,
    override_usage = "ziping <命令> / ziping <COMMAND>"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// 界面和输出的语言：zh 中文，en 英文
    ///
    /// Language of messages and output: zh, en
    #[arg(
        long, global = true, value_name = "语言 / LANG", display_order = GENERAL,
        default_value = "zh", value_parser = one_of(&LANGS)
    )]
    lang: Lang,
    /// 双击或拖放启动时，结束后不等待按键
    ///
    /// Do not wait for a key at the end when started by a double click or a drop
    #[arg(long, global = true, display_order = GENERAL + 1)]
    no_pause: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Score(score::Arguments),
    Review(review::Arguments),
    Compare(compare::Arguments),
    Check(check::Arguments),
    Template(template::Arguments),
    Decisions(decisions::Arguments),
    Desk(desk::Arguments),
    Report(report::Arguments),
    Notice(notice::Arguments),
    Circular(circular::Arguments),
    Explain(explain::Arguments),
    Help(help::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

impl Command {
    /// How many files are read at a time: as asked for, else one for each core.
    fn jobs(&self) -> usize {
        let asked = match self {
            Self::Score(arguments) => arguments.terms.jobs,
            Self::Review(arguments) => arguments.terms.jobs,
            Self::Compare(arguments) => arguments.terms.jobs,
            Self::Check(arguments) => arguments.terms.jobs,
            Self::Decisions(arguments) => arguments.terms.jobs,
            Self::Report(arguments) => arguments.terms.jobs,
            Self::Notice(arguments) => arguments.terms.jobs,
            Self::Circular(arguments) => arguments.terms.jobs,
            Self::Template(_)
            | Self::Desk(_)
            | Self::Explain(_)
            | Self::Help(_)
            | Self::Completions(_)
            | Self::Man(_) => Some(1),
        };
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        asked.map_or_else(cores, usize::from)
    }

    fn run(&self, lang: Lang) -> Result<ExitCode> {
        match self {
            Self::Score(arguments) => score::run(arguments, lang),
            Self::Review(arguments) => review::run(arguments, lang),
            Self::Compare(arguments) => compare::run(arguments, lang),
            Self::Check(arguments) => check::run(arguments, lang),
            Self::Decisions(arguments) => decisions::run(arguments, lang),
            Self::Report(arguments) => report::run(arguments, lang),
            Self::Notice(arguments) => notice::run(arguments, lang),
            Self::Circular(arguments) => circular::run(arguments, lang),
            Self::Template(arguments) => template::run(arguments, lang),
            Self::Desk(arguments) => desk::run(arguments, lang),
            Self::Explain(arguments) => explain::run(arguments, lang),
            Self::Help(arguments) => Ok(help::run(arguments, lang)),
            Self::Completions(arguments) => completions::run(arguments, lang),
            Self::Man(arguments) => man::run(arguments, lang),
        }
    }
}

/// Runs the program; `arguments` begin with its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = texts::lang_of(&arguments);
    let console = Console::of_process();
    let paused = console == Console::Own && !arguments.iter().any(|a| a == NO_PAUSE);
    let ended = panic::catch_unwind(|| started(arguments, console, lang)).unwrap_or_else(|_| {
        say(FAULT.get(lang));
        ExitCode::from(FAILED)
    });
    if paused {
        started::pause(lang);
    }
    ended
}

/// The message for an internal error of the program.
const FAULT: Text = Text::new(
    "程序内部出错，没有写出结果；原有文件未改动。请告诉开发者，并附上屏幕上的内容。",
    "The program failed; nothing was written and old files are unchanged. Please tell the developers, with what is on the screen.",
);

/// The option that lets the window of a double click close at once.
const NO_PAUSE: &str = "--no-pause";

/// The typed arguments, or the files dropped on the program.
fn started(arguments: Vec<OsString>, console: Console, lang: Lang) -> ExitCode {
    let dropped = arguments.iter().skip(1).filter(|a| *a != NO_PAUSE);
    let dropped: Vec<PathBuf> = dropped.map(PathBuf::from).collect();
    let name = arguments.first().cloned().unwrap_or_default();
    let with = |command: &str, paths: Vec<PathBuf>| {
        let paths = paths.into_iter().map(PathBuf::into_os_string);
        [name, command.into()].into_iter().chain(paths).collect()
    };
    let arguments = match console.wanted(&dropped) {
        Action::Typed => with_default_command(arguments),
        Action::Check => with("check", dropped),
        Action::Score => with("score", dropped),
        Action::Desk => with("desk", dropped),
    };
    obeyed(arguments, lang)
}

/// Does what is typed.
fn obeyed(arguments: Vec<OsString>, lang: Lang) -> ExitCode {
    end_cleanly();
    say_faults(lang);
    if let Err(refused) = system::prepare() {
        say(&refused.get(lang));
        return ExitCode::from(FAILED);
    }
    let parsed = texts::localised(Cli::command(), lang)
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(Cli { command, lang, .. }) => {
            let run = || command.run(lang);
            let done = threads(command.jobs()).map_or_else(|e| Err(e.into()), |t| t.install(run));
            done.unwrap_or_else(|error| {
                say(&error.0.get(lang));
                ExitCode::from(FAILED)
            })
        }
        Err(error) => refusal::exit(&error, lang),
    }
}

/// An internal error is reported in a sentence, with its place for the developers.
fn say_faults(lang: Lang) {
    panic::set_hook(Box::new(move |fault| {
        // Reported by the caller that asked for the thread.
        if refused_thread(fault.payload()).is_some() {
            return;
        }
        let place = fault
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        let file = run::in_hand();
        let file = file.map_or_else(String::new, |file| {
            worded!(lang, "，正在读取“{file}”", ", reading '{file}'")
        });
        say(&worded!(
            lang,
            "程序内部出错{file}（{place}）。",
            "The program failed{file} ({place})."
        ));
    }));
}

/// The definition of the command line, for completions and pages of the manual.
fn definition(lang: Lang) -> clap::Command {
    texts::localised(Cli::command(), lang)
}

/// This number of threads, or only the current one where the system allows no more.
fn threads(jobs: usize) -> std::result::Result<ThreadPool, intake::Error> {
    let several = ThreadPoolBuilder::new().num_threads(jobs).build();
    let alone = || ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    let threads = several.or_else(|_| alone().build());
    threads.map_err(|e| intake::Error::Worker(std::io::Error::other(e)))
}

/// Arguments with `score` put in where only a path was given.
fn with_default_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let words: Vec<_> = arguments.iter().map(|a| a.to_string_lossy()).collect();
    let at = match words.get(1).map(|word| &**word) {
        Some("--lang") => 3,
        Some(word) if word.starts_with("--lang=") => 2,
        _ => 1,
    };
    let is_path = words.get(at).is_some_and(|word| {
        let names = texts::names();
        !word.starts_with('-') && !names.contains(&**word) && Path::new(&**word).exists()
    });
    if is_path {
        arguments.insert(at, "score".into());
    }
    arguments
}

/// Messages go to standard error; when that is closed, errors cannot be reported.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
    journal::note(text);
}

/// Reports that the output could not be printed in full.
fn unprinted(error: io::Error, lang: Lang) -> ExitCode {
    say(&output::Error::Unprinted(error).words().get(lang));
    ExitCode::from(FAILED)
}

/// Results go to standard output; its reader may close it early.
///
/// # Errors
///
/// Where they could not be printed in full, such as to a full disk.
fn print(text: &str) -> Result<()> {
    print_all([text])
}

/// The same line by line.
fn print_all<L: AsRef<str>>(lines: impl IntoIterator<Item = L>) -> Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut lines = lines.into_iter();
    let printed = lines.try_for_each(|line| {
        journal::note(line.as_ref());
        writeln!(out, "{}", line.as_ref())
    });
    match printed.and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(output::Error::Unprinted(error).into())
        }
        _ => Ok(()),
    }
}

/// Writes the outputs and reports what happened to existing files.
fn write(series: &Series, targets: &[Target], options: output::Options) -> Result<()> {
    say_each(&output::write(series, targets, options)?, options.lang);
    Ok(())
}

/// Reports what happened to existing files.
fn say_each(notices: &[Notice], lang: Lang) {
    let words = notices.iter().map(|notice| notice.words().get(lang));
    words.for_each(|words| say(&words));
}

/// Removes what waits for its place when the program is interrupted or its terminal is closed.
fn end_cleanly() {
    // Where the system grants no thread for it, the remains go with the next run.
    let _ = ctrlc::set_handler(|| {
        output::abandon();
        std::process::exit(i32::from(FAILED));
    });
}
