//! Time and memory of the whole program on generated forms: `cargo bench --bench score [-- --forms N,N --rounds N --jobs N]`.
//!
//! For each size it writes a folder of forms (kept under `target/bench`), runs `ziping score` on it and prints
//! time per form, forms per second, indicator rows per second written and peak memory (where GNU time is installed).
#![allow(missing_docs, clippy::print_stdout)]

mod corpus;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
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
    println!("forms  rows     s      ms/form  forms/s  rows/s   peak MiB  KiB/form");
    for &forms in &settings.forms {
        let folder =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("target/bench/{forms}"));
        let rows = corpus::generate(&folder, forms)?;
        let output = folder.with_extension("xlsx");
        let mut rounds = Vec::new();
        for _ in 0..settings.rounds {
            rounds.push(measure(&folder, &output, &settings.jobs)?);
        }
        rounds.sort_by_key(|m| m.wall);
        let Some(median) = rounds.get(rounds.len() / 2) else {
            continue;
        };
        print(forms, rows, median);
    }
    Ok(())
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

fn measure(folder: &Path, output: &Path, jobs: &str) -> Result<Measured, Box<dyn Error>> {
    let program = env!("CARGO_BIN_EXE_ziping");
    let peak = output.with_extension("peak");
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
    command.arg("score").arg(folder).arg("-o").arg(output);
    command.args(["--quiet", "--jobs", jobs]);
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

fn print(forms: usize, rows: usize, measured: &Measured) {
    let seconds = measured.wall.as_secs_f64();
    let count = forms as f64;
    let per_form = 1_000.0 * seconds / count;
    let memory = measured.peak_kib.map_or("no GNU time".to_owned(), |kib| {
        let kib = kib as f64;
        format!("{:8.1}  {:8.2}", kib / 1024.0, kib / count)
    });
    println!(
        "{forms:<6} {rows:<8} {seconds:<6.3} {per_form:<8.3} {:<8.0} {:<8.0} {memory}",
        count / seconds,
        rows as f64 / seconds,
    );
}
