//! Time and memory of the whole program on generated forms: `cargo bench --bench score [-- --forms N,N --rounds N --jobs N]`.
//!
//! For each size it writes a folder of forms (kept under `target/bench`), runs `ziping score` on it and prints
//! time per form, forms per second, indicator rows per second written and peak memory (where GNU time is installed),
//! beside them time and memory of `ziping check`: what reading, evaluating and auditing cost without a workbook.
#![allow(missing_docs, clippy::print_stdout)]

mod corpus;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

struct Settings {
    forms: Vec<usize>,
    rounds: usize,
    jobs: String,
}

struct Measured {
    wall: Duration,
    peak_kib: Option<u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let settings = settings()?;
    println!(
        "forms  rows     s      ms/form  forms/s  rows/s   peak MiB  KiB/form  check s  check MiB"
    );
    for &forms in &settings.forms {
        let folder =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("target/bench/{forms}"));
        let rows = corpus::generate(&folder, forms)?;
        let (mut whole, mut read) = (Vec::new(), Vec::new());
        for _ in 0..settings.rounds {
            whole.push(measure(&folder, Work::Score, &settings.jobs)?);
            read.push(measure(&folder, Work::Check, &settings.jobs)?);
        }
        if let (Some(whole), Some(read)) = (median(whole), median(read)) {
            print(forms, rows, &whole, &read);
        }
    }
    Ok(())
}

/// What is measured.
#[derive(Clone, Copy)]
enum Work {
    /// The whole run.
    Score,
    /// Everything but the outputs.
    Check,
}

fn median(mut rounds: Vec<Measured>) -> Option<Measured> {
    rounds.sort_by_key(|m| m.wall);
    let middle = rounds.len() / 2;
    rounds.into_iter().nth(middle)
}

fn settings() -> Result<Settings, Box<dyn Error>> {
    let mut settings = Settings {
        forms: vec![1_000, 10_000],
        rounds: 3,
        jobs: "2".to_owned(),
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--forms" => {
                settings.forms = value()?
                    .split(',')
                    .map(str::parse)
                    .collect::<Result<_, _>>()?;
            }
            "--rounds" => settings.rounds = value()?.parse()?,
            "--jobs" => settings.jobs = value()?,
            "--bench" => {}
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    Ok(settings)
}

fn measure(folder: &Path, work: Work, jobs: &str) -> Result<Measured, Box<dyn Error>> {
    let program = env!("CARGO_BIN_EXE_ziping");
    let peak = folder.with_extension("peak");
    let timed = Path::new("/usr/bin/time").exists();
    let mut command = if timed {
        let mut command = Command::new("/usr/bin/time");
        command
            .args(["-q", "-f", "%M", "-o"])
            .arg(&peak)
            .arg(program);
        command
    } else {
        Command::new(program)
    };
    match work {
        Work::Score => {
            let output = folder.with_extension("xlsx");
            command.arg("score").arg(folder).arg("-o").arg(output)
        }
        Work::Check => command.arg("check").arg(folder).stdout(Stdio::null()),
    };
    command.args(["--quiet", "--fail-on", "never", "--jobs", jobs]);
    let start = Instant::now();
    let status = command.status()?;
    let wall = start.elapsed();
    if !status.success() {
        return Err(format!("ziping failed: {status}").into());
    }
    let peak_kib = if timed {
        std::fs::read_to_string(&peak)?.trim().parse().ok()
    } else {
        None
    };
    Ok(Measured { wall, peak_kib })
}

fn print(forms: usize, rows: usize, whole: &Measured, read: &Measured) {
    let seconds = whole.wall.as_secs_f64();
    let count = forms as f64;
    let per_form = 1_000.0 * seconds / count;
    let mib = |measured: &Measured| measured.peak_kib.map(|kib| kib as f64 / 1024.0);
    let per = |mib: Option<f64>| mib.map(|mib| mib * 1024.0 / count);
    println!(
        "{forms:<6} {rows:<8} {seconds:<6.3} {per_form:<8.3} {:<8.0} {:<8.0} {}  {}  {:<7.3}  {}",
        count / seconds,
        rows as f64 / seconds,
        known(mib(whole)),
        known(per(mib(whole))),
        read.wall.as_secs_f64(),
        known(mib(read)),
    );
}

/// A figure, or a dash where GNU time is not installed.
fn known(figure: Option<f64>) -> String {
    figure.map_or_else(|| format!("{:<8}", "-"), |figure| format!("{figure:<8.2}"))
}
