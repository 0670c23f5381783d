//! Runs that are killed at any moment: every output is wholly the one before or the one after, and the next run leaves
//! nothing of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use walkdir::WalkDir;

use crate::run::good;

/// Every file below `folder` with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let named = files.map(|file| {
        let name = file.path().strip_prefix(folder).unwrap();
        let bytes = fs::read(file.path()).unwrap();
        (name.to_string_lossy().into_owned(), bytes)
    });
    named.collect()
}

/// A run over the forms of one of two folders, with outputs of all kinds.
fn run(folder: &Path, forms: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ziping"));
    let out = |name: &str| folder.join("结果").join(name);
    let arguments = [
        "score",
        forms,
        "--no-settings",
        "--overwrite",
        "--unit-sheets",
    ];
    command.args(arguments).current_dir(folder);
    command.arg("-o").arg(out("汇总.xlsx"));
    command.arg("--json").arg(out("结果.json"));
    command.arg("--csv").arg(out("各表"));
    command.arg("--html").arg(out("汇总.html"));
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// What is said by a run that succeeds.
fn done(mut run: Command) -> String {
    let output = run.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    said
}

/// Two folders of forms, and the outputs that a run over each gives in turn.
struct Scene {
    folder: TempDir,
    one: BTreeMap<String, Vec<u8>>,
    other: BTreeMap<String, Vec<u8>>,
    /// How long a run takes.
    whole: Duration,
}

impl Scene {
    fn new() -> Self {
        let temporary = TempDir::new().unwrap();
        let folder = temporary.path();
        for name in ["甲", "乙", "结果"] {
            fs::create_dir(folder.join(name)).unwrap();
        }
        good(&folder.join("甲"));
        good(&folder.join("乙"));
        let form = fs::read_dir(folder.join("乙")).unwrap().next().unwrap();
        fs::rename(form.unwrap().path(), folder.join("乙/另一份.xlsx")).unwrap();
        let results = folder.join("结果");
        let begun = Instant::now();
        done(run(folder, "甲"));
        let whole = begun.elapsed();
        let one = files(&results);
        done(run(folder, "乙"));
        let other = files(&results);
        assert!(one.keys().eq(other.keys()) && one != other);
        Self {
            folder: temporary,
            one,
            other,
            whole,
        }
    }

    /// Looks at what a run over `forms` left that was killed, and runs it anew; whether the outputs were of two runs.
    fn judge(&self, forms: &str, n: u32) -> bool {
        let folder = self.folder.path();
        let left = files(&folder.join("结果"));
        for name in self.one.keys() {
            let found = left.get(name);
            let whole = found == self.one.get(name) || found == self.other.get(name);
            assert!(whole, "{n}: {name} is neither the one nor the other");
        }
        let taken = |set: &BTreeMap<_, _>| {
            set.iter()
                .all(|(name, bytes)| left.get(name) == Some(bytes))
        };
        let said = done(run(folder, forms));
        let mixed = !taken(&self.one) && !taken(&self.other);
        if mixed {
            assert!(said.contains("被中断"), "{n}: a mixed set is told: {said}");
        }
        let expected = if forms == "甲" {
            &self.one
        } else {
            &self.other
        };
        let now = files(&folder.join("结果"));
        let surplus: Vec<_> = now
            .keys()
            .filter(|name| !expected.contains_key(*name))
            .collect();
        assert!(now == *expected, "{n}: remains: {surplus:?}");
        mixed
    }
}

fn forms(n: u32) -> &'static str {
    if n.is_multiple_of(2) { "甲" } else { "乙" }
}

fn kills(count: u32) {
    let scene = Scene::new();
    let mut mixed = 0;
    for n in 0..count {
        let mut killed = run(scene.folder.path(), forms(n)).spawn().unwrap();
        // Moments spread over a run by the golden ratio.
        let moment = f64::from(n) * 0.618_033_988_75 % 1.0 * 1.05;
        thread::sleep(Duration::from_secs_f64(scene.whole.as_secs_f64() * moment));
        killed.kill().unwrap();
        killed.wait().unwrap();
        mixed += u32::from(scene.judge(forms(n), n));
    }
    eprintln!("{count} kills, {mixed} of them among renames");
}

#[test]
fn a_run_that_is_killed_leaves_whole_files() {
    kills(6);
}

#[test]
#[ignore = "needs minutes"]
fn runs_killed_at_200_moments_leave_whole_files() {
    kills(200);
}

/// A run killed at each of its renames, new names and removals.
#[test]
#[ignore = "needs strace"]
fn runs_killed_at_every_step_on_the_disk_leave_whole_files() {
    let scene = Scene::new();
    let mut mixed = 0;
    for n in 1.. {
        let plain = run(scene.folder.path(), forms(n));
        let mut killed = Command::new("strace");
        let calls = "rename,renameat,renameat2,link,linkat,unlink,unlinkat";
        killed.args(["-f", "-qq", "-o", "/dev/null", "-e"]);
        killed.arg(format!("trace={calls}"));
        killed.arg("-e");
        killed.arg(format!("inject={calls}:signal=KILL:when={n}"));
        killed.arg(plain.get_program()).args(plain.get_args());
        killed.current_dir(scene.folder.path());
        if killed.output().unwrap().status.success() {
            assert!(n > 50 && mixed > 20, "{n} steps, {mixed} sets are mixed");
            break;
        }
        mixed += u32::from(scene.judge(forms(n), n));
    }
}
