use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use super::disk::faults::fail_at;
use super::{Existing, Manifest, Notice, Staging, hash_of};
use crate::base::file_name::UsedNames;
use crate::output::{Error, Result, kept};

fn put(staging: &mut Staging, place: &Path, before: Existing, text: &str) -> Result<()> {
    staging.file((place, before), |mut file| {
        file.write_all(text.as_bytes()).unwrap();
        Ok(())
    })
}

/// Two files replaced, one new, one kept, one removed.
fn run(folder: &Path) -> Result<Vec<Notice>> {
    let places = ["a", "b", "c", "d", "e"].map(|name| folder.join(name));
    let mut staging = Staging::claim(places.iter().map(|p| &**p))?;
    put(&mut staging, &places[0], Existing::Replaced, "new")?;
    put(&mut staging, &places[1], Existing::Replaced, "new")?;
    put(&mut staging, &places[2], Existing::Replaced, "new")?;
    let before = kept(&places[3], &mut staging);
    put(&mut staging, &places[3], before, "new")?;
    staging.remove(places[4].clone());
    staging.take()
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let read = entries.map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).unwrap())
    });
    read.collect()
}

#[test]
fn whatever_fails_all_files_are_new_or_all_are_old() {
    let mut failed = 0;
    for n in 1.. {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a", "b", "d", "e"];
        for name in names {
            fs::write(folder.path().join(name), "old").unwrap();
        }
        fail_at(n);
        let outcome = run(folder.path());
        let done = !fail_at(0);
        let found = files(folder.path());
        match outcome {
            Err(error) => {
                failed += 1;
                assert!(
                    matches!(error, Error::Unwritable(..)),
                    "step {n}: {error:?}"
                );
                let old = names.map(|name| (name.to_owned(), "old".to_owned()));
                assert_eq!(found, BTreeMap::from(old), "step {n}");
            }
            Ok(_) => {
                assert!(done, "step {n} failed and nobody was told");
                let mut kept = found.clone();
                kept.retain(|name, _| name.starts_with("d （"));
                assert_eq!(kept.into_values().collect::<Vec<_>>(), ["old"]);
                let new = ["a", "b", "c", "d"].map(|name| found[name].as_str());
                assert_eq!((new, found.len()), (["new"; 4], 5));
                break;
            }
        }
    }
    assert!(failed > 15, "{failed} steps");
}

#[test]
fn a_place_that_must_be_free_is_never_taken() {
    let folder = tempfile::tempdir().unwrap();
    let places = ["a", "b"].map(|name| folder.path().join(name));
    let mut staging = Staging::claim([]).unwrap();
    for place in &places {
        put(&mut staging, place, Existing::Refused, "new").unwrap();
    }
    fs::write(&places[1], "old").unwrap();
    assert!(matches!(staging.take(), Err(Error::Exists(place)) if place == places[1]));
    assert_eq!(
        files(folder.path()),
        BTreeMap::from([("b".into(), "old".into())])
    );
}

#[test]
fn two_runs_do_not_write_to_one_place() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("a");
    let first = Staging::claim([&*place]).unwrap();
    assert!(matches!(Staging::claim([&*place]), Err(Error::Busy(_))));
    let elsewhere = folder.path().join("b");
    Staging::claim([&*elsewhere]).unwrap();
    drop(first);
    Staging::claim([&*place]).unwrap();
    assert!(files(folder.path()).is_empty());
}

#[test]
fn remains_of_dead_runs_of_this_computer_go() {
    let folder = tempfile::tempdir().unwrap();
    let here = super::claim::Claim::new().name(folder.path(), "old");
    let here = here.file_name().unwrap().to_string_lossy().into_owned();
    let there = ".~ziping-elsewhere-7-0123456789abcdef-1.tmp";
    for name in [&*here, there, "other.tmp"] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    let place = folder.path().join("a");
    let staging = Staging::claim([&*place]).unwrap();
    let notices = staging.take().unwrap();
    assert_eq!(notices, [Notice::Mixed(folder.path().to_owned())]);
    let left: Vec<_> = files(folder.path()).into_keys().collect();
    assert_eq!(left, [there, "other.tmp"]);
}

/// Writes the tables of a folder.
fn tables(folder: &Path, names: &[&str]) -> Result<Vec<Notice>> {
    let mut staging = Staging::claim([folder])?;
    staging.folder(folder)?;
    let manifest = Manifest::of(folder);
    let mut written = BTreeMap::new();
    for name in names {
        let place = folder.join(name);
        let alike = |place: &Path| fs::read_to_string(place).unwrap().starts_with("head");
        let before = manifest.before(name, &mut staging, alike)?;
        let hash = staging.file((&place, before), |mut file| {
            file.write_all(b"head\nnew").unwrap();
            Ok(hash_of(file).unwrap())
        })?;
        written.insert((*name).to_owned(), hash.into());
    }
    manifest.succeed(written, &mut staging)?;
    staging.take()
}

#[test]
fn remains_in_a_folder_of_tables_go_too() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("tables");
    tables(&folder, &["a"]).unwrap();
    let left = super::claim::Claim::new().name(&folder, "tmp");
    fs::write(&left, "").unwrap();
    tables(&folder, &["a"]).unwrap();
    assert_eq!(
        files(&folder).into_keys().collect::<Vec<_>>(),
        ["a", "ziping-files.json"]
    );
}

/// A folder that was made for a run that fails goes again, with what waited in it.
#[test]
fn a_folder_of_a_run_that_fails_goes() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("tables");
    let mut staging = Staging::claim([&*folder]).unwrap();
    staging.folder(&folder).unwrap();
    let place = folder.join("a");
    put(&mut staging, &place, Existing::Refused, "new").unwrap();
    drop(staging);
    assert!(!folder.exists());
}

#[test]
fn a_folder_knows_its_own_files_from_others() {
    let above = tempfile::tempdir().unwrap();
    let folder = above.path().join("tables");
    assert_eq!(tables(&folder, &["a", "b", "c"]).unwrap(), []);
    assert_eq!(tables(&folder, &["a", "b", "c"]).unwrap(), []);
    // A file that this run does not have is removed, unless it was changed.
    let changed = folder.join("b");
    fs::write(&changed, "mine").unwrap();
    assert_eq!(
        tables(&folder, &["a"]).unwrap(),
        [Notice::Changed(changed.clone())]
    );
    assert_eq!(
        files(&folder).into_keys().collect::<Vec<_>>(),
        ["a", "b", "ziping-files.json"]
    );
    // Without a mark of its origin, the headers decide.
    assert!(matches!(tables(&folder, &["a", "b"]), Err(Error::Foreign(place)) if place == changed));
    assert_eq!(fs::read_to_string(&changed).unwrap(), "mine");
    fs::write(&changed, "head\nother").unwrap();
    assert_eq!(
        tables(&folder, &["a", "b"]).unwrap(),
        [Notice::Replaced(changed.clone())]
    );
    // A changed file of this program is kept beside.
    fs::write(&changed, "head\nchanged").unwrap();
    assert!(
        matches!(&tables(&folder, &["a", "b"]).unwrap()[..], [Notice::Kept(place, _)] if *place == changed)
    );
}

/// No disk accepts such a name: the error is reported on writing, and a number does not help.
#[test]
fn a_name_that_is_too_long_is_looked_for_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut staging = Staging::claim([]).unwrap();
    let name = format!("{}.docx", "长".repeat(100));
    let (place, _) = Manifest::of(folder.path()).beside(&name, &UsedNames::default(), &mut staging);
    assert_eq!(place, folder.path().join(&name));
    assert!(matches!(
        put(&mut staging, &place, Existing::Replaced, "new"),
        Ok(())
    ));
    assert!(matches!(staging.take(), Err(Error::Unwritable(refused, _)) if refused == place));
}
